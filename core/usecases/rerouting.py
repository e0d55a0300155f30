"""Open steps follow a change of the organisation; what was done stays done (domain §2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core import authority, lifecycle
from core.authority import Actor, Route
from core.evaluation import Evaluation
from core.months import Month
from core.usecases import moving, standing
from core.usecases.desk import Desk, evaluation_key

COMMENT, DECIDE, PICK = "comment", "decide", "pick"
PASSED, PASSED_ON, OTHER_FORM = "route.passed", "route.passed-on", "route.form"

_ROLE = {COMMENT: "commenter", DECIDE: "decider"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """An open step that goes from *before* to *after*."""

    act: str
    before: tuple[Actor, ...]
    after: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """What *person* hears of one form: the step is now *other*'s, or was."""

    kind: str
    person: str
    form: int
    version: int
    act: str
    other: str


async def follow_all(desk: Desk) -> int:
    """Every open form, of whatever month; how many were re-routed.

    For after every change of the organisation, and once a day, when posts and papers end by
    themselves. Doing it again changes nothing. Everybody concerned is told once, of all forms;
    heads of who comes to their unit, and who goes (§8.7 rule 5).
    """
    words: list[_Word] = []
    moved = 0
    states = tuple(standing.OPEN_STEPS)
    for month in await desk.store.evaluations.months_in(states):
        for one in await desk.store.evaluations.in_states(month, states):
            passings = await _follow(desk, one)
            moved += passings is not None
            words += _words(one, passings or ())
    await _tell(desk, words)
    await moving.tell(desk)
    return moved


async def _follow(desk: Desk, one: Evaluation) -> tuple[Passing, ...] | None:
    """Today's route for the steps still open, stored and recorded; ``None`` as long as it is."""
    fresh = await standing.today(desk, one)
    if one.route is None or fresh is None:
        return None
    await _tell_subject(desk, one, fresh)
    passings = _stale(one, one.route, fresh)
    if not passings and (fresh.unit, fresh.list_to) == (one.route.unit, one.route.list_to):
        return None
    changed = _laid(one.route, fresh, passings)
    stored = await desk.store.evaluations.save(replace(one, route=changed))
    await desk.audit(
        "reroute",
        evaluation_key(stored),
        steps=[_ROLE[passing.act] for passing in passings],
        before=[_codes(one.route.commenter), _codes(one.route.decider)],
        commenter=_codes(changed.commenter),
        decider=_codes(changed.decider),
        unit=changed.unit,
    )
    return passings


def told(facts: Mapping[str, str | int | None]) -> tuple[tuple[int, str], ...]:
    """Forms and steps that a notice of ours names."""
    pairs = [pair.split(":") for pair in str(facts["forms"]).split(",")]
    return tuple((int(form), act) for form, act in pairs)


async def gone(desk: Desk, evaluation_id: int, act: str) -> tuple[str, Month] | None:
    """Whose form it was that left the actor, and of which month: nothing else of it is the
    actor's to see. ``None`` when the step has come back.
    """
    one = await desk.store.evaluations.get(evaluation_id)
    if one is None or one.route is None:
        return None
    named = one.route.commenter if act == COMMENT else one.route.decider
    return None if desk.actor in _people(named) else (one.person, one.month)


def _stale(one: Evaluation, kept: Route, fresh: Route) -> tuple[Passing, ...]:
    pairs = (
        Passing(act=COMMENT, before=kept.commenter, after=fresh.commenter),
        Passing(act=DECIDE, before=kept.decider, after=fresh.decider),
    )
    opened = standing.OPEN_STEPS.get(one.state, ())
    return tuple(
        each for each in pairs if each.act in opened and _is_stale(each.before, each.after)
    )


