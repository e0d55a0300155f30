from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import errors, workdays
from core.calendar import ZONE
from core.weeks import Week
from tests.core import ward_rules

DAYS = ward_rules.book().workdays
CASES = ward_rules.cases("workdays")
TEXT = ward_rules.texts()["workdays.toml"]
days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
instants = st.builds(lambda day, clock: datetime.combine(day, clock, ZONE), days, st.times())


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_day_is_worked_or_off_as_was_announced(case: dict[str, Any]) -> None:
    assert (DAYS.is_working(case["day"]), DAYS.confirmed(case["day"])) == (
        case["works"],
        case["confirmed"],
    )


def test_the_last_working_days_of_these_months_are_known() -> None:
    """Reckoned by hand from the announcements."""
    for last in (
        date(2026, 10, 30),
        date(2026, 11, 30),
        date(2026, 12, 31),
        date(2027, 1, 29),
        date(2027, 2, 26),
        date(2027, 4, 29),
        date(2027, 5, 31),
    ):
        following = next(
            day for n in range(1, 9) if DAYS.is_working(day := last + timedelta(days=n))
        )
        assert DAYS.is_working(last)
        assert following.month != last.month


@pytest.mark.parametrize(
    ("start", "count", "found"),
    [
        (date(2026, 10, 22), 0, date(2026, 10, 22)),
        (date(2026, 10, 22), 1, date(2026, 10, 23)),
        (date(2026, 10, 22), 2, date(2026, 10, 26)),  # over a week-end
        (date(2026, 10, 24), 1, date(2026, 10, 26)),  # from a Saturday
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over Tết
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # a worked Saturday
    ],
)
def test_so_many_working_days_later_at_the_same_hour(start: date, count: int, found: date) -> None:
    assert DAYS.after(at(start), count) == at(found)


def test_an_instant_of_another_zone_is_counted_by_the_wards_day() -> None:
    friday_night = datetime(2026, 10, 22, 18, tzinfo=UTC)  # 01:00 of Friday in the ward
    assert DAYS.after(friday_night, 1) == at(date(2026, 10, 26), 1)


def test_working_days_between_two_days_count_both() -> None:
    assert DAYS.between(date(2026, 10, 19), date(2026, 10, 25)) == 5
    assert DAYS.between(date(2026, 10, 22), date(2026, 10, 22)) == 1
    assert DAYS.between(date(2026, 10, 23), date(2026, 10, 22)) == 0
    assert DAYS.between(date(2026, 2, 14), date(2026, 2, 22)) == 0


@pytest.mark.parametrize(
    ("week", "first"),
    [
        ("2026-W43", date(2026, 10, 19)),
        ("2026-W18", date(2026, 4, 28)),  # Monday off for Giỗ Tổ
        ("2026-W08", None),  # all of Tết
    ],
)
def test_the_first_working_day_of_a_week(week: str, first: date | None) -> None:
    assert DAYS.first_of(Week.parse(week)) == first


@given(start=instants, count=st.integers(0, 40))
def test_after_and_between_agree(start: datetime, count: int) -> None:
    end = DAYS.after(start, count)

    assert end.timetz() == start.timetz()
    assert DAYS.between(start.date() + timedelta(days=1), end.date()) == count


@given(first=days, middle=days, last=days)
def test_a_span_is_the_sum_of_its_parts(first: date, middle: date, last: date) -> None:
    first, middle, last = sorted((first, middle, last))
    after = middle + timedelta(days=1)

    assert DAYS.between(first, last) == DAYS.between(first, middle) + DAYS.between(after, last)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("schema = 1", "schema = 2", "rules.schema"),
        ("week = [1, 2, 3, 4, 5]", "week = []", "workdays.week"),
        ("week = [1, 2, 3, 4, 5]", "week = [0]", "workdays.week"),
        ("week = [1, 2, 3, 4, 5]", 'week = ["T2"]', "rules.not-wholes"),
        ("date = 2026-01-02", "date = 2026-01-01", "workdays.twice"),
        ("date = 2026-01-02", "date = 2025-01-02", "workdays.year"),
        (
            "date = 2026-01-10\nworks = true",
            "date = 2026-01-12\nworks = true",
            "workdays.no-change",
        ),
        ("works = true", 'works = "true"', "rules.not-flag"),
        ("works = true\n", "", "rules.missing"),
        ("works = true", "works = true\nhalf = true", "rules.unknown"),
    ],
)
def test_a_wrong_table_is_refused(old: str, new: str, code: str) -> None:
    assert old in TEXT
    with pytest.raises(errors.RulesBroken) as refusal:
        workdays.load("workdays.toml", TEXT.replace(old, new, 1))
    assert refusal.value.code == code
