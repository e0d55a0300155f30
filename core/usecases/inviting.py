"""Link codes for everybody of a unit, or of the ward, who has no linked chat yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core import people
from core.people import Person, Unit
from core.ports import LinkCode
from core.usecases import administering
from core.usecases.desk import Desk
from core.usecases.staffing import ON_PAPER, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """*code* is known only here: what is stored is its digest."""

    person: Person
    unit: Unit
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    invited: tuple[Invited, ...]
    until: datetime


async def sheet(desk: Desk, unit: str | None, spell: Callable[[], str]) -> Sheet:
    """A fresh code each, of *unit* or of the whole ward; those given out before open nothing
    any more, since nobody knows where the old paper lies. :func:`administering.watchers` are told
    how many of theirs are on it.

    *errors.Refused* ``admin.not-yours``, ``admin.whole-ward``; *errors.NotFound* ``unit``.
    """
    until = desk.now + ON_PAPER
    invited = [
        Invited(person=person, unit=of, code=spell()) for person, of in await unlinked(desk, unit)
    ]
    for one in invited:
        await desk.store.links.revoke(one.person.code, desk.now)
        await desk.store.links.issue(
            LinkCode(
                digest=digest(one.code),
                person=one.person.code,
                issued_at=desk.now,
                expires_at=until,
            )
        )
    if invited:
        codes = [one.person.code for one in invited]
        await desk.audit("link-sheet", f"unit:{unit or '*'}", people=codes)
        await _tell_watchers(desk, codes)
    return Sheet(invited=tuple(invited), until=until)


async def unlinked(desk: Desk, unit: str | None) -> list[tuple[Person, Unit]]:
    """Who works there today, has no chat and may be linked by the actor, each in the unit of the
    highest post.
    """
    if unit is None:
        await administering.check_whole(desk)
    else:
        await administering.check_unit(desk, unit)
    kept = await administering.remit(desk)
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    linked = await desk.store.chats.linked()
    units = [one for one in organisation.units if unit in {None, one.code}]
    return [
        (organisation.require_person(code), one)
        for one in units
        for code in organisation.people_in(one.code, day)
        if administering.unit_of(desk, organisation, code) == one.code
        and code not in linked
        and administering.LINK in kept.may(code, one.code)
    ]


async def _tell_watchers(desk: Desk, codes: list[str]) -> None:
    organisation = await desk.organisation()
    told = Counter(
        who for code in codes for who in administering.watchers(desk, organisation, code)
    )
    for who, count in told.items():
        await desk.inform(
            "link.sheet", [who], desk.now.isoformat(), lasts=ON_PAPER, count=count, by=desk.actor
        )
