"""A form on one card, for whoever comments or decides."""

from __future__ import annotations

from bot.dialogs.administration import moves
from bot.dialogs.context import Context
from bot.dialogs.papers import paper_parts
from bot.dialogs.parts import (
    CLIP,
    changes,
    clip,
    figures_line,
    moved,
    notes_of,
    score_line,
    total_line,
)
from bot.dialogs.screen import BLANK, Line, line
from bot.dialogs.words import total
from core import classes, drafting
from core.evaluation import Evaluation, Points
from core.forms import Form
from core.usecases import results, reviewing

MOST = 16
MOST_MOVED = 10


async def title(ctx: Context, one: Evaluation) -> str:
    """ "Hoàng Thu Nga (mẫu) · 83,77 · tự nhận B", or without a form."""
    name = await ctx.name(one.person)
    sent = one.submission
    if sent is None:
        return ctx.words.text("card.missing", name=name)
    amount = total(sent.total) if sent.total is not None else ctx.words.text("card.no-total")
    leader = ctx.desk.form(one.form).leader
    key = "card.title-expected" if leader else "card.title"
    mark = ctx.words.text("paper.title-mark") if sent.entered_by else ""
    return ctx.words.text(key, name=name, total=amount, own=sent.own_class) + mark


async def title_line(ctx: Context, one: Evaluation) -> Line:
    return line(await title(ctx, one))


async def body(ctx: Context, opened: reviewing.Opened) -> tuple[Line, ...]:
    """Who, total, class, self against proposed, what is below maximum or changed."""
    one, form = opened.one, opened.form
    sent = one.submission
    name = await ctx.name(one.person)
    if sent is None:
        return (
            ctx.say("card.who", name=name, month=one.month, form=form.code),
            ctx.say("card.none"),
            *await moves.on_card(ctx, one),
        )
    share = results.ratio(sent.result)
    key = "summary.total-expected" if form.leader else "summary.total"
    return (
        ctx.say("card.who", name=name, month=one.month, form=form.code),
        total_line(ctx, key, sent.total, sent.band),
        ctx.say("summary.own-class", own=sent.own_class),
        *await paper_parts.entered_by(ctx, one),
        *await moves.on_card(ctx, one),
        *_marks(ctx, one),
        ctx.say("summary.common", points=sum(one.own.points.values()), max=form.common_max),
        *_below(ctx, one, form),
        *_changed(ctx, opened),
        *_proposed(ctx, one, form),
        figures_line(ctx, sent.result, share, form),
        *_terms(ctx, one),
    )


def own_against(
    ctx: Context,
    form: Form,
    group_id: str,
    own: Points,
    proposed: Points,
    key: str = "full.proposed",
) -> tuple[Line, ...]:
    """Every item of a group, the other value beside the subject's where they differ."""
    none = ctx.words.text("full.none")
    said = []
    for criterion in form.group(group_id).criteria:
        mark = ""
        if criterion.id in proposed and proposed[criterion.id] != own.get(criterion.id):
            mark = ctx.words.text(key, points=proposed[criterion.id])
        said.append(score_line(criterion, own.get(criterion.id), none, mark))
    return tuple(said)


def _marks(ctx: Context, one: Evaluation) -> tuple[Line, ...]:
    sent, own = one.submission, one.own
    said = []
    if sent and own.class_note and sent.own_class != sent.band:
        said.append(ctx.say("summary.class-note", text=clip(own.class_note, CLIP)))
    if sent and sent.late_hours:
        said.append(ctx.say("score.late", hours=sent.late_hours))
    if one.returned:
        key = "card.not-resent" if one.returned.resent is False else "card.was-returned"
        said.append(ctx.say(key, reason=clip(one.returned.reason, CLIP // 4)))
    if own.objection:
        said.append(ctx.say("summary.objection", text=own.objection))
    return tuple(said)


def _below(ctx: Context, one: Evaluation, form: Form) -> tuple[Line, ...]:
    below = drafting.below_maximum(one.own.points, form)
    if not below:
        return (ctx.say("card.all-maximum"), *notes_of(one.own.notes, sorted(one.own.notes)[:6]))
    rest = (ctx.say("card.more", count=len(below) - MOST),) if len(below) > MOST else ()
    return (
        ctx.say("summary.below"),
        *(score_line(criterion, one.own.points[criterion.id], "") for criterion in below[:MOST]),
        *rest,
        *notes_of(one.own.notes, sorted(one.own.notes)[:6]),
    )


def _changed(ctx: Context, opened: reviewing.Opened) -> tuple[Line, ...]:
    last = opened.last
    if last is None or last.form != opened.one.form:
        return ()
    before = last.decision.points if last.decision else last.own.points
    changed = changes(opened.form, before, opened.one.own.points)
    if not changed or not before:
        return ()
    said = moved(before, changed[:MOST_MOVED]) + (" …" if len(changed) > MOST_MOVED else "")
    return (ctx.say("card.changed", changes=said),)


def _proposed(ctx: Context, one: Evaluation, form: Form) -> tuple[Line, ...]:
    comment = one.comment
    gathered = comment.points if comment else {}
    if comment is None and one.comment_draft:
        gathered = one.comment_draft.points
    lines: list[Line] = []
    if gathered:
        said = moved(one.own.points, changes(form, one.own.points, gathered))
        lines.append(ctx.say("card.proposed", changes=said))
        total_ = reviewing.total_of(form, one, reviewing.proposed_points(one))
        band = classes.band(total_) if total_ is not None else None
        lines.append(total_line(ctx, "card.proposed-total", total_, band))
    if comment is not None:
        lines.append(ctx.say("card.comment", text=clip(comment.text, CLIP)))
    return tuple(lines)


def _terms(ctx: Context, one: Evaluation) -> tuple[Line, ...]:
    if not one.own.terms:
        return ()
    return (
        BLANK,
        *(
            ctx.say(
                "card.term",
                key=key,
                percent="100%" if term.value == 1 else "50%",
                text=clip(term.sentence, 200),
            )
            for key, term in one.own.terms.items()
        ),
    )
