"""Days of the month as words: ``12/5``, ``12-15/5``, ``ngay 12 thang 5`` (R5, R6).

A year that is not said is found later; several days and lunar ones are asked (R8).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from core.schedule_text import lone_days, look_alikes
from core.schedule_text.flat import GONE, Flat
from core.schedule_text.lexicon import NUMBER_WORD, SPOKEN_DAY, number
from core.schedule_text.lone_days import NGAY, lunar, start_of
from core.schedule_text.mentions import DATE, Day

_FREE = r"(?<![\d/:])(?<!\d[.,])(?<!\d-)(?<!\dh)(?<![a-z]/)"
_UNNAMED = r"(?<!\bthang )(?<!\bquy )(?<!\blop )(?<!\bdot )"
_YEAR = (
    r"(?:,? ?nam (?P<said>20\d\d|nay|sau|toi|hai (?:nghin|ngan|khong))\b"
    r"|[/\-,.] ?(?P<full>20\d\d)(?!\d)| (?P<bare>20\d\d)(?![\d/]))?"
)
_MONTH = r"(?: ?[/.] ?t?|-t?| ?(?:thang|thg|th)\.? ?)(?P<month>\d{1,2})(?!\d)"
_TO = r"(?:-|>|->|~|den(?: het)?|toi)"

_ISO = re.compile(r"(?<![\d/.\-])(?P<full>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d/\-])")
_SPACED = re.compile(
    rf"{NGAY}{_FREE}(?P<day>\d{{1,2}}) - (?P<month>\d{{1,2}}) - (?P<full>20\d\d)(?!\d)"
)
_GLUED = re.compile(
    rf"{NGAY}{_FREE}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<full>20\d\d|\d\d))?"
    r"(?:[,;+&]\d{1,2}/\d{1,2}(?:/20\d\d)?){1,8}(?![\d/])"
)
_PAIR = re.compile(
    rf"{NGAY}{_FREE}(?P<day>\d{{1,2}}) ?/ ?(?P<month>\d{{1,2}})(?: ?/ ?(?P<full>20\d\d|\d\d))?"
    rf" ?{_TO} ?(?:ngay )?(?P<day2>\d{{1,2}}) ?/ ?(?P<month2>\d{{1,2}})(?!\d)"
    r"(?: ?/ ?(?P<full2>20\d\d|\d\d)(?!\d))?(?![/%])"
)
_SPAN = re.compile(
    rf"{NGAY}{_UNNAMED}{_FREE}(?P<day>\d{{1,2}}) ?{_TO} ?(?:ngay )?(?:mung |mong )?(?P<day2>\d{{1,2}})"
    r"(?: ?[/.] ?t?| ?(?:thang|thg|th)\.? ?)(?P<month>\d{1,2})(?!\d)"
    rf"(?![/%] ?[a-z]){_YEAR}(?! ?/ ?\d)(?! lan\b)"
)
_SEVERAL = re.compile(
    rf"{NGAY}{_UNNAMED}(?<!\btuan )(?<![a-z]){_FREE}(?P<day>\d{{1,2}})(?: ?(?:,|;|\bva\b|&|\+|\bhoac\b) ?(?:ngay )?\d{{1,2}}){{1,8}}"
    rf"(?: ?[/.] ?t?| ?(?:thang|thg)\.? ?)(?P<month>\d{{1,2}})(?!\d){_YEAR}(?! ?/ ?\d)(?! lan\b)"
)
_ONE = re.compile(
    rf"{NGAY}{_FREE}(?P<day>\d{{1,2}})"
    r"(?: ?(?P<slash>/) ?t?|(?P<dash>-)t?|(?P<dot>\.)| ?(?P<word>thang|thg|th)\.? ?)"
    r"(?P<month>\d{1,2})(?!\d)"
    r"(?:(?:(?(slash) ?/ ?)(?(dash)-)(?(dot)\.)(?(word)[/\-](?=20\d\d)))(?P<short>20\d\d|\d\d)(?!\d)(?! ?h(?![a-z])| ?gio\b|[:%]))?"
    rf"{_YEAR}(?! ?/ ?\d)(?(dash)(?!-\d))(?(dot)(?!\.\d))(?!%)(?! lan\b)"
)
_WORDS = re.compile(
    rf"(?P<ngay>\bngay )?(?P<mung>\b(?:mung|mong) )?\b(?P<day>{SPOKEN_DAY}|{NUMBER_WORD}|\d{{1,2}})"
    rf" (?:thang|thg) (?P<month>{NUMBER_WORD}|\d{{1,2}})\b(?! ?[/.\-] ?\d(?!\d{{3}})| thang \d){_YEAR}(?! lan\b)"
)
_TENS = re.compile(r".*muoi|ham ")
_DAYS = 31

Builder = Callable[[Flat, str, re.Match[str]], Day | None]


def find(flat: Flat, work: str) -> tuple[list[Day], str]:
    """The days, and *work* without their words."""
    days: list[Day] = []
    for pattern, build in _STEPS:
        made: list[Day] = []
        found = pattern.search(work)
        while found is not None:
            day = build(flat, work, found)
            if day is not None:
                made.append(day)
            found = pattern.search(work, found.end() if day is not None else _onward(found))
        if made:
            letters = list(work)
            for day in made:
                letters[day.start : day.end] = GONE * (day.end - day.start)
            work = "".join(letters)
            days += made
    return days, work


def _onward(found: re.Match[str]) -> int:
    """After the first number of what proved to be no day: "6 thang 29-4" holds one."""
    return max(found.end("day"), found.start() + 1)


def _year(found: re.Match[str]) -> tuple[int | None, str, str]:
    """The year, a word for it, and a doubt about it."""
    said = found["said"]
    if said and not said.isdigit():
        return (None, said, "") if " " not in said else (None, "", "year-in-words")
    names = found.re.groupindex
    short = found["short"] if "short" in names else None
    full = said or found["full"] or found["bare"] or short
    return _number_of_year(full), "", ""


def _number_of_year(text: str | None) -> int | None:
    return None if text is None else int(text) + (2000 if len(text) == 2 else 0)


def _iso(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    del flat, work
    return Day(
        start=found.start(),
        end=found.end(),
        kind=DATE,
        day=int(found["day"]),
        month=int(found["month"]),
        year=int(found["full"]),
    )


def _spaced(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    del work
    return Day(
        start=start_of(flat, found),
        end=found.end(),
        kind=DATE,
        day=int(found["day"]),
        month=int(found["month"]),
        year=_number_of_year(found["full"]),
        doubt="several-days" if found.re is _GLUED else lunar(flat, found),
    )


def _pair(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    del work
    last = Day(
        start=found.start("day2"),
        end=found.end(),
        kind=DATE,
        day=int(found["day2"]),
        month=int(found["month2"]),
        year=_number_of_year(found["full2"]),
    )
    first_year = _number_of_year(found["full"])
    if first_year is None and last.year is not None:
        first_year = last.year - (int(found["month"]) > int(found["month2"]))
    return Day(
        start=start_of(flat, found),
        end=found.end(),
        kind=DATE,
        day=int(found["day"]),
        month=int(found["month"]),
        year=first_year,
        until=last,
        doubt=lunar(flat, found),
    )


def _span(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    del work
    year, coming, doubt = _year(found)
    first, last, month = int(found["day"]), int(found["day2"]), int(found["month"])
    if first > last:
        doubt = doubt or "span-backwards"
    common = {"kind": DATE, "month": month, "year": year, "coming": coming}
    end = found.end()
    until = Day(start=found.start("day2"), end=end, day=last, **common)  # type: ignore[arg-type]
    return Day(
        start=start_of(flat, found),
        end=end,
        day=first,
        until=until,
        doubt=doubt or lunar(flat, found),
        **common,  # type: ignore[arg-type]
    )


def _several(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    year, coming, _ = _year(found)
    listed = [
        int(one) for one in re.findall(r"\d+", work[found.start("day") : found.start("month")])
    ]
    if listed != sorted(listed) or listed[-1] > _DAYS:
        return None  # "chuyen de 5, 2/3"
    return Day(
        start=start_of(flat, found),
        end=found.end(),
        kind=DATE,
        day=int(found["day"]),
        month=int(found["month"]),
        year=year,
        coming=coming,
        doubt="several-days",
    )


def _one(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    start, end = start_of(flat, found), found.end()
    year, coming, doubt = _year(found)
    day, month = int(found["day"]), int(found["month"])
    bare = year is None and not (found["ngay"] and start == found.start())
    if bare and look_alikes.is_no_day(flat, work, found, start):
        return None
    if found["dash"] and year is None and month > 12:
        return None
    if bare:
        doubt = look_alikes.doubt_of(flat, work, found, start) or doubt
    if year is None and not doubt and look_alikes.may_be_span(work, found, start):
        doubt = "day-span"
    return Day(
        start=start,
        end=end,
        kind=DATE,
        day=day,
        month=month,
        year=year,
        coming=coming,
        doubt=doubt or lunar(flat, found),
    )


def _words(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    if not (found["ngay"] or found["mung"] or _TENS.match(found["day"]) or found["day"].isdigit()):
        return None  # "hai thang nam" is a span of time
    if lone_days.is_next_month(flat, found.start("month"), found["month"]):
        return None
    year, coming, doubt = _year(found)
    before = work[max(0, found.start() - 12) : found.start()]
    if not found["ngay"] and before.endswith("tuan "):
        return None
    if not found["ngay"] and look_alikes.follows_a_noun(flat, found.start(), before):
        doubt = "number-or-date"
    return Day(
        start=start_of(flat, found),
        end=found.end(),
        kind=DATE,
        day=number(found["day"]),
        month=number(found["month"]),
        year=year,
        coming=coming,
        doubt=doubt or lunar(flat, found),
    )


_STEPS: tuple[tuple[re.Pattern[str], Builder], ...] = (
    (_ISO, _iso),
    (_SPACED, _spaced),
    (_GLUED, _spaced),
    (_PAIR, _pair),
    (lone_days.OF_MONTH, lone_days.of_month),
    (_SPAN, _span),
    (_SEVERAL, _several),
    (_ONE, _one),
    (_WORDS, _words),
    (lone_days.SEVERAL, lone_days.several),
    (lone_days.ALONE, lone_days.alone),
)
