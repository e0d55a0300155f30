"""Numbers from outside: text, whole numbers or decimals, never a binary float or a truth value.

Every refusal is *errors.BadInput* with the ``place`` and the ``value`` that stood there.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from core import errors

_LIMIT = Decimal(10) ** 9
_DIGITS = 22
_DECIMALS = 12
_NUMBER = re.compile(r"[-−]?[0-9]{1,10}([.,][0-9]{1,12})?")
_FRACTION = re.compile(r"([0-9]{1,12})\s*/\s*([0-9]{1,12})")


def number(value: object, place: str) -> Decimal:
    """``"27.5"``, ``"27,5"``, an int or a Decimal; code ``number``, ``number.too-large``."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        found = Decimal(value.strip().replace(",", ".").replace("−", "-"))
    elif isinstance(value, Decimal) and value.is_finite() and _is_short(value):
        found = value
    elif isinstance(value, int) and not isinstance(value, bool):
        found = Decimal(value)
    else:
        raise errors.BadInput("number", place=place, value=value)
    if abs(found) > _LIMIT:
        raise errors.BadInput("number.too-large", place=place, value=value)
    return found


def _is_short(value: Decimal) -> bool:
    """Nobody means a number of a thousand digits, and exact arithmetic would honour it."""
    _, digits, exponent = value.as_tuple()
    return len(digits) <= _DIGITS and -_DECIMALS <= int(exponent) <= _DIGITS


def whole(value: object, place: str) -> int:
    """A whole number ≥ 0; code ``number.not-whole``, ``number.negative``."""
    found = number(value, place)
    if found != found.to_integral_value():
        raise errors.BadInput("number.not-whole", place=place, value=value)
    if found < 0:
        raise errors.BadInput("number.negative", place=place, value=value)
    return int(found)


def ratio(value: object, place: str) -> Fraction:
    """``"4/5"``, ``"0.8"`` or ``"1"``, between 0 and 1; code ``number.not-a-ratio``."""
    match = _FRACTION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is not None and int(match[2]):
        found = Fraction(int(match[1]), int(match[2]))
    elif match is not None:
        raise errors.BadInput("number.not-a-ratio", place=place, value=value)
    else:
        found = Fraction(number(value, place))
    if not 0 <= found <= 1:
        raise errors.BadInput("number.not-a-ratio", place=place, value=value)
    return found
