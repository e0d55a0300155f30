"""Tables of a workbook as values: rows of cells with their places, and every fault named by them.

What a cell may be is decided here; what a file may be is decided where files are opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from core import amounts, errors
from core.calendar import ZONE, due_at
from core.months import Month
from core.text import composed, folded

CATALOGUE: Final = "catalogue"
PLAN: Final = "plan"
UNITS: Final = "units"
STAFF: Final = "staff"
CHARGES: Final = "charges"
DELEGATIONS: Final = "delegations"
ABSENCES: Final = "absences"
ROSTER: Final = (UNITS, STAFF, CHARGES, DELEGATIONS, ABSENCES)
"""The sheets of one roster, in the order in which they refer to each other."""

MERGED: Final = "sheet.merged"
"""Noted once for the whole area, not again for each of its cells."""

YES = frozenset({"x", "v", "✓", "✔", "1", "co", "true", "yes", "chuan"})
NO = frozenset({"", "0", "khong", "false", "no", "-"})

Value = str | int | Decimal | date | datetime | bool | None

_DATE = re.compile(
    r"(?:ngay )?(\d{1,2}) ?[/.-] ?(\d{1,2})(?: ?[/.-] ?(\d{4}))?"
    r"(?:,? (?:luc )?(\d{1,2}) ?(?:h|:|g|gio) ?(\d{2})?)?"
)
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00(?::00)?)?")
_TYPED_DAY = re.compile(
    r"(?:ngay )?(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})(?: 0?0:00(?::00)?)?"
)
_MONTH = re.compile(r"(?:thang )?(\d{1,2}) ?[/.-] ?(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """*ref* is the place as Excel names it, *column* the heading as it is written there.

    *fault* is the code of what makes its value unusable whatever stands there (a formula).
    """

    ref: str
    column: str
    value: Value
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """*number* counts as Excel does, from 1. *cells* by the key of the column."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFault:
    """What is wrong where; *ref* and *column* are empty for a whole sheet or the whole file."""

    sheet: str
    ref: str
    column: str
    value: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table. *kind* is :data:`CATALOGUE`, :data:`PLAN` or one of :data:`ROSTER`."""

    kind: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A whole workbook: what could not be taken (*faults*), what was taken all the same but is
    worth a word (*warnings*: hidden rows, unknown columns).
    """

    name: str
    sheets: tuple[Sheet, ...]
    faults: tuple[SheetFault, ...] = ()
    warnings: tuple[SheetFault, ...] = ()


def in_order(faults: Iterable[SheetFault]) -> tuple[SheetFault, ...]:
    """As one reads: sheet after sheet, row after row; what is wrong with a whole sheet first."""
    found = list(faults)
    sheets = list(dict.fromkeys(one.sheet for one in found))

    def key(one: SheetFault) -> tuple[int, int, int, str]:
        match = _PLACE.match(one.ref)
        row, letters = (int(match[2]), match[1]) if match else (0, "")
        return sheets.index(one.sheet), row, len(letters), letters

    return tuple(sorted(found, key=key))


