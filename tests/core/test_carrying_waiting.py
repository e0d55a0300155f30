"""What was handed in and not looked at when the month closes, and where it goes (§4.2, §8.6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from core import tasks
from core.evaluation import Evaluation
from core.usecases import deciding, preparing
from tests.core.office import Office, october
from tests.core.test_carrying import (
    CLOSED,
    NEXT_CLOSED,
    NOVEMBER,
    OCTOBER,
    WHY,
    a_of,
    items,
    on,
    tick,
)


async def test_what_waits_stays_and_follows_only_when_it_fails(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    await office.hand_in(item, 4, october(19))
    assert await tick(office, CLOSED) == 0
    await office.review("PP_KT1", item, 3, on(10, 25, 10))
    assert await tick(office, on(10, 25, 11)) == 1
    [rest] = await items(office)
    assert (rest.assigned, rest.due) == (1, NEXT_CLOSED)
    assert await a_of(office, OCTOBER, on(10, 25, 11)) == Fraction(3, 4)


async def test_what_is_accepted_after_the_closing_does_not_follow(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    await office.hand_in(item, 4, october(19))
    await tick(office, CLOSED)
    await office.review("PP_KT1", item, 4, on(10, 25, 10))
    assert await tick(office, on(10, 25, 11)) == 0
    assert await a_of(office, OCTOBER, on(10, 25, 11)) == 1


async def test_a_part_not_handed_in_beside_one_that_waits_follows_when_that_is_judged(
    office: Office,
) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    await office.hand_in(item, 1, october(19))
    assert await tick(office, CLOSED) == 0
    await office.review("PP_KT1", item, 1, on(10, 25, 10))
    assert await tick(office, on(10, 25, 11)) == 1
    assert [one.assigned for one in await items(office)] == [3]


async def decided(office: Office, at: datetime) -> Evaluation:
    one = await office.commented("CV_KT1", "PP_KT1")
    return await office.do("TP_KT", at, lambda d: deciding.decide(d, one.id, one.version))


async def test_what_nobody_looked_at_before_the_decision_waits_on_in_the_next_month(
    office: Office,
) -> None:
    """The leader's silence costs the month, not the work."""
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    await office.hand_in(item, 1, october(15))
    await office.review("PP_KT1", item, 1, october(15))
    await office.hand_in(item, 2, october(19))
    await decided(office, on(10, 26, 10))
    assert await tick(office, on(10, 27, 23)) == 0
    assert await tick(office, on(10, 28)) == 1
    [rest] = await items(office)
    assert (rest.state, rest.assigned, rest.handed_in, rest.left) == (tasks.SUBMITTED, 3, 2, 1)
    assert (await office.item(item.id)).waiting == ()
    await office.review("PP_KT1", rest, 2, on(10, 29))
    assert (await office.item(rest.id)).events == ()
    assert await a_of(office, OCTOBER, on(10, 29)) == Fraction(1, 4)
    assert await a_of(office, NOVEMBER, on(10, 29)) == Fraction(2, 3)


async def test_it_stays_while_the_decision_can_be_undone(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    await office.hand_in(item, 2, october(19))
    one = await overdue(office)
    soon = on(10, 28, 10) + timedelta(minutes=9)
    assert await tick(office, soon) == 0
    await office.do("TP_KT", soon, lambda d: deciding.undo(d, one.id))
    assert await tick(office, on(10, 28, 11)) == 0
    assert (await office.item(item.id)).handed_in == 2


async def overdue(office: Office) -> Evaluation:
    one = await office.commented("CV_KT1", "PP_KT1")
    at = on(10, 28, 10)
    one = await office.do(
        "TP_KT", at, lambda d: preparing.give_reason(d, one.id, one.version, WHY)
    )
    return await office.do("TP_KT", at, lambda d: deciding.decide(d, one.id, one.version))


async def test_surplus_that_nobody_looked_at_goes_nowhere(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 2)
    await office.hand_in(item, 2, october(15))
    await office.hand_in(item, 1, october(16))
    await office.review("PP_KT1", item, 2, october(16))
    await decided(office, on(10, 26, 10))
    assert await tick(office, on(10, 28, 11)) == 0


async def test_a_major_error_found_in_what_fails_stays_in_the_old_month(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 1)
    await office.hand_in(item, 1, october(19))
    await office.review("PP_KT1", item, 0, on(10, 25, 10), major=True)
    await tick(office, on(10, 25, 11))
    [rest] = await items(office)
    assert rest.events == ()
    assert [one.kind for one in (await office.item(item.id)).events] == [tasks.QUALITY]
