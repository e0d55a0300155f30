"""What only some machines have: asked for by fixture, skipped naming what is missing.

``DANHGIA_TEST_REQUIRE=postgres,chromium`` turns such a skip into a failure.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import make_url, pool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot import app as composition
from bot.demo import run
from bot.settings import Settings

SERVER = os.environ.get(
    "DANHGIA_TEST_POSTGRES", "postgresql+asyncpg://postgres@127.0.0.1:5432/postgres"
)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def lack(name: str, what: str) -> NoReturn:
    """End the test that needs *name*: skipped, or failed where *name* is required."""
    required = os.environ.get("DANHGIA_TEST_REQUIRE", "").split(",")
    if name in [one.strip() for one in required]:
        pytest.fail(f"{name} is required: {what}", pytrace=False)
    pytest.skip(f"{name}: {what}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this session's own."""
    name = f"danhgia_test_{uuid.uuid4().hex[:12]}"
    try:
        _on_server(f'CREATE DATABASE "{name}"')
    except (OSError, DBAPIError) as fault:
        lack("postgres", f"no server at {SERVER} (DANHGIA_TEST_POSTGRES): {fault}")
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The executable of the browser that the channel tests drive."""
    for name in _BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    lack("chromium", f"none of {', '.join(_BROWSERS)} on the PATH")


def _on_server(statement: str) -> None:
    async def run() -> None:
        engine = create_async_engine(SERVER, isolation_level="AUTOCOMMIT", poolclass=pool.NullPool)
        async with engine.connect() as connection:
            await connection.execute(text(statement))
        await engine.dispose()

    asyncio.run(run())


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample ward at the demo's opening instant, in one SQLite file: copy it, never open it."""
    file = tmp_path_factory.mktemp("sample") / "sample.db"
    settings = Settings(database_url=f"sqlite+aiosqlite:///{file}")
    composition.prepare(settings)
    asyncio.run(run.fill_sample(settings))
    with sqlite3.connect(file) as connection:  # all of it in one file
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return file
