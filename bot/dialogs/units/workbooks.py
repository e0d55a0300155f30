"""A workbook that was sent: looked at first, then put into the drafts by one tap."""

from __future__ import annotations

from bot.dialogs import files
from bot.dialogs.context import Context
from bot.dialogs.parts import clip, home_row
from bot.dialogs.screen import BLANK, Action, Document, Line, Row, Screen, Upload, act
from bot.dialogs.units import (
    books,
    catalogue_draft,
    catalogue_unit,
    catalogue_words,
    plan_approve,
    plan_card,
    plan_words,
    roster_preview,
)
from core import errors
from core.months import Month
from core.sheets import SheetFault
from core.usecases import evidencing, heading, importing, monthplans
from core.usecases.importing import Examined, NewCatalogue, NewPlan

SHORT = 16
MOST_FAULTS = 10
MOST_CHANGES = 10
MOST_WARNINGS = 4
NO_MONTH = "0"
VALUE = 40


def is_workbook(file: Upload) -> bool:
    """By its name: what it is inside is told when it is read."""
    return file.name.lower().endswith(books.ENDINGS)


async def unasked(ctx: Context, *, file: Upload) -> Screen:
    """A file that no screen asked for: a workbook of somebody who writes for a unit is the
    unit's, and each of its rows must name its month; an administrator's may be a roster;
    anything else is evidence of work.
    """
    keeps = ctx.desk.is_administrator or await heading.written(ctx.desk)
    if is_workbook(file) and keeps:
        return await _kept(ctx, file, NO_MONTH)
    return await files.received(ctx, file=file)


async def take(ctx: Context, unit: str, month: str, *, file: Upload) -> Screen:
    """Sent to the card of a plan or a catalogue: rows without a month are of that card's."""
    await heading.check_writes(ctx.desk, unit)
    if not is_workbook(file):
        return await files.received(ctx, file=file)
    return await _kept(ctx, file, month)


async def _kept(ctx: Context, file: Upload, month: str) -> Screen:
    kept = await evidencing.keep_file(ctx.desk, file.kind, file.name, file.mime, file.content)
    return await show(ctx, kept.digest[:SHORT], month)


async def show(ctx: Context, digest: str, month: str) -> Screen:
    """What the file would change, or everything that is wrong with it."""
    examined = await _examined(ctx, digest, month)
    if examined.faults:
        return await _faulty(ctx, examined, digest, month)
    lines = await preview(ctx, examined, MOST_CHANGES)
    warnings = _warnings(ctx, examined.warnings)
    if examined.changes_nothing:
        first = ctx.say("book.nothing", name=clip(examined.name, VALUE))
        rows: tuple[Row, ...] = (home_row(ctx),)
    else:
        first = ctx.say("roster.preview" if examined.roster else "book.preview")
        button = "roster.apply-button" if examined.roster else "book.apply-button"
        rows = (
            (ctx.button(button, "workbook.apply", digest, month, examined.fingerprint),),
            home_row(ctx),
        )
    return Screen(
        at=act("workbook.show", digest, month),
        lines=(first, *lines, *((BLANK, *warnings) if warnings else ())),
        rows=rows,
    )


async def _examined(ctx: Context, digest: str, month: str) -> Examined:
    """*errors.Stale* ``book.gone`` when the file is no longer there."""
    try:
        kept = await evidencing.kept_file(ctx.desk, digest)
    except errors.NotFound as fault:
        raise errors.Stale("book.gone") from fault
    book = ctx.workbooks.read(kept.name, kept.content)
    of = None if month == NO_MONTH else Month.parse(month)
    return await importing.examine(ctx.desk, book, of)


async def apply(ctx: Context, digest: str, month: str, seen: str) -> Screen:
    """Into the drafts: proposing and approving stay acts of their own. What was not *seen* is
    shown first.
    """
    examined = await _examined(ctx, digest, month)
    if not examined.faults and examined.fingerprint != seen:
        shown = await show(ctx, digest, month)
        return shown.told(ctx.say("book.moved-on"))
    if examined.faults:
        return await _faulty(ctx, examined, digest, month)
    catalogues, plans = await importing.apply(ctx.desk, examined)
    said = [ctx.say("roster.applied")] if examined.roster else []
    said += [ctx.say("book.applied-catalogue", count=len(one.items)) for one in catalogues]
    said += [ctx.say("book.applied-plan", count=len(one.lines)) for one in plans]
    if catalogues:
        shown = await catalogue_draft.draft(ctx, catalogues[-1].id, 0)
    elif plans:
        shown = await plan_card.show(ctx, await monthplans.get(ctx.desk, plans[-1].id), 0)
    elif examined.roster and not examined.roster.changes_nothing:
        at = act("workbook.show", digest, month)
        return Screen(at=at, lines=tuple(said), rows=(home_row(ctx),))
    else:
        return await show(ctx, digest, month)
    return shown.told(*said)


