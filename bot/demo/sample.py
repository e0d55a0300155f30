"""The sample ward, brought to life by replaying what people did, through the use-cases."""

from __future__ import annotations

import tomllib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from importlib import resources
from typing import Any

from bot.app import Ward
from core import authority, candidates, drafting, errors, people, reporting, scoring, tasks
from core.calendar import ZONE
from core.catalogue import CatalogueItem
from core.evaluation import Evaluation
from core.forms import Form
from core.months import Month
from core.taskflow import Verdict
from core.usecases import (
    accepting,
    assigning,
    catalogue_approving,
    closing,
    deciding,
    mornings,
    preparing,
    reviewing,
    working,
)
from core.usecases import scoring as own_form
from core.usecases.desk import SYSTEM, Desk

OPENS = datetime(2026, 10, 22, 8, 30, tzinfo=ZONE)
CATALOGUES_AT = datetime(2026, 8, 20, 9, tzinfo=ZONE)
CARRIED_AT = datetime(2026, 10, 5, 16, tzinfo=ZONE)
SAMPLE_PAPER = "01/TB-BXDD (mẫu)"
TOGETHER = 100
DRAFTING_TAKES = timedelta(minutes=20)

Table = Mapping[str, Any]
Act = Callable[[Desk], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act of one person at its own instant."""

    at: datetime
    actor: str
    act: Act
    rank: int = 0


def tables(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("bot.demo") / name).read_text(encoding="utf-8"))


def organisation() -> people.Organisation:
    ward = tables("ward.toml")
    return people.Organisation(
        units=[people.Unit(**_clean(row)) for row in ward["unit"]],
        people=[people.Person(**_clean(row)) for row in ward["person"]],
        posts=[people.Post(**_clean(row)) for row in ward["post"]],
        charges=[people.FieldCharge(**_clean(row)) for row in ward["charge"]],
    )


def addresses() -> dict[str, int]:
    """Person code → invented user id of the simulated messenger."""
    return {row["person"]: row["telegram"] for row in tables("ward.toml")["account"]}


async def fill(ward: Ward) -> None:
    """Last month decided, this month's tasks under way, at :data:`OPENS`; into an empty ward."""
    staff = organisation()
    async with ward.storage.write() as store:
        await store.staff.replace(staff)
        await store.commit()
    months = tables("month.toml")
    steps = [
        *_catalogues(ward, staff, months["work"]),
        *_work(ward, staff, months["work"]),
        *_carried(ward, staff, months["work"]),
        *_scores(months["score"]),
    ]
    steps += [
        Step(at=at, actor=SYSTEM, act=_close) for at in _closings(ward, ("2026-09", "2026-10"))
    ]
    steps.append(Step(at=OPENS - timedelta(minutes=30), actor=SYSTEM, act=_greet))
    due = sorted((one for one in steps if one.at <= OPENS), key=lambda one: (one.at, one.rank))
    for start in range(0, len(due), TOGETHER):
        await _do(ward, due[start : start + TOGETHER])
    await _forget_old_news(ward)


async def _do(ward: Ward, steps: Sequence[Step]) -> None:
    """Several acts in one transaction, only to be quicker."""
    async with ward.storage.write() as store:
        for step in steps:
            await step.act(
                Desk(
                    store=store,
                    rules=ward.rules,
                    now=step.at,
                    actor=step.actor,
                    channel="sample",
                )
            )
        await store.commit()


async def _forget_old_news(ward: Ward) -> None:
    """What the acts so far would have said to phones that were not there yet."""
    async with ward.storage.write() as store:
        while old := await store.outbox.claim(OPENS, 500):
            for queued in old:
                await store.outbox.settle(queued.id, state="dropped", at=OPENS)
        await store.commit()


def _closings(ward: Ward, months: Sequence[str]) -> Iterator[datetime]:
    for month in months:
        for step in ward.rules.calendar.steps(Month.parse(month)):
            yield step.closes_at


async def _close(desk: Desk) -> None:
    await closing.close_due(desk)


async def _greet(desk: Desk) -> None:
    """The morning of the opening day, so that the demo does not begin with it."""
    await mornings.greet(desk)


def _work(ward: Ward, staff: people.Organisation, rows: Sequence[Table]) -> Iterator[Step]:
    for row in rows:
        month = Month.parse(row["month"])
        start, _ = ward.rules.calendar.work_window(month)
        assigned = start + timedelta(hours=9)
        leader = _direct_leader(ward, staff, row["person"], assigned)
        known: dict[str, int] = {}
        yield Step(at=assigned, actor=leader, act=_assign(row, known))
        done = [item for item in row["items"] if "f" in item]
        if done:
            last = max(_finished(item) for item in done) + timedelta(hours=1)
            reviewer = _direct_leader(ward, staff, row["person"], last)
            yield Step(at=last, actor=row["person"], act=_finish(done, known, reviewer), rank=1)


def _catalogues(ward: Ward, staff: people.Organisation, rows: Sequence[Table]) -> Iterator[Step]:
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


def _assign(row: Table, known: dict[str, int]) -> Act:
    async def act(desk: Desk) -> None:
        for item in row["items"]:
            due = _instant(item["due"], time(17))
            catalogue = await assigning.catalogue_for(desk, row["person"], due)
            products = catalogue.items if catalogue else ()
            code = next(one.code for one in products if one.name == item["name"])
            order = assigning.Order(item=code, quantity=item["q"], due=due, origin=tasks.PLAN)
            known[item["name"]] = (await assigning.assign(desk, row["person"], order)).id

    return act


def _finish(items: Sequence[Table], known: Mapping[str, int], reviewer: str) -> Act:
    """Handed in by the person and judged by the leader: first what failed, then the rest in
    time, the late units last.
    """

    async def act(desk: Desk) -> None:
        for item in items:
            task = known[item["name"]]
            due = _instant(item["due"], time(15))
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
    return _instant(item["due"], time(20) if item.get("late") else time(15))


def _carried(ward: Ward, staff: people.Organisation, rows: Sequence[Table]) -> Iterator[Step]:
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


def _scores(rows: Sequence[Table]) -> Iterator[Step]:
    for row in rows:
        month = Month.parse(row["month"])
        if "submitted" in row:
            at = datetime.fromisoformat(row["submitted"])
            begun = at - DRAFTING_TAKES
            yield Step(at=begun, actor=row["person"], act=_open, rank=1)
            yield Step(at=at, actor=row["person"], act=_submit(row), rank=2)
        both = row.get("commented") == row.get("decided")
        if "commented" in row and not both:
            at = datetime.fromisoformat(row["commented"])
            yield Step(at=at, actor="@commenter", act=_comment(row, month), rank=3)
        if "decided" in row:
            at = datetime.fromisoformat(row["decided"])
            yield Step(at=at, actor="@decider", act=_decide(row, month, both=both), rank=4)


async def _open(desk: Desk) -> None:
    await own_form.open_draft(desk)


def _submit(row: Table) -> Act:
    async def act(desk: Desk) -> None:
        one = await own_form.open_draft(desk)
        form = desk.form(one.form)
        for step in _scoring_steps(row, form):
            one = await own_form.change(desk, one.id, step)
        await own_form.submit(desk, one.id, one.version)

    return act


def _scoring_steps(row: Table, form: Form) -> Iterator[own_form.Change]:
    given = {**{one.id: one.max for one in form.criteria}, **_points(row.get("points", {}))}
    yield lambda draft, shape: drafting.give_many(draft, shape, given)
    for id_, text in row.get("notes", {}).items():
        yield _noted(id_, text)
    for key, (value, sentence) in row.get("terms", {}).items():
        yield from _grounded(key, Fraction(value), sentence)
    yield lambda draft, _: drafting.choose_class(draft, row["own"])
    if "note" in row:
        yield lambda draft, _: drafting.explain_class(draft, row["note"])


def _noted(id_: str, text: str) -> own_form.Change:
    return lambda draft, form: drafting.note(draft, form, id_, text)


def _grounded(key: str, value: Fraction, sentence: str) -> Iterator[own_form.Change]:
    yield lambda draft, form: drafting.propose_term(draft, form, key, value)
    yield lambda draft, _: drafting.ground_term(draft, key, sentence)


def _comment(row: Table, month: Month) -> Act:
    async def act(desk: Desk) -> None:
        one = await _form_of(desk, row["person"], month)
        desk = replace(desk, actor=one.commenter or "")
        if "proposed" in row:
            one = await reviewing.propose(desk, one.id, one.version, _points(row["proposed"]))
        await reviewing.comment(desk, one.id, one.version, row["comment"])

    return act


def _decide(row: Table, month: Month, *, both: bool) -> Act:
    async def act(desk: Desk) -> None:
        one = await _form_of(desk, row["person"], month)
        desk = replace(desk, actor=one.decider or "")
        decision = row.get("decision", {})
        if decision.get("not_rated"):
            await deciding.not_rate(desk, one.id, one.version, decision["reason"])
            return
        one = await _prepare(desk, one, decision)
        await deciding.decide(desk, one.id, one.version, comment=row["comment"] if both else None)

    return act


async def _prepare(desk: Desk, one: Evaluation, decision: Table) -> Evaluation:
    if "points" in decision:
        one = await preparing.set_points(desk, one.id, one.version, _points(decision["points"]))
    for line in decision.get("deductions", ()):
        taken = scoring.Deduction(**{**line, "points": Decimal(line["points"])})
        one = await preparing.deduct(desk, one.id, one.version, taken)
    for key, (value, sentence) in decision.get("terms", {}).items():
        if key != "d":
            one = await preparing.set_term(
                desk, one.id, one.version, key, Fraction(value), sentence
            )
    if "class" in decision:
        one = await preparing.choose_class(desk, one.id, one.version, decision["class"])
    if "reason" in decision:
        one = await preparing.give_reason(desk, one.id, one.version, decision["reason"])
    return one


async def _form_of(desk: Desk, person: str, month: Month) -> Evaluation:
    found = await desk.store.evaluations.of(person, month)
    if found is None:
        raise errors.NotFound("evaluation", person=person, month=month)
    return found


def _direct_leader(ward: Ward, staff: people.Organisation, person: str, at: datetime) -> str:
    """Whoever of the commenter, the decider and the person may assign work to the person."""
    day = people.day_of(at)
    route = authority.route(ward.rules.authority, staff, person, at, {})
    for actor in (*route.commenter, *route.decider):
        reports = reporting.direct_reports(ward.rules.authority, staff, actor.code, day)
        if actor.kind == "person" and person in reports:
            return actor.code
    return person


def _points(values: Mapping[str, str]) -> dict[str, Decimal]:
    return {id_: Decimal(value) for id_, value in values.items()}


def _instant(day: str, at: time) -> datetime:
    return datetime.combine(date.fromisoformat(day), at, ZONE)


def _clean(row: Table) -> dict[str, Any]:
    """Days as dates, an empty parent as none."""
    return {
        key: date.fromisoformat(value) if key in {"valid_from", "valid_to"} else value or None
        for key, value in row.items()
        if key != "main"
    } | ({"main": row["main"]} if "main" in row else {})
