"""The leader's side: what waits, acceptance in one tap, chưa đạt with or without a major error."""

from __future__ import annotations

from datetime import date, timedelta

from bot.dialogs.context import Context
from bot.dialogs.parts import back, clip, home_row
from bot.dialogs.screen import BLANK, Action, Button, Line, Row, Screen, act, in_rows
from bot.dialogs.tasks import work, work_parts
from bot.dialogs.weeks import days
from core import done_text, errors, people, window
from core.taskflow import Verdict
from core.tasks import Delivery, Done, TaskItem
from core.usecases import accepting, evidencing, working

PAGE = 10
AS_SAID = "-"
READY = (1, 2, 3)
LAST_DAYS = 8


async def inbox(ctx: Context) -> Screen:
    return await page(ctx, 0)


async def page(ctx: Context, number: int) -> Screen:
    """Everything of others' work that waits for me: one button each, the oldest due first."""
    entries = await _entries(ctx)
    if not entries:
        return Screen(
            at=act("accept.inbox"), lines=(ctx.say("accept.none"),), rows=(home_row(ctx),)
        )
    last = (len(entries) - 1) // PAGE
    number = min(max(number, 0), last)
    turn: Row = ()
    if number > 0:
        turn += (ctx.button("common.page-before", "accept.page", number - 1),)
    if number < last:
        turn += (ctx.button("common.page-after", "accept.page", number + 1),)
    rows = [(one,) for one in entries[number * PAGE : (number + 1) * PAGE]]
    return Screen(
        at=act("accept.page", number),
        lines=(ctx.say("accept.first", count=len(entries)),),
        rows=(*rows, *([turn] if turn else []), home_row(ctx)),
    )


async def _entries(ctx: Context) -> list[Button]:
    found = await accepting.inbox(ctx.desk)
    buttons = []
    for asked, items in (
        ("handed-in", found.handed_in),
        ("proposed", found.proposed),
        ("extension", found.extensions),
        ("excuse", found.excuses),
    ):
        for one in items:
            name = await ctx.name(one.person)
            label = ctx.words.text(
                f"accept.entry-{asked}", person=name, name=work_parts.name_of(one)
            )
            buttons.append(Button(label, opening(asked, one)))
    return buttons


def opening(asked: str, one: TaskItem) -> Action:
    """The card on which what is asked is answered."""
    if asked == "handed-in":
        return act("accept.delivery", one.id, AS_SAID)
    if asked == "excuse":
        return act("accept.cause", one.id, accepting.waiting_excuses(one)[0])
    return act("accept.line" if asked == "proposed" else "accept.time", one.id)


async def delivery(ctx: Context, task: int, day: str) -> Screen:
    """One delivery; *day* is the done-date as the leader has it, ``-`` as the person said."""
    opened = await working.open_item(ctx.desk, task)
    one = opened.item
    _check_may_judge(ctx, opened)
    if not one.waiting:
        raise errors.Stale("task.moved-on", name=one.name)
    handed = one.waiting[0]
    done = _done(handed, day)
    seen = (one.id, one.version, handed.number)
    rows: list[Row] = [(ctx.button("accept.yes-button", "accept.yes", *seen, day),)]
    wrong: Row = (ctx.button("accept.no-button", "accept.fail", *seen, day, 0, 0),)
    if handed.quantity > 1:
        wrong += (ctx.button("accept.part-button", "accept.part", task, day),)
    proofs = evidencing.all_evidence(one)
    rows += [wrong, (ctx.button("accept.done-button", "accept.when", task),)]
    if proofs:
        rows.append((ctx.button("accept.proofs-button", "work.proofs", task, count=len(proofs)),))
    rows.append((ctx.button("accept.list-button", "accept.inbox"), *home_row(ctx)))
    return Screen(
        at=act("accept.delivery", task, day),
        lines=(
            ctx.say("accept.do"),
            BLANK,
            *await _facts(ctx, one, handed, done),
            BLANK,
            *work_parts.body(ctx, one)[1:],
        ),
        rows=tuple(rows),
    )


