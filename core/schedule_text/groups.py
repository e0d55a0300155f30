"""Neighbouring words of time as one group, each with the deadline or range word before it.

What stands side by side is one time; what stands apart is another (R7, R11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.schedule_text.flat import Flat
from core.schedule_text.mentions import WEEKDAY, Clock, Day, Mention, Part, Role
from core.schedule_text.roles import AFTER, BEFORE, BY, FROM, TO

_JOIN = r"[ ,:()\-/|>~\[\]]*"
_WORDS = (
    r"(?:vao luc|vao hoi|vao ngay|ngay trong ngay|vao|luc|hoi|ngay|la|cua|trong|khoang|tam|nham|tuc"
    r"|bat dau|buoi|va|cung ngay|dung|hoac|moc|gio|nop|thoi gian|thoi diem|truoc tuan)\b"
)
_GAP = re.compile(rf"{_JOIN}(?:\.(?! ?[a-z]))?(?:{_WORDS}{_JOIN}){{0,3}}")
_RANGE = re.compile(r"[\s:()]*(?:-|>|~)[\s:()]*(?:ngay )?")
_CLAUSE_START = re.compile(r"(?:^|[,;:.(|\-+*>!?\[]) ?$")
_CLAUSE_END = re.compile(r" ?(?:$|[,;.)|:\-\]])")


@dataclass(slots=True, kw_only=True)
class Group:
    """*joined*: directly after the group before; *listed*: in a list with it.

    *fallback*: the far role that holds when the nearer role word proves to be content.
    """

    role: str = ""
    far: bool = False
    fallback: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    joined: bool = False
    listed: bool = False
    start: int = 0
    end: int = 0
    doubt: str = ""

    @property
    def empty(self) -> bool:
        return not (self.days or self.clocks or self.parts)

    def takes(self, one: Mention) -> bool:
        if isinstance(one, Clock):
            return not self.clocks
        if isinstance(one, Part):
            return not self.parts or self.parts[0].name == one.name
        if isinstance(one, Day):
            ranged = any(day.until is not None for day in self.days)
            return all(day.kind != one.kind for day in self.days) and not (
                ranged and one.kind != "weak"
            )
        return False

    def add(self, one: Mention) -> None:
        self.end = one.end
        self.spans.append((one.start, one.end))
        if isinstance(one, Clock):
            self.clocks.append(one)
        elif isinstance(one, Part):
            self.parts.append(one)
        elif isinstance(one, Day):
            self.days.append(one)


def gather(flat: Flat, mentions: Iterable[Mention]) -> list[Group]:
    """Groups in their order; roles without a day or an hour are content and left out."""
    ordered = sorted(mentions, key=lambda one: (one.start, -one.end))
    kept = _kept(flat, ordered)
    groups: list[Group] = []
    for place, one in enumerate(kept):
        before = kept[place - 1] if place else None
        gap = flat.text[before.end : one.start] if before is not None else None
        near = gap is not None and _GAP.fullmatch(gap) is not None
        if isinstance(one, Role):
            _open(groups, one, near=near)
        else:
            _place(flat, groups, one, gap or "", near=near)
    return [group for group in groups if not group.empty]


def _kept(flat: Flat, ordered: list[Mention]) -> list[Mention]:
    """Without overlaps, and without parts of the day that are parts of other words."""
    kept: list[Mention] = []
    for one in ordered:
        if kept and one.start < kept[-1].end:
            continue
        kept.append(one)
    return [
        one for at, one in enumerate(kept) if not isinstance(one, Part) or _is_part(flat, kept, at)
    ]


def _is_part(flat: Flat, kept: list[Mention], at: int) -> bool:
    one = kept[at]
    text = flat.text
    if text[one.start : one.end].startswith(
        ("buoi", "dau gio", "cuoi gio", "ca ", "dau buoi", "cuoi buoi", "vao ", "trong ")
    ):
        return text[max(0, one.start - 1) : one.start] != '"'
    for other in (kept[at - 1] if at else None, kept[at + 1] if at + 1 < len(kept) else None):
        if other is None or isinstance(other, Role):
            continue
        gap = (
            text[other.end : one.start] if other.start < one.start else text[one.end : other.start]
        )
        if _GAP.fullmatch(gap):
            return True
    opens = _CLAUSE_START.search(text[max(0, one.start - 3) : one.start]) is not None
    closes = _CLAUSE_END.match(text, one.end) is not None
    if text[one.start : one.end] == "dem":
        return False
    unclear = not flat.marked and text[one.start : one.end] == "toi"
    return (opens or closes) and not (unclear and not (opens and closes))


def _open(groups: list[Group], role: Role, *, near: bool) -> None:
    """A role word; two in a row are one, and "before" is the stronger (R7)."""
    last = groups[-1] if groups else None
    waiting = groups.pop() if last is not None and last.empty else None
    joined = near and last is not None and not last.empty
    name, spans, fallback = role.name, [(role.start, role.end)], ""
    if waiting is not None and (near or waiting.far):
        spans = [*waiting.spans, *spans]
        if near:
            joined = waiting.joined
            name = _stronger(waiting.role, role.name)
        else:
            fallback = waiting.role
    groups.append(
        Group(
            role=name,
            far=role.far,
            fallback=fallback,
            spans=spans,
            start=spans[0][0],
            end=role.end,
            joined=joined,
            doubt=role.doubt or (waiting.doubt if waiting is not None else ""),
        )
    )


def _stronger(one: str, other: str) -> str:
    return one if one in {BEFORE, AFTER} else other


_EVENT_BEFORE = re.compile(r"^ (?:khi|cuoc|buoi|le|hoi nghi|dip|ky|dai hoi|hop|thoi diem|gio)\b")


def _place(flat: Flat, groups: list[Group], one: Mention, gap: str, *, near: bool) -> None:
    last = groups[-1] if groups else None
    if last is not None and last.empty:
        if not (near or last.far) and last.fallback:
            last.role, last.far = last.fallback, True
            last.spans.pop()
        if near or last.far:
            if not near and _breaks(gap):
                last.doubt = "role-unclear"
            last.add(one)
            return
        groups.pop()
        group = Group(start=one.start)
        if last.role in {BEFORE, AFTER} and _EVENT_BEFORE.match(gap):
            group.doubt = "role-unclear"
        group.add(one)
        groups.append(group)
        return
    if last is not None and near and last.takes(one) and not _splits(last, one, gap):
        last.add(one)
        return
    group = Group(start=one.start, joined=near)
    if near and last is not None:
        if _RANGE.fullmatch(gap) and not isinstance(one, Part):
            group.role = TO
        else:
            group.listed = True
    group.add(one)
    groups.append(group)


def _breaks(gap: str) -> bool:
    """Whether a far role reaches over the end of its clause."""
    return any(mark in gap for mark in ",;.") and not gap.rstrip().endswith(":")


def _splits(last: Group, one: Mention, gap: str) -> bool:
    """Whether a taken place keeps *one* out: "sang thu 3, chieu thu 5" are two groups."""
    if isinstance(one, Day) and one.kind == WEEKDAY and last.role in {BY, BEFORE, TO, FROM}:
        return "," in gap and bool(last.days)
    return False
