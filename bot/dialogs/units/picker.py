"""Other points than the subject's for one criterion, for whoever comments or decides."""

from __future__ import annotations

from decimal import Decimal

from bot.dialogs.context import Context
from bot.dialogs.parts import back, point_buttons
from bot.dialogs.screen import Action, Screen
from bot.dialogs.words import points as spoken
from core import scoring
from core.forms import Criterion
from core.usecases import reviewing

FREE_STEP = Decimal("0.25")


def screen(
    ctx: Context,
    opened: reviewing.Opened,
    wanted: Criterion,
    choose: str,
    *,
    at: Action,
    ask: Action,
    back_to: Action,
) -> Screen:
    """*choose* is the step that takes (id, version, criterion, points)."""
    one = opened.one
    step = ctx.desk.rules.settings.point_step or FREE_STEP
    own = one.own.points.get(wanted.id)
    said = ctx.words.text("full.none") if own is None else spoken(own)
    offered = scoring.choices(wanted, step)
    return Screen(
        at=at,
        ask=ask,
        lines=(
            ctx.say("score.item", id=wanted.id, label=wanted.label, max=wanted.max),
            ctx.say("comment.own-points", points=said),
            ctx.say("score.item-hint", max=wanted.max, example=spoken(wanted.max - FREE_STEP)),
        ),
        rows=(
            *point_buttons(offered, choose, one.id, one.version, wanted.id),
            (back(ctx, back_to),),
        ),
    )
