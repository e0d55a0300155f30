"""Fixtures of the tests of bad input and bad luck; a module asks by `pytest_plugins`."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import app as composition
from bot.demo import sample
from bot.settings import Settings
from tests.channels import luck_stage
from tests.channels.luck_stage import ADDRESSES, POLLING, WEBHOOK, Stage


@pytest.fixture(scope="session")
def linked_template(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample ward, every chat linked, nothing in the outbox: copy it, never open it."""
    file = luck_stage.copied(sample_template, tmp_path_factory.mktemp("linked"))

    async def link_all() -> None:
        ward = composition.build_ward(Settings(database_url=f"sqlite+aiosqlite:///{file}"))
        async with ward.storage.write() as store:
            for person, address in ADDRESSES.items():
                await store.chats.link("telegram", str(address), person, sample.OPENS)
            await store.commit()
        await ward.storage.dispose()

    asyncio.run(link_all())
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE outbox SET state = 'dropped' WHERE state = 'waiting'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return file


@pytest.fixture(params=[WEBHOOK, POLLING])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def stage(linked_template: Path, tmp_path: Path, mode: str) -> AsyncIterator[Stage]:
    async with luck_stage.running(linked_template, tmp_path, mode) as made:
        yield made


@pytest.fixture
async def hooked(linked_template: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """By webhook only, for what only a webhook has."""
    async with luck_stage.running(linked_template, tmp_path, WEBHOOK) as made:
        yield made
