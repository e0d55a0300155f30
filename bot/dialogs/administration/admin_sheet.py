"""Link codes for everybody of a unit who has no chat yet, on paper."""

from __future__ import annotations

from bot.dialogs import pages
from bot.dialogs.context import Context
from bot.dialogs.parts import back, clip, home_row
from bot.dialogs.screen import Button, Document, Screen, act
from core.people import Unit
from core.text import folded
from core.usecases import administering, inviting

HEARD = 40
NAME = 52
"""Characters of a unit's name on a button, beside the count."""


async def units(ctx: Context, number: int) -> Screen:
    """Which unit, and how many of it have no chat."""
    return await _listed(ctx, number, "")


async def find(ctx: Context, *, typed: str) -> Screen:
    """By a part of the unit's name, marks or not, or its code."""
    shown = await _listed(ctx, 0, folded(typed))
    if shown.buttons[0].action.name == "admin.sheet":
        return shown
    said = ctx.say("amend.none-found", text=clip(" ".join(typed.split()), HEARD))
    return (await units(ctx, 0)).told(said)


async def _listed(ctx: Context, number: int, wanted: str) -> Screen:
    kept = await administering.check_keeps(ctx.desk)
    organisation = await ctx.desk.organisation()
    counts = {
        one: len(await inviting.unlinked(ctx.desk, one.code))
        for one in organisation.units
        if one.code in kept.units and (wanted in folded(one.name) or wanted == folded(one.code))
    }
    known = [one for one, count in counts.items() if count]
    part, number = pages.of(known, number)
    rows = [(_button(ctx, one, counts[one]),) for one in part]
    turn = () if wanted else pages.turn(ctx, known, number, "admin.sheets")
    return Screen(
        at=act("admin.sheets", 0 if wanted else number),
        ask=act("admin.sheet-find"),
        lines=(
            ctx.say("sheet.which" if rows else "sheet.none"),
            *(() if kept.whole else (ctx.say("sheet.leaders"),)),
            ctx.say("sheet.old"),
        ),
        rows=(*rows, *((turn,) if turn else ()), (back(ctx, act("admin.menu")), *home_row(ctx))),
    )


def _button(ctx: Context, unit: Unit, count: int) -> Button:
    label = ctx.words.text("sheet.unit-button", unit=clip(unit.name, NAME), count=count)
    return Button(label, act("admin.sheet", unit.code))


async def sheet(ctx: Context, unit: str) -> Screen:
    """The codes are in the file only; shown again, the card comes without it."""
    made = await inviting.sheet(ctx.desk, unit, ctx.invitations.code)
    if not made.invited:
        return await units(ctx, 0)
    name = (await ctx.desk.organisation()).require_unit(unit).name
    paper = Document(f"phieu-lien-ket-{unit}.pdf", ctx.invitations.paper(made))
    return Screen(
        at=act("admin.menu"),
        lines=(
            ctx.say("sheet.made", count=len(made.invited), unit=name),
            ctx.say("sheet.until", until=made.until),
            ctx.say("sheet.old"),
        ),
        rows=((back(ctx, act("admin.menu")), *home_row(ctx)),),
        documents=(paper,),
    )
