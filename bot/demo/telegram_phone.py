"""A person's phone: what a thumb can do to a bot, and what the screen shows of it."""

from __future__ import annotations

import mimetypes
import re
import secrets
from collections.abc import Callable

from bot.demo import telegram_bubbles, telegram_entities
from bot.demo.telegram_bubbles import Bubble
from bot.demo.telegram_entities import FormattedText
from bot.demo.telegram_messages import CAPTION_AT_MOST, TEXT_AT_MOST
from bot.demo.telegram_request import Json
from bot.demo.telegram_state import Account, Message, Query, StoredFile, World
from bot.demo.telegram_updates import UpdateQueue
from bot.demo.telegram_uploads import UPLOAD_AT_MOST, content


class CannotDoThatError(Exception):
    """The phone offers no such thing: not started, blocked, no such message or button."""


class Phone:
    """Actions are `async` and return once the update is queued; they never wait for the bot."""

    def __init__(
        self,
        world: World,
        queue: UpdateQueue,
        account: Account,
        *,
        callback_timeout: float,
        split_wait: float,
    ) -> None:
        self.account = account
        self._world = world
        self._queue = queue
        self._callback_timeout = callback_timeout
        self._split_wait = split_wait

    @property
    def user_id(self) -> int:
        return self.account.id

    @property
    def version(self) -> int:
        return self.account.version

    @property
    def messages(self) -> list[Bubble]:
        """Every message still in the chat, oldest first."""
        return telegram_bubbles.bubbles(self._world, self.account, self._callback_timeout)

    @property
    def last(self) -> Bubble:
        """The newest message of the bot; LookupError when it has said nothing."""
        for message in reversed(self._world.messages.get(self.user_id, {}).values()):
            if message.from_bot:
                spinners = telegram_bubbles.spinning(
                    self._world, self.account, self._callback_timeout
                )
                return telegram_bubbles.bubble(message, spinners)
        raise LookupError("the bot has said nothing")

    @property
    def toasts(self) -> list[str]:
        return [str(answer["text"]) for answer in self.account.toasts if not answer["alert"]]

    @property
    def alerts(self) -> list[str]:
        return [str(answer["text"]) for answer in self.account.toasts if answer["alert"]]

    @property
    def chat_actions(self) -> list[str]:
        return list(self.account.chat_actions)

    @property
    def commands(self) -> list[Json]:
        return telegram_bubbles.commands(self._world, self.account)

    @property
    def reply_keyboard(self) -> Json | None:
        return self.account.reply_keyboard

    def snapshot(self) -> Json:
        return telegram_bubbles.phone_json(self._world, self.account, self._callback_timeout)

    def file(self, bubble: Bubble) -> bytes:
        """The bytes a tap on the message's document would download."""
        message = self._require_message(bubble.id)
        if message.file is None:
            raise CannotDoThatError("no file in this message")
        return message.file.body

    async def wait_change(self, version: int, within: float) -> int:
        """The version as soon as it is above *version*, or the same after *within* seconds."""
        await self._world.signal.until(lambda: self.version > version, within)
        return self.version

    async def until(self, is_true: Callable[[Phone], bool], within: float = 5.0) -> None:
        """Return when the screen satisfies the condition; raises TimeoutError with what it shows."""
        if not await self._world.signal.until(lambda: is_true(self), within):
            shown = "\n".join(f"{m.sender} {m.id}: {m.text}" for m in self.messages)
            raise TimeoutError(f"the phone of {self.account.name} shows:\n{shown}")

    async def start(self, param: str | None = None) -> int:
        """Press START, or open a deep link with *param*; the message's id."""
        if self.account.blocked or self.account.deactivated:
            raise CannotDoThatError("blocked: unblock first")
        if param and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", param):
            raise CannotDoThatError("a deep link carries 1 to 64 of A-Z a-z 0-9 _ -")
        self.account.started = True
        return (await self.send(f"/start {param}" if param else "/start"))[0]

    async def send(self, text: str) -> list[int]:
        """Type and send; a text over 4,096 characters leaves as several messages."""
        self._check_may_write()
        pieces = [text[at : at + TEXT_AT_MOST] for at in range(0, len(text), TEXT_AT_MOST)]
        sent: list[int] = []
        for piece in pieces:
            message = self._new_message()
            message.text = _typed(piece)
            if not message.text.text:
                continue
            is_cut = len(piece) == TEXT_AT_MOST
            self._deliver(message, hold=self._split_wait if is_cut else 0.0)
            sent.append(message.message_id)
        if not sent:
            raise CannotDoThatError("an empty text cannot be sent")
        return sent

    async def edit(self, message_id: int, text: str) -> None:
        """Change a text the person sent: the bot gets `edited_message`."""
        self._check_may_write()
        message = self._require_message(message_id)
        if message.from_bot or message.text is None:
            raise CannotDoThatError("not a text of this person")
        message.text, message.rewritten = _typed(text), True
        message.edit_date = self._world.date()
        self._push("edited_message", self._world.message_json(message))

    async def press(self, label: str, message_id: int | None = None) -> str:
        """Press the button with this label, on the newest message that has one; the query's id."""
        for shown in reversed(self.messages):
            for key in (key for row in shown.keyboard for key in row):
                if key.text == label and message_id in {None, shown.id}:
                    if key.data is None:
                        raise CannotDoThatError(f"{label} opens {key.url}")
                    return await self.press_button(shown.id, key.data)
        raise CannotDoThatError(f"no button {label!r}")

    async def press_button(self, message_id: int, callback_data: str) -> str:
        """Press the button that carries this data now; the query's id."""
        keyboard = self._require_message(message_id).keyboard or ()
        if not any(key.get("callback_data") == callback_data for row in keyboard for key in row):
            raise CannotDoThatError(f"no button with {callback_data!r} on message {message_id}")
        return self._press(message_id, callback_data)

    async def double_tap(self, message_id: int, callback_data: str) -> tuple[str, str]:
        """Two presses before any answer: two queries with two update ids."""
        first = await self.press_button(message_id, callback_data)
        return first, await self.press_button(message_id, callback_data)

    async def forge(self, callback_data: str, message_id: int) -> str:
        """A press of data that is not on the keyboard, as a changed client can send it."""
        return self._press(message_id, callback_data)

    def _press(self, message_id: int, data: str) -> str:
        self._check_may_write()
        message = self._require_message(message_id)
        if not message.from_bot:
            raise CannotDoThatError("not a message of the bot")
        self._world.forget_queries(older_than=self._callback_timeout)
        number = int.from_bytes(secrets.token_bytes(8)) >> 1
        query = Query(
            id=str(number),
            user_id=self.user_id,
            message_id=message_id,
            data=data,
            pressed_at=self._world.now(),
        )
        self._world.queries[query.id] = query
        payload = {
            "id": query.id,
            "from": self.account.user_json(),
            "message": self._world.message_json(message),
            "chat_instance": str(self.user_id * 7_919 + 1_000_003),
            "data": data,
        }
        self._push("callback_query", payload)
        return query.id

    async def share_contact(
        self, own: bool = True, *, phone_number: str | None = None, user_id: int | None = None
    ) -> int:
        """Share the own contact, or somebody else's card: then `user_id` is what is given."""
        self._check_may_write()
        contact: Json = {
            "phone_number": phone_number or self.account.phone_number,
            "first_name": self.account.first_name if own else "Người khác",
        }
        if own and self.account.last_name:
            contact["last_name"] = self.account.last_name
        shared = self.user_id if own else user_id
        if shared is not None:
            contact["user_id"] = shared
        message = self._new_message()
        message.content = {"contact": contact}
        self._deliver(message)
        return message.message_id

    async def send_document(self, name: str, body: bytes, caption: str = "") -> int:
        """As a file, with its own name and bytes."""
        content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._send_file("document", name, content_type, body, caption)

    async def send_photo(self, body: bytes, caption: str = "") -> int:
        """As a photo: its name is lost. A phone also makes it smaller, which this one cannot."""
        if len(body) > UPLOAD_AT_MOST["photo"]:
            raise CannotDoThatError("this phone cannot make a photo of more than 10 MB smaller")
        return self._send_file("photo", "photo.jpg", "image/jpeg", body, caption)

    async def send_sticker(self) -> int:
        return self._send_file("sticker", "sticker.webp", "image/webp", b"RIFF-sticker")

    async def send_voice(self) -> int:
        return self._send_file("voice", "voice.ogg", "audio/ogg", b"OggS-voice")

    def _send_file(
        self, kind: str, name: str, content_type: str, body: bytes, caption: str = ""
    ) -> int:
        self._check_may_write()
        if not body:
            raise CannotDoThatError("an empty file cannot be sent")
        if len(caption) > CAPTION_AT_MOST:
            raise CannotDoThatError("a caption has at most 1,024 characters")
        message = self._new_message()
        file: StoredFile = self._world.store(kind, name, content_type, body)
        message.file, message.content = file, content(self._world, file)
        message.caption = _typed(caption) if caption else None
        self._deliver(message)
        return message.message_id

    async def block(self) -> None:
        if self.account.blocked:
            raise CannotDoThatError("blocked already")
        self.account.blocked = True
        self._membership_changed("member", "kicked")

    async def unblock(self) -> None:
        if not self.account.blocked:
            raise CannotDoThatError("not blocked")
        self.account.blocked = False
        self._membership_changed("kicked", "member")

    async def leave_telegram(self) -> None:
        """Delete the account: the bot is told nothing and gets 403 from now on."""
        self.account.deactivated = True
        self._world.touch(self.user_id)

    def read(self) -> None:
        """The chat is open on the screen: nothing is unread."""
        self.account.unread = 0

    def _membership_changed(self, old: str, new: str) -> None:
        def member(status: str) -> Json:
            until = {"until_date": 0} if status == "kicked" else {}
            return {"user": self._world.bot_json(), "status": status, **until}

        payload = {
            "chat": self.account.chat_json(),
            "from": self.account.user_json(),
            "date": self._world.date(),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        }
        self._push("my_chat_member", payload)

    def _check_may_write(self) -> None:
        if not self.account.started or self.account.blocked or self.account.deactivated:
            raise CannotDoThatError("press START, or unblock, first")

    def _require_message(self, message_id: int) -> Message:
        message = self._world.message(self.user_id, message_id)
        if message is None:
            raise CannotDoThatError(f"no message {message_id} on this phone")
        return message

    def _new_message(self) -> Message:
        return self._world.new_message(self.account, from_bot=False)

    def _deliver(self, message: Message, *, hold: float = 0.0) -> None:
        self._world.add(message)
        self._hide_used_keyboard(message)
        self._push("message", self._world.message_json(message), hold=hold)

    def _hide_used_keyboard(self, message: Message) -> None:
        """A one-time keyboard goes when a button of it was used, not when something was typed."""
        markup = self.account.reply_keyboard or {}
        if not markup.get("one_time_keyboard"):
            return
        keys = [key for row in markup["keyboard"] for key in row]
        said = message.text.text if message.text else None
        if any(key["text"] == said for key in keys) or (
            "contact" in message.content and any(key.get("request_contact") for key in keys)
        ):
            self.account.reply_keyboard = None

    def _push(self, kind: str, payload: Json, *, hold: float = 0.0) -> None:
        self._queue.push(kind, payload, self.user_id, hold=hold)
        self._world.touch(self.user_id)


def _typed(text: str) -> FormattedText:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return telegram_entities.detect(telegram_entities.tidy(FormattedText(text=whole)))
