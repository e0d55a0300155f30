""" "Vì sao?": figure → tasks → formula → clause, for whoever may see the form."""

from __future__ import annotations

from fractions import Fraction

from bot.dialogs.context import Context
from bot.dialogs.parts import back, clip, home_row
from bot.dialogs.screen import BLANK, Action, Line, Row, Screen, act, line
from bot.dialogs.words import percent, points, shown, total
from core import kpi
from core.evaluation import Evaluation, TaskResult
from core.forms import Form
from core.usecases import results

PAGE = 20
NAME = 48


def screen(
    ctx: Context, one: Evaluation, result: TaskResult, page: int, step: str, back_to: Action
) -> Screen:
    """A page of tasks with the way from them to the points; *step* takes (id, page)."""
    form = ctx.desk.form(one.form)
    return figures(ctx, form, result, page, (step, one.id), (back(ctx, back_to),))


def figures(
    ctx: Context,
    form: Form,
    result: TaskResult,
    page: int,
    step: tuple[str, *tuple[str | int, ...]],
    row: Row,
) -> Screen:
    """The same for a month without a form: *step* and its ids but for the page, the last one."""
    name, *about = step
    page = min(max(page, 0), max(0, (len(result.lines) - 1) // PAGE))
    turn: Row = ()
    if page > 0:
        turn += (ctx.button("common.page-before", name, *about, page - 1),)
    if (page + 1) * PAGE < len(result.lines):
        turn += (ctx.button("common.page-after", name, *about, page + 1),)
    rows: tuple[Row, ...] = (turn, (*row, *home_row(ctx)))
    return Screen(
        at=act(name, *about, page),
        lines=_lines(ctx, result, form, page),
        rows=tuple(each for each in rows if each),
    )


def _lines(ctx: Context, result: TaskResult, form: Form, page: int) -> tuple[Line, ...]:
    share = results.ratio(result)
    if result.figures is None or share is None:
        return (ctx.say("kpi.nothing-assigned"), ctx.say("kpi.nothing-assigned-fix"))
    shares = kpi.ratios(result.lines, ctx.desk.rules.settings)
    said = [ctx.say("why.title", points=total(share * Fraction(form.kpi_max)), max=form.kpi_max)]
    said += [_task(ctx, figures) for figures in shares.lines[page * PAGE : (page + 1) * PAGE]]
    if len(shares.lines) > PAGE:
        last = min((page + 1) * PAGE, len(shares.lines))
        said.append(ctx.say("why.some", first=page * PAGE + 1, last=last, count=len(shares.lines)))
    said += [BLANK, ctx.say("why.assigned", value=_number(shares.assigned))]
    for key in ("a", "b", "c"):
        said.append(ctx.say(f"why.{key}", value=_exact(result.figures[key])))
    for key, name in (("d", "d"), ("đ", "dd"), ("e", "e")):
        if key in result.figures:
            mark = ctx.words.text("why.expected") if key in result.provisional else ""
            said.append(ctx.say(f"why.{name}", value=_exact(result.figures[key]), mark=mark))
    said.append(
        ctx.say(
            "why.leader" if form.leader else "why.staff",
            value=_exact(share),
            points=total(share * Fraction(form.kpi_max)),
        )
    )
    return tuple(said)


def _task(ctx: Context, figures: kpi.LineFigures) -> Line:
    task = figures.line
    events = [
        ctx.words.text(key, count=count)
        for key, count in (("why.late", _count(task.late)), ("why.err", _count(task.err)))
        if count
    ]
    return line(
        ctx.words.text(
            "why.task",
            name=clip(task.name, NAME),
            accepted=points(task.f),
            assigned=points(task.q),
            weight=points(task.w),
        )
        + "".join(events)
    )


def _count(events: kpi.Events) -> int:
    return sum(events) if isinstance(events, tuple) else events


def _exact(value: Fraction) -> str:
    """82,35% (14/17): the rounded figure for the eye, the fraction for the doubter."""
    if value.denominator == 1:
        return percent(value)
    return f"{percent(value)} ({value})"


def _number(value: Fraction) -> str:
    return shown(value) if value.denominator != 1 else str(value.numerator)
