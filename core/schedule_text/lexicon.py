"""Words of schedules, folded, as pieces of patterns; numbers said in words.

Everything is folded as core.text does it, so that NFD, capitals and no marks are one.
"""

from __future__ import annotations

import re

UNITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}
TENS = {"ham": 20, "hai": 20, "ba": 30}
_UNIT = "mot|hai|ba|bon|nam|sau|bay|tam|chin"
_LAST = f"{_UNIT}|tu|lam"
NUMBER_WORD = rf"(?:(?:hai|ba|bon|nam) muoi(?: (?:{_LAST}))?|muoi(?: (?:{_LAST}))?|{_UNIT})"
"""1 to 59."""
SPOKEN_DAY = rf"(?:(?:ham|hai|ba) (?:{_UNIT}|tu|lam))"
"""21 to 39 as they are said in haste: "ngay hai mot", "ham lam"."""

PRODUCTS = (
    "bao cao",
    "to trinh",
    "ho so",
    "bo",
    "bo ho so",
    "bo tai lieu",
    "sp",
    "san pham",
    "van ban",
    "cong van",
    "ke hoach",
    "quyet dinh",
    "thong bao",
    "giay moi",
    "giay phep",
    "giay xac nhan",
    "giay chung nhan",
    "giay khen",
    "bang khen",
    "bien ban",
    "phieu",
    "bai",
    "bai viet",
    "bai bao",
    "tin",
    "tin bai",
    "ban tin",
    "ban",
    "don",
    "don thu",
    "du thao",
    "de an",
    "phuong an",
    "hop dong",
    "tai lieu",
    "danh sach",
    "bieu",
    "bieu mau",
    "mau bieu",
    "bang",
    "bang bieu",
    "quyen",
    "cuon",
    "chuyen de",
    "nghi quyet",
    "huong dan",
    "chi thi",
    "file",
    "slide",
    "video",
    "clip",
    "phong su",
    "infographic",
    "banner",
    "viec",
    "dau viec",
    "nhiem vu",
    "vu viec",
    "truong hop",
    "y kien",
    "kien nghi",
    "giao an",
    "de thi",
    "to roi",
    "cai",
    "chiec",
    "suat qua",
    "luot ho so",
    "so lieu",
    "thu moi",
    "chung tu",
    "hoa don",
    "bao gia",
    "thu tuc",
    "chuong trinh",
    "noi dung",
    "ket luan",
    "mo hinh",
    "sang kien",
    "bc",
    "cv",
    "ttr",
    "hs",
    "vb",
    "qd",
    "tb",
)
PRODUCT = "|".join(sorted((re.escape(one) for one in PRODUCTS), key=len, reverse=True))

PEOPLE_AND_THINGS = (
    "nguoi|ho|ho dan|ho gia dinh|dai bieu|dong chi|d/c|chau|em|hoc sinh|giao vien|can bo|cong chuc"
    "|dang vien|hoi vien|doan vien|thanh vien|uy vien|khach|gia dinh|ca nhan|tap the|don vi|co so"
    "|diem|tuyen|chi bo|chi hoi|to|to dan pho|truong|phong|lop|luot|cuoc|mon|tiet|chi tieu"
    "|tieu chi|noi dung|cau|trang|suat|cho|xe|doan|doi|ban nganh|phuong|xa|cua hang|quan|kiot"
    "|so ho|tong|dien tich|dan so|cong trinh|du an|can|nha|cong dan|vu|muc|khoan|tuoi|phan"
    "|cap|nhom|bo phan|linh vuc|khu|cum|kg|km|m2|m3|met|m|ha|lit|chung|loai|muc tieu|lan"
)
"""What is counted but is no product (R13)."""

PRODUCT_NEXT = re.compile(rf" (?:{PRODUCT})\b")
COUNTED_NEXT = re.compile(rf" (?:{PRODUCT}|{PEOPLE_AND_THINGS})\b")

DURATION = "ngay|tuan|thang|nam|gio|tieng|phut|buoi|tiet|quy|nhiem ky|thap ky|dem"


def number(words: str) -> int:
    """The value of digits or of *NUMBER_WORD*."""
    if words.isdigit():
        return int(words)
    parts = words.split()
    if len(parts) == len(("tens", "units")) and "muoi" not in parts:
        return TENS[parts[0]] + UNITS[parts[1]]
    value = 0
    for word in parts:
        unit = UNITS[word]
        value = value * 10 if word == "muoi" and value else value + unit
    return value
