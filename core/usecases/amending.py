"""Posts, fields and delegations changed from the chat: prepared, looked at, made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from core import amended, amendments, errors, people, roster_changes, roster_checks
from core.amendments import ACTING, CHARGE, DELEGATE, END, POST, REVOKE, UNCHARGE, Amendment
from core.people import WARD_TIME, Organisation
from core.usecases import administering, rosters
from core.usecases.administering import DELEGATION
from core.usecases.desk import SYSTEM, Desk

DRAFT: Final = "amendment"
_OF_COMMITTEE: Final = frozenset({"division", "service_unit", "school"})
_OF_COUNCIL: Final = frozenset({"council_committee"})
_AUDITED: Final = {
    POST: "set-post",
    ACTING: "act-as-head",
    END: "end-post",
    CHARGE: "charge",
    UNCHARGE: "end-charge",
    DELEGATE: "delegate",
    REVOKE: "end-delegation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """*seen* names exactly this amendment. *changed*, *gained*, *lost*: codes of those who are
    evaluated by others from *day* on, who begin to have a route, who are left without.
    """

    one: Amendment
    seen: str
    day: date
    changed: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]


async def begin(desk: Desk, kind: str, person: str) -> Amendment:
    """The actor's one draft, in place of an older one."""
    if kind not in amendments.KINDS:
        raise errors.BadInput("button")
    one = Amendment(kind=kind, person=person)
    await check_may(desk, one)
    return await _keep(desk, one)


async def draft(desk: Desk) -> Amendment:
    """*errors.Stale* ``amend.none`` where nothing is being prepared."""
    text = await desk.store.notebook.preference(desk.actor, DRAFT)
    if not text:
        raise errors.Stale("amend.none")
    return amendments.read(text)


async def say(desk: Desk, **fields: Any) -> Amendment:
    """The draft with these fields; rights and days are asked at once."""
    one = replace(await draft(desk), **fields)
    await check_may(desk, one)
    amendments.check(replace(one, document=one.document or "x"), people.day_of(desk.now))
    _check_begins(desk, one)
    return await _keep(desk, one)


async def preview(desk: Desk) -> Preview:
    """*errors.Refused* with what the organisation would not bear, before anything is made."""
    one = await draft(desk)
    before, after = await _looked(desk, one)
    today = people.day_of(desk.now)
    day = max(today, one.begins or today)
    noon = datetime.combine(day, time(12), WARD_TIME)
    settings = {"non_regular_workers": desk.rules.settings.non_regular_workers}
    found = roster_changes.compare(desk.rules.authority, before, after, (), noon, settings)
    return Preview(
        one=one,
        seen=_seen(one),
        day=day,
        changed=found.routes,
        gained=found.gained,
        lost=found.lost,
    )


async def make(desk: Desk, seen: str) -> Amendment:
    """What was looked at. *errors.Stale* ``amend.none`` when the draft is another by now."""
    one = await draft(desk)
    if _seen(one) != seen:
        raise errors.Stale("amend.none")
    await amend(desk, one)
    await desk.store.notebook.prefer(desk.actor, DRAFT, "")
    return one


async def amend(desk: Desk, one: Amendment) -> None:
    """Rights, days and the rules of the roster are asked; who is concerned is told."""
    before, after = await _looked(desk, one)
    facts = {name: value for name, value in _facts(one).items() if value}
    await rosters.change(desk, after, _AUDITED[one.kind], f"person:{one.person}", **facts)
    concerned = [one.person, one.receiver, *_heads(before, one, people.day_of(desk.now))]
    subject = f"{one.person}:{one.receiver}:{desk.now.isoformat()}"
    told = [code for code in concerned if code]
    await desk.inform(f"amend.{one.kind}", told, subject, **_facts(one), by=desk.actor)


def _heads(before: Organisation, one: Amendment, day: date) -> list[str | None]:
    """Of the unit it is about; of a post also of the unit that is left."""
    units = [one.unit] if one.unit else []
    if one.kind == POST:
        units += [post.unit for post in before.posts_of(one.person, day)]
    return [before.head(unit, day) for unit in units]


async def check_may(desk: Desk, one: Amendment) -> None:
    """Default deny. *errors.Refused* ``admin.not-yours``, ``admin.whole-ward``, ``admin.own``,
    ``admin.head``, ``admin.reviewer``, ``admin.other-unit`` for a clerk whose new post would end
    one elsewhere, ``amend.no-rights`` for a giver who leads nobody, ``amend.receiver-staff``;
    *errors.NotFound* ``person``, ``unit``.
    """
    organisation = await desk.organisation()
    organisation.require_person(one.person)
    if one.unit:
        organisation.require_unit(one.unit)
    if one.kind in {DELEGATE, REVOKE}:
        await _check_delegation(desk, organisation, one)
        return
    if one.kind in {CHARGE, UNCHARGE}:
        await administering.check_whole(desk)
    else:
        await _check_post(desk, organisation, one)
    if desk.actor == one.person != SYSTEM:
        raise errors.Refused("admin.own")


async def _check_post(desk: Desk, organisation: Organisation, one: Amendment) -> None:
    await administering.check_may(desk, one.person, administering.POST)
    if one.unit:
        await administering.check_unit(desk, one.unit)
    if desk.is_administrator:
        return
    position = one.position
    if one.kind == ACTING and one.unit:
        position = people.HEAD_OF_KIND[organisation.require_unit(one.unit).kind]
    if one.kind == POST:  # a new post ends the former one
        held = organisation.posts_of(one.person, one.first or people.day_of(desk.now))
        former = [post for post in held if post.main]
        if any(post.position in amendments.NOT_FOR_CLERKS for post in former):
            raise errors.Refused("admin.head")
        kept = (await administering.remit(desk)).units
        if any(post.unit not in kept for post in former):
            raise errors.Refused("admin.other-unit")
    if one.kind == ACTING or position in amendments.NOT_FOR_CLERKS:
        raise errors.Refused("admin.head")


