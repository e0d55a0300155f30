"""A long list on a phone: a page of it, with the pages beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.dialogs.context import Context
from bot.dialogs.screen import Row

PAGE = 12

_T = TypeVar("_T")


def of(items: Sequence[_T], number: int) -> tuple[Sequence[_T], int]:
    """The items of page *number* (from 0) and the number itself, kept within the list."""
    last = max(0, (len(items) - 1) // PAGE)
    kept = min(max(number, 0), last)
    return items[kept * PAGE : (kept + 1) * PAGE], kept


def turn(ctx: Context, items: Sequence[object], number: int, step: str) -> Row:
    """The buttons to the page before and after; *step* takes a page number."""
    row: Row = ()
    if number > 0:
        row += (ctx.button("common.page-before", step, number - 1),)
    if (number + 1) * PAGE < len(items):
        row += (ctx.button("common.page-after", step, number + 1),)
    return row
