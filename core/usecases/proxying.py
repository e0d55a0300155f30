"""A unit's clerk enters a form from the paper that its subject signed (T1, T2, T4a, T14a).

What is entered stands in a draft apart from the subject's own and becomes the form when it is
sent; before that the clerk sees nothing that the subject gave, after it nothing at all. The
right is asked for at every act: the clerk in force of the unit that the person is evaluated in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from core import authority, drafting, errors, lifecycle, papercode, pictures
from core.evaluation import Evaluation, PaperDraft, Photo
from core.ports import StoredFile
from core.usecases import evidencing, heading, results, reviewing, scoring, sending
from core.usecases.desk import Desk, evaluation_key

MOST_PHOTOS = 8
PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody of the clerk's units who has not sent this month. *begun*: paper is being entered."""

    person: str
    has_chat: bool
    begun: bool


async def enters(desk: Desk) -> tuple[str, ...]:
    """Units that the actor enters papers for; none for an administrator, who sees no scores."""
    return () if desk.is_administrator else await heading.clerk_of(desk)


async def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Who may be entered for now, those without a linked chat first.

    *errors.Refused* ``paper.not-clerk``.
    """
    organisation = await desk.organisation()
    units = await _units(desk)
    day = results.as_of(desk, desk.month)
    staff = dict.fromkeys(code for unit in units for code in organisation.people_in(unit, day))
    known = {
        one.person: lifecycle.settle(one, desk.closings(one.month), desk.now)
        for one in await desk.store.evaluations.of_people(list(staff), desk.month)
    }
    found = []
    for person in staff:
        one = known.get(person)
        if not _is_open(desk, one):
            continue
        if await _is_allowed(desk, person, units):
            chats = await desk.store.chats.accounts(person)
            begun = one is not None and one.paper_draft is not None
            found.append(Waiting(person=person, has_chat=bool(chats), begun=begun))
    return tuple(sorted(found, key=lambda each: each.has_chat))


async def by_code(desk: Desk, text: str) -> Evaluation:
    """:func:`begin` for the person of a printed form.

    *errors.BadInput* ``paper.code``, ``paper.check``; *errors.Refused* ``paper.other-month``,
    ``paper.other-unit``, which is also said for a person whom nobody knows.
    """
    units = await _units(desk)
    code = papercode.read(text)
    if code.month != desk.month:
        raise errors.Refused("paper.other-month", month=code.month)
    organisation = await desk.organisation()
    day = results.as_of(desk, desk.month)
    meant = {
        person
        for unit in units
        for person in organisation.people_in(unit, day)
        if papercode.bare(person) == code.person
    }
    if len(meant) != 1:  # two codes that differ in their hyphens alone are told apart in the list
        raise errors.Refused("paper.other-unit")
    return await begin(desk, meant.pop())


async def begin(desk: Desk, person: str) -> Evaluation:
    """The paper's draft of this month as :func:`open_draft` shows it, made when there is none."""
    await _check_allowed(desk, person)
    known = await desk.store.evaluations.of(person, desk.month)
    if known is not None:
        _check_no_reviewer(desk, known)
        known = lifecycle.settle(known, desk.closings(known.month), desk.now)
        _check_unsent(known)
        sending.check_open(desk, known)
    one = await sending.begun(desk, person, known)
    if one.paper_draft is None:
        one = await desk.store.evaluations.save(
            replace(one, paper_draft=PaperDraft(by=desk.actor))
        )
        await desk.audit("begin-paper", evaluation_key(one))
    return _shown(one)


async def open_draft(desk: Desk, evaluation_id: int) -> Evaluation:
    """The form as it stands on the paper so far: *own* is what was entered from it.

    *errors.Refused* as :func:`begin`; *errors.Stale* ``paper.sent``, ``paper.not-begun``.
    """
    return _shown(await _entering(desk, evaluation_id))


async def change(desk: Desk, evaluation_id: int, step: scoring.Change) -> Evaluation:
    """One step of :mod:`core.drafting` on the paper's draft; the subject's own is left alone."""
    one = await _entering(desk, evaluation_id)
    form = desk.form(one.form)
    changed = step(_as_on_paper(one), form).own
    draft = _draft(one)
    if changed == draft.own:
        return _shown(one)
    return await _save(desk, one, replace(draft, own=changed))


async def attach(
    desk: Desk, evaluation_id: int, kind: str, name: str, mime: str, content: bytes
) -> Evaluation:
    """A photo (or a scan) of a page; the same one again changes nothing.

    *errors.BadInput* ``paper.not-photo``, ``paper.photos``, ``file.empty``, ``file.large``.
    """
    one = await _entering(desk, evaluation_id)
    draft = _draft(one)
    said = kind == "photo" or mime.startswith("image/") or mime == PDF
    if not said or not pictures.is_page(content):
        raise errors.BadInput("paper.not-photo", text=name)
    kept = await evidencing.keep_file(desk, kind, name, mime, content)
    if any(photo.digest == kept.digest for photo in draft.photos):
        return _shown(one)
    if len(draft.photos) == MOST_PHOTOS:
        raise errors.BadInput("paper.photos", most=MOST_PHOTOS)
    photo = Photo(digest=kept.digest, name=name, at=desk.now)
    return await _save(desk, one, replace(draft, photos=(*draft.photos, photo)))


