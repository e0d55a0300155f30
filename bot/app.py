"""The composition root: the one place that joins rooms, makes the clock and opens storage."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import structlog
from fastapi import FastAPI, Response
from telegram.error import TelegramError
from telegram.ext import Application, ExtBot

from bot.dialogs import commands
from bot.dialogs.words import Words
from bot.documents import invitations as inviting
from bot.documents.invitations import Invitations
from bot.documents.workbooks import ExcelWorkbooks
from bot.handlers import terminal
from bot.handlers.actions import WireCodec
from bot.handlers.telegram.api import Api
from bot.handlers.telegram.cards import CHANNEL, Cards
from bot.handlers.telegram.gate import (
    ALLOWED,
    WEBHOOK_PATH,
    AnyApplication,
    Gate,
    Polling,
    webhook,
)
from bot.handlers.telegram.handler import TelegramHandler
from bot.handlers.telegram.notifier import TelegramNotifier
from bot.handlers.telegram.transport import AiohttpRequest
from bot.notify import Renderer
from bot.settings import Settings
from bot.turn import Turns
from core import rulebook
from core.calendar import ZONE
from core.usecases import closing, mornings
from core.usecases.desk import SYSTEM, Desk
from scheduler import wiring
from scheduler.deliver import Deliverer
from storage import chain, engine, migrate

log = structlog.get_logger(__name__)


Clock = Callable[[], datetime]


def read_rules() -> rulebook.Rulebook:
    folder = resources.files("core") / "rules"
    texts = {file: (folder / file).read_text(encoding="utf-8") for file in rulebook.FILES}
    return rulebook.load(texts)


def read_words() -> Words:
    """Every ``vi*.toml`` of the dialogs, each family's sentences in a file of its own."""
    files = [one for one in resources.files("bot.dialogs").iterdir() if _holds_words(one.name)]
    ordered = sorted(files, key=lambda one: one.name)
    return Words(*[one.read_text(encoding="utf-8") for one in ordered])


def _holds_words(name: str) -> bool:
    return name.startswith("vi") and name.endswith(".toml")


def real_clock() -> datetime:
    return datetime.now(UTC).astimezone(ZONE)  # noqa: TID251  # the one clock


def clock_from(start: datetime | None) -> Clock:
    """Runs from *start* on, or is the machine's own."""
    if start is None:
        return real_clock
    offset = start - real_clock()
    return lambda: real_clock() + offset


def random_bits() -> int:
    """Enough for a link code of 65 bits."""
    return secrets.randbits(80)


