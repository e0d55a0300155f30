"""Every contract test runs on both databases."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage import engine, migrate, tables


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "ward.db"
    migrate.upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_ready(postgres: str) -> str:
    migrate.upgrade(postgres)
    return postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a database with every table and no row."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        return f"sqlite+aiosqlite:///{shutil.copy(template, tmp_path / 'ward.db')}"
    ready: str = request.getfixturevalue("postgres_ready")
    _empty(ready)
    return ready


@pytest.fixture
async def storage(url: str) -> AsyncIterator[engine.SqlStorage]:
    opened = engine.create_storage(url)
    yield opened
    await opened.dispose()


@pytest.fixture
async def other(url: str) -> AsyncIterator[engine.SqlStorage]:
    """A second process, as far as the database can tell."""
    opened = engine.create_storage(url)
    yield opened
    await opened.dispose()


def _empty(url: str) -> None:
    async def run() -> None:
        connecting = create_async_engine(url, poolclass=pool.NullPool)
        names = ", ".join(f'"{name}"' for name in tables.metadata.tables)
        async with connecting.begin() as connection:
            await connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        await connecting.dispose()

    asyncio.run(run())
