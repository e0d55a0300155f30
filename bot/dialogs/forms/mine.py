"""The own form after sending: confirm, receipt, withdraw, and where it stands now."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.forms import full, presence_lines, score_sum, why
from bot.dialogs.papers import paper_parts
from bot.dialogs.parts import (
    CLIP,
    band_changed,
    changes,
    clip,
    deduction_lines,
    figures_line,
    home_row,
    moved,
    names_of,
    total_line,
)
from bot.dialogs.screen import BLANK, Line, Row, Screen, act
from bot.dialogs.words import closing, instant
from core import authority, drafting, lifecycle
from core.evaluation import MISSING, SUBMITTED, Decision, Evaluation
from core.usecases import results
from core.usecases import scoring as own_form


async def submit(ctx: Context, evaluation: int, version: int) -> Screen:
    one = await own_form.submit(ctx.desk, evaluation, version)
    return await show(ctx, one.id)


async def ask_withdraw(ctx: Context, evaluation: int, version: int) -> Screen:
    one = await own_form.own(ctx.desk, evaluation)
    return Screen(
        at=act("mine", evaluation),
        lines=(ctx.say("mine.ask-withdraw", month=one.month),),
        rows=(
            (ctx.button("mine.withdraw-yes", "mine.withdraw", evaluation, version),),
            (ctx.button("common.back", "mine", evaluation),),
        ),
    )


async def withdraw(ctx: Context, evaluation: int, version: int) -> Screen:
    await own_form.withdraw(ctx.desk, evaluation, version)
    shown = await score_sum.summary(ctx, evaluation)
    return shown.told(ctx.say("mine.withdrawn"))


async def show(ctx: Context, evaluation: int) -> Screen:
    """The receipt: code, instant, total, what happens next, and later what was decided."""
    one = await own_form.own(ctx.desk, evaluation)
    closed = one.state == MISSING and ctx.desk.now >= ctx.desk.closings(one.month).comment
    if one.state in drafting.EDITABLE and not closed:
        return await score_sum.summary(ctx, evaluation)
    decision = one.decision if _told(ctx, one) else None
    body = await _decided(ctx, one, decision) if decision else await _under_way(ctx, one)
    return Screen(
        at=act("mine", evaluation),
        lines=(
            *body,
            *_receipt(ctx, one),
            *await paper_parts.entered_by(ctx, one),
            *await _comment(ctx, one),
        ),
        rows=_rows(ctx, one),
    )


async def full_form(ctx: Context, evaluation: int, group: str) -> Screen:
    one = await own_form.own(ctx.desk, evaluation)
    decided = one.decision.points if one.decision and _told(ctx, one) else None
    return full.screen(ctx, one, group, decided, "mine.full", act("mine", evaluation))


def _told(ctx: Context, one: Evaluation) -> bool:
    """The subject learns of a decision when it can no longer be undone."""
    decision = one.decision
    return decision is not None and ctx.desk.now >= decision.at + lifecycle.UNDO_TIME


async def _decided(ctx: Context, one: Evaluation, decision: Decision) -> tuple[Line, ...]:
    """The figures that count, what was changed on the way to them, why, and by whom."""
    reason = (ctx.say("mine.reason", text=clip(decision.reason, CLIP)),) if decision.reason else ()
    decider = ctx.say("mine.decider", name=await _acting(ctx, decision.by, decision.given_by))
    if decision.final_class is None:
        return (ctx.say("mine.not-rated"), *reason, decider)
    form = ctx.desk.form(one.form)
    sent = one.submission.own.points if one.submission else {}
    changed = changes(form, sent, decision.points)
    name = ctx.words.text(f"class.{decision.final_class}")
    return (
        ctx.say("mine.decided", class_=decision.final_class, name=name),
        total_line(ctx, "mine.decided-total", decision.total, decision.band),
        *presence_lines.of_decision(ctx, decision),
        ctx.say("summary.common", points=sum(decision.points.values()), max=form.common_max),
        *((ctx.say("mine.changed", changes=moved(sent, changed[:10])),) if changed else ()),
        *deduction_lines(ctx, decision.deductions),
        figures_line(ctx, decision.result, results.ratio(decision.result), form),
        *band_changed(ctx, one),
        *reason,
        decider,
    )


async def _acting(ctx: Context, by: str, given_by: str | None) -> str:
    """A delegate is named with the leader whose right it is."""
    name = await ctx.name(by)
    if given_by is None:
        return name
    return ctx.words.text("mine.delegate", name=name, giver=await ctx.name(given_by))


async def tasks(ctx: Context, evaluation: int, page: int) -> Screen:
    """ "Vì sao?" of the figure that counts: the decided one once the subject was told."""
    one = await own_form.own(ctx.desk, evaluation)
    decision = one.decision if _told(ctx, one) else None
    result = decision.result if decision else one.submission.result if one.submission else None
    if result is None:
        return await show(ctx, evaluation)
    return why.screen(ctx, one, result, page, "mine.tasks", act("mine", evaluation))


async def _under_way(ctx: Context, one: Evaluation) -> tuple[Line, ...]:
    closings = ctx.desk.closings(one.month)
    route = one.route or await ctx.desk.route(one.person)
    key = "home.closed" if one.state == MISSING else "mine.sent"
    lines: list[Line] = [ctx.say(key, month=one.month)]
    if one.state == SUBMITTED:
        until = lifecycle.comment_until(one, closings)
        key = "mine.next-pick" if _picking(route) else "mine.next-comment"
        lines.append(ctx.say(key, names=names_of(ctx, route.commenter), until=closing(until)))
    names = names_of(ctx, route.decider)
    then = "mine.next-decide" if one.state == SUBMITTED else "mine.only-decide"
    lines.append(ctx.say(then, names=names, until=closing(closings.decide)))
    return tuple(lines)


def _picking(route: authority.Route) -> bool:
    return any(actor.kind == "pick" for actor in route.commenter)


def _receipt(ctx: Context, one: Evaluation) -> tuple[Line, ...]:
    sent = one.submission
    if sent is None:
        return (BLANK, ctx.say("mine.no-form"))
    leader = ctx.desk.form(one.form).leader
    key = "mine.own-total-expected" if leader else "mine.own-total"
    if not _told(ctx, one):
        key = "summary.total-expected" if leader else "summary.total"
    late = (ctx.say("score.late", hours=sent.late_hours),) if sent.late_hours else ()
    return (
        BLANK,
        ctx.say("mine.receipt", code=sent.code, at=instant(sent.at)),
        total_line(ctx, key, sent.total, sent.band),
        ctx.say("summary.own-class", own=sent.own_class),
        *late,
    )


async def _comment(ctx: Context, one: Evaluation) -> tuple[Line, ...]:
    said = one.comment
    if said is None or (
        one.decision is not None and not _told(ctx, one) and said.by == one.decider
    ):
        return ()
    form = ctx.desk.form(one.form)
    proposed = moved(one.own.points, changes(form, one.own.points, said.points)[:10])
    return (
        BLANK,
        ctx.say(
            "mine.comment",
            name=await _acting(ctx, said.by, said.given_by),
            text=clip(said.text, CLIP),
        ),
        *((ctx.say("notice.proposed", changes=proposed),) if said.points else ()),
    )


def _rows(ctx: Context, one: Evaluation) -> tuple[Row, ...]:
    rows: list[Row] = []
    if lifecycle.may_withdraw(one, ctx.desk.closings(one.month), ctx.desk.now):
        rows.append(
            (ctx.button("mine.withdraw-button", "mine.withdraw-ask", one.id, one.version),)
        )
    first = ctx.desk.form(one.form).groups[0].id
    seen = [ctx.button("mine.full-button", "mine.full", one.id, first)]
    if one.submission is not None:
        seen.append(ctx.button("why.button", "mine.tasks", one.id, 0))
    rows.append(tuple(seen))
    rows += paper_parts.photo_rows(ctx, one, "mine.photos")
    return (*rows, home_row(ctx))