# ------------------------------------------------------------------ what is wrong


async def _faulty(ctx: Context, examined: Examined, digest: str, month: str) -> Screen:
    found = examined.faults
    lines = [ctx.say("book.faults", count=len(found))]
    lines += [_fault(ctx, one) for one in found[:MOST_FAULTS]]
    documents: tuple[Document, ...] = ()
    if len(found) > MOST_FAULTS:
        lines.append(ctx.say("book.rest", count=len(found) - MOST_FAULTS))
        text = "\n".join(books.in_one_line(ctx.words, one) for one in found)
        name = ctx.words.text("book.faults-file")
        documents = (Document(name, f"{text}\n".encode()),)
    return Screen(
        at=act("workbook.show", digest, month),
        takes=await _again(ctx, month),
        lines=tuple(lines),
        rows=(home_row(ctx),),
        documents=documents,
    )


async def _again(ctx: Context, month: str) -> Action | None:
    """The mended file may be sent at once, for the same unit and month."""
    units = await heading.written(ctx.desk)
    return act("workbook.take", units[0], month) if len(units) == 1 else None


def _fault(ctx: Context, one: SheetFault) -> Line:
    said = books.sentence(ctx.words, one)
    if not one.value:
        place = books.place(one) + (f" {one.column}" if one.column else "")
        return ctx.say("book.fault-bare", place=place, sentence=said)
    return ctx.say(
        "book.fault",
        place=books.place(one),
        column=f"{one.column} " if one.column else "",
        value=clip(one.value, VALUE),
        sentence=said,
    )


def _warnings(ctx: Context, found: tuple[SheetFault, ...]) -> tuple[Line, ...]:
    return tuple(
        ctx.say("book.warning", place=books.place(one), sentence=books.sentence(ctx.words, one))
        for one in found[:MOST_WARNINGS]
    )


# ------------------------------------------------------------------ what would change


async def preview(ctx: Context, examined: Examined, most: int) -> list[Line]:
    """Unit after unit, before → after; at most *most* changes of each in full."""
    lines: list[Line] = []
    if examined.roster is not None:
        lines += roster_preview.lines(ctx, examined.roster, most)
    for one in examined.catalogues:
        lines += await _catalogue(ctx, one, most)
    for other in examined.plans:
        lines += await _plan(ctx, other, most)
    return lines


async def _catalogue(ctx: Context, one: NewCatalogue, most: int) -> list[Line]:
    name = await catalogue_unit.unit_name(ctx, one.unit)
    if not one.changes:
        return [ctx.say("book.same-catalogue", unit=name)]
    what = catalogue_words.counted(ctx, one.changes)
    said = [ctx.say("book.sheet-catalogue", unit=name, month=one.valid_from, what=what)]
    for change in one.changes[:most]:
        before = catalogue_words.in_short(ctx, change.before) if change.before else ""
        after = catalogue_words.in_short(ctx, change.after) if change.after else ""
        said.append(moved(ctx, before, after))
    return said + _more(ctx, len(one.changes) - most)


async def _plan(ctx: Context, one: NewPlan, most: int) -> list[Line]:
    opened = await monthplans.opened(ctx.desk, one.unit, one.month)
    name = opened.unit.name
    if not one.changes:
        return [ctx.say("book.same-plan", month=one.month, unit=name)]
    what = plan_words.counted(ctx, one.changes)
    said = [ctx.say("book.sheet-plan", month=one.month, unit=name, what=what)]
    said += [plan_approve.difference(ctx, opened, each) for each in one.changes[:most]]
    return said + _more(ctx, len(one.changes) - most)


def moved(ctx: Context, before: str, after: str) -> Line:
    """What came, went or changed; never both empty."""
    if not before:
        return ctx.say("book.new", what=after)
    if not after:
        return ctx.say("book.gone", what=before)
    return ctx.say("book.moved", before=before, after=after)


def _more(ctx: Context, rest: int) -> list[Line]:
    return [ctx.say("book.more", count=rest)] if rest > 0 else []
