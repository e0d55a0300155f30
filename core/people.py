"""Who holds which post, where and since when (domain: actors, positions, units).

Days are inclusive at both ends; an open end is None. Nothing is checked for sense here: what a
clerk's file may hold is decided where the file is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final, Literal, Protocol, TypeVar

from core import errors

WARD_TIME: Final = timezone(timedelta(hours=7))

OUTSIDE_RECEIVER: Final = "BAN_TO_CHUC_THANH_UY"

Labour = Literal[
    "official",
    "civil_servant",
    "public_employee",
    "part_time",
    "contract_professional",
    "contract_support",
]
Pool = Literal["head", "deputy", "professional", "teacher", "support"]
"""The group that shares a quota of excellent ones (domain: quota); nothing else depends on it."""
Act = Literal["comment", "decide"]

HEAD_OF_KIND: Final[Mapping[str, str]] = {
    "leadership": "BI_THU",
    "party_office": "DANG_TRUONG",
    "party_service_unit": "TTCT_GD",
    "front": "MTTQ_CT",
    "ctxh": "CTXH_TRUONG",
    "council": "HDND_CT",
    "council_committee": "HDND_TRUONG_BAN",
    "committee_leadership": "PBT_CT_UBND",
    "division": "UBND_TRUONG",
    "service_unit": "DVSN_TRUONG",
    "school": "DVSN_TRUONG",
}
DEPUTY_OF_KIND: Final[Mapping[str, str]] = {
    "leadership": "PBT_TT",
    "party_office": "DANG_PHO",
    "party_service_unit": "TTCT_PGD",
    "front": "MTTQ_PCT",
    "ctxh": "CTXH_PHO",
    "council": "HDND_PCT",
    "council_committee": "HDND_PHO_BAN",
    "committee_leadership": "UBND_PCT",
    "division": "UBND_PHO",
    "service_unit": "DVSN_PHO",
    "school": "DVSN_PHO",
}
FIELD_LEADERS: Final = frozenset({"UBND_PCT", "PBT_CT_UBND"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """*list_to* is a unit's code or ``BAN_TO_CHUC_THANH_UY``."""

    code: str
    name: str
    block: str
    kind: str
    parent: str | None = None
    list_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """*phone* as the roster has it; one that two people share identifies nobody."""

    code: str
    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """*in_charge*: the deputy or head in direct charge of this person. Giao quyền is a second
    post with the head's position, *main* False, and its own days.
    """

    person: str
    unit: str
    position: str
    labour: Labour
    pool: Pool
    title: str = ""
    main: bool = True
    in_charge: str | None = None
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCharge:
    leader: str
    unit: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    giver: str
    receiver: str
    act: Act
    valid_from: date
    valid_to: date | None = None
    document: str


class _Dated(Protocol):
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


_D = TypeVar("_D", bound=_Dated)


def day_of(at: datetime) -> date:
    """The ward's calendar day of an instant; *errors.BadInput* ``instant`` without an offset."""
    if at.utcoffset() is None:
        raise errors.BadInput("instant", at=at.isoformat())
    return at.astimezone(WARD_TIME).date()


def holds_on(dated: _Dated, day: date) -> bool:
    return dated.valid_from <= day and (dated.valid_to is None or day <= dated.valid_to)


def _on(dated: Iterable[_D], day: date) -> tuple[_D, ...]:
    return tuple(each for each in dated if holds_on(each, day))


def _people(posts: Iterable[Post]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(post.person for post in posts))


def _acting_first(posts: Iterable[Post]) -> list[Post]:
    """Who was given the post besides the own one acts for an absent holder; then the newest."""
    return sorted(posts, key=lambda post: (post.main, -post.valid_from.toordinal(), post.person))


