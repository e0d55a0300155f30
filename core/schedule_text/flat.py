"""A line as it is compared: folded letter by letter, each letter knowing where it came from.

Marks still tell words apart that fold alike, where the writer used them: see :meth:`Flat.says`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core import text

_ODD = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u2032\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u2033", '"'),
    **dict.fromkeys("\u2192\u21d2\u279c\u27a1", ">"),
    "\u00d7": "x",
    "\uff1a": ":",
    "\uff0f": "/",
    "\u2044": "/",
    "\u2026": ".",
    "\uff0c": ",",
    "\uff1b": ";",
}
_HIDDEN = {"Cf", "Mn", "Me", "Cc", "Cs"}
_KEYCAP = re.compile("[0-9](?=\ufe0f?\u20e3)")
_OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "den": ("đền", "đèn", "đẹn", "đén", "dền"),
    "han": ("hàn", "hán", "hân", "hãn", "hản"),
    "tu": ("tư", "tự", "tứ", "tủ", "tù", "tụ", "tú", "tử"),
    "sau": ("sáu", "sâu", "sấu", "sầu"),
    "het": ("hét", "hẹt"),
    "tuan": ("tuấn", "tuân", "tuẫn"),
    "thang": ("thắng", "thẳng", "thăng", "thằng"),
    "chieu": ("chiếu", "chiêu", "chiểu"),
    "gio": ("gió", "giỏ", "giỗ", "giò"),
}
GONE = "\x00"
"""Stands in a working copy for letters that are taken already; no pattern matches it."""


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    """One letter of a composed text as one plain letter, or nothing for what cannot be seen."""
    if letter in _ODD:
        return _ODD[letter]
    if letter.isspace():
        return " "
    kind = unicodedata.category(letter)
    if kind in _HIDDEN:
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return text.folded(letter)[:1] or "?"


@lru_cache(maxsize=4096)
def _is_marked(letter: str) -> bool:
    return letter.isalpha() and len(unicodedata.normalize("NFD", letter)) > 1


class Flat:
    """*text* is folded with one space for a run of spaces; *source* is composed, as written."""

    __slots__ = ("_at", "marked", "shouted", "source", "text")

    def __init__(self, raw: str) -> None:
        self.source = text.composed(raw)
        letters: list[str] = []
        at: list[int] = []
        spaced = True
        keys = {one.start() for one in _KEYCAP.finditer(self.source)}
        for place, letter in enumerate(self.source):
            plain = _folded(letter) if place not in keys else "*"
            if plain == " ":
                if spaced:
                    continue
                spaced = True
            elif plain:
                spaced = False
            else:
                continue
            letters.append(plain)
            at.append(place)
        while letters and letters[-1] == " ":
            letters.pop()
            at.pop()
        self.text = "".join(letters)
        self._at = at
        self.marked = not self.source.isascii() and any(map(_is_marked, self.source))
        self.shouted = self.source.isupper()

    def written(self, start: int, end: int) -> str:
        """The letters as they were typed."""
        if start >= end:
            return ""
        return self.source[self._at[start] : self._at[end - 1] + 1]

    def may_be(self, start: int, end: int, word: str) -> bool:
        """Whether this is *word* with whatever marks, unless those of another real word."""
        return self.written(start, end).lower() not in _OTHER_WORDS.get(word, ())

    def between(self, start: int, end: int) -> str:
        """The letters with what cannot be seen after them, up to the next seen letter."""
        stop = self._at[end] if end < len(self._at) else len(self.source)
        return self.source[self._at[start] : stop]

    def says(self, start: int, end: int, *spellings: str) -> bool:
        """Whether this is one of *spellings*, as far as the writer's use of marks can tell.

        For words that are other words without marks: in a line with marks they must have them.
        """
        typed = self.written(start, end).lower()
        return typed in spellings or (not self.marked and typed.isascii())

    def may_say(self, start: int, end: int, *spellings: str) -> bool:
        """The same for words that are no words without marks."""
        typed = self.written(start, end).lower()
        return typed in spellings or typed.isascii()
