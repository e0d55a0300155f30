"""What a person does with one task besides "Xong": a part of it, another day, more time, proof."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.dialogs.context import Context
from bot.dialogs.parts import back, clip, home_row
from bot.dialogs.screen import Button, Document, Line, Row, Screen, Upload, act, in_rows, line
from bot.dialogs.tasks import work, work_parts
from bot.dialogs.weeks import days
from bot.dialogs.words import Value
from core import calendar, done_text, people, tasks
from core.tasks import Done, Evidence, TaskItem
from core.usecases import evidencing, working

LINK = re.compile(r"https?://\S+")
NUMBER = re.compile(r"\s*(\d{1,6})\s*(?:[;,.]?\s*)(.*)", re.DOTALL)
LAST_DAYS = 7
LINK_SHOWN = 120
NOTE_SHOWN = 140
LATER = (1, 2, 3, 5, 7)


async def typed(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    """On a task's card: a link is evidence, a number a quantity, else a done-date."""
    if LINK.search(typed):
        return await _linked(ctx, task, typed)
    return await part_typed(ctx, task, version, typed=typed)


async def after_typed(ctx: Context, task: int, *, typed: str) -> Screen:
    """On the list right after "Xong": a link is the evidence of that work, a number a line."""
    if LINK.search(typed):
        return await _linked(ctx, task, typed)
    return await work.pick(ctx, typed=typed)


async def part(ctx: Context, task: int) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    numbers = [
        Button(str(count), act("work.part-set", one.id, one.version, count), answers=True)
        for count in range(1, min(one.left, 10) + 1)
    ]
    return Screen(
        at=act("work.part", task),
        ask=act("work.part-typed", one.id, one.version),
        lines=(
            ctx.say("work.part", name=work_parts.name_of(one), left=one.left),
            ctx.say("work.part-hint"),
        ),
        rows=(*in_rows(numbers, 5), (back(ctx, act("work.item", task)),)),
    )


async def part_set(ctx: Context, task: int, version: int, count: int) -> Screen:
    return await _hand_in(ctx, task, version, count, _now(ctx))


