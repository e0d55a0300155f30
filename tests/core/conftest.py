"""The small ward in a database of its own for each test."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import engine, migrate
from tests.core.office import Office


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("office") / "ward.db"
    url = f"sqlite+aiosqlite:///{file}"
    migrate.upgrade(url)
    asyncio.run(_people_in(url))
    with sqlite3.connect(file) as connection:  # all of it in one file
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return file


async def _people_in(url: str) -> None:
    storage = engine.create_storage(url)
    await Office(storage).reorganise({})
    await storage.dispose()


@pytest.fixture
async def office(office_template: Path, tmp_path: Path) -> AsyncIterator[Office]:
    copy = shutil.copy(office_template, tmp_path / "ward.db")
    storage = engine.create_storage(f"sqlite+aiosqlite:///{copy}")
    yield Office(storage)
    await storage.dispose()
