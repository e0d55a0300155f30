"""A unit's month plan: written by the head or the clerk, approved by the head (I.2; domain §4.2).

Nothing of it reaches anybody before the approval; amendments are written beside the version in
force, which stays as it was approved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core import errors, monthplan, plan_answers, plan_text
from core.monthplan import MonthPlan, PlanLine, Typed
from core.months import Month
from core.plan_answers import Circle
from core.usecases import monthplans
from core.usecases.desk import Desk
from core.usecases.monthplans import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of a text: the numbers of the lines that are clear and of those that are not."""

    plan: MonthPlan
    clear: tuple[int, ...]
    unclear: tuple[int, ...]
    skipped: tuple[str, ...]

    @property
    def first(self) -> int:
        """The first number that this text was given."""
        return min((*self.clear, *self.unclear), default=0)


# ------------------------------------------------------------------ writing


async def write(desk: Desk, unit: str, month: Month, text: str) -> Written:
    """One line or many. What is clear becomes a line of the draft, the rest waits to be asked.

    *errors.BadInput* ``plan.nothing``, ``plan.long``; *errors.Refused* ``plan.no-catalogue``,
    ``month.frozen``.
    """
    opened = await _writable(await monthplans.open_(desk, unit, month))
    reading = plan_text.read(text, opened.circle)
    if not reading.lines:
        raise errors.BadInput("plan.nothing", text=text)
    plan = opened.plan
    number = plan.next_number
    numbered = [replace(one, number=number + at) for at, one in enumerate(reading.lines)]
    clear = [one for one in numbered if not one.asks]
    unclear = [one for one in numbered if one.asks]
    fresh = [_line(opened, one) for one in clear]
    stored = await _save(
        desk,
        replace(
            plan,
            lines=(*plan.lines, *fresh),
            typed=(*plan.typed, *unclear),
            next_number=number + len(numbered),
        ),
        "plan-write",
        lines=[one.number for one in fresh],
        unclear=len(unclear),
    )
    return Written(
        plan=stored,
        clear=tuple(one.number for one in clear),
        unclear=tuple(one.number for one in unclear),
        skipped=reading.skipped,
    )


async def begin_line(desk: Desk, unit: str, month: Month, person: str) -> tuple[MonthPlan, Typed]:
    """A line that is tapped together, begun with its person."""
    opened = await _writable(await monthplans.open_(desk, unit, month))
    if all(one.code != person for one in opened.circle.people):
        raise errors.NotFound("plan.person", person=person)
    number = opened.plan.next_number
    bare = Typed(number=number, text="", who=person, people=(person,))
    line = plan_answers.settled(bare, opened.circle)
    plan = replace(opened.plan, typed=(*opened.plan.typed, line), next_number=number + 1)
    return await _save(desk, plan, "plan-write", lines=[], unclear=1), line


Answer = Callable[[Typed, Circle], Typed]
Changed = Callable[[PlanLine, Opened], PlanLine]


async def answer(desk: Desk, plan_id: int, number: int, given: Answer) -> tuple[MonthPlan, bool]:
    """One answer to what a typed line asks; whether the line is clear now and in the plan."""
    opened = await _writable(await monthplans.get(desk, plan_id))
    line = opened.plan.typed_line(number)
    after = given(line, opened.circle)
    typed = [after if one is line else one for one in opened.plan.typed]
    if after.asks:
        plan = replace(opened.plan, typed=tuple(typed))
        return await _save(desk, plan, "plan-write", lines=[], unclear=1), False
    typed.remove(after)
    lines = sorted((*opened.plan.lines, _line(opened, after)), key=lambda one: one.number)
    plan = replace(opened.plan, typed=tuple(typed), lines=tuple(lines))
    return await _save(desk, plan, "plan-write", lines=[number], unclear=0), True


async def answer_all(desk: Desk, plan_id: int, asks: str, given: Answer) -> MonthPlan:
    """The same answer for every line that asks the same and was told nothing about it."""
    opened = await _writable(await monthplans.get(desk, plan_id))
    alike = [one for one in opened.plan.typed if is_untold(one, asks)]
    if not alike:
        raise errors.Stale("card.old", unit=opened.plan.unit)
    answered = {one.number: given(one, opened.circle) for one in alike}
    typed = [answered.get(one.number, one) for one in opened.plan.typed]
    clear = [_line(opened, one) for one in typed if not one.asks]
    lines = sorted((*opened.plan.lines, *clear), key=lambda one: one.number)
    plan = replace(opened.plan, typed=tuple(one for one in typed if one.asks), lines=tuple(lines))
    numbers = [one.number for one in clear]
    return await _save(desk, plan, "plan-write", lines=numbers, unclear=len(plan.typed))


def is_untold(line: Typed, asks: str) -> bool:
    """Whether *line* only lacks the quantity or the due instant that it asks."""
    if line.asks != asks:
        return False
    return not (line.much if asks == monthplan.QUANTITY else line.when)


