"""``/viec``: what waits for me, from anywhere."""

from __future__ import annotations

from datetime import timedelta

from bot.dialogs import home_entries
from bot.dialogs.context import Context
from bot.dialogs.screen import BLANK, Line, Row, Screen, act
from bot.dialogs.words import Value, closing
from core import drafting, errors
from core.evaluation import MISSING, RETURNED, Evaluation
from core.usecases import deciding, reviewing, scoring

FORM_FIRST = timedelta(days=7)


async def show(ctx: Context) -> Screen:
    """First line: the first thing to do. A count for everything else that waits.

    The own form comes first in the last days before it closes, and last before that.
    """
    own_lines, own_rows = await _own(ctx)
    inbox = await reviewing.inbox(ctx.desk)
    closings = ctx.desk.closings(ctx.desk.month)
    soon = ctx.desk.now >= closings.self_step - FORM_FIRST
    todo: list[Line] = list(own_lines) if soon else []
    rows: list[Row] = list(own_rows)
    waiting = (
        ("comment", inbox.to_comment, closings.comment),
        ("decide", inbox.to_decide, closings.decide),
        ("pick", inbox.to_pick, closings.comment),
    )
    for kind, forms, until in waiting:
        if forms:
            todo.append(ctx.say(f"home.{kind}", count=len(forms), until=closing(until)))
            rows.append((ctx.button(f"home.{kind}-button", f"{kind}.inbox", count=len(forms)),))
    for one in inbox.undoable:
        name = await ctx.name(one.person)
        rows.append((ctx.button("home.undo-button", "decide.undo", one.id, name=name),))
    if await deciding.decided_this_month(ctx.desk):
        rows.append((ctx.button("home.decided-button", "decide.done"),))
    foot: list[Line] = []
    for entries in home_entries.ENTRIES:
        found = await entries(ctx)
        todo += found.lines
        rows += found.rows
        foot += found.foot
    todo += own_lines if not soon else ()
    if not todo:
        todo = [ctx.say("home.nothing")]
    return Screen(
        at=act("home"),
        lines=(*todo, BLANK, *foot, ctx.say("home.who", name=ctx.person.name)),
        rows=tuple(rows),
    )


async def help_(ctx: Context) -> Screen:
    return Screen(
        at=act("help"),
        lines=tuple(ctx.say(f"help.{number}") for number in (1, 6, 2, 3, 4, 5)),
        rows=((ctx.button("common.home", "home"),),),
    )


async def _own(ctx: Context) -> tuple[tuple[Line, ...], tuple[Row, ...]]:
    """The own form of this month, and last month's result while it is news."""
    desk = ctx.desk
    one = await scoring.mine(desk)
    rows: list[Row] = []
    lines: tuple[Line, ...] = ()
    if one is None:
        lines, row = await _not_begun(ctx)
        rows += [row] if row else []
    else:
        lines = (_state_line(ctx, one),) if one.state in drafting.EDITABLE else ()
        rows.append(_own_button(ctx, one))
    last = await scoring.mine(desk, desk.month.shift(-1))
    if last is not None:
        rows.append((ctx.button("home.last-button", "mine", last.id, month=last.month),))
    return lines, tuple(rows)


async def _not_begun(ctx: Context) -> tuple[tuple[Line, ...], Row | None]:
    desk = ctx.desk
    try:
        await scoring.form_of(desk, desk.actor)
    except (errors.Refused, errors.NotFound):
        return (ctx.say("home.no-form"),), None
    closings = desk.closings(desk.month)
    if desk.now >= closings.comment:
        return (ctx.say("home.closed", month=desk.month),), None
    key = "home.not-begun" if desk.now < closings.self_step else "home.late"
    until = closings.self_step if desk.now < closings.self_step else closings.comment
    said = ctx.say(key, month=desk.month, until=closing(until))
    return (said,), (ctx.button("home.begin-button", "score.open", month=desk.month),)


def _state_line(ctx: Context, one: Evaluation) -> Line:
    closings = ctx.desk.closings(one.month)
    form = ctx.desk.form(one.form)
    done = drafting.progress(one, form)
    facts: dict[str, Value] = {
        "month": one.month,
        "answered": done.answered,
        "criteria": done.criteria,
    }
    if one.state == RETURNED and one.returned:
        return ctx.say("home.returned", until=closing(one.returned.until), **facts)
    if one.state == MISSING and ctx.desk.now >= closings.comment:
        return ctx.say("home.closed", month=one.month)
    if one.state == MISSING:
        return ctx.say("home.late", month=one.month, until=closing(closings.comment))
    return ctx.say("home.draft", until=closing(closings.self_step), **facts)


def _own_button(ctx: Context, one: Evaluation) -> Row:
    closed = one.state == MISSING and ctx.desk.now >= ctx.desk.closings(one.month).comment
    if one.state in drafting.EDITABLE and not closed:
        done = drafting.progress(one, ctx.desk.form(one.form))
        key = "home.go-on-button" if done.answered else "home.begin-button"
        if done.answered == done.criteria:
            key = "home.fix-button"
        return (
            ctx.button(
                key,
                "score.open",
                month=one.month,
                answered=done.answered,
                criteria=done.criteria,
            ),
        )
    return (ctx.button("home.mine-button", "mine", one.id, month=one.month),)
