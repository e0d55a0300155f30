"""The life of a task item against a table that an officer can check: states, then stories."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from core import errors, kpi, taskcauses, taskflow, taskparts, tasks
from core.taskflow import Verdict
from core.tasks import TaskItem
from core.usecases import results
from tests.core import ward_rules, work
from tests.core.work import BEFORE, DUE, LATER, done_at, new_item

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "cases" / "taskflow.toml").read_text("utf-8")
)
WHY = "Theo yêu cầu."
SETTINGS = ward_rules.book().settings


# ------------------------------------------------------------------ states


def _handed_in() -> TaskItem:
    return taskflow.hand_in(new_item(), 4, done_at(BEFORE), by="CV", note="", now=BEFORE)


def _judged(accepted: int) -> TaskItem:
    return _review(_handed_in(), accepted, BEFORE)


def _review(item: TaskItem, accepted: int, now: datetime) -> TaskItem:
    verdict = Verdict(accepted=accepted, said=WHY)
    return taskflow.review(item, 1, verdict, by="LD", now=now)


STATES: dict[str, Callable[[], TaskItem]] = {
    "draft": lambda: replace(new_item(), state=tasks.DRAFT),
    "proposed": lambda: replace(new_item(), state=tasks.PROPOSED),
    "refused": lambda: replace(new_item(), state=tasks.REFUSED),
    "assigned": new_item,
    "in_progress": lambda: _judged(3),
    "submitted": _handed_in,
    "failed_review": lambda: _judged(0),
    "accepted": lambda: _judged(4),
    "cancelled": lambda: taskflow.cancel(new_item(), WHY, BEFORE),
    "carried_over": lambda: taskparts.mark_carried(new_item(), 9),
}


def _handed_over(item: TaskItem, now: datetime) -> TaskItem:
    taskparts.transferred(item, "CV2", LATER, by="LD", now=now)
    return taskparts.cut(item, 2, WHY)


ACTS: dict[str, Callable[[TaskItem, datetime], TaskItem]] = {
    "approve": lambda item, now: taskflow.approve(item),
    "refuse": lambda item, now: taskflow.refuse(item, WHY),
    "hand_in": lambda item, now: taskflow.hand_in(
        item, 1, done_at(now), by="CV", note="", now=now
    ),
    "take_back": lambda item, now: taskflow.take_back(item, 1),
    "accept all": lambda item, now: _review(item, 4, now),
    "accept a part": lambda item, now: _review(item, 3, now),
    "accept none": lambda item, now: _review(item, 0, now),
    "move due": lambda item, now: taskflow.move_due(item, LATER, by="LD", reason=WHY, now=now),
    "ask for time": lambda item, now: taskflow.ask_extension(item, LATER, WHY, now),
    "cancel": lambda item, now: taskflow.cancel(item, WHY, now),
    "hand over": _handed_over,
    "raise the quantity": lambda item, now: taskflow.reordered(item, 5, now),
    "lower the quantity": lambda item, now: taskflow.reordered(item, 3, now),
    "record a fault": lambda item, now: taskcauses.add_fault(
        item, unit=None, text=WHY, by="LD", now=now
    ),
}
MOMENTS = {"before": DUE - timedelta(seconds=1), "after": DUE}


def expected() -> dict[tuple[str, str, str], str]:
    answer = {
        (act, state, when): "!task.moved-on"
        for act in ACTS
        for state in STATES
        for when in MOMENTS
    }
    for row in TABLE["row"]:
        for state in row["from"]:
            for when in MOMENTS:
                said = row[when]
                answer[row["act"], state, when] = state if said == "as it was" else said
    return answer


def test_what_the_table_does_not_allow_is_refused_by_the_rule_it_names() -> None:
    found = {}
    for act, do in ACTS.items():
        for state, make in STATES.items():
            for when, now in MOMENTS.items():
                try:
                    found[act, state, when] = do(make(), now).state
                except errors.WardError as fault:
                    found[act, state, when] = f"!{fault.code}"
    assert found == expected()


@pytest.mark.parametrize("state", STATES)
def test_the_states_of_the_table_are_those_that_the_acts_lead_to(state: str) -> None:
    assert STATES[state]().state == state


# ------------------------------------------------------------------ stories


def told(story: dict[str, Any]) -> work.Told:
    found = work.Told(new_item(quantity=story["quantity"], due=work.due(story["due"])))
    for at, act, facts in story["steps"]:
        work.STEPS[act](found, work.instant(at), facts)
    return found


def _text(events: kpi.Events) -> str:
    if isinstance(events, int):
        return str(events)
    return " ".join(map(str, events)) if any(events) else "0"


def _found(told_: work.Told) -> dict[str, object]:
    item = told_.item
    line = results.line(item)
    shares = kpi.ratios((line,), SETTINGS)
    assert shares.a is not None
    found: dict[str, object] = {
        "state": item.state,
        "assigned": item.assigned,
        "accepted": item.accepted,
        "left": item.left,
        "late": _text(line.late),
        "err": _text(line.err),
        "a": shares.a,
        "b": shares.b,
        "c": shares.c,
        "surplus": max(0, item.accepted - item.assigned),
    }
    if told_.rest is not None:
        missed = [one for one in told_.rest.deadlines if one.missed]
        found |= {"rest": told_.rest.assigned, "rest missed": len(missed) + len(told_.rest.events)}
    return found


@pytest.mark.parametrize("story", TABLE["story"], ids=lambda story: story["name"])
def test_a_story_ends_as_the_table_says(story: dict[str, Any]) -> None:
    found = _found(told(story))
    wanted = {
        key: Fraction(value) if key in {"a", "b", "c"} else value
        for key, value in story["expect"].items()
    }
    assert {key: found[key] for key in wanted} == wanted
