"""Task items for tests, and the steps that the stories of ``cases/taskflow.toml`` are told in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from core import calendar, people, taskcauses, taskflow, taskparts, tasks
from core.calendar import ZONE
from core.taskflow import Verdict
from core.tasks import Done, TaskItem

YEAR = 2026
WHY = "Có lý do."


def instant(text: str) -> datetime:
    """``"20/10 17:00"``, with seconds where they matter."""
    form = "%d/%m %H:%M:%S" if text.count(":") == 2 else "%d/%m %H:%M"
    return datetime.strptime(f"{text} {YEAR}", f"{form} %Y").replace(tzinfo=ZONE)


def day(text: str) -> date:
    return instant(f"{text} 00:00").date()


def due(text: str) -> datetime:
    """``"20/10"`` ends with its day, ``"20/10 17:00"`` at that instant; both exclusive."""
    return instant(text) if ":" in text else calendar.due_at(day(text))


BEFORE, DUE, LATER = instant("05/10 09:00"), due("10/10 17:00"), due("20/10")


def done_at(now: datetime) -> Done:
    return Done(day=people.day_of(now), at=now)


def new_item(
    *,
    quantity: int = 4,
    due: datetime = DUE,
    coefficient: Decimal = Decimal(1),
    person: str = "CV",
    id_: int = 1,
) -> TaskItem:
    return TaskItem(
        id=id_,
        person=person,
        name="Báo cáo",
        unit_of_count="báo cáo",
        coefficient=coefficient,
        assigned=quantity,
        accepted=0,
        due=due,
        assigned_by="LD",
        origin=tasks.PLAN,
        state=tasks.ASSIGNED,
    )


@dataclass
class Told:
    """A story under way: the item, and what went on to somebody else or to the next month."""

    item: TaskItem
    rest: TaskItem | None = None


def _hand_in(told: Told, now: datetime, facts: dict[str, Any]) -> None:
    done = Done(day=day(facts["done"])) if "done" in facts else done_at(now)
    told.item = taskflow.hand_in(told.item, facts["quantity"], done, by="CV", note="", now=now)


def _review(told: Told, now: datetime, facts: dict[str, Any]) -> None:
    oldest = told.item.waiting[0]
    verdict = Verdict(
        accepted=facts["accepted"],
        major=facts.get("major", False),
        done=Done(day=day(facts["done"])) if "done" in facts else None,
        said=WHY,
    )
    told.item = taskflow.review(told.item, oldest.number, verdict, by="LD", now=now)


def _fail(told: Told, now: datetime, facts: dict[str, Any]) -> None:
    for hours in range(facts["times"]):
        at = now + timedelta(hours=hours)
        _hand_in(told, at, {"quantity": 1})
        _review(told, at, {"accepted": 0, "major": True})


def _move_due(told: Told, now: datetime, facts: dict[str, Any]) -> None:
    told.item = taskflow.move_due(told.item, due(facts["due"]), by="LD", reason=WHY, now=now)


def _take_back(told: Told, now: datetime, facts: dict[str, Any]) -> None:
    del now
    number = facts.get("number", told.item.waiting[-1].number)
    told.item = taskflow.take_back(told.item, number)


def _fault(told: Told, now: datetime, facts: dict[str, Any]) -> None:
    for _ in range(facts["times"]):
        told.item = taskcauses.add_fault(
            told.item, unit=facts.get("unit"), text=WHY, by="LD", now=now
        )


def _ask_excuse(told: Told, now: datetime, facts: dict[str, Any]) -> None:
    told.item = taskcauses.ask_excuse(told.item, facts["event"], WHY, (), now)


def _answer(*, confirmed: bool) -> Callable[[Told, datetime, dict[str, Any]], None]:
    def step(told: Told, now: datetime, facts: dict[str, Any]) -> None:
        told.item = taskcauses.answer_excuse(
            told.item, facts["event"], confirmed=confirmed, by="QD", said=WHY, now=now
        )

    return step


def _hand_over(told: Told, now: datetime, facts: dict[str, Any]) -> None:
    told.rest = taskparts.transferred(told.item, "CV2", due(facts["due"]), by="LD", now=now)
    told.item = taskparts.cut(told.item, 2, WHY)


def _carry(told: Told, now: datetime, facts: dict[str, Any]) -> None:
    told.rest = taskparts.carried(told.item, due(facts["due"]), now)
    told.item = taskparts.mark_carried(told.item, 2)


STEPS: dict[str, Callable[[Told, datetime, dict[str, Any]], None]] = {
    "hand_in": _hand_in,
    "review": _review,
    "fail": _fail,
    "move_due": _move_due,
    "take_back": _take_back,
    "fault": _fault,
    "ask_excuse": _ask_excuse,
    "confirm": _answer(confirmed=True),
    "deny": _answer(confirmed=False),
    "hand_over": _hand_over,
    "carry": _carry,
}
