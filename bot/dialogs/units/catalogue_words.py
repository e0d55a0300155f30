"""How items of a catalogue, and what is wrong with them, are said on a card."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Line
from bot.dialogs.words import points
from core.catalogue import CatalogueItem, ItemChange
from core.text import folded

NAME = 80


def entry(ctx: Context, one: CatalogueItem, mark: str = "", was: str = "") -> tuple[Line, Line]:
    """Two short lines: code and name; coefficient, what is counted, group, product."""
    group = f" · {one.group}" if one.group else ""
    says_more = folded(one.output) != folded(one.unit_of_count)
    output = f" · {clip(one.output, NAME)}" if one.output and says_more else ""
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


def counts(changes: Sequence[ItemChange]) -> tuple[int, int, int]:
    """How many items are new, changed and gone."""
    fresh = sum(1 for one in changes if one.before is None)
    gone = sum(1 for one in changes if one.after is None)
    return fresh, len(changes) - fresh - gone, gone


def counted(ctx: Context, changes: Sequence[ItemChange]) -> str:
    """ "3 mục mới, 1 mục sửa": only what there is."""
    fresh, changed, gone = counts(changes)
    parts = (
        ("catalogue.count-new", fresh),
        ("catalogue.count-changed", changed),
        ("catalogue.count-gone", gone),
    )
    return ", ".join(ctx.words.text(key, count=count) for key, count in parts if count)


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
