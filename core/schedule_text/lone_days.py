"""Days of the month without a month of their own: "ngay 15", "ngay 15 thang sau" (R5).

A day of this month that has passed is asked.
"""

from __future__ import annotations

import re

from core.schedule_text.counted import THINGS, counted
from core.schedule_text.flat import Flat
from core.schedule_text.lexicon import NUMBER_WORD, number
from core.schedule_text.mentions import DATE, Day

NGAY = r"(?P<ngay>\bngay )?(?P<mung>\b(?:mung|mong) )?"
OF_MONTH = re.compile(
    rf"{NGAY}\b(?:(?P<first>\d{{1,2}})(?P<join> ?(?:-|,|\bva\b|\bden\b|\btoi\b) ?)(?:ngay )?)?"
    rf"(?P<day>\d{{1,2}}|{NUMBER_WORD}) (?:cua )?thang (?P<shift>nay|sau nua|sau|toi|truoc|roi)\b"
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
_SHIFTS = {"nay": 0, "sau": 1, "sau nua": 2, "toi": 1, "truoc": -1, "roi": -1}
_FREQUENCY = re.compile(r" (?:lan|buoi|ca|cuoc|luot)\b")


def is_day_word(flat: Flat, found: re.Match[str]) -> bool:
    """Whether "ngay" is the day and not "at once"."""
    if not found["ngay"]:
        return True
    start = found.start("ngay")
    return flat.says(start, start + 4, "ngày")


def start_of(flat: Flat, found: re.Match[str]) -> int:
    counted = found.string[max(0, found.start() - 2) : found.start()]
    if not is_day_word(flat, found) or (counted[:1].isdigit() and counted[1:] == " "):
        return found.start("first" if found.groupdict().get("first") else "day")
    return found.start()


def lunar(flat: Flat, found: re.Match[str]) -> str:
    """ "mùng 5" is a day of the moon; "mừng 19/5" is an occasion."""
    if not found["mung"]:
        return ""
    start = found.start("mung")
    return "lunar" if flat.may_say(start, start + 4, "mùng", "mồng") else ""


def of_month(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    before = work[max(0, found.start() - 8) : found.start()]
    if not found["ngay"] and not re.search(r"\b(?:han|truoc|den|tu|nhat) $", before):
        return None
    if found["shift"] == "sau" and not is_next_month(flat, found.end() - 3, "sau"):
        return None
    shift, day, end = _SHIFTS[found["shift"]], number(found["day"]), found.end()
    first, until, doubt = day, None, lunar(flat, found)
    if found["first"]:
        first = int(found["first"])
        last = Day(start=found.start("day"), end=end, kind=DATE, day=day, shift=shift)
        ranged = found["join"].strip() in {"-", "den", "toi"}
        until, doubt = (last, doubt) if ranged else (None, "several-days")
    elif not found["day"].isdigit() and found["shift"] == "sau" and not flat.marked:
        doubt = "several-days"  # of June or of the next month
    return Day(
        start=start_of(flat, found),
        end=end,
        kind=DATE,
        day=first,
        shift=shift,
        until=until,
        doubt=doubt,
    )


def is_next_month(flat: Flat, start: int, month: str) -> bool:
    """Whether "thang sau" with the month word *start*-ing there is the next one and not June."""
    return month == "sau" and flat.written(start, start + 3).lower() != "sáu"


def several(flat: Flat, work: str, found: re.Match[str]) -> Day | None:
    if not is_day_word(flat, found):
        return None
    until, doubt = None, "several-days"
    if re.fullmatch(r" ?(?:-|den) ?(?:ngay )?\d{1,2}", found["rest"]):
        until = Day(start=found.start("day2"), end=found.end(), kind=DATE, day=int(found["day2"]))
        doubt = ""
    elif "," in found["rest"] and counted(flat, work, found.end()):
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
    elif counted(flat, work, found.end()):
        doubt = "day-or-count"
    return Day(
        start=found.start(), end=found.end(), kind=DATE, day=number(found["day"]), doubt=doubt
    )
