"""Chats and the turns in them: who an event comes from, and whether it was handled before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import errors
from core.ports import Account, Acknowledgement, Chat
from storage import dialects
from storage.columns import Instant
from storage.hot import HotStatement
from storage.tables import chat, staff_revision, turn

_seen = turn.alias("seen")
_last = turn.alias("last")
_newest = (
    select(func.max(turn.c.number))
    .where(turn.c.channel == chat.c.channel, turn.c.address == chat.c.address)
    .correlate(chat)
    .scalar_subquery()
)
_WITH_LAST_TURN = (
    select(
        chat.c.channel,
        chat.c.address,
        chat.c.person,
        chat.c.alive,
        chat.c.card,
        chat.c.shown,
        func.coalesce(_last.c.number, 0).label("last_turn"),
        func.coalesce(_last.c.place, "").label("place"),
    )
    .select_from(chat)
    .outerjoin(
        _last,
        and_(
            _last.c.channel == chat.c.channel,
            _last.c.address == chat.c.address,
            _last.c.number == _newest,
        ),
    )
)
_HERE = (chat.c.channel == bindparam("in_channel"), chat.c.address == bindparam("at_address"))
_HERE_AND_EVENT = (
    _WITH_LAST_TURN.add_columns(
        _seen.c.number.label("seen"),
        _seen.c.answered_at,
        select(staff_revision.c.number).scalar_subquery().label("staff_revision"),
    )
    .outerjoin(
        _seen,
        and_(
            _seen.c.channel == chat.c.channel,
            _seen.c.address == chat.c.address,
            _seen.c.event_id == bindparam("event"),
        ),
    )
    .where(*_HERE)
)
_OPEN = HotStatement(_HERE_AND_EVENT)
_LOCK = select(chat.c.address).where(*_HERE).with_for_update()
_PLACE = (
    select(turn.c.place)
    .where(turn.c.channel == bindparam("in_channel"), turn.c.address == bindparam("at_address"))
    .order_by(turn.c.number.desc())
    .limit(1)
)
_NEXT = (
    ["channel", "address", "number", "event_id", "place", "at"],
    select(
        bindparam("in_channel", type_=turn.c.channel.type),
        bindparam("at_address", type_=turn.c.address.type),
        func.coalesce(func.max(turn.c.number), 0) + 1,
        bindparam("event", type_=turn.c.event_id.type),
        bindparam("left_at", type_=turn.c.place.type),
        bindparam("instant", type_=Instant()),
    ).where(turn.c.channel == bindparam("in_channel"), turn.c.address == bindparam("at_address")),
)
_RECORD = HotStatement(insert(turn).from_select(*_NEXT))
_ANSWERED = (
    update(turn)
    .where(
        turn.c.channel == bindparam("in_channel"),
        turn.c.address == bindparam("at_address"),
        turn.c.number == bindparam("turn_number"),
        turn.c.answered_at.is_(None),
    )
    .values(answered_at=bindparam("instant"))
)
_SHOWN = (
    update(chat)
    .where(*_HERE, chat.c.shown <= bindparam("turn_number"))
    .values(card=bindparam("shown_card"), shown=bindparam("turn_number"))
)


class SqlChats:
    """*saw_revision* is told the revision of the staff, which is read along with a chat."""

    def __init__(
        self, connection: AsyncConnection, *, writes: bool, saw_revision: Callable[[int], None]
    ) -> None:
        self._connection = connection
        self._saw_revision = saw_revision
        self._locks = writes and connection.dialect.name == "postgresql"
        self._opened: dict[tuple[str, str], tuple[str, Chat]] = {}

    async def open(self, channel: str, address: str, event_id: str) -> Chat:
        """A first contact has nobody, turn 0 and no place; its row is made by :meth:`record`.

        In a writing transaction no other opens the same chat until this one ends.
        """
        here = {"in_channel": channel, "at_address": address, "event": event_id}
        if self._locks:  # a statement of its own: what waits for a lock sees what was before it
            await self._connection.execute(_LOCK, here)
        rows = await _OPEN.rows(self._connection, here)
        if not rows:
            return _stranger(channel, address)
        *columns, seen, answered_at, revision = rows[0]
        self._saw_revision(revision or 0)
        found = _chat(columns, seen=seen is not None, answered=answered_at is not None)
        self._opened[channel, address] = event_id, found
        return found

    async def record(
        self, channel: str, address: str, event_id: str, place: str, at: datetime
    ) -> int:
        """*errors.Stale* when this event, or the next number, was recorded by somebody else."""
        values = {
            "in_channel": channel,
            "at_address": address,
            "event": event_id,
            "left_at": place,
            "instant": at,
        }
        event, opened = self._opened.pop((channel, address), ("", None))
        if opened is None:
            await self._meet(channel, address)
        elif event == event_id and not opened.seen and _RECORD.ahead(self._connection, values):
            return opened.last_turn + 1  # certain: this transaction holds SQLite's only write lock
        adding = dialects.insert(self._connection, turn).from_select(*_NEXT)
        found = await self._connection.execute(
            adding.on_conflict_do_nothing().returning(turn.c.number), values
        )
        number: int | None = found.scalar()
        if number is None:
            raise errors.Stale("turn", channel=channel, event=event_id)
        return number

    async def _meet(self, channel: str, address: str) -> None:
        await self._connection.execute(
            dialects.insert(self._connection, chat)
            .values(channel=channel, address=address, alive=True, shown=0)
            .on_conflict_do_nothing()
        )

    async def link(self, channel: str, address: str, person: str, at: datetime) -> None:
        await self._meet(channel, address)
        await self._change(channel, address, person=person, linked_at=at, alive=True)

    async def unlink(self, channel: str, address: str) -> None:
        await self._change(channel, address, person=None, linked_at=None)

    async def accounts(self, person: str) -> tuple[Account, ...]:
        """In the order in which they were linked."""
        rows = await self._connection.execute(
            select(chat.c.channel, chat.c.address, chat.c.person, chat.c.alive, chat.c.linked_at)
            .where(chat.c.person == person)
            .order_by(chat.c.linked_at, chat.c.channel, chat.c.address)
        )
        return tuple([Account(**row._asdict()) for row in rows])

    async def linked(self) -> frozenset[str]:
        rows = await self._connection.execute(
            select(chat.c.person).where(chat.c.person.is_not(None)).distinct()
        )
        return frozenset(rows.scalars())

    async def mark(self, channel: str, address: str, *, alive: bool, at: datetime) -> None:
        await self._change(channel, address, alive=alive)

    async def acknowledge(self, acks: Sequence[Acknowledgement]) -> None:
        """One statement for all answers and one for all cards, whatever their number."""
        if not acks:
            return
        rows = [
            {
                "in_channel": one.channel,
                "at_address": one.address,
                "turn_number": one.turn,
                "instant": one.at,
                "shown_card": one.card,
            }
            for one in acks
        ]
        await self._connection.execute(_ANSWERED, [_without(row, "shown_card") for row in rows])
        cards = [_without(row, "instant") for row in rows if row["shown_card"] is not None]
        if cards:
            await self._connection.execute(_SHOWN, cards)

    async def lagging(self, channel: str) -> tuple[Chat, ...]:
        rows = await self._connection.execute(
            _WITH_LAST_TURN.where(
                chat.c.channel == channel, chat.c.alive, chat.c.shown < _newest
            ).order_by(chat.c.address)
        )
        return tuple([_chat(row, seen=False, answered=False) for row in rows])

    async def place(self, channel: str, address: str) -> str:
        here = {"in_channel": channel, "at_address": address}
        return (await self._connection.execute(_PLACE, here)).scalar() or ""

    async def replace_place(self, channel: str, address: str, number: int, place: str) -> None:
        await self._connection.execute(
            update(turn)
            .where(
                turn.c.channel == channel,
                turn.c.address == address,
                turn.c.number == number,
            )
            .values(place=place)
        )

    async def _change(self, channel: str, address: str, **values: object) -> None:
        await self._connection.execute(
            update(chat)
            .where(chat.c.channel == channel, chat.c.address == address)
            .values(**values)
        )


def _chat(columns: Sequence[Any], *, seen: bool, answered: bool) -> Chat:
    channel, address, person, alive, card, shown, last_turn, place = columns
    return Chat(
        channel=channel,
        address=address,
        person=person,
        alive=bool(alive),
        card=card,
        shown=shown,
        last_turn=last_turn,
        place=place,
        seen=seen,
        answered=answered,
    )


def _stranger(channel: str, address: str) -> Chat:
    return _chat((channel, address, None, True, None, 0, 0, ""), seen=False, answered=False)


def _without(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}
