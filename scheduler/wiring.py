"""APScheduler with its memory store runs two ticks; everything that is due is in rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.calendar import ZONE

DELIVER_SECONDS = 1
CLOSE_SECONDS = 30


def build(
    deliver: Callable[[], Awaitable[int]], close_due: Callable[[], Awaitable[int]]
) -> AsyncIOScheduler:
    """Not started. A tick that is late runs once, two never run at once."""
    scheduler = AsyncIOScheduler(
        timezone=ZONE,
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    scheduler.add_job(deliver, "interval", seconds=DELIVER_SECONDS, id="deliver")
    scheduler.add_job(close_due, "interval", seconds=CLOSE_SECONDS, id="close")
    return scheduler
