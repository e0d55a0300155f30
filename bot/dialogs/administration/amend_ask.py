"""The questions of a change: which unit, which post, to whom, from when, until when, by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot.dialogs import pages
from bot.dialogs.absences.absence_parts import MOST
from bot.dialogs.administration.admin_parts import (
    person_labels,
    position_name,
    role_name,
    unit_name,
)
from bot.dialogs.context import Context
from bot.dialogs.parts import clip
from bot.dialogs.screen import Button, Line, Row, Screen, act, in_rows
from bot.dialogs.weeks import days
from core import absence_text, amendments, errors, finding, people
from core.amendments import ACTING, CHARGE, DELEGATE, END, POST, REVOKE, UNCHARGE, Amendment
from core.people import Organisation
from core.text import folded
from core.usecases import administering, amending

SHOWN = 8
HEARD = 40


async def ask(ctx: Context, one: Amendment, field: str, number: int, back: Row) -> Screen:
    organisation = await ctx.desk.organisation()
    rows = await _rows(ctx, organisation, one, field)
    shown, number = pages.of(rows, number)
    question = field
    if field == "last" and one.first is None:
        question = "end"
    elif field == "unit" and one.kind == END:
        question = "place"
    key = f"amend.ask-{question}"
    return Screen(
        at=act("amend.page", number),
        ask=act("amend.typed"),
        lines=(
            ctx.say(key),
            ctx.say(f"amend.kind-{one.kind}", name=organisation.require_person(one.person).name),
            *_only_leaders(ctx, one, field),
            ctx.say(f"{key}-example"),
        ),
        rows=(*shown, *_turn(ctx, rows, number), back),
    )


def _only_leaders(ctx: Context, one: Amendment, field: str) -> tuple[Line, ...]:
    """Why a name that is typed may not be found."""
    if field != "receiver" or one.kind != DELEGATE:
        return ()
    if ctx.desk.is_administrator and ctx.desk.actor != one.person:
        return ()
    return (ctx.say("amend.only-leaders"),)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _turn(ctx: Context, rows: Sequence[Row], number: int) -> tuple[Row, ...]:
    row = pages.turn(ctx, rows, number, "amend.page")
    return (row,) if row else ()


async def _rows(
    ctx: Context, organisation: Organisation, one: Amendment, field: str
) -> Sequence[Row]:
    if field == "unit":
        return await _units(ctx, organisation, one)
    if field == "position":
        return await _positions(ctx, organisation, one)
    if field == "receiver":
        return _people(ctx, organisation, await _receivers(ctx, organisation, one))
    if field == "act":
        return [
            (
                Button(
                    _capital(ctx.words.text(f"amend.act-{act_name}")), act("amend.act", act_name)
                ),
            )
            for act_name in ("both", "comment", "decide")
        ]
    if field == "first":
        return in_rows(_firsts(ctx), 2)
    return in_rows(_lasts(ctx, one), 2) if field == "last" else ()


async def _units(ctx: Context, organisation: Organisation, one: Amendment) -> list[Row]:
    if one.kind == END:
        return [
            (
                Button(
                    clip(
                        f"{position_name(ctx, post)} · {unit_name(organisation, post.unit)}", MOST
                    ),
                    act("amend.place", post.unit, post.position),
                ),
            )
            for post in organisation.all_posts_of(one.person)
            if post.valid_to is None or post.valid_to >= people.day_of(ctx.desk.now)
        ]
    return [
        (Button(clip(unit_name(organisation, code), MOST), act("amend.unit", code)),)
        for code in await _unit_codes(ctx, organisation, one)
    ]


async def _unit_codes(ctx: Context, organisation: Organisation, one: Amendment) -> list[str]:
    today = people.day_of(ctx.desk.now)
    if one.kind == UNCHARGE:
        return list(organisation.field_of(one.person, today))
    kept = (await administering.remit(ctx.desk)).units
    found = amending.units_offered(organisation, one, kept)
    if one.kind == CHARGE:
        own = set(organisation.field_of(one.person, today))
        return [code for code in found if code not in own]
    return found


async def _positions(ctx: Context, organisation: Organisation, one: Amendment) -> list[Row]:
    whole = (await administering.remit(ctx.desk)).whole
    return [
        (Button(clip(role_name(ctx, code), MOST), act("amend.position", code)),)
        for code in amendments.positions_of(organisation, one.unit)
        if whole or code not in amendments.NOT_FOR_CLERKS
    ]


async def _receivers(ctx: Context, organisation: Organisation, one: Amendment) -> list[str]:
    if one.kind == REVOKE:
        given = administering.given_by(organisation, one.person, people.day_of(ctx.desk.now))
        return list(dict.fromkeys(each.receiver for each in given))
    offered = amending.receivers_offered(ctx.desk, organisation, one.person)
    return [code for code in offered if await _may_receive(ctx, one, code)]


async def _may_receive(ctx: Context, one: Amendment, code: str) -> bool:
    try:
        await amending.check_may(
            ctx.desk, Amendment(kind=one.kind, person=one.person, receiver=code)
        )
    except errors.Refused:
        return False
    return True


def _people(ctx: Context, organisation: Organisation, codes: Sequence[str]) -> list[Row]:
    labels = person_labels(ctx, organisation, codes)
    return [(Button(label, act("amend.receiver", code)),) for code, label in labels.items()]


def _firsts(ctx: Context) -> list[Button]:
    today = people.day_of(ctx.desk.now)
    offered = [today, today + timedelta(days=1), amending.next_month(today)]
    return [_day(ctx, each, "amend.first") for each in dict.fromkeys(offered)]


def _lasts(ctx: Context, one: Amendment) -> list[Button]:
    """Ending: yesterday is at once. Beginning: to the end of a month or year, or for good."""
    today = people.day_of(ctx.desk.now)
    begun = one.first or today
    month_end = amending.next_month(begun) - timedelta(days=1)
    if one.first is None:
        offered = [today - timedelta(days=1), today, month_end]
        return [_day(ctx, each, "amend.last") for each in dict.fromkeys(offered)]
    if one.kind == DELEGATE:
        offered = [begun, begun + timedelta(days=6), month_end]
        return [_day(ctx, each, "amend.last") for each in dict.fromkeys(offered)]
    return [
        ctx.button("amend.open-button", "amend.open"),
        _day(ctx, date(begun.year, 12, 31), "amend.last"),
    ]


def _day(ctx: Context, day: date, step: str) -> Button:
    return Button(days.short(ctx, day), act(step, day.isoformat()))


async def searched(ctx: Context, one: Amendment, field: str, typed: str) -> list[str]:
    """Codes of the units or people that may be chosen and fit what was typed."""
    organisation = await ctx.desk.organisation()
    if field == "receiver":
        today = one.first or people.day_of(ctx.desk.now)
        found = finding.find(organisation.people, typed)
        known = [code for code in found if organisation.posts_of(code, today)]
        return [code for code in known if await _may_receive(ctx, one, code)]
    if one.kind == END:
        raise errors.BadInput("amend.choose")
    wanted = folded(typed)
    return [
        code
        for code in await _unit_codes(ctx, organisation, one)
        if wanted
        and (wanted == code.casefold() or wanted in folded(unit_name(organisation, code)))
    ]


async def found(
    ctx: Context, one: Amendment, field: str, codes: Sequence[str], typed: str, back: Row
) -> Screen:
    """Several or none: on the same card, to choose from or to type again."""
    shown = await ask(ctx, one, field, 0, back)
    said = clip(" ".join(typed.split()), HEARD)
    if not codes:
        return shown.told(ctx.say("amend.none-found", text=said))
    organisation = await ctx.desk.organisation()
    if field == "receiver":
        rows = _people(ctx, organisation, codes[:SHOWN])
    else:
        rows = [
            (Button(clip(unit_name(organisation, code), MOST), act("amend.unit", code)),)
            for code in codes[:SHOWN]
        ]
    return Screen(
        at=shown.at,
        ask=shown.ask,
        lines=(ctx.say("amend.some-found", count=len(codes), text=said),),
        rows=(*rows, back),
    )


def days_said(ctx: Context, one: Amendment, field: str, typed: str) -> Mapping[str, Any]:
    """ "1/11", or both days at once: "1/11 - 30/11". *errors.BadInput* ``amend.day-unclear``."""
    today = people.day_of(ctx.desk.now)
    span = absence_text.only_days(typed, today, ctx.desk.rules.workdays)
    if field == "first":
        if span is None:
            raise errors.BadInput("amend.day-unclear", text=typed)
        if span[0] == span[1]:
            return {"first": span[0]}
        return {"first": span[0], "last": span[1], "is_open": False}
    if span is not None:
        return {"last": span[1], "is_open": False}
    try:
        until = absence_text.read_last(typed, one.first or today, today, ctx.desk.rules.workdays)
    except errors.BadInput as fault:
        raise errors.BadInput("amend.day-unclear", text=typed) from fault
    return {"last": until, "is_open": False}


def words_said(one: Amendment, typed: str) -> Mapping[str, str]:
    """The document; of a post also the title before it: "Trưởng phòng; 12/QĐ-UBND"."""
    said = " ".join(typed.split())
    title, mark, document = said.rpartition(";")
    if one.kind not in {POST, ACTING}:
        return {"document": _short(said, amendments.DOCUMENT_LIMIT)}
    if not mark and any(letter.isdigit() for letter in said):
        return {"document": _short(said, amendments.DOCUMENT_LIMIT)}
    if not mark:
        return {"title": _short(said, amendments.TITLE_LIMIT)}
    return {
        "title": _short(title.strip(), amendments.TITLE_LIMIT),
        "document": _short(document.strip(), amendments.DOCUMENT_LIMIT),
    }


def _short(text: str, limit: int) -> str:
    """*errors.BadInput* ``amend.long``."""
    if len(text) > limit:
        raise errors.BadInput("amend.long", limit=limit)
    return text
