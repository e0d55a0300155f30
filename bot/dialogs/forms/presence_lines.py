"""How much of the month a person was there, where that is not all of it (domain §8.7)."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.screen import Line
from core import lifecycle
from core.evaluation import Decision
from core.months import Month
from core.presence import Presence, is_capped
from core.usecases import presences


def lines(ctx: Context, found: Presence, *, capped: bool, mine: bool) -> tuple[Line, ...]:
    """Nothing for somebody who was there on every working day. *mine*: the subject reads it,
    a decider is told first of a person who was never there.
    """
    if found.full:
        return ()
    if found.nobody and mine:
        return (ctx.say("presence.nobody"),)
    key = "presence.capped" if capped else "presence.part"
    return (ctx.say(key, worked=found.worked, working=found.working),)


async def of_own(ctx: Context, person: str, month: Month) -> tuple[Line, ...]:
    """As it stands now, for the subject's own form."""
    found = await presences.of(ctx.desk, person, month)
    capped = is_capped(found, ctx.desk.rules.settings)
    return lines(ctx, found, capped=capped, mine=True)


def of_decision(ctx: Context, decision: Decision) -> tuple[Line, ...]:
    """What the class decided rests on beside the total."""
    found = decision.presence
    if found is None or lifecycle.LOW_PRESENCE not in decision.flags:
        return ()
    return (ctx.say("presence.capped", worked=found.worked, working=found.working),)