def _check_may_judge(ctx: Context, opened: working.Opened) -> None:
    """After the comment step only the decider, until then only a leader (domain §4.2)."""
    if opened.phase == window.FROZEN and working.DECIDER not in opened.roles:
        month = ctx.desk.rules.calendar.work_month(opened.item.due)
        raise errors.Refused("month.frozen", month=month, closed=ctx.desk.closings(month).comment)
    if opened.phase != window.FROZEN and working.LEADER not in opened.roles:
        raise errors.Refused("not-direct-leader", person=ctx.desk.actor)


async def _facts(ctx: Context, one: TaskItem, handed: Delivery, done: Done) -> list[Line]:
    lines = [
        ctx.say("accept.who", name=await ctx.name(one.person)),
        ctx.say(
            "accept.what",
            name=one.name,
            quantity=handed.quantity,
            unit=one.unit_of_count or ctx.words.text("work.product"),
        ),
        work_parts.late_line(ctx, one, handed, done),
    ]
    if handed.note:
        lines.append(ctx.say("accept.note", text=clip(handed.note, 300)))
    return lines


def _done(handed: Delivery, day: str) -> Done:
    return handed.done if day == AS_SAID else Done(day=date.fromisoformat(day))


def _confirmed(day: str) -> Done | None:
    return None if day == AS_SAID else Done(day=date.fromisoformat(day))


async def yes(ctx: Context, task: int, version: int, number: int, day: str) -> Screen:
    """ "Đạt": all of it, with the done-date that stands on the card."""
    opened = await working.open_item(ctx.desk, task)
    one = opened.item
    _check_may_judge(ctx, opened)
    if opened.phase == window.FROZEN:
        return _why_frozen(ctx, one, number, day)
    handed = _delivery(one, number)
    verdict = Verdict(accepted=handed.quantity, done=_confirmed(day))
    return await _judged(ctx, task, version, number, verdict)


def _why_frozen(ctx: Context, one: TaskItem, number: int, day: str) -> Screen:
    """After the comment step only the decider, with a reason (domain §4.2)."""
    return Screen(
        at=act("accept.delivery", one.id, day),
        ask=act("accept.yes-said", one.id, one.version, number, day),
        lines=(ctx.say("accept.frozen", name=work_parts.name_of(one)),),
        rows=((back(ctx, act("accept.delivery", one.id, day)),),),
    )


async def yes_said(
    ctx: Context, task: int, version: int, number: int, day: str, *, typed: str
) -> Screen:
    one = (await working.open_item(ctx.desk, task)).item
    handed = _delivery(one, number)
    verdict = Verdict(accepted=handed.quantity, done=_confirmed(day))
    return await _judged(ctx, task, version, number, verdict, reason=typed)


def _delivery(one: TaskItem, number: int) -> Delivery:
    for each in one.waiting:
        if each.number == number:
            return each
    raise errors.Stale("task.moved-on", name=one.name)


async def part(ctx: Context, task: int, day: str) -> Screen:
    """ "Một phần": how many of them are accepted."""
    one = (await working.open_item(ctx.desk, task)).item
    if not one.waiting:
        raise errors.Stale("task.moved-on", name=one.name)
    handed = one.waiting[0]
    seen = (one.id, one.version, handed.number, day)
    numbers = [
        Button(str(count), act("accept.fail", *seen, count, 0), answers=True)
        for count in range(1, min(handed.quantity, 11))
    ]
    return Screen(
        at=act("accept.part", task, day),
        ask=act("accept.part-typed", *seen),
        lines=(ctx.say("accept.part", name=one.name, quantity=handed.quantity),),
        rows=(*in_rows(numbers, 5), (back(ctx, act("accept.delivery", task, day)),)),
    )


async def part_typed(
    ctx: Context, task: int, version: int, number: int, day: str, *, typed: str
) -> Screen:
    count = days.whole(typed)
    one = (await working.open_item(ctx.desk, task)).item
    handed = _delivery(one, number)
    if count > handed.quantity:
        raise errors.BadInput("review.quantity", accepted=count, quantity=handed.quantity)
    if count == handed.quantity:
        return await yes(ctx, task, version, number, day)
    return await fail(ctx, task, version, number, day, count, 0)


