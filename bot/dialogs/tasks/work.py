"""My work: the list, one task on a card, "Xong" in one tap."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogs.context import Context
from bot.dialogs.parts import home_row
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act
from bot.dialogs.tasks import work_parts
from bot.dialogs.weeks import days
from core import errors, people, tasks, window
from core.tasks import Done, TaskItem
from core.usecases import directing, evidencing, working

PAGE = 8
MOST_DIGITS = 3


async def list_(ctx: Context) -> Screen:
    return await page(ctx, 0)


async def page(ctx: Context, number: int) -> Screen:
    """Open tasks by due, each with its "Xong"; then what waits and what was proposed."""
    mine = await working.mine(ctx.desk)
    shown = [*mine.open, *mine.proposed, *mine.waiting]
    last = max(0, (len(shown) - 1) // PAGE)
    number = min(max(number, 0), last)
    part = shown[number * PAGE : (number + 1) * PAGE]
    lines: list[Line] = [_first(ctx, mine), BLANK]
    rows: list[Row] = []
    for at, item in enumerate(part, number * PAGE + 1):
        lines.append(entry(ctx, item, at))
        rows.append(_row(ctx, item, at))
    turn: Row = ()
    if number > 0:
        turn += (ctx.button("common.page-before", "work.page", number - 1),)
    if number < last:
        turn += (ctx.button("common.page-after", "work.page", number + 1),)
    rows += [row for row in (turn,) if row]
    rows.append((ctx.button("work.add-button", "adhoc"), ctx.button("kpi.button", "kpi.mine", 0)))
    month = str(directing.open_month(ctx.desk))
    rows.append((ctx.button("work.month-button", "team.month", ctx.desk.actor, month, 0),))
    rows.append(home_row(ctx))
    return Screen(
        at=act("work.page", number),
        ask=act("work.pick") if shown else None,
        lines=tuple(lines),
        rows=tuple(rows),
    )


async def pick(ctx: Context, *, typed: str) -> Screen:
    """The number in front of a line opens it: where there are no buttons it must mean the line."""
    mine = await working.mine(ctx.desk)
    shown = [*mine.open, *mine.proposed, *mine.waiting]
    said = typed.strip().rstrip(".")
    if not (said.isdecimal() and said.isascii() and len(said) <= MOST_DIGITS):
        raise errors.BadInput("work.which-line", text=said, count=len(shown))
    if not 1 <= int(said) <= len(shown):
        raise errors.BadInput("work.which-line", text=said, count=len(shown))
    return await item(ctx, shown[int(said) - 1].id)


def _first(ctx: Context, mine: working.Mine) -> Line:
    late = sum(1 for one in mine.open if ctx.desk.now >= one.due)
    if late:
        return ctx.say("work.first-late", count=len(mine.open), late=late)
    if mine.open:
        return ctx.say("work.first", count=len(mine.open))
    return ctx.say("work.none")


def entry(ctx: Context, item: TaskItem, at: int) -> Line:
    task_mark = "late" if item.state in tasks.OPEN and ctx.desk.now >= item.due else item.state
    return ctx.say(f"work.entry-{task_mark}", number=at, title=work_parts.title(ctx, item))


def _row(ctx: Context, item: TaskItem, at: int) -> Row:
    opening = Button(
        ctx.words.text("work.open-button", number=at, name=work_parts.name_of(item)),
        act("work.item", item.id),
        answers=True,
    )
    if item.state not in tasks.OPEN:
        return (opening,)
    done = ctx.button("work.done-short", "work.done", item.id, item.version, number=at)
    return (opening, done)


async def item(ctx: Context, task: int) -> Screen:
    """One task, for whoever has a part in it."""
    opened = await working.open_item(ctx.desk, task)
    return show(ctx, opened)


def show(ctx: Context, opened: working.Opened) -> Screen:
    one = opened.item
    owner = working.OWNER in opened.roles
    rows = _own_rows(ctx, opened) if owner else _leader_rows(ctx, opened)
    if evidencing.all_evidence(one):
        rows.append((ctx.button("work.evidence-button", "work.proofs", one.id),))
    back = (
        ctx.button("work.list-button", "work.list")
        if owner
        else ctx.button("team.back-button", "team.person", one.person, 0)
    )
    rows.append((back, *home_row(ctx)))
    return Screen(
        at=act("work.item", one.id),
        ask=act("work.typed", one.id, one.version) if _can_do(opened) else None,
        takes=act("work.file", one.id) if owner else None,
        lines=(_todo(ctx, opened), BLANK, *work_parts.body(ctx, one), *_hint(ctx, opened)),
        rows=tuple(row for row in rows if row),
    )


def _can_do(opened: working.Opened) -> bool:
    return (
        working.OWNER in opened.roles
        and opened.phase == window.OPEN
        and opened.item.state in {*tasks.OPEN, tasks.SUBMITTED}
    )


def _todo(ctx: Context, opened: working.Opened) -> Line:
    one = opened.item
    if working.OWNER not in opened.roles:
        led_state = one.state
        return ctx.say(f"work.led-{led_state}")
    if one.state in tasks.OPEN and opened.phase != window.OPEN:
        return ctx.say("work.todo-closed")
    if one.state in tasks.OPEN and ctx.desk.now >= one.due:
        return ctx.say("work.todo-late")
    if one.state == tasks.REFUSED:
        return ctx.say("work.todo-refused", text=one.reason)
    task_state = one.state
    return ctx.say(f"work.todo-{task_state}")


def _hint(ctx: Context, opened: working.Opened) -> Sequence[Line]:
    return (BLANK, ctx.say("work.hint")) if _can_do(opened) else ()


def _own_rows(ctx: Context, opened: working.Opened) -> list[Row]:
    one = opened.item
    seen = (one.id, one.version)
    rows: list[Row] = []
    if _can_do(opened):
        if one.left:
            rows.append((ctx.button("work.done-button", "work.done", *seen, count=one.left),))
        rows.append(
            (
                ctx.button("work.part-button", "work.part", one.id),
                ctx.button("work.when-button", "work.when", one.id),
            )
        )
        if one.waiting:
            rows.append((ctx.button("work.take-back-button", "work.take-back", *seen),))
        if one.state in tasks.OPEN and ctx.desk.now < one.due:
            rows.append((ctx.button("work.extend-button", "work.extend", one.id),))
    if one.state in {tasks.PROPOSED, tasks.DRAFT, tasks.REFUSED} and opened.phase == window.OPEN:
        rows.append(
            (
                ctx.button("adhoc.correct-button", "adhoc.line", one.id),
                ctx.button("adhoc.drop-button", "adhoc.drop", *seen),
            )
        )
    if work_parts.excusable(one):
        rows.append((ctx.button("excuse.button", "excuse", one.id),))
    return rows


def _leader_rows(ctx: Context, opened: working.Opened) -> list[Row]:
    one = opened.item
    rows: list[Row] = []
    leads = working.LEADER in opened.roles and opened.phase != window.FROZEN
    judges = leads or (working.DECIDER in opened.roles and opened.phase == window.FROZEN)
    if one.waiting and judges:
        rows.append((ctx.button("accept.open-button", "accept.delivery", one.id, "-"),))
    if one.state == tasks.PROPOSED and leads:
        rows.append((ctx.button("accept.line-button", "accept.line", one.id),))
    if working.LEADER in opened.roles and opened.phase == window.OPEN and one.state in tasks.OPEN:
        rows.append(
            (
                ctx.button("team.due-button", "team.due", one.id),
                ctx.button("team.cancel-button", "team.cancel", one.id),
            )
        )
        if one.left:
            rows.append((ctx.button("team.hand-over-button", "team.hand-over", one.id),))
    if one.accepted and judges:
        rows.append((ctx.button("team.fault-button", "team.fault", one.id),))
    return rows


async def done(ctx: Context, task: int, version: int) -> Screen:
    """ "Xong" in one tap: all that is left, finished now."""
    one = await working.own(ctx.desk, task, version)
    now = ctx.desk.now
    at = Done(day=people.day_of(now), at=now)
    stored = await working.hand_in(ctx.desk, task, version, max(1, one.left), at)
    return await after(ctx, stored)


async def after(ctx: Context, stored: TaskItem) -> Screen:
    """The list again, with what was just handed in and its undo on top."""
    delivery = stored.waiting[-1]
    said = ctx.say(
        "work.handed-in",
        name=work_parts.name_of(stored),
        quantity=delivery.quantity,
        done=days.short(ctx, delivery.done.day),
    )
    return (await handed_in(ctx, stored.id)).told(said)


async def handed_in(ctx: Context, task: int) -> Screen:
    """The list, which takes a link or a file as evidence of what was handed in last."""
    one = (await working.open_item(ctx.desk, task)).item
    shown = await list_(ctx)
    undo = ctx.button("work.undo-button", "work.take-back", task, one.version)
    return Screen(
        at=act("work.handed-in", task),
        ask=act("work.after-typed", task) if shown.ask else None,
        takes=act("work.file", task),
        lines=shown.lines,
        rows=((undo,), *shown.rows) if one.waiting else shown.rows,
    )


async def take_back(ctx: Context, task: int, version: int) -> Screen:
    stored = await working.take_back(ctx.desk, task, version)
    shown = await item(ctx, stored.id)
    return shown.told(ctx.say("work.taken-back"))
