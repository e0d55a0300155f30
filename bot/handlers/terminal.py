"""``danhgia chat``: the plainest channel. Numbers for choices, typed text for everything."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable

from bot import channel as channels
from bot.dialogs.screen import Screen
from bot.dialogs.words import Words
from bot.notify import Renderer
from bot.turn import TEXT, Event, Reply, Turns
from core.ports import Account, Notice, Outcome

CHANNEL = "terminal"
END_OF_MESSAGE = "\x1e"
"""Ends each message on a pipe, so that a program can tell one message from the next."""

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
        await self._show(await self._turns.handle(event))

    async def _show(self, reply: Reply) -> None:
        if reply.screen is not None:
            self._write(shown(reply.screen, self._words) + END_OF_MESSAGE)


def shown(screen: Screen, words: Words) -> str:
    text = channels.numbered(screen, words.text("common.letters")).text
    if screen.document is not None:
        text += f"\n[{screen.document.name}, {len(screen.document.content)} byte]"
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
