"""Lines of a work schedule, as staff type or paste them, read into jobs with their days.

The law is R1 to R15 of the reading rules; every doubt becomes a question, never a silent guess.
"""

from __future__ import annotations

from core.schedule_text.paste import read_line, read_paste
from core.schedule_text.reading import Item, Moment, Question, Reading

__all__ = ["Item", "Moment", "Question", "Reading", "read_line", "read_paste"]
