"""How lines of a month plan are said, and the choices that their parts are answered with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Button, Row, act, in_rows
from bot.dialogs.weeks import days
from core import people
from core.catalogue import CatalogueItem
from core.monthplan import Change, PlanLine, Typed
from core.usecases.monthplans import Opened
from core.weekfill import last_day

WORK = 60
NAME = 28
LABEL = 60
MOST_PEOPLE = 24
MOST_ITEMS = 8
MOST_DAYS = 6
FRIDAY = 4


def names(opened: Opened, codes: Iterable[str]) -> str:
    return ", ".join(opened.name(code) for code in codes)


def quantity(opened: Opened, item: str, count: int) -> str:
    """ "2 báo cáo"."""
    found = opened.known.find(item) if opened.known else None
    return f"{count} {found.unit_of_count}" if found else str(count)


def line(ctx: Context, opened: Opened, one: PlanLine) -> str:
    """ "Hoàng Thu Nga: Báo cáo tuần, 2 báo cáo, hết T6 15/11"."""
    return ctx.words.text(
        "book.line",
        people=names(opened, one.people),
        work=clip(one.work, WORK),
        quantity=quantity(opened, one.item, one.quantity),
        due=days.due(ctx, one.due),
    )


def mark(ctx: Context, change: Change | None) -> str:
    if change is None or change.after is None:
        return ""
    return ctx.words.text("plan.mark-new" if change.before is None else "plan.mark-changed")


def counts(changes: Sequence[Change]) -> tuple[int, int, int]:
    """How many lines are new, changed and gone."""
    fresh = sum(1 for one in changes if one.before is None)
    gone = sum(1 for one in changes if one.after is None)
    return fresh, len(changes) - fresh - gone, gone


def counted(ctx: Context, changes: Sequence[Change]) -> str:
    """ "6 dòng mới, 1 dòng bỏ": only what there is."""
    fresh, changed, gone = counts(changes)
    parts = (
        ("plan.count-new", fresh),
        ("plan.count-changed", changed),
        ("plan.count-gone", gone),
    )
    return ", ".join(ctx.words.text(key, count=count) for key, count in parts if count)


def former(ctx: Context, opened: Opened, before: PlanLine, after: PlanLine) -> str:
    """What stood in *before* where it differs from *after*."""
    parts = (
        (before.people != after.people, names(opened, before.people)),
        (before.work != after.work, clip(before.work, WORK)),
        (before.quantity != after.quantity, quantity(opened, before.item, before.quantity)),
        (before.due != after.due, days.due(ctx, before.due)),
    )
    texts = (
        ("plan.former-expected", before.expected, after.expected),
        ("plan.former-responsibility", before.responsibility, after.responsibility),
        ("plan.former-authority", before.authority, after.authority),
    )
    none = ctx.words.text("common.none")
    said = [text for differs, text in parts if differs]
    said += [
        ctx.words.text(key, text=clip(old, WORK) or none) for key, old, new in texts if old != new
    ]
    return "; ".join(said)


def understood(ctx: Context, opened: Opened, one: Typed) -> str:
    """What is clear of a line that was typed; empty when nothing is."""
    parts = [opened.name(code) for code in one.people if code]
    if one.item:
        found = opened.known.find(one.item) if opened.known else None
        parts.append(found.name if found else one.item)
    elif one.said:
        parts.append(one.said)
    if one.quantity is not None:
        parts.append(quantity(opened, one.item, one.quantity))
    if one.due is not None:
        parts.append(days.due(ctx, one.due))
    return " · ".join(clip(part, WORK) for part in parts)


# ------------------------------------------------------------------ choices


def person_rows(
    opened: Opened, codes: Sequence[str], step: str, *args: str | int
) -> tuple[Row, ...]:
    return in_rows(
        (
            Button(clip(opened.name(code), NAME), act(step, *args, code))
            for code in codes[:MOST_PEOPLE]
        ),
        2,
    )


def item_rows(
    opened: Opened, items: Sequence[CatalogueItem], step: str, *args: str | int
) -> tuple[Row, ...]:
    """*step* takes the catalogue's id and the place of the item in it after *args*."""
    known = opened.known
    if known is None:
        return ()
    return tuple(
        (
            Button(
                clip(f"{one.code} {one.name}", LABEL),
                act(step, *args, known.id, known.items.index(one)),
            ),
        )
        for one in items[:MOST_ITEMS]
    )


def quantity_rows(step: str, *args: str | int) -> tuple[Row, ...]:
    buttons = (Button(str(count), act(step, *args, count), answers=True) for count in range(1, 11))
    return in_rows(buttons, 5)


def due_rows(ctx: Context, opened: Opened, step: str, *args: str | int) -> tuple[Row, ...]:
    """The Fridays left in the window, and its last day."""
    start, end = opened.circle.window
    first = max(people.day_of(ctx.desk.now), people.day_of(start))
    last = last_day(end)
    fridays = [
        day
        for more in range((last - first).days + 1)
        if (day := first + timedelta(days=more)).weekday() == FRIDAY and day != last
    ]
    offered = [*fridays[-(MOST_DAYS - 1) :], last]
    return in_rows(
        (Button(days.short(ctx, day), act(step, *args, day.isoformat())) for day in offered), 3
    )
