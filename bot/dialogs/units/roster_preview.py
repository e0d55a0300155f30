"""What a roster would change, in lines that an administrator can say yes to."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogs.context import Context
from bot.dialogs.screen import Line
from core.people import Organisation
from core.roster_changes import RosterChanges
from core.usecases.rosters import NewRoster


def lines(ctx: Context, found: NewRoster, most: int) -> list[Line]:
    """At most *most* names of each kind. Who loses a route comes first: it has to be mended."""
    if found.changes_nothing:
        return [ctx.say("roster.nothing")]
    changes, after = found.changes, found.after
    said = [
        *_people(ctx, after, "lost", changes.lost, most),
        *_later(ctx, after, changes, most),
        *_people(ctx, after, "unrouted", changes.unrouted, most),
        *_people(ctx, after, "new", changes.new, most),
        *_people(ctx, after, "left", changes.left, most),
        *_moves(ctx, after, changes, most),
        *_changed(ctx, after, changes, most),
        *_units(ctx, "units", changes.units, most),
        *_units(ctx, "charges", changes.charges, most),
        *_people(ctx, after, "delegations", changes.delegations, most),
    ]
    if found.absences:
        names = [
            ctx.words.text(
                "roster.absence",
                name=after.require_person(one.person).name,
                first=one.first,
                last=one.last,
            )
            for one in found.absences
        ]
        said.append(_counted(ctx, "absences", names, most, "roster.more"))
    return [
        *said,
        *_people(ctx, after, "gained", changes.gained, most),
        *_people(ctx, after, "routes", changes.routes, most),
        *_people(ctx, after, "forms", changes.forms, most),
        *_people(ctx, after, "untouched", changes.untouched, most),
    ]


def _people(
    ctx: Context, after: Organisation, roster_change: str, codes: Sequence[str], most: int
) -> list[Line]:
    if not codes:
        return []
    return [
        ctx.say(f"roster.{roster_change}", count=len(codes), names=_named(ctx, after, codes, most))
    ]


def _units(ctx: Context, what: str, codes: Sequence[str], most: int) -> list[Line]:
    return [_counted(ctx, what, list(codes), most, "roster.more-units")] if codes else []


def _counted(ctx: Context, roster_change: str, names: list[str], most: int, more: str) -> Line:
    said = ", ".join(names[:most])
    if len(names) > most:
        said = ctx.words.text(more, names=said, count=len(names) - most)
    return ctx.say(f"roster.{roster_change}", count=len(names), names=said)


def _moves(ctx: Context, after: Organisation, changes: RosterChanges, most: int) -> list[Line]:
    moved = changes.moved
    if not moved:
        return []
    said = [
        ctx.say("roster.moved", count=len(moved)),
        *(
            ctx.say(
                "roster.move",
                name=after.require_person(one.person).name,
                before=", ".join(one.before),
                after=", ".join(one.after) or ctx.words.text("roster.no-unit"),
                since=one.since,
            )
            for one in moved[:most]
        ),
    ]
    if len(moved) > most:
        said.append(ctx.say("roster.more-moves", count=len(moved) - most))
    return said


def _later(ctx: Context, after: Organisation, changes: RosterChanges, most: int) -> list[Line]:
    return [
        ctx.say("roster.later", day=day, count=len(codes), names=_named(ctx, after, codes, most))
        for day, codes in changes.later
    ]


def _changed(ctx: Context, after: Organisation, changes: RosterChanges, most: int) -> list[Line]:
    """Who, and what of them."""
    if not changes.changed:
        return []
    said = [ctx.say("roster.changed", count=len(changes.changed))]
    for one in changes.changed[:most]:
        what = ", ".join(ctx.words.text(f"roster.field-{field}") for field in one.fields)
        said.append(ctx.say("roster.change", name=_name(ctx, after, one.person), what=what))
    if len(changes.changed) > most:
        said.append(ctx.say("roster.more-moves", count=len(changes.changed) - most))
    return said


def _name(ctx: Context, after: Organisation, code: str) -> str:
    return ctx.words.text("roster.name", name=after.require_person(code).name, code=code)


def _named(ctx: Context, after: Organisation, codes: Sequence[str], most: int) -> str:
    said = ", ".join(_name(ctx, after, code) for code in codes[:most])
    if len(codes) > most:
        return ctx.words.text("roster.more", names=said, count=len(codes) - most)
    return said
