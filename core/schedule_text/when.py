"""A group of time words understood: the day, the hour, the part, and what is to be asked.

A doubt quotes the words it is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from core.calendar import ZONE
from core.schedule_text import content, hours
from core.schedule_text.flat import Flat
from core.schedule_text.frame import Frame
from core.schedule_text.groups import Group
from core.schedule_text.mentions import WEAK, WEEKDAY
from core.schedule_text.questions import ask, quoting
from core.schedule_text.reading import Moment, Question
from core.schedule_text.resolve import resolve

_NOON = 12
_APART = re.compile(r"(?:[(,]|\btuan toi) ?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What holds for a line from the lines above it (R15). *doubt* is asked with its day.

    *firm*: *day* is that of a heading and not only of the line above.
    """

    frame: Frame
    day: date | None = None
    last: date | None = None
    part: str | None = None
    doubt: Question | None = None
    firm: bool = True


@dataclass(slots=True, kw_only=True)
class When:
    """*hour* None for a whole day; *last* the end of a range of days.

    *leads*: the line begins with it, so that it is a day heading of its own (R15).
    """

    group: Group
    day: date | None = None
    last: date | None = None
    hour: hours.Hour | None = None
    part: str | None = None
    leads: bool = False
    doubts: list[Question] = field(default_factory=list)

    @property
    def bare_weekday(self) -> bool:
        """A weekday with nothing that says its week."""
        return [(one.kind, one.week, one.coming) for one in self.group.days] == [
            (WEEKDAY, None, "")
        ]


def joined(day: date, hour: hours.Hour | None) -> Moment:
    """The instant; the day alone for "24h", which is its end (R7)."""
    if hour is None or hour.at is None:
        return day
    return datetime.combine(day, hour.at, tzinfo=ZONE)


def day_of(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def understand(flat: Flat, group: Group, context: Context, *, after: date | None = None) -> When:
    """*after*: the start, for the end of a range."""
    found = resolve(group.days, context.frame, after=after)
    when = When(group=group, day=found.first, last=found.last, doubts=list(found.doubts))
    if group.doubt:
        when.doubts.append(ask(group.doubt, first=found.first))
    if _of_what_week(flat, group):
        when.doubts.append(ask("week-of-what", first=found.first))
    part = group.parts[0].name if group.parts else None
    if group.clocks:
        holds = found.first is None or found.first == context.day
        when.hour = hour(group, part, context if holds else None)
        when.doubts += hour_doubts(when.hour)
    elif group.parts:
        when.part = part or None
    if part == "toi" and _may_be_coming(flat, group):
        when.doubts.append(ask("unmarked-toi", first=found.first))
    when.doubts = quoting(when.doubts, flat.written(group.start, group.end))
    return when


def hour(group: Group, part: str | None, context: Context | None) -> hours.Hour:
    """Of the group's clock; a heading's part of the day settles it too (R15)."""
    clock = group.clocks[0]
    if part or context is None or not context.part:
        return hours.settle(clock, part)
    return hours.settle(clock, context.part, inherited=True)


def hour_doubts(found: hours.Hour) -> list[Question]:
    if not found.doubt:
        return []
    first = found.at.strftime("%H:%M") if found.at is not None else None
    second = found.other.strftime("%H:%M") if found.other is not None else None
    return [ask(found.doubt, first_hour=first, second_hour=second)]


_PRODUCT_ENDS = ("bao cao", "ke hoach", "lich", "chuong trinh", "noi dung", "nhiem vu", "cong viec",
                 "so lieu", "ket qua", "cong tac", "lam viec")  # fmt: skip


def _of_what_week(flat: Flat, group: Group) -> bool:
    """ "ke hoach tuan sau thu 6": the plan's week or the deadline's."""
    weak = [one for one in group.days if one.kind == WEAK and one.week is not None]
    weekday = [one for one in group.days if one.kind == WEEKDAY]
    if not weak or not weekday or weak[0].start > weekday[0].start:
        return False
    return is_of_something(flat, weak[0].start)


def is_of_something(flat: Flat, start: int) -> bool:
    """Whether a week is that of a plan or a report rather than of the job."""
    return flat.text[max(0, start - 14) : start].rstrip().endswith(_PRODUCT_ENDS)


def _may_be_coming(flat: Flat, group: Group) -> bool:
    """Without marks "thu 3 toi" may be "tối" or "tới"."""
    if flat.marked:
        return False
    part = group.parts[0]
    if "toi" not in flat.text[part.start : part.end]:
        return False
    if flat.text.startswith(("buoi", "vao"), part.start) or _APART.search(
        flat.text[max(0, part.start - 10) : part.start]
    ):
        return False
    before = [one for one in group.days if one.end <= part.start]
    after = [one for one in group.days if one.start >= part.end]
    clocks = [one for one in group.clocks if one.end <= part.start]
    if clocks and clocks[0].hour < _NOON:
        return False
    if not before and content.opens(flat, part.start):
        return False
    late = bool(group.clocks) and group.clocks[0].hour >= _NOON
    dated = any(one.kind in {WEEKDAY, "date"} for one in [*before, *after])
    return dated and not late
