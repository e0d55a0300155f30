"""A workbook's tables as values, with every fault of form and every oddity named by its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents import opening
from bot.documents.columns import GUIDE, LAYOUTS, LISTS, Layout
from core import errors
from core.sheets import MERGED, Book, Cell, Row, Sheet, SheetFault, Value, shown
from core.text import composed, folded

HEADING_WITHIN = 20
FEWEST_HEADINGS = 3
MOST_WARNED = 12
SIGNIFICANT = 15
"""Digits that Excel itself keeps and shows of a number."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the table stands: the row of headings, and the key of each known column."""

    layout: Layout
    heading_row: int
    keys: Mapping[int, str]
    headings: Mapping[int, str]


def book(name: str, content: bytes) -> Book:
    """Whatever *content* is: what is wrong with the whole file is a fault of its own."""
    try:
        opened = opening.workbook(name, content)
    except errors.BadInput as fault:
        refused = SheetFault(
            sheet=name, ref="", column="", value="", code=fault.code, facts=fault.data
        )
        return Book(name=name, sheets=(), faults=(refused,))
    return _read(name, opened)


def _read(name: str, opened: Workbook) -> Book:
    sheets: list[Sheet] = []
    faults: list[SheetFault] = []
    warnings: list[SheetFault] = []
    for worksheet in opened.worksheets:
        layout = _layout_of(worksheet)
        if layout is None:
            if worksheet.title not in {GUIDE, LISTS} and worksheet.max_row > 1:
                warnings.append(_about(worksheet, "sheet.ignored"))
            continue
        reader = _SheetReader(worksheet, layout)
        sheets.append(reader.read())
        faults += reader.faults
        warnings += reader.warnings
    if not sheets:
        titles = ", ".join(one.title for one in LAYOUTS.values())
        faults.append(
            SheetFault(sheet=name, ref="", column="", value=titles, code="book.no-sheet")
        )
    return Book(name=name, sheets=tuple(sheets), faults=tuple(faults), warnings=tuple(warnings))


def _layout_of(worksheet: Worksheet) -> Layout | None:
    """By its name; a sheet of another name by its headings."""
    title = folded(worksheet.title)
    if title in {folded(GUIDE), folded(LISTS)}:
        return None
    for layout in LAYOUTS.values():
        if layout.is_titled(title):
            return layout
    for layout in LAYOUTS.values():
        found = _table(worksheet, layout)
        required = {one.key for one in layout.columns if one.required}
        if found is not None and required <= set(found.keys.values()):
            return layout
    return None


def _table(worksheet: Worksheet, layout: Layout) -> _Table | None:
    best: _Table | None = None
    for number, row in enumerate(_rows(worksheet, min(HEADING_WITHIN, worksheet.max_row)), 1):
        headings = {
            at: composed(str(cell.value)).strip()
            for at, cell in enumerate(row, 1)
            if cell.value is not None and str(cell.value).strip()
        }
        keys = {at: key for at, said in headings.items() if (key := layout.key_of(said))}
        if len(keys) >= FEWEST_HEADINGS and (best is None or len(keys) > len(best.keys)):
            best = _Table(layout, number, keys, headings)
    return best


def _rows(
    worksheet: Worksheet, last: int | None = None
) -> Iterator[tuple[ExcelCell | MergedCell, ...]]:
    yield from worksheet.iter_rows(min_row=1, max_row=last or worksheet.max_row)


def _about(worksheet: Worksheet, code: str, **facts: object) -> SheetFault:
    value = str(facts.pop("value", ""))
    return SheetFault(
        sheet=worksheet.title, ref="", column="", value=value, code=code, facts=facts
    )


