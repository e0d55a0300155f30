"""Asking for days off: kind, first day, last day, a look, sent; or one typed line."""

from __future__ import annotations

from datetime import date, timedelta

from bot.dialogs import faults
from bot.dialogs.absences import absence_answer
from bot.dialogs.absences.absence_parts import (
    day,
    days_line,
    kind_name,
    kind_rows,
    label,
    span,
    words_lines,
)
from bot.dialogs.context import Context
from bot.dialogs.parts import back, home_row
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act, in_rows
from bot.dialogs.weeks import days
from core import absence_text, errors, people
from core.absence import DRAFT, Absence
from core.absence_text import Heard
from core.usecases import absence_rights, absence_views, absences, administering, heading

OFFERED = 6
OWN = 5


async def start(ctx: Context) -> Screen:
    """The own absences, and the kinds to ask for another."""
    return await of_person(ctx, ctx.desk.actor)


async def own_line(ctx: Context, *, typed: str) -> Screen:
    """``/nghi`` with all of it behind; what is not understood never shows an older request."""
    try:
        return await typed_line(ctx, ctx.desk.actor, typed=typed)
    except errors.BadInput as error:
        return (await start(ctx)).told(*faults.sentences(ctx.words, error))


async def of_person(ctx: Context, person: str) -> Screen:
    own = person == ctx.desk.actor
    lines: list[Line] = [ctx.say("absence.first")]
    if not own:
        await absence_rights.check_may_enter(ctx.desk, person)
        lines = [ctx.say("absence.first-for", name=await ctx.name(person))]
    lines.append(ctx.say("absence.first-example"))
    rows = [*kind_rows(ctx, "absence.first", person)]
    if own:
        known = (await absence_views.mine(ctx.desk))[:OWN]
        rows += [(Button(label(ctx, one), act("absence.card", one.id)),) for one in known]
        if administering.leads(ctx.desk, await ctx.desk.organisation(), person):
            rows.append((ctx.button("amend.mine-button", "amend.mine"),))
        rows += await _unit_rows(ctx)
    elif (unit := await absence_rights.unit_of(ctx.desk, person)) in await heading.written(
        ctx.desk
    ):
        rows.append((back(ctx, act("absence.person", unit, 0)),))
    return Screen(
        at=act("absence.of", person),
        ask=act("absence.typed", person),
        lines=tuple(lines),
        rows=(*rows, home_row(ctx)),
    )


async def _unit_rows(ctx: Context) -> tuple[Row, ...]:
    """For the head and the clerk; whoever writes for several units chooses in the unit's menu."""
    units = await heading.written(ctx.desk)
    if len(units) == 1:
        return ((ctx.button("absence.unit-button", "absence.unit", units[0]),),)
    return ((ctx.button("absence.unit-button", "unit.menu"),),) if units else ()


async def typed_line(ctx: Context, person: str, *, typed: str) -> Screen:
    """ "phép về quê 26/10 - 28/10; 12/ĐN". Without a day the day is asked, with the kind kept."""
    heard = _heard(ctx, typed)
    if heard.first is not None and heard.last is not None:
        return await _drafted(ctx, person, heard.kind, (heard.first, heard.last), heard)
    if not heard.kind:
        raise errors.BadInput("absence.unclear", text=typed)
    return await first(ctx, person, heard.kind)


async def first(ctx: Context, person: str, kind: str) -> Screen:
    today = people.day_of(ctx.desk.now)
    offered = [
        Button(days.short(ctx, each), act("absence.last", person, kind, each.isoformat()))
        for each in _working(ctx, today)
    ]
    return Screen(
        at=act("absence.first", person, kind),
        ask=act("absence.first-typed", person, kind),
        lines=(
            ctx.say("absence.from", kind=kind_name(ctx, kind)),
            ctx.say("absence.from-example"),
        ),
        rows=(*in_rows(offered, 3), (back(ctx, act("absence.of", person)),)),
    )


async def first_typed(ctx: Context, person: str, kind: str, *, typed: str) -> Screen:
    heard = _heard(ctx, typed)
    if heard.first is None or heard.last is None:
        raise errors.BadInput("absence.unclear", text=typed)
    if heard.first != heard.last:
        return await _drafted(ctx, person, kind, (heard.first, heard.last), heard)
    return await last(ctx, person, kind, heard.first.isoformat())


