"""aiosqlite with one hop to its thread for a statement instead of four.

SQLAlchemy's adapter opens, runs, fetches and closes a cursor in a hop each; here all of it, and
the BEGIN before a transaction's first statement, is one function run in the thread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util import await_

BUSY_SECONDS = 10
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)

Work = Callable[[sqlite3.Connection], sqlite3.Cursor | None]
Found = tuple[Any, int, int | None, list[Any]]  # description, row count, last id, rows
_NOTHING: Found = (None, -1, None, [])


class OneHopCursor:
    """DBAPI cursor whose rows are all there once a statement ran."""

    server_side = False
    arraysize = 1

    def __init__(self, connection: OneHopConnection) -> None:
        self._adapter = connection
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._rows: list[Any] = []

    def execute(self, operation: str, parameters: Sequence[Any] = ()) -> OneHopCursor:
        return self._run(lambda raw: raw.execute(operation, parameters or ()))

    def executemany(self, operation: str, parameters: Sequence[Sequence[Any]]) -> OneHopCursor:
        return self._run(lambda raw: raw.executemany(operation, parameters))

    def _run(self, work: Work) -> OneHopCursor:
        found = self._adapter.hop(work)
        self.description, self.rowcount, self.lastrowid, self._rows = found
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        size = self.arraysize if size is None else size
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[Any]:
        taken, self._rows = self._rows, []
        return taken

    def setinputsizes(self, *sizes: Any) -> None:
        """Part of the DBAPI; SQLite has no sizes."""

    async def _async_soft_close(self) -> None:
        """The rows are here and the cursor is closed already."""

    def close(self) -> None:
        self._rows = []


class OneHopConnection(AsyncAdapt_aiosqlite_connection):
    """Begins by itself with *begin*; rolls back only what was begun."""

    __slots__ = ("_ahead", "_begun", "begin")

    def __init__(self, dbapi: Any, connection: Any, begin: str) -> None:
        super().__init__(dbapi, connection)
        self.begin = begin
        self._begun = False
        self._ahead: list[tuple[str, Sequence[Any]]] = []

    def cursor(self, server_side: bool = False) -> Any:
        return OneHopCursor(self)

    def hop(self, work: Work) -> Found:
        try:
            return await_(self.hop_async(work))
        except Exception as error:  # noqa: BLE001  handed on, translated, always raised
            self._handle_exception(error)

    async def hop_async(self, work: Work) -> Found:
        """The same without SQLAlchemy between; errors are those of :mod:`sqlite3`."""
        goes_on, ahead = self._begun, self._ahead
        # Set before the hop: a task cancelled meanwhile must still roll back what its hop began.
        self._begun, self._ahead = True, []

        def run() -> Found:
            raw: sqlite3.Connection = driver._conn  # noqa: SLF001  no public name; locked version
            if not goes_on:
                raw.execute(self.begin)
            elif not raw.in_transaction:  # never on, statement by statement, without one
                raise sqlite3.OperationalError("the transaction is over")
            for sql, values in ahead:
                raw.execute(sql, values)
            cursor = work(raw)
            if cursor is None:
                return _NOTHING
            rows = cursor.fetchall() if cursor.description else []
            found = (cursor.description, cursor.rowcount, cursor.lastrowid, rows)
            cursor.close()
            return found

        driver = self._connection
        return await driver._execute(run)  # type: ignore[no-any-return]  # noqa: SLF001

    def run_ahead(self, sql: str, values: Sequence[Any]) -> None:
        """Run as part of the next hop, before it; for what gives no rows and cannot fail."""
        self._ahead.append((sql, values))

    def commit(self) -> None:
        if self._begun or self._ahead:
            try:
                self.hop(sqlite3.Connection.commit)
            except BaseException:  # nobody else rolls back after a commit that failed, and the
                self.rollback()  # next one on this connection would keep half of a turn
                raise
            self._begun = False

    def rollback(self) -> None:
        self._ahead = []
        if self._begun:
            super().rollback()
            self._begun = False


class OneHopDbapi(AsyncAdapt_aiosqlite_dbapi):
    """The module object given to SQLAlchemy: its connections all write, or all only read.

    Writers take the lock as they begin: a reader that turned into a writer would fail at once.
    """

    def __init__(self, *, writes: bool) -> None:
        super().__init__(aiosqlite, sqlite3)
        self._writes = writes

    def connect(self, *args: Any, **options: Any) -> OneHopConnection:
        begin = "BEGIN IMMEDIATE" if self._writes else "BEGIN"
        pragmas = _PRAGMAS if self._writes else (*_PRAGMAS, "PRAGMA query_only=ON")
        return OneHopConnection(self, await_(_opened(pragmas, *args, **options)), begin)


async def _opened(pragmas: Sequence[str], *args: Any, **options: Any) -> aiosqlite.Connection:
    connecting = aiosqlite.connect(
        *args, **{**options, "isolation_level": None, "timeout": BUSY_SECONDS}
    )
    # A process may end without closing; its data is safe, so its thread must not hold it back.
    connecting._thread.daemon = True  # noqa: SLF001
    connection = await connecting
    for pragma in pragmas:
        await connection.execute_fetchall(pragma)
    return connection
