"""Lines of a month plan, typed and pasted: what is clear, and what is asked one after another."""

from __future__ import annotations

import tomllib
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import monthplan, plan_answers, plan_text
from core.calendar import ZONE, due_at
from core.catalogue import CatalogueItem
from core.months import Month
from core.people import Person
from core.plan_answers import Circle

BOOK = tomllib.loads((Path(__file__).parent / "cases" / "plan_text.toml").read_text("utf-8"))

CIRCLE = Circle(
    people=[Person(code=code, name=name) for code, name in BOOK["people"]],
    items=[
        CatalogueItem(
            code=code,
            name=name,
            output="",
            unit_of_count=unit,
            group="",
            coefficient=Decimal(1),
        )
        for code, name, unit in BOOK["items"]
    ],
    month=Month(2026, 11),
    window=(datetime(2026, 10, 25, tzinfo=ZONE), datetime(2026, 11, 25, tzinfo=ZONE)),
    now=datetime(2026, 10, 22, 8, 30, tzinfo=ZONE),
)


def moment(text: str) -> datetime:
    return due_at(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))


@pytest.mark.parametrize("case", BOOK["case"], ids=lambda case: case["text"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_line_is_read_as_the_table_says(case: dict[str, Any], form: str) -> None:
    (line,) = plan_text.read(unicodedata.normalize(form, case["text"]), CIRCLE).lines  # type: ignore[arg-type]

    assert (line.asks, line.doubt) == (case.get("asks", ""), case.get("doubt", ""))
    if "offers" in case:
        assert list(line.options[: len(case["offers"])]) == case["offers"]
    if "asks" not in case:
        assert list(line.people) == case["who"]
        assert (line.item, line.quantity) == (case["item"], case["quantity"])
        assert line.due == moment(case["due"])
        assert line.expected == case.get("expected", "")


PASTE = """KẾ HOẠCH CÔNG TÁC THÁNG 11/2026
STT; Người thực hiện; Công việc; Số lượng; Hạn; Kết quả

Trần Linh Chi:
- kiểm tra trật tự xây dựng, 4, hạn 20/11
- báo cáo tuần, 2, hạn 15/11
P065
+ Giải quyết hồ sơ, 20, hạn 24/11
P062; tờ trình; 1; 12/11
tờ trình, 1, hạn 12/11
"""


def test_headings_are_skipped_and_a_name_alone_is_the_heading_of_what_follows() -> None:
    found = plan_text.read(PASTE, CIRCLE)

    assert found.skipped == (
        "KẾ HOẠCH CÔNG TÁC THÁNG 11/2026",
        "STT; Người thực hiện; Công việc; Số lượng; Hạn; Kết quả",
        "Trần Linh Chi:",
        "P065",
    )
    assert [line.people for line in found.lines[:4]] == [
        ("P064",),
        ("P064",),
        ("P065",),
        ("P062",),
    ]


def test_after_a_line_with_a_name_of_its_own_the_heading_no_longer_holds() -> None:
    last = plan_text.read(PASTE, CIRCLE).lines[-1]

    assert (last.asks, last.doubt) == (monthplan.PERSON, "plan.person-none")


LINES = st.lists(
    st.sampled_from(
        [case["text"] for case in BOOK["case"]]
        + ["", "  ", "xyz", ";;;", "\t\t\t", "P061:", "I. LÃNH ĐẠO", "Kế hoạch tháng 11"]
    )
    | st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40),
    max_size=12,
)


@given(LINES)
def test_no_line_of_a_paste_is_lost(lines: list[str]) -> None:
    found = plan_text.read("\n".join(lines), CIRCLE)

    said = [line for line in lines if plan_text._BULLET.sub("", line).strip()]
    assert len(found.lines) + len(found.skipped) == len(said)
    for line in found.lines:
        assert line.asks in {"", "person", "item", "quantity", "due"}
        if not line.asks:
            assert set(line.people) <= {one.code for one in CIRCLE.people}
            assert line.quantity is not None
            assert 1 <= line.quantity <= monthplan.MOST_QUANTITY
            assert line.due is not None
            assert CIRCLE.window[0] < line.due <= CIRCLE.window[1]


def test_answers_lead_from_question_to_question_until_the_line_is_clear() -> None:
    (line,) = plan_text.read("Nga: báo cáo", CIRCLE).lines
    asked = [line.asks]
    for answer in ("Lê Thị Nga", "báo cáo tháng", "nhiều", "2", "15/9", "ngày 15"):
        line = plan_answers.answered(line, answer, CIRCLE)
        asked.append(line.asks)

    assert asked == ["person", "item", "quantity", "quantity", "due", "due", ""]
    assert (line.people, line.item, line.quantity, line.due) == (
        ("P063",),
        "BC02",
        2,
        moment("2026-11-15"),
    )


def test_one_name_of_two_is_asked_and_the_other_stays() -> None:
    (line,) = plan_text.read("Hùng + Nga; tờ trình; 1; 20/11", CIRCLE).lines
    assert (line.people, plan_answers.unclear_name(line)) == (("P065", ""), "Nga")

    line = plan_answers.named(line, "P061", CIRCLE)

    assert (line.people, line.asks) == (("P065", "P061"), "")


@pytest.mark.parametrize("count", range(1, 11))
def test_equal_shares_are_hundredths_that_add_up_to_1(count: int) -> None:
    shares = monthplan.equal_shares(count) or (Decimal(1),)

    assert len(shares) == count
    assert sum(shares) == 1
    assert all(share == share.quantize(Decimal("0.01")) for share in shares)
    assert shares[0] == max(shares)
