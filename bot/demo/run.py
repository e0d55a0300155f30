"""``danhgia demo``: the sample ward, the simulated messenger, the service and the page, together."""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from bot import app as composition
from bot.demo import page, sample
from bot.demo.telegram_server import TelegramServer
from bot.settings import Settings
from core import calendar, errors, lifecycle, people
from core.months import Month
from core.ports import LinkCode
from core.usecases import mornings, staffing
from core.usecases.desk import SYSTEM

HOST = "127.0.0.1"
TOKEN = "1000000:simulated-not-a-real-token"  # noqa: S105  # the simulator's own
SECRET = "simulated-secret"  # noqa: S105  # between two servers of this process
PHONES = ("P061", "P059", "P058")
ADMINISTRATOR = "P048"
STEP_NAMES = {
    "self": "Hết hạn tự chấm",
    "comment": "Hết hạn nhận xét",
    "decide": "Hết hạn quyết định",
    "publish": "Hạn thông báo kết quả",
}
DUE_EVERY = timedelta(minutes=10)


class MovableClock:
    """Runs from an instant on, and forward only."""

    def __init__(self, start: datetime) -> None:
        self._offset = start - composition.real_clock()

    def __call__(self) -> datetime:
        return composition.real_clock() + self._offset

    def move(self, to: datetime) -> None:
        self._offset = max(self._offset, to - composition.real_clock())


class Control:
    """What the page asks of the running demo."""

    def __init__(self, service: composition.Service, clock: MovableClock) -> None:
        self._service = service
        self._clock = clock
        self._people = demo_people()

    def now(self) -> datetime:
        return self._clock()

    def month(self) -> str:
        return str(self._month)

    def people(self) -> Sequence[page.DemoPerson]:
        return self._people

    def next_closing(self) -> tuple[str, datetime] | None:
        now, steps = self.now(), self._service.ward.rules.calendar
        ahead = [
            (STEP_NAMES[step.id], step.closes_at)
            for month in (self._month.shift(-1), self._month, self._month.shift(1))
            for step in steps.steps(month)
            if step.closes_at > now and step.id in STEP_NAMES
        ]
        return min(ahead, key=lambda one: one[1], default=None)

    async def move(self, to: datetime) -> None:
        """Through every due instant in order: closings, mornings, and notices that waited."""
        for instant in self._instants(to):
            self._clock.move(instant)
            await self._service.ward.tick()
            await self._service.deliverer.run()

    def _instants(self, to: datetime) -> list[datetime]:
        steps = self._service.ward.rules.calendar
        now = self.now()
        closings = [
            step.closes_at
            for month in (self._month.shift(-1), self._month, self._month.shift(1))
            for step in steps.steps(month)
        ]
        soon = [now + lifecycle.UNDO_TIME, now + DUE_EVERY]
        first = datetime.combine(now.date(), mornings.OPENS, calendar.ZONE)
        dawns = [first + timedelta(days=more) for more in range((to - now).days + 2)]
        return sorted({at for at in (*closings, *soon, *dawns) if now < at < to} | {to})

    @property
    def _month(self) -> Month:
        return calendar.month_of(self.now())


def demo_people() -> tuple[page.DemoPerson, ...]:
    staff, addresses = sample.organisation(), sample.addresses()
    day = people.day_of(sample.OPENS)
    found = []
    for person in staff.people:
        posts = staff.posts_of(person.code, day)
        post = next((one for one in posts if one.main), posts[0])
        found.append(
            page.DemoPerson(
                code=person.code,
                name=person.name,
                title=post.title,
                unit=staff.require_unit(post.unit).name,
                user_id=addresses[person.code],
                default=person.code in PHONES,
            )
        )
    return tuple(sorted(found, key=_phones_first))


def _phones_first(person: page.DemoPerson) -> tuple[int, str]:
    rank = PHONES.index(person.code) if person.code in PHONES else len(PHONES)
    return rank, person.code


async def fill_sample(settings: Settings) -> None:
    """An empty, prepared database becomes the sample ward at the demo's opening instant.

    *errors.Refused* ``ward.not-empty`` where there are people already.
    """
    ward = composition.build_ward(settings, lambda: sample.OPENS)
    try:
        async with ward.storage.read() as store:
            if (await store.staff.organisation()).people:
                raise errors.Refused("ward.not-empty")
        await sample.fill(ward)
    finally:
        await ward.storage.dispose()


