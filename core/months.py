"""The evaluated month, a value of its own so that no string is ever cut to find one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core import errors

_PATTERN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``YYYY-MM``; *errors.BadInput* ``month`` for anything else."""
        match = _PATTERN.fullmatch(text.strip())
        if match is None:
            raise errors.BadInput("month", text=text)
        return cls(int(match[1]), int(match[2]))

    def shift(self, months: int) -> Month:
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
