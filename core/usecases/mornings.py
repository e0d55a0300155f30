"""What a working day begins with: digests, the week's card, reminders of what lies unanswered.

Everything is asked of rows and the clock, and done once: running it late or twice changes
nothing, and a morning that was missed is not made up for in the afternoon.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from core import tasks, window
from core.calendar import ZONE
from core.usecases import absences, directing, scheduling, unrouted, working
from core.usecases.desk import Desk

OPENS, CLOSES = time(7), time(11)
UNANSWERED_AFTER = 2
DIGEST = "digest"
OFF = "off"


async def greet(desk: Desk) -> int:
    """Once a morning, in ward time; how many people are told of something."""
    local = desk.now.astimezone(ZONE)
    day = local.date()
    if not OPENS <= local.time() < CLOSES:
        return 0
    if not await desk.store.notebook.once(f"morning:{day}", desk.now):
        return 0
    told = await unrouted.tell(desk) if day.day == 1 else 0
    if not desk.rules.workdays.is_working(day):
        return told
    away = await absences.away_on(desk, day)
    told += await _week(desk, day, away) + await _digests(desk, day, away)
    return told + await _unanswered(desk, day, away)


async def _week(desk: Desk, day: date, away: frozenset[str]) -> int:
    """The card of the week, to whoever has not sent it nor was told yet."""
    organisation = await desk.organisation()
    here = [
        person.code
        for person in organisation.people
        if person.code not in away and organisation.posts_of(person.code, day)
    ]
    return await scheduling.due_cards(desk, here)


async def _digests(desk: Desk, day: date, away: frozenset[str]) -> int:
    """To whoever has late work, or work due until the end of the next working day."""
    start, _ = desk.rules.calendar.work_window(desk.month)
    horizon = working.soon(desk)
    open_ = await desk.store.tasks.due_in(tasks.OPEN, start, horizon)
    off = await desk.store.notebook.preferring(DIGEST, OFF)
    recipients = sorted({one.person for one in open_} - away - off)
    await desk.inform(
        "digest.day",
        recipients,
        f"{day}",
        lasts=_until(desk, CLOSES),
        urgency=1,
        actor_too=True,
    )
    return len(recipients)


async def _unanswered(desk: Desk, day: date, away: frozenset[str]) -> int:
    """The leader is reminded of what was handed in two working days ago (§4.2)."""
    limit = desk.rules.workdays.before(desk.now, UNANSWERED_AFTER)
    leaders: set[str] = set()
    for item in await desk.store.tasks.handed_in_before(limit):
        if directing.phase_of(desk, item) != window.FROZEN:
            leaders.update(await directing.whom_to_tell(desk, item.person))
    await desk.inform(
        "task.unanswered",
        sorted(leaders - away),
        f"{day}",
        lasts=_until(desk, time(17)),
        urgency=1,
        actor_too=True,
    )
    return len(leaders)


def _until(desk: Desk, hour: time) -> timedelta:
    local = desk.now.astimezone(ZONE)
    return datetime.combine(local.date(), hour, ZONE) - local


async def choose(desk: Desk, *, wanted: bool) -> None:
    """The own digest, on or off."""
    await desk.store.notebook.prefer(desk.actor, DIGEST, "on" if wanted else OFF)
    await desk.audit("digest", f"person:{desk.actor}", wanted=wanted)
