"""A screen as Telegram shows it: HTML text and an inline keyboard."""

from __future__ import annotations

from html import escape

import orjson

from bot.dialogs.screen import BOLD, ITALIC, Line, Screen
from bot.place import Codec

TEXT_LIMIT = 4096
TOAST_LIMIT = 200
_CUT = "…"


def text(screen: Screen) -> str:
    """At most 4,096 characters after parsing; what is above comes first, set apart."""
    lines = [*screen.above, *([Line()] if screen.above else []), *screen.lines]
    said: list[str] = []
    room = TEXT_LIMIT
    for line in lines:
        length = len(line.plain) + 1
        if length > room:
            said.append(_html(Line((line.spans[0],)), room - 2) + _CUT if line.spans else _CUT)
            break
        said.append(_html(line))
        room -= length
    return "\n".join(said)


def keyboard(screen: Screen, codec: Codec) -> str:
    """An ``InlineKeyboardMarkup`` as the JSON it travels as."""
    rows = [
        [{"text": button.label, "callback_data": codec.pack(button.action)} for button in row]
        for row in screen.rows
    ]
    return orjson.dumps({"inline_keyboard": rows}).decode()


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
