from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import absence, classes, errors, presence
from core.absence import Absence
from core.calendar import ZONE
from core.months import Month
from core.people import Post
from tests.core import ward_rules

BOOK = ward_rules.book()
CASES = ward_rules.cases("presence")
OCTOBER = Month(2026, 10)
HIRED = [["2025-07-01"]]

days = st.dates(date(2026, 7, 1), date(2027, 3, 31))
states = st.sampled_from((absence.APPROVED, absence.WAITING, absence.REFUSED, absence.WITHDRAWN))


def post(valid_from: str, valid_to: str = "") -> Post:
    return Post(
        person="P061",
        unit="PKT",
        position="UBND_CC",
        labour="civil_servant",
        pool="professional",
        valid_from=date.fromisoformat(valid_from),
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
    )


def away(first: date, last: date, state: str = absence.APPROVED) -> Absence:
    return Absence(
        id=0,
        person="P061",
        kind=absence.LEAVE,
        first=first,
        last=last,
        state=state,
        entered_by="P061",
        entered_at=datetime(2026, 10, 1, tzinfo=ZONE),
    )


def reckoned(month: Month, posts: list[Post], absences: list[Absence]) -> presence.Presence:
    window = presence.window(BOOK.calendar, month)
    return presence.reckon(BOOK.workdays, window, posts, absences)


@st.composite
def _absences(draw: st.DrawFn) -> Absence:
    first, last = sorted((draw(days), draw(days)))
    return away(first, last, draw(states))


@st.composite
def _posts(draw: st.DrawFn) -> Post:
    first, last = sorted((draw(days), draw(days)))
    return replace(
        post("2026-01-01"), valid_from=first, valid_to=draw(st.sampled_from((last, None)))
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_days_there_are_those_an_officer_counts(case: dict[str, Any]) -> None:
    posts = [post(*row) for row in case.get("post", HIRED)]
    absences = [
        away(date.fromisoformat(first), date.fromisoformat(last))
        for first, last in case.get("absent", [])
    ]

    found = reckoned(Month.parse(case["month"]), posts, absences)

    assert (found.working, found.worked) == (case["working"], case["worked"])
    assert found.share == Fraction(case["worked"], case["working"])
    assert presence.is_capped(found, BOOK.settings) == case["capped"]


def test_what_is_not_approved_takes_no_day() -> None:
    waiting = away(date(2026, 10, 1), date(2026, 10, 20), absence.WAITING)
    assert reckoned(OCTOBER, [post("2026-01-01")], [waiting]).full


def test_whoever_was_never_there_is_to_be_left_unrated() -> None:
    found = reckoned(OCTOBER, [post("2026-01-01")], [away(date(2026, 9, 1), date(2027, 1, 1))])
    assert found.nobody
    assert not reckoned(OCTOBER, [post("2026-01-01")], []).nobody


def test_somebody_without_any_post_was_never_there() -> None:
    assert reckoned(OCTOBER, [], []).worked == 0


def test_a_window_without_a_working_day_caps_nobody() -> None:
    found = presence.Presence(working=0, worked=0)
    assert found.share == 1
    assert not found.nobody
    assert not presence.is_capped(found, BOOK.settings)


def test_the_ward_may_do_without_the_cap() -> None:
    settings = BOOK.settings.overlay({"low_presence_cap": "none"})
    assert not presence.is_capped(presence.Presence(working=21, worked=0), settings)


@pytest.mark.parametrize(("band", "best"), [("A", "C"), ("B", "C"), ("C", "C"), ("D", "D")])
def test_with_low_presence_c_is_the_best_class(band: classes.Class, best: classes.Class) -> None:
    assert presence.ceiling(band, capped=True) == best
    assert presence.ceiling(band, capped=False) == band


@pytest.mark.parametrize(
    ("chosen", "band", "best", "code"),
    [("A", "B", "B", "class-above-band"), ("B", "A", "C", "class-above-cap")],
)
def test_a_class_too_high_is_refused_by_what_forbids_it(
    chosen: classes.Class, band: classes.Class, best: classes.Class, code: str
) -> None:
    with pytest.raises(errors.Refused) as refusal:
        presence.check_class(chosen, band, best)
    assert refusal.value.code == code


def test_every_day_is_in_one_window() -> None:
    """Rule 6: nobody is counted twice, also over December's early closing."""
    month, day = Month(2026, 1), date(2025, 12, 11)
    for _ in range(26):
        found = presence.window(BOOK.calendar, month)
        assert found.first == day
        day, month = found.last + timedelta(days=1), month.shift(1)


@given(posts=st.lists(_posts(), max_size=3), absences=st.lists(_absences(), max_size=4))
def test_the_share_is_between_nothing_and_all(posts: list[Post], absences: list[Absence]) -> None:
    found = reckoned(OCTOBER, posts, absences)

    assert 0 <= found.share <= 1
    assert found.worked <= found.working == 21


@given(
    posts=st.lists(_posts(), max_size=3),
    absences=st.lists(_absences(), max_size=3),
    more=_absences(),
)
def test_one_more_absence_never_raises_the_presence(
    posts: list[Post], absences: list[Absence], more: Absence
) -> None:
    before = reckoned(OCTOBER, posts, absences)

    assert reckoned(OCTOBER, posts, [*absences, more]).share <= before.share


@given(posts=st.lists(_posts(), max_size=2), more=_posts())
def test_one_more_post_never_lowers_the_presence(posts: list[Post], more: Post) -> None:
    assert reckoned(OCTOBER, [*posts, more], []).share >= reckoned(OCTOBER, posts, []).share
