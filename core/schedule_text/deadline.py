"""The deadline of a job (R7), and deliveries, whose day is one without a word for it (R11).

"truoc" a day ends on the day before it; before an hour, at that instant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from core.schedule_text import verbs
from core.schedule_text.appositive import may_be_another
from core.schedule_text.cast import Cast
from core.schedule_text.draft import Draft
from core.schedule_text.event import merged
from core.schedule_text.mentions import WEAK
from core.schedule_text.reading import Moment
from core.schedule_text.resolve import resolve
from core.schedule_text.roles import BEFORE
from core.schedule_text.scan import Scan
from core.schedule_text.when import Context, When, day_of, joined, understand

_DAY = timedelta(days=1)
_REPORT = re.compile(
    r"\W*(?:\d{1,2}[.)/] ?)?(?:bao cao|bc|ke hoach|so lieu|danh sach|to trinh|ho so) (?:\d+ thang|thang|quy|tuan|nam)\b"
)


def due_of(
    scan: Scan, cast: Cast, start: When | None, context: Context, made: Draft, rest: str
) -> When | None:
    if not cast.dues:
        return None
    base = cast.dues[0]
    for group in cast.dues[1:]:
        if base.role != group.role and base.days and group.days:
            made.ask("two-days")
            continue
        base = merged(scan, base, group, context, made)
    when = understand(scan.flat, base, context)
    made.doubts += when.doubts
    if when.day is None and not base.days:
        _lend_day(scan, when, start, context, made, rest)
    elif when.day is not None and start is not None and start.day is not None:
        _in_order(scan, when, start, context, made)
    elif start is None and context.day is None and when.bare_weekday:
        alone = resolve(base.days, replace(context.frame, last=None)).first
        if alone != when.day:
            made.ask("weekday-coming", first=when.day, second=alone)
    if when.day is not None:
        made.due = _deadline(when, made)
        if start is None and may_be_another(scan.flat, base, rest):
            made.ask("role-unclear", first=when.day)
        if made.part is None and made.start is None:
            made.part = when.part
    return when


def _lend_day(
    scan: Scan, when: When, start: When | None, context: Context, made: Draft, rest: str
) -> None:
    """ "thu 6 nop truoc 16h": the hour alone takes the line's day."""
    if start is None or start.day is None:
        when.day = context.day
        if context.doubt is not None:
            made.doubts.append(context.doubt)
        return
    when.day = start.day
    beside = when.group.joined and when.group.start >= start.group.end
    if start.hour is None and (beside or not verbs.happens(scan.flat, rest)):
        made.start, made.part, made.dated = None, None, True
    elif (
        start.group.start > when.group.start
        and "," in scan.flat.text[when.group.end : start.group.start]
    ):
        made.ask("role-unclear", first=start.day)


def _in_order(scan: Scan, when: When, start: When, context: Context, made: Draft) -> None:
    """A weekday for a deadline before the start is asked, the next one offered (R3)."""
    if when.day is None or start.day is None or when.day >= start.day or not when.bare_weekday:
        return
    early = when.day
    again = understand(scan.flat, when.group, context, after=start.day)
    when.day = again.day
    made.doubts = [one for one in made.doubts if one not in when.doubts]
    made.ask("weekday-after", first=again.day, second=early)


def _deadline(when: When, made: Draft) -> Moment | None:
    """R7: "before" a day ends the day before; before an hour, at that instant."""
    day = when.last or when.day
    if day is None:
        return None
    if when.last is not None:
        made.ask("role-unclear", first=day)
    if when.group.role != BEFORE or when.hour is not None:
        return joined(day, when.hour)
    if when.part is not None:
        made.ask("before-part", first=day)
        return day
    if any(one.kind == WEAK for one in when.group.days):
        made.ask("before-weak", first=day)
    return day - _DAY


def deliver(scan: Scan, made: Draft, start: When | None, rest: str) -> None:
    """A day without a role, a heading's too, is the deadline of a delivery (R11)."""
    flat = scan.flat
    if made.start is None or made.end is not None:
        return
    own = start if start is not None and start.day is not None else None
    if own is not None and verbs.of_another(flat, own.group.start, own.group.end):
        made.ask("role-unclear", first=day_of(made.start))
    delivered = verbs.delivers(flat, rest, own.group.start if own is not None else None)
    if delivered or _is_product(scan, made, rest):
        made.due, made.start, made.dated = made.start, None, True
    elif own is not None and not made.doubts and _is_edge(own):
        made.ask("month-edge", first=day_of(made.start))


def _is_product(scan: Scan, made: Draft, rest: str) -> bool:
    """ "2 báo cáo 25/5", "Báo cáo tháng 5 - 25/5": a thing and its day, nothing else to do."""
    if isinstance(made.start, datetime) or made.part:
        return False
    opens = min((each.start for each in scan.quantities), default=None)
    if opens is not None and not any(map(str.isalpha, rest[:opens])):
        return True
    return _REPORT.match(rest) is not None and not verbs.acts(scan.flat, rest)


def _is_edge(when: When) -> bool:
    """The end of a month, which is no clear day for an event (R8)."""
    days = when.group.days
    return all(day.kind == WEAK for day in days) and days[0].edge == "month-last"
