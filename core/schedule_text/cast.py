"""Which group of a line is its start, its end, its deadline (R7, R8, R11).

Words that name no one day are content wherever a day is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.schedule_text import content, occasions
from core.schedule_text.appositive import united
from core.schedule_text.draft import Draft
from core.schedule_text.groups import Group
from core.schedule_text.mentions import DATE, WEAK, WEEKDAY, Day
from core.schedule_text.roles import AFTER, BEFORE, BY, FROM, TO, UNTIL
from core.schedule_text.scan import Scan
from core.schedule_text.when import Context, is_of_something

_CONTENT = ("month-", "quy-", "nam-", "feast")
"""Edges that beside a day are content: "so ket 6 thang dau nam vao 30/6"."""
_IS_THE_LIMIT = re.compile(
    r"\)? ?(?:la |phai )?(?:han|thoi han|deadline|het han|ngay cuoi|tro ve truoc)\b(?! che)"
    r"(?!(?: (?:chot|cuoi|nop|bao cao|gui|la|vao|den))* ?:? ?(?:\d|thu \S|t\d|cn|ngay|chu nhat|truoc|sang|chieu"
    r"|toi|trua|mai|hom|cuoi))"
)


@dataclass(slots=True, kw_only=True)
class Cast:
    """The groups by what they are. *week_spans*: weeks that a weekday elsewhere took."""

    starts: list[Group] = field(default_factory=list)
    ends: list[Group] = field(default_factory=list)
    dues: list[Group] = field(default_factory=list)
    repeats: bool = False
    week_spans: list[tuple[int, int]] = field(default_factory=list)


def cast(scan: Scan, context: Context, made: Draft) -> Cast:
    """The groups by what they are; what is unclear is asked in *made*."""
    found = Cast()
    under = context.day is not None and context.firm
    groups = _without_weak(scan, found, under=under)
    if under:
        groups = _without_named(scan, groups)
    groups = united(scan.flat, groups, context.frame)
    for at, group in enumerate(groups):
        before = groups[at - 1] if at else None
        role = group.role
        if not role and group.days and _is_the_limit(scan, groups, at):
            role = BY
        if role == UNTIL:
            role = _until(found, group, before)
        if role == TO and not found.starts:
            role = BY
            if before is not None or group.role == TO:
                made.ask("role-unclear")
        if role == AFTER:
            made.ask("after-day")
            found.starts.append(group)
        elif role == TO:
            found.ends.append(group)
        elif role in {BY, BEFORE}:
            group.role = role
            found.dues.append(group)
        else:
            found.starts.append(group)
    _share_day(found)
    _lend_week_of_end(found)
    return found


def _is_the_limit(scan: Scan, groups: Sequence[Group], at: int) -> bool:
    """ "15/6 la han nop": the deadline word after the day, unless it is that of a later day."""
    found = _IS_THE_LIMIT.match(scan.flat.text, groups[at].end)
    if found is None:
        return False
    later = groups[at + 1] if at + 1 < len(groups) else None
    return later is None or not later.role or later.start >= found.end()


def _until(cast: Cast, group: Group, before: Group | None) -> str:
    """ "den": the end of a range where a start stands before it, else a deadline (R7)."""
    if before is None or not cast.starts or before not in cast.starts:
        return TO if any(one.role == FROM for one in cast.starts) else BY
    if group.joined or before.role == FROM:
        return TO
    return TO if not group.days and group.clocks and before.clocks else BY


def _without_weak(scan: Scan, found: Cast, *, under: bool) -> list[Group]:
    """Words for no one day are content where a day is said, here or *under* a heading (R8)."""
    strong = [day for one in scan.groups for day in one.days if day.kind != WEAK]
    if not strong and not under:
        return list(scan.groups)
    kept = []
    for group in scan.groups:
        weak = [day for day in group.days if day.kind == WEAK]
        if len(weak) < len(group.days):
            _drop(group, [day for day in weak if day.edge.startswith(_CONTENT)])
            weak = [day for day in weak if day in group.days]
        loose = weak and len(weak) == len(group.days) and not group.role
        if loose and not strong and content.leads(scan.flat, group.start):
            loose = False
        for day in weak:
            if strong and day.edge == "recurring" and all(map(_may_repeat, strong)):
                found.repeats = True
        if loose:
            if _lend_week(scan, weak[0], strong):
                found.week_spans.append((weak[0].start, weak[0].end))
            _drop(group, weak)
        if not group.empty:
            kept.append(group)
    return kept


def _without_named(scan: Scan, groups: list[Group]) -> list[Group]:
    """ "gap mat 27/7" under another day's heading is the name of a day (R13)."""
    for group in groups:
        _drop(group, [day for day in group.days if occasions.is_name(scan.flat, day)])
    return [group for group in groups if not group.empty]


def _drop(group: Group, days: list[Day]) -> None:
    spans = {(day.start, day.end) for day in days}
    group.days = [day for day in group.days if day not in days]
    group.spans = [span for span in group.spans if span not in spans]


def _may_repeat(day: Day) -> bool:
    return day.kind == WEEKDAY or (day.kind == DATE and day.month is None)


def _lend_week(scan: Scan, weak: Day, strong: list[Day]) -> bool:
    """ "tuan sau hop thu 3": the week is the weekday's, unless it is that of a plan."""
    if weak.week is None or weak.edge not in {"week", "trong"} or len(strong) != 1:
        return False
    only = strong[0]
    if only.kind != WEEKDAY or only.week is not None or only.coming:
        return False
    if is_of_something(scan.flat, weak.start):
        return False
    lent = replace(only, week=weak.week)
    for group in scan.groups:
        group.days = [lent if day is only else day for day in group.days]
    return True


def _share_day(cast: Cast) -> None:
    """ "8h-10h30 thu 5": the day after the end is the start's too."""
    if not cast.ends:
        return
    end = cast.ends[0]
    for start in cast.starts:
        beside = end.joined and start.end <= end.start
        if not start.days and start.clocks and end.clocks and end.days and beside:
            start.days, end.days = end.days, []


def _lend_week_of_end(cast: Cast) -> None:
    """ "tu thu 2 den thu 6 tuan sau": the week after the end is the start's too."""
    if len(cast.starts) != 1 or not cast.ends:
        return
    start, end = cast.starts[0], cast.ends[0]
    first = next((day for day in start.days if day.kind == WEEKDAY), None)
    last = next((day for day in end.days if day.kind == WEEKDAY), None)
    if first is None or last is None or len(start.days) > 1:
        return
    week = next((day.week for day in end.days if day.week is not None), None)
    if week is None or first.week is not None or first.weekday is None or last.weekday is None:
        return
    if first.weekday <= last.weekday:
        start.days = [replace(first, week=week)]
