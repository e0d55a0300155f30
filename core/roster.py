"""A roster laid over the organisation there is: what the workbook names is as it says, what it
does not name stays untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from core import candidates, people, roster_checks
from core.authority_table import AuthorityTable
from core.people import Organisation, Post
from core.roster_checks import Broken, overlap
from core.roster_sheet import PostRow, RosterRows
from core.sheets import Reading, SheetFault

_V = TypeVar("_V")
_HEADS: Final = frozenset(people.HEAD_OF_KIND.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """*broken* names cells; with any of it *organisation* is not for use."""

    organisation: Organisation
    broken: tuple[SheetFault, ...]
    warnings: tuple[SheetFault, ...]


def lay(table: AuthorityTable, before: Organisation, rows: RosterRows, book: str) -> Laid:
    """*book*: the file's name, for what is wrong with rows that are not in it."""
    posts, warnings = _posts(table, rows.posts)
    after = Organisation(
        units=_over(before.units, [one.value for one in rows.units], lambda one: one.code),
        people=_over(
            before.people, [one.value for one in rows.people.values()], lambda one: one.code
        ),
        posts=_instead(before.posts, [post for post, _ in posts], lambda one: one.person),
        charges=_instead(
            before.charges, [one.value for one in rows.charges], lambda one: one.unit
        ),
        delegations=_instead(
            before.delegations,
            [one.value for one in rows.delegations],
            lambda one: (one.giver, one.act),
        ),
    )
    places: dict[object, Reading] = {
        **{one.value: one.reading for one in rows.units},
        **dict(posts),
        **{one.value: one.reading for one in rows.charges},
        **{one.value: one.reading for one in rows.delegations},
    }
    found = roster_checks.new_in(_without(before, places), after)
    grave = [
        one
        for one in found
        if one.code not in roster_checks.LEFT_BEHIND
        or (one.about in places and _leader_in(one.about) not in rows.unread)
    ]
    broken = _twice(posts, rows) + _located(grave, places, book)
    left_behind = _located([one for one in found if one not in grave], places, book)
    return Laid(
        organisation=after,
        broken=tuple(broken),
        warnings=(*warnings, *_misplaced(after, posts), *left_behind),
    )


def _without(before: Organisation, places: dict[object, Reading]) -> Organisation:
    """What the file says again is checked again, though it was so before."""
    return Organisation(
        units=[one for one in before.units if one not in places],
        people=before.people,
        posts=[one for one in before.posts if one not in places],
        charges=[one for one in before.charges if one not in places],
        delegations=[one for one in before.delegations if one not in places],
    )


def _over(known: Sequence[_V], fresh: Iterable[_V], key: Any) -> list[_V]:
    """In their old places, the new ones at the end."""
    by_key = {key(one): one for one in (*known, *fresh)}
    return list(by_key.values())


def _instead(known: Sequence[_V], fresh: Sequence[_V], key: Any) -> list[_V]:
    """All rows of a key that *fresh* names are those of *fresh*."""
    named = {key(one) for one in fresh}
    return [*(one for one in known if key(one) not in named), *fresh]


# ------------------------------------------------------------------ the main one of several posts


def _posts(
    table: AuthorityTable, rows: Iterable[PostRow]
) -> tuple[list[tuple[Post, Reading]], list[SheetFault]]:
    """Each row's post with its place; the highest routes whatever is marked (routing, rule 1)."""
    by_person: dict[str, list[PostRow]] = {}
    for row in rows:
        by_person.setdefault(row.person, []).append(row)
    found: list[tuple[Post, Reading]] = []
    warnings: list[SheetFault] = []
    for own in by_person.values():
        mains = _mains(table, own)
        found += [
            (replace(row.post, main=is_main), row.reading)
            for row, is_main in zip(own, mains, strict=True)
        ]
        for row in _marked_lower(table, own, mains):
            Reading(row.reading.sheet, row.reading.row, warnings).wrong(
                "main", "roster.main-lower"
            )
    return found, warnings


