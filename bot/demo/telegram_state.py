"""What the simulated Telegram remembers: people, messages, files, presses. In memory only."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.demo.telegram_entities import FormattedText
from bot.demo.telegram_request import BotApiError, Json, bad_request
from bot.demo.telegram_signal import Signal

Keyboard = tuple[tuple[Json, ...], ...]
FIRST_MESSAGE_ID = 1001
ID_STARTS = {
    "document": ("BQAC", "AgAD"),
    "photo": ("AgAC", "AQAD"),
    "voice": ("AwAC", "AgAD"),
    "sticker": ("CAAC", "AgAD"),
}


@dataclass(slots=True, kw_only=True)
class Account:
    """A person with a phone; `version` grows with each change that the phone would show."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    phone_number: str = ""
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    version: int = 1
    typing_until: float = 0.0
    unread: int = 0
    reply_keyboard: Json | None = None
    toasts: list[Json] = field(default_factory=list)
    chat_actions: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def _named(self) -> Json:
        fields = {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }
        return {"id": self.id, **{name: value for name, value in fields.items() if value}}

    def user_json(self) -> Json:
        return {**self._named(), "is_bot": False, "language_code": "vi"}

    def chat_json(self) -> Json:
        return {**self._named(), "type": "private"}


@dataclass(slots=True, kw_only=True)
class StoredFile:
    """*is_ready*: its path was asked for, so that it can be downloaded there."""

    kind: str
    file_id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    body: bytes = field(repr=False)
    is_ready: bool = False


@dataclass(slots=True, kw_only=True)
class Message:
    """`content` holds the wire's field of what is not text: document, photo, contact, ..."""

    chat_id: int
    message_id: int
    date: int
    from_bot: bool
    text: FormattedText | None = None
    caption: FormattedText | None = None
    content: Json = field(default_factory=dict)
    file: StoredFile | None = None
    keyboard: Keyboard | None = None
    had_reply_markup: bool = False
    reply_to: int | None = None
    edit_date: int | None = None
    rewritten: bool = False
    silent: bool = False


@dataclass(slots=True, kw_only=True)
class Query:
    """One press; `pressed_at` on the loop's clock."""

    id: str
    user_id: int
    message_id: int
    data: str
    pressed_at: float
    answered: bool = False


class World:
    def __init__(self, clock: Callable[[], datetime], bot: Json) -> None:
        self.clock = clock
        self.bot = bot
        self.signal = Signal()
        self.accounts: dict[int, Account] = {}
        self.messages: dict[int, dict[int, Message]] = {}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.menu_buttons: dict[int, Json] = {}
        self._next_message_id = FIRST_MESSAGE_ID

    def date(self) -> int:
        return int(self.clock().timestamp())

    def now(self) -> float:
        """Monotonic: time-outs do not follow the given clock."""
        return asyncio.get_running_loop().time()

    def touch(self, chat_id: int) -> None:
        self.accounts[chat_id].version += 1
        self.signal.touch()

    def require_account(self, chat_id: str) -> Account:
        """The private chat a bot names; raises 400 when it is empty or never met."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        sign = chat_id.removeprefix("-")
        account = self.accounts.get(int(chat_id)) if sign.isascii() and sign.isdigit() else None
        if account is None:
            raise bad_request("chat not found")
        return account

    def message(self, chat_id: int, message_id: int) -> Message | None:
        return self.messages.get(chat_id, {}).get(message_id)

    def new_message(self, account: Account, *, from_bot: bool) -> Message:
        """Ids grow over all private chats of the bot, as they do in a bot's own message box."""
        message = Message(
            chat_id=account.id,
            message_id=self._next_message_id,
            date=self.date(),
            from_bot=from_bot,
        )
        self._next_message_id += 1
        return message

    def add(self, message: Message) -> None:
        self.messages.setdefault(message.chat_id, {})[message.message_id] = message
        account = self.accounts[message.chat_id]
        if message.from_bot:
            account.typing_until = 0.0
            account.unread += 1
        self.touch(message.chat_id)

    def forget_queries(self, *, older_than: float) -> None:
        oldest = self.now() - older_than
        self.queries = {id_: q for id_, q in self.queries.items() if q.pressed_at >= oldest}

    def store(self, kind: str, name: str, content_type: str, body: bytes) -> StoredFile:
        number = len(self.files) + 1
        ending = re.search(r"\.[A-Za-z0-9]{1,10}\Z", name)
        id_starts, unique_starts = ID_STARTS.get(kind, ID_STARTS["document"])
        file = StoredFile(
            kind=kind,
            file_id=id_starts + secrets.token_urlsafe(30),
            unique_id=unique_starts + secrets.token_urlsafe(9),
            path=f"{kind}s/file_{number}{ending[0] if ending else ''}",
            name=name,
            content_type=content_type,
            body=body,
        )
        self.files[file.file_id] = file
        return file

    def message_json(self, message: Message, *, with_reply: bool = True) -> Json:
        account = self.accounts[message.chat_id]
        wire: Json = {
            "message_id": message.message_id,
            "from": self.bot_json() if message.from_bot else account.user_json(),
            "chat": account.chat_json(),
            "date": message.date,
            **message.content,
        }
        if message.edit_date is not None:
            wire["edit_date"] = message.edit_date
        for name, entities, formatted in (
            ("text", "entities", message.text),
            ("caption", "caption_entities", message.caption),
        ):
            if formatted is not None:
                wire[name] = formatted.text
                if formatted.entities:
                    wire[entities] = [entity.as_json() for entity in formatted.entities]
        if message.keyboard:
            wire["reply_markup"] = {"inline_keyboard": message.keyboard}
        replied = self.message(message.chat_id, message.reply_to or 0)
        if with_reply and replied is not None:
            wire["reply_to_message"] = self.message_json(replied, with_reply=False)
        return wire

    def bot_json(self) -> Json:
        return {name: self.bot[name] for name in ("id", "is_bot", "first_name", "username")}


def check_reachable(account: Account) -> None:
    """Raises 403 for who never pressed Start, blocked the bot or left Telegram."""
    if account.deactivated:
        raise BotApiError(403, "Forbidden: user is deactivated")
    if account.blocked:
        raise BotApiError(403, "Forbidden: bot was blocked by the user")
    if not account.started:
        raise BotApiError(403, "Forbidden: bot can't initiate conversation with a user")
