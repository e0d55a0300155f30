"""Who leads a person's work: assigns, approves and accepts it (domain §4.2).

Of staff the deputy in charge, of deputies the head, of heads the ward leader in charge of the
field. Whoever has the person under direct management may act too, so that work does not stop
when the nearest leader is away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from core import authority_table, candidates, people, reporting

_LED_FROM_ABOVE: Final = frozenset({*people.HEAD_OF_KIND.values(), "PBT_TT"})
"""Whoever leads holders of these need not have them behind the own d, or decide on them."""


def direct_leader(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    person: str,
    day: date,
) -> str | None:
    """The one who is told of the person's work; ``None`` without a post or without a leader.

    The commenter of the person's form, the decider where the commenter is still to be picked
    or stands outside the ward: both are the leaders that domain §4.2 names.
    """
    post = candidates.routing_post(table, organisation, person, day)
    if post is None:
        return None
    case = candidates.Case(table=table, organisation=organisation, post=post, day=day)
    for found in (candidates.commenter(case), candidates.decider(case)):
        if found.codes and not found.pick and not found.outside and person not in found.codes:
            return found.codes[0]
    return None


def leads_nobody_above(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    person: str,
    day: date,
) -> bool:
    """Form-01 people enter and accept their own: the plan names nobody above them in the ward."""
    post = candidates.routing_post(table, organisation, person, day)
    return post is not None and table.rows[post.position].form == "01"


def followers(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    leader: str,
    day: date,
) -> tuple[str, ...]:
    """Whose work *leader* may assign, approve and accept, sorted by code."""
    posts = organisation.posts_of(leader, day)
    if not any(_is_leading(table, post) for post in posts):
        return ()
    reports = reporting.direct_reports(table, organisation, leader, day)
    own = (leader,) if leads_nobody_above(table, organisation, leader, day) else ()
    above = _led_from_above(table, organisation, leader, day)
    return tuple(sorted({*reports, *own, *above}))


def led_by(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    leader: str,
    day: date,
) -> tuple[str, ...]:
    """Those of :func:`followers` whose direct leader *leader* is, and nobody nearer."""
    return tuple(
        person
        for person in followers(table, organisation, leader, day)
        if direct_leader(table, organisation, person, day) == leader
    )


def _is_leading(table: authority_table.AuthorityTable, post: people.Post) -> bool:
    known = table.positions.get(post.position)
    return known is not None and known.leader


def _led_from_above(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    leader: str,
    day: date,
) -> Iterable[str]:
    """Heads, also beside one who acts for them, and the ward's leaders."""
    holders = {
        code for position in _LED_FROM_ABOVE for code in organisation.holders(position, day)
    }
    for code in holders - {leader}:
        if direct_leader(table, organisation, code, day) == leader:
            yield code
