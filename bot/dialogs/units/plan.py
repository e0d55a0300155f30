"""A unit's month plan: lines typed, pasted, tapped together, or sent as a workbook."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Document, Line, Screen, act
from bot.dialogs.units import plan_card, plan_fix, plan_words
from core import calendar, plan_text
from core.months import Month
from core.usecases import monthplanning, monthplans, planapproving
from core.usecases.monthplanning import Written
from core.usecases.monthplans import Opened
from core.weekfill import last_day

TEXT = 90


async def unit(ctx: Context, unit: str) -> Screen:
    """The plan of the earliest month that is still open."""
    return await open_(ctx, unit, str(monthplans.months(ctx.desk)[0]), 0)


async def open_(ctx: Context, unit: str, month: str, page: int) -> Screen:
    opened = await monthplans.open_(ctx.desk, unit, Month.parse(month))
    return await plan_card.show(ctx, opened, page)


async def typed(ctx: Context, unit: str, month: str, *, typed: str) -> Screen:
    """One line or many. What is clear stands in the draft at once; a single line that is not
    is asked about at once. A name alone finds that person's lines.
    """
    opened = await monthplans.open_(ctx.desk, unit, Month.parse(month))
    if person := plan_text.named_alone(typed, opened.circle):
        return await plan_card.of_person(ctx, opened, person)
    written = await monthplanning.write(ctx.desk, unit, Month.parse(month), typed)
    opened = await monthplans.get(ctx.desk, written.plan.id)
    if not written.clear and len(written.unclear) == 1:
        return await plan_fix.fix(ctx, written.plan.id, written.unclear[0])
    shown = await plan_card.show(ctx, opened, _page_of(opened, written))
    count = len(written.clear) + len(written.unclear)
    take_back = ctx.button(
        "plan.take-back-button",
        "plan.take-back",
        written.plan.id,
        written.first,
        written.first + count - 1,
        count=count,
    )
    at = 1 if opened.plan.typed or opened.changes else 0
    rows = (*shown.rows[:at], (take_back,), *shown.rows[at:])
    return replace(shown, rows=rows).told(*_heard(ctx, opened, written))


def _page_of(opened: Opened, written: Written) -> int:
    """Where the first fresh line stands; the first page while something is unclear."""
    if written.unclear or not written.clear:
        return 0
    numbers = [one.number for one in opened.plan.lines]
    return numbers.index(written.clear[0]) // plan_card.PAGE


def _heard(ctx: Context, opened: Opened, written: Written) -> tuple[Line, ...]:
    said: list[Line] = []
    if len(written.clear) == 1:
        one = opened.plan.line(written.clear[0])
        said.append(ctx.say("plan.heard-one", line=plan_words.line(ctx, opened, one)))
    elif written.clear:
        said.append(ctx.say("plan.heard", count=len(written.clear)))
    if written.unclear:
        said.append(ctx.say("plan.heard-unclear", count=len(written.unclear)))
    if written.skipped:
        text = clip("; ".join(written.skipped), TEXT)
        said.append(ctx.say("plan.skipped", count=len(written.skipped), text=text))
    return tuple(said)


async def of_person(ctx: Context, unit: str, month: str, person: str) -> Screen:
    opened = await monthplans.open_(ctx.desk, unit, Month.parse(month))
    return await plan_card.of_person(ctx, opened, person)


async def take_back(ctx: Context, plan_id: int, first: int, last: int) -> Screen:
    plan = await monthplanning.take_back(ctx.desk, plan_id, first, last)
    shown = await plan_card.show(ctx, await monthplans.get(ctx.desk, plan.id), 0)
    return shown.told(ctx.say("plan.taken-back"))


async def add(ctx: Context, unit: str, month: str) -> Screen:
    """A line tapped together: first the person."""
    opened = await monthplans.open_(ctx.desk, unit, Month.parse(month))
    codes = [one.code for one in opened.circle.people]
    rows = plan_words.person_rows(opened, codes, "plan.who", unit, month)
    hint = (ctx.say("plan.more-people"),) if len(codes) > plan_words.MOST_PEOPLE else ()
    return Screen(
        at=act("plan.add", unit, month),
        ask=act("plan.typed", unit, month),
        lines=(ctx.say("plan.add"), *hint),
        rows=(*rows, (ctx.button("plan.back-button", "plan.open", unit, month, 0),)),
    )


async def add_person(ctx: Context, unit: str, month: str, person: str) -> Screen:
    plan, line = await monthplanning.begin_line(ctx.desk, unit, Month.parse(month), person)
    return await plan_fix.fix(ctx, plan.id, line.number)


async def ask(ctx: Context, plan_id: int, version: int) -> Screen:
    """The clerk has done; the head is told."""
    plan = await planapproving.ask_approval(ctx.desk, plan_id, version)
    shown = await plan_card.show(ctx, await monthplans.get(ctx.desk, plan.id), 0)
    return shown.told(ctx.say("plan.asked"))


async def excel(ctx: Context, unit: str, month: str) -> Screen:
    """The draft, or an example, to fill in and send back."""
    opened = await monthplans.open_(ctx.desk, unit, Month.parse(month))
    content = ctx.workbooks.plan(
        opened.unit,
        opened.plan.month,
        opened.plan.lines,
        opened.circle.people,
        opened.circle.items,
        calendar.due_at(last_day(opened.circle.window[1])),
    )
    shown = await plan_card.show(ctx, opened, 0)
    name = ctx.words.text("book.name-plan", unit=unit, month=str(opened.plan.month))
    return replace(
        shown,
        at=act("plan.excel", unit, month),
        lines=(ctx.say("book.give-plan"), *shown.lines[1:]),
        documents=(Document(name, content),),
    )
