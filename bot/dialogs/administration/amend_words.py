"""How a change of posts, fields or delegations is said: before, after, and to whom it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.dialogs.absences.absence_parts import span
from bot.dialogs.administration.admin_parts import position_name, role_name, since, unit_name
from bot.dialogs.context import Context
from bot.dialogs.parts import clip, notice_card
from bot.dialogs.screen import Line, Screen
from core import amended, people
from core.amendments import ACTING, CHARGE, END, KINDS, POST, Amendment
from core.people import Organisation
from core.ports import Notice
from core.usecases.amending import Preview
from core.usecases.desk import SYSTEM

NAMES = 4
DOCUMENT = 100


def described(ctx: Context, organisation: Organisation, one: Amendment) -> Line:
    """ "Giao quyền Trưởng phòng, Phòng Kinh tế cho Lê Văn A: từ 01/11/2026"."""
    position = one.position
    if one.kind == ACTING:
        position = people.HEAD_OF_KIND[organisation.require_unit(one.unit).kind]
    return ctx.say(
        f"amend.is-{one.kind}",
        name=_name(organisation, one.person),
        unit=unit_name(organisation, one.unit),
        position=one.title or _held(organisation, one) or role_name(ctx, position),
        receiver=_name(organisation, one.receiver),
        acts=ctx.words.text(f"amend.act-{one.act}") if one.act else "",
        days=_days(ctx, one),
    )


def _held(organisation: Organisation, one: Amendment) -> str:
    """The title of a post that ends, as the roster has it."""
    if one.kind != END:
        return ""
    held = (one.unit, one.position)
    own = organisation.all_posts_of(one.person)
    return next((post.title for post in own if (post.unit, post.position) == held), "")


def _days(ctx: Context, one: Amendment) -> str:
    if one.first is None:
        return ctx.words.text("amend.until", last=one.last or "")
    if one.last is None:
        return since(ctx, one.first, None)
    return span(one.first, one.last)


def _name(organisation: Organisation, code: str) -> str:
    found = organisation.get_person(code)
    return found.name if found else code


def beside_lines(ctx: Context, organisation: Organisation, one: Amendment) -> tuple[Line, ...]:
    """What else it does: the posts and the field it ends, the head it stands before."""
    after = amended.organisation(organisation, one)
    said = [
        ctx.say(
            "amend.ends-post",
            name=_name(organisation, post.person),
            position=position_name(ctx, post),
            unit=unit_name(organisation, post.unit),
            day=one.first or "",
        )
        for post in organisation.posts
        if one.kind == POST and post not in after.posts
    ]
    said += [
        ctx.say("amend.ends-charge", name=_name(organisation, charge.leader), day=one.first or "")
        for charge in organisation.charges
        if one.kind == CHARGE and charge not in after.charges and charge.leader != one.person
    ]
    head = organisation.head(one.unit, one.first) if one.kind == ACTING and one.first else None
    if head is not None and head != one.person:
        said.append(ctx.say("amend.head-stays", name=_name(organisation, head)))
    return tuple(said)


def document_line(ctx: Context, one: Amendment) -> tuple[Line, ...]:
    if not one.document:
        return ()
    return (ctx.say("amend.document", text=clip(one.document, DOCUMENT)),)


def routes_lines(ctx: Context, organisation: Organisation, found: Preview) -> tuple[Line, ...]:
    """Who is evaluated by others from then on, and who by nobody."""
    said = [
        ctx.say(
            f"amend.routes-{fate}",
            day=found.day,
            count=len(codes),
            names=_names(organisation, codes),
        )
        for fate, codes in (
            ("lost", found.lost),
            ("changed", found.changed),
            ("gained", found.gained),
        )
        if codes
    ]
    return tuple(said) or (ctx.say("amend.routes-same"),)


def _names(organisation: Organisation, codes: Sequence[str]) -> str:
    names = ", ".join(_name(organisation, code) for code in codes[:NAMES])
    return names if len(codes) <= NAMES else f"{names}, …"


async def notice(ctx: Context, said: Notice) -> Screen | None:
    """To the person, the leader or the delegate whom it concerns."""
    facts = {name: str(value or "") for name, value in said.facts.items()}
    kind = said.kind.removeprefix("amend.")
    if kind not in KINDS:
        return None
    one = Amendment(
        kind=kind,
        person=facts["person"],
        unit=facts["unit"],
        position=facts["position"],
        title=facts.get("title", ""),
        receiver=facts["receiver"],
        act=facts["delegated"],
        first=_day(facts["first"]),
        last=_day(facts["last"]),
        document=facts["document"],
    )
    by = facts["by"]
    name = ctx.words.text("link.system") if by == SYSTEM else await ctx.name(by)
    organisation = await ctx.desk.organisation()
    lines = (
        ctx.say("amend.told"),
        described(ctx, organisation, one),
        *document_line(ctx, one),
        ctx.say("amend.told-by", name=name),
    )
    return notice_card(ctx, lines, ())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
