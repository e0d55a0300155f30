"""What a form entered from paper shows: to the clerk under way, to those who read it later."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.screen import Line, Row
from core.evaluation import Evaluation


async def who(ctx: Context, one: Evaluation) -> Line:
    """On every card of the clerk: in whose name, and that it is from paper."""
    name = await ctx.name(one.person)
    return ctx.say("paper.who", name=name, form=one.form, month=one.month)


async def entered_by(ctx: Context, one: Evaluation) -> tuple[Line, ...]:
    """Said to subject, commenter and decider; nothing of a form that its subject sent."""
    sent = one.submission
    if sent is None or sent.entered_by is None:
        return ()
    name = await ctx.name(sent.entered_by)
    return (ctx.say("paper.entered-by", name=name, count=len(sent.photos)),)


def photo_rows(ctx: Context, one: Evaluation, step: str) -> tuple[Row, ...]:
    """*step* shows the same card with the photos of the signed paper."""
    if one.submission is None or not one.submission.photos:
        return ()
    return ((ctx.button("paper.photos-button", step, one.id),),)
