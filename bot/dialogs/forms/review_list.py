"""The forms that wait for a comment: the list, and those that may be agreed as one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.dialogs import pages
from bot.dialogs.context import Context
from bot.dialogs.forms import card
from bot.dialogs.parts import home_row
from bot.dialogs.screen import BLANK, Row, Screen, act
from bot.dialogs.words import closing
from core.usecases import reviewing
from core.usecases import together as together_

TOGETHER = 20


async def inbox(ctx: Context) -> Screen:
    return await page(ctx, 0)


async def page(ctx: Context, number: int) -> Screen:
    """All forms that wait for a comment, by name, total and own class."""
    waiting = (await reviewing.inbox(ctx.desk)).to_comment
    if not waiting:
        return Screen(
            at=act("comment.inbox"), lines=(ctx.say("comment.none"),), rows=(home_row(ctx),)
        )
    until = ctx.desk.closings(waiting[0].month).comment
    alike = len(await together_.to_comment(ctx.desk))
    together_row: Row = (
        (ctx.button("comment.together-button", "comment.together", count=alike),)
        if alike > 1
        else ()
    )
    return await pages.of_forms(
        ctx,
        waiting,
        number,
        ctx.say("comment.title", count=len(waiting), until=closing(until)),
        form_step="comment.form",
        page_step="comment.page",
        together=together_row,
    )


async def together(ctx: Context) -> Screen:
    """Forms without differences, each by name and total, before they are agreed as one."""
    alike = (await together_.to_comment(ctx.desk))[:TOGETHER]
    if not alike:
        return await inbox(ctx)
    shown = [(one.id, one.version) for one in alike]
    return Screen(
        at=act("comment.together"),
        lines=(
            ctx.say("comment.together", count=len(alike)),
            BLANK,
            *[await card.title_line(ctx, one) for one in alike],
            BLANK,
            ctx.say("comment.together-text", text=ctx.words.text("comment.ready-1")),
        ),
        rows=(
            (ctx.button("comment.together-yes", "comment.together-yes", fingerprint(shown)),),
            (ctx.button("common.back", "comment.inbox"),),
        ),
    )


def fingerprint(shown: Sequence[tuple[int, int]]) -> str:
    """Short proof of which forms, at which versions, stood on the screen."""
    return hashlib.sha256(repr(list(shown)).encode()).hexdigest()[:16]
