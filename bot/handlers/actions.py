"""Action <-> wire string. The only place that packs or splits one."""

from __future__ import annotations

from bot.dialogs import routes
from bot.dialogs.screen import Action, act
from core import errors

LIMIT = 64
"""Bytes of a Telegram button; every channel keeps to it."""

_MARK = ":"


class WireCodec:
    def pack(self, action: Action) -> str:
        """*ValueError* for an action that no step answers or that is too long for a button."""
        if not routes.known(action):
            raise ValueError(f"no step answers {action}")
        packed = _MARK.join((action.name, *action.args))
        if len(packed.encode()) > LIMIT:
            raise ValueError(f"longer than {LIMIT} bytes: {packed}")
        return packed

    def unpack(self, text: str) -> Action:
        name, *args = text.split(_MARK)
        try:
            return act(name, *args)
        except ValueError as fault:
            raise errors.BadInput("button") from fault
