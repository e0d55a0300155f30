"""What a decider may change before confirming: points, deductions, đ and e, class, reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bot.dialogs.context import Context
from bot.dialogs.forms import decide, presence_lines
from bot.dialogs.forms.card import own_against
from bot.dialogs.forms.score_sum import RATIOS
from bot.dialogs.parts import criterion_buttons, example, listed
from bot.dialogs.screen import BLANK, Button, Row, Screen, act, in_rows
from bot.dialogs.units import picker
from core import classes, errors, scoring
from core.usecases import deciding, preparing, results, reviewing

MOST_DEDUCTION_STEPS = 8


async def points(ctx: Context, evaluation: int, group: str) -> Screen:
    opened = await reviewing.open_to(ctx.desk, evaluation, "decide")
    one, shown = opened.one, opened.form.group(group)
    planned = await preparing.outlook(ctx.desk, one)
    groups: Row = tuple(
        ctx.button("full.group-button", "decide.points", one.id, each.id, id=each.id)
        for each in opened.form.groups
        if each.id != group
    )
    maximum: Row = ()
    if any(id_ in planned.missing for id_ in (each.id for each in shown.criteria)):
        maximum = (
            ctx.button("score.group-maximum", "decide.group-max", one.id, one.version, group),
        )
    rows = (
        maximum,
        *criterion_buttons(opened.form, group, "decide.item", one.id),
        groups,
        (ctx.button("decide.points-done", "decide.form", one.id),),
    )
    return Screen(
        at=act("decide.points", evaluation, group),
        ask=act("decide.points-typed", evaluation, one.version),
        lines=(
            ctx.say("decide.points-title", name=await ctx.name(one.person)),
            ctx.say("score.group", id=shown.id, label=shown.label, max=shown.max),
            BLANK,
            *own_against(ctx, opened.form, group, one.own.points, planned.points, "full.decided"),
            BLANK,
            ctx.say("decide.points-hint", example=example(shown)),
        ),
        rows=tuple(row for row in rows if row),
    )


async def item(ctx: Context, evaluation: int, criterion: str) -> Screen:
    opened = await reviewing.open_to(ctx.desk, evaluation, "decide")
    one, wanted = opened.one, opened.form.criterion(criterion)
    return picker.screen(
        ctx,
        opened,
        wanted,
        "decide.set",
        at=act("decide.item", evaluation, criterion),
        ask=act("decide.item-typed", evaluation, one.version, criterion),
        back_to=act("decide.points", evaluation, wanted.group),
    )


async def set_points(
    ctx: Context, evaluation: int, version: int, criterion: str, value: Decimal
) -> Screen:
    one = await preparing.set_points(ctx.desk, evaluation, version, {criterion: value})
    return await points(ctx, one.id, ctx.desk.form(one.form).criterion(criterion).group)


async def item_typed(
    ctx: Context, evaluation: int, version: int, criterion: str, *, typed: str
) -> Screen:
    return await set_points(ctx, evaluation, version, criterion, scoring.parse_points(typed))


async def points_typed(ctx: Context, evaluation: int, version: int, *, typed: str) -> Screen:
    one = (await reviewing.open_to(ctx.desk, evaluation, "decide")).one
    form = ctx.desk.form(one.form)
    values = dict(scoring.parse_batch(typed, form))
    stored = await preparing.set_points(ctx.desk, evaluation, version, values)
    shown = await points(ctx, stored.id, form.criterion(list(values)[-1]).group)
    return shown.told(ctx.say("score.heard", values=listed(values)))


async def group_maximum(ctx: Context, evaluation: int, version: int, group: str) -> Screen:
    one = (await reviewing.open_to(ctx.desk, evaluation, "decide")).one
    form = ctx.desk.form(one.form)
    values = {each.id: each.max for each in form.group(group).criteria}
    stored = await preparing.set_points(ctx.desk, evaluation, version, values)
    order = [each.id for each in form.groups]
    following = order[min(order.index(group) + 1, len(order) - 1)]
    return await points(ctx, stored.id, following)


async def deduct(ctx: Context, evaluation: int) -> Screen:
    """III ĐIỂM TRỪ: which criterion, or the 70 points of group II."""
    opened = await reviewing.open_to(ctx.desk, evaluation, "decide")
    one = opened.one
    choices = [
        Button(each.id, act("decide.deduct-item", one.id, each.id))
        for each in opened.form.criteria
    ]
    choices.append(Button(scoring.RESULT, act("decide.deduct-item", one.id, scoring.RESULT)))
    known = one.decision_draft.deductions if one.decision_draft else ()
    drops = tuple(
        (
            ctx.button(
                "decide.drop-deduction",
                "decide.deduct-drop",
                one.id,
                one.version,
                index,
                id=each.criterion,
                points=each.points,
            ),
        )
        for index, each in enumerate(known)
    )
    return Screen(
        at=act("decide.deduct", evaluation),
        lines=(ctx.say("decide.deduct"),),
        rows=(*in_rows(choices, 5), *drops, (ctx.button("common.back", "decide.form", one.id),)),
    )


async def deduct_item(ctx: Context, evaluation: int, criterion: str) -> Screen:
    opened = await reviewing.open_to(ctx.desk, evaluation, "decide")
    form, one = opened.form, opened.one
    wanted = None if criterion == scoring.RESULT else form.criterion(criterion)
    maximum = wanted.max if wanted else form.kpi_max
    label = wanted.label if wanted else ctx.words.text("decide.deduct-result")
    return Screen(
        at=act("decide.deduct-item", evaluation, criterion),
        ask=act("decide.deduct-typed", evaluation, one.version, criterion),
        lines=(
            ctx.say("decide.deduct-item", id=criterion, label=label, max=maximum),
            ctx.say("decide.deduct-example"),
        ),
        rows=((ctx.button("common.back", "decide.deduct", one.id),),),
    )


async def deduct_typed(
    ctx: Context, evaluation: int, version: int, criterion: str, *, typed: str
) -> Screen:
    """ "0,5; đi làm muộn 3 lần; biên bản số 12/BB ngày 10/10/2026"."""
    parts = [part.strip() for part in typed.split(";", 2)]
    if len(parts) < 3:
        raise errors.BadInput("deduction.grounds", criterion=criterion)
    deduction = scoring.Deduction(
        criterion=criterion,
        points=scoring.parse_points(parts[0]),
        violation=parts[1],
        reference=parts[2],
    )
    one = await preparing.deduct(ctx.desk, evaluation, version, deduction)
    return await decide.form(ctx, one.id)


async def deduct_drop(ctx: Context, evaluation: int, version: int, index: int) -> Screen:
    one = await preparing.drop_deduction(ctx.desk, evaluation, version, index)
    return await decide.form(ctx, one.id)


async def term(ctx: Context, evaluation: int, key: str) -> Screen:
    opened = await reviewing.open_to(ctx.desk, evaluation, "decide")
    one = opened.one
    name = {"đ": "dd", "e": "e"}.get(key)
    if name is None:
        raise errors.BadInput("term", key=key)
    own = one.own.terms.get(key)
    said = (
        (ctx.say("decide.term-own", percent=_percent(own.value), text=own.sentence),)
        if own
        else ()
    )
    return Screen(
        at=act("decide.term", evaluation, key),
        lines=(
            ctx.say(f"term.{name}"),
            ctx.say(f"term.{name}-full"),
            ctx.say(f"term.{name}-half"),
            BLANK,
            *said,
        ),
        rows=(
            tuple(
                Button(f"{label}%", act("decide.term-say", one.id, one.version, key, label))
                for label in RATIOS
            ),
            (ctx.button("common.back", "decide.form", one.id),),
        ),
    )


async def term_say(ctx: Context, evaluation: int, version: int, key: str, label: str) -> Screen:
    await reviewing.open_to(ctx.desk, evaluation, "decide")
    return Screen(
        at=act("decide.term-say", evaluation, version, key, label),
        ask=act("decide.term-typed", evaluation, version, key, label),
        lines=(ctx.say("decide.term-say", key=key, percent=f"{label}%"),),
        rows=((ctx.button("common.back", "decide.term", evaluation, key),),),
    )


async def term_typed(
    ctx: Context, evaluation: int, version: int, key: str, label: str, *, typed: str
) -> Screen:
    value = RATIOS.get(label, results.HALF - 1)
    one = await preparing.set_term(ctx.desk, evaluation, version, key, value, typed)
    return await decide.form(ctx, one.id)


async def class_(ctx: Context, evaluation: int) -> Screen:
    """The band, or lower with a reason, never above: what is above is not offered."""
    opened = await reviewing.open_to(ctx.desk, evaluation, "decide")
    one = opened.one
    planned = await preparing.outlook(ctx.desk, one)
    if planned.band is None or planned.best is None:
        raise errors.Refused("no-band", month=one.month)
    offered = classes.ORDER[classes.ORDER.index(planned.best) :]
    return Screen(
        at=act("decide.class", evaluation),
        lines=(
            ctx.say("decide.class-title", band=planned.band),
            *presence_lines.lines(ctx, planned.presence, capped=planned.capped, mine=False),
        ),
        rows=(
            tuple(
                Button(each, act("decide.class-set", one.id, one.version, each))
                for each in offered
            ),
            (ctx.button("common.back", "decide.form", one.id),),
        ),
    )


async def class_set(ctx: Context, evaluation: int, version: int, chosen: str) -> Screen:
    one = await preparing.choose_class(ctx.desk, evaluation, version, chosen)
    planned = await preparing.outlook(ctx.desk, one)
    if chosen != planned.best:
        return await reason(ctx, one.id, one.version)
    return await decide.form(ctx, one.id)


async def reason(ctx: Context, evaluation: int, version: int) -> Screen:
    one = (await reviewing.open_to(ctx.desk, evaluation, "decide")).one
    return Screen(
        at=act("decide.reason", evaluation, version),
        ask=act("decide.reason-typed", evaluation, version),
        lines=(ctx.say("decide.reason-ask", name=await ctx.name(one.person)),),
        rows=((ctx.button("common.back", "decide.form", evaluation),),),
    )


async def reason_typed(ctx: Context, evaluation: int, version: int, *, typed: str) -> Screen:
    one = await preparing.give_reason(ctx.desk, evaluation, version, typed)
    return await decide.form(ctx, one.id)


async def not_rate(ctx: Context, evaluation: int, version: int) -> Screen:
    one = (await reviewing.open_to(ctx.desk, evaluation, "decide")).one
    return Screen(
        at=act("decide.not-rate", evaluation, version),
        ask=act("decide.not-rate-typed", evaluation, version),
        lines=(ctx.say("decide.not-rate", name=await ctx.name(one.person)),),
        rows=((ctx.button("common.back", "decide.form", evaluation),),),
    )


async def not_rate_typed(ctx: Context, evaluation: int, version: int, *, typed: str) -> Screen:
    one = await deciding.not_rate(ctx.desk, evaluation, version, typed)
    return await decide.after(ctx, one)


async def start_over(ctx: Context, evaluation: int, version: int) -> Screen:
    one = await preparing.start_over(ctx.desk, evaluation, version)
    return await decide.form(ctx, one.id)


def _percent(value: Fraction) -> str:
    return "100%" if value == results.FULL else "50%"
