"""A unit's catalogue: proposed by the head, harmonised and approved by the collector of the
block, in force from a month on (III.1.1–III.1.4; domain §4.2, §14 I30).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core import catalogue, drafting, errors, people, window
from core.catalogue import Catalogue, CatalogueItem, Harmonised
from core.months import Month
from core.usecases import heading
from core.usecases.desk import SYSTEM, Desk

REASON_LIMIT = drafting.NOTE_LIMIT
DOCUMENT_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A unit's versions as one who writes or collects sees them: *current* is in force for the
    earliest month that is still open, *draft* the one being written or waiting.
    """

    unit: str
    versions: tuple[Catalogue, ...]
    current: Catalogue | None
    draft: Catalogue | None
    earliest: Month


def earliest_month(desk: Desk) -> Month:
    """The first month that may still get rules of its own: its self step has not closed."""
    month = desk.month
    while window.phase(desk.closings(month), desk.now) != window.OPEN:
        month = month.shift(1)
    return month


def check_month(desk: Desk, month: Month) -> None:
    """*errors.BadInput* ``catalogue.month-past``: months that are counted keep their version."""
    earliest = earliest_month(desk)
    if month < earliest:
        raise errors.BadInput("catalogue.month-past", month=month, earliest=earliest)
    if month > earliest.shift(12):
        raise errors.BadInput("catalogue.month-far", month=month, earliest=earliest)


async def state(desk: Desk, unit: str) -> State:
    """For the unit's head and clerk, and for its collector."""
    if unit not in await heading.written(desk):
        await heading.check_collects(desk, unit)
    return await _state(desk, unit)


async def _state(desk: Desk, unit: str) -> State:
    versions = await desk.store.catalogues.of_unit(unit)
    earliest = earliest_month(desk)
    open_ = [one for one in versions if one.state != catalogue.APPROVED]
    return State(
        unit=unit,
        versions=versions,
        current=catalogue.in_force(versions, earliest),
        draft=open_[-1] if open_ else None,
        earliest=earliest,
    )


async def in_force(desk: Desk, unit: str, month: Month) -> Catalogue | None:
    """What *month* is counted by, for everybody who may read it; *errors.Refused*
    ``unit.not-reader``.
    """
    await heading.check_reads(desk, unit)
    return catalogue.in_force(await desk.store.catalogues.of_unit(unit), month)


async def get(desk: Desk, catalogue_id: int) -> Catalogue:
    """For those of :func:`state`. *errors.NotFound* ``catalogue``."""
    found = await desk.store.catalogues.get(catalogue_id)
    if found is None:
        raise errors.NotFound("catalogue", id=catalogue_id)
    if found.unit not in await heading.written(desk):
        await heading.check_collects(desk, found.unit)
    return found


async def waiting(desk: Desk) -> tuple[Catalogue, ...]:
    """Proposed, for the collector who acts."""
    units = await heading.collected(desk)
    return await desk.store.catalogues.in_states(units, [catalogue.PROPOSED]) if units else ()


# ------------------------------------------------------------------ writing a version


async def begin(desk: Desk, unit: str) -> Catalogue:
    """The version being written; else a new one, copied from the newest that was approved."""
    await heading.check_writes(desk, unit)
    known = await _state(desk, unit)
    if known.draft is not None:
        return known.draft
    approved = [one for one in known.versions if one.state == catalogue.APPROVED]
    newest = catalogue.in_force(approved, Month(9999, 12))
    stored = await desk.store.catalogues.add(
        Catalogue(
            id=0,
            unit=unit,
            number=_next_number(known.versions),
            state=catalogue.DRAFT,
            valid_from=known.earliest.shift(1) if newest else known.earliest,
            items=newest.items if newest else (),
            by=desk.actor,
            at=desk.now,
        )
    )
    await desk.audit("catalogue-begin", _key(stored), copied=newest.number if newest else 0)
    return stored


def _next_number(versions: Sequence[Catalogue]) -> int:
    return max((one.number for one in versions), default=0) + 1


async def put_item(
    desk: Desk, catalogue_id: int, version: int, item: CatalogueItem, instead_of: str = ""
) -> Catalogue:
    """A new item, or another one in the place of the code *instead_of* (or of its own code).

    *errors.BadInput* ``catalogue.faults``; only the whole needs a standard unit, at proposing.
    """
    one = await _editable(desk, catalogue_id, version)
    items = list(one.items)
    former = one.find(instead_of or item.code)
    if instead_of and former is None:
        raise errors.NotFound("catalogue.item", item=instead_of, unit=one.unit)
    place = items.index(former) if former is not None else len(items)
    items[place : place + 1] = [item]
    wrong = tuple(each for each in catalogue.faults(items) if each.index is not None)
    own = tuple(each for each in wrong if each.index == place or each.code == "catalogue.twice")
    if own:
        raise errors.BadInput("catalogue.faults", faults=own)
    if len(items) > catalogue.MOST_ITEMS:
        raise errors.BadInput("catalogue.long", most=catalogue.MOST_ITEMS)
    return await _write(desk, one, items, put=item.code, coefficient=str(item.coefficient))


