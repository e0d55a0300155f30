"""The interactive lane: the live card of each chat follows what the last turn says.

Each chat has its own worker, so one chat's flood wait holds up nobody else. Newer screens
overtake those not sent yet: only the last one matters on a card that is edited in place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.dialogs.screen import Document
from bot.handlers.telegram import render
from bot.handlers.telegram.api import BLOCKED, DONE, GONE, LATER, Api, Sent
from bot.place import Codec
from bot.turn import Reply
from core.ports import Acknowledgement

log = structlog.get_logger(__name__)

CHANNEL = "telegram"
TRIES = 6
FIRST_WAIT = 0.5
ACK_EVERY = 0.1

Acknowledge = Callable[[Sequence[Acknowledgement]], Awaitable[None]]
NoteOwed = Callable[[str, str, int, int], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """A document on its way; *behind* counts those of the same *turn* that come after it."""

    turn: int
    behind: int
    document: Document


@dataclass(slots=True)
class _Lane:
    """*card* is the newest message known to be ours; *wanted* what it should show.

    *bare*: the card has no buttons, so there are none to take off.
    *papers*: documents not given yet. *accepted*: the newest turn that was shown. *welcome*: said
    before the card, in a message of its own that puts the offer to share a number away.
    """

    card: int | None = None
    bare: bool = False
    papers: list[_Paper] = field(default_factory=list)
    accepted: int = 0
    welcome: str = ""
    wanted: Reply | None = None
    worker: asyncio.Task[None] | None = None
    settled: asyncio.Event = field(default_factory=asyncio.Event)


class Cards:
    def __init__(
        self,
        api: Api,
        codec: Codec,
        clock: Callable[[], datetime],
        acknowledge: Acknowledge,
        mark_dead: Callable[[str, str], Awaitable[None]],
        note_owed: NoteOwed,
    ) -> None:
        self._api = api
        self._codec = codec
        self._clock = clock
        self._acknowledge = acknowledge
        self._mark_dead = mark_dead
        self._note_owed = note_owed
        self._lanes: dict[str, _Lane] = {}
        self._acks: dict[tuple[str, int], Acknowledgement] = {}
        self._ack_writer: asyncio.Task[None] | None = None
        self._kept: set[asyncio.Task[None]] = set()

    def live(self, chat: str) -> int | None:
        """The live card as this process knows it, newer than what is stored perhaps."""
        lane = self._lanes.get(chat)
        return lane.card if lane else None

    def adopt(self, chat: str, message: int) -> None:
        """A press came from a newer message of ours (a notice): it is the card from now on."""
        lane = self._lane(chat)
        former, lane.card = lane.card, message
        if former is not None and former < message:
            if not lane.bare:
                self._later(self._api.strip(chat, former))
            lane.bare = False

    def show(self, chat: str, reply: Reply) -> asyncio.Event:
        """Set when the card shows it, or when it was given up."""
        lane = self._lane(chat)
        if reply.repeat and (lane.wanted is not None or lane.accepted >= reply.turn):
            return lane.settled  # this process is at it, or its record is on the way
        if lane.card is None and reply.card:
            lane.card = int(reply.card)
        if reply.screen is not None and reply.screen.apart:
            lane.welcome = render.lines(reply.screen.above)
            reply = replace(reply, screen=replace(reply.screen, above=()))
        papers = _papers(reply)
        lane.papers += papers
        if papers or (lane.wanted is not None and lane.wanted.fresh):
            reply = replace(reply, fresh=True)  # below what it comes with
        lane.wanted = reply
        lane.settled.clear()
        if lane.worker is None or lane.worker.done():
            lane.worker = asyncio.create_task(self._guarded(chat, lane))
        return lane.settled

    def busy(self, chat: str) -> bool:
        lane = self._lanes.get(chat)
        return lane is not None and lane.wanted is not None

    async def close(self) -> None:
        """Waits for what is under way, then for its record."""
        workers = [lane.worker for lane in self._lanes.values() if lane.worker]
        if workers:
            await asyncio.wait(workers, timeout=5)
        for worker in workers:
            worker.cancel()
        if self._ack_writer is not None:
            await asyncio.gather(self._ack_writer, return_exceptions=True)
        await self._flush()

    def acknowledge(self, chat: str, turn: int, card: int | None) -> None:
        lane = self._lane(chat)
        lane.accepted = max(lane.accepted, turn)
        self._acks[chat, turn] = Acknowledgement(
            channel=CHANNEL,
            address=chat,
            turn=turn,
            card=str(card) if card is not None else None,
            at=self._clock(),
        )
        if self._ack_writer is None or self._ack_writer.done():
            self._ack_writer = asyncio.create_task(self._write_acks())

    def _lane(self, chat: str) -> _Lane:
        return self._lanes.setdefault(chat, _Lane())

    async def _guarded(self, chat: str, lane: _Lane) -> None:
        """A fault of ours must not leave the chat without a worker, nor the request waiting."""
        try:
            await self._work(chat, lane)
        except Exception:
            log.exception("card worker failed", chat=chat)
            lane.wanted = None
            lane.settled.set()

    async def _work(self, chat: str, lane: _Lane) -> None:
        tries = 0
        while (reply := lane.wanted) is not None:
            sent = await self._put(chat, lane, reply)
            if sent.kind == LATER and tries < TRIES:
                tries += 1
                await asyncio.sleep(_pause(sent, tries))
                continue
            if sent.kind == BLOCKED:
                await self._mark_dead(CHANNEL, chat)
            elif sent.kind != DONE:
                log.warning("card not shown", chat=chat, outcome=sent.kind, detail=sent.detail)
            tries = 0
            if lane.wanted is reply:
                lane.wanted = None
                lane.settled.set()

    async def _put(self, chat: str, lane: _Lane, reply: Reply) -> Sent:
        screen = reply.screen
        if screen is None:
            return Sent(kind=DONE)
        text, keyboard = render.text(screen), render.keyboard(screen, self._codec)
        former = lane.card
        if former is not None and not reply.fresh:
            sent = await self._api.edit(chat, former, text, keyboard)
            if sent.kind != GONE:
                if sent.kind == DONE:
                    lane.bare = not screen.rows
                    self.acknowledge(chat, reply.turn, former)
                return sent
        if (greeted := await self._greet(chat, lane)).kind != DONE:
            return greeted
        await self._give(chat, lane)
        if lane.wanted is not reply:  # overtaken while its documents were on their way
            return Sent(kind=DONE)
        sent = await self._api.send(chat, text, keyboard)
        if sent.kind == DONE:
            if sent.message is not None:
                lane.card = max(sent.message, lane.card or 0)
            self.acknowledge(chat, reply.turn, lane.card)
            if former is not None and former != lane.card and not lane.bare:
                await self._api.strip(chat, former)
            lane.bare = not screen.rows
        return sent

    async def _greet(self, chat: str, lane: _Lane) -> Sent:
        """Apart from the card: a message puts away the offer to share a number or has buttons."""
        if not lane.welcome:
            return Sent(kind=DONE)
        sent = await self._api.send(chat, lane.welcome, render.NO_KEYBOARD)
        if sent.kind == DONE:
            lane.welcome = ""
        return sent

    async def _give(self, chat: str, lane: _Lane) -> None:
        """One after another; one that cannot be given holds up neither the card nor the rest."""
        while lane.papers:
            paper = lane.papers.pop(0)
            sent = await self._api.document(chat, paper.document)
            tries = 0
            while sent.kind == LATER and tries < TRIES:
                tries += 1
                await asyncio.sleep(_pause(sent, tries))
                sent = await self._api.document(chat, paper.document)
            if sent.kind == DONE:
                await self._gave(chat, paper)
            else:
                log.warning("file not given", chat=chat, outcome=sent.kind, detail=sent.detail)

    async def _gave(self, chat: str, paper: _Paper) -> None:
        try:
            await self._note_owed(CHANNEL, chat, paper.turn, paper.behind)
        except Exception:  # at worst it is given once more after a restart
            log.exception("given file not recorded", chat=chat)

    def _later(self, call: Awaitable[object]) -> None:
        async def run() -> None:
            await call

        task = asyncio.create_task(run())
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)

    async def _write_acks(self) -> None:
        """Until none is left: one that came while others were being written waits here too."""
        while self._acks:
            await asyncio.sleep(ACK_EVERY)
            await self._flush()

    async def _flush(self) -> None:
        acks, self._acks = self._acks, {}
        if not acks:
            return
        try:
            await self._acknowledge(list(acks.values()))
        except Exception:  # the next one takes them along; lost for good, a card is shown again
            log.exception("answers not recorded", count=len(acks))
            self._acks = {**acks, **self._acks}


def _papers(reply: Reply) -> list[_Paper]:
    documents = reply.screen.documents if reply.screen is not None else ()
    return [
        _Paper(turn=reply.turn, behind=len(documents) - number, document=document)
        for number, document in enumerate(documents, start=1)
        if number > reply.given
    ]


def _pause(sent: Sent, tries: int) -> float:
    """Seconds: what the messenger asked for, or twice as long each time."""
    return sent.wait.total_seconds() if sent.wait else FIRST_WAIT * 2**tries
