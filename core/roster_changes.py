"""What a roster would change, for whoever has to say yes: people, moves, routes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime
from typing import Any

from core import authority, errors, people
from core.authority_table import AuthorityTable
from core.calendar import due_at
from core.people import Delegation, Organisation, Person, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """*before*, *after*: the units worked in, by code; several where several posts are held.

    *since*: the first day of the new post.
    """

    person: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """*fields*: what of the person or of a post is otherwise, by the names of the values."""

    person: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChanges:
    """Codes of people and units. *untouched*: on the roster, not in the file. *given*, *ended*:
    rows of delegations that came and that went. *rows*: every row that came (+) or went (-), for
    the record. *unrouted*: named and without a full route before and after; *later*: who loses
    it on a day to come, when a post ends. *forms*: who gets another form.

    *routes*: who is reached otherwise, with a full route before and after; *gained*, *lost*: by
    whether form, commenter and decider are all there; who has no post any more has left.
    """

    new: tuple[str, ...]
    changed: tuple[Change, ...]
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
    unrouted: tuple[str, ...]
    later: tuple[tuple[date, tuple[str, ...]], ...]
    routes: tuple[str, ...]
    forms: tuple[str, ...]

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
    reached = _Reached(table, settings)
    was, will = reached.at(before, now), reached.at(after, now)
    both = [code for code in will if code in was]
    lost = tuple(code for code in was if code not in will and after.posts_of(code, day))
    return RosterChanges(
        new=_those(sorted_out, "new"),
        changed=tuple(_change(before, after, code, day) for code in _those(sorted_out, "changed")),
        moved=tuple(_move(before, after, code, day) for code in _those(sorted_out, "moved")),
        left=_those(sorted_out, "left"),
        untouched=tuple(one.code for one in before.people if one.code not in named),
        units=_of_others(before.units, after.units, "code"),
        charges=_of_others(before.charges, after.charges, "unit"),
        delegations=_of_others(before.delegations, after.delegations, "giver"),
        given=tuple(one for one in after.delegations if one not in before.delegations),
        ended=tuple(one for one in before.delegations if one not in after.delegations),
        rows=_rows(before, after),
        gained=tuple(code for code in will if code not in was),
        lost=lost,
        unrouted=tuple(
            one.code
            for one in after.people
            if one.code in named
            and one.code not in {*will, *lost}
            and reached.is_evaluated(after, one.code, now)
        ),
        later=_later(reached, before, after, now, lost),
        routes=tuple(code for code in both if was[code][1:] != will[code][1:]),
        forms=tuple(code for code in both if was[code][0] != will[code][0]),
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
        since=max((post.valid_from for post in after.all_posts_of(person)), default=day),
    )


def _change(before: Organisation, after: Organisation, person: str, day: date) -> Change:
    """Posts are paired by unit and position; one without a pair is a post that came or went."""
    was, will = before.require_person(person), after.require_person(person)
    fields = {name for name in ("name", "phone") if getattr(was, name) != getattr(will, name)}
    pairs = {(post.unit, post.position): post for post in before.all_posts_of(person)}
    for post in after.all_posts_of(person):
        former = pairs.pop((post.unit, post.position), None)
        fields |= {"posts"} if former is None else _differing(former, post)
    return Change(person=person, fields=tuple(sorted(fields | ({"posts"} if pairs else set()))))


def _differing(former: Post, post: Post) -> set[str]:
    names = ("labour", "pool", "title", "main", "in_charge", "valid_from", "valid_to")
    return {name for name in names if getattr(former, name) != getattr(post, name)}


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

_Ends = tuple[object, ...]
MOST_DAYS = 3
"""How many days to come are looked at: a head's last day, an acting one's."""


class _Reached:
    """Form, commenter and decider of everybody who has all three at an instant."""

    def __init__(self, table: AuthorityTable, settings: Mapping[str, object]) -> None:
        self._table = table
        self._settings = settings

    def at(self, organisation: Organisation, now: datetime) -> dict[str, _Ends]:
        found: dict[str, _Ends] = {}
        for person in organisation.people:
            route = self._route(organisation, person.code, now)
            if route is None:
                continue
            if all(actor.kind != "none" for actor in (*route.commenter, *route.decider)):
                found[person.code] = (
                    route.form,
                    tuple((actor.kind, actor.code) for actor in route.commenter),
                    tuple((actor.kind, actor.code) for actor in route.decider),
                )
        return found

    def is_evaluated(self, organisation: Organisation, person: str, now: datetime) -> bool:
        return self._route(organisation, person, now) is not None

    def _route(
        self, organisation: Organisation, person: str, now: datetime
    ) -> authority.Route | None:
        try:
            return authority.route(self._table, organisation, person, now, self._settings)
        except (errors.NotFound, errors.Refused):
            return None


def _later(
    reached: _Reached,
    before: Organisation,
    after: Organisation,
    now: datetime,
    lost: Collection[str],
) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """On the days after which leaders' rows that are new end."""
    today, leading = people.day_of(now), {*people.HEAD_OF_KIND.values(), *people.FIELD_LEADERS}
    ends = {
        post.valid_to
        for post in set(after.posts) - set(before.posts)
        if post.valid_to is not None and post.valid_to >= today and post.position in leading
    }
    told, found = set(lost), []
    for end in sorted(ends)[:MOST_DAYS]:
        then = due_at(end)
        day = people.day_of(then)
        was, will = reached.at(before, then), reached.at(after, then)
        gone = [code for code in was if code not in will and after.posts_of(code, day)]
        fresh = tuple(code for code in gone if code not in told)
        told.update(fresh)
        if fresh:
            found.append((day, fresh))
    return tuple(found)
