"""The sample ward, brought to life by replaying what people did, through the use-cases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from importlib import resources
from typing import Any

from bot.app import Ward
from bot.demo import sample_work
from bot.demo.sample_steps import Act, Step, Table
from core import (
    drafting,
    errors,
    people,
    scoring,
)
from core.calendar import ZONE
from core.evaluation import Evaluation
from core.forms import Form
from core.months import Month
from core.ports import QueuedNotice
from core.usecases import (
    closing,
    deciding,
    mornings,
    preparing,
    reviewing,
)
from core.usecases import scoring as own_form
from core.usecases.desk import SYSTEM, Desk

NEWS_FROM = datetime(2026, 10, 1, tzinfo=ZONE)
OPENS = datetime(2026, 10, 22, 8, 30, tzinfo=ZONE)
TOGETHER = 100
DRAFTING_TAKES = timedelta(minutes=20)


def tables(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("bot.demo") / name).read_text(encoding="utf-8"))


def organisation() -> people.Organisation:
    """Phone numbers are those that the simulated messenger gives its invented users."""
    ward = tables("ward.toml")
    phones = {code: f"0900{address % 1_000_000:06}" for code, address in addresses().items()}
    return people.Organisation(
        units=[people.Unit(**_clean(row)) for row in ward["unit"]],
        people=[people.Person(**_clean(row), phone=phones[row["code"]]) for row in ward["person"]],
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
        *sample_work.catalogues(ward, staff, months["work"]),
        *sample_work.work(ward, staff, months["work"]),
        *sample_work.carried(ward, staff, months["work"]),
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
    """What the acts would have said to phones that were not there yet: all of last month's, and
    of this month everything but the forms that wait.
    """
    async with ward.storage.write() as store:
        waiting: list[QueuedNotice] = []
        while queued := await store.outbox.claim(OPENS, 500):
            for one in queued:
                if one.notice.kind.startswith("form.") and one.notice.not_before > NEWS_FROM:
                    waiting.append(one)
                else:
                    await store.outbox.settle(one.id, state="dropped", at=OPENS)
        for one in waiting:
            await store.outbox.postpone([one.id], one.notice.not_before)
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


def _points(values: Mapping[str, str]) -> dict[str, Decimal]:
    return {id_: Decimal(value) for id_, value in values.items()}


def _clean(row: Table) -> dict[str, Any]:
    """Days as dates, an empty parent as none."""
    return {
        key: date.fromisoformat(value) if key in {"valid_from", "valid_to"} else value or None
        for key, value in row.items()
        if key != "main"
    } | ({"main": row["main"]} if "main" in row else {})
