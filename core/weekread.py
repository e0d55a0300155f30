"""What a person typed or pasted on the card of a week, as lines of a schedule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from core import schedule_text
from core.calendar import ZONE, due_at
from core.people import day_of
from core.schedule import CONTENT_LIMIT, Line
from core.schedule_text import Item, Moment, Question, Reading
from core.text import composed, folded
from core.weekfill import last_day, says_weekly
from core.weeks import Week

_DAY = timedelta(days=1)
_SUNDAY = re.compile(r"\b(chu nhat|cn)\b")
_WEEKDAY = re.compile(r"\b(thu (hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|cn)\b")
_RELATIVE = re.compile(r"\b(hom nay|tuan (nay|sau|toi|truoc)|ngay (mai|kia|mot))\b")
_COMING = re.compile(r"\btới\b")
_HOUR = re.compile(r"([01]?\d|2\d) ?(?:h|g|gio|:) ?([0-5]\d)?")
_HOURS = frozenset({"hour-part", "hour-and-part", "no-such-hour", "two-hours", "minutes-or-count"})
_PARTS = ("sang", "trua", "chieu", "toi")
SOURCE_LIMIT = 2000
NO_DAY = "no-day"
"""The fact of a line that no day was said or offered for: it stands where it is for now."""
TODAYS = "weekday-today"
"""Today's own weekday: on the card of this week it is today's, not that of the next."""
ABOUT_QUANTITY, ABOUT_HOUR, ABOUT_DAY = "quantity", "hour", "day"
NO_CONTENT = "no-content"
NOTHING_TO_ACCEPT = frozenset({NO_CONTENT, "quantity-bounds", "no-such-hour"})


def is_paste(text: str) -> bool:
    return sum(1 for line in text.splitlines() if line.strip()) > 1


def read(text: str, week: Week, today: date) -> Reading:
    """*text* as somebody means it who has the card of *week* before the eyes on *today*.

    A bare weekday is then one of that week, unless a word counts from today.
    """
    reader: Callable[[str, date], Reading]
    reader = schedule_text.read_paste if is_paste(text) else schedule_text.read_line
    plainly = reader(text, today)
    if today in week or week.sunday < today or not _names_only_a_weekday(text):
        return plainly
    start = week.monday if _SUNDAY.search(folded(text)) else week.monday - _DAY
    there = reader(text, start)
    return plainly if _doubts(there) > _doubts(plainly) else there


def _names_only_a_weekday(text: str) -> bool:
    bare = folded(text)
    counted = _RELATIVE.search(bare) or _COMING.search(composed(text).casefold())
    return bool(_WEEKDAY.search(bare)) and not counted


def _doubts(reading: Reading) -> int:
    return sum(1 for item in reading.items if item.question is not None)


def lines(items: Iterable[Item], week: Week, today: date) -> tuple[Line, ...]:
    return tuple(line_of(item, week, today) for item in items)


def line_of(item: Item, week: Week, today: date) -> Line:
    """Without number, catalogue item and task. A line whose day is asked stands on *today*, or
    on the first day of *week*, until it is answered.
    """
    due = _exclusive(item.due)
    day = _day(item.start) or (last_day(due) if due else None)
    question, facts = _asked(item.question)
    if question and day is None:
        facts += ((NO_DAY, "1"),)
    line = Line(
        number=0,
        day=day or (today if today in week else week.monday),
        content=clipped(item.what) or clipped(item.source),
        part=_part(item.part),
        at=_hour(item.start),
        until=_exclusive(item.end),
        quantity=item.quantity,
        due=due,
        question=question,
        facts=facts,
        repeats=says_weekly(item.source),
        source=composed(item.source).strip()[:SOURCE_LIMIT],
    )
    is_todays = question == TODAYS and line.day == today and today in week
    return next_doubt(line) if is_todays else line


def about(question: str) -> str:
    """What answers a doubt of a reading: a quantity, an hour, or a day."""
    if question.startswith("quantity") or question == "two-quantities":
        return ABOUT_QUANTITY
    return ABOUT_HOUR if question in _HOURS else ABOUT_DAY


def can_accept(line: Line) -> bool:
    """Whether there is a reading to be offered at all."""
    return line.question not in NOTHING_TO_ACCEPT and not line.fact(NO_DAY)


def clipped(text: str) -> str:
    """One line of at most 500 characters; the rest stays in the line's *source*."""
    said = " ".join(composed(text).split())
    said = said[:1].upper() + said[1:]
    return said if len(said) <= CONTENT_LIMIT else said[: CONTENT_LIMIT - 1].rstrip() + "…"


