from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import calendar, errors, months
from tests.core import ward_rules

DEFAULT = ward_rules.book().calendar
MONTHS = st.builds(months.Month, st.integers(min_value=2026, max_value=2100), st.integers(1, 12))
INSTANTS = st.datetimes(
    min_value=dt.datetime(2026, 1, 1),  # noqa: DTZ001 hypothesis adds the zone itself
    max_value=dt.datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([dt.UTC, calendar.ZONE]),
)


def under(**settings: str) -> calendar.Calendar:
    return ward_rules.book().overlay(settings).calendar


def step(month: str, id_: str, rules: calendar.Calendar = DEFAULT) -> calendar.Step:
    return next(one for one in rules.steps(months.Month.parse(month)) if one.id == id_)


def window(month: str, rules: calendar.Calendar = DEFAULT) -> tuple[str, str]:
    opens, closes = rules.work_window(months.Month.parse(month))
    return opens.isoformat(), closes.isoformat()


@pytest.mark.parametrize(
    "case", ward_rules.cases("calendar"), ids=lambda case: f"{case['month']} {case['step']}"
)
def test_a_step_closes_at_the_instant_of_the_plan(case: dict[str, str]) -> None:
    found = step(case["month"], case["step"])
    assert found.closes_at.isoformat() == case["closes_at"]
    assert found.last_moment.isoformat() == case["last_moment"]
    assert found.source == case["source"]
    assert DEFAULT.closes(months.Month.parse(case["month"]), case["step"]) == found.closes_at


def test_steps_come_in_their_order_with_their_clauses() -> None:
    found = [(one.id, one.clause) for one in DEFAULT.steps(months.Month(2026, 10))]
    assert found == [
        ("self", "IV.1 Bước 2; PL2 Bước 1; PL3 Bước 2"),
        ("comment", "IV.1 Bước 3; PL2 Bước 2; PL3 Bước 3"),
        ("decide", "PL2 Bước 3; PL3 Bước 4"),
        ("list", "PL3 Bước 4 ('Đồng thời')"),
        ("publish", "IV.1 Bước 4; PL2 Bước 4; PL3 Bước 5"),
    ]
    assert step("2026-12", "publish").clause == "IV.1 Lưu ý"


def test_the_commenter_has_the_25th_and_the_decider_the_26th_and_27th() -> None:
    opens = {one.id: one.opens_at.isoformat() for one in DEFAULT.steps(months.Month(2026, 10))}
    assert opens == {
        "self": "2026-10-01T00:00:00+07:00",
        "comment": "2026-10-25T00:00:00+07:00",
        "decide": "2026-10-26T00:00:00+07:00",
        "list": "2026-10-26T00:00:00+07:00",
        "publish": "2026-10-28T00:00:00+07:00",
    }


def test_december_may_publish_in_january() -> None:
    rules = under(december_publish="next_month")
    found = step("2026-12", "publish", rules)
    assert found.closes_at.isoformat() == "2027-01-05T00:00:00+07:00"
    assert step("2026-12", "decide", rules).closes_at.isoformat() == "2026-12-14T00:00:00+07:00"


def test_the_days_of_december_may_be_moved_by_the_ward() -> None:
    rules = under(december_steps="9/10/13/15")
    found = [one.closes_at.day for one in rules.steps(months.Month(2026, 12))]
    assert found == [9, 10, 13, 13, 15]
    assert step("2026-11", "self", rules).closes_at.day == 25


@pytest.mark.parametrize(
    ("month", "opens", "closes"),
    [
        ("2026-05", "2026-04-25T00:00:00+07:00", "2026-05-25T00:00:00+07:00"),
        ("2026-12", "2026-11-25T00:00:00+07:00", "2026-12-11T00:00:00+07:00"),
        ("2027-01", "2026-12-11T00:00:00+07:00", "2027-01-25T00:00:00+07:00"),
        ("2027-02", "2027-01-25T00:00:00+07:00", "2027-02-25T00:00:00+07:00"),
    ],
)
def test_work_is_counted_from_one_closing_to_the_next(month: str, opens: str, closes: str) -> None:
    assert window(month) == (opens, closes)


