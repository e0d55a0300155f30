"""Who works where: a roster from a workbook, and every other change of the organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core import (
    absence,
    errors,
    people,
    roster,
    roster_changes,
    roster_checks,
    roster_sheet,
)
from core.absence import Absence
from core.people import Delegation, Organisation
from core.roster_changes import RosterChanges
from core.roster_sheet import Away, Placed
from core.sheets import Book, Reading, SheetFault
from core.usecases import absences, rerouting
from core.usecases.desk import SYSTEM, Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoster:
    """What the organisation would become; *absences* are those not known yet."""

    after: Organisation
    changes: RosterChanges
    absences: tuple[Away, ...]

    @property
    def changes_nothing(self) -> bool:
        return self.changes.is_nothing and not self.absences


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """With any fault *found* is ``None``."""

    found: NewRoster | None
    faults: tuple[SheetFault, ...]
    warnings: tuple[SheetFault, ...]


def check_administers(desk: Desk) -> None:
    """Default deny: *errors.Refused* ``not-administrator``."""
    if not desk.is_administrator:
        raise errors.Refused("not-administrator")


async def examine(desk: Desk, book: Book) -> Looked:
    """The roster's sheets of *book*, laid over the organisation; nothing is changed.

    *errors.Refused* ``not-administrator``.
    """
    check_administers(desk)
    before = await desk.organisation()
    rows = roster_sheet.read(book, before, desk.rules.roster)
    laid = roster.lay(desk.rules.authority, before, rows, book.name)
    faults = [*rows.faults, *laid.broken]
    fresh = await _new_absences(desk, rows.absences, faults)
    warnings = (*rows.warnings, *laid.warnings)
    if not faults and _of_oneself(desk, before, laid.organisation):
        faults.append(SheetFault(sheet=book.name, ref="", column="", value="", code="roster.own"))
    if faults:
        return Looked(found=None, faults=tuple(faults), warnings=warnings)
    changes = roster_changes.compare(
        desk.rules.authority,
        before,
        laid.organisation,
        rows.people.keys(),
        desk.now,
        {"non_regular_workers": desk.rules.settings.non_regular_workers},
    )
    found = NewRoster(after=laid.organisation, changes=changes, absences=fresh)
    return Looked(found=found, faults=(), warnings=warnings)


def _of_oneself(desk: Desk, before: Organisation, after: Organisation) -> bool:
    """Whether the actor would change the own posts, field or delegations: nobody may."""
    if desk.actor == SYSTEM:
        return False
    rows = (
        set(before.posts) ^ set(after.posts),
        set(before.charges) ^ set(after.charges),
        set(before.delegations) ^ set(after.delegations),
    )
    named = {
        code
        for row in set().union(*rows)
        for code in (
            getattr(row, "person", None),
            getattr(row, "leader", None),
            getattr(row, "giver", None),
            getattr(row, "receiver", None),
        )
    }
    return desk.actor in named


async def apply(desk: Desk, found: NewRoster, source: str) -> None:
    """In the desk's transaction: the organisation, then the absences, approved as on paper.

    Givers and receivers of delegations that came or went are told. *errors.Refused*
    ``not-administrator``, ``roster.own``.
    """
    check_administers(desk)
    if _of_oneself(desk, await desk.organisation(), found.after):
        raise errors.Refused("roster.own")
    changes = found.changes
    if not changes.is_nothing:
        subject = f"roster:{source}"
        await change(desk, found.after, "import-roster", subject, rows=list(changes.rows))
        for kind, rows in (("delegate", changes.given), ("revoke", changes.ended)):
            for row in rows:
                await _tell_of_delegation(desk, kind, row)
    for one in found.absences:
        await absences.take_in(desk, _approved(desk, one, source))


async def _tell_of_delegation(desk: Desk, kind: str, row: Delegation) -> None:
    if row.valid_to is not None and row.valid_to < people.day_of(desk.now):
        return
    await desk.inform(
        f"amend.{kind}",
        (row.giver, row.receiver),
        f"{row.giver}:{row.receiver}:{row.act}:{desk.now.isoformat()}",
        person=row.giver,
        unit="",
        position="",
        title="",
        receiver=row.receiver,
        delegated=row.act,
        first=row.valid_from.isoformat(),
        last=row.valid_to.isoformat() if row.valid_to else "",
        document=row.document,
        by=desk.actor,
    )


async def change(desk: Desk, after: Organisation, act: str, subject: str, **facts: object) -> None:
    """The organisation becomes *after*; open steps of forms follow it. Rights are the caller's.

    *errors.Refused* with the code of the first rule of :mod:`core.roster_checks` that *after*
    breaks and today's organisation does not (:func:`core.roster_checks.refusals`).
    """
    for broken in roster_checks.refusals(await desk.organisation(), after):
        raise errors.Refused(broken.code, **broken.facts)
    await desk.store.staff.replace(after)
    await desk.audit(act, subject, **facts)
    await rerouting.follow_all(desk)


# ------------------------------------------------------------------ absences


async def absences_to_come(desk: Desk) -> tuple[Absence, ...]:
    """Everybody's approved ones that are not over, by person then first day."""
    check_administers(desk)
    codes = [one.code for one in (await desk.organisation()).people]
    known = await desk.store.absences.of_people(codes, people.day_of(desk.now), date.max)
    return tuple(one for one in known if one.state == absence.APPROVED)


