"""The commenter's side: what waits, one form, comment, propose, return, choose (T4, T5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from core import authority, delegations, errors, lifecycle, people, rights, scoring
from core.evaluation import COMMENTED, DRAFT, MISSING, SUBMITTED, CommentDraft, Evaluation, Points
from core.forms import Form
from core.usecases import results, standing
from core.usecases.desk import Desk, evaluation_key

SUBJECT, COMMENTER, DECIDER, BOTH = "subject", "commenter", "decider", "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What waits for one person, oldest first. A form to be both commented on and decided by
    the same person stands in *to_decide* only.
    """

    to_comment: tuple[Evaluation, ...]
    to_decide: tuple[Evaluation, ...]
    to_pick: tuple[Evaluation, ...]
    undoable: tuple[Evaluation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A form in the hands of somebody with a part in it. *last* is the month before."""

    one: Evaluation
    form: Form
    role: str
    last: Evaluation | None


async def inbox(desk: Desk) -> Inbox:
    commenting = await principals(desk, "comment")
    deciding = await principals(desk, "decide")
    to_decide = [
        one
        for one in await _settled(desk, await desk.store.evaluations.to_decide(deciding))
        if await can_decide(desk, one) and await holds(desk, one, "decide")
    ]
    ids = {one.id for one in to_decide}
    to_comment = [
        one
        for one in await _settled(desk, await desk.store.evaluations.to_comment(commenting))
        if one.id not in ids and can_comment(desk, one) and await holds(desk, one, "comment")
    ]
    return Inbox(
        to_comment=tuple(to_comment),
        to_decide=tuple(to_decide),
        to_pick=await _to_pick(desk),
        undoable=tuple(
            one
            for one in await desk.store.evaluations.decided_by(
                desk.actor, desk.now - lifecycle.UNDO_TIME
            )
            if lifecycle.may_undo(one, desk.actor, desk.now)
        ),
    )


async def principals(desk: Desk, act: people.Act) -> tuple[str, ...]:
    """The actor and everybody whose written delegation reaches the actor today."""
    organisation = await desk.organisation()
    day = people.day_of(desk.now)
    givers = {given.giver for given in organisation.delegations if given.act == act}
    reached = [
        giver
        for giver in sorted(givers)
        for link in delegations.links(organisation, giver, act, day)
        if link.receiver == desk.actor
    ]
    return (desk.actor, *reached)


def both_acts(one: Evaluation) -> bool:
    """Commenter = decider (domain §7 rule 3)."""
    return one.commenter is not None and one.commenter == one.decider


def can_comment(desk: Desk, one: Evaluation) -> bool:
    until = lifecycle.comment_until(one, desk.closings(one.month))
    return one.state == SUBMITTED and desk.now < until


async def comments_too(desk: Desk, one: Evaluation) -> bool:
    """Whether the actor's decision records the comment first. A written delegation may be for
    deciding only: then the form waits for its comment like any other.
    """
    return one.state == SUBMITTED and both_acts(one) and await holds(desk, one, "comment")


async def can_decide(desk: Desk, one: Evaluation) -> bool:
    closings = desk.closings(one.month)
    return await comments_too(desk, one) or lifecycle.decidable(one, closings, desk.now)


async def open_to(desk: Desk, evaluation_id: int, act: people.Act) -> Opened:
    """The form in the hands of its commenter or its decider, and of nobody else."""
    opened = await open_form(desk, evaluation_id)
    await acting(desk, opened.one, act)
    return opened


async def open_form(desk: Desk, evaluation_id: int) -> Opened:
    """Default deny: the subject, the commenter and the decider of this very form. Audited.

    A missing form has no route of its own yet; the decider is then the one of today.
    """
    one = await desk.evaluation(evaluation_id)
    role = await role_of(desk, one)
    if role != SUBJECT:
        if one.state == DRAFT:  # not sent, or withdrawn: nobody else's to read
            raise errors.Stale("form.moved-on", state=one.state, month=one.month)
        await desk.audit("read", evaluation_key(one), role=role)
    last = await desk.store.evaluations.of(one.person, one.month.shift(-1))
    return Opened(one=one, form=desk.form(one.form), role=role, last=last)


async def glimpse(desk: Desk, evaluation_id: int) -> Evaluation | None:
    """The form a notice is about; ``None`` once the recipient has no part in it any more."""
    try:
        one = await desk.evaluation(evaluation_id)
        if await _may_pick(desk, one):
            return one
        await role_of(desk, one)
    except (errors.NotFound, errors.Refused):
        return None
    return one


async def role_of(desk: Desk, one: Evaluation) -> str:
    """*errors.Refused* of :func:`rights.may_act` for somebody without a part in the form."""
    if one.person == desk.actor:
        return SUBJECT
    roles: list[str] = []
    acts: tuple[tuple[people.Act, str], ...] = (("comment", COMMENTER), ("decide", DECIDER))
    for act, role in acts:
        try:
            await acting(desk, one, act)
        except errors.Refused:
            continue
        roles.append(role)
    if not roles:
        raise errors.Refused("no-part", person=desk.actor)
    return BOTH if len(roles) == 2 else roles[0]


async def acting(desk: Desk, one: Evaluation, act: people.Act) -> authority.Actor:
    """Who the actor is for *act* on this form at this instant; default deny."""
    return await standing.acting(desk, one, act)


async def pick(desk: Desk, evaluation_id: int, seen: int, deputy: str) -> Evaluation:
    """The head chooses the commenter among several deputies (domain §7 rule 4)."""
    one = await _current(desk, evaluation_id, seen)
    if not await _may_pick(desk, one):
        raise errors.Refused("not-head", person=desk.actor)
    if one.route is None:
        raise errors.Stale("form.moved-on", state=one.state, month=one.month)
    chosen = rights.choose_commenter(one.route, deputy)
    stored = await desk.store.evaluations.save(replace(one, route=chosen))
    await desk.audit("pick-commenter", evaluation_key(stored), commenter=deputy)
    await desk.tell("form.arrived", [deputy], stored)
    return stored


async def propose(desk: Desk, evaluation_id: int, seen: int, values: Points) -> Evaluation:
    """Other points than the subject's, gathered until the comment is sent; all or none."""
    one = await _to_comment(desk, evaluation_id, seen)
    form = desk.form(one.form)
    for id_, value in values.items():
        scoring.check_points(form.criterion(id_), value)
    gathered = {**(one.comment_draft.points if one.comment_draft else {}), **values}
    differing = {id_: value for id_, value in gathered.items() if one.own.points.get(id_) != value}
    draft = CommentDraft(by=desk.actor, points=differing)
    return await desk.store.evaluations.save(replace(one, comment_draft=draft))


async def comment(desk: Desk, evaluation_id: int, seen: int, text: str) -> Evaluation:
    """T5, with the points proposed so far; the decider and the subject are told."""
    one = await _to_comment(desk, evaluation_id, seen)
    actor = await acting(desk, one, "comment")
    points = proposed_points(one)
    stored = await desk.store.evaluations.save(
        lifecycle.comment(
            one,
            by=desk.actor,
            given_by=actor.given_by[0] if actor.given_by else None,
            text=text,
            points=one.comment_draft.points if one.comment_draft else {},
            total=total_of(desk.form(one.form), one, points),
            closings=desk.closings(one.month),
            now=desk.now,
        )
    )
    await _audit_comment(desk, stored)
    await desk.tell("form.to-decide", await standing.in_hands(desk, stored, "decide"), stored)
    await desk.tell("form.commented", [stored.person], stored)
    return stored


async def send_back(desk: Desk, evaluation_id: int, seen: int, reason: str) -> Evaluation:
    """T4: once; the subject is told why and until when."""
    one = await _to_comment(desk, evaluation_id, seen)
    actor = await acting(desk, one, "comment")
    stored = await desk.store.evaluations.save(
        lifecycle.send_back(
            one,
            by=desk.actor,
            given_by=actor.given_by[0] if actor.given_by else None,
            reason=reason,
            closings=desk.closings(one.month),
            now=desk.now,
        )
    )
    await desk.audit("return", evaluation_key(stored), reason=reason.strip())
    await desk.tell("form.returned", [stored.person], stored)
    if stored.entered_by:
        await desk.tell("paper.returned", [stored.entered_by], stored)
    return stored


def proposed_points(one: Evaluation) -> Points:
    """The subject's points with the commenter's proposals laid over them."""
    laid = one.comment.points if one.comment else {}
    if one.comment_draft:
        laid = one.comment_draft.points
    sent = one.own.points if one.submission else {}  # a draft never sent is nobody's proposal
    return {**sent, **laid}


def total_of(form: Form, one: Evaluation, points: Points) -> Fraction | None:
    """The exact total of *points* with group II as it was sent; ``None`` for 0/0."""
    if one.submission is None or len(points) < len(form.criteria):
        return None
    score = results.score(form, points, one.submission.result)
    return score.total if score else None


async def _to_comment(desk: Desk, evaluation_id: int, seen: int) -> Evaluation:
    one = await _current(desk, evaluation_id, seen)
    await acting(desk, one, "comment")
    if one.state != SUBMITTED:
        raise errors.Stale("form.moved-on", state=one.state, month=one.month)
    return one


async def _current(desk: Desk, evaluation_id: int, seen: int) -> Evaluation:
    one = await desk.evaluation(evaluation_id)
    if one.version != seen:
        await role_of(desk, one)
        raise errors.Stale("card.old", month=one.month)
    return one


async def _to_pick(desk: Desk) -> tuple[Evaluation, ...]:
    """The head who chooses is the one who decides, for a Trưởng ban HĐND the Chủ tịch HĐND:
    nobody chooses who comments on the own form.
    """
    found = await desk.store.evaluations.to_pick(await principals(desk, "decide"))
    return tuple([one for one in found if await holds(desk, one, "decide")])


async def holds(desk: Desk, one: Evaluation, act: people.Act) -> bool:
    """:func:`acting`, for a list: no form is opened, none is refused."""
    try:
        await acting(desk, one, act)
    except errors.Refused:
        return False
    return True


async def _may_pick(desk: Desk, one: Evaluation) -> bool:
    return one.id in {waiting.id for waiting in await _to_pick(desk)}


async def _settled(desk: Desk, found: Sequence[Evaluation]) -> tuple[Evaluation, ...]:
    settled = [lifecycle.settle(one, desk.closings(one.month), desk.now) for one in found]
    return tuple(one for one in settled if one.state in {SUBMITTED, COMMENTED, MISSING})


async def _audit_comment(desk: Desk, one: Evaluation) -> None:
    said = one.comment
    if said is None:
        return
    await desk.audit(
        "comment",
        evaluation_key(one),
        text=said.text,
        points={id_: str(value) for id_, value in said.points.items()},
        given_by=said.given_by,
    )
