"""Undo, reasons, classes and marks of a decision as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import errors, lifecycle
from tests.core import forms_in_state as forms
from tests.core.test_lifecycle import OCTOBER


@pytest.mark.parametrize("state", ["commented", "missing"])
@pytest.mark.parametrize("act", ["decide", "not-rate"])
def test_undo_leaves_the_form_as_it_was(state: str, act: str) -> None:
    at = OCTOBER.moments["decide-"]
    before = OCTOBER.form(state, at)
    after = forms.undo(
        forms.ACTS[act](before, OCTOBER.closings, at), OCTOBER.closings, at + timedelta(minutes=9)
    )
    assert replace(after, decisions=()) == before
    assert [one.undone_at for one in after.decisions] == [at + timedelta(minutes=9)]
    assert after.decision is None


def test_undo_of_a_new_version_brings_the_former_decision_back() -> None:
    at = OCTOBER.moments["decide-"]
    first = OCTOBER.form("decided", at)
    planned = forms.decision(
        first, OCTOBER.closings, at, final_class="C", reason="Có kết luận mới."
    )
    second = lifecycle.decide(first, planned, OCTOBER.closings)
    assert second.decision is not None
    assert (second.decision.final_class, len(second.decisions)) == ("C", 2)
    assert forms.undo(second, OCTOBER.closings, at).decision == first.decision


@pytest.mark.parametrize(
    ("after", "who", "may"),
    [(0, "TP", True), (599, "TP", True), (600, "TP", False), (60, "PP", False)],
)
def test_undo_is_for_the_same_decider_within_ten_minutes(after: int, who: str, may: bool) -> None:
    at = OCTOBER.moments["decide-"]
    decided = OCTOBER.do("commented", "decide", at)
    assert lifecycle.may_undo(decided, who, at + timedelta(seconds=after)) is may


REASONED = [
    ("a lower class", "commented", "decide-", {"final_class": "C"}, ("against-band",)),
    ("overdue", "commented", "decide", {}, ("overdue",)),
    ("no self form", "missing", "decide-", {}, ("no-self-form",)),
    ("open reports", "commented", "decide-", {"flags": ("reports-open",)}, ("reports-open",)),
    ("another form", "commented", "decide-", {"flags": ("former-form",)}, ("former-form",)),
    ("a new version", "decided", "decide-", {}, ()),
]


@pytest.mark.parametrize(
    ("state", "moment", "changes", "flags"),
    [row[1:] for row in REASONED],
    ids=[row[0] for row in REASONED],
)
def test_what_leaves_the_ordinary_way_needs_a_reason(
    state: str, moment: str, changes: dict[str, object], flags: tuple[str, ...]
) -> None:
    at = OCTOBER.moments[moment]
    one = OCTOBER.form(state, at)
    silent = forms.decision(one, OCTOBER.closings, at, reason="", **changes)
    with pytest.raises(errors.BadInput) as fault:
        lifecycle.decide(one, silent, OCTOBER.closings)
    assert (fault.value.code, fault.value.data["flags"]) == ("decision.reason", flags)
    reasoned = lifecycle.decide(one, replace(silent, reason="Có lý do."), OCTOBER.closings)
    assert reasoned.decision is not None
    assert set(flags) <= set(reasoned.decision.flags)


def test_a_decision_without_a_comment_is_marked_and_needs_no_reason() -> None:
    at = OCTOBER.moments["comment"]
    one = OCTOBER.form("submitted", at)
    done = lifecycle.decide(
        one, forms.decision(one, OCTOBER.closings, at, reason=""), OCTOBER.closings
    )
    assert done.decision is not None
    assert done.decision.flags == ("no-comment",)


@pytest.mark.parametrize(
    ("band", "class_"), [("B", "A"), ("C", "B"), ("C", "A"), ("D", "C"), ("D", "A")]
)
def test_a_class_above_the_band_is_refused_even_with_a_reason(band: str, class_: str) -> None:
    at = OCTOBER.moments["decide-"]
    one = OCTOBER.form("commented", at)
    planned = forms.decision(one, OCTOBER.closings, at, band=band, final_class=class_)
    with pytest.raises(errors.Refused) as fault:
        lifecycle.decide(one, planned, OCTOBER.closings)
    assert fault.value.code == "class-above-band"


WORDLESS: dict[str, Callable[[str], object]] = {
    "return.reason": lambda text: lifecycle.send_back(
        OCTOBER.form("submitted", OCTOBER.early),
        by="PP",
        given_by=None,
        reason=text,
        closings=OCTOBER.closings,
        now=OCTOBER.early,
    ),
    "comment.text": lambda text: lifecycle.comment(
        OCTOBER.form("submitted", OCTOBER.early),
        by="PP",
        given_by=None,
        text=text,
        points={},
        total=None,
        closings=OCTOBER.closings,
        now=OCTOBER.early,
    ),
    "decision.reason": lambda text: lifecycle.not_rate(
        one := OCTOBER.form("submitted", OCTOBER.early),
        forms.decision(one, OCTOBER.closings, OCTOBER.early, reason=text),
    ),
}


@pytest.mark.parametrize("code", list(WORDLESS))
@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_return_comment_and_not_rating_need_words(code: str, text: str) -> None:
    with pytest.raises(errors.BadInput) as fault:
        WORDLESS[code](text)
    assert fault.value.code == code


@pytest.mark.parametrize("code", list(WORDLESS))
def test_a_text_above_three_thousand_characters_is_refused(code: str) -> None:
    with pytest.raises(errors.BadInput) as fault:
        WORDLESS[code]("x" * 3001)
    assert (fault.value.code, fault.value.data["limit"]) == ("text.long", 3000)


@given(st.integers(min_value=-10_000, max_value=1_000_000))
def test_begun_hours_are_never_negative_and_never_too_many(seconds: int) -> None:
    closed = OCTOBER.closings.decide
    hours = lifecycle.hours_after(closed, closed + timedelta(seconds=seconds))
    assert hours == max(0, -(-seconds // 3600))


def test_an_overdue_decision_carries_its_hours() -> None:
    at = OCTOBER.closings.decide + timedelta(hours=30, minutes=1)
    done = OCTOBER.do("commented", "decide", at)
    assert done.decision is not None
    assert (done.decision.flags, done.decision.overdue_hours) == (("overdue",), 31)
    assert done.decision.total == Fraction(80)
