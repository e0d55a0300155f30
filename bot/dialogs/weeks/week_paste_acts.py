"""What is done with a pasted week: taken in, moved to the week of the card, dropped."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.screen import Screen, act
from bot.dialogs.weeks import week, week_acts, week_line, week_parts, week_paste
from core import errors, weekread
from core.usecases import noting, timetable


async def typed(ctx: Context, schedule: int, *, typed: str) -> Screen:
    """A number opens a line; anything else goes on with the paste."""
    said = typed.strip()
    if not (said.isdecimal() and said.isascii()):
        if not weekread.is_paste(said):
            return await week_acts.typed(ctx, schedule, typed=said)
        one = await noting.paste(ctx.desk, schedule, said)
        return await week_paste.screen(ctx, one, 0)
    every = week_paste.ordered(ctx, await timetable.own(ctx.desk, schedule))
    if len(said) > 3 or not 1 <= int(said) <= len(every):
        raise errors.BadInput("week.no-such-line", text=said, count=len(every))
    return await week_line.show(ctx, schedule, every[int(said) - 1].number)


async def take(ctx: Context, schedule: int, version: int) -> Screen:
    noted = await noting.take(ctx.desk, schedule, version)
    one = noted.schedule
    said = []
    if noted.numbers:
        said.append(ctx.say("week.taken", count=len(noted.numbers)))
    said += await week_parts.elsewhere(ctx, noted)
    if one.pasted:
        said.append(ctx.say("week.taken-left", count=len(one.pasted)))
        return (await week_paste.screen(ctx, one, 0)).told(*said)
    return (await week.card(ctx, one)).told(*said)


async def shift(ctx: Context, schedule: int, version: int) -> Screen:
    one = await noting.shift_pasted(ctx.desk, schedule, version)
    said = ctx.say("week.shifted", week=week_parts.week_name(ctx, one.week))
    return (await week_paste.screen(ctx, one, 0)).told(said)


async def drop_ask(ctx: Context, schedule: int) -> Screen:
    one = await timetable.own(ctx.desk, schedule)
    return Screen(
        at=act("week.drop-ask", schedule),
        lines=(ctx.say("week.drop-ask", count=len(one.pasted)),),
        rows=(
            (ctx.button("week.drop-yes", "week.drop", schedule, one.version),),
            (ctx.button("common.back", "week.pasted", schedule, 0),),
        ),
    )


async def drop(ctx: Context, schedule: int, version: int) -> Screen:
    one = await noting.drop_pasted(ctx.desk, schedule, version)
    return (await week.card(ctx, one)).told(ctx.say("week.dropped"))
