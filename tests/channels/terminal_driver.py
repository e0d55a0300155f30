"""``danhgia chat PERSON`` as a child process: numbers or letters for choices, typed text."""

from __future__ import annotations

import asyncio
import atexit
import functools
import json
import os
import re
import subprocess
import sys
import tempfile
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.channels.background import PATIENCE, Background
from tests.channels.phone import Phone, Received, find

ROOT = Path(__file__).resolve().parents[2]
END = "\x1e"
NEWS = "🔔 "
_NUMBER = re.compile(r"[0-9]+(,[0-9]+)?")
_GIVEN = re.compile(r"\[(.+), ([0-9]+) byte\]")
_CHOICE = re.compile(r"([0-9]+|[a-z]{1,2})\. (.+)")


@dataclass(frozen=True, slots=True)
class Card:
    text: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


def read(message: str) -> Card:
    """The choices stand behind the last empty line, a hint or a file's name may follow them."""
    body, _, tail = message.strip("\n").rpartition("\n\n")
    keys = {}
    for line in tail.splitlines():
        if found := _CHOICE.fullmatch(line):
            keys[found[2]] = found[1]
        elif not line.startswith(("(", "[")):
            return Card(message.strip("\n"))
    return Card(body, keys) if keys else Card(message.strip("\n"))


def given(message: str) -> list[Received]:
    """The files that it names behind the card."""
    return [
        Received(name=found[1], size=int(found[2]), content=None)
        for line in message.splitlines()
        if (found := _GIVEN.fullmatch(line))
    ]


@functools.cache
def chats() -> str:
    """The socket behind which each connection is a ``danhgia`` of its own."""
    folder = tempfile.TemporaryDirectory(prefix="danhgia-chats-")
    path = f"{folder.name}/socket"
    kept = {name: text for name, text in os.environ.items() if not name.startswith("DANHGIA_")}
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.channels.chat_forks", path],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=kept,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"

    def end() -> None:
        child.terminate()
        child.communicate()
        folder.cleanup()

    atexit.register(end)
    return path


class TerminalPhone:
    """The child is started when it is needed: at first, and after the clock was moved."""

    def __init__(self, person: str, background: Background, folder: Path) -> None:
        self.acts = 0
        self._person = person
        self._background = background
        self._folder = folder
        self._child: tuple[StreamReader, StreamWriter] | None = None
        self._card = Card()
        self._news: list[str] = []
        self._received: list[Received] = []

    async def press(self, label: str) -> None:
        await self.open()
        labels = list(self._card.keys)
        if label not in labels and _NUMBER.fullmatch(label):
            await self._act(label)  # where a number is asked for it is typed, not offered
            return
        await self._act(self._card.keys[labels[find(label, labels)]])

    async def type(self, text: str) -> None:
        await self.open()
        await self._act(text.replace("\n", "\\n"))

    async def see(self) -> str:
        await self.open()
        return self._card.text

    async def labels(self) -> list[str]:
        await self.open()
        return list(self._card.keys)

    async def send_file(
        self, name: str, content: bytes, caption: str = "", *, photo: bool = False
    ) -> None:
        await self.open()
        file = self._folder / name
        file.write_bytes(content)
        await self._act(f'/tep "{file}" {caption}'.rstrip())

    async def received(self) -> list[Received]:
        await self.open()
        return list(self._received)

    async def told(self) -> str:
        """A terminal is told at its next line: two harmless ones, and more while news is due."""
        await self.open()
        await self._line("/viec")
        await self._line("/viec")
        async with asyncio.timeout(PATIENCE):
            while await self._background.due(self._person):
                await asyncio.sleep(0.05)
                await self._line("/viec")
        await self._line("/viec")
        news, self._news = self._news, []
        return "\n".join(news)

    async def open(self) -> None:
        if self._child is not None:
            return
        self._child = await asyncio.open_unix_connection(chats())
        wanted = {
            "argv": ["chat", self._person],
            "env": self._environment(),
            "log": str(self._folder / f"{self._person}.log"),
        }
        self._child[1].write(f"{json.dumps(wanted)}\n".encode())
        await self._card_comes()

    async def close(self) -> None:
        """The end of the input ends the chat; what it says until then is dropped."""
        child, self._child = self._child, None
        if child is None:
            return
        reader, writer = child
        writer.write_eof()
        async with asyncio.timeout(PATIENCE):
            await reader.read()
        writer.close()
        await writer.wait_closed()

    async def _act(self, line: str) -> None:
        self.acts += 1
        self._news = []
        await self._line(line)

    async def _line(self, line: str) -> None:
        assert self._child is not None
        self._child[1].write(f"{line}\n".encode())
        await self._child[1].drain()
        await self._card_comes()

    async def _card_comes(self) -> None:
        """Messages up to the next card; what was told on the way is kept."""
        assert self._child is not None
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    raw = await self._child[0].readuntil(END.encode())
                except asyncio.IncompleteReadError as fault:
                    log = (self._folder / f"{self._person}.log").read_text()
                    raise AssertionError(f"the chat ended: {fault.partial!r}\n{log}") from fault
                message = raw.decode().removesuffix(END)
                if not message.startswith(NEWS):
                    self._card = read(message)
                    self._received += given(message)
                    return
                self._news.append(message.removeprefix(NEWS).strip())

    def _environment(self) -> dict[str, str]:
        return {
            "DANHGIA_DATABASE_URL": self._background.url,
            "DANHGIA_TELEGRAM_API": "http://127.0.0.1:9",
            "DANHGIA_ADMIN_CODES": "P048",
            "DANHGIA_CLOCK": self._background.clock().isoformat(),
        }


class TerminalWard:
    def __init__(self, background: Background, folder: Path) -> None:
        self._background = background
        self._folder = folder
        self._phones: dict[str, TerminalPhone] = {}

    async def phone(self, person: str) -> Phone:
        if person not in self._phones:
            self._phones[person] = TerminalPhone(person, self._background, self._folder)
            await self._phones[person].open()
        return self._phones[person]

    async def move(self, to: datetime) -> None:
        await self.restart()
        await self._background.move(to)

    async def restart(self) -> None:
        for shown in self._phones.values():
            await shown.close()

    async def audit(self) -> list[tuple[str, str]]:
        return self._background.audit()


@asynccontextmanager
async def terminal_ward(file: Path) -> AsyncIterator[TerminalWard]:
    async with Background(file) as background:
        ward = TerminalWard(background, file.parent)
        try:
            yield ward
        finally:
            await ward.restart()
