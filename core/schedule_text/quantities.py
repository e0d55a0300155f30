"""How many products a line tells of: a whole number beside a product word (R12).

Ranges, "khoang", 0 and 10,000 and more are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.schedule_text.flat import Flat
from core.schedule_text.lexicon import NUMBER_WORD, PRODUCT, PRODUCT_NEXT, number
from core.schedule_text.mentions import Quantity

MOST = 9_999
_FIGURE = r"(?:\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)|\d{1,7}(?:[.,]\d{1,2}(?!\d))?)"
_EXPLICIT = re.compile(
    rf"\b(?:sl|so luong|s\.l)(?: (?:sp|san pham))? ?[:=]? ?(?P<labelled>{_FIGURE})(?![\d/])"
    r"(?P<to> ?(?:-|den) ?\d+)?(?: ?(?P<unit>sp|san pham)\b)?"
    rf"|\b(?:so )?(?:sp|san pham) ?[:=] ?(?P<after>{_FIGURE})(?![\d/])(?P<to2> ?(?:-|den) ?\d+)?"
    r"|(?<![\w.,])(?<!\d )x ?(?P<times>\d{1,6})(?![\d/.,]\d|\d|[a-z])"
)
_COUNTED = re.compile(
    rf"(?<![\w/:\-])(?<!\d[.,])(?P<count>{_FIGURE}|\b{NUMBER_WORD}\b)"
    rf"(?P<to>(?: ?(?:-|~)| den| toi| hoac) ?(?:\d{{1,6}}|\b{NUMBER_WORD}\b))?"
    rf"(?: ?\((?:{NUMBER_WORD}|\d{{1,4}})\))?(?P<plus> ?\+)?(?P<gap> ?(?:loai |dau |mau )?)"
    rf"(?P<product>{PRODUCT}|hs)\b"
)
_AFTER = re.compile(rf"\b(?:{PRODUCT}) ?: ?(?P<count>\d{{1,5}})(?=$|[,;)]|\.(?!\d))")
_NUMBER_LAST = re.compile(
    r"\b(?:bao cao|ho so|to trinh|tin bai|bai viet|phieu|san pham|sp) (?P<count>\d{1,4})"
    r"(?= ?(?:$|[,;)\x00]|\.(?!\d)))"
)
_LARGE = re.compile(
    rf"\b(?:[a-z]+ )?(?P<word>tram|nghin|ngan|chuc|van(?! (?:ban|phong|hoa|nghe|de|hanh|dong|chuyen|tai|minh|thu|ly)\b)) (?:[a-z]+ ){{0,3}}?(?:{PRODUCT})\b"
)
_LARGE_SPELLED = {
    "tram": ("trăm",), "nghin": ("nghìn",), "ngan": ("ngàn",), "chuc": ("chục",), "van": ("vạn",),
}  # fmt: skip
_MORE_AFTER = re.compile(r" (?:tro len|tro xuong|do lai)\b")
_EACH_AFTER = re.compile(
    r" ?/ ?(?:ngay|ng|tuan|thang|quy|nam|nguoi|to|don vi|ho|lop|phong)\b"
    r"| (?:moi|mot|hang) (?:ngay|tuan|thang|quy|nguoi|to|don vi|ho)\b"
)
_ABOUT = re.compile(
    r"\b(?:khoang|tam|chung|do|it nhat|toi thieu|toi da|tren|hon|gan|duoi|co|khong qua|tu) $"
)
_VAGUE = re.compile(rf"\b(?P<word>mot vai|vai|may|dam) (?:{PRODUCT})\b")
_LIST_BEFORE = re.compile(r"(?:^|\D)\d{1,2} ?[,/] ?$")
_EACH_BEFORE = re.compile(r"\bmoi (?:[a-z/]+ ){1,4}$")
_NUMBERED_BEFORE = re.compile(
    r"\b(?:phong|truong|to|nhom|khoi|khu|cum|doi|chi bo|co so|(?<!bien )(?<!van )ban|phuong|thon|tuan) $"
)
_LABEL_WITHOUT_MARKS = re.compile(
    r"\b(?:lan|dot|quy|(?<!trinh )(?<!da )(?<!xin )(?<!cho )ky|khoa|lop|muc|vong|mau|bieu|tang|tiet|bac|khoan|dieu|buoc) $"
)
_NAMED_LAN = re.compile(r"\b(?:chi|co|em|anh|ba|dc|dong chi|c|e|a) [a-z]+ $")
_PERSON_BEFORE = re.compile(
    r"\b(?:dc|d/c|anh|chi|ong|ba|co|bac|chu|dong chi|em|thi|van|nguyen|tran|thu|ngay|thang) $"
)
_NUMBER_BEFORE = re.compile(r"\b(mot|hai|ba|bon|nam|sau|bay|tam|chin) $")
_YEAR_BEFORE = re.compile(
    r"\b(?:cuoi|dau|tong ket|trong|hang|moi|ca|so ket|cong tac|nhiem vu|hoc|bao cao|ke hoach"
    r"|ngan sach|tai chinh|danh gia|cua|thang|quy|giua) $"
)
_NOT_PRODUCT = re.compile(
    r"(?:bo (?:phan|doi|mon|may|truong|nganh|luat|noi vu|cong an|y te|tai chinh|giao duc|chi huy"
    r"|quoc phong|tu phap|xay dung)|ban (?:nganh|chi huy|chi dao|quan ly|dan|do|than|quyen|hanh"
    r"|to chuc|thuong vu|tuyen giao|cong tac|chap hanh|kinh te|phap che)|don vi|tin (?:hoc|nhan|nhiem)"
    r"|bieu (?:quyet|dien|tuong)|viec lam|bang (?:cap|lai|nhau)|bai (?:do|dau|rac|tap|hoc)"
    r"|file manh)\b"
)
_SPELLED = {
    "ban": "bản",
    "bo": "bộ",
    "bai": "bài",
    "don": "đơn",
    "quyen": "quyển",
    "tin": "tin",
    "bang": "bảng",
    "cai": "cái",
    "viec": "việc",
    "bieu": "biểu",
    "phieu": "phiếu",
}
_NUMBERS_SPELLED = {
    "mot": ("một",), "hai": ("hai",), "ba": ("ba",), "bon": ("bốn",), "tu": ("tư",),
    "nam": ("năm",), "lam": ("lăm",), "sau": ("sáu",), "bay": ("bảy", "bẩy"), "tam": ("tám",),
    "chin": ("chín",), "muoi": ("mười", "mươi"),
}  # fmt: skip
_UNCLEAR_WITHOUT_MARKS = {"nam", "sau", "tu", "lam"}
_COUNTERS = {"ban", "bo", "cai", "chiec", "quyen", "cuon", "file", "to roi"}
_CLOSES = re.compile(r" ?(?:$|[,;.)])")
_LIST_BREAK = re.compile(r"[,;:(\-\x00] ?$")
_MERE_UNITS = {"sp", "san pham"}


def explicit(work: str) -> Iterator[Quantity]:
    """ "x3", "SL: 2": sought before the days, for their figures stand alone."""
    for found in _EXPLICIT.finditer(work):
        figure = found["labelled"] or found["after"] or found["times"]
        doubt = "quantity-range" if found["to"] or found["to2"] else ""
        yield _quantity(found.start(), found.end(), figure, doubt)


def counted(flat: Flat, work: str) -> Iterator[Quantity]:
    """Numbers beside product words."""
    for found in _COUNTED.finditer(work):
        quantity = _counted(flat, work, found)
        if quantity is not None:
            yield quantity
    for found in _AFTER.finditer(work):
        yield _quantity(found.start("count"), found.end(), found["count"], "", stop=found.end())
    for found in _NUMBER_LAST.finditer(work):
        start, end = found.span("count")
        yield _quantity(start, start, found["count"], "quantity-or-number", stop=end)
    for found in _LARGE.finditer(work):
        if flat.may_say(*found.span("word"), *_LARGE_SPELLED[found["word"]]):
            at = found.start()
            yield Quantity(
                start=at, end=at, count=None, doubt="quantity-or-word", stop=found.end()
            )
    for found in _VAGUE.finditer(work):
        word = found["word"].split()[-1]
        if word == "may" and not flat.says(*found.span("word"), "mấy"):
            continue
        at = found.start()
        yield Quantity(start=at, end=at, count=None, doubt="quantity-about", stop=found.end())


def _counted(flat: Flat, work: str, found: re.Match[str]) -> Quantity | None:
    start = found.start()
    product, at = found["product"], found.start("product")
    if start == 0 and "." in found["count"] and flat.written(at, at + 1).isupper():
        return None  # the number of a list: "2.3 Bao cao tong hop"
    spelling = _SPELLED.get(product)
    if spelling and not flat.says(*found.span("product"), spelling):
        return None
    if _NOT_PRODUCT.match(work, at):
        return None
    before = flat.text[max(0, start - 24) : start]
    doubt = ""
    if not found["count"][0].isdigit():
        reading = _in_words(flat, work, found, before)
        if reading is None:
            return None
        doubt = reading
    doubt = doubt or _doubt(found, before, work[max(0, start - 6) : start])
    if not doubt:
        doubt = _doubt_after(work, found)
    if not (doubt or flat.marked) and _LABEL_WITHOUT_MARKS.search(before):
        doubt = "" if _NAMED_LAN.search(before) else "quantity-or-number"
    end = at
    enclosed = work[start - 1 : start] == "(" and work[found.end() : found.end() + 1] == ")"
    last = product in _COUNTERS and PRODUCT_NEXT.match(work, found.end()) is None
    again = _CLOSES.match(work, found.end()) is not None and _is_said_before(flat, found)
    if (
        product in _MERE_UNITS
        or enclosed
        or (last and start > 0)
        or (again and _LIST_BREAK.search(work[max(0, start - 3) : start]))
    ):
        end = found.end()
    return _quantity(start, end, found["count"], doubt, stop=found.end())


def _doubt_after(work: str, found: re.Match[str]) -> str:
    if _MORE_AFTER.match(work, found.end()):
        return "quantity-about"
    return "quantity-each" if _EACH_AFTER.match(work, found.end()) else ""


def _is_said_before(flat: Flat, found: re.Match[str]) -> bool:
    """Whether the product is named already: "ra soat ho so - 12 ho so"."""
    return found["product"] in flat.text[max(0, found.start() - 120) : found.start()]


def _in_words(flat: Flat, work: str, found: re.Match[str], before: str) -> str | None:
    """A doubt, empty for none; None when the words are no number."""
    place = found.start("count")
    pair = _NUMBER_BEFORE.search(before)
    if pair is not None and flat.says(
        place - len(pair[1]) - 1, place - 1, *_NUMBERS_SPELLED[pair[1]]
    ):
        return "quantity-range"
    if _PERSON_BEFORE.search(before):
        return None
    words = found["count"].split()
    for word in words:
        if not flat.says(place, place + len(word), *_NUMBERS_SPELLED[word]):
            return None
        place += len(word) + 1
    if words == ["nam"] and _YEAR_BEFORE.search(before):
        return None if flat.marked is False else "quantity-or-year"
    if not flat.marked and len(words) == 1 and words[0] in _UNCLEAR_WITHOUT_MARKS:
        return "quantity-or-word"
    return ""


def _doubt(found: re.Match[str], before: str, near: str) -> str:
    """The first doubt that the words around the number raise."""
    figure = found["count"][0].isdigit()
    year = found["count"].isdigit() and 1900 <= int(found["count"]) <= 2100
    doubts = (
        ("quantity-range", found["to"] or _LIST_BEFORE.search(near)),
        ("quantity-about", found["plus"] or _ABOUT.search(before)),
        ("quantity-each", _EACH_BEFORE.search(before)),
        ("quantity-or-people", found["product"] == "hs"),
        ("quantity-or-number", figure and _NUMBERED_BEFORE.search(before)),
        ("quantity-or-year", year),
    )
    return next((code for code, holds in doubts if holds), "")


def _quantity(start: int, end: int, figure: str, doubt: str, *, stop: int = 0) -> Quantity:
    count = _value(figure)
    if not doubt and (count is None or not 0 < count <= MOST):
        doubt = "quantity-bounds"
    if count is not None and not 0 < count <= MOST:
        count = None
    return Quantity(start=start, end=end, count=count, doubt=doubt, stop=stop)


def _value(figure: str) -> int | None:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", figure):
        return int(figure.replace(".", ""))
    if "." in figure or "," in figure:
        return None
    return number(figure)
