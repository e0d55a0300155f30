"""What a roster may say and hardly means: taken in, with a word to whoever sends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from core import people
from core.authority_table import AuthorityTable
from core.people import Organisation, Post
from core.roster_checks import overlap
from core.sheets import Reading, SheetFault

_HEADS: Final = frozenset(people.HEAD_OF_KIND.values())


def find(
    table: AuthorityTable, after: Organisation, posts: Sequence[tuple[Post, Reading]]
) -> tuple[SheetFault, ...]:
    return (
        *_misplaced(after, posts),
        *_beside_a_head(after, posts),
        *_odd_labour(table, posts),
    )


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


def _beside_a_head(
    after: Organisation, posts: Iterable[tuple[Post, Reading]]
) -> Iterator[SheetFault]:
    """Giao quyền while the head is there: everything goes to who was given it."""
    found: list[SheetFault] = []
    for post, reading in posts:
        if post.position not in _HEADS or post.main:
            continue
        for other in after.posts:
            same = (other.unit, other.position) == (post.unit, post.position)
            if same and other.person != post.person and overlap(other, post):
                name = after.require_person(other.person).name
                Reading(reading.sheet, reading.row, found).wrong(
                    "position", "roster.acting-beside", name=name
                )
    return iter(found)


def _odd_labour(
    table: AuthorityTable, posts: Iterable[tuple[Post, Reading]]
) -> Iterator[SheetFault]:
    """Support work outside a contract position gets no form 04."""
    found: list[SheetFault] = []
    for post, reading in posts:
        row = table.rows[post.position]
        if post.labour == "contract_support" and row.form_alternative is None:
            Reading(reading.sheet, reading.row, found).wrong("labour", "roster.labour-odd")
    return iter(found)
