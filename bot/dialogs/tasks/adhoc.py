"""Work that came up (``/them …``): one line, read, matched to the catalogue, sent to the leader."""

from __future__ import annotations

from datetime import datetime

from bot.dialogs.context import Context
from bot.dialogs.parts import back, home_row
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act, in_rows
from bot.dialogs.tasks import work_parts
from bot.dialogs.tasks.item_names import short_names
from bot.dialogs.weeks import days, schedule_words
from core import calendar, catalogue, counting, people, schedule_text, tasks
from core.catalogue import CatalogueItem
from core.schedule_text import Item
from core.tasks import TaskItem
from core.usecases import assigning, working
from core.usecases.assigning import Order

ITEM = "item"
DUE = "due"
NO_CONTENT = "no-content"
CHOICES = 6
SOURCE = 500
NOTHING = "-"


async def ask(ctx: Context) -> Screen:
    return Screen(
        at=act("adhoc"),
        ask=act("adhoc.typed"),
        lines=(ctx.say("adhoc.ask"), ctx.say("adhoc.example")),
        rows=((ctx.button("work.list-button", "work.list"), *home_row(ctx)),),
    )


async def typed(ctx: Context, *, typed: str) -> Screen:
    """What is clear goes to the leader at once; what is not is kept and asked about."""
    return await _read(ctx, typed)


async def _read(ctx: Context, typed: str) -> Screen:
    today = people.day_of(ctx.desk.now)
    reading = schedule_text.read_line(typed, today)
    shown: Screen | None = None
    for read in reading.items or (_bare(typed),):
        shown = await _noted(ctx, read)
    return shown if shown is not None else await ask(ctx)


def _bare(typed: str) -> Item:
    return Item(
        what=typed,
        quantity=None,
        start=None,
        end=None,
        due=None,
        part=None,
        question=None,
        source=typed,
    )


async def _noted(ctx: Context, read: Item) -> Screen:
    due = _closing(ctx, read)
    offered = await matching(ctx, read.what, due)
    question = read.question.code if read.question else ""
    if due <= ctx.desk.now:
        question = question or DUE
    if not question and len(offered) != 1:
        question = ITEM
    only = offered[0] if len(offered) == 1 else None
    told, name = counting.told(read.what, only.unit_of_count) if only else (None, read.what)
    order = Order(
        item=only.code if only else "",
        quantity=read.quantity or told or 1,
        due=due,
        origin=tasks.ADHOC,
        name=name or read.source,
        source=read.source[:SOURCE],
    )
    stored = await working.note_line(ctx.desk, order, question)
    return await line(ctx, stored.id)


def _closing(ctx: Context, read: Item) -> datetime:
    """What is delivered closes when it is said; an event closes with its day, however early."""
    if read.due is not None:
        return calendar.due_at(read.due)
    event = read.end or read.start or people.day_of(ctx.desk.now)
    return calendar.due_at(people.day_of(event) if isinstance(event, datetime) else event)


async def matching(ctx: Context, said: str, due: datetime) -> tuple[CatalogueItem, ...]:
    """Catalogue items that the words may mean, the likeliest first."""
    known = await assigning.catalogue_for(ctx.desk, ctx.desk.actor, due)
    return catalogue.matches(known.items, said) if known else ()


async def line(ctx: Context, task: int) -> Screen:
    """The line as understood: what is still asked comes first."""
    one = (await working.open_item(ctx.desk, task)).item
    if one.state == tasks.DRAFT:
        return await _question(ctx, one)
    line_state = one.state
    lines: list[Line] = [ctx.say(f"adhoc.{line_state}"), BLANK, *work_parts.body(ctx, one)]
    return Screen(
        at=act("adhoc.line", task),
        ask=act("adhoc.correct", one.id, one.version),
        lines=(*lines, BLANK, ctx.say("adhoc.correct-hint")),
        rows=(*_edit_rows(ctx, one), _end(ctx)),
    )


