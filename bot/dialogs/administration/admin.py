"""Administration: somebody is found, and what is kept about that one is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from bot.dialogs.administration.admin_parts import (
    channel_name,
    person_labels,
    position_name,
    since,
    unit_name,
)
from bot.dialogs.context import Context
from bot.dialogs.entries import Entries
from bot.dialogs.parts import back, clip, home_row, names_of
from bot.dialogs.screen import Button, Line, Row, Screen, act
from core import amendments, people
from core.people import Delegation, Organisation, Post
from core.usecases import administering
from core.usecases.administering import ABSENCE, CHARGE, DELEGATION, LINK, POST, Card

SHOWN = 8
HEARD = 40
POSTS = 6


async def menu(ctx: Context) -> Screen:
    kept = await administering.check_keeps(ctx.desk)
    organisation = await ctx.desk.organisation()
    scope = [ctx.say("admin.ward")]
    if not kept.whole:
        scope = [ctx.say("admin.units", names=_units(organisation, kept.units))]
    if kept.leaders:
        scope.append(ctx.say("admin.leaders", names=_units(organisation, kept.leaders)))
    return Screen(
        at=act("admin.menu"),
        ask=act("admin.find"),
        lines=(ctx.say("admin.who"), ctx.say("admin.who-example"), *scope),
        rows=((ctx.button("sheet.button", "admin.sheets", 0),), home_row(ctx)),
    )


def _units(organisation: Organisation, codes: Collection[str]) -> str:
    return ", ".join(one.name for one in organisation.units if one.code in codes)


async def find(ctx: Context, *, typed: str) -> Screen:
    """One found is shown at once; of many the first eight, and how many more there are."""
    found = await administering.search(ctx.desk, typed)
    if len(found) == 1:
        return await person(ctx, found[0])
    shown = await menu(ctx)
    said = clip(" ".join(typed.split()), HEARD)
    if not found:
        return shown.told(ctx.say("admin.nobody", text=said))
    labels = person_labels(ctx, await ctx.desk.organisation(), found[:SHOWN])
    rows: list[Row] = [
        (Button(label, act("admin.person", code)),) for code, label in labels.items()
    ]
    lines = [ctx.say("admin.found", count=len(found), text=said)]
    if len(found) > SHOWN:
        lines.append(ctx.say("admin.more", count=len(found) - SHOWN))
    return Screen(at=shown.at, ask=shown.ask, lines=tuple(lines), rows=(*rows, home_row(ctx)))


async def person(ctx: Context, person: str) -> Screen:
    """What is kept of somebody; neither points nor classes are."""
    card = await administering.card(ctx.desk, person)
    organisation = await ctx.desk.organisation()
    name = card.person.name
    lines = [
        ctx.say("admin.person", name=name),
        ctx.say("admin.code-and-unit", code=person, unit=unit_name(organisation, card.unit)),
        *[_post_line(ctx, organisation, post) for post in card.posts[:POSTS]],
        *_route_lines(ctx, card),
        *_linked_lines(ctx, card),
        *_more_lines(ctx, organisation, card),
    ]
    return Screen(
        at=act("admin.person", person),
        ask=act("admin.find"),
        lines=tuple(lines),
        rows=(*_acts(ctx, card), (back(ctx, act("admin.menu")), *home_row(ctx))),
    )


def _post_line(ctx: Context, organisation: Organisation, post: Post) -> Line:
    day = people.day_of(ctx.desk.now)
    key = "admin.post" if post.main else "admin.post-second"
    if not post.main and _was_given(organisation, post, day):
        key = "admin.post-acting"
    if not people.holds_on(post, day):
        key = "admin.post-over" if post.valid_from <= day else "admin.post-later"
    return ctx.say(
        key,
        position=position_name(ctx, post),
        unit=unit_name(organisation, post.unit),
        days=since(ctx, post.valid_from, post.valid_to),
    )


def _was_given(organisation: Organisation, post: Post, day: date) -> bool:
    """The head's rights besides an own post of the same unit."""
    beside = [one.unit for one in organisation.posts_of(post.person, day) if one != post]
    return post.position in amendments.HEADS and post.unit in beside


