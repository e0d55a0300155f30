"""Absences entered, answered, taken back, ended: by the person, the unit's clerk, the head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from core import absence, absenceflow, drafting, errors, people, presence
from core.absence import Absence
from core.calendar import due_at
from core.months import Month
from core.usecases import absence_rights, directing
from core.usecases.absence_rights import approvers
from core.usecases.desk import Desk


async def draft(
    desk: Desk,
    person: str,
    kind: str,
    first: date,
    last: date,
    reason: str = "",
    document: str = "",
) -> Absence:
    """Checked and kept as the actor's own draft about *person*, in place of an older one.

    *kind* may be empty until it is sent. *errors.Refused* ``absence.not-yours``,
    ``absence.closed``, ``absence.overlap``, ``absence.no-approver``; *errors.BadInput* for days
    that cannot be.
    """
    await absence_rights.check_may_enter(desk, person)
    fresh = Absence(
        id=0,
        person=person,
        kind=_kind(kind),
        first=first,
        last=last,
        state=absence.DRAFT,
        entered_by=desk.actor,
        entered_at=desk.now,
        reason=_said(reason),
        document=_said(document),
    )
    known = await desk.store.absences.in_states([person], [absence.DRAFT])
    mine = next((one for one in known if one.entered_by == desk.actor), None)
    if mine is not None:
        fresh = replace(fresh, id=mine.id, version=mine.version)
    await _check(desk, fresh)
    store = desk.store.absences
    return await (store.save(fresh) if mine is not None else store.add(fresh))


async def redraft(
    desk: Desk,
    absence_id: int,
    seen: int,
    *,
    kind: str | None = None,
    days: tuple[date, date] | None = None,
    words: tuple[str, str] | None = None,
) -> Absence:
    """The own draft with another kind, other days, another (reason, document)."""
    one = await _own_draft(desk, absence_id, seen)
    if kind is not None:
        one = replace(one, kind=_kind(kind))
    if days is not None:
        one = replace(one, first=days[0], last=days[1])
    if words is not None:
        one = replace(one, reason=_said(words[0]), document=_said(words[1]))
    await _check(desk, one)
    return await desk.store.absences.save(one)


async def send(desk: Desk, absence_id: int, seen: int) -> Absence:
    """It waits for the approver, or counts at once where the actor is the one who approves."""
    one = await _own_draft(desk, absence_id, seen)
    await absence_rights.check_may_enter(desk, one.person)
    await _check(desk, one)
    sent = absenceflow.send(one, desk.now)
    answering = await approvers(desk, one.person)
    at_once = desk.actor in answering
    if at_once:
        sent = absenceflow.approve(sent, by=desk.actor, now=desk.now)
    stored = await desk.store.absences.save(sent)
    await _audit(desk, "absence-ask", stored)
    if at_once:
        await _audit(desk, "absence-approve", stored)
        await _tell(desk, "absence.approved", await _concerned(desk, stored), stored)
    else:
        await _tell(desk, "absence.asked", answering, stored)
        await _tell(desk, "absence.entered", [one.person], stored)
    return stored


async def approve(desk: Desk, absence_id: int, seen: int) -> Absence:
    one = await _to_answer(desk, absence_id, seen)
    await _check_free(desk, one)
    stored = await desk.store.absences.save(absenceflow.approve(one, by=desk.actor, now=desk.now))
    await _audit(desk, "absence-approve", stored)
    await _tell(desk, "absence.approved", await _concerned(desk, stored), stored)
    return stored


async def refuse(desk: Desk, absence_id: int, seen: int, reason: str) -> Absence:
    one = await _to_answer(desk, absence_id, seen)
    done = absenceflow.refuse(one, by=desk.actor, reason=reason, now=desk.now)
    stored = await desk.store.absences.save(done)
    await _audit(desk, "absence-refuse", stored, reason=stored.said)
    await _tell(desk, "absence.refused", (one.person, one.entered_by), stored)
    return stored


async def withdraw(desk: Desk, absence_id: int, seen: int) -> Absence:
    """By the person or who entered it, while it waits. An approver not told of it will not be."""
    one = await _seen(desk, absence_id, seen)
    if desk.actor not in {one.person, one.entered_by}:
        raise errors.Refused("absence.not-yours")
    stored = await desk.store.absences.save(absenceflow.withdraw(one))
    await _audit(desk, "absence-withdraw", stored)
    answering = await approvers(desk, one.person)
    keys = [f"{code}:absence.asked:{absence_key(one)}:{one.version}" for code in answering]
    unsent = await desk.store.outbox.drop(keys)
    told = () if unsent else answering
    await _tell(desk, "absence.withdrawn", (*told, one.person, one.entered_by), stored)
    return stored


async def end_early(desk: Desk, absence_id: int, seen: int, last: date, reason: str) -> Absence:
    """The person is back after *last*; days of a closed month stay as they were decided on."""
    one = await _to_answer(desk, absence_id, seen)
    done = absenceflow.end_early(one, last=last, by=desk.actor, reason=reason, now=desk.now)
    check_open(desk, last + timedelta(days=1))
    return await _changed(desk, "absence-end", one, done)


async def cancel(desk: Desk, absence_id: int, seen: int, reason: str) -> Absence:
    one = await _to_answer(desk, absence_id, seen)
    done = absenceflow.cancel(one, by=desk.actor, reason=reason, now=desk.now)
    check_open(desk, one.first)
    return await _changed(desk, "absence-cancel", one, done)


async def _changed(desk: Desk, act: str, before: Absence, after: Absence) -> Absence:
    stored = await desk.store.absences.save(after)
    await _audit(desk, act, stored, reason=stored.said, was_last=before.last.isoformat())
    await _tell(desk, "absence.changed", await _concerned(desk, stored), stored)
    return stored


async def take_in(desk: Desk, one: Absence) -> Absence:
    """Approved on paper: kept as it is, recorded, and those whom it concerns are told."""
    stored = await desk.store.absences.add(one)
    await _audit(desk, "absence-taken-in", stored)
    await _tell(desk, "absence.approved", await _concerned(desk, stored), stored)
    return stored


async def check_may_take_in(desk: Desk, person: str, first: date, last: date) -> None:
    """Of an absence approved on paper. *errors.BadInput* for days that cannot be; *errors.Refused*
    ``absence.closed`` for days of a month whose comment step has closed over a form that is not
    decided yet: presence caps the class (§8.7).
    """
    absenceflow.check_days(first, last, people.day_of(desk.now))
    month = desk.month
    days = presence.window(desk.rules.calendar, month)
    if desk.now < desk.closings(month).comment or last < days.first or first > days.last:
        return
    form = await desk.store.evaluations.of(person, month)
    if form is not None and form.decision is None:
        after = days.last + timedelta(days=1)
        raise errors.Refused("absence.closed", month=month, first=after)


async def away_on(desk: Desk, day: date) -> frozenset[str]:
    """Everybody in the ward with an approved absence on *day*: nobody nags them."""
    return frozenset(one.person for one in await desk.store.absences.covering(day))


def check_open(desk: Desk, day: date) -> None:
    """*errors.Refused* ``absence.closed`` once the comment step of the day's month has closed:
    what happened in it is the decider's matter then. *first* is the earliest day still open.
    """
    month = desk.rules.calendar.work_month(due_at(day))
    if desk.now < desk.closings(month).comment:
        return
    raise errors.Refused("absence.closed", month=month, first=_first_open(desk, month))


def _first_open(desk: Desk, month: Month) -> date:
    while desk.now >= desk.closings(month).comment:
        month = month.shift(1)
    return presence.window(desk.rules.calendar, month).first


async def _check(desk: Desk, one: Absence) -> None:
    absenceflow.check_days(one.first, one.last, people.day_of(desk.now))
    check_open(desk, one.first)
    await _check_free(desk, one)


async def _check_free(desk: Desk, one: Absence) -> None:
    others = await desk.store.absences.of_people([one.person], one.first, one.last)
    absenceflow.check_free(one, others)


async def get(desk: Desk, absence_id: int) -> Absence:
    """Whoever asks: the caller checks the part in it. *errors.NotFound* ``absence``."""
    found = await desk.store.absences.get(absence_id)
    if found is None:
        raise errors.NotFound("absence", id=absence_id)
    return found


async def _seen(desk: Desk, absence_id: int, seen: int) -> Absence:
    """*errors.Stale* ``absence.moved-on`` when it is not what stood on the screen."""
    one = (await absence_rights.opened(desk, await get(desk, absence_id))).one
    if one.version != seen:
        raise errors.Stale("absence.moved-on")
    return one


async def _own_draft(desk: Desk, absence_id: int, seen: int) -> Absence:
    one = await _seen(desk, absence_id, seen)
    if one.state != absence.DRAFT:
        raise errors.Stale("absence.moved-on")
    return one


async def _to_answer(desk: Desk, absence_id: int, seen: int) -> Absence:
    one = await _seen(desk, absence_id, seen)
    if desk.actor not in await approvers(desk, one.person):
        raise errors.Refused("absence.not-approver")
    return one


def _kind(kind: str) -> str:
    if kind and kind not in absence.KINDS:
        raise errors.BadInput("absence.kind")
    return kind


def _said(text: str) -> str:
    return drafting.check_sentence(text, limit=drafting.NOTE_LIMIT)


def absence_key(one: Absence) -> str:
    """How the audit and the notices name an absence."""
    return f"absence:{one.id}"


async def _audit(desk: Desk, act: str, one: Absence, **facts: object) -> None:
    await desk.audit(
        act,
        absence_key(one),
        person=one.person,
        kind=one.kind,
        first=one.first.isoformat(),
        last=one.last.isoformat(),
        document=one.document,
        **facts,
    )


async def _tell(desk: Desk, kind: str, recipients: Iterable[str], one: Absence) -> None:
    await desk.inform(
        kind, recipients, f"{absence_key(one)}:{one.version}", id=one.id, version=one.version
    )


async def _concerned(desk: Desk, one: Absence) -> tuple[str, ...]:
    """Also the nearest leader, whose work it is to reassign what falls due meanwhile."""
    nearest = await directing.nearest_leader(desk, one.person)
    return (one.person, one.entered_by, *([nearest] if nearest else []))
