"""The hand-written ward of ``cases/routes.toml``, with a case's changes laid over it."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from core import authority_table, people

CASES = Path(__file__).parent / "cases" / "routes.toml"
RULES = Path(people.__file__).parent / "rules" / "authority.toml"
Raw = dict[str, Any]


def rules() -> str:
    return RULES.read_text(encoding="utf-8")


def table() -> authority_table.AuthorityTable:
    return authority_table.load(rules())


def book() -> Raw:
    return tomllib.loads(CASES.read_text(encoding="utf-8"))


def unit(row: list[str]) -> people.Unit:
    code, name, block, kind, parent, list_to = row
    return people.Unit(
        code=code, name=name, block=block, kind=kind, parent=parent or None, list_to=list_to
    )


def post(
    row: list[Any], since: dt.date, assigned: dict[str, str], ended: dict[str, dt.date]
) -> people.Post:
    person, position, unit_code, labour, in_charge, *second = row
    return people.Post(
        person=person,
        unit=unit_code,
        position=position,
        labour=labour,
        pool="professional",
        main=not second,
        in_charge=assigned.get(person, in_charge) or None,
        valid_from=since,
        valid_to=ended.get(person),
    )


def delegation(row: list[Any], since: dt.date) -> people.Delegation:
    giver, receiver, act, *days = row
    return people.Delegation(
        giver=giver,
        receiver=receiver,
        act=act,
        valid_from=days[0] if days else since,
        valid_to=days[1] if days else None,
        document="QĐ 01",
    )


def organisation(raw: Raw, change: Raw | None = None) -> people.Organisation:
    change = change or {}
    since: dt.date = raw["since"]
    gone = change.get("without", [])
    assigned = dict(change.get("assign", []))
    ended = dict(change.get("ended", []))
    rows = [row for row in raw["posts"] if row[0] not in gone] + change.get("add", [])
    codes = dict.fromkeys(row[0] for row in raw["posts"] + change.get("add", []))
    charges = [row for row in raw["charges"] if row[1] not in change.get("uncharge", [])]
    return people.Organisation(
        units=[unit(row) for row in raw["units"]],
        people=[people.Person(code=code, name=f"Tên {code}") for code in codes],
        posts=[post(row, since, assigned, ended) for row in rows],
        charges=[
            people.FieldCharge(leader=leader, unit=code, valid_from=since)
            for leader, code in charges
        ],
        delegations=[delegation(row, since) for row in change.get("delegate", [])],
    )
