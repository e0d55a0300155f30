"""Link codes handed out: spelled, as a deep link."""

from __future__ import annotations

from collections.abc import Callable

from core.usecases import staffing


class Invitations:
    """*bits* is chance, at least 65 bits each time. *bot* is the name that the messenger knows
    our side by, once it has answered.
    """

    def __init__(self, bits: Callable[[], int]) -> None:
        self._bits = bits
        self.bot = ""

    def code(self) -> str:
        return staffing.spell(self._bits())

    def link(self, code: str) -> str:
        return deep_link(self.bot, code) if self.bot else ""


def deep_link(bot: str, code: str) -> str:
    return f"https://t.me/{bot}?start={code.replace('-', '')}"
