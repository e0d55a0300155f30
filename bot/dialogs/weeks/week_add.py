"""A line by tapping: catalogue item, quantity, day; and the item of a line that has none."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Action, Button, Line, Row, Screen, act, in_rows
from bot.dialogs.tasks.item_names import short_names
from bot.dialogs.weeks import days, week_acts, week_entry, week_line
from bot.dialogs.words import Value
from core import catalogue, monthplan
from core.schedule import Schedule
from core.usecases import arranging, attaching, timetable
from core.usecases.attaching import Offer

PAGE = 8
NO_LINE = 0


async def add(ctx: Context, schedule: int, page: int) -> Screen:
    """Everything, what was used lately first."""
    return await _items(ctx, await week_entry.to_change(ctx, schedule), NO_LINE, page, "")


async def items(ctx: Context, schedule: int, number: int, page: int) -> Screen:
    """For one line: what its words may mean first."""
    one = await week_entry.to_change(ctx, schedule)
    return await _items(ctx, one, one.line(number).number, page, "")


async def search(ctx: Context, schedule: int, number: int, *, typed: str) -> Screen:
    one = await timetable.own(ctx.desk, schedule)
    await attaching.remember_search(ctx.desk, typed)
    return await _items(ctx, one, number, 0, typed)


async def found(ctx: Context, schedule: int, number: int, page: int) -> Screen:
    """Another page of the last search."""
    one = await timetable.own(ctx.desk, schedule)
    return await _items(ctx, one, number, page, await attaching.last_search(ctx.desk))


async def _items(ctx: Context, one: Schedule, number: int, page: int, wanted: str) -> Screen:
    offer = await attaching.offer(ctx.desk, one, wanted)
    at = _at(one, number, page, wanted)
    back = _back(ctx, one, number)
    if offer is None:
        return Screen(at=at, lines=(ctx.say("week.no-catalogue"),), rows=((back,),))
    offer = _likely_first(one, number, offer) if not wanted else offer
    last = max(0, (len(offer.indexes) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = offer.items[page * PAGE : (page + 1) * PAGE]
    names = short_names([item for _, item in shown])
    rows: list[Row] = [
        (_item_button(ctx, one, number, offer, index, names[item.code]),) for index, item in shown
    ]
    rows.append(_turn(ctx, one, number, page, last, wanted))
    if number != NO_LINE and one.line(number).item:
        rows.append((ctx.button("week.detach", "week.detach", one.id, one.version, number),))
    rows.append((back,))
    return Screen(
        at=at,
        ask=act("week.search", one.id, number),
        lines=_said(ctx, offer, wanted),
        rows=tuple(row for row in rows if row),
    )


def _said(ctx: Context, offer: Offer, wanted: str) -> tuple[Line, ...]:
    if wanted and not offer.indexes:
        return (ctx.say("week.not-found", text=clip(wanted, 40)), ctx.say("week.search-hint"))
    if wanted:
        said = ctx.say("week.found", count=len(offer.indexes), text=clip(wanted, 40))
        return (said, ctx.say("week.search-hint"))
    return (ctx.say("week.choose-item"), ctx.say("week.search-hint"))


def _at(one: Schedule, number: int, page: int, wanted: str) -> Action:
    if wanted:
        return act("week.found", one.id, number, page)
    if number != NO_LINE:
        return act("week.items", one.id, number, page)
    return act("week.add", one.id, page)


def _back(ctx: Context, one: Schedule, number: int) -> Button:
    if number == NO_LINE:
        return ctx.button("week.back", "week.show", one.id, 0)
    return ctx.button("common.back", "week.line", one.id, number)


def _likely_first(one: Schedule, number: int, offer: Offer) -> Offer:
    if number == NO_LINE:
        return offer
    every = offer.catalogue.items
    likely = [every.index(hit) for hit in catalogue.matches(every, one.line(number).content)]
    rest = [index for index in offer.indexes if index not in likely]
    return Offer(catalogue=offer.catalogue, indexes=(*likely, *rest))


def _item_button(
    ctx: Context, one: Schedule, number: int, offer: Offer, index: int, name: str
) -> Button:
    facts: dict[str, Value] = {"name": name, "weight": offer.catalogue.items[index].coefficient}
    if number == NO_LINE:
        return ctx.button(
            "week.item-button", "week.pick", one.id, offer.catalogue.id, index, **facts
        )
    args = (one.id, one.version, number, offer.catalogue.id, index)
    return ctx.button("week.item-button", "week.attach", *args, **facts)


def _turn(ctx: Context, one: Schedule, number: int, page: int, last: int, wanted: str) -> Row:
    def button(key: str, to: int) -> Button:
        action = _at(one, number, to, wanted)
        return Button(ctx.words.text(key), action)

    row: Row = ()
    if page > 0:
        row += (button("common.page-before", page - 1),)
    if page < last:
        row += (button("common.page-after", page + 1),)
    return row


async def pick(ctx: Context, schedule: int, catalogue_: int, index: int) -> Screen:
    """How many of it."""
    one = await timetable.own(ctx.desk, schedule)
    item = await attaching.item_at(ctx.desk, one.person, catalogue_, index)
    return Screen(
        at=act("week.pick", schedule, catalogue_, index),
        ask=act("week.amount-typed", schedule, catalogue_, index),
        lines=(
            ctx.say("week.amount", name=item.name, unit=item.unit_of_count),
            ctx.say("week.amount-weight", weight=item.coefficient),
            ctx.say("week.counts-hint"),
        ),
        rows=(
            week_entry.count_row("week.amount", schedule, catalogue_, index),
            (ctx.button("common.back", "week.add", schedule, 0),),
        ),
    )


async def amount(
    ctx: Context, schedule: int, catalogue_: int, index: int, quantity: int
) -> Screen:
    """On which day, which is also its deadline."""
    one = await timetable.own(ctx.desk, schedule)
    monthplan.check_quantity(quantity)
    item = await attaching.item_at(ctx.desk, one.person, catalogue_, index)
    today = timetable.today(ctx.desk)
    left = [day for day in one.week.days if day >= today]
    buttons = (
        Button(
            days.short(ctx, day),
            act("week.put", schedule, catalogue_, index, quantity, day.isoformat()),
        )
        for day in left
    )
    return Screen(
        at=act("week.amount", schedule, catalogue_, index, quantity),
        lines=(
            ctx.say("week.when", name=item.name, count=quantity, unit=item.unit_of_count),
            ctx.say("week.when-hint"),
        ),
        rows=(
            *in_rows(buttons, 4),
            (ctx.button("common.back", "week.pick", schedule, catalogue_, index),),
        ),
    )


async def amount_typed(
    ctx: Context, schedule: int, catalogue_: int, index: int, *, typed: str
) -> Screen:
    quantity = days.whole(typed)
    return await amount(ctx, schedule, catalogue_, index, quantity)


async def put(
    ctx: Context, schedule: int, catalogue_: int, index: int, quantity: int, day: str
) -> Screen:
    noted = await arranging.add_item(
        ctx.desk, schedule, catalogue_, index, quantity, week_entry.day_of(day)
    )
    return await week_acts.added(ctx, noted)


async def attach(
    ctx: Context, schedule: int, version: int, number: int, catalogue_: int, index: int
) -> Screen:
    noted = await arranging.attach(ctx.desk, schedule, version, number, catalogue_, index)
    return await week_line.changed(ctx, noted)


async def detach(ctx: Context, schedule: int, version: int, number: int) -> Screen:
    noted = await arranging.detach(ctx.desk, schedule, version, number)
    return await week_line.changed(ctx, noted)
