"""Whose form would reach nobody, and what to mend (domain: routing)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core import authority, authority_table, candidates, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """*missing*: ``form``, ``commenter``, ``decider``; *vacant*: the post that nobody holds."""

    person: str
    missing: tuple[str, ...]
    reason: str
    fix: str
    vacant: str
    unit: str


def find(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    at: datetime,
    settings: Mapping[str, object],
) -> tuple[Gap, ...]:
    """Everybody with a post but without form, commenter or decider, and unit heads whose field
    nobody leads. *reason*, *fix*: ``head-vacant`` ``appoint-head``, ``position-vacant``
    ``fill-position``, ``field-leader-missing`` ``charge-field-leader``, ``position-unknown``
    ``correct-position``.
    """
    day = people.day_of(at)
    found: list[Gap] = []
    for person in organisation.people:
        posts = organisation.posts_of(person.code, day)
        post = candidates.routing_post(table, organisation, person.code, day)
        if post is not None and authority.is_evaluated(post, settings):
            case = candidates.Case(table=table, organisation=organisation, post=post, day=day)
            found.extend(_gap(case))
        elif post is None and posts:
            found.append(_unknown_position(posts[0]))
    return tuple(found)


def _unknown_position(post: people.Post) -> Gap:
    return Gap(
        person=post.person,
        missing=("form", "commenter", "decider"),
        reason="position-unknown",
        fix="correct-position",
        vacant=post.position,
        unit=post.unit,
    )


def _gap(case: candidates.Case) -> tuple[Gap, ...]:
    found = {"commenter": candidates.commenter(case), "decider": candidates.decider(case)}
    missing = tuple(
        what
        for what, who in found.items()
        if not who.codes or who.vacant == candidates.FIELD_LEADER
    )
    if not missing:
        return ()
    vacant = found[missing[-1]].vacant or found[missing[0]].vacant or ""
    if vacant == candidates.FIELD_LEADER:
        reason, fix = "field-leader-missing", "charge-field-leader"
    elif vacant == people.HEAD_OF_KIND.get(case.unit.kind):
        reason, fix = "head-vacant", "appoint-head"
    else:
        reason, fix = "position-vacant", "fill-position"
    return (
        Gap(
            person=case.post.person,
            missing=missing,
            reason=reason,
            fix=fix,
            vacant=vacant,
            unit=case.unit.code,
        ),
    )
