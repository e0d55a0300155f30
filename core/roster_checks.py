"""What no organisation may be: every break of the roster's rules, by the row it stands in.

Asked of a workbook before it is taken in and of every change made in the chat. The rules are
those of the domain's routing: one head a unit and day, one leader a field, bounded delegation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Final, Protocol, TypeVar

from core import delegations, people
from core.people import Delegation, FieldCharge, Organisation, Post, Unit

About = Unit | Post | FieldCharge | Delegation

LEFT_BEHIND: Final = frozenset({"roster.in-charge-elsewhere", "roster.not-a-field-leader"})
"""What somebody's leaving may do to a row that nobody touched: the route goes on without it and
shows the gap, so the change is not refused.
"""

SINGULAR: Final = frozenset({"BI_THU", "PBT_TT", "PBT_CT_UBND", "MTTQ_CT", "HDND_CT"})
"""One a ward: whole blocks are routed to whoever holds them, wherever the row stands."""

WARD_UNITS: Final = frozenset({"leadership", "committee_leadership", "council", "front"})
"""Kinds whose leaders may be named in charge of somebody outside their own unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """*key* is the field of *about* that is wrong."""

    code: str
    about: About
    key: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)


class _Dated(Protocol):
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


_D = TypeVar("_D", Post, FieldCharge, Delegation)


def overlap(one: _Dated, other: _Dated) -> bool:
    """Whether some day belongs to both."""
    return one.valid_from <= last_day(other) and other.valid_from <= last_day(one)


def last_day(dated: _Dated) -> date:
    return dated.valid_to or date.max


def find(organisation: Organisation) -> tuple[Broken, ...]:
    """In the order of units, posts, charges, delegations."""
    return (
        *_units(organisation),
        *_posts(organisation),
        *_heads(organisation),
        *_charges(organisation),
        *_delegations(organisation),
    )


def new_in(before: Organisation, after: Organisation) -> tuple[Broken, ...]:
    """What a change breaks that was not broken before."""
    known = {(one.code, one.about, one.key) for one in find(before)}
    return tuple(one for one in find(after) if (one.code, one.about, one.key) not in known)


def refusals(before: Organisation, after: Organisation) -> tuple[Broken, ...]:
    """Of :func:`new_in` what forbids the change."""
    rows = {*before.posts, *before.charges}
    return tuple(
        one
        for one in new_in(before, after)
        if one.code not in LEFT_BEHIND or one.about not in rows
    )


# ------------------------------------------------------------------ units


def _units(organisation: Organisation) -> Iterator[Broken]:
    known = {one.code: one for one in organisation.units}
    for unit in organisation.units:
        if unit.parent is not None and unit.parent not in known:
            yield Broken(code="roster.unit", about=unit, key="parent")
        elif _is_below_itself(known, unit):
            yield Broken(code="roster.parent-cycle", about=unit, key="parent")
        if unit.list_to != people.OUTSIDE_RECEIVER and unit.list_to not in known:
            yield Broken(code="roster.unit", about=unit, key="list_to")


def _is_below_itself(known: Mapping[str, Unit], unit: Unit) -> bool:
    above, passed = unit.parent, set[str]()
    while above is not None and above in known and above not in passed:
        if above == unit.code:
            return True
        passed.add(above)
        above = known[above].parent
    return False


# ------------------------------------------------------------------ posts


def _posts(organisation: Organisation) -> Iterator[Broken]:
    units = {one.code: one for one in organisation.units}
    for post in organisation.posts:
        yield from _days(post)
        if organisation.get_person(post.person) is None:
            yield Broken(code="roster.person", about=post, key="code")
        if post.unit not in units:
            yield Broken(code="roster.unit", about=post, key="unit")
            continue
        if post.position in SINGULAR and units[post.unit].kind not in WARD_UNITS:
            yield Broken(code="roster.leader-elsewhere", about=post, key="position")
        yield from _in_charge(organisation, units, post)
    for own in _grouped((post.person, post) for post in organisation.posts):
        yield from _of_one_person(own)


def _of_one_person(own: Sequence[Post]) -> Iterator[Broken]:
    for one, other in combinations(own, 2):
        if not overlap(one, other):
            continue
        if (one.unit, one.position) == (other.unit, other.position):
            yield Broken(code="roster.post-twice", about=other, key="position")
        elif one.main and other.main:
            yield Broken(code="roster.two-mains", about=other, key="main")


def _in_charge(
    organisation: Organisation, units: Mapping[str, Unit], post: Post
) -> Iterator[Broken]:
    if post.in_charge is None:
        return
    if organisation.get_person(post.in_charge) is None:
        yield Broken(code="roster.person", about=post, key="in_charge")
    elif post.in_charge == post.person:
        yield Broken(code="roster.in-charge-self", about=post, key="in_charge")
    elif not any(
        overlap(held, post) and _may_be_in_charge(units, post, held)
        for held in organisation.all_posts_of(post.in_charge)
    ):
        name = organisation.require_person(post.in_charge).name
        facts = {"name": name, "unit": units[post.unit].name}
        yield Broken(code="roster.in-charge-elsewhere", about=post, key="in_charge", facts=facts)


def _may_be_in_charge(units: Mapping[str, Unit], post: Post, held: Post) -> bool:
    """Head or deputy of the same unit, or a leader of the ward."""
    if held.unit not in units:
        return False
    kind = units[held.unit].kind
    leads = {people.HEAD_OF_KIND.get(kind), people.DEPUTY_OF_KIND.get(kind)}
    return held.position in leads and (held.unit == post.unit or kind in WARD_UNITS)


