"""What the home card says of absences: those that wait for my answer."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.entries import Entries
from core.usecases import absence_views


async def entries(ctx: Context) -> Entries:
    count = len(await absence_views.waiting(ctx.desk))
    if not count:
        return Entries()
    return Entries(
        lines=(ctx.say("absence.home", count=count),),
        rows=((ctx.button("absence.home-button", "absence.inbox", count=count),),),
    )
