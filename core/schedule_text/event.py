"""The start and the end of a job: a day, an instant, a range (R9, R10, R11).

An hour takes the day of its line; the part after a range is that of both its ends.
"""

from __future__ import annotations

import re
from dataclasses import replace

from core.schedule_text import content, hours, verbs
from core.schedule_text.cast import Cast
from core.schedule_text.draft import Draft
from core.schedule_text.groups import Group
from core.schedule_text.mentions import WEAK, WEEKDAY
from core.schedule_text.resolve import resolve
from core.schedule_text.roles import FROM
from core.schedule_text.scan import Scan
from core.schedule_text.when import Context, When, joined, understand

_IN_BRACKETS = re.compile(r"\btuan(?: \d{1,2}| nay| sau| toi)? ?[(:] ?(?:tu ?)?$")
_REPORTED = re.compile(r"\b(?:ket qua|so lieu|bao cao|tinh hinh|thong ke|tong hop|giai doan) $")


def start_of(scan: Scan, cast: Cast, context: Context, made: Draft) -> When | None:
    if not cast.starts:
        return None
    base = cast.starts[0]
    for group in cast.starts[1:]:
        base = merged(scan, base, group, context, made)
    when = understand(scan.flat, base, context)
    when.leads = bool(base.days) and content.leads(
        scan.flat, min(day.start for day in base.days), base.spans
    )
    if when.day is not None:
        _ask_of_words_around(scan, when, made)
    if cast.repeats:
        made.ask("recurring", first=when.day)
    made.doubts += when.doubts
    made.part = when.part
    if when.day is not None:
        made.start = joined(when.day, when.hour)
    if when.last is not None:
        made.end = when.last
        _ask_of_reports(scan, when, made, due=bool(cast.dues))
    if any(day.kind == WEEKDAY for day in base.days):
        made.weekday = when.day
    if when.leads and base.days and when.day is not None:
        made.opening = when
    return when


def _ask_of_reports(scan: Scan, start: When, made: Draft, *, due: bool) -> None:
    """ "bao cao ket qua tu 15/4 den 14/5" tells of what is reported, not of the job."""
    before = scan.flat.text[: start.group.start]
    reported = start.group.role == FROM and _REPORTED.search(before)
    if reported or (due and _IN_BRACKETS.search(before)):
        made.ask("role-unclear", first=start.day)


_NOT_THAT_DAY = re.compile(
    r"\b(?:tru(?: ra)?|ngoai tru|thay vi|khong phai|thay cho) (?:ngay |vao )?$"
)
_MOVED = re.compile(
    r"\b(?:huy|hoan|lui|doi|chuyen|rut) (?:lich |cuoc |buoi |ngay )?(?:hop|lich|hoi nghi|hoc|truc|thi)\b"
)
_OR = re.compile(r" ?(?:,? ?)(?:hoac|hay) ")
_SPAN_OF_DAYS = re.compile(r"\b\d+ (?:ngay|tuan|thang)(?: lam viec)? ?,? $")


def _ask_of_words_around(scan: Scan, when: When, made: Draft) -> None:
    """Words that turn the day's meaning: not that day, another day than that, one of two days."""
    text, group = scan.flat.text, when.group
    before = text[max(0, group.start - 40) : group.start]
    role = text[group.spans[0][0] : group.spans[0][1]] if group.spans else ""
    unclear = (
        _NOT_THAT_DAY.search(before)
        or _MOVED.search(text)
        or (role in {"ke tu", "tinh tu"} and _SPAN_OF_DAYS.search(before))
    )
    if unclear:
        made.ask("role-unclear", first=when.day)
    either = _OR.match(text, group.end)
    if either is not None and scan.flat.may_say(either.end() - 4, either.end() - 1, "hay", "oặc"):
        made.ask("several-days", first=when.day)


def merged(scan: Scan, base: Group, more: Group, context: Context, made: Draft) -> Group:
    """Two groups without a role as one, or a question (R11)."""
    if base.parts and more.parts and base.parts[0].name != more.parts[0].name:
        made.ask("two-parts")
        return base
    if base.clocks and more.clocks:
        if not _same_clock(base, more):
            made.ask("two-hours")
            return base
        more.clocks = []
    if base.days and more.days:
        before = len(made.doubts)
        kinds = {day.kind for day in base.days} & {day.kind for day in more.days}
        if kinds - {WEAK}:
            first = resolve(base.days, context.frame).first
            second = resolve(more.days, context.frame, after=None).first
            if first != second or first is None:
                code = "several-days" if more.listed else "two-days"
                made.ask(code, first=first, second=second)
            more.days = []
        if len(made.doubts) == before and _are_two_jobs(scan, base, more):
            made.ask("two-jobs")
    return Group(
        role=base.role,
        spans=[*base.spans, *more.spans],
        days=[*base.days, *more.days],
        clocks=[*base.clocks, *more.clocks],
        parts=[*base.parts, *more.parts][:1],
        start=base.start,
        end=more.end,
        doubt=base.doubt or more.doubt,
    )


