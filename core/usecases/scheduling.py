"""The own weekly schedule: opened with what is known already, sent, taken back (domain §4.2)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core import errors, people, schedule, weekfill, weekflow
from core.absence import is_away
from core.calendar import ZONE
from core.schedule import Line, Schedule
from core.usecases import agreeing, assigning, directing, timetable
from core.usecases.desk import Desk
from core.weeks import Week

FURTHEST = 8
"""Weeks from now that may be planned."""

_SENT = frozenset({schedule.SUBMITTED, schedule.APPROVED, schedule.RETURNED})

LONGEST_AGO = 520
"""Weeks back that may be looked at: ten years, and no date before the calendar began."""

Change = Callable[[Schedule], Schedule]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What the own schedule of this week asks for. *kind*: none, write, send, fix or amend."""

    kind: str
    week: Week
    reason: str = ""


async def opened(desk: Desk, week: Week) -> Schedule | None:
    """The actor's own, made and pre-filled; ``None`` for a week that went by without one.

    *errors.NotFound* ``post`` without a post today; *errors.Refused* ``week.far``.
    """
    await assigning.unit_of(desk, desk.actor)
    if week < earliest(desk):
        raise errors.NotFound("week.none")
    if week > furthest(desk):
        raise errors.Refused("week.far", most=FURTHEST)
    known = await desk.store.schedules.of(desk.actor, week)
    if known is None and week < timetable.this_week(desk):
        return None
    if known is not None and not _fills_itself(desk, known):
        return known
    filled = await outlook(desk, week, known)
    if known is not None:
        return known if filled is known else await timetable.stored(desk, filled)
    return await desk.store.schedules.add(filled)


def earliest(desk: Desk) -> Week:
    return timetable.this_week(desk).shift(-LONGEST_AGO)


def furthest(desk: Desk) -> Week:
    return timetable.this_week(desk).shift(FURTHEST)


def _fills_itself(desk: Desk, one: Schedule) -> bool:
    over = weekflow.is_over(one, people.day_of(desk.now))
    return not over and one.state in schedule.EDITABLE and not one.approved


async def outlook(desk: Desk, week: Week, known: Schedule | None = None) -> Schedule:
    """The actor's schedule of *week* as it would be filled now; nothing is stored."""
    fresh = Schedule(id=0, person=desk.actor, week=week, state=schedule.DRAFT)
    last = await desk.store.schedules.of(desk.actor, week.shift(-1))
    before = await desk.store.schedules.of(desk.actor, week.shift(-2)) if last else None
    items = await timetable.open_work(desk, desk.actor)
    return weekfill.fill(known or fresh, items, (last, before), desk.now)


async def edit(desk: Desk, schedule_id: int, seen: int | None, change: Change) -> Schedule:
    """*change* by the person: not after the week, not while the leader has it."""
    one = await timetable.own(desk, schedule_id, seen)
    weekflow.check_changeable(one, people.day_of(desk.now))
    changed = change(one)
    return one if changed == one else await timetable.stored(desk, changed)


async def news(desk: Desk, one: Schedule) -> tuple[Line, ...]:
    """Work that came since a schedule was approved and is not in it."""
    if not one.approved or weekflow.is_over(one, people.day_of(desk.now)):
        return ()
    filled = await outlook(desk, one.week, one)
    return filled.lines[len(one.lines) :]


async def refill(desk: Desk, schedule_id: int, seen: int) -> Schedule:
    """Takes the :func:`news` in."""
    one = await timetable.own(desk, schedule_id, seen)
    filled = await outlook(desk, one.week, one)
    return await edit(desk, schedule_id, seen, lambda _: filled)


async def copy_last(desk: Desk, schedule_id: int, seen: int) -> tuple[Schedule, int]:
    """Last week's lines, a week later; how many came. *errors.Refused* ``week.no-last``."""
    one = await timetable.own(desk, schedule_id, seen)
    last = await desk.store.schedules.of(desk.actor, one.week.shift(-1))
    if last is None:
        raise errors.Refused("week.no-last")
    known = await timetable.tasks_of(desk, last.in_force or last.lines)
    new = weekfill.copied(one, last, known)
    copied = await edit(desk, schedule_id, seen, lambda each: weekflow.add(each, new))
    return copied, len(new)


