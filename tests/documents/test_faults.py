"""One workbook a fault: each is named by sheet, cell, column and value, and nothing else is."""

from __future__ import annotations

import unicodedata

import pytest

from core.sheets import SheetFault
from tests.documents import books
from tests.documents.books import CATALOGUE_NEXT, CATALOGUE_ROW, made
from tests.documents.fault_table import CATALOGUE_FAULTS, PLAN_FAULTS, merge, other


def told(fault: SheetFault) -> tuple[str, str, str, str]:
    return fault.ref, fault.column, fault.value, fault.code


@pytest.mark.parametrize("name", CATALOGUE_FAULTS)
def test_a_fault_of_a_catalogue_is_named_by_its_place(name: str) -> None:
    content, expected = CATALOGUE_FAULTS[name]

    _, found = books.read(content)

    assert [told(one) for one in found] == [expected]
    assert {one.sheet for one in found} == {"Danh mục"}


@pytest.mark.parametrize("name", PLAN_FAULTS)
def test_a_fault_of_a_plan_is_named_by_its_place(name: str) -> None:
    content, expected = PLAN_FAULTS[name]

    _, found = books.read(content)

    assert [told(one) for one in found] == [expected]
    assert {one.sheet for one in found} == {"Kế hoạch tháng"}


@pytest.mark.parametrize(
    "content", [one for table in (CATALOGUE_FAULTS, PLAN_FAULTS) for one, _ in table.values()]
)
def test_every_fault_has_a_sentence_with_nothing_missing(content: bytes) -> None:
    for fault in books.read(content)[1]:
        line = books.said(fault)
        assert line.startswith(f"{fault.sheet}")
        assert "…" not in line or len(fault.value) > 100
        assert "{" not in line
        assert "\n" not in line


def test_a_monster_is_told_all_its_faults_at_once() -> None:
    """Twelve faults in one file, of rows, columns, cells and the whole: none hides another."""
    rows = [
        CATALOGUE_ROW,
        ("PKT", "TT 01", "Tờ trình", "", "tờ trình", "", 1.5, "", "", ""),
        ("PKT", "bc01", "Báo cáo khác", "", "báo cáo", "", "hai", "", "", ""),
        ("PXX", "X01", "Việc lạ", "", "việc", "", 1, "", "", ""),
        ("PKT", "", "Không mã", "", "việc", "", 0, "", "", ""),
        ("PKT", "H01", "", "", "", "", "=1+1", "x", "12/2026", ""),
        ("PKT", "M01", "Gộp", "", "việc", "", 2, "", "", ""),
        ("PKT", "N01", "Chuẩn lạ", "", "việc", "", 1.23456, "chắc", "", ""),
    ]
    content = made(rows, change=merge("C8:D8"))

    _, found = books.read(content)

    assert [(one.ref, one.code) for one in found] == [
        ("B3", "catalogue.code-signs"),
        ("B4", "catalogue.twice"),
        ("G4", "sheet.number"),
        ("A5", "sheet.unit"),
        ("B6", "sheet.missing"),
        ("G6", "catalogue.coefficient"),
        ("C7", "sheet.missing"),
        ("E7", "sheet.missing"),
        ("G7", "sheet.formula"),
        ("H7", "catalogue.two-standards"),
        ("I7", "sheet.two-months"),
        ("C8:D8", "sheet.merged"),
        ("G9", "catalogue.places"),
        ("H9", "sheet.yes"),
    ]


def test_decomposed_letters_are_read_like_composed_ones() -> None:
    loose = [unicodedata.normalize("NFD", one) for one in books.CATALOGUE_HEADINGS]
    row = [
        unicodedata.normalize("NFD", one) if isinstance(one, str) else one for one in CATALOGUE_ROW
    ]

    book, found = books.read(
        made([row], headings=loose, title=unicodedata.normalize("NFD", "Danh mục"))
    )

    assert found == []
    assert book.sheets[0].rows[0].cells["name"].value == "Báo cáo tuần"


def test_a_writer_may_leave_the_own_unit_out_and_name_no_other() -> None:
    rows = [other(CATALOGUE_ROW, 0, None), other(CATALOGUE_NEXT, 0, "PVHXH")]

    _, found = books.read(made(rows), only=["PKT"])

    assert [told(one) for one in found] == [
        ("A3", "Đơn vị", "PVHXH", "sheet.unit-not-yours"),
    ]
