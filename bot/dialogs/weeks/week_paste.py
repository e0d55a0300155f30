"""A pasted week: what was understood, line by line, what is to be corrected first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import BLANK, Line, Row, Screen, act, line
from bot.dialogs.weeks import week_parts
from core.schedule import SAME_TASK, Schedule, in_order
from core.schedule import Line as Entry
from core.usecases import noting, timetable
from core.weeks import Week

SKIPPED = 200


async def show(ctx: Context, schedule: int, page: int) -> Screen:
    return await screen(ctx, await timetable.own(ctx.desk, schedule), page)


def ordered(ctx: Context, one: Schedule) -> tuple[Entry, ...]:
    """To be corrected first, then by day as in the week."""
    ready = in_order(entry for entry in one.pasted if noting.is_ready(ctx.desk, entry))
    return (*_to_correct(ctx, one), *ready)


def _to_correct(ctx: Context, one: Schedule) -> tuple[Entry, ...]:
    return tuple(entry for entry in one.pasted if not noting.is_ready(ctx.desk, entry))


async def screen(ctx: Context, one: Schedule, page: int) -> Screen:
    every = ordered(ctx, one)
    if not every:
        return Screen(
            at=act("week.pasted", one.id, 0),
            lines=(ctx.say("week.pasted-none"),),
            rows=((ctx.button("week.back", "week.show", one.id, 0),),),
        )
    page = min(max(page, 0), (len(every) - 1) // week_parts.PAGE)
    shown = every[page * week_parts.PAGE : (page + 1) * week_parts.PAGE]
    clear = len(every) - len(_to_correct(ctx, one))
    body = await _body(ctx, one, shown, page)
    return Screen(
        at=act("week.pasted", one.id, page),
        ask=act("week.pasted-typed", one.id),
        lines=(
            *_title(ctx, one, clear, len(every) - clear),
            *body,
            BLANK,
            *week_parts.legend(ctx, [_as_taken(entry) for entry in shown]),
            ctx.say("week.pasted-hint"),
        ),
        rows=_rows(ctx, one, shown, page, clear),
    )


def _title(ctx: Context, one: Schedule, clear: int, unclear: int) -> tuple[Line, ...]:
    if unclear:
        key = "week.pasted-some" if clear else "week.pasted-unclear-only"
        said = [ctx.say(key, clear=clear, unclear=unclear)]
    else:
        said = [ctx.say("week.pasted-all", clear=clear)]
    other = [entry for entry in one.pasted if noting.is_clear(entry) and entry.day not in one.week]
    weeks = sorted({Week.of(entry.day) for entry in other})
    for week in weeks[:3]:
        there = [entry for entry in other if entry.day in week]
        ready = noting.is_ready(ctx.desk, there[0])
        key = "week.pasted-elsewhere" if ready else "week.pasted-past"
        said.append(ctx.say(key, count=len(there), week=week_parts.week_name(ctx, week)))
    if one.skipped:
        text = clip("; ".join(one.skipped), SKIPPED - 60)
        said.append(ctx.say("week.pasted-skipped", count=len(one.skipped), text=text))
    return tuple(said)


async def _body(
    ctx: Context, one: Schedule, shown: tuple[Entry, ...], page: int
) -> tuple[Line, ...]:
    known = await week_parts.known_of(ctx, one)
    said: list[Line] = []
    day: date | None = None
    asked = False
    for number, entry in enumerate(shown, page * week_parts.PAGE + 1):
        if not noting.is_ready(ctx.desk, entry):
            if not asked:
                said += [BLANK, ctx.say("week.pasted-unclear")]
                asked = True
            text = clip(entry.source or entry.content, week_parts.CONTENT)
            if noting.is_clear(entry):
                text = week_parts.full_text(ctx, _as_taken(entry), known)
            said.append(line(f"{number}. ❓ {text}"))
            continue
        if entry.day != day:
            said += [BLANK, ctx.say("week.heading", day=week_parts.day_name(ctx, entry.day))]
            day = entry.day
        text = week_parts.text_of(ctx, _as_taken(entry), known)
        if entry.question == SAME_TASK:
            text += " · " + ctx.words.text("week.pasted-same")
        said.append(line(f"{number}. {text}"))
    return tuple(said)


def _as_taken(entry: Entry) -> Entry:
    """A line is understood before it is known whether the plan has it: that is asked later."""
    return replace(entry, question="", facts=()) if entry.question == SAME_TASK else entry


def _rows(
    ctx: Context, one: Schedule, shown: tuple[Entry, ...], page: int, clear: int
) -> tuple[Row, ...]:
    rows: list[Row] = []
    if clear:
        rows.append(
            (ctx.button("week.take-button", "week.take", one.id, one.version, count=clear),)
        )
    unclear = _to_correct(ctx, one)
    if unclear:
        at = unclear[0].number
        button = ctx.button("week.correct-first", "week.correct", one.id, at, count=len(unclear))
        rows.append((button,))
    rows += week_parts.number_rows(shown, page, "week.line", one.id)
    rows.append(week_parts.page_row(ctx, len(one.pasted), page, "week.pasted", one.id))
    others = sum(1 for entry in one.pasted if entry.day not in one.week)
    if others:
        rows.append(
            (ctx.button("week.shift-button", "week.shift", one.id, one.version, count=others),)
        )
    rows.append(
        (
            ctx.button("week.back", "week.show", one.id, 0),
            ctx.button("week.drop-button", "week.drop-ask", one.id),
        )
    )
    return tuple(row for row in rows if row)
