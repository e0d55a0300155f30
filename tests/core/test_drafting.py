"""What the subject may do with the own draft."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import drafting, errors
from core.evaluation import Decision, Evaluation, SelfScores, Submission
from core.months import Month
from tests.core import forms_in_state as states
from tests.core import ward_rules
from tests.core.test_lifecycle import OCTOBER

FORM = ward_rules.book().form("03")
LEADER_FORM = ward_rules.book().form("02")
MAXIMA = {one.id: one.max for one in FORM.criteria}


def draft(version: int = 5, form: str = "03", **own: object) -> Evaluation:
    return Evaluation(
        id=1,
        person="CV",
        month=Month(2026, 10),
        form=form,
        form_version="1",
        state="draft",
        version=version,
        own=SelfScores(**own),  # type: ignore[arg-type]  # names are SelfScores fields
    )


def stored(one: Evaluation) -> Evaluation:
    """As it comes back from storage after a save."""
    return replace(one, version=one.version + 1)


def two(value: str) -> Decimal:
    return Decimal(value)


# ------------------------------------------------------------------ points


def test_points_count_in_the_progress() -> None:
    one = drafting.give(draft(), FORM, "1.1", two("1.5"), seen=5)
    one = drafting.give(stored(one), FORM, "3.0", two("4.25"), seen=6)
    assert drafting.progress(one, FORM) == drafting.Progress(
        answered=2, criteria=13, points=two("5.75"), maximum=two("30")
    )
    assert [each.id for each in drafting.unanswered(one, FORM)][:2] == ["1.2", "1.3"]
    assert [each.id for each in drafting.below_maximum(one.own.points, FORM)] == ["1.1", "3.0"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2.25", "points.above-maximum"),
        ("-0.25", "points.negative"),
        ("1.125", "points.decimals"),
        ("NaN", "points.negative"),
    ],
)
def test_points_that_do_not_fit_leave_the_draft_alone(value: str, code: str) -> None:
    with pytest.raises(errors.BadInput) as fault:
        drafting.give(draft(), FORM, "1.1", two(value), seen=5)
    assert fault.value.code == code


def test_a_press_that_overtakes_the_card_hits_its_own_criterion() -> None:
    one = stored(drafting.give(draft(), FORM, "1.1", two("2"), seen=5))
    one = stored(drafting.give(one, FORM, "1.2", two("1"), seen=6))
    assert one.own.points == {"1.1": two("2"), "1.2": two("1")}


def test_a_double_tap_changes_nothing() -> None:
    one = stored(drafting.give(draft(), FORM, "1.1", two("2"), seen=5))
    assert drafting.give(one, FORM, "1.1", two("2"), seen=5) is one


def test_a_change_of_mind_on_the_same_card_lands_on_the_same_criterion() -> None:
    one = stored(drafting.give(draft(), FORM, "1.1", two("2"), seen=5))
    one = stored(drafting.give(one, FORM, "1.1", two("1.5"), seen=5))
    one = stored(drafting.give(one, FORM, "1.1", two("1.75"), seen=5))
    assert one.own.points == {"1.1": two("1.75")}


@pytest.mark.parametrize(("criterion", "seen"), [("1.2", 5), ("1.1", 4), ("1.1", 9)])
def test_a_press_on_another_card_is_stale(criterion: str, seen: int) -> None:
    one = stored(drafting.give(draft(), FORM, "1.1", two("2"), seen=5))
    with pytest.raises(errors.Stale) as fault:
        drafting.give(one, FORM, criterion, two("1"), seen=seen)
    assert fault.value.code == "card.old"


def test_an_older_card_stays_stale_once_another_criterion_was_answered() -> None:
    one = stored(drafting.give(draft(), FORM, "1.1", two("2"), seen=5))
    one = stored(drafting.give(one, FORM, "1.2", two("2"), seen=6))
    with pytest.raises(errors.Stale):
        drafting.give(one, FORM, "1.1", two("1"), seen=5)


def test_several_at_once_are_all_taken_or_none() -> None:
    one = drafting.give_many(draft(), FORM, {"1.1": two("2"), "1.8": two("0.5")})
    assert one.own.points == {"1.1": two("2"), "1.8": two("0.5")}
    with pytest.raises(errors.BadInput):
        drafting.give_many(one, FORM, {"1.1": two("1"), "1.8": two("1.25")})
    with pytest.raises(errors.NotFound):
        drafting.give_many(one, FORM, {"9.9": two("1")})


def test_a_group_gets_its_maximum_only_after_it_was_shown() -> None:
    with pytest.raises(errors.Refused) as fault:
        drafting.give_group_maximum(draft(), FORM, "2")
    assert fault.value.code == "group.not-shown"
    shown = drafting.show_group(draft(), FORM, "2")
    full = drafting.give_group_maximum(shown, FORM, "2")
    assert full.own.points == {"2.1": 3, "2.2": 2, "2.3": 2, "2.4": 3}
    assert drafting.show_group(shown, FORM, "2") is shown


def test_a_cleared_criterion_is_open_again() -> None:
    one = drafting.clear(draft(points={"1.1": two("2")}, prefilled={"1.1"}), FORM, "1.1")
    assert (one.own.points, one.own.prefilled) == ({}, frozenset())


@pytest.mark.parametrize("state", ["submitted", "commented", "decided", "not_rated"])
def test_a_form_out_of_the_hands_of_its_subject_is_not_changed(state: str) -> None:
    one = OCTOBER.form(state, OCTOBER.moments["self-"])
    with pytest.raises(errors.Stale) as fault:
        drafting.give(one, FORM, "1.1", two("1"), seen=one.version)
    assert fault.value.code == "form.moved-on"


# ------------------------------------------------------------------ như tháng trước


def last_month(
    own: dict[str, Decimal], decided: dict[str, Decimal] | None = None, form: str = "03"
) -> Evaluation:
    at = OCTOBER.early
    sent = Submission(
        at=at, code="", result=states.NO_WORK, total=Fraction(80), band="B", own_class="B"
    )
    one = replace(draft(form=form, points=own), state="commented", submission=sent)
    if decided is None:
        return one
    done: Decision = states.decision(one, OCTOBER.closings, at, points=decided)
    return replace(one, state="decided", decisions=(done,))


def test_last_month_fills_in_the_decided_points_and_names_the_lowered_ones() -> None:
    last = last_month({**MAXIMA, "1.1": two("1")}, {**MAXIMA, "2.4": two("2"), "1.1": two("1.5")})
    one = drafting.prefill(draft(groups_shown={"1"}), FORM, last, FORM)
    assert one.own.points == {**MAXIMA, "2.4": two("2"), "1.1": two("1.5")}
    assert one.own.prefilled == set(MAXIMA)
    assert one.own.lowered_before == {"2.4"}
    assert one.own.groups_shown == frozenset()


def test_last_month_not_yet_decided_fills_in_the_self_points() -> None:
    own = {**MAXIMA, "1.1": two("1")}
    one = drafting.prefill(draft(), FORM, last_month(own), FORM)
    assert (one.own.points, one.own.lowered_before) == (own, frozenset())


@pytest.mark.parametrize("change", [{"text": "Câu chữ khác."}, {"max": Decimal(3)}])
def test_a_criterion_whose_text_or_maximum_changed_stays_empty(change: dict[str, object]) -> None:
    first, *others = FORM.groups
    told = replace(first.criteria[0], **change)  # type: ignore[arg-type]  # names are fields
    then = replace(FORM, groups=(replace(first, criteria=(told, *first.criteria[1:])), *others))
    one = drafting.prefill(draft(), FORM, last_month(dict(MAXIMA)), then)
    assert set(MAXIMA) - set(one.own.points) == {"1.1"}


def test_another_form_or_no_last_month_fills_in_nothing() -> None:
    never_sent = replace(last_month(dict(MAXIMA)), submission=None)
    for last in (None, last_month(dict(MAXIMA), form="04"), never_sent):
        with pytest.raises(errors.Refused) as fault:
            drafting.prefill(draft(), FORM, last, FORM)
        assert fault.value.code == "prefill.no-last-month"


def test_last_month_decided_without_a_self_form_fills_in_the_decided_points() -> None:
    last = replace(last_month({}, {**MAXIMA, "1.1": two("1")}), submission=None)
    one = drafting.prefill(draft(), FORM, last, FORM)
    assert one.own.points == {**MAXIMA, "1.1": two("1")}


def test_a_touched_criterion_is_no_longer_marked_as_filled_in() -> None:
    one = drafting.prefill(draft(), FORM, last_month(dict(MAXIMA)), FORM)
    one = drafting.give(one, FORM, "1.1", two("2"), seen=one.version)
    assert "1.1" not in one.own.prefilled
    assert "1.2" in one.own.prefilled


# ------------------------------------------------------------------ properties

POINTS = st.tuples(
    st.sampled_from(sorted(MAXIMA)),
    st.decimals(min_value=-1, max_value=6, places=2, allow_nan=False, allow_infinity=False),
)
STEPS = st.lists(st.one_of(POINTS, st.sampled_from(["1", "2", "3"]), st.just(None)), max_size=30)


@given(STEPS)
def test_the_progress_never_exceeds_the_maximum_whatever_is_pressed(steps: list[object]) -> None:
    one = draft()
    for step in steps:
        try:
            if isinstance(step, tuple):
                id_, value = step
                one = drafting.give(one, FORM, id_, value, seen=one.version)
            elif isinstance(step, str):
                shown = drafting.show_group(one, FORM, step)
                one = drafting.give_group_maximum(shown, FORM, step)
            else:
                one = drafting.prefill(one, FORM, last_month(dict(MAXIMA)), FORM)
        except errors.WardError:
            continue
        one = stored(one)
    now = drafting.progress(one, FORM)
    assert 0 <= now.points <= now.maximum
    assert now.answered + len(drafting.unanswered(one, FORM)) == now.criteria
    for group in FORM.groups:
        given_here = sum(one.own.points.get(each.id, Decimal(0)) for each in group.criteria)
        assert given_here <= group.max
