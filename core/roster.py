"""A roster laid over the organisation there is: what the workbook names is as it says, what it
does not name stays untouched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, TypeVar

from core import candidates, people, roster_checks, roster_oddities
from core.authority_table import AuthorityTable
from core.people import Organisation, Post
from core.roster_checks import Broken, overlap
from core.roster_sheet import PostRow, RosterRows
from core.sheets import Reading, SheetFault

_V = TypeVar("_V")
_UNKNOWN: Final = frozenset({"roster.unit", "roster.person"})
_HEADS: Final = frozenset(people.HEAD_OF_KIND.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """*broken* names cells; with any of it *organisation* is not for use."""

    organisation: Organisation
    broken: tuple[SheetFault, ...]
    warnings: tuple[SheetFault, ...]


def lay(table: AuthorityTable, before: Organisation, rows: RosterRows, book: str) -> Laid:
    """*book*: the file's name, for what is wrong with rows that are not in it."""
    posts, warnings = _posts(table, before, rows.posts)
    after = Organisation(
        units=_over(before.units, [one.value for one in rows.units], lambda one: one.code),
        people=_over(
            before.people, [one.value for one in rows.people.values()], lambda one: one.code
        ),
        posts=_posts_after(before.posts, [post for post, _ in posts]),
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
        if not _follows(one, rows.unread)
        and (one.code not in roster_checks.LEFT_BEHIND or one.about in places)
    ]
    broken = _twice(posts, rows) + _located(grave, places, book)
    left_behind = _located([one for one in found if one not in grave], places, book)
    return Laid(
        organisation=after,
        broken=tuple(broken),
        warnings=(
            *warnings,
            *roster_oddities.find(table, after, posts),
            *left_behind,
        ),
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


def _posts_after(known: Sequence[Post], fresh: Sequence[Post]) -> list[Post]:
    """What was held stays: a row says anew the post in the same unit it overlaps; a new main post
    ends the former one the day before it, or corrects it when it does not begin later.
    """
    by_person: dict[str, list[Post]] = {}
    for post in fresh:
        by_person.setdefault(post.person, []).append(post)
    kept = (_held_still(one, by_person.get(one.person, ())) for one in known)
    return [*(one for one in kept if one is not None), *fresh]


def _held_still(known: Post, rows: Sequence[Post]) -> Post | None:
    """*known* beside the rows that the file has of its person; ``None`` where one replaces it."""
    place = (known.unit, known.position)
    if any((one.unit, one.position) == place and overlap(one, known) for one in rows):
        return None
    later = [one for one in rows if known.main and one.main and overlap(one, known)]
    if not later:
        return known
    first = min(one.valid_from for one in later)
    if first <= known.valid_from:
        return None
    return replace(known, valid_to=first - timedelta(days=1))


# ------------------------------------------------------------------ the main one of several posts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """One person's rows of the file, and what is known besides."""

    table: AuthorityTable
    rows: tuple[PostRow, ...]
    known: tuple[Post, ...]

    def is_given(self, post: Post) -> bool:
        """Giao quyền: a head's post beside a lower one of the same unit."""
        others = [*(row.post for row in self.rows), *self.known]
        return post.position in _HEADS and any(
            one.unit == post.unit and overlap(one, post) and self.level(one) > self.level(post)
            for one in others
        )

    def level(self, post: Post) -> int:
        return candidates.rank(self.table, post)[0]

    def mains(self) -> list[bool]:
        """As marked. A post that was given never is the main one; where nothing is marked, of
        posts at the same time the first that was not given.
        """
        given = [self.is_given(row.post) for row in self.rows]
        marked = [row.marked for row in self.rows]
        if any(mark and not was for mark, was in zip(marked, given, strict=True)):
            return [mark and not was for mark, was in zip(marked, given, strict=True)]
        mains: list[bool] = []
        for at, row in enumerate(self.rows):
            beside = [
                (given[other], other)
                for other, one in enumerate(self.rows)
                if other != at and overlap(one.post, row.post)
            ]
            alone = given[at] and any(overlap(one, row.post) for one in self.known)
            mains.append(not alone and all((given[at], at) < one for one in beside))
        return mains

    def marked_lower(self, mains: Sequence[bool]) -> Iterator[PostRow]:
        for row, is_main in zip(self.rows, mains, strict=True):
            if (
                row.marked
                and is_main
                and any(
                    one is not row
                    and overlap(one.post, row.post)
                    and self.level(one.post) < self.level(row.post)
                    and not self.is_given(one.post)
                    for one in self.rows
                )
            ):
                yield row


def _posts(
    table: AuthorityTable, before: Organisation, rows: Iterable[PostRow]
) -> tuple[list[tuple[Post, Reading]], list[SheetFault]]:
    """Each row's post with its place; the highest routes whatever is marked (routing, rule 1)."""
    by_person: dict[str, list[PostRow]] = {}
    for row in rows:
        by_person.setdefault(row.person, []).append(row)
    found: list[tuple[Post, Reading]] = []
    warnings: list[SheetFault] = []
    for person, theirs in by_person.items():
        own = _Own(table=table, rows=tuple(theirs), known=before.all_posts_of(person))
        mains = own.mains()
        found += [
            (replace(row.post, main=is_main), row.reading)
            for row, is_main in zip(theirs, mains, strict=True)
        ]
        for row in own.marked_lower(mains):
            Reading(row.reading.sheet, row.reading.row, warnings).wrong(
                "main", "roster.main-lower"
            )
    return found, warnings


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


def _follows(broken: Broken, unread: Collection[str]) -> bool:
    """Whether it is only so because a row that it names could not be read."""
    about = broken.about
    if broken.code == "roster.in-charge-elsewhere":
        return getattr(about, "in_charge", None) in unread
    if broken.code == "roster.not-a-field-leader":
        return getattr(about, "leader", None) in unread
    return broken.code in _UNKNOWN and getattr(about, broken.key, None) in unread


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
