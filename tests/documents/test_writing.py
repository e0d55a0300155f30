"""Templates and exports: what is given out reads well, offers what may be chosen, and is read back."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.columns import LAYOUTS
from bot.documents.workbooks import ExcelWorkbooks
from core import catalogue_sheet, monthplan, plan_sheet
from core.calendar import ZONE
from core.catalogue import CatalogueItem
from core.monthplan import PlanLine
from core.months import Month
from core.people import Person
from core.sheets import CATALOGUE, PLAN
from tests.documents import books

EXCEL = ExcelWorkbooks(books.WORDS)
UNIT = books.ORGANISATION.require_unit("PKT")
NOVEMBER = Month(2026, 11)
DUE = datetime(2026, 11, 25, tzinfo=ZONE)
PEOPLE = [Person(code=code, name=f"Tên {code}") for code in ("CV_KT1", "CV_KT2")]
ITEMS = (
    dataclasses.replace(books.item("BC01", "Báo cáo tuần"), standard=True),
    dataclasses.replace(books.item("TT01", "Tờ trình"), coefficient=Decimal("1.125")),
)
LINE = PlanLine(
    number=7,
    person="CV_KT1",
    partners=("CV_KT2",),
    shares=monthplan.equal_shares(2),
    item="TT01",
    work="Tờ trình",
    quantity=3,
    due=datetime(2026, 11, 20, 16, 30, tzinfo=ZONE),
    expected="Được ký",
    responsibility="Chủ trì",
    authority="Trình ký",
)


def catalogue_of(items: tuple[CatalogueItem, ...], document: str = "") -> bytes:
    return EXCEL.catalogue(UNIT, items, NOVEMBER, document)


def plan_of(*lines: PlanLine) -> bytes:
    return EXCEL.plan(UNIT, NOVEMBER, lines, PEOPLE, ITEMS, DUE)


TEMPLATES = {
    "catalogue": (EXCEL.catalogue(None, (), NOVEMBER), CATALOGUE),
    "catalogue of a unit": (catalogue_of(ITEMS, "12/QĐ"), CATALOGUE),
    "plan": (EXCEL.plan(None, NOVEMBER, (), (), (), DUE), PLAN),
    "plan of a unit": (plan_of(LINE), PLAN),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_headings_stay_in_sight_and_every_column_has_its_width(name: str) -> None:
    content, kind = TEMPLATES[name]
    layout = LAYOUTS[kind]

    sheet = books.opened(content)[layout.title]

    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == [one.heading for one in layout.columns]
    assert all(cell.font.bold for cell in sheet[1])
    assert [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]] == [
        one.width for one in layout.columns
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_guide_says_how_to_fill_it_in(name: str) -> None:
    guide = books.opened(TEMPLATES[name][0])["Hướng dẫn"]

    said = [row[0].value for row in guide.iter_rows()]
    assert len(said) >= 9
    assert all(said)


@pytest.mark.parametrize("name", ["catalogue", "plan"])
def test_the_own_template_is_read_back_without_its_example(name: str) -> None:
    book, found = books.read(TEMPLATES[name][0])

    assert [one.code for one in found] == ["sheet.empty"]
    assert [one.code for one in book.warnings] == ["sheet.examples"]


def offered(sheet: Worksheet) -> dict[str, str]:
    return {
        str(rule.sqref).partition("2:")[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }


def test_closed_lists_are_offered_to_choose_from() -> None:
    plan = books.opened(plan_of(LINE))
    catalogue = books.opened(TEMPLATES["catalogue"][0])

    assert offered(plan["Kế hoạch tháng"]) == {
        "C": "'Danh sách'!$A$2:$A$3",
        "D": "'Danh sách'!$B$2:$B$3",
    }
    assert [cell.value for cell in plan["Danh sách"]["A"]] == [
        "Người thực hiện",
        "CV_KT1 Tên CV_KT1",
        "CV_KT2 Tên CV_KT2",
    ]
    assert [cell.value for cell in plan["Danh sách"]["C"]] == [
        "Công việc",
        "Báo cáo tuần",
        "Tờ trình",
    ]
    assert set(offered(catalogue["Danh mục"])) == {"F", "H"}


def test_a_plan_is_read_back_as_it_was() -> None:
    book, found = books.read(plan_of(LINE))

    ((part,), wrong) = plan_sheet.read(book.sheets[0], books.known())
    assert (found, wrong) == ([], ())
    assert (part.unit, part.month) == ("PKT", NOVEMBER)
    assert part.lines == (dataclasses.replace(LINE, number=0),)


WORDS = st.text(
    alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=30
).map(lambda text: " ".join(text.split()))
FORMULAS = st.sampled_from(["=1+1", "+84 912", "-1", "@SUM(A1)", "=HYPERLINK(1)", "'=1"])
TEXTS = (WORDS | FORMULAS).filter(lambda text: bool(text) and not text.endswith("(mẫu)"))


@given(names=st.lists(TEXTS, min_size=1, max_size=4))
@hypothesis_settings(max_examples=40, deadline=None)
def test_whatever_is_written_comes_back_as_text_and_never_as_a_formula(names: list[str]) -> None:
    items = tuple(
        CatalogueItem(
            code=f"M{at}",
            name=name,
            output=name,
            unit_of_count=name,
            group=name,
            coefficient=Decimal(at + 1),
            standard=at == 0,
        )
        for at, name in enumerate(names)
    )

    content = catalogue_of(items)
    book, found = books.read(content)

    ((part,), wrong) = catalogue_sheet.read(book.sheets[0], books.ORGANISATION.units)
    assert (found, wrong) == ([], ())
    assert [(one.code, one.coefficient, one.standard) for one in part.items] == [
        (one.code, one.coefficient, one.standard) for one in items
    ]
    for row in books.opened(content)["Danh mục"].iter_rows():
        assert all(cell.data_type != "f" for cell in row)


def test_signs_that_no_sheet_can_hold_are_left_out() -> None:
    item = dataclasses.replace(ITEMS[0], name="Báo\x0b cáo\x00")

    assert books.opened(catalogue_of((item,)))["Danh mục"]["C2"].value == "Báo cáo"


def test_a_text_that_begins_like_a_formula_is_quoted_for_every_program() -> None:
    item = dataclasses.replace(ITEMS[0], name="=cmd|' /C calc'!A0")

    cell = books.opened(catalogue_of((item,)))["Danh mục"]["C2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (item.name, "s", True)
