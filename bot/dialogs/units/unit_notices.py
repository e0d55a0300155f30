"""What is told of catalogues and plans when it is delivered, or nothing when no longer true."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import CLIP, clip, notice_card
from bot.dialogs.screen import Line, Screen
from bot.dialogs.units import catalogue_unit
from bot.dialogs.weeks import days
from bot.dialogs.words import points
from core import catalogue
from core.catalogue import Catalogue
from core.monthplan import Change, MonthPlan, PlanLine
from core.ports import Notice
from core.usecases import heading, planapproving

MOST = 15
WORK = 80


async def of_catalogue(ctx: Context, notice: Notice) -> Screen | None:
    one = await ctx.desk.store.catalogues.get(int(notice.facts["id"] or 0))
    if one is None:
        return None
    said = {
        "catalogue.proposed": _proposed,
        "catalogue.approved": _approved,
        "catalogue.returned": _returned,
    }[notice.kind]
    return await said(ctx, one)


async def _proposed(ctx: Context, one: Catalogue) -> Screen | None:
    if one.state != catalogue.PROPOSED:
        return None
    name = await catalogue_unit.unit_name(ctx, one.unit)
    first = ctx.say(
        "notice.catalogue-proposed", unit=name, month=one.valid_from, count=len(one.items)
    )
    row = (ctx.button("notice.catalogue-review-button", "catalogue.review", one.id, 0),)
    return notice_card(ctx, (first,), row)


async def _approved(ctx: Context, one: Catalogue) -> Screen | None:
    name = await catalogue_unit.unit_name(ctx, one.unit)
    lines = [ctx.say("notice.catalogue-approved", unit=name, month=one.valid_from)]
    if one.harmonised:
        changes = "; ".join(
            f"{each.code}: {points(each.before)} → {points(each.after)}"
            for each in one.harmonised[-10:]
        )
        lines.append(ctx.say("catalogue.harmonised", changes=changes))
    row = (ctx.button("notice.catalogue-open-button", "catalogue.unit", one.unit),)
    return notice_card(ctx, tuple(lines), row)


async def _returned(ctx: Context, one: Catalogue) -> Screen | None:
    if one.state != catalogue.RETURNED:
        return None
    name = await catalogue_unit.unit_name(ctx, one.unit)
    by = await ctx.name(one.decided_by or "")
    lines = (
        ctx.say("notice.catalogue-returned", unit=name),
        ctx.say("notice.catalogue-why", name=by, text=clip(one.said, CLIP)),
    )
    row = (ctx.button("notice.catalogue-open-button", "catalogue.draft", one.id, 0),)
    return notice_card(ctx, lines, row)


async def of_plan(ctx: Context, notice: Notice) -> Screen | None:
    plan_id = int(notice.facts["id"] or 0)
    if notice.kind == "plan.waiting":
        return await _waiting(ctx, plan_id, int(notice.facts["version"] or 0))
    found = await planapproving.news(ctx.desk, plan_id, int(notice.facts["number"] or 0))
    if found is None:
        return None
    plan, changes = found
    return notice_card(
        ctx,
        await _changed(ctx, plan, changes),
        (ctx.button("notice.plan-work-button", "work.list"),),
    )


async def _changed(ctx: Context, plan: MonthPlan, changes: tuple[Change, ...]) -> tuple[Line, ...]:
    """All of it in one message: a list of new work, or what an amendment changes of it."""
    name = await catalogue_unit.unit_name(ctx, plan.unit)
    known = await ctx.desk.store.catalogues.of_unit(plan.unit)
    version = catalogue.in_force(known, plan.month)
    only_new = all(one.before is None for one in changes)
    key = "notice.plan-new" if only_new else "notice.plan-amended"
    lines = [ctx.say(key, count=len(changes), month=plan.month, unit=name)]
    lines += [await _line(ctx, version, one, only_new=only_new) for one in changes[:MOST]]
    if len(changes) > MOST:
        lines.append(ctx.say("plan.more", count=len(changes) - MOST))
    return tuple(lines)


async def _line(ctx: Context, version: Catalogue | None, one: Change, *, only_new: bool) -> Line:
    if one.after is None:
        work = one.before.work if one.before else ""
        return ctx.say("notice.plan-gone", work=clip(work, WORK))
    after = one.after
    key = "notice.plan-line" if only_new else "notice.plan-fresh"
    facts = {
        "work": clip(after.work, WORK),
        "quantity": _quantity(version, after),
        "due": days.due(ctx, after.due),
    }
    if one.before is not None:
        before = f"{_quantity(version, one.before)}, {days.due(ctx, one.before.due)}"
        return ctx.say("notice.plan-moved", before=before, **facts)
    others = [code for code in after.people if code != ctx.desk.actor]
    names = ", ".join([await ctx.name(code) for code in others])
    with_ = ctx.words.text("notice.plan-with", names=names) if others else ""
    return ctx.words(key, **facts, **{"with": with_})


def _quantity(version: Catalogue | None, one: PlanLine) -> str:
    found = version.find(one.item) if version else None
    return f"{one.quantity} {found.unit_of_count}" if found else str(one.quantity)


async def _waiting(ctx: Context, plan_id: int, version: int) -> Screen | None:
    """Until the plan moves on: what the head then finds is on the card."""
    plan = await ctx.desk.store.plans.get(plan_id)
    if plan is None or plan.version != version:
        return None
    name = await catalogue_unit.unit_name(ctx, plan.unit)
    clerks = await heading.appointed(ctx.desk, plan.unit)
    by = ", ".join([await ctx.name(one.person) for one in clerks])
    first = ctx.say(
        "notice.plan-waiting",
        month=plan.month,
        unit=name,
        name=by or ctx.words.text("common.none"),
        count=len(plan.lines),
    )
    row = (ctx.button("notice.plan-open-button", "plan.open", plan.unit, str(plan.month), 0),)
    return notice_card(ctx, (first,), row)
