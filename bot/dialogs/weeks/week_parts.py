"""How the lines of a weekly schedule are read: by day, with what each counts for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import BLANK, Button, Line, Row, act, in_rows, line
from bot.dialogs.weeks import days
from core import tasks
from core.calendar import due_at
from core.catalogue import Catalogue
from core.schedule import LEFT_OVER, WHICH_ITEM, Change, Schedule, in_order
from core.schedule import Line as Entry
from core.schedule import said as meaning
from core.tasks import TaskItem
from core.usecases import attaching, timetable
from core.usecases.noting import Noted
from core.weekfill import last_day
from core.weeks import Week

PAGE = 10
CONTENT = 90
WIDTH = 5
MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the lines of a schedule refer to: task items by id, the catalogue in force.

    *settled* are the numbers of the lines that stand as they were approved: what their task has
    become since is what counts.
    """

    tasks: Mapping[int, TaskItem]
    catalogue: Catalogue | None
    settled: frozenset[int]


async def known_of(ctx: Context, one: Schedule) -> Known:
    lines = (*one.lines, *one.in_force, *one.pasted)
    counted = any(entry.item or entry.question == WHICH_ITEM for entry in lines)
    return Known(
        tasks=await timetable.tasks_of(ctx.desk, lines),
        catalogue=await attaching.in_force(ctx.desk, one) if counted else None,
        settled=_settled(one),
    )


def _settled(one: Schedule) -> frozenset[int]:
    approved = {entry.number: meaning(entry) for entry in one.in_force}
    return frozenset(
        entry.number for entry in one.lines if approved.get(entry.number) == meaning(entry)
    )


def week_name(ctx: Context, week: Week) -> str:
    """ "tuần 43 (19/10–25/10)"."""
    return ctx.words.text(
        "week.name", number=week.number, first=short(week.monday), last=short(week.sunday)
    )


def short(day: date) -> str:
    return f"{day:%d/%m}"


def day_name(ctx: Context, day: date) -> str:
    """ "Thứ Ba 20/10"."""
    return ctx.words.text(f"week.day-{day.isoweekday()}", day=short(day))


def text_of(ctx: Context, entry: Entry, known: Known, limit: int = CONTENT) -> str:
    """ "📦 14:00 Báo cáo tuần · 2 báo cáo · hạn hết T6 23/10 · ↺" without its day."""
    return f"{mark_of(entry)} {words_of(ctx, entry, known, limit)}"


def words_of(ctx: Context, entry: Entry, known: Known, limit: int = CONTENT) -> str:
    """Without its mark too."""
    parts = [f"{_when(ctx, entry)}{clip(entry.content, limit)}"]
    task = known.tasks.get(entry.task or 0)
    if task is not None and (not entry.item or entry.number in known.settled):
        parts += _of_task(ctx, entry, task)
    else:
        parts += _of_line(ctx, entry, known)
    if entry.until is not None:
        parts.append(ctx.words.text("week.until", day=_until(entry.until)))
    if entry.repeats:
        parts.append("↺")
    return " · ".join(parts)


def mark_of(entry: Entry) -> str:
    if entry.blocks:
        return "❓"
    if entry.task is not None:
        return "⏳" if entry.mark == LEFT_OVER else "📌"
    if entry.question == WHICH_ITEM:
        return "❔"
    return "📦" if entry.item else "🗒"


def full_text(ctx: Context, entry: Entry, known: Known) -> str:
    """With its day: "T3 20/10 · 🗒 Họp tổ dân phố 5"."""
    return f"{days.short(ctx, entry.day)} · {text_of(ctx, entry, known)}"


async def elsewhere(ctx: Context, noted: Noted) -> list[Line]:
    """What went into other weeks, as it was understood: it is not on the card that is shown."""
    said = []
    for other, count in noted.elsewhere:
        said.append(ctx.say("week.added-elsewhere", count=count, week=week_name(ctx, other.week)))
        new = sorted(other.lines, key=lambda entry: entry.number)[-count:]
        if count <= MOST_NAMED:
            known = await known_of(ctx, other)
            said += [ctx.say("week.line-text", line=full_text(ctx, entry, known)) for entry in new]
    return said


def _when(ctx: Context, entry: Entry) -> str:
    if entry.at is not None:
        return f"{entry.at:%H:%M} "
    return ctx.words.text(f"week.part-{entry.part}") + " " if entry.part else ""


def _until(until: datetime) -> str:
    if (until.hour, until.minute) == (0, 0):
        return short(last_day(until))
    return f"{until:%H:%M}"


def _of_line(ctx: Context, entry: Entry, known: Known) -> list[str]:
    parts = []
    if entry.quantity is not None:
        parts.append(quantity_text(ctx, entry, known))
    if entry.due is not None:
        parts.append(_due_on(ctx, entry, entry.due))
    task = known.tasks.get(entry.made_task or 0)
    return parts + (_state(ctx, task) if task is not None else [])


def quantity_text(ctx: Context, entry: Entry, known: Known) -> str:
    item = known.catalogue.find(entry.item) if known.catalogue and entry.item else None
    unit = item.unit_of_count if item else ctx.words.text("week.product")
    return f"{entry.quantity} {unit}"


def _of_task(ctx: Context, entry: Entry, task: TaskItem) -> list[str]:
    unit = task.unit_of_count or ctx.words.text("week.product")
    return [
        f"{task.assigned} {unit}",
        _due_on(ctx, entry, task.due),
        *_state(ctx, task),
    ]


