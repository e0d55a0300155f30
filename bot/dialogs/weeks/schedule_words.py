"""The doubt of a reading as a sentence: what was understood and what is asked."""

from __future__ import annotations

from datetime import date

from bot.dialogs.screen import Line
from bot.dialogs.words import Value, Words
from core.schedule_text import Question


def sentence(words: Words, question: Question) -> Line:
    """By ``ask.<code>``; a day is shown with its weekday."""
    facts = {name: _fact(value) for name, value in question.facts.items()}
    return words(f"ask.{question.code}", **facts)


def _fact(value: object) -> Value:
    return value if isinstance(value, (str, int, date)) else str(value)
