"""Delivery by webhook: in order in a chat, side by side otherwise, again until a 2xx comes."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.demo.telegram_calls import INWARD, CallLog
from bot.demo.telegram_request import RAW_SHOWN, Json, Params, bad_request, from_object
from bot.demo.telegram_state import World
from bot.demo.telegram_updates import Pending, UpdateQueue, read_allowed

PORTS = (443, 80, 88, 8443)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
RETRY_AFTER_AT_MOST = 3600.0
GONE_FOR = 23 * 3600.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
NOT_IN_A_REPLY = ("get", "setwebhook", "deletewebhook")

Execute = Callable[[str, Params], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSpeeds:
    """Seconds: the first pause after a failure, the longest, and the wait for an answer."""

    retry_first: float = 1.0
    retry_max: float = 60.0
    timeout: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Of one delivery; `status` None when nothing was answered, `pause` from Retry-After."""

    status: int | None = None
    answer: str = ""
    is_json: bool = False
    pause: float | None = None
    problem: str = ""


class Webhook:
    def __init__(
        self,
        world: World,
        queue: UpdateQueue,
        log: CallLog,
        execute: Execute,
        speeds: WebhookSpeeds,
    ) -> None:
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self._world = world
        self._queue = queue
        self._log = log
        self._execute = execute
        self._speeds = speeds
        self._error: Json = {}
        self._gone_since: float | None = None
        self._deliveries: set[asyncio.Task[None]] = set()

    def set(self, params: Params) -> str:
        url = params.text("url")
        if not url:
            return self.delete(params)
        _check_url(url)
        secret = params.text("secret_token")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
            raise bad_request("secret token contains unallowed characters")
        allowed = read_allowed(params)
        self._queue.allowed = self._queue.allowed if allowed is None else allowed
        self.max_connections = min(max(params.integer("max_connections", 40), 1), 100)
        self.url, self.secret, self._error, self._gone_since = url, secret, {}, None
        if params.flag("drop_pending_updates"):
            self._queue.drop_all()
        self._queue.terminate_polls("setWebhook request")
        return "Webhook was set"

    def delete(self, params: Params) -> str:
        was_set, self.url, self.secret, self._error = bool(self.url), "", "", {}
        if params.flag("drop_pending_updates"):
            self._queue.drop_all()
        self._world.signal.touch()
        return "Webhook was deleted" if was_set else "Webhook is already deleted"

    def info(self) -> Json:
        answer: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.pending),
        }
        if self.url:
            answer |= {"max_connections": self.max_connections, **self._error}
        if self._queue.allowed:
            answer["allowed_updates"] = self._queue.allowed
        return answer

    async def run(self) -> None:
        """Deliver for ever; to be cancelled."""
        try:
            while True:
                await self._world.signal.wait(self._dispatch())
        finally:
            for task in self._deliveries:
                task.cancel()
            await asyncio.gather(*self._deliveries, return_exceptions=True)

    def _dispatch(self) -> float | None:
        """Start every delivery that may start; the seconds until another may."""
        if not self.url:
            return None
        self._queue.forget_expired()
        now = self._world.now()
        next_due: list[float] = []
        seen = {entry.chat_id for entry in self._queue.pending if entry.in_flight}
        for entry in self._queue.pending:
            if entry.in_flight or entry.chat_id in seen:
                continue
            seen.add(entry.chat_id)
            if entry.not_before > now:
                next_due.append(entry.not_before - now)
            elif len(self._deliveries) < self.max_connections:
                entry.in_flight = True
                task = asyncio.get_running_loop().create_task(self._deliver(entry))
                self._deliveries.add(task)
                task.add_done_callback(self._delivered)
        return min(next_due, default=None)

    def _delivered(self, task: asyncio.Task[None]) -> None:
        self._deliveries.discard(task)
        self._world.signal.touch()

    async def _deliver(self, entry: Pending) -> None:
        body = json.dumps(entry.update, ensure_ascii=False)
        params = Params(values={"update": body}, raw=body[:RAW_SHOWN])
        call = self._log.open(INWARD, "webhook", params, via="webhook")
        call.request = entry.update
        outcome = await self._post(body)
        answer = outcome.answer if outcome.status is not None else outcome.problem
        self._log.close(call, outcome.status, answer)
        entry.in_flight = False
        if outcome.status is None or not 200 <= outcome.status < 300:
            self._failed(entry, outcome)
            return
        self._gone_since = None
        self._queue.confirm(entry)
        if outcome.is_json:
            await self._run_reply(outcome.answer)

    async def _post(self, body: str) -> Outcome:
        if urlsplit(self.url).hostname not in LOOPBACK:
            return Outcome(problem="This simulation delivers to loopback addresses only")
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        timeout = aiohttp.ClientTimeout(total=self._speeds.timeout)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(
                    self.url, data=body.encode(), headers=headers, allow_redirects=False
                ) as response,
            ):
                answer = await response.read()
                seconds = response.headers.get("Retry-After", "")
                return Outcome(
                    status=response.status,
                    answer=answer.decode("utf-8", "replace"),
                    is_json=response.content_type == "application/json",
                    pause=min(float(seconds), RETRY_AFTER_AT_MOST)
                    if seconds.isdecimal()
                    else None,
                    problem="Wrong response from the webhook:"
                    f" {response.status} {response.reason}",
                )
        except TimeoutError:
            return Outcome(problem="Read timeout expired")
        except aiohttp.ClientConnectorError:
            return Outcome(problem="Connection refused")
        except (aiohttp.ClientError, OSError):
            return Outcome(problem="Connection closed")

    def _failed(self, entry: Pending, outcome: Outcome) -> None:
        now = self._world.now()
        self._error = {
            "last_error_date": self._world.date(),
            "last_error_message": outcome.problem,
        }
        speeds = self._speeds
        entry.retry_delay = min(entry.retry_delay * 2 or speeds.retry_first, speeds.retry_max)
        entry.not_before = now + (entry.retry_delay if outcome.pause is None else outcome.pause)
        self._gone_since = (self._gone_since or now) if outcome.status == 410 else None
        if self._gone_since is not None and now - self._gone_since > GONE_FOR:
            self.delete(Params())

    async def _run_reply(self, answer: str) -> None:
        """A call in the body of a 2xx: its refusal is seen in the log only."""
        try:
            body: Any = json.loads(answer or "null")
        except ValueError:
            return
        if not isinstance(body, dict) or not isinstance(body.get("method"), str):
            return
        method = body.pop("method")
        if method.lower().startswith(NOT_IN_A_REPLY):
            return
        await self._execute(method, from_object(body))


def _check_url(url: str) -> None:
    """Plain http is let through to loopback, which the real server never does."""
    parts = urlsplit(url)
    if parts.hostname in LOOPBACK and parts.scheme in {"http", "https"}:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname or "." not in parts.hostname:
        raise bad_request("bad webhook: Failed to resolve host: Name or service not known")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
