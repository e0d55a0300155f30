"""What a line of a month plan means: who, which item, how much, until when; and what is asked.

What is not clear is asked, one thing after another, and never chosen silently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core import catalogue, monthplan, naming, schedule_text
from core.calendar import due_at
from core.catalogue import CatalogueItem
from core.monthplan import DUE, ITEM, MOST_QUANTITY, PERSON, QUANTITY, PlanLine, Typed
from core.months import Month
from core.people import Person, day_of
from core.schedule_text import Item
from core.text import composed, folded

OFFERED = 8

_NUMBER = re.compile(r"(?:x|sl:?|so luong:?)? ?(\d{1,7})(?: [^\W\d]+){0,2}")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_FRACTION = re.compile(r"-? ?\d+(?:[.,]\d+)?(?: [^\W\d]+){0,2}")
_VAGUE = re.compile(r"\b(dau|giua|cuoi|trong|het) thang\b(?! \d)")
_DAY_ALONE = re.compile(r"(truoc |den |het )?\bngay (\d{1,2})(?!\d| ?[/.-] ?\d| thang)\b")
_UNSAID = frozenset({"no-content", "no-date"})
_OF_QUANTITY = frozenset(
    {"quantity-about", "quantity-range", "two-quantities", "minutes-or-count", "day-or-count"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """What the lines of one plan are about: who may be meant, which items, which due instants.

    *window* is that of the plan's *month*, *now* the instant of writing.
    """

    people: Sequence[Person]
    items: Sequence[CatalogueItem]
    month: Month
    window: tuple[datetime, datetime]
    now: datetime


def settled(line: Typed, circle: Circle) -> Typed:
    """*line* with what has to be asked next, and what may be meant by what was said."""
    if not line.people or "" in line.people:
        return _asks_for_person(line, circle)
    if not line.item:
        meant = meanings(circle.items, line.said)
        if len(meant) != 1:
            options = meant or nearest(circle.items, line.said)
            doubt = "plan.item-which" if meant else "plan.item-none"
            codes = tuple(one.code for one in options[:OFFERED])
            return replace(line, asks=ITEM, options=codes, doubt=doubt)
        line = replace(line, item=meant[0].code)
    if line.quantity is None or not 1 <= line.quantity <= MOST_QUANTITY:
        doubt = "plan.quantity-unclear" if line.much else "plan.quantity-none"
        return replace(line, asks=QUANTITY, options=(), doubt=doubt)
    if doubt := due_doubt(line.due, circle):
        if line.when and line.due is None:
            doubt = "plan.due-unclear"
        return replace(line, asks=DUE, options=(), doubt=doubt)
    return replace(line, asks="", options=(), doubt="")


def due_doubt(due: datetime | None, circle: Circle) -> str:
    """Why *due* cannot be a due instant of the plan; ``""`` when it can."""
    if due is None:
        return "plan.due-none"
    start, end = circle.window
    if not start < due <= end:
        return "plan.window"
    return "plan.due-past" if due <= circle.now else ""


def answered(line: Typed, said: str, circle: Circle) -> Typed:
    """*said* in answer to what *line* asks; what it does not answer leaves the question."""
    if line.asks == PERSON:
        return _named(line, naming.split(said), circle)
    if line.asks == ITEM:
        return settled(replace(line, said=said.strip()), circle)
    if line.asks == QUANTITY:
        return settled(replace(line, quantity=quantity_of(said), much=said.strip()), circle)
    return settled(replace(line, due=due_of(said, circle), when=said.strip()), circle)


def named(line: Typed, code: str, circle: Circle) -> Typed:
    """The person who was asked for, chosen by code."""
    return _named(line, (code,), circle)


def made(line: Typed, code: str, circle: Circle) -> Typed:
    """The catalogue item that was asked for, by its code."""
    return settled(replace(line, item=code), circle)


def counted(line: Typed, quantity: int, circle: Circle) -> Typed:
    return settled(replace(line, quantity=quantity), circle)


def due_by(line: Typed, due: datetime, circle: Circle) -> Typed:
    return settled(replace(line, due=due), circle)


def unclear_name(line: Typed) -> str:
    """The first name of the line that is not clear."""
    names = _names(line)
    place = line.people.index("") if "" in line.people else 0
    return names[place] if place < len(names) else ""


def _named(line: Typed, names: Sequence[str], circle: Circle) -> Typed:
    """*names* in the place of the one that was not clear."""
    before = list(_names(line))
    place = line.people.index("") if "" in line.people else 0
    before[place : place + 1] = names
    return settled(with_people(replace(line, who="; ".join(before)), circle), circle)


def line_of(line: Typed, item: CatalogueItem) -> PlanLine:
    """A line in which nothing is open any more."""
    if line.quantity is None or line.due is None:
        raise ValueError(line)
    return PlanLine(
        number=line.number,
        person=line.people[0],
        partners=line.people[1:],
        shares=monthplan.equal_shares(len(line.people)),
        item=item.code,
        work=item.name,
        quantity=line.quantity,
        due=line.due,
        expected=line.expected or item.output,
    )


# ------------------------------------------------------------------ what words mean


def meanings(items: Sequence[CatalogueItem], said: str) -> tuple[CatalogueItem, ...]:
    """The items that *said* may mean; exactly one when it is clear.

    A code or the whole name decides; then names of which every word was said; then names that
    hold every word said.
    """
    words = set(composed(said).casefold().split())
    coded = [
        one for one in items if one.code.casefold() in {word.strip(",.:()") for word in words}
    ]
    if len(coded) == 1:
        return tuple(coded)
    whole = [one for one in items if folded(one.name) == folded(said)]
    if len(whole) > 1:
        exact = [one for one in whole if one.name.casefold() == composed(said).casefold().strip()]
        whole = exact or whole
    if whole:
        return tuple(whole)
    if held := catalogue.matches(items, said):
        return held
    return catalogue.search(items, said) if folded(said) else ()


def nearest(items: Sequence[CatalogueItem], said: str) -> tuple[CatalogueItem, ...]:
    """Items that share most words with *said*, to choose from; none when none shares any."""
    words = set(folded(said).split())
    shared = [(len(words & set(folded(f"{one.name} {one.output}").split())), one) for one in items]
    order = sorted((pair for pair in shared if pair[0]), key=lambda pair: -pair[0])
    return tuple(one for _, one in order[:OFFERED])


def quantity_of(said: str) -> int | None:
    """ "2", "x2", "SL: 2", "2 báo cáo", "1.000"; ``None`` for anything else."""
    match = _NUMBER.fullmatch(_THOUSANDS.sub("", folded(said)))
    return int(match[1]) if match else None


def is_quantity(said: str) -> bool:
    """Whether *said* is meant as a quantity, though it may be none ("2,5")."""
    return quantity_of(said) is not None or bool(_FRACTION.fullmatch(folded(said)))


def due_of(said: str, circle: Circle) -> datetime | None:
    """The exclusive instant that *said* names without a doubt; a day closes at its end."""
    return due_in(job_of(said, circle), said, circle)


def due_in(job: Item | None, said: str, circle: Circle) -> datetime | None:
    """As :func:`due_of`, for words that were read already. What is delivered closes when it is
    said, an event with its day, however early.
    """
    bare = folded(said)
    if _VAGUE.search(bare):
        return None  # of which month: the one of writing, or the one that is planned
    if match := _DAY_ALONE.search(bare):
        return _day_in_window(int(match[2]), before=match[1] == "truoc ", circle=circle)
    if job is None or doubts(job) - _OF_QUANTITY:
        return None
    if job.due is not None:
        return due_at(job.due)
    event = job.end or job.start
    if event is None:
        return None
    return due_at(day_of(event) if isinstance(event, datetime) else event)


def job_of(said: str, circle: Circle) -> Item | None:
    """What the reader of schedules makes of it: one job, or nothing that helps here."""
    found = schedule_text.read_line(said, day_of(circle.now)).items
    return found[0] if len(found) == 1 else None


def doubts(job: Item) -> frozenset[str]:
    """Codes of what is doubtful about what was said; that something was not said is none."""
    asked = job.question
    codes = (asked.code, *(one.code for one in asked.also)) if asked else ()
    return frozenset(codes) - _UNSAID


def names_day(job: Item) -> bool:
    """Whether a day was meant, be it one that there is or one to be asked about."""
    said = job.due or job.end or job.start
    return said is not None or bool(doubts(job) - _OF_QUANTITY)


def count_in(job: Item | None) -> int | None:
    """The quantity that was read beside other words, unless it is doubtful."""
    return None if job is None or doubts(job) & _OF_QUANTITY else job.quantity


def _day_in_window(number: int, *, before: bool, circle: Circle) -> datetime | None:
    """ "ngày 20": a window has each number of a day once, but for a few."""
    start, end = circle.window
    first = day_of(start)
    days = [first + timedelta(days=more) for more in range((end - start).days)]
    found = [day for day in days if day.day == number]
    if len(found) != 1:
        return None
    return due_at(found[0] - timedelta(days=1) if before else found[0])


def _names(line: Typed) -> tuple[str, ...]:
    return naming.split(line.who)


def with_people(line: Typed, circle: Circle) -> Typed:
    """One place for each name that was said; empty where it is nobody's or several people's."""
    people: list[str] = []
    names: list[str] = []
    for name in _names(line)[: monthplan.MOST_PEOPLE]:
        found = naming.find(circle.people, name)
        code = found[0] if len(found) == 1 else ""
        if not code or code not in people:
            people.append(code)
            names.append(name)
    return replace(line, who="; ".join(names), people=tuple(people))


def _asks_for_person(line: Typed, circle: Circle) -> Typed:
    said = unclear_name(line)
    found = naming.find(circle.people, said) if said else ()
    doubt = "plan.person-which" if found else "plan.person-unknown" if said else "plan.person-none"
    options = found or tuple(one.code for one in circle.people)
    return replace(line, asks=PERSON, options=options, doubt=doubt)
