"""The band of an exact total (II.3.1) and how a total is shown.

Classes compare exact totals; rounding is for the eye only. A *decided* class may differ from
the band; that is the decider's act and not arithmetic.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from core import errors

Class = Literal["A", "B", "C", "D"]

ORDER: tuple[Class, ...] = ("A", "B", "C", "D")
LIMITS: tuple[tuple[Class, Fraction], ...] = (
    ("A", Fraction(90)),
    ("B", Fraction(70)),
    ("C", Fraction(50)),
)


def band(total: Fraction) -> Class:
    """The class the exact total falls in: 90, 70 and 50 belong to the better one."""
    for class_, limit in LIMITS:
        if total >= limit:
            return class_
    return "D"


def above(class_: Class, band_: Class) -> bool:
    """Whether *class_* is better than *band_*: such a decision is refused."""
    return ORDER.index(class_) < ORDER.index(band_)


def worse(one: Class, other: Class) -> Class:
    return max(one, other, key=ORDER.index)


def read(text: str) -> Class:
    """*errors.BadInput* ``class`` for what is none of the four."""
    for known in ORDER:
        if known == text:
            return known
    raise errors.BadInput("class", value=text)


def rounded(value: Fraction) -> str:
    """Two decimals with a point, half away from zero."""
    return _hundredths(_half_up(value))


def shown(total: Fraction) -> str:
    """Like :func:`rounded`, but a limit not reached is not shown: 89.99666… is ``89.99``."""
    hundredths = _half_up(total)
    if any(total < limit <= Fraction(hundredths, 100) for _, limit in LIMITS):
        hundredths -= 1
    return _hundredths(hundredths)


def _half_up(value: Fraction) -> int:
    size = int(abs(value) * 100 + Fraction(1, 2))
    return size if value >= 0 else -size


def _hundredths(value: int) -> str:
    whole, rest = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{whole}.{rest:02d}"
