"""The head of a unit names who enters for it (a clerk), and ends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogs import pages
from bot.dialogs.absences.absence_parts import names, search, search_line, turn
from bot.dialogs.context import Context
from bot.dialogs.parts import back, home_row, notice_card
from bot.dialogs.screen import Button, Row, Screen, act
from core.ports import Notice
from core.usecases import clerks, heading


async def list_(ctx: Context, unit: str) -> Screen:
    """The clerks of a unit I head, each with the button that ends it."""
    known = await clerks.of_unit(ctx.desk, unit)
    named = await names(ctx, [one.person for one in known])
    organisation = await ctx.desk.organisation()
    key = "clerk.of-unit" if known else "clerk.none"
    ends: list[Row] = [
        (ctx.button("clerk.end-button", "clerk.end", unit, code, name=name),)
        for code, name in named.items()
    ]
    return Screen(
        at=act("clerk.list", unit),
        lines=(
            ctx.say("clerk.first"),
            ctx.say(
                key, unit=organisation.require_unit(unit).name, names=", ".join(named.values())
            ),
        ),
        rows=(
            (ctx.button("clerk.add-button", "clerk.choose", unit, 0),),
            *ends,
            (ctx.button("absence.unit-button", "absence.unit", unit), *home_row(ctx)),
        ),
    )


async def choose(ctx: Context, unit: str, number: int) -> Screen:
    codes = await clerks.candidates(ctx.desk, unit)
    organisation = await ctx.desk.organisation()
    part, number = pages.of(codes, number)
    return Screen(
        at=act("clerk.choose", unit, number),
        ask=act("clerk.choose-typed", unit),
        lines=(
            ctx.say("clerk.choose", unit=organisation.require_unit(unit).name),
            ctx.say("absence.person-hint"),
        ),
        rows=(
            *await _people_rows(ctx, unit, part),
            *turn(ctx, codes, number, "clerk.choose", unit),
            _back_row(ctx, unit),
        ),
    )


async def choose_typed(ctx: Context, unit: str, *, typed: str) -> Screen:
    """Whoever is found is offered on the same card: appointing takes a press."""
    found = await search(ctx, await clerks.candidates(ctx.desk, unit), typed)
    rows = (*await _people_rows(ctx, unit, found[: pages.PAGE]), _back_row(ctx, unit))
    shown = replace(await choose(ctx, unit, 0), rows=rows)
    return shown.told(search_line(ctx, found, typed))


async def _people_rows(ctx: Context, unit: str, codes: Sequence[str]) -> list[Row]:
    labels = await names(ctx, codes)
    return [(Button(labels[code], act("clerk.appoint", unit, code)),) for code in codes]


def _back_row(ctx: Context, unit: str) -> Row:
    return (back(ctx, act("clerk.list", unit)), *home_row(ctx))


async def appoint(ctx: Context, unit: str, person: str) -> Screen:
    await clerks.appoint(ctx.desk, unit, person)
    return (await list_(ctx, unit)).told(ctx.say("clerk.appointed", name=await ctx.name(person)))


async def end(ctx: Context, unit: str, person: str) -> Screen:
    await heading.check_head(ctx.desk, unit)
    return Screen(
        at=act("clerk.end", unit, person),
        lines=(ctx.say("clerk.end", name=await ctx.name(person)),),
        rows=(
            (ctx.button("clerk.end-yes", "clerk.dismiss", unit, person),),
            (back(ctx, act("clerk.list", unit)),),
        ),
    )


async def dismiss(ctx: Context, unit: str, person: str) -> Screen:
    await clerks.dismiss(ctx.desk, unit, person)
    return (await list_(ctx, unit)).told(ctx.say("clerk.dismissed", name=await ctx.name(person)))


async def notice(ctx: Context, said: Notice) -> Screen | None:
    """To who was appointed or dismissed; nothing when it was undone meanwhile."""
    unit = (await ctx.desk.organisation()).require_unit(str(said.facts["unit"]))
    is_clerk = unit.code in await heading.clerk_of(ctx.desk)
    if is_clerk != (said.kind == "clerk.appointed"):
        return None
    if not is_clerk:
        return notice_card(ctx, (ctx.say("clerk.told-end", unit=unit.name),), ())
    return notice_card(
        ctx,
        (ctx.say("clerk.told", unit=unit.name), ctx.say("clerk.told-how")),
        (ctx.button("absence.unit-button", "absence.unit", unit.code),),
    )
