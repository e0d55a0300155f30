"""Numbers that name a group, a room, a class, a quarter, a house (R13).

Marks and what follows tell a label from a count: "phòng 5" and "phong 5 bao cao".
"""

from __future__ import annotations

import re

from core.schedule_text.flat import GONE, Flat
from core.schedule_text.lexicon import DURATION, PEOPLE_AND_THINGS, PRODUCT, PRODUCT_NEXT
from core.schedule_text.occasions import FAMOUS

_NO_HOUR = r"(?![\d:%/])(?! ?(?:h|g)(?![a-z]))(?! (?:gio|ruoi|kem)\b)(?! ?[.\-] ?\d)"
_COUNTED = rf"(?! (?:{PRODUCT}|{PEOPLE_AND_THINGS}|{DURATION})\b)"
_HOUSES = {
    "ngo": "ngõ",
    "ngach": "ngách",
    "hem": "hẻm",
    "kiet": "kiệt",
    "so nha": "",
    "nha so": "",
    "duong": "đường",
    "pho": "phố",
    "quoc lo": "",
    "ql": "",
    "tinh lo": "",
    "tl": "",
    "thua": "thửa",
    "thua dat": "",
    "to ban do": "",
    "can ho": "",
    "can": "căn",
    "toa": "tòa",
    "toa nha": "",
    "xe": "xe",
    "truong": "trường",
    "mam non": "",
    "mn": "",
    "cho": "chợ",
    "cong vien": "",
    "quang truong": "",
    "san van dong": "",
    "nha may": "",
    "khu tap the": "",
    "benh vien": "",
    "lang": "",
    "doan 559": "",
}
_HOUSE = re.compile(
    rf"\b(?<!\bdan )(?<!\bkhu )(?<!\bthanh )(?P<noun>{'|'.join(sorted(_HOUSES, key=len, reverse=True))})(?: so)? ?"
    r"(?P<number>\d[\da-fi-z]{0,4}(?: ?/ ?\d[\da-fi-z]{0,4}){0,3})(?! ?(?:h|g))(?![\d:])(?! gio\b)"
    r"|\bso (?P<so>\d[\da-fi-z]{0,4}(?: ?/ ?\d[\da-fi-z]{0,4}){0,3}),? (?=duong|pho|ngo|ngach|hem)"
)
_ALWAYS_NUMBERED = {
    "ngo",
    "ngach",
    "hem",
    "kiet",
    "so nha",
    "nha so",
    "ql",
    "quoc lo",
    "tl",
    "tinh lo",
}

