"""Catalogue items and coefficients as a head or a collector types them."""

from __future__ import annotations

import re
from decimal import Decimal

from core import amounts, errors
from core.catalogue import CatalogueItem
from core.sheets import YES
from core.text import composed, folded

FEWEST, MOST = 3, 5
"""How many texts stand before the coefficient: code; name; [output;] unit of count[; group]."""

_FIELD = re.compile(r"[;\t|]")
_PAIR = re.compile(r"(\S+?)\s*=\s*([0-9]+(?:[.,][0-9]+)?)(?:[;\s]+|$)")


def items(text: str) -> tuple[CatalogueItem, ...]:
    """A line an item: ``BC01; Báo cáo tuần; báo cáo; 1,5``, with ``; x`` for the standard unit.

    *errors.BadInput* ``catalogue.line`` with the first line that is none.
    """
    found = [_item(line) for line in composed(text).splitlines() if line.strip()]
    if not found:
        raise errors.BadInput("catalogue.line", value=text)
    return tuple(found)


def _item(line: str) -> CatalogueItem:
    fields = [" ".join(field.split()) for field in _FIELD.split(line)]
    standard = len(fields) > FEWEST + 1 and folded(fields[-1]) in YES and _amount(fields[-2])
    if standard:
        fields = fields[:-1]
    amount = _amount(fields[-1])
    texts = fields[:-1]
    if amount is None or not FEWEST <= len(texts) <= MOST:
        raise errors.BadInput("catalogue.line", value=line.strip())
    code, name, *rest = texts
    output = rest.pop(0) if len(rest) > 1 else ""
    return CatalogueItem(
        code=code,
        name=name,
        output=output,
        unit_of_count=rest[0],
        group=rest[1] if len(rest) > 1 else "",
        coefficient=amount,
        standard=bool(standard),
    )


def _amount(field: str) -> Decimal | None:
    try:
        return amounts.number(field, "coefficient")
    except errors.BadInput:
        return None


def pairs(text: str) -> dict[str, Decimal]:
    """``BC01=1,5 BC02=2``; *errors.BadInput* ``catalogue.pairs`` for anything else."""
    said = composed(text).strip()
    found: dict[str, Decimal] = {}
    at = 0
    while at < len(said):
        match = _PAIR.match(said, at)
        if match is None:
            break
        found[match[1]] = amounts.number(match[2], "coefficient")
        at = match.end()
    if not found or at < len(said):
        raise errors.BadInput("catalogue.pairs", text=text)
    return found


def line(item: CatalogueItem) -> str:
    """An item as it may be typed again."""
    amount = f"{item.coefficient.normalize():f}".replace(".", ",")
    texts = [item.code, item.name, item.output, item.unit_of_count, item.group]
    if not item.output and not item.group:
        texts = [item.code, item.name, item.unit_of_count]
    elif not item.group:
        texts = texts[:-1]
    return "; ".join([*texts, amount, *(["x"] if item.standard else [])])
