"""Several forms agreed as one act: only those without differences, each shown by name and total."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core import drafting, errors
from core.evaluation import Evaluation
from core.usecases import deciding, moving, preparing, reviewing
from core.usecases.desk import Desk

Shown = Sequence[tuple[int, int]]
"""(id, version) of each form as it stood on the screen."""


async def to_comment(desk: Desk) -> tuple[Evaluation, ...]:
    """The waiting forms whose points are all at the maximum or as last month, whose own class
    is the band, sent in time on the form of the position held, with nothing returned, objected
    to or proposed.
    """
    return await _alike(desk, (await reviewing.inbox(desk)).to_comment)


async def to_decide(desk: Desk) -> tuple[Evaluation, ...]:
    """The same, of people who lead nobody, without points proposed by the commenter, and whose
    total computed with the tasks of now is the one that was sent.
    """
    waiting = (await reviewing.inbox(desk)).to_decide
    staff = [one for one in waiting if not desk.form(one.form).leader]
    found = []
    for one in await _alike(desk, staff):
        planned = await preparing.outlook(desk, one)
        sent = one.submission
        same = planned.score is not None and sent is not None and planned.score.total == sent.total
        if same and not planned.flags and one.decision_draft is None:
            found.append(one)
    return tuple(found)


async def agree(desk: Desk, shown: Shown, text: str) -> tuple[Evaluation, ...]:
    """*errors.Stale* ``list.changed`` for all when one is not what it was on the screen."""
    _check(shown, await to_comment(desk))
    return tuple([await reviewing.comment(desk, id_, seen, text) for id_, seen in shown])


async def decide(desk: Desk, shown: Shown, text: str) -> tuple[Evaluation, ...]:
    """*text* is the comment where commenter = decider. *errors.Stale* as :func:`agree`."""
    _check(shown, await to_decide(desk))
    return tuple([await deciding.decide(desk, id_, seen, comment=text) for id_, seen in shown])


def _check(shown: Shown, alike: Collection[Evaluation]) -> None:
    if not shown or not set(shown) <= {(one.id, one.version) for one in alike}:
        raise errors.Stale("list.changed")


async def _alike(desk: Desk, forms: Sequence[Evaluation]) -> tuple[Evaluation, ...]:
    if not forms:
        return ()
    month = forms[0].month.shift(-1)
    people = [one.person for one in forms]
    last = {one.person: one for one in await desk.store.evaluations.of_people(people, month)}
    alike = [one for one in forms if _without_difference(desk, one, last.get(one.person))]
    return tuple([one for one in alike if await moving.other_form(desk, one) is None])


def _without_difference(desk: Desk, one: Evaluation, last: Evaluation | None) -> bool:
    sent = one.submission
    return (
        sent is not None
        and sent.own_class == sent.band
        and not sent.late_hours
        and one.returned is None
        and not one.own.objection
        and not (one.comment and one.comment.points)
        and one.comment_draft is None
        and _as_expected(desk, one, last)
    )


def _as_expected(desk: Desk, one: Evaluation, last: Evaluation | None) -> bool:
    if not drafting.below_maximum(one.own.points, desk.form(one.form)):
        return True
    if last is None or last.form != one.form:
        return False
    before = last.decision.points if last.decision else last.own.points
    return dict(one.own.points) == dict(before)
