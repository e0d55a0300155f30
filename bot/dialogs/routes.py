"""Every step of every dialog by its name: what a button may ask for is exactly this table."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import get_type_hints

from bot.dialogs import (
    decide,
    decide_edit,
    decide_list,
    home,
    link,
    mine,
    pick,
    review,
    review_list,
    score,
    score_group,
    score_sum,
)
from bot.dialogs.context import Context
from bot.dialogs.screen import Action, Screen
from core import errors

StepFunction = Callable[..., Awaitable[Screen]]

STEPS: Mapping[str, StepFunction] = {
    "home": home.show,
    "help": home.help_,
    "link.release": link.release,
    "link.keep": link.keep,
    "score.open": score.open_,
    "score.item": score.item,
    "score.set": score.set_points,
    "score.typed": score.typed,
    "score.typed-many": score.typed_many,
    "score.clear": score.clear,
    "score.full": score.full,
    "score.group": score_group.group,
    "score.group-max": score_group.group_maximum,
    "score.next-group": score_group.next_group,
    "score.prefill": score_group.prefill,
    "score.note": score.note,
    "score.note-typed": score.note_typed,
    "score.term": score_sum.term,
    "score.term-set": score_sum.term_set,
    "score.term-typed": score_sum.term_typed,
    "score.summary": score_sum.summary,
    "score.class": score_sum.class_set,
    "score.class-note": score_sum.class_note,
    "score.class-note-typed": score_sum.class_note_typed,
    "score.tasks": score_sum.tasks,
    "score.object": score_sum.object_,
    "score.object-typed": score_sum.object_typed,
    "score.confirm": score_sum.confirm,
    "score.submit": mine.submit,
    "mine": mine.show,
    "mine.full": mine.full_form,
    "mine.tasks": mine.tasks,
    "mine.withdraw-ask": mine.ask_withdraw,
    "mine.withdraw": mine.withdraw,
    "comment.inbox": review_list.inbox,
    "comment.page": review_list.page,
    "comment.form": review.form,
    "comment.agree": review.agree,
    "comment.write": review.write,
    "comment.typed": review.typed,
    "comment.propose": review.propose,
    "comment.propose-typed": review.propose_typed,
    "comment.item": review.item,
    "comment.item-typed": review.item_typed,
    "comment.set": review.set_points,
    "comment.return": review.return_,
    "comment.return-typed": review.return_typed,
    "comment.full": review.full_form,
    "comment.tasks": review.tasks,
    "comment.together": review_list.together,
    "comment.together-yes": review.together_yes,
    "pick.inbox": pick.inbox,
    "pick.set": pick.choose,
    "decide.inbox": decide_list.inbox,
    "decide.page": decide_list.page,
    "decide.done-page": decide_list.done_page,
    "decide.form": decide.form,
    "decide.now": decide.now,
    "decide.with-comment": decide.with_comment,
    "decide.comment-typed": decide.comment_typed,
    "decide.undo": decide.undo,
    "decide.done": decide_list.done,
    "decide.full": decide.full_form,
    "decide.tasks": decide.tasks,
    "decide.together": decide_list.together,
    "decide.together-yes": decide.together_yes,
    "decide.points": decide_edit.points,
    "decide.points-typed": decide_edit.points_typed,
    "decide.item": decide_edit.item,
    "decide.item-typed": decide_edit.item_typed,
    "decide.set": decide_edit.set_points,
    "decide.group-max": decide_edit.group_maximum,
    "decide.deduct": decide_edit.deduct,
    "decide.deduct-item": decide_edit.deduct_item,
    "decide.deduct-typed": decide_edit.deduct_typed,
    "decide.deduct-drop": decide_edit.deduct_drop,
    "decide.term": decide_edit.term,
    "decide.term-say": decide_edit.term_say,
    "decide.term-typed": decide_edit.term_typed,
    "decide.class": decide_edit.class_,
    "decide.class-set": decide_edit.class_set,
    "decide.reason": decide_edit.reason,
    "decide.reason-typed": decide_edit.reason_typed,
    "decide.not-rate": decide_edit.not_rate,
    "decide.not-rate-typed": decide_edit.not_rate_typed,
    "decide.start-over": decide_edit.start_over,
}


LOOKS = frozenset(
    [
        "home",
        "help",
        "mine",
        "mine.full",
        "mine.tasks",
        "comment.inbox",
        "comment.page",
        "comment.form",
        "comment.full",
        "comment.tasks",
        "comment.write",
        "comment.propose",
        "comment.item",
        "comment.return",
        "comment.together",
        "pick.inbox",
        "decide.inbox",
        "decide.page",
        "decide.done-page",
        "decide.form",
        "decide.done",
        "decide.full",
        "decide.tasks",
        "decide.together",
        "decide.points",
        "decide.item",
        "decide.deduct",
        "decide.deduct-item",
        "decide.term",
        "decide.term-say",
        "decide.class",
        "decide.reason",
        "decide.not-rate",
        "decide.with-comment",
        "score.open",
        "score.item",
        "score.full",
        "score.group",
        "score.note",
        "score.term",
        "score.summary",
        "score.class-note",
        "score.tasks",
        "score.object",
        "score.confirm",
        "mine.withdraw-ask",
    ]
)
"""The steps that show and change nothing that counts: they may be pressed on an old card."""


DIGITS = 9
"""More of them are in no id and in no points of ours."""


ANSWERS = frozenset({"link.release", "link.keep"})
"""Answers to a question that stands on one message only, however old it is by now."""


@dataclass(frozen=True, slots=True)
class Step:
    """*kinds* are the types of the ids in an action, in order; *listens* takes typed text."""

    function: StepFunction
    kinds: tuple[type, ...]
    listens: bool


def _step(function: StepFunction) -> Step:
    hints = get_type_hints(function)
    names = [name for name in inspect.signature(function).parameters if name != "ctx"]
    listens = "typed" in names
    return Step(function, tuple(hints[name] for name in names if name != "typed"), listens)


_STEPS = {name: _step(function) for name, function in STEPS.items()}


def known(action: Action) -> bool:
    """Whether an action names a step and carries as many ids as it takes."""
    step = _STEPS.get(action.name)
    return step is not None and len(step.kinds) == len(action.args)


def fits_old_card(action: Action) -> bool:
    """Whether a press is safe on a card that is no longer the live one."""
    return action.name in LOOKS or action.name in ANSWERS


async def run(ctx: Context, action: Action, typed: str | None = None) -> Screen:
    """*errors.BadInput* ``button`` for an action that no screen of ours could have made."""
    step = _STEPS.get(action.name)
    if step is None or len(step.kinds) != len(action.args) or step.listens != (typed is not None):
        raise errors.BadInput("button")
    try:
        facts = [kind(arg) for kind, arg in zip(step.kinds, action.args, strict=True)]
    except (ValueError, InvalidOperation) as fault:
        raise errors.BadInput("button") from fault
    if not all(_could_be_ours(fact) for fact in facts):
        raise errors.BadInput("button")
    if typed is None:
        return await step.function(ctx, *facts)
    return await step.function(ctx, *facts, typed=typed)


def _could_be_ours(fact: object) -> bool:
    """Ids and points are short; a longer number is forged and may be too long to be kept."""
    if isinstance(fact, Decimal):
        return fact.is_finite() and abs(fact.adjusted()) < DIGITS
    return not isinstance(fact, int) or abs(fact) < 10**DIGITS
