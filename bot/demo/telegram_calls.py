"""The log of everything that crossed the wire, and the switches that make it go wrong."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.demo.telegram_flood import too_many_requests
from bot.demo.telegram_request import BotApiError, Json, Params
from bot.demo.telegram_state import World

KEPT = 2000
OUTWARD, INWARD = "bot->telegram", "telegram->bot"


@dataclass(slots=True, kw_only=True)
class Call:
    """One request and its answer; `n` is the log's version at its last change. `status` is None until it is answered or when it never was.

    `raw` is the body as sent, the token masked; `via` is `webhook` for a call in a reply's body.
    """

    id: int
    n: int
    at: str
    direction: str
    method: str
    request: Json
    raw: str
    via: str = "http"
    status: int | None = None
    response: Any = None

    @property
    def refused(self) -> bool:
        return self.status is not None and not 200 <= self.status < 300

    @property
    def description(self) -> str:
        """The refusal's words, empty for an accepted call."""
        match self.response:
            case {"description": str(words)} if self.refused:
                return words
        return ""

    def as_json(self) -> Json:
        return {**asdict(self), "refused": self.refused}


class CallLog:
    def __init__(self, world: World, token: str) -> None:
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.version = 0
        self.in_progress = 0
        self._world = world
        self._token = token

    def _masked(self, value: Any) -> Any:
        return json.loads(json.dumps(value).replace(self._token, "***"))

    def open(self, direction: str, method: str, params: Params, *, via: str = "http") -> Call:
        self.version += 1
        call = Call(
            id=self.version,
            n=self.version,
            at=self._world.clock().isoformat(),
            direction=direction,
            method=method,
            request=self._masked(params.shown()),
            raw=params.raw.replace(self._token, "***"),
            via=via,
        )
        self.calls.append(call)
        self.in_progress += method.lower() != "getupdates"
        self._world.signal.touch()
        return call

    def close(self, call: Call, status: int | None, response: Any) -> None:
        """An answered call is news to who watches the log, so it gets a new number there."""
        call.status, call.response = status, self._masked(response)
        self.in_progress -= call.method.lower() != "getupdates"
        self.version += 1
        call.n = self.version
        self._world.signal.touch()


@dataclass(slots=True, kw_only=True, eq=False)
class Fault:
    """What happens to the next calls that match; `method` None is any but getUpdates, `chat_id` None any."""

    method: str | None
    chat_id: int | None
    times: int
    error: BotApiError | None = None
    drops: bool = False
    hangs: bool = False
    executes: bool = False
    hold: Hold | None = None
    delay: float = 0.0

    def fits(self, method: str, chat_id: str) -> bool:
        if self.method is None:
            is_named = method.lower() != "getupdates"
        else:
            is_named = method.lower() == self.method.lower()
        return is_named and (self.chat_id is None or str(self.chat_id) == chat_id)


@dataclass(slots=True)
class Hold:
    """A call kept waiting: `arrived` is set when it came, `release()` lets it go on."""

    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        self.released.set()


def refusal(status: int, retry_after: int, description: str | None) -> BotApiError:
    words = {
        403: "Forbidden: bot was blocked by the user",
        500: "Internal Server Error",
        502: "Bad Gateway",
    }
    if status == 429:
        return too_many_requests(retry_after)
    return BotApiError(status, description or words.get(status, "Bad Request: simulated"))


class Faults:
    def __init__(self) -> None:
        self.latency = 0.0
        self._faults: list[Fault] = []
        self._holds: list[Hold] = []

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)
        if fault.hold is not None:
            self._holds.append(fault.hold)

    def clear(self) -> None:
        for hold in self._holds:
            hold.release()
        self._holds.clear()
        self._faults.clear()
        self.latency = 0.0

    def take(self, method: str, params: Params, which: Callable[[Fault], bool]) -> Fault | None:
        """The first fitting fault of that kind, used up by one."""
        for fault in self._faults:
            if which(fault) and fault.fits(method, params.text("chat_id")):
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
                return fault
        return None
