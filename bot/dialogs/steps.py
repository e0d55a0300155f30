"""What a step of a dialog is: a function of the context, the ids of its button, what was typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.dialogs.screen import Screen

StepFunction = Callable[..., Awaitable[Screen]]
"""``async def step(ctx, *ids, typed=..., file=...) -> Screen``; the ids are typed int, str, Decimal."""
