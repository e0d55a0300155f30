"""What a line asks: its reading, the catalogue item its words mean, the task that is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Button, Line, Row, Screen, act
from bot.dialogs.weeks import days, schedule_words, week_entry, week_parts
from bot.dialogs.weeks.week_parts import Known
from bot.dialogs.words import Value
from core import weekread
from core.calendar import due_at
from core.schedule import SAME_TASK, WHICH_ITEM, Schedule
from core.schedule import Line as Entry
from core.schedule_text import Question
from core.usecases import answering, scheduling, timetable
from core.weeks import Week

TYPED = 160
HOUR = re.compile(r"\d\d:\d\d")


async def show(ctx: Context, schedule: int, number: int) -> Screen:
    one = await timetable.own(ctx.desk, schedule)
    return await screen(ctx, one, one.line(number))


async def screen(ctx: Context, one: Schedule, entry: Entry) -> Screen:
    known = await week_parts.known_of(ctx, one)
    if entry.question == SAME_TASK:
        return await _same(ctx, one, entry, known)
    if entry.question == WHICH_ITEM:
        return _which(ctx, one, entry, known)
    return await _reading(ctx, one, entry, known)


async def _same(ctx: Context, one: Schedule, entry: Entry, known: Known) -> Screen:
    """The person says whether it is the work that the plan has."""
    ids = [int(each) for each in entry.fact("task")]
    rows: list[Row] = []
    said: list[Line] = []
    for task in await ctx.desk.store.tasks.of_ids(ids):
        due = days.due(ctx, task.due)
        name = clip(task.name, week_parts.CONTENT)
        said.append(ctx.say("week.same-task", name=name, count=task.assigned, due=due))
        label = ctx.words.text("week.same-yes", name=clip(task.name, 30), due=due)
        action = act("week.link", one.id, one.version, entry.number, task.id)
        rows.append((Button(label, action),))
    rows.append((ctx.button("week.same-no", "week.apart", one.id, one.version, entry.number),))
    return _screen(
        ctx, one, entry, (ctx.say("week.same"), _as_read(ctx, entry, known), *said), rows
    )


def _which(ctx: Context, one: Schedule, entry: Entry, known: Known) -> Screen:
    """Several catalogue items fit; without an answer the line stays a note."""
    rows: list[Row] = []
    for code in entry.fact("item"):
        item = known.catalogue.find(code) if known.catalogue else None
        if known.catalogue is None or item is None:
            continue
        index = known.catalogue.items.index(item)
        args = (one.id, one.version, entry.number, known.catalogue.id, index)
        facts: Mapping[str, Value] = {"name": clip(item.name, 44), "weight": item.coefficient}
        rows.append((ctx.button("week.item-button", "week.attach", *args, **facts),))
    rows += [
        (ctx.button("week.which-other", "week.items", one.id, entry.number, 0),),
        (ctx.button("week.which-none", "week.only-note", one.id, one.version, entry.number),),
    ]
    return _screen(ctx, one, entry, (ctx.say("week.which"), _as_read(ctx, entry, known)), rows)


async def _reading(ctx: Context, one: Schedule, entry: Entry, known: Known) -> Screen:
    """The doubt in words, the reading offered first, the days of the week, typed words."""
    doubt = Question(code=entry.question, facts=facts_of(entry))
    asked = schedule_words.sentence(ctx.words, doubt)
    would_be = await answering.reading(ctx.desk, one, entry)
    passed = not answering.is_acceptable(ctx.desk, one, would_be)
    rows = _offered(ctx, one, entry, would_be, passed=passed)
    read = week_parts.words_of(ctx, entry, known)
    if not entry.fact(weekread.NO_DAY):
        read = f"{days.short(ctx, entry.day)} · {read}"
    return _screen(
        ctx,
        one,
        entry,
        (
            ctx.say("week.ask"),
            ctx.say("week.ask-typed", text=clip(entry.source or entry.content, TYPED)),
            asked,
            ctx.say("week.ask-read", line=clip(read, TYPED)),
            *((ctx.say("week.ask-passed"),) if passed and weekread.can_accept(entry) else ()),
            ctx.say(_hint(entry)),
        ),
        rows,
    )


def _hint(entry: Entry) -> str:
    if _nameless(entry):
        return "week.ask-hint-content"
    about = weekread.about(entry.question)
    return "week.ask-hint-count" if about == weekread.ABOUT_QUANTITY else "week.ask-hint"


def _nameless(entry: Entry) -> bool:
    return entry.question == weekread.NO_CONTENT


def _offered(
    ctx: Context, one: Schedule, entry: Entry, would_be: Entry, *, passed: bool
) -> list[Row]:
    """The reading as it is, the other one that the words allow, and what else may answer."""
    ids = (one.id, one.version, entry.number)
    rows: list[Row] = []
    if weekread.can_accept(entry) and not passed:
        rows.append((ctx.button("week.ask-yes", "week.accept", *ids),))
    if _nameless(entry):
        return rows
    about = weekread.about(entry.question)
    if about == weekread.ABOUT_HOUR:
        rows += _hours(entry, ids)
    elif about == weekread.ABOUT_QUANTITY:
        rows.append(week_entry.count_row("week.count-set", *ids))
    else:
        rows += _second(ctx, entry, ids)
        due_with_its_day = would_be.item and would_be.due == due_at(would_be.day)
        since = timetable.today(ctx.desk) if due_with_its_day else date.min
        rows += week_entry.day_rows(ctx, _week_of(one, entry), "week.day-set", *ids, since=since)
    return rows


def _week_of(one: Schedule, entry: Entry) -> Week:
    """Days are offered of the week that the line would stand in, if that can be planned."""
    return Week.of(entry.day) if entry.day > one.week.sunday else one.week


def _hours(entry: Entry, ids: tuple[int, ...]) -> list[Row]:
    """ "3h": in the night or in the afternoon."""
    facts = facts_of(entry)
    offered = [str(facts[name]) for name in ("first_hour", "second_hour") if facts.get(name)]
    hours = [each for each in offered if HOUR.fullmatch(each)]
    buttons = [Button(each, act("week.hour-set", *ids, each.replace(":", ""))) for each in hours]
    return [tuple(buttons)] if buttons else []


def _second(ctx: Context, entry: Entry, ids: tuple[int, ...]) -> list[Row]:
    """The other day that the words may mean, when it is not in the offered week."""
    second = facts_of(entry).get("second")
    if not isinstance(second, date) or isinstance(second, datetime):
        return []
    if second in Week.of(entry.day) or Week.of(second) > scheduling.furthest(ctx.desk):
        return []
    label = days.short(ctx, second)
    return [(Button(label, act("week.day-set", *ids, second.isoformat())),)]


def facts_of(entry: Entry) -> dict[str, Value]:
    """The facts of a doubt as values again: they are kept as text."""
    return {name: _value(text) for name, text in entry.facts if "." not in name}


def _value(text: str) -> Value:
    readers: tuple[Callable[[str], Value | time], ...] = (
        date.fromisoformat,
        datetime.fromisoformat,
        time.fromisoformat,
    )
    for reader in readers:
        with suppress(ValueError):
            found = reader(text)
            return f"{found:%H:%M}" if isinstance(found, time) else found
    return text


def _as_read(ctx: Context, entry: Entry, known: Known) -> Line:
    read = f"{days.short(ctx, entry.day)} · {week_parts.words_of(ctx, entry, known)}"
    return ctx.say("week.line-text", line=read)


def _screen(
    ctx: Context, one: Schedule, entry: Entry, lines: tuple[Line, ...], rows: list[Row]
) -> Screen:
    remove = ctx.button("week.line-remove", "week.remove", one.id, one.version, entry.number)
    return Screen(
        at=act("week.ask", one.id, entry.number),
        ask=act("week.answer", one.id, one.version, entry.number),
        lines=lines,
        rows=(*rows, (remove, week_entry.back_to(ctx, one, entry))),
    )
