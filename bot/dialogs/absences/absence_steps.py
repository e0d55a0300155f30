"""The steps of absences and of the unit's clerk."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogs.absences import absence, absence_answer, absence_unit
from bot.dialogs.steps import StepFunction
from bot.dialogs.units import clerk

STEPS: Mapping[str, StepFunction] = {
    "absence": absence.start,
    "absence.line": absence.own_line,
    "absence.of": absence.of_person,
    "absence.typed": absence.typed_line,
    "absence.first": absence.first,
    "absence.first-typed": absence.first_typed,
    "absence.last": absence.last,
    "absence.last-typed": absence.last_typed,
    "absence.on": absence.on,
    "absence.draft": absence.draft,
    "absence.draft-typed": absence.draft_typed,
    "absence.kind": absence.kind_set,
    "absence.send": absence.send,
    "absence.inbox": absence_answer.inbox,
    "absence.page": absence_answer.page,
    "absence.card": absence_answer.card,
    "absence.approve": absence_answer.approve,
    "absence.refuse": absence_answer.refuse,
    "absence.refuse-said": absence_answer.refuse_said,
    "absence.withdraw": absence.withdraw,
    "absence.end": absence_answer.end,
    "absence.end-typed": absence_answer.end_typed,
    "absence.end-on": absence_answer.end_on,
    "absence.end-said": absence_answer.end_said,
    "absence.cancel": absence_answer.cancel,
    "absence.cancel-said": absence_answer.cancel_said,
    "absence.unit": absence_unit.unit,
    "absence.unit-page": absence_unit.unit_page,
    "absence.person": absence_unit.person,
    "absence.person-typed": absence_unit.person_typed,
    "clerk.list": clerk.list_,
    "clerk.choose": clerk.choose,
    "clerk.choose-typed": clerk.choose_typed,
    "clerk.appoint": clerk.appoint,
    "clerk.end": clerk.end,
    "clerk.dismiss": clerk.dismiss,
}

LOOKS = frozenset(
    [
        "absence",
        "absence.of",
        "absence.first",
        "absence.last",
        "absence.draft",
        "absence.inbox",
        "absence.page",
        "absence.card",
        "absence.refuse",
        "absence.end",
        "absence.end-typed",
        "absence.end-on",
        "absence.cancel",
        "absence.unit",
        "absence.unit-page",
        "absence.person",
        "absence.person-typed",
        "clerk.list",
        "clerk.choose",
        "clerk.choose-typed",
        "clerk.end",
    ]
)
