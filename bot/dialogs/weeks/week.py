"""``/tuan``: the own week on one card; typing adds a line, a number opens one."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import clip, home_row
from bot.dialogs.screen import BLANK, Line, Row, Screen, act
from bot.dialogs.weeks import week_parts
from bot.dialogs.weeks.week_parts import Known, short, week_name
from bot.dialogs.words import Value, instant
from core import people, weekflow
from core.schedule import (
    APPROVED,
    DRAFT,
    RETURNED,
    SAME_TASK,
    SUBMITTED,
    Schedule,
    changes,
    in_order,
)
from core.usecases import directing, scheduling, timetable
from core.weeks import Week

REASON = 300
MOST_CHANGES = 6


async def now(ctx: Context) -> Screen:
    return await of_week(ctx, str(timetable.this_week(ctx.desk)))


async def of_week(ctx: Context, week: str) -> Screen:
    """The card of one's own *week*, made on first sight with what is known already."""
    wanted = Week.parse(week)
    one = await scheduling.opened(ctx.desk, wanted)
    if one is not None:
        return await card(ctx, one)
    return Screen(
        at=act("week.of", week),
        lines=(ctx.say("week.none", week=week_name(ctx, wanted)),),
        rows=(_other_weeks(ctx, wanted), home_row(ctx)),
    )


async def show(ctx: Context, schedule: int, page: int) -> Screen:
    return await card(ctx, await timetable.own(ctx.desk, schedule), page)


async def card(ctx: Context, one: Schedule, page: int = 0, just: int | None = None) -> Screen:
    """*just*: the number of a line that was added a moment ago, to be taken back or corrected."""
    known = await week_parts.known_of(ctx, one)
    body, shown, page = week_parts.by_day(ctx, one, known, page)
    over = weekflow.is_over(one, people.day_of(ctx.desk.now))
    open_ = not over and one.state != SUBMITTED
    legend = week_parts.legend(ctx, shown)
    hint = (ctx.say("week.hint"),) if open_ else ()
    tail = (*legend, *hint)
    rows = (
        *await _acts(ctx, one, open_=open_),
        *_last_added(ctx, one, just),
        *(week_parts.number_rows(shown, page, "week.line", one.id) if open_ else ()),
        week_parts.page_row(ctx, len(one.lines), page, "week.show", one.id),
        *(_more(ctx, one) if open_ else ()),
        _other_weeks(ctx, one.week),
        (*await _team(ctx), *home_row(ctx)),
    )
    return Screen(
        at=act("week.show", one.id, page),
        ask=None if over else act("week.typed", one.id),
        lines=(
            *await _title(ctx, one, over=over),
            *_amended(ctx, one, known),
            *body,
            *((BLANK, *tail) if tail else ()),
        ),
        rows=tuple(row for row in rows if row),
    )


async def _title(ctx: Context, one: Schedule, *, over: bool) -> tuple[Line, ...]:
    """What to do first, then what to know of it."""
    name = week_name(ctx, one.week)
    if over:
        return (ctx.say("week.past", week=name),)
    if one.state == SUBMITTED:
        leaders = await directing.whom_to_tell(ctx.desk, one.person)
        if not leaders:
            key = "week.sent-changes-nobody" if one.approved else "week.sent-nobody"
            return (ctx.say(key, week=name),)
        key = "week.sent-changes" if one.approved else "week.sent"
        return (ctx.say(key, week=name, name=await ctx.name(leaders[0])),)
    if one.state == APPROVED:
        return await _approved(ctx, one, name)
    lacking = tuple(_lacking(ctx, one, name))
    todo: tuple[Line, ...] = lacking or (_to_send(ctx, one, name),)
    if one.state == RETURNED:
        by = await ctx.name(one.returned_by or "")
        todo += (ctx.say("week.returned", name=by, text=clip(one.said, REASON)),)
    return todo + _deadline(ctx, one)


def _to_send(ctx: Context, one: Schedule, name: str) -> Line:
    if one.state == RETURNED:
        return ctx.say("week.fix", week=name)
    if one.approved:
        return ctx.say("week.send-changes", week=name)
    return ctx.say("week.send", week=name, count=len(one.lines))


def _lacking(ctx: Context, one: Schedule, name: str) -> list[Line]:
    facts: dict[str, Value] = {"week": name}
    numbers = {line.number: at for at, line in enumerate(in_order(one.lines), 1)}
    said = []
    for lack in weekflow.lacks(one, ctx.desk.now):
        listed = ", ".join(str(at) for at in sorted(numbers[each] for each in lack.lines)[:10])
        key = {
            weekflow.EMPTY: "week.lack-empty",
            weekflow.ASKED: "week.lack-asked",
            weekflow.PASSED: "week.lack-passed",
        }[lack.code]
        said.append(ctx.say(key, count=len(lack.lines), lines=listed, **facts))
    return said


