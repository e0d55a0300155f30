"""Everything that is found in one line: groups of time words, quantities, what stays content.

What is surely no time is hidden first; what is found is hidden from later searches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from core.schedule_text import (
    content,
    dates,
    documents,
    groups,
    hours,
    names,
    occasions,
    quantities,
    relative,
    roles,
    weekdays,
)
from core.schedule_text.flat import GONE, Flat
from core.schedule_text.lexicon import DURATION
from core.schedule_text.mentions import MAY_BE_CITED, Clock, Day, Mention, Quantity

_LATE = re.compile(
    r"\bthang (?:\d{1,2}|nay|sau|toi|truoc)(?:(?: ?/ ?| nam )20\d\d)?(?!\d)|\btuan \d{1,2}(?!\d)"
    r"|\bnam (?:19|20)\d\d\b|(?<!\d)(?:0?[1-9]|1[0-2]) ?/ ?20\d\d\b|\bt(?:1[0-2]|[189])\b"
    rf"|(?<![\d/.,])(?:\d{{1,4}}|nua|mot|hai|ba|bon|vai) (?:{DURATION})\b(?! nua)"
)


_Found = TypeVar("_Found", Clock, Day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """*crowded*: more words of time than one job has, most of them left out."""

    flat: Flat
    today: date
    groups: tuple[groups.Group, ...]
    quantities: tuple[Quantity, ...]
    crowded: bool


MOST_GROUPS = 30


def scan(flat: Flat, today: date) -> Scan:
    """Find everything; what is found first is hidden from what is sought later."""
    bullet = content.bullet(flat.text)
    text = GONE * bullet + flat.text[bullet:]
    named = names.hide(flat, documents.hide(text, today))
    counts = list(quantities.explicit(named))
    work = _without(named, counts)
    days = list(weekdays.find(flat, work))
    work = _without(work, days)
    clocks = _apart(hours.clocks(flat, work))
    work = _without(work, clocks)
    dated, work = dates.find(flat, work)
    if not dated:
        dated = list(roles.bare_days(work))
        work = _without(work, dated)
    near = relative.without_names(flat, _apart(relative.find(flat, work)), [*days, *dated])
    documented = documents.dates_to_come(text, today)
    if days or near or len(dated) > 1:
        dated = [day for day in dated if not _is_list_number(flat, day)]
        dated = occasions.without_named(flat, dated, [*days, *near], documented)
    days = [
        *_no_campaigns(flat, named, days, alone=not (dated or near)),
        *_cited(named, dated, documented),
        *near,
    ]
    work = _without(work, near)
    weak = _weak(flat, work, named)
    mentions: list[Mention] = [
        *roles.find(flat, named),
        *days,
        *clocks,
        *weak,
        *hours.parts(flat, _without(work, weak)),
    ]
    work = _LATE.sub(lambda found: GONE * len(found[0]), _without(work, weak))
    counts += quantities.counted(flat, work)
    gathered = groups.gather(flat, mentions)
    return Scan(
        flat=flat,
        today=today,
        groups=tuple(gathered[:MOST_GROUPS]),
        quantities=tuple(counts[:MOST_GROUPS]),
        crowded=len(gathered) > MOST_GROUPS,
    )


def _is_list_number(flat: Flat, day: Day) -> bool:
    """ "2.3 Bao cao tong hop" has the number of a list, where another day is said."""
    after = flat.written(day.end, min(day.end + 2, len(flat.text))).strip()
    return day.doubt == "list-number" and after.isupper() and not flat.shouted


def _weak(flat: Flat, work: str, named: str) -> list[Day]:
    found = [
        *weekdays.weeks(flat, work),
        *relative.edges(flat, work),
        *relative.feasts(flat, flat.text),
        *relative.repetitions(flat, named),
    ]
    return sorted(found, key=lambda day: day.start)


def _no_campaigns(flat: Flat, named: str, days: list[Day], *, alone: bool) -> list[Day]:
    """A "green Sunday" is a name where another day is said, else it is asked (R14)."""
    spans = names.campaigns(flat, named) if days else ()
    kept = [day for day in days if all(day.start != start for start, _ in spans)]
    if kept or not alone or not spans:
        return kept
    return [replace(day, doubt=day.doubt or "campaign") for day in days]


def _cited(named: str, dated: list[Day], documented: tuple[tuple[int, int], ...]) -> list[Day]:
    """Dates that may be those of a document are asked (R13)."""
    if not dated:
        return dated
    spans = [(span, "document-date") for span in documented]
    spans += [(span, MAY_BE_CITED) for span in documents.unclear_dates(named)]
    spans += [(span, "feast-day") for span in occasions.feast_days(named)]
    return [_doubted(day, spans) for day in dated]


def _doubted(day: Day, spans: list[tuple[tuple[int, int], str]]) -> Day:
    for (start, end), doubt in spans:
        if not day.doubt and start < day.end and day.start < end:
            return replace(day, doubt=doubt)
    return day


def _apart(found: Iterable[_Found]) -> list[_Found]:
    """Without what overlaps an earlier find."""
    kept: list[_Found] = []
    taken: set[int] = set()
    for one in found:
        places = range(one.start, one.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(one)
    return kept


def _without(work: str, spans: Iterable[Mention | Quantity]) -> str:
    letters = None
    for one in spans:
        letters = letters or list(work)
        letters[one.start : one.end] = GONE * (one.end - one.start)
    return "".join(letters) if letters else work