_FIRM = {
    "to dan pho": "",
    "tdp": "",
    "khu pho": "",
    "kp": "",
    "khu dan cu": "",
    "kdc": "",
    "khu vuc": "",
    "khu vuc bau cu": "",
    "quy": "quý",
    "hoc ky": "",
    "hk": "",
    "ky": "kỳ",
    "ky hop": "",
    "dot": "đợt",
    "lan": "lần",
    "vong": "vòng",
    "giai doan": "",
    "khoa": "khóa",
    "lop": "lớp",
    "buoc": "bước",
    "mau so": "",
    "mau": "mẫu",
    "bieu": "biểu",
    "phu luc": "",
    "chuong": "chương",
    "dieu": "điều",
    "khoan": "khoản",
    "muc": "mục",
    "tang": "tầng",
    "phong hop": "",
    "hoi truong": "",
    "diem cau": "",
    "ca": "ca",
    "tiet": "tiết",
    "bai so": "",
    "trang": "trang",
    "stt": "",
    "to bau cu": "",
    "don vi bau cu": "",
    "nghi quyet": "",
    "chuyen de": "",
    "mui": "mũi",
    "trung uong": "",
    "cong ty": "",
    "ioffice": "",
    "chuong trinh": "",
    "chi thi": "",
    "de an": "",
    "quy dinh": "",
    "bac": "bậc",
    "vung": "vùng",
    "covid": "",
    "bcd": "",
    "ban chi dao": "",
    "vneid muc": "",
}
_LOOSE = {
    "to": "tổ",
    "to cong tac": "",
    "to chuyen mon": "",
    "lien to": "",
    "to bo mon": "",
    "khu": "khu",
    "cum": "cụm",
    "cum dan cu": "",
    "thon": "thôn",
    "xom": "xóm",
    "doi": "đội",
    "nhom": "nhóm",
    "phong": "phòng",
    "khoi": "khối",
    "cua so": "",
    "ban so": "",
    "quay": "quầy",
    "quay so": "",
    "cong": "cổng",
    "co so": "",
    "chi bo": "",
    "chi hoi": "",
    "phuong": "phường",
    "quan": "quận",
    "truong": "trường",
    "mam non": "",
    "tieu hoc": "",
    "th": "",
    "thcs": "",
    "thpt": "",
    "khu tap the": "",
    "du an": "",
    "so thu tu": "",
    "so": "số",
    "luong vung": "",
}
_LABELS = _FIRM | _LOOSE
_LABEL = re.compile(
    rf"\b(?P<noun>{'|'.join(sorted(_LABELS, key=len, reverse=True))})"
    rf"(?: ?so)?[ .]?(?P<number>\d{{1,4}}(?!\d)[a-fi-z]?\d?(?![a-z])){_NO_HOUR}(?! thang \d)"
    rf"(?P<more>(?: ?(?:,|&|\+|\bva\b|-|\bden\b) ?\d{{1,3}}{_NO_HOUR}{_COUNTED}){{0,12}})"
)
_SO_ENDS_A_WORD = re.compile(
    r"\b(?:ho|co|tong|dan|chi|quan|thong|da|mot|doi|ky|bang|nen tang|cong nghe|kinh te|xa hoi"
    r"|cong dong|nhan|hang|vo|lich|tan|he|an|so) $"
)

_PLATE = re.compile(r"\d{2}[a-z]")
_DATE_NEXT = re.compile(r" ?[.\-] ?\d")
_RANGE_NEXT = re.compile(
    r"[ ,]*(?:-|den|toi|>|luc)? ?(?:ngay )?\d|[ ,]*\(?(?:thu \S|t[2-7]\b|cn\b|chu nhat\b)"
)
_NAMED_AFTER_A_DAY = re.compile(r"(\d{1,2}) ?/ ?(\d{1,2})")


def hide_houses(flat: Flat, work: str) -> str:
    """*work* without house numbers and places named after a day."""
    return _HOUSE.sub(lambda found: _house(flat, found), work)


def hide(flat: Flat, work: str) -> str:
    """*work* without the numbers of groups, rooms, classes and the like."""
    return _LABEL.sub(lambda found: _label(flat, found), work)


def _house(flat: Flat, found: re.Match[str]) -> str:
    if found["so"]:
        return GONE * len(found[0])
    noun, number = found["noun"], found["number"]
    spelling = _HOUSES[noun]
    if spelling and not flat.says(*found.span("noun"), spelling):
        return found[0]
    if noun in _ALWAYS_NUMBERED or (noun == "xe" and _PLATE.match(number)):
        return GONE * len(found[0])
    named = _NAMED_AFTER_A_DAY.fullmatch(number)
    if named is not None and (int(named[1]), int(named[2])) in FAMOUS:
        ranged = _RANGE_NEXT.match(flat.text, found.end())
        return found[0] if ranged else GONE * len(found[0])
    plain = noun in {"duong", "thua", "thua dat", "to ban do", "can ho", "toa", "toa nha", "xe"}
    dated = _DATE_NEXT.match(flat.text, found.end()) is not None
    if (
        plain
        and "/" not in number
        and not dated
        and not flat.text.startswith(" thang", found.end())
    ):
        return GONE * len(found[0])
    return found[0]


def _label(flat: Flat, found: re.Match[str]) -> str:
    noun = found["noun"]
    spelling = _LABELS[noun]
    if spelling and not flat.says(*found.span("noun"), spelling):
        return found[0]
    if noun == "so" and _SO_ENDS_A_WORD.search(
        flat.text[max(0, found.start() - 14) : found.start()]
    ):
        return found[0]
    counted = not found["more"] and PRODUCT_NEXT.match(flat.text, found.end()) is not None
    if counted and (noun not in _FIRM or not flat.marked):
        return found[0]
    return GONE * len(found[0])
