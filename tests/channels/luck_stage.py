"""The real service against the simulated messenger, both on sockets, on a copy of the sample."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
import uvicorn
from pydantic import SecretStr

from bot import app as composition
from bot.demo import sample
from bot.demo.telegram_bubbles import Bubble, Key
from bot.demo.telegram_calls import Call
from bot.demo.telegram_phone import Phone
from bot.demo.telegram_server import TelegramServer
from bot.settings import Settings
from core import drafting
from core.evaluation import Evaluation
from core.forms import Form
from core.months import Month
from core.usecases import scoring as own_form
from core.usecases import sending

TOKEN = "1000000:simulated-not-a-real-token"
SECRET = "simulated-secret"
HOST = "127.0.0.1"
OCTOBER = Month(2026, 10)
ADDRESSES = sample.addresses()
SUBJECT, COMMENTER, DECIDER = "P061", "P059", "P058"
WEBHOOK, POLLING = "webhook", "polling"


class Clock:
    """Runs from the sample's opening on; moved by the test."""

    def __init__(self) -> None:
        self._offset = sample.OPENS - composition.real_clock()

    def __call__(self) -> datetime:
        return composition.real_clock() + self._offset

    def move(self, by: timedelta) -> None:
        self._offset += by


async def eventually(is_true: Callable[[], Awaitable[bool]], within: float = 8.0) -> None:
    """Return when the condition holds; TimeoutError otherwise."""
    async with asyncio.timeout(within):
        while not await is_true():  # noqa: ASYNC110  a file beside us rings no bell
            await asyncio.sleep(0.01)


@dataclass(slots=True, kw_only=True)
class Stage:
    """*service* is the running one; *file* its database; *hook* where its webhook listens."""

    mode: str
    server: TelegramServer
    service: composition.Service
    clock: Clock
    file: Path
    hook: str

    @property
    def ward(self) -> composition.Ward:
        return self.service.ward

    def phone(self, person: str) -> Phone:
        return self.server.phone(ADDRESSES[person])

    async def quiet(self) -> None:
        await self.server.idle(10)

    async def say(self, phone: Phone, text: str) -> None:
        await phone.send(text)
        await self.quiet()

    async def press(self, phone: Phone, label: str) -> None:
        message, key = button(phone, label)
        await phone.press_button(message, key.data or "")
        await self.quiet()

    async def begin(self, person: str = SUBJECT) -> Phone:
        """At the first criterion of this month's form, not answered."""
        phone = self.phone(person)
        await self.say(phone, "/viec")
        await self.press(phone, "✍️")
        return phone

    async def form(self, person: str = SUBJECT) -> Evaluation:
        async with self.ward.storage.read() as store:
            found = await store.evaluations.of(person, OCTOBER)
        assert found is not None
        return found

    async def submit(self, person: str = SUBJECT) -> Evaluation:
        """A form at the maximum, sent through the use-cases; its notices wait in the outbox."""
        return await submit(self.ward, person)

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read beside the service, as an operator would."""
        with sqlite3.connect(self.file, timeout=10) as connection:
            found = connection.execute(sql, values).fetchall()
        connection.close()
        return found

    async def answered(self) -> None:
        """Until the newest turn of every chat is recorded as answered."""
        newest = (
            "SELECT count(*) FROM turn WHERE answered_at IS NULL AND number = (SELECT"
            " max(number) FROM turn AS other WHERE other.address = turn.address)"
        )

        async def done() -> bool:
            return self.rows(newest) == [(0,)]

        await eventually(done)

    async def deliver(self, raw: dict[str, Any]) -> int:
        """An update that the simulator cannot make, by the way of this mode; its id."""
        (kind, payload) = next(iter(raw.items()))
        update = self.server.updates.push(kind, payload, payload["chat"]["id"])
        await self.quiet()
        return update or 0


async def submit(ward: composition.Ward, person: str) -> Evaluation:
    def all_maximum(draft: Evaluation, form: Form) -> Evaluation:
        for group in form.groups:
            draft = drafting.show_group(draft, form, group.id)
            draft = drafting.give_group_maximum(draft, form, group.id)
        return draft

    async with ward.desk(person, "test") as desk:
        one = await own_form.open_draft(desk)
        one = await own_form.change(desk, one.id, all_maximum)
        band = (await sending.forecast(desk, one)).band or "B"
        one = await own_form.change(
            desk, one.id, lambda draft, _: drafting.choose_class(draft, band)
        )
        return await own_form.submit(desk, one.id, one.version)


def said(phone: Phone) -> list[Bubble]:
    return [bubble for bubble in phone.messages if bubble.sender == "bot"]


def button(phone: Phone, label: str) -> tuple[int, Key]:
    """The newest button whose label begins so."""
    for bubble in reversed(phone.messages):
        for row in bubble.keyboard:
            for key in row:
                if key.text.startswith(label):
                    return bubble.id, key
    raise LookupError(f"{label!r} is not on the screen:\n{phone.last.text}")


def spinning(phone: Phone) -> list[str]:
    return [
        key.text
        for bubble in phone.messages
        for row in bubble.keyboard
        for key in row
        if key.spinner
    ]


def copied(template: Path, folder: Path) -> Path:
    file = folder / "danhgia.db"
    shutil.copy(template, file)
    return file


def new_server(clock: Clock, **options: Any) -> TelegramServer:
    """With every phone of the ward already started."""
    speeds = {"webhook_retry_first": 0.1, "webhook_retry_max": 0.2, "split_wait": 0.3}
    server = TelegramServer(TOKEN, clock, **{"flood": None, **speeds, **options})
    for user_id in ADDRESSES.values():
        server.phone(user_id).account.started = True
    return server


@contextmanager
def plain_logs() -> Iterator[None]:
    """One line an event; a console would get every frame with its values, seconds of work each."""
    before = structlog.get_config()["processors"]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    try:
        yield
    finally:
        structlog.configure(processors=before)


class Web(uvicorn.Server):
    """Ends when it is told to, not at its next tick."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.told = asyncio.Event()

    async def main_loop(self) -> None:
        await self.told.wait()


