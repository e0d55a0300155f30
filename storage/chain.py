"""Checks the audit chain.

A changed, removed, inserted or reordered line breaks the chain where it stands. The removal of
the newest lines leaves a sound shorter chain: that is found by the heads printed on papers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from storage.audit import HEAD, NO_HASH, digest
from storage.engine import SqlStorage
from storage.tables import audit as table

_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """*head* is the last sound hash, *broken_at* the first line that does not follow.

    *missing* are the printed heads that the chain does not hold.
    """

    ok: bool
    count: int
    head: str
    broken_at: int | None = None
    missing: tuple[str, ...] = ()


async def head(storage: SqlStorage) -> str:
    """The hash that stands for everything so far; zeros while nothing was audited."""
    async with storage.read() as unit:
        last = (await unit.connection.execute(HEAD)).first()
    return last.hash if last else NO_HASH


async def verify(storage: SqlStorage, printed: Collection[str] = ()) -> Verification:
    """Walk the whole chain; *printed* are heads from papers, which must be links of it."""
    count, last, missing, batch = 0, NO_HASH, set(printed) - {NO_HASH}, _BATCH
    async with storage.read() as unit:
        lines = (await unit.connection.execute(select(func.count()).select_from(table))).scalar()
        while True:
            try:
                rows = (await unit.connection.execute(_after(count, batch))).all()
            except ValueError:  # a value that is not even of its type; which line holds it?
                if batch == 1:
                    return _verdict(count, last, missing, broken_at=count + 1)
                batch = 1
                continue
            if not rows:
                break
            for row in rows:
                if not _follows(row._asdict(), count, last):
                    return _verdict(count, last, missing, broken_at=count + 1)
                count, last = row.seq, row.hash
                missing.discard(last)
    # A line numbered below the first stands outside the walk.
    return _verdict(count, last, missing, broken_at=None if lines == count else 0)


def _after(count: int, batch: int) -> Select[Any]:
    return select(table).where(table.c.seq > count).order_by(table.c.seq).limit(batch)


def _verdict(count: int, last: str, missing: set[str], broken_at: int | None) -> Verification:
    return Verification(
        ok=broken_at is None and not missing,
        count=count,
        head=last,
        broken_at=broken_at,
        missing=tuple(sorted(missing)),
    )


def _follows(row: Mapping[str, Any], before: int, last: str) -> bool:
    return bool(
        row["seq"] == before + 1 and row["previous"] == last and row["hash"] == digest(last, row)
    )
