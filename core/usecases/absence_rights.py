"""Whose part in an absence is what: who enters, who answers, who may look (domain §8.7).

The head of the unit answers, for a head the leader above, while either is away whoever leads
that one too. Form-01 people have nobody above them in the ward: they answer their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from core import absence, candidates, errors, leading, people, reporting
from core.absence import Absence
from core.people import Organisation
from core.usecases import directing, heading
from core.usecases.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An absence before somebody with a part in it, and what that one may do with it."""

    one: Absence
    may_send: bool
    may_answer: bool
    may_withdraw: bool
    may_change: bool


async def approvers(desk: Desk, person: str) -> tuple[str, ...]:
    """Who may answer, the one who is told first; none where the ward has nobody."""
    first = first_approver(desk, await desk.organisation(), person)
    if first is None or first == person:
        return (first,) if first else ()
    if first not in await directing.away(desk, [first]):
        return (first,)
    above = await directing.nearest_leader(desk, first)
    return (first,) if above is None or above == person else (above, first)


def first_approver(desk: Desk, organisation: Organisation, person: str) -> str | None:
    """Whether away or not."""
    day = people.day_of(desk.now)
    table = desk.rules.authority
    post = candidates.routing_post(table, organisation, person, day)
    if post is None:
        return None
    if leading.leads_nobody_above(table, organisation, person, day):
        return person
    head = organisation.head(post.unit, day)
    if head is not None and head != person:
        return head
    return leading.direct_leader(table, organisation, person, day)


async def check_may_enter(desk: Desk, person: str) -> None:
    """The person, the clerk of the unit, an administrator, or who approves; *errors.Refused* ``absence.not-yours``,
    ``absence.no-approver`` where nobody could answer; *errors.NotFound* ``post``.
    """
    if await unit_of(desk, person) is None:
        raise errors.NotFound("post", person=person)
    answering = await approvers(desk, person)
    if not answering:
        raise errors.Refused("absence.no-approver")
    if desk.actor in {person, *answering} or desk.is_administrator:
        return
    if not await _is_clerk_of(desk, person):
        raise errors.Refused("absence.not-yours")


async def opened(desk: Desk, one: Absence) -> Opened:
    """Default deny: the person, the leaders above, the clerk of the unit and administrators; a
    draft is its writer's. *errors.Refused* ``absence.not-yours``.
    """
    answering = desk.actor in await approvers(desk, one.person)
    has_part = desk.actor == one.person or answering or await _may_look(desk, one.person)
    writes = desk.actor == one.entered_by
    if not has_part or (one.state == absence.DRAFT and not writes):
        raise errors.Refused("absence.not-yours")
    return Opened(
        one=one,
        may_send=one.state == absence.DRAFT,
        may_answer=answering and one.state == absence.WAITING,
        may_withdraw=(writes or desk.actor == one.person) and one.state == absence.WAITING,
        may_change=answering and one.state == absence.APPROVED,
    )


async def _may_look(desk: Desk, person: str) -> bool:
    if desk.is_administrator or await _is_clerk_of(desk, person):
        return True
    if person in await directing.followers(desk):
        return True
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    return person in reporting.scope(desk.rules.authority, organisation, desk.actor, day)


async def _is_clerk_of(desk: Desk, person: str) -> bool:
    """Of the unit, or of the office that keeps the papers of the ward's leaders."""
    own = await heading.clerk_of(desk)
    unit = await unit_of(desk, person)
    return unit in own or unit in heading.led_by_offices(await desk.organisation(), own)


async def unit_of(desk: Desk, person: str) -> str | None:
    """Of the highest post today."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    post = candidates.routing_post(desk.rules.authority, organisation, person, day)
    return post.unit if post else None
