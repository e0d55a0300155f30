"""Who may do what on whose work, in every state of it: nobody but the entitled one.

Every public verb of working, accepting and assigning, and the month as it stands, as every kind
of person. The matrix is kept as text; who succeeds in it is asserted from a rule written here by
hand.
"""

from __future__ import annotations

import datetime as dt
import inspect
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from core import errors, tasks
from core.months import Month
from core.taskflow import Verdict
from core.tasks import Done, Evidence, TaskItem
from core.usecases import (
    accepting,
    assigning,
    deciding,
    evidencing,
    monthviews,
    reviewing,
    working,
)
from core.usecases.assigning import Order
from core.usecases.desk import Desk
from storage import engine
from tests.core.office import AGREED, DECIDED, Office, october
from tests.core.test_authority_matrix import DELEGATIONS, ROLES, SUBJECT, Tried

NOW, DUE = october(16), october(17)
ACCEPTING, FROZEN = october(25, 10), october(26, 10)

LEADERS = {"commenter", "decider"}
DECIDERS = {"decider", "delegate of the decider"}
OWNER = {"subject"}
READERS = OWNER | LEADERS | DECIDERS
WITH_A_POST = set(ROLES) - {"stranger", "nobody logged in"}

Verb = Callable[[Desk, TaskItem], Awaitable[object]]


def order(item: TaskItem, quantity: int = 3) -> Order:
    return Order(item="", name="Việc", quantity=quantity, due=item.due, origin=tasks.ADHOC)


def proof(desk: Desk) -> Evidence:
    return Evidence(
        kind=tasks.LINK, name="a", at=desk.now, by=desk.actor, link=f"https://a.vn/{desk.actor}"
    )


def done(desk: Desk) -> Done:
    return Done(day=min(desk.now, NOW).date())


LATER = october(22, 17)
WHY = "Theo phân công."
VERBS: dict[str, Verb] = {
    "working.open_item": lambda d, one: working.open_item(d, one.id),
    "evidencing.evidence_file": lambda d, one: evidencing.evidence_file(d, one.id, 0),
    "working.note_line": lambda d, one: working.note_line(d, order(one), ""),
    "working.change_line": lambda d, one: working.change_line(d, one.id, one.version, order(one)),
    "working.keep_asking": lambda d, one: working.keep_asking(
        d, one.id, one.version, order(one), "item"
    ),
    "working.drop_line": lambda d, one: working.drop_line(d, one.id, one.version),
    "working.hand_in": lambda d, one: working.hand_in(d, one.id, one.version, 1, done(d)),
    "working.take_back": lambda d, one: working.take_back(d, one.id, one.version),
    "working.ask_extension": lambda d, one: working.ask_extension(
        d, one.id, one.version, LATER, WHY
    ),
    "evidencing.attach": lambda d, one: evidencing.attach(d, one.id, proof(d)),
    "working.ask_excuse": lambda d, one: working.ask_excuse(d, one.id, one.version, 1, WHY),
    "accepting.approve": lambda d, one: accepting.approve(d, one.id, one.version),
    "accepting.amend": lambda d, one: accepting.amend(d, one.id, one.version, order(one)),
    "accepting.refuse": lambda d, one: accepting.refuse(d, one.id, one.version, WHY),
    "accepting.review": lambda d, one: accepting.review(
        d, one.id, one.version, len(one.deliveries), Verdict(accepted=1), WHY
    ),
    "accepting.add_fault": lambda d, one: accepting.add_fault(
        d, one.id, one.version, None, WHY, WHY
    ),
    "accepting.move_due": lambda d, one: accepting.move_due(d, one.id, one.version, LATER, WHY),
    "accepting.deny_extension": lambda d, one: accepting.deny_extension(
        d, one.id, one.version, WHY
    ),
    "accepting.cancel": lambda d, one: accepting.cancel(d, one.id, one.version, WHY),
    "accepting.hand_over": lambda d, one: accepting.hand_over(
        d, one.id, one.version, "KCT_KT", LATER, WHY
    ),
    "accepting.assign": lambda d, one: accepting.assign(d, one.person, order(one)),
    "accepting.answer_excuse": lambda d, one: accepting.answer_excuse(
        d, one.id, one.version, 0, confirmed=True, said=""
    ),
    "assigning.assign": lambda d, one: assigning.assign(d, one.person, order(one)),
    "assigning.reorder": lambda d, one: assigning.reorder(
        d, one.id, quantity=one.assigned + 1, due=one.due, reason=WHY
    ),
    "assigning.cancel": lambda d, one: assigning.cancel(d, one.id, WHY),
    "assigning.own_follower": lambda d, one: assigning.own_follower(d, one.id),
    "monthviews.of": lambda d, one: monthviews.of(d, one.person, Month(2026, 10)),
}

ALWAYS = {"working.note_line": WITH_A_POST, "evidencing.attach": OWNER}
ASSIGNING = dict.fromkeys({"accepting.assign", "assigning.assign"}, LEADERS)
LED = dict.fromkeys({"assigning.own_follower"}, LEADERS) | {"monthviews.of": READERS}
READ = dict.fromkeys({"working.open_item", "evidencing.evidence_file"}, READERS)
SHAPING = {"accepting.move_due", "assigning.reorder"}
TAKING_AWAY = {"accepting.cancel", "accepting.hand_over", "assigning.cancel"}
JUDGING = {"accepting.review", "accepting.add_fault"}


@dataclass(frozen=True)
class Stage:
    """The instant of the walk, and who may do what in it."""

    now: dt.datetime
    allowed: dict[str, set[str]]


