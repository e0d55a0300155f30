"""Who answers to a leader: the people behind d, and behind a, b, c (domain: KPI of leaders).

Both are by the posts of one day and leave the leader out. Everybody stands where the highest
post is, so that nobody is counted in two units. People without a form or not rated are still
in: the caller, who has the forms, leaves them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from core import authority_table, candidates, people

_UNIT_HEADS: Final = frozenset(people.HEAD_OF_KIND.values()) - {
    "BI_THU",
    "HDND_CT",
    "MTTQ_CT",
    "PBT_CT_UBND",
}
_UNIT_DEPUTIES: Final = frozenset(people.DEPUTY_OF_KIND.values()) - {
    "PBT_TT",
    "HDND_PCT",
    "UBND_PCT",
}
_OWN_DEPUTY_COMMENTS: Final = frozenset({"@unit_deputy_in_charge", "HDND_PHO_BAN"})


@dataclass(frozen=True, kw_only=True)  # no slots: the day's standing is worked out once
class _Day:
    table: authority_table.AuthorityTable
    organisation: people.Organisation
    day: date

    @cached_property
    def standing(self) -> Mapping[str, people.Post]:
        """Everybody's highest post."""
        return {
            person.code: post
            for person in self.organisation.people
            if (post := self.post(person.code)) is not None
        }

    def post(self, person: str) -> people.Post | None:
        return candidates.routing_post(self.table, self.organisation, person, self.day)

    def in_unit(self, unit: str) -> Iterable[str]:
        for person in self.organisation.people_in(unit, self.day):
            post = self.post(person)
            if post is not None and post.unit == unit:
                yield person

    def in_units(self, units: Iterable[str]) -> Iterable[str]:
        for unit in units:
            yield from self.in_unit(unit)

    def in_blocks(self, *blocks: str) -> Iterable[str]:
        yield from self.in_units(u.code for u in self.organisation.units if u.block in blocks)

    def holding(self, positions: Iterable[str]) -> Iterable[str]:
        wanted = frozenset(positions)
        return (code for code, post in self.standing.items() if post.position in wanted)

    def council_chaired_by(self, person: str) -> bool:
        return person in candidates.chairs_of_council(self.organisation, self.day)

    def assigned(self, deputy: people.Post) -> Iterable[str]:
        """Those who name the deputy, and in a unit with one deputy those who name nobody."""
        for person in self.in_unit(deputy.unit):
            post = self.post(person)
            if post is None or post.position == deputy.position:
                continue
            if post.in_charge == deputy.person or self._falls_to(deputy, post):
                yield person

    def _falls_to(self, deputy: people.Post, post: people.Post) -> bool:
        if not _OWN_DEPUTY_COMMENTS & set(self.table.rows[post.position].commenter):
            return False
        return self._commenter(post) == (deputy.person,)

    def _commenter(self, post: people.Post) -> tuple[str, ...]:
        case = candidates.Case(
            table=self.table, organisation=self.organisation, post=post, day=self.day
        )
        return candidates.commenter(case).codes

    def committees_of(self, deputy: people.Post) -> Iterable[str]:
        for person in self.holding(["HDND_TRUONG_BAN"]):
            if deputy.person in self._commenter(self.standing[person]):
                yield person

    def heads_in_field(self, leader: people.Post) -> Iterable[str]:
        for unit in self.organisation.field_of(leader.person, self.day):
            head = self.organisation.head(unit, self.day)
            if head is not None:
                yield head


def _of_the_secretary(day: _Day, post: people.Post) -> Iterable[str]:
    yield from day.holding(day.table.decided_by("BI_THU"))
    if day.council_chaired_by(post.person):
        yield from day.holding(day.table.decided_by("HDND_CT"))


def _decided_and_unit(day: _Day, post: people.Post) -> Iterable[str]:
    yield from day.in_unit(post.unit)
    yield from day.holding(day.table.decided_by(post.position))


def _direct(day: _Day, post: people.Post) -> Iterable[str]:
    readers: Mapping[str, Callable[[], Iterable[str]]] = {
        "BI_THU": lambda: _of_the_secretary(day, post),
        "PBT_TT": lambda: day.holding(day.table.commented_by("PBT_TT")),
        "PBT_CT_UBND": lambda: day.holding(day.table.decided_by("PBT_CT_UBND")),
        "HDND_CT": lambda: day.holding(day.table.decided_by("HDND_CT")),
        "MTTQ_CT": lambda: _decided_and_unit(day, post),
        "UBND_PCT": lambda: day.heads_in_field(post),
        "HDND_PCT": lambda: day.committees_of(post),
    }
    if post.position in readers:
        return readers[post.position]()
    return _of_a_unit(day, post)


def _of_a_unit(day: _Day, post: people.Post) -> Iterable[str]:
    if post.position in _UNIT_HEADS:
        return day.in_unit(post.unit)
    if post.position in _UNIT_DEPUTIES:
        return day.assigned(post)
    return ()


def _scope(day: _Day, post: people.Post) -> Iterable[str]:
    blocks: Mapping[str, tuple[str, ...]] = {
        "BI_THU": ("dang_doan_the", "hdnd")
        if day.council_chaired_by(post.person)
        else ("dang_doan_the",),
        "PBT_TT": ("dang_doan_the",),
        "PBT_CT_UBND": ("ubnd",),
        "HDND_CT": ("hdnd",),
    }
    if post.position in blocks:
        return day.in_blocks(*blocks[post.position])
    if post.position == "UBND_PCT":
        return day.in_units(day.organisation.field_of(post.person, day.day))
    if post.position == "HDND_PCT":
        return day.in_units(day.standing[code].unit for code in day.committees_of(post))
    if post.position == "MTTQ_CT":
        return _decided_and_unit(day, post)
    return _of_a_unit(day, post)


def _over_posts(
    day: _Day, person: str, of_post: Callable[[_Day, people.Post], Iterable[str]]
) -> tuple[str, ...]:
    found: set[str] = set()
    for post in day.organisation.posts_of(person, day.day):
        found.update(of_post(day, post))
    return tuple(sorted(found - {person}))


def direct_reports(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    person: str,
    day: date,
) -> tuple[str, ...]:
    """The population of d, sorted by code; empty for somebody who leads nobody.

    A leader of several posts answers for all of them. The Phó Bí thư Thường trực: those he or
    she comments on, a reading of ours.
    """
    return _over_posts(_Day(table=table, organisation=organisation, day=day), person, _direct)


def scope(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    person: str,
    day: date,
) -> tuple[str, ...]:
    """Whose items count for a leader's a, b, c under ``own_plus_scope``, sorted by code.

    The Bí thư and the Phó Bí thư Thường trực: the Party block, the Chủ tịch HĐND: the HĐND
    block, readings of ours beside the Chủ tịch UBND's "all".
    """
    return _over_posts(_Day(table=table, organisation=organisation, day=day), person, _scope)
