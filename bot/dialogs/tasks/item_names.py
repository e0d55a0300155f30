"""Names of catalogue items on buttons: short enough for a phone and still told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.dialogs.parts import clip
from core.catalogue import CatalogueItem

NAME = 46
HEAD = 28


def short_names(shown: Sequence[CatalogueItem]) -> Mapping[str, str]:
    """By code; long names differ at their end, and the code tells apart what still reads alike."""
    short = {item.code: _middle(item.name) for item in shown}
    seen = Counter(short.values())
    return {
        item.code: short[item.code]
        if seen[short[item.code]] == 1
        else f"{clip(item.name, HEAD)} ({item.code})"
        for item in shown
    }


def _middle(name: str) -> str:
    """Cut between words, so that both its beginning and its end are read."""
    if len(name) <= NAME:
        return name
    head, tail = name[:HEAD].rpartition(" ")[0], name[HEAD + 1 - NAME :].partition(" ")[2]
    return f"{head} … {tail}"
