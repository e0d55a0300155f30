"""APScheduler with its memory store runs two ticks; everything that is due is in rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.calendar import ZONE

DELIVER_SECONDS = 1
TICK_SECONDS = 30

Work = Callable[[], Awaitable[int]]
Timetable = Callable[[Work, Work], AsyncIOScheduler]


def build(deliver: Work, tick: Work) -> AsyncIOScheduler:
    """Not started. A tick that is late runs once, two never run at once."""
    scheduler = AsyncIOScheduler(
        timezone=ZONE,
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    scheduler.add_job(deliver, "interval", seconds=DELIVER_SECONDS, id="deliver")
    scheduler.add_job(tick, "interval", seconds=TICK_SECONDS, id="tick")
    return scheduler
