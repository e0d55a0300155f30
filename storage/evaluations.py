"""Evaluations: one JSON document a row, beside the columns that lists ask for."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import errors
from core.evaluation import COMMENTED, MISSING, SUBMITTED, Evaluation
from core.months import Month
from storage import codec, dialects
from storage.hot import HotStatement
from storage.tables import evaluation as table

_READ = select(table.c.id, table.c.version, table.c.document)
_BY_ID = HotStatement(_READ.where(table.c.id == bindparam("wanted")))
_OF = HotStatement(
    _READ.where(table.c.person == bindparam("who"), table.c.month == bindparam("wanted"))
)
_SAVE = HotStatement(
    update(table)
    .where(table.c.id == bindparam("stored_id"), table.c.version == bindparam("stored_version"))
    .returning(table.c.id),
    keys=[column.name for column in table.c if column.name != "id"],
)
_PICK = "pick"


def _value(row: Sequence[Any]) -> Evaluation:
    own_id, version, document = row
    raw = orjson.loads(document)
    raw["id"], raw["version"] = own_id, version
    return codec.restore(Evaluation, raw)  # type: ignore[no-any-return]


def _columns(value: Evaluation) -> dict[str, Any]:
    decision = value.decision
    document = codec.plain(value)
    del document["id"], document["version"]
    return {
        "person": value.person,
        "month": value.month,
        "form": value.form,
        "state": value.state,
        "version": value.version,
        "commenter": value.commenter,
        "decider": value.decider,
        "waits_for_pick": _waits_for_pick(value),
        "submitted_at": value.submission.at if value.submission else None,
        "decided_at": decision.at if decision else None,
        "decided_by": decision.by if decision else None,
        "document": orjson.dumps(document).decode(),
    }


def _waits_for_pick(value: Evaluation) -> bool:
    return value.route is not None and any(one.kind == _PICK for one in value.route.commenter)


class SqlEvaluations:
    """What one transaction read by id or saved is not read again in it.

    On PostgreSQL somebody else may commit meanwhile; then *save* is refused, as it would be
    for a writer who came a moment later.
    """

    def __init__(self, connection: AsyncConnection, *, writes: bool) -> None:
        self._connection = connection
        self._alone = writes and connection.dialect.name == "sqlite"
        self._known: dict[int, Evaluation] = {}

    async def get(self, evaluation_id: int) -> Evaluation | None:
        known = self._known.get(evaluation_id)
        return known or await self._one(_BY_ID, {"wanted": evaluation_id})

    async def of(self, person: str, month: Month) -> Evaluation | None:
        return await self._one(_OF, {"who": person, "wanted": month})

    async def add(self, evaluation: Evaluation) -> Evaluation:
        fresh = dataclasses.replace(evaluation, version=1)
        adding = dialects.insert(self._connection, table).on_conflict_do_nothing(
            index_elements=[table.c.person, table.c.month]
        )
        found = await self._connection.execute(adding.returning(table.c.id), _columns(fresh))
        new_id: int | None = found.scalar()
        if new_id is None:
            raise errors.Stale("evaluation", person=fresh.person, month=str(fresh.month))
        return dataclasses.replace(fresh, id=new_id)

    async def save(self, evaluation: Evaluation) -> Evaluation:
        saved = dataclasses.replace(evaluation, version=evaluation.version + 1)
        values = _columns(saved)
        values["stored_id"], values["stored_version"] = evaluation.id, evaluation.version
        if not await self._write(values, self._known.pop(evaluation.id, None)):
            raise errors.Stale("evaluation", id=evaluation.id, version=evaluation.version)
        self._known[saved.id] = saved
        return saved

    async def _write(self, values: dict[str, Any], known: Evaluation | None) -> bool:
        certain = known is not None and known.version == values["stored_version"]
        if self._alone and certain and _SAVE.ahead(self._connection, values):
            return True  # this transaction read that version and holds SQLite's only write lock
        return bool(await _SAVE.rows(self._connection, values))

    async def of_people(self, people: Collection[str], month: Month) -> tuple[Evaluation, ...]:
        return await self._all(
            _READ.where(table.c.person.in_(people), table.c.month == month).order_by(
                table.c.person
            )
        )

    async def people_of(self, month: Month) -> frozenset[str]:
        found = await self._connection.execute(
            select(table.c.person).where(table.c.month == month)
        )
        return frozenset(found.scalars())

    async def to_comment(self, commenters: Collection[str]) -> tuple[Evaluation, ...]:
        return await self._all(
            _READ.where(table.c.commenter.in_(commenters), table.c.state == SUBMITTED).order_by(
                table.c.submitted_at, table.c.id
            )
        )

    async def to_decide(self, deciders: Collection[str]) -> tuple[Evaluation, ...]:
        open_states = (SUBMITTED, COMMENTED, MISSING)
        return await self._all(
            _READ.where(table.c.decider.in_(deciders), table.c.state.in_(open_states)).order_by(
                table.c.submitted_at.nulls_last(), table.c.id
            )
        )

    async def to_pick(self, deciders: Collection[str]) -> tuple[Evaluation, ...]:
        return await self._all(
            _READ.where(
                table.c.decider.in_(deciders),
                table.c.state == SUBMITTED,
                table.c.waits_for_pick,
            ).order_by(table.c.submitted_at, table.c.id)
        )

    async def decided_by(self, decider: str, since: datetime) -> tuple[Evaluation, ...]:
        return await self._all(
            _READ.where(table.c.decided_by == decider, table.c.decided_at >= since).order_by(
                table.c.decided_at.desc(), table.c.id.desc()
            )
        )

    async def in_states(self, month: Month, states: Collection[str]) -> tuple[Evaluation, ...]:
        return await self._all(
            _READ.where(table.c.month == month, table.c.state.in_(states)).order_by(table.c.person)
        )

    async def months_in(self, states: Collection[str]) -> tuple[Month, ...]:
        asked = select(table.c.month).distinct().where(table.c.state.in_(states))
        found = await self._connection.execute(asked)
        return tuple(sorted(found.scalars()))

    async def _one(self, query: HotStatement, values: dict[str, Any]) -> Evaluation | None:
        rows = await query.rows(self._connection, values)
        if not rows:
            return None
        found = _value(rows[0])
        self._known[found.id] = found
        return found

    async def _all(self, query: Select[Any]) -> tuple[Evaluation, ...]:
        return tuple([_value(row) for row in await self._connection.execute(query)])
