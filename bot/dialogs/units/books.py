"""Workbooks as the dialogs know them: what is read from one, what is given out as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from bot.dialogs.words import Value, Words, closing, points
from core.absence import Absence
from core.catalogue import CatalogueItem
from core.closed_lists import ClosedList
from core.monthplan import PlanLine
from core.months import Month
from core.people import Organisation, Person, Unit
from core.sheets import Book, SheetFault

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""Names of files that are meant as workbooks; only the first kind is read."""

VALUE_CLIP = 60
_UNKNOWN: Mapping[str, Value] = dict.fromkeys(
    (
        "codes",
        "earliest",
        "end",
        "first",
        "latest",
        "leader",
        "limit",
        "month",
        "most",
        "name",
        "number",
        "receiver",
        "start",
        "unit",
        "value",
        "words",
    ),
    "…",
)


class Workbooks(Protocol):
    """Reads and writes workbooks; no conversation knows how."""

    def read(self, name: str, content: bytes) -> Book:
        """Whatever the content is: what is wrong with the file is a fault of the book."""
        ...

    def catalogue(
        self,
        unit: Unit | None,
        items: Sequence[CatalogueItem],
        month: Month,
        document: str = "",
    ) -> bytes:
        """The items, or an example of one where there are none."""
        ...

    def plan(
        self,
        unit: Unit | None,
        month: Month,
        lines: Sequence[PlanLine],
        people: Sequence[Person],
        items: Sequence[CatalogueItem],
        due: datetime,
    ) -> bytes:
        """The lines, or an example of one (due then) where there are none."""
        ...

    def roster(
        self,
        organisation: Organisation | None,
        absences: Sequence[Absence],
        lists: Mapping[str, ClosedList],
    ) -> bytes:
        """Everybody there is; ``None``: the template, with an example of each sheet."""
        ...


def sentence(words: Words, fault: SheetFault) -> str:
    """What is wrong or worth a word, without its place."""
    facts = {name: _fact(value) for name, value in fault.facts.items()}
    return words.text(f"error.{fault.code}", **{**_UNKNOWN, "value": fault.value, **facts})


def place(fault: SheetFault) -> str:
    """ "Danh mục!B7", or only the sheet or the file."""
    return f"{fault.sheet}!{fault.ref}" if fault.ref else fault.sheet


def in_one_line(words: Words, fault: SheetFault) -> str:
    """ "Danh mục!B7: Mã: KT 01: Mã có dấu cách …", for the command line and for files."""
    parts = (place(fault), fault.column, fault.value, sentence(words, fault))
    return " ".join(": ".join(part for part in parts if part).split())


def quoted(value: str) -> str:
    return value if len(value) <= VALUE_CLIP else value[: VALUE_CLIP - 1] + "…"


def _fact(value: object) -> Value:
    if isinstance(value, Decimal):
        return points(value)
    if isinstance(value, datetime):
        return closing(value)
    if isinstance(value, (Month, int, date)):
        return value
    return str(value)
