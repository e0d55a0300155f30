"""How items of a catalogue, and what is wrong with them, are said on a card."""

from __future__ import annotations

from bot.dialogs.books import quoted
from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Line
from bot.dialogs.words import Words, points
from core import errors
from core.catalogue import CatalogueItem, Fault

NAME = 80
MOST_FAULTS = 8


def entry(ctx: Context, one: CatalogueItem, mark: str = "", was: str = "") -> tuple[Line, Line]:
    """Two short lines: code and name; coefficient, what is counted, group, product."""
    group = f" · {one.group}" if one.group else ""
    output = f" · {clip(one.output, NAME)}" if one.output else ""
    standard = ctx.words.text("catalogue.standard") if one.standard else ""
    return (
        ctx.say("catalogue.entry", code=f"{mark}{one.code}", name=clip(one.name, NAME)),
        ctx.say(
            "catalogue.entry-more",
            coefficient=points(one.coefficient) + was,
            standard=standard,
            unit_of_count=one.unit_of_count,
            group=group,
            output=output,
        ),
    )


def in_short(ctx: Context, one: CatalogueItem) -> str:
    """ "BC01 Báo cáo tuần, báo cáo, hệ số 1,5", for what a workbook changes."""
    return ctx.words.text(
        "book.item",
        code=one.code,
        name=clip(one.name, NAME),
        unit_of_count=one.unit_of_count,
        coefficient=one.coefficient,
        standard=ctx.words.text("catalogue.standard") if one.standard else "",
    )


def fault(words: Words, one: Fault) -> Line:
    return words(f"error.{one.code}", value=quoted(one.value))


def faults(words: Words, error: errors.WardError) -> tuple[Line, ...]:
    """*error* ``catalogue.faults``: a heading and a line for each, the first ones."""
    found = error.data.get("faults")
    known = [one for one in found if isinstance(one, Fault)] if isinstance(found, tuple) else []
    shown = [
        words("book.fault-bare", place=_place(one), sentence=fault(words, one).plain)
        for one in known
    ]
    rest = len(shown) - MOST_FAULTS
    more = [words("book.more-faults", count=rest)] if rest > 0 else []
    return (words("error.catalogue.faults"), *shown[:MOST_FAULTS], *more)


def _place(one: Fault) -> str:
    return quoted(one.value) or "–"