class _SheetReader:
    def __init__(self, worksheet: Worksheet, layout: Layout) -> None:
        self.faults: list[SheetFault] = []
        self.warnings: list[SheetFault] = []
        self._worksheet = worksheet
        self._layout = layout
        self._merged: frozenset[tuple[int, int]] = frozenset()

    def read(self) -> Sheet:
        table = _table(self._worksheet, self._layout)
        if table is None:
            wanted = ", ".join(one.heading for one in self._layout.columns)
            self.faults.append(_about(self._worksheet, "sheet.no-headings", value=wanted))
            return self._sheet(())
        self._check_headings(table)
        self._look_at_hidden(table)
        self._refuse_merged(table)
        return self._sheet(tuple(self._data(table)))

    def _sheet(self, rows: tuple[Row, ...]) -> Sheet:
        return Sheet(kind=self._layout.kind, name=self._worksheet.title, rows=rows)

    def _check_headings(self, table: _Table) -> None:
        known = list(table.keys.values())
        for column in self._layout.columns:
            if column.required and column.key not in known:
                self.faults.append(
                    _about(self._worksheet, "sheet.column-missing", value=column.heading)
                )
        for at, key in table.keys.items():
            if key in [other for place, other in table.keys.items() if place < at]:
                self.faults.append(
                    self._at(table, table.heading_row, at, table.headings[at], "sheet.twice")
                )
        unknown = [said for at, said in table.headings.items() if at not in table.keys]
        if unknown:
            self._warn("sheet.columns-ignored", unknown)

    def _look_at_hidden(self, table: _Table) -> None:
        sheet = self._worksheet
        if sheet.sheet_state != "visible":
            self.warnings.append(_about(sheet, "sheet.hidden"))
        rows = [
            str(number)
            for number, one in sorted(sheet.row_dimensions.items())
            if one.hidden and table.heading_row < number <= sheet.max_row
        ]
        if rows:
            self._warn("sheet.hidden-rows", rows)
        columns = [
            f"{get_column_letter(at)} ({table.headings[at]})"
            for at in table.keys
            if self._is_hidden(at)
        ]
        if columns:
            self._warn("sheet.hidden-columns", columns)

    def _is_hidden(self, column: int) -> bool:
        """A range of columns has one entry, under its first letter."""
        return any(
            one.hidden and (one.min or 0) <= column <= (one.max or 0)
            for one in self._worksheet.column_dimensions.values()
        )

    def _refuse_merged(self, table: _Table) -> None:
        """A title merged above the table harms nobody."""
        covered: set[tuple[int, int]] = set()
        for area in sorted(self._worksheet.merged_cells.ranges, key=str):
            columns = [at for at in table.keys if area.min_col <= at <= area.max_col]
            if area.max_row < table.heading_row or not columns:
                continue
            covered |= {
                (row, column)
                for row in range(area.min_row, area.max_row + 1)
                for column in range(area.min_col, area.max_col + 1)
            }
            first = self._worksheet.cell(area.min_row, area.min_col)
            self.faults.append(
                SheetFault(
                    sheet=self._worksheet.title,
                    ref=str(area),
                    column=table.headings.get(columns[0], ""),
                    value=shown(_value(first)),
                    code=MERGED,
                )
            )
        self._merged = frozenset(covered)

    def _data(self, table: _Table) -> Iterator[Row]:
        examples: list[str] = []
        for number, row in enumerate(_rows(self._worksheet), 1):
            if number <= table.heading_row:
                continue
            cells: dict[str, Cell] = {}
            for at, cell in enumerate(row, 1):
                key = table.keys.get(at)
                if key is not None and key not in cells:  # of two columns alike the first
                    cells[key] = self._cell(table, cell, at)
            if all(not one.fault and one.value in {None, ""} for one in cells.values()):
                continue
            marked = cells.get(self._layout.example)
            if marked is not None and shown(marked.value).endswith(self._layout.mark):
                examples.append(str(number))
                continue
            yield Row(number=number, cells=cells)
        if examples:
            self._warn("sheet.examples", examples)

    def _cell(self, table: _Table, cell: ExcelCell | MergedCell, at: int) -> Cell:
        fault, value = "", _value(cell)
        if (cell.row, at) in self._merged:
            fault = MERGED
        elif cell.data_type == "f":
            fault = "sheet.formula"
        elif cell.data_type == "e":
            fault = "sheet.error"
        return Cell(
            ref=f"{get_column_letter(at)}{cell.row}",
            column=table.headings[at],
            value=value,
            fault=fault,
        )

    def _at(self, table: _Table, row: int, at: int, value: str, code: str) -> SheetFault:
        return SheetFault(
            sheet=self._worksheet.title,
            ref=f"{get_column_letter(at)}{row}",
            column=table.headings[at],
            value=value,
            code=code,
        )

    def _warn(self, code: str, names: list[str]) -> None:
        said = ", ".join(names[:MOST_WARNED]) + (" …" if len(names) > MOST_WARNED else "")
        self.warnings.append(_about(self._worksheet, code, value=said))


def _value(cell: ExcelCell | MergedCell) -> Value:
    """Exact: a number as Excel shows it, at most 15 digits; a formula as its text."""
    value = cell.value
    if isinstance(value, str):
        return composed(value).strip()
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return _padded(value, cell.number_format)
    if isinstance(value, float):
        exact = Decimal(f"{value:.{SIGNIFICANT}g}")
        return int(exact) if exact == exact.to_integral_value() else exact
    if isinstance(value, datetime | date):
        return value
    return composed(str(getattr(value, "text", value)))


def _padded(value: int, shape: str) -> Value:
    """A code such as 007 is kept by Excel as 7 with the shape 000."""
    if shape and set(shape) == {"0"} and len(shape) > len(str(value)):
        return str(value).zfill(len(shape))
    return value
