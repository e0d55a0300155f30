"""A demo that stands still, the bot played by a test, and a server for the page of phones."""

from __future__ import annotations

import asyncio
import socket
import struct
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Locator, Page

from bot.demo import page as demo_page

TOKEN = "1:demo-page"
SPECIALIST, DEPUTY, HEAD, SECRETARY = 31, 12, 11, 1
START = datetime(2026, 10, 22, 8, 30, tzinfo=demo_page.VIETNAM)
CLOSING = datetime(2026, 10, 25, tzinfo=demo_page.VIETNAM)
PEOPLE = tuple(
    demo_page.DemoPerson(
        code=code, name=name, title=title, unit=unit, user_id=user_id, default=user_id > 1
    )
    for code, name, title, unit, user_id in (
        ("P031", "Nguyễn Thị Minh Hằng", "Chuyên viên", "Văn phòng Đảng ủy", 31),
        ("P012", "Trần Văn Đức", "Phó Chánh Văn phòng", "Văn phòng Đảng ủy", 12),
        ("P011", "Lê Thu Hà", "Chánh Văn phòng", "Văn phòng Đảng ủy", 11),
        ("P001", "Phạm Quang Vinh", "Bí thư Đảng ủy", "Đảng ủy phường", 1),
    )
)


@dataclass
class StandingClock:
    """A demo whose clock stands still unless moved; `moves` are the instants it was moved to."""

    at: datetime = START
    closing: tuple[str, datetime] | None = ("Tự đánh giá", CLOSING)
    moves: list[datetime] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def month(self) -> str:
        return "2026-10"

    def people(self) -> Sequence[demo_page.DemoPerson]:
        return PEOPLE

    def next_closing(self) -> tuple[str, datetime] | None:
        return self.closing

    async def move(self, to: datetime) -> None:
        self.moves.append(to)
        self.at = to


class Bot:
    """The bot, played by the test: its calls cross the wire, its updates come by getUpdates."""

    def __init__(self, session: aiohttp.ClientSession, api: str) -> None:
        self._session, self._api, self._offset = session, api, 0

    async def call(self, method: str, **params: object) -> Any:
        """The result; the description where the call is refused."""
        async with self._session.post(f"{self._api}/{method}", json=params) as response:
            answer = await response.json()
        return answer["result"] if answer["ok"] else answer["description"]

    async def say(self, chat_id: int, text: str, *rows: list[tuple[str, str]]) -> int:
        """Send *text* with inline buttons of (label, data); the message's id."""
        keys = [[{"text": label, "callback_data": data} for label, data in row] for row in rows]
        markup = {"reply_markup": {"inline_keyboard": keys}} if keys else {}
        sent = await self.call(
            "sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **markup
        )
        return int(sent["message_id"])

    async def upload(self, chat_id: int, name: str, body: bytes, kind: str = "document") -> None:
        """*kind* ``document`` or ``photo``."""
        form = aiohttp.FormData({"chat_id": str(chat_id), "caption": name})
        form.add_field(kind, body, filename=name)
        async with self._session.post(f"{self._api}/send{kind.title()}", data=form) as response:
            response.raise_for_status()

    async def next_update(self, kind: str) -> Any:
        """The payload of the next update, which must be of this kind; waits at most 5 s."""
        got = await self.call("getUpdates", offset=self._offset, limit=1, timeout=5)
        assert [key for update in got for key in update if key != "update_id"] == [kind]
        self._offset = got[0]["update_id"] + 1
        return got[0][kind]


def phone(page: Page, user_id: int) -> Locator:
    return page.locator(f'.phone[data-user="{user_id}"]')


def drawn(width: int, height: int) -> bytes:
    """A PNG that a browser can draw: a yard at noon, more or less."""
    rows = bytearray()
    for y in range(height):
        sky = y < height * 0.6
        pixel = bytes((90 + 100 * y // height, 160, 230)) if sky else bytes((70, 120 + y % 40, 60))
        rows += b"\0" + pixel * width
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    packed = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """The origin of *app* on a free port of the loopback."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, log_level="error", ws="none", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
        listener.close()
