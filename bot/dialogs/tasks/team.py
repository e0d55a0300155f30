"""Others' work in the hands of their leader: whose, what, assign, move, cancel, hand over, fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.dialogs.context import Context
from bot.dialogs.parts import back, home_row
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act, in_rows
from bot.dialogs.tasks import work, work_parts
from bot.dialogs.weeks import days
from core import calendar, counting, people, schedule_text, taskflow, tasks
from core.months import Month
from core.tasks import TaskItem
from core.text import folded
from core.usecases import accepting, directing, monthviews, working
from core.usecases.assigning import Order

PAGE = 10
LATER = (1, 2, 3, 5, 7)


async def list_(ctx: Context, number: int) -> Screen:
    """Everybody whose work I lead, with open and late tasks."""
    led = await directing.followers(ctx.desk)
    if not led:
        return Screen(at=act("team.list", 0), lines=(ctx.say("team.none"),), rows=(home_row(ctx),))
    last = (len(led) - 1) // PAGE
    number = min(max(number, 0), last)
    part = led[number * PAGE : (number + 1) * PAGE]
    known = await ctx.desk.store.tasks.in_states(part, tasks.OPEN)
    rows: list[Row] = []
    for person in part:
        mine = [one for one in known if one.person == person]
        late = sum(1 for one in mine if ctx.desk.now >= one.due)
        key = "team.person-late" if late else "team.person-button"
        name = await ctx.name(person)
        rows.append(
            (ctx.button(key, "team.person", person, 0, name=name, count=len(mine), late=late),)
        )
    turn: Row = ()
    if number > 0:
        turn += (ctx.button("common.page-before", "team.list", number - 1),)
    if number < last:
        turn += (ctx.button("common.page-after", "team.list", number + 1),)
    return Screen(
        at=act("team.list", number),
        ask=act("team.find"),
        lines=(ctx.say("team.first", count=len(led)), ctx.say("team.find-hint")),
        rows=(*rows, *([turn] if turn else []), home_row(ctx)),
    )


async def find(ctx: Context, *, typed: str) -> Screen:
    """By name, marks or not, or by code."""
    wanted = folded(typed)
    found = []
    for person in await directing.followers(ctx.desk):
        name = await ctx.name(person)
        if wanted in folded(name) or wanted == person.casefold():
            found.append((person, name))
    if len(found) == 1:
        return await person_(ctx, found[0][0], 0)
    rows = [(Button(name, act("team.person", code, 0)),) for code, name in found[:PAGE]]
    key = "team.found" if found else "team.not-found"
    shown = await list_(ctx, 0)
    said = ctx.say(key, count=len(found), text=typed[:40])
    return replace(shown, rows=(*rows, home_row(ctx)) if rows else shown.rows).told(said)


async def person_(ctx: Context, person: str, number: int) -> Screen:
    """The items of the month whose window is open."""
    return await month_(ctx, person, str(directing.open_month(ctx.desk)), number)


async def month_(ctx: Context, person: str, month: str, number: int) -> Screen:
    """The items that count in *month*, and what they come to."""
    view = await monthviews.of(ctx.desk, person, Month.parse(month))
    start, end = ctx.desk.rules.calendar.work_window(view.month)
    items = await ctx.desk.store.tasks.due_between([person], start, end)
    last = max(0, (len(items) - 1) // work.PAGE)
    number = min(max(number, 0), last)
    lines: list[Line] = [
        ctx.say("team.person", name=await ctx.name(person), month=view.month, count=len(items)),
    ]
    if view.total is not None:
        lines.append(ctx.say("team.forecast", total=view.total, band=view.band or ""))
    lines.append(BLANK)
    rows: list[Row] = []
    part = items[number * work.PAGE : (number + 1) * work.PAGE]
    for at, one in enumerate(part, number * work.PAGE + 1):
        lines.append(work.entry(ctx, one, at))
        label = ctx.words.text("work.open-button", number=at, name=work_parts.name_of(one))
        rows.append((Button(label, act("work.item", one.id)),))
    rows.append(_turn(ctx, person, month, number, last))
    if person in await directing.followers(ctx.desk):
        rows.append((ctx.button("team.assign-button", "team.assign", person),))
    before = view.month.shift(-1)
    rows.append(
        (
            ctx.button("why.button", "kpi.of", person, month, 0),
            ctx.button("team.before-button", "team.month", person, str(before), 0, month=before),
        )
    )
    back_to = (
        ctx.button("work.list-button", "work.list")
        if person == ctx.desk.actor
        else ctx.button("team.list-button", "team.list", 0)
    )
    rows.append((back_to, *home_row(ctx)))
    return Screen(
        at=act("team.month", person, month, number),
        lines=tuple(lines),
        rows=tuple(row for row in rows if row),
    )


def _turn(ctx: Context, person: str, month: str, number: int, last: int) -> Row:
    turn: Row = ()
    if number > 0:
        turn += (ctx.button("common.page-before", "team.month", person, month, number - 1),)
    if number < last:
        turn += (ctx.button("common.page-after", "team.month", person, month, number + 1),)
    return turn


async def assign(ctx: Context, person: str) -> Screen:
    return Screen(
        at=act("team.assign", person),
        ask=act("team.assign-typed", person),
        lines=(
            ctx.say("team.assign", name=await ctx.name(person)),
            ctx.say("team.assign-example"),
        ),
        rows=((back(ctx, act("team.person", person, 0)),),),
    )


async def assign_typed(ctx: Context, person: str, *, typed: str) -> Screen:
    """One line; it has to name one product of the catalogue, or none at all, and a day."""
    reading = schedule_text.read_line(typed, people.day_of(ctx.desk.now))
    if len(reading.items) != 1 or reading.items[0].question is not None:
        raise days.unclear(typed)
    read = reading.items[0]
    moment = read.due or read.end or read.start
    if moment is None:
        raise days.unclear(typed)
    due = calendar.due_at(moment)
    product = await accepting.product_of(ctx.desk, person, read.what, due)
    told, name = counting.told(read.what, product.unit_of_count) if product else (None, read.what)
    order = Order(
        item=product.code if product else "",
        quantity=read.quantity or told or 1,
        due=due,
        origin=tasks.ADHOC,
        name=name,
        source=typed[:500],
    )
    stored = await accepting.assign(ctx.desk, person, order)
    shown = await work.item(ctx, stored.id)
    key = "team.assigned" if product else "team.assigned-no-item"
    return shown.told(ctx.say(key, name=await ctx.name(person)))


async def due(ctx: Context, task: int) -> Screen:
    """Another due instant: before the old one it moves, after it the old one was missed."""
    one = (await working.open_item(ctx.desk, task)).item
    today = people.day_of(ctx.desk.now)
    base = max(today, (one.due - timedelta(microseconds=1)).astimezone(calendar.ZONE).date())
    buttons = [
        Button(
            days.short(ctx, day),
            act("team.due-why", task, days.packed(calendar.due_at(day))),
        )
        for day in (base + timedelta(days=more) for more in LATER)
    ]
    key = "team.due-missed" if taskflow.is_missed(one, ctx.desk.now) else "team.due"
    return Screen(
        at=act("team.due", task),
        ask=act("team.due-typed", one.id, one.version),
        lines=(
            ctx.say(key, name=work_parts.name_of(one), due=days.due(ctx, one.due)),
            ctx.say("team.due-hint"),
        ),
        rows=(*in_rows(buttons, 3), (back(ctx, act("work.item", task)),)),
    )


async def due_why(ctx: Context, task: int, packed: str) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    return Screen(
        at=act("team.due-why", task, packed),
        ask=act("team.due-said", one.id, one.version, packed),
        lines=(ctx.say("team.due-why", due=days.due(ctx, days.unpacked(packed))),),
        rows=((back(ctx, act("team.due", task)),),),
    )


async def due_said(ctx: Context, task: int, version: int, packed: str, *, typed: str) -> Screen:
    stored = await accepting.move_due(ctx.desk, task, version, days.unpacked(packed), typed)
    return await _moved(ctx, stored)


async def due_typed(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    instant, reason = days.due_and_rest(ctx, typed)
    stored = await accepting.move_due(ctx.desk, task, version, instant, reason)
    return await _moved(ctx, stored)


async def _moved(ctx: Context, stored: TaskItem) -> Screen:
    shown = await work.item(ctx, stored.id)
    return shown.told(ctx.say("team.due-moved", due=days.due(ctx, stored.due)))


async def cancel(ctx: Context, task: int) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    return Screen(
        at=act("team.cancel", task),
        ask=act("team.cancel-said", one.id, one.version),
        lines=(ctx.say("team.cancel", name=work_parts.name_of(one)), ctx.say("team.cancel-hint")),
        rows=((back(ctx, act("work.item", task)),),),
    )


async def cancel_said(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    stored = await accepting.cancel(ctx.desk, task, version, typed)
    shown = await person_(ctx, stored.person, 0)
    return shown.told(ctx.say("team.cancelled", name=work_parts.name_of(stored)))


async def fault(ctx: Context, task: int) -> Screen:
    """A major error found after acceptance: one event, −25 % of one unit."""
    one = (await working.open_item(ctx.desk, task)).item
    return Screen(
        at=act("team.fault", task),
        ask=act("team.fault-said", one.id, one.version),
        lines=(ctx.say("team.fault", name=work_parts.name_of(one)), ctx.say("team.fault-hint")),
        rows=((back(ctx, act("work.item", task)),),),
    )


async def fault_said(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    unit = 0 if one.accepted == 1 else None
    stored = await accepting.add_fault(ctx.desk, task, version, unit, typed, reason=typed)
    shown = await work.item(ctx, stored.id)
    return shown.told(ctx.say("team.faulted"))


async def hand_over(ctx: Context, task: int) -> Screen:
    """The rest goes to somebody else; what was accepted stays (§8.6)."""
    one = (await working.open_item(ctx.desk, task)).item
    rows: list[Row] = []
    for person in await directing.followers(ctx.desk):
        if person != one.person and len(rows) < PAGE:
            rows.append((Button(await ctx.name(person), act("team.hand-over-why", task, person)),))
    return Screen(
        at=act("team.hand-over", task),
        ask=act("team.hand-over-find", task),
        lines=(
            ctx.say("team.hand-over", name=work_parts.name_of(one), left=one.left),
            ctx.say("team.find-hint"),
        ),
        rows=(*rows, (back(ctx, act("work.item", task)),)),
    )


async def hand_over_find(ctx: Context, task: int, *, typed: str) -> Screen:
    wanted = folded(typed)
    rows: list[Row] = []
    for person in await directing.followers(ctx.desk):
        name = await ctx.name(person)
        if wanted in folded(name) or wanted == person.casefold():
            rows.append((Button(name, act("team.hand-over-why", task, person)),))
    shown = await hand_over(ctx, task)
    said = ctx.say("team.found" if rows else "team.not-found", count=len(rows), text=typed[:40])
    return replace(shown, rows=(*rows[:PAGE], shown.rows[-1]) if rows else shown.rows).told(said)


async def hand_over_why(ctx: Context, task: int, person: str) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    return Screen(
        at=act("team.hand-over-why", task, person),
        ask=act("team.hand-over-said", one.id, one.version, person),
        lines=(
            ctx.say("team.hand-over-why", name=await ctx.name(person)),
            ctx.say("team.hand-over-hint", due=days.due(ctx, one.due)),
        ),
        rows=((back(ctx, act("team.hand-over", task)),),),
    )


async def hand_over_said(
    ctx: Context, task: int, version: int, person: str, *, typed: str
) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    stored = await accepting.hand_over(ctx.desk, task, version, person, one.due, typed)
    shown = await work.item(ctx, stored.id)
    return shown.told(ctx.say("team.handed-over", name=await ctx.name(person)))
