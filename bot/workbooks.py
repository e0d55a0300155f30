"""Workbooks of the command line: templates out, catalogues and plans in, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from bot import app as composition
from bot.dialogs.context import Context
from bot.dialogs.units import books, workbooks
from bot.documents.workbooks import ExcelWorkbooks
from bot.settings import Settings
from core import calendar
from core.people import Person
from core.usecases import catalogues, importing, monthplans, rosters
from core.usecases.desk import SYSTEM, Desk
from core.weekfill import last_day

CHANNEL = "cli"
MOST_CHANGES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What to print: *said* of what changes, *warnings* beside it, or *faults*, a line each."""

    said: tuple[str, ...]
    warnings: tuple[str, ...]
    faults: tuple[str, ...]


async def bring_in(ward: composition.Ward, name: str, content: bytes, *, dry: bool) -> Brought:
    """What was approved on paper becomes an approved catalogue, plans become drafts of theirs."""
    async with ward.storage.write() as store:
        desk = Desk(store=store, rules=ward.rules, now=ward.clock(), actor=SYSTEM, channel=CHANNEL)
        ctx = _context(ward, desk)
        examined = await importing.examine(desk, ward.workbooks.read(PurePath(name).name, content))
        warnings = tuple(books.in_one_line(ward.words, one) for one in examined.warnings)
        faults = tuple(books.in_one_line(ward.words, one) for one in examined.faults)
        if faults:
            return Brought(said=(), warnings=warnings, faults=faults)
        said = [line.plain for line in await workbooks.preview(ctx, examined, MOST_CHANGES)]
        if dry:
            said.append(ward.words.text("book.cli-dry"))
        else:
            said += await _applied(ctx, examined)
            await store.commit()
    return Brought(said=tuple(said), warnings=warnings, faults=())


async def _applied(ctx: Context, examined: importing.Examined) -> list[str]:
    approved, planned = await importing.apply(ctx.desk, examined)
    said = [ctx.words.text("roster.applied")] if examined.roster else []
    said += [
        ctx.words.text(
            "book.cli-approved",
            unit=one.unit,
            number=one.number,
            month=one.valid_from,
            count=len(one.items),
        )
        for one in approved
    ]
    return said + [
        ctx.words.text("book.cli-planned", unit=one.unit, month=one.month, count=len(one.lines))
        for one in planned
    ]


def _context(ward: composition.Ward, desk: Desk) -> Context:
    """The administrator at the shell is nobody of the ward."""
    nobody = Person(code=SYSTEM, name="")
    return Context(
        desk=desk,
        words=ward.words,
        person=nobody,
        channel=CHANNEL,
        address="",
        workbooks=ward.workbooks,
        invitations=ward.invitations,
    )


def template(settings: Settings, kind: str) -> bytes:
    """Without a ward: an example row, for any unit."""
    rules, words = composition.read_rules(), composition.read_words()
    month = calendar.month_of(composition.clock_from(settings.clock)())
    if kind == "staff":
        return ExcelWorkbooks(words).roster(None, (), rules.roster)
    if kind == "catalogue":
        return ExcelWorkbooks(words).catalogue(None, (), month)
    due = calendar.due_at(last_day(rules.calendar.work_window(month)[1]))
    return ExcelWorkbooks(words).plan(None, month, (), (), (), due)


async def roster_of(ward: composition.Ward) -> bytes:
    """Everybody there is, and the approved absences that are not over."""
    async with ward.storage.read() as store:
        desk = Desk(store=store, rules=ward.rules, now=ward.clock(), actor=SYSTEM, channel=CHANNEL)
        organisation = await desk.organisation()
        absences = await rosters.absences_to_come(desk)
    return ward.workbooks.roster(organisation, absences, ward.rules.roster)


async def template_of(ward: composition.Ward, kind: str, unit: str) -> bytes:
    """With the unit's people and items; its catalogue or its draft as they stand.

    *errors.NotFound* ``unit``.
    """
    async with ward.storage.read() as store:
        desk = Desk(store=store, rules=ward.rules, now=ward.clock(), actor=SYSTEM, channel=CHANNEL)
        (await desk.organisation()).require_unit(unit)
        month = catalogues.earliest_month(desk)
        opened = await monthplans.opened(desk, unit, month)
    if kind == "catalogue":
        known = opened.known
        items, document = (known.items, known.document) if known else ((), "")
        since = month.shift(1) if known else month
        return ward.workbooks.catalogue(opened.unit, items, since, document)
    return ward.workbooks.plan(
        opened.unit,
        month,
        opened.plan.lines,
        opened.circle.people,
        opened.circle.items,
        calendar.due_at(last_day(opened.circle.window[1])),
    )
