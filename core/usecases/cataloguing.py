"""A unit's catalogue is written by its head or clerk, version after version (III.1.1–III.1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from core import catalogue, errors
from core.catalogue import Catalogue, CatalogueItem
from core.months import Month
from core.usecases import catalogues, heading
from core.usecases.desk import Desk


async def begin(desk: Desk, unit: str) -> Catalogue:
    """The version being written; else a new one, copied from the newest that was approved."""
    await heading.check_writes(desk, unit)
    known = await catalogues.state_of(desk, unit)
    if known.draft is not None:
        return known.draft
    approved = [one for one in known.versions if one.state == catalogue.APPROVED]
    newest = catalogue.in_force(approved, Month(9999, 12))
    stored = await desk.store.catalogues.add(
        Catalogue(
            id=0,
            unit=unit,
            number=catalogues.next_number(known.versions),
            state=catalogue.DRAFT,
            valid_from=known.next_month,
            items=newest.items if newest else (),
            by=desk.actor,
            at=desk.now,
        )
    )
    await desk.audit(
        "catalogue-begin", catalogues.key(stored), copied=newest.number if newest else 0
    )
    return stored


async def put_items(
    desk: Desk,
    catalogue_id: int,
    version: int,
    items: Sequence[CatalogueItem],
    instead_of: str = "",
) -> Catalogue:
    """New items, or others in the place of those of their codes, the first in that of the code
    *instead_of*. All or none: *errors.BadInput* ``catalogue.faults``.

    Only the whole needs a standard unit, at proposing.
    """
    one = await editable(desk, catalogue_id, version)
    whole = list(one.items)
    for item in items:
        former = one.require(instead_of) if instead_of else _by_code(whole, item.code)
        place = whole.index(former) if former is not None else len(whole)
        whole[place : place + 1] = [item]
        instead_of = ""
    if any(item.standard for item in items):
        chosen = [item for item in items if item.standard][-1]
        whole = [each if each == chosen else replace(each, standard=False) for each in whole]
    wrong = tuple(fault for fault in catalogue.faults(whole) if fault.code not in _OF_THE_WHOLE)
    if wrong:
        raise errors.BadInput("catalogue.faults", faults=wrong)
    codes = [item.code for item in items]
    return await _write(desk, one, whole, put=codes)


_OF_THE_WHOLE = frozenset({"catalogue.no-standard", "catalogue.two-standards", "catalogue.empty"})


def _by_code(items: Sequence[CatalogueItem], code: str) -> CatalogueItem | None:
    return next((one for one in items if one.code.casefold() == code.casefold()), None)


async def drop_item(desk: Desk, catalogue_id: int, version: int, code: str) -> Catalogue:
    one = await editable(desk, catalogue_id, version)
    gone = one.require(code)
    return await _write(desk, one, [each for each in one.items if each != gone], drop=gone.code)


async def set_standard(desk: Desk, catalogue_id: int, version: int, code: str) -> Catalogue:
    """III.1.3: the one item the others are converted to, with coefficient 1."""
    one = await editable(desk, catalogue_id, version)
    chosen = one.require(code)
    items = [
        replace(each, standard=True, coefficient=Decimal(1))
        if each == chosen
        else replace(each, standard=False)
        for each in one.items
    ]
    return await _write(desk, one, items, standard=chosen.code)


async def set_items(
    desk: Desk,
    unit: str,
    items: Sequence[CatalogueItem],
    *,
    valid_from: Month | None,
    document: str = "",
    source: str = "",
) -> Catalogue:
    """The whole version from a workbook. *errors.BadInput* ``catalogue.faults``; *errors.Refused*
    ``catalogue.proposed`` while one waits for the collector.
    """
    catalogue.check(items)
    if valid_from is not None:
        catalogues.check_month(desk, valid_from)
    one = await begin(desk, unit)
    if one.state not in catalogue.EDITABLE:
        raise errors.Refused("catalogue.proposed", unit=unit)
    changed = replace(
        one,
        valid_from=valid_from or one.valid_from,
        document=catalogues.short(document),
        source=source,
    )
    return await _write(desk, changed, items, source=source)


async def set_month(desk: Desk, catalogue_id: int, version: int, month: Month) -> Catalogue:
    """From which month: the head while writing, the collector while it waits."""
    one = await catalogues.get(desk, catalogue_id)
    if one.state == catalogue.PROPOSED:
        await heading.check_collects(desk, one.unit)
        one = catalogues.seen(one, version)
    else:
        one = await editable(desk, catalogue_id, version)
    catalogues.check_month(desk, month)
    stored = await desk.store.catalogues.save(replace(one, valid_from=month))
    await desk.audit(
        "catalogue-month", catalogues.key(stored), before=str(one.valid_from), after=str(month)
    )
    return stored


async def start_over(desk: Desk, catalogue_id: int, version: int) -> Catalogue:
    """What was written is given up for the items that are in force."""
    one = await editable(desk, catalogue_id, version)
    current = (await catalogues.state_of(desk, one.unit)).current
    return await _write(desk, one, current.items if current else (), start_over=True)


async def _write(
    desk: Desk, one: Catalogue, items: Sequence[CatalogueItem], **facts: object
) -> Catalogue:
    changed = replace(one, items=catalogue.with_standard(items), by=desk.actor, at=desk.now)
    stored = await desk.store.catalogues.save(changed)
    await desk.audit("catalogue-write", catalogues.key(stored), items=len(stored.items), **facts)
    return stored


async def editable(desk: Desk, catalogue_id: int, version: int) -> Catalogue:
    one = await catalogues.get(desk, catalogue_id)
    await heading.check_writes(desk, one.unit)
    if one.state not in catalogue.EDITABLE:
        raise errors.Stale("catalogue.moved-on", unit=one.unit, state=one.state)
    return catalogues.seen(one, version)
