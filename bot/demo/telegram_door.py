"""The front door of the simulated server: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.demo import telegram_request
from bot.demo.telegram_calls import OUTWARD, CallLog, Faults
from bot.demo.telegram_methods import Methods
from bot.demo.telegram_request import BotApiError, Json, Params
from bot.demo.telegram_state import World

DOWNLOAD = "file"
"""How a download is named in the log, and to the switches that make calls go wrong."""

CarryOut = Callable[[str, Params], Awaitable[tuple[int, Json | bytes]]]


class Door:
    def __init__(
        self, token: str, world: World, log: CallLog, faults: Faults, methods: Methods
    ) -> None:
        self.stopped = asyncio.Event()
        self._token = token
        self._world = world
        self._log = log
        self._faults = faults
        self._methods = methods

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route(verb, path, handler)
            for path, handler in (
                (r"/bot{token:[^/]+}/{method:[^/]*}", self._bot_call),
                (r"/file/bot{token:[^/]+}/{path:.*}", self._download),
                (r"/{rest:.*}", self._unknown),
            )
            for verb in ("GET", "POST")
        ]

    async def _bot_call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self._token:
            return _respond(401, BotApiError(401, "Unauthorized").envelope())
        try:
            params = await telegram_request.read(request)
        except BotApiError as error:
            params, early = Params(), error
        except web.HTTPRequestEntityTooLarge:
            params, early = Params(), BotApiError(413, "Request Entity Too Large")
        else:
            return await self._carry_out(request, method, params, self._methods.call)
        call = self._log.open(OUTWARD, method, params)
        self._log.close(call, early.status, early.envelope())
        return _respond(early.status, early.envelope())

    async def _carry_out(
        self, request: web.Request, method: str, params: Params, carry_out: CarryOut
    ) -> web.StreamResponse:
        call = self._log.open(OUTWARD, method, params)
        status: int | None = None
        answer: Json | bytes | None = None
        try:
            await self._wait(method, params)
            refused = self._faults.take(method, params, lambda fault: fault.error is not None)
            dropped = self._faults.take(method, params, lambda fault: fault.drops)
            if refused is not None and refused.error is not None:
                status, answer = refused.error.status, refused.error.envelope()
            elif dropped is None or dropped.executes:
                status, answer = await carry_out(method, params)
            if dropped is None and status is not None and answer is not None:
                return _respond(status, answer)
        finally:
            shown = f"{len(answer)} bytes" if isinstance(answer, bytes) else answer
            self._log.close(call, status, shown)
        if dropped is not None and dropped.hangs:
            await self.stopped.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _wait(self, method: str, params: Params) -> None:
        fault = self._faults.take(method, params, lambda f: f.hold is not None or f.delay > 0)
        if fault is not None and fault.hold is not None:
            fault.hold.arrived.set()
            await fault.hold.released.wait()
        seconds = fault.delay if fault is not None else 0.0
        if method.lower() != "getupdates":
            seconds += self._faults.latency
        if seconds:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self.stopped.wait()

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._token:
            return _respond(401, BotApiError(401, "Unauthorized").envelope())
        path = request.match_info["path"]
        params = Params(values={"file_path": path}, raw=path)
        return await self._carry_out(request, DOWNLOAD, params, self._file)

    async def _file(self, _method: str, params: Params) -> tuple[int, Json | bytes]:
        """Only what getFile has told the path of."""
        for file in self._world.files.values():
            if file.is_ready and file.path == params.text("file_path"):
                return 200, file.body
        return 404, BotApiError(404, "Not Found").envelope()

    async def _unknown(self, _: web.Request) -> web.Response:
        return _respond(404, BotApiError(404, "Not Found").envelope())


def _respond(status: int, answer: Json | bytes) -> web.Response:
    if isinstance(answer, bytes):
        return web.Response(status=status, body=answer, content_type="application/octet-stream")
    headers = {}
    if "parameters" in answer:
        headers["Retry-After"] = str(answer["parameters"]["retry_after"])
    text = json.dumps(answer, ensure_ascii=False)
    return web.Response(status=status, text=text, content_type="application/json", headers=headers)