async def _new_absences(
    desk: Desk, rows: Iterable[Placed[Away]], faults: list[SheetFault]
) -> tuple[Away, ...]:
    """Those that are not there yet; days that another absence has taken are a fault."""
    placed = list(rows)
    if not placed:
        return ()
    known = await desk.store.absences.of_people(
        {one.value.person for one in placed},
        min(one.value.first for one in placed),
        max(one.value.last for one in placed),
    )
    taken: dict[str, list[tuple[Away, int]]] = {}
    held = [_line(one) for one in known if one.state in {absence.WAITING, absence.APPROVED}]
    approved = {_line(one) for one in known if one.state == absence.APPROVED}
    for line in held:
        taken.setdefault(line.person, []).append((line, 0))
    fresh: list[Away] = []
    for one in placed:
        away = one.value
        if away in approved or not await _may_be_taken_in(desk, one, faults):
            continue
        for other, row in taken.get(away.person, []):
            if other.first <= away.last and away.first <= other.last:
                _overlaps(one.reading, other, row, faults)
                break
        else:
            fresh.append(away)
            taken.setdefault(away.person, []).append((away, one.reading.row.number))
    return tuple(fresh)


async def _may_be_taken_in(desk: Desk, one: Placed[Away], faults: list[SheetFault]) -> bool:
    away = one.value
    try:
        await absences.check_may_take_in(desk, away.person, away.first, away.last)
    except (errors.BadInput, errors.Refused) as fault:
        key = "first" if fault.code == "absence.closed" else "last"
        Reading(one.reading.sheet, one.reading.row, faults).wrong(key, fault.code, **fault.data)
        return False
    return True


def _overlaps(reading: Reading, other: Away, row: int, faults: list[SheetFault]) -> None:
    noted = Reading(reading.sheet, reading.row, faults)
    if row:
        noted.wrong("first", "roster.absence-twice", first=row)
    else:
        noted.wrong("first", "roster.absence-overlap", start=other.first, end=other.last)


def _line(one: Absence) -> Away:
    return Away(person=one.person, kind=one.kind, first=one.first, last=one.last)


def _approved(desk: Desk, one: Away, source: str) -> Absence:
    return Absence(
        id=0,
        person=one.person,
        kind=one.kind,
        first=one.first,
        last=one.last,
        state=absence.APPROVED,
        entered_by=desk.actor,
        entered_at=desk.now,
        document=source,
        decided_by=desk.actor,
        decided_at=desk.now,
    )
