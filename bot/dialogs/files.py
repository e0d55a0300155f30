"""A photo or a file that no screen asked for: whose evidence is it?"""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import home_row
from bot.dialogs.screen import Button, Screen, Upload, act
from bot.dialogs.tasks import work, work_parts
from core.usecases import evidencing, working

CHOICES = 8
SHORT = 16


async def received(ctx: Context, *, file: Upload) -> Screen:
    """Kept at once, so that nothing is lost; then it is asked for which task."""
    kept = await evidencing.keep_file(
        ctx.desk, file.kind, file.name, file.mime, file.content, file.caption
    )
    await evidencing.remember_note(ctx.desk, kept)
    return await which(ctx, kept.digest[:SHORT])


async def which(ctx: Context, short: str) -> Screen:
    found = await evidencing.kept_file(ctx.desk, short)
    mine = await working.mine(ctx.desk)
    rows = [
        (
            Button(
                ctx.words.text("file.for", name=work_parts.name_of(one)),
                act("file.put", short, one.id),
            ),
        )
        for one in (*mine.waiting, *mine.open, *mine.done)[:CHOICES]
    ]
    return Screen(
        at=act("file.which", short),
        lines=(ctx.say("file.which" if rows else "file.no-task", name=found.name),),
        rows=(*rows, home_row(ctx)),
    )


async def put(ctx: Context, short: str, task: int) -> Screen:
    found = await evidencing.kept_file(ctx.desk, short)
    proof = await evidencing.as_evidence(ctx.desk, found)
    stored = await evidencing.attach(ctx.desk, task, proof)
    shown = await work.item(ctx, stored.id)
    return shown.told(ctx.say("work.proved", count=len(stored.evidence)))
