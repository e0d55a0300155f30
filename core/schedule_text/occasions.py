"""Names of days, such as that of the teachers: content, or the day of the job (R13)."""

from __future__ import annotations

import re

from core.schedule_text.flat import GONE

FAMOUS = {
    (8, 3), (26, 3), (30, 4), (1, 5), (7, 5), (15, 5), (19, 5), (1, 6), (5, 6), (21, 6), (26, 6),
    (28, 6), (11, 7), (27, 7), (28, 7), (10, 8), (19, 8), (2, 9), (5, 9), (1, 10), (4, 10), (10, 10),
    (13, 10), (14, 10), (15, 10), (17, 10), (20, 10), (9, 11), (18, 11), (20, 11), (23, 11), (1, 12),
    (22, 12), (26, 12), (6, 1), (9, 1), (3, 2), (27, 2), (20, 3), (22, 3), (10, 3), (18, 4), (21, 4),
}  # fmt: skip
_OCCASION = re.compile(
    r"\b(?:ky niem|dip|dot|mung(?! \d)|huong ung|tri an|quoc khanh|quoc te|the gioi|ngay hoi|nha giao"
    r"|thay thuoc|phu nu viet nam|thuong binh|liet s[iy]|ngay thanh lap|truyen thong|cach mang"
    r"|thieu nhi|tet|tang qua|trao qua|qua tang"
    r"|ngay (?:phap luat|chuyen doi so|moi truong|gia dinh|bao chi|dan so|vi nguoi ngheo|sach"
    r"|giai phong|phu nu|sinh)|quoc te phu nu)\b"
)
_ADJACENT_OCCASION = re.compile(
    r"\b(?:ky niem|dip|dot|chao mung|huong ung|dip le|tri an)(?: ngay)? $"
)
_DAY_AND_MONTH = re.compile(r"(?<![\d/])(\d{1,2}) ?[/\-] ?(\d{1,2})(?![\d/])(?: ?/ ?(\d{4}))?")
_FEAST_BEFORE = re.compile(r"\ble(?: ngay)? $")
_CLAUSE = re.compile(r"[,;:|(]|\d ?[/\-] ?\d|\x00")
_LUNAR_BEFORE = re.compile(r"(?<!chao )\bm[uo]ng $")
_ROLE_BEFORE = re.compile(r"\b(?:truoc|han|den|den het|vao|vao ngay|luc|cham nhat|tu)(?: ngay)? $")


def hide(work: str) -> str:
    """*work* without the dates in names of days."""
    return _DAY_AND_MONTH.sub(lambda found: _occasion(work, found), work)


def feast_days(work: str) -> tuple[tuple[int, int], ...]:
    """Well-known days after "le", which may be the feast or the day of the job (R13)."""
    spans = []
    for found in _DAY_AND_MONTH.finditer(work):
        before = work[max(0, found.start() - 12) : found.start()]
        if (int(found[1]), int(found[2])) in FAMOUS and _FEAST_BEFORE.search(before):
            spans.append(found.span())
    return tuple(spans)


def _occasion(work: str, found: re.Match[str]) -> str:
    """The date in the name of a day, such as that of the teachers (R13)."""
    before = work[max(0, found.start() - 50) : found.start()]
    clause = _CLAUSE.split(before)[-1] if not before.endswith("(") else before
    if _LUNAR_BEFORE.search(before):
        return found[0]
    famous = (int(found[1]), int(found[2])) in FAMOUS
    if famous and _OCCASION.search(clause) and not _ROLE_BEFORE.search(before):
        return GONE * len(found[0])
    if _ADJACENT_OCCASION.search(before):
        return GONE * len(found[0])
    return found[0]
