"""The code on a printed form: it names person and month, and a slip of the hand is noticed.

``2610-P061-K7``: year and month, the person's code, two check characters. It is a name and not
a right: whoever types it is asked for the right to enter that person's form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core import errors
from core.months import Month

CENTURY = 2000
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CHECKS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
"""Without letters that look like digits."""
_PRIME = 1021
"""Below the 1024 that two check characters can tell apart: one wrong sign, or two that changed
places, always lead to another check.
"""
_CODE = re.compile(r"(\d\d)(0[1-9]|1[0-2])([0-9A-Z]+)([0-9A-Z]{2})")


@dataclass(frozen=True, slots=True)
class PaperCode:
    """*person* without marks and hyphens, in capitals: to be compared with :func:`bare`."""

    person: str
    month: Month


def write(person: str, month: Month) -> str:
    front = f"{month.year - CENTURY:02d}{month.number:02d}"
    return f"{front}-{person}-{_check(front + bare(person))}"


def read(text: str) -> PaperCode:
    """Case, spaces and hyphens do not matter. *errors.BadInput* ``paper.code`` for what is no
    code, ``paper.check`` for one with a slip in it.
    """
    found = _CODE.fullmatch(bare(text))
    if found is None:
        raise errors.BadInput("paper.code", text=text)
    year, number, person, check = found.groups()
    if _check(year + number + person) != check:
        raise errors.BadInput("paper.check", text=text)
    return PaperCode(person=person, month=Month(CENTURY + int(year), int(number)))


def bare(text: str) -> str:
    """The signs that count: a code's hyphens are typed as spaces, dashes or not at all."""
    return "".join(sign for sign in text.upper() if sign in _SIGNS)


def _check(signs: str) -> str:
    value = 0
    for sign in signs:
        value = (value * (len(_SIGNS) + 1) + _SIGNS.index(sign) + 1) % _PRIME
    high, low = divmod(value, len(_CHECKS))
    return _CHECKS[high] + _CHECKS[low]
