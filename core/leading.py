"""Who leads a person's work: assigns, approves and accepts it (domain §4.2).

Of staff the deputy in charge, of deputies the head, of heads the ward leader in charge of the
field. Whoever has the person under direct management may act too, so that work does not stop
when the nearest leader is away.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from core import authority_table, candidates, people, reporting


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
    reports = reporting.direct_reports(table, organisation, leader, day)
    own = (leader,) if leads_nobody_above(table, organisation, leader, day) else ()
    heads = _heads_led_by(table, organisation, leader, day)
    return tuple(sorted({*reports, *own, *heads}))


def near(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    leader: str,
    day: date,
    away: Collection[str] = (),
) -> tuple[str, ...]:
    """Those of :func:`followers` whose work waits for *leader* before anybody else.

    The work of somebody whose nearest leader is among *away* waits for whoever else leads.
    """
    found = []
    for person in followers(table, organisation, leader, day):
        nearest = direct_leader(table, organisation, person, day)
        if nearest is None or nearest == leader or nearest in away:
            found.append(person)
    return tuple(found)


def _heads_led_by(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    leader: str,
    day: date,
) -> tuple[str, ...]:
    """Also the heads whose score is not behind the leader's d, such as those commented on only."""
    heads = {organisation.head(unit.code, day) for unit in organisation.units} - {None, leader}
    return tuple(
        code
        for code in heads
        if code is not None and direct_leader(table, organisation, code, day) == leader
    )