def _mains(table: AuthorityTable, own: Sequence[PostRow]) -> list[bool]:
    """As marked. A post given besides the own one (giao quyền) never is the main one; where
    nothing is marked, of posts at the same time the first that is not given.
    """
    given = [_is_given(table, own, row) for row in own]
    if any(row.marked for row in own) and not all(
        is_given for row, is_given in zip(own, given, strict=True) if row.marked
    ):
        return [row.marked and not is_given for row, is_given in zip(own, given, strict=True)]
    mains: list[bool] = []
    for at, row in enumerate(own):
        beside = [
            (given[other], other)
            for other, one in enumerate(own)
            if other != at and overlap(one.post, row.post)
        ]
        mains.append(all((given[at], at) < one for one in beside))
    return mains


def _is_given(table: AuthorityTable, own: Sequence[PostRow], row: PostRow) -> bool:
    """A head's post beside a lower one of the same unit."""
    return row.post.position in _HEADS and any(
        one is not row
        and one.post.unit == row.post.unit
        and overlap(one.post, row.post)
        and _level(table, one.post) > _level(table, row.post)
        for one in own
    )


def _marked_lower(
    table: AuthorityTable, own: Sequence[PostRow], mains: Sequence[bool]
) -> Iterator[PostRow]:
    for row, is_main in zip(own, mains, strict=True):
        if (
            row.marked
            and is_main
            and any(
                one is not row
                and overlap(one.post, row.post)
                and _level(table, one.post) < _level(table, row.post)
                and not _is_given(table, own, one)
                for one in own
            )
        ):
            yield row


def _level(table: AuthorityTable, post: Post) -> int:
    return candidates.rank(table, post)[0]


# ------------------------------------------------------------------ faults by their cells


def _located(
    broken: Iterable[Broken], places: dict[object, Reading], book: str
) -> list[SheetFault]:
    found: list[SheetFault] = []
    for one in broken:
        reading = places.get(one.about)
        if reading is not None:
            Reading(reading.sheet, reading.row, found).wrong(one.key, one.code, **one.facts)
        else:
            found.append(
                SheetFault(
                    sheet=book,
                    ref="",
                    column="",
                    value=_named(one.about),
                    code=one.code,
                    facts=one.facts,
                )
            )
    return found


def _leader_in(about: roster_checks.About) -> str | None:
    if isinstance(about, Post):
        return about.in_charge
    return about.leader if isinstance(about, people.FieldCharge) else None


def _named(about: roster_checks.About) -> str:
    """Who or what a row outside the file is about, by its codes."""
    if isinstance(about, people.Unit):
        return about.code
    if isinstance(about, Post):
        return f"{about.person} {about.position} {about.unit}"
    if isinstance(about, people.FieldCharge):
        return f"{about.leader} {about.unit}"
    return f"{about.giver} {about.receiver}"


def _twice(posts: Sequence[tuple[Post, Reading]], rows: RosterRows) -> list[SheetFault]:
    """Rows that say exactly the same."""
    found: list[SheetFault] = []
    for placed in (
        posts,
        [(one.value, one.reading) for one in rows.charges],
        [(one.value, one.reading) for one in rows.delegations],
        [(one.value, one.reading) for one in rows.absences],
    ):
        seen: dict[object, int] = {}
        for value, reading in placed:
            if value in seen:
                key = next(iter(reading.row.cells))
                Reading(reading.sheet, reading.row, found).wrong(
                    key, "roster.row-twice", first=seen[value]
                )
            else:
                seen[value] = reading.row.number
    return found


def _misplaced(after: Organisation, posts: Iterable[tuple[Post, Reading]]) -> Iterator[SheetFault]:
    """A head's or deputy's position in a unit of a kind that is not led by it."""
    found: list[SheetFault] = []
    kinds = {one.code: one.kind for one in after.units}
    leading = {*people.HEAD_OF_KIND.values(), *people.DEPUTY_OF_KIND.values()}
    for post, reading in posts:
        kind = kinds.get(post.unit, "")
        own = {people.HEAD_OF_KIND.get(kind), people.DEPUTY_OF_KIND.get(kind)}
        if post.position in leading and post.position not in own:
            Reading(reading.sheet, reading.row, found).wrong(
                "position", "roster.position-elsewhere"
            )
    return iter(found)
