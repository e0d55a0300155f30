"""Who changed the unit within a month's work window, and who led for how many of its days (§8.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core import candidates
from core.authority_table import AuthorityTable
from core.people import Organisation, Post

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """*day*: the first one in the unit of *after*. Days without any post may lie between; a post
    given besides the main one, as by giao quyền, is no move.
    """

    person: str
    day: date
    before: Post
    after: Post


def within(
    table: AuthorityTable, organisation: Organisation, first: date, last: date
) -> tuple[Move, ...]:
    """Everybody's moves from the second day to the *last*, by person then day; who came on the
    *first* is there for the whole window.
    """
    edges: dict[str, set[date]] = {}
    for post in organisation.posts:
        after = post.valid_to + _DAY if post.valid_to and post.valid_to < date.max else None
        for day in (post.valid_from, after):
            if day is not None and first < day <= last:
                edges.setdefault(post.person, set()).add(day)
    return tuple(
        move
        for person, days in sorted(edges.items())
        for move in _of_person(table, organisation, person, [first, *sorted(days)])
    )


def _of_person(
    table: AuthorityTable, organisation: Organisation, person: str, days: Iterable[date]
) -> Iterable[Move]:
    held: Post | None = None
    for day in days:
        post = candidates.main_post(table, organisation, person, day)
        if post is not None and held is not None and post.unit != held.unit:
            yield Move(person=person, day=day, before=held, after=post)
        held = post or held


def led_days(
    table: AuthorityTable, organisation: Organisation, person: str, days: Iterable[date]
) -> int:
    """On how many of *days* the highest post was a leader's (rule 7)."""
    posts = [candidates.routing_post(table, organisation, person, day) for day in days]
    return sum(1 for post in posts if post and table.positions[post.position].leader)
