"""Pieces that the cards of administration share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from bot.dialogs.absences.absence_parts import MOST
from bot.dialogs.context import Context
from bot.dialogs.parts import back, clip
from bot.dialogs.screen import Row, act
from bot.dialogs.words import shown
from core import people
from core.people import Organisation, Post

_PARENTHESIS = "("


def position_name(ctx: Context, post: Post) -> str:
    """The title as the roster has it, else the position without what it includes."""
    if post.title:
        return post.title
    return role_name(ctx, post.position)


def role_name(ctx: Context, position: str) -> str:
    known = ctx.desk.rules.authority.positions.get(position)
    return known.name.partition(_PARENTHESIS)[0].strip() if known else position


def unit_name(organisation: Organisation, unit: str | None) -> str:
    known = next((one for one in organisation.units if one.code == unit), None)
    return known.name if known else unit or ""


def since(ctx: Context, first: date, last: date | None) -> str:
    """ "từ 01/07/2025" or "01/07/2025 – 31/12/2025"."""
    if last is None:
        return ctx.words.text("admin.since", first=first)
    return f"{shown(first)} – {shown(last)}"


def channel_name(ctx: Context, channel: str) -> str:
    key = f"admin.channel-{channel}"
    return ctx.words.text(key) if key in ctx.words else channel


def person_labels(
    ctx: Context, organisation: Organisation, codes: Iterable[str]
) -> dict[str, str]:
    """By code: the name with its unit; two of one name with code, unit and post."""
    day = people.day_of(ctx.desk.now)
    names = {code: organisation.require_person(code).name for code in codes}
    often = Counter(names.values())
    labels = {}
    for code, name in names.items():
        posts = organisation.posts_of(code, day) or organisation.all_posts_of(code)[-1:]
        unit = posts[0].unit if posts else ""
        parts = [name, unit_name(organisation, unit)]
        if often[name] > 1:
            parts = [name, code, unit, position_name(ctx, posts[0]) if posts else ""]
        labels[code] = clip(" · ".join(part for part in parts if part), MOST)
    return labels


def back_to(ctx: Context, person: str) -> Row:
    return (back(ctx, act("admin.person", person)),)
