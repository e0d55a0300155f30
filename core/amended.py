"""What the organisation is once a post, a field or a delegation was begun or ended.

Pure: who may make the change, and what no organisation may be, is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from core import errors, people
from core.amendments import (
    ACTING,
    ACTS,
    CHARGE,
    DELEGATE,
    END,
    HEADS,
    PART_TIME,
    POST,
    REVOKE,
    UNCHARGE,
    Amendment,
)
from core.people import Delegation, FieldCharge, Labour, Organisation, Pool, Post


def organisation(before: Organisation, one: Amendment) -> Organisation:
    """*errors.Stale* ``amend.gone`` when what would end is not there any more."""
    return _CHANGES[one.kind](before, one)


def _with(organisation: Organisation, **rows: Sequence[Any]) -> Organisation:
    kept: dict[str, Any] = {
        "units": organisation.units,
        "people": organisation.people,
        "posts": organisation.posts,
        "charges": organisation.charges,
        "delegations": organisation.delegations,
    }
    return Organisation(**{**kept, **rows})


def _first(one: Amendment) -> date:
    if one.first is None:
        raise errors.BadInput("amend.days", first="")
    return one.first


def _last(one: Amendment) -> date:
    if one.last is None:
        raise errors.BadInput("amend.days", first="")
    return one.last


# ------------------------------------------------------------------ posts


def _post(organisation: Organisation, one: Amendment) -> Organisation:
    """A new main post; the former main ones end the day before."""
    first = _first(one)
    own = organisation.all_posts_of(one.person)
    former = next((post for post in own if post.main and _runs(post, first)), None)
    stays = former is not None and former.unit == one.unit
    fresh = Post(
        person=one.person,
        unit=one.unit,
        position=one.position,
        labour=_labour(one.position, former),
        pool=_pool(organisation, one, former),
        title=one.title,
        in_charge=former.in_charge if former is not None and stays else None,
        valid_from=first,
        valid_to=one.last,
    )
    kept = _before(organisation.posts, lambda post: post.person == one.person and post.main, first)
    return _with(organisation, posts=(*kept, fresh))


def _acting(organisation: Organisation, one: Amendment) -> Organisation:
    """Giao quyền: the head's rights besides the own post."""
    first = _first(one)
    own = organisation.posts_of(one.person, first)
    beside = next((post for post in own if post.main), None)
    if beside is None:
        raise errors.Refused("amend.no-post", day=first)
    fresh = replace(
        beside,
        unit=one.unit,
        position=people.HEAD_OF_KIND[organisation.require_unit(one.unit).kind],
        pool="head",
        title=one.title,
        main=False,
        in_charge=None,
        valid_from=first,
        valid_to=one.last,
    )
    return _with(organisation, posts=(*organisation.posts, fresh))


def _end(organisation: Organisation, one: Amendment) -> Organisation:
    last = _last(one)

    def is_it(post: Post) -> bool:
        place = (post.person, post.unit, post.position)
        return place == (one.person, one.unit, one.position) and _runs(post, last)

    return _with(organisation, posts=_ended(organisation.posts, is_it, last))


def _labour(position: str, former: Post | None) -> Labour:
    """Contract labour stays so only in a position for it, and the other way round."""
    if position == PART_TIME:
        return "part_time"
    known = former.labour if former and former.labour != "part_time" else "civil_servant"
    is_contract = known.startswith("contract")
    if position.endswith("_LDHD"):
        return known if is_contract else "contract_professional"
    if not is_contract:
        return known
    return "public_employee" if position.endswith("_VC") else "civil_servant"


def _pool(organisation: Organisation, one: Amendment, former: Post | None) -> Pool:
    if one.position in HEADS:
        return "head"
    if one.position in people.DEPUTY_OF_KIND.values():
        return "deputy"
    if former is not None and former.pool not in {"head", "deputy"}:
        return former.pool
    kind = organisation.require_unit(one.unit).kind
    return "teacher" if kind == "school" and one.position == "DVSN_VC" else "professional"


# ------------------------------------------------------------------ fields


def _charge(organisation: Organisation, one: Amendment) -> Organisation:
    """Whoever led the field until then does so until the day before."""
    first = _first(one)
    kept = _before(organisation.charges, lambda charge: charge.unit == one.unit, first)
    fresh = FieldCharge(leader=one.person, unit=one.unit, valid_from=first, valid_to=one.last)
    return _with(organisation, charges=(*kept, fresh))


def _uncharge(organisation: Organisation, one: Amendment) -> Organisation:
    last = _last(one)

    def is_it(charge: FieldCharge) -> bool:
        return (charge.leader, charge.unit) == (one.person, one.unit) and _runs(charge, last)

    return _with(organisation, charges=_ended(organisation.charges, is_it, last))


# ------------------------------------------------------------------ delegations


def _delegate(organisation: Organisation, one: Amendment) -> Organisation:
    fresh = [
        Delegation(
            giver=one.person,
            receiver=one.receiver,
            act=act,
            valid_from=_first(one),
            valid_to=one.last,
            document=one.document,
        )
        for act in ACTS[one.act]
    ]
    return _with(organisation, delegations=(*organisation.delegations, *fresh))


def _revoke(organisation: Organisation, one: Amendment) -> Organisation:
    """What runs ends with *last*, what was to begin later is gone."""
    last = _last(one)

    def is_it(given: Delegation) -> bool:
        return (given.giver, given.receiver) == (one.person, one.receiver)

    later = [one for one in organisation.delegations if is_it(one) and last < one.valid_from]
    kept = [one for one in organisation.delegations if one not in later]
    if later:
        return _with(
            organisation,
            delegations=[
                _until(one, last) if is_it(one) and _runs(one, last) else one for one in kept
            ],
        )
    return _with(
        organisation, delegations=_ended(kept, lambda one: is_it(one) and _runs(one, last), last)
    )


_CHANGES: Final[Mapping[str, Callable[[Organisation, Amendment], Organisation]]] = {
    POST: _post,
    ACTING: _acting,
    END: _end,
    CHARGE: _charge,
    UNCHARGE: _uncharge,
    DELEGATE: _delegate,
    REVOKE: _revoke,
}


# ------------------------------------------------------------------ dated rows

_D = TypeVar("_D", Post, FieldCharge, Delegation)


def _runs(dated: Post | FieldCharge | Delegation, day: date) -> bool:
    """Begun before *day* or on it, and goes on after it."""
    return dated.valid_from <= day and (dated.valid_to is None or day <= dated.valid_to)


def _until(dated: _D, last: date) -> _D:
    return replace(dated, valid_to=last)


def _before(rows: Sequence[_D], is_it: Callable[[_D], bool], first: date) -> list[_D]:
    """Those that run on *first* end the day before; one that begins on that very day is gone."""
    kept = [row for row in rows if not (is_it(row) and row.valid_from == first)]
    last = first - timedelta(days=1)
    return [_until(row, last) if is_it(row) and _runs(row, first) else row for row in kept]


def _ended(rows: Sequence[_D], is_it: Callable[[_D], bool], last: date) -> list[_D]:
    if not any(is_it(row) for row in rows):
        raise errors.Stale("amend.gone")
    return [_until(row, last) if is_it(row) else row for row in rows]
