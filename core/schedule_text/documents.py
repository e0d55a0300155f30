"""Numbers of official documents and the dates those documents bear (R13).

A date to come is no document's for sure, and is asked.
"""

from __future__ import annotations

import re
from datetime import date

from core.schedule_text.flat import GONE
from core.schedule_text.lexicon import DURATION, NUMBER_WORD, PEOPLE_AND_THINGS, PRODUCT

_NUMBERED_WORD = (
    "cong van|cv|quyet dinh|qd|nghi quyet|nq|nghi dinh|nd|thong tu|chi thi|luat|quy dinh|cong dien"
    "|ket luan|kl|phap lenh|quy che|ke hoach|kh|thong bao|tb|giay moi|gm|to trinh|ttr|bao cao|bc"
    "|huong dan|van ban|vb|phieu chuyen|de an|chuong trinh|bien ban|hop dong|tt|ct|hd"
)
_ALWAYS_A_NUMBER = (
    "cong van|cv|quyet dinh|nghi quyet|nq|nghi dinh|nd|thong tu|chi thi|luat|quy dinh|cong dien"
    "|ket luan|kl"
)
_DATE = r"(?>\d{1,2} ?[/.\-] ?\d{1,2}(?: ?[/.\-] ?\d{2,4})?|\d{1,2} thang \d{1,2}(?: ?(?:nam|/) ?\d{4})?)"
_NO_TIME = (
    r"(?![ ,\-]*\(?(?:thu ?(?:\d|hai|ba|tu|nam|sau|bay)\b|t[2-7]\b|cn\b|chu nhat\b|luc \d|hoi \d|buoi (?:sang|trua|chieu|toi)\b"
    r"|vao (?:luc|hoi)\b|(?:tu )?\d{1,2} ?(?:h|g|gio|:)(?![a-z])))"
)
_SIGN = (
    r"(?:\d{1,5}[a-z]?(?: ?/ ?(?:19|20)\d\d)? ?/ ?(?!t\d|thang|thg|lan|nguoi|buoi|ngay|thu\b|ho\b)"
    r"[a-z][a-z0-9]*(?:[-/.&][a-z0-9]+){0,4}"
    r"|\d{1,4} ?- ?[a-z]{1,6}/[a-z]{1,8}(?:-[a-z]{1,8})?)"
)
_NO_ROLE = "".join(
    rf"(?<!\b{role} )"
    for role in (
        "truoc",
        "han",
        "chot",
        "nhat",
        "qua",
        "den",
        "het",
        "deadline",
        "vao",
        "tu",
        "la",
    )
)
_TAIL = rf"(?P<tail>(?: (?:cua|do)(?: [a-z\-&]+){{1,10}}?)?(?P<comma>,)? ?\(?{_NO_ROLE}(?:ky |ra )?ngay (?P<date>{_DATE})(?!\d| ?[/.\-] ?\d){_NO_TIME})?"
_DOCUMENT = re.compile(
    rf"(?<![\w/])(?:(?P<noun>{_NUMBERED_WORD})(?: ?so)?[ :.]{{0,2}}|so[ :.]{{1,2}})?{_SIGN}{_TAIL}"
)
_PLAIN_NUMBER = re.compile(
    rf"(?<![\w/])(?:(?P<noun>{_NUMBERED_WORD})(?: ?so)[ :.]{{0,2}}|(?:{_ALWAYS_A_NUMBER})[ :.]{{1,2}})"
    r"\d{1,5}(?![\d/:%h])(?! ?[.\-] ?\d)(?! thang \d)(?! ?(?:h|g|gio)\b)"
    rf"(?! (?:{PRODUCT}|{PEOPLE_AND_THINGS}|{DURATION.replace('ngay|', '')})\b){_TAIL}"
)
_CITED = re.compile(
    rf"(?<!\w)(?:theo|can cu|tra loi|phuc dap|tai|thuc hien|trien khai)"
    rf"(?: (?:tinh than|noi dung|y kien chi dao|yeu cau|de nghi|chi dao|tai))?"
    rf" (?:{_NUMBERED_WORD}|cuoc hop|hop)(?: [a-z\-&]+){{0,8}}? ngay (?P<date>{_DATE})(?!\d| ?[/.\-] ?\d){_NO_TIME}"
)
_OF_SOMEBODY = re.compile(
    rf"(?<!\w)(?:{_NUMBERED_WORD}|cuoc hop)(?: [a-z\-&]+){{0,4}}? ngay (?P<date>{_DATE})(?!\d| ?[/.\-] ?\d){_NO_TIME}"
    r"(?= cua (?!chi bo|to dan pho))"
)
_UNCLEAR = re.compile(
    r"(?<!\w)(?:cong van|cv|quyet dinh|nghi quyet|giay moi|thong bao|van ban|ket luan|ke hoach)"
    rf" (?:[a-z\-]+ ){{0,2}}?{_NO_ROLE}ngay (?P<date>{_DATE})(?!\d| ?[/.\-] ?\d){_NO_TIME}"
)
_COUNT_BEFORE = re.compile(rf"(?:\d|\b{NUMBER_WORD}) $")
_FIRMLY_CITED = re.compile(r"(?:theo|can cu|tra loi|phuc dap)\b")


def hide(work: str, today: date) -> str:
    """*work* without document numbers and the dates that clearly are the documents'."""
    work = _DOCUMENT.sub(lambda found: _numbered(found, today), work)
    work = _PLAIN_NUMBER.sub(lambda found: _numbered(found, today), work)
    work = _CITED.sub(lambda found: _cited(found, today), work)
    return _OF_SOMEBODY.sub(lambda found: _only_the_date(found, today), work)


def _is_to_come(text: str, today: date) -> bool:
    """A document bears no date to come; only a full date tells."""
    figures = [int(one) for one in re.findall(r"\d+", text)]
    return len(figures) == len(("d", "m", "y")) and tuple(reversed(figures)) > (
        today.year,
        today.month,
        today.day,
    )


def dates_to_come(work: str, today: date) -> tuple[tuple[int, int], ...]:
    """Where a document with a number bears a day to come, which may be the job's."""
    return tuple(
        found.span("date")
        for pattern in (_DOCUMENT, _PLAIN_NUMBER)
        for found in pattern.finditer(work)
        if found["date"] and not found["comma"] and _is_to_come(found["date"], today)
    )


def unclear_dates(work: str) -> tuple[tuple[int, int], ...]:
    """Where a date may be the document's or the job's; the person is asked."""
    return tuple(found.span("date") for found in _UNCLEAR.finditer(work))


def _numbered(found: re.Match[str], today: date) -> str:
    whole, start = found[0], found.start()
    noun = found["noun"] or ""
    if not _COUNT_BEFORE.search(found.string[max(0, start - 10) : start]):
        noun = ""
    tail = found["tail"] or ""
    own = found["comma"] and not found.string.startswith(" cua ", found.end())
    if not own and not _is_to_come(found["date"] or "", today):
        tail = ""
    return noun + GONE * (len(whole) - len(noun) - len(tail)) + tail


def _cited(found: re.Match[str], today: date) -> str:
    if _FIRMLY_CITED.match(found[0]):
        return _only_the_date(found, today)
    return found[0]


def _only_the_date(found: re.Match[str], today: date) -> str:
    if _is_to_come(found["date"], today):
        return found[0]
    start, end = found.span("date")
    start, end = start - found.start(), end - found.start()
    return found[0][:start] + GONE * (end - start) + found[0][end:]
