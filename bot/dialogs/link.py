"""A chat that belongs to nobody yet, and the old chat that is asked to let go."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.screen import Screen, act
from bot.dialogs.words import Words
from core.usecases import staffing
from core.usecases.desk import Desk


def stranger(words: Words) -> Screen:
    """Nothing of the ward is told before the link."""
    return Screen(
        at=act("home"),
        lines=(words("link.ask"), words("link.example"), words("link.where")),
    )


async def try_code(
    desk: Desk, words: Words, channel: str, address: str, code: str
) -> tuple[str | None, Screen]:
    """Who is linked now (``None``: the old chat is asked first), and what to say.

    *errors.BadInput* ``link.wrong`` and *errors.Refused* ``link.paused`` as the use-case.
    """
    linked = await staffing.link(desk, channel, address, code)
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
