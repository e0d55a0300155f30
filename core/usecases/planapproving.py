"""The head approves a month plan: its lines become tasks, once; an amendment applies only its
difference, and each person concerned is told once, in one message.

A line of the head's own is proposed to the leader above: nobody assigns work to himself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core import errors, monthplan, tasks
from core.monthplan import Change, MonthPlan, PlanLine, PlanVersion
from core.tasks import TaskItem
from core.usecases import assigning, directing, heading, monthplans, working
from core.usecases.assigning import Order
from core.usecases.desk import Desk
from core.usecases.monthplans import Opened

MOVING = tasks.OPEN | {tasks.SUBMITTED}
PROPOSALS = frozenset({tasks.DRAFT, tasks.PROPOSED, tasks.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """Why a line cannot be approved as it stands."""

    number: int
    work: str
    code: str


async def blocked(desk: Desk, opened: Opened) -> tuple[Blocked, ...]:
    """Everything that keeps the draft from being approved; lines that stay as they were are
    not looked at again.
    """
    led = frozenset(await directing.followers(desk))
    found: list[Blocked] = []
    for one in opened.changes:
        line = one.after or one.before
        codes = _of_values(desk, opened, one, led)
        for item in await _items(desk, one.before.tasks if one.before else ()):
            codes.append(_of_item(desk, one, item, led))
        if line is not None:
            found += [
                Blocked(number=line.number, work=line.work, code=code)
                for code in dict.fromkeys(codes)
                if code
            ]
    return tuple(found)


def _of_values(desk: Desk, opened: Opened, one: Change, led: frozenset[str]) -> list[str]:
    line = one.after
    if line is None:
        return []
    try:
        monthplans.check_line(opened, line)
    except (errors.BadInput, errors.NotFound) as fault:
        return [fault.code]
    strangers = set(line.people) - led - {desk.actor}
    return ["plan.not-led"] if strangers else []


def _of_item(desk: Desk, one: Change, item: TaskItem, led: frozenset[str]) -> str:
    """Why the work that was begun does not bear this change; ``""`` when it does."""
    ends = one.after is None or _is_remade(one)
    fewer = one.after is not None and one.after.quantity < item.accepted + item.handed_in
    reasons = (
        ("", item.state == tasks.CANCELLED and ends),
        ("", item.state in PROPOSALS and item.person == desk.actor),
        ("plan.line-done", item.state == tasks.ACCEPTED),
        ("plan.line-gone", item.state not in MOVING),
        ("plan.line-own", item.person == desk.actor and item.person not in led),
        ("plan.not-led", item.person not in led),
        ("plan.line-begun", ends and bool(item.accepted or item.deliveries)),
        ("plan.line-past", ends and desk.now >= item.due),
        ("plan.line-fewer", fewer),
    )
    if code := next((code for code, holds in reasons if holds), None):
        return code
    if ends or one.after is None or item.state not in MOVING or item.person not in led:
        return ""
    return _of_move(desk, one, item)


def _of_move(desk: Desk, one: Change, item: TaskItem) -> str:
    """Another quantity or due instant that the item itself does not take."""
    quantity, due = _wanted(one, item)
    if (quantity, due) == (item.assigned, item.due):
        return ""
    try:
        assigning.reordered(desk, item, quantity=quantity, due=due, reason="-")
    except errors.WardError as fault:
        return fault.code
    return ""


def _wanted(one: Change, item: TaskItem) -> tuple[int, datetime]:
    """Quantity and due where the amendment changes them; else as the item has them by now: the
    leader may have moved its due since.
    """
    before, after = one.before, one.after
    if before is None or after is None:
        return item.assigned, item.due
    return (
        item.assigned if after.quantity == before.quantity else after.quantity,
        item.due if after.due == before.due else after.due,
    )


def _is_remade(one: Change) -> bool:
    """Other people or another product: other tasks."""
    return one.before is not None and one.after is not None and one.before.makes != one.after.makes


async def _items(desk: Desk, ids: Iterable[int]) -> list[TaskItem]:
    found = [await desk.store.tasks.get(one) for one in ids]
    return [one for one in found if one is not None]


async def approve(desk: Desk, plan_id: int, version: int, reason: str) -> MonthPlan:
    """*reason* is what moved deadlines and cancelled tasks are given as their reason.

    *errors.Refused* ``unit.not-head``, ``plan.frozen``, ``plan.unclear``, ``plan.unchanged``,
    ``plan.blocked`` with the numbers of the lines; *errors.Stale* ``card.old``.
    """
    opened = await monthplans.get(desk, plan_id)
    plan = opened.plan
    await heading.check_head(desk, plan.unit)
    if plan.version != version:
        raise errors.Stale("card.old", unit=plan.unit)
    await check_possible(desk, opened)
    lines = {one.number: one for one in plan.lines}
    for one in opened.changes:
        applied = await _apply(desk, plan, one, reason)
        if applied is not None:
            lines[applied.number] = applied
    done = PlanVersion(
        number=len(plan.approved) + 1, lines=tuple(lines.values()), by=desk.actor, at=desk.now
    )
    stored = await desk.store.plans.save(
        replace(
            plan,
            state=monthplan.APPROVED,
            lines=done.lines,
            approved=(*plan.approved, done),
        )
    )
    await desk.audit(
        "plan-approve",
        monthplans.key(stored),
        number=done.number,
        lines=len(done.lines),
        changed=[(one.after or one.before or done.lines[0]).number for one in opened.changes],
    )
    await _tell(desk, stored, opened.changes)
    return stored


async def check_possible(desk: Desk, opened: Opened) -> None:
    plan = opened.plan
    if not opened.is_open:
        raise errors.Refused("plan.frozen", month=plan.month)
    if plan.typed:
        raise errors.Refused("plan.unclear", count=len(plan.typed))
    if not opened.changes:
        raise errors.Refused("plan.unchanged", month=plan.month)
    if wrong := await blocked(desk, opened):
        numbers = tuple(dict.fromkeys(one.number for one in wrong))
        raise errors.Refused("plan.blocked", count=len(numbers), lines=numbers)


async def ask_approval(desk: Desk, plan_id: int, version: int) -> MonthPlan:
    """The clerk has written it; the head is told that it waits."""
    opened = await monthplans.get(desk, plan_id)
    plan = opened.plan
    if plan.version != version:
        raise errors.Stale("card.old", unit=plan.unit)
    heads = await heading.heads_of(desk, plan.unit)
    await desk.inform(
        "plan.waiting", heads, f"plan:{plan.id}:{plan.version}", id=plan.id, version=plan.version
    )
    await desk.audit("plan-ask", monthplans.key(plan))
    return plan


# ------------------------------------------------------------------ lines become tasks


async def _apply(desk: Desk, plan: MonthPlan, one: Change, reason: str) -> PlanLine | None:
    """The tasks of one changed line; the line with them, ``None`` for one that went."""
    before, after = one.before, one.after
    if before is not None and (after is None or _is_remade(one)):
        for item in await _items(desk, before.tasks):
            await _end(desk, item, reason)
    if after is None:
        return None
    if before is None or _is_remade(one) or not before.tasks:
        made = [await _begin(desk, plan, after, *part) for part in after.parts]
        return replace(after, tasks=tuple(item.id for item in made))
    for item in await _items(desk, before.tasks):
        await _move(desk, plan, one, item, reason)
    return after


async def _begin(
    desk: Desk, plan: MonthPlan, line: PlanLine, person: str, share: Decimal
) -> TaskItem:
    order = _order(plan, line, share)
    if person == desk.actor and person not in await directing.followers(desk):
        return await working.note_line(desk, order, "")
    return await assigning.assign(desk, person, order)


async def _move(desk: Desk, plan: MonthPlan, one: Change, item: TaskItem, reason: str) -> TaskItem:
    line = one.after
    if line is None:
        return item
    if item.state in PROPOSALS and item.person == desk.actor:
        order = _order(plan, line, item.share)
        return await working.change_line(desk, item.id, item.version, order)
    moved = item
    quantity, due = _wanted(one, item)
    if (quantity, due) != (item.assigned, item.due):
        moved = await assigning.reorder(desk, item.id, quantity=quantity, due=due, reason=reason)
    if (moved.name, moved.expected) != (line.work, line.expected):
        worded = replace(moved, name=line.work, expected=line.expected)
        moved = await desk.store.tasks.save(worded)
        await desk.audit("reword", assigning.task_key(moved), name=line.work)
    return moved


async def _end(desk: Desk, item: TaskItem, reason: str) -> None:
    if item.state == tasks.CANCELLED:
        return
    if item.state in PROPOSALS and item.person == desk.actor:
        await working.drop_line(desk, item.id, item.version)
    else:
        await assigning.cancel(desk, item.id, reason)


def _order(plan: MonthPlan, line: PlanLine, share: Decimal) -> Order:
    return Order(
        item=line.item,
        quantity=line.quantity,
        due=line.due,
        origin=tasks.PLAN,
        name=line.work,
        expected=line.expected,
        share=share,
        source=f"plan:{plan.id}:{line.number}",
    )


# ------------------------------------------------------------------ each person is told once


async def _tell(desk: Desk, plan: MonthPlan, changed: Sequence[Change]) -> None:
    concerned = [
        person
        for one in changed
        for line in (one.before, one.after)
        if line is not None
        for person in line.people
    ]
    await desk.inform(
        "plan.approved",
        concerned,
        f"plan:{plan.id}:{plan.version}",
        id=plan.id,
        number=len(plan.approved),
    )


async def news(
    desk: Desk, plan_id: int, number: int
) -> tuple[MonthPlan, tuple[Change, ...]] | None:
    """What version *number* of a plan changed for the person who acts; ``None`` for nothing."""
    plan = await desk.store.plans.get(plan_id)
    if plan is None or not 0 < number <= len(plan.approved):
        return None
    before = plan.approved[number - 2].lines if number > 1 else ()
    own = [
        _own(one, desk.actor) for one in monthplan.changes(before, plan.approved[number - 1].lines)
    ]
    found = tuple(one for one in own if one.before != one.after)
    return (plan, found) if found else None


def _own(one: Change, person: str) -> Change:
    """The change as *person* sees it: a line that he or she is no part of is none."""
    before = one.before if one.before and person in one.before.people else None
    after = one.after if one.after and person in one.after.people else None
    return Change(before=before, after=after)