async def drop_typed(desk: Desk, plan_id: int, number: int) -> MonthPlan:
    opened = await _writable(await monthplans.get(desk, plan_id))
    line = opened.plan.typed_line(number)
    typed = tuple(one for one in opened.plan.typed if one is not line)
    return await _save(desk, replace(opened.plan, typed=typed), "plan-drop", text=line.text)


async def take_back(desk: Desk, plan_id: int, first: int, last: int) -> MonthPlan:
    """Everything that one text brought is out of the draft again."""
    opened = await _writable(await monthplans.get(desk, plan_id))
    plan = opened.plan
    lines = {one.number for one in plan.lines if not one.tasks}
    gone = (lines | {one.number for one in plan.typed}) & set(range(first, last + 1))
    if not gone:
        raise errors.Stale("card.old", unit=plan.unit)
    left = replace(
        plan,
        lines=tuple(one for one in plan.lines if one.number not in gone),
        typed=tuple(one for one in plan.typed if one.number not in gone),
    )
    return await _save(desk, left, "plan-drop", lines=sorted(gone))


async def change(desk: Desk, plan_id: int, number: int, changed: Changed) -> MonthPlan:
    """One line corrected. *errors.BadInput* for what it cannot be."""
    opened = await _writable(await monthplans.get(desk, plan_id))
    before = opened.plan.line(number)
    after = changed(before, opened)
    if after == before:
        return opened.plan
    monthplans.check_line(opened, after)
    lines = tuple(after if one is before else one for one in opened.plan.lines)
    return await _save(desk, replace(opened.plan, lines=lines), "plan-write", lines=[number])


async def drop(desk: Desk, plan_id: int, number: int) -> MonthPlan:
    """Out of the draft; what was approved is cancelled only when the amendment is approved."""
    opened = await _writable(await monthplans.get(desk, plan_id))
    line = opened.plan.line(number)
    left = tuple(one for one in opened.plan.lines if one is not line)
    return await _save(desk, replace(opened.plan, lines=left), "plan-drop", lines=[number])


async def restore(desk: Desk, plan_id: int, number: int) -> MonthPlan:
    """A line as it is in force, whatever the draft has made of it."""
    opened = await _writable(await monthplans.get(desk, plan_id))
    before = opened.plan.in_force
    known = {one.number: one for one in before.lines} if before else {}
    if number not in known:
        raise errors.NotFound("plan.line", number=number)
    others = [one for one in opened.plan.lines if one.number != number]
    lines = sorted((*others, known[number]), key=lambda one: one.number)
    return await _save(
        desk, replace(opened.plan, lines=tuple(lines)), "plan-restore", lines=[number]
    )


async def put_lines(
    desk: Desk, plan: MonthPlan, lines: Sequence[PlanLine], source: str
) -> MonthPlan:
    """The whole draft, already checked, by whoever may; *source* is the workbook's name."""
    found, number = numbered(plan, lines)
    changed = replace(plan, lines=found, next_number=number, source=source)
    return await _save(desk, changed, "plan-import", lines=len(found), source=source)


def numbered(plan: MonthPlan, lines: Sequence[PlanLine]) -> tuple[tuple[PlanLine, ...], int]:
    """*lines* with the numbers and tasks of the plan's own that they are, also of lines that the
    draft had dropped; and the next free number.
    """
    known = plan.lines
    if plan.in_force is not None:
        numbers = {one.number for one in known}
        known += tuple(one for one in plan.in_force.lines if one.number not in numbers)
    return monthplan.matched(known, lines, plan.next_number)


# ------------------------------------------------------------------ pieces


async def _writable(opened: Opened) -> Opened:
    plan = opened.plan
    if not opened.is_open:
        raise errors.Refused("plan.frozen", month=plan.month)
    if opened.known is None:
        raise errors.Refused("plan.no-catalogue", unit=plan.unit)
    return opened


def _line(opened: Opened, typed: Typed) -> PlanLine:
    if opened.known is None:
        raise errors.Refused("plan.no-catalogue", unit=opened.unit.code)
    return plan_answers.line_of(typed, opened.known.require(typed.item))


async def _save(desk: Desk, plan: MonthPlan, act: str, **facts: object) -> MonthPlan:
    """A draft as long as it differs from what is in force."""
    if len(plan.lines) + len(plan.typed) > monthplan.MOST_LINES:
        raise errors.BadInput("plan.long", most=monthplan.MOST_LINES)
    before = plan.in_force
    same = before is not None and not plan.typed
    same = same and not monthplan.changes(before.lines if before else (), plan.lines)
    changed = replace(plan, state=monthplan.APPROVED if same else monthplan.DRAFT)
    store = desk.store.plans
    stored = await (store.save(changed) if plan.id else store.add(changed))
    await desk.audit(act, monthplans.key(stored), **facts)
    return stored
