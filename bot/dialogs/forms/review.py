"""The commenter: the waiting forms one after another, agree, write, propose, return, choose."""

from __future__ import annotations

from decimal import Decimal

from bot.dialogs.context import Context
from bot.dialogs.forms import card, full, review_list, why
from bot.dialogs.papers import paper_parts
from bot.dialogs.parts import criterion_buttons, example, home_row, listed
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act
from bot.dialogs.units import picker
from core import errors, lifecycle, scoring
from core.evaluation import Evaluation
from core.usecases import reviewing, together

READY = (1, 2, 3)
READY_WITH_POINTS = (4,)


async def form(ctx: Context, evaluation: int) -> Screen:
    opened = await reviewing.open_to(ctx.desk, evaluation, "comment")
    one = opened.one
    if opened.role == reviewing.DECIDER or not reviewing.can_comment(ctx.desk, one):
        raise errors.Stale("form.moved-on", state=one.state, month=one.month)
    rows: list[Row] = [
        (
            ctx.button(
                f"comment.ready-button-{number}", "comment.agree", one.id, one.version, number
            ),
        )
        for number in ready_for(one)
    ]
    rows += [
        (
            ctx.button("comment.write-button", "comment.write", one.id, one.version),
            ctx.button(
                "comment.propose-button", "comment.propose", one.id, opened.form.groups[0].id
            ),
        ),
    ]
    seen: list[Button] = [
        ctx.button("comment.full-button", "comment.full", one.id, opened.form.groups[0].id),
        ctx.button("why.button", "comment.tasks", one.id, 0),
    ]
    rows.append(tuple(seen))
    rows += paper_parts.photo_rows(ctx, one, "comment.photos")
    if lifecycle.may_return(one, ctx.desk.closings(one.month), ctx.desk.now):
        rows.append((ctx.button("comment.return-button", "comment.return", one.id, one.version),))
    rows.append((ctx.button("comment.list-button", "comment.inbox"), *home_row(ctx)))
    return Screen(
        at=act("comment.form", evaluation),
        lines=(
            ctx.say("comment.do-points" if ready_for(one) == READY_WITH_POINTS else "comment.do"),
            *await card.body(ctx, opened),
        ),
        rows=tuple(rows),
    )


async def agree(ctx: Context, evaluation: int, version: int, number: int) -> Screen:
    """A ready sentence, in one tap; with other points proposed it does not say "nhất trí"."""
    one = (await reviewing.open_to(ctx.desk, evaluation, "comment")).one
    if number not in ready_for(one):
        raise errors.Stale("card.old", month=one.month)
    text = ctx.words.text(f"comment.ready-{number}")
    return await _sent(ctx, await reviewing.comment(ctx.desk, evaluation, version, text))


async def write(ctx: Context, evaluation: int, version: int) -> Screen:
    one = (await reviewing.open_to(ctx.desk, evaluation, "comment")).one
    return Screen(
        at=act("comment.write", evaluation, version),
        ask=act("comment.typed", evaluation, version),
        lines=(
            ctx.say("comment.write", name=await ctx.name(one.person)),
            ctx.say("comment.limit", limit=lifecycle.TEXT_LIMIT),
        ),
        rows=((ctx.button("common.back", "comment.form", evaluation),),),
    )


async def typed(ctx: Context, evaluation: int, version: int, *, typed: str) -> Screen:
    return await _sent(ctx, await reviewing.comment(ctx.desk, evaluation, version, typed))


async def propose(ctx: Context, evaluation: int, group: str) -> Screen:
    """Other points, by button or typed; gathered until the comment is sent."""
    opened = await reviewing.open_to(ctx.desk, evaluation, "comment")
    one, shown = opened.one, opened.form.group(group)
    gathered = one.comment_draft.points if one.comment_draft else {}
    groups: Row = tuple(
        ctx.button("full.group-button", "comment.propose", one.id, each.id, id=each.id)
        for each in opened.form.groups
        if each.id != group
    )
    return Screen(
        at=act("comment.propose", evaluation, group),
        ask=act("comment.propose-typed", evaluation, one.version),
        lines=(
            ctx.say("comment.propose", name=await ctx.name(one.person)),
            ctx.say("score.group", id=shown.id, label=shown.label, max=shown.max),
            BLANK,
            *card.own_against(ctx, opened.form, shown.id, one.own.points, gathered),
            BLANK,
            ctx.say("comment.propose-hint", example=example(shown)),
        ),
        rows=(
            *criterion_buttons(opened.form, group, "comment.item", one.id),
            groups,
            (ctx.button("comment.propose-done", "comment.form", one.id),),
        ),
    )


