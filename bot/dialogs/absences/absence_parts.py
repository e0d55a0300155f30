"""Pieces that the cards of absences share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.dialogs.context import Context
from bot.dialogs.pages import PAGE
from bot.dialogs.parts import clip
from bot.dialogs.screen import Line, Row, in_rows
from bot.dialogs.words import shown
from core import absence, errors
from core.absence import Absence
from core.text import folded

SAID = 300
MOST = 60
"""Characters of a label."""


def kind_name(ctx: Context, absence_kind: str) -> str:
    """*errors.BadInput* ``button`` for what none of ours carries."""
    if not absence_kind:
        return ctx.words.text("absence.kind-open")
    if absence_kind not in absence.KINDS:
        raise errors.BadInput("button")
    return ctx.words.text(f"absence.kind-{absence_kind}")


def state_name(ctx: Context, absence_state: str) -> str:
    return ctx.words.text(f"absence.state-{absence_state}")


def span(first: date, last: date) -> str:
    """ "26/10/2026" or "26/10/2026 – 28/10/2026"."""
    return shown(first) if first == last else f"{shown(first)} – {shown(last)}"


def short_span(first: date, last: date) -> str:
    """ "26/10" or "26/10–28/10", for a button."""
    if first == last:
        return f"{first:%d/%m}"
    return f"{first:%d/%m}–{last:%d/%m}"


def days_line(ctx: Context, one: Absence) -> Line:
    """Kind, days, and how many of them are working days, as far as that is announced."""
    workdays = ctx.desk.rules.workdays
    asked = [one.first + timedelta(days=more) for more in range((one.last - one.first).days + 1)]
    known = all(workdays.confirmed(day) for day in asked)
    return ctx.say(
        "absence.days" if known else "absence.days-expected",
        kind=kind_name(ctx, one.kind),
        span=span(one.first, one.last),
        count=workdays.between(one.first, one.last),
    )


def words_lines(ctx: Context, one: Absence) -> tuple[Line, ...]:
    lines: list[Line] = []
    if one.reason:
        lines.append(ctx.say("absence.why", text=clip(one.reason, SAID)))
    if one.document:
        lines.append(ctx.say("absence.paper", text=clip(one.document, SAID)))
    return tuple(lines)


def label(ctx: Context, one: Absence) -> str:
    """Of a button to one of the own absences."""
    return ctx.words.text(
        "absence.own-button",
        kind=kind_name(ctx, one.kind),
        span=short_span(one.first, one.last),
        state=state_name(ctx, one.state),
    )


async def title(ctx: Context, one: Absence) -> str:
    """Of a button to somebody's absence."""
    return clip(f"{await ctx.name(one.person)} · {short_span(one.first, one.last)}", MOST)


def kind_rows(ctx: Context, step: str, *args: str | int) -> tuple[Row, ...]:
    """*step* takes *args* and the kind."""
    buttons = [
        ctx.button(f"absence.kind-{absence_kind}", step, *args, absence_kind)
        for absence_kind in absence.KINDS
    ]
    return in_rows(buttons, 2)


def day(text: str) -> date:
    """Of a button; *errors.BadInput* ``button`` for what none of ours carries."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise errors.BadInput("button") from fault


def turn(
    ctx: Context, items: Sequence[object], number: int, step: str, *args: str
) -> tuple[Row, ...]:
    """The buttons to the pages beside; *step* takes *args* and a page number."""
    row: Row = ()
    if number > 0:
        row += (ctx.button("common.page-before", step, *args, number - 1),)
    if (number + 1) * PAGE < len(items):
        row += (ctx.button("common.page-after", step, *args, number + 1),)
    return (row,) if row else ()


async def names(ctx: Context, codes: Iterable[str]) -> dict[str, str]:
    """By code; two of one name are told apart by their codes."""
    found = {code: await ctx.name(code) for code in codes}
    often = Counter(found.values())
    return {
        code: clip(name if often[name] == 1 else f"{name} · {code}", MOST)
        for code, name in found.items()
    }


async def search(ctx: Context, codes: Iterable[str], typed: str) -> tuple[str, ...]:
    """By name, marks or not, or by code; those spelled as typed come first."""
    said, wanted = " ".join(typed.casefold().split()), folded(typed)
    exact, alike = [], []
    for code, name in (await names(ctx, codes)).items():
        if said and (said in name.casefold() or said == code.casefold()):
            exact.append(code)
        elif wanted and wanted in folded(name):
            alike.append(code)
    return (*exact, *alike)


def search_line(ctx: Context, found: Sequence[str], typed: str) -> Line:
    key = "absence.person-found" if found else "absence.person-none"
    return ctx.say(key, count=len(found), text=clip(typed, 40))
