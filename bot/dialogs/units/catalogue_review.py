"""The collector of the block: catalogues that wait, harmonised, approved or returned."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import clip, home_row
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act
from bot.dialogs.units import catalogue_draft, catalogue_unit, catalogue_words
from bot.dialogs.words import points
from core import catalogue, catalogue_text, errors
from core.catalogue import Catalogue, CatalogueItem, ItemChange
from core.months import Month
from core.usecases import catalogue_approving, catalogues, cataloguing, heading

PAGE = 8
MOST_HARMONISED = 10


async def inbox(ctx: Context) -> Screen:
    organisation = await ctx.desk.organisation()
    waiting = await catalogues.waiting(ctx.desk)
    rows = [
        (
            Button(
                ctx.words.text(
                    "catalogue.inbox-button",
                    unit=clip(organisation.require_unit(one.unit).name, 40),
                    count=len(one.items),
                ),
                act("catalogue.review", one.id, 0),
            ),
        )
        for one in waiting
    ]
    return Screen(
        at=act("catalogue.inbox"),
        lines=(ctx.say("catalogue.inbox" if waiting else "catalogue.inbox-none"),),
        rows=(*rows, home_row(ctx)),
    )


async def review(ctx: Context, catalogue_id: int, page: int) -> Screen:
    """What is new or changed comes first; the collector may give other coefficients."""
    one = await _waiting(ctx, catalogue_id)
    before = await _before(ctx, one)
    changes = catalogue.differences(before.items if before else (), one.items)
    ordered = _ordered(one, changes)
    page = min(max(page, 0), max(0, (len(ordered) - 1) // PAGE))
    lines: list[Line] = [
        ctx.say("catalogue.review", unit=await catalogue_unit.unit_name(ctx, one.unit)),
        ctx.say(
            "catalogue.review-line",
            month=one.valid_from,
            count=len(one.items),
            name=await ctx.name(one.by),
        ),
        _compared(ctx, one, before, changes),
        *_harmonised(ctx, one),
    ]
    if one.valid_from < catalogues.earliest_month(ctx.desk):
        lines.append(ctx.say("catalogue.late", month=one.valid_from))
    lines.append(BLANK)
    for item in ordered[page * PAGE : (page + 1) * PAGE]:
        lines += _entry(ctx, item, before)
    if page == 0 and before is not None:
        lines += [
            ctx.say("catalogue.gone", code=each.before.code, name=each.before.name)
            for each in changes
            if each.after is None and each.before is not None
        ][:PAGE]
    hint = ctx.say("catalogue.review-hint", example=f"{ordered[0].code}=1,5")
    return Screen(
        at=act("catalogue.review", one.id, page),
        ask=act("catalogue.harmonise", one.id, one.version),
        lines=(*lines, BLANK, hint),
        rows=_rows(ctx, one, page, len(ordered)),
    )


def _rows(ctx: Context, one: Catalogue, page: int, count: int) -> tuple[Row, ...]:
    turn: Row = ()
    if page > 0:
        turn += (ctx.button("common.page-before", "catalogue.review", one.id, page - 1),)
    if (page + 1) * PAGE < count:
        turn += (ctx.button("common.page-after", "catalogue.review", one.id, page + 1),)
    approve: Row = ()
    if one.valid_from >= catalogues.earliest_month(ctx.desk):
        approve = (
            ctx.button("catalogue.approve-button", "catalogue.approve", one.id, one.version),
        )
    rows = (
        approve,
        turn,
        (
            ctx.button(
                "catalogue.month-button",
                "catalogue.month",
                one.id,
                one.version,
                month=one.valid_from,
            ),
            ctx.button("catalogue.return-button", "catalogue.return", one.id, one.version),
        ),
        (ctx.button("common.back", "catalogue.inbox"),),
    )
    return tuple(row for row in rows if row)


def _ordered(one: Catalogue, changes: tuple[ItemChange, ...]) -> tuple[CatalogueItem, ...]:
    moved = {each.after.code for each in changes if each.after is not None}
    return tuple(sorted(one.items, key=lambda item: item.code not in moved))


def _compared(
    ctx: Context, one: Catalogue, before: Catalogue | None, changes: tuple[ItemChange, ...]
) -> Line:
    if before is None:
        return ctx.say("catalogue.review-new", count=len(one.items))
    what = catalogue_words.counted(ctx, changes) or ctx.words.text("common.none")
    return ctx.say("catalogue.review-changes", what=what)


def _entry(ctx: Context, item: CatalogueItem, before: Catalogue | None) -> tuple[Line, Line]:
    former = before.find(item.code) if before else None
    if before is None or former == item:
        return catalogue_words.entry(ctx, item)
    if former is None:
        return catalogue_words.entry(ctx, item, ctx.words.text("catalogue.mark-new"))
    was = ""
    if former.coefficient != item.coefficient:
        was = ctx.words.text("catalogue.mark-was", coefficient=former.coefficient)
    return catalogue_words.entry(ctx, item, ctx.words.text("catalogue.mark-changed"), was)


def _harmonised(ctx: Context, one: Catalogue) -> tuple[Line, ...]:
    made = [
        f"{each.code}: {points(each.before)} → {points(each.after)}"
        for each in one.harmonised[-MOST_HARMONISED:]
    ]
    return (ctx.say("catalogue.harmonised", changes="; ".join(made)),) if made else ()


async def harmonise(ctx: Context, catalogue_id: int, version: int, *, typed: str) -> Screen:
    """ "BC01=1,5 BC02=2"; a few words look for an item."""
    if "=" not in typed:
        return await _found(ctx, catalogue_id, typed)
    one = await catalogue_approving.harmonise(
        ctx.desk, catalogue_id, version, catalogue_text.pairs(typed)
    )
    return await review(ctx, one.id, 0)


async def _found(ctx: Context, catalogue_id: int, typed: str) -> Screen:
    one = await _waiting(ctx, catalogue_id)
    before = await _before(ctx, one)
    found = catalogue.search(one.items, typed)
    said = clip(" ".join(typed.split()), 40)
    key = "catalogue.found" if found else "catalogue.not-found"
    lines = [ctx.say(key, count=len(found), text=said)]
    for item in found[:PAGE]:
        lines += _entry(ctx, item, before)
    if len(found) > PAGE:
        lines.append(ctx.say("catalogue.more", count=len(found) - PAGE))
    return Screen(
        at=act("catalogue.review", one.id, 0),
        ask=act("catalogue.harmonise", one.id, one.version),
        lines=tuple(lines),
        rows=((ctx.button("common.back", "catalogue.review", one.id, 0),),),
    )


async def approve(ctx: Context, catalogue_id: int, version: int) -> Screen:
    one = await catalogue_approving.approve(ctx.desk, catalogue_id, version)
    name = await catalogue_unit.unit_name(ctx, one.unit)
    return await _next(ctx, ctx.say("catalogue.approved", unit=name, month=one.valid_from))


async def return_(ctx: Context, catalogue_id: int, version: int) -> Screen:
    one = await _waiting(ctx, catalogue_id)
    name = await catalogue_unit.unit_name(ctx, one.unit)
    return Screen(
        at=act("catalogue.return", one.id, version),
        ask=act("catalogue.return-typed", one.id, version),
        lines=(ctx.say("catalogue.return", unit=name),),
        rows=((ctx.button("common.back", "catalogue.review", one.id, 0),),),
    )


async def return_typed(ctx: Context, catalogue_id: int, version: int, *, typed: str) -> Screen:
    one = await catalogue_approving.send_back(ctx.desk, catalogue_id, version, typed)
    name = await catalogue_unit.unit_name(ctx, one.unit)
    return await _next(ctx, ctx.say("catalogue.returned", unit=name))


async def month_set(ctx: Context, catalogue_id: int, version: int, month: str) -> Screen:
    """By the writer in the draft, by the collector while it waits."""
    one = await cataloguing.set_month(ctx.desk, catalogue_id, version, Month.parse(month))
    if one.state == catalogue.PROPOSED:
        shown = await review(ctx, one.id, 0)
    else:
        shown = await catalogue_draft.draft(ctx, one.id, 0)
    return shown.told(ctx.say("catalogue.month-set", month=one.valid_from))


async def _next(ctx: Context, done: Line) -> Screen:
    waiting = await catalogues.waiting(ctx.desk)
    shown = await review(ctx, waiting[0].id, 0) if waiting else await inbox(ctx)
    return shown.told(done)


async def _waiting(ctx: Context, catalogue_id: int) -> Catalogue:
    one = await catalogues.get(ctx.desk, catalogue_id)
    await heading.check_collects(ctx.desk, one.unit)
    if one.state != catalogue.PROPOSED:
        raise errors.Stale("catalogue.moved-on", unit=one.unit, state=one.state)
    return one


async def _before(ctx: Context, one: Catalogue) -> Catalogue | None:
    """What the unit counts by in the month that the new version begins with."""
    known = await catalogues.state(ctx.desk, one.unit)
    return catalogue.in_force(known.versions, max(one.valid_from, known.earliest))
