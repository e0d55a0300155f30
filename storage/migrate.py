"""Brings a database to a revision of the schema. Synchronous: for the command, not for a loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, make_url, pool
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.sqlite import OneHopDbapi

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """All migrations up to *revision* in one transaction; a failure leaves the schema as it was."""
    asyncio.run(_with_config(url, lambda config: command.upgrade(config, revision)))


def downgrade(url: str, revision: str) -> None:
    """Back to *revision*; ``base`` leaves nothing, data included."""
    asyncio.run(_with_config(url, lambda config: command.downgrade(config, revision)))


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


async def _with_config(url: str, work: Callable[[Config], None]) -> None:
    engine = _engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(lambda sync: work(configuration(sync)))
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    if make_url(url).get_backend_name() == "sqlite":
        return create_async_engine(url, module=OneHopDbapi(writes=True), poolclass=pool.NullPool)
    return create_async_engine(url, poolclass=pool.NullPool)
