"""Numbers of official documents and the dates those documents bear (R13)."""

from __future__ import annotations

import re

from core.schedule_text.flat import GONE
from core.schedule_text.lexicon import DURATION, PEOPLE_AND_THINGS, PRODUCT

_NUMBERED_WORD = (
    "cong van|cv|quyet dinh|qd|nghi quyet|nq|nghi dinh|nd|thong tu|chi thi|luat|quy dinh|cong dien"
    "|ket luan|kl|phap lenh|quy che|ke hoach|kh|thong bao|tb|giay moi|gm|to trinh|ttr|bao cao|bc"
    "|huong dan|van ban|vb|phieu chuyen|de an|chuong trinh|bien ban|hop dong|tt|ct|hd"
)
_ALWAYS_A_NUMBER = (
    "cong van|cv|quyet dinh|nghi quyet|nq|nghi dinh|nd|thong tu|chi thi|luat|quy dinh|cong dien"
    "|ket luan|kl"
)
_DATE = r"(?:\d{1,2} ?[/.\-] ?\d{1,2}(?: ?[/.\-] ?\d{2,4})?|\d{1,2} thang \d{1,2}(?: ?(?:nam|/) ?\d{4})?)"
_SIGN = (
    r"(?:\d{1,5}[a-z]?(?: ?/ ?(?:19|20)\d\d)? ?/ ?(?!t\d|thang|thg|lan|nguoi|buoi|ngay|thu\b|ho\b)"
    r"[a-z][a-z0-9]*(?:[-/.&][a-z0-9]+){0,4}"
    r"|\d{1,4} ?- ?[a-z]{1,6}/[a-z]{1,8}(?:-[a-z]{1,8})?)"
)
_TAIL = rf"(?P<tail>(?: (?:cua|do)(?: [a-z\-&]+){{1,10}}?)?(?P<comma>,)? ?\(?(?:ky |ra )?ngay (?P<date>{_DATE}))?"
_DOCUMENT = re.compile(
    rf"(?<![\w/])(?:(?:{_NUMBERED_WORD})(?: ?so)?[ :.]{{0,2}}|so[ :.]{{1,2}})?{_SIGN}{_TAIL}"
)
_PLAIN_NUMBER = re.compile(
    rf"(?<![\w/])(?:(?:{_NUMBERED_WORD})(?: ?so)[ :.]{{0,2}}|(?:{_ALWAYS_A_NUMBER})[ :.]{{1,2}})"
    r"\d{1,5}(?![\d/:%h])(?! ?[.\-] ?\d)(?! thang \d)(?! ?(?:h|g|gio)\b)"
    rf"(?! (?:{PRODUCT}|{PEOPLE_AND_THINGS}|{DURATION.replace('ngay|', '')})\b){_TAIL}"
)
_CITED = re.compile(
    rf"(?<!\w)(?:theo|can cu|tra loi|phuc dap|tai|thuc hien|trien khai)"
    rf"(?: (?:tinh than|noi dung|y kien chi dao|yeu cau|de nghi|chi dao|tai))?"
    rf" (?:{_NUMBERED_WORD}|cuoc hop|hop)(?: [a-z\-&]+){{0,8}}? ngay (?P<date>{_DATE})"
)
_OF_SOMEBODY = re.compile(
    rf"(?<!\w)(?:{_NUMBERED_WORD}|cuoc hop)(?: [a-z\-&]+){{0,4}}? ngay (?P<date>{_DATE})"
    r"(?= cua (?!chi bo|to dan pho))"
)
_UNCLEAR = re.compile(
    r"(?<!\w)(?:cong van|cv|quyet dinh|nghi quyet|giay moi|thong bao|van ban|ket luan|ke hoach)"
    rf" (?:[a-z\-]+ ){{0,2}}?ngay (?P<date>{_DATE})"
)
_FIRMLY_CITED = re.compile(r"(?:theo|can cu|tra loi|phuc dap)\b")


def hide(work: str) -> str:
    """*work* without document numbers and the dates that clearly are the documents'."""
    work = _DOCUMENT.sub(_numbered, work)
    work = _PLAIN_NUMBER.sub(_numbered, work)
    work = _CITED.sub(_cited, work)
    return _OF_SOMEBODY.sub(_only_the_date, work)


def unclear_dates(work: str) -> tuple[tuple[int, int], ...]:
    """Where a date may be the document's or the job's; the person is asked."""
    return tuple(found.span("date") for found in _UNCLEAR.finditer(work))


def _numbered(found: re.Match[str]) -> str:
    whole = found[0]
    if (
        found["tail"]
        and found["comma"]
        and not re.match(r" cua\b", found.string[found.end() :][:5])
    ):
        kept = found["tail"]
        return GONE * (len(whole) - len(kept)) + kept
    return GONE * len(whole)


def _cited(found: re.Match[str]) -> str:
    if _FIRMLY_CITED.match(found[0]):
        return _only_the_date(found)
    return found[0]


def _only_the_date(found: re.Match[str]) -> str:
    start, end = found.span("date")
    start, end = start - found.start(), end - found.start()
    return found[0][:start] + GONE * (end - start) + found[0][end:]
