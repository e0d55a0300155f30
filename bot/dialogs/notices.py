"""What a notice says when it is delivered, or nothing when it is no longer true."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.dialogs import link
from bot.dialogs.absences import absence_notices
from bot.dialogs.administration import amend_words, gaps, moves, route_notices
from bot.dialogs.context import Context
from bot.dialogs.forms import card, presence_lines
from bot.dialogs.papers import paper_seen
from bot.dialogs.parts import CLIP, band_changed, changes, clip, moved, notice_card
from bot.dialogs.screen import Line, Row, Screen
from bot.dialogs.tasks import work_notices
from bot.dialogs.units import clerk, unit_notices
from bot.dialogs.weeks import week_notices
from bot.dialogs.words import closing
from core import lifecycle
from core.evaluation import COMMENTED, DECIDED, NOT_RATED, RETURNED, SUBMITTED, Evaluation
from core.ports import Notice
from core.usecases import results, reviewing

OTHERS: Mapping[str, Callable[[Context, Notice], Awaitable[Screen | None]]] = {
    "task": work_notices.screen,
    "digest": work_notices.digest,
    "week": week_notices.screen,
    "absence": absence_notices.screen,
    "clerk": clerk.notice,
    "link": link.notice,
    "amend": amend_words.notice,
    "paper": paper_seen.notice,
    "catalogue": unit_notices.of_catalogue,
    "plan": unit_notices.of_plan,
    "route": route_notices.screen,
    "gaps": gaps.notice,
    "move": moves.notice,
}
"""Notices about anything but a form, by the first word of their kind."""


async def screen(ctx: Context, notice: Notice) -> Screen | None:
    """*ctx* is the recipient's. ``None``: obsolete, not to be sent."""
    if other := OTHERS.get(notice.kind.partition(".")[0]):
        return await other(ctx, notice)
    one = await reviewing.glimpse(ctx.desk, int(notice.facts["evaluation"] or 0))
    if one is None:
        return None
    if notice.kind == "form.recheck":
        return await _recheck(ctx, one, str(notice.facts["report"]))
    said = {
        "form.arrived": _arrived,
        "form.pick": _pick,
        "form.to-decide": _to_decide,
        "form.commented": _commented,
        "form.returned": _returned,
        "form.withdrawn": _withdrawn,
        "form.decided": _decided,
    }[notice.kind]
    if _superseded(notice, one):
        return None
    return await said(ctx, one)


def _superseded(notice: Notice, one: Evaluation) -> bool:
    """An undone decision's notice, after the form was decided anew."""
    decided_at = notice.facts.get("decided_at")
    return decided_at is not None and (
        one.decision is None or one.decision.at != datetime.fromisoformat(str(decided_at))
    )


async def _arrived(ctx: Context, one: Evaluation) -> Screen | None:
    if one.state != SUBMITTED:
        return None
    both = reviewing.both_acts(one)
    name = "decide" if both else "comment"
    closings = ctx.desk.closings(one.month)
    until = closings.decide if both else lifecycle.comment_until(one, closings)
    return notice_card(
        ctx,
        (
            ctx.say(f"notice.arrived-{name}", until=closing(until)),
            await card.title_line(ctx, one),
        ),
        (ctx.button("notice.open-button", f"{name}.form", one.id),),
    )


async def _pick(ctx: Context, one: Evaluation) -> Screen | None:
    if one.state != SUBMITTED or one.commenter is not None:
        return None
    return notice_card(
        ctx,
        (ctx.say("notice.pick"), await card.title_line(ctx, one)),
        (ctx.button("notice.pick-button", "pick.inbox"),),
    )


async def _to_decide(ctx: Context, one: Evaluation) -> Screen | None:
    if one.state != COMMENTED:
        return None
    until = ctx.desk.closings(one.month).decide
    return notice_card(
        ctx,
        (ctx.say("notice.to-decide", until=closing(until)), await card.title_line(ctx, one)),
        (ctx.button("notice.open-button", "decide.form", one.id),),
    )


async def _commented(ctx: Context, one: Evaluation) -> Screen | None:
    said = one.comment
    if said is None or one.state not in {COMMENTED, DECIDED}:
        return None
    return notice_card(
        ctx,
        (
            ctx.say("notice.commented", name=await ctx.name(said.by), month=one.month),
            ctx.say("notice.quote", text=clip(said.text, CLIP)),
            *_proposed(ctx, one),
        ),
        (ctx.button("notice.mine-button", "mine", one.id),),
    )


def _proposed(ctx: Context, one: Evaluation) -> tuple[Line, ...]:
    if one.comment is None or not one.comment.points:
        return ()
    form = ctx.desk.form(one.form)
    said = moved(one.own.points, changes(form, one.own.points, one.comment.points)[:10])
    return (ctx.say("notice.proposed", changes=said),)


async def _returned(ctx: Context, one: Evaluation) -> Screen | None:
    back = one.returned
    if back is None or one.state != RETURNED:
        return None
    return notice_card(
        ctx,
        (
            ctx.say("notice.returned", month=one.month, until=closing(back.until)),
            ctx.say(
                "notice.returned-why", name=await ctx.name(back.by), text=clip(back.reason, CLIP)
            ),
        ),
        (ctx.button("notice.fix-button", "score.summary", one.id),),
    )


async def _recheck(ctx: Context, one: Evaluation, report: str) -> Screen | None:
    """A leader was decided before a report's score crossed 50 (domain §9.5)."""
    taken = one.decision.result.figures if one.decision else None
    under = await results.reports(ctx.desk, one.person, one.month)
    if not taken or taken.get("d") == under.value:
        return None  # undone meanwhile, or decided anew
    leader, name = await ctx.name(one.person), await ctx.name(report)
    return notice_card(
        ctx,
        (ctx.say("notice.recheck", leader=leader, name=name, month=one.month),),
        (ctx.button("notice.open-button", "decide.form", one.id),),
    )


async def _withdrawn(ctx: Context, one: Evaluation) -> Screen | None:
    if one.state == SUBMITTED:
        return None
    name = await ctx.name(one.person)
    return notice_card(ctx, (ctx.say("notice.withdrawn", name=name, month=one.month),), ())


async def _decided(ctx: Context, one: Evaluation) -> Screen | None:
    decision = one.decision
    if decision is None or one.state not in {DECIDED, NOT_RATED}:
        return None
    mine = one.person == ctx.desk.actor
    name = await ctx.name(one.person)
    final = decision.final_class
    if final is None:
        key = "notice.not-rated" if mine else "notice.not-rated-other"
        lines: tuple[Line, ...] = (ctx.say(key, month=one.month, name=name),)
    else:
        key = "notice.decided" if mine else "notice.decided-other"
        said = ctx.words.text(f"class.{final}")
        total = decision.total if decision.total is not None else 0
        lines = (ctx.say(key, month=one.month, name=name, final=final, said=said, total=total),)
        lines += presence_lines.of_decision(ctx, decision)
    if mine:
        lines += band_changed(ctx, one)
    if decision.reason:
        lines += (ctx.say("mine.reason", text=clip(decision.reason, CLIP)),)
    row: Row = (ctx.button("notice.mine-button", "mine", one.id),) if mine else ()
    return notice_card(ctx, lines, row)
