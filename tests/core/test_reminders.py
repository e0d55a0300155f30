"""Closings are announced before they close, on working days, the last day whatever it is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import reminders
from core.months import Month
from tests.core import ward_rules

CALENDAR, DAYS = ward_rules.book().calendar, ward_rules.book().workdays

months = st.builds(Month, st.integers(2026, 2027), st.integers(1, 12))


def instants(month: str, step: str) -> list[str]:
    found = reminders.of_month(CALENDAR, DAYS, Month.parse(month))
    return [one.at.strftime("%d/%m %H:%M") for one in found if one.step == step]


@pytest.mark.parametrize(
    ("month", "step", "expected"),
    [
        # 24/11 is a day off: the last day speaks on the working day before and on itself
        ("2026-11", "self", ["20/11 08:30", "23/11 08:30", "23/11 16:30", "23/11 20:00", "24/11 08:30", "24/11 16:30", "24/11 20:00"]),
        ("2026-11", "comment", ["25/11 08:30", "25/11 16:30"]),
        ("2026-11", "decide", ["26/11 08:30", "27/11 08:30", "27/11 16:30"]),
        ("2026-11", "publish", ["01/12 08:30", "03/12 08:30", "04/12 08:30"]),
        # 24/5/2026 is a Sunday, the 23rd a Saturday: both speak on the Friday before
        ("2026-05", "self", ["20/05 08:30", "22/05 08:30", "22/05 16:30", "22/05 20:00", "24/05 08:30", "24/05 16:30", "24/05 20:00"]),
        ("2026-10", "comment", ["25/10 08:30", "25/10 16:30"]),  # a Sunday, but open only that day
        ("2026-12", "self", ["04/12 08:30", "09/12 08:30", "10/12 08:30", "10/12 16:30", "10/12 20:00"]),
        # 13/12 is a Sunday; the Friday before it lies before the step is open, so it stays
        ("2026-12", "publish", ["11/12 08:30", "13/12 08:30", "14/12 08:30"]),
        # Tết ends on 22/2: what would have spoken on the 20th speaks on the 13th
        ("2026-02", "self", ["13/02 08:30", "23/02 08:30", "24/02 08:30", "24/02 16:30", "24/02 20:00"]),
    ],
)  # fmt: skip
def test_a_step_is_announced_when_the_calendar_says(
    month: str, step: str, expected: list[str]
) -> None:
    assert instants(month, step) == expected


@given(months)
def test_each_step_is_announced_on_its_last_day_and_never_after_it_closed(month: Month) -> None:
    for step in CALENDAR.steps(month):
        own = [one for one in reminders.of_month(CALENDAR, DAYS, month) if one.step == step.id]
        if step.id == "list":
            assert own == []  # announced with the decision: both close together
            continue
        assert [one.nth for one in own] == list(range(1, len(own) + 1))
        assert max(one.at for one in own) >= step.closes_at - dt.timedelta(days=1)
        assert all(one.at < step.closes_at for one in own)


@given(months)
def test_only_the_last_day_or_a_step_not_open_before_is_announced_on_a_day_off(
    month: Month,
) -> None:
    steps = {step.id: step for step in CALENDAR.steps(month)}
    for one in reminders.of_month(CALENDAR, DAYS, month):
        step = steps[one.step]
        day = one.at.date()
        last = day == step.last_moment.date()
        before = [day - dt.timedelta(days=back) for back in range(1, 15)]
        worked = next(each for each in before if DAYS.is_working(each))
        early = dt.datetime.combine(worked, one.at.time(), one.at.tzinfo) < step.opens_at
        assert DAYS.is_working(day) or last or early


def test_a_week_is_announced_on_the_friday_before_and_on_its_first_working_day() -> None:
    found = reminders.of_week(CALENDAR, DAYS, dt.date(2026, 11, 23))

    assert [f"{one.at:%d/%m %H:%M}" for one in found] == ["20/11 15:00", "23/11 08:00"]
    assert {f"{one.closes_at:%d/%m %H:%M}" for one in found} == {"23/11 12:00"}


def test_a_week_of_holidays_is_not_announced_and_the_next_before_them() -> None:
    assert reminders.of_week(CALENDAR, DAYS, dt.date(2026, 2, 16)) == ()
    after = reminders.of_week(CALENDAR, DAYS, dt.date(2026, 2, 23))
    assert [f"{one.at:%d/%m %H:%M}" for one in after] == ["13/02 15:00", "23/02 08:00"]
