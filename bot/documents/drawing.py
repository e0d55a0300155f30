"""How a workbook that is given out looks: headings, widths, lists to choose from, a guide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.columns import GUIDE, LISTS, Layout

ROWS = 500
"""How far down lists to choose from and shapes of cells reach."""
WIDE = 20
"""Columns from this width on hold sentences; narrower ones are centred."""
LINE_POINTS = 17
GUIDE_WIDTH = 95

_FONT = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)
_WHITE = Font(name="Times New Roman", size=12, bold=True, color="FFFFFF")
_EXAMPLE = Font(name="Times New Roman", size=12, italic=True, color="7F7F7F")
_HEAD = PatternFill("solid", start_color="1F4E79")
_NEEDED = PatternFill("solid", start_color="C00000")
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAP = Alignment(wrap_text=True, vertical="top")
_SHORT = Alignment(wrap_text=True, vertical="top", horizontal="center")
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_SHAPES = {"due": "dd/mm/yyyy", "month": "@", "code": "@", "coefficient": "0.###"}

Written = str | int | Decimal | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Values offered in a column. *strict*: nothing else is taken by Excel."""

    key: str
    title: str
    values: Sequence[str]
    strict: bool = False


def book(
    layout: Layout,
    rows: Iterable[Mapping[str, Written]],
    choices: Sequence[Choice],
    guide: Sequence[str],
    *,
    is_example: bool,
    beside: Mapping[str, tuple[str, Sequence[str]]] | None = None,
) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = layout.title
    _headings(sheet, layout)
    for number, row in enumerate(rows, 2):
        for at, column in enumerate(layout.columns, 1):
            cell = sheet.cell(number, at)
            put(cell, row.get(column.key))
            cell.font = _EXAMPLE if is_example else _FONT
            cell.border = _BOX
            cell.alignment = _WRAP if column.width >= WIDE else _SHORT
            _shape(cell, column.key)
        widths = {column.key: column.width for column in layout.columns}
        sheet.row_dimensions[number].height = _height(
            (str(value or ""), widths.get(key, WIDE)) for key, value in row.items()
        )
    _columns(sheet, layout)
    offered = [choice for choice in choices if choice.values]
    if offered:
        _lists(made, sheet, layout, offered, beside or {})
    _guide(made, guide)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def put(cell: Cell, value: Written) -> None:
    """Text that begins like a formula is kept as text, in every program that opens it."""
    if isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else value
        return
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.value = value
    if isinstance(value, str) and value.startswith(_FORMULA_SIGNS):
        cell.data_type = "s"
        cell.quotePrefix = True


def _shape(cell: Cell, key: str) -> None:
    if key == "due" and isinstance(cell.value, datetime) and cell.value.hour:
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif key in _SHAPES:
        cell.number_format = _SHAPES[key]


def _headings(sheet: Worksheet, layout: Layout) -> None:
    for at, column in enumerate(layout.columns, 1):
        cell = sheet.cell(1, at, column.heading)
        cell.font, cell.border, cell.alignment = _WHITE, _BOX, _MIDDLE
        cell.fill = _NEEDED if column.required else _HEAD
    sheet.row_dimensions[1].height = 2 * LINE_POINTS
    sheet.freeze_panes = "A2"
    _on_paper(sheet)
    sheet.print_title_rows = "1:1"


def _on_paper(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _height(texts: Iterable[tuple[str, int]]) -> int:
    """Of a row, for the longest of its texts in a column of so many characters: programs do not
    all make room for wrapped text by themselves.
    """
    lines = max((-(-len(text) * 20 // (23 * width)) for text, width in texts), default=1)
    return LINE_POINTS * max(1, lines)


def _columns(sheet: Worksheet, layout: Layout) -> None:
    for at, column in enumerate(layout.columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(at)]
        dimension.width = column.width
        if column.key in _SHAPES:  # so that what is typed below keeps its shape
            dimension.number_format = _SHAPES[column.key]


def _lists(
    book: Workbook,
    sheet: Worksheet,
    layout: Layout,
    choices: Sequence[Choice],
    beside: Mapping[str, tuple[str, Sequence[str]]],
) -> None:
    """A sheet of what may be chosen, with names beside codes so that people find them."""
    lists = book.create_sheet(LISTS)
    at = 0
    for choice in choices:
        at += 1
        letter = get_column_letter(at)
        _listed(lists, at, choice.title, choice.values)
        rule = DataValidation(
            type="list",
            formula1=f"'{LISTS}'!${letter}$2:${letter}${len(choice.values) + 1}",
            allow_blank=True,
            showErrorMessage=choice.strict,
        )
        keys = [column.key for column in layout.columns]
        column = get_column_letter(keys.index(choice.key) + 1)
        rule.add(f"{column}2:{column}{ROWS}")
        sheet.add_data_validation(rule)
        if choice.key in beside:
            at += 1
            _listed(lists, at, *beside[choice.key])
    lists.freeze_panes = "A2"


def _listed(lists: Worksheet, at: int, title: str, values: Sequence[str]) -> None:
    heading = lists.cell(1, at, title)
    heading.font, heading.fill, heading.border = _WHITE, _HEAD, _BOX
    for number, value in enumerate(values, 2):
        cell = lists.cell(number, at)
        put(cell, value)
        cell.font, cell.border = _FONT, _BOX
    widest = max((len(value) for value in (title, *values)), default=10)
    lists.column_dimensions[get_column_letter(at)].width = min(60, widest + 4)


def _guide(book: Workbook, lines: Sequence[str]) -> None:
    sheet = book.create_sheet(GUIDE)
    sheet.column_dimensions["A"].width = GUIDE_WIDTH
    _on_paper(sheet)
    for number, said in enumerate(lines, 1):
        cell = sheet.cell(number, 1)
        put(cell, said)
        cell.font = _BOLD if number == 1 else _FONT
        cell.alignment = _WRAP
        sheet.row_dimensions[number].height = _height([(said, GUIDE_WIDTH)])
