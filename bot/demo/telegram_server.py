"""A simulated Telegram Bot API server for the demo and the tests: loopback, in memory.

It refuses what the real server refuses, in its words. Where it differs: it takes plain http for a
webhook on loopback, it refuses the legacy Markdown parse mode, it knows private chats only, a photo
keeps its bytes (its smaller sizes are a dot), and its flood rule is a token bucket because the true
formula is not public.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import re
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urlsplit

from aiohttp import web

from bot.demo import telegram_calls
from bot.demo.telegram_calls import OUTWARD, Call, CallLog, Fault, Faults, Hold
from bot.demo.telegram_control import Control, guard
from bot.demo.telegram_door import Door
from bot.demo.telegram_flood import Flood, FloodRule
from bot.demo.telegram_methods import Methods
from bot.demo.telegram_phone import Phone
from bot.demo.telegram_request import Json
from bot.demo.telegram_state import Account, World
from bot.demo.telegram_updates import UpdateQueue
from bot.demo.telegram_uploads import MEGABYTE
from bot.demo.telegram_webhook import WebhookSpeeds

BODY_AT_MOST = 51 * MEGABYTE
REAL_TOKEN = re.compile(r"[0-9]{8,10}:AA[A-Za-z0-9_-]{33}")
FIRST_MOMENT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
DEFAULT_FLOOD = FloodRule()


def require_loopback(url: str) -> None:
    """Raises ValueError unless the base URL points at this machine: never the real server."""
    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    with contextlib.suppress(ValueError):
        if host == "localhost" or ipaddress.ip_address(host).is_loopback:
            return
    raise ValueError(f"the simulated Telegram lives on loopback only, not on {host!r}")


class TelegramServer:
    """Times in seconds on the loop's clock; `clock` gives the dates in messages only.

    `flood=None` turns the flood rule off. Raises ValueError for a token that looks real.
    """

    def __init__(
        self,
        token: str,
        clock: Callable[[], datetime] = lambda: FIRST_MOMENT,
        *,
        bot_username: str = "danhgia_demo_bot",
        bot_name: str = "Đánh giá cán bộ",
        flood: FloodRule | None = DEFAULT_FLOOD,
        webhook_retry_first: float = 1.0,
        webhook_retry_max: float = 60.0,
        webhook_timeout: float = 60.0,
        callback_timeout: float = 15.0,
        split_wait: float = 2.0,
    ) -> None:
        if REAL_TOKEN.fullmatch(token):
            raise ValueError("this token looks real: the simulation does not take it")
        self.token = token
        self.base_url = ""
        self.is_stopping = False
        self.world = World(clock, _bot(token, bot_username, bot_name))
        self.updates = UpdateQueue(self.world)
        self.log = CallLog(self.world, token)
        self.faults = Faults()
        self._speeds = {"callback_timeout": callback_timeout, "split_wait": split_wait}
        self._methods = Methods(
            self.world,
            self.updates,
            self.log,
            flood=Flood(flood),
            speeds=WebhookSpeeds(
                retry_first=webhook_retry_first,
                retry_max=webhook_retry_max,
                timeout=webhook_timeout,
            ),
            callback_timeout=callback_timeout,
        )
        self._door = Door(token, self.world, self.log, self.faults, self._methods)
        self._runner: web.AppRunner | None = None
        self._delivery: asyncio.Task[None] | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen and deliver; the base URL, without a slash at its end. Loopback hosts only."""
        require_loopback(f"http://[{host}]" if ":" in host else f"http://{host}")
        app = web.Application(client_max_size=BODY_AT_MOST, middlewares=[guard])
        app.add_routes(Control(self).routes())
        app.add_routes(self._door.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        shown = f"[{host}]" if ":" in host else host
        self.base_url = f"http://{shown}:{self._runner.addresses[0][1]}"
        self._delivery = asyncio.create_task(self._methods.webhook.run())
        return self.base_url

    async def stop(self) -> None:
        self.is_stopping = True
        self._door.stopped.set()
        self.faults.clear()
        self.updates.terminate_polls("the simulation's end")
        if self._delivery is not None:
            self._delivery.cancel()
            await asyncio.gather(self._delivery, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def calls(self) -> deque[Call]:
        """The last 2,000 requests of both directions, oldest first."""
        return self.log.calls

    def calls_of(self, method: str) -> list[Call]:
        """The bot's calls of this method, oldest first."""
        wanted = method.lower()
        return [c for c in self.calls if c.direction == OUTWARD and c.method.lower() == wanted]

    @property
    def deliveries(self) -> list[Call]:
        """The webhook deliveries, oldest first: `request` is the update, `status` the answer."""
        return [call for call in self.calls if call.direction == telegram_calls.INWARD]

    @property
    def refusals(self) -> list[Call]:
        """The bot's calls that were refused."""
        return [call for call in self.calls if call.direction == OUTWARD and call.refused]

    def phone(
        self,
        user_id: int,
        name: str = "",
        *,
        first_name: str = "",
        last_name: str = "",
        username: str = "",
        phone_number: str = "",
    ) -> Phone:
        """The phone of this person, made on the first call; *name* is split at its last space."""
        if user_id not in self.world.accounts:
            rest, _, last = name.rpartition(" ")
            self.world.accounts[user_id] = Account(
                id=user_id,
                first_name=first_name or last or f"Người {user_id}",
                last_name=last_name or rest,
                username=username,
                phone_number=phone_number or f"84900{user_id % 1_000_000:06}",
            )
            self.world.signal.touch()
        account = self.world.accounts[user_id]
        return Phone(self.world, self.updates, account, **self._speeds)

    async def idle(self, within: float = 5.0) -> None:
        """Return when no update is undelivered and no call under way; TimeoutError otherwise."""
        if not await self.world.signal.until(self._is_idle, within):
            waiting = [entry.update for entry in self.updates.pending]
            raise TimeoutError(f"{self.log.in_progress} calls under way, undelivered: {waiting}")

    def _is_idle(self) -> bool:
        return not self.updates.pending and not self.log.in_progress

    def fail_next(
        self,
        method: str | None = None,
        chat_id: int | None = None,
        *,
        status: int = 429,
        retry_after: int = 3,
        times: int = 1,
        description: str | None = None,
    ) -> None:
        """Refuse the next matching calls; getUpdates only when it is named."""
        error = telegram_calls.refusal(status, retry_after, description)
        self.faults.add(Fault(method=method, chat_id=chat_id, times=times, error=error))

    def drop_next(
        self,
        method: str | None = None,
        chat_id: int | None = None,
        *,
        times: int = 1,
        executes: bool = False,
        hangs: bool = False,
    ) -> None:
        """Take the next matching calls and answer nothing: close, or hang until `stop()`.

        With *executes* the call is carried out and only its answer is lost.
        """
        self.faults.add(
            Fault(
                method=method,
                chat_id=chat_id,
                times=times,
                drops=True,
                hangs=hangs,
                executes=executes,
            )
        )

    def delay_next(
        self, method: str | None, seconds: float, chat_id: int | None = None, times: int = 1
    ) -> None:
        """Carry the next matching calls out *seconds* late."""
        self.faults.add(Fault(method=method, chat_id=chat_id, times=times, delay=seconds))

    def hold_next(self, method: str | None = None, chat_id: int | None = None) -> Hold:
        """Keep the next matching call from being carried out until `release()`."""
        hold = Hold()
        self.faults.add(Fault(method=method, chat_id=chat_id, times=1, hold=hold))
        return hold

    def delay_calls(self, seconds: float) -> None:
        """Every call but getUpdates takes this long, from now on."""
        self.faults.latency = seconds

    def redeliver(self, update_id: int | None = None) -> int:
        """Deliver an update again under its id, the last by default; LookupError if unknown."""
        return self.updates.redeliver(update_id)


def _bot(token: str, username: str, name: str) -> Json:
    number = token.partition(":")[0]
    return {
        "id": int(number) if number.isdecimal() else 1,
        "is_bot": True,
        "first_name": name,
        "username": username,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
