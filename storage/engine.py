"""Opens the database a URL names and hands out units of work over it."""

from __future__ import annotations

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.sqlite import OneHopDbapi
from storage.staff import StaffCache
from storage.unit_of_work import OneWriter, SqlUnitOfWork

_READERS = 4
_WAIT_SECONDS = 60


class SqlStorage:
    """The :class:`core.ports.Storage` of a database. Dispose of it when done."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, *, one_writer: bool) -> None:
        self._writer = writer
        self._reader = reader
        self._one_writer = OneWriter() if one_writer else None
        self._staff = StaffCache()

    def write(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._writer, self._staff, writes=True, writer=self._one_writer)

    def read(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._reader, self._staff, writes=False, writer=None)

    async def dispose(self) -> None:
        if self._one_writer is not None:
            await self._one_writer.close()
        await self._writer.dispose()
        await self._reader.dispose()


def create_storage(url: str) -> SqlStorage:
    """Over ``sqlite+aiosqlite:///FILE`` or ``postgresql+asyncpg://…``; nothing is opened yet.

    ``ValueError`` for any other database. The schema must be there: see :mod:`storage.migrate`.
    """
    backend = make_url(url).drivername
    if backend == "sqlite+aiosqlite":
        return SqlStorage(_sqlite(url, writes=True), _sqlite(url, writes=False), one_writer=True)
    if backend == "postgresql+asyncpg":
        engine = create_async_engine(
            url, hide_parameters=True, pool_size=10, pool_timeout=_WAIT_SECONDS
        )
        reader = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        return SqlStorage(engine, reader, one_writer=False)
    raise ValueError(f"not a database this runs on: {backend}")


def _sqlite(url: str, *, writes: bool) -> AsyncEngine:
    """One connection for all writers: they queue in this process, not by polling the file."""
    return create_async_engine(
        url,
        hide_parameters=True,
        module=OneHopDbapi(writes=writes),
        pool_size=1 if writes else _READERS,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
    )
