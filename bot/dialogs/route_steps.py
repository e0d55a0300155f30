"""The step behind the notice of gaps."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogs import gaps
from bot.dialogs.steps import StepFunction

STEPS: Mapping[str, StepFunction] = {"gaps.list": gaps.listing}

LOOKS = frozenset(STEPS)
