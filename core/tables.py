"""Reading a rule file strictly: what is missing, of another kind, or not known is refused.

Each reading takes its key away; :meth:`Table.done` refuses what nobody read, so that a
misspelt key can never be silently without effect.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from core import errors


class Table:
    """One table of a rule file, which knows its file and place for the refusals."""

    def __init__(self, file: str, place: str, values: Mapping[str, object]) -> None:
        self.file = file
        self.place = place
        self._left = dict(values)

    def broken(self, code: str, key: str = "", **data: object) -> errors.RulesBroken:
        place = ".".join(part for part in (self.place, key) if part)
        return errors.RulesBroken(code, file=self.file, place=place, **data)

    def has(self, key: str) -> bool:
        return key in self._left

    def _take(self, key: str) -> object:
        if key not in self._left:
            raise self.broken("rules.missing", key)
        return self._left.pop(key)

    def text(self, key: str) -> str:
        value = self._take(key)
        if not isinstance(value, str):
            raise self.broken("rules.not-text", key, value=value)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.broken("rules.not-texts", key, value=value)
        return tuple(value)

    def all_texts(self) -> dict[str, str]:
        """Every key that is left, in the order of the file."""
        return {key: self.text(key) for key in list(self._left)}

    def decimal(self, key: str) -> Decimal:
        """A number written as text, so that no binary float stands between file and rule."""
        value = self.text(key)
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise self.broken("rules.not-number", key, value=value) from None
        if not number.is_finite():
            raise self.broken("rules.not-number", key, value=value)
        return number

    def whole(self, key: str) -> int:
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.broken("rules.not-whole", key, value=value)
        return value

    def wholes(self, key: str) -> tuple[int, ...]:
        value = self._take(key)
        if not isinstance(value, list) or not all(type(one) is int for one in value):
            raise self.broken("rules.not-wholes", key, value=value)
        return tuple(value)

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if not isinstance(value, bool):
            raise self.broken("rules.not-flag", key, value=value)
        return value

    def date(self, key: str) -> dt.date:
        value = self._take(key)
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise self.broken("rules.not-date", key, value=value)
        return value

    def table(self, key: str) -> Table:
        value = self._take(key)
        if not isinstance(value, dict):
            raise self.broken("rules.not-table", key)
        return Table(self.file, ".".join(p for p in (self.place, key) if p), value)

    def rows(self, key: str) -> tuple[Table, ...]:
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.broken("rules.not-rows", key)
        return tuple(Table(self.file, f"{key}[{at}]", row) for at, row in enumerate(value, 1))

    def done(self) -> None:
        """*errors.RulesBroken* ``rules.unknown`` when a key was not read."""
        for key in self._left:
            raise self.broken("rules.unknown", key)


def parse(file: str, text: str) -> Table:
    """The whole of one rule file; *errors.RulesBroken* ``rules.toml`` when it is no TOML."""
    try:
        return Table(file, "", tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as fault:
        raise errors.RulesBroken("rules.toml", file=file, place=str(fault)) from fault
