"""Lines of a paste that are no jobs: titles, greetings, headings of days and parts (R15).

A line that tells a job of its own is never one of them.
"""

from __future__ import annotations

import re

from core.schedule_text import content, verbs
from core.schedule_text.flat import Flat
from core.schedule_text.roles import BEFORE, BY
from core.schedule_text.scan import Scan

ITEM, DAY, PART, HOUR, WEEK, TITLE, SECTION, LABEL, RULE, DUE = (
    "item", "day", "part", "hour", "week", "title", "section", "label", "rule", "due",
)  # fmt: skip

_TITLE = re.compile(
    r"\(?(?:du thao |du kien |thong bao |thong tin |dieu chinh |bo sung |cap nhat |bang |noi dung )*"
    r"(?:lich (?:cong tac|lam viec|tuan|hop|truc|tiep|cong viec|cua|hoat dong|giao ban)"
    r"|(?:chuong trinh|ke hoach) (?:cong tac|lam viec|cong viec|tuan|hoat dong)"
    r"|(?:chuong trinh|ke hoach) (?:thang|quy|nam) ?[\divx/. \-]*(?:nam (?:hoc )?20\d\d)?[\d /\-]*:?$"
    r"|(?:danh sach )?(?:cac )?(?:cong viec|viec|nhiem vu)(?: can lam| can thuc hien| phai lam| trong tam)+ ?:?$"
    r"|danh sach (?:cong viec|viec)|ke hoach ca nhan|to[ \-]?do(?: list)? ?:?$"
    r"|thuc don(?: tuan| thang| ngay)?|(?:cong viec|viec|nhiem vu|noi dung cong viec|cac viec|dau viec|trong tam)"
    r"(?: can lam| can thuc hien| trong tam| cua em| chinh)* (?:trong )?(?:tuan|thang|ngay|hom nay)"
    r"|phan cong (?:cong viec|nhiem vu|truc)|tuan (?:\d{1,2}|thu \d{1,2})\b|lich)\b"
)
_OFFICE = re.compile(
    r"(?:cong hoa xa hoi|doc lap ?- ?tu do|dang cong san viet nam|uy ban nhan dan|ubnd (?:phuong|tp)"
    r"|dang uy (?:phuong|ubnd)|hdnd (?:phuong|-)|hoi dong nhan dan|uy ban mttq|ubmttq|thanh uy"
    r"|dang bo phuong|noi nhan ?:|luu ?: ?vt|- ?luu|\(da ky\)|tm\. |kt\. |t/l|chu tich$"
    r"|pho chu tich$|truong phong$|chanh van phong$|hieu truong$|bi thu$|nguoi lap$|thu truong don vi$"
    r"|so ?: ?\d*/? ?[a-z]|v/v |\(?lich nay thay|\(?kem theo|lich co the thay doi)"
)
_UNIT = re.compile(
    r"(?:truong (?:mn|mam non|th|tieu hoc|thcs|thpt|trung hoc)|phong (?:van hoa|kinh te|noi vu|tu phap"
    r"|tai chinh|vh|ktht|giao duc)|ban (?:xay dung dang|tuyen giao|to chuc|dan van|quan ly|phap che)"
    r"|van phong|trung tam|doan (?:thanh nien|phuong|tncs)|hoi (?:lien hiep|nong dan|cuu chien binh"
    r"|phu nu|chu thap do|dong)|chi bo|dang bo|dang uy|to (?:dan pho|chuyen mon|van phong)|cong an"
    r"|tram y te|ban chi huy|phuong|quan|thanh pho|so|ubnd|hdnd|mttq|cong doan|uy ban|co quan)\b"
)
_PLACE_AND_DATE = re.compile(
    r"[a-z ]{2,30}, ngay (?:\d{1,2}|\.{1,5}) thang (?:\d{1,2}|\.{1,5}) nam (?:20\d\d|\d{0,2}\.+)\W*"
)
_GREETING = re.compile(
    r"\W*(?:kinh (?:gui|chao|thua|chuc|bao)|(?:em |chau |toi |minh |con )?(?:xin )?(?:chao(?! (?:co|mung|don|hang|gia))|cam on)"
    r"|da(?: vang)?(?:,| a| em| anh| chi| sep| thua|$| vang)|vang(?:,| a| em|$)|thua |tran trong"
    r"|than (?:ai|men)|chuc (?:ca nha|moi nguoi|anh|chi|cac|dong chi|buoi|ngay)|hi\b|hello|helo|alo"
    r"|ok\b|oke|okie|okay|da nhan|nhat tri|moi nguoi (?:oi|nhe|xem|luu y)"
    r"|(?:cac |tat ca )?(?:dong chi|d/c|dc|anh chi(?: em)?|bac|ban|thay co|co|chi em|a/c) (?:oi|nhe)"
    r"|(?:anh|chi|em|sep|co|chu|bac) (?:oi|a)\b|(?:em|e|toi|minh) (?:gui|bao cao|xin gui|nop) (?:[a-z/]+ ){0,6}(?:lich|viec|cong viec|nhiem vu)\b"
    r"|(?:em |toi |minh )?(?:xin )?gui (?:[a-z/]+ ){0,6}(?:lich|ke hoach) (?:cong tac|tuan|lam viec|cong viec)"
    r"|(?:de nghi|kinh mong|mong|rat mong|yeu cau) (?:cac |toan the )?(?:dong chi|d/c|dc|anh chi|don vi|bo phan)"
    r"(?: [a-z,]+){0,8}(?: (?:thuc hien|chu y|nghiem tuc|biet|luu y|sap xep|tham du day du|chap hanh))+(?: [a-z./,]+){0,4}$"
    r"|day la lich|duoi day la|sau day la|het\W*$|good morning|xin phep|tren day la)"
)
_SECTION_ONLY = re.compile(
    r"(?:[ivx]{1,4}|[a-h])[./)] ?(?:cong tac|linh vuc|ve|khoi|noi dung|nhiem vu|phan|viec)\b"
)
_NOTES = re.compile(
    r"\W*(?:ghi chu|luu y|viec khac|cong viec khac|noi dung khac|ngoai ra|cong viec thuong xuyen"
    r"|viec thuong xuyen|nhiem vu khac|phat sinh|trong tuan|ca tuan|ton dong|viec ton|viec trong tuan)\b"
)
LABELS = re.compile(
    r"[\W_]*(?P<label>dia diem|thoi gian, dia diem|noi hop|dia chi|thanh phan(?: tham du| du)?|chu tri|nguoi chu tri"
    r"|trang phuc|phuong tien|ghi chu|luu y|lien he|link|thoi gian(?: bat dau| thuc hien| hoan thanh)?"
    r"|thoi han(?: hoan thanh)?|han(?: chot| cuoi| nop| hoan thanh)?|deadline|so luong|sl"
    r"|don vi phoi hop|phoi hop|phu trach|nguoi phu trach|thuc hien|nguoi thuc hien|kinh moi|moi"
    r"|du hop|san pham|don vi chuan bi|giao|tp) ?: ?(?P<rest>.*)"
)
_PIN = "\U0001f4cd"
_TIME_LABELS = ("thoi gian", "thoi han", "han", "deadline")
_CONTENT_LABEL = re.compile(r"[\W_]*(?:noi dung(?: hop| cong viec)?|cong viec|ve viec) ?: ?\S")


