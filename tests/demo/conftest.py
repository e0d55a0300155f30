"""A page of phones in front of the simulated Telegram, and a browser that looks at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.demo import page as demo_page
from bot.demo.telegram_server import TelegramServer
from tests.demo.page_parts import PEOPLE, TOKEN, Bot, StandingClock, served

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture
def control() -> StandingClock:
    return StandingClock()


@pytest_asyncio.fixture(loop_scope="module")
async def sim(control: StandingClock) -> AsyncIterator[TelegramServer]:
    """The simulated Telegram with the phones of all `PEOPLE`; nobody has pressed START."""
    async with TelegramServer(TOKEN, control.now, flood=None) as server:
        for person in PEOPLE:
            server.phone(person.user_id, person.name)
        yield server


@pytest_asyncio.fixture(loop_scope="module")
async def page_bot(sim: TelegramServer) -> AsyncIterator[Bot]:
    """The bot, already started by the first three people."""
    async with aiohttp.ClientSession() as session:
        played = Bot(session, f"{sim.base_url}/bot{TOKEN}")
        for person in PEOPLE[:3]:
            await sim.phone(person.user_id).start()
            await played.next_update("message")
        yield played


@pytest_asyncio.fixture(loop_scope="module")
async def page_url(control: StandingClock, sim: TelegramServer) -> AsyncIterator[str]:
    async with served(demo_page.create_page(control, sim.base_url)) as origin:
        yield origin


# One browser for the module: a start of Chromium costs a second.
@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, page_bot: Bot, page_url: str) -> AsyncIterator[Page]:
    """The page at 1600×1000, its chats drawn; any error in the console fails the test."""
    opened = await browser.new_page(viewport={"width": 1600, "height": 1000})
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on(
        "console",
        lambda message: troubles.append(message.text) if message.type == "error" else None,
    )
    await opened.goto(page_url)
    for at in range(3):
        await opened.locator(".phone").nth(at).locator(".from-user").wait_for()
    yield opened
    await opened.close()
    refused = ("400 (Bad Request)", "409 (Conflict)")
    assert [text for text in troubles if not any(words in text for words in refused)] == []
