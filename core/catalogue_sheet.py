"""The sheet of catalogues as values: each unit's items, or every fault by its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core import catalogue
from core.catalogue import CatalogueItem
from core.months import Month
from core.people import Unit
from core.sheets import Cell, Reading, Row, Sheet, SheetFault
from core.text import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitItems:
    """What a sheet says of one unit. *valid_from* ``None``: the sheet names no month."""

    unit: str
    items: tuple[CatalogueItem, ...]
    valid_from: Month | None
    document: str
    month_cell: Cell | None


@dataclass(slots=True)
class _Part:
    unit: str
    rows: list[Row]
    items: list[CatalogueItem]
    month: Month | None = None
    document: str = ""
    month_cell: Cell | None = None
    unread: bool = False


def unit_named(units: Sequence[Unit], said: str) -> str | None:
    """A unit's code by its code or its whole name, marks or not; ``None`` for no or two units."""
    wanted = folded(said)
    found = {one.code for one in units if wanted == folded(one.code)}
    found = found or {one.code for one in units if wanted == folded(one.name)}
    return found.pop() if len(found) == 1 else None


def read(
    sheet: Sheet, units: Sequence[Unit], only: Sequence[str] | None = None
) -> tuple[tuple[UnitItems, ...], tuple[SheetFault, ...]]:
    """Parts by unit, and the faults; with any fault the parts are not for use.

    *only*: the units that the sender writes for; a row that names no unit is of the single one.
    """
    faults: list[SheetFault] = []
    parts: dict[str, _Part] = {}
    for row in sheet.rows:
        reading = Reading(sheet.name, row, faults)
        unit = read_unit(reading, units, only)
        item, is_read = _item(reading)
        month = reading.month("month")
        if unit is None:
            continue
        part = parts.setdefault(unit, _Part(unit, [], []))
        if month is not None and part.month not in {None, month}:
            reading.wrong("month", "sheet.two-months", month=part.month)
        if part.month is None and month is not None:
            part.month, part.month_cell = month, row.cells["month"]
        part.document = part.document or reading.text("document")
        part.unread = part.unread or not is_read
        part.rows.append(row)
        part.items.append(item)
    if not sheet.rows:
        faults.append(_whole(sheet, "sheet.empty"))
    for part in parts.values():
        faults += _of_part(sheet, part)
    return tuple(_unit_items(part) for part in parts.values()), tuple(faults)


def _unit_items(part: _Part) -> UnitItems:
    return UnitItems(
        unit=part.unit,
        items=catalogue.with_standard(part.items),
        valid_from=part.month,
        document=part.document,
        month_cell=part.month_cell,
    )


def read_unit(reading: Reading, units: Sequence[Unit], only: Sequence[str] | None) -> str | None:
    """The unit of a row; ``None`` with a fault noted."""
    said = reading.text("unit")
    if not said and only is not None and len(only) == 1:
        return only[0]
    if not said:
        if reading.is_empty("unit"):
            reading.wrong("unit", "sheet.missing")
        return None
    found = unit_named(units, said)
    if found is None:
        reading.wrong("unit", "sheet.unit")
    elif only is not None and found not in only:
        reading.wrong("unit", "sheet.unit-not-yours")
        return None
    return found


def _item(reading: Reading) -> tuple[CatalogueItem, bool]:
    """The item, and whether its coefficient could be read: it has a harmless one otherwise."""
    amount = reading.decimal("coefficient")
    standard = reading.yes("standard")
    item = CatalogueItem(
        code=reading.text("code", required=True),
        name=reading.text("name", required=True),
        output=reading.text("output"),
        unit_of_count=reading.text("unit_of_count", required=True),
        group=reading.text("group"),
        coefficient=amount if amount is not None else Decimal(1) if standard else Decimal(2),
        standard=standard,
    )
    return item, amount is not None


_NOTED_BEFORE = frozenset({"catalogue.text"})


def _of_part(sheet: Sheet, part: _Part) -> list[SheetFault]:
    """The rules of a whole catalogue, each fault at its cell; empty cells were noted before."""
    found: list[SheetFault] = []
    items = catalogue.with_standard(part.items)
    for fault in catalogue.faults(items):
        if fault.index is None:
            if fault.code != "catalogue.no-standard" or not part.unread:
                found.append(_whole(sheet, fault.code, unit=part.unit))
            continue
        row = part.rows[fault.index]
        if fault.code in _NOTED_BEFORE or not fault.value:
            continue
        same = [each.code.casefold() for each in items].index(items[fault.index].code.casefold())
        Reading(sheet.name, row, found).wrong(
            fault.field, fault.code, unit=part.unit, first=part.rows[same].number
        )
    return found


def _whole(sheet: Sheet, code: str, **facts: object) -> SheetFault:
    return SheetFault(sheet=sheet.name, ref="", column="", value="", code=code, facts=facts)
