"""One transaction with a repository for each family of values."""

from __future__ import annotations

import asyncio
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core import ports
from storage.audit import SqlAudit
from storage.chats import SqlChats
from storage.evaluations import SqlEvaluations
from storage.links import SqlLinks
from storage.notebook import SqlFiles, SqlNotebook
from storage.outbox import SqlOutbox
from storage.planning import SqlAbsences, SqlCatalogues, SqlPlans, SqlSchedules
from storage.staff import SqlStaff, StaffCache
from storage.tasks import SqlTasks


class OneWriter:
    """SQLite's one writer: units take turns, first come first served, which a pool does not do.

    The connection stays open between them: checking it out and in again is dear.
    """

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.connection: AsyncConnection | None = None

    async def close(self) -> None:
        kept, self.connection = self.connection, None
        if kept is not None:
            await kept.close()


class SqlUnitOfWork:
    """Usable inside ``async with`` only. Leaving it without :meth:`commit` rolls back."""

    evaluations: ports.Evaluations
    tasks: ports.Tasks
    catalogues: ports.Catalogues
    plans: ports.Plans
    schedules: ports.Schedules
    absences: ports.Absences
    files: ports.Files
    notebook: ports.Notebook
    staff: ports.Staff
    chats: ports.Chats
    links: ports.Links
    outbox: ports.Outbox
    audit: ports.Audit

    def __init__(
        self, engine: AsyncEngine, staff: StaffCache, *, writes: bool, writer: OneWriter | None
    ) -> None:
        self._engine = engine
        self._writes = writes
        self._writer = writer
        self._cache = staff

    async def __aenter__(self) -> Self:
        if self._writer is not None:
            await self._writer.turn.acquire()
        try:
            self._connection = connection = await self._connect()
            await connection.begin()  # so that a commit reaches also what ran beside SQLAlchemy
        except BaseException:
            self._leave()
            raise
        self._committed = False
        self._chain = SqlAudit(connection)
        self.audit = self._chain
        self.evaluations = SqlEvaluations(connection, writes=self._writes)
        self.tasks = SqlTasks(connection)
        self._open_planning(connection)
        self.staff = staff = SqlStaff(connection, self._cache)
        self.chats = SqlChats(connection, writes=self._writes, saw_revision=staff.saw_revision)
        self.links = SqlLinks(connection)
        self.outbox = SqlOutbox(connection)
        return self

    def _open_planning(self, connection: AsyncConnection) -> None:
        self.catalogues = SqlCatalogues(connection)
        self.plans = SqlPlans(connection)
        self.schedules = SqlSchedules(connection)
        self.absences = SqlAbsences(connection)
        self.files = SqlFiles(connection)
        self.notebook = SqlNotebook(connection)

    @property
    def connection(self) -> AsyncConnection:
        """For the rest of this room; nobody else speaks SQL."""
        return self._connection

    async def commit(self) -> None:
        """Once; nothing is written after it."""
        if self._committed:
            raise RuntimeError("this unit of work was committed already")
        await self._chain.seal()
        await self._connection.commit()
        self._committed = True

    async def __aexit__(self, *exc: object) -> None:
        try:
            if self._committed:
                await self._part()
            else:  # shielded: a cancelled task must not leave its write lock behind
                await asyncio.shield(self._connection.close())
        finally:
            self._leave()

    async def _connect(self) -> AsyncConnection:
        if self._writer is None or self._writer.connection is None:
            return await self._engine.connect()
        kept, self._writer.connection = self._writer.connection, None
        return kept

    async def _part(self) -> None:
        if self._writer is None or self._connection.in_transaction():
            await self._connection.close()
        else:
            self._writer.connection = self._connection

    def _leave(self) -> None:
        if self._writer is not None:
            self._writer.turn.release()
