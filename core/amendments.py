"""One change of who holds what: a post, a field, a delegation, begun or ended on a day."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from core import errors, people
from core.people import Act, Organisation

POST, ACTING, END = "post", "acting", "end"
CHARGE, UNCHARGE = "charge", "uncharge"
DELEGATE, REVOKE = "delegate", "revoke"
KINDS: Final = frozenset({POST, ACTING, END, CHARGE, UNCHARGE, DELEGATE, REVOKE})
BOTH: Final = "both"
ACTS: Final[Mapping[str, tuple[Act, ...]]] = MappingProxyType(
    {"comment": ("comment",), "decide": ("decide",), BOTH: ("comment", "decide")}
)

FURTHEST: Final = timedelta(days=366)
DOCUMENT_LIMIT: Final = 100
TITLE_LIMIT: Final = 80

_STAFF: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "party_office": ("DANG_CC", "DANG_LDHD"),
        "party_service_unit": ("TTCT_VC",),
        "front": ("MTTQ_CC",),
        "ctxh": ("MTTQ_CC",),
        "council_committee": ("HDND_CC",),
        "division": ("UBND_CC", "UBND_LDHD"),
        "service_unit": ("DVSN_VC", "DVSN_LDHD"),
        "school": ("DVSN_VC", "DVSN_LDHD"),
    }
)
PART_TIME: Final = "KCT"
_OF_LEADERS: Final = ("leadership", "committee_leadership", "council", "front")
HEADS: Final = frozenset(people.HEAD_OF_KIND.values())
NOT_FOR_CLERKS: Final = HEADS | {people.DEPUTY_OF_KIND[kind] for kind in _OF_LEADERS}
"""Heads, and whoever leads the ward: the unit's clerk neither appoints nor ends them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """*person* holds the post, leads the field or gives the delegation, *receiver* gets it.

    *last* is inclusive; ``None`` means open where *is_open*, else not said yet.
    """

    kind: str
    person: str
    unit: str = ""
    position: str = ""
    title: str = ""
    receiver: str = ""
    act: str = ""
    first: date | None = None
    last: date | None = None
    is_open: bool = False
    document: str = ""

    @property
    def begins(self) -> date | None:
        """The first day on which things are otherwise."""
        if self.kind in {END, UNCHARGE, REVOKE}:
            return self.last + timedelta(days=1) if self.last else None
        return self.first


def missing(one: Amendment) -> str | None:
    """The next field that has to be said, or ``None``."""
    wanted: Mapping[str, Sequence[str]] = {
        POST: ("unit", "position", "first", "last"),
        ACTING: ("unit", "first", "last"),
        END: ("unit", "last"),
        CHARGE: ("unit", "first", "last"),
        UNCHARGE: ("unit", "last"),
        DELEGATE: ("receiver", "act", "first", "last", "document"),
        REVOKE: ("receiver", "last"),
    }
    for name in wanted[one.kind]:
        if not getattr(one, name) and not (name == "last" and one.is_open):
            return name
    return None


def positions_of(organisation: Organisation, unit: str) -> tuple[str, ...]:
    """Those that a unit of this kind has, the head's first."""
    kind = organisation.require_unit(unit).kind
    leading = (people.HEAD_OF_KIND.get(kind), people.DEPUTY_OF_KIND.get(kind))
    staff = _STAFF.get(kind, ())
    return (*(code for code in leading if code), *staff, *((PART_TIME,) if staff else ()))


def check(one: Amendment, today: date) -> None:
    """*errors.BadInput* ``amend.days`` (last before first), ``amend.over`` (ended before today),
    ``amend.late`` (what was done by a delegate stays done by right), ``amend.far``,
    ``amend.document``; what is missing is a fault of the caller's.
    """
    yesterday = today - timedelta(days=1)
    if one.first and one.last and one.last < one.first:
        raise errors.BadInput("amend.days", first=one.first)
    if one.kind == DELEGATE and one.last and one.last < today:
        raise errors.BadInput("amend.over", day=today)
    if one.kind == REVOKE and one.last and one.last < yesterday:
        raise errors.BadInput("amend.late", earliest=yesterday)
    for day in (one.first, one.last):
        if day and not today - FURTHEST <= day <= today + 10 * FURTHEST:
            raise errors.BadInput("amend.far", earliest=today - FURTHEST)
    if one.kind == DELEGATE and not any(letter.isalnum() for letter in one.document):
        raise errors.BadInput("amend.document")


def written(one: Amendment) -> str:
    """As it is kept between two presses."""
    said = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(one).items()
        if value
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def read(text: str) -> Amendment:
    said: dict[str, Any] = json.loads(text)
    for name in ("first", "last"):
        if name in said:
            said[name] = date.fromisoformat(said[name])
    return Amendment(**said)
