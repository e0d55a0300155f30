"""The morning digest, on or off for oneself."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import home_row
from bot.dialogs.screen import Screen, act
from core.usecases import mornings


async def off(ctx: Context) -> Screen:
    await mornings.choose(ctx.desk, wanted=False)
    return _said(ctx, "digest.is-off", "digest.on-button", "digest.on")


async def on(ctx: Context) -> Screen:
    await mornings.choose(ctx.desk, wanted=True)
    return _said(ctx, "digest.is-on", "digest.off-button", "digest.off")


def _said(ctx: Context, key: str, label: str, step: str) -> Screen:
    return Screen(
        at=act("work.list"),
        lines=(ctx.say(key),),
        rows=((ctx.button(label, step),), home_row(ctx)),
    )
