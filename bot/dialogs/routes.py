"""Every step of every dialog by its name: what a button may ask for is exactly this table."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import get_type_hints

from bot.dialogs.absences import absence_steps
from bot.dialogs.administration import admin_steps, route_steps
from bot.dialogs.context import Context
from bot.dialogs.forms import form_steps
from bot.dialogs.papers import paper_steps
from bot.dialogs.screen import Action, Screen, Upload
from bot.dialogs.steps import StepFunction
from bot.dialogs.tasks import work_steps
from bot.dialogs.units import unit_steps
from bot.dialogs.weeks import week_steps
from core import errors

FAMILIES = (
    form_steps,
    work_steps,
    week_steps,
    absence_steps,
    unit_steps,
    admin_steps,
    paper_steps,
    route_steps,
)

STEPS: Mapping[str, StepFunction] = {
    name: step for family in FAMILIES for name, step in family.STEPS.items()
}

LOOKS = frozenset(name for family in FAMILIES for name in family.LOOKS)
"""The steps that show and change nothing that counts: they may be pressed on an old card."""


DIGITS = 9
"""More of them are in no id and in no points of ours."""


ANSWERS = frozenset({"link.release", "link.keep"})
"""Answers to a question that stands on one message only, however old it is by now."""


@dataclass(frozen=True, slots=True)
class Step:
    """*kinds* are the types of the ids in an action, in order; *listens* takes typed text,
    *takes* a file.
    """

    function: StepFunction
    kinds: tuple[type, ...]
    listens: bool
    takes: bool


def _step(function: StepFunction) -> Step:
    hints = get_type_hints(function)
    names = [name for name in inspect.signature(function).parameters if name != "ctx"]
    kinds = tuple(hints[name] for name in names if name not in {"typed", "file"})
    return Step(function, kinds, listens="typed" in names, takes="file" in names)


_STEPS = {name: _step(function) for name, function in STEPS.items()}


def known(action: Action) -> bool:
    """Whether an action names a step and carries as many ids as it takes."""
    step = _STEPS.get(action.name)
    return step is not None and len(step.kinds) == len(action.args)


def fits_old_card(action: Action) -> bool:
    """Whether a press is safe on a card that is no longer the live one."""
    return action.name in LOOKS or action.name in ANSWERS


async def run(
    ctx: Context, action: Action, typed: str | None = None, file: Upload | None = None
) -> Screen:
    """*errors.BadInput* ``button`` for an action that no screen of ours could have made."""
    step = _STEPS.get(action.name)
    if (
        step is None
        or len(step.kinds) != len(action.args)
        or step.listens != (typed is not None)
        or step.takes != (file is not None)
    ):
        raise errors.BadInput("button")
    try:
        facts = [kind(arg) for kind, arg in zip(step.kinds, action.args, strict=True)]
    except (ValueError, InvalidOperation) as fault:
        raise errors.BadInput("button") from fault
    if not all(_could_be_ours(fact) for fact in facts):
        raise errors.BadInput("button")
    given = {"typed": typed, "file": file}
    return await step.function(
        ctx, *facts, **{name: value for name, value in given.items() if value is not None}
    )


def _could_be_ours(fact: object) -> bool:
    """Ids and points are short; a longer number is forged and may be too long to be kept."""
    if isinstance(fact, Decimal):
        return fact.is_finite() and abs(fact.adjusted()) < DIGITS
    return not isinstance(fact, int) or abs(fact) < 10**DIGITS
