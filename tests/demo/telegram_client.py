"""Raw HTTP against the simulated server, so that no library is kinder than the wire."""

from __future__ import annotations

import asyncio
import io
import json
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from bot.demo.telegram_server import TelegramServer

TOKEN = "12345:demo"
LAN = 1001
STRANGER = 1002
NOBODY = 9999


def png(width: int, height: int, body: bytes = b"\0" * 400) -> bytes:
    """The head of a picture with these measures; a browser could not draw it."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + body


@dataclass
class RawBot:
    session: aiohttp.ClientSession
    base: str

    async def call(self, method: str, /, **params: Any) -> tuple[int, Any]:
        """HTTP status, and the result or the description; bytes are uploaded as parts."""
        form = aiohttp.FormData()
        for name, value in params.items():
            if isinstance(value, bytes):
                form.add_field(name, io.BytesIO(value), filename=f"{name}.pdf")
            else:
                form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        async with self.session.post(f"{self.base}/{method}", data=form) as response:
            body = await response.json()
        assert body["ok"] is (response.status == 200)
        if body["ok"]:
            return response.status, body["result"]
        assert body["error_code"] == response.status
        return response.status, body["description"]

    async def done(self, method: str, /, **params: Any) -> Any:
        status, result = await self.call(method, **params)
        assert status == 200, result
        return result


@asynccontextmanager
async def raw_bot(server: TelegramServer) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(session, f"{server.base_url}/bot{TOKEN}")


@dataclass
class Listener:
    """A webhook that answers each delivery with the next scripted reply, then with 200."""

    replies: list[tuple[int, Any]] = field(default_factory=list)
    received: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    @property
    def ids(self) -> list[int]:
        return [update["update_id"] for update in self.received]

    async def take(self, request: web.Request) -> web.Response:
        self.received.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status, body = self.replies.pop(0) if self.replies else (200, None)
        await self.gate.wait()
        if body is None:
            return web.Response(status=status, headers=self.headers)
        return web.json_response(body, status=status)


@asynccontextmanager
async def listener() -> AsyncIterator[Listener]:
    webhook = Listener()
    webhook.gate.set()
    app = web.Application()
    app.router.add_post("/hook", webhook.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    webhook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield webhook
    finally:
        await runner.cleanup()
