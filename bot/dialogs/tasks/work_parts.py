"""What cards about a task item share, for the person, the leader and the decider."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Line
from bot.dialogs.weeks import days
from bot.dialogs.words import points
from core import tasks
from core.tasks import Delivery, TaskItem
from core.usecases import evidencing

NAME = 40
TEXT = 300
SHORT_NOTE = 100
MOST_NOTES = 3


def name_of(item: TaskItem) -> str:
    return clip(item.name, NAME)


def title(ctx: Context, item: TaskItem) -> str:
    """ "Báo cáo tuần · 0/1 · hạn hết T6 23/10"."""
    return ctx.words.text(
        "work.title",
        name=name_of(item),
        accepted=item.accepted,
        assigned=item.assigned,
        due=days.due(ctx, item.due),
    )


def body(ctx: Context, item: TaskItem) -> tuple[Line, ...]:
    """Everything about an item that does not depend on who looks at it."""
    lines = [
        ctx.say("work.name", name=item.name),
        ctx.say(
            "work.quantity",
            assigned=item.assigned,
            unit=item.unit_of_count or ctx.words.text("work.product"),
            accepted=item.accepted,
            waiting=item.handed_in,
        ),
        ctx.say("work.due", due=days.due(ctx, item.due)),
        weight_line(ctx, item),
    ]
    if item.expected:
        lines.append(ctx.say("work.expected", text=clip(item.expected, TEXT)))
    lines += _story(ctx, item)
    lines += [event_line(ctx, item, index) for index in range(len(item.events))][-6:]
    if proofs := evidencing.all_evidence(item):
        lines.append(ctx.say("work.evidence", count=len(proofs)))
        notes = [one.note for one in proofs if one.note][-MOST_NOTES:]
        lines += [ctx.say("work.evidence-note", text=clip(note, SHORT_NOTE)) for note in notes]
    return tuple(lines)


def weight_line(ctx: Context, item: TaskItem) -> Line:
    if not item.item:
        return ctx.say("work.no-item", weight=item.weight)
    if item.share != 1:
        return ctx.say(
            "work.shared", code=item.item, coefficient=item.coefficient, weight=item.weight
        )
    return ctx.say("work.weight", code=item.item, weight=item.weight)


def _story(ctx: Context, item: TaskItem) -> list[Line]:
    lines = []
    for one in item.deadlines[-2:]:
        key = "work.deadline-missed" if one.missed else "work.deadline-moved"
        lines.append(ctx.say(key, due=days.due(ctx, one.due), text=clip(one.reason, TEXT)))
    asked = item.extension
    if asked is not None and asked.state != tasks.GRANTED:
        reply = asked.state
        lines.append(
            ctx.say(
                f"work.extension-{reply}",
                due=days.due(ctx, asked.due),
                text=clip(asked.reason, TEXT),
                said=clip(asked.said, TEXT),
            )
        )
    for delivery in item.deliveries[-3:]:
        lines.append(_delivery(ctx, item, delivery))
        if delivery.said:
            lines.append(ctx.say("work.said", text=clip(delivery.said, TEXT)))
    return lines


def _delivery(ctx: Context, item: TaskItem, one: Delivery) -> Line:
    outcome = one.state
    return ctx.say(
        f"work.delivery-{outcome}",
        quantity=one.quantity,
        accepted=one.accepted,
        done=days.short(ctx, (one.confirmed or one.done).day),
        entered=days.short(ctx, one.entered_at.date()),
    )


def event_line(ctx: Context, item: TaskItem, index: int) -> Line:
    """ "Chậm: hạn hết T6 23/10 (sản phẩm 2) – đã xác nhận khách quan"."""
    event = item.events[index]
    unit = (
        ctx.words.text("work.unit-index", number=event.unit_index + 1)
        if event.unit_index is not None and item.assigned > 1
        else ""
    )
    text = event.text
    if event.kind == tasks.DELAY and event.deadline is not None:
        text = ctx.words.text("work.missed-due", due=days.due(ctx, event.deadline))
    state = ""
    if event.excused_by is not None:
        state = ctx.words.text("work.excused")
    elif event.asked is not None:
        reply = event.asked.state
        state = ctx.words.text(f"work.excuse-{reply}")
    return ctx.say(f"work.event-{event.kind}", text=clip(text, TEXT), unit=unit, state=state)


def excusable(item: TaskItem) -> tuple[int, ...]:
    """Indices of the events for which a cause may still be asked."""
    return tuple(
        at
        for at, one in enumerate(item.events)
        if one.excused_by is None and (one.asked is None or one.asked.state == tasks.DENIED)
    )


def late_line(ctx: Context, item: TaskItem, delivery: Delivery, done: tasks.Done) -> Line:
    """Whether work was in time, by the done-date; when it was entered costs nothing."""
    late = done.is_after(item.due)
    return ctx.say(
        "accept.late" if late else "accept.in-time",
        done=days.short(ctx, done.day),
        due=days.due(ctx, item.due),
        entered=days.short(ctx, delivery.entered_at.date()),
    )


def weight(item: TaskItem) -> str:
    return points(item.weight)
