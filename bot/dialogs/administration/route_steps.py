"""The steps behind the notices of gaps and of moves."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogs.administration import gaps, moves
from bot.dialogs.steps import StepFunction

STEPS: Mapping[str, StepFunction] = {
    "gaps.list": gaps.listing,
    "move.say": moves.say,
    "move.said": moves.said,
}

LOOKS = frozenset({"gaps.list", "move.say"})
