"""What a family of dialogs has to say on the home card."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialogs.screen import Line, Row


@dataclass(frozen=True, slots=True)
class Entries:
    """Sentences about what waits for this person, and the buttons to it; *foot*: good to know."""

    lines: tuple[Line, ...] = ()
    rows: tuple[Row, ...] = ()
    foot: tuple[Line, ...] = ()
