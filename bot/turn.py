"""One event in, one transaction, one answer out. Durable before answered, and never twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from weakref import WeakValueDictionary

import structlog

from bot import channel as channels
from bot import place as places
from bot.dialogs import commands, faults, link, routes
from bot.dialogs.administration.invitations import Invitations
from bot.dialogs.context import Context
from bot.dialogs.screen import Action, Document, Screen, Upload, act
from bot.dialogs.units.books import Workbooks
from bot.dialogs.words import Words
from bot.place import HOME, Codec, Place
from core import errors, ports
from core.rulebook import Rulebook
from core.usecases import staffing
from core.usecases.desk import Desk

log = structlog.get_logger(__name__)

PRESS, TEXT, FILE, OTHER, REST, SHOW = "press", "text", "file", "other", "rest", "show"
NUMBER = "number"
UNASKED_FILE = act("file.received")
_BUGS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
"""Faults of ours in one step: told and logged, so that the chat is not stuck on one update.

A fault of the database is none of these: the messenger brings the update again.
"""
MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a messenger brought. *event_id* is the messenger's own, the same when repeated.

    *kind*: a press, a text, something else, the rest of a cut text that did not come, or a wish
    to see the card again. *old_card*: pressed on a card that is no longer the live one.
    *numbered*: the channel has no buttons, so the choices of the screen are remembered.
    *continues*: the phone cut the text, the rest follows. A file that could not be read has
    *fault*, what was wrong with it, in its place. *is_own*: the messenger vouches that the phone
    number in *text* is that of whoever shared it.
    """

    channel: str
    address: str
    event_id: str
    kind: str
    action: Action | None = None
    text: str = ""
    numbered: bool = False
    continues: bool = False
    old_card: bool = False
    file: Upload | None = None
    fault: errors.BadInput | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What to show. *screen* ``None``: nothing (answered before, or the rest of a text follows).

    *turn* numbers the answer within the chat. *toast* is a short answer to a press. *fresh*: the
    card goes to the bottom. *card* is the live card known when the event came.
    *repeat*: the event was handled before, but no answer is recorded yet. *given*: so many of
    the screen's documents have arrived already.
    """

    screen: Screen | None
    turn: int = 0
    toast: str = ""
    fresh: bool = False
    card: str | None = None
    waits: bool = False
    repeat: bool = False
    given: int = 0


class Turns:
    """Handles events: those of one chat in order, those of different chats at the same time."""

    def __init__(
        self,
        storage: ports.Storage,
        rules: Rulebook,
        words: Words,
        clock: Callable[[], datetime],
        codec: Codec,
        workbooks: Workbooks,
        administrators: frozenset[str],
        invitations: Invitations,
    ) -> None:
        self._invitations = invitations
        self._administrators = administrators
        self._storage = storage
        self._rules = rules
        self._words = words
        self._clock = clock
        self._codec = codec
        self._workbooks = workbooks
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def handle(self, event: Event) -> Reply:
        """Committed when it returns; whatever is raised left no trace."""
        key = (event.channel, event.address)
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        async with lock:
            try:
                return await self._attempt(event, None)
            except errors.WardError as error:
                return await self._attempt(event, error)
            except _BUGS as bug:
                log.exception("a step failed", step=event.action and event.action.name)
                return await self._attempt(event, errors.BadInput("bug", kind=type(bug).__name__))

    async def acknowledge(self, acks: Sequence[ports.Acknowledgement]) -> None:
        async with self._storage.write() as store:
            await store.chats.acknowledge(acks)
            await store.commit()

    async def lagging(self, channel: str) -> tuple[ports.Chat, ...]:
        async with self._storage.read() as store:
            return await store.chats.lagging(channel)

    async def card(self, channel: str, address: str) -> str | None:
        """The live card as it is recorded."""
        async with self._storage.read() as store:
            return (await store.chats.open(channel, address, "")).card

    async def awaits(self, channel: str, address: str, event_id: str) -> bool:
        """Whether what comes with this event is to be fetched: from somebody we know, and new."""
        async with self._storage.read() as store:
            chat = await store.chats.open(channel, address, event_id)
        return chat.person is not None and not chat.seen

    async def note_owed(self, channel: str, address: str, turn: int, owed: int) -> None:
        """All documents of this turn but the last *owed* arrived; nothing where the conversation
        went on since.
        """
        async with self._storage.write() as store:
            chat = await store.chats.open(channel, address, "")
            if chat.last_turn == turn:
                place = replace(self._at(chat), owed=owed)
                await store.chats.replace_place(
                    channel, address, turn, places.write(place, self._codec)
                )
            await store.commit()

    async def mark_dead(self, channel: str, address: str) -> None:
        async with self._storage.write() as store:
            await store.chats.mark(channel, address, alive=False, at=self._clock())
            await store.commit()

    async def _attempt(self, event: Event, error: errors.WardError | None) -> Reply:
        """The second time with the *error* of the first, which was rolled back whole."""
        now = self._clock()
        async with self._storage.write() as store:
            chat = await store.chats.open(event.channel, event.address, event.event_id)
            place = self._at(chat)
            if (chat.seen and chat.answered) or (event.kind == REST and not place.part):
                return Reply(screen=None)
            if not chat.alive:
                await store.chats.mark(event.channel, event.address, alive=True, at=now)
                await store.outbox.revive(chat.person or "")
            desk = self._desk(store, chat, now)
            if chat.person is None:
                reply = await self._stranger(desk, event, error)
            else:
                ctx = await self._context(desk, event)
                reply = await self._known(ctx, event, chat, place, error)
            if chat.seen or event.kind == SHOW:
                await store.commit()
                return replace(reply, turn=chat.last_turn, card=chat.card, repeat=chat.seen)
            after = self._place(event, reply, place)
            turn = await store.chats.record(
                event.channel, event.address, event.event_id, places.write(after, self._codec), now
            )
            await store.commit()
            return replace(reply, turn=turn, card=chat.card)

    def _desk(self, store: ports.UnitOfWork, chat: ports.Chat, now: datetime) -> Desk:
        return Desk(
            store=store,
            rules=self._rules,
            now=now,
            actor=chat.person or "",
            channel=chat.channel,
            administrators=self._administrators,
        )

    def _at(self, chat: ports.Chat) -> Place:
        return places.read(chat.place, self._codec)

    async def _context(self, desk: Desk, event: Event) -> Context:
        return Context(
            desk=desk,
            words=self._words,
            person=await desk.person(desk.actor),
            channel=event.channel,
            address=event.address,
            workbooks=self._workbooks,
            invitations=self._invitations,
        )

    async def _known(
        self,
        ctx: Context,
        event: Event,
        chat: ports.Chat,
        place: Place,
        error: errors.WardError | None,
    ) -> Reply:
        if event.kind == SHOW or chat.seen:
            shown = await self._again(ctx, place, with_documents=True)
            given = max(len(shown.documents) - place.owed, 0)
            return Reply(screen=shown, fresh=event.kind != PRESS, given=given)
        if error is not None:
            return await self._refused(ctx, event, place, error)
        if event.kind == PRESS:
            return await self._pressed(ctx, event, place)
        if event.kind == FILE:
            return await self._given(ctx, event, place)
        if event.kind in {OTHER, NUMBER}:
            shown = await self._again(ctx, place)
            return Reply(screen=shown.told(ctx.say("common.only-text")), fresh=True)
        return await self._typed(ctx, event, place)

    async def _pressed(self, ctx: Context, event: Event, place: Place) -> Reply:
        """On an old card only looking is allowed: what it would change may be long past."""
        if event.action is None or not routes.known(event.action):
            raise errors.BadInput("button")
        if event.action == place.did:
            return Reply(screen=None)
        if event.old_card and not routes.fits_old_card(event.action):
            shown = await self._again(ctx, place)
            said = ctx.say("common.old-card")
            return Reply(screen=shown.told(said), toast=said.plain, fresh=True)
        return Reply(screen=await routes.run(ctx, event.action), fresh=event.old_card)

    async def _given(self, ctx: Context, event: Event, place: Place) -> Reply:
        """A photo or a file: for the screen that asked for one, else it is asked what it is."""
        if event.file is None:
            raise event.fault or errors.BadInput("file.unreadable")
        step = place.takes or UNASKED_FILE
        return Reply(screen=await routes.run(ctx, step, file=event.file), fresh=True)

    async def _typed(self, ctx: Context, event: Event, place: Place) -> Reply:
        text = place.part + event.text
        if event.continues and len(text) < MOST_TEXT:
            return Reply(screen=None, waits=True)
        typed = text.strip()
        if typed.startswith("/"):
            action, said = commands.read(typed)
            return Reply(screen=await routes.run(ctx, action, said), fresh=True)
        chosen = (place.menu or {}).get(typed.casefold())
        if chosen is not None:
            return Reply(screen=await routes.run(ctx, chosen), fresh=True)
        if place.ask is not None and typed:
            return Reply(screen=await routes.run(ctx, place.ask, typed), fresh=True)
        shown = await self._again(ctx, place)
        return Reply(screen=shown.told(ctx.say("common.unreadable")), fresh=True)

    async def _refused(
        self, ctx: Context, event: Event, place: Place, error: errors.WardError
    ) -> Reply:
        """The same screen again with a sentence; nothing of the attempt is left."""
        said = faults.sentences(self._words, error)
        shown = await self._again(ctx, place)
        if error.code == "text.long":
            whole = (place.part + event.text).encode()
            shown = replace(shown, documents=(Document("noi-dung.txt", whole),))
            said = (*said, ctx.say("common.file-back"))
        pressed = event.kind == PRESS
        return Reply(
            screen=shown.told(*said),
            toast=said[0].plain if pressed else "",
            fresh=not pressed or event.old_card,
        )

    async def _again(self, ctx: Context, place: Place, *, with_documents: bool = False) -> Screen:
        """The current screen, or the nearest one that is still true."""
        try:
            shown = await routes.run(ctx, place.at)
        except (errors.WardError, *_BUGS):
            shown = await routes.run(ctx, HOME)
        return shown if with_documents else replace(shown, documents=())

    async def _stranger(self, desk: Desk, event: Event, error: errors.WardError | None) -> Reply:
        shown = link.stranger(self._words, vouches=not event.numbered)
        if error is not None:
            if error.code == "link.wrong":
                await staffing.note_wrong_try(desk, event.channel, event.address)
            return Reply(screen=shown.told(*faults.sentences(self._words, error)), fresh=True)
        tried = await self._linked(desk, event)
        if tried is None:
            return Reply(screen=shown, fresh=True)
        person, said = tried
        if person is None:
            return Reply(screen=said, fresh=True)
        ctx = await self._context(replace(desk, actor=person), event)
        home = (await routes.run(ctx, HOME)).told(*said.lines)
        return Reply(screen=replace(home, apart=True), fresh=True)

    async def _linked(self, desk: Desk, event: Event) -> tuple[str | None, Screen] | None:
        """``None``: neither a code nor a phone number came."""
        here = (desk, self._words, event.channel, event.address)
        if event.kind == NUMBER:
            return await link.try_number(*here, event.text, is_own=event.is_own)
        code = event.text.removeprefix("/start").strip()
        if event.kind == TEXT and staffing.looks_like_code(code):
            return await link.try_code(*here, code)
        return None

    def _place(self, event: Event, reply: Reply, before: Place) -> Place:
        if reply.screen is None:
            return replace(before, part=before.part + event.text, owed=0)
        shown = reply.screen
        menu = channels.numbered(shown, "").choices if event.numbered else None
        return Place(
            at=shown.at,
            ask=shown.ask,
            takes=shown.takes,
            menu=menu,
            did=_done(event, reply),
            owed=len(shown.documents),
        )


def _done(event: Event, reply: Reply) -> Action | None:
    """The press that changed something, if one did: a refused one may well be tried again."""
    action = event.action
    if action is None or reply.toast or not routes.known(action):
        return None
    return None if routes.fits_old_card(action) else action
