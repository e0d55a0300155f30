"""A pasted week: what was understood, line by line, what is to be corrected first."""

from __future__ import annotations

from datetime import date

from bot.dialogs import week_parts
from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import BLANK, Line, Row, Screen, act, line
from core.schedule import Line as Entry
from core.schedule import Schedule, in_order
from core.usecases import noting, timetable
from core.weeks import Week

SKIPPED = 200


async def show(ctx: Context, schedule: int, page: int) -> Screen:
    return await screen(ctx, await timetable.own(ctx.desk, schedule), page)


def ordered(one: Schedule) -> tuple[Entry, ...]:
    """To be corrected first, then by day as in the week."""
    unclear = [entry for entry in one.pasted if not noting.is_clear(entry)]
    clear = [entry for entry in one.pasted if noting.is_clear(entry)]
    return (*unclear, *in_order(clear))


async def screen(ctx: Context, one: Schedule, page: int) -> Screen:
    every = ordered(one)
    if not every:
        return Screen(
            at=act("week.pasted", one.id, 0),
            lines=(ctx.say("week.pasted-none"),),
            rows=((ctx.button("week.back", "week.show", one.id, 0),),),
        )
    page = min(max(page, 0), (len(every) - 1) // week_parts.PAGE)
    shown = every[page * week_parts.PAGE : (page + 1) * week_parts.PAGE]
    clear = sum(1 for entry in every if noting.is_clear(entry))
    body = await _body(ctx, one, shown, page)
    return Screen(
        at=act("week.pasted", one.id, page),
        ask=act("week.pasted-typed", one.id),
        lines=(
            *_title(ctx, one, clear, len(every) - clear),
            *body,
            BLANK,
            *week_parts.legend(ctx, shown),
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
        count = sum(1 for entry in other if entry.day in week)
        name = week_parts.week_name(ctx, week)
        past = week < timetable.this_week(ctx.desk)
        key = "week.pasted-past" if past else "week.pasted-elsewhere"
        said.append(ctx.say(key, count=count, week=name))
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
        if not noting.is_clear(entry):
            if not asked:
                said += [BLANK, ctx.say("week.pasted-unclear")]
                asked = True
            text = clip(entry.source or entry.content, week_parts.CONTENT)
            said.append(line(f"{number}. ❓ {text}"))
            continue
        if entry.day != day:
            said += [BLANK, ctx.say("week.heading", day=week_parts.day_name(ctx, entry.day))]
            day = entry.day
        said.append(line(f"{number}. {week_parts.text_of(ctx, entry, known)}"))
    return tuple(said)


def _rows(
    ctx: Context, one: Schedule, shown: tuple[Entry, ...], page: int, clear: int
) -> tuple[Row, ...]:
    rows: list[Row] = []
    if clear:
        rows.append(
            (ctx.button("week.take-button", "week.take", one.id, one.version, count=clear),)
        )
    if clear < len(one.pasted):
        first = next(entry for entry in one.pasted if not noting.is_clear(entry))
        count = len(one.pasted) - clear
        rows.append(
            (ctx.button("week.correct-first", "week.ask", one.id, first.number, count=count),)
        )
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
