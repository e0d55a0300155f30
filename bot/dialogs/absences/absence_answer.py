"""One absence on a card: answered, taken back, ended early, cancelled; and what waits for me."""

from __future__ import annotations

from datetime import date, timedelta

from bot.dialogs import pages
from bot.dialogs.absences.absence_parts import SAID, day, days_line, span, title, words_lines
from bot.dialogs.context import Context
from bot.dialogs.parts import back, clip, home_row
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act, in_rows
from bot.dialogs.weeks import days
from core import absence_text, absenceflow, people
from core.absence import WAITING, Absence
from core.usecases import absence_rights, absence_views, absences, heading
from core.usecases.absence_rights import Opened

BACK_DAYS = 3


async def inbox(ctx: Context) -> Screen:
    return await page(ctx, 0)


async def page(ctx: Context, number: int) -> Screen:
    """What waits for my answer; a single one is shown at once."""
    waiting = await absence_views.waiting(ctx.desk)
    if not waiting:
        return Screen(
            at=act("absence.inbox"), lines=(ctx.say("absence.none"),), rows=(home_row(ctx),)
        )
    if len(waiting) == 1:
        return await card(ctx, waiting[0].id)
    part, number = pages.of(waiting, number)
    rows = [(Button(await title(ctx, one), act("absence.card", one.id)),) for one in part]
    turn = pages.turn(ctx, waiting, number, "absence.page")
    return Screen(
        at=act("absence.page", number),
        lines=(ctx.say("absence.waiting", count=len(waiting)),),
        rows=tuple(row for row in (*rows, turn, home_row(ctx)) if row),
    )


async def card(ctx: Context, absence: int) -> Screen:
    opened = await absence_views.open_to(ctx.desk, absence)
    one = opened.one
    lines = [await _first_line(ctx, opened)]
    if one.person != ctx.desk.actor:
        lines.append(ctx.say("absence.who", name=await ctx.name(one.person)))
    lines += [days_line(ctx, one), *words_lines(ctx, one)]
    if one.entered_by not in {one.person, ctx.desk.actor}:
        lines.append(ctx.say("absence.entered-by", name=await ctx.name(one.entered_by)))
    if one.said:
        name = await ctx.name(one.decided_by or "")
        lines.append(ctx.say("absence.answer", name=name, text=clip(one.said, SAID)))
    if one.state == WAITING and not opened.may_answer:
        lines += await approver_line(ctx, one)
    lines += await _work(ctx, opened)
    return Screen(
        at=act("absence.card", absence), lines=tuple(lines), rows=await _rows(ctx, opened)
    )


async def _first_line(ctx: Context, opened: Opened) -> Line:
    one = opened.one
    if opened.may_answer:
        return ctx.say("absence.do", name=await ctx.name(one.person))
    absence_state = one.state
    return ctx.say(f"absence.is-{absence_state}")


async def approver_line(ctx: Context, one: Absence) -> tuple[Line, ...]:
    """Who is told first."""
    answering = await absence_rights.approvers(ctx.desk, one.person)
    return tuple(
        [ctx.say("absence.approver", names=await ctx.name(code)) for code in answering[:1]]
    )


async def _work(ctx: Context, opened: Opened) -> tuple[Line, ...]:
    """§8.7 rule 1: work of an absent person is to be reassigned or cancelled."""
    if not opened.may_answer and not opened.may_change:
        return ()
    count = len(await absence_views.work_meanwhile(ctx.desk, opened.one))
    return (BLANK, ctx.say("absence.work", count=count)) if count else ()


async def _rows(ctx: Context, opened: Opened) -> tuple[Row, ...]:
    one = opened.one
    rows: list[Row] = []
    if opened.may_answer:
        rows.append(
            (ctx.button("absence.approve-button", "absence.approve", one.id, one.version),)
        )
        rows.append((ctx.button("absence.refuse-button", "absence.refuse", one.id, one.version),))
    if opened.may_send:
        rows.append((ctx.button("absence.draft-button", "absence.draft", one.id),))
    if opened.may_withdraw:
        rows.append(
            (ctx.button("absence.withdraw-button", "absence.withdraw", one.id, one.version),)
        )
    if opened.may_change:
        cancel = ctx.button("absence.cancel-button", "absence.cancel", one.id, one.version)
        end = ctx.button("absence.end-button", "absence.end", one.id, one.version)
        rows.append((end, cancel) if one.first < one.last else (cancel,))
    rows.append((*await _list_button(ctx, opened), *home_row(ctx)))
    return tuple(rows)


