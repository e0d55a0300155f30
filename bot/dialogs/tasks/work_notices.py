"""What a notice about work says when it is delivered, or nothing when it is no longer true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.dialogs.context import Context
from bot.dialogs.parts import clip, home_row, notice_card
from bot.dialogs.screen import BLANK, Button, Line, Row, Screen, act
from bot.dialogs.tasks import accept, work_parts
from bot.dialogs.weeks import days
from core import errors, taskflow, tasks
from core.months import Month
from core.ports import Notice
from core.tasks import TaskItem
from core.usecases import accepting, carrying, leftovers, working

SAID = 300
DIGEST = 6
NAMES = 8


async def screen(ctx: Context, notice: Notice) -> Screen | None:
    whole = {
        "task.carried": _carried,
        "task.carried-led": _carried_led,
        "task.unanswered": _unanswered,
        "task.left-open": _left_open,
        "task.left-open-led": _left_open_led,
    }
    if notice.kind in whole:
        return await whole[notice.kind](ctx, notice)
    one = await _glimpse(ctx, int(notice.facts["id"] or 0))
    if one is None:
        return None
    said = {
        "task.proposed": _proposed,
        "task.handed-in": _handed_in,
        "task.extension": _extension,
        "task.excuse": _excuse,
        "task.assigned": _assigned,
        "task.answered": _answered,
    }[notice.kind]
    return await said(ctx, one, notice)


async def _glimpse(ctx: Context, task: int) -> TaskItem | None:
    """The item a notice is about; ``None`` once the recipient has no part in it."""
    one = await ctx.desk.store.tasks.get(task)
    if one is None or not await working.roles_in(ctx.desk, one):
        return None
    return one


async def _to_answer(ctx: Context, one: TaskItem, asked: str) -> Screen:
    """A leader's notice: what is asked, of whom, and the button to the card."""
    name = await ctx.name(one.person)
    return notice_card(
        ctx,
        (
            ctx.say(f"notice-work.{asked}", name=name),
            ctx.say("notice-work.what", title=work_parts.title(ctx, one)),
        ),
        (Button(ctx.words.text("notice-work.open"), accept.opening(asked, one)),),
    )


async def _proposed(ctx: Context, one: TaskItem, _: Notice) -> Screen | None:
    """Approved by one tap on the notice; whatever must be edited is edited on the card."""
    if one.state != tasks.PROPOSED:
        return None
    shown = await _to_answer(ctx, one, "proposed")
    if one.origin == tasks.PLAN:
        title = ctx.say("notice-work.proposed-plan", name=await ctx.name(one.person))
        shown = replace(shown, lines=(title, *shown.lines[1:]))
    yes = ctx.button("accept.line-yes", "accept.line-yes", one.id, one.version)
    first, *others = shown.rows
    weight = work_parts.weight_line(ctx, one)
    return replace(shown, lines=(*shown.lines, weight), rows=((yes, *first), *others))


async def _handed_in(ctx: Context, one: TaskItem, notice: Notice) -> Screen | None:
    number = notice.facts["number"]
    if all(each.number != number for each in one.waiting):
        return None
    return await _to_answer(ctx, one, "handed-in")


async def _extension(ctx: Context, one: TaskItem, _: Notice) -> Screen | None:
    asked = one.extension
    if asked is None or asked.state != tasks.WAITING:
        return None
    shown = await _to_answer(ctx, one, "extension")
    wanted = ctx.say(
        "notice-work.extension-to", due=days.due(ctx, asked.due), text=clip(asked.reason, SAID)
    )
    return replace(shown, lines=(*shown.lines, wanted))


async def _excuse(ctx: Context, one: TaskItem, _: Notice) -> Screen | None:
    if not accepting.waiting_excuses(one):
        return None
    return await _to_answer(ctx, one, "excuse")


async def _assigned(ctx: Context, one: TaskItem, _: Notice) -> Screen | None:
    if one.state not in tasks.OPEN:
        return None
    return _own(ctx, one, (ctx.say("notice-work.assigned"),))


async def _answered(ctx: Context, one: TaskItem, notice: Notice) -> Screen | None:
    """What the leader or the decider did with the own work."""
    did = str(notice.facts["act"])
    if did == "review":
        return _reviewed(ctx, one)
    lines: tuple[Line, ...] = (_what_was_done(ctx, one, did),)
    reasons = {
        "refuse": one.reason,
        "cancel": one.reason,
        "deny-extension": one.extension.said if one.extension else "",
    }
    if reason := reasons.get(did):
        lines += (ctx.say("mine.reason", text=clip(reason, SAID)),)
    if did == "move-due":
        lines += (ctx.say("notice-work.new-due", due=days.due(ctx, one.due)),)
    return _own(ctx, one, lines)


def _what_was_done(ctx: Context, one: TaskItem, did: str) -> Line:
    """A head's own line of the plan was proposed too, and is not work that came up."""
    if one.origin == tasks.PLAN and did == "approve":
        return ctx.say("notice-work.did-approve-plan")
    if one.origin == tasks.PLAN and did == "refuse":
        return ctx.say("notice-work.did-refuse-plan")
    return ctx.say(f"notice-work.did-{did}")