async def drop_photos(desk: Desk, evaluation_id: int) -> Evaluation:
    """Taken anew: those so far are no part of the form."""
    one = await _entering(desk, evaluation_id)
    return await _save(desk, one, replace(_draft(one), photos=()))


async def drop(desk: Desk, evaluation_id: int, seen: int) -> None:
    """What was entered so far is thrown away; the form is the subject's as before."""
    one = await _entering(desk, evaluation_id)
    _check_seen(one, seen)
    await desk.store.evaluations.save(replace(one, paper_draft=None))
    await desk.audit("drop-paper", evaluation_key(one))


async def submit(desk: Desk, evaluation_id: int, seen: int) -> Evaluation:
    """Sent in the subject's name under the rules of an own sending; both are named in the audit,
    and the subject is told.

    *errors.Refused* ``paper.no-photo`` and those of the own sending.
    """
    one = await _entering(desk, evaluation_id)
    _check_seen(one, seen)
    draft = replace(_draft(one), by=desk.actor)
    if not draft.photos:
        raise errors.Refused("paper.no-photo")
    stored = await sending.send(desk, _as_on_paper(one), seen, draft)
    await desk.tell("paper.entered", [stored.person], stored)
    return stored


async def photos(desk: Desk, evaluation_id: int) -> tuple[StoredFile, ...]:
    """The pages behind a sent form, for its subject, commenter and decider.

    *errors.NotFound* ``evidence`` when there are none.
    """
    one = (await reviewing.open_form(desk, evaluation_id)).one
    pages = one.submission.photos if one.submission else ()
    kept = [(page, await desk.store.files.get(page.digest)) for page in pages]
    found = tuple(replace(file, name=page.name) for page, file in kept if file is not None)
    if not found:
        raise errors.NotFound("evidence", id=evaluation_id)
    return found


async def is_entered_for(desk: Desk, evaluation_id: int) -> Evaluation | None:
    """The form a notice to its clerk is about, by what the clerk may know: whose and which month.

    ``None`` once the actor is no clerk of that unit any more.
    """
    one = await desk.evaluation(evaluation_id)
    allowed = await _is_allowed(desk, one.person, await enters(desk))
    return one if allowed else None


async def _units(desk: Desk) -> tuple[str, ...]:
    if desk.is_administrator:
        raise errors.Refused("paper.administrator")
    units = await enters(desk)
    if not units:
        raise errors.Refused("paper.not-clerk")
    return units


async def _check_allowed(desk: Desk, person: str) -> authority.Route:
    """Default deny. The unit is the one whose list the person is on (domain §7 rule 1)."""
    units = await _units(desk)
    if person == desk.actor:
        raise errors.Refused("paper.own")
    try:
        route = await desk.route(person)
    except errors.NotFound as unknown:
        raise errors.Refused("paper.other-unit") from unknown
    if route.unit not in units:
        raise errors.Refused("paper.other-unit")
    if desk.actor in _named(route):
        raise errors.Refused("paper.has-part")
    return route


async def _is_allowed(desk: Desk, person: str, units: Collection[str]) -> bool:
    try:
        route = await desk.route(person)
    except (errors.NotFound, errors.Refused):
        return False
    return person != desk.actor and route.unit in units and desk.actor not in _named(route)


def _named(route: authority.Route) -> frozenset[str]:
    """Everybody who comments or decides, or may be chosen to: no second role on one form."""
    actors = (*route.commenter, *route.decider)
    givers = [actor.given_by[0] for actor in actors if actor.given_by]
    return frozenset([*[actor.code for actor in actors], *givers])


async def _entering(desk: Desk, evaluation_id: int) -> Evaluation:
    one = await desk.evaluation(evaluation_id)
    await _check_allowed(desk, one.person)
    _check_no_reviewer(desk, one)
    _check_unsent(one)
    sending.check_open(desk, one)
    if one.paper_draft is None:
        raise errors.Stale("paper.not-begun", month=one.month)
    return one


def _is_open(desk: Desk, one: Evaluation | None) -> bool:
    if one is None:
        return desk.now < desk.closings(desk.month).comment
    try:
        _check_no_reviewer(desk, one)
        _check_unsent(one)
        sending.check_open(desk, one)
    except (errors.Refused, errors.Stale):
        return False
    return True


def _check_no_reviewer(desk: Desk, one: Evaluation) -> None:
    """By a paper of delegation that has ended, too."""
    if desk.actor in one.reviewers:
        raise errors.Refused("paper.has-part")


def _check_unsent(one: Evaluation) -> None:
    if one.state not in drafting.EDITABLE:
        raise errors.Stale("paper.sent", month=one.month)


def _check_seen(one: Evaluation, seen: int) -> None:
    if one.version != seen:
        raise errors.Stale("card.old", month=one.month)


def _draft(one: Evaluation) -> PaperDraft:
    if one.paper_draft is None:
        raise errors.Stale("paper.not-begun", month=one.month)
    return one.paper_draft


def _as_on_paper(one: Evaluation) -> Evaluation:
    return replace(one, own=_draft(one).own)


def _shown(one: Evaluation) -> Evaluation:
    """Without what was sent before and said of it: that is the subject's and the reviewers'."""
    return replace(_as_on_paper(one), submission=None, comment=None, decisions=())


async def _save(desk: Desk, one: Evaluation, draft: PaperDraft) -> Evaluation:
    return _shown(await desk.store.evaluations.save(replace(one, paper_draft=draft)))
