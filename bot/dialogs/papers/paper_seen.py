"""The signed paper behind a form, for those who read the form; and what they are told of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.dialogs.context import Context
from bot.dialogs.forms import decide, mine, review
from bot.dialogs.parts import CLIP, clip, notice_card, total_line
from bot.dialogs.screen import Document, Row, Screen
from bot.dialogs.words import closing, instant
from core import drafting, lifecycle
from core.evaluation import RETURNED, Evaluation
from core.ports import Notice, StoredFile
from core.usecases import proxying, reviewing


async def of_mine(ctx: Context, evaluation: int) -> Screen:
    return await _with_photos(ctx, evaluation, mine.show)


async def to_comment(ctx: Context, evaluation: int) -> Screen:
    return await _with_photos(ctx, evaluation, review.form)


async def to_decide(ctx: Context, evaluation: int) -> Screen:
    return await _with_photos(ctx, evaluation, decide.form)


async def _with_photos(
    ctx: Context, evaluation: int, card: Callable[[Context, int], Awaitable[Screen]]
) -> Screen:
    """The same card again, below the pages of the paper."""
    found = await proxying.photos(ctx.desk, evaluation)
    return replace(await card(ctx, evaluation), documents=tuple(map(_document, found)))


def _document(page: StoredFile) -> Document:
    return Document(page.name, page.content, photo=page.mime.startswith("image/"))


async def notice(ctx: Context, said: Notice) -> Screen | None:
    """To the subject what was sent in his or her name; to the clerk what became of it."""
    evaluation = int(said.facts["evaluation"] or 0)
    if said.kind == "paper.entered":
        one = await reviewing.glimpse(ctx.desk, evaluation)
        return None if one is None else await _entered(ctx, one)
    known = await proxying.is_entered_for(ctx.desk, evaluation)
    if known is None:
        return None
    if said.kind == "paper.returned":
        return await _returned(ctx, known)
    if known.state not in drafting.EDITABLE:
        return None  # sent again meanwhile
    name = await ctx.name(known.person)
    return notice_card(ctx, (ctx.say("paper.told-withdrawn", name=name, month=known.month),), ())


async def _entered(ctx: Context, one: Evaluation) -> Screen | None:
    sent = one.submission
    if sent is None or sent.entered_by is None or one.person != ctx.desk.actor:
        return None
    closings = ctx.desk.closings(one.month)
    form = ctx.desk.form(one.form)
    row: Row = (ctx.button("notice.mine-button", "mine", one.id),)
    how = ctx.say("paper.told-closed")
    if lifecycle.may_withdraw(one, closings, ctx.desk.now):
        row += (ctx.button("mine.withdraw-button", "mine.withdraw-ask", one.id, one.version),)
        how = ctx.say("paper.told-open", until=closing(closings.self_step))
    name = await ctx.name(sent.entered_by)
    key = "summary.total-expected" if form.leader else "summary.total"
    return notice_card(
        ctx,
        (
            ctx.say("paper.told", name=name, month=one.month),
            ctx.say("mine.receipt", code=sent.code, at=instant(sent.at)),
            ctx.say("summary.common", points=sum(sent.own.points.values()), max=form.common_max),
            total_line(ctx, key, sent.total, sent.band),
            ctx.say("summary.own-class", own=sent.own_class),
            how,
        ),
        row,
    )


async def _returned(ctx: Context, one: Evaluation) -> Screen | None:
    back = one.returned
    if back is None or one.state != RETURNED:
        return None
    name = await ctx.name(one.person)
    return notice_card(
        ctx,
        (
            ctx.say("paper.told-returned", name=name, month=one.month, until=closing(back.until)),
            ctx.say(
                "notice.returned-why", name=await ctx.name(back.by), text=clip(back.reason, CLIP)
            ),
        ),
        (ctx.button("paper.enter-again-button", "paper.open", one.person),),
    )
