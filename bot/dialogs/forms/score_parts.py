"""What every card of an own form under way shows: month, closing, progress."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.screen import Line
from bot.dialogs.words import closing
from core import drafting, lifecycle
from core.evaluation import MISSING, RETURNED, Evaluation
from core.forms import Form


def standing(ctx: Context, one: Evaluation, form: Form) -> tuple[Line, ...]:
    """Month, form, closing instant and progress: "8/13 · 24,5/30"."""
    closings = ctx.desk.closings(one.month)
    until = closings.self_step
    if one.state == MISSING:
        until = closings.comment
    if one.state == RETURNED and one.returned:
        until = one.returned.until
    done = drafting.progress(one, form)
    lines = [
        ctx.say("score.month", month=one.month, form=form.code, until=closing(until)),
        ctx.say(
            "score.progress",
            answered=done.answered,
            criteria=done.criteria,
            points=done.points,
            maximum=done.maximum,
        ),
    ]
    if one.state == MISSING:
        late = lifecycle.hours_after(closings.self_step, ctx.desk.now)
        lines.append(ctx.say("score.late", hours=late))
    if one.state == RETURNED and one.returned:
        lines.append(ctx.say("score.returned", reason=one.returned.reason))
    return tuple(lines)
