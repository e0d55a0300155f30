"""``danhgia chat PERSON`` as a child process: numbers or letters for choices, typed text."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.channels import phone
from tests.channels.background import PATIENCE, Background

ROOT = Path(__file__).resolve().parents[2]
END = "\x1e"
NEWS = "🔔 "
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


class TerminalPhone:
    """The child is started when it is needed: at first, and after the clock was moved."""

    def __init__(self, person: str, background: Background, folder: Path) -> None:
        self.acts = 0
        self._person = person
        self._background = background
        self._folder = folder
        self._child: Process | None = None
        self._card = Card()
        self._news: list[str] = []

    async def press(self, label: str) -> None:
        await self.open()
        labels = list(self._card.keys)
        key = self._card.keys[labels[phone.find(label, labels)]]
        await self._act(key)

    async def type(self, text: str) -> None:
        await self.open()
        await self._act(text.replace("\n", "\\n"))

    async def see(self) -> str:
        await self.open()
        return self._card.text

    async def labels(self) -> list[str]:
        await self.open()
        return list(self._card.keys)

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
        return "\n".join(self._news)

    async def open(self) -> None:
        if self._child is not None:
            return
        with (self._folder / f"{self._person}.log").open("ab") as log:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", "chat", self._person),
                stdin=PIPE,
                stdout=PIPE,
                stderr=log,
                cwd=ROOT,
                env=self._environment(),
            )
        await self._card_comes()

    async def close(self) -> None:
        child, self._child = self._child, None
        if child is None or child.stdin is None:
            return
        child.stdin.close()
        try:
            await asyncio.wait_for(child.wait(), PATIENCE)
        except TimeoutError:
            child.kill()
            await child.wait()
            raise

    async def _act(self, line: str) -> None:
        self.acts += 1
        self._news = []
        await self._line(line)

    async def _line(self, line: str) -> None:
        assert self._child is not None
        assert self._child.stdin is not None
        self._child.stdin.write(f"{line}\n".encode())
        await self._child.stdin.drain()
        await self._card_comes()

    async def _card_comes(self) -> None:
        """Messages up to the next card; what was told on the way is kept."""
        assert self._child is not None
        assert self._child.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    raw = await self._child.stdout.readuntil(END.encode())
                except asyncio.IncompleteReadError as fault:
                    log = (self._folder / f"{self._person}.log").read_text()
                    raise AssertionError(f"the chat ended: {fault.partial!r}\n{log}") from fault
                message = raw.decode().removesuffix(END)
                if not message.startswith(NEWS):
                    self._card = read(message)
                    return
                self._news.append(message.removeprefix(NEWS).strip())

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("DANHGIA_") and name != "PYTHONDONTWRITEBYTECODE"
        }
        return {
            **kept,
            "PYTHONPYCACHEPREFIX": str(self._folder.parent / "pycache"),
            "DANHGIA_DATABASE_URL": self._background.url,
            "DANHGIA_TELEGRAM_API": "http://127.0.0.1:9",
            "DANHGIA_CLOCK": self._background.clock().isoformat(),
        }


class TerminalWard:
    def __init__(self, background: Background, folder: Path) -> None:
        self._background = background
        self._folder = folder
        self._phones: dict[str, TerminalPhone] = {}

    async def phone(self, person: str) -> phone.Phone:
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