def open_storage(settings: Settings) -> engine.SqlStorage:
    return engine.create_storage(settings.database_url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """Everything that does not know a messenger."""

    storage: engine.SqlStorage
    rules: rulebook.Rulebook
    words: Words
    clock: Clock
    codec: WireCodec
    workbooks: ExcelWorkbooks
    turns: Turns
    administrators: frozenset[str]
    invitations: Invitations

    def renderer(self) -> Renderer:
        return Renderer(
            self.storage,
            self.rules,
            self.words,
            self.clock,
            self.workbooks,
            self.administrators,
            self.invitations,
        )

    @asynccontextmanager
    async def desk(self, actor: str, channel: str) -> AsyncIterator[Desk]:
        """One writing transaction, committed when the block ends without a fault."""
        async with self.storage.write() as store:
            yield Desk(
                store=store,
                rules=self.rules,
                now=self.clock(),
                actor=actor,
                channel=channel,
                administrators=self.administrators,
            )
            await store.commit()

    async def tick(self) -> int:
        """What the clock does by itself: steps that closed, and what a morning begins with."""
        async with self.desk(SYSTEM, "scheduler") as desk:
            moved = await closing.close_due(desk)
        async with self.desk(SYSTEM, "scheduler") as desk:
            return moved + await mornings.greet(desk)


def build_ward(
    settings: Settings, clock: Clock | None = None, bits: Callable[[], int] = random_bits
) -> Ward:
    """*bits*: where link codes come from."""
    rules, words, codec = read_rules(), read_words(), WireCodec()
    chosen = clock or clock_from(settings.clock)
    storage, workbooks = open_storage(settings), ExcelWorkbooks(words)
    administrators, invitations = settings.administrators, Invitations(words, bits)
    return Ward(
        storage=storage,
        rules=rules,
        words=words,
        clock=chosen,
        codec=codec,
        workbooks=workbooks,
        turns=Turns(storage, rules, words, chosen, codec, workbooks, administrators, invitations),
        administrators=administrators,
        invitations=invitations,
    )


class Telegram:
    """The messenger's side of one process; *start* and *stop* pair."""

    def __init__(self, ward: Ward, settings: Settings) -> None:
        if settings.telegram_token is None:
            raise ValueError("DANHGIA_TELEGRAM_TOKEN is missing")
        self._ward = ward
        self._settings = settings
        self.application = _application(settings)
        self.api = Api(self.application.bot)
        self.cards = Cards(
            self.api,
            ward.codec,
            ward.clock,
            ward.turns.acknowledge,
            ward.turns.mark_dead,
            ward.turns.note_owed,
        )
        self.handler = TelegramHandler(ward.turns, self.cards, self.api, ward.codec, ward.words)
        self.gate = Gate(self.application, self.handler)
        renderer = ward.renderer()
        self.notifier = TelegramNotifier(self.api, renderer, ward.codec, ward.clock)
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, *, polling: bool) -> None:
        await self.application.initialize()
        await self.application.start()
        self._ward.invitations.bot = self.application.bot.username
        await self._introduce(polling=polling)
        if polling:
            loop = Polling(self.application, self.gate, self._answer)
            self._keep(loop.run())
        self._keep(self._resume())

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.handler.close()
        await self.cards.close()
        await self.application.stop()
        await self.application.shutdown()

    async def _introduce(self, *, polling: bool) -> None:
        bot, words = self.application.bot, self._ward.words
        await bot.set_my_commands(
            [(name, words.text(f"commands.{name}")) for name in commands.MENU]
        )
        if polling:
            await bot.delete_webhook(drop_pending_updates=False)
        elif self._settings.public_url:
            secret = self._settings.telegram_secret
            await bot.set_webhook(
                f"{self._settings.public_url.rstrip('/')}{WEBHOOK_PATH}",
                secret_token=secret.get_secret_value() if secret else None,
                allowed_updates=ALLOWED,
                max_connections=100,
            )

    async def _resume(self) -> None:
        shown = await self.handler.resume()
        if shown:
            log.info("cards shown again", count=shown)

    async def _answer(self, answer: Any) -> None:
        await self.api.answer(answer["callback_query_id"], answer.get("text", ""))

    def _keep(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _application(settings: Settings) -> AnyApplication:
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # its waits as timedelta, without a warning
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    bot = ExtBot(
        token,
        base_url=f"{settings.telegram_api}/bot",
        base_file_url=f"{settings.telegram_api}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connections=1),
    )
    return Application.builder().bot(bot).updater(None).job_queue(None).build()


class Service:
    """``danhgia serve``: messenger, scheduler and the web application in one process."""

    def __init__(
        self,
        settings: Settings,
        *,
        polling: bool,
        clock: Clock | None = None,
        timetable: wiring.Timetable = wiring.build,
    ) -> None:
        """*timetable* says when what is due is delivered and what closes is closed."""
        self.ward = build_ward(settings, clock)
        self.telegram = Telegram(self.ward, settings)
        self.deliverer = Deliverer(
            self.ward.storage, {CHANNEL: self.telegram.notifier}, self.ward.clock
        )
        self._polling = polling
        self._settings = settings
        self._scheduler = timetable(self.deliverer.run, self.ward.tick)

    @asynccontextmanager
    async def running(self, *_: object) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.ward.storage.dispose)
            await self.deliverer.release()
            await self.telegram.start(polling=self._polling)
            stack.push_async_callback(self.telegram.stop)
            self._scheduler.start()
            stack.callback(self._scheduler.shutdown, wait=False)
            yield

    def web(self) -> FastAPI:
        app = FastAPI(lifespan=self.running, docs_url=None, redoc_url=None, openapi_url=None)
        secret = self._settings.telegram_secret
        if not self._polling:
            door = webhook(self.telegram.gate, secret.get_secret_value() if secret else None)
            app.add_route(WEBHOOK_PATH, door, methods=["POST"])

        @app.get("/healthz")
        async def healthz() -> dict[str, str]:
            return {"status": "ok"}

        @app.get("/readyz")
        async def readyz() -> Response:
            async with self.ward.storage.read() as store:
                await store.staff.organisation()
            return Response(status_code=200)

        return app


def prepare(settings: Settings) -> None:
    """The schema, brought to the newest revision. Not inside a running loop."""
    migrate.upgrade(settings.database_url)


async def verify_audit(ward: Ward, printed: Collection[str] = ()) -> chain.Verification:
    return await chain.verify(ward.storage, printed)


def route_settings(ward: Ward) -> dict[str, object]:
    return {"non_regular_workers": ward.rules.settings.non_regular_workers}


async def deep_link(settings: Settings, code: str) -> str:
    """``https://t.me/BOT?start=CODE``; without a token only a hint where the name belongs."""
    return inviting.deep_link(await bot_name(settings) or "BOT", code)


async def bot_name(settings: Settings) -> str:
    """As the messenger knows it; empty without a token or an answer."""
    if settings.telegram_token is None:
        return ""
    bot = _application(settings).bot
    try:
        await bot.initialize()
        name: str = bot.username
        await bot.shutdown()
    except TelegramError:
        log.warning("the bot's name is not known: the messenger does not answer")
        return ""
    return name


async def chat(settings: Settings, person: str) -> None:
    """The dialogs on standard input and output, as *person*."""
    ward = build_ward(settings)
    try:
        async with ward.desk(person, terminal.CHANNEL) as desk:
            await desk.person(person)
            await desk.store.chats.link(terminal.CHANNEL, person, person, desk.now)

        def write(text: str) -> None:
            sys.stdout.write(text)
            sys.stdout.flush()

        renderer = ward.renderer()
        deliverer = Deliverer(
            ward.storage,
            {terminal.CHANNEL: terminal.TerminalNotifier(renderer, write)},
            ward.clock,
            only=person,
        )
        shown = terminal.Terminal(ward.turns, ward.words, person, write)
        await shown.run(_lines, deliverer.run)
    finally:
        await ward.storage.dispose()


async def _lines() -> str | None:
    line = await asyncio.to_thread(sys.stdin.readline)
    return line or None
