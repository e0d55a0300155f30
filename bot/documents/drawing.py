"""How a workbook that is given out looks: headings, widths, lists to choose from, a guide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
_SHAPES = {
    "due": "dd/mm/yyyy",
    "month": "@",
    "code": "@",
    "phone": "@",
    "coefficient": "0.###",
    "valid_from": "dd/mm/yyyy",
    "valid_to": "dd/mm/yyyy",
    "first": "dd/mm/yyyy",
    "last": "dd/mm/yyyy",
}

Written = str | int | Decimal | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Values offered in a column, or those of the cells that *source* names. *strict*: nothing
    else is taken by Excel.
    """

    key: str
    title: str
    values: Sequence[str] = ()
    strict: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet. *beside*: names shown next to the codes of a choice, with their heading."""

    layout: Layout
    rows: Sequence[Mapping[str, Written]]
    choices: Sequence[Choice]
    is_example: bool = False
    beside: Mapping[str, tuple[str, Sequence[str]]] = field(default_factory=dict)


def book(tables: Sequence[Table], guide: Sequence[str]) -> bytes:
    """The sheets in their order, then what may be chosen in them, then the guide."""
    made = Workbook()
    made.remove(made.worksheets[0])
    drawn = [(_drawn(made, table), table) for table in tables]
    lists = made.create_sheet(LISTS)
    at = 0
    for sheet, table in drawn:
        at = _lists(lists, at, sheet, table)
    if at == 0:
        made.remove(lists)
    lists.freeze_panes = "A2"
    _guide(made, guide)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _drawn(made: Workbook, table: Table) -> Worksheet:
    layout, sheet = table.layout, made.create_sheet(table.layout.title)
    _headings(sheet, layout)
    font = _EXAMPLE if table.is_example else _FONT
    widths = {column.key: column.width for column in layout.columns}
    for number, row in enumerate(table.rows, 2):
        for at, column in enumerate(layout.columns, 1):
            cell = sheet.cell(number, at)
            put(cell, row.get(column.key))
            cell.font = font
            cell.border = _BOX
            cell.alignment = _WRAP if column.width >= WIDE else _SHORT
            _shape(cell, column.key)
        sheet.row_dimensions[number].height = _height(
            (str(value or ""), widths.get(key, WIDE)) for key, value in row.items()
        )
    _columns(sheet, layout)
    return sheet


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


def _lists(lists: Worksheet, at: int, sheet: Worksheet, table: Table) -> int:
    """What may be chosen, a column each from *at* on, with names beside codes so that people
    find them; the last column used.
    """
    keys = [column.key for column in table.layout.columns]
    last = max(ROWS, 2 * len(table.rows))
    for choice in table.choices:
        if choice.values:
            at += 1
            letter = get_column_letter(at)
            _listed(lists, at, choice.title, choice.values)
            source = f"'{LISTS}'!${letter}$2:${letter}${len(choice.values) + 1}"
        elif choice.source:
            source = choice.source
        else:
            continue
        rule = DataValidation(
            type="list", formula1=source, allow_blank=True, showErrorMessage=choice.strict
        )
        column = get_column_letter(keys.index(choice.key) + 1)
        rule.add(f"{column}2:{column}{last}")
        sheet.add_data_validation(rule)
        if choice.key in table.beside:
            at += 1
            _listed(lists, at, *table.beside[choice.key])
    return at


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
