"""K of whatever may happen in a month, against a recount of the acts; properties of §15."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from core import errors, kpi, taskcauses, taskparts, tasks
from core.tasks import TaskItem
from core.usecases import results
from tests.core import ward_rules
from tests.core.histories import Played, months, stories, untouched
from tests.core.work import WHY

CALM = settings(max_examples=200, deadline=None)
"""A machine at other work is slow; nothing here waits for anything."""
SETTINGS = ward_rules.book().settings
TERMS = st.sampled_from([Fraction(1), Fraction(1, 2)])


def shares(items: Iterable[TaskItem]) -> tuple[Fraction, Fraction, Fraction]:
    found = kpi.ratios(tuple(map(results.line, items)), SETTINGS)
    assert found.a is not None
    assert found.b is not None
    assert found.c is not None
    return found.a, found.b, found.c


def items_of(month: Sequence[Played]) -> list[TaskItem]:
    return [story.item for story in month]


@given(months())
@CALM
def test_the_ratios_are_those_of_a_recount_of_the_acts(month: list[Played]) -> None:
    ledgers = [story.ledger for story in month]
    base = sum((one.w * one.q for one in ledgers), Fraction(0))
    recount = (
        sum((one.w * one.done for one in ledgers), Fraction(0)) / base,
        sum((one.w * one.kept(tasks.QUALITY) for one in ledgers), Fraction(0)) / base,
        sum((one.w * one.kept(tasks.DELAY) for one in ledgers), Fraction(0)) / base,
    )
    assert shares(items_of(month)) == recount
    assert kpi.combine(*recount) == sum(recount) / 3


@given(months())
@CALM
def test_quality_and_time_stay_within_quantity_and_quantity_within_one(
    month: list[Played],
) -> None:
    a, b, c = shares(items_of(month))
    assert 0 <= b <= a <= 1
    assert 0 <= c <= a


@given(months(), stories())
@CALM
def test_work_that_is_not_finished_never_raises(month: list[Played], more: Played) -> None:
    before, after = shares(items_of(month)), shares([*items_of(month), untouched(more.item)])
    assert all(new <= old for new, old in zip(after, before, strict=True))


@given(months(), st.data())
@CALM
def test_a_confirmed_cause_never_lowers(month: list[Played], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(month) - 1))
    item, now = month[at].item, month[at].now
    excused = item
    for index in range(len(item.events)):
        try:
            asked = taskcauses.ask_excuse(excused, index, WHY, (), now)
        except errors.Stale:
            continue
        if data.draw(st.booleans()):
            excused = taskcauses.answer_excuse(
                asked, index, confirmed=True, by="QD", said="", now=now
            )
    before = shares(items_of(month))
    after = shares([excused if one is item else one for one in items_of(month)])
    assert all(new >= old for new, old in zip(after, before, strict=True))


@given(months(), st.decimals(min_value="0.1", max_value=50, places=1))
@CALM
def test_all_coefficients_times_one_factor_change_nothing(
    month: list[Played], factor: Decimal
) -> None:
    scaled = [replace(one, coefficient=one.coefficient * factor) for one in items_of(month)]
    assert shares(scaled) == shares(items_of(month))


@given(months(), TERMS, TERMS, TERMS)
@CALM
def test_a_leader_has_at_least_a_quarter(
    month: list[Played], d: Fraction, dd: Fraction, e: Fraction
) -> None:
    a, b, c = shares(items_of(month))
    ratio = kpi.combine(a, b, c, kpi.Leadership(d=d, dd=dd, e=e))
    assert Fraction(1, 4) <= ratio <= 1
    assert ratio == (a + b + c + d + dd + e) / 6


@given(stories())
@CALM
def test_state_and_deliveries_agree_whatever_happens(story: Played) -> None:
    item = story.item
    assert (item.state == tasks.SUBMITTED) == bool(item.waiting)
    assert [one.number for one in item.deliveries] == list(range(1, len(item.deliveries) + 1))
    assert item.accepted == sum(one.accepted for one in item.deliveries)
    if item.state in tasks.OPEN:
        assert item.left > 0
    if item.state == tasks.ACCEPTED:
        assert item.accepted >= item.assigned


@given(stories())
@CALM
def test_what_goes_on_and_what_stays_is_all_of_it(story: Played) -> None:
    item = story.item
    if item.state not in tasks.OPEN:
        return
    rest = taskparts.carried(item, item.due, story.now)
    gone = taskparts.mark_carried(item, 2)
    assert (rest.assigned, rest.coefficient) == (item.assigned - item.accepted, item.coefficient)
    assert (gone.assigned, gone.accepted, gone.events) == (
        item.assigned,
        item.accepted,
        item.events,
    )
    kept = taskparts.cut(item, 2, WHY)
    assert (kept.assigned if kept.counts else 0) + rest.assigned == item.assigned
