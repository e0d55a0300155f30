"""The whole form, a group a page: self points, proposed, decided, notes, and group II."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import SHORT_CLIP, back, clip
from bot.dialogs.screen import BLANK, Action, Line, Row, Screen, act, line
from bot.dialogs.words import points as spoken
from core.evaluation import Evaluation, Points
from core.forms import Criterion


def screen(
    ctx: Context,
    one: Evaluation,
    group_id: str,
    decided: Points | None,
    name: str,
    back_to: Action,
    key: str = "full.decided",
) -> Screen:
    """*name* is the step that shows another group; *decided* is ``None`` while not to be seen."""
    form = ctx.desk.form(one.form)
    group = form.group(group_id)
    proposed = one.comment.points if one.comment else {}
    turn: Row = tuple(
        ctx.button("full.group-button", name, one.id, each.id, id=each.id)
        for each in form.groups
        if each.id != group_id
    )
    return Screen(
        at=act(name, one.id, group_id),
        lines=(
            ctx.say("full.title", month=one.month, form=form.code),
            ctx.say("score.group", id=group.id, label=group.label, max=group.max),
            BLANK,
            *(
                each
                for criterion in group.criteria
                for each in (
                    _line(ctx, one, criterion, proposed, decided, key),
                    *_note(one, criterion),
                )
            ),
        ),
        rows=(turn, (back(ctx, back_to),)) if turn else ((back(ctx, back_to),),),
    )


def _line(
    ctx: Context,
    one: Evaluation,
    criterion: Criterion,
    proposed: Points,
    decided: Points | None,
    key: str,
) -> Line:
    own = one.own.points.get(criterion.id)
    given = ctx.words.text("full.none") if own is None else spoken(own)
    said = f"{criterion.id} {criterion.label}: {given}/{spoken(criterion.max)}"
    if criterion.id in proposed:
        said += ctx.words.text("full.proposed", points=proposed[criterion.id])
    final = decided.get(criterion.id) if decided else None
    if final is not None and (final != own or criterion.id in proposed):
        said += ctx.words.text(key, points=final)
    return line(said)


def _note(one: Evaluation, criterion: Criterion) -> tuple[Line, ...]:
    text = one.own.notes.get(criterion.id)
    return (line(f"  {clip(text, SHORT_CLIP)}"),) if text else ()
