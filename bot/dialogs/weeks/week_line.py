"""One line of a week: what it is, and everything that can be changed in it by tapping."""

from __future__ import annotations

from datetime import date

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Button, Row, Screen, act, in_rows
from bot.dialogs.weeks import (
    days,
    week_ask,
    week_entry,
    week_line_read,
    week_parts,
    week_places,
    week_review,
)
from core import calendar, errors
from core.schedule import LEFT_OVER, WHICH_ITEM, Schedule
from core.schedule import Line as Entry
from core.usecases import arranging, timetable
from core.usecases.noting import Noted
from core.weeks import Week


async def show(ctx: Context, schedule: int, number: int) -> Screen:
    return await screen(ctx, await week_entry.of(ctx, schedule), number)


async def screen(ctx: Context, one: Schedule, number: int) -> Screen:
    entry = one.line(number)
    if not week_entry.can_change(ctx, one):
        return await week_line_read.screen(ctx, one, entry)
    if entry.question and entry.question != WHICH_ITEM and one.person == ctx.desk.actor:
        return await week_ask.screen(ctx, one, entry)
    known = await week_parts.known_of(ctx, one)
    mine = one.person == ctx.desk.actor
    at = act("week.line", one.id, number)
    return Screen(
        at=at,
        ask=act("week.retype", one.id, one.version, number) if mine else None,
        lines=(
            ctx.say("week.line-do" if mine else "week.line-change"),
            *week_entry.described(ctx, entry, known, mine=mine),
        ),
        rows=_rows(ctx, one, entry, mine=mine),
    )


def _rows(ctx: Context, one: Schedule, entry: Entry, *, mine: bool) -> tuple[Row, ...]:
    ids = (one.id, entry.number)
    versioned = (one.id, one.version, entry.number)
    planned = entry.task is not None and not entry.item
    day = ctx.button("week.line-day", "week.days", *ids)
    rows: list[Row] = [(day,)]
    if not planned:
        rows[0] += (ctx.button("week.line-quantity", "week.counts", *ids),)
        rows.append((ctx.button("week.line-due", "week.dues", *ids),))
        if mine:
            rows[1] += (ctx.button("week.line-choose", "week.items", *ids, 0),)
    elif mine and entry.mark == LEFT_OVER:
        rows.append((ctx.button("week.line-open", "work.item", entry.task or 0),))
    elif mine:
        rows.append((ctx.button("week.line-extend", "work.extend", entry.task or 0),))
    if mine:
        part = ctx.button("week.line-part", "week.parts", *ids)
        rows.append((part, week_entry.repeat_button(ctx, one, entry)))
    rows.append((ctx.button("week.line-remove", "week.remove", *versioned),))
    rows.append((week_entry.back_to(ctx, one, entry),))
    return tuple(rows)


async def choose_day(ctx: Context, schedule: int, number: int) -> Screen:
    one = await week_entry.to_change(ctx, schedule)
    entry = one.line(number)
    return Screen(
        at=act("week.days", schedule, number),
        lines=(ctx.say("week.days", line=clip(entry.content, week_parts.CONTENT)),),
        rows=(
            *week_entry.day_rows(
                ctx,
                max(Week.of(entry.day), one.week),
                "week.day-set",
                schedule,
                one.version,
                number,
                since=timetable.today(ctx.desk) if entry.item else date.min,
            ),
            (ctx.button("common.back", "week.line", schedule, number),),
        ),
    )


async def day_set(ctx: Context, schedule: int, version: int, number: int, day: str) -> Screen:
    noted = await arranging.set_day(ctx.desk, schedule, version, number, week_entry.day_of(day))
    return await changed(ctx, noted)


async def choose_part(ctx: Context, schedule: int, number: int) -> Screen:
    one = await week_entry.to_change(ctx, schedule)
    entry = one.line(number)
    return Screen(
        at=act("week.parts", schedule, number),
        lines=(ctx.say("week.parts", line=clip(entry.content, week_parts.CONTENT)),),
        rows=(
            *in_rows(
                (
                    ctx.button(
                        f"week.part-button-{part or 'none'}",
                        "week.part-set",
                        schedule,
                        one.version,
                        number,
                        part,
                    )
                    for part in arranging.PARTS
                ),
                2,
            ),
            (ctx.button("common.back", "week.line", schedule, number),),
        ),
    )


async def part_set(ctx: Context, schedule: int, version: int, number: int, part: str) -> Screen:
    noted = await arranging.set_part(ctx.desk, schedule, version, number, part)
    return await changed(ctx, noted)


