"""What changes the own week as a whole: a typed line, a paste, copy, send, take back."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Screen
from bot.dialogs.weeks import week, week_ask, week_line, week_parts, week_paste
from core import errors, weekread
from core.schedule import APPROVED, in_order
from core.usecases import noting, scheduling, timetable
from core.usecases.noting import Noted

HEARD = 120


async def typed(ctx: Context, schedule: int, *, typed: str) -> Screen:
    """A number opens a line, several lines are a paste, anything else is a new line."""
    said = typed.strip()
    if said.isdecimal() and said.isascii():
        return await _numbered(ctx, schedule, said)
    if weekread.is_paste(said):
        one = await noting.paste(ctx.desk, schedule, said)
        return await week_paste.screen(ctx, one, 0)
    return await added(ctx, await noting.note(ctx.desk, schedule, said))


async def _numbered(ctx: Context, schedule: int, said: str) -> Screen:
    one = await timetable.own(ctx.desk, schedule)
    ordered = in_order(one.lines)
    if len(said) > 3 or not 1 <= int(said) <= len(ordered):
        raise errors.BadInput("week.no-such-line", text=said, count=len(ordered))
    return await week_line.show(ctx, schedule, ordered[int(said) - 1].number)


async def added(ctx: Context, noted: Noted) -> Screen:
    """As it was understood; its question at once, if it has one."""
    one = noted.schedule
    new = [one.line(number) for number in noted.numbers]
    asked = next((line for line in new if line.question), None)
    known = await week_parts.known_of(ctx, one)
    said = [
        ctx.say("week.added", line=week_parts.full_text(ctx, line, known))
        for line in new[:5]
        if not line.question
    ]
    said += await week_parts.elsewhere(ctx, noted)
    if noted.skipped:
        said.append(ctx.say("week.skipped", text=clip("; ".join(noted.skipped), HEARD)))
    if asked is not None:
        return (await week_ask.screen(ctx, one, asked)).told(*said)
    just = noted.numbers[-1] if noted.numbers else None
    return (await week.card(ctx, one, week_parts.page_of(one, just), just)).told(*said)


async def copy(ctx: Context, schedule: int, version: int) -> Screen:
    one, count = await scheduling.copy_last(ctx.desk, schedule, version)
    key = "week.copied" if count else "week.copied-none"
    return (await week.card(ctx, one)).told(ctx.say(key, count=count))


async def refill(ctx: Context, schedule: int, version: int) -> Screen:
    return await week.card(ctx, await scheduling.refill(ctx.desk, schedule, version))


async def submit(ctx: Context, schedule: int, version: int) -> Screen:
    reason = ctx.words.text("week.reason")
    one = await scheduling.submit(ctx.desk, schedule, version, reason)
    shown = await week.card(ctx, one)
    first = len(one.approved) <= (one.state == APPROVED)
    return shown.told(ctx.say("week.late")) if one.late and first else shown


async def recall(ctx: Context, schedule: int, version: int) -> Screen:
    one = await scheduling.recall(ctx.desk, schedule, version)
    return (await week.card(ctx, one)).told(ctx.say("week.recalled"))


async def discard(ctx: Context, schedule: int, version: int) -> Screen:
    one = await scheduling.discard(ctx.desk, schedule, version)
    return (await week.card(ctx, one)).told(ctx.say("week.discarded"))
