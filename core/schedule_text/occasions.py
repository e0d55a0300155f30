"""Names of days, such as that of the teachers: content, or the day of the job (R13).

Beside another day they are names; alone they are asked, or left in the content.
"""

from __future__ import annotations

import re

from core.schedule_text.flat import GONE, Flat
from core.schedule_text.mentions import Day

FAMOUS = {
    (8, 3), (26, 3), (30, 4), (1, 5), (7, 5), (15, 5), (19, 5), (1, 6), (5, 6), (21, 6), (26, 6),
    (28, 6), (11, 7), (27, 7), (28, 7), (10, 8), (19, 8), (2, 9), (5, 9), (1, 10), (4, 10), (10, 10),
    (13, 10), (14, 10), (15, 10), (17, 10), (20, 10), (9, 11), (18, 11), (20, 11), (23, 11), (1, 12),
    (22, 12), (26, 12), (6, 1), (9, 1), (3, 2), (27, 2), (20, 3), (22, 3), (10, 3), (18, 4), (21, 4),
}  # fmt: skip
_OCCASION = re.compile(
    r"\b(?:ky niem|dip|dot(?! \d)|mung(?! \d)|huong ung|tri an|quoc khanh|quoc te|the gioi|ngay hoi"
    r"|thuong binh|liet s[iy]|ngay thanh lap|truyen thong|cach mang"
    r"|tet|tang qua|trao qua|qua tang"
    r"|ngay (?:phap luat|chuyen doi so|moi truong|gia dinh|bao chi|dan so|vi nguoi ngheo|sach"
    r"|giai phong|phu nu|sinh)|quoc te phu nu)\b"
)
_OWN_DAYS = {
    "thieu nhi": {(1, 6)},
    "nha giao": {(20, 11)},
    "thay thuoc": {(27, 2)},
    "phu nu viet nam": {(20, 10), (8, 3)},
}
_OWN = re.compile(rf"\b(?:{'|'.join(_OWN_DAYS)})\b")
_TIME_BEFORE = re.compile(
    r"(?:\b(?:thu \S+|t[2-7]|cn|chu nhat)|\d ?(?:h|gio|g)(?:\d\d)?(?: (?:sang|chieu|toi))?)[ ,(\-]*(?:ngay )?$"
)
_NAMED_DAY_NEXT = re.compile(r" ?\((?:thu \w+|t[2-7]|cn|chu nhat)\)")
_ADJACENT_OCCASION = re.compile(
    r"\b(?:ky niem|dip|dot|chao mung|huong ung|dip le|tri an)(?: ngay)? $"
)
Spans = tuple[tuple[int, int], ...]
_GATHERING_BEFORE = re.compile(
    r"\b(?:gap mat|toa dam|mit tinh|hoi thao|tham hoi|ve nguon|treo co"
    r"|trang tri|thap huong|vieng|le) $"
)
_WEEKDAY_NEXT = re.compile(r"[ ,(\-]*(?:thu ?(?:\d|hai|ba|tu|nam|sau|bay)|t[2-7]|cn|chu nhat)\b")
_ALWAYS_ON = re.compile(r"\b(?:noi|dong|vu|cua|cuu|line|mang|lac|tuyen|may|tro|truc) $")
_DUE_BEFORE = re.compile(
    r"\b(?:han|truoc|nhat|qua|deadline|cuoi|chot|bao cao)[ :]*(?:(?:la|ngay|vao|nop|bao cao) )*$"
)
_DAY_AND_MONTH = re.compile(r"(?<![\d/])(\d{1,2}) ?[/\-] ?(\d{1,2})(?![\d/])(?: ?/ ?(\d{4}))?")
_FEAST_BEFORE = re.compile(r"\ble(?: ngay)? $")
_CLAUSE = re.compile(r"[,;:|(]|\d ?[/\-] ?\d|\x00")
_LUNAR_BEFORE = re.compile(r"(?<!chao )\bm[uo]ng $")
_ROLE_BEFORE = re.compile(r"\b(?:truoc|han|den|den het|vao|vao ngay|luc|cham nhat|tu)(?: ngay)? $")


def hide(flat: Flat, work: str) -> str:
    """*work* without the dates in names of days."""
    return _DAY_AND_MONTH.sub(lambda found: _occasion(flat, work, found), work)


def without_named(flat: Flat, dated: list[Day], others: list[Day], documented: Spans) -> list[Day]:
    """ "gap mat 27/7", a document's date, where another day is said for the job (R13)."""
    named = [day for day in dated if is_name(flat, day) or _overlaps(day, documented)]
    held = [day for day in (*dated, *others) if day not in named and not _is_due(flat, day)]
    return [day for day in dated if day not in named] if held else dated


def _overlaps(day: Day, spans: Spans) -> bool:
    return any(start < day.end and day.start < end for start, end in spans)


def is_name(flat: Flat, day: Day) -> bool:
    """Whether a well-known day may be but the name of a gathering: "gap mat 27/7"."""
    before = flat.text[max(0, day.start - 16) : day.start]
    if _WEEKDAY_NEXT.match(flat.text, day.end):
        return False
    if (day.day, day.month) == (24, 7):
        return _ALWAYS_ON.search(before) is not None and day.year is None
    famous = (day.day, day.month) in FAMOUS and day.year is None and day.until is None
    return famous and _GATHERING_BEFORE.search(before) is not None


def _is_due(flat: Flat, day: Day) -> bool:
    return _DUE_BEFORE.search(flat.text[max(0, day.start - 20) : day.start]) is not None


def feast_days(work: str) -> tuple[tuple[int, int], ...]:
    """Well-known days after "le", which may be the feast or the day of the job (R13)."""
    spans = []
    for found in _DAY_AND_MONTH.finditer(work):
        before = work[max(0, found.start() - 12) : found.start()]
        if (int(found[1]), int(found[2])) not in FAMOUS:
            continue
        if _FEAST_BEFORE.search(before) or (
            before.endswith("ngay ") and _OCCASION.search(_clause(work, found))
        ):
            spans.append(found.span())
    return tuple(spans)


def _clause(work: str, found: re.Match[str]) -> str:
    before = work[max(0, found.start() - 50) : found.start()]
    return before if before.endswith("(") else _CLAUSE.split(before)[-1]


def _occasion(flat: Flat, work: str, found: re.Match[str]) -> str:
    """The date in the name of a day, such as that of the teachers (R13)."""
    before = work[max(0, found.start() - 50) : found.start()]
    clause = _clause(work, found)
    if _LUNAR_BEFORE.search(before):
        start = found.start()
        glad = flat.written(start - 5, start - 1).lower() == "mừng"
        return GONE * len(found[0]) if glad else found[0]
    if _NAMED_DAY_NEXT.match(work, found.end()):
        return found[0]
    day = int(found[1]), int(found[2])
    own = _OWN.search(clause)
    if own and day in _OWN_DAYS[own[0]] and not _ROLE_BEFORE.search(before):
        return GONE * len(found[0])
    famous = day in FAMOUS and not _TIME_BEFORE.search(before) and not before.endswith(" ngay ")
    if famous and _OCCASION.search(clause) and not _ROLE_BEFORE.search(before):
        return GONE * len(found[0])
    if _ADJACENT_OCCASION.search(before):
        return GONE * len(found[0])
    return found[0]
