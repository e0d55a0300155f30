"""Cells of a roster that name something: a code, a word of a closed list, a unit, a person, days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from core.closed_lists import ClosedList
from core.known_names import KnownNames
from core.people import Organisation
from core.sheets import Reading

CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,20}")
RESERVED: Final = frozenset({"system"})
"""What the audit calls the programme itself is nobody's code."""
NAME, WORDS = 120, 200
"""Most letters of a name, and of a title, a unit's name or a document."""


class Cells:
    """Units and people may be those that are known and those that the book adds."""

    def __init__(self, known: Organisation, lists: Mapping[str, ClosedList]) -> None:
        self._lists = lists
        self.units = KnownNames((one.code, one.name) for one in known.units)
        self.people = KnownNames((one.code, one.name) for one in known.people)

    def one_of(self, reading: Reading, key: str, name: str) -> str:
        """The code; ``""`` with a fault noted."""
        said = reading.text(key, required=True)
        found = self._lists[name].code_of(said) if said else None
        if said and found is None:
            words = " | ".join(self._lists[name].words.values())
            reading.wrong(key, "roster.not-one-of", words=words)
        return found or ""

    def unit_named(self, reading: Reading, key: str, *, required: bool = False) -> str | None:
        """``""`` for an empty cell, ``None`` with a fault noted."""
        return self._named(reading, key, self.units, "sheet.unit", required=required)

    def person_named(self, reading: Reading, key: str, *, required: bool = False) -> str | None:
        return self._named(reading, key, self.people, "roster.person", required=required)

    @staticmethod
    def _named(
        reading: Reading, key: str, names: KnownNames, code: str, *, required: bool
    ) -> str | None:
        said = reading.text(key, required=required)
        if not said:
            return None if required else ""
        found = names.code_of(said)
        if found is None:
            reading.wrong(key, code)
        return found


def code(reading: Reading, key: str) -> str:
    """``""`` with a fault noted."""
    said = reading.text(key, required=True)
    if said and not CODE.fullmatch(said):
        reading.wrong(key, "roster.code")
        return ""
    if said.casefold() in RESERVED:
        reading.wrong(key, "roster.code-reserved")
        return ""
    return said


def words(reading: Reading, key: str, limit: int, *, required: bool = False) -> str:
    said = reading.text(key, required=required)
    if len(said) > limit:
        reading.wrong(key, "sheet.text-long", limit=limit)
    return said


def days(reading: Reading) -> tuple[date | None, date | None]:
    first, last = reading.day("valid_from", required=True), reading.day("valid_to")
    if first is not None and last is not None and last < first:
        reading.wrong("valid_to", "roster.days", start=first)
    return first, last
