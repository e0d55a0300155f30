"""A line of a week that cannot be changed now: what it is, and what can be done instead."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.screen import Line, Row, Screen, act
from bot.dialogs.weeks import week_entry, week_parts
from core import people, weekflow
from core.schedule import Line as Entry
from core.schedule import Schedule


async def screen(ctx: Context, one: Schedule, entry: Entry) -> Screen:
    known = await week_parts.known_of(ctx, one)
    mine = one.person == ctx.desk.actor
    over = weekflow.is_over(one, people.day_of(ctx.desk.now))
    return Screen(
        at=act("week.line", one.id, entry.number),
        ask=act("week.typed", one.id) if mine and not over else None,
        lines=(
            await _why(ctx, one, over=over, mine=mine),
            *week_entry.described(ctx, entry, known, mine=False),
        ),
        rows=(
            *(_acts(ctx, one, entry, over=over) if mine else ()),
            (week_entry.back_to(ctx, one, entry),),
        ),
    )


async def _why(ctx: Context, one: Schedule, *, over: bool, mine: bool) -> Line:
    if over:
        return ctx.say("week.line-over")
    if mine:
        return ctx.say("week.line-waiting")
    return ctx.say("week.line-not-waiting", name=await ctx.name(one.person))


def _acts(ctx: Context, one: Schedule, entry: Entry, *, over: bool) -> tuple[Row, ...]:
    rows: list[Row] = []
    if not over:
        rows.append((ctx.button("week.recall-button", "week.recall", one.id, one.version),))
    if entry.task is not None:
        rows.append((ctx.button("week.line-open", "work.item", entry.task),))
    if not over:
        rows.append((week_entry.repeat_button(ctx, one, entry),))
    return tuple(rows)
