""" "⚙ Đơn vị": what a head, a clerk or a collector does for a unit, in one place."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.entries import Entries
from bot.dialogs.parts import home_row
from bot.dialogs.screen import Button, Line, Row, Screen, act, line
from core import candidates, people
from core.usecases import catalogues, heading, monthplans

MENU: tuple[tuple[str, str], ...] = (
    ("unit.plan-button", "plan.unit"),
    ("unit.catalogue-button", "catalogue.unit"),
    ("absence.unit-button", "absence.unit"),
    ("clerk.list-button", "clerk.list"),
)
"""A label's key and the step behind it, which takes the unit's code. Families add theirs."""

MOST_UNITS = 12


async def menu(ctx: Context) -> Screen:
    """The one unit that the person writes for, or the choice among several."""
    units = await heading.written(ctx.desk)
    if len(units) == 1:
        return await of(ctx, units[0])
    organisation = await ctx.desk.organisation()
    rows: list[Row] = [
        (Button(organisation.require_unit(code).name, act("unit.of", code)),)
        for code in units[:MOST_UNITS]
    ]
    return Screen(
        at=act("unit.menu"),
        lines=(ctx.say("unit.which" if units else "unit.none"),),
        rows=(*rows, *await _beside(ctx), home_row(ctx)),
    )


async def of(ctx: Context, unit: str) -> Screen:
    await heading.check_writes(ctx.desk, unit)
    organisation = await ctx.desk.organisation()
    rows = tuple((ctx.button(key, step, unit),) for key, step in MENU)
    return Screen(
        at=act("unit.of", unit),
        lines=(
            ctx.say("unit.menu"),
            line(organisation.require_unit(unit).name),
        ),
        rows=(*rows, *await _beside(ctx), home_row(ctx)),
    )


async def _beside(ctx: Context) -> tuple[Row, ...]:
    """What does not depend on the unit chosen: looking up, and what the collector is sent."""
    rows: list[Row] = []
    own = await own_unit(ctx)
    if own is not None:
        rows.append((ctx.button("unit.look-button", "catalogue.look", own, 0),))
    if await heading.collected(ctx.desk):
        count = len(await catalogues.waiting(ctx.desk))
        rows.append((ctx.button("home.catalogue-waiting-button", "catalogue.inbox", count=count),))
    return tuple(rows)


async def own_unit(ctx: Context) -> str | None:
    """Where the person's highest post is today."""
    desk = ctx.desk
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    post = candidates.routing_post(desk.rules.authority, organisation, desk.actor, day)
    return post.unit if post is not None else None


async def entries(ctx: Context) -> Entries:
    """A plan that is still to be approved, catalogues that wait, and the way to the menu."""
    lines: list[Line] = []
    rows: list[Row] = []
    organisation = await ctx.desk.organisation()
    for unit, month in await monthplans.unapproved(ctx.desk):
        name = organisation.require_unit(unit).name
        lines.append(ctx.say("home.plan-missing", month=month, unit=name))
        rows.append(
            (
                ctx.button(
                    "home.plan-missing-button",
                    "plan.open",
                    unit,
                    str(month),
                    0,
                    month=month,
                    unit=unit,
                ),
            )
        )
    if waiting := await catalogues.waiting(ctx.desk):
        lines.append(ctx.say("home.catalogue-waiting", count=len(waiting)))
        rows.append(
            (ctx.button("home.catalogue-waiting-button", "catalogue.inbox", count=len(waiting)),)
        )
    if await heading.written(ctx.desk):
        rows.append((ctx.button("unit.home-button", "unit.menu"),))
    return Entries(lines=tuple(lines), rows=tuple(rows))