async def last(ctx: Context, person: str, kind: str, since: str) -> Screen:
    begun = day(since)
    only = ctx.button("absence.one-day", "absence.on", person, kind, since, since)
    offered = [
        Button(days.short(ctx, each), act("absence.on", person, kind, since, each.isoformat()))
        for each in _working(ctx, begun + timedelta(days=1))
    ]
    return Screen(
        at=act("absence.last", person, kind, since),
        ask=act("absence.last-typed", person, kind, since),
        lines=(
            ctx.say("absence.to", kind=kind_name(ctx, kind), first=begun),
            ctx.say("absence.to-example"),
        ),
        rows=((only,), *in_rows(offered, 3), (back(ctx, act("absence.first", person, kind)),)),
    )


async def last_typed(ctx: Context, person: str, kind: str, since: str, *, typed: str) -> Screen:
    """ "28/10", or "6 tháng" from the first day on."""
    begun = day(since)
    heard = absence_text.read_last(
        typed, begun, people.day_of(ctx.desk.now), ctx.desk.rules.workdays
    )
    return await _drafted(ctx, person, kind, (begun, heard), None)


async def on(ctx: Context, person: str, kind: str, since: str, until: str) -> Screen:
    return await _drafted(ctx, person, kind, (day(since), day(until)), None)


async def _drafted(
    ctx: Context, person: str, kind: str, asked: tuple[date, date], heard: Heard | None
) -> Screen:
    one = await absences.draft(
        ctx.desk,
        person,
        kind,
        *asked,
        reason=heard.reason if heard else "",
        document=heard.document if heard else "",
    )
    return await draft(ctx, one.id)


async def draft(ctx: Context, absence: int) -> Screen:
    """The last look before it is sent; what is typed here is the reason, or other days."""
    one = (await absence_views.open_to(ctx.desk, absence)).one
    if one.state != DRAFT:
        return await absence_answer.card(ctx, absence)
    answering = await absence_rights.approvers(ctx.desk, one.person)
    at_once = ctx.desk.actor in answering
    first_line = "absence.check-now" if at_once else "absence.check"
    lines = [ctx.say(first_line if one.kind else "absence.check-kind")]
    if one.person != ctx.desk.actor:
        lines.append(ctx.say("absence.who", name=await ctx.name(one.person)))
    lines += [days_line(ctx, one), *words_lines(ctx, one)]
    if not at_once:
        lines += await absence_answer.approver_line(ctx, one)
    rows: tuple[Row, ...] = kind_rows(ctx, "absence.kind", one.id, one.version)
    if one.kind:
        key = "absence.enter-button" if at_once else "absence.send-button"
        rows = ((ctx.button(key, "absence.send", one.id, one.version),),)
    return Screen(
        at=act("absence.draft", absence),
        ask=act("absence.draft-typed", absence, one.version),
        lines=(*lines, BLANK, ctx.say("absence.draft-hint")),
        rows=(*rows, (back(ctx, act("absence.of", one.person)), *home_row(ctx))),
    )


async def draft_typed(ctx: Context, absence: int, version: int, *, typed: str) -> Screen:
    """Other days where the line is nothing else, else the reason; the document."""
    other = absence_text.only_days(typed, people.day_of(ctx.desk.now), ctx.desk.rules.workdays)
    if other is not None:
        await absences.redraft(ctx.desk, absence, version, days=other)
        return await draft(ctx, absence)
    words = absence_text.split_words(typed)
    await absences.redraft(ctx.desk, absence, version, words=words)
    return await draft(ctx, absence)


async def kind_set(ctx: Context, absence: int, version: int, kind: str) -> Screen:
    one = await absences.redraft(ctx.desk, absence, version, kind=kind)
    return await draft(ctx, one.id)


async def send(ctx: Context, absence: int, version: int) -> Screen:
    one = await absences.send(ctx.desk, absence, version)
    shown = await absence_answer.card(ctx, one.id)
    return shown.told(await _sent(ctx, one))


async def withdraw(ctx: Context, absence: int, version: int) -> Screen:
    one = await absences.withdraw(ctx.desk, absence, version)
    shown = await of_person(ctx, one.person)
    return shown.told(ctx.say("absence.withdrawn", span=span(one.first, one.last)))


async def _sent(ctx: Context, one: Absence) -> Line:
    key = "absence.sent" if one.decided_by is None else "absence.entered"
    return ctx.say(key, name=await ctx.name(one.person), span=span(one.first, one.last))


def _heard(ctx: Context, typed: str) -> Heard:
    return absence_text.read(typed, people.day_of(ctx.desk.now), ctx.desk.rules.workdays)


def _working(ctx: Context, since: date) -> list[date]:
    """The next working days from *since* on."""
    found: list[date] = []
    while len(found) < OFFERED:
        if ctx.desk.rules.workdays.is_working(since):
            found.append(since)
        since += timedelta(days=1)
    return found
