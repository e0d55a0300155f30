"""Fixtures of the tests of the simulated Telegram server; a module asks by `pytest_plugins`."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.demo.telegram_phone import Phone
from bot.demo.telegram_server import TelegramServer
from tests.demo.telegram_client import LAN, TOKEN, Listener, RawBot, listener, raw_bot


@pytest.fixture(name="telegram_server")
async def _server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(
        TOKEN, webhook_retry_first=0.01, webhook_retry_max=0.02, split_wait=0.05
    ) as server:
        yield server


@pytest.fixture(name="raw")
async def _raw(telegram_server: TelegramServer) -> AsyncIterator[RawBot]:
    async with raw_bot(telegram_server) as raw:
        yield raw


@pytest.fixture(name="lan")
async def _lan(telegram_server: TelegramServer) -> Phone:
    """A phone that pressed START; the update of that press is already confirmed."""
    lan = telegram_server.phone(LAN, "Nguyễn Thị Lan")
    await lan.start()
    telegram_server.updates.drop_all()
    return lan


@pytest.fixture(name="webhook")
async def _webhook() -> AsyncIterator[Listener]:
    async with listener() as webhook:
        yield webhook
