"""The direct leader's side: a schedule to approve, only its difference when it was amended."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import home_row
from bot.dialogs.screen import BLANK, Line, Row, Screen, act, line
from bot.dialogs.weeks import week_parts
from bot.dialogs.weeks.week_parts import Known, week_name
from core import people, weekflow
from core.schedule import SUBMITTED, Schedule, changes, in_order
from core.usecases import agreeing

PAGE_OF_CHANGES = 10


async def read(ctx: Context, schedule: int, page: int) -> Screen:
    return await screen(ctx, await agreeing.opened(ctx.desk, schedule), page)


async def screen(ctx: Context, one: Schedule, page: int) -> Screen:
    known = await week_parts.known_of(ctx, one)
    waiting = one.state == SUBMITTED and not weekflow.is_over(one, people.day_of(ctx.desk.now))
    amended = bool(one.approved) and one.state == SUBMITTED
    if amended:
        body, rows, page = _difference(ctx, one, known, page)
    else:
        body, shown, page = week_parts.by_day(ctx, one, known, page)
        body += (BLANK, *week_parts.legend(ctx, shown)) if shown else ()
        rows = week_parts.number_rows(shown, page, "week.line", one.id) if waiting else ()
        rows += (week_parts.page_row(ctx, len(one.lines), page, "week.read", one.id),)
    return Screen(
        at=act("week.read", one.id, page),
        ask=act("week.read-typed", one.id) if waiting else None,
        lines=(*await _title(ctx, one, waiting=waiting, amended=amended), *body),
        rows=tuple(row for row in (*_acts(ctx, one, waiting=waiting), *rows, _home(ctx)) if row),
    )


async def _title(ctx: Context, one: Schedule, *, waiting: bool, amended: bool) -> tuple[Line, ...]:
    name, week = await ctx.name(one.person), week_name(ctx, one.week)
    if not waiting:
        return (ctx.say("week.read-only", name=name, week=week),)
    key = "week.review-changes" if amended else "week.review"
    said = [ctx.say(key, name=name, week=week)]
    if one.late and not amended:
        said.append(ctx.say("week.review-late"))
    passed = [
        each
        for each in one.lines
        if each.makes_task and each.due is not None and each.due <= ctx.desk.now
    ]
    if passed:
        said.append(ctx.say("week.review-passed", count=len(passed)))
    mine = len(changes(one.sent, one.lines))
    if mine:
        said.append(ctx.say("week.review-mine", count=mine))
    makes = sum(1 for each in one.lines if each.makes_task)
    if makes:
        said.append(ctx.say("week.review-makes", count=makes))
    return tuple(said)


def _difference(
    ctx: Context, one: Schedule, known: Known, page: int
) -> tuple[tuple[Line, ...], tuple[Row, ...], int]:
    """Only what differs from the schedule in force; its own lines can be changed here too."""
    found = changes(one.in_force, one.lines)
    page = min(max(page, 0), max(0, (len(found) - 1) // PAGE_OF_CHANGES))
    shown = found[page * PAGE_OF_CHANGES : (page + 1) * PAGE_OF_CHANGES]
    said = week_parts.change_lines(ctx, shown, known)
    first = page * PAGE_OF_CHANGES + 1
    numbered = tuple(line(f"{at}. {each.plain}") for at, each in enumerate(said, first))
    entries = [each.after for each in shown]
    rows = week_parts.change_rows(entries, first, "week.line", one.id)
    turn = week_parts.page_row(ctx, len(found), page, "week.read", one.id)
    return (BLANK, *numbered), (*rows, turn), page


def numbers(one: Schedule) -> dict[int, int]:
    """What a number typed on the card means: the line's own number."""
    if one.approved and one.state == SUBMITTED:
        found = changes(one.in_force, one.lines)
        return {at: each.after.number for at, each in enumerate(found, 1) if each.after}
    return {at: each.number for at, each in enumerate(in_order(one.lines), 1)}


def _acts(ctx: Context, one: Schedule, *, waiting: bool) -> tuple[Row, ...]:
    if not waiting:
        return ()
    return (
        (
            ctx.button("week.approve-button", "week.approve", one.id, one.version),
            ctx.button("week.return-button", "week.return", one.id, one.version),
        ),
    )


def _home(ctx: Context) -> Row:
    return (ctx.button("week.inbox-back", "week.inbox"), *home_row(ctx))
