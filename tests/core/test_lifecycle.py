"""The life cycle against a table that an officer can check, and everything else refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import drafting, errors, lifecycle
from core.evaluation import Evaluation
from core.lifecycle import Closings
from core.months import Month
from tests.core import forms_in_state as forms
from tests.core import ward_rules

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "cases" / "lifecycle.toml").read_text("utf-8")
)
STATES = ("none", "draft", "missing", "submitted", "returned", "commented") + (
    "decided",
    "not_rated",
    "just-decided",
    "just-not-rated",
)
ACTS = ("open", *forms.ACTS)
ORDER = [name for name, _ in TABLE["month"][0]["moments"]]


class Season:
    """One month of the table."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.name: str = row["name"]
        self.month = Month.parse(row["month"])
        self.early: datetime = row["early"]
        self.moments: dict[str, datetime] = dict(row["moments"])
        self.closings = Closings(
            opens=row["opens"],
            self_step=row["self"],
            comment=row["comment"],
            decide=row["decide"],
        )

    def form(self, state: str, moment: datetime) -> Evaluation:
        return forms.form_in(state, self.month, self.closings, self.early, moment)

    def do(self, state: str, act: str, moment: datetime) -> Evaluation:
        if state == "none":
            if act != "open":
                raise errors.NotFound("evaluation")
            return forms.opened(self.month, self.closings, moment)
        if act == "open":
            raise errors.Stale("evaluation")
        settled = lifecycle.settle(self.form(state, moment), self.closings, moment)
        return forms.ACTS[act](settled, self.closings, moment)


SEASONS = [Season(row) for row in TABLE["month"]]
OCTOBER = SEASONS[0]


def expected() -> dict[tuple[str, str, str], str]:
    answer: dict[tuple[str, str, str], str] = {}
    for row in TABLE["allowed"]:
        first, last = ORDER.index(row["first"]), ORDER.index(row["last"])
        for moment in ORDER[first : last + 1]:
            answer[row["from"], row["act"], moment] = row["to"]
    return answer


def walk() -> Iterator[tuple[str, str, str]]:
    """A missing form does not exist before the self step has closed."""
    for state in STATES:
        for act in ACTS:
            for moment in ORDER:
                if not (state == "missing" and moment == "self-"):
                    yield state, act, moment


@pytest.mark.parametrize("season", SEASONS, ids=lambda season: season.name)
def test_what_the_table_does_not_allow_is_refused(season: Season) -> None:
    found = {}
    for state, act, name in walk():
        try:
            found[state, act, name] = season.do(state, act, season.moments[name]).state
        except errors.WardError:
            continue
    assert found == expected()


@pytest.mark.parametrize("season", SEASONS, ids=lambda season: season.name)
@pytest.mark.parametrize(
    "row", TABLE["refused"], ids=lambda row: f"{row['from']} {row['act']} {row['at']}"
)
def test_a_refusal_names_its_rule(season: Season, row: dict[str, str]) -> None:
    with pytest.raises(errors.WardError) as fault:
        season.do(row["from"], row["act"], season.moments[row["at"]])
    assert fault.value.code == row["code"]


@pytest.mark.parametrize("season", SEASONS, ids=lambda season: season.name)
def test_the_calendar_gives_the_instants_of_the_table(season: Season) -> None:
    steps = {step.id: step for step in ward_rules.book().calendar.steps(season.month)}
    assert season.closings == Closings(
        opens=steps["self"].opens_at,
        self_step=steps["self"].closes_at,
        comment=steps["comment"].closes_at,
        decide=steps["decide"].closes_at,
    )


def test_a_form_does_not_open_before_the_first_of_its_month() -> None:
    just_before = OCTOBER.closings.opens - timedelta(seconds=1)
    with pytest.raises(errors.Refused) as fault:
        forms.opened(OCTOBER.month, OCTOBER.closings, just_before)
    assert fault.value.code == "T1"


@pytest.mark.parametrize("gone", ["24 23:59:59", "25 00:00:00"])
def test_only_a_draft_goes_missing_at_the_closing(gone: str) -> None:
    now = datetime.fromisoformat(f"2026-10-{gone.replace(' ', 'T')}+07:00")
    settled = {
        state: lifecycle.settle(OCTOBER.form(state, now), OCTOBER.closings, now).state
        for state in ("draft", "submitted", "returned", "commented", "decided", "not_rated")
    }
    kept = {state: state for state in settled} | {"draft": settled["draft"]}
    assert settled == kept
    assert settled["draft"] == ("missing" if gone.startswith("25") else "draft")


