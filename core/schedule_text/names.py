"""Numbers and words that are no day, no hour and no quantity, hidden before those are sought.

R13: groups, rooms, classes, houses, money, ratios, telephone numbers, names of days. R14: names.
"""

from __future__ import annotations

import re

from core.schedule_text import idioms, labels, occasions
from core.schedule_text.counted import counted
from core.schedule_text.flat import GONE, Flat
from core.schedule_text.lexicon import PRODUCT

_NO_DAY = r"(?<![\d/.,\-])(?<!\bthu )(?<!\bngay )(?<!\bt)"

_PLAIN = re.compile(
    r"\b(?:https?://|www\.)\S{1,300}"
    r"|[\w.+\-]{1,64}@[\w.\-]{1,64}"
    r"|(?:\b(?:sdt|dt|dien thoai|hotline|tel|zalo)[ :.]{0,3})(?:\+?0(?:[ .\-]?\d){9}|\+?84(?:[ .\-]?\d){9}|\d(?:[ .\-]?\d){6,8})(?!\d)"
    r"|(?<![\d/.,])\(?(?:\+?84|0)\d{0,1}\d{2}\)?[ .\-]?\d{3,4}[ .\-]?\d{3,4}(?![\d/])"
    r"|(?<![\d/.,])1[89]00[ .]?\d{4}(?:\d\d)?(?!\d)"
    rf"|(?<![\d.,])\d{{6,}}(?! ?(?:{PRODUCT})\b)"
    r"|\b(?:to chuyen mon|lien to|to bo mon|to khoi|khoi|lop|mau giao) [1-9]-[1-9](?![\d/.\-])"
)
_MEASURES = re.compile(
    r"(?<![\d/.,])\d{1,4}[.,]\d{1,2} (?:trieu|ty)\b|(?<![\d/.,])\d{1,4} trieu\b(?! tap)"
    rf"|{_NO_DAY}\d[\d.,]{{0,14}} ?(?:trieu(?! tap)|ty|nghin|ngan|dong(?! (?:chi|loat|thoi|bo|y))"
    r"|vnd|usd)\b"
    r"|(?<![\d/.,])\d{1,3}(?:[.,]\d{3})+ ?(?:d|dong|vnd)\b"
    r"|\b(?:muc|dieu|khoan|phan|tieu muc) \d{1,2}(?:\.\d{1,2}){1,3}(?![\d/])"
    rf"|{_NO_DAY}\d[\d.,]{{0,14}}(?:k|d|tr)\b"
    rf"|{_NO_DAY}\d[\d.,]{{0,8}} ?(?:%|phan tram\b)"
    rf"|{_NO_DAY}\d[\d.,]{{0,10}} ?(?:m2|m3|km|kg|ha|cm|mm)\b"
    rf"|{_NO_DAY}\d{{1,2}}[.,]\d{{1,2}} (?:diem|ty|trieu|met|lit|gio|tieng)\b"
    r"|\b(?:diem|dat)(?: so)? \d{1,2}[.,]\d{1,2}(?![\d/])"
    r"|\b24 ?/ ?24 ?h?\b"
    r"|\b(?:song|mang|sim|goi|tram|bts|cong nghe|internet) [345]g\b"
    r"|\b(?:tai|o|(?<!van )phong|ht|hoi truong|tang|toa|nha|khu|block|p\.) ?t[2-7]\b(?! ?[,(]? ?(?:tuan|ngay|\d))"
    r"|\b(?:truc|hotline|ho tro|phuc vu|lien tuc|giam sat|camera|van hanh)[a-z ]{0,20}(?<!ngay)(?<!tu)(?<!vao)(?<!den)(?<!truoc)(?<!han) 24 ?/ ?7\b(?! ?/)"
    r"|\b(?:ty le|ti le) 1 ?[:/] ?\d{1,5}\b"
    r"|(?<![\d/.\-])1 ?/ ?\d{3,5}\b"
)
_YEARS = re.compile(
    r"\b(?:19|20)\d\d ?- ?(?:19|20)\d\d\b"
    r"|(?<![\d/])\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?1[0-9]\d\d(?!\d)"
    r"(?: ?(?:-|den) ?\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{4}(?!\d))?"
)

_NTH = {
    "lan": "lần", "ky hop": "", "phien hop": "", "phien": "phiên", "khoa": "khóa", "dot": "đợt",
    "vong": "vòng", "buoi": "buổi", "nguoi": "người", "ben": "bên", "con": "con", "cap": "cấp",
    "hang": "hạng", "dung": "đứng", "xep": "xếp", "giai": "giải", "muc": "mục", "nhom": "nhóm",
    "loai": "loại", "nam": "năm", "dieu": "điều", "vi tri": "", "ky": "kỳ", "the he": "",
    "tap": "tập", "chuong": "chương", "hoi thi": "",
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?:(?P<noun>{'|'.join(sorted(_NTH, key=len, reverse=True))}) thu"
    r" (?:\d{1,3}|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?: [a-z]{2,4})?|[ivx]{1,5})|thu nhat)\b"
)
_COUNTED_BEFORE = re.compile(r"(?:\d|\b(?:dau|cuoi|giua)) $")
_WEEK_NEXT = re.compile(r" \(?(?:cua )?tuan (?P<which>nay|sau|toi|truoc|ke)\b")
_PLACE_BEFORE = re.compile(r"\b(?:pho|cho|duong) $")
_WITHIN_A_WEEK = {"lan", "dot", "buoi", "vong", "phien", "ky hop", "phien hop"}
_BY_MARKS = re.compile(
    r"\b(?P<order>thu tu)\b|\b(?P<more>ngay mot)\b(?! (?:thang|thg)\b)|\bmai (?P<name>[a-z]+)\b"
    r"|\b(?P<before>[a-z]+) mai\b"
)
_PARTS = {"sang", "trua", "chieu", "toi", "dem", "som", "ngay", "hom", "bua", "va", "h", "gio"}
_CAMPAIGN = re.compile(
    r"\b(?:chu nhat|thu bay|thu 7|thu sau|thu 6) (?P<what>xanh|tinh nguyen|van minh|nhan ai|hong|do)\b"
)

