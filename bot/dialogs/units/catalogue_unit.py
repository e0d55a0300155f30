"""A unit's catalogue as its head and clerk see it: what is in force, what is being written."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import CLIP, clip
from bot.dialogs.screen import Document, Line, Row, Screen, act
from core import catalogue, people
from core.catalogue import Catalogue
from core.usecases import catalogue_approving, catalogues, heading
from core.usecases.catalogues import State


async def unit(ctx: Context, unit: str) -> Screen:
    known = await catalogues.state(ctx.desk, unit)
    return Screen(
        at=act("catalogue.unit", unit),
        takes=act("workbook.take", unit, str(known.earliest)),
        lines=await _lines(ctx, known),
        rows=await _rows(ctx, known),
    )


async def _lines(ctx: Context, known: State) -> tuple[Line, ...]:
    name = await unit_name(ctx, known.unit)
    draft = known.draft
    approved = [one for one in known.versions if one.state == catalogue.APPROVED]
    if draft is not None and draft.state == catalogue.RETURNED:
        by = await ctx.name(draft.decided_by or "")
        first = ctx.say("catalogue.unit-returned", name=by, text=clip(draft.said, CLIP))
    else:
        first = ctx.say("catalogue.unit-ready" if approved else "catalogue.unit-none", unit=name)
    lines = [first]
    if known.current is not None:
        lines.append(_current(ctx, known.current))
    lines += [
        ctx.say(
            "catalogue.unit-next",
            month=one.valid_from,
            number=one.number,
            count=len(one.items),
        )
        for one in approved
        if one.valid_from > known.earliest
    ]
    if draft is not None:
        lines.append(await _draft(ctx, draft))
    elif not approved:
        lines.append(ctx.say("catalogue.unit-ways"))
    return tuple(lines)


def _current(ctx: Context, one: Catalogue) -> Line:
    return ctx.say(
        "catalogue.unit-current",
        number=one.number,
        month=one.valid_from,
        count=len(one.items),
        document=f" ({clip(one.document, 80)})" if one.document else "",
    )


async def _draft(ctx: Context, one: Catalogue) -> Line:
    if one.state != catalogue.PROPOSED:
        return ctx.say("catalogue.unit-draft", count=len(one.items), month=one.valid_from)
    name = await collector_name(ctx, one.unit)
    return ctx.say("catalogue.unit-proposed", number=one.number, name=name, month=one.valid_from)


async def _rows(ctx: Context, known: State) -> tuple[Row, ...]:
    draft = known.draft
    rows: list[Row] = []
    if draft is None:
        rows.append((ctx.button("catalogue.begin-button", "catalogue.begin", known.unit),))
    elif draft.state == catalogue.PROPOSED:
        step = ("catalogue.withdraw", draft.id, draft.version)
        rows.append((ctx.button("catalogue.withdraw-button", *step),))
    else:
        rows.append((ctx.button("catalogue.draft-button", "catalogue.draft", draft.id, 0),))
    return (
        *rows,
        (
            ctx.button("catalogue.excel-button", "catalogue.excel", known.unit),
            ctx.button("unit.look-button", "catalogue.look", known.unit, 0),
        ),
        (ctx.button("unit.back-button", "unit.of", known.unit),),
    )


async def unit_name(ctx: Context, unit: str) -> str:
    return (await ctx.desk.organisation()).require_unit(unit).name


async def collector_name(ctx: Context, unit: str) -> str:
    """Who approves: the head of the collecting unit, else the unit itself."""
    organisation = await ctx.desk.organisation()
    who = heading.collectors(organisation, unit, people.day_of(ctx.desk.now))
    return await ctx.name(who[0]) if who else ctx.words.text("common.none")


async def withdraw(ctx: Context, catalogue_id: int, version: int) -> Screen:
    one = await catalogue_approving.withdraw(ctx.desk, catalogue_id, version)
    shown = await unit(ctx, one.unit)
    return shown.told(ctx.say("catalogue.withdrawn"))


async def propose(ctx: Context, catalogue_id: int, version: int) -> Screen:
    one = await catalogue_approving.propose(ctx.desk, catalogue_id, version)
    shown = await unit(ctx, one.unit)
    name = await collector_name(ctx, one.unit)
    return shown.told(ctx.say("catalogue.proposed", month=one.valid_from, name=name))


async def excel(ctx: Context, unit_code: str) -> Screen:
    """What is being written, else what is in force, else an example, to fill in and send back."""
    known = await catalogues.state(ctx.desk, unit_code)
    organisation = await ctx.desk.organisation()
    one = known.draft or known.current
    content = ctx.workbooks.catalogue(
        organisation.require_unit(unit_code),
        one.items if one else (),
        known.draft.valid_from if known.draft else known.next_month,
        one.document if one else "",
    )
    shown = await unit(ctx, unit_code)
    name = ctx.words.text("book.name-catalogue", unit=unit_code)
    return Screen(
        at=act("catalogue.excel", unit_code),
        takes=shown.takes,
        lines=(ctx.say("book.give-catalogue"), *shown.lines[1:]),
        rows=shown.rows,
        documents=(Document(name, content),),
    )
