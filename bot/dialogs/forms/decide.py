"""The decider: one form on one card, confirm in one tap, undo, the whole list, decide anew."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogs.context import Context
from bot.dialogs.forms import card, decide_list, full, presence_lines, review_list, why
from bot.dialogs.forms.review import READY
from bot.dialogs.papers import paper_parts
from bot.dialogs.parts import (
    changes,
    clip,
    deduction_lines,
    figures_line,
    home_row,
    moved,
    total_line,
)
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act
from core import errors, lifecycle
from core.evaluation import DECIDED, MISSING, Evaluation
from core.forms import Form
from core.usecases import deciding, preparing, results, reviewing, together


async def form(ctx: Context, evaluation: int) -> Screen:
    opened = await reviewing.open_to(ctx.desk, evaluation, "decide")
    one = opened.one
    if opened.role == reviewing.COMMENTER:
        raise errors.Refused("not-decider", person=ctx.desk.actor)
    if one.state != DECIDED and not await reviewing.can_decide(ctx.desk, one):
        raise errors.Stale("form.moved-on", state=one.state, month=one.month)
    planned = await preparing.outlook(ctx.desk, one)
    return Screen(
        at=act("decide.form", evaluation),
        lines=(
            _first(ctx, one, planned),
            *await card.body(ctx, opened),
            *_planned(ctx, opened, planned),
            *await _reports(ctx, planned),
            *presence_lines.lines(ctx, planned.presence, capped=planned.capped, mine=False),
            *_flags(ctx, planned),
        ),
        rows=_rows(ctx, opened, planned),
    )


async def now(ctx: Context, evaluation: int, version: int, number: int) -> Screen:
    """Confirm what the card shows; *number* names the ready comment where one is needed."""
    comment = ctx.words.text(f"comment.ready-{number}") if number in READY else None
    return await after(ctx, await deciding.decide(ctx.desk, evaluation, version, comment=comment))


async def with_comment(ctx: Context, evaluation: int, version: int) -> Screen:
    one = (await reviewing.open_to(ctx.desk, evaluation, "decide")).one
    return Screen(
        at=act("decide.with-comment", evaluation, version),
        ask=act("decide.comment-typed", evaluation, version),
        lines=(
            ctx.say("decide.write", name=await ctx.name(one.person)),
            ctx.say("comment.limit", limit=lifecycle.TEXT_LIMIT),
        ),
        rows=((ctx.button("common.back", "decide.form", evaluation),),),
    )


async def comment_typed(ctx: Context, evaluation: int, version: int, *, typed: str) -> Screen:
    return await after(ctx, await deciding.decide(ctx.desk, evaluation, version, comment=typed))


async def undo(ctx: Context, evaluation: int) -> Screen:
    one = await deciding.undo(ctx.desk, evaluation)
    shown = await form(ctx, one.id)
    return shown.told(ctx.say("decide.undone", name=await ctx.name(one.person)))


async def full_form(ctx: Context, evaluation: int, group: str) -> Screen:
    one = (await reviewing.open_to(ctx.desk, evaluation, "decide")).one
    planned = await preparing.outlook(ctx.desk, one)
    key = "full.decided" if one.state == DECIDED else "full.planned"
    back_to = act("decide.form", evaluation)
    return full.screen(ctx, one, group, planned.points, "decide.full", back_to, key)


async def tasks(ctx: Context, evaluation: int, page: int) -> Screen:
    """Group II as it would be decided now, not as it stood at sending."""
    opened = await reviewing.open_to(ctx.desk, evaluation, "decide")
    planned = await preparing.outlook(ctx.desk, opened.one)
    back_to = act("decide.form", evaluation)
    shown = why.screen(ctx, opened.one, planned.result, page, "decide.tasks", back_to)
    month = str(opened.one.month)
    work = ctx.button("decide.work-button", "team.month", opened.one.person, month, 0)
    return replace(shown, rows=((work,), *shown.rows))


async def together_yes(ctx: Context, seen: str) -> Screen:
    alike = (await together.to_decide(ctx.desk))[: review_list.TOGETHER]
    shown = [(one.id, one.version) for one in alike]
    if review_list.fingerprint(shown) != seen:
        raise errors.Stale("list.changed")
    done = await together.decide(ctx.desk, shown, ctx.words.text("comment.ready-1"))
    return await _next(ctx, ctx.say("decide.together-done", count=len(done)))


async def after(ctx: Context, one: Evaluation) -> Screen:
    """The next waiting form, with the undo of this one on top."""
    final = one.decision.final_class if one.decision else ""
    name = await ctx.name(one.person)
    key = "decide.decided" if final else "decide.decided-not-rated"
    shown = await _next(ctx, ctx.say(key, name=name, final=final or ""))
    button = ctx.button("decide.undo-button", "decide.undo", one.id, name=name)
    return Screen(
        at=shown.at,
        lines=shown.lines,
        rows=((button,), *shown.rows),
        ask=shown.ask,
        above=shown.above,
    )


async def _next(ctx: Context, said: Line) -> Screen:
    waiting = (await reviewing.inbox(ctx.desk)).to_decide
    shown = await form(ctx, waiting[0].id) if waiting else await decide_list.inbox(ctx)
    return shown.told(said)


def _first(ctx: Context, one: Evaluation, planned: preparing.Outlook) -> Line:
    if planned.presence.nobody and one.state != DECIDED:
        return ctx.say("presence.do")
    if lacking := _lacking(ctx, planned):
        return lacking
    if one.state == DECIDED:
        return ctx.say(
            "decide.do-again", final=one.decision.final_class or "" if one.decision else ""
        )
    if one.state == MISSING:
        return ctx.say("decide.do-missing")
    key = "decide.do-both" if planned.comments_too else "decide.do"
    return ctx.say(key)


def _lacking(ctx: Context, planned: preparing.Outlook) -> Line | None:
    if planned.missing:
        return ctx.say("decide.do-points", count=len(planned.missing))
    if planned.open_terms:
        return ctx.say("decide.do-terms", keys=", ".join(planned.open_terms))
    return ctx.say("decide.do-tasks") if planned.score is None else None


def _planned(
    ctx: Context, opened: reviewing.Opened, planned: preparing.Outlook
) -> tuple[Line, ...]:
    one, draft = opened.one, opened.one.decision_draft
    lines: list[Line] = [BLANK]
    mine = changes(opened.form, reviewing.proposed_points(one), draft.points if draft else {})
    if mine:
        said = moved(reviewing.proposed_points(one), mine[:16])
        lines.append(ctx.say("decide.points", changes=said))
    known = one.decision.deductions if one.decision else ()
    lines += deduction_lines(ctx, draft.deductions if draft else known)
    lines += _recomputed(ctx, opened, planned)
    if planned.score is not None:
        lines.append(total_line(ctx, "decide.total", planned.score.total, planned.score.band))
        lines.append(ctx.say("decide.class", final=planned.final_class or ""))
    if draft and draft.reason:
        lines.append(ctx.say("decide.reason", text=clip(draft.reason, 600)))
    return tuple(lines) if len(lines) > 1 else ()


def _recomputed(
    ctx: Context, opened: reviewing.Opened, planned: preparing.Outlook
) -> tuple[Line, ...]:
    """Group II as it is now, where work was accepted or corrected since the form was sent: the
    form keeps what it showed, the decision takes this (§4.2).
    """
    sent = opened.one.submission
    if sent is None or sent.result.figures == planned.result.figures:
        return ()
    share = results.ratio(planned.result)
    return (
        ctx.say("decide.kpi-moved"),
        figures_line(ctx, planned.result, share, opened.form),
    )


async def _reports(ctx: Context, planned: preparing.Outlook) -> tuple[Line, ...]:
    """d with who is below 50 and who is still open (domain §8.4, §9)."""
    under = planned.reports
    if under is None:
        return ()
    key = "decide.d" if under.population else "decide.d-nobody"
    lines = [
        ctx.say(
            key,
            percent="100%" if under.value == 1 else "50%",
            count=len(under.population),
        )
    ]
    for name, codes in (("decide.d-below", under.below), ("decide.d-open", under.open)):
        if codes:
            names = ", ".join([await ctx.name(code) for code in codes[:6]])
            lines.append(ctx.say(name, count=len(codes), names=names))
    return tuple(lines)


def _flags(ctx: Context, planned: preparing.Outlook) -> tuple[Line, ...]:
    """Low presence has its own line, with the days."""
    flags = [flag for flag in planned.flags if flag != lifecycle.LOW_PRESENCE]
    return tuple(ctx.say(f"flag.{flag}") for flag in flags)


def _needs_reason(one: Evaluation, planned: preparing.Outlook) -> bool:
    """Whether the decision as it stands asks for a sentence that is not there yet."""
    if one.decision_draft and one.decision_draft.reason:
        return False
    return (
        bool(lifecycle.NEEDS_REASON & set(planned.flags))
        or planned.final_class != planned.best
        or (one.state == DECIDED)
    )


def _rows(ctx: Context, opened: reviewing.Opened, planned: preparing.Outlook) -> tuple[Row, ...]:
    one, form = opened.one, opened.form
    rows: list[Row] = []
    if planned.score is not None and not planned.open_terms:
        if _needs_reason(one, planned):
            rows.append((ctx.button("decide.say-reason", "decide.reason", one.id, one.version),))
        else:
            rows += _confirm_rows(ctx, one, planned)
    if planned.presence.nobody:  # proposed (§8.7 rule 3): the first thing to be chosen
        rows.insert(0, (_not_rate_button(ctx, one),))
    rows += paper_parts.photo_rows(ctx, one, "decide.photos")
    rows += _edit_rows(ctx, one, form, proposed=planned.presence.nobody)
    if lifecycle.may_undo(one, ctx.desk.actor, ctx.desk.now):
        name = ctx.words.text("decide.this-one")
        rows.insert(0, (ctx.button("decide.undo-button", "decide.undo", one.id, name=name),))
    rows.append((ctx.button("comment.list-button", "decide.inbox"), *home_row(ctx)))
    return tuple(rows)


def _confirm_rows(ctx: Context, one: Evaluation, planned: preparing.Outlook) -> list[Row]:
    final = planned.final_class or ""
    if not planned.comments_too:
        return [
            (ctx.button("decide.now-button", "decide.now", one.id, one.version, 0, final=final),)
        ]
    rows: list[Row] = [
        (
            ctx.button(
                f"decide.now-ready-{number}",
                "decide.now",
                one.id,
                one.version,
                number,
                final=final,
            ),
        )
        for number in READY[:2]
    ]
    written = ctx.button(
        "decide.now-written", "decide.with-comment", one.id, one.version, final=final
    )
    return [*rows, (written,)]


def _not_rate_button(ctx: Context, one: Evaluation) -> Button:
    return ctx.button("decide.not-rate-button", "decide.not-rate", one.id, one.version)


def _edit_rows(ctx: Context, one: Evaluation, form: Form, *, proposed: bool) -> list[Row]:
    """*proposed*: the button of not rating stands at the top already."""
    not_rate = () if proposed else (_not_rate_button(ctx, one),)
    first = form.groups[0].id
    terms: Row = ()
    if form.leader:
        terms = tuple(
            ctx.button("decide.term-button", "decide.term", one.id, key, key=key)
            for key in ("đ", "e")
        )
    rows: list[Row] = [
        (
            ctx.button("decide.points-button", "decide.points", one.id, first),
            ctx.button("decide.deduct-button", "decide.deduct", one.id),
        ),
        terms,
        (
            ctx.button("decide.class-button", "decide.class", one.id),
            ctx.button("comment.full-button", "decide.full", one.id, first),
        ),
        (ctx.button("why.button", "decide.tasks", one.id, 0), *not_rate),
    ]
    if one.decision_draft is not None:
        rows.append((ctx.button("decide.start-over", "decide.start-over", one.id, one.version),))
    return [row for row in rows if row]