async def part_typed(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    """ "3", "3 hôm qua", "3; 21/10 16h", "hôm qua": how many, and when they were finished."""
    one = await working.own(ctx.desk, task, version)
    found = NUMBER.fullmatch(typed)
    dated = found is not None and re.match(r"\s*\d{1,2}\s*[/.-]\s*\d", typed)
    count, rest = (int(found[1]), found[2]) if found and not dated else (max(1, one.left), typed)
    done = done_text.read(rest, ctx.desk.now) if rest.strip() else _now(ctx)
    return await _hand_in(ctx, task, version, count, done)


async def _hand_in(ctx: Context, task: int, version: int, count: int, done: Done) -> Screen:
    stored = await working.hand_in(ctx.desk, task, version, count, done)
    return await work.after(ctx, stored)


def _now(ctx: Context) -> Done:
    return Done(day=people.day_of(ctx.desk.now), at=ctx.desk.now)


async def when(ctx: Context, task: int) -> Screen:
    """Finished on an earlier day, entered now: that is never punished."""
    one = (await working.open_item(ctx.desk, task)).item
    today = people.day_of(ctx.desk.now)
    buttons = [
        Button(days.short(ctx, day), act("work.when-set", one.id, one.version, day.isoformat()))
        for day in (today - timedelta(days=back_) for back_ in range(LAST_DAYS))
    ]
    return Screen(
        at=act("work.when", task),
        ask=act("work.part-typed", one.id, one.version),
        lines=(
            ctx.say("work.when", name=work_parts.name_of(one), left=max(1, one.left)),
            ctx.say("work.when-hint"),
        ),
        rows=(*in_rows(buttons, 4), (back(ctx, act("work.item", task)),)),
    )


async def when_set(ctx: Context, task: int, version: int, day: str) -> Screen:
    one = await working.own(ctx.desk, task, version)
    done = Done(day=date.fromisoformat(day))
    return await _hand_in(ctx, task, version, max(1, one.left), done)


async def extend(ctx: Context, task: int) -> Screen:
    """ "Xin lùi hạn": the day by button or typed together with the reason."""
    one = (await working.open_item(ctx.desk, task)).item
    base = (one.due - timedelta(microseconds=1)).astimezone(calendar.ZONE).date()
    buttons = [
        Button(days.short(ctx, day), act("work.extend-why", one.id, f"{day:%Y%m%d}"))
        for day in (base + timedelta(days=more) for more in LATER)
    ]
    return Screen(
        at=act("work.extend", task),
        ask=act("work.extend-typed", one.id, one.version),
        lines=(
            ctx.say("work.extend", name=work_parts.name_of(one), due=days.due(ctx, one.due)),
            ctx.say("work.extend-hint"),
        ),
        rows=(*in_rows(buttons, 3), (back(ctx, act("work.item", task)),)),
    )


async def extend_why(ctx: Context, task: int, day: str) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    due = _end_of(day)
    return Screen(
        at=act("work.extend-why", task, day),
        ask=act("work.extend-said", one.id, one.version, day),
        lines=(
            ctx.say("work.extend-why", due=days.due(ctx, due)),
            ctx.say("work.extend-why-hint"),
        ),
        rows=((back(ctx, act("work.extend", task)),),),
    )


async def extend_said(ctx: Context, task: int, version: int, day: str, *, typed: str) -> Screen:
    return await _asked(ctx, task, version, _end_of(day), typed)


async def extend_typed(ctx: Context, task: int, version: int, *, typed: str) -> Screen:
    due, reason = days.due_and_rest(ctx, typed)
    return await _asked(ctx, task, version, due, reason)


async def _asked(ctx: Context, task: int, version: int, due: datetime, reason: str) -> Screen:
    stored = await working.ask_extension(ctx.desk, task, version, due, reason)
    shown = await work.item(ctx, stored.id)
    return shown.told(ctx.say("work.extension-sent", due=days.due(ctx, due)))


def _end_of(day: str) -> datetime:
    return calendar.due_at(datetime.strptime(f"{day}+0700", "%Y%m%d%z").date())


async def file(ctx: Context, task: int, *, file: Upload) -> Screen:
    """A photo or a file sent on a task's card is its evidence."""
    kept = await evidencing.keep_file(
        ctx.desk, file.kind, file.name, file.mime, file.content, file.caption
    )
    stored = await evidencing.attach(ctx.desk, task, kept)
    return await _proved(ctx, stored)


async def _linked(ctx: Context, task: int, text: str) -> Screen:
    found = LINK.search(text)
    link = found[0] if found else text
    proof = Evidence(
        kind=tasks.LINK,
        name=link[:60],
        at=ctx.desk.now,
        by=ctx.desk.actor,
        link=link,
        note=evidencing.noted(text.replace(link, " ", 1)),
    )
    return await _proved(ctx, await evidencing.attach(ctx.desk, task, proof))


async def _proved(ctx: Context, stored: TaskItem) -> Screen:
    shown = await work.item(ctx, stored.id)
    return shown.told(ctx.say("work.proved", count=len(stored.evidence)))


async def proofs(ctx: Context, task: int) -> Screen:
    """Every piece of evidence by its instant; a tap brings the file."""
    opened = await working.open_item(ctx.desk, task)
    lines: list[Line] = [ctx.say("work.proofs", name=work_parts.name_of(opened.item))]
    rows: list[Row] = []
    for index, one in enumerate(evidencing.all_evidence(opened.item)):
        name = clip(one.link or one.name, LINK_SHOWN)
        lines.append(ctx.say("work.proof", number=index + 1, name=name, at=one.at))
        if one.note:
            lines.append(ctx.say("work.proof-note", text=clip(one.note, NOTE_SHOWN)))
        if one.digest:
            lines.append(ctx.say("work.hash", digest=one.digest[:16]))
        if one.digest or len(one.link) > LINK_SHOWN or len(one.note) > NOTE_SHOWN:
            facts: dict[str, Value] = {"number": index + 1, "name": one.name}
            rows.append((ctx.button("work.proof-open", "work.proof", task, index, **facts),))
    rows.append((back(ctx, act("work.item", task)), *home_row(ctx)))
    return Screen(at=act("work.proofs", task), lines=tuple(lines), rows=tuple(rows))


async def proof(ctx: Context, task: int, index: int) -> Screen:
    """The file above the list; of a link or a long note, which the list cuts, all of it."""
    one = evidencing.evidence_at((await working.open_item(ctx.desk, task)).item, index)
    whole = [line(text) for text in (one.link, one.note) if text]
    shown = (await proofs(ctx, task)).told(*whole)
    if not one.digest:
        return shown
    found = await evidencing.evidence_file(ctx.desk, task, index)
    return replace(
        shown,
        documents=(Document(found.name, found.content, photo=found.mime.startswith("image/")),),
    )