class Organisation:
    """All rows of the ward, indexed once; every question names its day."""

    def __init__(
        self,
        *,
        units: Iterable[Unit],
        people: Iterable[Person],
        posts: Iterable[Post],
        charges: Iterable[FieldCharge] = (),
        delegations: Iterable[Delegation] = (),
    ) -> None:
        self.units = tuple(units)
        self.people = tuple(people)
        self.posts = tuple(posts)
        self.charges = tuple(charges)
        self.delegations = tuple(delegations)
        self._unit = {unit.code: unit for unit in self.units}
        self._person = {person.code: person for person in self.people}
        self._posts_of: dict[str, list[Post]] = defaultdict(list)
        self._by_unit: dict[str, list[Post]] = defaultdict(list)
        self._by_position: dict[str, list[Post]] = defaultdict(list)
        self._by_place: dict[tuple[str, str], list[Post]] = defaultdict(list)
        self._charges_of_unit: dict[str, list[FieldCharge]] = defaultdict(list)
        self._charges_of_leader: dict[str, list[FieldCharge]] = defaultdict(list)
        self._given: dict[tuple[str, Act], list[Delegation]] = defaultdict(list)
        self._index()

    def _index(self) -> None:
        for post in self.posts:
            self._posts_of[post.person].append(post)
            self._by_unit[post.unit].append(post)
            self._by_position[post.position].append(post)
            self._by_place[post.unit, post.position].append(post)
        for charge in self.charges:
            self._charges_of_unit[charge.unit].append(charge)
            self._charges_of_leader[charge.leader].append(charge)
        for delegation in self.delegations:
            self._given[delegation.giver, delegation.act].append(delegation)

    def get_person(self, code: str) -> Person | None:
        return self._person.get(code)

    def require_person(self, code: str) -> Person:
        """*errors.NotFound* ``person``."""
        try:
            return self._person[code]
        except KeyError:
            raise errors.NotFound("person", person=code) from None

    def require_unit(self, code: str) -> Unit:
        """*errors.NotFound* ``unit``."""
        try:
            return self._unit[code]
        except KeyError:
            raise errors.NotFound("unit", unit=code) from None

    def posts_of(self, person: str, day: date) -> tuple[Post, ...]:
        return _on(self._posts_of.get(person, ()), day)

    def all_posts_of(self, person: str) -> tuple[Post, ...]:
        """Of every day, past and to come."""
        return tuple(self._posts_of.get(person, ()))

    def posts_in(self, unit: str, day: date) -> tuple[Post, ...]:
        return _on(self._by_unit.get(unit, ()), day)

    def people_in(self, unit: str, day: date) -> tuple[str, ...]:
        return _people(self.posts_in(unit, day))

    def holders(self, position: str, day: date, unit: str | None = None) -> tuple[str, ...]:
        """Who holds *position*, anywhere or in *unit*; the one to act comes first."""
        if unit is None:
            posts = self._by_position.get(position, [])
        else:
            posts = self._by_place.get((unit, position), [])
        return _people(_acting_first(_on(posts, day)))

    def knows_post(self, position: str) -> bool:
        """Whether anybody ever held *position*, or is to hold it: then it can be vacant."""
        return bool(self._by_position.get(position))

    def head(self, unit: str, day: date) -> str | None:
        """The head, or who was put in charge (giao quyền), when both hold the post; the Bí thư of a
        council that no row of any day names a chair of (a reading: domain, routing 1).
        """
        position = HEAD_OF_KIND.get(self.require_unit(unit).kind, "")
        found = next(iter(self.holders(position, day, unit)), None)
        if found is None and position == "HDND_CT" and not self._by_position.get(position):
            return next(iter(self.holders("BI_THU", day)), None)
        return found

    def deputies(self, unit: str, day: date) -> tuple[str, ...]:
        """Without a deputy who acts as head of the same unit."""
        kind = self.require_unit(unit).kind
        heads = self.holders(HEAD_OF_KIND.get(kind, ""), day, unit)
        deputies = self.holders(DEPUTY_OF_KIND.get(kind, ""), day, unit)
        return tuple(sorted(code for code in deputies if code not in heads))

    def field_leader(self, unit: str, day: date) -> str | None:
        """The Phó Chủ tịch or Chủ tịch UBND in charge of *unit*, if still holding such a post."""
        charges = _on(self._charges_of_unit.get(unit, ()), day)
        for charge in sorted(charges, key=lambda each: (each.valid_from, each.leader)):
            if any(post.position in FIELD_LEADERS for post in self.posts_of(charge.leader, day)):
                return charge.leader
        return None

    def charged_leaders(self, unit: str, day: date) -> tuple[str, ...]:
        return tuple(charge.leader for charge in _on(self._charges_of_unit.get(unit, ()), day))

    def field_of(self, leader: str, day: date) -> tuple[str, ...]:
        """Codes of the units in the field of *leader*."""
        charges = _on(self._charges_of_leader.get(leader, ()), day)
        return tuple(dict.fromkeys(charge.unit for charge in charges))

    def delegations_of(self, giver: str, act: Act, day: date) -> tuple[Delegation, ...]:
        """The newest first."""
        given = _on(self._given.get((giver, act), ()), day)
        newest = sorted(given, key=lambda each: (each.valid_from, each.document, each.receiver))
        return tuple(reversed(newest))
