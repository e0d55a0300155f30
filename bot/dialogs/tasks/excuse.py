""" "Xin xác nhận khách quan": a late or faulty task was nobody's fault (III.2.2 b, c)."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import back
from bot.dialogs.screen import Line, Row, Screen, Upload, act
from bot.dialogs.tasks import work, work_parts
from core import drafting
from core.usecases import evidencing, working


async def choose(ctx: Context, task: int) -> Screen:
    """Which of the events; with one only it is asked about at once."""
    one = (await working.open_item(ctx.desk, task)).item
    able = work_parts.excusable(one)
    if len(able) == 1:
        return await why(ctx, task, able[0])
    lines: list[Line] = [ctx.say("excuse.choose", name=work_parts.name_of(one))]
    rows: list[Row] = []
    for index in able:
        said = work_parts.event_line(ctx, one, index)
        lines.append(said)
        rows.append((ctx.button("excuse.pick", "excuse.why", task, index, number=index + 1),))
    rows.append((back(ctx, act("work.item", task)),))
    return Screen(at=act("excuse", task), lines=tuple(lines), rows=tuple(rows))


async def why(ctx: Context, task: int, index: int) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    said = work_parts.event_line(ctx, one, index)
    return Screen(
        at=act("excuse.why", task, index),
        ask=act("excuse.said", one.id, one.version, index),
        takes=act("excuse.file", task, index),
        lines=(ctx.say("excuse.why", name=work_parts.name_of(one)), said, ctx.say("excuse.hint")),
        rows=((back(ctx, act("work.item", task)),),),
    )


async def file(ctx: Context, task: int, index: int, *, file: Upload) -> Screen:
    """Evidence first, the sentence next: it is kept with the task and goes with the request."""
    kept = await evidencing.keep_file(
        ctx.desk, file.kind, file.name, file.mime, file.content, file.caption
    )
    await evidencing.attach(ctx.desk, task, kept)
    if drafting.says_something(file.caption):
        one = (await working.open_item(ctx.desk, task)).item
        return await said(ctx, task, one.version, index, typed=file.caption)
    shown = await why(ctx, task, index)
    return shown.told(ctx.say("excuse.file-kept"))


async def said(ctx: Context, task: int, version: int, index: int, *, typed: str) -> Screen:
    one = await working.own(ctx.desk, task, version)
    stored = await working.ask_excuse(ctx.desk, task, version, index, typed, one.evidence[-3:])
    shown = await work.item(ctx, stored.id)
    return shown.told(ctx.say("excuse.sent"))
