"""The work of the sample ward: catalogues, month plans, deliveries, through the use-cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

from bot.app import Ward
from bot.demo.sample_steps import Act, Step, Table, instant
from core import authority, candidates, errors, leading, people, reporting, tasks
from core.calendar import ZONE
from core.catalogue import CatalogueItem
from core.monthplan import PlanLine
from core.months import Month
from core.taskflow import Verdict
from core.usecases import (
    accepting,
    assigning,
    catalogue_approving,
    monthplanning,
    monthplans,
    planapproving,
    working,
)
from core.usecases.desk import SYSTEM, Desk

CATALOGUES_AT = datetime(2026, 8, 20, 9, tzinfo=ZONE)
CARRIED_AT = datetime(2026, 10, 5, 16, tzinfo=ZONE)
SAMPLE_PAPER = "01/TB-BXDD (mẫu)"


def work(ward: Ward, staff: people.Organisation, rows: Sequence[Table]) -> Iterator[Step]:
    """Staff and deputies by their unit's month plan, everybody else by the leader's own word;
    what is done is handed in and judged.
    """
    known: dict[tuple[str, str, str], int] = {}
    planned: dict[tuple[str, str], list[Table]] = {}
    for row in rows:
        start, _ = ward.rules.calendar.work_window(Month.parse(row["month"]))
        assigned = start + timedelta(hours=9)
        unit = _planning_unit(ward, staff, row["person"], assigned)
        if unit is not None:
            planned.setdefault((unit, row["month"]), []).append(row)
            continue
        leader = _direct_leader(ward, staff, row["person"], assigned)
        yield Step(at=assigned, actor=leader, act=_assign(row, known))
    for (unit, month), lines in planned.items():
        start, _ = ward.rules.calendar.work_window(Month.parse(month))
        assigned = start + timedelta(hours=9)
        head = staff.head(unit, people.day_of(assigned)) or ""
        yield Step(at=assigned, actor=head, act=_plan(unit, Month.parse(month), lines, known))
    for row in rows:
        done = [item for item in row["items"] if "f" in item]
        if done:
            last = max(_finished(item) for item in done) + timedelta(hours=1)
            reviewer = _direct_leader(ward, staff, row["person"], last)
            finish = _finish(row, done, known, reviewer)
            yield Step(at=last, actor=row["person"], act=finish, rank=1)


def _planning_unit(
    ward: Ward, staff: people.Organisation, person: str, at: datetime
) -> str | None:
    """The unit in whose month plan the person's work stands: one whose head leads it."""
    day = people.day_of(at)
    post = candidates.routing_post(ward.rules.authority, staff, person, day)
    head = staff.head(post.unit, day) if post else None
    if post is None or head in {None, person}:
        return None
    led = leading.followers(ward.rules.authority, staff, head or "", day)
    return post.unit if person in led else None


def _plan(
    unit: str, month: Month, rows: Sequence[Table], known: dict[tuple[str, str, str], int]
) -> Act:
    async def act(desk: Desk) -> None:
        opened = await monthplans.open_(desk, unit, month)
        products = {one.name: one.code for one in opened.known.items} if opened.known else {}
        lines = [
            PlanLine(
                number=0,
                person=row["person"],
                item=products[item["name"]],
                work=item["name"],
                quantity=item["q"],
                due=instant(item["due"], time(17)),
                expected=f"{item['q']} {item['unit']}",
            )
            for row in rows
            for item in row["items"]
        ]
        written = await monthplanning.put_lines(desk, opened.plan, lines, "")
        done = await planapproving.approve(desk, written.id, written.version, SAMPLE_PAPER)
        for line in done.lines:
            known[line.person, str(month), line.work] = line.tasks[0]

    return act


def catalogues(ward: Ward, staff: people.Organisation, rows: Sequence[Table]) -> Iterator[Step]:
    """Every unit's catalogue, in force from the first month of the sample on."""
    first = min(row["month"] for row in rows)
    units: dict[str, dict[str, Table]] = {}
    for row in rows:
        start, _ = ward.rules.calendar.work_window(Month.parse(row["month"]))
        post = candidates.routing_post(
            ward.rules.authority, staff, row["person"], people.day_of(start)
        )
        if post is not None:
            for item in row["items"]:
                units.setdefault(post.unit, {}).setdefault(item["name"], item)
    for unit, products in units.items():
        yield Step(at=CATALOGUES_AT, actor=SYSTEM, act=_approve(unit, first, products.values()))