def _reviewed(ctx: Context, one: TaskItem) -> Screen | None:
    """The delivery that was looked at last."""
    judged = [each for each in one.deliveries if each.state != tasks.WAITING]
    last = max(judged, key=lambda each: each.reviewed_at or each.entered_at, default=None)
    if last is None:
        return None
    verdict_state = last.state
    lines: tuple[Line, ...] = (
        ctx.say(
            f"notice-work.review-{verdict_state}", accepted=last.accepted, quantity=last.quantity
        ),
    )
    if last.said:
        lines += (ctx.say("work.said", text=clip(last.said, SAID)),)
    if last.major:
        lines += (ctx.say("notice-work.major"),)
    done = last.confirmed or last.done
    if last.accepted and (late := len(taskflow.missed(one, done))):
        lines += (ctx.say("notice-work.late", count=late),)
    shown = _own(ctx, one, lines)
    if not work_parts.excusable(one):
        return shown
    excuse = ctx.button("excuse.button", "excuse", one.id)
    return replace(shown, rows=((excuse,), *shown.rows))


def _own(ctx: Context, one: TaskItem, lines: tuple[Line, ...]) -> Screen:
    return notice_card(
        ctx,
        (*lines, ctx.say("notice-work.what", title=work_parts.title(ctx, one))),
        (ctx.button("notice-work.open", "work.item", one.id),),
    )


async def _carried(ctx: Context, notice: Notice) -> Screen | None:
    month = Month.parse(str(notice.facts["month"]))
    return notice_card(
        ctx,
        (
            ctx.say("notice-work.carried", count=int(notice.facts["count"] or 0), month=month),
            ctx.say("notice-work.carried-how"),
        ),
        (ctx.button("work.list-button", "work.list"),),
    )


async def _carried_led(ctx: Context, _: Notice) -> Screen | None:
    """Whose work went over, in one message; nothing once every new deadline is set."""
    people = await carrying.waiting_for_due(ctx.desk)
    if not people:
        return None
    names = ", ".join([await ctx.name(person) for person in people[:NAMES]])
    more = "…" if len(people) > NAMES else ""
    return notice_card(
        ctx,
        (
            ctx.say("notice-work.carried-led", count=len(people), names=f"{names}{more}"),
            ctx.say("notice-work.carried-led-how"),
        ),
        (ctx.button("team.home-button", "team.list", 0),),
    )


async def _left_open(ctx: Context, notice: Notice) -> Screen | None:
    month = Month.parse(str(notice.facts["month"]))
    left = await leftovers.mine(ctx.desk, month)
    if not left:
        return None
    names = _names(work_parts.name_of(one) for one in left)
    return notice_card(
        ctx,
        (
            ctx.say("notice-work.left-open", count=len(left), month=month, names=names),
            ctx.say("notice-work.left-open-how"),
        ),
        (ctx.button("notice-work.left-open-button", "adhoc"),),
    )


async def _left_open_led(ctx: Context, notice: Notice) -> Screen | None:
    month = Month.parse(str(notice.facts["month"]))
    left = await leftovers.led(ctx.desk, month)
    if not left:
        return None
    names = _names([f"{await ctx.name(one.person)}: {work_parts.name_of(one)}" for one in left])
    return notice_card(
        ctx,
        (
            ctx.say("notice-work.left-open-led", count=len(left), month=month, names=names),
            ctx.say("notice-work.left-open-led-how"),
        ),
        (ctx.button("team.home-button", "team.list", 0),),
    )


def _names(every: Iterable[str]) -> str:
    names = list(every)
    return "; ".join(names[:NAMES]) + ("…" if len(names) > NAMES else "")


async def _unanswered(ctx: Context, _: Notice) -> Screen | None:
    """Handed in two working days ago and not looked at (§4.2)."""
    waiting = (await accepting.inbox(ctx.desk)).handed_in
    if not waiting:
        return None
    return notice_card(
        ctx,
        (ctx.say("notice-work.unanswered", count=len(waiting)),),
        (ctx.button("accept.home-button", "accept.inbox", count=len(waiting)),),
    )


async def digest(ctx: Context, _: Notice) -> Screen | None:
    """The morning's card: late and due work with one-tap "Xong"; nothing due, nothing said."""
    try:
        mine = await working.mine(ctx.desk)
    except errors.NotFound:
        return None
    due = working.due_soon(ctx.desk, mine)
    if not due:
        return None
    lines: list[Line] = [ctx.say("digest.first", count=len(due)), BLANK]
    rows: list[Row] = []
    for at, one in enumerate(due[:DIGEST], 1):
        task_mark = "late" if ctx.desk.now >= one.due else one.state
        lines.append(
            ctx.say(f"work.entry-{task_mark}", number=at, title=work_parts.title(ctx, one))
        )
        opening = ctx.words.text("work.open-button", number=at, name=work_parts.name_of(one))
        done = ctx.button("work.done-short", "work.done", one.id, one.version, number=at)
        rows.append((Button(opening, act("work.item", one.id)), done))
    if len(due) > DIGEST:
        lines.append(ctx.say("digest.more", count=len(due) - DIGEST))
    rows.append(
        (
            ctx.button("digest.off-button", "digest.off"),
            ctx.button("work.list-button", "work.list"),
        )
    )
    return Screen(at=act("work.list"), lines=tuple(lines), rows=(*rows, home_row(ctx)))