async def _approved(ctx: Context, one: Schedule, name: str) -> tuple[Line, ...]:
    last = one.approved[-1]
    facts: dict[str, Value] = {"week": name, "at": instant(last.at)}
    if last.by == one.person:
        return (ctx.say("week.approved-own", **facts),)
    return (
        ctx.say("week.approved", **facts),
        ctx.say("week.approved-by", name=await ctx.name(last.by)),
    )


def _deadline(ctx: Context, one: Schedule) -> tuple[Line, ...]:
    """Only before the first sending: a late one is taken, and marked."""
    if one.submitted_at is not None:
        return ()
    until = timetable.deadline(ctx.desk, one.week)
    key = "week.deadline" if ctx.desk.now < until else "week.deadline-passed"
    return (ctx.say(key, at=f"{until:%H:%M}", day=short(until.date())),)


def _amended(ctx: Context, one: Schedule, known: Known) -> tuple[Line, ...]:
    """The difference that is sent, beside the whole week."""
    if not one.approved or one.state == APPROVED:
        return ()
    found = changes(one.in_force, one.lines)
    said = week_parts.change_lines(ctx, found[:MOST_CHANGES], known)
    if len(found) > MOST_CHANGES:
        said += (ctx.say("week.more-changes", count=len(found) - MOST_CHANGES),)
    return (BLANK, *said, BLANK, ctx.say("week.whole")) if said else ()


async def _acts(ctx: Context, one: Schedule, *, open_: bool) -> tuple[Row, ...]:
    rows: list[Row] = []
    if one.state == SUBMITTED and not weekflow.is_over(one, people.day_of(ctx.desk.now)):
        rows.append((ctx.button("week.recall-button", "week.recall", one.id, one.version),))
    if not open_:
        return tuple(rows)
    same = sum(1 for line in one.lines if line.question == SAME_TASK)
    asked = [line for line in in_order(one.lines) if line.blocks and line.question != SAME_TASK]
    if asked:
        rows.append(
            (
                ctx.button(
                    "week.answer-button", "week.ask", one.id, asked[0].number, count=len(asked)
                ),
            )
        )
    if same:
        rows.append(
            (ctx.button("week.same-button", "week.link-all", one.id, one.version, count=same),)
        )
    if one.state in {DRAFT, RETURNED} and not weekflow.lacks(one, ctx.desk.now):
        key = "week.send-changes-button" if one.approved else "week.send-button"
        rows.append((ctx.button(key, "week.submit", one.id, one.version),))
    if one.approved and one.state != APPROVED:
        rows.append((ctx.button("week.discard-button", "week.discard", one.id, one.version),))
    fresh = len(await scheduling.news(ctx.desk, one))
    if fresh:
        rows.append(
            (ctx.button("week.news-button", "week.refill", one.id, one.version, count=fresh),)
        )
    return tuple(rows)


def _last_added(ctx: Context, one: Schedule, just: int | None) -> tuple[Row, ...]:
    if just is None:
        return ()
    return (
        (
            ctx.button("week.undo-button", "week.remove", one.id, one.version, just),
            ctx.button("week.correct-button", "week.correct", one.id, just),
        ),
    )


def _more(ctx: Context, one: Schedule) -> tuple[Row, ...]:
    rows: list[Row] = [
        (
            ctx.button("week.add-button", "week.add", one.id, 0),
            ctx.button("week.copy-button", "week.copy", one.id, one.version),
        )
    ]
    if one.pasted:
        rows.insert(
            0, (ctx.button("week.pasted-button", "week.pasted", one.id, 0, count=len(one.pasted)),)
        )
    return tuple(rows)


async def _team(ctx: Context) -> Row:
    """For a leader: the weeks of those who are led."""
    led = set(await directing.followers(ctx.desk)) - {ctx.desk.actor}
    return (ctx.button("week.team-button", "week.team", 0),) if led else ()


def _other_weeks(ctx: Context, week: Week) -> Row:
    row: Row = ()
    if week > scheduling.earliest(ctx.desk):
        row += (ctx.button("week.before-button", "week.of", str(week.shift(-1))),)
    if week < scheduling.furthest(ctx.desk):
        row += (ctx.button("week.after-button", "week.of", str(week.shift(1))),)
    return row
