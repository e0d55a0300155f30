"""Weekdays and weeks as words: which day and which week they name, not yet which date (R2, R3).

Lists of weekdays, ordinals and "T5" of a monthly report are asked (R6, R8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.schedule_text.counted import counted
from core.schedule_text.flat import Flat
from core.schedule_text.lexicon import (
    COUNTED_NEXT,
    DURATION,
    PEOPLE_AND_THINGS,
    PRODUCT,
    number,
)
from core.schedule_text.mentions import WEAK, WEEKDAY, Day

_WEEKS = {
    "nay": 0,
    "sau": 1,
    "toi": 1,
    "ke tiep": 1,
    "ke": 1,
    "tiep theo": 1,
    "tiep": 1,
    "sau nua": 2,
    "toi nua": 2,
    "truoc": -1,
    "vua roi": -1,
    "vua qua": -1,
    "roi": -1,
    "qua": -1,
}
_WEEK_WORD = "|".join(sorted(_WEEKS, key=len, reverse=True))
_NOT_SPELLED = {
    "toi": ("tối", "tôi", "tội", "tồi"),
    "sau": ("sáu", "sâu", "sấu"),
    "nay": ("nảy", "nấy", "nạy"),
    "roi": ("rời", "rơi", "rọi"),
}
_NAMES = {"hai": 0, "ba": 1, "tu": 2, "bon": 2, "nam": 3, "sau": 4, "bay": 5}
_NAME_SPELLED = {
    "hai": ("hai",), "ba": ("ba",), "tu": ("tư",), "bon": ("bốn",), "nam": ("năm",),
    "sau": ("sáu",), "bay": ("bảy", "bẩy"), "tam": ("tám",), "chin": ("chín",), "mot": ("một",),
}  # fmt: skip
_ONE = r"(?:\bthu ?(?:\d{1,2}(?!\d)|hai|ba|tu|bon|nam|sau|bay|tam|chin|mot)|\bt\.?[2-7](?!\d))"
_SUNDAY = r"(?:\b(?:chu|chua) nhat|(?<![.\w/])cn|\bc\.nhat)"
_MORE = (
    rf"(?!\d| ?[/:.]\d| ?h\b| ?h\d| ?g\b| ?g\d| (?:gio|ruoi|kem)\b| thang\b| ?%| (?:{PRODUCT}|{PEOPLE_AND_THINGS}"
    rf"|{DURATION})\b)"
)
_QUALIFIER = (
    rf"(?:[ ,(]{{1,2}}(?:cua |trong )?tuan (?P<week>{_WEEK_WORD}|\d{{1,2}}(?![\d/]))\b"
    rf"| (?P<next>toi|nay|sau|truoc|vua roi|roi|qua|ke tiep|tiep theo)\b(?! (?:khi|luc)\b))?"
)
_WEEKDAY = re.compile(
    rf"(?:(?P<thu>\bthu) ?(?P<name>\d{{1,2}}(?!\d|[.,]\d{{3}}|-\d{{1,2}}-\d{{2}}|/\d{{1,2}}/\d{{2}}|\.\d{{1,2}}\.\d{{2}})|(?:hai|ba|tu|bon|nam|sau|bay|tam|chin|mot)\b)"
    rf"|(?<![/\w])t\.?(?P<short>[2-7])(?![\da-z])(?! ?/ ?\d{{4}})|(?P<sunday>{_SUNDAY}\b))"
    rf"(?P<more>(?:/[2-7]){{2,5}}(?![\d/])|(?: ?(?:,|;|&|/|\+|\bva\b|\bhoac\b) ?(?:thu ?|t)?(?:[2-7]|cn\b|chu nhat\b)(?!-\d){_MORE}"
    rf"|-[2-7]{_MORE}| - ?[2-7](?!-\d){_MORE}| [2-7](?= (?:hop|truc|gap|di|lam|day|nghi)\b)){{1,6}})?"
    rf"{_QUALIFIER}"
    r"(?P<nth>,? (?:dau tien|cuoi cung|dau|cuoi)(?: cua)? thang(?: (?:sau|toi|nay|truoc|\d{1,2})\b)?| (?:cua )?thang (?:sau|toi|nay|truoc|\d{1,2}(?!\d| ?[/.\-]))\b(?! nam \d)|,? (?:cach tuan|tuan (?:chan|le|dau|cuoi|thu)\b)| cua (?:dot|ky|khoa|lop|chuong trinh))?"
)
_WEEK = re.compile(
    rf"(?:\b(?P<edge>ngay dau|dau|giua|cuoi|trong|den het|het) )?\btuan (?P<week>{_WEEK_WORD})\b"
    r"|\b(?P<bare>dau|giua|cuoi|trong|den het|het) tuan\b"
    r"|\b(?P<inn>\d{1,2}) tuan nua\b"
)
_SPACED = re.compile(
    r"(?: [2-7])+(?= (?!gio\b|thang\b|thg\b|th\b|h\b|g\b|ruoi\b|kem\b|phut\b|/|:|-)\w| ?$| ?[,:])"
)
_COUNTED_BEFORE = re.compile(r"\d $|\b(?:hai|ba|bon|may|vai|cac|nhung) $")
_TIME_BEFORE = re.compile(r"(?:\b(?:sang|chieu|toi|trua|ngay|tu|den|han|truoc)|\dh|\d) $")
_PERIOD_BEFORE = re.compile(r"\b(?:tuan|thang|quy|nam|ngay) $")
_SAID_OTHERWISE = re.compile(
    r"(?:\d|\b(?:dau|cuoi|giua)) [a-z]+ $|\b(?:tien|so|gay|nop|thu|dong) quy $"
)
_PART_OF_A_DATE = re.compile(r"[/.\-]\d")
_ROLES_TOO = {"truoc", "sau", "toi"}
_PAST = {"truoc", "vua roi", "roi", "qua"}
_CLOSES = re.compile(r" ?(?:$|[,;:.)|\-])")
_COLLECTED = re.compile(
    r" (?:ho so|phieu|khoan|loai|trieu(?! tap)|ty|nghin|dong(?! chi)|chi tieu|muc|quy|suat|ho|chung tu"
    r"|y kien|bai (?:thi|du thi)|mau|nguoi|giay|san pham|sp)\b"
)
_TIME_NEXT = re.compile(
    r"[ ,(]{1,2}(?:(?:ngay|luc|vao|truoc|thu ?[2-7]|t[2-7]|cn)\b|\d{1,2} ?(?:h|g|gio|/|:))"
)


def find(flat: Flat, work: str) -> Iterator[Day]:
    """Weekdays with what says their week."""
    for found in _WEEKDAY.finditer(work):
        day = _weekday(flat, work, found)
        if day is not None:
            yield day


def weeks(flat: Flat, work: str) -> Iterator[Day]:
    """Weeks and edges of weeks that no weekday stands beside (R8)."""
    for found in _WEEK.finditer(work):
        start, end = found.span()
        tuan = work.index("tuan", start)
        if not flat.may_be(tuan, tuan + 4, "tuan"):
            continue
        if found["inn"]:
            yield Day(start=start, end=end, kind=WEAK, week=int(found["inn"]), edge="away")
            continue
        word = found["week"] or ""
        edge = (found["edge"] or found["bare"] or "").replace("ngay ", "")
        if word == "truoc" and _TIME_NEXT.match(flat.text, end):
            continue  # "bao cao tuan truoc 16h thu 6": a deadline for the weekly report
        if word and _COUNTED_BEFORE.search(work[max(0, start - 6) : start]):
            continue  # "trong 2 tuan toi" is a span of time
        if not _is_week_word(flat.written(end - len(word), end).lower(), word):
            continue
        week = _WEEKS[word] if word else None
        yield Day(start=start, end=end, kind=WEAK, week=week, edge=edge or "week")


def _weekday(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    start, end = found.span()
    doubt = ""
    if found["sunday"]:
        weekday: int | None = 6
    elif found["short"]:
        weekday = int(found["short"]) - 2
        doubt = _month_doubt(flat, work, found)
    else:
        if not _is_thu(flat, found):
            return None
        weekday, doubt = _named(flat, work, found)
        if doubt == "-":
            return None
    if found["more"]:
        doubt = "several-days"
    if found["nth"]:
        doubt = "ordinal"
    told = _qualified(flat, work, found)
    end = found.end() if found["nth"] else told.end
    spaced = _SPACED.match(work, end)
    if spaced is not None and not found["week"] and _are_days(flat, work, spaced):
        doubt, end = "several-days", spaced.end()
    return Day(
        start=start,
        end=end,
        kind=WEEKDAY,
        weekday=weekday,
        week=told.week,
        coming=told.coming,
        doubt=_settled(doubt, told) or told.doubt,
    )


def _are_days(flat: Flat, work: str, spaced: re.Match[str]) -> bool:
    """ "thu 2 4 6 tap"; but "thu 3 5 ho so"."""
    if work[spaced.end() : spaced.end() + 1] != " ":
        return len(spaced[0]) > len(" 4")
    return not counted(flat, work, spaced.end())


def _is_period(flat: Flat, work: str, start: int) -> bool:
    """ "nam thu hai" is the second year; "anh Nam thu hai" and "6 thang thu hai" are Mondays."""
    before = work[max(0, start - 12) : start]
    word = before.split()[-1]
    spelling = {"nam": "năm", "quy": "quý"}.get(word)
    end = start - 1
    if spelling and not flat.says(end - len(word), end, spelling):
        return False
    return word != "ngay" and _SAID_OTHERWISE.search(before) is None


def _is_week_word(typed: str, word: str) -> bool:
    return typed not in _NOT_SPELLED.get(word, ())


def _is_thu(flat: Flat, found: re.Match[str]) -> bool:
    start, end = found.span("thu")
    typed = flat.written(start, end).lower()
    if typed == "thứ":
        return True
    return typed in {"thu", "thư", "thú"}


def _is_no_weekday(flat: Flat, work: str, found: re.Match[str], typed: str) -> bool:
    """Marks tell "thư năm" from a day; "thu 2/12" is no Monday, nor is "tuan thu 20"."""
    name, end = found["name"], found.end("name")
    sloppy = flat.marked and typed != "thứ"
    if name.isdigit():
        nth = work.endswith("tuan ", 0, found.start()) and (name[0] == "0" or int(name) > 7)
        return nth or (sloppy and _PART_OF_A_DATE.match(work, end) is not None)
    written = flat.written(*found.span("name")).lower()
    if not written.isascii() and written not in _NAME_SPELLED[name]:
        return True
    return sloppy or (
        name == "nam" and re.match(r" (?:19|20)\d\d", work[end : end + 5]) is not None
    )


def _named(flat: Flat, work: str, found: re.Match[str]) -> tuple[int | None, str]:
    name, start = found["name"], found.start()
    typed = flat.written(*found.span("thu")).lower()
    if _is_no_weekday(flat, work, found, typed):
        return None, "-"
    doubt = ""
    before = work[max(0, start - 6) : start]
    if _PERIOD_BEFORE.search(before) and not _TIME_NEXT.match(work, found.end("name")):
        doubt = "ordinal" if _is_period(flat, work, start) else ""
    if typed != "thứ" and name.isdigit():
        follows = COUNTED_NEXT if flat.marked else _COLLECTED
        if follows.match(work, found.end("name")) and not _TIME_BEFORE.search(before):
            doubt = "collect"
    number_ = _NAMES.get(name)
    if number_ is None and name.isdigit() and 2 <= number(name) <= 7:
        number_ = number(name) - 2
    if number_ is None:
        return None, "no-such-weekday"
    return number_, doubt


_MONTHLY = re.compile(
    r"\b(?:bao cao|ke hoach|luong|so lieu|kpi|thu|chi|chuong trinh|bc|kh|danh gia|xep loai|tong hop"
    r"|ket qua|nhiem vu|cong tac|bang cong|cham cong|phieu|quyet toan)(?: cua)? $"
)


def _month_doubt(flat: Flat, work: str, found: re.Match[str]) -> str:
    """ "bao cao T5" may be of May or due on Thursday."""
    before = work[max(0, found.start() - 24) : found.start()]
    return "weekday-or-month" if _MONTHLY.search(before) else ""


def _settled(doubt: str, told: _Week) -> str:
    """ "T5 tuan sau" is no month."""
    week = told.week is not None or told.coming
    return "" if doubt in {"weekday-or-month", "ordinal"} and week else doubt


class _Week(NamedTuple):
    """*end* of the words; *week* counted from this one, or *coming*; a *doubt* about them."""

    end: int
    week: int | None = None
    coming: str = ""
    doubt: str = ""


def _qualified(flat: Flat, work: str, found: re.Match[str]) -> _Week:
    """The words after a weekday that tell its week."""
    end = found.end()
    word = found["week"]
    if word is None:
        return _next(flat, work, found) if found["next"] else _Week(end)
    if word.isdigit():
        return _Week(end, doubt="numbered-week")
    unclear = word == "truoc" and _TIME_NEXT.match(work, end) is not None
    return _Week(end, _WEEKS[word], doubt="before-or-last" if unclear else "")


def _next(flat: Flat, work: str, found: re.Match[str]) -> _Week:
    """ "thu 6 nay", "thu 2 toi"; but a role in "thu 6 truoc 16h" and "thu 2 toi thu 6"."""
    word, (start, end) = found["next"], found.span("next")
    typed = flat.written(start, end).lower()
    content = _Week(start - 1)
    if not _is_week_word(typed, word):
        return content
    if word in _ROLES_TOO and _TIME_NEXT.match(work, end):
        return content
    if word == "toi":
        if typed != "tới" and flat.marked:
            return content
        return _Week(end, coming="toi", doubt="" if typed == "tới" else "unmarked-toi")
    if word in _PAST:
        closes = word == "vua roi" or _CLOSES.match(work, end) is not None
        return _Week(end, -1) if closes else content
    return _Week(end, coming="nay") if word == "nay" else _Week(end, doubt="next-weekday")
