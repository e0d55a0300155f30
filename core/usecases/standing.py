"""Who holds a step of a form at the instant of an act (domain §2.3, §7, T8).

The route kept on a form says who held its steps when it was laid. Posts begin and end
meanwhile, so that nobody acts by it alone: an open step is whoever's today's route names, a
decision whoever's who took it, as long as the post by which it was taken is held.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core import authority, errors, people, rights
from core.authority import Actor, Route
from core.evaluation import (
    COMMENTED,
    MISSING,
    RETURNED,
    SUBMITTED,
    Comment,
    Decision,
    Evaluation,
)
from core.people import Organisation
from core.usecases.desk import Desk

COMMENT: people.Act = "comment"
DECIDE: people.Act = "decide"

OPEN_STEPS = {
    SUBMITTED: (COMMENT, DECIDE),
    RETURNED: (COMMENT, DECIDE),
    COMMENTED: (DECIDE,),
    MISSING: (DECIDE,),
}

_NOT = {COMMENT: "not-commenter", DECIDE: "not-decider"}


async def today(desk: Desk, one: Evaluation) -> Route | None:
    """Today's route. Who had left the ward before the closing belongs where the form was sent.

    ``None``: nobody to hand it to. Shown as a gap, and nobody may act.
    """
    return await _route(desk, one, desk.now)


async def acting(desk: Desk, one: Evaluation, act: people.Act) -> Actor:
    """Who the actor is for *act*. *errors.Refused* as :func:`rights.may_act`, ``entered-it``, or
    ``lost-post`` for somebody who had the step before.
    """
    if desk.actor in one.entrants:  # nobody has two roles on one form (domain §4)
        raise errors.Refused("entered-it", person=desk.actor)
    organisation = await desk.organisation()
    route = await _now(desk, one)
    if route is None:
        raise errors.Refused("no-part", person=desk.actor)
    try:
        return rights.may_act(organisation, route, desk.actor, act, desk.now)
    except errors.Refused as refused:
        if refused.code == _NOT[act] and desk.actor in _had(one, act):
            raise errors.Refused("lost-post", person=desk.actor) from refused
        raise


async def in_hands(desk: Desk, one: Evaluation, act: people.Act) -> tuple[str, ...]:
    """Whom to tell that the step waits: the leader, or who acts for the leader today."""
    route = await _now(desk, one)
    return tuple(actor.code for actor in _named(route, act) if actor.kind == "person")


async def predecessors(desk: Desk) -> tuple[str, ...]:
    """Who held a post of the actor's, or acted by a paper for one who did: what they decided may
    have become the actor's.
    """
    organisation, day = await desk.organisation(), people.day_of(desk.now)
    positions = desk.rules.authority.positions
    mine = {
        (post.unit, post.position)
        for post in organisation.posts_of(desk.actor, day)
        if post.position in positions and positions[post.position].leader
    }
    if not mine:  # nearly everybody, on every first screen
        return ()
    left = {
        post.person
        for post in organisation.posts
        if (post.unit, post.position) in mine and post.valid_to and post.valid_to < day
    }
    left |= {one.receiver for one in organisation.delegations if one.giver in left}
    return tuple(sorted(left - {desk.actor}))


def is_chosen(kept: tuple[Actor, ...], fresh: tuple[Actor, ...]) -> bool:
    """Whom the head chose stays the commenter while a candidate."""
    if not kept or not fresh or kept[0].kind != "person" or fresh[0].kind != "pick":
        return False
    return principals(kept) <= principals(fresh)


def principals(actors: tuple[Actor, ...]) -> set[str]:
    return {authority.principal_of(actor) for actor in actors}


def lost_post(organisation: Organisation, person: str, then: datetime, now: datetime) -> bool:
    """Whether *person* holds no post, or no longer every post held at *then*."""
    held = organisation.posts_of(person, people.day_of(then))
    still = {
        (post.position, post.unit) for post in organisation.posts_of(person, people.day_of(now))
    }
    return not still or any((post.position, post.unit) not in still for post in held)


async def _route(desk: Desk, one: Evaluation, at: datetime) -> Route | None:
    closed = desk.closings(one.month).self_step - timedelta.resolution
    sent_at = [one.submission.at] if one.submission else []
    for held_at in (min(desk.now, closed), *sent_at):
        try:
            return await desk.route(one.person, at, held_at=held_at, entered=one.entrants)
        except (errors.NotFound, errors.Refused):
            continue
    return None


async def _now(desk: Desk, one: Evaluation) -> Route | None:
    """The route of *one* with the steps of those who hold them at this instant."""
    fresh = await today(desk, one)
    if one.route is None:
        return fresh
    return replace(
        one.route,
        commenter=await _holders(desk, one, fresh, COMMENT),
        decider=await _holders(desk, one, fresh, DECIDE),
    )


async def _holders(
    desk: Desk, one: Evaluation, fresh: Route | None, act: people.Act
) -> tuple[Actor, ...]:
    kept, named = _named(one.route, act), _named(fresh, act)
    if act in OPEN_STEPS.get(one.state, ()):
        return kept if is_chosen(kept, named) else named
    done = _done(one, act)
    if done is None:  # closed without it
        return tuple(each for each in named if principals((each,)) <= principals(kept))
    person = done.given_by or done.by
    if person in principals(named) or await _holds_still(desk, one, act, person, done.at):
        return (authority.person_actor(await desk.organisation(), person),)
    return named if act == DECIDE else ()  # a comment is not made anew


async def _holds_still(
    desk: Desk, one: Evaluation, act: people.Act, person: str, then: datetime
) -> bool:
    """By the roster of now, in which a post may have been ended or left out afterwards."""
    if person not in principals(_named(await _route(desk, one, then), act)):
        return False
    return not lost_post(await desk.organisation(), person, then, desk.now)


def _done(one: Evaluation, act: people.Act) -> Comment | Decision | None:
    return one.comment if act == COMMENT else one.decision


def _named(route: Route | None, act: people.Act) -> tuple[Actor, ...]:
    if route is None:
        return ()
    return route.commenter if act == COMMENT else route.decider


def _had(one: Evaluation, act: people.Act) -> set[str | None]:
    done = _done(one, act)
    did = {done.by, done.given_by} if done else set()
    return did | {actor.code for actor in _named(one.route, act)}