def _edit_rows(ctx: Context, one: TaskItem) -> tuple[Row, ...]:
    return (
        (
            ctx.button("adhoc.quantity-button", "adhoc.quantity", one.id),
            ctx.button("adhoc.due-button", "adhoc.due", one.id),
        ),
        (
            ctx.button("adhoc.item-button", "adhoc.item", one.id),
            ctx.button("adhoc.drop-button", "adhoc.drop", one.id, one.version),
        ),
    )


def _end(ctx: Context) -> Row:
    return (ctx.button("work.list-button", "work.list"), *home_row(ctx))


async def _question(ctx: Context, one: TaskItem) -> Screen:
    if one.question == ITEM:
        return await item(ctx, one.id)
    if one.question == NO_CONTENT:
        return Screen(
            at=act("adhoc.line", one.id),
            ask=act("adhoc.correct", one.id, one.version),
            lines=(_asked(ctx, one), ctx.say("adhoc.example")),
            rows=(
                (ctx.button("adhoc.drop-button", "adhoc.drop", one.id, one.version), *_end(ctx)),
            ),
        )
    if one.question.startswith("quantity"):
        shown = await quantity(ctx, one.id)
        return shown.told(_asked(ctx, one))
    accept = ctx.button(
        "adhoc.as-read",
        "adhoc.due-set",
        one.id,
        one.version,
        days.packed(one.due),
        due=days.due(ctx, one.due),
    )
    return Screen(
        at=act("adhoc.line", one.id),
        ask=act("adhoc.due-typed", one.id, one.version),
        lines=(_asked(ctx, one), BLANK, *work_parts.body(ctx, one), BLANK, _due_hint(ctx)),
        rows=(
            *(((accept,),) if one.due > ctx.desk.now else ()),
            *_day_rows(ctx, one),
            (ctx.button("adhoc.drop-button", "adhoc.drop", one.id, one.version),),
            _end(ctx),
        ),
    )


def _asked(ctx: Context, one: TaskItem) -> Line:
    """The doubt of the reading, found again in the words that were typed."""
    if one.question != DUE and one.made_at is not None:
        reading = schedule_text.read_line(one.source, people.day_of(one.made_at))
        for read in reading.items:
            if read.question is not None and read.question.code == one.question:
                return schedule_words.sentence(ctx.words, read.question)
    return ctx.say("adhoc.past", due=days.due(ctx, one.due))


def _due_hint(ctx: Context) -> Line:
    return ctx.say("adhoc.due-hint")


def _day_rows(ctx: Context, one: TaskItem) -> tuple[Row, ...]:
    today = people.day_of(ctx.desk.now)
    buttons = [
        Button(
            days.short(ctx, day),
            act("adhoc.due-set", one.id, one.version, days.packed(calendar.due_at(day))),
        )
        for day in days.next_days(today, 6)
    ]
    return in_rows(buttons, 3)


async def item(ctx: Context, task: int) -> Screen:
    """Which product of the catalogue it is: likely ones, a search by typing, or none."""
    one = (await working.open_item(ctx.desk, task)).item
    return await _items(ctx, one, await _likely(ctx, one, ""))


