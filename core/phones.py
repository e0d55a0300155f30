"""Vietnamese phone numbers, however they were written: digits that can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from core.people import Person

_PUNCTUATION = re.compile(r"[\s.()\-–/]+")
_NATIONAL = re.compile(r"0\d{9,10}")


def national(said: str) -> str:
    """``+84 912.345.678``, ``84912345678`` and ``912345678`` are ``0912345678``; what is no
    number of the country is ``""``.
    """
    digits = _PUNCTUATION.sub("", said)
    for prefix in ("+84", "0084", "84"):
        if digits.startswith(prefix) and len(digits) - len(prefix) >= 9:
            digits = "0" + digits.removeprefix(prefix).removeprefix("0")
            break
    if len(digits) == 9 and digits.isdecimal() and digits[0] != "0":
        digits = "0" + digits  # Excel drops the zero of a number
    return digits if digits.isascii() and _NATIONAL.fullmatch(digits) else ""


def owner(people: Iterable[Person], said: str) -> Person | None:
    """Whose number it is, if it is on the roster exactly once."""
    wanted = national(said)
    found = [one for one in people if wanted and national(one.phone) == wanted]
    return found[0] if len(found) == 1 else None


def shared(people: Iterable[Person]) -> frozenset[str]:
    """Codes of those whose number somebody else has too: it identifies none of them."""
    known = [(one.code, national(one.phone)) for one in people]
    times = Counter(number for _, number in known if number)
    return frozenset(code for code, number in known if times[number] > 1)
