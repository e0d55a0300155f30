"""A workbook's tables become a roster, catalogues and month plans: looked at first, then all or
nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core import catalogue, catalogue_sheet, monthplan, plan_sheet, sheets
from core.catalogue import Catalogue, CatalogueItem, ItemChange
from core.monthplan import MonthPlan, PlanLine
from core.months import Month
from core.people import OUTSIDE_RECEIVER
from core.sheets import Book, Sheet, SheetFault
from core.usecases import (
    catalogue_approving,
    catalogues,
    cataloguing,
    heading,
    monthplanning,
    monthplans,
    rosters,
)
from core.usecases.desk import SYSTEM, Desk
from core.usecases.rosters import NewRoster


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCatalogue:
    """What a unit's catalogue would become, and what that changes in the version in force."""

    unit: str
    items: tuple[CatalogueItem, ...]
    valid_from: Month
    document: str
    changes: tuple[ItemChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """What a unit's draft plan would become, and what that changes in the draft there is.

    *plan* is the one there is, with id 0 when there is none. *approved*: some version of it is
    in force, so what changes is an amendment.
    """

    unit: str
    month: Month
    plan: MonthPlan
    lines: tuple[PlanLine, ...]
    changes: tuple[monthplan.Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """With any fault nothing is applied. *warnings* do not stop anything."""

    name: str
    catalogues: tuple[NewCatalogue, ...]
    plans: tuple[NewPlan, ...]
    faults: tuple[SheetFault, ...]
    warnings: tuple[SheetFault, ...]
    roster: NewRoster | None = None

    @property
    def fingerprint(self) -> str:
        """Of what it would change: another one means that something changed meanwhile."""
        said = (
            self.roster and (self.roster.changes, self.roster.absences),
            [one.changes for one in self.catalogues],
            [one.changes for one in self.plans],
        )
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]

    @property
    def changes_nothing(self) -> bool:
        return (
            (self.roster is None or self.roster.changes_nothing)
            and not any(one.changes for one in self.catalogues)
            and not any(one.changes for one in self.plans)
        )


async def examine(desk: Desk, book: Book, month: Month | None = None) -> Examined:
    """By :data:`SYSTEM` any unit's tables, else those of the units that the actor writes for; a
    roster only by an administrator.

    *month*: what rows of a plan that name none are of.
    """
    only = None if desk.actor == SYSTEM else await heading.written(desk)
    faults = list(book.faults)
    warnings = list(book.warnings)
    roster = await _roster(desk, book, faults, warnings)
    catalogues: list[NewCatalogue] = []
    for sheet in book.sheets:
        if sheet.kind == sheets.CATALOGUE:
            catalogues += await _catalogues_of(desk, sheet, only, faults)
    planned = [sheet for sheet in book.sheets if sheet.kind == sheets.PLAN]
    plans: list[NewPlan] = []
    if planned:
        known = await _known(desk, catalogues)
        for sheet in planned:
            found, wrong = plan_sheet.read(sheet, known, only=only, month=month)
            faults += wrong
            plans += [await _new_plan(desk, one) for one in found]
    twice = _twice([one.unit for one in catalogues])
    twice |= _twice([f"{one.unit} {one.month}" for one in plans])
    faults += [_of_book(book, "sheet.unit-twice", value) for value in sorted(twice)]
    return Examined(
        name=book.name,
        catalogues=tuple(catalogues),
        plans=tuple(plans),
        faults=sheets.in_order(faults),
        warnings=tuple(warnings),
        roster=roster,
    )


async def _roster(
    desk: Desk, book: Book, faults: list[SheetFault], warnings: list[SheetFault]
) -> NewRoster | None:
    """``None`` also with faults, which are noted."""
    of_roster = [sheet for sheet in book.sheets if sheet.kind in sheets.ROSTER]
    if not of_roster:
        return None
    if not desk.is_administrator:
        faults.append(_of_book(book, "roster.not-administrator", of_roster[0].name))
        return None
    looked = await rosters.examine(desk, book)
    faults += looked.faults
    warnings += looked.warnings
    return looked.found


async def _catalogues_of(
    desk: Desk, sheet: Sheet, only: Sequence[str] | None, faults: list[SheetFault]
) -> list[NewCatalogue]:
    organisation = await desk.organisation()
    parts, wrong = catalogue_sheet.read(sheet, organisation.units, only)
    faults += wrong
    for part in parts:
        faults += _wrong_month(desk, sheet.name, part)
    return [await _new_catalogue(desk, part) for part in parts]


def _twice(values: Sequence[str]) -> set[str]:
    return {value for value in values if values.count(value) > 1}


def _of_book(book: Book, code: str, value: str) -> SheetFault:
    return SheetFault(sheet=book.name, ref="", column="", value=value, code=code)


async def apply(
    desk: Desk, examined: Examined
) -> tuple[tuple[Catalogue, ...], tuple[MonthPlan, ...]]:
    """What was approved on paper is approved (:data:`SYSTEM`); a writer's own becomes drafts.

    Parts that change nothing are left alone. *ValueError* for what has faults.
    """
    if examined.faults:
        raise ValueError(examined.faults)
    if examined.roster is not None:
        await rosters.apply(desk, examined.roster, examined.name)
    catalogues = [
        await _apply_catalogue(desk, one, examined.name)
        for one in examined.catalogues
        if one.changes
    ]
    plans = [
        await monthplanning.put_lines(desk, one.plan, one.lines, examined.name)
        for one in examined.plans
        if one.changes
    ]
    return tuple(catalogues), tuple(plans)


async def _apply_catalogue(desk: Desk, one: NewCatalogue, source: str) -> Catalogue:
    if desk.actor == SYSTEM:
        return await catalogue_approving.import_approved(
            desk,
            one.unit,
            one.items,
            valid_from=one.valid_from,
            document=one.document,
            source=source,
        )
    return await cataloguing.set_items(
        desk,
        one.unit,
        one.items,
        valid_from=one.valid_from,
        document=one.document,
        source=source,
    )


async def _new_catalogue(desk: Desk, part: catalogue_sheet.UnitItems) -> NewCatalogue:
    known = await catalogues.state_of(desk, part.unit)
    valid_from = part.valid_from or known.next_month
    before = catalogue.in_force(known.versions, max(valid_from, known.earliest))
    return NewCatalogue(
        unit=part.unit,
        items=part.items,
        valid_from=valid_from,
        document=part.document,
        changes=catalogue.differences(before.items if before else (), part.items),
    )


def _wrong_month(
    desk: Desk, sheet: str, part: catalogue_sheet.UnitItems
) -> tuple[SheetFault, ...]:
    earliest = catalogues.earliest_month(desk)
    if part.valid_from is None or earliest <= part.valid_from <= earliest.shift(12):
        return ()
    code = "catalogue.month-past" if part.valid_from < earliest else "catalogue.month-far"
    facts = {"unit": part.unit, "month": part.valid_from, "earliest": earliest}
    cell = part.month_cell
    return (
        SheetFault(
            sheet=sheet,
            ref=cell.ref if cell else "",
            column=cell.column if cell else "",
            value=sheets.shown(cell.value) if cell else "",
            code=code,
            facts=facts,
        ),
    )


async def _known(desk: Desk, fresh: Sequence[NewCatalogue]) -> plan_sheet.Known:
    """Catalogues of the same workbook count as in force when the administrator imports both."""
    organisation = await desk.organisation()
    codes = [one.code for one in organisation.units]
    approved = await desk.store.catalogues.in_states(codes, [catalogue.APPROVED])
    versions = {
        code: [one for one in approved if one.unit == code]
        for code in codes
        if code != OUTSIDE_RECEIVER
    }
    for one in fresh if desk.actor == SYSTEM else ():
        versions[one.unit].append(_as_approved(desk, one, len(versions[one.unit]) + 1))
    planned = await _planned(desk, codes)
    people = {code: list(await monthplans.staff_of(desk, code)) for code in codes}
    for unit, _, line in planned:  # also who has left the unit since keeps the lines there
        people[unit] += [
            organisation.require_person(code)
            for code in line.people
            if code not in {one.code for one in people[unit]}
        ]
    return plan_sheet.Known(
        units=organisation.units,
        people=people,
        versions=versions,
        calendar=desk.rules.calendar,
        now=desk.now,
        earliest=monthplans.months(desk)[0],
        latest=monthplans.months(desk)[-1],
        planned=frozenset((unit, month, line.due) for unit, month, line in planned),
    )


async def _planned(desk: Desk, units: Iterable[str]) -> list[tuple[str, Month, PlanLine]]:
    """The lines in force of every month that may still be planned."""
    found: list[tuple[str, Month, PlanLine]] = []
    for unit in units:
        for month in monthplans.months(desk):
            plan = await desk.store.plans.of(unit, month)
            lines = plan.in_force.lines if plan and plan.in_force else ()
            found += [(unit, month, line) for line in lines]
    return found


def _as_approved(desk: Desk, one: NewCatalogue, number: int) -> Catalogue:
    return Catalogue(
        id=0,
        unit=one.unit,
        number=number,
        state=catalogue.APPROVED,
        valid_from=one.valid_from,
        items=one.items,
        by=desk.actor,
        at=desk.now,
    )


async def _new_plan(desk: Desk, found: plan_sheet.UnitLines) -> NewPlan:
    plan = await desk.store.plans.of(found.unit, found.month)
    plan = plan or monthplans.empty(found.unit, found.month)
    lines, _ = monthplanning.numbered(plan, found.lines)
    return NewPlan(
        unit=found.unit,
        month=found.month,
        plan=plan,
        lines=lines,
        changes=monthplan.changes(plan.lines, lines),
    )