OPEN = ALWAYS | ASSIGNING | LED | READ
STAGES = {
    "draft": Stage(
        NOW,
        ALWAYS
        | ASSIGNING
        | LED
        | dict.fromkeys(
            {
                "working.open_item",
                "evidencing.evidence_file",
                "working.change_line",
                "working.keep_asking",
                "working.drop_line",
            },
            OWNER,
        ),
    ),
    "proposed": Stage(
        NOW,
        OPEN
        | dict.fromkeys({"working.change_line", "working.drop_line"}, OWNER)
        | dict.fromkeys({"accepting.approve", "accepting.amend", "accepting.refuse"}, LEADERS),
    ),
    "assigned, more time asked": Stage(
        NOW,
        OPEN
        | dict.fromkeys({"working.hand_in", "working.ask_extension"}, OWNER)
        | dict.fromkeys(SHAPING | TAKING_AWAY | {"accepting.deny_extension"}, LEADERS),
    ),
    "handed in": Stage(
        NOW,
        OPEN
        | dict.fromkeys({"working.hand_in", "working.take_back"}, OWNER)
        | dict.fromkeys(SHAPING | {"accepting.review"}, LEADERS),
    ),
    "in part accepted, a cause asked": Stage(
        october(19),
        ALWAYS
        | LED
        | READ
        | dict.fromkeys({"working.hand_in", "working.ask_excuse"}, OWNER)
        | dict.fromkeys({"accepting.add_fault", "accepting.hand_over"}, LEADERS)
        | {"accepting.move_due": LEADERS, "accepting.answer_excuse": DECIDERS},
    ),
    "waiting when the self step has closed": Stage(
        ACCEPTING,
        LED
        | READ
        | dict.fromkeys({"evidencing.attach", "working.ask_excuse"}, OWNER)
        | dict.fromkeys(JUDGING, LEADERS),
    ),
    "waiting when the comment step has closed": Stage(
        FROZEN, LED | READ | dict.fromkeys(JUDGING, DECIDERS) | {"working.ask_excuse": OWNER}
    ),
    "decided": Stage(DECIDED, LED | READ),
}


async def reach(office: Office, state: str) -> TaskItem:
    """Work of the subject in *state*, with a proof in each."""
    await office.reorganise({"delegate": DELEGATIONS})
    item = await _begun(office, state)
    kept = await office.do(
        SUBJECT,
        NOW,
        lambda d: evidencing.keep_file(d, tasks.FILE, "a.pdf", "application/pdf", b"a"),
    )
    return await office.do(SUBJECT, NOW, lambda d: evidencing.attach(d, item.id, kept))


async def _begun(office: Office, state: str) -> TaskItem:
    if state in {"draft", "proposed"}:
        line = Order(item="", name="Việc", quantity=3, due=DUE, origin=tasks.ADHOC)
        question = "item" if state == "draft" else ""
        return await office.do(SUBJECT, NOW, lambda d: working.note_line(d, line, question))
    item = await office.assign("PP_KT1", SUBJECT, 3, due=DUE, now=NOW)
    if state.startswith("assigned"):
        return await office.do(
            SUBJECT, NOW, lambda d: working.ask_extension(d, item.id, item.version, LATER, WHY)
        )
    if state == "handed in":
        return await office.hand_in(item, 1, NOW)
    return await _judged(office, item, state)


async def _judged(office: Office, item: TaskItem, state: str) -> TaskItem:
    """Two of three accepted, both late; a cause asked for one of them."""
    late = october(18)
    await office.hand_in(item, 2, late)
    one = await office.review("PP_KT1", item, 2, late)
    if state.startswith("in part"):
        return await office.do(
            SUBJECT, late, lambda d: working.ask_excuse(d, one.id, one.version, 0, WHY)
        )
    if state != "decided":
        return await office.hand_in(item, 1, late)
    form = await office.send(SUBJECT)
    commented = await office.do(
        "PP_KT1", october(21), lambda d: reviewing.comment(d, form.id, form.version, AGREED)
    )
    await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, form.id, commented.version))
    return one


async def outcome(office: Office, role: str, verb: str, one: TaskItem, now: dt.datetime) -> str:
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
    found = {
        verb: {role: await outcome(office, role, verb, one, STAGES[state].now) for role in ROLES}
        for verb in VERBS
    }
    done_by = {
        verb: {role for role, said in row.items() if said == "done"} for verb, row in found.items()
    }
    assert {verb: roles for verb, roles in done_by.items() if roles} == STAGES[state].allowed
    assert await office.item(one.id) == one
    assert drawn(state, found) == snapshot


def drawn(state: str, found: dict[str, dict[str, str]]) -> str:
    lines = [f"work: {state}"]
    for verb, row in found.items():
        lines.append(verb)
        for said in dict.fromkeys(row.values()):
            roles = ", ".join(role for role in row if row[role] == said)
            lines.append(f"  {said}: {roles}")
    return "\n".join(lines)


def test_every_public_verb_stands_in_the_matrix() -> None:
    of_ones_own = {"mine", "inbox", "keep_file", "kept_file", "leads_many"} | {
        "remember_note",
        "as_evidence",
    }
    asked_by_the_others = {"own", "roles_in", "check_undecided", "is_decided", "prepared"} | {
        "unit_of",
        "catalogue_for",
        "product_of",
    }
    modules = {
        "working": working,
        "evidencing": evidencing,
        "accepting": accepting,
        "assigning": assigning,
        "monthviews": monthviews,
    }
    public = {
        f"{name}.{verb}"
        for name, module in modules.items()
        for verb, value in vars(module).items()
        if inspect.iscoroutinefunction(value)
        and value.__module__ == module.__name__
        and not verb.startswith("_")
        and verb not in of_ones_own | asked_by_the_others
    }
    assert public == set(VERBS)
