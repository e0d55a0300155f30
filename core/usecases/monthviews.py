"""A person's KPI as it stands now, before, with and without a form (III.2–III.5; §8).

The same function everywhere: :func:`core.usecases.results.task_result`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from core import classes, errors, kpi, reporting, taskparts, window
from core.evaluation import SelfScores, TaskResult
from core.forms import Form
from core.months import Month
from core.tasks import TaskItem
from core.usecases import directing, results, scoring
from core.usecases.desk import Desk

DRAFT, LAST, MAXIMUM = "draft", "last", "maximum"
MANY = 200
"""People. A few thousand items take a second to add up: when asked for, not on every home card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """*result* by the tasks of now, *if_done* as if all that is open were finished now.

    *common* are the points of group I that the totals stand on: the draft's (for others than
    the person what was sent), completed by last month's and, without one, by the maximum;
    *basis* names the weakest of them that was used.
    """

    person: str
    month: Month
    form: Form
    result: TaskResult
    if_done: TaskResult
    common: Decimal
    basis: str
    total: Fraction | None
    total_if_done: Fraction | None

    @property
    def band(self) -> str | None:
        return classes.band(self.total) if self.total is not None else None

    @property
    def open_lines(self) -> int:
        return sum(1 for one in self.result.lines if one.f < one.q)


async def of(desk: Desk, person: str, month: Month | None = None) -> MonthView:
    """Of the actor, or of somebody whose work the actor leads or decides on.

    *errors.Refused* ``no-part`` for anybody else, ``no-form`` codes of the route without a form.
    """
    wanted = month or desk.month
    await _check_may_see(desk, person, wanted)
    form = desk.form(await scoring.form_of(desk, person, wanted))
    terms = (await _given(desk, person, wanted, form)).terms
    items = await results.items_of(desk, person, wanted, form)
    result = await results.task_result(
        desk, person, wanted, form, terms, decided=False, items=items
    )
    points, basis = await _points(desk, person, wanted, form)
    if_done = _finished(desk, items, result)
    common = sum(points.values(), Decimal(0))
    return MonthView(
        person=person,
        month=wanted,
        form=form,
        result=result,
        if_done=if_done,
        common=common,
        basis=basis,
        total=_total(form, points, result),
        total_if_done=_total(form, points, if_done),
    )


async def leads_many(desk: Desk, person: str, month: Month) -> bool:
    """Whether the pool of the leader is too large to be worked out beside something else."""
    organisation = await desk.organisation()
    day = results.as_of(desk, month)
    return len(reporting.scope(desk.rules.authority, organisation, person, day)) > MANY


async def _check_may_see(desk: Desk, person: str, month: Month) -> None:
    if person == desk.actor or person in await directing.followers(desk):
        return
    if not await directing.is_decider(desk, person, month):
        raise errors.Refused("no-part", person=desk.actor)


async def _points(
    desk: Desk, person: str, month: Month, form: Form
) -> tuple[Mapping[str, Decimal], str]:
    given = (await _given(desk, person, month, form)).points
    if len(given) == len(form.criteria):
        return given, DRAFT
    last = await desk.store.evaluations.of(person, month.shift(-1))
    before = (await _given(desk, person, month.shift(-1), form)).points
    if last is not None and last.form == form.code and last.decision is not None:
        before = last.decision.points
    points = {
        one.id: given.get(one.id, min(before.get(one.id, one.max), one.max))
        for one in form.criteria
    }
    known = all(one.id in given or one.id in before for one in form.criteria)
    return points, LAST if known else MAXIMUM


async def _given(desk: Desk, person: str, month: Month, form: Form) -> SelfScores:
    """What the person entered on *form*; for others only what was sent, a draft is its
    author's own.
    """
    one = await desk.store.evaluations.of(person, month)
    if one is None or one.form != form.code:
        return SelfScores()
    if person == desk.actor:
        return one.own
    return one.submission.own if one.submission else SelfScores()


def _finished(desk: Desk, items: Collection[TaskItem], result: TaskResult) -> TaskResult:
    """What waits accepted and, until the month freezes, the rest finished now: what is late
    already stays late.
    """
    if result.figures is None:
        return result
    if all(item.accepted >= item.assigned for item in items):
        return result
    lines = tuple(
        results.line(
            taskparts.finished(item, desk.now, more=directing.phase_of(desk, item) == window.OPEN)
        )
        for item in items
    )
    shares = kpi.ratios(lines, desk.rules.settings)
    if shares.a is None or shares.b is None or shares.c is None:
        return result
    figures = {**result.figures, "a": shares.a, "b": shares.b, "c": shares.c}
    return replace(result, lines=lines, figures=figures)


def _total(form: Form, points: Mapping[str, Decimal], result: TaskResult) -> Fraction | None:
    score = results.score(form, points, result)
    return score.total if score else None
