"""The forms that wait for a decision, those decided already, those decided as one."""

from __future__ import annotations

from bot.dialogs import card
from bot.dialogs.context import Context
from bot.dialogs.parts import home_row
from bot.dialogs.review_list import LIST, TOGETHER, fingerprint, without_difference
from bot.dialogs.screen import BLANK, Button, Row, Screen, act
from bot.dialogs.words import closing
from core.evaluation import Evaluation
from core.usecases import deciding, reviewing


async def inbox(ctx: Context) -> Screen:
    waiting = (await reviewing.inbox(ctx.desk)).to_decide
    if not waiting:
        return Screen(
            at=act("decide.inbox"), lines=(ctx.say("decide.none"),), rows=(home_row(ctx),)
        )
    until = ctx.desk.closings(waiting[0].month).decide
    rows: list[Row] = [
        (Button(await card.title(ctx, one), act("decide.form", one.id)),) for one in waiting[:LIST]
    ]
    alike = [one for one in waiting if _plain(ctx, one)]
    if len(alike) > 1:
        rows.append((ctx.button("decide.together-button", "decide.together", count=len(alike)),))
    return Screen(
        at=act("decide.inbox"),
        lines=(
            ctx.say("decide.title", count=len(waiting), until=closing(until)),
            *(
                (ctx.say("comment.more", count=len(waiting) - LIST),)
                if len(waiting) > LIST
                else ()
            ),
        ),
        rows=(*rows, home_row(ctx)),
    )


async def done(ctx: Context) -> Screen:
    """What this person decided this month; from here a new version is made (T8)."""
    decided = await deciding.decided_this_month(ctx.desk)
    rows: list[Row] = []
    for one in decided[:LIST]:
        final = one.decision.final_class if one.decision else None
        name = await ctx.name(one.person)
        key = "decide.done-button" if final else "decide.done-not-rated"
        rows.append((ctx.button(key, "decide.form", one.id, name=name, final=final or ""),))
    return Screen(
        at=act("decide.done"),
        lines=(ctx.say("decide.done", count=len(decided)),),
        rows=(*rows, home_row(ctx)),
    )


async def together(ctx: Context) -> Screen:
    alike = await alike_forms(ctx)
    if not alike:
        return await inbox(ctx)
    shown = [(one.id, one.version) for one in alike]
    return Screen(
        at=act("decide.together"),
        lines=(
            ctx.say("decide.together", count=len(alike)),
            BLANK,
            *[await card.title_line(ctx, one) for one in alike],
        ),
        rows=(
            (ctx.button("decide.together-yes", "decide.together-yes", fingerprint(shown)),),
            (ctx.button("common.back", "decide.inbox"),),
        ),
    )


def _plain(ctx: Context, one: Evaluation) -> bool:
    """No differences, no new points from the commenter, and no leader's d, đ, e to weigh."""
    return (
        without_difference(ctx, one)
        and not ctx.desk.form(one.form).leader
        and not (one.comment and one.comment.points)
        and one.decision_draft is None
    )


async def alike_forms(ctx: Context) -> tuple[Evaluation, ...]:
    """Those whose class would also be the same when computed with the tasks of now."""
    found = []
    for one in (await reviewing.inbox(ctx.desk)).to_decide:
        if not _plain(ctx, one) or one.submission is None:
            continue
        planned = await deciding.outlook(ctx.desk, one)
        same = planned.score is not None and planned.score.total == one.submission.total
        if same and not planned.flags:
            found.append(one)
    return tuple(found[:TOGETHER])
