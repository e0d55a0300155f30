"""A chat that belongs to nobody yet, and the old chat that is asked to let go."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.parts import notice_card
from bot.dialogs.screen import Screen, act
from bot.dialogs.words import Words
from core.ports import Notice
from core.usecases import staffing
from core.usecases.desk import SYSTEM, Desk


def stranger(words: Words, *, vouches: bool) -> Screen:
    """Nothing of the ward is told before the link. *vouches*: the channel knows whose phone
    number is shared.
    """
    lines = (words("link.ask"), words("link.example"), words("link.where"))
    if not vouches:
        return Screen(at=act("home"), lines=lines)
    label = words.text("link.share-button")
    return Screen(at=act("home"), lines=(*lines, words("link.share")), shares=label)


async def try_code(
    desk: Desk, words: Words, channel: str, address: str, code: str
) -> tuple[str | None, Screen]:
    """Who is linked now (``None``: the old chat is asked first), and what to say.

    *errors.BadInput* ``link.wrong`` and *errors.Refused* ``link.paused`` as the use-case.
    """
    return _said(words, await staffing.link(desk, channel, address, code))


async def try_number(
    desk: Desk, words: Words, channel: str, address: str, number: str, *, is_own: bool
) -> tuple[str | None, Screen]:
    """As :func:`try_code`, by a phone number that was shared."""
    linked = await staffing.link_by_phone(desk, channel, address, number, is_own=is_own)
    return _said(words, linked)


def _said(words: Words, linked: staffing.Linked) -> tuple[str | None, Screen]:
    if linked.waits_for_old_chat:
        return None, Screen(at=act("home"), lines=(words("link.waits"), words("link.waits-then")))
    said = words("link.done", name=linked.person.name)
    return linked.person.code, Screen(at=act("home"), lines=(said,))


async def release(ctx: Context) -> Screen:
    await staffing.release(ctx.desk, ctx.channel, ctx.address)
    return Screen(at=act("home"), lines=(ctx.say("link.released"), ctx.say("link.released-then")))


async def keep(ctx: Context) -> Screen:
    return Screen(
        at=act("home"),
        lines=(ctx.say("link.kept"), ctx.say("link.kept-then")),
        rows=((ctx.button("common.home", "home"),),),
    )


async def notice(ctx: Context, said: Notice) -> Screen | None:
    """The old chat is asked to let go, or told that a code was given out or that it was unlinked;
    the latter not where it is somebody's again. The same of somebody without a chat.
    """
    if said.kind == "link.asked":
        return _asked(ctx)
    by = str(said.facts["by"])
    name = ctx.words.text("link.system") if by == SYSTEM else await ctx.name(by)
    if said.kind == "link.issued":
        return notice_card(
            ctx, (ctx.say("link.issued", name=name), ctx.say("link.issued-then")), ()
        )
    if said.kind == "link.sheet":
        line = ctx.say("link.sheet", count=said.facts["count"] or 0, name=name)
        return notice_card(ctx, (line, ctx.say("link.watched-then")), ())
    if said.kind in {"link.issued-to", "link.removed-from"}:
        person = await ctx.name(str(said.facts["person"]))
        line = ctx.say(said.kind, person=person, name=name)
        return notice_card(ctx, (line, ctx.say("link.watched-then")), ())
    known = await ctx.desk.store.chats.open(ctx.channel, ctx.address, "")
    if known.person is not None:
        return None
    lines = (ctx.say("link.removed", name=name), ctx.say("link.removed-then"))
    return Screen(at=act("home"), lines=lines)


def _asked(ctx: Context) -> Screen:
    return Screen(
        at=act("home"),
        lines=(ctx.say("link.asked"), ctx.say("link.asked-warning")),
        rows=(
            (ctx.button("link.release-button", "link.release"),),
            (ctx.button("link.keep-button", "link.keep"),),
        ),
    )
