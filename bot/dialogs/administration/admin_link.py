"""A link code shown once, and a lost phone unlinked."""

from __future__ import annotations

from bot.dialogs.administration import admin
from bot.dialogs.administration.admin_parts import back_to, channel_name
from bot.dialogs.context import Context
from bot.dialogs.screen import Line, Screen, act
from core.usecases import staffing


async def code(ctx: Context, person: str) -> Screen:
    """Shown again, the card is the person's, without the code."""
    spelled = ctx.invitations.code()
    await staffing.issue_code(ctx.desk, person, spelled, staffing.ON_SCREEN)
    until = ctx.desk.now + staffing.ON_SCREEN
    lines: list[Line] = [
        ctx.say("admin.code", name=await ctx.name(person)),
        ctx.say("admin.code-is", code=spelled),
    ]
    if link := ctx.invitations.link(spelled):
        lines.append(ctx.say("admin.code-link", link=link))
    lines.append(ctx.say("admin.code-until", until=until))
    return Screen(at=act("admin.person", person), lines=tuple(lines), rows=(back_to(ctx, person),))


async def cut_ask(ctx: Context, person: str, channel: str, address: str) -> Screen:
    await staffing.linked(ctx.desk, person, channel, address)
    return Screen(
        at=act("admin.cut-ask", person, channel, address),
        lines=(
            ctx.say(
                "admin.cut-ask", channel=channel_name(ctx, channel), name=await ctx.name(person)
            ),
            ctx.say("admin.cut-then"),
        ),
        rows=(
            (ctx.button("admin.cut-yes", "admin.cut", person, channel, address),),
            back_to(ctx, person),
        ),
    )


async def cut(ctx: Context, person: str, channel: str, address: str) -> Screen:
    await staffing.unlink(ctx.desk, person, channel, address)
    said = ctx.say("admin.cut", channel=channel_name(ctx, channel), name=await ctx.name(person))
    return (await admin.person(ctx, person)).told(said)
