"""Where a line stands: the list to go back to after it was changed."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.screen import Screen
from bot.dialogs.weeks import week, week_parts, week_paste, week_review
from core.schedule import Schedule


async def whole(ctx: Context, one: Schedule, *, pasted: bool, number: int | None = None) -> Screen:
    if one.person != ctx.desk.actor:
        return await week_review.screen(ctx, one, 0)
    if pasted and one.pasted:
        return await week_paste.screen(ctx, one, 0)
    return await week.card(ctx, one, week_parts.page_of(one, number))
