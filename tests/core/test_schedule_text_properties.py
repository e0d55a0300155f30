"""What holds for any text: nothing raises, nothing is lost, no spelling moves a day."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.calendar import ZONE
from core.schedule_text import Item, Question, Reading, read_line, read_paste
from core.schedule_text.questions import FACTS
from core.text import folded
from tests.core import ward_rules

DAYS = st.dates(min_value=dt.date(2024, 1, 1), max_value=dt.date(2040, 12, 31))
PIECES = st.sampled_from(
    [
        "thứ 2", "thứ ba", "T6", "CN", "thu 4", "12/5", "29/2", "12-5", "12.5.2026", "ngày 15",
        "15 tháng 6", "31/4/2027", "8h", "8h30", "14:00", "3 giờ", "25h", "24h", "sáng", "chiều",
        "tối", "trưa", "mai", "hôm nay", "ngày kia", "tuần sau", "tuần này", "tới", "cuối tháng",
        "trước", "hạn", "đến", "từ", "chậm nhất", "sau", "hằng tuần", "2 báo cáo", "x3", "SL: 2",
        "sp", "tổ dân phố 5", "số 45/KH-UBND ngày 3/4", "20/11", "kỷ niệm", "họp giao ban", "nộp",
        "hồ sơ", "0912 345 678", "50%", "2/3", ",", ";", ".", "-", "|", "\t", "(", ")", ":", "•",
        "1.", "📌", "Tết", "rằm", "âm lịch", "mùng 3", "Hoàng Mai", "năm", "hai", "muộn nhất",
        "Sáng:", "Thứ Hai:", "LỊCH CÔNG TÁC", "Kính gửi", "\n", "\n\n", "đến hết", "lúc", "và",
    ]
)  # fmt: skip
LINES = st.lists(PIECES, max_size=14).map(" ".join)
ANYTHING = st.one_of(st.text(max_size=120), LINES, st.text("0123456789/.-:hT, \n|", max_size=60))


def questions(item: Item) -> list[Question]:
    return [] if item.question is None else [item.question, *item.question.also]


def check(reading: Reading) -> None:
    for item in reading.items:
        assert item.quantity is None or 0 < item.quantity < 10_000
        for moment in (item.start, item.end, item.due):
            if isinstance(moment, dt.datetime):
                assert moment.tzinfo == ZONE
        assert item.part in {None, "sang", "trua", "chieu", "toi"}
        assert item.question or item.start or item.due
        assert item.what or item.question
        for one in questions(item):
            assert FACTS[one.code] <= one.facts.keys()
            assert one.facts["words"]


@settings(deadline=None)
@given(text=ANYTHING, today=DAYS)
def test_any_line_is_read_or_asked(text: str, today: dt.date) -> None:
    check(read_line(text, today))


@settings(deadline=None)
@given(text=st.lists(ANYTHING, max_size=8).map("\n".join), today=DAYS)
@example(text="Thứ 2\t\n|\n||\n\t\t\n- \n[1:00, 1/1/2026] a:", today=dt.date(2026, 5, 13))
def test_no_line_of_a_paste_is_lost(text: str, today: dt.date) -> None:
    reading = read_paste(text, today)

    check(reading)
    kept = [line for item in reading.items for line in item.source.split("\n")]
    kept += reading.skipped
    assert {line for line in text.splitlines() if line.strip()} <= set(kept)


@settings(deadline=None)
@given(text=LINES, today=DAYS)
def test_the_parts_of_a_composed_letter_change_nothing(text: str, today: dt.date) -> None:
    assert fields(unicodedata.normalize("NFD", text), today) == fields(text, today)


def fields(text: str, today: dt.date) -> list[tuple[object, ...]]:
    return [
        (one.quantity, one.start, one.end, one.due, one.part, one.question and one.question.code)
        for one in read_line(text, today).items
    ]


CLEAR = [
    case
    for table in ("schedule_lines", "schedule_text")
    for case in ward_rules.cases(table)
    if not (case.get("paste") or case.get("skipped") or case.get("asks") or case.get("items"))
    if "mai" not in folded(case["text"]).split()
]


def dates(reading: Reading) -> list[tuple[object, ...]]:
    return [(one.start, one.end, one.due) for one in reading.items]


@pytest.mark.parametrize("case", CLEAR, ids=lambda case: f"{case['rule']} {case['text'][:50]}")
def test_capitals_and_the_lack_of_marks_move_no_day(case: dict[str, str]) -> None:
    today = dt.date.fromisoformat(str(case["today"]))
    typed, shouted = case["text"], case["text"].upper()

    wanted = dates(read_line(typed, today))
    assert dates(read_line(shouted, today)) == wanted
    bare = read_line(folded(typed), today)
    assert dates(bare) == wanted or all(one.question or one.due or one.start for one in bare.items)


JUNK = [
    "a", "1", "1 ", "1/", "12/5 ", "thu 2 ", "8h ", "8h-", "8h hop, ", "8h hop; ", "han ", "(", " ,",
    "mai ", "truoc ", "theo cong van ", "so 1, ", "to 1, 2, 3, ", "0.", "1.", "a@", "12, ", "12 va ",
    "hai muoi ", "moi to ", "ky niem ", "|", "8h|", "x3 ", "5 trieu ", "ắ", "📌", "vao ", "ngay 12, ",
    "lich ", "da ", "gui a ", "1. ", "0912 345 678 ", "cong van 45 cua a ", "a\u0301\u0301",
]  # fmt: skip


@pytest.mark.parametrize("piece", JUNK)
def test_twenty_thousand_letters_of_junk_take_less_than_a_second(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    began = time.process_time()

    check(read_line(text, dt.date(2026, 5, 13)))
    check(read_paste(text, dt.date(2026, 5, 13)))

    assert time.process_time() - began < 2


def test_a_line_takes_less_than_five_milliseconds() -> None:
    cases = [case for case in ward_rules.cases("schedule_lines") if not case.get("skipped")]
    began = time.process_time()

    for case in cases:
        read_line(case["text"], case["today"])

    assert (time.process_time() - began) / len(cases) < 0.005
