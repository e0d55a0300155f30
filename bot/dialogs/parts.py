"""Pieces that several cards share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from bot.dialogs.context import Context
from bot.dialogs.screen import Action, Button, Line, Row, Screen, act, in_rows, line
from bot.dialogs.words import percent, points, total
from core import authority, scoring
from core.evaluation import Evaluation, Points, TaskResult
from core.forms import Criterion, Form, Group
from core.usecases import results

CLIP = 1200
SHORT_CLIP = 140
FIGURES = ("a", "b", "c", "d", "đ", "e")


def names_of(ctx: Context, actors: Iterable[authority.Actor]) -> str:
    named = [actor.name for actor in actors if actor.name]
    return ", ".join(named) or ctx.words.text("common.none")


def home_row(ctx: Context) -> Row:
    return (ctx.button("common.home", "home"),)


def clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def score_line(criterion: Criterion, value: Decimal | None, words: str, mark: str = "") -> Line:
    """ "1.4 Chấp hành kỷ luật: 1,75/2 ↺"; *words* stands for a missing value."""
    given = words if value is None else f"{points(value)}/{points(criterion.max)}"
    return line(f"{criterion.id} {criterion.label}: {given}{mark}")


def figures_line(ctx: Context, result: TaskResult, share: Fraction | None, form: Form) -> Line:
    """Group II in one line: points of 70 and the ratios it comes from."""
    if share is None or result.figures is None:
        return ctx.say("kpi.nothing-assigned")
    parts = " · ".join(
        f"{key} {percent(result.figures[key])}{'*' if key in result.provisional else ''}"
        for key in FIGURES
        if key in result.figures
    )
    if result.provisional:
        parts += ctx.words.text("kpi.provisional")
    return ctx.say(
        "kpi.line",
        points=total(share * Fraction(form.kpi_max)),
        max=form.kpi_max,
        figures=parts,
    )


def total_line(ctx: Context, key: str, value: Fraction | None, band: str | None) -> Line:
    if value is None or band is None:
        return ctx.say("common.no-total")
    return ctx.say(key, total=value, band=band, name=class_name(ctx, band))


def band_changed(ctx: Context, one: Evaluation) -> tuple[Line, ...]:
    """Said when the tasks accepted or faulted after sending moved the band (domain §4.2)."""
    sent, decided = one.submission, one.decision
    if sent is None or decided is None or sent.band is None or decided.band in {None, sent.band}:
        return ()
    if results.ratio(sent.result) == results.ratio(decided.result):
        return ()
    return (ctx.say("mine.band-changed", before=sent.band, after=decided.band or ""),)


def class_name(ctx: Context, class_: str) -> str:
    return ctx.words.text(f"class.{class_}")


def class_buttons(name: str, one: Evaluation, chosen: str | None) -> Row:
    return tuple(
        Button(f"✓ {class_}" if class_ == chosen else class_, act(name, one.id, class_))
        for class_ in ("A", "B", "C", "D")
    )


def point_buttons(values: Iterable[Decimal], name: str, *args: str | int) -> tuple[Row, ...]:
    """Highest first, five in a row; the value is the last id of the action."""
    buttons = [
        Button(points(value), act(name, *args, value), answers=True)
        for value in sorted(values, reverse=True)
    ]
    return in_rows(buttons, 5)


def criterion_buttons(form: Form, group_id: str, name: str, *args: str | int) -> tuple[Row, ...]:
    group = form.group(group_id)
    return in_rows((Button(one.id, act(name, *args, one.id)) for one in group.criteria), 4)


def changes(form: Form, before: Points, after: Points) -> tuple[tuple[Criterion, Decimal], ...]:
    """The criteria whose points differ, with the new value."""
    return tuple(
        (one, after[one.id])
        for one in form.criteria
        if one.id in after and after[one.id] != before.get(one.id)
    )


def deduction_lines(ctx: Context, deductions: Iterable[scoring.Deduction]) -> tuple[Line, ...]:
    return tuple(
        ctx.say(
            "decide.deduction",
            id=each.criterion,
            points=each.points,
            violation=clip(each.violation, 200),
            reference=clip(each.reference, 200),
        )
        for each in deductions
    )


def example(group: Group) -> str:
    """ "1.1=2": an answer that would be taken."""
    first = group.criteria[0]
    return f"{first.id}={points(first.max)}"


def listed(values: Mapping[str, Decimal]) -> str:
    """ "1.1: 1,5; 1.2: 2": a semicolon, since the comma is the decimal sign."""
    return "; ".join(f"{id_}: {points(value)}" for id_, value in values.items())


def moved(before: Points, after: Iterable[tuple[Criterion, Decimal]]) -> str:
    """ "1.1: 2 → 1,5; 1.2: – → 1"."""
    return "; ".join(
        f"{one.id}: {points(before[one.id]) if one.id in before else '–'} → {points(value)}"
        for one, value in after
    )


def notes_of(notes: Mapping[str, str], ids: Iterable[str]) -> tuple[Line, ...]:
    return tuple(line(f"  {id_}: {clip(notes[id_], SHORT_CLIP)}") for id_ in ids if id_ in notes)


def back(ctx: Context, action: Action) -> Button:
    return Button(ctx.words.text("common.back"), action)


def notice_card(ctx: Context, lines: tuple[Line, ...], row: Row) -> Screen:
    home = (ctx.button("common.home", "home"),)
    return Screen(at=act("home"), lines=lines, rows=(row, home) if row else (home,))
