"""The small ward with a catalogue, plan tasks and weeks: what tests of schedules act on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from core import catalogue, tasks
from core.calendar import due_at
from core.catalogue import Catalogue, CatalogueItem
from core.months import Month
from core.schedule import Line, Schedule
from core.tasks import TaskItem
from core.usecases import agreeing, assigning, noting, scheduling
from core.usecases.assigning import Order
from core.usecases.desk import Desk
from core.usecases.noting import Noted
from core.weeks import Week
from tests.core.office import Office, october

PERSON, LEADER, HEAD, OTHER = "CV_KT1", "PP_KT1", "TP_KT", "CV_KT2"
MONDAY = october(19, 8)
SEPTEMBER = Month(2026, 9)
WEEK = Week(2026, 43)
REASON = "Điều chỉnh lịch tuần."

ROWS = (
    ("BC", "Báo cáo tuần", "báo cáo", "1", True),
    ("BT", "Báo cáo tháng", "báo cáo", "2", False),
    ("TT", "Tờ trình cấp phép", "tờ trình", "1.5", False),
)


def items(*rows: tuple[str, str, str, str, bool]) -> tuple[CatalogueItem, ...]:
    return tuple(
        CatalogueItem(
            code=code,
            name=name,
            output=unit,
            unit_of_count=unit,
            group="1",
            coefficient=Decimal(weight),
            standard=standard,
        )
        for code, name, unit, weight, standard in rows or ROWS
    )


async def with_catalogue(
    office: Office,
    unit: str = "PKT",
    number: int = 1,
    since: Month = SEPTEMBER,
    rows: tuple[CatalogueItem, ...] = (),
) -> Catalogue:
    async def act(desk: Desk) -> Catalogue:
        return await desk.store.catalogues.add(
            Catalogue(
                id=0,
                unit=unit,
                number=number,
                state=catalogue.APPROVED,
                valid_from=since,
                items=rows or items(),
                by=HEAD,
                at=desk.now,
            )
        )

    return await office.do(HEAD, MONDAY, act)


async def planned(
    office: Office,
    item: str = "BC",
    due: datetime | None = None,
    quantity: int = 1,
    now: datetime = MONDAY,
) -> TaskItem:
    """A task of the plan."""
    until = due or due_at(date(2026, 10, 23))
    order = Order(item=item, quantity=quantity, due=until, origin=tasks.PLAN)
    return await office.do(LEADER, now, lambda desk: assigning.assign(desk, PERSON, order))


async def opened(
    office: Office, now: datetime = MONDAY, week: Week = WEEK, person: str = PERSON
) -> Schedule:
    found = await office.do(person, now, lambda desk: scheduling.opened(desk, week))
    assert found is not None
    return found


async def noted(
    office: Office, one: Schedule, text: str, now: datetime = MONDAY, person: str = PERSON
) -> Noted:
    return await office.do(person, now, lambda desk: noting.note(desk, one.id, text))


async def sent(
    office: Office, one: Schedule, now: datetime = MONDAY, person: str = PERSON
) -> Schedule:
    return await office.do(
        person, now, lambda desk: scheduling.submit(desk, one.id, one.version, REASON)
    )


async def approved(
    office: Office, one: Schedule, now: datetime = MONDAY, leader: str = LEADER
) -> agreeing.Approval:
    return await office.do(
        leader, now, lambda desk: agreeing.approve(desk, one.id, one.version, REASON)
    )


async def work_of(office: Office, person: str = PERSON) -> tuple[TaskItem, ...]:
    """Every task item of *person*, whatever its state."""
    every = {
        tasks.ASSIGNED,
        tasks.IN_PROGRESS,
        tasks.SUBMITTED,
        tasks.ACCEPTED,
        tasks.CANCELLED,
        tasks.FAILED,
    }
    async with office.storage.read() as store:
        return await store.tasks.in_states([person], every)


async def kept(office: Office, one: Schedule) -> Schedule:
    async with office.storage.read() as store:
        found = await store.schedules.get(one.id)
    assert found is not None
    return found


def named(one: Schedule, words: str) -> Line:
    """The one line whose content holds *words*."""
    [line] = [line for line in one.lines if words in line.content]
    return line


async def finished(office: Office, item: TaskItem) -> TaskItem:
    """As its acceptance leaves it."""
    done = replace(item, state=tasks.ACCEPTED, accepted=item.assigned)
    return await office.do(LEADER, MONDAY, lambda desk: desk.store.tasks.save(done))