async def item_typed(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    one = await working.own(ctx.desk, task, version)
    found = await _likely(ctx, one, typed)
    shown = await _items(ctx, one, found)
    return shown if found else shown.told(ctx.say("adhoc.not-found", text=typed[:60]))


async def _likely(ctx: Context, one: TaskItem, wanted: str) -> tuple[CatalogueItem, ...]:
    known = await assigning.catalogue_for(ctx.desk, one.person, one.due)
    if known is None:
        return ()
    recent = await ctx.desk.store.tasks.recent_items(one.person, 10)
    if wanted:
        return catalogue.search(known.items, wanted, recent)
    return catalogue.likely(known.items, one.name, recent)


async def _items(ctx: Context, one: TaskItem, found: tuple[CatalogueItem, ...]) -> Screen:
    offered = found[:CHOICES]
    names = short_names(offered)
    rows: list[Row] = [
        (
            ctx.button(
                "adhoc.item-choice",
                "adhoc.item-set",
                one.id,
                one.version,
                each.code,
                name=names[each.code],
                coefficient=each.coefficient,
            ),
        )
        for each in offered
    ]
    rows.append((ctx.button("adhoc.item-none", "adhoc.item-set", one.id, one.version, NOTHING),))
    rows.append((ctx.button("adhoc.drop-button", "adhoc.drop", one.id, one.version), *_end(ctx)))
    return Screen(
        at=act("adhoc.item", one.id),
        ask=act("adhoc.item-typed", one.id, one.version),
        lines=(
            ctx.say("adhoc.which"),
            BLANK,
            ctx.say("work.name", name=one.name),
            ctx.say("adhoc.read-as", quantity=one.assigned, due=days.due(ctx, one.due)),
            BLANK,
            ctx.say("adhoc.which-hint" if found else "adhoc.no-catalogue"),
        ),
        rows=tuple(rows),
    )


async def item_set(ctx: Context, task: int, version: int, code: str) -> Screen:
    one = await working.own(ctx.desk, task, version)
    return await _changed(ctx, one, _order(one, item="" if code == NOTHING else code))


async def quantity(ctx: Context, task: int) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    buttons = [
        Button(str(n), act("adhoc.quantity-set", one.id, one.version, n), answers=True)
        for n in range(1, 11)
    ]
    return Screen(
        at=act("adhoc.quantity", task),
        ask=act("adhoc.quantity-typed", one.id, one.version),
        lines=(ctx.say("adhoc.quantity", name=work_parts.name_of(one)),),
        rows=(*in_rows(buttons, 5), (back(ctx, act("adhoc.line", task)),)),
    )


async def quantity_set(ctx: Context, task: int, version: int, count: int) -> Screen:
    one = await working.own(ctx.desk, task, version)
    return await _changed(ctx, one, _order(one, quantity=count))


async def quantity_typed(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    return await quantity_set(ctx, task, version, days.whole(typed))


async def due(ctx: Context, task: int) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    return Screen(
        at=act("adhoc.due", task),
        ask=act("adhoc.due-typed", one.id, one.version),
        lines=(
            ctx.say("adhoc.due", name=work_parts.name_of(one), due=days.due(ctx, one.due)),
            _due_hint(ctx),
        ),
        rows=(*_day_rows(ctx, one), (back(ctx, act("adhoc.line", task)),)),
    )


async def due_set(ctx: Context, task: int, version: int, packed: str) -> Screen:
    one = await working.own(ctx.desk, task, version)
    return await _changed(ctx, one, _order(one, due=days.unpacked(packed)))


async def due_typed(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    one = await working.own(ctx.desk, task, version)
    return await _changed(ctx, one, _order(one, due=days.typed_due(ctx, typed)))


async def correct(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    """The whole line typed anew, in place of the one that stood there."""
    await working.drop_line(ctx.desk, task, version)
    return await _read(ctx, typed)


async def drop(ctx: Context, task: int, version: int) -> Screen:
    await working.drop_line(ctx.desk, task, version)
    shown = await ask(ctx)
    return shown.told(ctx.say("adhoc.dropped"))


def _order(
    one: TaskItem,
    *,
    item: str | None = None,
    quantity: int | None = None,
    due: datetime | None = None,
) -> Order:
    return Order(
        item=one.item if item is None else item,
        quantity=one.assigned if quantity is None else quantity,
        due=due or one.due,
        origin=one.origin,
        name=one.name,
        expected=one.expected,
        share=one.share,
        source=one.source,
    )


async def _changed(ctx: Context, one: TaskItem, order: Order) -> Screen:
    """Another answer; while the catalogue item was never looked at, it is asked for next."""
    if one.question not in {"", ITEM} and not order.item:
        offered = await matching(ctx, one.name, order.due)
        if len(offered) != 1:
            kept = await working.keep_asking(ctx.desk, one.id, one.version, order, ITEM)
            return await item(ctx, kept.id)
        order = _order(one, item=offered[0].code, quantity=order.quantity, due=order.due)
    stored = await working.change_line(ctx.desk, one.id, one.version, order)
    return await line(ctx, stored.id)
