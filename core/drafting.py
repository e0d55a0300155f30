"""What the subject may do with the own draft (T1): pure steps, a draft in, a draft out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from core import errors, scoring
from core.evaluation import (
    DECIDED,
    DRAFT,
    MISSING,
    PROPOSED_TERMS,
    RETURNED,
    Evaluation,
    SelfScores,
    Term,
    Touch,
)
from core.forms import Criterion, Form

EDITABLE = frozenset({DRAFT, RETURNED, MISSING})
NOTE_LIMIT = 500
LEAST_LETTERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many of how many criteria are answered, and points so far of the common maximum."""

    answered: int
    criteria: int
    points: Decimal
    maximum: Decimal


def progress(draft: Evaluation, form: Form) -> Progress:
    given = draft.own.points
    return Progress(
        answered=len(given),
        criteria=len(form.criteria),
        points=sum(given.values(), Decimal(0)),
        maximum=form.common_max,
    )


def unanswered(draft: Evaluation, form: Form) -> tuple[Criterion, ...]:
    return tuple(one for one in form.criteria if one.id not in draft.own.points)


def below_maximum(points: Mapping[str, Decimal], form: Form) -> tuple[Criterion, ...]:
    return tuple(one for one in form.criteria if points.get(one.id, one.max) < one.max)


def check_editable(draft: Evaluation) -> None:
    """*errors.Stale* ``form.moved-on`` once the form left the subject's hands."""
    if draft.state not in EDITABLE:
        raise errors.Stale("form.moved-on", state=draft.state, month=draft.month)


def give(
    draft: Evaluation, form: Form, criterion_id: str, value: Decimal, seen: int
) -> Evaluation:
    """Points for one criterion, pressed on a card that showed version *seen*.

    A second press on the same card (double tap, or a change of mind before the card moved on)
    lands on the criterion it was made for; a press on an older card is *errors.Stale*.
    """
    check_editable(draft)
    points = scoring.check_points(form.criterion(criterion_id), value)
    touch = draft.own.touch
    if seen == draft.version:
        since = seen
    elif touch and touch.criterion == criterion_id and touch.since <= seen < draft.version:
        since = touch.since
    else:
        raise errors.Stale("card.old", month=draft.month)
    return _with_points(draft, {criterion_id: points}, Touch(criterion=criterion_id, since=since))


def give_many(draft: Evaluation, form: Form, values: Mapping[str, Decimal]) -> Evaluation:
    """Several at once; all or none."""
    check_editable(draft)
    checked = {
        id_: scoring.check_points(form.criterion(id_), value) for id_, value in values.items()
    }
    return _with_points(draft, checked, None)


def show_group(draft: Evaluation, form: Form, group_id: str) -> Evaluation:
    """Remembers that the subject saw this group's items; the same value when it was known."""
    form.group(group_id)
    if draft.state not in EDITABLE or group_id in draft.own.groups_shown:
        return draft
    return _own(draft, groups_shown=draft.own.groups_shown | {group_id})


def give_group_maximum(draft: Evaluation, form: Form, group_id: str) -> Evaluation:
    """The maximum for a whole group, only after its items were shown (domain §6)."""
    check_editable(draft)
    if group_id not in draft.own.groups_shown:
        raise errors.Refused("group.not-shown", group=group_id)
    group = form.group(group_id)
    return _with_points(draft, {one.id: one.max for one in group.criteria}, None)


def clear(draft: Evaluation, form: Form, criterion_id: str) -> Evaluation:
    check_editable(draft)
    form.criterion(criterion_id)
    left = {id_: value for id_, value in draft.own.points.items() if id_ != criterion_id}
    return _own(draft, points=left, prefilled=draft.own.prefilled - {criterion_id})


def prefill(draft: Evaluation, form: Form, last: Evaluation | None, then: Form) -> Evaluation:
    """ "Như tháng trước": the decided points where last month is decided, else the self points.

    Items whose text or maximum changed stay empty; those the decider lowered are named in
    ``lowered_before`` and ask for a sentence (domain §6). *errors.Refused*
    ``prefill.no-last-month`` on another form, or when last month was neither sent nor decided;
    *errors.Stale* when points were given meanwhile: nothing typed is ever replaced.
    """
    check_editable(draft)
    if draft.own.points:
        raise errors.Stale("card.old", month=draft.month)
    decided = last.decision.points if last and last.state == DECIDED and last.decision else {}
    if last is None or last.form != draft.form or not (last.submission or decided):
        raise errors.Refused("prefill.no-last-month", month=draft.month)
    source = decided or last.own.points
    same = {
        one.id: source[one.id]
        for one in form.criteria
        if one.id in source and _unchanged(one, then)
    }
    lowered = frozenset(
        id_
        for id_ in same
        if id_ in decided and decided[id_] < last.own.points.get(id_, Decimal(0))
    )
    return _own(
        draft,
        points=same,
        prefilled=frozenset(same),
        lowered_before=lowered,
        groups_shown=frozenset(),
        touch=None,
    )


def _unchanged(criterion: Criterion, then: Form) -> bool:
    return any(
        (one.id, one.text, one.max) == (criterion.id, criterion.text, criterion.max)
        for one in then.criteria
    )


