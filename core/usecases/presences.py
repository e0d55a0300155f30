"""How many of a month's working days people were there (domain §8.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from core import presence
from core.absence import Absence
from core.months import Month
from core.presence import Presence
from core.usecases.desk import Desk


async def of(desk: Desk, person: str, month: Month) -> Presence:
    return (await of_people(desk, [person], month))[person]


async def of_people(desk: Desk, people: Collection[str], month: Month) -> Mapping[str, Presence]:
    """By person, with the absences approved so far; one query for all of them."""
    organisation = await desk.organisation()
    days = presence.window(desk.rules.calendar, month)
    absences: defaultdict[str, list[Absence]] = defaultdict(list)
    for one in await desk.store.absences.of_people(people, days.first, days.last):
        absences[one.person].append(one)
    return {
        person: presence.reckon(
            desk.rules.workdays, days, organisation.all_posts_of(person), absences[person]
        )
        for person in people
    }