async def fail(
    ctx: Context, task: int, version: int, number: int, day: str, accepted: int, major: int
) -> Screen:
    """Why the rest is not accepted; the tick *sai sót lớn* is set apart, and off at first."""
    one = (await working.open_item(ctx.desk, task)).item
    handed = _delivery(one, number)
    seen = (one.id, version, number, day, accepted)
    tick = "accept.major-on" if major else "accept.major-off"
    ready = [
        (
            Button(
                ctx.words.text(f"accept.ready-{which}"),
                act("accept.fail-ready", *seen, major, which),
            ),
        )
        for which in READY
    ]
    return Screen(
        at=act("accept.fail", *seen, major),
        ask=act("accept.fail-said", *seen, major),
        lines=(
            ctx.say("accept.why", rest=handed.quantity - accepted, name=work_parts.name_of(one)),
            ctx.say("accept.why-hint"),
            ctx.say("accept.major-hint" if major else "accept.minor-hint"),
        ),
        rows=(
            (ctx.button(tick, "accept.fail", *seen, 0 if major else 1),),
            *ready,
            (back(ctx, act("accept.delivery", task, day)),),
        ),
    )


async def fail_ready(
    ctx: Context,
    task: int,
    version: int,
    number: int,
    day: str,
    accepted: int,
    major: int,
    which: int,
) -> Screen:
    if which not in READY:
        raise errors.BadInput("button")
    said = ctx.words.text(f"accept.ready-{which}")
    return await fail_said(ctx, task, version, number, day, accepted, major, typed=said)


async def fail_said(
    ctx: Context,
    task: int,
    version: int,
    number: int,
    day: str,
    accepted: int,
    major: int,
    *,
    typed: str,
) -> Screen:
    verdict = Verdict(accepted=accepted, major=bool(major), done=_confirmed(day), said=typed)
    frozen = (await working.open_item(ctx.desk, task)).phase == window.FROZEN
    reason = typed if frozen else ""
    return await _judged(ctx, task, version, number, verdict, reason=reason)


async def _judged(
    ctx: Context, task: int, version: int, number: int, verdict: Verdict, reason: str = ""
) -> Screen:
    stored = await accepting.review(ctx.desk, task, version, number, verdict, reason)
    looked_at = stored.deliveries[number - 1]
    verdict_state = looked_at.state
    said = ctx.say(
        f"accept.judged-{verdict_state}",
        name=work_parts.name_of(stored),
        person=await ctx.name(stored.person),
        accepted=looked_at.accepted,
        quantity=looked_at.quantity,
    )
    if reason:
        return (await work.item(ctx, task)).told(said)
    return (await next_(ctx)).told(said)


async def next_(ctx: Context) -> Screen:
    """The next delivery that waits, else the list of everything else."""
    waiting = (await accepting.inbox(ctx.desk)).handed_in
    if waiting:
        return await delivery(ctx, waiting[0].id, AS_SAID)
    return await inbox(ctx)


async def when(ctx: Context, task: int) -> Screen:
    """The done-date as the leader confirms it (domain §4.2)."""
    one = (await working.open_item(ctx.desk, task)).item
    today = people.day_of(ctx.desk.now)
    buttons = [
        Button(days.short(ctx, day), act("accept.delivery", task, day.isoformat()))
        for day in (today - timedelta(days=past) for past in range(LAST_DAYS))
    ]
    return Screen(
        at=act("accept.when", task),
        ask=act("accept.when-typed", task),
        lines=(ctx.say("accept.when", name=work_parts.name_of(one)), ctx.say("work.when-hint")),
        rows=(*in_rows(buttons, 4), (back(ctx, act("accept.delivery", task, AS_SAID)),)),
    )


async def when_typed(ctx: Context, task: int, *, typed: str) -> Screen:
    done = done_text.read(typed, ctx.desk.now)
    return await delivery(ctx, task, done.day.isoformat())
