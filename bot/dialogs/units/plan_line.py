"""One line of the plan on a card: the six that must be clear, each corrected by a tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.dialogs.context import Context
from bot.dialogs.parts import CLIP, clip
from bot.dialogs.screen import Line, Row, Screen, act, in_rows
from bot.dialogs.units import plan_card, plan_fix, plan_words
from bot.dialogs.weeks import days
from core import calendar, catalogue, drafting, errors, monthplan, naming, plan_answers
from core.catalogue import CatalogueItem
from core.monthplan import PlanLine
from core.usecases import monthplanning, monthplans
from core.usecases.monthplans import Opened
from core.weekfill import last_day

PERSON, ITEM, QUANTITY, DUE = "person", "item", "quantity", "due"
TEXTS = ("expected", "responsibility", "authority")


async def line(ctx: Context, plan_id: int, number: int) -> Screen:
    opened = await monthplans.get(ctx.desk, plan_id)
    one = opened.plan.line(number)
    here = (plan_id, number)
    fields = [
        ctx.button("plan.field-person", "plan.field", *here, PERSON),
        ctx.button("plan.field-item", "plan.field", *here, ITEM),
        ctx.button("plan.field-quantity", "plan.field", *here, QUANTITY),
        ctx.button("plan.field-due", "plan.field", *here, DUE),
        ctx.button("plan.field-expected", "plan.field", *here, "expected"),
        ctx.button("plan.field-responsibility", "plan.field", *here, "responsibility"),
        ctx.button("plan.field-authority", "plan.field", *here, "authority"),
    ]
    before = _in_force(opened, number)
    last: Row = (ctx.button("plan.drop-button", "plan.drop", *here),)
    if before is not None and before != one:
        last += (ctx.button("plan.restore-button", "plan.restore", *here),)
    rows: tuple[Row, ...] = (*in_rows(fields, 2), last) if opened.is_open else ()
    return Screen(
        at=act("plan.line", *here),
        lines=_lines(ctx, opened, one, before),
        rows=(*rows, (plan_card.button(ctx, opened),)),
    )


def _lines(
    ctx: Context, opened: Opened, one: PlanLine, before: PlanLine | None
) -> tuple[Line, ...]:
    item = opened.known.find(one.item) if opened.known else None
    said = [
        ctx.say("plan.one", number=one.number),
        ctx.say(
            "plan.one-work",
            work=clip(one.work, CLIP),
            code=one.item,
            coefficient=item.coefficient if item else "–",
        ),
        ctx.say("plan.one-people", people=_people(ctx, opened, one)),
        ctx.say(
            "plan.one-quantity",
            quantity=one.quantity,
            unit_of_count=item.unit_of_count if item else "",
        ),
        ctx.say("plan.one-due", due=days.due(ctx, one.due)),
    ]
    if one.expected:
        said.append(ctx.say("plan.one-expected", text=clip(one.expected, CLIP)))
    if one.responsibility:
        said.append(ctx.say("plan.one-responsibility", text=clip(one.responsibility, CLIP)))
    if one.authority:
        said.append(ctx.say("plan.one-authority", text=clip(one.authority, CLIP)))
    if before is not None and before != one:
        said.append(ctx.say("plan.one-before", line=plan_words.line(ctx, opened, before)))
    return tuple(said)


def _people(ctx: Context, opened: Opened, one: PlanLine) -> str:
    """With the shares of the coefficient where several make it."""
    if not one.partners:
        return opened.name(one.person)
    return ", ".join(
        ctx.words.text("plan.one-share", name=opened.name(code), share=share)
        for code, share in one.parts
    )


def _in_force(opened: Opened, number: int) -> PlanLine | None:
    before = opened.plan.in_force
    lines = before.lines if before else ()
    return next((one for one in lines if one.number == number), None)


async def field(ctx: Context, plan_id: int, number: int, key: str) -> Screen:
    opened = await monthplans.get(ctx.desk, plan_id)
    opened.plan.line(number)
    here = (plan_id, number)
    lines, rows = await _asked(ctx, opened, number, key)
    back: Row = (ctx.button("common.back", "plan.line", *here),)
    return Screen(
        at=act("plan.field", *here, key),
        ask=act("plan.field-typed", *here, key),
        lines=lines,
        rows=(*rows, back),
    )


async def _asked(
    ctx: Context, opened: Opened, number: int, key: str
) -> tuple[tuple[Line, ...], tuple[Row, ...]]:
    here = (opened.plan.id, number)
    if key == PERSON:
        codes = [one.code for one in opened.circle.people]
        rows = plan_words.person_rows(opened, codes, "plan.set-person", *here)
        return (ctx.say("plan.ask-person"),), rows
    if key == ITEM:
        items = catalogue.search(opened.circle.items, "")
        return (ctx.say("plan.ask-item"),), plan_words.item_rows(
            opened, items, "plan.set-item", *here
        )
    if key == QUANTITY:
        item = opened.known.find(opened.plan.line(number).item) if opened.known else None
        said = ctx.say("plan.ask-quantity", unit_of_count=item.unit_of_count if item else "")
        return (said,), plan_words.quantity_rows("plan.set-quantity", *here)
    if key == DUE:
        last = last_day(opened.circle.window[1])
        said = ctx.say("plan.ask-due", due=f"{last.day}/{last.month}")
        return (said,), plan_words.due_rows(ctx, opened, "plan.set-due", *here)
    asks = {
        "expected": "plan.change-expected",
        "responsibility": "plan.change-responsibility",
        "authority": "plan.change-authority",
    }
    if key not in asks:
        raise errors.BadInput("button")
    return (ctx.words(asks[key]),), ()


async def field_typed(ctx: Context, plan_id: int, number: int, key: str, *, typed: str) -> Screen:
    def changed(one: PlanLine, opened: Opened) -> PlanLine:
        if key == PERSON:
            return with_people(one, people_of(opened, typed))
        if key == ITEM:
            return _with_item(one, _item_of(opened, typed))
        if key == QUANTITY:
            return replace(one, quantity=days.whole(typed))
        if key == DUE:
            return replace(one, due=_due_of(opened, typed))
        return _with_text(one, key, typed)

    return await _change(ctx, plan_id, number, changed)


def people_of(opened: Opened, typed: str) -> tuple[str, ...]:
    """*errors.BadInput* ``plan.who`` unless each name is one person of the unit."""
    found: list[str] = []
    for name in naming.split(typed):
        meant = naming.find(opened.circle.people, name)
        if len(meant) != 1:
            raise errors.BadInput("plan.who", text=name)
        found.append(meant[0])
    if not found:
        raise errors.BadInput("plan.who", text=typed)
    return tuple(dict.fromkeys(found))[: monthplan.MOST_PEOPLE]


def with_people(one: PlanLine, people: tuple[str, ...]) -> PlanLine:
    return replace(
        one,
        person=people[0],
        partners=people[1:],
        shares=monthplan.equal_shares(len(people)),
    )


def _item_of(opened: Opened, typed: str) -> CatalogueItem:
    """*errors.BadInput* ``catalogue.several`` unless it is clear."""
    meant = plan_answers.meanings(opened.circle.items, typed)
    if len(meant) != 1:
        raise errors.BadInput("catalogue.several", text=typed)
    return meant[0]


def _with_item(one: PlanLine, item: CatalogueItem) -> PlanLine:
    return replace(one, item=item.code, work=item.name, expected=item.output or one.expected)


def _due_of(opened: Opened, typed: str) -> datetime:
    due = plan_answers.due_of(typed, opened.circle)
    if due is None:
        raise errors.BadInput("plan.day", text=typed)
    return due


def _with_text(one: PlanLine, key: str, typed: str) -> PlanLine:
    if key not in TEXTS:
        raise errors.BadInput("button")
    said = drafting.check_sentence(typed, limit=monthplan.TEXT_LIMIT)
    if key == "expected":
        return replace(one, expected=said)
    if key == "responsibility":
        return replace(one, responsibility=said)
    return replace(one, authority=said)


async def set_person(ctx: Context, plan_id: int, number: int, person: str) -> Screen:
    return await _change(ctx, plan_id, number, lambda one, _: with_people(one, (person,)))


async def set_item(ctx: Context, plan_id: int, number: int, known: int, index: int) -> Screen:
    item = await plan_fix.chosen(ctx, plan_id, known, index)
    return await _change(ctx, plan_id, number, lambda one, _: _with_item(one, item))


async def set_quantity(ctx: Context, plan_id: int, number: int, quantity: int) -> Screen:
    return await _change(ctx, plan_id, number, lambda one, _: replace(one, quantity=quantity))


async def set_due(ctx: Context, plan_id: int, number: int, day: str) -> Screen:
    due = calendar.due_at(plan_fix.to_day(day))
    return await _change(ctx, plan_id, number, lambda one, _: replace(one, due=due))


async def _change(
    ctx: Context, plan_id: int, number: int, changed: monthplanning.Changed
) -> Screen:
    await monthplanning.change(ctx.desk, plan_id, number, changed)
    shown = await line(ctx, plan_id, number)
    return shown.told(ctx.say("plan.changed", number=number))


async def drop(ctx: Context, plan_id: int, number: int) -> Screen:
    plan = await monthplanning.drop(ctx.desk, plan_id, number)
    shown = await plan_card.show(ctx, await monthplans.get(ctx.desk, plan.id), 0)
    return shown.told(ctx.say("plan.dropped", number=number))


async def restore(ctx: Context, plan_id: int, number: int) -> Screen:
    await monthplanning.restore(ctx.desk, plan_id, number)
    shown = await line(ctx, plan_id, number)
    return shown.told(ctx.say("plan.restored", number=number))