def _approve(unit: str, first: str, products: Iterable[Table]) -> Act:
    items = tuple(
        CatalogueItem(
            code=f"{unit}-{number:02d}",
            name=item["name"],
            output=item["unit"],
            unit_of_count=item["unit"],
            group="",
            coefficient=Decimal(item["w"]),
        )
        for number, item in enumerate(products, 1)
    )
    standard = next(at for at, one in enumerate(items) if one.coefficient == 1)
    marked = [replace(one, standard=at == standard) for at, one in enumerate(items)]

    async def act(desk: Desk) -> None:
        await catalogue_approving.import_approved(
            desk, unit, marked, valid_from=Month.parse(first), document=SAMPLE_PAPER
        )

    return act


def _assign(row: Table, known: dict[tuple[str, str, str], int]) -> Act:
    async def act(desk: Desk) -> None:
        for item in row["items"]:
            due = instant(item["due"], time(17))
            catalogue = await assigning.catalogue_for(desk, row["person"], due)
            products = catalogue.items if catalogue else ()
            code = next(one.code for one in products if one.name == item["name"])
            order = assigning.Order(item=code, quantity=item["q"], due=due, origin=tasks.PLAN)
            stored = await assigning.assign(desk, row["person"], order)
            known[row["person"], row["month"], item["name"]] = stored.id

    return act


def _finish(
    row: Table,
    items: Sequence[Table],
    known: Mapping[tuple[str, str, str], int],
    reviewer: str,
) -> Act:
    """Handed in by the person and judged by the leader: first what failed, then the rest in
    time, the late units last.
    """

    async def act(desk: Desk) -> None:
        for item in items:
            task = known[row["person"], row["month"], item["name"]]
            due = instant(item["due"], time(15))
            for _ in range(item.get("err", 0)):
                bad = Verdict(accepted=0, major=True, said=item.get("err_text", ""))
                await _deliver(desk, task, reviewer, 1, due, bad)
            late = item.get("late", 0)
            for count, done in ((item["f"] - late, due), (late, _finished(item))):
                if count:
                    await _deliver(desk, task, reviewer, count, done, Verdict(accepted=count))

    return act


async def _deliver(
    desk: Desk, task: int, reviewer: str, count: int, done: datetime, verdict: Verdict
) -> None:
    known = await desk.store.tasks.get(task)
    if known is None:
        raise errors.NotFound("task", id=task)
    at = tasks.Done(day=people.day_of(done), at=done)
    handed = await working.hand_in(desk, task, known.version, count, at)
    leader = replace(desk, actor=reviewer)
    number = handed.waiting[-1].number
    await accepting.review(leader, task, handed.version, number, verdict)


def _finished(item: Table) -> datetime:
    """A late unit is finished on the evening of the day it was due."""
    return instant(item["due"], time(20) if item.get("late") else time(15))


def carried(ward: Ward, staff: people.Organisation, rows: Sequence[Table]) -> Iterator[Step]:
    """What September left open is finished in the first days of its new month."""
    for person in dict.fromkeys(row["person"] for row in rows):
        reviewer = _direct_leader(ward, staff, person, CARRIED_AT)
        yield Step(at=CARRIED_AT, actor=person, act=_finish_carried(person, reviewer))


def _finish_carried(person: str, reviewer: str) -> Act:
    async def act(desk: Desk) -> None:
        for item in await desk.store.tasks.in_states([person], tasks.OPEN):
            if item.origin == tasks.CARRY:
                left = item.left
                await _deliver(desk, item.id, reviewer, left, desk.now, Verdict(accepted=left))

    return act


def _direct_leader(ward: Ward, staff: people.Organisation, person: str, at: datetime) -> str:
    """Whoever of the commenter, the decider and the person may assign work to the person."""
    day = people.day_of(at)
    route = authority.route(ward.rules.authority, staff, person, at, {})
    for actor in (*route.commenter, *route.decider):
        reports = reporting.direct_reports(ward.rules.authority, staff, actor.code, day)
        if actor.kind == "person" and person in reports:
            return actor.code
    return person
