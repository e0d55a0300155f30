"""An ad-hoc line on the leader's phone: one tap to approve, quantity, due and product editable."""

from __future__ import annotations

from datetime import datetime

from bot.dialogs import accept, days, work_parts
from bot.dialogs.context import Context
from bot.dialogs.parts import back, home_row
from bot.dialogs.screen import BLANK, Button, Row, Screen, act, in_rows
from core import calendar, catalogue, errors, people, tasks
from core.tasks import TaskItem
from core.usecases import accepting, assigning, working
from core.usecases.assigning import Order

NOTHING = "-"
CHOICES = 8


async def line(ctx: Context, task: int) -> Screen:
    """An ad-hoc line as it was proposed: one tap to approve it."""
    one = await _led(ctx, task)
    return await _line(ctx, one, one.assigned, one.due, one.item or NOTHING)


async def line_as(ctx: Context, task: int, quantity: int, due: str, item: str) -> Screen:
    """The same with the leader's quantity, due or product, not approved yet."""
    return await _line(ctx, await _led(ctx, task), quantity, days.unpacked(due), item)


async def _led(ctx: Context, task: int) -> TaskItem:
    opened = await working.open_item(ctx.desk, task)
    if working.LEADER not in opened.roles:
        raise errors.Refused("not-direct-leader", person=ctx.desk.actor)
    if opened.item.state != tasks.PROPOSED:
        raise errors.Stale("task.moved-on", name=opened.item.name)
    return opened.item


async def _line(ctx: Context, one: TaskItem, quantity: int, due: datetime, item: str) -> Screen:
    known = await assigning.catalogue_for(ctx.desk, one.person, due)
    product = known.find(item) if known else None
    said = (
        ctx.say("accept.line-item", name=product.name, coefficient=product.coefficient)
        if product
        else ctx.say("accept.line-no-item")
    )
    change = (one.id, quantity, days.packed(due), item)
    return Screen(
        at=act("accept.line-as", *change),
        lines=(
            ctx.say("accept.line"),
            BLANK,
            ctx.say("accept.who", name=await ctx.name(one.person)),
            ctx.say("work.name", name=one.name),
            ctx.say("accept.line-quantity", quantity=quantity, due=days.due(ctx, due)),
            said,
        ),
        rows=(
            (ctx.button("accept.line-yes", "accept.line-yes", one.id, one.version, *change[1:]),),
            (
                ctx.button("adhoc.quantity-button", "accept.line-quantity", *change),
                ctx.button("adhoc.due-button", "accept.line-due", *change),
            ),
            (
                ctx.button("adhoc.item-button", "accept.line-item", *change),
                ctx.button("accept.line-no", "accept.line-refuse", one.id),
            ),
            (ctx.button("accept.list-button", "accept.inbox"), *home_row(ctx)),
        ),
    )


async def line_yes(
    ctx: Context, task: int, version: int, quantity: int, due: str, item: str
) -> Screen:
    one = await _led(ctx, task)
    order = Order(
        item="" if item == NOTHING else item,
        quantity=quantity,
        due=days.unpacked(due),
        origin=one.origin,
        name=one.name,
        expected=one.expected,
        share=one.share,
        source=one.source,
    )
    same = (order.item, order.quantity, order.due) == (one.item, one.assigned, one.due)
    stored = await accepting.approve(ctx.desk, task, version, None if same else order)
    said = ctx.say("accept.line-approved", name=work_parts.name_of(stored))
    return (await accept.inbox(ctx)).told(said)


async def line_quantity(ctx: Context, task: int, quantity: int, due: str, item: str) -> Screen:
    one = await _led(ctx, task)
    numbers = [
        Button(str(n), act("accept.line-as", task, n, due, item), answers=True)
        for n in range(1, 11)
    ]
    return Screen(
        at=act("accept.line-quantity", task, quantity, due, item),
        ask=act("accept.line-quantity-typed", task, due, item),
        lines=(ctx.say("adhoc.quantity", name=work_parts.name_of(one)),),
        rows=(
            *in_rows(numbers, 5),
            (back(ctx, act("accept.line-as", task, quantity, due, item)),),
        ),
    )


async def line_quantity_typed(
    ctx: Context, task: int, due: str, item: str, *, typed: str
) -> Screen:
    return await line_as(ctx, task, days.whole(typed), due, item)


async def line_due(ctx: Context, task: int, quantity: int, due: str, item: str) -> Screen:
    one = await _led(ctx, task)
    today = people.day_of(ctx.desk.now)
    buttons = [
        Button(
            days.short(ctx, day),
            act("accept.line-as", task, quantity, days.packed(calendar.due_at(day)), item),
        )
        for day in days.next_days(today, 9)
    ]
    return Screen(
        at=act("accept.line-due", task, quantity, due, item),
        ask=act("accept.line-due-typed", task, quantity, item),
        lines=(
            ctx.say("adhoc.due", name=work_parts.name_of(one), due=days.due(ctx, one.due)),
            ctx.say("adhoc.due-hint"),
        ),
        rows=(
            *in_rows(buttons, 3),
            (back(ctx, act("accept.line-as", task, quantity, due, item)),),
        ),
    )


async def line_due_typed(
    ctx: Context, task: int, quantity: int, item: str, *, typed: str
) -> Screen:
    packed = days.packed(days.typed_due(ctx, typed))
    return await line_as(ctx, task, quantity, packed, item)


async def line_item(ctx: Context, task: int, quantity: int, due: str, item: str) -> Screen:
    return await _products(ctx, await _led(ctx, task), (quantity, due, item), "")


async def line_item_typed(
    ctx: Context, task: int, quantity: int, due: str, item: str, *, typed: str
) -> Screen:
    return await _products(ctx, await _led(ctx, task), (quantity, due, item), typed)


async def _products(
    ctx: Context, one: TaskItem, change: tuple[int, str, str], wanted: str
) -> Screen:
    quantity, due, item = change
    known = await assigning.catalogue_for(ctx.desk, one.person, days.unpacked(due))
    items = known.items if known else ()
    likely = () if wanted else catalogue.matches(items, one.name)
    found = [*likely, *(each for each in catalogue.search(items, wanted) if each not in likely)]
    rows: list[Row] = [
        (
            ctx.button(
                "adhoc.item-choice",
                "accept.line-as",
                one.id,
                quantity,
                due,
                each.code,
                name=each.name,
                coefficient=each.coefficient,
            ),
        )
        for each in found[:CHOICES]
    ]
    rows.append((ctx.button("adhoc.item-none", "accept.line-as", one.id, quantity, due, NOTHING),))
    rows.append((back(ctx, act("accept.line-as", one.id, quantity, due, item)),))
    return Screen(
        at=act("accept.line-item", one.id, quantity, due, item),
        ask=act("accept.line-item-typed", one.id, quantity, due, item),
        lines=(
            ctx.say("adhoc.which"),
            ctx.say("work.name", name=one.name),
            ctx.say("adhoc.which-hint" if found else "adhoc.no-catalogue"),
        ),
        rows=tuple(rows),
    )


async def refuse(ctx: Context, task: int) -> Screen:
    one = await _led(ctx, task)
    return Screen(
        at=act("accept.line-refuse", task),
        ask=act("accept.line-refused", one.id, one.version),
        lines=(ctx.say("accept.line-why", name=work_parts.name_of(one)),),
        rows=((back(ctx, act("accept.line", task)),),),
    )


async def refused(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    stored = await accepting.refuse(ctx.desk, task, version, typed)
    said = ctx.say("accept.line-refused", name=work_parts.name_of(stored))
    return (await accept.inbox(ctx)).told(said)
