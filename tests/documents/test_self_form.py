"""The printed self-assessment form: what is handed to the typesetter, and the PDF that it makes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from bot import app as composition
from bot.documents import self_form, typesetting
from core import kpi
from core.calendar import ZONE
from core.evaluation import TaskResult
from core.months import Month
from core.people import Person, Unit
from core.usecases.printing import Blank

RULES = composition.read_rules()
WORDS = composition.read_words()
UNTIL = datetime(2026, 10, 25, tzinfo=ZONE)
PAGES = {"01": 5, "02": 5, "03": 3, "04": 2}
UNIT = Unit(
    code="VPDU", name="Văn phòng Đảng ủy", block="dang_doan_the", kind="party_office", list_to="B"
)
WORK = kpi.Line(id="1", name="Hồ sơ", w=Decimal(1), q=Decimal(10), f=Decimal(10), err=0, late=2)


def blank(form: str, name: str = "Mai Thị Nam", **changes: Any) -> Blank:
    figures = {"a": Fraction(1), "b": Fraction(1), "c": Fraction(19, 20)}
    if form in {"01", "02"}:
        figures |= {"d": Fraction(1, 2), "đ": Fraction(1), "e": Fraction(1)}
    values: dict[str, Any] = {
        "person": Person(code="P010", name=name),
        "unit": UNIT,
        "post": "Tạp vụ (hợp đồng)",
        "month": Month(2026, 10),
        "form": RULES.form(form),
        "result": TaskResult(lines=(WORK,), figures=figures),
        "share": Fraction(59, 60),
        "code": "2610-P010-YC",
        "printed": date(2026, 10, 22),
    }
    return Blank(**{**values, **changes})


def data(form: str, **changes: Any) -> Any:
    made = self_form.as_data(WORDS, blank(form, **changes), UNTIL)
    return json.loads(json.dumps(made, ensure_ascii=False))


def pages(made: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", made))


@pytest.mark.parametrize("form", PAGES)
def test_every_criterion_is_printed_in_order_with_its_words_and_its_maximum(form: str) -> None:
    wanted = RULES.form(form)
    rows = data(form)["rows"]
    printed = [row for row in rows if row["kind"] == "criterion"]
    assert [row["text"] for row in printed] == [one.text for one in wanted.criteria]
    assert [row["number"] for row in printed] == [one.printed for one in wanted.criteria]
    assert [Decimal(row["max"].replace(",", ".")) for row in printed] == [
        one.max for one in wanted.criteria
    ]
    groups = [row for row in rows if row["kind"] == "group"]
    assert [row["text"] for row in groups] == [one.text for one in wanted.groups]


def test_the_unscored_headings_of_the_leaders_forms_carry_the_sum_of_their_items() -> None:
    headings = [row for row in data("02")["rows"] if row["kind"] == "heading"]
    assert [(row["number"], row["max"]) for row in headings] == [
        ("3.1", "4"),
        ("3.2", "3"),
        ("3.3", "2"),
        ("3.4", "3"),
        ("3.5", "4"),
    ]


def test_the_head_of_the_form_names_the_person_and_the_closing() -> None:
    made = data("04")
    shown = {key: made[key] for key in ("name", "post", "unit", "month", "year", "code", "until")}
    assert shown == {
        "name": "Mai Thị Nam",
        "post": "Tạp vụ (hợp đồng)",
        "unit": "Văn phòng Đảng ủy",
        "month": "10",
        "year": "2026",
        "code": "2610-P010-YC",
        "until": "24 giờ ngày 24/10/2026",
    }
    assert [one["letter"] for one in made["classes"]] == ["A", "B", "C", "D"]


def test_part_two_shows_what_is_computed_and_lets_a_leader_tick_the_rest() -> None:
    staff, leader = data("04")["result"], data("02")["result"]
    assert [(one["key"], one["value"]) for one in staff["figures"]] == [
        ("a", "100%"),
        ("b", "100%"),
        ("c", "95%"),
    ]
    assert (staff["points"], staff["max"], staff["terms"]) == ("68,83", "70", [])
    assert [one["key"] for one in leader["figures"]] == ["a", "b", "c", "d"]
    assert [one["key"] for one in leader["terms"]] == ["đ", "e"]


def test_without_work_part_two_says_that_it_cannot_be_computed() -> None:
    made = data("04", result=TaskResult(lines=(), figures=None), share=None)["result"]
    assert (made["points"], made["figures"]) == (None, [])


@pytest.mark.parametrize("form", PAGES)
def test_a_form_is_a_pdf_of_so_many_pages(form: str) -> None:
    made = self_form.as_pdf(WORDS, [blank(form)], UNTIL)
    assert made.startswith(b"%PDF-1.")
    assert pages(made) == PAGES[form]


def test_the_same_data_make_the_same_bytes() -> None:
    both = [blank("03"), blank("04")]
    first = self_form.as_pdf(WORDS, both, UNTIL)
    assert first == self_form.as_pdf(WORDS, both, UNTIL)
    assert pages(first) == PAGES["03"] + PAGES["04"]


def test_what_people_are_called_is_never_markup() -> None:
    nasty = '#panic("x") *đậm* $x$ [ ] <end> @ref \\ "'
    made = self_form.as_pdf(WORDS, [blank("04", name=nasty, post=nasty)], UNTIL)
    assert pages(made) == PAGES["04"]


def test_a_form_without_work_is_printed_too() -> None:
    none = blank("02", result=TaskResult(lines=(), figures=None), share=None)
    assert self_form.as_pdf(WORDS, [none], UNTIL).startswith(b"%PDF")


def test_the_qr_holds_the_code_alone() -> None:
    assert typesetting.qr("2610-P010-YC") == typesetting.qr("2610-P010-YC")
    assert typesetting.qr("2610-P010-YC") != typesetting.qr("2610-P011-YC")
    assert typesetting.qr("2610-P010-YC").startswith("<svg")


def test_the_words_stand_in_the_pdf_where_a_reader_is_installed(tmp_path: Any) -> None:
    """Only where poppler happens to be: the table above is checked everywhere."""
    reader = shutil.which("pdftotext")
    if reader is None:
        return
    file = tmp_path / "phieu.pdf"
    file.write_bytes(self_form.as_pdf(WORDS, [blank("04"), blank("03")], UNTIL))
    text = subprocess.run(
        [reader, "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "VĂN PHÒNG ĐẢNG ỦY",
        "Mẫu số 04",
        "ĐIỂM",
        "Mai Thị Nam",
        "2610-P010-YC",
        "Trang 2/2",
        "Trang 3/3",
        "NGƯỜI NHẬP LIỆU",
    ):
        assert words in text
