"""Workbooks with one fault each, and how it must be told: (cell, column, value, code)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests.documents import books
from tests.documents.books import CATALOGUE_NEXT, CATALOGUE_ROW, DUE, PLAN_ROW, made, planned


def other(row: tuple[Any, ...], at: int, value: object) -> tuple[Any, ...]:
    return (*row[:at], value, *row[at + 1 :])


def merge(area: str) -> books.Change:
    return lambda sheet: sheet.merge_cells(area)


def put(cell: str, value: object) -> books.Change:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value

    return change


def error(sheet: Worksheet) -> None:
    sheet["G3"].value = "#REF!"
    sheet["G3"].data_type = "e"


CATALOGUE_FAULTS: dict[str, tuple[bytes, tuple[str, str, str, str]]] = {
    "no unit": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 0, None)]),
        ("A3", "Đơn vị", "", "sheet.missing"),
    ),
    "unknown unit": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 0, "PXX")]),
        ("A3", "Đơn vị", "PXX", "sheet.unit"),
    ),
    "no code": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 1, "  ")]),
        ("B3", "Mã", "", "sheet.missing"),
    ),
    "a code with a space": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 1, "TT 01")]),
        ("B3", "Mã", "TT 01", "catalogue.code-signs"),
    ),
    "a long code": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 1, "T" * 21)]),
        ("B3", "Mã", "T" * 21, "catalogue.code"),
    ),
    "a code twice": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 1, "bc01")]),
        ("B3", "Mã", "bc01", "catalogue.twice"),
    ),
    "no name": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 2, None)]),
        ("C3", "Tên công việc", "", "sheet.missing"),
    ),
    "a long name": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 2, "x" * 301)]),
        ("C3", "Tên công việc", "x" * 301, "catalogue.text-long"),
    ),
    "nothing counted": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 4, None)]),
        ("E3", "Đơn vị tính", "", "sheet.missing"),
    ),
    "no coefficient": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 6, None)]),
        ("G3", "Hệ số", "", "sheet.missing"),
    ),
    "a word for a coefficient": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 6, "cao")]),
        ("G3", "Hệ số", "cao", "sheet.number"),
    ),
    "a date for a coefficient": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 6, DUE)]),
        ("G3", "Hệ số", "15/11/2026", "sheet.number"),
    ),
    "coefficient 0": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 6, 0)]),
        ("G3", "Hệ số", "0", "catalogue.coefficient"),
    ),
    "a negative coefficient": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 6, -1)]),
        ("G3", "Hệ số", "-1", "catalogue.coefficient"),
    ),
    "a coefficient above 100": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 6, "100,5")]),
        ("G3", "Hệ số", "100,5", "catalogue.coefficient"),
    ),
    "too many places": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 6, 1.2345)]),
        ("G3", "Hệ số", "1,2345", "catalogue.places"),
    ),
    "a formula": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 6, "=1+1")]),
        ("G3", "Hệ số", "=1+1", "sheet.formula"),
    ),
    "a cell in error": (made(change=error), ("G3", "Hệ số", "#REF!", "sheet.error")),
    "another word in Chuẩn": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 7, "có lẽ")]),
        ("H3", "Chuẩn", "có lẽ", "sheet.yes"),
    ),
    "two standard units": (
        made([CATALOGUE_ROW, other(other(CATALOGUE_NEXT, 7, "x"), 6, 1)]),
        ("H3", "Chuẩn", "x", "catalogue.two-standards"),
    ),
    "a standard unit that is not 1": (
        made([other(CATALOGUE_ROW, 6, 2), CATALOGUE_NEXT]),
        ("G2", "Hệ số", "2", "catalogue.standard-not-1"),
    ),
    "no standard unit": (
        made([other(other(CATALOGUE_ROW, 6, 2), 7, None), CATALOGUE_NEXT]),
        ("", "", "", "catalogue.no-standard"),
    ),
    "a month that is none": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 8, "13/2026")]),
        ("I3", "Áp dụng từ tháng", "13/2026", "sheet.month"),
    ),
    "a bare number for a month": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 8, 11)]),
        ("I3", "Áp dụng từ tháng", "11", "sheet.month"),
    ),
    "two months": (
        made([CATALOGUE_ROW, other(CATALOGUE_NEXT, 8, "12/2026")]),
        ("I3", "Áp dụng từ tháng", "12/2026", "sheet.two-months"),
    ),
    "merged cells": (made(change=merge("A2:A3")), ("A2:A3", "Đơn vị", "PKT", "sheet.merged")),
    "a row merged across": (
        made([CATALOGUE_ROW, CATALOGUE_NEXT, ("I. Báo cáo",)], change=merge("A4:J4")),
        ("A4:J4", "Đơn vị", "I. Báo cáo", "sheet.merged"),
    ),
    "two columns of one heading": (
        made(
            [(*CATALOGUE_ROW, "x"), (*CATALOGUE_NEXT, "x")],
            headings=(*books.CATALOGUE_HEADINGS, "mã"),
        ),
        ("K1", "mã", "mã", "sheet.twice"),
    ),
    "no rows": (made([]), ("", "", "", "sheet.empty")),
}

PLAN_FAULTS: dict[str, tuple[bytes, tuple[str, str, str, str]]] = {
    "no month": (planned([other(PLAN_ROW, 1, None)]), ("B2", "Tháng", "", "sheet.missing")),
    "a closed month": (
        planned([other(PLAN_ROW, 1, "09/2026")]),
        ("B2", "Tháng", "09/2026", "plan.month-past"),
    ),
    "a far month": (
        planned([other(PLAN_ROW, 1, "2027-01")]),
        ("B2", "Tháng", "2027-01", "plan.month-far"),
    ),
    "nobody": (
        planned([other(PLAN_ROW, 2, None)]),
        ("C2", "Người thực hiện", "", "sheet.missing"),
    ),
    "an unknown person": (
        planned([other(PLAN_ROW, 2, "P999")]),
        ("C2", "Người thực hiện", "P999", "sheet.person"),
    ),
    "a person of another unit": (
        planned([other(PLAN_ROW, 2, "CV_VX")]),
        ("C2", "Người thực hiện", "CV_VX", "sheet.person-elsewhere"),
    ),
    "the same person twice": (
        planned([other(PLAN_ROW, 2, "CV_KT1 + CV_KT1")]),
        ("C2", "Người thực hiện", "CV_KT1 + CV_KT1", "sheet.person-twice"),
    ),
    "no work": (
        planned([other(PLAN_ROW, 3, None)]),
        ("D2", "Mã công việc", "", "sheet.missing"),
    ),
    "an unknown code": (
        planned([other(PLAN_ROW, 3, "XX99")]),
        ("D2", "Mã công việc", "XX99", "sheet.item"),
    ),
    "an item of another unit": (
        planned([other(PLAN_ROW, 3, "VX01")]),
        ("D2", "Mã công việc", "VX01", "sheet.item-other-unit"),
    ),
    "an item of an old version": (
        planned([other(PLAN_ROW, 3, "CU01")]),
        ("D2", "Mã công việc", "CU01", "sheet.item-old"),
    ),
    "a name that is no item": (
        planned([other(other(PLAN_ROW, 3, None), 4, "Báo cáo")]),
        ("E2", "Công việc", "Báo cáo", "sheet.item-name"),
    ),
    "a unit without a catalogue": (
        planned([other(other(PLAN_ROW, 0, "TH1"), 2, "GV_TH")]),
        ("D2", "Mã công việc", "BC01", "sheet.no-catalogue"),
    ),
    "no quantity": (planned([other(PLAN_ROW, 5, None)]), ("F2", "Số lượng", "", "sheet.missing")),
    "quantity 0": (planned([other(PLAN_ROW, 5, 0)]), ("F2", "Số lượng", "0", "sheet.range")),
    "quantity 10.000": (
        planned([other(PLAN_ROW, 5, 10_000)]),
        ("F2", "Số lượng", "10000", "sheet.range"),
    ),
    "quantity 2,5": (planned([other(PLAN_ROW, 5, 2.5)]), ("F2", "Số lượng", "2,5", "sheet.whole")),
    "a negative quantity": (
        planned([other(PLAN_ROW, 5, -3)]),
        ("F2", "Số lượng", "-3", "sheet.range"),
    ),
    "a truth for a quantity": (
        planned([other(PLAN_ROW, 5, True)]),
        ("F2", "Số lượng", "True", "sheet.number"),
    ),
    "no due": (planned([other(PLAN_ROW, 6, None)]), ("G2", "Hạn", "", "sheet.missing")),
    "a day that does not exist": (
        planned([other(PLAN_ROW, 6, "31/02/2026")]),
        ("G2", "Hạn", "31/02/2026", "sheet.date"),
    ),
    "a word for a day": (
        planned([other(PLAN_ROW, 6, "cuối tháng")]),
        ("G2", "Hạn", "cuối tháng", "sheet.date"),
    ),
    "a date serial without its shape": (
        planned([other(PLAN_ROW, 6, 46341)]),
        ("G2", "Hạn", "46341", "sheet.date-number"),
    ),
    "an hour for a day": (
        planned([other(PLAN_ROW, 6, dt.time(16, 30))]),
        ("G2", "Hạn", "16:30:00", "sheet.date"),
    ),
    "a due outside the window": (
        planned([other(PLAN_ROW, 6, "25/11/2026")]),
        ("G2", "Hạn", "25/11/2026", "plan.window"),
    ),
    "a due in the past": (
        planned([other(other(PLAN_ROW, 1, "10/2026"), 6, "21/10/2026")]),
        ("G2", "Hạn", "21/10/2026", "plan.due-past"),
    ),
    "a long expectation": (
        planned([other(PLAN_ROW, 7, "x" * 501)]),
        ("H2", "Kết quả mong đợi", "x" * 501, "sheet.text-long"),
    ),
    "a formula": (
        planned(change=put("F2", "=SUM(F3:F9)")),
        ("F2", "Số lượng", "=SUM(F3:F9)", "sheet.formula"),
    ),
    "merged cells": (
        planned([PLAN_ROW, PLAN_ROW], change=merge("C2:C3")),
        ("C2:C3", "Người thực hiện", "CV_KT1", "sheet.merged"),
    ),
}
