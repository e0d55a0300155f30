"""Who goes to another unit within a month: both heads hear of it, the former one says a word.

The unit at the closing of the self step evaluates; the unit left hands over what is open and a
comment (domain §8.7 rule 5), which the commenter and the decider read on the form.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from core import drafting, errors, moves, people, presence, tasks
from core.evaluation import Evaluation
from core.months import Month
from core.moves import Move
from core.tasks import TaskItem
from core.usecases import directing
from core.usecases.desk import Desk

LEFT, CAME = "move.left", "move.came"
MOST_LETTERS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What the head of *unit* said of somebody who had left it."""

    unit: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A move with the former unit's *word*, if there is one yet."""

    move: Move
    word: Word | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """On *days* of *working* days of the window somebody was a leader, not on all that were
    worked (rule 7).
    """

    days: int
    working: int

    @property
    def under_half(self) -> bool:
        return self.days * 2 < self.working


async def tell(desk: Desk) -> None:
    """Both heads, once a move, on its first day or as soon as it is known."""
    organisation = await desk.organisation()
    today = people.day_of(desk.now)
    month = directing.open_month(desk)
    for move in await _moves(desk, month):
        key = f"move:{move.person}:{move.before.unit}:{move.after.unit}:{move.day}"
        if move.day > today or not await desk.store.notebook.once(key, desk.now):
            continue
        for kind, unit in ((LEFT, move.before.unit), (CAME, move.after.unit)):
            head = organisation.head(unit, today)
            await desk.inform(
                kind,
                [head] if head is not None and head != move.person else [],
                key,
                actor_too=True,
                person=move.person,
                month=str(month),
                before=move.before.unit,
                after=move.after.unit,
                day=move.day.isoformat(),
            )


async def left(desk: Desk, person: str, month: Month) -> Moved:
    """For the head of the unit that *person* left. *errors.Refused* ``move.not-head``."""
    organisation = await desk.organisation()
    today = people.day_of(desk.now)
    for move in await _moves(desk, month):
        mine = organisation.head(move.before.unit, today) == desk.actor != person
        if move.person == person and mine:
            return await _moved(desk, move, month)
    raise errors.Refused("move.not-head")


async def say(desk: Desk, person: str, month: Month, text: str) -> Moved:
    """In place of what was said before; *errors.Refused* ``move.closed`` once the decisions of
    *month* are due.
    """
    found = await left(desk, person, month)
    if desk.now >= desk.closings(month).decide:
        raise errors.Refused("move.closed", month=month)
    said = drafting.check_sentence(text, limit=MOST_LETTERS)
    if not said:
        raise errors.BadInput("comment.text")
    unit = found.move.before.unit
    kept = json.dumps(
        {"by": desk.actor, "at": desk.now.isoformat(), "text": said}, ensure_ascii=False
    )
    await desk.store.notebook.prefer(person, _key(month, unit), kept)
    await desk.audit(
        "handover-comment", f"person:{person}", month=str(month), unit=unit, text=said
    )
    return await _moved(desk, found.move, month)


async def of_form(desk: Desk, one: Evaluation) -> tuple[Moved, ...]:
    """The moves of the window of *one*, for whoever may read the form: the caller has asked."""
    found = [move for move in await _moves(desk, one.month) if move.person == one.person]
    return tuple([await _moved(desk, move, one.month) for move in found])


async def led(desk: Desk, one: Evaluation) -> Led | None:
    """``None`` for a leader, or none, of all the days; rights as :func:`of_form`."""
    organisation = await desk.organisation()
    table = desk.rules.authority
    window = presence.window(desk.rules.calendar, one.month)
    working = [day for day in window.days if desk.rules.workdays.is_working(day)]
    held = [day for day in working if organisation.posts_of(one.person, day)]
    days = moves.led_days(table, organisation, one.person, held)
    return Led(days=days, working=len(working)) if 0 < days < len(held) else None


async def other_form(desk: Desk, one: Evaluation) -> str | None:
    """The form of the position at the closing, where *one* is not on it; rights as
    :func:`of_form`.
    """
    try:
        form = (await desk.route(one.person, month=one.month)).form
    except (errors.NotFound, errors.Refused):
        return None
    return form if form != one.form else None


async def open_work(desk: Desk, person: str, until: date) -> tuple[TaskItem, ...]:
    """What somebody had been given before the move and is not done: for the two heads told."""
    found = await desk.store.tasks.in_states([person], tasks.OPEN)
    return tuple(one for one in found if one.made_at is None or people.day_of(one.made_at) < until)


async def _moves(desk: Desk, month: Month) -> tuple[Move, ...]:
    window = presence.window(desk.rules.calendar, month)
    organisation = await desk.organisation()
    return moves.within(desk.rules.authority, organisation, window.first, window.last)


async def _moved(desk: Desk, move: Move, month: Month) -> Moved:
    key = _key(month, move.before.unit)
    kept = await desk.store.notebook.preference(move.person, key)
    if not kept:
        return Moved(move=move, word=None)
    read = json.loads(kept)
    word = Word(
        unit=move.before.unit,
        by=read["by"],
        at=datetime.fromisoformat(read["at"]),
        text=read["text"],
    )
    return Moved(move=move, word=word)


def _key(month: Month, unit: str) -> str:
    return f"handover:{month}:{unit}"
