"""Whether the words tell of an event or of a delivery: a start or a deadline (R11).

The first word of doing tells; a noun such as "hop dong" is none.
"""

from __future__ import annotations

import re

from core.schedule_text.flat import Flat

_DELIVERIES = (
    "(?:lam|viet|soan|lap|ra soat|tong hop|xu ly|chuan bi|giai quyet|nhap|in|ky|duyet) xong"
    "|phai xong|xong|nop|(?<!kinh )gui(?! (?:[a-z/]+ ){0,4}lich\b)|hoan thanh|hoan tat|hoan thien|giao nop|chot|phat hanh|ban hanh"
    "|ban giao (?:ho so|tai lieu|san pham|so lieu|du lieu|ket qua|bao cao|giay|so)"
    "|tra (?:ket qua|ho so|loi)"
    "|trinh (?:ky|duyet|chu tich|pho chu tich|lanh dao|ubnd|hdnd|bi thu|thuong truc|phe duyet|cap"
    "|thanh uy|dang uy|so|quan|du thao|van ban|ho so|bao cao|ke hoach|to trinh|phuong an|hop dong"
    "|danh sach|sep|xin|\\d)"
    "|(?<!\\bto )(?<!chuong )(?<!cong )(?<!quy )(?<!tien )(?<!qua )(?<!lich )(?<!lo )trinh(?= ?[|]|$)"
)
_EVENTS = {
    "hop": "họp",
    "du": "dự",
    "tiep": "tiếp",
    "lam": "làm",
    "di": "đi",
    "tham": "thăm",
    "truc": "trực",
    "don": "đón",
    "bau": "bầu",
    "day": "dạy",
    "thi": "thi",
    "cham": "chấm",
    "soan": "soạn",
    "viet": "viết",
    "gap": "gặp",
    "nghe": "nghe",
    "nghi": "nghỉ",
    "hoc": "học",
    "phun": "phun",
    "tiem": "tiêm",
    "kham": "khám",
    "phat": "phát",
    "trao": "trao",
    "lap": "lập",
    "nau": "nấu",
    "lau": "lau",
    "sua": "sửa",
    "cat": "cắt",
}
_RETURN = "trả"
_LONG_EVENTS = (
    "kiem tra|lam viec|hoi nghi|tap huan|khao sat|giao ban|hoi y|hoi thao|giam sat|tham gia"
    "|tham du|to chuc|khai mac|be mac|ra quan|tong ve sinh|ve sinh|tuyen truyen|phuc vu|chuan bi"
    "|xay dung|ra soat|tong hop|nghien cuu|tham muu|doi thoai|sinh hoat|dai hoi|phong van|chao co"
    "|cuong che|trien khai|thuc hien|phoi hop|ky ket|toa dam|mit tinh|so ket|tong ket|tiep xuc"
    "|don dep|huan luyen|dien tap|le (?:khai|be|ra quan|trao|phat dong|cong bo|mung|ky niem|hoi)"
    "|xu phat|do dac|lap dat|thu phi|nao vet|vieng|van dong|niem yet|coi thi|on thi|cat co|cat tia"
    "|tuoi cay|quet don|kiem ke|trong (?:\\d+ )?cay|cap phat|cap giay|gap mat|nhap lieu|tong duyet"
    "|thanh tra|tham dinh|xac minh|hoa giai|doi chieu|cap phat|phong trao|hien mau"
)
_COMPOUNDS = re.compile(
    r"\b(?:hop (?:dong|tac|le|phap|phan|ly)|(?:truong|phu|ket|lien|tap) hop|du (?:an|thao|toan|kien|lieu|phong)"
    r"|thi (?:dua|hanh|truong|tran|xa)|(?:tieu|trung|khoa|nam|lop|truong|tin|dai|ban tru) hoc"
    r"|hoc (?:sinh|ky|ba|phi|vien|lieu|bong)|don (?:vi|thu|tu|xin|de nghi|khieu nai|gian)|truc thuoc"
    r"|lam nghiep|tiep (?:nhan|theo)|di (?:tich|dong|dan|san)|day (?:du|manh)|phat (?:trien|sinh|hanh|hien)"
    r"|nghi (?:quyet|dinh|dinh|ngo)|tham (?:muu|quyen|nien)|(?:chi|thanh|kiem|dieu|tham|hoan|phuc) tra|cham (?:soc|nhat|tre|dut)|gap (?:ghenh|rut))\b"
)
_ACTION = re.compile(
    rf"\b(?:(?P<delivery>{_DELIVERIES})|(?P<event>{_LONG_EVENTS})"
    rf"|(?P<return>tra)|(?P<short>{'|'.join(_EVENTS)}))\b"
)
_GATHERING = re.compile(
    r"\b(?:hop(?! (?:dong|tac|le|phap))(?: [a-z]{2,6}){0,3}|hoi nghi(?: [a-z]{2,7}){0,4}"
    r"|le (?:khai|be|ra quan|trao|phat dong|ky niem|hoi)(?: [a-z]{2,6}){0,3}|dai hoi"
    r"|giao ban|hoi thao|tap huan|toa dam)(?: (?:vao|luc|ngay))?[ ,(]*$"
)
_GATHERING_NEXT = re.compile(
    r"[ ,)]*(?:hop(?! (?:dong|tac))|hoi nghi|dai hoi|toa dam|hoi thao|tap huan)\b"
)
_JUST_BEFORE = re.compile(
    r"(?:\b(?:xong|nop|gui|hoan thanh|hoan tat|ht)|(?<!\bto )(?<!uong )(?<!cong )(?<!quy )\btrinh)"
    r"(?: (?:vao|trong|ngay|la|luc))?[ :(]*$"
)
_COMPOUND_END = re.compile(r"\b(?:truong|phu|ket|lien|tong|phoi|tap) $")
_FOR_LATER = re.compile(
    r"\b(?:chuan bi|in an|in tai lieu|phuc vu|trang tri|dat (?:phong|hoa|nuoc|com)|giay moi"
    r"|thu moi|moi|dang ky|thong bao|tai lieu|nhac|ke hoach to chuc)\b"
)