async def drop_item(desk: Desk, catalogue_id: int, version: int, code: str) -> Catalogue:
    one = await _editable(desk, catalogue_id, version)
    gone = one.require(code)
    return await _write(desk, one, [each for each in one.items if each != gone], drop=gone.code)


async def set_standard(desk: Desk, catalogue_id: int, version: int, code: str) -> Catalogue:
    """III.1.3: the one item the others are converted to, with coefficient 1."""
    one = await _editable(desk, catalogue_id, version)
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
        check_month(desk, valid_from)
    one = await begin(desk, unit)
    if one.state not in catalogue.EDITABLE:
        raise errors.Refused("catalogue.proposed", unit=unit)
    changed = replace(
        one,
        valid_from=valid_from or one.valid_from,
        document=_short(document),
        source=source,
    )
    return await _write(desk, changed, items, source=source)


async def set_month(desk: Desk, catalogue_id: int, version: int, month: Month) -> Catalogue:
    """From which month: the head while writing, the collector while it waits."""
    one = await get(desk, catalogue_id)
    if one.state == catalogue.PROPOSED:
        await heading.check_collects(desk, one.unit)
        one = _seen(one, version)
    else:
        one = await _editable(desk, catalogue_id, version)
    check_month(desk, month)
    stored = await desk.store.catalogues.save(replace(one, valid_from=month))
    await desk.audit("catalogue-month", _key(stored), before=str(one.valid_from), after=str(month))
    return stored


async def start_over(desk: Desk, catalogue_id: int, version: int) -> Catalogue:
    """What was written is given up for the items that are in force."""
    one = await _editable(desk, catalogue_id, version)
    current = (await _state(desk, one.unit)).current
    return await _write(desk, one, current.items if current else (), start_over=True)


async def _write(
    desk: Desk, one: Catalogue, items: Sequence[CatalogueItem], **facts: object
) -> Catalogue:
    changed = replace(one, items=catalogue.with_standard(items), by=desk.actor, at=desk.now)
    stored = await desk.store.catalogues.save(changed)
    await desk.audit("catalogue-write", _key(stored), items=len(stored.items), **facts)
    return stored


# ------------------------------------------------------------------ proposing and approving


async def propose(desk: Desk, catalogue_id: int, version: int) -> Catalogue:
    """By the head. *errors.BadInput* ``catalogue.faults``, ``catalogue.month-past``."""
    one = await _editable(desk, catalogue_id, version)
    await heading.check_head(desk, one.unit)
    catalogue.check(one.items)
    check_month(desk, one.valid_from)
    organisation = await desk.organisation()
    receivers = heading.collectors(organisation, one.unit, people.day_of(desk.now))
    stored = await desk.store.catalogues.save(
        replace(one, state=catalogue.PROPOSED, by=desk.actor, at=desk.now, said="", harmonised=())
    )
    await desk.audit("catalogue-propose", _key(stored), **_facts(stored))
    await _inform(desk, "catalogue.proposed", receivers, stored)
    return stored


async def withdraw(desk: Desk, catalogue_id: int, version: int) -> Catalogue:
    """By the head, until the collector has answered."""
    one = _seen(await get(desk, catalogue_id), version)
    await heading.check_head(desk, one.unit)
    _in(one, catalogue.PROPOSED)
    stored = await desk.store.catalogues.save(replace(one, state=catalogue.DRAFT))
    await desk.audit("catalogue-withdraw", _key(stored))
    return stored


async def harmonise(
    desk: Desk, catalogue_id: int, version: int, coefficients: Mapping[str, Decimal]
) -> Catalogue:
    """By the collector: other coefficients, by code, each change recorded beside its author."""
    one = await _waiting(desk, catalogue_id, version)
    items, made = list(one.items), []
    for code, amount in coefficients.items():
        former = one.require(code)
        if former.coefficient == amount:
            continue
        items[items.index(former)] = replace(former, coefficient=amount)
        made.append(
            Harmonised(
                code=former.code,
                before=former.coefficient,
                after=amount,
                by=desk.actor,
                at=desk.now,
            )
        )
    catalogue.check(items)
    if not made:
        return one
    stored = await desk.store.catalogues.save(
        replace(one, items=tuple(items), harmonised=(*one.harmonised, *made))
    )
    changed = {each.code: [str(each.before), str(each.after)] for each in made}
    await desk.audit("catalogue-harmonise", _key(stored), changed=changed)
    return stored


