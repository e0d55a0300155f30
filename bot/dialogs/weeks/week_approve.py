"""Approving weekly schedules: one in a tap, many after they were shown by name, or returned."""

from __future__ import annotations

from bot.dialogs import pages
from bot.dialogs.context import Context
from bot.dialogs.forms import review_list
from bot.dialogs.parts import clip, home_row
from bot.dialogs.screen import BLANK, Button, Line, Screen, act, line
from bot.dialogs.weeks import week_parts, week_review
from core import drafting, errors
from core.schedule import SUBMITTED, Schedule, changes
from core.usecases import agreeing

TOGETHER = 20
READY = (1, 2, 3)
NAMES = 160


async def inbox(ctx: Context) -> Screen:
    return await page(ctx, 0)


async def page(ctx: Context, number: int) -> Screen:
    """Whose schedules wait, by name, with how much is in each."""
    waiting = await agreeing.inbox(ctx.desk)
    if not waiting:
        return Screen(
            at=act("week.inbox"),
            lines=(ctx.say("week.inbox-none"),),
            rows=((ctx.button("week.team-button", "week.team", 0), *home_row(ctx)),),
        )
    shown, number = pages.of(waiting, number)
    rows = [(Button(await _label(ctx, one), act("week.read", one.id, 0)),) for one in shown]
    alike = len(await agreeing.alike(ctx.desk))
    after = (
        (ctx.button("week.all-button", "week.all", count=alike),) if alike > 1 else (),
        pages.turn(ctx, waiting, number, "week.page"),
        (ctx.button("week.team-button", "week.team", 0), *home_row(ctx)),
    )
    return Screen(
        at=act("week.page", number),
        lines=(ctx.say("week.inbox", count=len(waiting)),),
        rows=(*rows, *(row for row in after if row)),
    )


async def _label(ctx: Context, one: Schedule) -> str:
    name = await ctx.name(one.person)
    if one.approved:
        count = len(changes(one.in_force, one.lines))
        return ctx.words.text("week.entry-changes", name=name, number=one.week.number, count=count)
    key = "week.entry-late" if one.late else "week.entry"
    return ctx.words.text(key, name=name, number=one.week.number, count=len(one.lines))


async def team(ctx: Context, number: int) -> Screen:
    """This week of everybody I lead: who has sent it, who has not."""
    every = await agreeing.team(ctx.desk)
    sent = [one for _, one in every if one is not None]
    missing = [await ctx.name(code) for code, one in every if one is None]
    shown, number = pages.of(sent, number)
    rows = [(Button(await _state(ctx, one), act("week.read", one.id, 0)),) for one in shown]
    lines = [ctx.say("week.team", sent=len(sent), count=len(every))]
    if missing:
        names = clip(", ".join(missing), NAMES)
        lines.append(ctx.say("week.team-missing", count=len(missing), names=names))
    after = (
        pages.turn(ctx, sent, number, "week.team"),
        (ctx.button("week.inbox-back", "week.inbox"), *home_row(ctx)),
    )
    return Screen(
        at=act("week.team", number),
        lines=tuple(lines),
        rows=(*rows, *(row for row in after if row)),
    )


async def _state(ctx: Context, one: Schedule) -> str:
    key = "week.team-waiting" if one.state == SUBMITTED else "week.team-approved"
    return ctx.words.text(key, name=await ctx.name(one.person))


async def all_(ctx: Context) -> Screen:
    """Each by name before they are approved as one."""
    alike = (await agreeing.alike(ctx.desk))[:TOGETHER]
    if not alike:
        return await inbox(ctx)
    shown = [(one.id, one.version) for one in alike]
    return Screen(
        at=act("week.all"),
        lines=(
            ctx.say("week.all", count=len(alike)),
            BLANK,
            *[line(f"• {await _label(ctx, one)}") for one in alike],
        ),
        rows=(
            (
                ctx.button(
                    "week.all-yes",
                    "week.all-yes",
                    review_list.fingerprint(shown),
                    count=len(alike),
                ),
            ),
            (ctx.button("common.back", "week.inbox"),),
        ),
    )


async def all_yes(ctx: Context, seen: str) -> Screen:
    alike = (await agreeing.alike(ctx.desk))[:TOGETHER]
    shown = [(one.id, one.version) for one in alike]
    if review_list.fingerprint(shown) != seen:
        raise errors.Stale("list.changed")
    reason = ctx.words.text("week.reason")
    done = await agreeing.approve_all(ctx.desk, shown, reason)
    made = sum(each.made for each in done)
    return await _next(ctx, ctx.say("week.all-done", count=len(done), made=made))


async def approve(ctx: Context, schedule: int, version: int) -> Screen:
    reason = ctx.words.text("week.reason")
    done = await agreeing.approve(ctx.desk, schedule, version, reason)
    name = await ctx.name(done.schedule.person)
    what = ", ".join(
        ctx.words.text(key, count=count)
        for key, count in (
            ("week.approve-made", done.made),
            ("week.approve-moved", done.moved),
            ("week.approve-cancelled", done.cancelled),
        )
        if count
    )
    key = "week.approve-tasks" if what else "week.approve-done"
    return await _next(ctx, ctx.say(key, name=name, what=what))


async def _next(ctx: Context, done: Line) -> Screen:
    """After each act the next waiting schedule appears."""
    waiting = await agreeing.inbox(ctx.desk)
    if not waiting:
        return (await inbox(ctx)).told(done)
    return (await week_review.read(ctx, waiting[0].id, 0)).told(done)


async def return_(ctx: Context, schedule: int, version: int) -> Screen:
    one = await agreeing.opened(ctx.desk, schedule)
    return Screen(
        at=act("week.return", schedule, version),
        ask=act("week.return-typed", schedule, version),
        lines=(
            ctx.say("week.return", name=await ctx.name(one.person)),
            ctx.say("week.return-limit", limit=drafting.NOTE_LIMIT),
        ),
        rows=(
            *(
                (
                    ctx.button(
                        f"week.return-ready-{number}",
                        "week.return-ready",
                        schedule,
                        version,
                        number,
                    ),
                )
                for number in READY
            ),
            (ctx.button("common.back", "week.read", schedule, 0),),
        ),
    )


async def return_ready(ctx: Context, schedule: int, version: int, number: int) -> Screen:
    if number not in READY:
        raise errors.BadInput("button")
    text = ctx.words.text(f"week.return-ready-{number}")
    return await return_typed(ctx, schedule, version, typed=text)


async def return_typed(ctx: Context, schedule: int, version: int, *, typed: str) -> Screen:
    one = await agreeing.send_back(ctx.desk, schedule, version, typed)
    name = await ctx.name(one.person)
    week = week_parts.week_name(ctx, one.week)
    return await _next(ctx, ctx.say("week.return-done", name=name, week=week))
