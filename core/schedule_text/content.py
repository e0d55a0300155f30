"""What the job is: the line as written, without the words that became fields.

Bullets, list numbers and the little words before a day leave with it (R13).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.schedule_text.flat import Flat

_BULLET = re.compile(
    r"(?:[^\w(\[\"'|/]|\[[ xv]?\]|(?:\d{1,2}(?:\.\d{1,2}){1,3}[.)](?!\d)"
    r"|\(?\d{1,2}[.)](?=\s|[^\d\s])|\d{1,2} ?[.)|-] (?=[a-z])|\d{1,2}/(?= ?[a-z]{2})|\(?[a-h][.)] ?(?=\S)"
    r"|(?:viii|vii|vi|iv|v|iii|ii|ix|x|i)[./)] )\s*){1,4}"
)
_LITTLE = {
    "vao luc": "", "vao hoi": "", "vao ngay": "", "trong ngay": "", "bat dau": "", "dien ra": "",
    "thoi gian": "", "thoi diem": "", "thoi han": "", "eod": "", "tien do": "", "thoi gian thuc hien": "",
    "vao": "vào", "luc": "lúc", "ngay": "ngày", "trong": "trong", "va": "và", "hoac": "hoặc",
    "khoang": "khoảng", "buoi": "buổi", "cac": "các",
    "la": "là", "hoi": "hồi", "ca": "cả", "tuc": "tức", "moc": "mốc", "nham": "nhằm",
}  # fmt: skip
"""Words that leave with the day after them, as they are spelled where one word could be another."""
_ONLY_WITH_MARKS = {"la", "hoi", "ca", "tuc", "moc", "nham"}
_LEFT = re.compile(rf"\b(?P<word>{'|'.join(sorted(_LITTLE, key=len, reverse=True))})[ :,(\-]*$")
_COUNT_BEFORE = re.compile(r"(?:\d|\bnua|\bmot|\bhai) $")
_LABEL = re.compile(r"^(?:noi dung(?: cong viec)?|cong viec|viec|nhiem vu) ?: ?")
_TIDY = (
    (re.compile(r"\s*[|\t]\s*"), ", "),
    (re.compile(r"\s+"), " "),
    (re.compile(r"[(\[][\s,;:.\-–]*[)\]]"), ""),
    (re.compile(r"\((?:\s*[,;:\-–])+\s*"), "("),
    (re.compile(r"(?:\s*[,;:\-–])+\s*\)"), ")"),
    (re.compile(r"\s+([,;.:)])"), r"\1"),
    (re.compile(r"(?:[,;](?:\s*[,;:])+)"), ","),
    (re.compile(r"[:\-–]\s*([,;.])"), r"\1"),
    (re.compile(r"[\-–](?:\s+[\-–])+"), "-"),
    (re.compile(r"\s{2,}"), " "),
)
_SYMBOLS = re.compile(r"^[^\w(\[\"'\u201c\u2018]+|[^\w)\]\"'\u201d\u2019?!%]+$")
_MOST_LITTLE = 4
_EDGE = " \t,;:.-–—|/+*•>&=_~"


def bullet(text: str) -> int:
    """How many letters of the folded *text* are bullets and list numbers (R13)."""
    found = _BULLET.match(text)
    return found.end() if found else 0


def rest(flat: Flat, spans: Iterable[tuple[int, int]]) -> str:
    """The content. *spans* are what became fields, as places in the folded text."""
    gone = bytearray(len(flat.text))
    start = bullet(flat.text)
    gone[:start] = b"\x01" * start
    for one in sorted(spans):
        left, right = _widened(flat, *one)
        gone[left:right] = b"\x01" * (right - left)
    label = _LABEL.match(flat.text[start:])
    if label is not None:
        gone[start : start + label.end()] = b"\x01" * label.end()
    what = tidy(_kept(flat, gone))
    return "" if what.lower() in _EMPTY else what


_EMPTY = {"là", "la", "từ", "tu", "đến", "den", "nhé", "nhe", "ạ", "a", "thì", "thi", "vào", "lúc"}
_TRIFLES = re.compile(r"(?:[\W_]|\b(?:vao|luc|hoi|ngay|trong|tu|thoi gian|buoi|bat dau)\b)*")


_OPENS = re.compile(r"(?:^|[,;:.(|\-+*>!?\[])[ ]?$")


def opens(flat: Flat, start: int) -> bool:
    """Whether a clause begins at *start*."""
    return _OPENS.search(flat.text[max(0, start - 3) : start]) is not None


def leads(flat: Flat, start: int, spans: Iterable[tuple[int, int]] = ()) -> bool:
    """Whether nothing but bullets, little words and *spans* stand before *start*."""
    letters = list(flat.text[:start])
    for left, right in spans:
        if right <= start:
            letters[left:right] = " " * (right - left)
    return _TRIFLES.fullmatch("".join(letters[bullet(flat.text) :])) is not None


def _widened(flat: Flat, start: int, end: int) -> tuple[int, int]:
    """With the little words before."""
    for _ in range(_MOST_LITTLE):
        from_ = max(0, start - 24)
        found = _LEFT.search(flat.text[from_:start])
        if found is None or not _leaves(flat, from_ + found.start(), found["word"]):
            break
        start = from_ + found.start()
    return start, end


def _leaves(flat: Flat, start: int, word: str) -> bool:
    spelling = _LITTLE[word]
    if word in {"ngay", "buoi"} and _COUNT_BEFORE.search(flat.text[max(0, start - 6) : start]):
        return False
    if word in _ONLY_WITH_MARKS:
        return flat.written(start, start + len(word)).lower() == spelling
    return not spelling or flat.says(start, start + len(word), spelling)


def _kept(flat: Flat, gone: bytearray) -> str:
    pieces: list[str] = []
    place, size = 0, len(gone)
    while place < size:
        after = place
        while after < size and gone[after] == gone[place]:
            after += 1
        pieces.append(" " if gone[place] else flat.between(place, after))
        place = after
    return "".join(pieces)


_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\w)")


def tidy(text: str) -> str:
    """One space between words, no marks left hanging."""
    for pattern, put in _TIDY:
        text = pattern.sub(put, text)
    text = text.strip(_EDGE)
    if text.count("(") > text.count(")"):
        text = text.replace("(", "", 1) if text.startswith("(") else text.rstrip("( ")
    elif text.count(")") > text.count("("):
        text = text.rstrip(") ") if text.endswith(")") else text.replace(")", "", 1)
    text = _NUMBERED.sub("", text)
    return _SYMBOLS.sub("", text.strip(_EDGE)).strip(_EDGE)