_AND = re.compile(r"\b(?:va|roi|sau do)\b|[+;]|\. ")
_CONNECTS = re.compile(r"[;,.+]| - |\b(?:va|roi|sau do) ")


def _are_two_jobs(scan: Scan, one: Group, other: Group) -> bool:
    """Whether each of two days has something to do of its own: "t4 hop, 20/5 di cho"."""
    flat = scan.flat
    start, end = one.end, other.start
    if other.joined and _AND.search(flat.text[start:end]):
        return True
    between = " " * start + flat.text[start:end]
    if not _CONNECTS.search(between) or not verbs.acts(flat, between):
        return False
    ahead = flat.text[: one.start]
    after = " " * other.end + flat.text[other.end :]
    return verbs.acts(flat, ahead) or verbs.acts(flat, after)


def _same_clock(one: Group, other: Group) -> bool:
    first, second = one.clocks[0], other.clocks[0]
    return (first.hour, first.minute) == (second.hour, second.minute)


def end_of(scan: Scan, cast: Cast, start: When | None, context: Context, made: Draft) -> None:
    if not cast.ends or start is None:
        return
    group = cast.ends[0]
    if len(cast.ends) > 1:
        made.ask("two-hours" if not cast.ends[1].days else "two-days")
    if group.clocks and start.group.clocks:
        _share_part(start, group, context, made)
    if start.day is not None and start.day != context.day:
        context = replace(context, part=None)
    shared = start.group.parts[0].name if start.group.parts and not group.parts else None
    end = understand(scan.flat, group, _with_part(context, shared), after=start.day)
    day = end.day if group.days else (start.day or context.day)
    made.doubts += [one for one in end.doubts if one.code not in made.codes]
    if day is None:
        return
    made.end = joined(day, end.hour)
    if day != start.day and _turns(start.group, group):
        made.ask("two-days", first=start.day, second=day)
    dashed = scan.flat.text[start.group.end : group.start].strip() == "-"
    if dashed and group.days and _has_jobs_around(scan, start.group, group):
        made.ask("two-jobs")
    _ask_of_reports(scan, start, made, due=bool(cast.dues))
    if end.last is not None:
        made.ask("two-days", first=day, second=end.last)


def _turns(start: Group, end: Group) -> bool:
    """ "t2 9h - 11h t7": the day stands first and then last, so the first may be another's."""
    if not (start.days and start.clocks and end.days and end.clocks):
        return False
    first = start.days[0].start < start.clocks[0].start
    return first and end.clocks[0].start < end.days[0].start


def _has_jobs_around(scan: Scan, start: Group, end: Group) -> bool:
    """ "hop 8h t4 - t5 8h kiem tra" may be two jobs."""
    flat = scan.flat
    after = " " * end.end + flat.text[end.end :]
    return verbs.acts(flat, flat.text[: start.start]) and verbs.acts(flat, after)


def _with_part(context: Context, part: str | None) -> Context:
    return replace(context, part=part) if part else context


def _share_part(start: When, end: Group, context: Context, made: Draft) -> None:
    """ "2h-4h chieu": the part after the end is the start's too (R9)."""
    if start.group.parts or not end.parts or not end.parts[0].name:
        return
    clock = start.group.clocks[0]
    shared = hours.settle(clock, end.parts[0].name)
    until = hours.settle(end.clocks[0], end.parts[0].name)
    fits = shared.at is not None and until.at is not None and shared.at < until.at
    if not fits or shared.doubt:
        return
    made.doubts = [one for one in made.doubts if one.code != "hour-part"]
    if clock.hour >= 7 and shared.at != hours.settle(clock, None).at:
        second = f"{clock.hour:02d}:{clock.minute:02d}"
        made.ask("hour-part", first_hour=f"{shared.at:%H:%M}", second_hour=second)
    start.hour = shared
    day = start.day or context.day
    if day is not None:
        made.start = joined(day, shared)
