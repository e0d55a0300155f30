"""What people do to a sheet and is read all the same: the order of columns, hidden rows, other words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import reading
from core import catalogue_sheet, plan_sheet
from core.calendar import ZONE
from core.months import Month
from core.sheets import CATALOGUE, PLAN, Value
from tests.documents import books
from tests.documents.books import CATALOGUE_NEXT, CATALOGUE_ROW, PLAN_ROW, made, planned


def warned(content: bytes) -> list[tuple[str, str, str]]:
    book, found = books.read(content)
    assert found == []
    return [(one.sheet, one.code, one.value) for one in book.warnings]


def coefficients(content: bytes) -> list[Decimal]:
    book, found = books.read(content)
    assert found == []
    ((part,), _) = catalogue_sheet.read(book.sheets[0], books.ORGANISATION.units)
    return [one.coefficient for one in part.items]


def test_the_order_of_columns_is_free_and_headings_are_compared_without_marks() -> None:
    headings = [one.upper().replace("Đ", "D") for one in reversed(books.CATALOGUE_HEADINGS)]
    rows = [tuple(reversed(CATALOGUE_ROW)), tuple(reversed(CATALOGUE_NEXT))]

    book, found = books.read(made(rows, headings=headings))

    assert found == []
    ((part,), _) = catalogue_sheet.read(book.sheets[0], books.ORGANISATION.units)
    assert (part.unit, part.valid_from, len(part.items)) == ("PKT", Month(2026, 11), 2)
    assert [one.code for one in part.items if one.standard] == ["BC01"]


def test_unknown_columns_and_sheets_are_ignored_with_a_word() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["K1"], sheet["K2"] = "Ghi chú riêng", "gì đó"
        other = sheet.parent.create_sheet("Nháp")
        other.append(["a"])
        other.append(["b"])

    assert warned(made(change=change)) == [
        ("Danh mục", "sheet.columns-ignored", "Ghi chú riêng"),
        ("Nháp", "sheet.ignored", ""),
    ]


def test_hidden_rows_columns_and_sheets_are_read_with_a_word() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions.group("F", "G", hidden=True)
        sheet.parent.create_sheet("Khác")
        sheet.sheet_state = "hidden"

    content = made(change=change)

    assert warned(content) == [
        ("Danh mục", "sheet.hidden", ""),
        ("Danh mục", "sheet.hidden-rows", "3"),
        ("Danh mục", "sheet.hidden-columns", "F (Nhóm phức tạp), G (Hệ số)"),
    ]
    assert coefficients(content) == [Decimal(1), Decimal("1.5")]


def test_a_title_above_the_headings_may_be_merged() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        sheet["A1"] = "DANH MỤC CÔNG VIỆC"
        sheet.merge_cells("A1:J1")

    book, found = books.read(made(change=change))

    assert found == []
    assert [row.number for row in book.sheets[0].rows] == [4, 5]


def test_empty_rows_between_are_nothing() -> None:
    book, found = books.read(made([CATALOGUE_ROW, ("", " ", None), CATALOGUE_NEXT]))

    assert found == []
    assert [row.number for row in book.sheets[0].rows] == [2, 4]


def test_example_rows_are_left_out_with_a_word() -> None:
    example = (*CATALOGUE_ROW[:2], "Báo cáo tuần (mẫu)", *CATALOGUE_ROW[3:])

    assert warned(made([example, CATALOGUE_ROW, CATALOGUE_NEXT])) == [
        ("Danh mục", "sheet.examples", "2")
    ]


def test_a_sheet_of_another_name_is_known_by_its_headings() -> None:
    assert books.read(made(title="Sheet1"))[0].sheets[0].kind == CATALOGUE
    assert books.read(made([PLAN_ROW], title="Sheet1", headings=books.PLAN_HEADINGS))[0].sheets[
        0
    ].kind == (PLAN)


def test_a_book_without_any_table_of_ours_is_said_to_be_so() -> None:
    book = Workbook()
    book.worksheets[0].append(["Họ tên", "Lương"])
    book.worksheets[0].append(["A", 1])

    _, found = books.read(books.packed(book))

    assert [(one.code, one.value) for one in found] == [
        (
            "book.no-sheet",
            "Danh mục, Kế hoạch tháng, Đơn vị, Nhân sự, Phụ trách lĩnh vực, Ủy quyền, Nghỉ",
        )
    ]


def test_missing_columns_are_named() -> None:
    headings = [one for one in books.CATALOGUE_HEADINGS if one not in {"Mã", "Hệ số"}]
    rows = [[one for at, one in enumerate(CATALOGUE_ROW) if at not in {1, 6}]]

    book = reading.book("tep.xlsx", made(rows, headings=headings))

    assert [(one.code, one.value) for one in book.faults] == [
        ("sheet.column-missing", "Mã"),
        ("sheet.column-missing", "Hệ số"),
    ]


def test_a_sheet_without_headings_is_told_which_it_needs() -> None:
    book = reading.book("tep.xlsx", made([], headings=["a", "b"]))

    assert [one.code for one in book.faults] == ["sheet.no-headings"]
    assert "Tên công việc" in book.faults[0].value


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        (" 2 ", "2"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (1.125, "1.125"),
        (3, "3"),
        (3.0, "3"),
    ],
)
def test_numbers_are_exact_as_they_are_shown(typed: Value | float, exact: str) -> None:
    row = (*CATALOGUE_NEXT[:6], typed, *CATALOGUE_NEXT[7:])

    assert coefficients(made([CATALOGUE_ROW, row])) == [Decimal(1), Decimal(exact)]


def test_a_code_that_excel_keeps_as_a_number_is_read_as_it_is_shown() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B3"].value, sheet["B3"].number_format = 7, "000"

    book, found = books.read(made(change=change))

    assert found == []
    ((part,), _) = catalogue_sheet.read(book.sheets[0], books.ORGANISATION.units)
    assert [one.code for one in part.items] == ["BC01", "007"]


@pytest.mark.parametrize("mark", ["x", "X", "có", "✓", "1", 1, True])
def test_the_standard_unit_is_marked_in_many_ways(mark: Value) -> None:
    book, found = books.read(made([(*CATALOGUE_ROW[:7], mark, *CATALOGUE_ROW[8:])]))

    assert found == []
    ((part,), _) = catalogue_sheet.read(book.sheets[0], books.ORGANISATION.units)
    assert part.items[0].standard


DAY_16 = dt.datetime(2026, 11, 16, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        (dt.datetime(2026, 11, 15), DAY_16),  # noqa: DTZ001 as Excel keeps it
        (dt.date(2026, 11, 15), DAY_16),
        ("15/11/2026", DAY_16),
        ("15-11-2026", DAY_16),
        ("15.11.2026", DAY_16),
        ("15/11", DAY_16),
        ("ngày 15/11", DAY_16),
        ("2026-11-15", DAY_16),
        ("15/11/2026 24h", DAY_16),
        (dt.datetime(2026, 11, 15, 16, 30), dt.datetime(2026, 11, 15, 16, 30, tzinfo=ZONE)),  # noqa: DTZ001
        ("15/11/2026 16h30", dt.datetime(2026, 11, 15, 16, 30, tzinfo=ZONE)),
        ("15/11/2026 16:30", dt.datetime(2026, 11, 15, 16, 30, tzinfo=ZONE)),
        ("24/11/2026", dt.datetime(2026, 11, 25, tzinfo=ZONE)),
    ],
)
def test_a_due_day_closes_at_its_end_and_one_with_an_hour_then(
    typed: object, due: dt.datetime
) -> None:
    book, found = books.read(planned([(*PLAN_ROW[:6], typed, *PLAN_ROW[7:])]))

    assert found == []
    ((part,), _) = plan_sheet.read(book.sheets[0], books.known())
    assert part.lines[0].due == due


@pytest.mark.parametrize(
    ("person", "people"),
    [
        ("CV_KT1", ("CV_KT1",)),
        ("cv_kt1", ("CV_KT1",)),
        ("CV_KT1 Tên CV_KT1", ("CV_KT1",)),
        ("CV_KT1 + CV_KT2", ("CV_KT1", "CV_KT2")),
        ("CV_KT1; CV_KT2", ("CV_KT1", "CV_KT2")),
        ("CV_KT1\nCV_KT2", ("CV_KT1", "CV_KT2")),
    ],
)
def test_people_are_named_by_code_or_name(person: str, people: tuple[str, ...]) -> None:
    book, found = books.read(planned([(*PLAN_ROW[:2], person, *PLAN_ROW[3:])]))

    assert found == []
    ((part,), _) = plan_sheet.read(book.sheets[0], books.known())
    assert part.lines[0].people == people


@pytest.mark.parametrize("work", ["Tờ trình", "to trinh", "  TỜ  TRÌNH "])
def test_an_item_is_named_by_its_whole_name_where_no_code_is_given(work: str) -> None:
    row = (*PLAN_ROW[:3], None, work, *PLAN_ROW[5:])

    book, found = books.read(planned([row]))

    assert found == []
    ((part,), _) = plan_sheet.read(book.sheets[0], books.known())
    assert part.lines[0].item == "TT01"


def test_a_unit_is_named_by_its_name_too() -> None:
    row = ("phong kinh te, ha tang va do thi", *CATALOGUE_ROW[1:])

    book, found = books.read(made([row]))

    assert found == []
    ((part,), _) = catalogue_sheet.read(book.sheets[0], books.ORGANISATION.units)
    assert part.unit == "PKT"
