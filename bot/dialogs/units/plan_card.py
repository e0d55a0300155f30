"""The card of a unit's month plan: what stands in it, what is open, what to do next."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act, in_rows
from bot.dialogs.units import catalogue_unit, plan_words
from bot.dialogs.weeks import days
from core import monthplan
from core.monthplan import Change, PlanLine
from core.usecases import monthplans
from core.usecases.monthplans import Opened
from core.weekfill import last_day

PAGE = 8
MOST_UNCLEAR = 6
MOST_OF_ONE = 12
TEXT = 90


async def show(ctx: Context, opened: Opened, page: int) -> Screen:
    plan = opened.plan
    lines = plan.lines
    page = min(max(page, 0), max(0, (len(lines) - 1) // PAGE))
    writes = opened.is_open and opened.known is not None
    return Screen(
        at=act("plan.open", plan.unit, str(plan.month), page),
        ask=act("plan.typed", plan.unit, str(plan.month)) if writes else None,
        takes=act("workbook.take", plan.unit, str(plan.month)) if writes else None,
        lines=await _lines(ctx, opened, page),
        rows=_rows(ctx, opened, page),
    )


# ------------------------------------------------------------------ what the card says


async def _lines(ctx: Context, opened: Opened, page: int) -> tuple[Line, ...]:
    plan = opened.plan
    if opened.known is None and opened.is_open:
        return (ctx.say("plan.no-catalogue", month=plan.month),)
    if not plan.lines and not plan.typed and not opened.changes:
        return _empty(ctx, opened)
    people = {person for one in plan.lines for person in one.people}
    name = await catalogue_unit.unit_name(ctx, plan.unit)
    said = [
        _first(ctx, opened),
        ctx.say("plan.summary", unit=name, lines=len(plan.lines), people=len(people)),
        *_difference(ctx, opened),
        BLANK,
    ]
    if page == 0:
        said += [
            ctx.say("plan.unclear-line", text=clip(_typed_text(ctx, opened, one), TEXT))
            for one in plan.typed[:MOST_UNCLEAR]
        ]
    said += _entries(ctx, opened, page)
    if opened.is_open:
        said += [BLANK, ctx.say("plan.hint")]
    return tuple(said)


def _typed_text(ctx: Context, opened: Opened, one: monthplan.Typed) -> str:
    return one.text or plan_words.understood(ctx, opened, one)


def _empty(ctx: Context, opened: Opened) -> tuple[Line, ...]:
    plan, circle = opened.plan, opened.circle
    if not opened.is_open:
        return (ctx.say("plan.frozen", month=plan.month),)
    others = [one for one in circle.people if one.code != ctx.desk.actor]
    first = others[-1] if others else None
    item = circle.items[0].name if circle.items else ""
    start, end = circle.window
    last = last_day(end)
    due = f"{last.day}/{last.month}"
    return (
        ctx.say("plan.nothing-yet", month=plan.month),
        ctx.say(
            "plan.example",
            code=first.code if first else "P061",
            item=clip(item, 40),
            due=due,
        ),
        ctx.say(
            "plan.example-free",
            name=first.name if first else "Nga",
            item=clip(item, 40),
            due=due,
        ),
        ctx.say("plan.window", start=start.date(), end=last),
    )


def _first(ctx: Context, opened: Opened) -> Line:
    plan = opened.plan
    if not opened.is_open:
        return ctx.say("plan.frozen", month=plan.month)
    if plan.typed:
        return ctx.say("plan.unclear", count=len(plan.typed))
    if plan.state == monthplan.APPROVED:
        return ctx.say("plan.approved", month=plan.month)
    return ctx.say("plan.to-approve" if opened.is_head else "plan.to-ask", month=plan.month)


def _difference(ctx: Context, opened: Opened) -> tuple[Line, ...]:
    """Beside a version in force: what the draft would change."""
    if opened.plan.in_force is None or not opened.changes:
        return ()
    what = plan_words.counted(ctx, opened.changes)
    return (ctx.say("plan.summary-changed", what=what),)


def _entries(ctx: Context, opened: Opened, page: int) -> list[Line]:
    plan = opened.plan
    moved = {one.after.number: one for one in opened.changes if one.after is not None}
    marked = moved if plan.in_force is not None else {}
    shown = plan.lines[page * PAGE : (page + 1) * PAGE]
    said = [_entry(ctx, opened, one, marked.get(one.number)) for one in shown]
    if (page + 1) * PAGE >= len(plan.lines):
        said += [
            ctx.say("plan.gone", line=f"{one.number}. {plan_words.line(ctx, opened, one)}")
            for one in _gone(opened)
        ]
    if len(plan.lines) > PAGE:
        first = page * PAGE + 1
        said.append(
            ctx.say("plan.some", first=first, last=first + len(shown) - 1, count=len(plan.lines))
        )
    return said


def _entry(ctx: Context, opened: Opened, one: PlanLine, change: Change | None) -> Line:
    return ctx.say(
        "plan.line",
        number=one.number,
        mark=plan_words.mark(ctx, change),
        people=plan_words.names(opened, one.people),
        work=clip(one.work, plan_words.WORK),
        quantity=plan_words.quantity(opened, one.item, one.quantity),
        due=days.due(ctx, one.due),
    )


def _gone(opened: Opened) -> list[PlanLine]:
    """Lines in force that the draft has dropped."""
    return [one.before for one in opened.changes if one.after is None and one.before is not None]


# ------------------------------------------------------------------ what the card offers


def _rows(ctx: Context, opened: Opened, page: int) -> tuple[Row, ...]:
    plan = opened.plan
    unit, month = plan.unit, str(plan.month)
    turn: Row = ()
    if page > 0:
        turn += (ctx.button("common.page-before", "plan.open", unit, month, page - 1),)
    if (page + 1) * PAGE < len(plan.lines):
        turn += (ctx.button("common.page-after", "plan.open", unit, month, page + 1),)
    other = tuple(
        ctx.button("plan.month-button", "plan.open", unit, str(each), 0, month=each)
        for each in monthplans.months(ctx.desk)
        if each != plan.month
    )
    below = (
        turn,
        other,
        (ctx.button("unit.back-button", "unit.of", unit),),
    )
    rows = (*_acts(ctx, opened, page), *below) if opened.is_open else below
    return tuple(row for row in rows if row)


def _acts(ctx: Context, opened: Opened, page: int) -> tuple[Row, ...]:
    plan = opened.plan
    unit, month = plan.unit, str(plan.month)
    if opened.known is None:
        return ((ctx.button("unit.catalogue-button", "catalogue.unit", unit),),)
    numbers = in_rows(
        (_line_button(ctx, opened, one) for one in plan.lines[page * PAGE : (page + 1) * PAGE]),
        4,
    )
    kept: tuple[Row, ...] = ()
    if (page + 1) * PAGE >= len(plan.lines):
        kept = in_rows(
            (
                ctx.button(
                    "plan.restore-line-button",
                    "plan.restore",
                    plan.id,
                    one.number,
                    number=one.number,
                )
                for one in _gone(opened)[:MOST_UNCLEAR]
            ),
            3,
        )
    return (
        _forward(ctx, opened),
        *numbers,
        *kept,
        (
            ctx.button("plan.add-button", "plan.add", unit, month),
            ctx.button("plan.excel-button", "plan.excel", unit, month),
        ),
    )


def _forward(ctx: Context, opened: Opened) -> Row:
    """The one thing to do next: make clear, approve, or ask the head to."""
    plan = opened.plan
    if plan.typed:
        first, count = plan.typed[0].number, len(plan.typed)
        return (ctx.button("plan.unclear-button", "plan.fix", plan.id, first, count=count),)
    if not opened.changes:
        return ()
    if opened.is_head:
        return (ctx.button("plan.approve-button", "plan.confirm", plan.id, plan.version),)
    return (ctx.button("plan.ask-button", "plan.ask", plan.id, plan.version),)


async def of_person(ctx: Context, opened: Opened, person: str) -> Screen:
    """The lines of one person, found by typing the name."""
    plan = opened.plan
    lines = [one for one in plan.lines if person in one.people]
    rows = in_rows((_line_button(ctx, opened, one) for one in lines[:MOST_OF_ONE]), 4)
    more = (
        [ctx.say("plan.more", count=len(lines) - MOST_OF_ONE)] if len(lines) > MOST_OF_ONE else []
    )
    writes = opened.is_open and opened.known is not None
    key = "plan.of-person" if lines else "plan.of-nobody"
    return Screen(
        at=act("plan.of", plan.unit, str(plan.month), person),
        ask=act("plan.typed", plan.unit, str(plan.month)) if writes else None,
        lines=(
            ctx.say(key, name=opened.name(person), count=len(lines)),
            *(_entry(ctx, opened, one, None) for one in lines[:MOST_OF_ONE]),
            *more,
        ),
        rows=(*(rows if opened.is_open else ()), (button(ctx, opened),)),
    )


def _line_button(ctx: Context, opened: Opened, one: PlanLine) -> Button:
    return ctx.button(
        "plan.line-button", "plan.line", opened.plan.id, one.number, number=one.number
    )


def button(ctx: Context, opened: Opened) -> Button:
    plan = opened.plan
    return ctx.button("plan.back-button", "plan.open", plan.unit, str(plan.month), 0)