def _heads(organisation: Organisation) -> Iterator[Broken]:
    """Two at once are one who holds the post and one who was given it besides the own one."""
    kinds = {one.code: one.kind for one in organisation.units}
    held = (
        ("" if post.position in SINGULAR else post.unit, post.position, post)
        for post in organisation.posts
        if post.position in SINGULAR
        or post.position == people.HEAD_OF_KIND.get(kinds.get(post.unit, ""))
    )
    for heads in _grouped(((unit, position), post) for unit, position, post in held):
        for one, other in combinations(sorted(heads, key=lambda post: post.valid_from), 2):
            if one.person == other.person or not overlap(one, other):
                continue
            days = max(one.valid_from, other.valid_from), min(last_day(one), last_day(other))
            if is_given(organisation, one, *days) == is_given(organisation, other, *days):
                name = organisation.get_person(one.person)
                facts = {"name": name.name if name else one.person}
                yield Broken(code="roster.two-heads", about=other, key="position", facts=facts)


def is_given(organisation: Organisation, head: Post, first: date, last: date) -> bool:
    """Giao quyền: on all these days a head's post beside another post of the same person, in the
    same unit or the main one elsewhere (domain: routing, 6).
    """
    return any(
        own is not head
        and own.valid_from <= first
        and last <= last_day(own)
        and (own.unit == head.unit or not head.main)
        for own in organisation.all_posts_of(head.person)
    )


# ------------------------------------------------------------------ fields and delegations


def _charges(organisation: Organisation) -> Iterator[Broken]:
    kinds = {one.code: one.kind for one in organisation.units}
    for charge in organisation.charges:
        yield from _days(charge)
        if charge.unit not in kinds:
            yield Broken(code="roster.unit", about=charge, key="unit")
        if organisation.get_person(charge.leader) is None:
            yield Broken(code="roster.person", about=charge, key="leader")
        elif not _leads_fields(organisation, charge, kinds.get(charge.unit, "")):
            yield Broken(code="roster.not-a-field-leader", about=charge, key="leader")
    for same in _grouped((charge.unit, charge) for charge in organisation.charges):
        for one, other in combinations(same, 2):
            if overlap(one, other):
                facts = {"leader": one.leader}
                yield Broken(code="roster.two-leaders", about=other, key="unit", facts=facts)


def _leads_fields(organisation: Organisation, charge: FieldCharge, kind: str) -> bool:
    """A Phó Chủ tịch or the Chủ tịch UBND; of a committee of the council its Phó Chủ tịch."""
    allowed = set(people.FIELD_LEADERS)
    if kind == "council_committee":
        allowed |= {people.HEAD_OF_KIND["council"], people.DEPUTY_OF_KIND["council"]}
    return any(
        held.position in allowed and overlap(held, charge)
        for held in organisation.all_posts_of(charge.leader)
    )


def _delegations(organisation: Organisation) -> Iterator[Broken]:
    for given in organisation.delegations:
        yield from _days(given)
        for key, code in (("giver", given.giver), ("receiver", given.receiver)):
            if organisation.get_person(code) is None:
                yield Broken(code="roster.person", about=given, key=key)
        if given.giver == given.receiver:
            yield Broken(code="roster.delegation-self", about=given, key="receiver")
    grouped = _grouped(((one.giver, one.act), one) for one in organisation.delegations)
    for same in grouped:
        for one, other in combinations(same, 2):
            if overlap(one, other):
                facts = {"receiver": one.receiver}
                yield Broken(code="roster.two-delegates", about=other, key="receiver", facts=facts)
    yield from _chains(organisation.delegations)


def _chains(given: Sequence[Delegation]) -> Iterator[Broken]:
    """Walked on each day on which a delegation begins: chains only change then or get shorter."""
    told: set[Delegation] = set()
    for act in dict.fromkeys(one.act for one in given):
        links = [one for one in given if one.act == act and one.giver != one.receiver]
        for day in sorted({one.valid_from for one in links}):
            today = [one for one in links if people.holds_on(one, day)]
            next_of = {one.giver: one.receiver for one in today}
            for link in today:
                broken = None if link in told else _too_long(next_of, link)
                if broken is not None:
                    told.add(link)
                    yield broken


def _too_long(next_of: Mapping[str, str], link: Delegation) -> Broken | None:
    """What is wrong with the chain that begins with *link*."""
    chain = [link.receiver]
    while chain[-1] in next_of and len(chain) <= delegations.MOST_LINKS:
        if chain[-1] == link.giver:
            break
        chain.append(next_of[chain[-1]])
    if chain[-1] == link.giver or _comes_back(next_of, link):
        return Broken(code="roster.delegation-cycle", about=link, key="receiver")
    if len(chain) > delegations.MOST_LINKS:
        facts = {"most": delegations.MOST_LINKS}
        return Broken(code="roster.delegation-long", about=link, key="receiver", facts=facts)
    return None


def _comes_back(next_of: Mapping[str, str], link: Delegation) -> bool:
    """Whether a longer chain leads back to its giver."""
    passed, holder = {link.giver}, link.receiver
    while holder in next_of and holder not in passed:
        passed.add(holder)
        holder = next_of[holder]
    return holder == link.giver


def _days(dated: _D) -> Iterator[Broken]:
    if dated.valid_to is not None and dated.valid_to < dated.valid_from:
        facts = {"start": dated.valid_from}
        yield Broken(code="roster.days", about=dated, key="valid_to", facts=facts)


def _grouped(pairs: Iterable[tuple[object, _D]]) -> Iterator[Sequence[_D]]:
    found: dict[object, list[_D]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    yield from (values for values in found.values() if len(values) > 1)
