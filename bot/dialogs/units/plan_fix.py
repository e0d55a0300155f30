"""A line of the plan that is not clear yet: one question after another, nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Line, Row, Screen, act
from bot.dialogs.units import plan_card, plan_words
from bot.dialogs.weeks import days
from core import calendar, catalogue, errors, plan_answers
from core.catalogue import CatalogueItem
from core.monthplan import DUE, ITEM, PERSON, QUANTITY, Typed
from core.plan_answers import Circle
from core.usecases import monthplanning, monthplans
from core.usecases.monthplans import Opened
from core.weekfill import last_day

TEXT = 160
SAID = 40


async def fix(ctx: Context, plan_id: int, number: int) -> Screen:
    opened = await monthplans.get(ctx.desk, plan_id)
    one = opened.plan.typed_line(number)
    return Screen(
        at=act("plan.fix", plan_id, number),
        ask=act("plan.answer", plan_id, number),
        lines=_lines(ctx, opened, one),
        rows=(*await _choices(ctx, opened, one), *_ends(ctx, opened, one)),
    )


def _lines(ctx: Context, opened: Opened, one: Typed) -> tuple[Line, ...]:
    said = [_question(ctx, opened, one)]
    if one.text:
        said.append(ctx.say("plan.typed", text=clip(one.text, TEXT)))
    if parts := plan_words.understood(ctx, opened, one):
        said.append(ctx.say("plan.understood", parts=parts))
    said += _doubt(ctx, opened, one)
    if one.asks == PERSON and len(one.options) > plan_words.MOST_PEOPLE:
        said.append(ctx.say("plan.more-people"))
    return tuple(said)


def _question(ctx: Context, opened: Opened, one: Typed) -> Line:
    if one.asks == PERSON:
        return ctx.say("plan.ask-person")
    if one.asks == ITEM:
        return ctx.say("plan.ask-item")
    if one.asks == QUANTITY:
        found = opened.known.find(one.item) if opened.known else None
        return ctx.say("plan.ask-quantity", unit_of_count=found.unit_of_count if found else "")
    last = last_day(opened.circle.window[1])
    return ctx.say("plan.ask-due", due=f"{last.day}/{last.month}")


def _doubt(ctx: Context, opened: Opened, one: Typed) -> tuple[Line, ...]:
    """Why it is asked, where something was said that does not do."""
    start, end = opened.circle.window
    who = clip(plan_answers.unclear_name(one), SAID)
    due = days.due(ctx, one.due) if one.due else ""
    month = opened.plan.month
    known = {
        "plan.person-which": lambda: ctx.say("plan.doubt-person-which", said=who),
        "plan.person-unknown": lambda: ctx.say("plan.doubt-person-unknown", said=who),
        "plan.item-which": lambda: ctx.say("plan.doubt-item-which", said=clip(one.said, SAID)),
        "plan.item-none": lambda: ctx.say("plan.doubt-item-none", said=clip(one.said, SAID)),
        "plan.quantity-unclear": lambda: ctx.say("plan.doubt-quantity", said=clip(one.much, SAID)),
        "plan.due-unclear": lambda: ctx.say("plan.doubt-due", said=clip(one.when, SAID)),
        "plan.window": lambda: ctx.say(
            "plan.doubt-window", due=due, month=month, start=start.date(), end=last_day(end)
        ),
        "plan.due-past": lambda: ctx.say("plan.doubt-due-past", due=due),
    }
    if one.doubt not in known or (one.asks == ITEM and not one.said):
        return ()
    return (known[one.doubt](),)


async def _choices(ctx: Context, opened: Opened, one: Typed) -> tuple[Row, ...]:
    here = (opened.plan.id, one.number)
    if one.asks == PERSON:
        return plan_words.person_rows(opened, one.options, "plan.fix-person", *here)
    if one.asks == ITEM:
        items = await _offered(ctx, opened, one)
        return plan_words.item_rows(opened, items, "plan.fix-item", *here)
    if one.asks == QUANTITY:
        rows = plan_words.quantity_rows("plan.fix-quantity", *here)
        return (*rows, *_for_all(ctx, opened, one))
    rows = plan_words.due_rows(ctx, opened, "plan.fix-due", *here)
    return (*rows, *_for_all(ctx, opened, one))


async def _offered(ctx: Context, opened: Opened, one: Typed) -> tuple[CatalogueItem, ...]:
    """What was meant perhaps; else the catalogue, what the person did lately first."""
    known = opened.known
    if known is None:
        return ()
    meant = tuple(item for code in one.options if (item := known.find(code)))
    if meant:
        return meant
    recent = await ctx.desk.store.tasks.recent_items(one.people[0], plan_words.MOST_ITEMS)
    return catalogue.search(known.items, "", recent)


def _for_all(ctx: Context, opened: Opened, one: Typed) -> tuple[Row, ...]:
    """One tap for all lines of a paste that lack the same."""
    alike = [each for each in opened.plan.typed if monthplanning.is_untold(each, one.asks)]
    if len(alike) < 2 or not monthplanning.is_untold(one, one.asks):
        return ()
    plan_id, count = opened.plan.id, len(alike)
    if one.asks == QUANTITY:
        return (
            (ctx.button("plan.all-quantity-button", "plan.all-quantity", plan_id, count=count),),
        )
    due = days.due(ctx, opened.circle.window[1])
    return ((ctx.button("plan.all-due-button", "plan.all-due", plan_id, count=count, due=due),),)


def _ends(ctx: Context, opened: Opened, one: Typed) -> tuple[Row, ...]:
    here = (opened.plan.id, one.number)
    after: Row = ()
    if len(opened.plan.typed) > 1:
        after = (ctx.button("plan.next-button", "plan.next", *here),)
    drop = ctx.button("plan.drop-typed-button", "plan.drop-typed", *here)
    return ((drop, *after), (plan_card.button(ctx, opened),))


# ------------------------------------------------------------------ answers


Answer = Callable[[Typed, Circle], Typed]


async def answer(ctx: Context, plan_id: int, number: int, *, typed: str) -> Screen:
    return await _given(
        ctx, plan_id, number, lambda one, circle: plan_answers.answered(one, typed, circle)
    )


async def fix_person(ctx: Context, plan_id: int, number: int, person: str) -> Screen:
    return await _given(
        ctx, plan_id, number, lambda one, circle: plan_answers.named(one, person, circle)
    )


async def fix_item(ctx: Context, plan_id: int, number: int, known: int, index: int) -> Screen:
    item = await chosen(ctx, plan_id, known, index)
    return await _given(
        ctx, plan_id, number, lambda one, circle: plan_answers.made(one, item.code, circle)
    )


async def fix_quantity(ctx: Context, plan_id: int, number: int, quantity: int) -> Screen:
    return await _given(
        ctx, plan_id, number, lambda one, circle: plan_answers.counted(one, quantity, circle)
    )


async def fix_due(ctx: Context, plan_id: int, number: int, day: str) -> Screen:
    due = calendar.due_at(to_day(day))
    return await _given(
        ctx, plan_id, number, lambda one, circle: plan_answers.due_by(one, due, circle)
    )


async def all_quantity(ctx: Context, plan_id: int) -> Screen:
    """One unit each, for every line that says nothing about how many."""
    stored = await monthplanning.answer_all(
        ctx.desk, plan_id, QUANTITY, lambda one, circle: plan_answers.counted(one, 1, circle)
    )
    return await _after(ctx, stored.id)


async def all_due(ctx: Context, plan_id: int) -> Screen:
    """By the end of the window, for every line that says nothing about when."""
    stored = await monthplanning.answer_all(
        ctx.desk,
        plan_id,
        DUE,
        lambda one, circle: plan_answers.due_by(one, circle.window[1], circle),
    )
    return await _after(ctx, stored.id)


async def chosen(ctx: Context, plan_id: int, known: int, index: int) -> CatalogueItem:
    """The item of a button; *errors.Stale* ``card.old`` when another version is in force."""
    opened = await monthplans.get(ctx.desk, plan_id)
    version = opened.known
    if version is None or version.id != known or not 0 <= index < len(version.items):
        raise errors.Stale("card.old", unit=opened.plan.unit)
    return version.items[index]


def to_day(text: str) -> date:
    """*errors.BadInput* ``button`` for what no button of ours says."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise errors.BadInput("button") from fault


