"""Who of a unit is away, for its head and its clerk, and entering for somebody of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogs import pages
from bot.dialogs.absences import absence as asking
from bot.dialogs.absences.absence_parts import names, search, search_line, state_name, title, turn
from bot.dialogs.context import Context
from bot.dialogs.parts import back, home_row
from bot.dialogs.screen import Button, Row, Screen, act
from core.usecases import absence_views, heading


async def unit(ctx: Context, unit: str) -> Screen:
    return await unit_page(ctx, unit, 0)


async def unit_page(ctx: Context, unit: str, number: int) -> Screen:
    """What waits, runs and comes in a unit I head or am clerk of, by first day."""
    known = await absence_views.of_unit(ctx.desk, unit)
    part, number = pages.of(known, number)
    rows: list[Row] = [(ctx.button("absence.enter-for-button", "absence.person", unit, 0),)]
    for one in part:
        state = state_name(ctx, one.state)
        label = ctx.words.text("absence.unit-entry", title=await title(ctx, one), state=state)
        rows.append((Button(label, act("absence.card", one.id)),))
    rows += turn(ctx, known, number, "absence.unit-page", unit)
    if unit in await heading.headed(ctx.desk):
        rows.append((ctx.button("clerk.list-button", "clerk.list", unit),))
    key = "absence.unit" if known else "absence.unit-none"
    organisation = await ctx.desk.organisation()
    name = organisation.require_unit(unit).name
    return Screen(
        at=act("absence.unit-page", unit, number),
        lines=(ctx.say(key, count=len(known), unit=name),),
        rows=(*rows, home_row(ctx)),
    )


async def person(ctx: Context, unit: str, number: int) -> Screen:
    """For whom: a page of the people, or a typed name."""
    codes = await absence_views.people_of(ctx.desk, unit)
    part, number = pages.of(codes, number)
    return Screen(
        at=act("absence.person", unit, number),
        ask=act("absence.person-typed", unit),
        lines=(ctx.say("absence.person"), ctx.say("absence.person-hint")),
        rows=(
            *await _people_rows(ctx, part),
            *turn(ctx, codes, number, "absence.person", unit),
            _back_row(ctx, unit),
        ),
    )


async def person_typed(ctx: Context, unit: str, *, typed: str) -> Screen:
    """One found is taken at once; several are offered on the same card."""
    found = await search(ctx, await absence_views.people_of(ctx.desk, unit), typed)
    if len(found) == 1:
        return await asking.of_person(ctx, found[0])
    rows = (*await _people_rows(ctx, found[: pages.PAGE]), _back_row(ctx, unit))
    shown = replace(await person(ctx, unit, 0), rows=rows)
    return shown.told(search_line(ctx, found, typed))


async def _people_rows(ctx: Context, codes: Sequence[str]) -> list[Row]:
    labels = await names(ctx, codes)
    return [(Button(labels[code], act("absence.of", code)),) for code in codes]


def _back_row(ctx: Context, unit: str) -> Row:
    return (back(ctx, act("absence.unit", unit)), *home_row(ctx))