def on_day(line: Line, day: date) -> Line:
    """Moved to *day*: a range keeps its length, what was due on the old day is due on the new."""
    span = day - line.day
    due = line.due
    facts = tuple(each for each in line.facts if each[0] != NO_DAY)
    if due is not None and last_day(due) == line.day:
        due += span
    until = line.until + span if line.until else None
    return replace(line, day=day, until=until, due=due, facts=facts)


def into_week(line: Line, week: Week) -> Line:
    """The same weekday of *week*, a later due as much later as it was."""
    span = week.monday - Week.of(line.day).monday
    moved = on_day(replace(line, due=None), line.day + span)
    return replace(moved, due=line.due + span if line.due else None)


def same_work(old: Line, new: Line) -> bool:
    """Whether a line typed anew still speaks of what it spoke of: a third of the shorter one's
    words are the other's too. "kiểm tra ngõ 6" corrects "kiểm tra ngõ 5", "họp chi bộ" does not.
    """
    was, now = _words(old.content), _words(new.content)
    return 3 * len(was & now) >= min(len(was), len(now))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", folded(text)) if word.isalpha())


def rewritten(old: Line, new: Line) -> Line:
    """*old* as it was typed anew: its task, its item and its repeating stay."""
    kept = replace(
        new,
        number=old.number,
        task=old.task,
        item=old.item,
        mark=old.mark,
        repeats=old.repeats,
        separate=old.separate,
    )
    if not old.item:
        return kept
    due = new.due or on_day(old, new.day).due
    return replace(kept, quantity=new.quantity or old.quantity, due=due)


def at_hour(line: Line, at: time) -> Line:
    """The event at that hour; without an event of its own hour, the deadline."""
    if line.at is None and line.due is not None and last_day(line.due) == line.day:
        return replace(line, due=datetime.combine(line.day, at, ZONE))
    return replace(line, at=at, part=None)


def hour_alone(text: str) -> time | None:
    """ "15h", "15h30", "15:30" and nothing else."""
    found = _HOUR.fullmatch(folded(text))
    if found is None or int(found[1]) > 23:
        return None
    return time(int(found[1]), int(found[2] or 0))


def moment_alone(text: str, week: Week, today: date) -> Moment | None:
    """ "thứ 3", "21/10 15h", "hạn thứ 6" and nothing else, when that is one moment."""
    items = read(text, week, today).items
    doubt = items[0].question if len(items) == 1 else None
    if doubt is None or doubt.code != NO_CONTENT or doubt.also:
        return None
    return items[0].start or items[0].due


def names_a_day(text: str, week: Week, today: date) -> bool:
    """Whether *text* is more than what the work is: it has a day of its own."""
    return any(item.start or item.due for item in read(text, week, today).items)


def at_moment(line: Line, moment: Moment) -> Line:
    moved = on_day(line, day_of(moment) if isinstance(moment, datetime) else moment)
    hour = _hour(moment)
    return moved if hour is None else at_hour(moved, hour)


def after(line: Line) -> Line:
    """After a day, an hour or a number was said: what the work is stays asked."""
    return line if line.question == NO_CONTENT else next_doubt(line)


def next_doubt(line: Line) -> Line:
    """The line with its first doubt answered: the lesser ones are asked after it."""
    rest = line.fact("also")
    if not rest:
        return replace(line, question="", facts=())
    kept = tuple(each for each in line.facts if each[0] == NO_DAY)
    first, *others = rest
    facts = [
        (name.removeprefix("0."), value) for name, value in line.facts if name.startswith("0.")
    ]
    for at, code in enumerate(others):
        facts.append(("also", code))
        before = f"{at + 1}."
        facts += [
            (f"{at}.{name.removeprefix(before)}", value)
            for name, value in line.facts
            if name.startswith(before)
        ]
    return replace(line, question=first, facts=(*facts, *kept))


def _asked(question: Question | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    if question is None:
        return "", ()
    facts = [(name, _text(value)) for name, value in question.facts.items()]
    for at, lesser in enumerate(question.also):
        facts.append(("also", lesser.code))
        facts += [(f"{at}.{name}", _text(value)) for name, value in lesser.facts.items()]
    return question.code, tuple(facts)


def _text(value: object) -> str:
    if isinstance(value, date):  # also an instant
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(one) for one in value)
    return str(value)


def _day(moment: Moment | None) -> date | None:
    return day_of(moment) if isinstance(moment, datetime) else moment


def _hour(moment: Moment | None) -> time | None:
    if not isinstance(moment, datetime):
        return None
    return moment.astimezone(ZONE).time().replace(second=0, microsecond=0)


def _exclusive(moment: Moment | None) -> datetime | None:
    return None if moment is None else due_at(moment)


def _part(said: str | None) -> str | None:
    bare = folded(said or "")
    return bare if bare in _PARTS else None
