"""What the lines above say to those below: the day, the part, the week, and their doubts (R15).

A day heading holds until the next; a part of the day holds within its day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.schedule_text import content, headings, row
from core.schedule_text.assemble import assemble
from core.schedule_text.draft import Draft
from core.schedule_text.frame import Frame, monday
from core.schedule_text.groups import Group
from core.schedule_text.line import Job
from core.schedule_text.mentions import DATE, WEAK, WEEKDAY
from core.schedule_text.questions import ask, quoting
from core.schedule_text.reading import Question
from core.schedule_text.scan import Scan
from core.schedule_text.when import Context, day_of

_WEEK = timedelta(days=7)
_FIRM = re.compile(r"[ )\]]*[:|>\-]")


@dataclass(slots=True, kw_only=True)
class Above:
    """*day* to *last*: of the heading, or of the line above when not *firm*. *named*: the weekday
    of the heading just before, which a date may follow on a line of its own. *bullet*: that of
    the line which began with the day."""

    frame: Frame
    day: date | None = None
    last: date | None = None
    part: str | None = None
    doubt: Question | None = None
    firm: bool = True
    named: int | None = None
    bullet: str = ""

    def context(self, found: Scan) -> Context:
        """What holds for a line; its equal in a list may not be of the same day."""
        doubt = self.doubt
        if self.day is not None and doubt is None and self._is_equal(found):
            doubt = ask("day-above", first=self.day)
        return Context(
            frame=self.frame,
            day=self.day,
            last=self.last,
            part=self.part,
            doubt=doubt,
            firm=self.firm,
        )

    def _is_equal(self, found: Scan) -> bool:
        timed = any(group.clocks or group.parts for group in found.groups)
        return bool(self.bullet) and not timed and _bullet(found) == self.bullet

    def heading(self, what: str, found: Scan) -> None:
        """A line of nothing but a day, a part or a week."""
        self.firm, self.bullet = True, ""
        made = assemble(found, Context(frame=self.frame))
        self.part = made.part
        if what == headings.WEEK and _is_edge(found):
            self._edge_heading(made)
        elif what == headings.WEEK:
            self._week_heading(made)
        elif what == headings.DAY:
            days = [day.kind for group in found.groups for day in group.days]
            self._day_heading(made, days=days, words=found.flat.source)

    def note(self) -> None:
        """A heading that names no day: the day above may no longer hold."""
        if self.day is not None:
            self.doubt = ask("day-above", first=self.day)

    def read(self, found: Scan, made: list[Job], *, firm: bool) -> None:
        """After a row: its weekdays stay in one week, its opening holds for the lines below."""
        self.named = None
        for job in made:
            if job.weekday is not None:
                self.frame = replace(self.frame, last=job.weekday)
        if made:
            self._opened(found, made[0], firm=firm)

    def _edge_heading(self, made: Draft) -> None:
        """ "Cuối tháng:" is no clear day for the lines below (R8)."""
        moment = made.start or made.due
        self.day = day_of(moment) if moment is not None else None
        self.last = self.named = None
        self.doubt = ask("month-edge" if self.day is not None else "no-date", first=self.day)

    def _week_heading(self, made: Draft) -> None:
        if made.start is None:
            return
        self.day = self.last = self.doubt = self.named = None
        self.frame = replace(self.frame, week=monday(day_of(made.start)), last=None)

    def _day_heading(self, made: Draft, *, days: list[str], words: str) -> None:
        if made.start is None:
            self.day, self.doubt = None, (made.doubts or [ask("no-date")])[0]
            return
        day = day_of(made.start)
        self.doubt = row.of_day(made.doubts)
        if days == [WEEKDAY]:
            self._in_order(day)
            self.named = day.weekday()
        elif self.named is not None and WEEKDAY not in days and DATE in days:
            self._same_weekday(day, self.named)
            self.named = None
        else:
            self.named = None
        if self.doubt is not None:
            self.doubt = quoting([self.doubt], words)[0]
        self.day = day
        self.last = day_of(made.end) if made.end is not None else None
        week = self.frame.week
        if week is not None and monday(day) != week:
            week = None
        if self.last is not None and monday(day) == monday(self.last):
            week = monday(day)
        self.frame = replace(self.frame, last=day, week=week)

    def _in_order(self, day: date) -> None:
        """A weekday heading that goes back may be of the week after (R15)."""
        if self.doubt is None and self.frame.last is not None and day < self.frame.last:
            self.doubt = ask("weekday-order", weekday=day.weekday(), first=day, second=day + _WEEK)

    def _same_weekday(self, day: date, weekday: int) -> None:
        if day.weekday() != weekday and self.doubt is None:
            other = monday(day) + timedelta(days=weekday)
            self.doubt = ask(
                "weekday-disagrees",
                weekday=weekday,
                actual=day.weekday(),
                first=day,
                second=other,
            )

    def title(self, found: Scan) -> None:
        """A title may tell the week, or the day, of what follows."""
        days = [day for group in found.groups for day in group.days]
        made = assemble(found, Context(frame=self.frame))
        if made.start is None or not days:
            return
        first = day_of(made.start)
        end = day_of(made.end) if made.end is not None else None
        if all(day.kind == WEAK for day in days):
            if any(day.week is not None and day.edge == "week" for day in days):
                self._week_heading(made)
        elif end is not None and end - first <= _WEEK:
            self.day = self.last = self.doubt = None
            self.frame = replace(self.frame, week=monday(first), last=None)
        elif end is None and "tuan" not in found.flat.text:
            self._day_heading(made, days=[day.kind for day in days], words=found.flat.source)

    def _opened(self, found: Scan, job: Job, *, firm: bool) -> None:
        """The day or the part with which a line begins holds for the lines below."""
        opening = job.opening
        if opening is None:
            self._part_opened(found)
            return
        self.bullet = "" if firm else _bullet(found)
        firm = firm or _closed(found.flat.text, opening.group)
        above = self.day
        self.firm, self.day, self.last = firm, opening.day, opening.last
        self.part = None
        if firm and opening.group.parts:
            self.part = opening.group.parts[0].name or None
        self.doubt = row.of_day(opening.doubts)
        if not firm:
            self.doubt = self.doubt or ask("day-above", first=opening.day, second=above)

    def _part_opened(self, found: Scan) -> None:
        first = found.groups[0] if found.groups else None
        if first is None or first.role or first.days or not first.parts:
            return
        after = found.flat.text[first.parts[0].end : first.parts[0].end + 3]
        if content.leads(found.flat, first.start) and _FIRM.match(after):
            self.part = first.parts[0].name or None


def _bullet(found: Scan) -> str:
    """The kind of mark before the line: a dash, a number, ..."""
    text = found.flat.text
    mark = text[: content.bullet(text)].strip()
    return "1" if any(map(str.isdigit, mark)) else mark[:1]


def _is_edge(found: Scan) -> bool:
    return any(
        day.edge.startswith(("month", "quy", "nam"))
        for group in found.groups
        for day in group.days
    )


def _closed(text: str, group: Group) -> bool:
    """Whether a mark closes the day, or the part after it, as it closes a heading."""
    ends = [max(day.end for day in group.days), *(part.end for part in group.parts)]
    return any(_FIRM.match(text, end) is not None for end in ends)
