"""Whose form would reach nobody, and what mends it: the notice and the whole list behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.dialogs import pages
from bot.dialogs.context import Context
from bot.dialogs.parts import home_row, notice_card
from bot.dialogs.screen import Line, Screen, act
from core import errors
from core.gaps import Gap
from core.ports import Notice
from core.usecases import unrouted

MOST = 6
NAMES = 3

_FIX: Mapping[str, str] = {
    "appoint-head": "gaps.appoint-head",
    "fill-position": "gaps.fill-position",
    "charge-field-leader": "gaps.charge-field-leader",
    "correct-position": "gaps.correct-position",
}
_MISSING: Mapping[str, str] = {
    "form": "gaps.no-form",
    "commenter": "gaps.no-commenter",
    "decider": "gaps.no-decider",
}


async def notice(ctx: Context, notice: Notice) -> Screen | None:
    """As it stands when it is read; ``None`` once everything is mended."""
    del notice
    try:
        found = await unrouted.seen(ctx.desk)
    except errors.Refused:
        return None
    if not found:
        return None
    groups = _grouped(found)
    lines = [await _group(ctx, gaps) for gaps in groups[:MOST]]
    if len(groups) > MOST:
        lines.append(ctx.say("gaps.more", count=len(groups) - MOST))
    return notice_card(
        ctx,
        (ctx.say("gaps.first", count=len(found), month=ctx.desk.month), *lines),
        (ctx.button("gaps.list-button", "gaps.list", 0),),
    )


async def _group(ctx: Context, gaps: Sequence[Gap]) -> Line:
    names = ", ".join([await ctx.name(gap.person) for gap in gaps[:NAMES]])
    more = ctx.words.text("gaps.and-more", count=len(gaps) - NAMES) if len(gaps) > NAMES else ""
    return ctx.say(
        "gaps.group",
        unit=await _unit(ctx, gaps[0].unit),
        fix=_fix(ctx, gaps[0]),
        names=names + more,
    )


def _grouped(gaps: Sequence[Gap]) -> list[list[Gap]]:
    """Those that one act mends, together."""
    groups: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in gaps:
        groups.setdefault((gap.unit, gap.fix, gap.vacant), []).append(gap)
    return list(groups.values())


async def listing(ctx: Context, number: int) -> Screen:
    """Everybody by name, a page at a time, under what is to be done."""
    found = [gap for group in _grouped(await unrouted.seen(ctx.desk)) for gap in group]
    shown, number = pages.of(found, number)
    lines = [ctx.say("gaps.title" if found else "gaps.none", count=len(found))]
    for group in _grouped(shown):
        unit = await _unit(ctx, group[0].unit)
        lines.append(ctx.say("gaps.heading", unit=unit, fix=_fix(ctx, group[0])))
        lines += [await _person(ctx, gap) for gap in group]
    turn = pages.turn(ctx, found, number, "gaps.list")
    rows = (turn, home_row(ctx)) if turn else (home_row(ctx),)
    return Screen(at=act("gaps.list", number), lines=tuple(lines), rows=rows)


async def _person(ctx: Context, gap: Gap) -> Line:
    missing = ", ".join(ctx.words.text(_MISSING[what]) for what in gap.missing)
    return ctx.say("gaps.person", name=await ctx.name(gap.person), missing=missing)


def _fix(ctx: Context, gap: Gap) -> str:
    """The table's long names list in brackets who else is meant."""
    known = ctx.desk.rules.authority.positions.get(gap.vacant)
    position = known.name.partition(" (")[0] if known else gap.vacant
    return ctx.words.text(_FIX[gap.fix], position=position)


async def _unit(ctx: Context, code: str) -> str:
    organisation = await ctx.desk.organisation()
    return next((one.name for one in organisation.units if one.code == code), code)
