"""The page's side door, `/sim/...`: phones to touch, the log to watch, switches to flip."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from aiohttp import web

from bot.demo import telegram_pictures, telegram_request
from bot.demo.telegram_phone import CannotDoThatError, Phone
from bot.demo.telegram_request import Json, Upload
from bot.demo.telegram_webhook import LOOPBACK

if TYPE_CHECKING:
    from bot.demo.telegram_server import TelegramServer

WAIT_AT_MOST = 50.0


def is_loopback_origin(origin: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme in {"http", "https"} and parts.hostname in LOOPBACK


@web.middleware
async def guard(request: web.Request, handler: Any) -> web.StreamResponse:
    """Pages of this machine only: another origin, or a name that only looks local, is refused."""
    if not request.path.startswith("/sim/"):
        answered: web.StreamResponse = await handler(request)
        return answered
    origin = request.headers.get("Origin", "")
    host = urlsplit(f"//{request.host}").hostname
    if host not in LOOPBACK or (origin and not is_loopback_origin(origin)):
        raise web.HTTPForbidden(text="loopback pages only")
    response = web.Response() if request.method == "OPTIONS" else await handler(request)
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Vary"] = "Origin"
    return response


def _answer(value: Any) -> web.Response:
    return web.json_response(value)


def _number(request: web.Request, name: str) -> float:
    with contextlib.suppress(ValueError):
        return float(request.query.get(name, 0))
    return 0.0


class Control:
    def __init__(self, server: TelegramServer) -> None:
        self._server = server

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sim/phones", self._phones),
            web.get("/sim/phone/{user_id:[0-9]+}", self._phone),
            web.post("/sim/phone/{user_id:[0-9]+}/{action}", self._act),
            web.get("/sim/calls", self._calls),
            web.post("/sim/fail", self._fail),
            web.post("/sim/redeliver", self._redeliver),
            web.get("/sim/file/{unique_id}/{name}", self._file),
            web.options("/sim/{rest:.*}", self._phones),
        ]

    async def _phones(self, _: web.Request) -> web.Response:
        return _answer(
            [
                {
                    "user_id": account.id,
                    "name": account.name,
                    "unread": account.unread,
                    "blocked": account.blocked,
                    "started": account.started,
                }
                for account in self._server.world.accounts.values()
            ]
        )

    def _require_phone(self, request: web.Request) -> Phone:
        user_id = int(request.match_info["user_id"])
        if user_id not in self._server.world.accounts:
            raise web.HTTPNotFound(text="no such phone")
        return self._server.phone(user_id)

    async def _phone(self, request: web.Request) -> web.Response:
        phone = self._require_phone(request)
        wait = min(_number(request, "wait"), WAIT_AT_MOST)
        since = int(_number(request, "since"))
        typing_left = phone.account.typing_until - self._server.world.now()
        wait = min(wait, typing_left) if typing_left > 0 else wait
        await self._server.world.signal.until(
            lambda: phone.version > since or self._server.is_stopping, wait
        )
        phone.read()
        return _answer(phone.snapshot())

    async def _act(self, request: web.Request) -> web.Response:
        phone = self._require_phone(request)
        action = request.match_info["action"]
        try:
            if action in GIVES:
                done = await GIVES[action](phone, *await _file_and_caption(request))
            else:
                done = await act(phone, action, await _body(request))
        except CannotDoThatError as error:
            return web.json_response({"ok": False, "error": str(error)}, status=409)
        return _answer({"ok": True, "result": done, "version": phone.version})

    async def _calls(self, request: web.Request) -> web.Response:
        log = self._server.log
        since = int(_number(request, "since"))
        wait = min(_number(request, "wait"), WAIT_AT_MOST)
        await self._server.world.signal.until(
            lambda: log.version > since or self._server.is_stopping, wait
        )
        news = [call.as_json() for call in log.calls if call.n > since]
        return _answer({"version": log.version, "calls": news})

    async def _fail(self, request: web.Request) -> web.Response:
        body = await _body(request)
        self._server.fail_next(
            body.get("method"),
            body.get("chat_id"),
            status=int(body.get("status", 429)),
            retry_after=int(body.get("retry_after", 3)),
            times=int(body.get("times", 1)),
        )
        return _answer({"ok": True})

    async def _redeliver(self, request: web.Request) -> web.Response:
        try:
            update_id = self._server.redeliver((await _body(request)).get("update_id"))
        except LookupError as error:
            return web.json_response({"ok": False, "error": str(error)}, status=404)
        return _answer({"ok": True, "update_id": update_id})

    async def _file(self, request: web.Request) -> web.Response:
        unique_id = request.match_info["unique_id"]
        for file in self._server.world.files.values():
            if file.unique_id == unique_id:
                picture = telegram_pictures.type_of(file.body) if file.kind == "photo" else None
                how = "inline" if picture else "attachment"
                headers = {
                    "Content-Disposition": f"{how}; filename*=UTF-8''{quote(file.name)}",
                    "X-Content-Type-Options": "nosniff",
                }
                shown_as = picture or "application/octet-stream"
                return web.Response(body=file.body, content_type=shown_as, headers=headers)
        raise web.HTTPNotFound(text="no such file")


async def _body(request: web.Request) -> Json:
    """A JSON object sent as JSON: a form of another site cannot send that unasked."""
    if not request.can_read_body:
        return {}
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="application/json only")
    try:
        body = await request.json()
    except ValueError as error:
        raise web.HTTPBadRequest(text="not JSON") from error
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="not a JSON object")
    return body


async def act(phone: Phone, action: str, body: Json) -> Any:
    """One thumb's act by its name on the wire; raises CannotDoThatError, 404 for an unknown one."""
    message_id, data = int(body.get("message_id") or 0), str(body.get("data", ""))
    acts: dict[str, Callable[[], Awaitable[Any]]] = {
        "start": lambda: phone.start(body.get("param")),
        "send": lambda: phone.send(str(body.get("text", ""))),
        "press": lambda: phone.press_button(message_id, data),
        "double": lambda: phone.double_tap(message_id, data),
        "forge": lambda: phone.forge(data, message_id),
        "contact": lambda: phone.share_contact(own=bool(body.get("own", True))),
        "sticker": phone.send_sticker,
        "voice": phone.send_voice,
        "block": phone.block,
        "unblock": phone.unblock,
    }
    if action not in acts:
        raise web.HTTPNotFound(text="no such action")
    return await acts[action]()


async def _file_and_caption(request: web.Request) -> tuple[Upload, str]:
    """Of a form with a part named `file`: another site's form is refused by its origin."""
    if request.content_type != "multipart/form-data":
        raise web.HTTPUnsupportedMediaType(text="multipart/form-data only")
    params = await telegram_request.read(request)
    if "file" not in params.files:
        raise web.HTTPBadRequest(text="no part named file")
    return params.files["file"], params.text("caption")


async def _give_document(phone: Phone, file: Upload, caption: str) -> int:
    return await phone.send_document(file.name, file.body, caption)


async def _give_photo(phone: Phone, file: Upload, caption: str) -> int:
    return await phone.send_photo(file.body, caption)


GIVES: dict[str, Callable[[Phone, Upload, str], Awaitable[int]]] = {
    "document": _give_document,
    "photo": _give_photo,
}