@asynccontextmanager
async def running(template: Path, folder: Path, mode: str, **options: Any) -> AsyncIterator[Stage]:
    clock, file = Clock(), copied(template, folder)
    async with AsyncExitStack() as stack:
        stack.enter_context(plain_logs())
        server = await stack.enter_async_context(new_server(clock, **options))
        bound = socket.socket()
        bound.bind((HOST, 0))
        hook = f"http://{HOST}:{bound.getsockname()[1]}"
        settings = Settings(
            database_url=f"sqlite+aiosqlite:///{file}",
            telegram_token=SecretStr(TOKEN),
            telegram_api=server.base_url,
            telegram_secret=SecretStr(SECRET),
            public_url=hook if mode == WEBHOOK else None,
        )
        service = composition.Service(settings, polling=mode == POLLING, clock=clock)
        await stack.enter_async_context(_served(service, bound))
        yield Stage(mode=mode, server=server, service=service, clock=clock, file=file, hook=hook)
        server.faults.clear()


@asynccontextmanager
async def _served(service: composition.Service, bound: socket.socket) -> AsyncIterator[None]:
    server = Web(
        uvicorn.Config(service.web(), log_level="warning", access_log=False, lifespan="on")
    )
    task = asyncio.create_task(server.serve(sockets=[bound]))
    while not server.started and not task.done():  # noqa: ASYNC110  uvicorn rings no bell
        await asyncio.sleep(0.005)
    try:
        yield
    finally:
        server.told.set()
        await task
        bound.close()


async def came(server: TelegramServer, method: str, chat: int, count: int = 1) -> None:
    """Until the bot has made *count* calls of *method* to *chat*."""

    def done() -> bool:
        return len(calls_to(server, method, chat)) >= count

    if not await server.world.signal.until(done, 15):
        raise TimeoutError(f"no {method} to {chat}")


def calls_to(server: TelegramServer, method: str, chat: int) -> list[Call]:
    return [
        call for call in server.calls_of(method) if str(call.request.get("chat_id")) == str(chat)
    ]
