"""A unit's catalogue versions as those see them who write, approve or read them (domain §2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core import catalogue, errors, window
from core.catalogue import Catalogue
from core.months import Month
from core.usecases import heading
from core.usecases.desk import Desk

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

    @property
    def next_month(self) -> Month:
        """From which month a new version counts if nobody says otherwise: months that are under
        way are changed only by a first one.
        """
        any_approved = any(one.state == catalogue.APPROVED for one in self.versions)
        return self.earliest.shift(1) if any_approved else self.earliest


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
    return await state_of(desk, unit)


async def state_of(desk: Desk, unit: str) -> State:
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


def seen(one: Catalogue, version: int) -> Catalogue:
    """*errors.Stale* ``card.old`` when it changed since the screen was shown."""
    if one.version != version:
        raise errors.Stale("card.old", unit=one.unit)
    return one


def key(one: Catalogue) -> str:
    """How the audit names a version."""
    return f"catalogue:{one.unit}:{one.number}"


def facts(one: Catalogue) -> dict[str, object]:
    return {
        "valid_from": str(one.valid_from),
        "document": one.document,
        "items": {each.code: str(each.coefficient) for each in one.items},
    }


def short(document: str) -> str:
    return " ".join(document.split())[:DOCUMENT_LIMIT]


def next_number(versions: Sequence[Catalogue]) -> int:
    return max((one.number for one in versions), default=0) + 1
