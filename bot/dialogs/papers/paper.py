"""The unit's clerk types a signed paper: whose it is, then a group of points a card."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.dialogs import pages
from bot.dialogs.absences.absence_parts import names, search, search_line, turn
from bot.dialogs.context import Context
from bot.dialogs.papers import paper_sum
from bot.dialogs.papers.paper_parts import who
from bot.dialogs.parts import home_row, listed, score_line
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act
from bot.dialogs.words import points as spoken
from core import drafting, errors, scoring
from core.evaluation import Evaluation
from core.forms import Form, Group
from core.usecases import proxying

CODE_BEGINS = 4
"""Digits of year and month: whoever types them types a code and not a name."""
HALF, SMALL = Decimal("0.5"), Decimal("0.25")


async def inbox(ctx: Context, number: int) -> Screen:
    """The code of a paper, or somebody who has not sent, those without a chat first."""
    known = await proxying.waiting(ctx.desk)
    part, number = pages.of(known, number)
    key = "paper.waiting" if known else "paper.all-sent"
    return Screen(
        at=act("paper", number),
        ask=act("paper.code"),
        lines=(
            ctx.say("paper.first" if known else "paper.first-all-sent"),
            ctx.say(key, count=len(known), month=ctx.desk.month),
        ),
        rows=(
            *await _people_rows(ctx, part),
            *turn(ctx, known, number, "paper"),
            home_row(ctx),
        ),
    )


async def start(ctx: Context) -> Screen:
    return await inbox(ctx, 0)


async def code(ctx: Context, *, typed: str) -> Screen:
    """The printed code, else a name or a person's code to be chosen by."""
    if typed.lstrip()[:CODE_BEGINS].isdecimal():
        return await next_group(ctx, await proxying.by_code(ctx.desk, typed))
    known = {one.person: one for one in await proxying.waiting(ctx.desk)}
    found = await search(ctx, known, typed)
    if not found:
        raise errors.BadInput("paper.code", text=typed)
    if len(found) == 1:
        return await open_(ctx, found[0])
    rows = await _people_rows(ctx, [known[person] for person in found[: pages.PAGE]])
    return Screen(
        at=act("paper", 0),
        ask=act("paper.code"),
        lines=(ctx.say("paper.which"), search_line(ctx, found, typed)),
        rows=(*rows, home_row(ctx)),
    )


async def open_(ctx: Context, person: str) -> Screen:
    return await next_group(ctx, await proxying.begin(ctx.desk, person))


async def group(ctx: Context, evaluation: int, group_id: str) -> Screen:
    one = await proxying.open_draft(ctx.desk, evaluation)
    return await _group_card(ctx, one, group_id)


async def typed(ctx: Context, evaluation: int, group_id: str, *, typed: str) -> Screen:
    """The whole group in the order of the paper, or single items as ``1.2=2,5``."""
    one = await proxying.open_draft(ctx.desk, evaluation)
    form = ctx.desk.form(one.form)
    if "=" in typed or ":" in typed:
        values = dict(scoring.parse_batch(typed, form))
    else:
        values = dict(scoring.parse_row(typed, form.group(group_id)))
    stored = await proxying.change(
        ctx.desk, evaluation, lambda draft, form: drafting.give_many(draft, form, values)
    )
    return (await _after(ctx, stored, group_id)).told(
        ctx.say("score.heard", values=listed(values))
    )


async def maximum(ctx: Context, evaluation: int, group_id: str) -> Screen:
    """Its items stand on the card that the button is on."""

    def give(draft: Evaluation, form: Form) -> Evaluation:
        shown = drafting.show_group(draft, form, group_id)
        return drafting.give_group_maximum(shown, form, group_id)

    stored = await proxying.change(ctx.desk, evaluation, give)
    count = len(ctx.desk.form(stored.form).group(group_id).criteria)
    said = ctx.say("score.all-maximum", id=group_id, count=count)
    return (await _after(ctx, stored, group_id)).told(said)


async def next_group(ctx: Context, one: Evaluation) -> Screen:
    """The first group that has an item without points, else the summary."""
    left = drafting.unanswered(one, ctx.desk.form(one.form))
    if not left:
        return await paper_sum.next_step(ctx, one)
    return await _group_card(ctx, one, left[0].group)


async def _after(ctx: Context, one: Evaluation, group_id: str) -> Screen:
    """The next open group behind this one; this one again while it is not full."""
    form = ctx.desk.form(one.form)
    left = [criterion.group for criterion in drafting.unanswered(one, form)]
    if group_id in left:
        return await _group_card(ctx, one, group_id)
    order = [each.id for each in form.groups]
    later = [each for each in left if order.index(each) > order.index(group_id)]
    if later:
        return await _group_card(ctx, one, later[0])
    return await next_group(ctx, one)


async def _group_card(ctx: Context, one: Evaluation, group_id: str) -> Screen:
    form = ctx.desk.form(one.form)
    shown = form.group(group_id)
    return Screen(
        at=act("paper.group", one.id, group_id),
        ask=act("paper.typed", one.id, group_id),
        takes=act("paper.photo", one.id),
        lines=(
            ctx.say("paper.group", id=group_id, count=len(shown.criteria), example=example(shown)),
            await who(ctx, one),
            BLANK,
            ctx.say("score.group", id=shown.id, label=shown.label, max=shown.max),
            *(
                score_line(
                    criterion,
                    one.own.points.get(criterion.id),
                    ctx.words.text("score.not-given", max=criterion.max),
                )
                for criterion in shown.criteria
            ),
            BLANK,
            *_hint(ctx, shown),
        ),
        rows=_group_rows(ctx, one, form, shown),
    )


def example(group: Group) -> str:
    """ "3 3 3 3 2,5": an answer that would be taken."""
    *first, last = [criterion.max for criterion in group.criteria]
    return " ".join([*map(spoken, first), spoken(last - (HALF if last > HALF else SMALL))])


def _hint(ctx: Context, group: Group) -> tuple[Line, ...]:
    first = group.criteria[0]
    if len(group.criteria) == 1:
        return (ctx.say("paper.group-photo"),)
    lower = first.max - (HALF if first.max > HALF else SMALL)
    said = ctx.say("paper.group-hint", example=f"{first.id}={spoken(lower)}")
    return (said, ctx.say("paper.group-photo"))


def _group_rows(ctx: Context, one: Evaluation, form: Form, shown: Group) -> tuple[Row, ...]:
    order = [each.id for each in form.groups]
    place = order.index(shown.id)
    before: Row = ()
    if place > 0:
        before = (ctx.button("score.group-before", "paper.group", one.id, order[place - 1]),)
    after: Row = ()
    if place + 1 < len(order):
        after = (ctx.button("score.group-after", "paper.group", one.id, order[place + 1]),)
    rows: tuple[Row, ...] = (
        (ctx.button("score.group-maximum", "paper.max", one.id, shown.id),),
        (*before, *after),
        (ctx.button("score.summary-button", "paper.sum", one.id), *home_row(ctx)),
    )
    return tuple(row for row in rows if row)


async def _people_rows(ctx: Context, known: Sequence[proxying.Waiting]) -> list[Row]:
    labels = await names(ctx, [one.person for one in known])
    rows: list[Row] = []
    for one in known:
        key = "paper.person-begun" if one.begun else "paper.person"
        if not one.has_chat and not one.begun:
            key = "paper.person-alone"
        label = ctx.words.text(key, name=labels[one.person])
        rows.append((Button(label, act("paper.open", one.person)),))
    return rows