def test_work_may_be_counted_by_calendar_month() -> None:
    rules = under(work_window="calendar_month")
    found = window("2026-12", rules)
    assert found == ("2026-12-01T00:00:00+07:00", "2027-01-01T00:00:00+07:00")


@pytest.mark.parametrize(
    ("due", "month"),
    [
        ("2026-10-24T23:59:59+07:00", "2026-10"),
        ("2026-10-25T00:00:00+07:00", "2026-10"),
        ("2026-10-25T00:00:01+07:00", "2026-11"),
        ("2026-12-10T23:59:59+07:00", "2026-12"),
        ("2026-12-11T00:00:00+07:00", "2026-12"),
        ("2026-12-11T00:00:01+07:00", "2027-01"),
        ("2026-12-31T17:00:00+00:00", "2027-01"),
    ],
)
def test_a_product_counts_in_the_month_that_holds_the_last_moment_before_its_due_instant(
    due: str, month: str
) -> None:
    assert str(DEFAULT.work_month(dt.datetime.fromisoformat(due))) == month


@given(INSTANTS)
def test_every_instant_belongs_to_the_window_of_its_month(due: dt.datetime) -> None:
    opens, closes = DEFAULT.work_window(DEFAULT.work_month(due))
    assert opens < due <= closes


@given(MONTHS)
def test_windows_follow_each_other_without_gap_or_overlap(month: months.Month) -> None:
    assert DEFAULT.work_window(month)[1] == DEFAULT.work_window(month.shift(1))[0]


@given(MONTHS)
def test_no_step_closes_before_it_opens(month: months.Month) -> None:
    assert all(one.opens_at < one.closes_at for one in DEFAULT.steps(month))


@given(MONTHS)
def test_a_step_closes_on_its_day_of_the_plan_and_on_no_other(month: months.Month) -> None:
    found = tuple(one.closes_at.day for one in DEFAULT.steps(month))
    assert found == ((11, 12, 14, 14, 15) if month.number == 12 else (25, 26, 28, 28, 5))


@pytest.mark.parametrize(
    ("now", "month"),
    [
        ("2026-10-01T00:00:00+07:00", "2026-10"),
        ("2026-10-22T08:30:00+07:00", "2026-10"),
        ("2026-10-31T16:59:59+00:00", "2026-10"),
        ("2026-10-31T17:00:00+00:00", "2026-11"),
        ("2026-12-20T12:00:00+07:00", "2026-12"),
    ],
)
def test_the_month_under_evaluation_is_that_of_the_wards_own_clock(now: str, month: str) -> None:
    assert str(calendar.month_of(dt.datetime.fromisoformat(now))) == month


def test_an_instant_without_an_offset_is_refused() -> None:
    with pytest.raises(errors.BadInput):
        calendar.month_of(dt.datetime(2026, 10, 22))  # noqa: DTZ001 the fault under test


def test_a_step_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(errors.NotFound):
        DEFAULT.closes(months.Month(2026, 10), "appeal")


def test_reminders_are_told_from_the_closing() -> None:
    found = {one.step: one.at for one in DEFAULT.reminders}
    assert found["comment"] == ("C-1d 08:30", "C-1d 16:30")
    assert found["self"][0] == "C-5d 08:30"
    assert list(found) == ["self", "comment", "decide", "publish", "week_schedule"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("before_day = 26", "before_day = 24", "calendar.order"),
        ("before_day = 25", "before_day = 31", "calendar.day"),
        ("before_day = 11", "before_day = 10", "calendar.december"),
        ('id = "comment"', 'id = "remark"', "calendar.steps"),
        ('timezone = "Asia/Ho_Chi_Minh"', 'timezone = "UTC"', "calendar.timezone"),
        ("month_offset = 0", "month_ofset = 0", "rules.missing"),
        ('source = "literal"', 'source = "literal"\nnote = "x"', "rules.unknown"),
    ],
)
def test_a_broken_calendar_is_refused(old: str, new: str, code: str) -> None:
    text = ward_rules.texts()["calendar.toml"]
    assert old in text
    with pytest.raises(errors.RulesBroken) as refusal:
        calendar.load("calendar.toml", text.replace(old, new, 1), ward_rules.book().settings)
    assert (refusal.value.code, refusal.value.data["file"]) == (code, "calendar.toml")