def _due_on(ctx: Context, entry: Entry, due: datetime) -> str:
    if due == due_at(entry.day):
        return ctx.words.text("week.due-today")
    return ctx.words.text("week.due", due=days.due(ctx, due))


def _state(ctx: Context, task: TaskItem) -> list[str]:
    key = {
        tasks.ACCEPTED: "week.task-accepted",
        tasks.SUBMITTED: "week.task-handed-in",
        tasks.CANCELLED: "week.task-cancelled",
    }.get(task.state)
    return [ctx.words.text(key)] if key else []


def by_day(
    ctx: Context, one: Schedule, known: Known, page: int
) -> tuple[tuple[Line, ...], tuple[Entry, ...], int]:
    """The lines of a page under their days, numbered as they stand; the lines; the page."""
    ordered = in_order(one.lines)
    last = max(0, (len(ordered) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = ordered[page * PAGE : (page + 1) * PAGE]
    said: list[Line] = []
    day: date | None = None
    for number, entry in enumerate(shown, page * PAGE + 1):
        if entry.day != day:
            said += [BLANK, ctx.say("week.heading", day=day_name(ctx, entry.day))]
            day = entry.day
        said.append(line(f"{number}. {text_of(ctx, entry, known)}"))
    return tuple(said), shown, page


def page_of(one: Schedule, number: int | None) -> int:
    """The page of the week on which a line stands, so that it is seen."""
    numbers = [entry.number for entry in in_order(one.lines)]
    return numbers.index(number) // PAGE if number in numbers else 0


def number_rows(shown: Sequence[Entry], page: int, step: str, schedule: int) -> tuple[Row, ...]:
    """The buttons "1", "2" … that open a line; its number may be typed as well."""
    return in_rows(
        (
            Button(str(number), act(step, schedule, entry.number), answers=True)
            for number, entry in enumerate(shown, page * PAGE + 1)
        ),
        WIDTH,
    )


def change_rows(
    entries: Sequence[Entry | None], first: int, step: str, schedule: int
) -> tuple[Row, ...]:
    """The buttons of changed lines; a line that went has nothing to be opened."""
    return in_rows(
        (
            Button(str(number), act(step, schedule, entry.number), answers=True)
            for number, entry in enumerate(entries, first)
            if entry is not None
        ),
        WIDTH,
    )


def page_row(ctx: Context, count: int, page: int, step: str, schedule: int) -> Row:
    row: Row = ()
    if page > 0:
        row += (ctx.button("common.page-before", step, schedule, page - 1),)
    if (page + 1) * PAGE < count:
        row += (ctx.button("common.page-after", step, schedule, page + 1),)
    return row


def legend(ctx: Context, shown: Sequence[Entry]) -> tuple[Line, ...]:
    """What the marks mean, of those that stand on the page."""
    marks = {mark_of(entry) for entry in shown}
    keys = [
        key
        for mark, key in (
            ("❓", "week.mark-asked"),
            ("📌", "week.mark-plan"),
            ("⏳", "week.mark-left"),
            ("📦", "week.mark-item"),
            ("❔", "week.mark-which"),
            ("🗒", "week.mark-note"),
        )
        if mark in marks
    ]
    if any(entry.repeats or entry.mark == "recurring" for entry in shown):
        keys.append("week.mark-repeats")
    return (line(" · ".join(ctx.words.text(key) for key in keys)),) if keys else ()


def change_lines(ctx: Context, found: Sequence[Change], known: Known) -> tuple[Line, ...]:
    """➕ what came, ➖ what went, ✎ what a line was and is."""
    said = []
    for one in found:
        if one.before is None and one.after is not None:
            said.append(line(f"➕ {full_text(ctx, one.after, known)}"))
        elif one.after is None and one.before is not None:
            said.append(line(f"➖ {full_text(ctx, one.before, known)}"))
        elif one.before is not None and one.after is not None:
            said.append(line(f"✎ {_moved(ctx, one.before, one.after, known)}"))
    return tuple(said)


def _moved(ctx: Context, before: Entry, after: Entry, known: Known) -> str:
    """Only what differs: "Họp tổ dân phố 5: T3 20/10 → T4 21/10; 1 → 2 báo cáo"."""
    pairs = [
        (days.short(ctx, before.day), days.short(ctx, after.day)),
        (_when(ctx, before).strip(), _when(ctx, after).strip()),
        (_count(ctx, before, known), _count(ctx, after, known)),
        (_due(ctx, before), _due(ctx, after)),
    ]
    moved = [f"{old or '–'} → {new or '–'}" for old, new in pairs if old != new]
    if before.content != after.content:
        moved.insert(0, f"→ {clip(after.content, CONTENT)}")
    if (before.item, before.task) != (after.item, after.task) and not moved:
        moved.append(f"{mark_of(before)} → {mark_of(after)}")
    return f"{clip(before.content, CONTENT)}: {'; '.join(moved)}"


def _count(ctx: Context, entry: Entry, known: Known) -> str:
    return quantity_text(ctx, entry, known) if entry.quantity is not None else ""


def _due(ctx: Context, entry: Entry) -> str:
    return (
        ctx.words.text("week.due", due=days.due(ctx, entry.due)) if entry.due is not None else ""
    )
