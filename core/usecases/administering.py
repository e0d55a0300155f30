"""Who keeps whom in the roster: administrators everybody, a unit's clerk the unit's people.

Default deny, and nothing here opens a form: scores, totals and classes are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from core import amendments, authority, candidates, errors, finding, people
from core.months import Month
from core.people import Delegation, FieldCharge, Organisation, Person, Post, Unit
from core.ports import Account
from core.usecases import absences, heading
from core.usecases.desk import Desk

_D = TypeVar("_D", FieldCharge, Delegation)

FIELD_LEADERS: Final = people.FIELD_LEADERS | {"HDND_CT", "HDND_PCT"}
"""Also those of the council, who lead its committees."""

LINK, POST, CHARGE, DELEGATION, ABSENCE = "link", "post", "charge", "delegation", "absence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remit:
    """*units*: codes of the units kept. *leaders*: codes of units of whose people only the
    delegations and absences are kept, by the clerk of their office. *above*: codes of people whose
    links are an administrator's. *reviewers*: of the actor's own form; a clerk who could change
    their posts or enter as one of them would be his own judge.
    """

    whole: bool
    units: frozenset[str]
    leaders: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    reviewers: frozenset[str] = frozenset()

    def may(self, person: str, unit: str | None) -> frozenset[str]:
        """What may be done for *person* of *unit*."""
        if self.whole:
            return frozenset({LINK, POST, CHARGE, DELEGATION, ABSENCE})
        allowed = self.keeps(unit)
        if person in self.reviewers:
            return allowed & {ABSENCE}
        return allowed - {LINK} if person in self.above else allowed

    def keeps(self, unit: str | None) -> frozenset[str]:
        """What a clerk does for people of *unit* who are neither above nor reviewers."""
        if unit in self.units:
            return frozenset({LINK, POST, DELEGATION, ABSENCE})
        return frozenset({DELEGATION, ABSENCE}) if unit in self.leaders else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """*commenter*, *decider*: nobody where the person is not evaluated today. *posts* of every
    day, those held today first. *may*: what the actor may do here. *leads*: somebody, today or
    later; *leads_fields*: is one of those who lead fields.
    """

    person: Person
    unit: str | None
    posts: tuple[Post, ...]
    commenter: tuple[authority.Actor, ...]
    decider: tuple[authority.Actor, ...]
    accounts: tuple[Account, ...]
    away: bool
    charges: tuple[FieldCharge, ...]
    delegations: tuple[Delegation, ...]
    may: frozenset[str]
    leads: bool
    leads_fields: bool


async def remit(desk: Desk) -> Remit:
    """Nothing for whoever is neither an administrator nor a clerk."""
    organisation = await desk.organisation()
    if desk.is_administrator:
        return Remit(whole=True, units=frozenset(one.code for one in organisation.units))
    own = frozenset(await heading.clerk_of(desk))
    if not own:
        return Remit(whole=False, units=own)
    leading = [one.code for one in organisation.people if leads(desk, organisation, one.code)]
    return Remit(
        whole=False,
        units=own,
        leaders=heading.led_by_offices(organisation, own),
        above=desk.administrators.union(leading),
        reviewers=await _reviewers(desk),
    )


async def check_keeps(desk: Desk) -> Remit:
    """*errors.Refused* ``admin.not-yours`` for whoever keeps nobody."""
    kept = await remit(desk)
    if not kept.units:
        raise errors.Refused("admin.not-yours")
    return kept


async def check_whole(desk: Desk) -> None:
    """*errors.Refused* ``admin.not-yours``, ``admin.whole-ward`` for a clerk."""
    if not (await check_keeps(desk)).whole:
        raise errors.Refused("admin.whole-ward")


async def check_unit(desk: Desk, unit: str) -> Unit:
    """*errors.NotFound* ``unit``; *errors.Refused* ``admin.not-yours``."""
    kept = await check_keeps(desk)
    found = (await desk.organisation()).require_unit(unit)
    if unit not in kept.units:
        raise errors.Refused("admin.not-yours")
    return found


async def check_may(desk: Desk, person: str, act: str) -> Person:
    """*errors.NotFound* ``person``; *errors.Refused* ``admin.not-yours``; for a clerk also
    ``admin.reviewer`` and ``admin.above``.
    """
    kept = await check_keeps(desk)
    organisation = await desk.organisation()
    found = organisation.require_person(person)
    unit = unit_of(desk, organisation, person)
    if act in kept.may(person, unit):
        return found
    if act not in kept.keeps(unit):
        raise errors.Refused("admin.not-yours")
    raise errors.Refused("admin.reviewer" if person in kept.reviewers else "admin.above")


def unit_of(desk: Desk, organisation: Organisation, person: str) -> str | None:
    """Of the highest post today; for who has left or is yet to come, of the newest one."""
    day = people.day_of(desk.now)
    post = candidates.routing_post(desk.rules.authority, organisation, person, day)
    if post is not None:
        return post.unit
    others = organisation.all_posts_of(person)
    newest = max(others, key=lambda one: one.valid_from, default=None)
    return newest.unit if newest else None


async def search(desk: Desk, typed: str) -> tuple[str, ...]:
    """Codes of those whom the actor may do something for, the best fit first."""
    kept = await check_keeps(desk)
    organisation = await desk.organisation()
    fitting = finding.find(organisation.people, typed)
    return tuple(code for code in fitting if kept.may(code, unit_of(desk, organisation, code)))


async def card(desk: Desk, person: str) -> Card:
    """Everything kept about a person but what he or she is worth."""
    kept = await check_keeps(desk)
    organisation = await desk.organisation()
    found = organisation.require_person(person)
    unit = unit_of(desk, organisation, person)
    may = kept.may(person, unit)
    if not may:
        raise errors.Refused("admin.not-yours")
    day = people.day_of(desk.now)
    commenter, decider = await _route(desk, person, desk.month)
    posts = organisation.all_posts_of(person)
    return Card(
        person=found,
        unit=unit,
        posts=tuple(sorted(posts, key=lambda one: _order(one, day))),
        commenter=commenter,
        decider=decider,
        accounts=await desk.store.chats.accounts(person),
        away=person in await absences.away_on(desk, day),
        charges=_not_over([one for one in organisation.charges if one.leader == person], day),
        delegations=given_by(organisation, person, day),
        may=may,
        leads=leads(desk, organisation, person),
        leads_fields=any(one.position in FIELD_LEADERS for one in posts),
    )


def leads(desk: Desk, organisation: Organisation, person: str) -> bool:
    """Whether *person* holds a leader's post today or later: others have nothing to hand on."""
    today = people.day_of(desk.now)
    table = desk.rules.authority.positions
    return any(
        post.position in table and table[post.position].leader
        for post in organisation.all_posts_of(person)
        if post.valid_to is None or post.valid_to >= today
    )