async def item(ctx: Context, evaluation: int, criterion: str) -> Screen:
    opened = await reviewing.open_to(ctx.desk, evaluation, "comment")
    one, wanted = opened.one, opened.form.criterion(criterion)
    return picker.screen(
        ctx,
        opened,
        wanted,
        "comment.set",
        at=act("comment.item", evaluation, criterion),
        ask=act("comment.item-typed", evaluation, one.version, criterion),
        back_to=act("comment.propose", evaluation, wanted.group),
    )


async def set_points(
    ctx: Context, evaluation: int, version: int, criterion: str, points: Decimal
) -> Screen:
    one = await reviewing.propose(ctx.desk, evaluation, version, {criterion: points})
    return await propose(ctx, one.id, ctx.desk.form(one.form).criterion(criterion).group)


async def item_typed(
    ctx: Context, evaluation: int, version: int, criterion: str, *, typed: str
) -> Screen:
    return await set_points(ctx, evaluation, version, criterion, scoring.parse_points(typed))


async def propose_typed(ctx: Context, evaluation: int, version: int, *, typed: str) -> Screen:
    one = (await reviewing.open_to(ctx.desk, evaluation, "comment")).one
    values = dict(scoring.parse_batch(typed, ctx.desk.form(one.form)))
    stored = await reviewing.propose(ctx.desk, evaluation, version, values)
    last = list(values)[-1]
    shown = await propose(ctx, stored.id, ctx.desk.form(stored.form).criterion(last).group)
    return shown.told(ctx.say("score.heard", values=listed(values)))


async def return_(ctx: Context, evaluation: int, version: int) -> Screen:
    one = (await reviewing.open_to(ctx.desk, evaluation, "comment")).one
    return Screen(
        at=act("comment.return", evaluation, version),
        ask=act("comment.return-typed", evaluation, version),
        lines=(ctx.say("comment.return", name=await ctx.name(one.person)),),
        rows=((ctx.button("common.back", "comment.form", evaluation),),),
    )


async def return_typed(ctx: Context, evaluation: int, version: int, *, typed: str) -> Screen:
    one = await reviewing.send_back(ctx.desk, evaluation, version, typed)
    return await _next(ctx, ctx.say("comment.returned", name=await ctx.name(one.person)))


async def full_form(ctx: Context, evaluation: int, group: str) -> Screen:
    one = (await reviewing.open_to(ctx.desk, evaluation, "comment")).one
    return full.screen(ctx, one, group, None, "comment.full", act("comment.form", evaluation))


async def tasks(ctx: Context, evaluation: int, page: int) -> Screen:
    opened = await reviewing.open_to(ctx.desk, evaluation, "comment")
    one = opened.one
    if one.submission is None:
        raise errors.Stale("form.moved-on", state=one.state, month=one.month)
    back_to = act("comment.form", evaluation)
    return why.screen(ctx, one, one.submission.result, page, "comment.tasks", back_to)


async def together_yes(ctx: Context, seen: str) -> Screen:
    alike = (await together.to_comment(ctx.desk))[: review_list.TOGETHER]
    shown = [(one.id, one.version) for one in alike]
    if review_list.fingerprint(shown) != seen:
        raise errors.Stale("list.changed")
    done = await together.agree(ctx.desk, shown, ctx.words.text("comment.ready-1"))
    return await _next(ctx, ctx.say("comment.together-done", count=len(done)))


def ready_for(one: Evaluation) -> tuple[int, ...]:
    return READY_WITH_POINTS if one.comment_draft and one.comment_draft.points else READY


async def _sent(ctx: Context, one: Evaluation) -> Screen:
    return await _next(ctx, ctx.say("comment.sent", name=await ctx.name(one.person)))


async def _next(ctx: Context, done: Line) -> Screen:
    """After each act the next waiting form appears."""
    waiting = (await reviewing.inbox(ctx.desk)).to_comment
    shown = await form(ctx, waiting[0].id) if waiting else await review_list.inbox(ctx)
    return shown.told(done)