def kind(flat: Flat, found: Scan, *, top: bool = False) -> str:
    """What a line of a paste is. *top*: neither a job nor a day heading came before it."""
    text = flat.text
    if not any(letter.isalnum() for letter in text):
        return RULE
    bare = text[content.bullet(text) :]
    label = LABELS.match(text)
    if _is_courtesy(flat, found, bare):
        return TITLE
    if (label is not None and label["rest"]) or _is_place(flat, found):
        return LABEL
    if found.groups and not _content(flat, found):
        return _of_time(found)
    if _is_title(flat, found, bare) or (top and _is_unit(flat, found, bare)):
        return TITLE
    return SECTION if not found.groups and _is_section(flat, bare) else ITEM


def _is_place(flat: Flat, found: Scan) -> bool:
    return flat.text.startswith(_PIN) and not found.groups


def _is_courtesy(flat: Flat, found: Scan, bare: str) -> bool:
    """The head and the foot of a letter, a greeting."""
    if _PLACE_AND_DATE.fullmatch(bare) or _OFFICE.match(bare):
        return True
    greets = _GREETING.match(bare) is not None
    return greets and not _tells_time(found) and not _is_listed(flat, bare)


def _is_unit(flat: Flat, found: Scan, bare: str) -> bool:
    """The name of an office above its schedule."""
    named = _UNIT.match(bare) is not None and not found.groups
    return named and not verbs.acts(flat, flat.text)


def is_of_time(text: str) -> bool:
    """Whether a label line tells a day or an hour."""
    label = LABELS.match(text)
    return label is not None and label["label"].startswith(_TIME_LABELS)


def opens_content(text: str) -> bool:
    return _CONTENT_LABEL.match(text) is not None


def is_note(text: str) -> bool:
    """A heading after which the day above may no longer hold."""
    return _NOTES.match(text) is not None


def _content(flat: Flat, found: Scan) -> str:
    spans = [span for group in found.groups for span in group.spans]
    left = content.rest(flat, [*spans, *((one.start, one.end) for one in found.quantities)])
    return "".join(letter for letter in left if letter.isalnum())


def _of_time(found: Scan) -> str:
    days = [day for group in found.groups for day in group.days]
    if any(group.role in {BY, BEFORE} for group in found.groups):
        return DUE
    if any(group.clocks for group in found.groups):
        return DUE if days else HOUR
    if not days:
        return PART
    if all(day.kind == "weak" for day in days):
        return WEEK
    return DAY


def _tells_time(found: Scan) -> bool:
    return any(
        group.clocks or any(day.kind != "weak" for day in group.days) for group in found.groups
    )


def _tells_hour(found: Scan) -> bool:
    return any(group.clocks or group.role in {BY, BEFORE} for group in found.groups)


_LISTED = re.compile(r"[-+•*\d(]")


def _is_listed(flat: Flat, bare: str) -> bool:
    return _LISTED.search(flat.text[: len(flat.text) - len(bare)]) is not None


def _is_title(flat: Flat, found: Scan, bare: str) -> bool:
    """A head of a schedule, which tells no job, no hour and no weekday of its own."""
    head = _TITLE.match(bare)
    if head is None or _tells_hour(found):
        return False
    if _is_listed(flat, bare) and not flat.shouted:
        return False
    before = len(flat.text) - len(bare)
    days = [day for group in found.groups for day in group.days]
    if any(day.kind in {"weekday", "relative"} for day in days):
        return False
    if any(day.kind == "date" and ":" in flat.text[: day.start] for day in days):
        return False
    rest = "." * (before + head.end()) + flat.text[before + head.end() :]
    return not verbs.acts(flat, rest) or flat.shouted


def _is_section(flat: Flat, bare: str) -> bool:
    if flat.text.rstrip(" *").endswith(":"):
        return True
    return _SECTION_ONLY.match(flat.text) is not None and flat.shouted and len(bare) > 0
