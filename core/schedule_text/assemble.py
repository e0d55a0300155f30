"""The groups of one line put together, under what the lines above say (R7, R10, R11, R15).

A day heading gives its day to what tells none; a delivery takes it as its deadline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from core.schedule_text import verbs
from core.schedule_text.cast import cast
from core.schedule_text.deadline import deliver, due_of
from core.schedule_text.draft import Draft
from core.schedule_text.event import end_of, start_of
from core.schedule_text.questions import HOUR_DOUBTS, ask, quoting
from core.schedule_text.reading import Moment
from core.schedule_text.roles import FROM
from core.schedule_text.scan import Scan
from core.schedule_text.when import Context, When, day_of, joined

_FROM_NOW = re.compile(r"\btu (?:nay|gio|bay gio) (?:cho )?(?:den|toi)\b")


def assemble(scan: Scan, context: Context) -> Draft:
    """Everything but the content and the quantity."""
    made = Draft()
    roles = cast(scan, context, made)
    for group in (*roles.starts, *roles.ends, *roles.dues):
        made.spans += group.spans
    made.spans += roles.week_spans
    rest = _content(scan, made.spans)
    if scan.crowded:
        made.ask("too-long")
    start = start_of(scan, roles, context, made)
    end_of(scan, roles, start, context, made)
    due = due_of(scan, roles, start, context, made, rest)
    lone = start is None and due is not None and verbs.delivers(scan.flat, rest)
    if not lone:
        _heading(context, made, start, due)
    if made.due is not None and roles.dues and _lasts_from_now(scan, rest):
        made.ask("role-unclear", first=day_of(made.due))
    if made.due is None and (start is None or start.group.role != FROM):
        deliver(scan, made, start, rest)
    _check(context, made, start)
    made.doubts = quoting(made.doubts, scan.flat.source)
    return made


def _lasts_from_now(scan: Scan, rest: str) -> bool:
    """ "cao diem tu nay den 30/6" may tell how long, and not a deadline."""
    return bool(_FROM_NOW.search(scan.flat.text)) and not verbs.delivers(scan.flat, rest)


def _content(scan: Scan, spans: Sequence[tuple[int, int]]) -> str:
    letters = list(scan.flat.text)
    for start, end in spans:
        letters[start:end] = "|" * (end - start)
    return "".join(letters)


def _heading(context: Context, made: Draft, start: When | None, due: When | None) -> None:
    """R15: a day heading holds for the lines that tell no day of their own."""
    if context.day is None:
        return
    if start is None:
        if due is None or due.group.days:
            _under_heading(context, made, None)
    elif not start.group.days:
        if made.due is None or due is None or due.group.days or start.hour is not None:
            _under_heading(context, made, start)
    elif start.day == context.day:
        if start.hour is None and made.part is None:
            made.part = context.part
    elif start.day is not None and not start.leads and context.firm:
        made.ask("heading-disagrees", first=start.day, second=context.day)


def _under_heading(context: Context, made: Draft, start: When | None) -> None:
    if context.day is None:
        return
    made.start = joined(context.day, start.hour if start is not None else None)
    if made.end is None and start is None:
        made.end = context.last
    if context.doubt is not None:
        made.doubts.append(context.doubt)
    if (start is None or start.hour is None) and made.part is None:
        made.part = context.part


def _check(context: Context, made: Draft, start: When | None) -> None:
    """What no reading can be: an end before its start, a deadline in the past; and no day."""
    asked = made.codes - HOUR_DOUBTS
    hour = start.hour if start is not None else None
    if made.start is not None and hour is not None and hour.at is None and not hour.doubt:
        made.ask("end-of-day", first=day_of(made.start))
    if made.start is not None and made.end is not None and _later(made.start, made.end):
        made.ask("end-before-start")
    if made.start is not None and made.due is not None and _later(made.start, made.due):
        made.ask("due-before-start")
    if asked:
        return
    if made.due is not None and day_of(made.due) < context.frame.today:
        made.ask("date-past", first=day_of(made.due))
    lost = hour is not None and not made.dated
    if made.start is None and (made.due is None or lost):
        made.doubts.insert(0, ask("no-date"))


def _later(one: Moment, other: Moment) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one > other
    return day_of(one) > day_of(other)
