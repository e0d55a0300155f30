"""What notices of weekly schedules say, and what the home card says of the week."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.entries import Entries
from bot.dialogs.parts import clip, notice_card
from bot.dialogs.screen import BLANK, Line, Row, Screen
from bot.dialogs.weeks import week_parts
from bot.dialogs.weeks.week_parts import short, week_name
from core import people, weekflow
from core.ports import Notice
from core.schedule import APPROVED, EDITABLE, RETURNED, SUBMITTED, Schedule, changes
from core.usecases import agreeing, scheduling, timetable
from core.weeks import Week

REASON = 300
SHOWN = 8


async def screen(ctx: Context, notice: Notice) -> Screen | None:
    """``None``: no longer true, so it is not sent."""
    if notice.kind == "week.start":
        return await _start(ctx, Week.parse(str(notice.facts["week"])))
    one = await ctx.desk.store.schedules.get(int(notice.facts["id"] or 0))
    if one is None or weekflow.is_over(one, people.day_of(ctx.desk.now)):
        return None
    if notice.kind == "week.submitted":
        return await _submitted(ctx, one, str(notice.facts["at"]))
    if notice.kind == "week.returned":
        return await _returned(ctx, one)
    return await _approved(ctx, one, notice)


async def _start(ctx: Context, week: Week) -> Screen | None:
    """The week as it would be filled: opened and sent in two taps."""
    known = await ctx.desk.store.schedules.of(ctx.desk.actor, week)
    if week != timetable.this_week(ctx.desk) or (known and known.submitted_at is not None):
        return None
    one = await scheduling.outlook(ctx.desk, week, known)
    until = timetable.deadline(ctx.desk, week)
    facts = {"week": week_name(ctx, week), "at": f"{until:%H:%M}", "day": short(until.date())}
    key = "week.start" if ctx.desk.now < until else "week.start-late"
    said: tuple[Line, ...] = (ctx.say(key, **facts),)
    if one.lines:
        body, shown, _ = week_parts.by_day(ctx, one, await week_parts.known_of(ctx, one), 0)
        said += (ctx.say("week.start-filled", count=len(one.lines)), *body, BLANK)
        said += week_parts.legend(ctx, shown)
    else:
        said += (ctx.say("week.start-empty"),)
    return notice_card(ctx, said, (ctx.button("week.start-button", "week.of", str(week)),))


async def _submitted(ctx: Context, one: Schedule, at: str) -> Screen | None:
    if one.state != SUBMITTED or one.submitted_at is None or one.submitted_at.isoformat() != at:
        return None
    name, week = await ctx.name(one.person), week_name(ctx, one.week)
    known = await week_parts.known_of(ctx, one)
    if one.approved:
        found = changes(one.in_force, one.lines)
        said = [ctx.say("week.notice-changes", name=name, week=week)]
        said += week_parts.change_lines(ctx, found[:SHOWN], known)
    else:
        said = [ctx.say("week.notice", name=name, week=week, count=len(one.lines))]
        if one.late:
            said.append(ctx.say("week.review-late"))
    row: Row = (ctx.button("week.notice-button", "week.read", one.id, 0),)
    return notice_card(ctx, tuple(said), row)


async def _returned(ctx: Context, one: Schedule) -> Screen | None:
    if one.state != RETURNED:
        return None
    return notice_card(
        ctx,
        (
            ctx.say("week.fix", week=week_name(ctx, one.week)),
            ctx.say(
                "week.returned",
                name=await ctx.name(one.returned_by or ""),
                text=clip(one.said, REASON),
            ),
        ),
        (ctx.button("week.fix-button", "week.of", str(one.week)),),
    )


async def _approved(ctx: Context, one: Schedule, notice: Notice) -> Screen | None:
    """One message for everything that the approval did."""
    if not one.approved or one.state not in {APPROVED, *EDITABLE, SUBMITTED}:
        return None
    by = await ctx.name(one.approved[-1].by)
    said = [ctx.say("week.notice-approved", week=week_name(ctx, one.week), name=by)]
    made = int(notice.facts["made"] or 0)
    changed = int(notice.facts["changed"] or 0)
    if made:
        said.append(ctx.say("week.notice-made", count=made))
    if changed:
        said.append(ctx.say("week.notice-changed", count=changed))
    return notice_card(
        ctx, tuple(said), (ctx.button("week.open-button", "week.of", str(one.week)),)
    )


async def entries(ctx: Context) -> Entries:
    """The own week while it waits for the person; the schedules that wait for approval."""
    lines: list[Line] = []
    rows: list[Row] = []
    mine = await scheduling.waiting(ctx.desk)
    if mine.kind != "none":
        name = week_name(ctx, mine.week)
        key = {
            "write": "week.home-write",
            "send": "week.home-write",
            "fix": "week.home-fix",
            "amend": "week.home-amend",
        }[mine.kind]
        lines.append(ctx.say(key, week=name, text=clip(mine.reason, REASON)))
        rows.append((ctx.button("week.home-button", "week.now"),))
    waiting = len(await agreeing.inbox(ctx.desk))
    if waiting:
        lines.append(ctx.say("week.home-waiting", count=waiting))
        rows.append((ctx.button("week.home-inbox-button", "week.inbox", count=waiting),))
    return Entries(lines=tuple(lines), rows=tuple(rows))
