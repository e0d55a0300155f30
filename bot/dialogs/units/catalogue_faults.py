"""What keeps items from being a catalogue, a line for each."""

from __future__ import annotations

from bot.dialogs.screen import Line
from bot.dialogs.units.books import quoted
from bot.dialogs.words import Words
from core import errors
from core.catalogue import Fault

MOST = 8


def fault(words: Words, one: Fault) -> Line:
    return words(f"error.{one.code}", value=quoted(one.value))


def _place(one: Fault) -> str:
    """The item's code, and what was wrong where that is something else."""
    value = quoted(one.value.replace(".", ",") if one.field == "coefficient" else one.value)
    return value if value == one.item else f"{one.item}, {value}".strip(", ")


def faults(words: Words, error: errors.WardError) -> tuple[Line, ...]:
    """*error* ``catalogue.faults``: a heading and a line for each, the first ones."""
    found = error.data.get("faults")
    known = [one for one in found if isinstance(one, Fault)] if isinstance(found, tuple) else []
    said = [
        words(
            "book.fault-bare",
            place=_place(one) or words.text("common.none"),
            sentence=fault(words, one).plain,
        )
        for one in known[:MOST]
    ]
    if len(known) > MOST:
        said.append(words("book.more-faults", count=len(known) - MOST))
    return (words("error.catalogue.faults"), *said)