def test_an_incomplete_draft_is_not_sent() -> None:
    lack = drafting.Lack(code="unanswered", items=("1.1",))
    with pytest.raises(errors.Refused) as fault:
        lifecycle.submit(
            OCTOBER.form("draft", OCTOBER.early),
            code="",
            result=forms.NO_WORK,
            total=None,
            lacks=[lack],
            closings=OCTOBER.closings,
            now=OCTOBER.early,
        )
    assert (fault.value.code, fault.value.data["lacks"]) == ("T2", (lack,))


@pytest.mark.parametrize(
    ("sent", "hours"),
    [
        ("2026-10-24T23:59:59+07:00", 0),
        ("2026-10-25T00:00:00+07:00", 0),
        ("2026-10-25T00:00:01+07:00", 1),
        ("2026-10-25T01:00:00+07:00", 1),
        ("2026-10-25T01:00:01+07:00", 2),
        ("2026-10-25T23:59:59+07:00", 24),
    ],
)
def test_a_late_form_carries_its_begun_hours(sent: str, hours: int) -> None:
    form = OCTOBER.do("draft", "submit", datetime.fromisoformat(sent))
    assert form.submission is not None
    assert form.submission.late_hours == hours


@pytest.mark.parametrize(
    ("back", "until", "comment_until"),
    [
        ("2026-10-20T09:00:00+07:00", "2026-10-26T00:00:00+07:00", "2026-10-26T04:00:00+07:00"),
        ("2026-10-25T20:00:00+07:00", "2026-10-26T00:00:00+07:00", "2026-10-26T04:00:00+07:00"),
        ("2026-10-25T22:30:00+07:00", "2026-10-26T02:30:00+07:00", "2026-10-26T06:30:00+07:00"),
        ("2026-10-25T23:59:59+07:00", "2026-10-26T03:59:59+07:00", "2026-10-26T07:59:59+07:00"),
    ],
)
def test_a_return_leaves_four_hours_to_both(back: str, until: str, comment_until: str) -> None:
    closings, closed = OCTOBER.closings, datetime.fromisoformat(until)
    returned = OCTOBER.do("submitted", "return", datetime.fromisoformat(back))
    just_in_time = closed - timedelta(seconds=1)
    again = forms.submit(
        lifecycle.settle(returned, closings, just_in_time), closings, just_in_time
    )
    as_last_sent = lifecycle.settle(returned, closings, closed)
    assert returned.returned is not None
    assert (returned.returned.until, returned.returned.comment_until) == (
        closed,
        datetime.fromisoformat(comment_until),
    )
    assert (again.state, again.returned and again.returned.resent) == ("submitted", True)
    assert (as_last_sent.state, as_last_sent.submission) == ("submitted", returned.submission)
    assert as_last_sent.returned is not None
    assert as_last_sent.returned.resent is False
    for sent in (again, as_last_sent):
        assert lifecycle.comment_until(sent, closings) == datetime.fromisoformat(comment_until)


def test_a_form_is_returned_once() -> None:
    at = OCTOBER.early + timedelta(hours=1)
    again = OCTOBER.do("returned", "submit", at)
    with pytest.raises(errors.Refused) as fault:
        forms.send_back(again, OCTOBER.closings, at)
    assert fault.value.code == "T4"


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


@pytest.mark.parametrize("act", ["return", "comment", "not-rate"])
@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_return_comment_and_not_rating_need_words(act: str, text: str) -> None:
    at, one = OCTOBER.early, OCTOBER.form("submitted", OCTOBER.early)
    who = {"by": "PP", "given_by": None, "closings": OCTOBER.closings, "now": at}
    with pytest.raises(errors.BadInput) as fault:
        if act == "return":
            lifecycle.send_back(one, reason=text, **who)  # type: ignore[arg-type]  # as named
        elif act == "comment":
            lifecycle.comment(one, text=text, points={}, total=None, **who)  # type: ignore[arg-type]  # as named
        else:
            lifecycle.not_rate(one, forms.decision(one, OCTOBER.closings, at, reason=text))
    assert fault.value.code in {"return.reason", "comment.text", "decision.reason"}


def test_a_text_above_three_thousand_characters_is_refused() -> None:
    with pytest.raises(errors.BadInput) as fault:
        lifecycle.send_back(
            OCTOBER.form("submitted", OCTOBER.early),
            by="PP",
            given_by=None,
            reason="x" * 3001,
            closings=OCTOBER.closings,
            now=OCTOBER.early,
        )
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
