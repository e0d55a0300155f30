"""A proposed line on the leader's phone: one tap to approve, quantity, due and product editable."""

from __future__ import annotations

from datetime import datetime

from bot.dialogs.context import Context
from bot.dialogs.parts import back, home_row
from bot.dialogs.screen import BLANK, Button, Row, Screen, act, in_rows
from bot.dialogs.tasks import accept, work_parts
from bot.dialogs.tasks.item_names import short_names
from bot.dialogs.weeks import days
from core import calendar, catalogue, errors, people, tasks
from core.tasks import TaskItem
from core.usecases import accepting, assigning, working
from core.usecases.assigning import Order

NOTHING = "-"
CHOICES = 8


async def line(ctx: Context, task: int) -> Screen:
    """The line as proposed, or as the leader has changed it: one tap to approve it."""
    one = await _led(ctx, task)
    known = await assigning.catalogue_for(ctx.desk, one.person, one.due)
    product = known.find(one.item) if known else None
    said = (
        ctx.say("accept.line-item", name=product.name, coefficient=product.coefficient)
        if product
        else ctx.say("accept.line-no-item")
    )
    return Screen(
        at=act("accept.line", task),
        lines=(
            ctx.say("accept.line-plan" if one.origin == tasks.PLAN else "accept.line"),
            BLANK,
            ctx.say("accept.who", name=await ctx.name(one.person)),
            ctx.say("work.name", name=one.name),
            ctx.say("accept.line-quantity", quantity=one.assigned, due=days.due(ctx, one.due)),
            said,
        ),
        rows=(
            (ctx.button("accept.line-yes", "accept.line-yes", one.id, one.version),),
            (
                ctx.button("adhoc.quantity-button", "accept.line-quantity", task),
                ctx.button("adhoc.due-button", "accept.line-due", task),
            ),
            (
                ctx.button("adhoc.item-button", "accept.line-item", task),
                ctx.button("accept.line-no", "accept.line-refuse", task),
            ),
            (ctx.button("accept.list-button", "accept.inbox"), *home_row(ctx)),
        ),
    )


async def _led(ctx: Context, task: int) -> TaskItem:
    opened = await working.open_item(ctx.desk, task)
    if working.LEADER not in opened.roles:
        raise errors.Refused("not-direct-leader", person=ctx.desk.actor)
    if opened.item.state != tasks.PROPOSED:
        raise errors.Stale("task.moved-on", name=opened.item.name)
    return opened.item


async def yes(ctx: Context, task: int, version: int) -> Screen:
    stored = await accepting.approve(ctx.desk, task, version)
    said = ctx.say("accept.line-approved", name=work_parts.name_of(stored))
    return (await accept.inbox(ctx)).told(said)


async def _amended(
    ctx: Context,
    task: int,
    version: int,
    *,
    quantity: int | None = None,
    due: datetime | None = None,
    item: str | None = None,
) -> Screen:
    one = await _led(ctx, task)
    order = Order(
        item=one.item if item is None else item,
        quantity=one.assigned if quantity is None else quantity,
        due=due or one.due,
        origin=one.origin,
        name=one.name,
        expected=one.expected,
        share=one.share,
        source=one.source,
    )
    await accepting.amend(ctx.desk, task, version, order)
    return await line(ctx, task)


async def quantity(ctx: Context, task: int) -> Screen:
    one = await _led(ctx, task)
    numbers = [
        Button(str(n), act("accept.line-quantity-set", task, one.version, n), answers=True)
        for n in range(1, 11)
    ]
    return Screen(
        at=act("accept.line-quantity", task),
        ask=act("accept.line-quantity-typed", task, one.version),
        lines=(ctx.say("adhoc.quantity", name=work_parts.name_of(one)),),
        rows=(*in_rows(numbers, 5), (back(ctx, act("accept.line", task)),)),
    )


async def quantity_set(ctx: Context, task: int, version: int, count: int) -> Screen:
    return await _amended(ctx, task, version, quantity=count)


async def quantity_typed(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    return await _amended(ctx, task, version, quantity=days.whole(typed))


async def due(ctx: Context, task: int) -> Screen:
    one = await _led(ctx, task)
    today = people.day_of(ctx.desk.now)
    buttons = [
        Button(
            days.short(ctx, day),
            act("accept.line-due-set", task, one.version, days.packed(calendar.due_at(day))),
        )
        for day in days.next_days(today, 9)
    ]
    return Screen(
        at=act("accept.line-due", task),
        ask=act("accept.line-due-typed", task, one.version),
        lines=(
            ctx.say("adhoc.due", name=work_parts.name_of(one), due=days.due(ctx, one.due)),
            ctx.say("adhoc.due-hint"),
        ),
        rows=(*in_rows(buttons, 3), (back(ctx, act("accept.line", task)),)),
    )


async def due_set(ctx: Context, task: int, version: int, packed: str) -> Screen:
    return await _amended(ctx, task, version, due=days.unpacked(packed))


async def due_typed(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    return await _amended(ctx, task, version, due=days.typed_due(ctx, typed))


async def item(ctx: Context, task: int) -> Screen:
    return await _products(ctx, await _led(ctx, task), "")


async def item_typed(ctx: Context, task: int, *, typed: str) -> Screen:
    return await _products(ctx, await _led(ctx, task), typed)


async def item_set(ctx: Context, task: int, version: int, code: str) -> Screen:
    return await _amended(ctx, task, version, item="" if code == NOTHING else code)


async def _products(ctx: Context, one: TaskItem, wanted: str) -> Screen:
    known = await assigning.catalogue_for(ctx.desk, one.person, one.due)
    items = known.items if known else ()
    found = catalogue.search(items, wanted) if wanted else catalogue.likely(items, one.name)
    offered = found[:CHOICES]
    names = short_names(offered)
    rows: list[Row] = [
        (
            ctx.button(
                "adhoc.item-choice",
                "accept.line-item-set",
                one.id,
                one.version,
                each.code,
                name=names[each.code],
                coefficient=each.coefficient,
            ),
        )
        for each in offered
    ]
    rows.append(
        (ctx.button("adhoc.item-none", "accept.line-item-set", one.id, one.version, NOTHING),)
    )
    rows.append((back(ctx, act("accept.line", one.id)),))
    return Screen(
        at=act("accept.line-item", one.id),
        ask=act("accept.line-item-typed", one.id),
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
