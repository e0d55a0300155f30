"""Checks the audit chain.

A changed, removed, inserted or reordered line breaks the chain where it stands. The removal of
the newest lines leaves a sound shorter chain: that is found by the heads printed on papers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

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
    count, last, missing = 0, NO_HASH, set(printed) - {NO_HASH}
    async with storage.read() as unit:
        while rows := (
            await unit.connection.execute(
                select(table).where(table.c.seq > count).order_by(table.c.seq).limit(_BATCH)
            )
        ).all():
            for row in rows:
                if not _follows(row._asdict(), count, last):
                    return Verification(
                        ok=False,
                        count=count,
                        head=last,
                        broken_at=count + 1,
                        missing=tuple(sorted(missing)),
                    )
                count, last = row.seq, row.hash
                missing.discard(last)
    return Verification(ok=not missing, count=count, head=last, missing=tuple(sorted(missing)))


def _follows(row: Mapping[str, Any], before: int, last: str) -> bool:
    return bool(
        row["seq"] == before + 1 and row["previous"] == last and row["hash"] == digest(last, row)
    )
