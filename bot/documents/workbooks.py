"""Workbooks for the dialogs and the command line: the one class that joins reading and writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.dialogs.words import Words
from bot.documents import reading, roster_writing, writing
from core.absence import Absence
from core.catalogue import CatalogueItem
from core.closed_lists import ClosedList
from core.monthplan import PlanLine
from core.months import Month
from core.people import Organisation, Person, Unit
from core.sheets import Book

CATALOGUE_GUIDE, PLAN_GUIDE, ROSTER_GUIDE = 9, 10, 11
"""How many lines the guides have in the words."""


class ExcelWorkbooks:
    def __init__(self, words: Words) -> None:
        self._words = words

    def read(self, name: str, content: bytes) -> Book:
        return reading.book(name, content)

    def catalogue(
        self,
        unit: Unit | None,
        items: Sequence[CatalogueItem],
        month: Month,
        document: str = "",
    ) -> bytes:
        guide = self._guide("catalogue", CATALOGUE_GUIDE)
        return writing.catalogue(unit, items, month, document, guide)

    def plan(
        self,
        unit: Unit | None,
        month: Month,
        lines: Sequence[PlanLine],
        people: Sequence[Person],
        items: Sequence[CatalogueItem],
        due: datetime,
    ) -> bytes:
        guide = self._guide("plan", PLAN_GUIDE)
        return writing.plan(unit, month, lines, people, items, due, guide)

    def roster(
        self,
        organisation: Organisation | None,
        absences: Sequence[Absence],
        lists: Mapping[str, ClosedList],
    ) -> bytes:
        return roster_writing.roster(
            organisation, absences, lists, self._guide("roster", ROSTER_GUIDE)
        )

    def _guide(self, kind: str, count: int) -> list[str]:
        return [self._words.text(f"guide.{kind}-{number}") for number in range(1, count + 1)]
