"""The forms that wait for a decision, those decided already, those decided as one."""

from __future__ import annotations

from bot.dialogs import card
from bot.dialogs.context import Context
from bot.dialogs.parts import home_row
from bot.dialogs.review_list import LIST, TOGETHER, fingerprint
from bot.dialogs.screen import BLANK, Button, Row, Screen, act
from bot.dialogs.words import closing
from core.usecases import deciding, reviewing
from core.usecases import together as together_


async def inbox(ctx: Context) -> Screen:
    waiting = (await reviewing.inbox(ctx.desk)).to_decide
    if not waiting:
        return Screen(
            at=act("decide.inbox"), lines=(ctx.say("decide.none"),), rows=(home_row(ctx),)
        )
    until = ctx.desk.closings(waiting[0].month).decide
    rows: list[Row] = [
        (Button(await card.title(ctx, one), act("decide.form", one.id)),) for one in waiting[:LIST]
    ]
    alike = await together_.to_decide(ctx.desk)
    if len(alike) > 1:
        rows.append((ctx.button("decide.together-button", "decide.together", count=len(alike)),))
    return Screen(
        at=act("decide.inbox"),
        lines=(
            ctx.say("decide.title", count=len(waiting), until=closing(until)),
            *(
                (ctx.say("comment.more", count=len(waiting) - LIST),)
                if len(waiting) > LIST
                else ()
            ),
        ),
        rows=(*rows, home_row(ctx)),
    )


async def done(ctx: Context) -> Screen:
    """What this person decided this month; from here a new version is made (T8)."""
    decided = await deciding.decided_this_month(ctx.desk)
    rows: list[Row] = []
    for one in decided[:LIST]:
        final = one.decision.final_class if one.decision else None
        name = await ctx.name(one.person)
        key = "decide.done-button" if final else "decide.done-not-rated"
        rows.append((ctx.button(key, "decide.form", one.id, name=name, final=final or ""),))
    return Screen(
        at=act("decide.done"),
        lines=(ctx.say("decide.done", count=len(decided)),),
        rows=(*rows, home_row(ctx)),
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
