"""One line of a week as several screens show it, and the buttons for its days and counts."""

from __future__ import annotations

from datetime import date

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Button, Line, Row, act, in_rows
from bot.dialogs.weeks import days, week_parts
from bot.dialogs.weeks.week_parts import Known
from core import errors, weekflow
from core.schedule import LEFT_OVER, SUBMITTED, Schedule
from core.schedule import Line as Entry
from core.usecases import agreeing, timetable
from core.weeks import Week

SOURCE = 300
FULL = 450


async def of(ctx: Context, schedule: int) -> Schedule:
    """The own schedule, or somebody's whose work the reader leads."""
    found = await ctx.desk.store.schedules.get(schedule)
    if found is None or found.person == ctx.desk.actor:
        return await timetable.own(ctx.desk, schedule)
    return await agreeing.opened(ctx.desk, schedule)


def can_change(ctx: Context, one: Schedule) -> bool:
    """The person while it is with him or her, the leader while it waits; nobody afterwards."""
    over = weekflow.is_over(one, timetable.today(ctx.desk))
    return not over and (one.person == ctx.desk.actor) != (one.state == SUBMITTED)


async def to_change(ctx: Context, schedule: int) -> Schedule:
    """*errors.Refused* or *errors.Stale* before anything is offered that would be refused."""
    one = await of(ctx, schedule)
    check = weekflow.check_waiting
    if one.person == ctx.desk.actor:
        check = weekflow.check_changeable
    check(one, timetable.today(ctx.desk))
    return one


def repeat_button(ctx: Context, one: Schedule, entry: Entry) -> Button:
    """About the weeks to come: also on a line that cannot be changed any more."""
    key = "week.line-repeat-off" if entry.repeats else "week.line-repeat"
    return ctx.button(key, "week.repeat", one.id, one.version, entry.number)


def described(ctx: Context, entry: Entry, known: Known, *, mine: bool) -> tuple[Line, ...]:
    said = [
        ctx.say("week.heading", day=week_parts.day_name(ctx, entry.day)),
        Line(ctx.say("week.line-text", line=week_parts.text_of(ctx, entry, known, FULL)).spans),
    ]
    item = known.catalogue.find(entry.item) if known.catalogue and entry.item else None
    if item is not None:
        said.append(ctx.say("week.line-item", name=item.name, weight=item.coefficient))
    elif entry.task is not None:
        late = entry.mark == LEFT_OVER
        said.append(ctx.say("week.line-plan-late" if late else "week.line-plan"))
    else:
        said.append(ctx.say("week.line-note" if mine else "week.line-note-only"))
    if entry.source and entry.source.casefold() != entry.content.casefold():
        said.append(ctx.say("week.line-source", text=clip(entry.source, SOURCE)))
    return tuple(said)


def back_to(ctx: Context, one: Schedule, entry: Entry) -> Button:
    """Where the line stands: in the week, among the pasted, on the leader's card."""
    if one.person != ctx.desk.actor:
        return ctx.button("common.back", "week.read", one.id, 0)
    if any(each.number == entry.number for each in one.pasted):
        return ctx.button("common.back", "week.pasted", one.id, 0)
    return ctx.button("week.back", "week.show", one.id, 0)


def day_rows(
    ctx: Context, of_week: Week, step: str, *args: str | int, since: date = date.min
) -> tuple[Row, ...]:
    """The days of a week, for a deadline only those that are left."""
    left = [day for day in of_week.days if day >= since]
    return in_rows(
        (Button(days.short(ctx, day), act(step, *args, day.isoformat())) for day in left), 4
    )


def day_of(text: str) -> date:
    """*errors.BadInput* ``button`` for what no button of ours carries."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise errors.BadInput("button") from fault


def count_row(step: str, *args: str | int) -> Row:
    return tuple(Button(str(each), act(step, *args, each), answers=True) for each in range(1, 6))