class Reading:
    """Reads the cells of one row; every fault is noted, none raised."""

    def __init__(self, sheet: str, row: Row, faults: list[SheetFault]) -> None:
        self.sheet = sheet
        self.row = row
        self._faults = faults
        self._wrong = 0

    @property
    def is_sound(self) -> bool:
        """Nothing was wrong so far with this row."""
        merged = any(one.fault == MERGED for one in self.row.cells.values())
        return not merged and self._wrong == 0

    def wrong(self, key: str, code: str, **facts: object) -> None:
        """*key* is the column's; in a sheet without it the fault names the row."""
        cell = self.row.cells.get(key)
        self._wrong += 1
        self._faults.append(
            SheetFault(
                sheet=self.sheet,
                ref=cell.ref if cell else f"A{self.row.number}",
                column=cell.column if cell else "",
                value=shown(cell.value) if cell else "",
                code=code,
                facts=facts,
            )
        )

    def value(self, key: str) -> Value:
        """``None`` also for a cell that has a fault of its own, which is noted."""
        cell = self.row.cells.get(key)
        if cell is None:
            return None
        if cell.fault:
            if cell.fault != MERGED:
                self.wrong(key, cell.fault)
            return None
        return cell.value

    def is_empty(self, key: str) -> bool:
        cell = self.row.cells.get(key)
        return cell is None or (not cell.fault and cell.value in {None, ""})

    def text(self, key: str, *, required: bool = False, in_lines: bool = False) -> str:
        """In one line, unless the lines of a cell say something (*in_lines*)."""
        value = self.value(key)
        said = "" if value is None else shown(value)
        said = said if in_lines else " ".join(said.split())
        if required:
            self._need(key)
        return said

    def _need(self, key: str) -> None:
        """A column that is not there at all was noted once, for the sheet."""
        if key not in self.row.cells:
            self._wrong += 1
        elif self.is_empty(key):
            self.wrong(key, "sheet.missing")

    def decimal(self, key: str) -> Decimal | None:
        """``"1,5"`` as text, or a number; never a date."""
        value = self.value(key)
        if self.is_empty(key):
            self.wrong(key, "sheet.missing")
            return None
        if value is None:
            return None
        try:
            return amounts.number(value, key)
        except errors.BadInput:
            self.wrong(key, "sheet.number")
            return None

    def whole(self, key: str, most: int) -> int | None:
        """From 1 to *most*."""
        found = self.decimal(key)
        if found is None:
            return None
        if found != found.to_integral_value():
            self.wrong(key, "sheet.whole")
        elif not 1 <= found <= most:
            self.wrong(key, "sheet.range", most=most)
        else:
            return int(found)
        return None

    def yes(self, key: str) -> bool:
        value = self.value(key)
        said = folded("" if value is None else str(value))
        if said not in YES | NO:
            self.wrong(key, "sheet.yes")
        return said in YES

    def month(self, key: str) -> Month | None:
        """``11/2026``, ``2026-11`` or a date within the month; ``None`` where empty."""
        value = self.value(key)
        if value is None or value == "":
            return None
        found = month_of(value)
        if found is None:
            self.wrong(key, "sheet.month")
        return found

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A date of Excel, or ``dd/mm/yyyy``, ``dd-mm-yyyy``, ``dd.mm.yyyy``, ``yyyy-mm-dd``."""
        if self.is_empty(key):
            if required:
                self._need(key)
            return None
        value = self.value(key)
        if isinstance(value, (int, Decimal)):
            self.wrong(key, "sheet.date-number")
            return None
        found = day_of(value)
        if found is None and value is not None:
            self.wrong(key, "sheet.date")
        return found

    def due(self, key: str, within: tuple[datetime, datetime]) -> datetime | None:
        """The exclusive instant. A year that was not written is one of *within*, if any fits."""
        if self.is_empty(key):
            self.wrong(key, "sheet.missing")
            return None
        value = self.value(key)
        if value is None:
            return None
        if isinstance(value, (int, Decimal)):
            self.wrong(key, "sheet.date-number")
            return None
        start, end = within
        found = [due_of(value, year) for year in dict.fromkeys((end.year, start.year))]
        known = [one for one in found if one is not None]
        if not known:
            self.wrong(key, "sheet.date")
        return next((one for one in known if start < one <= end), known[0] if known else None)


def month_of(value: Value) -> Month | None:
    if isinstance(value, date):
        return Month(value.year, value.month)
    if not isinstance(value, str):
        return None
    match = _MONTH.fullmatch(folded(value))
    try:
        return Month.parse(f"{match[2]}-{int(match[1]):02d}" if match else value)
    except errors.BadInput:
        return None


def day_of(value: Value) -> date | None:
    """``None`` for what is no day of a year, which is always written."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if not isinstance(value, str):
        return None
    said = folded(value)
    iso, typed = _ISO_DATE.fullmatch(said), _TYPED_DAY.fullmatch(said)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(typed[3]), int(typed[2]), int(typed[1])) if typed else None
    except ValueError:
        return None


def due_of(value: Value, year: int) -> datetime | None:
    """A day closes at its end; a day with an hour closes then. ``None`` for what is no date."""
    if isinstance(value, datetime) and value.time() != time(0):
        return value.replace(tzinfo=ZONE)
    if isinstance(value, date):
        return due_at(value.date() if isinstance(value, datetime) else value)
    if not isinstance(value, str):
        return None
    said = folded(value)
    try:
        if iso := _ISO_DATE.fullmatch(said):
            return due_at(date(int(iso[1]), int(iso[2]), int(iso[3])))
        match = _DATE.fullmatch(said)
        return _typed_due(match, year) if match else None
    except (ValueError, OverflowError):
        return None


def _typed_due(match: re.Match[str], year: int) -> datetime:
    """*ValueError* for a day or an hour that does not exist."""
    day = date(int(match[3] or year), int(match[2]), int(match[1]))
    hour, minute = int(match[4] or 24), int(match[5] or 0)
    if (hour, minute) == (24, 0):
        return due_at(day)
    return datetime.combine(day, time(hour, minute), ZONE)


def shown(value: Value) -> str:
    """What stands in a cell, as it is quoted back: ``dd/mm/yyyy``, a comma for decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() != time(0):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return composed(str(value)).strip()
