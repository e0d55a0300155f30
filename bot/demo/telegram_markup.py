"""Keyboards: what the server takes, and its words for what it refuses."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.demo.telegram_html import link
from bot.demo.telegram_request import BotApiError, Json, Params, bad_request

BUTTONS_AT_MOST = 100
CALLBACK_BYTES = 64
OTHER_ACTIONS = (
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """One of three: an inline keyboard, a reply keyboard, or the word to remove one."""

    inline: tuple[tuple[Json, ...], ...] | None = None
    reply: Json | None = None
    removes: bool = False


def read(params: Params, *, only_inline: bool = False) -> Markup:
    value = params.loads("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return Markup()
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        rows = _rows(value["inline_keyboard"], "inline_keyboard", "InlineKeyboardMarkup")
        inline = tuple(tuple(map(_inline_button, row)) for row in rows if row)
        _check_count(inline)
        return Markup(inline=inline or None)
    if only_inline and value:
        raise bad_request("inline keyboard expected")
    if "keyboard" in value:
        rows = _rows(value["keyboard"], "keyboard", "ReplyKeyboardMarkup")
        keyboard = [[_reply_button(button) for button in row] for row in rows if row]
        _check_count(keyboard)
        return Markup(reply={**value, "keyboard": keyboard})
    return Markup(removes=value.get("remove_keyboard") is True)


def _check_count(rows: Iterable[Sequence[Json]]) -> None:
    if sum(map(len, rows)) > BUTTONS_AT_MOST:
        raise bad_request("reply markup is too long")


def _rows(value: Any, field: str, owner: str) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request(f'field "{field}" of the {owner} must be an Array of Arrays')
    return value


def _button_error(reason: str) -> BotApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _button_error("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise _button_error('Can\'t find field "text"')
    text = button["text"].strip()
    if button.get("url"):
        kept = {"text": text, "url": _button_url(str(button["url"]))}
    elif "callback_data" in button:
        kept = {"text": text, "callback_data": str(button["callback_data"])}
    else:
        action = next((name for name in OTHER_ACTIONS if name in button), None)
        if action is None:
            raise _button_error("Text buttons are unallowed in the inline keyboard")
        kept = {"text": text, action: button[action]}
    if not text:
        raise bad_request("inline keyboard button text must be non-empty")
    return kept


def _button_url(url: str) -> str:
    followed = link(url)
    if followed is None or _is_loopback(followed):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return followed


def _is_loopback(url: str) -> bool:
    host = url.partition("://")[2].partition("/")[0].partition(":")[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_data(markup: Markup) -> None:
    """The main server's own check, made after the Bot API server's: 1 to 64 bytes a button."""
    for row in markup.inline or ():
        for button in row:
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= CALLBACK_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request(
            "can't parse keyboard button: KeyboardButton must be a String or an Object"
        )
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    return button