async def choose_count(ctx: Context, schedule: int, number: int) -> Screen:
    one = await week_entry.to_change(ctx, schedule)
    entry = one.line(number)
    return Screen(
        at=act("week.counts", schedule, number),
        ask=act("week.count-typed", schedule, one.version, number),
        lines=(
            ctx.say("week.counts", line=clip(entry.content, week_parts.CONTENT)),
            ctx.say("week.counts-hint"),
        ),
        rows=(
            week_entry.count_row("week.count-set", schedule, one.version, number),
            (ctx.button("common.back", "week.line", schedule, number),),
        ),
    )


async def count_set(
    ctx: Context, schedule: int, version: int, number: int, quantity: int
) -> Screen:
    noted = await arranging.set_quantity(ctx.desk, schedule, version, number, quantity)
    return await changed(ctx, noted)


async def count_typed(
    ctx: Context, schedule: int, version: int, number: int, *, typed: str
) -> Screen:
    return await count_set(ctx, schedule, version, number, days.whole(typed))


async def choose_due(ctx: Context, schedule: int, number: int) -> Screen:
    one = await week_entry.to_change(ctx, schedule)
    entry = one.line(number)
    here = one.week
    today = timetable.today(ctx.desk)
    left = [day for day in here.days if day >= today]
    buttons = (
        Button(
            days.short(ctx, day),
            act("week.due-set", schedule, one.version, number, day.isoformat()),
        )
        for day in left
    )
    return Screen(
        at=act("week.dues", schedule, number),
        ask=act("week.due-typed", schedule, one.version, number),
        lines=(
            ctx.say("week.dues", line=clip(entry.content, week_parts.CONTENT)),
            ctx.say("week.dues-hint"),
        ),
        rows=(
            *in_rows(buttons, 4),
            (ctx.button("common.back", "week.line", schedule, number),),
        ),
    )


async def due_set(ctx: Context, schedule: int, version: int, number: int, day: str) -> Screen:
    due = calendar.due_at(week_entry.day_of(day))
    return await changed(ctx, await arranging.set_due(ctx.desk, schedule, version, number, due))


async def due_typed(
    ctx: Context, schedule: int, version: int, number: int, *, typed: str
) -> Screen:
    due = days.typed_due(ctx, typed)
    return await changed(ctx, await arranging.set_due(ctx.desk, schedule, version, number, due))


async def retype(ctx: Context, schedule: int, version: int, number: int, *, typed: str) -> Screen:
    noted = await arranging.retype(ctx.desk, schedule, version, number, typed)
    return await changed(ctx, noted)


async def repeat(ctx: Context, schedule: int, version: int, number: int) -> Screen:
    one = await arranging.toggle_repeat(ctx.desk, schedule, version, number)
    key = "week.repeats" if one.line(number).repeats else "week.repeats-off"
    return (await screen(ctx, one, number)).told(ctx.say(key))


async def remove(ctx: Context, schedule: int, version: int, number: int) -> Screen:
    before = await week_entry.of(ctx, schedule)
    entry = before.line(number)
    pasted = any(each.number == number for each in before.pasted)
    one = await arranging.remove(ctx.desk, schedule, version, number)
    key = "week.removed-plan" if entry.task is not None and not entry.item else "week.removed"
    said = ctx.say(key, line=clip(entry.content, week_parts.CONTENT))
    return (await week_places.whole(ctx, one, pasted=pasted)).told(said)


async def changed(ctx: Context, noted: Noted) -> Screen:
    """The line as it is now, or the next thing that it asks."""
    one = noted.schedule
    if not noted.numbers:
        said = await week_parts.elsewhere(ctx, noted)
        return (await week_places.whole(ctx, one, pasted=False)).told(*said)
    number = noted.numbers[0]
    entry = one.line(number)
    pasted = any(each.number == number for each in one.pasted)
    if entry.question and one.person == ctx.desk.actor:
        return await week_ask.screen(ctx, one, entry)
    known = await week_parts.known_of(ctx, one)
    said_ = ctx.say("week.changed", line=week_parts.full_text(ctx, entry, known))
    return (await week_places.whole(ctx, one, pasted=pasted, number=number)).told(said_)


async def read_typed(ctx: Context, schedule: int, *, typed: str) -> Screen:
    """The leader typed the number of a line."""
    one = await week_entry.of(ctx, schedule)
    numbers = week_review.numbers(one)
    said = typed.strip()
    if not (said.isdecimal() and said.isascii() and len(said) < 4 and int(said) in numbers):
        raise errors.BadInput("week.no-such-line", text=said, count=len(numbers))
    return await screen(ctx, one, numbers[int(said)])
