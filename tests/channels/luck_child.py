"""``python -m bot`` in a process of its own, that can be killed."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo import sample
from bot.demo.telegram_server import TelegramServer
from tests.channels.luck_stage import HOST, POLLING, SECRET, TOKEN, WEBHOOK, eventually


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class Child:
    """``python -m bot serve`` in a process of its own, that can be killed."""

    def __init__(self, file: Path, server: TelegramServer, mode: str, log: Path) -> None:
        self.mode = mode
        self.port = free_port()
        self._server = server
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._env = {
            **os.environ,
            "DANHGIA_DATABASE_URL": f"sqlite+aiosqlite:///{file}",
            "DANHGIA_TELEGRAM_TOKEN": TOKEN,
            "DANHGIA_TELEGRAM_API": server.base_url,
            "DANHGIA_TELEGRAM_SECRET": SECRET,
            "DANHGIA_CLOCK": sample.OPENS.isoformat(),
        }
        if mode == WEBHOOK:
            self._env["DANHGIA_PUBLIC_URL"] = f"http://{HOST}:{self.port}"

    @property
    def written(self) -> str:
        """All that it has said so far, on both streams."""
        return self._log.read_text(encoding="utf-8")

    async def spawn(self, **env: str) -> None:
        flags = ["--polling"] if self.mode == POLLING else []
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "serve", "--port", str(self.port), *flags),
                env={**self._env, **env},
                stdout=log,
                stderr=log,
            )

    async def start(self) -> None:
        await self.spawn()
        async with aiohttp.ClientSession() as session:

            async def is_ready() -> bool:
                with suppress(aiohttp.ClientConnectionError):
                    async with session.get(f"http://{HOST}:{self.port}/readyz") as answer:
                        return answer.status == 200
                return False

            await eventually(is_ready, 20)

    async def kill(self) -> None:
        """At once: nothing is flushed and nothing is said."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def ended(self) -> int:
        assert self._process is not None
        async with asyncio.timeout(20):
            return await self._process.wait()


async def danhgia(file: Path, *words: str) -> Any:
    """What the command prints, as JSON."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        env={**os.environ, "DANHGIA_DATABASE_URL": f"sqlite+aiosqlite:///{file}"},
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(printed)
