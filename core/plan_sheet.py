"""The sheet of month plans as values: each unit's lines of a month, or every fault by its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core import catalogue, monthplan, naming
from core.calendar import Calendar
from core.catalogue import Catalogue, CatalogueItem
from core.catalogue_sheet import read_unit
from core.monthplan import PlanLine
from core.months import Month
from core.people import Person, Unit
from core.sheets import Reading, Sheet, SheetFault
from core.text import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the lines are checked against. *people* of each unit who may be given work, the
    *versions* of every unit's approved catalogue, the rules of time, and from which month to
    which a plan may be written now. *planned*: unit, month and due instant of the lines in force,
    which may have passed by the time the plan is amended.
    """

    units: Sequence[Unit]
    people: Mapping[str, Sequence[Person]]
    versions: Mapping[str, Sequence[Catalogue]]
    calendar: Calendar
    now: datetime
    earliest: Month
    latest: Month
    planned: frozenset[tuple[str, Month, datetime]] = frozenset()

    def in_force(self, unit: str, month: Month) -> Catalogue | None:
        return catalogue.in_force(self.versions.get(unit, ()), month)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLines:
    """What a sheet says of one unit's month; lines without numbers yet."""

    unit: str
    month: Month
    lines: tuple[PlanLine, ...] = field(default=())


def read(
    sheet: Sheet,
    known: Known,
    *,
    only: Sequence[str] | None = None,
    month: Month | None = None,
) -> tuple[tuple[UnitLines, ...], tuple[SheetFault, ...]]:
    """Plans by unit and month, and the faults; with any fault the plans are not for use.

    *only*: the units that the sender writes for. *month*: what rows that name none are of.
    """
    faults: list[SheetFault] = []
    parts: dict[tuple[str, Month], list[PlanLine]] = {}
    for row in sheet.rows:
        reading = Reading(sheet.name, row, faults)
        unit = read_unit(reading, known.units, only)
        of = _month(reading, known, month)
        line = _line(reading, known, unit, of)
        if line is not None and unit is not None and of is not None:
            parts.setdefault((unit, of), []).append(line)
    if not sheet.rows:
        faults.append(
            SheetFault(sheet=sheet.name, ref="", column="", value="", code="sheet.empty")
        )
    faults += [
        SheetFault(
            sheet=sheet.name,
            ref="",
            column="",
            value=str(len(lines)),
            code="plan.long",
            facts={"most": monthplan.MOST_LINES},
        )
        for lines in parts.values()
        if len(lines) > monthplan.MOST_LINES
    ]
    found = (UnitLines(unit=unit, month=of, lines=tuple(parts[unit, of])) for unit, of in parts)
    return tuple(found), tuple(faults)


def _month(reading: Reading, known: Known, otherwise: Month | None) -> Month | None:
    found = reading.month("month")
    if found is None and reading.is_empty("month"):
        found = otherwise
        if found is None:
            reading.wrong("month", "sheet.missing")
    if found is not None and not known.earliest <= found <= known.latest:
        code = "plan.month-past" if found < known.earliest else "plan.month-far"
        reading.wrong("month", code, earliest=known.earliest, latest=known.latest)
        return None
    return found


def _line(
    reading: Reading, known: Known, unit: str | None, month: Month | None
) -> PlanLine | None:
    """Everything is read even when something is wrong, so that every fault is found at once."""
    people = _people(reading, known, unit)
    item = _item(reading, known, unit, month)
    quantity = reading.whole("quantity", monthplan.MOST_QUANTITY)
    due = _due(reading, known, unit, month)
    texts = {key: _short(reading, key) for key in ("expected", "responsibility", "authority")}
    work = _short(reading, "work")
    if not people or item is None or quantity is None or due is None or not reading.is_sound:
        return None
    return PlanLine(
        number=0,
        person=people[0],
        partners=people[1:],
        shares=monthplan.equal_shares(len(people)),
        item=item.code,
        work=work or item.name,
        quantity=quantity,
        due=due,
        expected=texts["expected"] or item.output,
        responsibility=texts["responsibility"],
        authority=texts["authority"],
    )


def _people(reading: Reading, known: Known, unit: str | None) -> tuple[str, ...]:
    said = reading.text("person", required=True, in_lines=True)
    if unit is None:
        _check_anybody(reading, known, said)
        return ()
    found: list[str] = []
    for name in naming.split(said):
        meant = naming.find(known.people.get(unit, ()), name)
        if len(meant) == 1 and meant[0] not in found:
            found.append(meant[0])
            continue
        code = "sheet.person-twice" if len(meant) == 1 else "sheet.person-which"
        if not meant:
            code = "sheet.person-elsewhere" if _elsewhere(known, name) else "sheet.person"
        reading.wrong("person", code, name=name, codes=", ".join(meant), unit=unit)
    if len(found) > monthplan.MOST_PEOPLE:
        reading.wrong("person", "sheet.people-many", most=monthplan.MOST_PEOPLE)
    return tuple(found)


def _check_anybody(reading: Reading, known: Known, said: str) -> None:
    """Without a unit it can only be told that a name is nobody's."""
    for name in naming.split(said):
        if not _elsewhere(known, name):
            reading.wrong("person", "sheet.nobody", name=name)


def _elsewhere(known: Known, name: str) -> bool:
    return any(naming.find(people, name) for people in known.people.values())


def _item(
    reading: Reading, known: Known, unit: str | None, month: Month | None
) -> CatalogueItem | None:
    code, work = reading.text("code"), reading.text("work")
    if not code and not work and reading.is_empty("code") and reading.is_empty("work"):
        reading.wrong("code", "sheet.missing")
    if unit is None or month is None or not (code or work):
        return None
    version = known.in_force(unit, month)
    if version is None:
        reading.wrong("code", "sheet.no-catalogue", unit=unit, month=month)
        return None
    if not code:
        return _named(reading, version, work)
    found = version.find(code)
    if found is None:
        where = {"unit": unit, "month": month, "number": version.number}
        reading.wrong("code", _why_unknown(known, unit, code), **where)
    return found


def _named(reading: Reading, version: Catalogue, work: str) -> CatalogueItem | None:
    same = [one for one in version.items if folded(one.name) == folded(work)]
    if len(same) == 1:
        return same[0]
    near = ", ".join(one.code for one in same or catalogue.matches(version.items, work)[:3])
    key = "work" if "work" in reading.row.cells else "code"
    reading.wrong(key, "sheet.item-name", codes=near or "–", unit=version.unit)
    return None


def _why_unknown(known: Known, unit: str, code: str) -> str:
    if _holds(known.versions.get(unit, ()), code):
        return "sheet.item-old"
    others = (versions for other, versions in known.versions.items() if other != unit)
    if any(_holds(versions, code) for versions in others):
        return "sheet.item-other-unit"
    return "sheet.item"


def _holds(versions: Iterable[Catalogue], code: str) -> bool:
    return any(one.find(code) is not None for one in versions)


def _due(reading: Reading, known: Known, unit: str | None, month: Month | None) -> datetime | None:
    window = known.calendar.work_window(month or known.earliest)
    found = reading.due("due", window)
    if found is None:
        return None
    if month is not None and not window[0] < found <= window[1]:
        reading.wrong("due", "plan.window", month=month, start=window[0], end=window[1])
    elif found <= known.now and (unit, month, found) not in known.planned:
        reading.wrong("due", "plan.due-past")
    return found


def _short(reading: Reading, key: str) -> str:
    said = reading.text(key)
    if len(said) > monthplan.TEXT_LIMIT:
        reading.wrong(key, "sheet.text-long", limit=monthplan.TEXT_LIMIT)
    return said
