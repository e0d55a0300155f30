"""The subject scores: one criterion a card, a group a card, typed answers, pre-fill."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from bot.dialogs.context import Context
from bot.dialogs.forms import score_group, score_sum
from bot.dialogs.forms.score_parts import standing
from bot.dialogs.parts import home_row, listed, point_buttons
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act, line
from bot.dialogs.words import points as spoken
from core import drafting, scoring
from core.evaluation import Evaluation
from core.forms import Criterion, Form
from core.usecases import scoring as own_form

FREE_STEP = Decimal("0.25")


async def open_(ctx: Context) -> Screen:
    """T1, then straight to the first criterion that has no points."""
    return await next_open(ctx, await own_form.open_draft(ctx.desk))


async def next_open(ctx: Context, one: Evaluation, after: str | None = None) -> Screen:
    """The next unanswered criterion behind *after*, then from the start, then the summary."""
    form = ctx.desk.form(one.form)
    open_ids = [criterion.id for criterion in drafting.unanswered(one, form)]
    if not open_ids:
        return await score_sum.next_step(ctx, one)
    order = [criterion.id for criterion in form.criteria]
    start = order.index(after) if after else -1
    later = [id_ for id_ in open_ids if order.index(id_) > start]
    return await _item_card(ctx, one, form.criterion((later or open_ids)[0]))


async def item(ctx: Context, evaluation: int, criterion: str) -> Screen:
    one = await own_form.own(ctx.desk, evaluation)
    drafting.check_editable(one)
    return await _item_card(ctx, one, ctx.desk.form(one.form).criterion(criterion))


async def set_points(
    ctx: Context, evaluation: int, version: int, criterion: str, points: Decimal
) -> Screen:
    return await _give(ctx, evaluation, version, criterion, points)


async def typed(ctx: Context, evaluation: int, criterion: str, *, typed: str) -> Screen:
    """One number for the criterion on the card, or several as ``1.1=2 1.2=1,5``."""
    one = await own_form.own(ctx.desk, evaluation)
    if "=" in typed or ":" in typed:
        return await typed_many(ctx, evaluation, typed=typed)
    return await _give(ctx, evaluation, one.version, criterion, scoring.parse_points(typed))


async def typed_many(ctx: Context, evaluation: int, *, typed: str) -> Screen:
    one = await own_form.own(ctx.desk, evaluation)
    values = dict(scoring.parse_batch(typed, ctx.desk.form(one.form)))
    stored = await own_form.change(
        ctx.desk, evaluation, lambda draft, form: drafting.give_many(draft, form, values)
    )
    heard = listed(values)
    return (await next_open(ctx, stored)).told(ctx.say("score.heard", values=heard))


async def _give(
    ctx: Context, evaluation: int, version: int, criterion: str, points: Decimal
) -> Screen:
    before = await own_form.own(ctx.desk, evaluation)
    was_complete = not drafting.unanswered(before, ctx.desk.form(before.form))
    stored = await own_form.change(
        ctx.desk,
        evaluation,
        lambda draft, form: drafting.give(draft, form, criterion, points, version),
    )
    if was_complete:
        group_id = ctx.desk.form(stored.form).criterion(criterion).group
        return await score_group.group(ctx, stored.id, group_id)
    return await next_open(ctx, stored, after=criterion)


async def clear(ctx: Context, evaluation: int, criterion: str) -> Screen:
    await own_form.change(
        ctx.desk, evaluation, lambda draft, form: drafting.clear(draft, form, criterion)
    )
    return await item(ctx, evaluation, criterion)


async def full(ctx: Context, evaluation: int, criterion: str) -> Screen:
    """The words of the paper, whole: the longest criterion is 614 characters."""
    one = await own_form.own(ctx.desk, evaluation)
    wanted = ctx.desk.form(one.form).criterion(criterion)
    section = (line(wanted.section),) if wanted.section else ()
    return Screen(
        at=act("score.full", evaluation, criterion),
        lines=(
            ctx.say("score.item", id=wanted.id, label=wanted.label, max=wanted.max),
            *section,
            BLANK,
            line(wanted.text),
            *(line(f"• {bullet}") for bullet in wanted.bullets),
        ),
        rows=((ctx.button("common.back", "score.item", evaluation, criterion),),),
    )


async def note(ctx: Context, evaluation: int, criterion: str) -> Screen:
    one = await own_form.own(ctx.desk, evaluation)
    drafting.check_editable(one)
    wanted = ctx.desk.form(one.form).criterion(criterion)
    known = one.own.notes.get(criterion)
    return Screen(
        at=act("score.note", evaluation, criterion),
        ask=act("score.note-typed", evaluation, criterion),
        lines=(
            ctx.say("score.note", id=wanted.id, label=wanted.label),
            *((ctx.say("score.note-known", note=known),) if known else ()),
        ),
        rows=((ctx.button("common.back", "score.item", evaluation, criterion),),),
    )


async def note_typed(ctx: Context, evaluation: int, criterion: str, *, typed: str) -> Screen:
    await own_form.change(
        ctx.desk, evaluation, lambda draft, form: drafting.note(draft, form, criterion, typed)
    )
    shown = await item(ctx, evaluation, criterion)
    return shown.told(ctx.say("score.note-kept", id=criterion))


async def _item_card(ctx: Context, one: Evaluation, criterion: Criterion) -> Screen:
    form = ctx.desk.form(one.form)
    ask = act("score.typed", one.id, criterion.id)
    return Screen(
        at=act("score.item", one.id, criterion.id),
        ask=ask,
        lines=(
            ctx.say("score.item", id=criterion.id, label=criterion.label, max=criterion.max),
            *_chosen(ctx, one, criterion),
            *standing(ctx, one, form),
            BLANK,
            ctx.say("score.item-hint", max=criterion.max, example=_example(criterion)),
        ),
        rows=_item_rows(ctx, one, form, criterion, await _may_prefill(ctx, one)),
    )


def _example(criterion: Criterion) -> str:
    return spoken(criterion.max - FREE_STEP)


def _chosen(ctx: Context, one: Evaluation, criterion: Criterion) -> tuple[Line, ...]:
    lines = []
    value = one.own.points.get(criterion.id)
    if value is not None:
        key = "score.chosen-before" if criterion.id in one.own.prefilled else "score.chosen"
        lines.append(ctx.say(key, points=value))
    if criterion.id in one.own.lowered_before & one.own.prefilled:
        lines.append(ctx.say("score.lowered-item"))
    if criterion.id in one.own.notes:
        lines.append(ctx.say("score.note-known", note=one.own.notes[criterion.id]))
    return tuple(lines)


def _item_rows(
    ctx: Context, one: Evaluation, form: Form, criterion: Criterion, prefill_offered: bool
) -> tuple[Row, ...]:
    step = ctx.desk.rules.settings.point_step or FREE_STEP
    order = [each.id for each in form.criteria]
    place = order.index(criterion.id)
    button = partial(ctx.button)
    turn: list[Button] = []
    if place > 0:
        turn.append(button("common.back", "score.item", one.id, order[place - 1]))
    if place + 1 < len(order):
        turn.append(button("score.skip", "score.item", one.id, order[place + 1]))
    rows: list[Row] = [
        *point_buttons(
            scoring.choices(criterion, step), "score.set", one.id, one.version, criterion.id
        ),
        tuple(turn),
        (
            button("score.full", "score.full", one.id, criterion.id),
            button("score.note-button", "score.note", one.id, criterion.id),
        ),
        (
            button("score.group-button", "score.group", one.id, criterion.group),
            button("score.summary-button", "score.summary", one.id),
            *home_row(ctx),
        ),
    ]
    if prefill_offered:
        rows.insert(0, (button("score.prefill-button", "score.prefill", one.id),))
    return tuple(row for row in rows if row)


async def _may_prefill(ctx: Context, one: Evaluation) -> bool:
    """Offered only at the start, and only from the same form (domain §6)."""
    if one.own.points:
        return False
    last = await own_form.last_month(ctx.desk, one)
    return last is not None and last.form == one.form and last.submission is not None
