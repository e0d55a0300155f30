"""Somebody went to another unit within the month: told to both heads, the former one's word."""

from __future__ import annotations

from datetime import date

from bot.dialogs.context import Context
from bot.dialogs.parts import clip, home_row, notice_card
from bot.dialogs.screen import Line, Screen, act
from bot.dialogs.words import Value
from core import errors, people
from core.evaluation import Evaluation
from core.months import Month
from core.ports import Notice
from core.usecases import moving

MOST = 8
WORK = 80


async def notice(ctx: Context, notice: Notice) -> Screen | None:
    """``None`` once the recipient heads that unit no more, or the move was taken back."""
    facts = notice.facts
    person, month = str(facts["person"]), Month.parse(str(facts["month"]))
    before, after = str(facts["before"]), str(facts["after"])
    organisation = await ctx.desk.organisation()
    headed = before if notice.kind == moving.LEFT else after
    if organisation.head(headed, people.day_of(ctx.desk.now)) != ctx.desk.actor:
        return None
    day = date.fromisoformat(str(facts["day"]))
    whole: dict[str, Value] = {"name": await ctx.name(person), "day": day, "month": month}
    work = await _work(ctx, person, day)
    if notice.kind == moving.CAME:
        first = ctx.say("move.came", unit=await _unit(ctx, before), **whole)
        return notice_card(ctx, (first, ctx.say("move.came-why", month=month), *work), ())
    try:
        await moving.left(ctx.desk, person, month)
    except errors.Refused:
        return None
    first = ctx.say("move.left", unit=await _unit(ctx, after), **whole)
    row = (ctx.button("move.say-button", "move.say", person, str(month)),)
    return notice_card(ctx, (first, ctx.say("move.left-why", month=month), *work), row)


async def _work(ctx: Context, person: str, day: date) -> tuple[Line, ...]:
    found = await moving.open_work(ctx.desk, person, day)
    if not found:
        return (ctx.say("move.no-work"),)
    lines = [ctx.say("move.work", count=len(found))]
    lines += [ctx.say("move.item", work=clip(one.name, WORK)) for one in found[:MOST]]
    if len(found) > MOST:
        lines.append(ctx.say("move.more", count=len(found) - MOST))
    return tuple(lines)


async def say(ctx: Context, person: str, month: str) -> Screen:
    """The former head writes; what was written before is shown."""
    found = await moving.left(ctx.desk, person, Month.parse(month))
    lines = [
        ctx.say("move.ask", name=await ctx.name(person), month=Month.parse(month)),
        ctx.say("move.ask-example"),
    ]
    if found.word is not None:
        lines.append(ctx.say("move.said-before", text=found.word.text))
    return Screen(
        at=act("move.say", person, month),
        ask=act("move.said", person, month),
        lines=tuple(lines),
        rows=(home_row(ctx),),
    )


async def said(ctx: Context, person: str, month: str, *, typed: str) -> Screen:
    found = await moving.say(ctx.desk, person, Month.parse(month), typed)
    text = found.word.text if found.word else ""
    return notice_card(
        ctx,
        (ctx.say("move.kept", name=await ctx.name(person)), ctx.say("notice.quote", text=text)),
        (ctx.button("move.again-button", "move.say", person, month),),
    )


async def on_card(ctx: Context, one: Evaluation) -> tuple[Line, ...]:
    """For whoever comments or decides: where from, the former head's word, days as a leader."""
    lines: list[Line] = []
    for moved in await moving.of_form(ctx.desk, one):
        unit = await _unit(ctx, moved.move.before.unit)
        lines.append(ctx.say("move.from", unit=unit, day=moved.move.day))
        if moved.word is None:
            lines.append(ctx.say("move.no-word"))
        else:
            name = await ctx.name(moved.word.by)
            lines.append(ctx.say("move.word", name=name, text=moved.word.text))
    led = await moving.led(ctx.desk, one)
    other = await moving.other_form(ctx.desk, one)
    if led is not None:
        lines.append(ctx.say("move.led", led=led.days, working=led.working))
        if led.under_half:
            lines.append(ctx.say("move.under-half" if other is None else "move.former-fits"))
    if other is not None:
        lines.append(ctx.say("move.other-form", form=one.form, other=other))
    return tuple(lines)


async def _unit(ctx: Context, code: str) -> str:
    return (await ctx.desk.organisation()).require_unit(code).name
