"""Statements of every tap, compiled once and run without SQLAlchemy where that is safe.

On SQLite a statement's cost is Python and the hop to the driver's thread, so these skip the
first and share the second. On PostgreSQL they run like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ClauseElement, Dialect, Executable
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.compiler import SQLCompiler

from storage.sqlite import OneHopConnection


@dataclass(frozen=True, slots=True)
class _Compiled:
    """*constants* are the values that the statement itself brings."""

    sql: str
    binds: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    constants: Mapping[str, Any]

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        every = {**self.constants, **values}
        return [
            every[name] if convert is None else convert(every[name])
            for name, convert in self.binds
        ]


class HotStatement:
    """*keys* are the columns that an UPDATE sets by parameters of their names.

    Rows come as the driver gives them: select only what needs no conversion.
    """

    def __init__(self, statement: Executable, keys: Collection[str] = ()) -> None:
        self._statement = statement
        self._keys = list(keys) or None
        self._compiled: _Compiled | None = None

    async def rows(
        self, connection: AsyncConnection, values: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        driver = _driver(connection)
        if driver is None:
            return (await connection.execute(self._statement, values)).all()
        ready = self._for(connection.dialect)
        sql, arguments = ready.sql, ready.arguments(values)
        return (await driver.hop_async(lambda raw: raw.execute(sql, arguments)))[3]

    def ahead(self, connection: AsyncConnection, values: Mapping[str, Any]) -> bool:
        """Leave it to the next hop; False where that is not possible and nothing was done."""
        driver = _driver(connection)
        if driver is None:
            return False
        ready = self._for(connection.dialect)
        driver.run_ahead(ready.sql, ready.arguments(values))
        return True

    def _for(self, dialect: Dialect) -> _Compiled:
        if self._compiled is None:
            self._compiled = _compile(self._statement, dialect, self._keys)
        return self._compiled


def _compile(statement: Executable, dialect: Dialect, keys: list[str] | None) -> _Compiled:
    compiled = cast("ClauseElement", statement).compile(dialect=dialect, column_keys=keys)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError(f"not a statement: {statement!r}")
    binds = compiled.binds
    return _Compiled(
        sql=str(compiled),
        binds=tuple(
            (name, binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        ),
        constants={name: bind.value for name, bind in binds.items() if not bind.required},
    )


def _driver(connection: AsyncConnection) -> OneHopConnection | None:
    if connection.sync_connection is None:
        return None
    found = connection.sync_connection.connection.dbapi_connection
    return found if isinstance(found, OneHopConnection) else None
