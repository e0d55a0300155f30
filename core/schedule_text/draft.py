"""A job as it is put together from the groups of a line.

The doubts are kept in the order in which they came up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from core.schedule_text.questions import ask
from core.schedule_text.reading import Moment, Question
from core.schedule_text.when import When


@dataclass(slots=True, kw_only=True)
class Draft:
    """*spans*: the words that became fields; *weekday*: the day for the weekdays below (R15).

    *dated*: the start became a deadline, or lent it its day. *opening*: the day the line begins
    with.
    """

    start: Moment | None = None
    end: Moment | None = None
    due: Moment | None = None
    part: str | None = None
    doubts: list[Question] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    weekday: date | None = None
    dated: bool = False
    opening: When | None = None

    def ask(self, code: str, **facts: object) -> None:
        self.doubts.append(ask(code, **facts))

    @property
    def codes(self) -> set[str]:
        return {one.code for one in self.doubts}
