from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, pool
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrate, tables

T = TypeVar("T")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"
        return
    ready: str = request.getfixturevalue("postgres_ready")
    migrate.downgrade(ready, "base")
    yield ready
    migrate.upgrade(ready)


def asked(url: str, question: Callable[[Connection], T]) -> T:
    async def run() -> T:
        engine = create_async_engine(url, poolclass=pool.NullPool)
        async with engine.connect() as connection:
            found = await connection.run_sync(question)
        await engine.dispose()
        return found

    return asyncio.run(run())


def table_names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, tables.metadata))


def test_the_migrated_schema_is_the_schema_of_the_tables(empty: str) -> None:
    migrate.upgrade(empty)
    assert asked(empty, differences) == []
    assert asked(empty, table_names) == set(tables.metadata.tables)


def test_migrations_go_up_down_and_up(empty: str) -> None:
    migrate.upgrade(empty)
    migrate.downgrade(empty, "base")
    assert asked(empty, table_names) == set()
    migrate.upgrade(empty)
    migrate.upgrade(empty)  # nothing left to do is no fault
    assert asked(empty, differences) == []
