"""What a roster's rows do to the people concerned: told, recorded, nobody for himself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

import orjson
import pytest
from sqlalchemy import select

from bot.documents import reading
from core import absence, errors, people
from core.sheets import Book
from core.usecases import rosters
from core.usecases.desk import Desk
from core.usecases.rosters import Looked
from storage import tables
from tests.core.office import Office, october
from tests.documents import roster_books

T = TypeVar("T")
KEEPER = "CV_VX"
GIVEN = ["TP_KT", "PP_KT1", "Quyết định", "20/10/2026", "31/10/2026", "5/QĐ"]
OWN = ["TP_KT", KEEPER, "Quyết định", "20/10/2026", "31/10/2026", "6/QĐ"]
ILL = ["CV_KT1", "01/10/2026", "20/10/2026", "Ốm"]


def book(sheet: str, *rows: list[Any]) -> Book:
    return reading.book("ns.xlsx", roster_books.packed({sheet: [*rows]}))


async def do(
    office: Office, now: datetime, act: Callable[[Desk], Awaitable[T]], actor: str = KEEPER
) -> T:
    """CV_VX is the ward's administrator."""
    async with office.storage.write() as store:
        desk = Desk(
            store=store,
            rules=office.rules,
            now=now,
            actor=actor,
            channel="test",
            administrators=frozenset({KEEPER}),
        )
        done = await act(desk)
        await store.commit()
        return done


async def take_in(office: Office, content: Book, now: datetime, actor: str = KEEPER) -> Looked:
    async def act(desk: Desk) -> Looked:
        looked = await rosters.examine(desk, content)
        if looked.found is not None:
            await rosters.apply(desk, looked.found, content.name)
        return looked

    return await do(office, now, act, actor)


async def told(office: Office) -> list[tuple[str, str]]:
    async with office.storage.read() as store:
        queued = await store.outbox.listing(("waiting",), 100)
    return sorted((one.notice.recipient, one.notice.kind) for one in queued)


async def test_giver_and_receiver_are_told_and_the_row_stands_in_the_audit(
    office: Office,
) -> None:
    await take_in(office, book("Ủy quyền", GIVEN), october(19))

    assert await told(office) == [("PP_KT1", "amend.delegate"), ("TP_KT", "amend.delegate")]
    async with office.storage.read() as store:
        rows = await store.connection.execute(
            select(tables.audit.c.facts).where(tables.audit.c.act == "import-roster")
        )
        (facts,) = rows.scalars()
    assert orjson.loads(facts)["rows"] == [
        "+ Delegation TP_KT PP_KT1 decide 2026-10-20 2026-10-31 5/QĐ"
    ]


async def test_nobody_takes_in_a_change_of_the_own_rights(office: Office) -> None:
    looked = await take_in(office, book("Ủy quyền", OWN), october(19))

    assert [one.code for one in looked.faults] == ["roster.own"]
    async with office.storage.read() as store:
        assert (await store.staff.organisation()).delegations == ()


async def test_only_an_administrator_looks_at_what_a_roster_would_change(office: Office) -> None:
    with pytest.raises(errors.Refused) as refused:
        await take_in(office, book("Ủy quyền", GIVEN), october(19), actor="TP_KT")
    assert refused.value.code == "not-administrator"


async def test_an_absence_taken_in_is_approved_and_those_concerned_are_told(
    office: Office,
) -> None:
    await take_in(office, book("Nghỉ", ILL), october(21))

    async with office.storage.read() as store:
        (kept,) = await store.absences.covering(people.day_of(october(20)))
    assert (kept.person, kept.kind, kept.state) == ("CV_KT1", absence.ILLNESS, absence.APPROVED)
    assert await told(office) == [("CV_KT1", "absence.approved"), ("PP_KT1", "absence.approved")]


async def test_presence_of_a_form_that_is_about_to_be_decided_is_not_changed_by_a_workbook(
    office: Office,
) -> None:
    await office.send("CV_KT1")

    looked = await take_in(office, book("Nghỉ", ILL), october(26))

    assert [(one.ref, one.code) for one in looked.faults] == [("B2", "absence.closed")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["CV_KT1", "01/11/2026", "31/12/9999", "Ốm"], "absence.long"),
        (["CV_KT1", "01/11/2028", "02/11/2028", "Ốm"], "absence.far"),
    ],
)
async def test_an_absence_that_nobody_could_mean_is_refused(
    office: Office, row: list[Any], code: str
) -> None:
    looked = await take_in(office, book("Nghỉ", row), october(21))

    assert [one.code for one in looked.faults] == [code]
