""" "Dự kiến tháng này": the live KPI, from figure to tasks, formula and clause, before any form."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.forms import why
from bot.dialogs.parts import back, class_name
from bot.dialogs.screen import BLANK, Line, Screen, act
from core import errors
from core.months import Month
from core.usecases import directing, monthviews
from core.usecases.monthviews import MonthView


async def mine(ctx: Context, page: int) -> Screen:
    return await of(ctx, ctx.desk.actor, str(directing.open_month(ctx.desk)), page)


async def of(ctx: Context, person: str, month: str, page: int) -> Screen:
    """Of a person whose work the actor leads or decides on, or the own."""
    view = await monthviews.of(ctx.desk, person, Month.parse(month))
    own = person == ctx.desk.actor
    back_to = act("work.list") if own else act("team.month", person, month, 0)
    shown = why.figures(
        ctx, view.form, view.result, page, ("kpi.of", person, month), (back(ctx, back_to),)
    )
    who = () if own else (ctx.say("kpi.who", name=await ctx.name(person)),)
    return Screen(
        at=shown.at, lines=(*who, *lines(ctx, view), BLANK, *shown.lines), rows=shown.rows
    )


def lines(ctx: Context, view: MonthView) -> tuple[Line, ...]:
    """The forecast in two lines: as things stand, and if all that is open is done in time."""
    if view.total is None or view.band is None:
        return ()
    said = [
        ctx.say(
            "kpi.forecast",
            month=view.month,
            total=view.total,
            band=view.band,
            name=class_name(ctx, view.band),
        ),
        ctx.say(f"kpi.basis-{view.basis}", common=view.common, max=view.form.common_max),
    ]
    if view.open_lines and view.total_if_done is not None:
        said.append(ctx.say("kpi.if-done", count=view.open_lines, total=view.total_if_done))
    return tuple(said)


async def home_line(ctx: Context) -> tuple[Line, ...]:
    """One line for the home card; nothing for people without a form or without tasks."""
    month = directing.open_month(ctx.desk)
    if await monthviews.leads_many(ctx.desk, ctx.desk.actor, month):
        return (ctx.say("kpi.home-many"),)
    try:
        view = await monthviews.of(ctx.desk, ctx.desk.actor, month)
    except (errors.Refused, errors.NotFound):
        return ()
    if view.total is None or view.band is None:
        return ()
    begun = view.result.figures is not None and view.result.figures["a"] > 0
    if not begun and view.total_if_done is not None:
        total, count = view.total_if_done, view.open_lines
        return (ctx.say("kpi.home-none", month=month, count=count, total=total),)
    said = ctx.say("kpi.home", month=month, total=view.total, band=view.band)
    if not view.open_lines or view.total_if_done is None:
        return (said,)
    return (said, ctx.say("kpi.home-if", count=view.open_lines, total=view.total_if_done))
