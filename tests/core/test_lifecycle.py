"""The life cycle against a table that an officer can check, and everything else refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core import drafting, errors, lifecycle
from core.evaluation import Evaluation
from core.lifecycle import Closings
from core.months import Month
from tests.core import forms_in_state as forms
from tests.core import ward_rules

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "cases" / "lifecycle.toml").read_text("utf-8")
)
STATES = [
    "none",
    "draft",
    "missing",
    "submitted",
    "returned",
    "commented",
    "decided",
    "not_rated",
    "just-decided",
    "just-not-rated",
]
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
