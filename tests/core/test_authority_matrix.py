"""Who may do what on whose form, in every state: nobody but the entitled one, reads included.

Every public verb of scoring, reviewing and deciding, as every kind of person. The
matrix is kept as text; who succeeds in it is asserted from a rule written here by hand.
"""

from __future__ import annotations

import datetime as dt
import inspect
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from core import drafting, errors, scoring
from core.evaluation import Evaluation
from core.usecases import closing, deciding, preparing, reviewing, together
from core.usecases import scoring as own_form
from core.usecases.desk import SYSTEM, Desk
from storage import engine
from tests.core.office import AGREED, COMMENTED, DECIDED, SENT, Office, october

SUBJECT = "CV_KT1"
ROLES = {
    "subject": SUBJECT,
    "commenter": "PP_KT1",
    "decider": "TP_KT",
    "delegate of the commenter": "CV_KT2",
    "delegate of the decider": "PP_KT2",
    "delegate whose paper ended": "HD_KT",
    "delegate of next month": "BV_KT",
    "head of another unit": "TP_VX",
    "leader of the field": "PCT_UB1",
    "the highest": "BT",
    "colleague of another unit": "CV_VX",
    "stranger": "NOBODY",
    "nobody logged in": "",
}
DELEGATIONS = [
    ["PP_KT1", "CV_KT2", "comment"],
    ["TP_KT", "PP_KT2", "decide"],
    ["TP_KT", "HD_KT", "decide", dt.date(2026, 9, 1), dt.date(2026, 10, 15)],
    ["PP_KT1", "HD_KT", "comment", dt.date(2026, 9, 1), dt.date(2026, 10, 15)],
    ["TP_KT", "BV_KT", "decide", dt.date(2026, 11, 1), dt.date(2026, 11, 30)],
    ["PP_KT1", "BV_KT", "comment", dt.date(2026, 11, 1), dt.date(2026, 11, 30)],
]
COMMENTERS = {"commenter", "delegate of the commenter"}
DECIDERS = {"decider", "delegate of the decider"}
READERS = {"subject", *COMMENTERS, *DECIDERS}

Verb = Callable[[Desk, Evaluation], Awaitable[object]]


def given_maximum(draft: Evaluation, form: object) -> Evaluation:
    del form
    return drafting.explain_class(draft, "Đã rõ.")


LATE = scoring.Deduction(
    criterion="1.1", points=Decimal(1), violation="Đi muộn", reference="BB 01"
)
OTHER = {"1.1": Decimal(1)}


async def glimpse(desk: Desk, one: Evaluation) -> None:
    if await reviewing.glimpse(desk, one.id) is None:
        raise errors.Refused("nothing-to-see")


VERBS: dict[str, Verb] = {
    "scoring.change": lambda d, one: own_form.change(d, one.id, given_maximum),
    "scoring.prefill": lambda d, one: own_form.prefill(d, one.id),
    "scoring.submit": lambda d, one: own_form.submit(d, one.id, one.version),
    "scoring.withdraw": lambda d, one: own_form.withdraw(d, one.id, one.version),
    "reviewing.open_form": lambda d, one: reviewing.open_form(d, one.id),
    "reviewing.glimpse": glimpse,
    "reviewing.pick": lambda d, one: reviewing.pick(d, one.id, one.version, "PP_KT2"),
    "reviewing.propose": lambda d, one: reviewing.propose(d, one.id, one.version, OTHER),
    "reviewing.comment": lambda d, one: reviewing.comment(d, one.id, one.version, AGREED),
    "reviewing.send_back": lambda d, one: reviewing.send_back(
        d, one.id, one.version, "Sửa lại mục 2."
    ),
    "together.agree": lambda d, one: together.agree(d, [(one.id, one.version)], AGREED),
    "together.decide": lambda d, one: together.decide(d, [(one.id, one.version)], AGREED),
    "preparing.set_points": lambda d, one: preparing.set_points(d, one.id, one.version, OTHER),
    "preparing.deduct": lambda d, one: preparing.deduct(d, one.id, one.version, LATE),
    "preparing.set_term": lambda d, one: preparing.set_term(
        d, one.id, one.version, "e", Fraction(1), "Đoàn kết."
    ),
    "preparing.choose_class": lambda d, one: preparing.choose_class(d, one.id, one.version, "C"),
    "preparing.give_reason": lambda d, one: preparing.give_reason(d, one.id, one.version, "Vì."),
    "preparing.start_over": lambda d, one: preparing.start_over(d, one.id, one.version),
    "deciding.decide": lambda d, one: deciding.decide(d, one.id, one.version),
    "deciding.not_rate": lambda d, one: deciding.not_rate(d, one.id, one.version, "Nghỉ ốm."),
    "deciding.undo": lambda d, one: deciding.undo(d, one.id),
}

PREPARING = {"preparing.set_points", "preparing.deduct", "preparing.choose_class"} | {
    "preparing.give_reason",
    "preparing.start_over",
    "deciding.not_rate",
    "deciding.decide",
}


@dataclass(frozen=True)
class Stage:
    """A state of the form, the instant of the walk, and who may do what in it."""

    now: dt.datetime
    allowed: dict[str, set[str]]


