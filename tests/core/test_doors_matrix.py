"""Who gets past the door of every verb about a unit, a week, an absence, a roster: default deny.

A cell is the code of the refusal, or *in*: past the question of the right, whatever else the
verb says then about its object. Who is in is asserted from a rule written here by hand; the
matrix is kept as text. Forms, work and papers have matrices of their own, by state.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from core import errors
from core.usecases.desk import Desk
from storage import engine
from tests.core.doors import ADMINISTRATOR, DOORS, NOW, ROLES, Thing, Verb
from tests.core.office import Office
from tests.core.test_authority_matrix import Tried

RIGHTS = frozenset(
    {
        "absence.not-yours",
        "absence.not-approver",
        "absence.no-form",
        "admin.not-yours",
        "admin.whole-ward",
        "admin.own",
        "catalogue.not-shell",
        "gaps.not-yours",
        "list.changed",
        "not-administrator",
        "not-direct-leader",
        "paper.not-shell",
        "person",
        "post",
        "unit.not-collector",
        "unit.not-head",
        "unit.not-reader",
        "unit.not-writer",
        "week.not-own",
    }
)
"""Refusals of whoever has no part in the thing. All others come after the door."""


async def outcome(office: Office, actor: str, verb: Verb, thing: Thing) -> str:
    async def act(desk: Desk) -> None:
        await verb(replace(desk, administrators=frozenset({ADMINISTRATOR})), thing)
        raise Tried

    try:
        await office.do(actor, NOW, act)
    except Tried:
        return "in"
    except errors.WardError as fault:
        return fault.code if fault.code in RIGHTS else f"in ({fault.code})"
    raise AssertionError("an act ended neither way")


@pytest.fixture(params=list(DOORS))
async def case(
    request: pytest.FixtureRequest, office_template: Path, tmp_path: Path
) -> AsyncIterator[tuple[Office, str]]:
    copy = shutil.copy(office_template, tmp_path / "doors.db")
    storage = engine.create_storage(f"sqlite+aiosqlite:///{copy}")
    yield Office(storage), request.param
    await storage.dispose()


async def test_only_who_has_a_part_in_it_gets_in(
    case: tuple[Office, str], snapshot: SnapshotAssertion
) -> None:
    office, name = case
    doors = DOORS[name]
    thing = await doors.thing(office)
    found = {
        verb: {role: await outcome(office, actor, act, thing) for role, actor in ROLES.items()}
        for verb, act in doors.verbs.items()
    }
    inside = {
        verb: {role for role, said in row.items() if said.startswith("in")}
        for verb, row in found.items()
    }
    assert inside == doors.inside
    assert drawn(found) == snapshot


def drawn(found: Mapping[str, Mapping[str, str]]) -> str:
    lines = []
    for verb, row in found.items():
        lines.append(verb)
        for said in dict.fromkeys(row.values()):
            roles = ", ".join(role for role in row if row[role] == said)
            lines.append(f"  {said}: {roles}")
    return "\n".join(lines)
