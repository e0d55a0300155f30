"""Who a row of the authority table names on a day, before delegation (domain: routing)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from core import authority_table, people

FIELD_LEADER: Final = "field-leader"

_THREE_OF_FORM_01: Final = ("BI_THU", "PBT_TT", "PBT_CT_UBND")
_WARD_LEADERS: Final = frozenset({"MTTQ_CT", "HDND_PCT", "UBND_PCT"})
_COLLECTOR_OF_BLOCK: Final = {
    "thuong_truc": "BAN_XAY_DUNG_DANG",
    "dang_doan_the": "BAN_XAY_DUNG_DANG",
    "hdnd": "PHONG_VAN_HOA_XA_HOI",
    "ubnd": "PHONG_VAN_HOA_XA_HOI",
}
_HEADS: Final = frozenset(people.HEAD_OF_KIND.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """*pick*: the head chooses one of *codes*. *rules*: codes of the fall-backs and readings
    used. *vacant*: the position that nobody holds.
    """

    codes: tuple[str, ...] = ()
    outside: bool = False
    pick: bool = False
    rules: tuple[str, ...] = ()
    vacant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One subject on one day. *entered*: who entered the form, and so has no other part in it."""

    table: authority_table.AuthorityTable
    organisation: people.Organisation
    post: people.Post
    day: date
    entered: frozenset[str] = frozenset()

    @property
    def row(self) -> authority_table.Row:
        return self.table.rows[self.post.position]

    @property
    def unit(self) -> people.Unit:
        return self.organisation.require_unit(self.post.unit)

    @property
    def subject_is_head(self) -> bool:
        return people.HEAD_OF_KIND.get(self.unit.kind) == self.post.position


def rank(table: authority_table.AuthorityTable, post: people.Post) -> tuple[int, bool, int, str]:
    """The lowest routes: thường trực, leaders of the ward, heads, deputies, staff (rule 1).

    Of equals the main post, then the newest.
    """
    position = table.positions[post.position]
    if post.position in _THREE_OF_FORM_01:
        level = _THREE_OF_FORM_01.index(post.position)
    elif not position.leader:
        level = 7
    elif post.position == "HDND_CT":
        level = 3
    elif post.position in _WARD_LEADERS:
        level = 4
    else:
        level = 5 if post.position in _HEADS else 6
    return level, not post.main, -post.valid_from.toordinal(), post.unit


def routing_post(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    person: str,
    day: date,
) -> people.Post | None:
    """The highest post of *person* on *day*; a position the table lacks is passed over."""
    posts = [p for p in organisation.posts_of(person, day) if p.position in table.positions]
    return min(posts, key=lambda post: rank(table, post), default=None)


def main_post(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    person: str,
    day: date,
) -> people.Post | None:
    """Whose unit lists the person, also where another post is higher (rule 1): the main one, of
    several the highest, without any the one routed by.
    """
    posts = [p for p in organisation.posts_of(person, day) if p.position in table.positions]
    mains = [post for post in posts if post.main]
    return min(mains or posts, key=lambda post: rank(table, post), default=None)


def receiver(case: Case, named: str, lists: people.Unit) -> str:
    """The one that the row names, unless the list is made in a unit of another block."""
    by_block = named == authority_table.BY_BLOCK or lists.block != case.unit.block
    return (
        _COLLECTOR_OF_BLOCK[lists.block]
        if by_block and named != people.OUTSIDE_RECEIVER
        else named
    )


def _one(code: str | None, position: str) -> Found:
    return Found(vacant=position) if code is None else Found(codes=(code,))


def chairs_of_council(organisation: people.Organisation, day: date) -> tuple[str, ...]:
    """Where the roster knows no post of Chủ tịch HĐND at all the Bí thư stands in; where it
    knows one, a day without a holder is a vacancy like any other.
    """
    chaired = organisation.knows_post("HDND_CT")
    return organisation.holders("HDND_CT" if chaired else "BI_THU", day)


def _chair_of_council(case: Case) -> Found:
    """That the Bí thư stands in is a reading, named by the position."""
    for code in chairs_of_council(case.organisation, case.day):
        stands_in = not case.organisation.knows_post("HDND_CT")
        return Found(codes=(code,), rules=("HDND_CT",) if stands_in else ())
    return Found(vacant="HDND_CT")


def unit_head(case: Case) -> Found:
    kind = case.unit.kind
    if kind == "council":
        return _chair_of_council(case)
    head = case.organisation.head(case.post.unit, case.day)
    return _one(head, people.HEAD_OF_KIND.get(kind, "unit-head"))


def _assigned(case: Case, allowed: tuple[str, ...]) -> str | None:
    return case.post.in_charge if case.post.in_charge in allowed else None


