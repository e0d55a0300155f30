"""Updates on their way to the bot: kept until confirmed, handed out by getUpdates."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from bot.demo.telegram_request import BotApiError, Json, Params, bad_request
from bot.demo.telegram_state import World

FIRST_UPDATE_ID = 482_000_001
LIFETIME = 24 * 3600.0
TIMEOUT_AT_MOST = 50
LIMIT_AT_MOST = 100
ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True, kw_only=True, eq=False)
class Pending:
    """`not_before` on the loop's clock: held back until then; `repeated`: delivered before."""

    update: Json
    chat_id: int
    created: float
    not_before: float
    retry_delay: float = 0.0
    in_flight: bool = False
    repeated: bool = False
    is_held_for_more: bool = False

    @property
    def update_id(self) -> int:
        return int(self.update["update_id"])


def read_allowed(params: Params) -> list[str] | None:
    """None when the call does not name them: the remembered ones stay."""
    value = params.loads("allowed_updates", "can't parse allowed updates JSON object")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(kind, str) for kind in value):
        raise bad_request("expected an Array of String as allowed_updates")
    return value


class UpdateQueue:
    def __init__(self, world: World) -> None:
        self.pending: list[Pending] = []
        self.allowed: list[str] = []
        self._world = world
        self._history: deque[Pending] = deque(maxlen=1000)
        self._next_id = FIRST_UPDATE_ID
        self._poll = 0
        self._closed_by = ""

    def push(self, kind: str, payload: Json, chat_id: int, *, hold: float = 0.0) -> int | None:
        """The new update's id, None when the bot did not ask for this kind."""
        self._release_held(chat_id)
        if kind in ON_REQUEST_ONLY and kind not in self.allowed:
            return None
        if self.allowed and kind not in self.allowed:
            return None
        update = {"update_id": self._next_id, kind: payload}
        self._next_id += 1
        now = self._world.now()
        entry = Pending(
            update=update,
            chat_id=chat_id,
            created=now,
            not_before=now + hold,
            is_held_for_more=hold > 0,
        )
        self.pending.append(entry)
        self._history.append(entry)
        self._world.signal.touch()
        return entry.update_id

    def _release_held(self, chat_id: int) -> None:
        for entry in self.pending:
            if entry.chat_id == chat_id and entry.is_held_for_more:
                entry.not_before = self._world.now()
                entry.is_held_for_more = False

    def redeliver(self, update_id: int | None = None) -> int:
        """Queue an update once more under its id, the last one by default; LookupError if none."""
        known = [e for e in self._history if update_id is None or e.update_id == update_id]
        if not known:
            raise LookupError(f"no update {update_id}")
        entry, now = known[-1], self._world.now()
        again = Pending(
            update=entry.update,
            chat_id=entry.chat_id,
            created=now,
            not_before=now,
            repeated=True,
        )
        self.pending.append(again)
        self._world.signal.touch()
        return entry.update_id

    def confirm(self, entry: Pending) -> None:
        if entry in self.pending:
            self.pending.remove(entry)
        self._world.signal.touch()

    def drop_all(self) -> None:
        self.pending.clear()
        self._world.signal.touch()

    def forget_expired(self) -> None:
        oldest = self._world.now() - LIFETIME
        self.pending = [e for e in self.pending if e.created > oldest or e.in_flight]

    def terminate_polls(self, reason: str) -> None:
        """End a waiting getUpdates with 409 `Conflict: terminated by` *reason*."""
        self._poll += 1
        self._closed_by = reason
        self._world.signal.touch()

    def _confirm_below(self, offset: int) -> None:
        if offset > 0:
            self.pending = [e for e in self.pending if e.repeated or e.update_id >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]
        self._world.signal.touch()

    def _visible(self, limit: int) -> list[Pending]:
        now = self._world.now()
        held = {e.chat_id for e in self.pending if e.not_before > now}
        return [e for e in self.pending if e.not_before <= now or e.chat_id not in held][:limit]

    async def get_updates(self, params: Params) -> list[Json]:
        """Long poll; raises 409 when another call takes over. Nothing leaves until confirmed."""
        self.terminate_polls(
            "other getUpdates request; make sure that only one bot instance is running"
        )
        mine = self._poll
        allowed = read_allowed(params)
        self.allowed = self.allowed if allowed is None else allowed
        self._confirm_below(params.integer("offset"))
        limit = params.integer("limit", LIMIT_AT_MOST)
        limit = limit if 1 <= limit <= LIMIT_AT_MOST else LIMIT_AT_MOST
        timeout = min(max(params.integer("timeout"), 0), TIMEOUT_AT_MOST)
        end = self._world.now() + timeout
        while True:
            self.forget_expired()
            batch = self._visible(limit)
            now = self._world.now()
            if batch or now >= end:
                break
            due = [e.not_before for e in self.pending if e.not_before > now]
            await self._world.signal.wait(min([end, *due]) - now)
            if self._poll != mine:
                raise BotApiError(409, f"Conflict: terminated by {self._closed_by}")
        for entry in batch:
            if entry.repeated:
                self.confirm(entry)
        return [entry.update for entry in batch]