def watchers(desk: Desk, organisation: Organisation, person: str) -> tuple[str, ...]:
    """Who is told when a way into the account of *person* was opened who has no chat to be told
    on: the head of the unit; the administrators for heads, for who leads the ward, and where there
    is no other head.
    """
    day = people.day_of(desk.now)
    unit = unit_of(desk, organisation, person)
    head = organisation.head(unit, day) if unit else None
    held = {post.position for post in organisation.posts_of(person, day)}
    if head and head not in {person, desk.actor} and not held & amendments.NOT_FOR_CLERKS:
        return (head,)
    known = [code for code in desk.administrators if organisation.get_person(code)]
    return tuple(sorted(known))


def given_by(organisation: Organisation, giver: str, day: date) -> tuple[Delegation, ...]:
    """Delegations that run on *day* or come, the earliest first."""
    return _not_over([one for one in organisation.delegations if one.giver == giver], day)


def _not_over(dated: list[_D], day: date) -> tuple[_D, ...]:
    kept = [one for one in dated if one.valid_to is None or day <= one.valid_to]
    return tuple(sorted(kept, key=lambda one: one.valid_from))


def _order(post: Post, day: date) -> tuple[bool, bool, int]:
    return not people.holds_on(post, day), not post.main, -post.valid_from.toordinal()


async def _reviewers(desk: Desk) -> frozenset[str]:
    """Who comments or decides on the actor's own form, or may be chosen to; givers too. The form
    of the month before may still be open.
    """
    routes = [await _route(desk, desk.actor, desk.month.shift(back)) for back in (0, -1)]
    actors = [one for commenter, decider in routes for one in (*commenter, *decider)]
    givers = [one.given_by[0] for one in actors if one.given_by]
    return frozenset([*[one.code for one in actors], *givers])


async def _route(
    desk: Desk, person: str, month: Month
) -> tuple[tuple[authority.Actor, ...], tuple[authority.Actor, ...]]:
    try:
        found = await desk.route(person, month=month)
    except (errors.NotFound, errors.Refused):
        return (), ()
    return found.commenter, found.decider
