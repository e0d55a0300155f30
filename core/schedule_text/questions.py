"""Every doubt a line can raise, with the facts its sentence may count on.

Beside them a question may carry ``first`` and ``second``, the days it is between, and
``first_hour`` and ``second_hour``. ``words`` are always there: what the person wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.schedule_text.reading import Question

_BETWEEN = frozenset({"first", "second"})
_ONE_DAY = frozenset({"first"})
_HOURS = frozenset({"first_hour", "second_hour"})
_ALONE: frozenset[str] = frozenset()
FACTS: Mapping[str, frozenset[str]] = {
    "no-date": _ALONE,
    "no-content": _ALONE,
    "weekday-today": _BETWEEN,
    "weekday-coming": _BETWEEN,
    "weekday-disagrees": _BETWEEN,
    "weekday-past": _BETWEEN,
    "weekday-after": _BETWEEN,
    "weekday-order": _BETWEEN,
    "weekday-or-month": _ALONE,
    "next-weekday": _ALONE,
    "numbered-week": _ALONE,
    "no-such-weekday": _ALONE,
    "collect": _ALONE,
    "ordinal": _ALONE,
    "campaign": _ALONE,
    "before-or-last": _ALONE,
    "week-of-what": _ALONE,
    "week-only": _ONE_DAY,
    "week-disagrees": _ONE_DAY,
    "relative-disagrees": _BETWEEN,
    "heading-disagrees": _BETWEEN,
    "date-past": _ONE_DAY,
    "far-year": _ONE_DAY,
    "no-such-date": _ALONE,
    "year-in-words": _ALONE,
    "span-backwards": _ALONE,
    "end-before-start": _ALONE,
    "due-before-start": _ALONE,
    "several-days": _ALONE,
    "two-days": _ALONE,
    "two-jobs": _ALONE,
    "recurring": _ALONE,
    "lunar": _ALONE,
    "feast": _ALONE,
    "feast-day": _ALONE,
    "month-edge": _ONE_DAY,
    "long-edge": _ALONE,
    "days-away": _ONE_DAY,
    "day-span": _BETWEEN,
    "day-or-count": _ALONE,
    "bare-day": _ALONE,
    "document-date": _ALONE,
    "list-number": _ALONE,
    "ratio": _ALONE,
    "number-or-date": _ALONE,
    "name-or-tomorrow": _ALONE,
    "unmarked-toi": _ALONE,
    "unmarked-mot": _ALONE,
    "role-unclear": _ALONE,
    "after-day": _ALONE,
    "before-part": _ALONE,
    "before-weak": _ALONE,
    "end-of-day": _ALONE,
    "day-above": _ONE_DAY,
    "same-day": _ONE_DAY,
    "chat-date": _ONE_DAY,
    "too-long": _ALONE,
    "hour-part": _HOURS,
    "hour-and-part": _ALONE,
    "no-such-hour": _ALONE,
    "minutes-or-count": _ALONE,
    "two-hours": _ALONE,
    "two-parts": _ALONE,
    "two-quantities": _ALONE,
    "quantity-range": _ALONE,
    "quantity-about": _ALONE,
    "quantity-each": _ALONE,
    "quantity-bounds": _ALONE,
    "quantity-or-people": _ALONE,
    "quantity-or-number": _ALONE,
    "quantity-or-year": _ALONE,
    "quantity-or-word": _ALONE,
}
HOUR_DOUBTS = frozenset(
    {"hour-part", "hour-and-part", "no-such-hour", "minutes-or-count", "two-hours", "two-parts"}
)
"""Doubts that leave the day as it is."""
_LONGEST = 60


def ask(code: str, **facts: object) -> Question:
    """A question without the facts that are not known."""
    known = {name: value for name, value in facts.items() if value is not None}
    return Question(code=code, facts=known)


def quoting(questions: Iterable[Question], words: str) -> list[Question]:
    """Those that quote nothing yet now quote *words*."""
    said = clipped(words)
    return [
        one if "words" in one.facts else replace(one, facts={**one.facts, "words": said})
        for one in questions
    ]


def clipped(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"


def one(questions: Iterable[Question]) -> Question | None:
    """The first question, carrying the others, each code once."""
    unlike: dict[str, Question] = {}
    for each in questions:
        unlike.setdefault(each.code, each)
    if not unlike:
        return None
    first, *others = unlike.values()
    return replace(first, also=tuple(others)) if others else first
