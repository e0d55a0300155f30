"""A post, a field or a delegation changed: one question a card, a look at it, made."""

from __future__ import annotations

from bot.dialogs import faults
from bot.dialogs.absences.absence_parts import day
from bot.dialogs.administration import admin, amend_ask
from bot.dialogs.administration.amend_words import (
    beside_lines,
    described,
    document_line,
    routes_lines,
)
from bot.dialogs.context import Context
from bot.dialogs.parts import home_row
from bot.dialogs.screen import BLANK, Line, Row, Screen, act
from core import amendments, errors, people
from core.amendments import ACTING, DELEGATE, POST, REVOKE, Amendment
from core.people import Organisation
from core.usecases import administering, amending


async def begin(ctx: Context, kind: str, person: str) -> Screen:
    await amending.begin(ctx.desk, kind, person)
    return await show(ctx)


async def show(ctx: Context) -> Screen:
    """The next question of what is being prepared, or the look at all of it."""
    return await page(ctx, 0)


async def page(ctx: Context, number: int) -> Screen:
    """*number*: of a long list to choose from."""
    one = await amending.draft(ctx.desk)
    await amending.check_may(ctx.desk, one)
    field = amendments.missing(one)
    if field is None:
        return await _look(ctx, one)
    return await amend_ask.ask(ctx, one, field, number, _back_row(ctx, one))


async def _look(ctx: Context, one: Amendment) -> Screen:
    organisation = await ctx.desk.organisation()
    lines: list[Line] = [described(ctx, organisation, one), *document_line(ctx, one)]
    again = ctx.button("amend.again-button", "amend.begin", one.kind, one.person)
    try:
        found = await amending.preview(ctx.desk)
    except (errors.Refused, errors.BadInput, errors.Stale) as fault:
        return Screen(
            at=act("amend.show"),
            lines=(
                ctx.say("amend.cannot"),
                *faults.sentences(ctx.words, _with_names(organisation, fault)),
                *lines,
            ),
            rows=((again,), _back_row(ctx, one)),
        )
    return Screen(
        at=act("amend.show"),
        ask=act("amend.typed"),
        lines=(
            ctx.say("amend.check"),
            *lines,
            *beside_lines(ctx, organisation, one),
            *routes_lines(ctx, organisation, found),
            BLANK,
            _hint(ctx, one),
        ),
        rows=(
            (ctx.button("amend.make-button", "amend.make", found.seen),),
            (again,),
            _back_row(ctx, one),
        ),
    )


def _with_names(organisation: Organisation, fault: errors.WardError) -> errors.WardError:
    """The roster's rules name people by their codes, as a workbook does."""
    facts = dict(fault.data)
    for name in ("leader", "receiver"):
        found = organisation.get_person(str(facts.get(name, "")))
        if found is not None:
            facts[name] = found.name
    return type(fault)(fault.code, **facts)


def _hint(ctx: Context, one: Amendment) -> Line:
    if one.kind in {POST, ACTING}:
        return ctx.say("amend.hint-title")
    return ctx.say("amend.hint-again" if one.kind == DELEGATE else "amend.hint-document")


def _back_row(ctx: Context, one: Amendment) -> Row:
    if one.person == ctx.desk.actor:
        return home_row(ctx)
    return (ctx.button("common.back", "admin.person", one.person), *home_row(ctx))


async def unit(ctx: Context, code: str) -> Screen:
    await amending.say(ctx.desk, unit=code)
    return await show(ctx)


async def place(ctx: Context, code: str, position: str) -> Screen:
    await amending.say(ctx.desk, unit=code, position=position)
    return await show(ctx)


async def position(ctx: Context, position: str) -> Screen:
    await amending.say(ctx.desk, position=position)
    return await show(ctx)


async def receiver(ctx: Context, person: str) -> Screen:
    await amending.say(ctx.desk, receiver=person)
    return await show(ctx)


async def acts(ctx: Context, which: str) -> Screen:
    if which not in amendments.ACTS:
        raise errors.BadInput("button")
    await amending.say(ctx.desk, act=which)
    return await show(ctx)


async def first(ctx: Context, since: str) -> Screen:
    await amending.say(ctx.desk, first=day(since))
    return await show(ctx)


async def last(ctx: Context, until: str) -> Screen:
    await amending.say(ctx.desk, last=day(until), is_open=False)
    return await show(ctx)


async def for_good(ctx: Context) -> Screen:
    await amending.say(ctx.desk, last=None, is_open=True)
    return await show(ctx)


async def typed(ctx: Context, *, typed: str) -> Screen:
    """The answer to whatever was asked; on the last look the title and the document."""
    one = await amending.draft(ctx.desk)
    field = amendments.missing(one)
    if field in {"unit", "receiver"}:
        found = await amend_ask.searched(ctx, one, field, typed)
        if len(found) != 1:
            return await amend_ask.found(ctx, one, field, found, typed, _back_row(ctx, one))
        await amending.say(ctx.desk, **{field: found[0]})
    elif field in {"position", "act"}:
        raise errors.BadInput("amend.choose")
    elif field in {"first", "last"}:
        await amending.say(ctx.desk, **amend_ask.days_said(ctx, one, field, typed))
    else:
        await amending.say(ctx.desk, **amend_ask.words_said(one, typed))
    return await show(ctx)


async def make(ctx: Context, seen: str) -> Screen:
    one = await amending.make(ctx.desk, seen)
    said = ctx.say("amend.made")
    line = described(ctx, await ctx.desk.organisation(), one)
    if one.person == ctx.desk.actor:
        return (await mine(ctx)).told(said, line)
    return (await admin.person(ctx, one.person)).told(said, line)


async def mine(ctx: Context) -> Screen:
    """``/uyquyen``: the leader's own delegations that run or come."""
    desk = ctx.desk
    organisation = await desk.organisation()
    if not administering.leads(desk, organisation, desk.actor):
        raise errors.Refused("amend.no-rights")
    given = administering.given_by(organisation, desk.actor, people.day_of(desk.now))
    rows: list[Row] = [(ctx.button("amend.delegate-button", "amend.begin", DELEGATE, desk.actor),)]
    if given:
        rows.append((ctx.button("amend.revoke-button", "amend.begin", REVOKE, desk.actor),))
    return Screen(
        at=act("amend.mine"),
        lines=(
            ctx.say("amend.mine" if given else "amend.mine-none"),
            *admin.delegation_lines(ctx, organisation, given),
        ),
        rows=(*rows, home_row(ctx)),
    )
