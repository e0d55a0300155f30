"""``danhgia chat``: the plainest channel. Numbers for choices, typed text for everything."""

from __future__ import annotations

import asyncio
import mimetypes
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from bot import channel as channels
from bot.dialogs import uploads
from bot.dialogs.screen import Screen, Upload
from bot.dialogs.words import Words
from bot.notify import Renderer
from bot.turn import FILE, TEXT, Event, Reply, Turns
from core import errors, tasks
from core.ports import Account, Notice, Outcome

CHANNEL = "terminal"
END_OF_MESSAGE = "\x1e"
"""Ends each message on a pipe, so that a program can tell one message from the next."""

GIVE = "/tep"
"""Gives a file: ``/tep PATH caption``; a path with spaces stands in quotes."""
PICTURES = {"image/jpeg", "image/png"}

Write = Callable[[str], None]
ReadLine = Callable[[], Awaitable[str | None]]


class Terminal:
    """One message after another, nothing edited; each line typed is one event."""

    def __init__(self, turns: Turns, words: Words, person: str, write: Write) -> None:
        self._turns = turns
        self._words = words
        self._person = person
        self._write = write
        self._session = uuid.uuid4().hex

    async def run(self, read_line: ReadLine, deliver: Callable[[], Awaitable[object]]) -> None:
        """Until the input ends. What waits in the outbox for this person is told first."""
        count = 0
        await deliver()
        await self._turn("/viec", count)
        while (line := await read_line()) is not None:
            count += 1
            await self._turn(line.rstrip("\r\n"), count)
            await deliver()

    async def _turn(self, text: str, count: int) -> None:
        event = Event(
            channel=CHANNEL,
            address=self._person,
            event_id=f"{self._session}:{count}",
            kind=TEXT,
            text=text.replace("\\n", "\n"),
            numbered=True,
        )
        command, _, rest = text.strip().partition(" ")
        if command == GIVE:
            event = await asyncio.to_thread(_with_file, event, rest.strip())
        await self._show(await self._turns.handle(event))

    async def _show(self, reply: Reply) -> None:
        if reply.screen is not None:
            self._write(shown(reply.screen, self._words) + END_OF_MESSAGE)


def _with_file(event: Event, given: str) -> Event:
    path, caption = _parted(given)
    event = replace(event, kind=FILE, text="")
    try:
        return replace(event, file=_read(path, caption))
    except errors.BadInput as fault:
        return replace(event, fault=fault)


def _parted(given: str) -> tuple[str, str]:
    """A path, in quotes where it has spaces, and what stands behind it."""
    if given.startswith('"'):
        path, _, caption = given[1:].partition('"')
    else:
        path, _, caption = given.partition(" ")
    return path, caption


def _read(path: str, caption: str) -> Upload:
    """*errors.BadInput* ``file.missing`` for what is no file that may be read."""
    mime = mimetypes.guess_type(path)[0] or ""
    try:
        file = Path(path).expanduser()
        if not file.is_file():
            raise errors.BadInput("file.missing", name=path)
        uploads.check_size(file.stat().st_size)
        content = file.read_bytes()
    except (OSError, ValueError, RuntimeError) as fault:  # no right, a zero byte, an unknown ~user
        raise errors.BadInput("file.missing", name=path) from fault
    kind = tasks.PHOTO if mime in PICTURES else tasks.FILE
    return uploads.received(kind, file.name, mime, content, caption)


def shown(screen: Screen, words: Words) -> str:
    text = channels.numbered(screen, words.text("common.letters")).text
    for document in screen.documents:
        text += f"\n[{document.name}, {len(document.content)} byte]"
    return text + "\n"


class TerminalNotifier:
    """Prints a notice while the person's terminal is open. Its choices are on the home card."""

    def __init__(self, renderer: Renderer, write: Write) -> None:
        self._renderer = renderer
        self._write = write

    async def deliver(self, account: Account, notice: Notice) -> Outcome:
        screen = await self._renderer.screen(account, notice)
        if screen is None:
            return Outcome(kind="obsolete")
        said = "\n".join(line.plain for line in screen.lines)
        self._write(f"🔔 {said}\n{END_OF_MESSAGE}")
        return Outcome(kind="delivered")
