"""A weekday after the date it explains: "hạn 12/5, thứ 3" is one day, as R4 checks.

Where it is another day with content of its own, it stays an event beside the deadline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.schedule_text import verbs
from core.schedule_text.flat import Flat
from core.schedule_text.frame import Frame
from core.schedule_text.groups import Group
from core.schedule_text.mentions import DATE, RELATIVE, WEEKDAY
from core.schedule_text.resolve import resolve

_CLOSED = re.compile(r" ?(?:$|[)\];|]|\.(?!\d))")


def united(flat: Flat, groups: Sequence[Group], frame: Frame) -> list[Group]:
    """*groups*, each weekday that explains a date before it made part of that date's group."""
    kept: list[Group] = []
    for group in groups:
        if kept and _explains(flat, kept[-1], group, frame):
            kept[-1] = _one(kept[-1], group)
        else:
            kept.append(group)
    return kept


def _explains(flat: Flat, base: Group, more: Group, frame: Frame) -> bool:
    if more.role or not more.joined or [day.kind for day in more.days] != [WEEKDAY]:
        return False
    kinds = {day.kind for day in base.days}
    if not kinds or not kinds <= {DATE, RELATIVE} or base.days[0].until is not None:
        return False
    if (base.clocks and more.clocks) or (base.parts and more.parts):
        return False
    day = resolve(base.days, frame).first
    if day is None:
        return False
    agrees = day.weekday() == more.days[0].weekday
    return agrees or _CLOSED.match(flat.text, more.end) is not None


def _one(base: Group, more: Group) -> Group:
    return Group(
        role=base.role,
        far=base.far,
        fallback=base.fallback,
        spans=[*base.spans, *more.spans],
        days=[*base.days, *more.days],
        clocks=[*base.clocks, *more.clocks],
        parts=[*base.parts, *more.parts],
        joined=base.joined,
        listed=base.listed,
        start=base.start,
        end=more.end,
        doubt=base.doubt or more.doubt,
    )


def may_be_another(flat: Flat, group: Group, rest: str) -> bool:
    """Whether an event may follow: "nop bao cao han 12/5, thu 3 hop"."""
    weekday = next((day for day in group.days if day.kind == WEEKDAY), None)
    if weekday is None or not group.role or weekday.start < group.days[0].start:
        return False
    before, after = rest[: group.start], rest[group.end :]
    return verbs.acts(flat, before) and verbs.happens(flat, " " * group.end + after)
