"""A line such as ``nghỉ phép về quê 26/10 - 28/10; 12/ĐN``, read into a kind, days and words.

Days are read as in a work schedule. What is only a doubt about the year or the week there is
none here: whoever typed the line is shown its days, with their year, before anything is sent.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core import absence, errors, schedule_text
from core.schedule_text.flat import Flat
from core.text import folded
from core.workdays import Workdays

_KINDS: Final = {
    absence.UNPAID: r"khong (?:huong )?luong",
    absence.MATERNITY: r"thai san|sinh con|kham thai",
    absence.ILLNESS: r"om dau|om|(?:chua |kham |di )?benh|dieu tri|nam vien|phau thuat",
    absence.TRAINING: r"(?:di )?hoc|dao tao|tap huan|boi duong",
    absence.SECONDMENT: r"biet phai|trung tap|trung dung",
    absence.LEAVE: r"phep nam|phep|viec rieng",
}
_POLITE: Final = re.compile(r"\b(?:xin|cho) phep\b")
_OPENING: Final = re.compile(
    r"(?:(?:toi|em|chau|xin|cho|phep|duoc)\s+)*(?:nghi\b)?\s*"
    rf"(?:(?:{'|'.join(_KINDS.values())})\b)?[\s,;:.-]*"
)
_PAPER: Final = re.compile(r"\d|^(?:giay|don|quyet dinh|qd|van ban|cong van|thu moi)\b")
"""What is written of a document has a number, or names its kind."""
_HALF: Final = re.compile(r"\bnua (?:ngay|buoi)\b|\b1/2 ngay\b")
_LENGTH: Final = re.compile(  # not "thứ 2 tuần sau", "26/10 tháng này", "hai ngày 26 và 27"
    r"(?<!\bthu )(?<!/)\b(\d{1,3}|mot|hai|ba|bon|nam|sau) (ngay|tuan|thang)\b"
    r"(?! (?:\d|sau|nay|toi|truoc|nua))"
)
_NUMBERS: Final = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6}
_ONLY_THE_YEAR: Final = frozenset(
    {
        "no-content",
        "date-past",
        "far-year",
        "weekday-past",
        "weekday-today",
        "month-edge",
        "role-unclear",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """*kind* is empty where none or two are named, *first* and *last* ``None`` where no day is.

    *reason* and *document* are the rest, before and after a semicolon.
    """

    kind: str
    first: date | None
    last: date | None
    reason: str
    document: str


def read(text: str, today: date, workdays: Workdays) -> Heard:
    """*errors.BadInput* ``absence.unclear`` for days that cannot be told, ``absence.half`` for
    a part of a day.
    """
    said, _, document = text.partition(";")
    flat = Flat(said)
    if _HALF.search(flat.text):
        raise errors.BadInput("absence.half")
    length = _LENGTH.search(flat.text)
    if length:  # "3 ngày" is neither a day nor a reason
        rest = flat.written(length.end(), len(flat.text))
        said = f"{flat.written(0, length.start())} {rest}"
    first, last, words = _days(said, today)
    if first is not None and last is None:
        last = _lasting(first, length, workdays) if length else first
    reason, document = _without_opening(words), document.strip()
    if not reason and not _PAPER.search(folded(document)):
        reason, document = document, ""  # "nghỉ phép 26/10; về quê" names no paper
    return Heard(
        kind=_kind(flat),
        first=first,
        last=last,
        reason=reason,
        document=document,
    )


def read_last(text: str, first: date, today: date, workdays: Workdays) -> date:
    """The last day of an absence that begins on *first*: ``28/10``, or ``6 tháng`` from then on."""
    if length := _LENGTH.search(Flat(text).text):
        return _lasting(first, length, workdays)
    heard = read(text, today, workdays)
    if heard.last is None:
        raise errors.BadInput("absence.unclear", text=text)
    return heard.last


def only_days(text: str, today: date, workdays: Workdays) -> tuple[date, date] | None:
    """First and last day of a line that says nothing else."""
    try:
        heard = read(text, today, workdays)
    except errors.BadInput:
        return None
    if heard.first is None or heard.last is None or heard.kind or heard.reason or heard.document:
        return None
    return heard.first, heard.last


def split_words(text: str) -> tuple[str, str]:
    """Reason and document: ``về quê; 12/ĐN``."""
    reason, _, document = text.partition(";")
    return reason.strip(), document.strip()


def _days(said: str, today: date) -> tuple[date | None, date | None, str]:
    """First and last day as far as they are said, and the other words."""
    items = schedule_text.read_line(said, today).items
    if len(items) != 1:
        raise errors.BadInput("absence.unclear", text=said)
    one = items[0]
    moments = [each for each in (one.start, one.end, one.due) if each is not None]
    if not moments and not re.search(r"\d", said):
        return None, None, said
    doubt = one.question
    doubts = () if doubt is None else (doubt, *doubt.also)
    if not moments or not _ONLY_THE_YEAR.issuperset(each.code for each in doubts):
        raise errors.BadInput("absence.unclear", text=said)
    if one.part or any(isinstance(each, datetime) for each in moments):
        raise errors.BadInput("absence.half")
    days = [each for each in moments if not isinstance(each, datetime)]
    return days[0], days[-1] if len(days) > 1 else None, one.what


def _lasting(first: date, length: re.Match[str], workdays: Workdays) -> date:
    """The last of so many working days, weeks or months; leave is counted in working days."""
    count = _NUMBERS.get(length[1]) or int(length[1])
    if count == 0:
        return first
    if length[2] == "tuan":
        return first + timedelta(weeks=count, days=-1)
    if length[2] == "thang":
        return _months_later(first, count) - timedelta(days=1)
    last, left = first, count - workdays.is_working(first)
    while left > 0:
        last += timedelta(days=1)
        left -= workdays.is_working(last)
    return last


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _kind(flat: Flat) -> str:
    said = _POLITE.sub(" ", flat.text)
    found = [kind for kind, words in _KINDS.items() if re.search(rf"\b(?:{words})\b", said)]
    return found[0] if len(found) == 1 else ""


def _without_opening(words: str) -> str:
    """What is left as the reason once "xin nghỉ phép" is taken as the kind."""
    flat = Flat(words)
    opening = _OPENING.match(flat.text)
    at = opening.end() if opening else 0
    return flat.written(at, len(flat.text)).strip(" ,;:.-")