async def _given(ctx: Context, plan_id: int, number: int, given: Answer) -> Screen:
    stored, is_clear = await monthplanning.answer(ctx.desk, plan_id, number, given)
    if not is_clear:
        return await fix(ctx, plan_id, number)
    opened = await monthplans.get(ctx.desk, stored.id)
    line = plan_words.line(ctx, opened, opened.plan.line(number))
    shown = await _after(ctx, stored.id)
    return shown.told(ctx.say("plan.clear-now", line=line))


async def _after(ctx: Context, plan_id: int) -> Screen:
    """The next line that is not clear, else the plan."""
    opened = await monthplans.get(ctx.desk, plan_id)
    if opened.plan.typed:
        return await fix(ctx, plan_id, opened.plan.typed[0].number)
    return await plan_card.show(ctx, opened, 0)


async def next_(ctx: Context, plan_id: int, number: int) -> Screen:
    """The unclear line after this one, from the last to the first again."""
    opened = await monthplans.get(ctx.desk, plan_id)
    numbers = [one.number for one in opened.plan.typed]
    later = [each for each in numbers if each > number] or numbers
    if not later:
        return await plan_card.show(ctx, opened, 0)
    return await fix(ctx, plan_id, later[0])


async def drop_typed(ctx: Context, plan_id: int, number: int) -> Screen:
    opened = await monthplans.get(ctx.desk, plan_id)
    gone = opened.plan.typed_line(number)
    text = gone.text or plan_words.understood(ctx, opened, gone)
    stored = await monthplanning.drop_typed(ctx.desk, plan_id, number)
    shown = await _after(ctx, stored.id)
    return shown.told(ctx.say("plan.dropped-typed", text=clip(text, TEXT)))
