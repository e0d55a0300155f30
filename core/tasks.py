"""A task item: a product assigned to a person in a month, the only source of the KPI.

States (domain §3): ``draft`` (a line of one's own with something still open) → ``proposed`` → ``assigned`` → ``in_progress`` → ``submitted`` → ``accepted``,
or ``submitted`` → ``failed_review`` → ``submitted``; ``refused`` (never assigned), ``cancelled``
(leaves numerator and denominator) and ``carried_over`` (the rest goes on as another item).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from core.calendar import ZONE

DRAFT: Final = "draft"
PROPOSED: Final = "proposed"
REFUSED: Final = "refused"
ASSIGNED: Final = "assigned"
IN_PROGRESS: Final = "in_progress"
SUBMITTED: Final = "submitted"
FAILED: Final = "failed_review"
ACCEPTED: Final = "accepted"
CANCELLED: Final = "cancelled"
CARRIED: Final = "carried_over"

NOT_COUNTED: Final = frozenset({DRAFT, PROPOSED, REFUSED, CANCELLED})
"""The states in which an item is in no month's KPI."""
OPEN: Final = frozenset({ASSIGNED, IN_PROGRESS, FAILED})
"""The states in which the person still has something to do."""

QUALITY: Final = "quality"
DELAY: Final = "delay"

PLAN, WEEK, ADHOC, CARRY = "plan", "week", "ad-hoc", "carried-over"

WAITING, GRANTED, DENIED = "waiting", "granted", "denied"
PARTIAL: Final = "partial"

PHOTO, FILE, LINK = "photo", "file", "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """*digest* is the SHA-256 of the content kept; a link has *link* and no digest. *note* is
    what the person wrote beside it.
    """

    kind: str
    name: str
    at: datetime
    by: str
    digest: str = ""
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """An objective cause asked for (III.2.2): *state* waiting, granted or denied by the decider."""

    reason: str
    asked_at: datetime
    evidence: tuple[Evidence, ...] = ()
    state: str = WAITING
    by: str | None = None
    at: datetime | None = None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEvent:
    """One fault (III.2.2 b) or one missed deadline (III.2.2 c) of an item.

    *unit_index* counts from 0 within the accepted units, ``None`` when it names no unit.
    *excused_by* is the decider who confirmed an objective cause; an excused event costs nothing.
    *deadline* is the exclusive instant that was missed.
    """

    kind: str
    at: datetime
    reviewer: str
    text: str
    unit_index: int | None = None
    excused_by: str | None = None
    excuse: str = ""
    deadline: datetime | None = None
    asked: Excuse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """When work was finished: a day, with the instant where it is known (domain §4.2)."""

    day: date
    at: datetime | None = None

    def is_after(self, due: datetime) -> bool:
        """Late only if no moment that *self* may mean is before the exclusive *due*."""
        first = self.at or datetime.combine(self.day, time.min, ZONE)
        return first >= due


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Work handed in. *done* is the person's word, *confirmed* the leader's; *entered_at* is
    kept beside them and costs nothing. *state*: waiting, accepted, partial, failed_review.
    """

    number: int
    quantity: int
    done: Done
    entered_at: datetime
    entered_by: str
    note: str = ""
    state: str = WAITING
    accepted: int = 0
    confirmed: Done | None = None
    major: bool = False
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A due instant that another one replaced; *missed* when it had passed by then."""

    due: datetime
    by: str
    at: datetime
    reason: str
    missed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A later due asked for before the due instant. *state* as of :class:`Excuse`."""

    due: datetime
    reason: str
    asked_at: datetime
    state: str = WAITING
    by: str | None = None
    at: datetime | None = None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskItem:
    """*coefficient* is the snapshot at assignment; quantities are whole units; *due* is exclusive.

    *id* is 0 until stored. *item* and *catalogue* name the catalogue item and its version, empty
    where the product stands in none. *share* (0 < share ≤ 1) is the part of the coefficient in a
    product that several people make; the parts of one product add up to 1. *question* is what a
    draft still asks: a code of the reading of its line, or ``item`` for the catalogue item.
    """

    id: int
    person: str
    name: str
    unit_of_count: str
    coefficient: Decimal
    assigned: int
    accepted: int
    due: datetime
    assigned_by: str
    origin: str
    state: str
    version: int = 1
    events: tuple[TaskEvent, ...] = ()
    unit: str = ""
    item: str = ""
    catalogue: int = 0
    share: Decimal = Decimal(1)
    expected: str = ""
    made_at: datetime | None = None
    deliveries: tuple[Delivery, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    extension: Extension | None = None
    reason: str = ""
    carried_from: int | None = None
    carried_to: int | None = None
    source: str = ""
    question: str = ""

    @property
    def weight(self) -> Decimal:
        """w of the KPI: the coefficient, or this person's share of it."""
        return self.coefficient * self.share

    @property
    def waiting(self) -> tuple[Delivery, ...]:
        """Handed in and not looked at yet, oldest first."""
        return tuple(one for one in self.deliveries if one.state == WAITING)

    @property
    def handed_in(self) -> int:
        return sum(one.quantity for one in self.waiting)

    @property
    def left(self) -> int:
        """Units neither accepted nor waiting for the leader."""
        return max(0, self.assigned - self.accepted - self.handed_in)

    @property
    def counts(self) -> bool:
        """Whether it is in the KPI of the month of its due instant."""
        return self.state not in NOT_COUNTED
