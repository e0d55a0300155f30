"""The head approves the plan: once more the difference, then one tap gives everybody the work."""

from __future__ import annotations

from bot.dialogs import faults
from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import BLANK, Line, Row, Screen, act
from bot.dialogs.units import plan_card, plan_words
from core import errors
from core.monthplan import Change
from core.usecases import heading, monthplans, planapproving
from core.usecases.monthplans import Opened

MOST = 12


async def confirm(ctx: Context, plan_id: int, version: int) -> Screen:
    opened = await monthplans.get(ctx.desk, plan_id)
    plan = opened.plan
    await heading.check_head(ctx.desk, plan.unit)
    if plan.version != version:
        raise errors.Stale("card.old", unit=plan.unit)
    wrong = await planapproving.blocked(ctx.desk, opened)
    lines = _blocked(ctx, opened, wrong) if wrong else _what(ctx, opened)
    rows: list[Row] = []
    if wrong:
        numbers = dict.fromkeys(one.number for one in wrong)
        known = {one.number for one in plan.lines}
        rows += [
            (ctx.button("plan.line-button", "plan.line", plan.id, number, number=number),)
            for number in list(numbers)[:MOST]
            if number in known
        ]
        rows += [
            (
                ctx.button(
                    "plan.restore-line-button", "plan.restore", plan.id, number, number=number
                ),
            )
            for number in list(numbers)[:MOST]
            if number not in known
        ]
    else:
        rows.append((ctx.button("plan.confirm-button", "plan.approve", plan.id, plan.version),))
    return Screen(
        at=act("plan.confirm", plan_id, version),
        lines=tuple(lines),
        rows=(*rows, (plan_card.button(ctx, opened),)),
    )


def _blocked(ctx: Context, opened: Opened, wrong: tuple[planapproving.Blocked, ...]) -> list[Line]:
    start, end = opened.circle.window
    facts = {"month": opened.plan.month, "start": start, "end": end}
    return [
        ctx.say("plan.blocked", count=len({one.number for one in wrong})),
        *(
            ctx.say(
                "plan.blocked-line",
                number=one.number,
                work=clip(one.work, plan_words.WORK),
                reason=faults.sentences(ctx.words, errors.Refused(one.code, **facts))[0].plain,
            )
            for one in wrong[:MOST]
        ),
    ]


def _what(ctx: Context, opened: Opened) -> list[Line]:
    plan = opened.plan
    told = concerned(opened.changes) - {ctx.desk.actor}
    said = [
        ctx.say("plan.confirm", month=plan.month),
        ctx.say(
            "plan.confirm-what", what=plan_words.counted(ctx, opened.changes), people=len(told)
        ),
    ]
    if ctx.desk.actor in concerned(opened.changes):
        said.append(ctx.say("plan.confirm-own"))
    said.append(BLANK)
    said += [difference(ctx, opened, one) for one in opened.changes[:MOST]]
    if len(opened.changes) > MOST:
        said.append(ctx.say("plan.more", count=len(opened.changes) - MOST))
    return said


def concerned(changes: tuple[Change, ...]) -> set[str]:
    return {
        person
        for one in changes
        for line in (one.before, one.after)
        if line is not None
        for person in line.people
    }


def difference(ctx: Context, opened: Opened, one: Change) -> Line:
    if one.after is None:
        before = plan_words.line(ctx, opened, one.before) if one.before else ""
        return ctx.say("plan.gone", line=before)
    after = plan_words.line(ctx, opened, one.after)
    if one.before is None:
        return ctx.say("plan.new", line=after)
    before = plan_words.former(ctx, opened, one.before, one.after)
    return ctx.say("plan.moved", line=after, before=before)


async def approve(ctx: Context, plan_id: int, version: int) -> Screen:
    opened = await monthplans.get(ctx.desk, plan_id)
    reason = ctx.words.text("plan.amended-reason", month=opened.plan.month)
    stored = await planapproving.approve(ctx.desk, plan_id, version, reason)
    told = concerned(opened.changes) - {ctx.desk.actor}
    shown = await plan_card.show(ctx, await monthplans.get(ctx.desk, stored.id), 0)
    return shown.told(ctx.say("plan.done", people=len(told)))