def _of_several(deputies: tuple[str, ...], position: str) -> Found:
    if not deputies:
        return Found(vacant=position)
    if len(deputies) == 1:
        return Found(codes=deputies)
    return Found(codes=deputies, pick=True, rules=("several-deputies",))


def _unit_deputy(case: Case) -> Found:
    deputies = case.organisation.deputies(case.post.unit, case.day)
    head = unit_head(case).codes
    assigned = _assigned(case, deputies + head)
    if assigned is not None:
        several = len(deputies) > 1 and assigned in deputies
        return Found(codes=(assigned,), rules=("several-deputies",) if several else ())
    position = people.DEPUTY_OF_KIND.get(case.unit.kind, "unit-deputy")
    return _of_several(deputies, position)


def _org_head(case: Case) -> Found:
    """Staff of the UBMTTQ office itself: the Phó Chủ tịch in charge, else the Chủ tịch."""
    if case.unit.kind == "front":
        deputies = case.organisation.holders("MTTQ_PCT", case.day, case.post.unit)
        assigned = _assigned(case, deputies)
        if assigned is not None:
            return Found(codes=(assigned,))
    return unit_head(case)


def _council_deputy(case: Case) -> Found:
    """Who is named in charge may be the Chủ tịch HĐND, as the head of a unit may be."""
    deputies = tuple(sorted(case.organisation.holders("HDND_PCT", case.day)))
    assigned = _assigned(case, deputies + _chair_of_council(case).codes)
    charged = case.organisation.charged_leaders(case.post.unit, case.day)
    for code in (assigned, *charged):
        if code is not None and code in (assigned, *deputies):
            return Found(codes=(code,))
    return _of_several(deputies, "HDND_PCT")


def _field_leader(case: Case) -> Found:
    leader = case.organisation.field_leader(case.post.unit, case.day)
    return _one(leader, FIELD_LEADER)


_READERS: Final[Mapping[str, Callable[[Case], Found]]] = {
    "@unit_head": unit_head,
    "HDND_TRUONG_BAN": unit_head,
    "@unit_deputy_in_charge": _unit_deputy,
    "HDND_PHO_BAN": _unit_deputy,
    "@org_head": _org_head,
    "@pct_in_charge_of_field": _field_leader,
    "HDND_PCT": _council_deputy,
    "HDND_CT": _chair_of_council,
}


def resolve(case: Case, word: str) -> Found:
    """*word*: a position, an outside body or an ``@`` word of the table."""
    if word in case.table.outside:
        return Found(codes=(word,), outside=True)
    if word in _READERS:
        return _READERS[word](case)
    return _one(next(iter(case.organisation.holders(word, case.day)), None), word)


def decider(case: Case) -> Found:
    found = resolve(case, case.row.decider)
    barred = [code for code in found.codes if code == case.post.person or code in case.entered]
    return one_level_up(case, barred[0]) if barred else found


def one_level_up(case: Case, person: str) -> Found:
    """Who decides on *person*: for a form that its regular decider may not decide (rule 2)."""
    rules = ("decider-entered-it" if person in case.entered else "decider-is-subject",)
    post = routing_post(case.table, case.organisation, person, case.day)
    if post is None:
        return Found(rules=rules, vacant=case.row.decider)
    above = replace(case, post=post)
    found = resolve(above, above.row.decider)
    if {case.post.person, *case.entered} & set(found.codes):
        return Found(rules=rules, vacant=case.row.decider)
    return Found(codes=found.codes, outside=found.outside, rules=rules + found.rules)


def commenter(case: Case) -> Found:
    words = case.row.commenter
    if len(words) > 1:
        return Found(codes=words, outside=True)
    found = resolve(case, words[0])
    rules, vacant = found.rules, found.vacant
    if not found.codes and not case.subject_is_head:
        found = unit_head(case)
        rules += ("commenter-vacant", *found.rules)
        vacant = found.vacant
    if found.codes and case.post.person not in found.codes:
        free = tuple(code for code in found.codes if code not in case.entered)
        if not free:
            return _decider_comments(case, rules, vacant, "commenter-entered-it")
        pick = found.pick and len(free) > 1
        return Found(codes=free, outside=found.outside, pick=pick, rules=rules)
    if not found.codes and not case.subject_is_head:
        return Found(rules=rules, vacant=vacant)
    reason = "commenter-vacant" if vacant else "commenter-is-subject"
    return _decider_comments(case, rules, vacant, reason)


def _decider_comments(
    case: Case, rules: tuple[str, ...], vacant: str | None, reason: str
) -> Found:
    """An outside decider records no comment of the ward: then nobody comments."""
    found = decider(case)
    if found.outside or not found.codes:
        return Found(rules=rules, vacant=vacant or found.vacant)
    return Found(codes=found.codes, rules=(*rules, reason), vacant=vacant)
