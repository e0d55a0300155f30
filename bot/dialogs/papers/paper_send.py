"""What comes in beside the points of a paper, its photos and notes; its sending or its end."""

from __future__ import annotations

import re

from bot.dialogs.context import Context
from bot.dialogs.papers import paper, paper_sum
from bot.dialogs.papers.paper_parts import who
from bot.dialogs.parts import notes_of
from bot.dialogs.screen import Screen, Upload, act
from bot.dialogs.words import instant
from core import drafting, errors
from core.evaluation import Evaluation
from core.forms import Form
from core.scoring import RESULT
from core.usecases import proxying

_NOTE = re.compile(r"\s*([\w.]+)\s*[:=]\s*(\S.*)", re.DOTALL)


async def note(ctx: Context, evaluation: int) -> Screen:
    """What is written in the paper's last column, or beside part II."""
    one = await proxying.open_draft(ctx.desk, evaluation)
    return Screen(
        at=act("paper.note", evaluation),
        ask=act("paper.note-typed", evaluation),
        takes=act("paper.photo", evaluation),
        lines=(
            ctx.say("paper.note"),
            await who(ctx, one),
            *notes_of(one.own.notes, sorted(one.own.notes)),
            *paper_sum.objection(ctx, one),
        ),
        rows=(paper_sum.leave(ctx, one),),
    )


async def note_typed(ctx: Context, evaluation: int, *, typed: str) -> Screen:
    found = _NOTE.fullmatch(typed)
    if found is None:
        raise errors.BadInput("paper.note")
    id_, text = found[1].rstrip("."), found[2]

    def write(draft: Evaluation, form: Form) -> Evaluation:
        if id_.upper() == RESULT:
            return drafting.object_to_tasks(draft, text)
        return drafting.note(draft, form, id_, text)

    await proxying.change(ctx.desk, evaluation, write)
    shown = await note(ctx, evaluation)
    return shown.told(ctx.say("score.note-kept", id=id_))


async def photo(ctx: Context, evaluation: int, *, file: Upload) -> Screen:
    """A page, whatever the card: the last look when nothing else is missing."""
    one = await proxying.attach(
        ctx.desk, evaluation, file.kind, file.name, file.mime, file.content
    )
    said = ctx.say("paper.photo-kept", count=paper_sum.photos(one))
    if drafting.unanswered(one, ctx.desk.form(one.form)):
        return (await paper.next_group(ctx, one)).told(said)
    return (await paper_sum.next_step(ctx, one)).told(said)


async def drop_photos(ctx: Context, evaluation: int) -> Screen:
    await proxying.drop_photos(ctx.desk, evaluation)
    return await paper_sum.summary(ctx, evaluation)


async def submit(ctx: Context, evaluation: int, version: int) -> Screen:
    """The receipt is for the paper: the form itself is no longer the clerk's to see."""
    one = await proxying.submit(ctx.desk, evaluation, version)
    sent = one.submission
    name = await ctx.name(one.person)
    code, at = (sent.code, instant(sent.at)) if sent else ("", "")
    said = ctx.say("paper.sent", name=name, month=one.month)
    return (await paper.start(ctx)).told(said, ctx.say("paper.receipt", code=code, at=at))


async def drop_ask(ctx: Context, evaluation: int, version: int) -> Screen:
    one = await proxying.open_draft(ctx.desk, evaluation)
    return Screen(
        at=act("paper.drop-ask", evaluation, version),
        lines=(ctx.say("paper.drop"), await who(ctx, one)),
        rows=(
            (ctx.button("paper.drop-yes", "paper.drop", evaluation, version),),
            (ctx.button("common.back", "paper.sum", evaluation),),
        ),
    )


async def drop(ctx: Context, evaluation: int, version: int) -> Screen:
    await proxying.drop(ctx.desk, evaluation, version)
    return (await paper.start(ctx)).told(ctx.say("paper.dropped"))
