"""The forms that wait for a decision, those decided already, those decided as one."""

from __future__ import annotations

from bot.dialogs import pages
from bot.dialogs.context import Context
from bot.dialogs.forms import card
from bot.dialogs.forms.review_list import TOGETHER, fingerprint
from bot.dialogs.parts import home_row
from bot.dialogs.screen import BLANK, Row, Screen, act
from bot.dialogs.words import closing
from core.usecases import deciding, reviewing
from core.usecases import together as together_


async def inbox(ctx: Context) -> Screen:
    return await page(ctx, 0)


async def page(ctx: Context, number: int) -> Screen:
    """All forms that wait for a decision, by name, total and own class."""
    waiting = (await reviewing.inbox(ctx.desk)).to_decide
    if not waiting:
        return Screen(
            at=act("decide.inbox"), lines=(ctx.say("decide.none"),), rows=(home_row(ctx),)
        )
    until = ctx.desk.closings(waiting[0].month).decide
    alike = len(await together_.to_decide(ctx.desk))
    together_row: Row = (
        (ctx.button("decide.together-button", "decide.together", count=alike),)
        if alike > 1
        else ()
    )
    return await pages.of_forms(
        ctx,
        waiting,
        number,
        ctx.say("decide.title", count=len(waiting), until=closing(until)),
        form_step="decide.form",
        page_step="decide.page",
        together=together_row,
    )


async def done(ctx: Context) -> Screen:
    return await done_page(ctx, 0)


async def done_page(ctx: Context, number: int) -> Screen:
    """What this person decided this month; from here a new version is made (T8)."""
    decided = await deciding.decided_this_month(ctx.desk)
    shown, number = pages.of(decided, number)
    rows: list[Row] = []
    for one in shown:
        final = one.decision.final_class if one.decision else None
        name = await ctx.name(one.person)
        key = "decide.done-button" if final else "decide.done-not-rated"
        rows.append((ctx.button(key, "decide.form", one.id, name=name, final=final or ""),))
    turn = pages.turn(ctx, decided, number, "decide.done-page")
    return Screen(
        at=act("decide.done-page", number),
        lines=(ctx.say("decide.done", count=len(decided)),),
        rows=tuple(row for row in (*rows, turn, home_row(ctx)) if row),
    )


async def together(ctx: Context) -> Screen:
    alike = (await together_.to_decide(ctx.desk))[:TOGETHER]
    if not alike:
        return await inbox(ctx)
    shown = [(one.id, one.version) for one in alike]
    return Screen(
        at=act("decide.together"),
        lines=(
            ctx.say("decide.together", count=len(alike)),
            BLANK,
            *[await card.title_line(ctx, one) for one in alike],
        ),
        rows=(
            (ctx.button("decide.together-yes", "decide.together-yes", fingerprint(shown)),),
            (ctx.button("common.back", "decide.inbox"),),
        ),
    )
