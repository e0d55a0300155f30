"""The answers to what a line asks, by button or typed."""

from __future__ import annotations

from datetime import time

from bot.dialogs.context import Context
from bot.dialogs.screen import Screen
from bot.dialogs.weeks import week, week_line
from core import errors
from core.usecases import answering


async def typed(ctx: Context, schedule: int, version: int, number: int, *, typed: str) -> Screen:
    noted = await answering.say(ctx.desk, schedule, version, number, typed.strip())
    return await week_line.changed(ctx, noted)


async def accept(ctx: Context, schedule: int, version: int, number: int) -> Screen:
    return await week_line.changed(
        ctx, await answering.accept(ctx.desk, schedule, version, number)
    )


async def hour_set(ctx: Context, schedule: int, version: int, number: int, hour: str) -> Screen:
    """*hour*: "1500". *errors.BadInput* ``button`` for what no button of ours carries."""
    try:
        at = time.fromisoformat(f"{hour[:2]}:{hour[2:]}")
    except ValueError as fault:
        raise errors.BadInput("button") from fault
    return await week_line.changed(
        ctx, await answering.set_hour(ctx.desk, schedule, version, number, at)
    )


async def link(ctx: Context, schedule: int, version: int, number: int, task: int) -> Screen:
    noted = await answering.link(ctx.desk, schedule, version, number, task)
    return (await week.card(ctx, noted.schedule)).told(ctx.say("week.linked"))


async def link_all(ctx: Context, schedule: int, version: int) -> Screen:
    noted = await answering.link_all(ctx.desk, schedule, version)
    return (await week.card(ctx, noted.schedule)).told(ctx.say("week.linked"))


async def apart(ctx: Context, schedule: int, version: int, number: int) -> Screen:
    return await week_line.changed(
        ctx, await answering.set_apart(ctx.desk, schedule, version, number)
    )


async def only_note(ctx: Context, schedule: int, version: int, number: int) -> Screen:
    return await week_line.changed(
        ctx, await answering.only_note(ctx.desk, schedule, version, number)
    )