def stage(now: dt.datetime, *rights: tuple[set[str], set[str]]) -> Stage:
    allowed = {"reviewing.glimpse": READERS}
    for verbs, roles in rights:
        allowed |= dict.fromkeys(verbs, roles)
    return Stage(now=now, allowed=allowed)


READING = {"reviewing.open_form"}
COMMENTING = {"reviewing.propose", "reviewing.comment", "reviewing.send_back"}
STAGES = {
    "draft": stage(
        SENT,
        ({"scoring.change", "scoring.submit"} | READING, {"subject"}),
        ({"deciding.not_rate"}, DECIDERS),
    ),
    "submitted": stage(
        COMMENTED,
        ({"scoring.withdraw"}, {"subject"}),
        ({"deciding.not_rate"}, DECIDERS),
        (COMMENTING | {"together.agree"}, COMMENTERS),
        (READING, READERS),
    ),
    "returned": stage(
        COMMENTED,
        ({"scoring.change", "scoring.submit"}, {"subject"}),
        ({"deciding.not_rate"}, DECIDERS),
        (READING, READERS),
    ),
    "commented": stage(DECIDED, (PREPARING | {"together.decide"}, DECIDERS), (READING, READERS)),
    "decided": stage(
        DECIDED,
        ({"deciding.undo"}, {"decider"}),
        (PREPARING - {"deciding.not_rate", "deciding.decide"}, DECIDERS),
        (READING, READERS),
    ),
    "missing": stage(
        october(26, 10),
        (PREPARING - {"deciding.decide", "preparing.choose_class"}, DECIDERS),  # no points yet
        (READING, READERS),
    ),
}


async def reach(office: Office, state: str) -> Evaluation:
    """The form of the subject in *state*, everything at its maximum and all work done."""
    await office.reorganise({"delegate": DELEGATIONS})
    await office.work("PP_KT1", SUBJECT, 10)
    one = await office.draft(SUBJECT, SENT)
    if state == "draft":
        return one
    if state == "missing":
        await office.do(SYSTEM, october(25), closing.close_due)
        return await office.form(one.id)
    one = await office.do(SUBJECT, SENT, lambda d: own_form.submit(d, one.id, one.version))
    if state == "submitted":
        return one
    if state == "returned":
        return await office.do(
            "PP_KT1", SENT, lambda d: reviewing.send_back(d, one.id, one.version, "Thiếu.")
        )
    one = await office.do(
        "PP_KT1", COMMENTED, lambda d: reviewing.comment(d, one.id, one.version, AGREED)
    )
    if state == "commented":
        return one
    return await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))


class Tried(Exception):
    """Leaves the transaction so that every cell starts from the same form."""


async def outcome(office: Office, role: str, verb: str, one: Evaluation, now: dt.datetime) -> str:
    async def act(desk: Desk) -> None:
        await VERBS[verb](desk, one)
        raise Tried

    try:
        await office.do(ROLES[role], now, act)
    except Tried:
        return "done"
    except errors.WardError as fault:
        return fault.code
    raise AssertionError("an act ended neither way")


@pytest.fixture(params=list(STAGES))
async def case(
    request: pytest.FixtureRequest, office_template: Path, tmp_path: Path
) -> AsyncIterator[tuple[Office, str]]:
    copy = shutil.copy(office_template, tmp_path / "matrix.db")
    storage = engine.create_storage(f"sqlite+aiosqlite:///{copy}")
    yield Office(storage), request.param
    await storage.dispose()


async def test_only_the_entitled_one_succeeds(
    case: tuple[Office, str], snapshot: SnapshotAssertion
) -> None:
    office, state = case
    one = await reach(office, state)
    assert one.state == state
    found = {
        verb: {role: await outcome(office, role, verb, one, STAGES[state].now) for role in ROLES}
        for verb in VERBS
    }
    done = {
        verb: {role for role, said in row.items() if said == "done"} for verb, row in found.items()
    }
    assert {verb: roles for verb, roles in done.items() if roles} == STAGES[state].allowed
    assert drawn(state, found) == snapshot


def drawn(state: str, found: dict[str, dict[str, str]]) -> str:
    lines = [f"form: {state}"]
    for verb, row in found.items():
        lines.append(verb)
        lines += [f"  {role:<28}{said}" for role, said in row.items()]
    return "\n".join(lines)


def test_every_public_verb_stands_in_the_matrix() -> None:
    reads = {"mine", "form_of", "open_draft", "own", "last_month"} | {
        "inbox",
        "principals",
        "role_of",
        "acting",
        "holds",
        "outlook",
        "can_decide",
        "open_to",
        "comments_too",
        "in_hand",
        "drop_deduction",
        "decided_this_month",
        "to_comment",
        "to_decide",
    }
    modules = {
        "scoring": own_form,
        "reviewing": reviewing,
        "deciding": deciding,
        "preparing": preparing,
        "together": together,
    }
    public = {
        f"{name}.{verb}"
        for name, module in modules.items()
        for verb, value in vars(module).items()
        if inspect.iscoroutinefunction(value)
        and value.__module__ == module.__name__
        and not verb.startswith("_")
        and verb not in reads
    }
    assert public == set(VERBS)
