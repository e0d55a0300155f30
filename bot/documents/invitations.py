"""Link codes handed out: spelled, as a deep link, on paper."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogs.words import Words
from bot.documents import link_sheet
from core.usecases import staffing
from core.usecases.inviting import Sheet


class Invitations:
    """*bits* is chance, at least 65 bits each time. *bot* is the name that the messenger knows
    our side by, once it has answered.
    """

    def __init__(self, words: Words, bits: Callable[[], int]) -> None:
        self._words = words
        self._bits = bits
        self.bot = ""

    def code(self) -> str:
        return staffing.spell(self._bits())

    def link(self, code: str) -> str:
        return deep_link(self.bot, code) if self.bot else ""

    def paper(self, sheet: Sheet) -> bytes:
        return link_sheet.as_pdf(self._words, sheet, self.link)

    def table(self, sheet: Sheet) -> bytes:
        return link_sheet.as_csv(self._words, sheet, self.link)


def deep_link(bot: str, code: str) -> str:
    return f"https://t.me/{bot}?start={code.replace('-', '')}"
