"""The audit: lines gathered in a transaction, chained by hash as the last thing in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ports import AuditEntry
from storage import codec
from storage.tables import audit as table

NO_HASH = "0" * 64
_CHAIN_LOCK = 7_230_116
HEAD = select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)


class SqlAudit:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._waiting: list[AuditEntry] = []

    async def append(self, entries: Sequence[AuditEntry]) -> None:
        self._waiting.extend(entries)

    async def seal(self) -> None:
        """Chain what was gathered; the last thing before the commit that releases the lock."""
        if not self._waiting:
            return
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(
                text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CHAIN_LOCK}
            )
        last = (await self._connection.execute(HEAD)).first()
        seq, head = (last.seq, last.hash) if last else (0, NO_HASH)
        rows = []
        for entry in self._waiting:
            seq += 1
            row = _columns(entry, seq, head)
            head = row["hash"]
            rows.append(row)
        await self._connection.execute(insert(table), rows)
        self._waiting.clear()


def _columns(entry: AuditEntry, seq: int, previous: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "seq": seq,
        "at": entry.at,
        "actor": entry.actor,
        "act": entry.act,
        "subject": entry.subject,
        "channel": entry.channel,
        "facts": codec.canonical(dict(entry.facts)),
    }
    return {**row, "previous": previous, "hash": digest(previous, row)}


def digest(previous: str, row: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, over the hash before and the canonical line with its number."""
    at: datetime = row["at"]
    line = codec.canonical(
        {
            "seq": row["seq"],
            "at": at.astimezone(UTC).isoformat(),
            "actor": row["actor"],
            "act": row["act"],
            "subject": row["subject"],
            "channel": row["channel"],
            "facts": orjson.Fragment(row["facts"]),
        }
    )
    return hashlib.sha256(f"{previous}{line}".encode()).hexdigest()