def _is_stale(kept: tuple[Actor, ...], fresh: tuple[Actor, ...]) -> bool:
    """Delegates come and go by their papers; whom the head chose stays while a candidate.

    Where the fresh route names nobody of the ward what was there stays on the form, without a
    right (:mod:`core.usecases.standing`): it tells who had the step last.
    """
    if fresh[0].kind not in {"person", "pick"}:
        return False
    differ = standing.principals(kept) != standing.principals(fresh)
    return differ and not standing.is_chosen(kept, fresh)


def _laid(kept: Route, fresh: Route, passings: tuple[Passing, ...]) -> Route:
    """The fresh route, but for the steps that do not move; each with its own reasons."""
    acts = {passing.act for passing in passings}
    stay = {"commenter"} if COMMENT not in acts else set()
    stay |= {"decider"} if DECIDE not in acts else set()
    own = {what: [why for why in kept.why if why.what == what] for what in stay}
    why = [each for each in fresh.why if each.what not in stay]
    return replace(
        fresh,
        commenter=kept.commenter if "commenter" in stay else fresh.commenter,
        decider=kept.decider if "decider" in stay else fresh.decider,
        why=(*why, *(each for what in sorted(own) for each in own[what])),
    )


async def _tell_subject(desk: Desk, one: Evaluation, fresh: Route) -> None:
    """Once, while there is time to do it: what was sent is on the form of a former position, and
    the form is that of the position at the closing (§8.7 rule 7).
    """
    if fresh.form != one.form and lifecycle.may_withdraw(one, desk.closings(one.month), desk.now):
        await desk.inform(
            OTHER_FORM,
            [one.person],
            f"{one.id}:{fresh.form}",
            actor_too=True,
            evaluation=one.id,
            form=fresh.form,
        )


def _words(one: Evaluation, passings: tuple[Passing, ...]) -> list[_Word]:
    """Whoever takes over both steps, or loses both, hears it as one."""
    found: list[_Word] = []

    def said(kind: str, persons: Iterable[str], act: str, other: str) -> None:
        words = [_Word(kind, each, one.id, one.version, act, other) for each in sorted(persons)]
        found.extend(words)

    for passing in passings:
        if passing.before[0].kind == "person":
            gone = _people(passing.before) - _people(passing.after)
            said(PASSED_ON, gone, passing.act, _only(passing.after))
        before = _only(passing.before)
        if passing.after[0].kind == "pick":
            choosing = passings[-1].after if passings[-1].act == DECIDE else _kept(one)
            said(PASSED, _named(choosing), PICK, before)
        else:
            said(PASSED, _named(passing.after), passing.act, before)
    return found


def _kept(one: Evaluation) -> tuple[Actor, ...]:
    return one.route.decider if one.route else ()


async def _tell(desk: Desk, words: Iterable[_Word]) -> None:
    """One notice a person and kind, of all forms."""
    organisation = await desk.organisation()
    heard: dict[tuple[str, str], list[_Word]] = {}
    for word in words:
        if organisation.get_person(word.person) is not None:
            heard.setdefault((word.kind, word.person), []).append(word)
    for (kind, person), of_one in heard.items():
        others = {word.other for word in of_one}
        await desk.inform(
            kind,
            [person],
            f"{of_one[0].form}:{of_one[0].version}",
            actor_too=True,
            forms=",".join(f"{word.form}:{word.act}" for word in of_one),
            other=others.pop() if len(others) == 1 else "",
        )


def _only(actors: tuple[Actor, ...]) -> str:
    named = sorted(_named(actors))
    return named[0] if len(named) == 1 else ""


def _named(actors: tuple[Actor, ...]) -> set[str]:
    return {actor.code for actor in actors if actor.kind == "person"}


def _people(actors: tuple[Actor, ...]) -> set[str]:
    """Principals and delegates of a step that is somebody's, none of one still to be picked."""
    return _named(actors) | {
        authority.principal_of(actor) for actor in actors if actor.kind == "person"
    }


def _codes(actors: Iterable[Actor]) -> list[str]:
    return [actor.code for actor in actors]
