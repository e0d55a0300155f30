"""The head chooses who comments, where several deputies might (domain §7 rule 4)."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.forms import card
from bot.dialogs.parts import home_row
from bot.dialogs.screen import Button, Screen, act
from core.usecases import reviewing


async def inbox(ctx: Context) -> Screen:
    waiting = (await reviewing.inbox(ctx.desk)).to_pick
    if not waiting:
        return Screen(
            at=act("pick.inbox"), lines=(ctx.say("comment.none"),), rows=(home_row(ctx),)
        )
    one = waiting[0]
    deputies = one.route.commenter if one.route else ()
    return Screen(
        at=act("pick.inbox"),
        lines=(ctx.say("pick.title", count=len(waiting)), await card.title_line(ctx, one)),
        rows=(
            *(
                (Button(deputy.name, act("pick.set", one.id, one.version, deputy.code)),)
                for deputy in deputies
            ),
            home_row(ctx),
        ),
    )


async def choose(ctx: Context, evaluation: int, version: int, deputy: str) -> Screen:
    await reviewing.pick(ctx.desk, evaluation, version, deputy)
    shown = await inbox(ctx)
    return shown.told(ctx.say("pick.done", name=await ctx.name(deputy)))
