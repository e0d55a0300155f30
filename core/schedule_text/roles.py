"""Deadline words and words of ranges: what a day or an hour after them is (R7, R11).

Most include their day; "truoc" excludes it; a word without a day is content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.schedule_text.flat import Flat
from core.schedule_text.mentions import DATE, Day, Role

BY, UNTIL, BEFORE, FROM, TO, AFTER = "by", "until", "before", "from", "to", "after"
_PATTERN = re.compile(
    r"\b(?P<far>(?:co )?(?:thoi |ky |den )?han(?: chot| cuoi cung| cuoi(?! (?:thang|tuan|quy|nam|ngay(?! \d)|gio|buoi|sang|trua|chieu|toi)))?"
    r"(?:(?: nop| gui| hoan thanh| xong| tra| giao)(?= ?(?::|(?:la|den|vao|ngay|thu|t\d|\d))))?"
    r"|deadline|dead line|dl"
    r"|(?:cham|muon|tre) nhat|(?:khong|ko|k) (?:duoc )?(?:qua|muon hon|cham hon|tre hon|de qua))\b"
    r"|\b(?P<het>truoc (?:hoac|va) (?:trong|vao|dung)|(?:den |toi )?(?:het|cuoi)(?= ngay\b| thu\b| ?\d| hom\b| mai\b| cn\b| chu nhat\b| t\d| gio \d)|den het)\b"
    r"|\b(?P<before>truoc|trc|truoc truoc)\b"
    r"|\b(?P<den>den|toi)\b|(?P<arrow>->|>|~)"
    r"|\b(?P<start>(?:bat dau |ke |tinh )?tu|bat dau)\b"
    r"|\b(?P<end>ket thuc|ve truoc)\b"
    r"|\b(?P<after>sau)\b"
)
_EXPIRES = re.compile(
    r"\b(?:het|qua|sap den|(?<!tuan )(?<!thang )(?<!quy )(?<!nam )(?<!nhat )(?<!\d )(?<! hai )(?<! ba )"
    r"(?<! tu )(?<! sau )(?<! bay )toi) $"
)
_BARE_DAY = re.compile(
    r"\b(?:han(?: chot| cuoi cung| cuoi| nop| gui)?|truoc|(?:cham|muon|tre) nhat|deadline|den het"
    r"|khong qua|den)(?: la| vao)?[ :]{1,2}(?P<day>\d{1,2})"
    r"(?=$|[,;)]| ?- |\. | (?:nop|gui|phai|xong|la|hoan|de|thang nay|trinh)\b)"
)
_SESSION = re.compile(r" (?:(?:va|,) ?sau )?ky hop\b")
_NAMES = {
    "het": UNTIL,
    "before": BEFORE,
    "start": FROM,
    "after": AFTER,
    "arrow": TO,
    "end": TO,
}
_MARKED = {"het", "before", "start", "after"}
_SAME_KIND = re.compile(
    r"(?:(?:thu ?(?:\d|hai|ba|tu|nam|sau|bay)|\bt\d|\bcn) toi (?:thu|t\d|cn)"
    r"|\d(?:h\d{0,2}| gio(?: \d\d)?) toi \d{1,2} ?(?:h|gio)"
    r"|\d/\d{1,2}(?:/\d{2,4})? toi (?:ngay )?\d{1,2}/\d"
    r"|\btu (?:ngay )?\d{1,2}(?:[/.\-]\d{1,2}| thang \d{1,2})?(?:(?:[/.\-]| nam )\d{4})?"
    r" toi (?:ngay )?\d{1,2}(?:[/.\-]\d| thang \d))"
)


def find(flat: Flat, work: str) -> Iterator[Role]:
    """Words of roles; they count only before a day or an hour, see :mod:`groups`."""
    for found in _PATTERN.finditer(work):
        role = _role(flat, work, found)
        if role is not None:
            yield role


def bare_days(work: str) -> Iterator[Day]:
    """ "han 25": the 25th, to be confirmed."""
    for found in _BARE_DAY.finditer(work):
        start, end = found.span("day")
        yield Day(start=start, end=end, kind=DATE, day=int(found["day"]), doubt="bare-day")


def _role(flat: Flat, work: str, found: re.Match[str]) -> Role | None:
    start, end = found.span()
    kind = found.lastgroup or ""
    if kind == "far":
        return _deadline(flat, work, found)
    if kind == "den":
        return _until(flat, work, found)
    word = found[0].split()[-1]
    if _SESSION.match(flat.text, end) and work.endswith("cu tri ", 0, start):
        return None
    if kind in _MARKED and not flat.may_be(end - len(word), end, word):
        return None
    return Role(start=start, end=end, name=_NAMES[kind])


def _until(flat: Flat, work: str, found: re.Match[str]) -> Role | None:
    start, end = found.span()
    word = found[0]
    if not flat.may_be(start, end, word):
        return None
    typed = flat.written(start, end).lower()
    if word == "toi" and typed != "tới":
        around = work[max(0, start - 36) : end + 20]
        if (
            flat.marked
            or not typed.isascii()
            or not any(
                one.start() <= min(36, start) <= one.end() for one in _SAME_KIND.finditer(around)
            )
        ):
            return None
    return Role(start=start, end=end, name=UNTIL)


def _deadline(flat: Flat, work: str, found: re.Match[str]) -> Role | None:
    start, end = found.span()
    if "han" in found[0].split():
        at = work.index("han", start)
        if not flat.may_be(at, at + 3, "han"):
            return None
    expires = _EXPIRES.search(work[max(0, start - 14) : start]) is not None
    return Role(start=start, end=end, name=BY, far=True, doubt="role-unclear" if expires else "")
