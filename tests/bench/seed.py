"""Make a database to measure on: one division whose staff all fill form 03.

    python tests/bench/seed.py DATABASE_FILE USERS_FILE

USERS_FILE holds a messenger user id a line; each becomes one member of staff with a linked chat.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from bot import app
from bot.handlers.telegram.cards import CHANNEL
from bot.settings import Settings
from core import people, tasks
from core.calendar import ZONE
from core.ports import UnitOfWork

CLOCK = "2026-10-22T08:30:00+07:00"
"""The form of October is open and its self step has not closed."""

DEPUTY_CHAT = "777000777"
_SINCE = date(2026, 1, 1)
_UNIT = "PVHXH"
_DUE = datetime(2026, 10, 15, 17, tzinfo=ZONE)
_LINKED = datetime(2026, 10, 1, 8, tzinfo=ZONE)
_WORK = (("Báo cáo tuần", Decimal(1), 4), ("Hồ sơ giải quyết", Decimal("1.5"), 6))


def database_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def organisation(users: Sequence[str]) -> people.Organisation:
    posts = {"HEAD": "UBND_TRUONG", "DEPUTY": "UBND_PHO"} | {
        code_of(user): "UBND_CC" for user in users
    }
    return people.Organisation(
        units=[
            people.Unit(
                code=_UNIT,
                name="Phòng Văn hóa - Xã hội",
                block="ubnd",
                kind="division",
                list_to=_UNIT,
            )
        ],
        people=[people.Person(code=code, name=f"Cán bộ {code}") for code in posts],
        posts=[
            people.Post(
                person=code,
                unit=_UNIT,
                position=position,
                labour="civil_servant",
                pool="professional",
                in_charge="DEPUTY" if position == "UBND_CC" else None,
                valid_from=_SINCE,
            )
            for code, position in posts.items()
        ],
    )


def code_of(user: str) -> str:
    return f"CB{user}"


async def fill(store: UnitOfWork, users: Sequence[str]) -> None:
    """Everything in the transaction of *store*; the caller commits."""
    await store.staff.replace(organisation(users))
    await store.chats.link(CHANNEL, DEPUTY_CHAT, "DEPUTY", _LINKED)
    for user in users:
        await store.chats.link(CHANNEL, user, code_of(user), _LINKED)
        for name, coefficient, quantity in _WORK:
            await store.tasks.add(_done(code_of(user), name, coefficient, quantity))


def _done(person: str, name: str, coefficient: Decimal, quantity: int) -> tasks.TaskItem:
    return tasks.TaskItem(
        id=0,
        person=person,
        name=name,
        unit_of_count="hồ sơ",
        coefficient=coefficient,
        assigned=quantity,
        accepted=quantity,
        due=_DUE,
        assigned_by="DEPUTY",
        origin="plan",
        state=tasks.ACCEPTED,
    )


async def _seed(settings: Settings, users: Sequence[str]) -> None:
    storage = app.open_storage(settings)
    try:
        async with storage.write() as store:
            await fill(store, users)
            await store.commit()
    finally:
        await storage.dispose()


def seed(file: Path, users: Sequence[str]) -> None:
    settings = Settings(database_url=database_url(file))
    app.prepare(settings)
    asyncio.run(_seed(settings, users))


if __name__ == "__main__":
    seed(Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8").split())
