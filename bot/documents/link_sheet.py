"""Link codes on paper to cut apart: a block a person; the same as a table for a mail merge."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from bot.dialogs.words import Words
from bot.documents.typesetting import pdf, qr
from core.usecases.inviting import Sheet

TEMPLATE = "lien_ket"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

Link = Callable[[str], str]


def as_pdf(words: Words, sheet: Sheet, link: Link) -> bytes:
    """*link*: the deep link of a code, or nothing where it is not known; then the code itself
    stands in the square.
    """
    until = words.text("sheet.until", until=sheet.until)
    blocks = [
        {
            "name": one.person.name,
            "unit": one.unit.name,
            "person": words.text("sheet.person", code=one.person.code),
            "code": one.code,
            "qr": qr(link(one.code) or one.code),
            "until": until,
        }
        for one in sheet.invited
    ]
    said = {
        "title": words.text("sheet.title"),
        "first": words.text("sheet.first"),
        "second": words.text("sheet.second"),
    }
    return pdf(TEMPLATE, {**said, "blocks": blocks})


def as_csv(words: Words, sheet: Sheet, link: Link) -> bytes:
    """With the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([words.text(f"sheet.column-{number}") for number in range(1, 7)])
    for one in sheet.invited:
        cells = (
            one.person.code,
            one.person.name,
            one.unit.name,
            one.code,
            link(one.code),
            f"{sheet.until:%d/%m/%Y %H:%M}",
        )
        rows.writerow([_plain(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """No cell becomes a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
