"""What the home card offers to a unit's clerk: entering signed papers."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.entries import Entries
from core.usecases import proxying


async def entries(ctx: Context) -> Entries:
    if not await proxying.enters(ctx.desk):
        return Entries()
    return Entries(rows=((ctx.button("paper.home-button", "paper.start"),),))