async def _list_button(ctx: Context, opened: Opened) -> Row:
    """To where this person came from: the own ones, those to answer, the unit's."""
    one = opened.one
    if one.person == ctx.desk.actor:
        return (ctx.button("absence.own-list", "absence"),)
    if opened.may_answer:
        return (ctx.button("absence.inbox-button", "absence.inbox"),)
    unit = await absence_rights.unit_of(ctx.desk, one.person)
    if unit in await heading.written(ctx.desk):
        return (ctx.button("absence.unit-button", "absence.unit", unit),)
    return ()


async def approve(ctx: Context, absence: int, version: int) -> Screen:
    one = await absences.approve(ctx.desk, absence, version)
    return await _answered(ctx, "absence.approved", one)


async def refuse(ctx: Context, absence: int, version: int) -> Screen:
    one = (await absence_views.open_to(ctx.desk, absence)).one
    return Screen(
        at=act("absence.refuse", absence, version),
        ask=act("absence.refuse-said", absence, version),
        lines=(
            ctx.say("absence.refuse-why", name=await ctx.name(one.person)),
            ctx.say("absence.refuse-example"),
        ),
        rows=((back(ctx, act("absence.card", absence)),),),
    )


async def refuse_said(ctx: Context, absence: int, version: int, *, typed: str) -> Screen:
    one = await absences.refuse(ctx.desk, absence, version, typed)
    return await _answered(ctx, "absence.refused", one)


async def _answered(ctx: Context, key: str, one: Absence) -> Screen:
    """The next one that waits, or the one just answered."""
    waiting = await absence_views.waiting(ctx.desk)
    shown = await inbox(ctx) if waiting else await card(ctx, one.id)
    name, days_ = await ctx.name(one.person), span(one.first, one.last)
    return shown.told(ctx.say(key, name=name, span=days_))


async def end(ctx: Context, absence: int, version: int) -> Screen:
    """The last day away, of somebody who is back early."""
    one = (await absence_views.open_to(ctx.desk, absence)).one
    offered = [
        Button(days.short(ctx, each), act("absence.end-on", absence, version, each.isoformat()))
        for each in _ends(ctx, one)
    ]
    return Screen(
        at=act("absence.end", absence, version),
        ask=act("absence.end-typed", absence, version),
        lines=(
            ctx.say("absence.end-when", name=await ctx.name(one.person)),
            days_line(ctx, one),
            ctx.say("absence.end-example", first=one.first),
        ),
        rows=(*in_rows(offered, 3), (back(ctx, act("absence.card", absence)),)),
    )


def _ends(ctx: Context, one: Absence) -> list[date]:
    """Today and the days before it that lie within, the newest first."""
    today = people.day_of(ctx.desk.now)
    near = [today - timedelta(days=back_) for back_ in range(BACK_DAYS)]
    return [each for each in near if one.first <= each < one.last]


async def end_typed(ctx: Context, absence: int, version: int, *, typed: str) -> Screen:
    one = (await absence_views.open_to(ctx.desk, absence)).one
    today = people.day_of(ctx.desk.now)
    last = absence_text.read_last(typed, one.first, today, ctx.desk.rules.workdays)
    return await end_on(ctx, absence, version, last.isoformat())


async def end_on(ctx: Context, absence: int, version: int, until: str) -> Screen:
    one = (await absence_views.open_to(ctx.desk, absence)).one
    absenceflow.check_end(one, day(until))
    return Screen(
        at=act("absence.end-on", absence, version, until),
        ask=act("absence.end-said", absence, version, until),
        lines=(
            ctx.say("absence.end-why", name=await ctx.name(one.person), last=day(until)),
            ctx.say("absence.end-why-example"),
        ),
        rows=((back(ctx, act("absence.end", absence, version)),),),
    )


async def end_said(ctx: Context, absence: int, version: int, until: str, *, typed: str) -> Screen:
    one = await absences.end_early(ctx.desk, absence, version, day(until), typed)
    return (await card(ctx, one.id)).told(ctx.say("absence.ended", last=one.last))


async def cancel(ctx: Context, absence: int, version: int) -> Screen:
    one = (await absence_views.open_to(ctx.desk, absence)).one
    return Screen(
        at=act("absence.cancel", absence, version),
        ask=act("absence.cancel-said", absence, version),
        lines=(
            ctx.say("absence.cancel-why", name=await ctx.name(one.person)),
            days_line(ctx, one),
        ),
        rows=((back(ctx, act("absence.card", absence)),),),
    )


async def cancel_said(ctx: Context, absence: int, version: int, *, typed: str) -> Screen:
    one = await absences.cancel(ctx.desk, absence, version, typed)
    return (await card(ctx, one.id)).told(
        ctx.say("absence.cancelled", span=span(one.first, one.last))
    )
