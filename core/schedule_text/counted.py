"""What a number counts, told from verbs that fold alike: "tuyen truyen", "doi thoai" (R12, R13).

Marks decide where the writer used them; without marks the words after it do.
"""

from __future__ import annotations

import re

from core.schedule_text.flat import Flat
from core.schedule_text.lexicon import DURATION, PEOPLE_AND_THINGS, PRODUCT

THINGS = rf"(?:{PRODUCT}|{PEOPLE_AND_THINGS}|{DURATION})"
_NEXT = re.compile(rf" (?P<thing>{THINGS})\b")
_UNTIMED_NEXT = re.compile(rf" (?P<thing>{PRODUCT}|{PEOPLE_AND_THINGS})\b")
_UNMADE_NEXT = re.compile(rf" (?P<thing>{PEOPLE_AND_THINGS}|{DURATION})\b")
_SPELLED = {
    "ho": ("hộ", "hồ"),
    "diem": ("điểm",),
    "tuyen": ("tuyến",),
    "to": ("tổ", "tờ"),
    "truong": ("trường",),
    "phong": ("phòng",),
    "lop": ("lớp",),
    "luot": ("lượt",),
    "cuoc": ("cuộc",),
    "mon": ("môn", "món"),
    "tiet": ("tiết",),
    "cau": ("câu", "cầu"),
    "suat": ("suất",),
    "cho": ("chỗ", "chợ"),
    "doan": ("đoàn", "đoạn"),
    "doi": ("đội", "đôi"),
    "phuong": ("phường",),
    "xa": ("xã",),
    "quan": ("quán", "quận"),
    "can": ("căn", "cân"),
    "nha": ("nhà",),
    "vu": ("vụ",),
    "muc": ("mục", "mức"),
    "khoan": ("khoản",),
    "tuoi": ("tuổi",),
    "phan": ("phần",),
    "cap": ("cấp", "cặp"),
    "nhom": ("nhóm",),
    "cum": ("cụm",),
    "lan": ("lần",),
    "chau": ("cháu",),
    "loai": ("loại",),
    "tong": (),
    "met": ("mét",),
    "lit": ("lít",),
    "chung": (),
    "ban": ("bản",),
    "bo": ("bộ",),
    "bai": ("bài",),
    "don": ("đơn",),
    "tin": ("tin",),
    "bang": ("bảng",),
    "bieu": ("biểu",),
    "mau": ("mẫu",),
    "phieu": ("phiếu",),
    "quyen": ("quyển", "quyền"),
    "nam": ("năm",),
    "thang": ("tháng",),
    "gio": ("giờ",),
    "dem": ("đêm",),
    "quy": ("quý",),
    "buoi": ("buổi",),
    "tuan": ("tuần",),
    "ngay": ("ngày",),
    "phut": ("phút",),
    "tieng": ("tiếng",),
}
_OTHER_WORDS = re.compile(
    r" (?:tuyen (?:truyen|duong|dung|chon|sinh|quan|bo)|doi (?:thoai|chieu|moi|voi|soat)"
    r"|don (?:doan|tiep|dep|khach|dau|ve|bang|cac|dai|nhan|gio|chi|anh|to)|tong (?:ve|ket|hop|duyet|ra)"
    r"|tuoi cay|cho (?:y|phep|an|cac|ba|em|chau|lanh|hoc|can|toan|nguoi|gia|con|phu|doan|hoi)"
    r"|quan (?:ly|triet|tam|he)|cap (?:phat|giay|moi|doi|nhat|the|can|lai|cho|qua|bang)"
    r"|phan (?:cong|loai|tich|bo|anh|hoi|cap)|phong (?:van|chong|trao)|can (?:bo|bang|ke)"
    r"|to chuc|truong (?:hop|phong|ban|khoa|tdp|to)|cau (?:long|noi)|vu (?:lan|trang)"
    r"|bo (?:tri|sung|nhiem|phieu|phan|doi)|ban (?:giao|hanh|bac|chi|ve|luan|nganh)|bai (?:tru|cho)"
    r"|bang ron|tin nhan|quyen gop|nam bat|tang (?:qua|cuong)|xa hoi|xe (?:dua|don)|mau giao"
    r"|khoan (?:cho|kinh)|muc tieu|doan (?:kiem|giam|cong tac|ve|ket)|chung (?:cu|thuc|nhan))\b"
)
_VERBS = re.compile(
    r" (?:to chuc|buoi (?:sang|trua|chieu|toi)|cap (?:phat|giay|phep|doi|the|cccd|moi|lai)|phong (?:chong|ngua|chay|benh)|nhom hop"
    r"|diem (?:danh|lai|tin)|quan triet|can (?:doi|do)|xe (?:don|dua))\b"
)
"""Verbs that are spelled as what may be counted."""


def counted(
    flat: Flat, work: str, at: int, *, durations: bool = True, products: bool = True
) -> bool:
    """Whether the number that ends *at* counts the thing after it."""
    pattern = _NEXT if durations and products else _UNTIMED_NEXT if products else _UNMADE_NEXT
    found = pattern.match(work, at)
    if found is None or _VERBS.match(work, at):
        return False
    thing = found["thing"]
    start, end = found.span("thing")
    typed = flat.written(start, end).lower()
    if " " in thing or thing not in _SPELLED:
        return True
    if flat.marked or not typed.isascii():
        return typed in _SPELLED[thing]
    return _OTHER_WORDS.match(work, at) is None
