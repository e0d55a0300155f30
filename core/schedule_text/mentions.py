"""What is found in a line, each with its place in the folded text, before it is understood.

Places are those of the folded text, so that what was read can leave the content.
"""

from __future__ import annotations

from dataclasses import dataclass

WEEKDAY, DATE, RELATIVE, WEAK = "weekday", "date", "relative", "weak"

MAY_BE_CITED = "may-be-cited"
"""A doubt that a day soon to come removes: a document bears none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Words for a day. *kind* says which of the numbers are given.

    ``weekday``: *weekday* 0 to 6, with *week* counted from this one, or *coming* ``toi`` or
    ``nay``. ``date``: *day* with *month* and *year* where said, or *shift* months from this one.
    ``relative``: *offset* days from today. ``weak``: a *week*, or an *edge* of a month, a lunar
    day and the like, where the words do not name one day (R8).
    """

    start: int
    end: int
    kind: str
    weekday: int | None = None
    week: int | None = None
    coming: str = ""
    day: int = 0
    month: int | None = None
    year: int | None = None
    shift: int | None = None
    offset: int = 0
    edge: str = ""
    until: Day | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """An hour as written; *end* of the words, *until* for ``8h-10h30``."""

    start: int
    end: int
    hour: int
    minute: int
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """*name* is ``sang``, ``trua``, ``chieu`` or ``toi``; empty for the whole day."""

    start: int
    end: int
    name: str
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """*name*: ``by`` includes the day, ``before`` excludes it (R7); ``from``, ``to``, ``after``.

    ``until`` ends a range when a start stands before it, else it is ``by``.

    A *far* role reaches over words to the next day: "han nop bao cao la 12/5".
    """

    start: int
    end: int
    name: str
    far: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count beside a product word (R12). *start* to *end* is what leaves the content, to
    *stop* what a question quotes."""

    start: int
    end: int
    count: int | None
    doubt: str = ""
    stop: int = 0


Mention = Day | Clock | Part | Role
