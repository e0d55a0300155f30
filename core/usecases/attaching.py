"""Lines of a schedule and the unit's catalogue: what a line is counted as, and whether the plan
has that work already.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from core import catalogue, counting, errors, monthplan
from core.calendar import due_at
from core.catalogue import Catalogue, CatalogueItem
from core.people import day_of
from core.schedule import SAME_TASK, WHICH_ITEM, Line, Schedule
from core.tasks import TaskItem
from core.usecases import assigning, directing, timetable
from core.usecases.desk import Desk
from core.weekfill import last_day
from core.weeks import Week

MOST_OFFERED = 6
RECENT = 20
SEARCH = "week.search"
"""The preference under which the last search is kept, so that its pages can be turned."""
SEARCH_LIMIT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Items to choose from: *indexes* into the items of the catalogue version."""

    catalogue: Catalogue
    indexes: tuple[int, ...]

    @property
    def items(self) -> tuple[tuple[int, CatalogueItem], ...]:
        return tuple((index, self.catalogue.items[index]) for index in self.indexes)


async def offer(desk: Desk, one: Schedule, wanted: str) -> Offer | None:
    """What *one*'s person may plan in that week, recent first; ``None`` without a catalogue."""
    known = await in_force(desk, one)
    if known is None:
        return None
    recent = await desk.store.tasks.recent_items(one.person, RECENT)
    at = {id(item): index for index, item in enumerate(known.items)}
    found = catalogue.search(known.items, wanted, recent)
    return Offer(catalogue=known, indexes=tuple(at[id(item)] for item in found))


async def remember_search(desk: Desk, wanted: str) -> None:
    await desk.store.notebook.prefer(desk.actor, SEARCH, wanted.strip()[:SEARCH_LIMIT])


async def last_search(desk: Desk) -> str:
    return await desk.store.notebook.preference(desk.actor, SEARCH) or ""


async def in_force(desk: Desk, one: Schedule) -> Catalogue | None:
    """The catalogue of what is due on the last day of the week, or today in a later part of it."""
    day = max(one.week.monday, min(day_of(desk.now), one.week.sunday))
    return await assigning.catalogue_for(desk, one.person, due_at(day))


async def item_at(desk: Desk, person: str, catalogue_id: int, index: int) -> CatalogueItem:
    """The item that a button names. *errors.NotFound* ``catalogue.item`` for one of another unit
    or of a version that was never approved: a button is a claim, not a right.
    """
    known = await desk.store.catalogues.get(catalogue_id)
    if (
        known is None
        or known.state != catalogue.APPROVED
        or known.unit != await assigning.unit_of(desk, person)
        or not 0 <= index < len(known.items)
    ):
        raise errors.NotFound("catalogue.item", item=index)
    return known.items[index]


async def with_item(desk: Desk, one: Schedule, line: Line, code: str) -> Line:
    """*line* as a product to be counted: one of it, due at the end of its day, unless it says
    otherwise. *errors.NotFound* when the catalogue of that month has no such item any more.
    """
    due = line.due or due_at(line.day)
    known = await assigning.catalogue_for(desk, one.person, due)
    if known is None:
        raise errors.NotFound("catalogue.none")
    item = known.require(code)
    return _compared(one, _counted(line, item, due), await timetable.open_work(desk, one.person))


async def dressed(desk: Desk, one: Schedule, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines just read, each with the one item that its words name; asked where several do.

    A line with a doubt of its reading is left until that is answered.
    """
    versions = await desk.store.catalogues.of_unit(await assigning.unit_of(desk, one.person))
    items = await timetable.open_work(desk, one.person)
    found = []
    for line in lines:
        due = line.due or due_at(line.day)
        known = catalogue.in_force(versions, directing.month_of(desk, due))
        if known is None or line.question or line.item or line.task is not None:
            found.append(line)
            continue
        hits = catalogue.matches(known.items, line.content)
        if len(hits) == 1:
            found.append(_compared(one, _counted(line, hits[0], due), items))
        elif hits:
            codes = tuple(("item", hit.code) for hit in hits[:MOST_OFFERED])
            found.append(replace(line, question=WHICH_ITEM, facts=codes))
        else:
            found.append(line)
    return tuple(found)


def _counted(line: Line, item: CatalogueItem, due: datetime) -> Line:
    """*line* as so many of *item*: what it says in the item's unit, else one."""
    quantity, content = counting.told(line.content, item.unit_of_count)
    if quantity is not None and (line.quantity or not 1 <= quantity <= monthplan.MOST_QUANTITY):
        quantity, content = None, line.content
    quantity = line.quantity or quantity or 1
    return replace(line, item=item.code, quantity=quantity, content=content, due=due)


def _compared(one: Schedule, line: Line, items: Iterable[TaskItem]) -> Line:
    """Asked before a second task is made of work that stands in the plan for that week."""
    if line.task is not None or line.due is None or line.separate:
        return line
    week = Week.of(last_day(line.due))
    mine = f"{timetable.key_of(one)}:"
    same = tuple(
        ("task", str(item.id))
        for item in items
        if item.item == line.item and item.left and last_day(item.due) in week
        if not item.source.startswith(mine)
    )
    return replace(line, question=SAME_TASK, facts=same[:3]) if same else line
