"""The phones of the simulated Telegram, and the real service behind them, over sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from pydantic import SecretStr

from bot import app as composition
from bot.demo import run
from bot.demo.telegram_bubbles import Bubble
from bot.demo.telegram_phone import Phone as SimulatedPhone
from bot.demo.telegram_server import TelegramServer
from bot.settings import Settings
from core.people import Organisation
from core.usecases import staffing
from core.usecases.desk import SYSTEM
from scheduler import wiring
from tests.channels.background import PATIENCE, Background
from tests.channels.phone import Phone, Received, find

FIRST_USER = 900_000
ADMINISTRATOR = "P048"


class TelegramPhone:
    """*settle* returns when the service has done what it will do about the last act."""

    def __init__(
        self,
        simulated: SimulatedPhone,
        settle: Callable[[int], asyncio.Future[None]],
        deliver: Callable[[], asyncio.Future[None]],
    ) -> None:
        self.acts = 0
        self._simulated = simulated
        self._settle = settle
        self._deliver = deliver
        self._known: set[int] = set()
        self._toasts = 0

    async def press(self, label: str) -> None:
        card = self._simulated.last
        keys = [key for row in card.keyboard for key in row]
        chosen = keys[find(label, [key.text for key in keys])]
        assert chosen.data is not None
        self._toasts = len(self._simulated.toasts)
        await self._simulated.press_button(card.id, chosen.data)
        await self._acted()

    async def type(self, text: str) -> None:
        self._toasts = len(self._simulated.toasts)
        await self._simulated.send(text)
        await self._acted()

    async def send_file(
        self, name: str, content: bytes, caption: str = "", *, photo: bool = False
    ) -> None:
        self._toasts = len(self._simulated.toasts)
        if photo:
            await self._simulated.send_photo(content, caption)
        else:
            await self._simulated.send_document(name, content, caption)
        await self._acted()

    async def received(self) -> list[Received]:
        return [
            Received(
                name=bubble.document.name,
                size=bubble.document.size,
                content=self._simulated.file(bubble),
            )
            for bubble in self._said()
            if bubble.document is not None
        ]

    async def see(self) -> str:
        return self._simulated.last.text

    async def labels(self) -> list[str]:
        return [key.text for row in self._simulated.last.keyboard for key in row]

    async def told(self) -> str:
        await self._deliver()
        news = [bubble.text for bubble in self._said() if bubble.id not in self._known]
        news += self._simulated.toasts[self._toasts :]
        self._known = {bubble.id for bubble in self._said()}
        self._toasts = len(self._simulated.toasts)
        return "\n".join(news)

    async def offers(self) -> list[str]:
        keyboard = self._simulated.reply_keyboard or {"keyboard": []}
        return [key["text"] for row in keyboard["keyboard"] for key in row]

    async def share_number(self, label: str) -> None:
        assert label in await self.offers()
        await self._simulated.share_contact()
        await self._acted()

    async def share_card_of(self, other: str) -> None:
        await self._simulated.share_contact(own=False, phone_number=other, user_id=1)
        await self._acted()

    async def heard(self) -> str:
        return "\n".join(bubble.text for bubble in self._said())

    async def switch_on(self, param: str | None = None) -> None:
        """Press START, with the link code as a deep link brings it; not one of the acts."""
        await self._simulated.start(param)
        await self._acted()
        self.acts = 0

    async def _acted(self) -> None:
        self.acts += 1
        await self._settle(self._simulated.user_id)
        self._known = {bubble.id for bubble in self._said()}

    def _said(self) -> list[Bubble]:
        return [bubble for bubble in self._simulated.messages if bubble.sender == "bot"]


class TelegramWard:
    """The service in this process, the messenger beside it, every call over loopback."""

    def __init__(self, background: Background, server: TelegramServer, *, polling: bool) -> None:
        self._background = background
        self._server = server
        self._polling = polling
        self._phones: dict[str, TelegramPhone] = {}
        self._running = AsyncExitStack()
        self._service: composition.Service

    async def phone(self, person: str) -> Phone:
        if person not in self._phones:
            made = self._new_phone(FIRST_USER + int(person.removeprefix("P")), person)
            self._phones[person] = made
            await made.switch_on((await self.code(person)).replace("-", ""))
        return self._phones[person]

    async def stranger(self, number: int) -> TelegramPhone:
        made = self._new_phone(number, f"Máy {number}")
        await made.switch_on()
        return made

    async def code(self, person: str) -> str:
        spelled = staffing.spell(composition.random_bits())
        async with self._service.ward.desk(SYSTEM, "cli") as desk:
            await staffing.issue_code(desk, person, spelled, staffing.ON_PAPER)
        return spelled

    async def enrol(self, number: int, *people: str) -> None:
        said = f"0900.{number:06}"
        async with self._service.ward.storage.write() as store:
            known = await store.staff.organisation()
            changed = [
                replace(one, phone=said) if one.code in people else one for one in known.people
            ]
            await store.staff.replace(
                Organisation(
                    units=known.units,
                    people=changed,
                    posts=known.posts,
                    charges=known.charges,
                    delegations=known.delegations,
                )
            )
            await store.commit()

    async def move(self, to: datetime) -> None:
        await self._background.move(to)
        await self._service.deliverer.run()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def audit(self) -> list[tuple[str, str]]:
        return self._background.audit()

    async def start(self) -> None:
        hook = run._socket(0)
        settings = Settings(
            database_url=self._background.url,
            telegram_token=SecretStr(run.TOKEN),
            telegram_api=self._server.base_url,
            telegram_secret=SecretStr(run.SECRET),
            public_url=f"http://{run.HOST}:{hook.getsockname()[1]}",
            admin_codes=ADMINISTRATOR,
        )
        self._service = composition.Service(
            settings, polling=self._polling, clock=self._background.clock, timetable=when_asked
        )
        await self._running.enter_async_context(run._served(self._service.web(), hook))

    async def stop(self) -> None:
        await self._running.aclose()

    def _new_phone(self, user: int, name: str) -> TelegramPhone:
        return TelegramPhone(self._server.phone(user, name), self._settle, self._deliver)

    def _settle(self, user: int) -> asyncio.Future[None]:
        return asyncio.ensure_future(self._settled(user))

    async def _settled(self, user: int) -> None:
        """Every update is committed, and the live card of this chat shows the newest turn."""
        async with asyncio.timeout(PATIENCE):
            await self._server.idle(PATIENCE)
            while self._service.telegram.cards.busy(str(user)):  # noqa: ASYNC110  # no event to see
                await asyncio.sleep(0.005)

    def _deliver(self) -> asyncio.Future[None]:
        return asyncio.ensure_future(self._delivered())

    async def _delivered(self) -> None:
        """What is due has left; a second message to one chat waits its second."""
        async with asyncio.timeout(PATIENCE):
            await self._service.deliverer.run()
            while await self._background.due():
                await asyncio.sleep(0.02)
                await self._service.deliverer.run()
            await self._server.idle(PATIENCE)


def when_asked(_deliver: wiring.Work, _tick: wiring.Work) -> AsyncIOScheduler:
    """Notices come when a scenario asks for them, so none slips in between looking and pressing;
    the real timetable is under test in luck_stage.
    """
    return AsyncIOScheduler()


@asynccontextmanager
async def telegram_ward(file: Path, *, polling: bool) -> AsyncIterator[TelegramWard]:
    async with Background(file) as background, TelegramServer(run.TOKEN, background.clock) as sim:
        ward = TelegramWard(background, sim, polling=polling)
        await ward.start()
        try:
            yield ward
        finally:
            await ward.stop()
