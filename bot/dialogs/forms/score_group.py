"""A whole group on one card: its items with points, the maximum in one tap, pre-fill."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.forms import score_sum
from bot.dialogs.forms.score_parts import standing
from bot.dialogs.parts import example, home_row, listed, score_line
from bot.dialogs.screen import BLANK, Action, Button, Line, Row, Screen, act, in_rows
from core import drafting
from core.evaluation import Evaluation
from core.forms import Criterion, Form, Group
from core.usecases import scoring as own_form

PREFILLED = " ↺"


async def group(ctx: Context, evaluation: int, group_id: str) -> Screen:
    """All items of a group with their points; shown once, it may be answered in one tap."""
    one = await own_form.change(
        ctx.desk, evaluation, lambda draft, form: drafting.show_group(draft, form, group_id)
    )
    drafting.check_editable(one)
    form = ctx.desk.form(one.form)
    shown = form.group(group_id)
    return Screen(
        at=act("score.group", evaluation, group_id),
        ask=act("score.typed-many", evaluation),
        lines=(
            ctx.say("score.group", id=shown.id, label=shown.label, max=shown.max),
            *standing(ctx, one, form),
            BLANK,
            *(_group_item(ctx, one, criterion) for criterion in shown.criteria),
            BLANK,
            ctx.say("score.group-hint", example=example(shown)),
        ),
        rows=_group_rows(ctx, one, form, shown),
    )


async def group_maximum(ctx: Context, evaluation: int, group_id: str) -> Screen:
    """Says which lower points it replaced, so that nobody loses one unawares."""
    before = (await own_form.own(ctx.desk, evaluation)).own.points
    stored = await own_form.change(
        ctx.desk,
        evaluation,
        lambda draft, form: drafting.give_group_maximum(draft, form, group_id),
    )
    criteria = ctx.desk.form(stored.form).group(group_id).criteria
    replaced = {
        one.id: before[one.id] for one in criteria if before.get(one.id, one.max) < one.max
    }
    said = ctx.say("score.all-maximum", id=group_id, count=len(criteria))
    if replaced:
        said = ctx.say("score.all-maximum-replaced", id=group_id, values=listed(replaced))
    return (await _after_group(ctx, stored, group_id)).told(said)


async def next_group(ctx: Context, evaluation: int, group_id: str) -> Screen:
    return await _after_group(ctx, await own_form.own(ctx.desk, evaluation), group_id)


async def prefill(ctx: Context, evaluation: int) -> Screen:
    one = await own_form.prefill(ctx.desk, evaluation)
    form = ctx.desk.form(one.form)
    first = await group(ctx, one.id, form.groups[0].id)
    lowered = [
        criterion.id for criterion in form.criteria if criterion.id in one.own.lowered_before
    ]
    told = [ctx.say("score.prefilled", month=one.month.shift(-1), count=len(one.own.points))]
    if lowered:
        told.append(ctx.say("score.lowered", ids=", ".join(lowered)))
    return first.told(*told)


async def _after_group(ctx: Context, one: Evaluation, group_id: str) -> Screen:
    form = ctx.desk.form(one.form)
    order = [each.id for each in form.groups]
    place = order.index(form.group(group_id).id)
    if place + 1 < len(order):
        return await group(ctx, one.id, order[place + 1])
    return await score_sum.next_step(ctx, one)


def _group_item(ctx: Context, one: Evaluation, criterion: Criterion) -> Line:
    mark = PREFILLED if criterion.id in one.own.prefilled else ""
    missing = ctx.words.text("score.not-given", max=criterion.max)
    return score_line(criterion, one.own.points.get(criterion.id), missing, mark)


def _group_rows(ctx: Context, one: Evaluation, form: Form, shown: Group) -> tuple[Row, ...]:
    order = [each.id for each in form.groups]
    place = order.index(shown.id)
    turn: list[Button] = []
    if place > 0:
        turn.append(ctx.button("score.group-before", "score.group", one.id, order[place - 1]))
    last = place + 1 == len(order)
    key = "score.to-summary" if last else "score.group-after"
    turn.append(ctx.button(key, "score.next-group", one.id, shown.id))
    jumps = (
        Button(f"{criterion.id}", Action("score.item", (str(one.id), criterion.id)))
        for criterion in shown.criteria
    )
    maximum: Row = (ctx.button("score.group-maximum", "score.group-max", one.id, shown.id),)
    leave: Row = (
        ctx.button("score.summary-button", "score.summary", one.id),
        *home_row(ctx),
    )
    return (maximum, *in_rows(jumps, 4), tuple(turn), leave)
