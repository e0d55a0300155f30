"""Days of the month without a month of their own: "ngay 15", "ngay 15 thang sau" (R5)."""

from __future__ import annotations

import re

from core.schedule_text.flat import Flat
from core.schedule_text.lexicon import DURATION, NUMBER_WORD, PEOPLE_AND_THINGS, PRODUCT, number
from core.schedule_text.mentions import DATE, Day

NGAY = r"(?P<ngay>\bngay )?(?P<mung>\b(?:mung|mong) )?"
THINGS = rf"(?:{PRODUCT}|{PEOPLE_AND_THINGS}|{DURATION})"
OF_MONTH = re.compile(
    rf"{NGAY}\b(?P<day>\d{{1,2}}) (?:cua )?thang (?P<shift>nay|sau|toi|truoc|roi)\b"
)
SEVERAL = re.compile(
    r"\b(?P<ngay>ngay )(?P<day>\d{1,2})"
    rf"(?P<rest>(?: ?(?:,|\bva\b|&|-|\bden\b|\bhoac\b) ?(?:ngay )?(?P<day2>\d{{1,2}})(?!\d)"
    rf"(?! ?[/:%]| ?h(?![a-z]))(?! gio\b)(?! {THINGS}\b)){{1,8}})"
)
ALONE = re.compile(
    r"(?:\b(?P<ngay>ngay )(?P<mung>(?:mung|mong) )?|\b(?P<mung2>(?:mung|mong) ))"
    rf"(?P<day>\d{{1,2}}|(?:hai |ba )?muoi(?: {NUMBER_WORD})?)(?![\d%:/])(?! ?(?:h|g)(?![a-z]))"
    r"(?! gio\b)(?![.\-,]\d)(?: (?:hang|moi) thang\b)?"
)
_SHIFTS = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "roi": -1}
_FREQUENCY = re.compile(r" (?:lan|buoi|ca|cuoc|luot)\b")
_COUNTED = re.compile(rf" {THINGS}\b")


def is_day_word(flat: Flat, found: re.Match[str]) -> bool:
    """Whether "ngay" is the day and not "at once"."""
    if not found["ngay"]:
        return True
    start = found.start("ngay")
    return flat.says(start, start + 4, "ngày")


def start_of(flat: Flat, found: re.Match[str]) -> int:
    counted = found.string[max(0, found.start() - 2) : found.start()]
    if not is_day_word(flat, found) or (counted[:1].isdigit() and counted[1:] == " "):
        return found.start("day")
    return found.start()


def lunar(found: re.Match[str]) -> str:
    return "lunar" if found["mung"] else ""


def of_month(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    before = work[max(0, found.start() - 8) : found.start()]
    if not found["ngay"] and not re.search(r"\b(?:han|truoc|den|tu|nhat) $", before):
        return None
    return Day(
        start=start_of(flat, found),
        end=found.end(),
        kind=DATE,
        day=int(found["day"]),
        shift=_SHIFTS[found["shift"]],
        doubt=lunar(found),
    )


def several(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    if not is_day_word(flat, found):
        return None
    until, doubt = None, "several-days"
    if re.fullmatch(r" ?(?:-|den) ?(?:ngay )?\d{1,2}", found["rest"]):
        until = Day(start=found.start("day2"), end=found.end(), kind=DATE, day=int(found["day2"]))
        doubt = ""
    elif "," in found["rest"] and _COUNTED.match(work, found.end()):
        return None
    return Day(
        start=found.start(),
        end=found.end(),
        kind=DATE,
        day=int(found["day"]),
        until=until,
        doubt=doubt,
    )


def alone(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    if not is_day_word(flat, found):
        return None
    doubt = "lunar" if found["mung"] or found["mung2"] else ""
    if found[0].endswith("thang") or _FREQUENCY.match(work, found.end()):
        doubt = "recurring"
    elif _COUNTED.match(work, found.end()):
        doubt = "day-or-count"
    return Day(
        start=found.start(), end=found.end(), kind=DATE, day=number(found["day"]), doubt=doubt
    )