def _route_lines(ctx: Context, card: Card) -> tuple[Line, ...]:
    if not card.decider:
        return (ctx.say("admin.no-route"),)
    return (
        ctx.say("admin.commenter", names=names_of(ctx, card.commenter)),
        ctx.say("admin.decider", names=names_of(ctx, card.decider)),
    )


def _linked_lines(ctx: Context, card: Card) -> tuple[Line, ...]:
    if not card.accounts:
        return (ctx.say("admin.not-linked"),)
    return tuple(
        ctx.say(
            "admin.linked" if one.alive else "admin.linked-dead",
            channel=channel_name(ctx, one.channel),
            at=one.linked_at,
        )
        for one in card.accounts
    )


def _more_lines(ctx: Context, organisation: Organisation, card: Card) -> list[Line]:
    lines = [ctx.say("admin.away")] if card.away else []
    lines += [
        ctx.say(
            "admin.charged",
            unit=unit_name(organisation, one.unit),
            days=since(ctx, one.valid_from, one.valid_to),
        )
        for one in card.charges
    ]
    return [*lines, *delegation_lines(ctx, organisation, card.delegations)]


def delegation_lines(
    ctx: Context, organisation: Organisation, given: Sequence[Delegation]
) -> list[Line]:
    """Both acts given by one paper are one line."""
    acts: dict[Delegation, str] = {}
    for one in given:
        key = replace(one, act="comment")
        acts[key] = amendments.BOTH if key in acts else one.act
    return [
        ctx.say(
            "admin.delegated",
            acts=ctx.words.text(f"amend.act-{delegated}"),
            name=organisation.require_person(one.receiver).name,
            days=since(ctx, one.valid_from, one.valid_to),
            document=clip(one.document, HEARD),
        )
        for one, delegated in acts.items()
    ]


def _acts(ctx: Context, card: Card) -> list[Row]:
    code = card.person.code
    rows: list[Row] = []
    if LINK in card.may:
        rows.append((ctx.button("admin.code-button", "admin.code", code),))
        for one in card.accounts:
            channel = channel_name(ctx, one.channel)
            button = ctx.button(
                "admin.cut-button",
                "admin.cut-ask",
                code,
                one.channel,
                one.address,
                channel=channel,
            )
            rows.append((button,))
    rows += _amendments(ctx, card)
    if ABSENCE in card.may:
        rows.append((ctx.button("admin.absence-button", "absence.of", code),))
    return rows


def _amendments(ctx: Context, card: Card) -> list[Row]:
    today = people.day_of(ctx.desk.now)
    held = any(one.valid_to is None or one.valid_to >= today for one in card.posts)
    rows: list[Row] = []
    if POST in card.may:
        acting = (
            (amendments.ACTING,) if held and CHARGE in card.may else ()
        )  # heads: not a clerk's
        kinds = (amendments.POST, *acting, *((amendments.END,) if held else ()))
        rows.append(_row(ctx, card, *kinds))
    if CHARGE in card.may and card.leads_fields:
        kinds = (amendments.CHARGE, *((amendments.UNCHARGE,) if card.charges else ()))
        rows.append(_row(ctx, card, *kinds))
    if DELEGATION in card.may and card.leads:
        kinds = (amendments.DELEGATE, *((amendments.REVOKE,) if card.delegations else ()))
        rows.append(_row(ctx, card, *kinds))
    return rows


def _row(ctx: Context, card: Card, *kinds: str) -> Row:
    return tuple(
        ctx.button(f"amend.{change}-button", "amend.begin", change, card.person.code)
        for change in kinds
    )


async def entries(ctx: Context) -> Entries:
    """The way in, on the home card of those who keep anybody."""
    if not (await administering.remit(ctx.desk)).units:
        return Entries()
    return Entries(rows=((ctx.button("admin.home-button", "admin.menu"),),))
