"""How much of a month a person was at work, and what it means for the class (domain §8.7).

"The month's working days" are those of its work window: the days whose work the form counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from core import errors
from core.absence import Absence, is_away
from core.calendar import Calendar
from core.classes import Class, above, worse
from core.months import Month
from core.people import Post
from core.settings import Settings
from core.workdays import Workdays

CAP: Final[Class] = "C"
HALF: Final = Fraction(1, 2)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """*working* days of the window, *worked* of them at a post and not absent."""

    working: int
    worked: int

    @property
    def share(self) -> Fraction:
        """From 0 to 1; a window without a working day counts as wholly worked."""
        return Fraction(self.worked, self.working) if self.working else Fraction(1)

    @property
    def full(self) -> bool:
        return self.worked == self.working

    @property
    def nobody(self) -> bool:
        """No working day worked: *không xếp loại* is proposed (§8.7 rule 3)."""
        return self.working > 0 and self.worked == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days of a month's work window, both inclusive."""

    first: date
    last: date

    @property
    def days(self) -> Iterable[date]:
        return (self.first + _DAY * offset for offset in range((self.last - self.first).days + 1))


def window(calendar: Calendar, month: Month) -> Window:
    """A window opens and closes at a midnight, so that every day is in exactly one."""
    start, end = calendar.work_window(month)
    return Window(first=start.date(), last=end.date() - _DAY)


def reckon(
    workdays: Workdays, days: Window, posts: Iterable[Post], absences: Iterable[Absence]
) -> Presence:
    """Of one person. Days before the first post or after the last are not worked (rule 4);
    between two posts they are, a transfer being no absence. Approved absences of every kind count.
    """
    held, known = tuple(posts), tuple(absences)
    working = [day for day in days.days if workdays.is_working(day)]
    worked = [day for day in working if _in_service(held, day) and not is_away(known, day)]
    return Presence(working=len(working), worked=len(worked))


def _in_service(posts: tuple[Post, ...], day: date) -> bool:
    begun = any(post.valid_from <= day for post in posts)
    return begun and any(post.valid_to is None or day <= post.valid_to for post in posts)


def is_capped(presence: Presence, settings: Settings) -> bool:
    """Rule 2: with half of the working days or less nobody is classed B or higher."""
    return settings.low_presence_cap == CAP and presence.share <= HALF


def ceiling(band: Class, *, capped: bool) -> Class:
    """The best class that may be decided for a total in *band*."""
    return worse(band, CAP) if capped else band


def check_class(chosen: Class, band: Class, best: Class) -> None:
    """*errors.Refused* above the *band*, or above the *best* that low presence leaves of it."""
    if above(chosen, band):
        raise errors.Refused("class-above-band", chosen=chosen, band=band)
    if above(chosen, best):
        raise errors.Refused("class-above-cap", chosen=chosen, band=best)