_DATA_UNTIL = re.compile(
    r"\b(?:tinh|so lieu|thoi diem|ky bao cao) (?:den|tu|toi)(?: het)?(?: ngay)? \d{1,2} ?[/.\-] ?\d{1,2}"
    r"(?: ?[/.\-] ?\d{2,4})?(?: (?:den|toi)(?: het)?(?: ngay)? \d{1,2} ?[/.\-] ?\d{1,2}(?: ?[/.\-] ?\d{2,4})?)?"
)
_FRACTION = re.compile(r"(?<![\d/.\-])(\d{1,4}) ?/ ?(\d{1,4})(?![\d/])(?= [a-z])")
_OF_A_WHOLE = re.compile(r" (?:so|tong so|thoi gian|khoi luong)\b")
_BEFORE_A_DAY = re.compile(
    r"(?:\b(?:ngay|han|truoc|den|tu|sang|chieu|toi|trua|nhat|qua|het|vao|luc|thu \d|t\d|cn)"
    r"|\d(?:h|h\d\d|:\d\d)|\bgio|[(,:;\-])[ :,]?$"
)


def hide(flat: Flat, work: str) -> str:
    """*work* with everything of R13 and R14 blanked out, letter for letter."""
    work = _PLAIN.sub(_blank, work)
    work = _MEASURES.sub(_blank, work)
    work = _YEARS.sub(_blank, work)
    work = labels.hide_houses(flat, work)
    work = _fractions(flat, work)
    work = _DATA_UNTIL.sub(_blank, work)
    work = occasions.hide(flat, work)
    work = _ORDINAL.sub(lambda found: _ordinal(flat, found), work)
    work = labels.hide(flat, work)
    work = idioms.hide(flat, work)
    return _BY_MARKS.sub(lambda found: _by_marks(flat, found), work)


def _ordinal(flat: Flat, found: re.Match[str]) -> str:
    """ "ky hop thu 5" is no Thursday; but "anh Nam thu 5 hop" is."""
    spelling = _NTH.get(found["noun"] or "", "")
    if spelling and not flat.says(*found.span("noun"), spelling):
        return found[0]
    start, end = found.span()
    if _COUNTED_BEFORE.search(flat.text[max(0, start - 8) : start]):
        return found[0]
    week = _WEEK_NEXT.match(flat.text, end)
    if week and not (found["noun"] in _WITHIN_A_WEEK and week["which"] == "nay"):
        return found[0]
    place = _PLACE_BEFORE.search(flat.text[max(0, start - 6) : start])
    if place and (place[0] != "cho " or found["noun"] == "phien"):
        return found[0]
    return _blank(found)


def _by_marks(flat: Flat, found: re.Match[str]) -> str:
    """Words that only their marks or capitals tell from days: "thu tu", "Mai Anh" (R14)."""
    start, end = found.span()
    written = flat.written(start, end)
    if found["order"]:
        return _blank(found) if written.lower().endswith("tự") else found[0]
    if found["more"]:
        return _blank(found) if written.lower().endswith("một") else found[0]
    if flat.shouted:
        return found[0]
    if found["before"]:
        named = flat.written(end - 3, end) == "Mai" and found["before"] not in _PARTS
        return _blank(found) if named else found[0]
    is_name = written[:1].isupper() and flat.written(*found.span("name"))[:1].isupper()
    return _blank(found) if is_name else found[0]


def campaigns(flat: Flat, work: str) -> tuple[tuple[int, int], ...]:
    """Where weekdays are names, such as a green Sunday (R14)."""
    return tuple(found.span() for found in _CAMPAIGN.finditer(work) if _is_colour(flat, found))


def _is_colour(flat: Flat, found: re.Match[str]) -> bool:
    spelling = {"do": "đỏ", "hong": "hồng"}.get(found["what"])
    return not spelling or flat.written(*found.span("what")).lower() == spelling


def _blank(found: re.Match[str]) -> str:
    return GONE * len(found[0])


_SCORE = re.compile(
    r"\b(?:dat|duoc|ty le|ti le|diem|cham)(?: diem)? (\d{1,3}) ?/ ?(\d{1,3})(?![\d/])"
)


def _fractions(flat: Flat, work: str) -> str:
    work = _SCORE.sub(lambda one: _blank(one) if int(one[1]) <= int(one[2]) else one[0], work)

    def part(found: re.Match[str]) -> str:
        before = work[max(0, found.start() - 10) : found.start()]
        if int(found[1]) > int(found[2]) or _BEFORE_A_DAY.search(before):
            return found[0]
        end = found.end()
        whole = counted(flat, work, end, products=False) or _OF_A_WHOLE.match(work, end)
        return _blank(found) if whole else found[0]

    return _FRACTION.sub(part, work)
