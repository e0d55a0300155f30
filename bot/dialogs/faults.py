"""The one translation of core's errors into sentences: what was understood, what was expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from bot.dialogs.screen import Line
from bot.dialogs.units import catalogue_faults
from bot.dialogs.words import Value, Words, closing, points
from core import errors, scoring
from core.months import Month

HEARD = 40


def sentences(words: Words, error: errors.WardError) -> tuple[Line, ...]:
    """One line, or for a batch one for each wrong part. A code without words gets a general one."""
    if error.code == "points.batch":
        return _batch(words, error)
    if error.code == "catalogue.faults":
        return catalogue_faults.faults(words, error)
    return (_sentence(words, error.code, error.data),)


def _batch(words: Words, error: errors.WardError) -> tuple[Line, ...]:
    wrong = error.data.get("wrong")
    parts = (
        [part for part in wrong if isinstance(part, scoring.WrongPart)]
        if isinstance(wrong, tuple)
        else []
    )
    said = [words("error.batch", count=len(parts))]
    for part in parts[:10]:
        reason = _sentence(words, part.code, {**part.data, "text": part.text}).plain
        said.append(words("error.batch-part", reason=reason))
    return tuple(said)


def _sentence(words: Words, code: str, data: Mapping[str, object]) -> Line:
    key = f"error.{code}"
    facts = {name: _fact(name, value) for name, value in data.items()}
    if key not in words:
        return words("error.other", code=code)
    return words(key, **{**_NO_FACTS, **facts})


_NO_FACTS: Mapping[str, Value] = dict.fromkeys(
    (
        "text",
        "accepted",
        "criterion",
        "value",
        "max",
        "month",
        "until",
        "closed",
        "opens",
        "left",
        "tries",
        "length",
        "limit",
        "chosen",
        "band",
        "state",
        "criteria",
        "key",
        "form",
        "size",
        "most",
        "count",
        "day",
        "name",
        "first",
        "last",
        "days",
        "unit",
        "receiver",
        "leader",
        "words",
        "earliest",
        "latest",
        "start",
        "end",
        "lines",
        "codes",
        "number",
    ),
    "…",
)


def _fact(name: str, value: object) -> Value:
    if isinstance(value, Decimal):
        return points(value)
    if name == "size" and isinstance(value, int):
        return f"{points(megabytes(value))} MB"
    if isinstance(value, datetime):
        return closing(value)
    if isinstance(value, (Month, Fraction, int, date)):
        return value
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value[:10])
    return _heard(str(value)) if name == "text" else str(value)


def megabytes(size: int) -> Decimal:
    """Bytes in millions, one decimal, upwards: what is too large never reads as the limit."""
    return (Decimal(size) / 1_000_000).quantize(Decimal("0.1"), ROUND_CEILING)


def _heard(text: str) -> str:
    """What a person typed, short enough to be quoted back."""
    folded = " ".join(text.split())
    return folded if len(folded) <= HEARD else folded[: HEARD - 1] + "…"
