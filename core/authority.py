"""Who comments and decides on a person's form at an instant, and by which words of the plan.

One route a person (domain: routing, rules 1 to 8). The words in *why* are those of the rule
file: a source row's verbatim text, or the reading that stands where the plan is silent.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from core import authority_table, candidates, delegations, errors, people

Kind = Literal["person", "outside", "pick", "none"]
Settings = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """*given_by*: code and name of the leader for whom a delegate acts."""

    kind: Kind
    code: str
    name: str
    given_by: tuple[str, str] | None = None


NOBODY: Final = Actor(kind="none", code="", name="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """*rule* is a source row's id, a fall-back's code, or a position whose reading it is.

    *clause* is empty for a reading, and the document's number for a delegation.
    """

    what: str
    value: str
    clause: str
    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """*unit*: whose list the person is on, that of the main post. *list_to*: code of the collecting
    unit or outside body; *collector*, *published_by*: the same in the table's words. Several
    *commenter* of kind ``pick``: the head chooses one.
    """

    person: str
    position: str
    unit: str
    form: str
    commenter: tuple[Actor, ...]
    decider: tuple[Actor, ...]
    list_to: str
    collector: str
    published_by: str
    notice_form: str
    rows: tuple[str, ...]
    why: tuple[Reason, ...]


def route(
    table: authority_table.AuthorityTable,
    organisation: people.Organisation,
    person: str,
    at: datetime,
    settings: Settings,
    held_at: datetime | None = None,
    entered: frozenset[str] = frozenset(),
) -> Route:
    """The route of *person* at *at*; *held_at*: the instant of the own post, where it is another.
    *entered*: those who entered the form, who neither comment nor decide (domain §4).

    *errors.NotFound* ``person``, or ``post`` without a post that day; *errors.Refused*
    ``non-regular-workers`` for a KCT person while that setting is off.
    """
    organisation.require_person(person)
    day, held_on = people.day_of(at), people.day_of(held_at or at)
    post = candidates.routing_post(table, organisation, person, held_on)
    if post is None:
        raise errors.NotFound("post", person=person, day=held_on)
    if not is_evaluated(post, settings):
        raise errors.Refused("non-regular-workers", person=person)
    case = candidates.Case(
        table=table, organisation=organisation, post=post, day=day, entered=entered
    )
    main = candidates.main_post(table, organisation, person, held_on) or post
    lists = organisation.require_unit(main.unit)
    return _route(case, lists, candidates.commenter(case), candidates.decider(case))


def is_evaluated(post: people.Post, settings: Settings) -> bool:
    """Part-time people (người hoạt động không chuyên trách), by position or by kind of labour,
    only where the ward says so.
    """
    is_part_time = post.position == "KCT" or post.labour == "part_time"
    return not is_part_time or settings.get("non_regular_workers") in {"on", True}


def _route(
    case: candidates.Case,
    lists: people.Unit,
    commenter: candidates.Found,
    decider: candidates.Found,
) -> Route:
    row = case.row
    deciders, deciding = _deciders(case, decider)
    commenters, commenting = _commenters(case, commenter, deciders)
    outside = row.list_to == people.OUTSIDE_RECEIVER
    draft = Route(
        person=case.post.person,
        position=row.subject,
        unit=lists.code,
        form=_form(case),
        commenter=commenters,
        decider=deciders,
        list_to=row.list_to if outside else lists.list_to,
        collector=candidates.receiver(case, row.list_to, lists),
        published_by=candidates.receiver(case, row.published_by, lists),
        notice_form=row.notice_form,
        rows=tuple(source.id for source in row.sources),
        why=(),
    )
    return replace(draft, why=_why(case, draft, commenting, deciding))


def _form(case: candidates.Case) -> str:
    alternative = case.row.form_alternative
    supports = case.post.labour == "contract_support"
    return alternative if alternative and supports else case.row.form


def person_actor(organisation: people.Organisation, code: str, kind: Kind = "person") -> Actor:
    found = organisation.get_person(code)
    return Actor(kind=kind, code=code, name=found.name if found else "")


def _outside(case: candidates.Case, found: candidates.Found) -> tuple[Actor, ...]:
    names = case.table.outside
    return tuple(Actor(kind="outside", code=code, name=names[code]) for code in found.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Used:
    """Which fall-backs and which delegation led to an actor."""

    rules: tuple[str, ...] = ()
    link: people.Delegation | None = None


def _acting(
    case: candidates.Case, code: str, act: people.Act, used: _Used
) -> tuple[tuple[Actor, ...], _Used] | None:
    """*code*, or who acts for *code* by delegation; ``None`` where that leads to the subject."""
    links = delegations.links(case.organisation, code, act, case.day)
    chain = tuple(itertools.takewhile(lambda link: link.receiver not in case.entered, links))
    if delegations.leads_to(chain, case.post.person):
        return None
    giver = person_actor(case.organisation, code)
    if not chain:
        return (giver,), used
    receiver = person_actor(case.organisation, chain[-1].receiver)
    delegate = replace(receiver, given_by=(giver.code, giver.name))
    return (delegate,), replace(used, link=chain[-1])


def _deciders(case: candidates.Case, found: candidates.Found) -> tuple[tuple[Actor, ...], _Used]:
    used = _Used(rules=found.rules)
    if not found.codes:
        return (NOBODY,), used
    if found.outside:
        return _outside(case, found), used
    code = found.codes[0]
    return _acting(case, code, "decide", used) or _deciders_above(case, code)


def _deciders_above(case: candidates.Case, code: str) -> tuple[tuple[Actor, ...], _Used]:
    """*code* gave the right to the subject; with no ward leader above that has no effect."""
    above = candidates.one_level_up(case, code)
    if above.outside or not above.codes:
        return (person_actor(case.organisation, code),), _Used()
    used = _Used(rules=above.rules)
    above_all = (person_actor(case.organisation, above.codes[0]),)
    return _acting(case, above.codes[0], "decide", used) or (above_all, used)


def _commenters(
    case: candidates.Case, found: candidates.Found, deciders: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], _Used]:
    used = _Used(rules=found.rules)
    if not found.codes:
        return (NOBODY,), used
    if found.outside:
        return _outside(case, found), used
    if found.pick:
        return tuple(person_actor(case.organisation, code, "pick") for code in found.codes), used
    code = found.codes[0]
    acting = _acting(case, code, "comment", used)
    if acting is not None:
        return acting
    if deciders[0].kind != "person":
        return (person_actor(case.organisation, code),), used
    used = replace(used, rules=(*used.rules, "commenter-is-subject"))
    decider = principal_of(deciders[0])
    alone = (person_actor(case.organisation, decider),)
    return _acting(case, decider, "comment", used) or (alone, used)


def principal_of(actor: Actor) -> str:
    """Whose right it is, whoever acts by delegation."""
    return actor.given_by[0] if actor.given_by else actor.code


def _codes(actors: tuple[Actor, ...]) -> str:
    return ",".join(actor.code for actor in actors)


def _why(
    case: candidates.Case, route: Route, commenting: _Used, deciding: _Used
) -> tuple[Reason, ...]:
    row, position = case.row, case.table.positions[route.position]
    received = "list" if row.sources_of("list") else "publish"
    return (
        Reason(
            what="position", value=position.code, clause="", text=position.name, rule=row.subject
        ),
        *_cited(row, "form", route.form, "self"),
        *_cited(row, "commenter", _codes(route.commenter), "comment", gap=row.commenter_gap),
        *_applied(case.table, "commenter", route.commenter, commenting),
        *_cited(row, "decider", _codes(route.decider), "decide", gap=row.decider_gap),
        *_applied(case.table, "decider", route.decider, deciding),
        *_cited(row, "list_to", route.list_to, received),
        *_cited(row, "notice_form", route.notice_form, "publish"),
    )


def _cited(
    row: authority_table.Row, what: str, value: str, act: str, *, gap: bool = False
) -> tuple[Reason, ...]:
    """The plan's words; with a gap, or without any, the row's own reading too."""
    sources = row.sources_of(act)
    cited = tuple(
        Reason(what=what, value=value, clause=each.clause, text=each.text, rule=each.id)
        for each in sources
    )
    if sources and not gap:
        return cited
    return (*cited, Reason(what=what, value=value, clause="", text=row.reading, rule=row.subject))


def _applied(
    table: authority_table.AuthorityTable, what: str, actors: tuple[Actor, ...], used: _Used
) -> tuple[Reason, ...]:
    value = _codes(actors)
    reasons = [
        Reason(what=what, value=value, clause="", text=_rule_text(table, rule), rule=rule)
        for rule in dict.fromkeys(used.rules)
    ]
    if used.link is not None:
        text = table.fallbacks["delegation"]
        document = used.link.document
        reasons.append(
            Reason(what=what, value=value, clause=document, text=text, rule="delegation")
        )
    return tuple(reasons)


def _rule_text(table: authority_table.AuthorityTable, rule: str) -> str:
    return table.fallbacks[rule] if rule in table.fallbacks else table.positions[rule].reading


def to_json(route: Route, due: Mapping[str, str]) -> dict[str, object]:
    """The answer of ``route --json``; *due*: step to instant. ``for``: the delegator's code."""
    return {
        "person": route.person,
        "position": route.position,
        "form": route.form,
        "commenter": [_actor_json(actor) for actor in route.commenter],
        "decider": [_actor_json(actor) for actor in route.decider],
        "list_to": route.list_to,
        "notice_form": route.notice_form,
        "due": dict(due),
        "rows": list(route.rows),
        "why": [
            {"what": why.what, "value": why.value, "clause": why.clause, "text": why.text}
            for why in route.why
        ],
    }


def _actor_json(actor: Actor) -> dict[str, str]:
    shown = {"kind": actor.kind, "code": actor.code, "name": actor.name}
    return shown if actor.given_by is None else {**shown, "for": actor.given_by[0]}
