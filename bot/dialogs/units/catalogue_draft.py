"""Writing a version of a catalogue: lines typed or pasted, one item on a card, the month."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogs.context import Context
from bot.dialogs.parts import back, clip
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act, in_rows
from bot.dialogs.units import catalogue_faults, catalogue_unit, catalogue_words
from core import catalogue, catalogue_text, errors
from core.catalogue import Catalogue, CatalogueItem
from core.usecases import catalogues, cataloguing

PAGE = 6
LABEL = 40
MONTHS = 4
MOST_WRONG = 4
FIELD_MARKS = (";", "\t", "|", "\n")


async def begin(ctx: Context, unit: str) -> Screen:
    one = await cataloguing.begin(ctx.desk, unit)
    return await draft(ctx, one.id, 0)


async def draft(ctx: Context, catalogue_id: int, page: int) -> Screen:
    one = await _mine(ctx, catalogue_id)
    page = min(max(page, 0), max(0, (len(one.items) - 1) // PAGE))
    shown = list(enumerate(one.items))[page * PAGE : (page + 1) * PAGE]
    lines: list[Line] = [
        ctx.say("catalogue.draft"),
        ctx.say(
            "catalogue.draft-line",
            unit=await catalogue_unit.unit_name(ctx, one.unit),
            month=one.valid_from,
            count=len(one.items),
        ),
        *_wrong(ctx, one),
        BLANK,
    ]
    for _, item in shown:
        lines += catalogue_words.entry(ctx, item)
    if not shown:
        lines.append(ctx.say("catalogue.draft-empty"))
    return Screen(
        at=act("catalogue.draft", one.id, page),
        ask=act("catalogue.typed", one.id, one.version),
        takes=act("workbook.take", one.unit, str(one.valid_from)),
        lines=(*lines, BLANK, ctx.say("catalogue.draft-hint")),
        rows=_rows(ctx, one, shown, page),
    )


def _rows(
    ctx: Context, one: Catalogue, shown: list[tuple[int, CatalogueItem]], page: int
) -> tuple[Row, ...]:
    items = _item_rows(one, shown)
    turn: Row = ()
    if page > 0:
        turn += (ctx.button("common.page-before", "catalogue.draft", one.id, page - 1),)
    if (page + 1) * PAGE < len(one.items):
        turn += (ctx.button("common.page-after", "catalogue.draft", one.id, page + 1),)
    propose: Row = ()
    if one.items and not catalogue.faults(one.items):
        propose = (
            ctx.button("catalogue.propose-button", "catalogue.propose", one.id, one.version),
        )
    rows = (
        propose,
        *items,
        turn,
        (
            ctx.button(
                "catalogue.month-button",
                "catalogue.month",
                one.id,
                one.version,
                month=one.valid_from,
            ),
            ctx.button("catalogue.excel-button", "catalogue.excel", one.unit),
        ),
        (
            ctx.button("catalogue.start-over-button", "catalogue.start-over", one.id, one.version),
            ctx.button("common.back", "catalogue.unit", one.unit),
        ),
    )
    return tuple(row for row in rows if row)


def _item_rows(one: Catalogue, shown: list[tuple[int, CatalogueItem]]) -> tuple[Row, ...]:
    return in_rows(
        (
            Button(clip(item.code, LABEL), act("catalogue.item", one.id, one.version, index))
            for index, item in shown
        ),
        3,
    )


def _wrong(ctx: Context, one: Catalogue) -> tuple[Line, ...]:
    """What still keeps it from being proposed."""
    found = catalogue.faults(one.items) if one.items else ()
    return tuple(
        ctx.say("catalogue.wrong", reason=catalogue_faults.fault(ctx.words, each).plain)
        for each in found[:MOST_WRONG]
    )


async def typed(ctx: Context, catalogue_id: int, version: int, *, typed: str) -> Screen:
    """ "BC01; Báo cáo tuần; báo cáo; 1,5", one line or many; a few words look for an item."""
    if not any(mark in typed for mark in FIELD_MARKS):
        return await _found(ctx, catalogue_id, typed)
    items = catalogue_text.items(typed)
    former = _standard(await _mine(ctx, catalogue_id))
    one = await cataloguing.put_items(ctx.desk, catalogue_id, version, items)
    return await _written(ctx, one, items, former)


async def _found(ctx: Context, catalogue_id: int, typed: str) -> Screen:
    one = await _mine(ctx, catalogue_id)
    found = catalogue.search(one.items, typed)
    said = clip(" ".join(typed.split()), LABEL)
    key = "catalogue.found" if found else "catalogue.not-found"
    lines = [ctx.say(key, count=len(found), text=said)]
    for item in found[:PAGE]:
        lines += catalogue_words.entry(ctx, item)
    if len(found) > PAGE:
        lines.append(ctx.say("catalogue.more", count=len(found) - PAGE))
    shown = [(one.items.index(item), item) for item in found[:PAGE]]
    back_row = (ctx.button("catalogue.to-draft-button", "catalogue.draft", one.id, 0),)
    return Screen(
        at=act("catalogue.draft", one.id, 0),
        ask=act("catalogue.typed", one.id, one.version),
        lines=tuple(lines),
        rows=(*_item_rows(one, shown), back_row),
    )


def _standard(one: Catalogue) -> str:
    return next((item.code for item in one.items if item.standard), "")


async def _written(
    ctx: Context, one: Catalogue, items: tuple[CatalogueItem, ...], former: str
) -> Screen:
    place = next(at for at, each in enumerate(one.items) if each.code == items[-1].code)
    shown = await draft(ctx, one.id, place // PAGE)
    codes = ", ".join(item.code for item in items[:10]) + (" …" if len(items) > 10 else "")
    said = [ctx.say("catalogue.written", count=len(items), codes=codes)]
    now = _standard(one)
    if former and now and former != now:
        said.append(ctx.say("catalogue.standard-moved", now=now, former=former))
    return shown.told(*said)


async def item(ctx: Context, catalogue_id: int, version: int, index: int) -> Screen:
    one = await _mine(ctx, catalogue_id)
    wanted = _at(one, version, index)
    standard = ctx.words.text("catalogue.standard") if wanted.standard else ""
    lines = [
        ctx.say(
            "catalogue.item",
            code=wanted.code,
            line=clip(catalogue_text.line(wanted), 120),
        ),
        ctx.say("catalogue.item-name", name=wanted.name),
        ctx.say(
            "catalogue.item-count", unit_of_count=wanted.unit_of_count, group=wanted.group or "–"
        ),
        ctx.say("catalogue.item-coefficient", coefficient=wanted.coefficient, standard=standard),
    ]
    if wanted.output:
        lines.insert(2, ctx.say("catalogue.item-output", output=wanted.output))
    rows: list[Row] = []
    if not wanted.standard:
        rows.append(
            (
                ctx.button(
                    "catalogue.standard-button", "catalogue.standard", one.id, one.version, index
                ),
            )
        )
    rows.append(
        (
            ctx.button("catalogue.drop-button", "catalogue.drop", one.id, one.version, index),
            ctx.button("catalogue.to-draft-button", "catalogue.draft", one.id, index // PAGE),
        )
    )
    return Screen(
        at=act("catalogue.item", one.id, version, index),
        ask=act("catalogue.item-typed", one.id, one.version, index),
        lines=tuple(lines),
        rows=tuple(rows),
    )


async def item_typed(
    ctx: Context, catalogue_id: int, version: int, index: int, *, typed: str
) -> Screen:
    """The whole line again, or the coefficient alone."""
    former = _at(await _mine(ctx, catalogue_id), version, index)
    said = typed.strip()
    if ";" not in said and "\t" not in said:
        found = catalogue_text.pairs(f"{former.code}={said}".replace(" ", ""))
        items: tuple[CatalogueItem, ...] = (
            replace(former, coefficient=next(iter(found.values()))),
        )
    else:
        items = catalogue_text.items(said)[:1]
    standard_ = _standard(await _mine(ctx, catalogue_id))
    one = await cataloguing.put_items(ctx.desk, catalogue_id, version, items, former.code)
    return await _written(ctx, one, items, standard_)


async def standard(ctx: Context, catalogue_id: int, version: int, index: int) -> Screen:
    wanted = _at(await _mine(ctx, catalogue_id), version, index)
    one = await cataloguing.set_standard(ctx.desk, catalogue_id, version, wanted.code)
    return await draft(ctx, one.id, index // PAGE)


async def drop(ctx: Context, catalogue_id: int, version: int, index: int) -> Screen:
    wanted = _at(await _mine(ctx, catalogue_id), version, index)
    one = await cataloguing.drop_item(ctx.desk, catalogue_id, version, wanted.code)
    shown = await draft(ctx, one.id, index // PAGE)
    return shown.told(ctx.say("catalogue.dropped", code=wanted.code))


async def start_over(ctx: Context, catalogue_id: int, version: int) -> Screen:
    one = await cataloguing.start_over(ctx.desk, catalogue_id, version)
    shown = await draft(ctx, one.id, 0)
    return shown.told(ctx.say("catalogue.started-over"))


async def month(ctx: Context, catalogue_id: int, version: int) -> Screen:
    """For who writes it, and for the collector while it waits."""
    one = catalogues.seen(await catalogues.get(ctx.desk, catalogue_id), version)
    first = catalogues.earliest_month(ctx.desk)
    months = [first.shift(more) for more in range(MONTHS)]
    rows = in_rows(
        (
            ctx.button(
                "catalogue.month-choice",
                "catalogue.month-set",
                one.id,
                one.version,
                str(each),
                month=each,
            )
            for each in months
        ),
        2,
    )
    way_back = act("catalogue.draft", one.id, 0)
    if one.state == catalogue.PROPOSED:
        way_back = act("catalogue.review", one.id, 0)
    return Screen(
        at=act("catalogue.month", one.id, version),
        lines=(ctx.say("catalogue.month"),),
        rows=(*rows, (back(ctx, way_back),)),
    )


async def _mine(ctx: Context, catalogue_id: int) -> Catalogue:
    """While it is being written; else *errors.Stale* ``catalogue.moved-on``."""
    one = await catalogues.get(ctx.desk, catalogue_id)
    return await cataloguing.editable(ctx.desk, catalogue_id, one.version)


def _at(one: Catalogue, version: int, index: int) -> CatalogueItem:
    """*errors.Stale* ``card.old`` when the items moved since."""
    catalogues.seen(one, version)
    if not 0 <= index < len(one.items):
        raise errors.Stale("card.old", unit=one.unit)
    return one.items[index]
