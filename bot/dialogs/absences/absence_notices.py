"""What a notice about an absence says when it is delivered, or nothing when no longer true."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.dialogs.absences.absence_parts import SAID, days_line, words_lines
from bot.dialogs.context import Context
from bot.dialogs.parts import clip, notice_card
from bot.dialogs.screen import Line, Screen
from core.absence import APPROVED, REFUSED, WAITING, WITHDRAWN, Absence
from core.ports import Notice
from core.usecases import absence_rights, absence_views


async def screen(ctx: Context, notice: Notice) -> Screen | None:
    """*ctx* is the recipient's. Only of the version that the notice is about."""
    one = await absence_views.glimpse(ctx.desk, int(notice.facts["id"] or 0))
    if one is None or one.version != notice.facts["version"]:
        return None
    first = await _SAID[notice.kind](ctx, one)
    if first is None:
        return None
    said: tuple[Line, ...] = ()
    if one.said and one.state != WAITING:
        name = await ctx.name(one.decided_by or "")
        said = (ctx.say("absence.answer", name=name, text=clip(one.said, SAID)),)
    words = words_lines(ctx, one) if notice.kind == "absence.asked" else ()
    return notice_card(
        ctx,
        (first, days_line(ctx, one), *words, *said, *await _work(ctx, one, notice)),
        (ctx.button("absence.open-button", "absence.card", one.id),),
    )


async def _asked(ctx: Context, one: Absence) -> Line | None:
    answering = await absence_rights.approvers(ctx.desk, one.person)
    if one.state != WAITING or ctx.desk.actor not in answering:
        return None
    return ctx.say("absence.do", name=await ctx.name(one.person))


async def _entered(ctx: Context, one: Absence) -> Line | None:
    if one.state != WAITING:
        return None
    return ctx.say("absence.told-entered", name=await ctx.name(one.entered_by))


async def _approved(ctx: Context, one: Absence) -> Line | None:
    if one.state != APPROVED:
        return None
    by = await ctx.name(one.decided_by or "")
    if one.person == ctx.desk.actor:
        return ctx.say("absence.told-approved", name=by)
    return ctx.say("absence.told-away", name=await ctx.name(one.person), by=by)


async def _refused(ctx: Context, one: Absence) -> Line | None:
    return await _of_whom(ctx, "refused", one) if one.state == REFUSED else None


async def _changed(ctx: Context, one: Absence) -> Line | None:
    return await _of_whom(ctx, "ended" if one.state == APPROVED else "cancelled", one)


async def _withdrawn(ctx: Context, one: Absence) -> Line | None:
    return await _of_whom(ctx, "withdrawn", one) if one.state == WITHDRAWN else None


async def _of_whom(ctx: Context, absence_change: str, one: Absence) -> Line:
    if one.person == ctx.desk.actor:
        return ctx.say(f"absence.told-{absence_change}")
    return ctx.say(f"absence.told-other-{absence_change}", name=await ctx.name(one.person))


async def _work(ctx: Context, one: Absence, notice: Notice) -> tuple[Line, ...]:
    """A leader hears what falls due meanwhile: it is to be reassigned (§8.7 rule 1)."""
    if notice.kind not in {"absence.asked", "absence.approved"} or one.person == ctx.desk.actor:
        return ()
    count = len(await absence_views.work_meanwhile(ctx.desk, one))
    return (ctx.say("absence.work", count=count),) if count else ()


_SAID: Mapping[str, Callable[[Context, Absence], Awaitable[Line | None]]] = {
    "absence.asked": _asked,
    "absence.entered": _entered,
    "absence.approved": _approved,
    "absence.refused": _refused,
    "absence.changed": _changed,
    "absence.withdrawn": _withdrawn,
}
