from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import absence, absence_text, errors
from tests.core import ward_rules

TODAY = date(2026, 10, 22)
WORKDAYS = ward_rules.book().workdays
CASES = ward_rules.cases("absence_text")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_line_is_read_as_an_officer_reads_it(case: dict[str, Any]) -> None:
    if "wrong" in case:
        with pytest.raises(errors.BadInput) as fault:
            absence_text.read(case["text"], TODAY, WORKDAYS)
        assert fault.value.code == case["wrong"]
        return
    heard = absence_text.read(case["text"], TODAY, WORKDAYS)
    assert heard == absence_text.Heard(
        kind=case["kind"],
        first=case.get("first"),
        last=case.get("last"),
        reason=case.get("reason", ""),
        document=case.get("document", ""),
    )


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("28/10", date(2026, 10, 28)),
        ("đến hết 28/10", date(2026, 10, 28)),
        ("thứ 4 tuần sau", date(2026, 10, 28)),
        ("3 ngày", date(2026, 10, 28)),
        ("1 tuần", date(2026, 11, 1)),
        ("6 tháng", date(2027, 4, 25)),
        ("26/10 - 30/10", date(2026, 10, 30)),
    ],
)
def test_the_last_day_is_a_day_or_a_length(text: str, last: date) -> None:
    assert absence_text.read_last(text, date(2026, 10, 26), TODAY, WORKDAYS) == last


@pytest.mark.parametrize("text", ["", "về quê", "31/11", "nghỉ"])
def test_no_last_day_is_asked_again(text: str) -> None:
    with pytest.raises(errors.BadInput):
        absence_text.read_last(text, date(2026, 10, 26), TODAY, WORKDAYS)


def test_a_length_in_months_ends_before_the_same_day() -> None:
    first = date(2026, 8, 31)
    assert absence_text.read_last("6 tháng", first, TODAY, WORKDAYS) == date(2027, 2, 27)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("26/10 - 30/10", (date(2026, 10, 26), date(2026, 10, 30))),
        ("26/10", (date(2026, 10, 26), date(2026, 10, 26))),
        ("về quê 26/10", None),
        ("ốm 26/10", None),
        ("26/10; 12/ĐN", None),
        ("31/11", None),
        ("", None),
    ],
)
def test_a_line_of_days_alone_is_told_from_a_reason(
    text: str, days: tuple[date, date] | None
) -> None:
    assert absence_text.only_days(text, TODAY, WORKDAYS) == days


def test_reason_and_document_stand_on_both_sides_of_a_semicolon() -> None:
    assert absence_text.split_words(" về quê ; 12/ĐN; kèm đơn ") == ("về quê", "12/ĐN; kèm đơn")
    assert absence_text.split_words("về quê") == ("về quê", "")


@given(text=st.text(max_size=80) | st.text(alphabet="026/-. nghỉphéốmtừđến;", max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        heard = absence_text.read(text, TODAY, WORKDAYS)
    except errors.BadInput:
        return
    assert heard.kind in {"", *absence.KINDS}
    assert (heard.first is None) == (heard.last is None)