async def demo(port: int) -> None:
    """Until interrupted. Everything is in a temporary folder and on 127.0.0.1."""
    with tempfile.TemporaryDirectory(prefix="danhgia-demo-") as folder:
        print("Đang dựng phường mẫu (khoảng 10 giây)…", file=sys.stderr)
        async with running(Path(folder), page_port=port) as stage:
            print(f"Mở trình duyệt: {stage.page_url}  (Ctrl+C để dừng)", file=sys.stderr)
            await asyncio.Event().wait()


class Stage:
    """A running demo: *server* is the messenger, *service* ours."""

    def __init__(
        self,
        server: TelegramServer,
        service: composition.Service,
        control: Control,
        page_url: str,
    ) -> None:
        self.server = server
        self.service = service
        self.control = control
        self.page_url = page_url


@asynccontextmanager
async def running(folder: Path, *, page_port: int = 0) -> AsyncIterator[Stage]:
    clock = MovableClock(sample.OPENS)
    url = f"sqlite+aiosqlite:///{folder / 'danhgia.db'}"
    await asyncio.to_thread(composition.prepare, Settings(database_url=url))
    await fill_sample(Settings(database_url=url))
    clock = MovableClock(sample.OPENS)
    async with AsyncExitStack() as stack:
        server = TelegramServer(TOKEN, clock)
        sim_url = await server.start(HOST, 0)
        stack.push_async_callback(server.stop)
        hook = _socket(0)
        settings = Settings(
            database_url=url,
            telegram_token=SecretStr(TOKEN),
            telegram_api=sim_url,
            telegram_secret=SecretStr(SECRET),
            public_url=f"http://{HOST}:{hook.getsockname()[1]}",
            admin_codes=ADMINISTRATOR,
        )
        service = composition.Service(settings, polling=False, clock=clock)
        await stack.enter_async_context(_served(service.web(), hook))
        control = Control(service, clock)
        await _hand_out_phones(server, service.ward, control)
        shown = _socket(page_port)
        app = page.create_page(control, sim_url)
        await stack.enter_async_context(_served(app, shown))
        yield Stage(server, service, control, f"http://{HOST}:{shown.getsockname()[1]}")


async def _hand_out_phones(
    server: TelegramServer, ward: composition.Ward, control: Control
) -> None:
    """Everybody is linked by a link code; the phones on the page press START themselves."""
    for person in control.people():
        phone = server.phone(person.user_id, person.name)
        phone.account.started = True
        if not person.default:
            await _link(ward, person)
    for person in control.people():
        if person.default:
            code = await _issue(ward, person)
            await server.phone(person.user_id).start(code.replace("-", ""))


async def _issue(ward: composition.Ward, person: page.DemoPerson) -> str:
    """Nobody's act, unlike a code given out in the chat: no head of unit hears of it."""
    code = staffing.spell(composition.random_bits())
    async with ward.desk(SYSTEM, "demo") as desk:
        until = desk.now + staffing.ON_SCREEN
        digest = staffing.digest(code)
        await desk.store.links.issue(
            LinkCode(digest=digest, person=person.code, issued_at=desk.now, expires_at=until)
        )
    return code


async def _link(ward: composition.Ward, person: page.DemoPerson) -> None:
    code = await _issue(ward, person)
    async with ward.desk(SYSTEM, "demo") as desk:
        await staffing.link(desk, "telegram", str(person.user_id), code)


def _socket(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind((HOST, port))
    return found


class _Server(uvicorn.Server):
    """Tells when it listens, and leaves Ctrl+C to whoever runs the loop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def _served(app: FastAPI, bound: socket.socket) -> AsyncIterator[None]:
    """*app* on an already bound socket, until the block ends."""
    server = _Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="on"))
    task = asyncio.create_task(server.serve(sockets=[bound]))
    listens = asyncio.create_task(server.listens.wait())
    await asyncio.wait({task, listens}, return_when=asyncio.FIRST_COMPLETED)
    listens.cancel()
    if task.done():
        raise RuntimeError("the web server did not start")
    try:
        yield
    finally:
        server.should_exit = True
        await task
