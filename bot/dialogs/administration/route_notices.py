"""Whose forms go to somebody else, told to the one they leave and the one they come to."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogs.context import Context
from bot.dialogs.forms import card
from bot.dialogs.parts import notice_card
from bot.dialogs.screen import Line, Row, Screen, line
from bot.dialogs.words import closing
from core import lifecycle
from core.evaluation import COMMENTED, MISSING, RETURNED, SUBMITTED, Evaluation
from core.months import Month
from core.ports import Notice
from core.usecases import rerouting, reviewing
from core.usecases import scoring as own_form

MOST = 10

_GONE: Mapping[tuple[str, ...], str] = {
    (rerouting.COMMENT,): "route.gone-comment",
    (rerouting.DECIDE,): "route.gone-decide",
    (rerouting.COMMENT, rerouting.DECIDE): "route.gone-both",
}


async def screen(ctx: Context, notice: Notice) -> Screen | None:
    """*ctx* is the recipient's. ``None`` once the steps have come back or are done."""
    if notice.kind == rerouting.OTHER_FORM:
        return await _other_form(ctx, notice)
    if notice.kind == rerouting.PASSED_ON:
        return await _gone(ctx, notice)
    came: dict[int, tuple[Evaluation, list[str]]] = {}
    for form, act in rerouting.told(notice.facts):
        one = await reviewing.glimpse(ctx.desk, form)
        if one is not None and one.state in _WAITS[act]:
            came.setdefault(form, (one, []))[1].append(act)
    if not came:
        return None
    before = str(notice.facts["other"] or "")
    said = (ctx.say("route.before", name=await ctx.name(before)),) if before else ()
    if len(came) == 1:
        one, acts = next(iter(came.values()))
        first, row = _of_one(ctx, one, acts)
        return notice_card(ctx, (first, await card.title_line(ctx, one), *said), row)
    names = [await ctx.name(one.person) for one, _ in came.values()]
    now = sum(_is_due(one, acts) for one, acts in came.values())
    first = ctx.say("route.came", count=len(came), now=now)
    return notice_card(ctx, (first, *_listed(ctx, names), *said), ())


_WAITS: Mapping[str, frozenset[str]] = {
    rerouting.PICK: frozenset({SUBMITTED}),
    rerouting.COMMENT: frozenset({SUBMITTED, RETURNED}),
    rerouting.DECIDE: frozenset({SUBMITTED, RETURNED, COMMENTED, MISSING}),
}


def _is_due(one: Evaluation, acts: list[str]) -> bool:
    if one.state == SUBMITTED:
        return acts != [rerouting.DECIDE]
    return one.state in {COMMENTED, MISSING}


def _of_one(ctx: Context, one: Evaluation, acts: list[str]) -> tuple[Line, Row]:
    """What is to be done now, else from when on."""
    closings = ctx.desk.closings(one.month)
    if not _is_due(one, acts):
        waits = "route.yours-returned" if one.state == RETURNED else "route.yours-later"
        return ctx.say(waits), ()
    if rerouting.PICK in acts:
        return ctx.say("notice.pick"), (ctx.button("notice.pick-button", "pick.inbox"),)
    if rerouting.COMMENT in acts and not reviewing.both_acts(one):
        until = closing(lifecycle.comment_until(one, closings))
        row = (ctx.button("notice.open-button", "comment.form", one.id),)
        return ctx.say("route.now-comment", until=until), row
    key = "route.now-both" if rerouting.COMMENT in acts else "route.now-decide"
    row = (ctx.button("notice.open-button", "decide.form", one.id),)
    return ctx.say(key, until=closing(closings.decide)), row


async def _other_form(ctx: Context, notice: Notice) -> Screen | None:
    one = await own_form.own(ctx.desk, int(notice.facts["evaluation"] or 0))
    closings, form = ctx.desk.closings(one.month), str(notice.facts["form"])
    if one.form == form or not lifecycle.may_withdraw(one, closings, ctx.desk.now):
        return None
    until = closing(closings.self_step)
    return notice_card(
        ctx,
        (ctx.say("route.other-form", month=one.month, form=form, until=until),),
        (ctx.button("notice.mine-button", "mine", one.id),),
    )


async def _gone(ctx: Context, notice: Notice) -> Screen | None:
    """The one who lost them has no part in them any more: nothing but names is shown."""
    left: dict[int, tuple[str, Month, list[str]]] = {}
    for form, act in rerouting.told(notice.facts):
        whose = await rerouting.gone(ctx.desk, form, act)
        if whose is not None:
            left.setdefault(form, (*whose, []))[2].append(act)
    if not left:
        return None
    to = str(notice.facts["other"] or "")
    facts = {"to": await ctx.name(to) if to else ctx.words.text("route.somebody")}
    names = [await ctx.name(person) for person, _, _ in left.values()]
    listed: tuple[Line, ...] = ()
    if len(left) == 1:
        _, month, acts = next(iter(left.values()))
        first = ctx.say(_GONE[tuple(acts)], name=names[0], month=month, **facts)
    else:
        first = ctx.say("route.gone-several", count=len(left), **facts)
        listed = _listed(ctx, names)
    return notice_card(ctx, (first, *listed, ctx.say("route.gone-nothing")), ())


def _listed(ctx: Context, names: list[str]) -> tuple[Line, ...]:
    more = len(names) - MOST
    rest = (ctx.say("route.more", count=more),) if more > 0 else ()
    return (*(line(f"• {name}") for name in names[:MOST]), *rest)
