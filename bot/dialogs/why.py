""" "Vì sao?": figure → tasks → formula → clause, for whoever may see the form."""

from __future__ import annotations

from fractions import Fraction

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import BLANK, Line, line
from bot.dialogs.words import percent, points, shown, total
from core import kpi
from core.evaluation import TaskResult
from core.forms import Form

MOST_LINES = 20
NAME = 48


def lines(
    ctx: Context, result: TaskResult, share: Fraction | None, form: Form
) -> tuple[Line, ...]:
    """At most the first 20 tasks, so that the card fits a phone; how many more is said."""
    if result.figures is None or share is None:
        return (ctx.say("kpi.nothing-assigned"), ctx.say("kpi.nothing-assigned-fix"))
    shares = kpi.ratios(result.lines, ctx.desk.rules.settings)
    said = [ctx.say("why.title", points=total(share * Fraction(form.kpi_max)), max=form.kpi_max)]
    said += [_task(ctx, figures) for figures in shares.lines[:MOST_LINES]]
    if len(shares.lines) > MOST_LINES:
        said.append(ctx.say("why.more", count=len(shares.lines) - MOST_LINES))
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
