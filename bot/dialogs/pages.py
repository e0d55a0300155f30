"""A long list on a phone: a page of it, with the pages beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.dialogs.context import Context
from bot.dialogs.forms import card
from bot.dialogs.parts import home_row
from bot.dialogs.screen import Button, Line, Row, Screen, act
from core.evaluation import Evaluation

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


async def of_forms(
    ctx: Context,
    forms: Sequence[Evaluation],
    number: int,
    title: Line,
    *,
    form_step: str,
    page_step: str,
    together: Row,
) -> Screen:
    """Waiting forms by name, total and own class; *together* leads to those agreed as one."""
    shown, number = of(forms, number)
    rows = [(Button(await card.title(ctx, one), act(form_step, one.id)),) for one in shown]
    after = (together, turn(ctx, forms, number, page_step), home_row(ctx))
    return Screen(
        at=act(page_step, number),
        lines=(title,),
        rows=(*rows, *(row for row in after if row)),
    )