def note(draft: Evaluation, form: Form, criterion_id: str, text: str) -> Evaluation:
    check_editable(draft)
    form.criterion(criterion_id)
    notes = {id_: said for id_, said in draft.own.notes.items() if id_ != criterion_id}
    if words := check_sentence(text, limit=NOTE_LIMIT):
        notes[criterion_id] = words
    return _own(draft, notes=notes)


def object_to_tasks(draft: Evaluation, text: str) -> Evaluation:
    """The KPI part is never typed in; the subject may object in a note (domain §6)."""
    check_editable(draft)
    return _own(draft, objection=check_sentence(text, limit=NOTE_LIMIT))


def propose_term(draft: Evaluation, form: Form, key: str, value: Fraction) -> Evaluation:
    """A leader's own đ or e: 1 or 1/2; a change of value asks for its sentence anew."""
    check_editable(draft)
    if not form.leader or key not in PROPOSED_TERMS or value not in {Fraction(1), Fraction(1, 2)}:
        raise errors.BadInput("term", key=key)
    known = draft.own.terms.get(key)
    sentence = known.sentence if known and known.value == value else ""
    return _own(draft, terms={**draft.own.terms, key: Term(value=value, sentence=sentence)})


def ground_term(draft: Evaluation, key: str, sentence: str) -> Evaluation:
    check_editable(draft)
    term = draft.own.terms.get(key)
    if term is None:
        raise errors.BadInput("term", key=key)
    said = check_sentence(sentence, limit=NOTE_LIMIT)
    return _own(draft, terms={**draft.own.terms, key: replace(term, sentence=said)})


def choose_class(draft: Evaluation, class_: str) -> Evaluation:
    check_editable(draft)
    if class_ not in {"A", "B", "C", "D"}:
        raise errors.BadInput("class", value=class_)
    if class_ == draft.own.own_class:
        return draft
    return _own(draft, own_class=class_, class_note="")


def explain_class(draft: Evaluation, text: str) -> Evaluation:
    check_editable(draft)
    return _own(draft, class_note=check_sentence(text, limit=NOTE_LIMIT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What still stands between a draft and its sending. *code* is stable, *items* are ids."""

    code: str
    items: tuple[str, ...] = ()


def lacks(draft: Evaluation, form: Form, band: str | None) -> tuple[Lack, ...]:
    """In the order a person meets them on the way to "Gửi"."""
    own = draft.own
    found = [
        Lack(code="unanswered", items=tuple(one.id for one in unanswered(draft, form))),
        Lack(code="group-not-shown", items=_groups_to_show(own, form)),
        Lack(
            code="lowered-needs-note",
            items=tuple(
                one.id
                for one in form.criteria
                if one.id in own.lowered_before & own.prefilled and one.id not in own.notes
            ),
        ),
        Lack(code="term", items=_terms_to_ground(own, form)),
        Lack(code="class", items=() if own.own_class else ("class",)),
        Lack(code="class-note", items=_class_note(own, band)),
    ]
    return tuple(lack for lack in found if lack.items)


def _groups_to_show(own: SelfScores, form: Form) -> tuple[str, ...]:
    if not own.prefilled:
        return ()
    return tuple(group.id for group in form.groups if group.id not in own.groups_shown)


def _terms_to_ground(own: SelfScores, form: Form) -> tuple[str, ...]:
    if not form.leader:
        return ()
    return tuple(
        key for key in PROPOSED_TERMS if key not in own.terms or not own.terms[key].sentence
    )


def _class_note(own: SelfScores, band: str | None) -> tuple[str, ...]:
    return ("note",) if own.own_class and own.own_class != band and not own.class_note else ()


def check_sentence(text: str, *, limit: int) -> str:
    """Trimmed; *errors.BadInput* ``text.long`` with its length above *limit* characters."""
    said = text.strip()
    if len(said) > limit:
        raise errors.BadInput("text.long", length=len(said), limit=limit)
    return said


def check_reason(text: str, code: str, *, limit: int = NOTE_LIMIT) -> str:
    """Why something is given back or refused, in words that its reader can act on;
    *errors.BadInput* *code* for fewer than five letters ("x", "ok", "123").
    """
    said = check_sentence(text, limit=limit)
    if not says_something(said):
        raise errors.BadInput(code)
    return said


def says_something(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= LEAST_LETTERS


def _with_points(
    draft: Evaluation, values: Mapping[str, Decimal], touch: Touch | None
) -> Evaluation:
    same = all(draft.own.points.get(id_) == value for id_, value in values.items())
    if same and not draft.own.prefilled & frozenset(values):
        return draft
    return _own(
        draft,
        points={**draft.own.points, **values},
        prefilled=_without(draft.own.prefilled, values),
        touch=touch,
    )


def _without(marked: frozenset[str], ids: Iterable[str]) -> frozenset[str]:
    return marked - frozenset(ids)


def _own(draft: Evaluation, **changes: object) -> Evaluation:
    return replace(draft, own=replace(draft.own, **changes))  # type: ignore[arg-type]  # names are SelfScores fields
