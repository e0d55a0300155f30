"""The page of phones: a demo that is looked at in a browser, on 127.0.0.1 only.

The page draws what the simulated Telegram server holds, over that server's JSON control API, and moves
the one clock of the demo, here. It has no build step and asks no host but these two.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict

STATIC = Path(__file__).parent / "static"
VIETNAM = timezone(timedelta(hours=7))
MORNING = time(8, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Who can hold a phone; *default* marks those whose phones are open when the page is first seen."""

    code: str
    name: str
    title: str
    unit: str
    user_id: int
    default: bool = False


class DemoControl(Protocol):
    """What the page needs of the running demo. Instants are aware."""

    def now(self) -> datetime: ...

    def month(self) -> str:
        """The evaluated month that the demo is about, ``YYYY-MM``."""
        ...

    def people(self) -> Sequence[DemoPerson]: ...

    def next_closing(self) -> tuple[str, datetime] | None:
        """The first step that closes strictly after `now`, in words for a person, and its instant."""
        ...

    async def move(self, to: datetime) -> None:
        """Step through every due instant up to *to*; only called with *to* after `now`."""
        ...


class ImpossibleMoveError(Exception):
    """Why the clock stays where it is: a Vietnamese sentence for the person at the page."""


class ClockMove(BaseModel):
    """``+1h``, ``next-morning``, ``next-closing`` or an RFC 3339 instant with its offset."""

    model_config = ConfigDict(extra="forbid", strict=True)
    to: str


def destination(control: DemoControl, to: str) -> datetime:
    """The instant that *to* names; raises `ImpossibleMoveError` when it cannot be read or is not ahead."""
    now = control.now().astimezone(VIETNAM)
    instant = _named_instant(control, now, to) or _read_instant(to)
    if instant <= now:
        raise ImpossibleMoveError(
            f"Đồng hồ chỉ đi tới: {spoken(instant)} không sau bây giờ ({spoken(now)})."
        )
    return instant


def _named_instant(control: DemoControl, now: datetime, to: str) -> datetime | None:
    if to == "+1h":
        return now + timedelta(hours=1)
    if to == "next-morning":
        return datetime.combine(now.date() + timedelta(days=1), MORNING, VIETNAM)
    if to != "next-closing":
        return None
    closing = control.next_closing()
    if closing is None:
        raise ImpossibleMoveError("Không còn hạn nào phía trước trong tháng này.")
    return closing[1]


def spoken(instant: datetime) -> str:
    """As Vietnamese offices write it: ``08:30 ngày 22/10/2026``."""
    return instant.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y")


def _read_instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text.strip())
        instant = instant.astimezone(VIETNAM) if instant.tzinfo else instant
    except (ValueError, OverflowError):
        raise ImpossibleMoveError(
            f"Không đọc được thời điểm “{text[:40]}”. Ví dụ đúng: 2026-10-25T08:00:00+07:00."
        ) from None
    if instant.tzinfo is None:
        raise ImpossibleMoveError("Thời điểm phải kèm múi giờ, ví dụ 2026-10-25T08:00:00+07:00.")
    return instant


def state(control: DemoControl, sim_url: str) -> dict[str, object]:
    """What ``GET /demo/state`` answers; *speed* is demo seconds for each real second."""
    closing = control.next_closing()
    return {
        "now": _rfc3339(control.now()),
        "speed": 1,
        "month": control.month(),
        "next_closing": closing and {"step": closing[0], "at": _rfc3339(closing[1])},
        "sim": sim_url,
        "people": [asdict(person) for person in control.people()],
    }


def _rfc3339(instant: datetime) -> str:
    return instant.astimezone(VIETNAM).isoformat(timespec="seconds")


def _refusal(sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status_code=400)


def content_security_policy(sim_url: str) -> str:
    """Only this origin, and the simulated messenger for data and pictures."""
    parts = urlsplit(sim_url)
    sim = f"{parts.scheme}://{parts.netloc}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"img-src 'self' {sim}; connect-src 'self' {sim}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def create_page(control: DemoControl, sim_url: str) -> FastAPI:
    """The application of the page; *sim_url* is the origin of the simulated Telegram server."""
    app = FastAPI(title="Mô phỏng", docs_url=None, redoc_url=None, openapi_url=None)
    sim_url = sim_url.rstrip("/")
    policy = content_security_policy(sim_url)
    moving = asyncio.Lock()

    @app.middleware("http")
    async def guard(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.exception_handler(RequestValidationError)
    async def refuse(_request: Request, _error: Exception) -> JSONResponse:
        return _refusal('Yêu cầu phải có dạng {"to": "+1h"}.')

    @app.get("/")
    async def index() -> FileResponse:
        return FileResponse(STATIC / "index.html", media_type="text/html; charset=utf-8")

    @app.get("/demo/state")
    async def read_state() -> dict[str, object]:
        return state(control, sim_url)

    @app.post("/demo/clock", response_model=None)
    async def move_clock(move: ClockMove) -> dict[str, object] | JSONResponse:
        async with moving:
            try:
                to = destination(control, move.to)
            except ImpossibleMoveError as why:
                return _refusal(str(why))
            await control.move(to)
        return state(control, sim_url)

    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
