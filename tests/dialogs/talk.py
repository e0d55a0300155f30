"""A conversation without a messenger: events in, screens out, on a clock that stands still."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from bot import app as composition
from bot import turn
from bot.channel import numbered
from bot.dialogs.screen import Action, Button, Line, Screen, Upload
from bot.settings import Settings
from core.calendar import ZONE
from core.evaluation import Evaluation
from core.ports import Notice

CHANNEL = "test"
ADMINISTRATOR = "P048"


def october(day: int, hour: int = 8, minute: int = 30) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZONE)


class Clock:
    """Stands still until it is told otherwise, so that every screen is the same each time."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen with the name of the moment it was shown at."""

    name: str
    screen: Screen


class Talk:
    """One person's chat. *person* ``None``: nobody is linked to it yet."""

    def __init__(self, house: House, address: str) -> None:
        self._house = house
        self.address = address
        self.last: turn.Reply = turn.Reply(screen=None)

    @property
    def screen(self) -> Screen:
        assert self.last.screen is not None
        return self.last.screen

    async def handle(
        self,
        kind: str,
        *,
        action: Action | None = None,
        text: str = "",
        old_card: bool = False,
        file: Upload | None = None,
    ) -> Screen:
        reply = await self._house.ward.turns.handle(
            turn.Event(
                channel=CHANNEL,
                address=self.address,
                event_id=self._house.next_event(),
                kind=kind,
                action=action,
                text=text,
                numbered=True,
                old_card=old_card,
                file=file,
            )
        )
        if reply.screen is not None:  # a second tap of the same finger leaves the card as it is
            self.last = reply
        return self.screen

    async def type(self, text: str) -> Screen:
        return await self.handle(turn.TEXT, text=text)

    async def press(self, label: str) -> Screen:
        """The first button that bears exactly *label*, else the first whose label holds it."""
        return await self.handle(turn.PRESS, action=self.find(label).action)

    def find(self, label: str) -> Button:
        buttons = self.screen.buttons
        exact = [button for button in buttons if button.label == label]
        holding = [button for button in buttons if label in button.label]
        assert exact or holding, f"no {label!r} among {[each.label for each in buttons]}"
        return (exact or holding)[0]

    async def give(self, file: Upload) -> Screen:
        return await self.handle(turn.FILE, file=file)

    async def act(self, name: str, *args: str | int, old_card: bool = False) -> Screen:
        """What a forged or an old button would ask for."""
        action = Action(name, tuple(str(arg) for arg in args))
        return await self.handle(turn.PRESS, action=action, old_card=old_card)


class House:
    """The sample ward in a database of its own."""

    def __init__(self, ward: composition.Ward, clock: Clock) -> None:
        self.ward = ward
        self.clock = clock
        self._events = 0

    def next_event(self) -> str:
        """No two events are the same, as with a messenger."""
        self._events += 1
        return str(self._events)

    async def talk(self, person: str) -> Talk:
        async with self.ward.desk(person, CHANNEL) as desk:
            await desk.store.chats.link(CHANNEL, person, person, desk.now)
        return Talk(self, person)

    def stranger(self, address: str) -> Talk:
        return Talk(self, address)

    async def told(self, *people: str) -> list[tuple[Notice, Screen]]:
        """What is due to be told to *people* now, as they read it; it counts as sent."""
        renderer = self.ward.renderer()
        found = []
        for person in people:
            async with self.ward.storage.write() as store:
                queued = await store.outbox.claim(self.clock.now, 100, person)
                for one in queued:
                    await store.outbox.settle(one.id, state="sent", at=self.clock.now)
                accounts = await store.chats.accounts(person)
                await store.commit()
            for one in queued:
                shown = await renderer.screen(accounts[0], one.notice)
                if shown is not None:
                    found.append((one.notice, shown))
        return found

    async def form_of(self, person: str) -> Evaluation:
        """This month's form."""
        async with self.ward.desk(person, CHANNEL) as desk:
            found = await desk.store.evaluations.of(person, desk.month)
        assert found is not None
        return found


@asynccontextmanager
async def opened(template: Path, folder: Path, now: datetime) -> AsyncIterator[House]:
    file = folder / "ward.db"
    shutil.copy(template, file)
    clock = Clock(now)
    url = f"sqlite+aiosqlite:///{file}"
    settings = Settings(database_url=url, admin_codes=ADMINISTRATOR)
    ward = composition.build_ward(settings, clock, bits=count(2**64).__next__)
    try:
        yield House(ward, clock)
    finally:
        await ward.storage.dispose()


def plain(lines: tuple[Line, ...]) -> str:
    return "\n".join(line.plain for line in lines)


def as_read(shown: Shown, hint: str) -> str:
    """As Telegram shows it, then how the choices are named where there are no buttons."""
    screen = shown.screen
    text = plain((*screen.above, *([Line()] if screen.above else []), *screen.lines))
    rows = "\n".join("  ".join(f"[{each.label}]" for each in row) for row in screen.rows)
    typed = numbered(screen, hint).text.removeprefix(plain((*screen.above, *screen.lines)))
    file = f"\n(tệp: {screen.documents[0].name})" if screen.documents else ""
    return (
        f"######## {shown.name}\n\n{text}\n\n---- nút\n{rows}{file}\n\n---- gõ chữ{typed}\n".rstrip()
        + "\n"
    )
