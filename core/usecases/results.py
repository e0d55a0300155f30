"""Group II of a form: the task items of the window, and d for leaders (III.2, III.3; §8, §9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from core import authority, candidates, kpi, lifecycle, people, reporting, scoring, tasks
from core.evaluation import DECIDED, MISSING, NOT_RATED, Evaluation, Points, TaskResult, Term
from core.forms import Form
from core.months import Month
from core.usecases.desk import Desk

FULL, HALF = Fraction(1), Fraction(1, 2)
LAST_MOMENT = timedelta.resolution
PASS = Fraction(50)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The population of d: who is below 50 points, and whose score is still open."""

    population: tuple[str, ...]
    below: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def value(self) -> Fraction:
        """III.3.3 a: 1, or 1/2 when somebody is below 50. An empty population counts as 1."""
        return HALF if self.below else FULL


def line(item: tasks.TaskItem) -> kpi.Line:
    """An item as the KPI sees it: excused events left out."""
    return kpi.Line(
        id=str(item.id),
        name=item.name,
        w=item.weight,
        q=Decimal(item.assigned),
        f=Decimal(item.accepted),
        err=_events(item, tasks.QUALITY),
        late=_events(item, tasks.DELAY),
    )


def _events(item: tasks.TaskItem, kind: str) -> kpi.Events:
    """A count for the line when no event names its unit, else one for each unit, with those
    that name none on the units that have the fewest: four on one unit are all that it is worth.

    A unit that was never accepted brings nothing, so its events take nothing off either.
    """
    counted = [one for one in item.events if one.kind == kind and one.excused_by is None]
    named = [one.unit_index for one in counted if one.unit_index is not None]
    loose = len(counted) - len(named)
    known = Counter(index for index in named if index < item.accepted)
    if not known:
        return loose
    units = [known[index] for index in range(item.accepted)]
    for _ in range(loose):
        units[min(range(min(item.accepted, item.assigned)), key=units.__getitem__)] += 1
    return tuple(units)


def as_of(desk: Desk, month: Month) -> date:
    """The day whose posts a month is counted by: today, at most the last before the self step
    closes (§8.7 rules 5 and 7).
    """
    return people.day_of(min(desk.now, desk.closings(month).self_step - LAST_MOMENT))


async def items_of(
    desk: Desk, person: str, month: Month, form: Form
) -> tuple[tasks.TaskItem, ...]:
    """The own items, and for leaders those of their scope (``own_plus_scope``, §8.3)."""
    owners = [person]
    if form.leader and desk.rules.settings.leader_pool == "own_plus_scope":
        organisation = await desk.organisation()
        owners += reporting.scope(desk.rules.authority, organisation, person, as_of(desk, month))
    start, end = desk.rules.calendar.work_window(month)
    return await desk.store.tasks.due_between(owners, start, end)


async def reports(desk: Desk, person: str, month: Month) -> Reports:
    """d from the reports' decided scores, provisionally from the self scores of those whose
    score is still open (§9.4, §9.5).
    """
    organisation = await desk.organisation()
    day = as_of(desk, month)
    asked = reporting.direct_reports
    if desk.rules.settings.d_population == "whole_tree":
        asked = reporting.scope
    under = [
        code
        for code in asked(desk.rules.authority, organisation, person, day)
        if _is_evaluated(desk, organisation, code, day)
    ]
    closings = desk.closings(month)
    known = {
        one.person: lifecycle.settle(one, closings, desk.now)
        for one in await desk.store.evaluations.of_people(under, month)
    }
    counted = [code for code in under if not _outside(known.get(code))]
    totals = {code: _total(known.get(code)) for code in counted}
    return Reports(
        population=tuple(counted),
        below=tuple(code for code, total in totals.items() if total is not None and total < PASS),
        open=tuple(code for code in counted if not _is_decided(known.get(code))),
    )


def _is_evaluated(desk: Desk, organisation: people.Organisation, person: str, day: date) -> bool:
    post = candidates.routing_post(desk.rules.authority, organisation, person, day)
    workers = desk.rules.settings.non_regular_workers
    return post is not None and authority.is_evaluated(post, {"non_regular_workers": workers})


def _outside(one: Evaluation | None) -> bool:
    """Not rated and missing people are outside the population (§8.4)."""
    return one is not None and one.state in {NOT_RATED, MISSING}


def _is_decided(one: Evaluation | None) -> bool:
    return one is not None and one.state == DECIDED


def _total(one: Evaluation | None) -> Fraction | None:
    if one is None:
        return None
    if one.decision is not None:
        return one.decision.total
    return one.submission.total if one.submission else None


async def task_result(
    desk: Desk,
    person: str,
    month: Month,
    form: Form,
    terms: Mapping[str, Term],
    *,
    decided: bool,
    items: Collection[tasks.TaskItem] | None = None,
) -> TaskResult:
    """The figures at this instant. *terms* may hold d, đ, e; what it lacks counts as full
    and is named ``provisional``. No figures when nothing was assigned (0/0, §8.6). *items*: those
    of :func:`items_of`, where the caller has them already.
    """
    known = await items_of(desk, person, month, form) if items is None else items
    lines = tuple(line(item) for item in known)
    shares = kpi.ratios(lines, desk.rules.settings)
    if shares.a is None or shares.b is None or shares.c is None:
        return TaskResult(lines=lines, figures=None)
    figures = {"a": shares.a, "b": shares.b, "c": shares.c}
    if not form.leader:
        return TaskResult(lines=lines, figures=figures)
    under = await reports(desk, person, month)
    provisional = ["d"] if under.open or not decided else []
    figures["d"] = terms["d"].value if "d" in terms else under.value
    for key in ("đ", "e"):
        figures[key] = terms[key].value if key in terms else FULL
        if not decided or key not in terms:
            provisional.append(key)
    return TaskResult(lines=lines, figures=figures, provisional=tuple(provisional))


def ratio(result: TaskResult) -> Fraction | None:
    """K of a result, ``None`` when nothing was assigned."""
    figures = result.figures
    if figures is None:
        return None
    lead = None
    if "d" in figures:
        lead = kpi.Leadership(d=figures["d"], dd=figures["đ"], e=figures["e"])
    return kpi.combine(figures["a"], figures["b"], figures["c"], lead)


def score(
    form: Form,
    points: Points,
    result: TaskResult,
    deductions: Iterable[scoring.Deduction] = (),
) -> scoring.Score | None:
    """The exact total of *points* (every criterion given) and *result*; ``None`` for 0/0."""
    share = ratio(result)
    if share is None:
        return None
    taken = scoring.deducted(form, points, deductions, result=Fraction(form.kpi_max) * share)
    return scoring.total(scoring.common_total(form, points), share, taken, result_max=form.kpi_max)


async def names(desk: Desk, codes: Collection[str]) -> tuple[str, ...]:
    organisation = await desk.organisation()
    return tuple(organisation.require_person(code).name for code in codes)
