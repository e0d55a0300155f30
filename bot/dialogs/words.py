"""Every sentence said to a person, by key, from ``vi.toml``. Values can never become markup."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from bot.dialogs.screen import BOLD, ITALIC, PLAIN, Line, Span
from core import classes
from core.months import Month

_MARKED = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")

Value = str | int | Decimal | Fraction | Month | datetime | date


class Words:
    """Templates with ``{fact}`` places, ``**bold**`` and ``__italic__``."""

    def __init__(self, *texts: str) -> None:
        """*ValueError* for a key that two of the texts have."""
        self._templates: dict[str, str] = {}
        for text in texts:
            found = _flatten(tomllib.loads(text))
            if twice := self._templates.keys() & found.keys():
                raise ValueError(f"said twice: {sorted(twice)}")
            self._templates |= found
        self._spans = {key: _split(value) for key, value in self._templates.items()}
        self._fixed = {  # most labels of buttons
            key: Line(tuple(Span(part, style) for part, style in self._spans[key]))
            for key, value in self._templates.items()
            if "{" not in value and "}" not in value
        }

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._templates)

    def __contains__(self, key: str) -> bool:
        return key in self._templates

    def __call__(self, key: str, /, **facts: Value) -> Line:
        if key in self._fixed:
            return self._fixed[key]
        said = {name: shown(value) for name, value in facts.items()}
        return Line(tuple(Span(part.format_map(said), style) for part, style in self._spans[key]))

    def text(self, key: str, /, **facts: Value) -> str:
        return self(key, **facts).plain


def _flatten(tree: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat


def _split(template: str) -> tuple[tuple[str, str], ...]:
    parts: list[tuple[str, str]] = []
    at = 0
    for match in _MARKED.finditer(template):
        parts.append((template[at : match.start()], PLAIN))
        parts.append((match[1], BOLD) if match[1] else (match[2], ITALIC))
        at = match.end()
    parts.append((template[at:], PLAIN))
    return tuple(part for part in parts if part[0])


def shown(value: Value) -> str:
    """A value as an official writes it: decimal comma, dd/mm/yyyy, tháng 10/2026."""
    if isinstance(value, Month):
        return f"{value.number:02d}/{value.year}"
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return points(value)
    if isinstance(value, Fraction):
        return total(value)
    return str(value)


def points(value: Decimal) -> str:
    """2 → "2", 1.50 → "1,5"."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def total(value: Fraction) -> str:
    """Two decimals, never showing a threshold that was not reached (domain §8.5)."""
    return classes.shown(value).replace(".", ",")


def percent(value: Fraction) -> str:
    return f"{total(value * 100).removesuffix(',00')}%"


def instant(value: datetime) -> str:
    return f"{value:%H:%M} ngày {value:%d/%m/%Y}"


def closing(value: datetime) -> str:
    """An exclusive midnight as people say it: "24 giờ ngày 24/10/2026"."""
    if (value.hour, value.minute) == (0, 0):
        return f"24 giờ ngày {value - timedelta(days=1):%d/%m/%Y}"
    return instant(value)
