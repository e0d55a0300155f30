"""Hours and parts of the day as words, and the instant they name together (R9, R10).

Hours 1 to 6 without a part of the day, and hours that do not exist, are asked (R6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from core.schedule_text.counted import counted
from core.schedule_text.flat import Flat
from core.schedule_text.lexicon import NUMBER_WORD, number
from core.schedule_text.mentions import Clock, Part

_SINGLE = re.compile(
    r"(?<![\d:])(?<!\d[/.])(?:(?<!\d,)|(?<=/\d,)|(?<=/\d\d,))(?P<hour>\d{1,2}) ?(?:gio|h|g)(?!(?!sang|trua|chieu|toi|thu|ngay|ph?\b)[a-z])"
    r"(?:"
    r":?(?P<glued>\d{1,2})(?!\d| ?/ ?\d)(?! thang \d)"
    r"| (?P<apart>\d\d)(?!\d)(?! ?/ ?\d|[.\-]\d| thang \d| ?%| ?(?:h|g|gio)\b)"
    r"|(?P<half> ?ruoi\b)"
    r"|(?P<less> kem (?P<minus>\d{1,2}|nam|muoi lam|muoi|hai muoi)\b)"
    r")?(?: ?(?:'|phut\b|ph\b|p\b))?(?! ?/ ?(?:ngay|ng|tuan|buoi|ca|lan|nguoi|thang)\b)"
)
_COLON = re.compile(
    r"(?<![\d:])(?<!\d[/.])(?:(?<!\d,)|(?<=/\d,)|(?<=/\d\d,))(?<!\bthang )(?P<hour>\d{1,2})(?! ?: \d\d ?(?:[:hg]|ruoi\b)) ?: ?(?P<glued>\d\d)(?::\d\d)?(?![\d/%]|:\d)'?"
)
_SPOKEN = re.compile(
    rf"\b(?P<hour>{NUMBER_WORD}) gio(?: (?P<minutes>{NUMBER_WORD}|\d\d)(?: phut)?\b"
    r"(?! (?:thang|nguoi|ho)\b)|(?P<half> ruoi\b)|(?P<less> kem (?P<minus>\d{1,2}|nam|muoi(?: lam)?)\b))?\b"
)
_HALF = re.compile(
    r"(?<![\d:])(?<!\d[/.])(?:(?<!\d,)|(?<=/\d,)|(?<=/\d\d,))(?P<hour>\d{1,2}) ruoi\b(?! (?:tuoi|ngay(?! \d| mai\b| kia\b| hom\b)|thang|nam|buoi))"
)
_DOTTED = re.compile(
    r"(?<![\d:])(?<!\d[/.])(?:(?<!\d,)|(?<=/\d,)|(?<=/\d\d,))(?P<hour>\d{1,2})\.(?P<dotted>00|15|20|30|40|45|50)(?![\d.,%/])"
)
_PAIR = re.compile(
    r"(?<![\d/:])(?<!\d[.,])(?<!\bngay )(?<!\bthang )(?P<hour>\d{1,2})(?= ?(?:-|>|~|den|toi) ?\d{1,2} ?(?:h(?![a-z])|g\b|gio\b))"
)
_AT = re.compile(r"\b(?:luc|hoi|tam) (?P<hour>\d{1,2})(?= (?:gio )?(?:sang|trua|chieu|toi)\b)")
_SPAN_BEFORE = re.compile(
    r"\b(?:trong|(?<!pho )(?<!duong )(?<!ngo )vong|keo dai|suot|them|cach nhau) $"
)
_PART = re.compile(
    r"(?P<lead>\b(?:(?:vao |trong |ca )?buoi|(?:dau|cuoi|giua|nua)(?: gio| buoi)?|ca|vao|trong) )?"
    r"\b(?P<name>sang som|sang|trua|chieu toi|chieu|toi|dem|khuya)\b"
    r"(?P<more>(?:,| va| &|/|-) ?(?:ca )?(?:buoi )?(?:sang|chieu|toi)\b)?"
)
_GOING_OVER = re.compile(
    r" (?:uy ban|ubnd|phuong|phong|thanh uy|dang uy|so|truong|quan|ben|nha|to|vp|van phong|tuan|thang"
    r"|nam|cong an)\b"
)
_ALL_DAY = re.compile(r"\bca ngay\b")
_SPELLED = {
    "sang": ("sáng",),
    "toi": ("tối",),
    "dem": ("đêm",),
    "khuya": ("khuya",),
}
_DAWN = "rạng "
"""Only as it is spelled: without marks it may be a tooth that is looked at in the morning."""
_WORDS_WITHOUT_MARKS = {"sang", "dem"}
PARTS = {
    "sang": "sang",
    "trua": "trua",
    "chieu": "chieu",
    "toi": "toi",
    "dem": "toi",
    "khuya": "toi",
}


def clocks(flat: Flat, work: str) -> Iterator[Clock]:
    """Hours in figures and in words."""
    for pattern in (_SINGLE, _COLON, _SPOKEN, _HALF, _AT, _PAIR, _DOTTED):
        for found in pattern.finditer(work):
            clock = _clock(flat, work, found)
            if clock is not None:
                yield clock


def _clock(flat: Flat, work: str, found: re.Match[str]) -> Clock | None:
    groups = found.groupdict()
    start, end = found.start("hour"), found.end()
    if not groups.get("glued") and _is_span(flat, work, start):
        return None
    hour = number(found["hour"])
    minute = 0
    text = groups.get("glued") or groups.get("apart") or groups.get("minutes")
    doubt = ""
    if text:
        minute = number(text)
        if groups.get("apart") or (groups.get("minutes") or "").isdigit():
            doubt = _minutes_or_count(flat, work, found, minute)
    elif groups.get("dotted"):
        minute, doubt = int(groups["dotted"]), "minutes-or-count"
    elif groups.get("half") or found.re is _HALF:
        minute = 30
    elif groups.get("less"):
        less = number(found["minus"])
        hour, minute = hour - 1, 60 - less
    if found.re is _SPOKEN and not _spoken_well(flat, found):
        return None
    return Clock(start=start, end=end, hour=hour, minute=minute, doubt=doubt)


def _is_span(flat: Flat, work: str, start: int) -> bool:
    """ "trong vong 24 gio"; but "pho Vong 9h"."""
    found = _SPAN_BEFORE.search(work[max(0, start - 14) : start])
    if found is None or found[0] != "vong ":
        return found is not None
    return flat.may_say(start - 5, start - 1, "vòng")


def _spoken_well(flat: Flat, found: re.Match[str]) -> bool:
    place = found.string.index(" gio", found.start()) + 1
    return flat.may_be(place, place + 3, "gio")


def _minutes_or_count(flat: Flat, work: str, found: re.Match[str], minute: int) -> str:
    """ "8 gio 12 ho so" may be twelve files at eight."""
    if found[0].endswith(("phut", "'", "p", "ph")) or minute in {0, 15, 30, 45}:
        return ""
    things = counted(flat, work, found.end(), durations=False)
    return "minutes-or-count" if things else ""


def parts(flat: Flat, work: str) -> Iterator[Part]:
    """Candidates; :mod:`groups` keeps those that stand beside a day or open a clause."""
    for found in _PART.finditer(work):
        part = _part(flat, found)
        if part is not None:
            yield part
    for found in _ALL_DAY.finditer(work):
        yield Part(start=found.start(), end=found.end(), name="")


def _part(flat: Flat, found: re.Match[str]) -> Part | None:
    name, _, second = found["name"].partition(" ")
    at, end = found.start("name"), found.end()
    if name in _SPELLED:
        check = flat.says if name in _WORDS_WITHOUT_MARKS else flat.may_say
        if not check(at, at + len(name), *_SPELLED[name]):
            return None
    elif not flat.may_be(at, at + len(name), name):
        return None
    if name == "sang" and not flat.marked and _GOING_OVER.match(flat.text, end):
        return None
    chosen = PARTS[name]
    if second == "toi":
        if flat.written(end - 3, end).lower() == "tối":
            chosen = "toi"
        else:
            end -= 4
    start = found.start()
    if name == "sang" and flat.written(max(0, start - len(_DAWN)), start).lower() == _DAWN:
        start -= len(_DAWN)
    return Part(start=start, end=end, name="" if found["more"] else chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """*at* None: the end of the day, "24h" (R7). *doubt* when the words leave it open."""

    at: time | None
    doubt: str = ""
    other: time | None = None


def settle(clock: Clock, part: str | None, *, inherited: bool = False) -> Hour:
    """The hour of the day (R9): chieu and toi add twelve; 1 to 6 alone is asked."""
    hour, minute = clock.hour, clock.minute
    if hour == 24 and minute == 0:
        return Hour(at=None)
    if hour > 23 or minute > 59 or hour < 0:
        return Hour(at=None, doubt="no-such-hour")
    if clock.doubt:
        return Hour(at=time(hour, minute), doubt=clock.doubt)
    if part is None or part == "":
        if 1 <= hour <= 6:
            later = time(hour + 12, minute)
            early = time(hour, minute)
            first, other = (early, later) if hour == 6 else (later, early)
            return Hour(at=first, doubt="hour-part", other=other)
        return Hour(at=time(hour, minute))
    return _within(part, hour, minute, inherited=inherited)


_AS_WRITTEN = {
    "sang": range(12),
    "trua": range(10, 15),
    "chieu": range(12, 20),
    "toi": range(17, 24),
}
_PLUS_TWELVE = {"sang": range(0), "trua": range(1, 3), "chieu": range(1, 8), "toi": range(5, 12)}


def _within(part: str, hour: int, minute: int, *, inherited: bool) -> Hour:
    if hour in _PLUS_TWELVE[part]:
        return Hour(at=time(hour + 12, minute))
    if hour in _AS_WRITTEN[part] and not (inherited and part == "sang" and 1 <= hour <= 4):
        return Hour(at=time(hour, minute))
    if inherited and hour >= 12:
        return Hour(at=time(hour, minute))
    if part == "toi" and hour == 12:
        return Hour(at=None, doubt="hour-and-part", other=time(0, minute))
    guess = hour + 12 if part in {"chieu", "toi"} and hour < 12 else hour
    return Hour(at=time(guess, minute), doubt="hour-and-part", other=time(hour, minute))
