"""Random months of work: acts drawn by hypothesis, and a ledger that counts them by itself.

The ledger never looks at the item's events: from the acts alone it keeps, for each accepted unit,
how often it was faulted and which deadlines it missed (domain §8.1).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from core import errors, people, taskcauses, taskflow, tasks
from core.taskflow import Verdict
from core.tasks import Done, TaskItem
from tests.core.work import WHY, instant, new_item

START = instant("01/10 08:00")
QUARTER = Fraction(1, 4)


@dataclass
class Ledger:
    """One item as a clerk with a pencil would follow it. Units are numbered as accepted."""

    w: Fraction
    q: int
    due: datetime
    missed: list[datetime] = field(default_factory=list)
    waiting: list[tuple[int, Done]] = field(default_factory=list)
    accepted: int = 0
    late: list[tuple[int, datetime]] = field(default_factory=list)
    err: list[int | None] = field(default_factory=list)

    def review(self, accepted: int, major: bool) -> None:
        quantity, done = self.waiting.pop(0)
        first = done.at or instant(f"{done.day:%d/%m} 00:00")
        for unit in range(self.accepted, self.accepted + accepted):
            self.late += [(unit, due) for due in (*self.missed, self.due) if first >= due]
        self.accepted += accepted
        rest = quantity - accepted
        if major and rest:
            self.err.append(self.accepted if rest == 1 else None)

    def kept(self, kind: str) -> Fraction:
        """k of §8.1: what is left of the units that count, no unit losing more than itself."""
        units = min(self.accepted, self.q)
        late: list[int | None] = [unit for unit, _ in self.late]
        events = late if kind == tasks.DELAY else self.err
        loose, named = events.count(None), Counter(events)
        lost = sum((min(4, named[unit]) for unit in range(units)), 0)
        return units - QUARTER * min(4 * units, lost + loose)

    @property
    def done(self) -> int:
        return min(self.accepted, self.q)


@dataclass
class Played:
    """An item, its ledger and the clock of its story."""

    item: TaskItem
    ledger: Ledger
    now: datetime = START


def hand_in(story: Played, quantity: int, days: int, exact: bool) -> None:
    at = story.now - timedelta(days=days)
    done = Done(day=people.day_of(at), at=at if exact else None)
    story.item = taskflow.hand_in(story.item, quantity, done, by="CV", note="", now=story.now)
    story.ledger.waiting.append((quantity, done))


def review(story: Played, accepted: int, major: bool) -> None:
    if not story.item.waiting:
        raise errors.Stale("nothing waits")
    oldest = story.item.waiting[0]
    verdict = Verdict(accepted=min(accepted, oldest.quantity), major=major, said=WHY)
    story.item = taskflow.review(story.item, oldest.number, verdict, by="LD", now=story.now)
    story.ledger.review(verdict.accepted, major)


def take_back(story: Played) -> None:
    if not story.item.waiting:
        raise errors.Stale("nothing waits")
    story.item = taskflow.take_back(story.item, story.item.waiting[-1].number)
    story.ledger.waiting.pop()


def move_due(story: Played, days: int) -> None:
    due = story.now + timedelta(days=days)
    story.item = taskflow.move_due(story.item, due, by="LD", reason=WHY, now=story.now)
    if story.now >= story.ledger.due:
        story.ledger.missed.append(story.ledger.due)
    story.ledger.due = due


def reorder(story: Played, quantity: int) -> None:
    story.item = taskflow.reordered(story.item, quantity, story.now)
    story.ledger.q = quantity


def fault(story: Played, unit: int | None) -> None:
    story.item = taskcauses.add_fault(story.item, unit=unit, text=WHY, by="LD", now=story.now)
    story.ledger.err.append(unit)


def excuse(story: Played, index: int) -> None:
    """Asked for and confirmed; the ledger strikes that very line out."""
    event = taskcauses.event_at(story.item, index)
    asked = taskcauses.ask_excuse(story.item, index, WHY, (), story.now)
    story.item = taskcauses.answer_excuse(
        asked, index, confirmed=True, by="QD", said="", now=story.now
    )
    if event.kind == tasks.QUALITY:
        story.ledger.err.remove(event.unit_index)
    else:
        assert event.unit_index is not None
        assert event.deadline is not None
        story.ledger.late.remove((event.unit_index, event.deadline))


ACTS = st.one_of(
    st.tuples(st.just(hand_in), st.integers(1, 4), st.integers(0, 4), st.booleans()),
    st.tuples(st.just(review), st.integers(0, 4), st.booleans()),
    st.tuples(st.just(review), st.integers(1, 4), st.just(False)),
    st.tuples(st.just(take_back)),
    st.tuples(st.just(move_due), st.integers(1, 6)),
    st.tuples(st.just(reorder), st.integers(1, 6)),
    st.tuples(st.just(fault), st.one_of(st.none(), st.integers(0, 5))),
    st.tuples(st.just(excuse), st.integers(0, 6)),
)


@st.composite
def stories(draw: st.DrawFn, *, least: int = 0) -> Played:
    """What is refused is left out, as on the phone."""
    w = draw(st.decimals(min_value="0.1", max_value=9, places=1))
    q = draw(st.integers(1, 6))
    due = START + timedelta(days=draw(st.integers(1, 12)))
    item = new_item(quantity=q, due=due, coefficient=w, id_=draw(st.integers(1, 10**6)))
    story = Played(item=item, ledger=Ledger(w=Fraction(w), q=q, due=due))
    for act, *values in draw(st.lists(ACTS, min_size=least, max_size=14)):
        try:
            act(story, *values)
        except errors.WardError:
            continue
        finally:
            story.now += timedelta(hours=draw(st.integers(0, 60)))
    return story


def months() -> st.SearchStrategy[list[Played]]:
    return st.lists(stories(least=3), min_size=1, max_size=5)


def untouched(item: TaskItem) -> TaskItem:
    """The same work, never begun."""
    return replace(item, state=tasks.ASSIGNED, accepted=0, events=(), deliveries=())
