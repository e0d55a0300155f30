"""A unit's catalogue is proposed by the head, harmonised and approved by the collector of the
block, in force from a month on (III.1.1–III.1.4; domain §4.2, §14 I30).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from core import catalogue, drafting, errors, people
from core.catalogue import Catalogue, CatalogueItem, Harmonised
from core.months import Month
from core.usecases import catalogues, cataloguing, heading
from core.usecases.desk import SYSTEM, Desk

REASON_LIMIT = drafting.NOTE_LIMIT


async def propose(desk: Desk, catalogue_id: int, version: int) -> Catalogue:
    """By the head. *errors.BadInput* ``catalogue.faults``, ``catalogue.month-past``."""
    one = await cataloguing.editable(desk, catalogue_id, version)
    await heading.check_head(desk, one.unit)
    catalogue.check(one.items)
    catalogues.check_month(desk, one.valid_from)
    organisation = await desk.organisation()
    receivers = heading.collectors(organisation, one.unit, people.day_of(desk.now))
    stored = await desk.store.catalogues.save(
        replace(one, state=catalogue.PROPOSED, by=desk.actor, at=desk.now, said="", harmonised=())
    )
    await desk.audit("catalogue-propose", catalogues.key(stored), **catalogues.facts(stored))
    await _inform(desk, "catalogue.proposed", receivers, stored)
    return stored


async def withdraw(desk: Desk, catalogue_id: int, version: int) -> Catalogue:
    """By the head, until the collector has answered."""
    one = catalogues.seen(await catalogues.get(desk, catalogue_id), version)
    await heading.check_head(desk, one.unit)
    _in(one, catalogue.PROPOSED)
    stored = await desk.store.catalogues.save(replace(one, state=catalogue.DRAFT))
    await desk.audit("catalogue-withdraw", catalogues.key(stored))
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
    await desk.audit("catalogue-harmonise", catalogues.key(stored), changed=changed)
    return stored


async def approve(desk: Desk, catalogue_id: int, version: int, document: str = "") -> Catalogue:
    """By the collector: in force from its month on. *errors.BadInput* ``catalogue.month-past``
    when that month has closed meanwhile (another is set first).
    """
    one = await _waiting(desk, catalogue_id, version)
    catalogue.check(one.items)
    catalogues.check_month(desk, one.valid_from)
    others = await desk.store.catalogues.of_unit(one.unit)
    later = [each for each in others if each.number > one.number]
    stored = await desk.store.catalogues.save(
        replace(
            one,
            number=catalogues.next_number(others) if later else one.number,
            state=catalogue.APPROVED,
            decided_by=desk.actor,
            decided_at=desk.now,
            document=catalogues.short(document) or one.document,
        )
    )
    await desk.audit("catalogue-approve", catalogues.key(stored), **catalogues.facts(stored))
    await _inform(desk, "catalogue.approved", await _proposers(desk, stored), stored)
    return stored


async def send_back(desk: Desk, catalogue_id: int, version: int, reason: str) -> Catalogue:
    """By the collector, with a reason: *errors.BadInput* ``catalogue.reason`` without one."""
    one = await _waiting(desk, catalogue_id, version)
    said = drafting.check_reason(reason, "catalogue.reason", limit=REASON_LIMIT)
    stored = await desk.store.catalogues.save(
        replace(
            one, state=catalogue.RETURNED, said=said, decided_by=desk.actor, decided_at=desk.now
        )
    )
    await desk.audit("catalogue-return", catalogues.key(stored), reason=said)
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
    catalogues.check_month(desk, valid_from)
    stored = await desk.store.catalogues.add(
        Catalogue(
            id=0,
            unit=unit,
            number=catalogues.next_number(await desk.store.catalogues.of_unit(unit)),
            state=catalogue.APPROVED,
            valid_from=valid_from,
            items=tuple(items),
            by=SYSTEM,
            at=desk.now,
            decided_by=SYSTEM,
            decided_at=desk.now,
            document=catalogues.short(document),
            source=source,
        )
    )
    await desk.audit(
        "catalogue-import", catalogues.key(stored), source=source, **catalogues.facts(stored)
    )
    await _inform(desk, "catalogue.approved", await heading.heads_of(desk, unit), stored)
    return stored


async def _waiting(desk: Desk, catalogue_id: int, version: int) -> Catalogue:
    one = await catalogues.get(desk, catalogue_id)
    await heading.check_collects(desk, one.unit)
    _in(one, catalogue.PROPOSED)
    return catalogues.seen(one, version)


def _in(one: Catalogue, state_: str) -> None:
    if one.state != state_:
        raise errors.Stale("catalogue.moved-on", unit=one.unit, state=one.state)


async def _proposers(desk: Desk, one: Catalogue) -> tuple[str, ...]:
    """The head of today, and who had proposed it."""
    return tuple(dict.fromkeys((*await heading.heads_of(desk, one.unit), one.by)))


async def _inform(desk: Desk, kind: str, recipients: Sequence[str], one: Catalogue) -> None:
    known = [code for code in recipients if code != SYSTEM]
    await desk.inform(
        kind, known, f"catalogue:{one.id}:{one.version}", id=one.id, version=one.version
    )
