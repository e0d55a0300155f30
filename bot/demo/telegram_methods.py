"""Every method the simulated server knows, by its name in lower case; any other is a 404."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.demo.telegram_calls import CallLog
from bot.demo.telegram_flood import Flood
from bot.demo.telegram_messages import Messages
from bot.demo.telegram_request import BotApiError, Json, Params, bad_request
from bot.demo.telegram_state import World, check_reachable
from bot.demo.telegram_updates import UpdateQueue
from bot.demo.telegram_uploads import get_file
from bot.demo.telegram_webhook import Webhook, WebhookSpeeds

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ANSWER_AT_MOST = 200
TYPING_SECONDS = 5.0
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)


class Methods:
    def __init__(
        self,
        world: World,
        queue: UpdateQueue,
        log: CallLog,
        *,
        flood: Flood,
        speeds: WebhookSpeeds,
        callback_timeout: float,
    ) -> None:
        self.webhook = Webhook(world, queue, log, self.execute_in_reply, speeds)
        self._world = world
        self._queue = queue
        self._log = log
        self._callback_timeout = callback_timeout
        messages = Messages(world, flood)
        self._table: dict[str, Callable[[Params], Any]] = {
            "getme": lambda _: world.bot,
            "sendmessage": messages.send_message,
            "senddocument": messages.send_document,
            "sendphoto": messages.send_photo,
            "editmessagetext": messages.edit_text,
            "editmessagecaption": messages.edit_caption,
            "editmessagereplymarkup": messages.edit_reply_markup,
            "deletemessage": messages.delete,
            "answercallbackquery": self._answer_query,
            "sendchataction": self._chat_action,
            "getfile": lambda params: get_file(world, params),
            "setmycommands": self._set_commands,
            "getmycommands": self._get_commands,
            "deletemycommands": self._delete_commands,
            "setchatmenubutton": self._set_menu_button,
            "getwebhookinfo": lambda _: self.webhook.info(),
        }

    async def call(self, method: str, params: Params) -> tuple[int, Json]:
        """HTTP status and envelope; method names are matched without case."""
        try:
            params.check_encoding()
            return 200, await self._envelope(method.lower(), params)
        except BotApiError as error:
            return error.status, error.envelope()

    async def _envelope(self, name: str, params: Params) -> Json:
        match name:
            case "getupdates":
                if self.webhook.url:
                    raise BotApiError(409, WEBHOOK_ACTIVE)
                return {"ok": True, "result": await self._queue.get_updates(params)}
            case "setwebhook":
                return {"ok": True, "result": True, "description": self.webhook.set(params)}
            case "deletewebhook":
                return {"ok": True, "result": True, "description": self.webhook.delete(params)}
        if name not in self._table:
            raise BotApiError(404, "Not Found: method not found")
        return {"ok": True, "result": self._table[name](params)}

    async def execute_in_reply(self, method: str, params: Params) -> None:
        call = self._log.open("bot->telegram", method, params, via="webhook")
        status, answer = await self.call(method, params)
        self._log.close(call, status, answer)

    def _answer_query(self, params: Params) -> bool:
        query = self._world.queries.get(params.text("callback_query_id"))
        now = self._world.now()
        if query is None or query.answered or now - query.pressed_at > self._callback_timeout:
            raise bad_request(TOO_OLD)
        text = params.text("text")
        if len(text) > ANSWER_AT_MOST:
            raise bad_request("MESSAGE_TOO_LONG")
        if params.text("url"):
            raise bad_request("URL_INVALID")
        query.answered = True
        if text:
            account = self._world.accounts[query.user_id]
            alert = params.flag("show_alert")
            account.toasts.append({"id": query.id, "text": text, "alert": alert})
        self._world.touch(query.user_id)
        return True

    def _chat_action(self, params: Params) -> bool:
        action = params.text("action")
        if action not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        account = self._world.require_account(params.text("chat_id"))
        check_reachable(account)
        account.chat_actions.append(action)
        account.typing_until = self._world.now() + TYPING_SECONDS
        self._world.touch(account.id)
        return True

    def _scope(self, params: Params) -> tuple[str, str]:
        scope = params.loads("scope", "can't parse bot command scope JSON object")
        kind = scope.get("type", "default") if isinstance(scope, dict) else "default"
        if kind in {"chat", "chat_administrators", "chat_member"}:
            account = self._world.require_account(str(scope.get("chat_id", "")))
            kind = f"{kind}:{account.id}"
        elif not str(kind).startswith(("default", "all_")):
            raise bad_request("unsupported BotCommandScope specified")
        return str(kind), params.text("language_code")

    def _set_commands(self, params: Params) -> bool:
        scope = self._scope(params)
        given = params.loads("commands", "can't parse commands JSON object")
        if not isinstance(given, list):
            raise bad_request("expected an Array of BotCommand")
        if len(given) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self._world.commands[scope] = [_command(entry) for entry in given]
        for chat_id in self._world.accounts:
            self._world.touch(chat_id)
        return True

    def _get_commands(self, params: Params) -> list[Json]:
        return self._world.commands.get(self._scope(params), [])

    def _delete_commands(self, params: Params) -> bool:
        self._world.commands.pop(self._scope(params), None)
        for chat_id in self._world.accounts:
            self._world.touch(chat_id)
        return True

    def _set_menu_button(self, params: Params) -> bool:
        button = params.loads("menu_button", "can't parse menu button JSON object")
        kinds = {"commands", "web_app", "default"}
        if button is not None and (
            not isinstance(button, dict) or button.get("type") not in kinds
        ):
            raise bad_request("menu button has unsupported type")
        chat_id = params.text("chat_id")
        key = self._world.require_account(chat_id).id if chat_id else 0
        self._world.menu_buttons[key] = button or {"type": "default"}
        return True


def _command(entry: Any) -> Json:
    match entry:
        case {"command": str(command), "description": str(description)}:
            name = command.removeprefix("/")
        case _:
            raise bad_request("can't parse BotCommand: expected an Object")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description.strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description.strip()}
