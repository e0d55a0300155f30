"""What a roster would change, for whoever has to say yes: people, moves, routes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime
from typing import Any

from core import authority, errors, people
from core.authority_table import AuthorityTable
from core.people import Delegation, Organisation, Person, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """*before*, *after*: the units worked in, by code; several where several posts are held."""

    person: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChanges:
    """Codes of people and units. *untouched*: on the roster, not in the file. *given*, *ended*:
    rows of delegations that came and that went. *rows*: every row that came (+) or went (-), for
    the record.

    *routes*: who is reached otherwise, with a full route before and after; *gained*, *lost*: by
    whether form, commenter and decider are all there; who has no post any more has left.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[Move, ...]
    left: tuple[str, ...]
    untouched: tuple[str, ...]
    units: tuple[str, ...]
    charges: tuple[str, ...]
    delegations: tuple[str, ...]
    given: tuple[Delegation, ...]
    ended: tuple[Delegation, ...]
    rows: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    routes: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not (
            self.new
            or self.changed
            or self.moved
            or self.left
            or self.units
            or self.charges
            or self.delegations
        )


def compare(
    table: AuthorityTable,
    before: Organisation,
    after: Organisation,
    named: Collection[str],
    now: datetime,
    settings: Mapping[str, object],
) -> RosterChanges:
    """*named*: codes of the people in the file. Posts are compared as of *now* and later."""
    day = people.day_of(now)
    known = {one.code: one for one in before.people}
    sorted_out = {
        one.code: _what(before, after, known.get(one.code), one, day) for one in after.people
    }
    gained, lost, other = _routes(table, before, after, now, settings)
    return RosterChanges(
        new=_those(sorted_out, "new"),
        changed=_those(sorted_out, "changed"),
        moved=tuple(_move(before, after, code, day) for code in _those(sorted_out, "moved")),
        left=_those(sorted_out, "left"),
        untouched=tuple(one.code for one in before.people if one.code not in named),
        units=_of_others(before.units, after.units, "code"),
        charges=_of_others(before.charges, after.charges, "unit"),
        delegations=_of_others(before.delegations, after.delegations, "giver"),
        given=tuple(one for one in after.delegations if one not in before.delegations),
        ended=tuple(one for one in before.delegations if one not in after.delegations),
        rows=_rows(before, after),
        gained=gained,
        lost=lost,
        routes=other,
    )


def _those(found: Mapping[str, str], what: str) -> tuple[str, ...]:
    return tuple(code for code, each in found.items() if each == what)


def _what(
    before: Organisation, after: Organisation, known: Person | None, person: Person, day: date
) -> str:
    if known is None:
        return "new"
    was, will = before.all_posts_of(person.code), after.all_posts_of(person.code)
    if known == person and set(was) == set(will):
        return ""
    units = _units_from(was, day), _units_from(will, day)
    if units[0] and not units[1]:
        return "left"
    return "moved" if units[0] and set(units[0]) != set(units[1]) else "changed"


def _units_from(posts: Sequence[Post], day: date) -> tuple[str, ...]:
    """Where somebody works today or will."""
    current = [one for one in posts if one.valid_to is None or one.valid_to >= day]
    return tuple(dict.fromkeys(one.unit for one in current))


def _move(before: Organisation, after: Organisation, person: str, day: date) -> Move:
    return Move(
        person=person,
        before=_units_from(before.all_posts_of(person), day),
        after=_units_from(after.all_posts_of(person), day),
    )


def _of_others(before: Sequence[Any], after: Sequence[Any], key: str) -> tuple[str, ...]:
    """Keys of the rows that only one of the two has."""
    differing = set(before) ^ set(after)
    return tuple(dict.fromkeys(getattr(one, key) for one in (*after, *before) if one in differing))


def _rows(before: Organisation, after: Organisation) -> tuple[str, ...]:
    was, will = _told(before), _told(after)
    gone, come = [one for one in was if one not in will], [one for one in will if one not in was]
    return (*(f"- {one}" for one in gone), *(f"+ {one}" for one in come))


def _told(organisation: Organisation) -> dict[str, None]:
    """Each row in one line, its fields in their order."""
    rows: tuple[Any, ...] = (
        *organisation.units,
        *(replace(one, phone="") for one in organisation.people),
        *organisation.posts,
        *organisation.charges,
        *organisation.delegations,
    )
    return {
        f"{type(one).__name__} " + " ".join(str(value) for value in astuple(one)): None
        for one in rows
    }


# ------------------------------------------------------------------ who loses or gains a route

_Ends = tuple[tuple[tuple[str, str], ...], ...]


def _routes(
    table: AuthorityTable,
    before: Organisation,
    after: Organisation,
    now: datetime,
    settings: Mapping[str, object],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    was = _ends(table, before, now, settings)
    will = _ends(table, after, now, settings)
    both = [code for code in will if code in was]
    gained = tuple(code for code in will if code not in was)
    day = people.day_of(now)
    lost = tuple(code for code in was if code not in will and after.posts_of(code, day))
    return gained, lost, tuple(code for code in both if was[code] != will[code])


def _ends(
    table: AuthorityTable,
    organisation: Organisation,
    now: datetime,
    settings: Mapping[str, object],
) -> dict[str, _Ends]:
    """Form, commenter and decider of everybody who has all three."""
    found: dict[str, _Ends] = {}
    for person in organisation.people:
        try:
            route = authority.route(table, organisation, person.code, now, settings)
        except (errors.NotFound, errors.Refused):
            continue
        actors = (*route.commenter, *route.decider)
        if all(actor.kind != "none" for actor in actors):
            found[person.code] = (
                (("form", route.form),),
                tuple((actor.kind, actor.code) for actor in route.commenter),
                tuple((actor.kind, actor.code) for actor in route.decider),
            )
    return found
