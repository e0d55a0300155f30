"""A task item: a product assigned to a person in a month, the only source of the KPI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

ASSIGNED = "assigned"
SUBMITTED = "submitted"
ACCEPTED = "accepted"
CANCELLED = "cancelled"

QUALITY = "quality"
DELAY = "delay"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEvent:
    """One fault (III.2.2 b) or one missed deadline (III.2.2 c) of an item.

    *unit_index* counts from 0 within the accepted units, ``None`` when it names no unit.
    *excused_by* is the decider who confirmed an objective cause; an excused event costs nothing.
    """

    kind: str
    at: datetime
    reviewer: str
    text: str
    unit_index: int | None = None
    excused_by: str | None = None
    excuse: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskItem:
    """*coefficient* is the snapshot at assignment; quantities are whole units; *due* is exclusive.

    *id* is 0 until stored.
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
