"""What was read from a person's lines: jobs with their days, each with its doubt if there is one.

With a question the fields hold the reading to be offered first, to be accepted in one tap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Moment = date | datetime
"""An aware instant, or a date for a whole day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """*code* names the doubt; *also* are the lesser doubts of the same job."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    also: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One job. *source* is the raw line, or the lines, it was made from."""

    what: str
    quantity: int | None
    start: Moment | None
    end: Moment | None
    due: Moment | None
    part: str | None
    question: Question | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Every line of the text is in the *source* of an item or among *skipped* (R15)."""

    items: tuple[Item, ...]
    skipped: tuple[str, ...]