async def submit(desk: Desk, schedule_id: int, seen: int, reason: str) -> Schedule:
    """To the direct leader; whom nobody in the ward leads approves the own schedule, recorded so,
    with *reason* kept where that changes a task.

    *errors.Refused* ``week.not-ready``, ``month.frozen``, and ``task.begun`` or
    ``task.cancel-late`` where a line was taken out whose task cannot be cancelled any more.
    """
    one = await timetable.own(desk, schedule_id, seen)
    sent = weekflow.submit(one, desk.now, timetable.deadline(desk, one.week))
    await agreeing.check_possible(desk, sent)
    saved = await timetable.stored(desk, sent)
    await desk.audit(
        "week-submit",
        timetable.key_of(saved),
        late=saved.late,
        **timetable.facts(saved, saved.lines),
    )
    leaders = await directing.whom_to_tell(desk, desk.actor)
    if not leaders and desk.actor in await directing.followers(desk):
        return (await agreeing.apply(desk, saved, reason)).schedule
    await desk.inform(
        "week.submitted",
        leaders,
        f"{timetable.key_of(saved)}:{saved.version}",
        id=saved.id,
        at=desk.now.isoformat(),
    )
    return saved


async def recall(desk: Desk, schedule_id: int, seen: int) -> Schedule:
    """Takes back what was sent, while nobody has approved it."""
    one = await timetable.own(desk, schedule_id, seen)
    saved = await timetable.stored(desk, weekflow.recall(one, people.day_of(desk.now)))
    await desk.audit("week-recall", timetable.key_of(saved))
    return saved


async def discard(desk: Desk, schedule_id: int, seen: int) -> Schedule:
    """Gives up an amendment; the approved schedule stands."""
    one = await timetable.own(desk, schedule_id, seen)
    return await timetable.stored(desk, weekflow.discard(one, people.day_of(desk.now)))


async def waiting(desk: Desk) -> Waiting:
    """What the home card says of this week: nothing for who is away all week or has no post."""
    week = timetable.this_week(desk)
    nothing = Waiting(kind="none", week=week)
    one = await desk.store.schedules.of(desk.actor, week)
    if one is None or (one.state == schedule.DRAFT and not one.approved):
        if not await _is_expected(desk, week):
            return nothing
        return Waiting(kind="send" if one else "write", week=week)
    if one.state == schedule.RETURNED:
        return Waiting(kind="fix", week=week, reason=one.said)
    return Waiting(kind="amend", week=week) if one.state == schedule.DRAFT else nothing


async def _is_expected(desk: Desk, week: Week) -> bool:
    try:
        await assigning.unit_of(desk, desk.actor)
    except errors.NotFound:
        return False
    away = await desk.store.absences.of_people([desk.actor], week.monday, week.sunday)
    return not all(is_away(away, day) for day in _days_at_work(desk, week))


def _days_at_work(desk: Desk, week: Week) -> list[date]:
    found = [day for day in week.days if desk.rules.workdays.is_working(day)]
    return list(found or week.days)


async def due_cards(desk: Desk, persons: Collection[str]) -> int:
    """The card of this week for those of *persons* who have not sent it: once a person and week.

    Asked on every morning: who is away today hears of it on the first morning back. How many
    were told or had been told before. Nothing on a day off.
    """
    today = people.day_of(desk.now)
    if not desk.rules.workdays.is_working(today):
        return 0
    week = Week.of(today)
    done = await desk.store.schedules.people_in(week, _SENT)
    away = await desk.store.absences.of_people(persons, today, today)
    absent = {one.person for one in away if is_away([one], today)}
    told = [code for code in persons if code not in absent and code not in done]
    until = datetime.combine(week.sunday + timedelta(days=1), time.min, ZONE)
    await desk.inform(
        "week.start", told, str(week), urgency=1, lasts=until - desk.now, week=str(week)
    )
    return len(told)
