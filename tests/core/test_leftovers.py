"""Work that was proposed and had no answer at the closing does not vanish without a word."""

from __future__ import annotations

from core.months import Month
from core.tasks import ADHOC, TaskItem
from core.usecases import accepting, closing, leftovers, working
from core.usecases.assigning import Order
from core.usecases.desk import SYSTEM
from tests.core.office import Office, october
from tests.core.test_carrying import CLOSED, on

PROPOSER, LEADER = "CV_KT1", "PP_KT1"
OCTOBER = Month(2026, 10)


async def proposed(office: Office, name: str = "Trực lễ") -> TaskItem:
    order = Order(item="", name=name, quantity=1, due=october(23), origin=ADHOC)
    return await office.do(PROPOSER, october(20), lambda d: working.note_line(d, order, ""))


async def told(office: Office) -> list[tuple[str, str]]:
    return [each for each in await office.told("task") if "left-open" in each[1]]


async def test_who_proposed_and_who_did_not_answer_are_told_once(office: Office) -> None:
    item = await proposed(office)
    await office.do(SYSTEM, october(24, 23), closing.close_due)
    assert await told(office) == []

    for now in (CLOSED, on(10, 25, 1), on(10, 26)):
        await office.do(SYSTEM, now, closing.close_due)

    assert sorted(await told(office)) == [
        (PROPOSER, "task.left-open"),
        (LEADER, "task.left-open-led"),
    ]
    assert await office.do(PROPOSER, CLOSED, lambda d: leftovers.mine(d, OCTOBER)) == (item,)
    assert await office.do(LEADER, CLOSED, lambda d: leftovers.led(d, OCTOBER)) == (item,)
    assert await office.do("PP_KT2", CLOSED, lambda d: leftovers.led(d, OCTOBER)) == ()


async def test_what_was_answered_or_is_of_the_next_month_is_not_told(office: Office) -> None:
    item = await proposed(office)
    await office.do(
        LEADER, october(21), lambda d: accepting.refuse(d, item.id, item.version, "Không cần.")
    )
    order = Order(item="", name="Tháng sau", quantity=1, due=on(11, 5), origin=ADHOC)
    await office.do(PROPOSER, october(20), lambda d: working.note_line(d, order, ""))

    await office.do(SYSTEM, CLOSED, closing.close_due)

    assert await told(office) == []
    assert await office.do(PROPOSER, CLOSED, lambda d: leftovers.mine(d, OCTOBER)) == ()
