"""Open steps follow a change of posts; what was done stays done (domain §2.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core import authority, errors, people
from core.evaluation import COMMENTED, RETURNED, SUBMITTED, Evaluation
from core.people import Organisation
from core.usecases.desk import Desk, evaluation_key

OPEN_STEPS = {
    SUBMITTED: ("commenter", "decider"),
    RETURNED: ("commenter", "decider"),
    COMMENTED: ("decider",),
}


def lost_post(organisation: Organisation, person: str, then: datetime, now: datetime) -> bool:
    """Whether *person* holds no post, or no longer every post held at *then*."""
    held = organisation.posts_of(person, people.day_of(then))
    still = {
        (post.position, post.unit) for post in organisation.posts_of(person, people.day_of(now))
    }
    return not still or any((post.position, post.unit) not in still for post in held)


async def follow_posts(desk: Desk, one: Evaluation) -> Evaluation:
    """The same value, or with today's route for the steps still open; stored, told, recorded."""
    if one.route is None or one.submission is None or one.state not in OPEN_STEPS:
        return one
    organisation = await desk.organisation()
    stale = [
        step
        for step in OPEN_STEPS[one.state]
        if any(
            lost_post(organisation, _principal(actor), one.submission.at, desk.now)
            for actor in _named(one.route, step)
            if actor.kind == "person"
        )
    ]
    if not stale:
        return one
    try:
        fresh = await desk.route(one.person)
    except (errors.NotFound, errors.Refused):
        return one  # nobody to hand it to: shown as a gap, and nobody without the post may act
    changed = replace(
        one.route,
        commenter=fresh.commenter if "commenter" in stale else one.route.commenter,
        decider=fresh.decider if "decider" in stale else one.route.decider,
    )
    if changed == one.route:
        return one
    stored = await desk.store.evaluations.save(replace(one, route=changed))
    await desk.audit(
        "reroute",
        evaluation_key(stored),
        steps=stale,
        commenter=[actor.code for actor in changed.commenter],
        decider=[actor.code for actor in changed.decider],
    )
    kind = "form.arrived" if "commenter" in stale else "form.to-decide"
    actors = changed.commenter if "commenter" in stale else changed.decider
    await desk.tell(kind, [actor.code for actor in actors if actor.kind == "person"], stored)
    return stored


def _named(route: authority.Route, step: str) -> tuple[authority.Actor, ...]:
    return route.commenter if step == "commenter" else route.decider


def _principal(actor: authority.Actor) -> str:
    return actor.given_by[0] if actor.given_by else actor.code
