"""Days and due instants as people say them on a phone: "T5 22/10", "16:00 T6 23/10"."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.dialogs.context import Context
from core import calendar, errors, people, schedule_text
from core.calendar import ZONE
from core.schedule_text import Question


def short(ctx: Context, day: date) -> str:
    """ "T5 22/10"; "T4 12/5/2027" in another year, which a day without a year may well mean."""
    year = "" if day.year == people.day_of(ctx.desk.now).year else f"/{day.year}"
    return f"{ctx.words.text(f'day.short-{day.weekday()}')} {day.day}/{day.month}{year}"


def due(ctx: Context, instant: datetime) -> str:
    """An exclusive due instant: "hết T5 22/10" for a midnight, else with its hour."""
    local = instant.astimezone(ZONE)
    if local.time() == time.min:
        last = (local - timedelta(days=1)).date()
        return ctx.words.text("day.end-of", day=short(ctx, last))
    return f"{local:%H:%M} {short(ctx, local.date())}"


def packed(instant: datetime) -> str:
    """For a button: ``202610231600``."""
    return f"{instant.astimezone(ZONE):%Y%m%d%H%M}"


def unpacked(text: str) -> datetime:
    """*ValueError* for what :func:`packed` did not make."""
    return datetime.strptime(f"{text}+0700", "%Y%m%d%H%M%z").astimezone(ZONE)


def next_days(today: date, count: int) -> tuple[date, ...]:
    """Today and the days after it."""
    return tuple(today + timedelta(days=more) for more in range(count))


def typed_due(ctx: Context, typed: str) -> datetime:
    """ "28/10", "thứ 6 16h": *errors.BadInput* ``due.unreadable`` without one clear day."""
    due_, _ = due_and_rest(ctx, typed)
    return due_


def due_and_rest(ctx: Context, typed: str) -> tuple[datetime, str]:
    """ "28/10; chờ số liệu của phòng khác": the exclusive due instant, and the other words."""
    reading = schedule_text.read_line(typed, people.day_of(ctx.desk.now))
    found = reading.items[0] if len(reading.items) == 1 else None
    moment = (found.due or found.start) if found else None
    if found is None or moment is None or not _is_clear(found.question):
        raise unclear(typed)
    return calendar.due_at(moment), found.what.strip(" ;,.")


def _is_clear(question: Question | None) -> bool:
    """A day alone, without any work, is what was asked for."""
    return question is None or (question.code == "no-content" and not question.also)


def unclear(typed: str) -> errors.BadInput:
    """For words that do not name one day."""
    return errors.BadInput("due.unreadable", text=typed)


def whole(typed: str) -> int:
    """A whole number; *errors.BadInput* ``quantity.unreadable``."""
    said = typed.strip()
    if not said.isdecimal() or len(said) > 6:
        raise errors.BadInput("quantity.unreadable", text=typed)
    return int(said)