async def _check_delegation(desk: Desk, organisation: Organisation, one: Amendment) -> None:
    """The leader himself, the administrator, the clerk of the unit or of the leaders' office."""
    own = desk.actor == one.person
    if not own:
        await administering.check_may(desk, one.person, DELEGATION)
    if not administering.leads(desk, organisation, one.person):
        raise errors.Refused("amend.no-rights")
    if not one.receiver:
        return
    organisation.require_person(one.receiver)
    if one.kind == REVOKE:
        return
    if (own or not desk.is_administrator) and not _leads(desk, organisation, one):
        raise errors.Refused("amend.receiver-staff")
    if own:
        return
    if desk.actor == one.receiver:
        raise errors.Refused("admin.own")
    kept = await administering.remit(desk)
    unit = administering.unit_of(desk, organisation, one.receiver)
    if not kept.whole and DELEGATION not in kept.keeps(unit):
        raise errors.Refused("admin.not-yours")


def _leads(desk: Desk, organisation: Organisation, one: Amendment) -> bool:
    """Whether the receiver holds a leader's post when the delegation begins."""
    if one.first is None:
        return administering.leads(desk, organisation, one.receiver)
    table = desk.rules.authority.positions
    held = organisation.posts_of(one.receiver, one.first)
    return any(post.position in table and table[post.position].leader for post in held)


def units_offered(organisation: Organisation, one: Amendment, kept: frozenset[str]) -> list[str]:
    """Codes of the units that the draft may be about, the person's own first."""
    own = [post.unit for post in organisation.all_posts_of(one.person)]
    if one.kind == CHARGE:
        own = [each.unit for each in organisation.charges]
        held = {post.position for post in organisation.all_posts_of(one.person)}
        kinds = _OF_COMMITTEE if held & people.FIELD_LEADERS else _OF_COUNCIL
        kept = frozenset(each.code for each in organisation.units if each.kind in kinds)
    ordered = [*own, *[each.code for each in organisation.units]]
    return [code for code in dict.fromkeys(ordered) if code in kept]


def receivers_offered(desk: Desk, organisation: Organisation, giver: str) -> list[str]:
    """Codes of the leaders of the giver's units, then of the units right below."""
    today = people.day_of(desk.now)
    units = [post.unit for post in organisation.posts_of(giver, today)]
    below = [each.code for each in organisation.units if each.parent in units]
    found: list[str] = []
    for unit in (*units, *below):
        head = organisation.head(unit, today)
        found += [*([head] if head else []), *organisation.deputies(unit, today)]
    return [code for code in dict.fromkeys(found) if code != giver]


async def _looked(desk: Desk, one: Amendment) -> tuple[Organisation, Organisation]:
    await check_may(desk, one)
    amendments.check(one, people.day_of(desk.now))
    _check_begins(desk, one)
    before = await desk.organisation()
    _check_fits(before, one)
    after = amended.organisation(before, one)
    for broken in roster_checks.refusals(before, after):
        raise errors.Refused(broken.code, **broken.facts)
    return before, after


def _check_begins(desk: Desk, one: Amendment) -> None:
    """Nobody becomes or stops being responsible for what is closed already, nor at a clerk's word
    for a day that is over. *errors.BadInput* ``amend.closed``, ``amend.past``.
    """
    if one.begins is None or one.kind == REVOKE:
        return
    earliest, code = _closed_until(desk), "amend.closed"
    if not desk.is_administrator and desk.actor != one.person:
        earliest, code = people.day_of(desk.now), "amend.past"
    if one.begins < earliest:
        raise errors.BadInput(code, earliest=earliest)


def _closed_until(desk: Desk) -> date:
    """The day on which the last self step closed: who belonged where before it stays so."""
    closed = desk.closings(desk.month).self_step
    if desk.now < closed:
        closed = desk.closings(desk.month.shift(-1)).self_step
    return people.day_of(closed)


def _check_fits(organisation: Organisation, one: Amendment) -> None:
    """*errors.BadInput* ``amend.position`` for a position that the unit's kind does not have, or
    ``amend.receiver`` for somebody without a post at the beginning.
    """
    if one.kind == POST and one.position not in amendments.positions_of(organisation, one.unit):
        raise errors.BadInput("amend.position")
    if one.kind == DELEGATE and not organisation.posts_of(one.receiver, one.first or date.min):
        raise errors.BadInput("amend.receiver")


def _facts(one: Amendment) -> dict[str, Any]:
    return {
        "person": one.person,
        "unit": one.unit,
        "position": one.position,
        "title": one.title,
        "receiver": one.receiver,
        "delegated": one.act,
        "first": one.first.isoformat() if one.first else "",
        "last": one.last.isoformat() if one.last else "",
        "document": one.document,
    }


def _seen(one: Amendment) -> str:
    return hashlib.sha256(amendments.written(one).encode()).hexdigest()[:16]


async def _keep(desk: Desk, one: Amendment) -> Amendment:
    await desk.store.notebook.prefer(desk.actor, DRAFT, amendments.written(one))
    return one


def next_month(day: date) -> date:
    """Its first day."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