def delivers(flat: Flat, text: str, day: int | None = None) -> bool:
    """Whether the first thing to do is a delivery. *text*: folded, without words of time.

    *day*: where the day stands; its own clause tells first.
    """
    if day is None:
        return _first(flat, text) == "delivery"
    if _JUST_BEFORE.search(text[max(0, day - 24) : day]):
        return True
    start = max(text.rfind(mark, 0, day) for mark in ",;(") + 1
    ends = [end for mark in ",;)" if (end := text.find(mark, day)) >= 0]
    clause = " " * start + text[start : min(ends, default=len(text))]
    return (_first(flat, clause) or _first(flat, text)) == "delivery"


def happens(flat: Flat, text: str) -> bool:
    """Whether the first thing to do is an event."""
    return _first(flat, text) == "event"


def acts(flat: Flat, text: str) -> bool:
    """Whether anything is done at all. *text*: the folded text, or parts of it blanked out."""
    return _first(flat, text) != ""


def _first(flat: Flat, text: str) -> str:
    hidden = [found.span() for found in _COMPOUNDS.finditer(text)]
    for found in _ACTION.finditer(text):
        if not found["event"] and any(start <= found.start() < end for start, end in hidden):
            continue
        if found["delivery"]:
            return "delivery"
        if found["return"]:
            if flat.written(*found.span()).lower() == _RETURN:
                return "delivery"
            continue
        short = found["short"]
        if short and not flat.may_say(
            *found.span(), _EVENTS[short], "dọn" if short == "don" else ""
        ):
            continue
        return "event"
    return ""


def of_another(flat: Flat, start: int, end: int) -> bool:
    """Whether the day from *start* to *end* may be of a gathering that is only prepared."""
    before = flat.text[:start]
    gathering = _GATHERING.search(before[-60:])
    lead = before
    if gathering is not None:
        lead = before[: max(0, len(before) - 60) + gathering.start()]
        if _COMPOUND_END.search(lead):
            return False
    elif _GATHERING_NEXT.match(flat.text, end) is None:
        return False
    clause = re.split(r"[,;:]", lead)[-1]
    return _FOR_LATER.search(clause) is not None or delivers(flat, lead)
