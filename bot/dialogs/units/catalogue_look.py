"""Looking something up in a unit's catalogue: without marks, exact ones first, recent ones first."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogs.context import Context
from bot.dialogs.parts import clip, home_row
from bot.dialogs.screen import BLANK, Line, Row, Screen, act
from bot.dialogs.units import catalogue_words, unit_menu
from core import catalogue, errors
from core.catalogue import Catalogue, CatalogueItem
from core.usecases import catalogues

PAGE = 8
RECENT = 12


async def mine(ctx: Context) -> Screen:
    """``/danhmuc``: the own unit's."""
    own = await unit_menu.own_unit(ctx)
    if own is None:
        raise errors.NotFound("post", person=ctx.desk.actor)
    return await look(ctx, own, 0)


async def mine_typed(ctx: Context, *, typed: str) -> Screen:
    """``/danhmuc báo cáo``."""
    own = await unit_menu.own_unit(ctx)
    if own is None:
        raise errors.NotFound("post", person=ctx.desk.actor)
    return await find(ctx, own, typed=typed)


async def look(ctx: Context, unit: str, page: int) -> Screen:
    known = await _in_force(ctx, unit)
    if known is None:
        return await _none(ctx, unit)
    found = catalogue.search(known.items, "", await _recent(ctx))
    page = min(max(page, 0), max(0, (len(found) - 1) // PAGE))
    turn: Row = ()
    if page > 0:
        turn += (ctx.button("common.page-before", "catalogue.look", unit, page - 1),)
    if (page + 1) * PAGE < len(found):
        turn += (ctx.button("common.page-after", "catalogue.look", unit, page + 1),)
    shown = found[page * PAGE : (page + 1) * PAGE]
    return await _card(ctx, known, ctx.say("catalogue.look"), shown, page, 0, turn)


async def find(ctx: Context, unit: str, *, typed: str) -> Screen:
    known = await _in_force(ctx, unit)
    if known is None:
        return await _none(ctx, unit)
    found = catalogue.search(known.items, typed, await _recent(ctx))
    said = clip(" ".join(typed.split()), 40)
    key = "catalogue.found" if found else "catalogue.not-found"
    first = ctx.say(key, count=len(found), text=said)
    return await _card(ctx, known, first, found[:PAGE], 0, len(found) - PAGE, ())


async def _in_force(ctx: Context, unit: str) -> Catalogue | None:
    month = catalogues.earliest_month(ctx.desk)
    return await catalogues.in_force(ctx.desk, unit, month)


async def _recent(ctx: Context) -> tuple[str, ...]:
    return await ctx.desk.store.tasks.recent_items(ctx.desk.actor, RECENT)


async def _card(
    ctx: Context,
    known: Catalogue,
    first: Line,
    shown: Sequence[CatalogueItem],
    page: int,
    more: int,
    turn: Row,
) -> Screen:
    organisation = await ctx.desk.organisation()
    lines = [
        first,
        ctx.say(
            "catalogue.of",
            unit=organisation.require_unit(known.unit).name,
            month=known.valid_from,
            count=len(known.items),
        ),
        BLANK,
    ]
    for one in shown:
        lines += catalogue_words.entry(ctx, one)
    if more > 0:
        lines.append(ctx.say("catalogue.more", count=more))
    return Screen(
        at=act("catalogue.look", known.unit, page),
        ask=act("catalogue.find", known.unit),
        lines=tuple(lines if shown else lines[:2]),
        rows=tuple(row for row in (turn, home_row(ctx)) if row),
    )


async def _none(ctx: Context, unit: str) -> Screen:
    organisation = await ctx.desk.organisation()
    name = organisation.require_unit(unit).name
    month = catalogues.earliest_month(ctx.desk)
    return Screen(
        at=act("catalogue.look", unit, 0),
        lines=(ctx.say("catalogue.none-yet", unit=name, month=month),),
        rows=(home_row(ctx),),
    )
