"""Numbers written as a day and month are, that may be something else (R5, R13).

A count, a decimal or a list number is no day; what may be either is asked.
"""

from __future__ import annotations

import re

from core.schedule_text.counted import counted
from core.schedule_text.flat import Flat

_NUMBERED_NOUN = re.compile(
    r"\b(?P<noun>to|tdp|dan pho|khu|khu pho|khoi|lop|phong|nhom|doi|cum|chi bo|dot|lan|ky|quy|so|muc|bai|tiet) $"
)
_SPELLED = {
    "to": "tổ", "quy": "quý", "ky": "kỳ", "khoi": "khối", "doi": "đội", "lop": "lớp", "so": "số",
    "phong": "phòng", "dot": "đợt", "lan": "lần", "muc": "mục", "bai": "bài", "tiet": "tiết",
}  # fmt: skip
_NAMED_BEFORE = re.compile(r"\b(?:thu(?: ?\d| [a-z]+)|t[2-7]|cn|chu nhat)[ ,(\-]*$")
_MORE_OF_A_DATE = re.compile(r"[.\-]\d| thang \d")
_ONE_DAY_BEFORE = re.compile(
    r"(?:\b(?:tu|den|toi|han|truoc|nhat|qua|deadline|het|chot|la)|\d(?:h|h\d\d|:\d\d)|\bgio)[ :,(]*$"
)
_DONE = re.compile(r"\b(?:hoan thanh|tien do|xong) $")
_CLASS = re.compile(r"\b(?:lop|muc|bai|tiet|tang|cau|so) $")
_LIST_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}(?= )")
_DECIMAL = re.compile(r"\b(?:phien ban|version|muc|phan|he so|v|tai|luong|diem|hon|gan|khoang) $")
_LAST_MONTH = 12


def is_no_day(flat: Flat, work: str, found: re.Match[str], start: int) -> bool:
    """Whether what *found* holds, without "ngay" and without a year, is surely something else."""
    end = found.end()
    before = work[max(0, start - 12) : start]
    if found["dash"] and int(found["month"]) > _LAST_MONTH:
        return True
    if found["dot"] and _DECIMAL.search(before):
        return True
    if found["dot"] or found["dash"]:
        return counted(flat, work, end) and not _NAMED_BEFORE.search(before)
    if found["word"]:
        more = before.endswith("tuan ") or _MORE_OF_A_DATE.match(work, end) is not None
        return more or work[end : end + 5] in {" tuoi", " lan "}
    return False


def doubt_of(flat: Flat, work: str, found: re.Match[str], start: int) -> str:
    """Why the same may be something else; empty where it may not."""
    day, month = int(found["day"]), int(found["month"])
    before = work[max(0, start - 12) : start]
    doubt = ""
    if found["dot"] and start == 0 and day <= _LAST_MONTH and _LIST_NUMBER.match(work):
        doubt = "list-number"
    elif found["slash"]:
        part = counted(flat, work, found.end(), durations=False) or _DONE.search(before)
        doubt = "ratio" if day <= month and part else ""
        doubt = "number-or-date" if _CLASS.search(before) else doubt
    elif found["word"] and follows_a_noun(flat, start, before):
        doubt = "number-or-date"
    return doubt


def may_be_span(work: str, found: re.Match[str], start: int) -> bool:
    """ "5-9" may be two days, unless one day is to follow: "han 5-9"."""
    if not found["dash"] or int(found["day"]) >= int(found["month"]):
        return False
    return _ONE_DAY_BEFORE.search(work[max(0, start - 12) : start]) is None


def follows_a_noun(flat: Flat, start: int, before: str) -> bool:
    """ "to 5 thang 6" may be group five in June; "ky 17 thang 2" is a signature."""
    found = _NUMBERED_NOUN.search(before)
    if found is None:
        return False
    noun = found["noun"]
    spelling = _SPELLED.get(noun)
    return not spelling or flat.says(start - 1 - len(noun), start - 1, spelling)