async def approve(desk: Desk, catalogue_id: int, version: int, document: str = "") -> Catalogue:
    """By the collector: in force from its month on. *errors.BadInput* ``catalogue.month-past``
    when that month has closed meanwhile (another is set first).
    """
    one = await _waiting(desk, catalogue_id, version)
    catalogue.check(one.items)
    check_month(desk, one.valid_from)
    others = await desk.store.catalogues.of_unit(one.unit)
    later = [each for each in others if each.number > one.number]
    stored = await desk.store.catalogues.save(
        replace(
            one,
            number=_next_number(others) if later else one.number,
            state=catalogue.APPROVED,
            decided_by=desk.actor,
            decided_at=desk.now,
            document=_short(document) or one.document,
        )
    )
    await desk.audit("catalogue-approve", _key(stored), **_facts(stored))
    await _inform(desk, "catalogue.approved", await _proposers(desk, stored), stored)
    return stored


async def send_back(desk: Desk, catalogue_id: int, version: int, reason: str) -> Catalogue:
    """By the collector, with a reason: *errors.BadInput* ``catalogue.reason`` without one."""
    one = await _waiting(desk, catalogue_id, version)
    said = drafting.check_sentence(reason, limit=REASON_LIMIT)
    if not said:
        raise errors.BadInput("catalogue.reason")
    stored = await desk.store.catalogues.save(
        replace(
            one, state=catalogue.RETURNED, said=said, decided_by=desk.actor, decided_at=desk.now
        )
    )
    await desk.audit("catalogue-return", _key(stored), reason=said)
    await _inform(desk, "catalogue.returned", await _proposers(desk, stored), stored)
    return stored


async def import_approved(
    desk: Desk,
    unit: str,
    items: Sequence[CatalogueItem],
    *,
    valid_from: Month,
    document: str = "",
    source: str = "",
) -> Catalogue:
    """What was approved on paper, by the administrator at the shell; not from a chat.

    *errors.Refused* ``unit.not-collector`` for anybody else.
    """
    if desk.actor != SYSTEM:
        raise errors.Refused("unit.not-collector", unit=unit)
    (await desk.organisation()).require_unit(unit)
    catalogue.check(items)
    check_month(desk, valid_from)
    stored = await desk.store.catalogues.add(
        Catalogue(
            id=0,
            unit=unit,
            number=_next_number(await desk.store.catalogues.of_unit(unit)),
            state=catalogue.APPROVED,
            valid_from=valid_from,
            items=tuple(items),
            by=SYSTEM,
            at=desk.now,
            decided_by=SYSTEM,
            decided_at=desk.now,
            document=_short(document),
            source=source,
        )
    )
    await desk.audit("catalogue-import", _key(stored), source=source, **_facts(stored))
    await _inform(desk, "catalogue.approved", await heading.heads_of(desk, unit), stored)
    return stored


# ------------------------------------------------------------------ pieces


async def _editable(desk: Desk, catalogue_id: int, version: int) -> Catalogue:
    one = await get(desk, catalogue_id)
    await heading.check_writes(desk, one.unit)
    if one.state not in catalogue.EDITABLE:
        raise errors.Stale("catalogue.moved-on", unit=one.unit, state=one.state)
    return _seen(one, version)


async def _waiting(desk: Desk, catalogue_id: int, version: int) -> Catalogue:
    one = await get(desk, catalogue_id)
    await heading.check_collects(desk, one.unit)
    _in(one, catalogue.PROPOSED)
    return _seen(one, version)


def _in(one: Catalogue, state_: str) -> None:
    if one.state != state_:
        raise errors.Stale("catalogue.moved-on", unit=one.unit, state=one.state)


def _seen(one: Catalogue, version: int) -> Catalogue:
    """*errors.Stale* ``card.old`` when it changed since the screen was shown."""
    if one.version != version:
        raise errors.Stale("card.old", unit=one.unit)
    return one


async def _proposers(desk: Desk, one: Catalogue) -> tuple[str, ...]:
    """The head of today, and who had proposed it."""
    return tuple(dict.fromkeys((*await heading.heads_of(desk, one.unit), one.by)))


async def _inform(desk: Desk, kind: str, recipients: Sequence[str], one: Catalogue) -> None:
    known = [code for code in recipients if code != SYSTEM]
    await desk.inform(
        kind, known, f"catalogue:{one.id}:{one.version}", id=one.id, version=one.version
    )


def _key(one: Catalogue) -> str:
    """How the audit names a version."""
    return f"catalogue:{one.unit}:{one.number}"


def _facts(one: Catalogue) -> dict[str, object]:
    return {
        "valid_from": str(one.valid_from),
        "document": one.document,
        "items": {each.code: str(each.coefficient) for each in one.items},
    }


def _short(document: str) -> str:
    return " ".join(document.split())[:DOCUMENT_LIMIT]
