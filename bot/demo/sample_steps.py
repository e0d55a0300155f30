"""One act of one person at its own instant: what the sample is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from core.calendar import ZONE
from core.usecases.desk import Desk

Table = Mapping[str, Any]
Act = Callable[[Desk], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act of one person at its own instant."""

    at: datetime
    actor: str
    act: Act
    rank: int = 0


def instant(day: str, at: time) -> datetime:
    return datetime.combine(date.fromisoformat(day), at, ZONE)
