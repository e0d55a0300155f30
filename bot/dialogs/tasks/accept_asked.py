"""What people ask for: more time, of the leader; an objective cause, of the decider."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import back, clip, home_row
from bot.dialogs.screen import BLANK, Row, Screen, act
from bot.dialogs.tasks import accept, work_parts
from bot.dialogs.weeks import days
from core import errors, tasks
from core.usecases import accepting, evidencing, working


async def time(ctx: Context, task: int) -> Screen:
    """ "Xin lùi hạn": agree in one tap, another day, or no."""
    opened = await working.open_item(ctx.desk, task)
    one, asked = opened.item, opened.item.extension
    if working.LEADER not in opened.roles:
        raise errors.Refused("not-direct-leader", person=ctx.desk.actor)
    if asked is None or asked.state != tasks.WAITING:
        raise errors.Stale("task.moved-on", name=one.name)
    granting = (
        ctx.button(
            "accept.time-yes",
            "accept.time-yes",
            one.id,
            one.version,
            due=days.due(ctx, asked.due),
        ),
    )
    passed = ctx.desk.now >= one.due
    return Screen(
        at=act("accept.time", task),
        lines=(
            ctx.say("accept.time", due=days.due(ctx, asked.due)),
            *((ctx.say("accept.time-in-time", at=asked.asked_at),) if passed else ()),
            BLANK,
            ctx.say("accept.who", name=await ctx.name(one.person)),
            ctx.say("accept.time-why", text=clip(asked.reason, 500)),
            *work_parts.body(ctx, one),
        ),
        rows=(
            *((granting,) if ctx.desk.now < asked.due else ()),
            (
                ctx.button("accept.time-other", "team.due", one.id),
                ctx.button("accept.time-no", "accept.time-refuse", one.id),
            ),
            (ctx.button("accept.list-button", "accept.inbox"), *home_row(ctx)),
        ),
    )


async def time_yes(ctx: Context, task: int, version: int) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    asked = one.extension
    if asked is None or asked.state != tasks.WAITING:
        raise errors.Stale("task.moved-on", name=one.name)
    stored = await accepting.move_due(ctx.desk, task, version, asked.due, asked.reason)
    said = ctx.say(
        "accept.time-moved", name=work_parts.name_of(stored), due=days.due(ctx, stored.due)
    )
    return (await accept.inbox(ctx)).told(said)


async def time_refuse(ctx: Context, task: int) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    return Screen(
        at=act("accept.time-refuse", task),
        ask=act("accept.time-refused", one.id, one.version),
        lines=(ctx.say("accept.time-no-why", name=work_parts.name_of(one)),),
        rows=((back(ctx, act("accept.time", task)),),),
    )


async def time_refused(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    stored = await accepting.deny_extension(ctx.desk, task, version, typed)
    said = ctx.say("accept.time-denied", name=work_parts.name_of(stored))
    return (await accept.inbox(ctx)).told(said)


async def cause(ctx: Context, task: int, index: int) -> Screen:
    """The decider: was it an objective cause? Confirmed, the −25 % is lifted (III.2.2)."""
    opened = await working.open_item(ctx.desk, task)
    one = opened.item
    if working.DECIDER not in opened.roles:
        raise errors.Refused("not-decider", person=ctx.desk.actor)
    if index not in accepting.waiting_excuses(one):
        raise errors.Stale("task.moved-on", name=one.name)
    asked = one.events[index].asked
    seen = (one.id, one.version, index)
    rows: list[Row] = [
        (ctx.button("accept.cause-yes", "accept.cause-yes", *seen),),
        (ctx.button("accept.cause-no", "accept.cause-refuse", task, index),),
    ]
    if evidencing.all_evidence(one):
        count = len(evidencing.all_evidence(one))
        rows.append((ctx.button("accept.proofs-button", "work.proofs", task, count=count),))
    rows.append((ctx.button("accept.list-button", "accept.inbox"), *home_row(ctx)))
    return Screen(
        at=act("accept.cause", task, index),
        lines=(
            ctx.say("accept.cause"),
            BLANK,
            ctx.say("accept.who", name=await ctx.name(one.person)),
            work_parts.event_line(ctx, one, index),
            ctx.say("accept.cause-why", text=clip(asked.reason if asked else "", 500)),
            *work_parts.body(ctx, one),
        ),
        rows=tuple(rows),
    )


async def cause_yes(ctx: Context, task: int, version: int, index: int) -> Screen:
    stored = await accepting.answer_excuse(ctx.desk, task, version, index, confirmed=True, said="")
    said = ctx.say("accept.cause-confirmed", name=work_parts.name_of(stored))
    return (await accept.inbox(ctx)).told(said)


async def cause_refuse(ctx: Context, task: int, index: int) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    return Screen(
        at=act("accept.cause-refuse", task, index),
        ask=act("accept.cause-refused", one.id, one.version, index),
        lines=(ctx.say("accept.cause-no-why", name=work_parts.name_of(one)),),
        rows=((back(ctx, act("accept.cause", task, index)),),),
    )


async def cause_refused(
    ctx: Context, task: int, version: int, index: int, *, typed: str
) -> Screen:
    stored = await accepting.answer_excuse(
        ctx.desk, task, version, index, confirmed=False, said=typed
    )
    said = ctx.say("accept.cause-denied", name=work_parts.name_of(stored))
    return (await accept.inbox(ctx)).told(said)
