"""A screen as Telegram shows it: HTML text and an inline keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import orjson

from bot.dialogs.screen import BOLD, ITALIC, Line, Screen
from bot.place import Codec

TEXT_LIMIT = 4096
TOAST_LIMIT = 200
_CUT = "…"


def text(screen: Screen) -> str:
    """At most 4,096 characters after parsing; what is above comes first, set apart."""
    return lines((*screen.above, *([Line()] if screen.above else []), *screen.lines))


def lines(said_lines: Iterable[Line]) -> str:
    said: list[str] = []
    room = TEXT_LIMIT
    for line in said_lines:
        length = len(line.plain) + 1
        if length > room:
            said.append(_html(Line((line.spans[0],)), room - 2) + _CUT if line.spans else _CUT)
            break
        said.append(_html(line))
        room -= length
    return "\n".join(said)


def keyboard(screen: Screen, codec: Codec) -> str:
    """An ``InlineKeyboardMarkup``, or the offer to share a number, as the JSON it travels as."""
    if screen.shares:
        offer = {"text": screen.shares, "request_contact": True}
        return orjson.dumps(
            {"keyboard": [[offer]], "resize_keyboard": True, "one_time_keyboard": True}
        ).decode()
    rows = [
        [{"text": button.label, "callback_data": codec.pack(button.action)} for button in row]
        for row in screen.rows
    ]
    return orjson.dumps({"inline_keyboard": rows}).decode()


NO_KEYBOARD = '{"remove_keyboard":true}'
"""Puts the offer to share a number away."""


def toast(said: str) -> str:
    return said if len(said) <= TOAST_LIMIT else said[: TOAST_LIMIT - 1] + _CUT


def _html(line: Line, room: int | None = None) -> str:
    tags = {BOLD: "b", ITALIC: "i"}
    said = ""
    for span in line.spans:
        words = escape(span.text[:room], quote=False)
        tag = tags.get(span.style)
        said += f"<{tag}>{words}</{tag}>" if tag and words.strip() else words
    return said
