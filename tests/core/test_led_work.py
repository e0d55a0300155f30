"""Work in the hands of its leader: due and quantity, proofs, handing over, people who move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from core import people, tasks
from core.taskflow import Verdict
from core.tasks import TaskItem
from core.usecases import accepting, assigning, evidencing, working
from core.usecases.assigning import Order
from core.usecases.desk import Desk
from tests.core import ward
from tests.core.office import SENT, Act, Office, october
from tests.core.test_working import NOW, WHY, counted, noting

# ------------------------------------------------------------------ due and quantity


async def test_a_missed_deadline_is_made_good_in_its_own_month(office: Office) -> None:
    """Otherwise what was not finished would leave the month that it counts 0 in."""
    item = await office.assign("PP_KT1", "CV_KT1", 4, due=october(10))

    def moving(due: datetime) -> Act[TaskItem]:
        return lambda d: accepting.move_due(d, item.id, item.version, due, WHY)

    def reordering(due: datetime) -> Act[TaskItem]:
        return lambda d: assigning.reorder(d, item.id, quantity=4, due=due, reason=WHY)

    november = october(25, 0) + timedelta(hours=1)
    for act in (moving(november), reordering(november)):
        assert await office.refusal("PP_KT1", NOW, act) == "due.other-month"
    assert (await office.do("PP_KT1", october(9), moving(november))).due == november


async def test_a_missed_deadline_may_be_moved_to_the_closing_and_not_past_it(
    office: Office,
) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4, due=october(10))
    moved = await office.do(
        "PP_KT1",
        NOW,
        lambda d: accepting.move_due(d, item.id, item.version, october(25, 0), WHY),
    )
    assert [one.missed for one in moved.deadlines] == [True]


async def test_a_quantity_is_raised_only_for_time_to_come(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4, due=october(10))

    def reordering(quantity: int, due: datetime) -> Act[TaskItem]:
        return lambda d: assigning.reorder(d, item.id, quantity=quantity, due=due, reason=WHY)

    assert await office.refusal("PP_KT1", NOW, reordering(5, item.due)) == "due.past"
    assert await office.refusal("PP_KT1", NOW, reordering(3, SENT)) == "task.cancel-late"
    assert (await office.do("PP_KT1", NOW, reordering(5, SENT))).assigned == 5


async def test_a_quantity_brought_down_to_what_is_accepted_is_finished(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    await office.hand_in(item, 3, NOW)
    await office.review("PP_KT1", item, 3, NOW)
    done = await office.do(
        "PP_KT1",
        NOW,
        lambda d: assigning.reorder(d, item.id, quantity=3, due=SENT, reason=WHY),
    )
    assert (done.state, done.left) == (tasks.ACCEPTED, 0)


async def test_a_request_for_time_waits_for_its_answer_beyond_the_due(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4, due=october(10))
    item = await office.do(
        "CV_KT1",
        october(9),
        lambda d: working.ask_extension(d, item.id, item.version, SENT, WHY),
    )
    later = october(11)
    assert (await office.do("PP_KT1", later, accepting.inbox)).extensions == (item,)
    moved = await office.do(
        "PP_KT1", later, lambda d: accepting.move_due(d, item.id, item.version, SENT, WHY)
    )
    assert [one.missed for one in moved.deadlines] == [False]
    assert (await office.do("PP_KT1", later, accepting.inbox)).count == 0


async def test_a_request_for_time_ends_with_its_work(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    item = await office.do(
        "CV_KT1",
        NOW,
        lambda d: working.ask_extension(d, item.id, item.version, october(22), WHY),
    )
    assert (await office.do("PP_KT1", NOW, accepting.inbox)).extensions == (item,)
    await office.do("PP_KT1", NOW, lambda d: accepting.cancel(d, item.id, item.version, WHY))
    assert (await office.do("PP_KT1", NOW, accepting.inbox)).count == 0


# ------------------------------------------------------------------ proofs


async def test_a_proof_is_kept_once_and_opened_by_who_may_open_the_work(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)

    async def prove(desk: Desk) -> TaskItem:
        kept = await evidencing.keep_file(desk, tasks.PHOTO, "a.jpg", "image/jpeg", b"a")
        return await evidencing.attach(desk, item.id, kept)

    await office.do("CV_KT1", NOW, prove)
    item = await office.do("CV_KT1", NOW, prove)
    assert len(item.evidence) == 1
    opening = lambda d: evidencing.evidence_file(d, item.id, 0)  # noqa: E731
    for actor in ("CV_KT1", "PP_KT1", "TP_KT"):
        assert (await office.do(actor, NOW, opening)).content == b"a"
    for actor in ("CV_KT2", "PP_KT2", "TP_VX", "BT", "NOBODY"):
        assert await office.refusal(actor, NOW, opening) == "no-part"
    beyond = lambda d: evidencing.evidence_file(d, item.id, 1)  # noqa: E731
    assert await office.refusal("CV_KT1", NOW, beyond) == "evidence"


async def test_reading_the_work_of_another_is_in_the_audit(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    for actor in ("CV_KT1", "TP_KT"):
        await office.do(actor, NOW, lambda d: working.open_item(d, item.id))
    assert [(who, facts["roles"]) for who, _, facts in await office.audited("read")] == [
        ("TP_KT", ["decider", "leader"])
    ]


# ------------------------------------------------------------------ handing over


def over(item: TaskItem, to: str) -> Act[TaskItem]:
    return lambda d: accepting.hand_over(d, item.id, item.version, to, october(22), WHY)


async def test_the_accepted_part_stays_and_the_rest_goes_with_its_coefficient(
    office: Office,
) -> None:
    await office.catalogue({"CV": "1", "BC": "2.5"})
    order = Order(item="BC", quantity=10, due=SENT, origin=tasks.PLAN)
    item = await office.give("TP_KT", "CV_KT1", order)
    await office.hand_in(item, 4, NOW)
    item = await office.review("TP_KT", item, 4, NOW)
    rest = await office.do("TP_KT", NOW, over(item, "CV_KT2"))
    assert (rest.person, rest.assigned, rest.coefficient) == ("CV_KT2", 6, Decimal("2.5"))
    kept = await office.item(item.id)
    assert (kept.state, kept.assigned, kept.accepted) == (tasks.ACCEPTED, 4, 4)
    assert (await counted(office), await counted(office, "CV_KT2")) == ([(4, 4)], [(6, 0)])
    told = await office.told("task")
    assert ("CV_KT2", "task.assigned") in told
    assert ("CV_KT1", "task.answered") in told


async def test_what_was_handed_over_has_its_quantity_elsewhere(office: Office) -> None:
    item = await office.assign("TP_KT", "CV_KT1", 10)
    await office.hand_in(item, 4, NOW)
    item = await office.review("TP_KT", item, 4, NOW)
    await office.do("TP_KT", NOW, over(item, "CV_KT2"))
    back = lambda d: assigning.reorder(d, item.id, quantity=10, due=SENT, reason=WHY)  # noqa: E731
    assert await office.refusal("TP_KT", NOW, back) == "task.moved-on"


async def test_it_is_not_handed_over_while_something_waits(office: Office) -> None:
    item = await office.assign("TP_KT", "CV_KT1", 4)
    item = await office.hand_in(item, 1, NOW)
    assert await office.refusal("TP_KT", NOW, over(item, "CV_KT2")) == "task.waiting"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("CV_KT1", "task.same-person"),
        ("CV_VX", "not-direct-leader"),
        ("NOBODY", "not-direct-leader"),
    ],
)
async def test_it_goes_to_another_whom_the_leader_leads(
    office: Office, to: str, code: str
) -> None:
    item = await office.assign("TP_KT", "CV_KT1", 4)
    assert await office.refusal("TP_KT", NOW, over(item, to)) == code


# ------------------------------------------------------------------ people who move or leave


async def moves(office: Office, person: str, day: date, *to: str) -> None:
    """From *day* on *person* holds the post (position, unit) of *to*, or none."""
    now = ward.organisation(ward.book())
    old = [
        replace(post, valid_to=day - timedelta(days=1)) if post.person == person else post
        for post in now.posts
    ]
    new = (
        [
            people.Post(
                person=person,
                position=to[0],
                unit=to[1],
                labour="civil_servant",
                pool="professional",
                valid_from=day,
            ),
        ]
        if to
        else []
    )
    staff = people.Organisation(
        units=now.units, people=now.people, posts=[*old, *new], charges=now.charges
    )
    async with office.storage.write() as store:
        await store.staff.replace(staff)
        await store.commit()


async def test_items_stay_with_whoever_moves_and_the_new_leader_judges_them(
    office: Office,
) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    await office.hand_in(item, 1, NOW)
    await moves(office, "CV_KT1", date(2026, 10, 13), "UBND_CC", "PVHXH")
    known = await office.item(item.id)
    verdict = Verdict(accepted=1)
    judge = lambda d: accepting.review(d, item.id, known.version, 1, verdict)  # noqa: E731
    assert await office.refusal("PP_KT1", october(13), judge) == "not-direct-leader"
    assert (await office.do("TP_VX", october(13), judge)).accepted == 1


async def test_nobody_acts_on_the_work_of_whoever_left(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    await office.hand_in(item, 1, NOW)
    await moves(office, "CV_KT1", date(2026, 10, 13))
    for actor in ("PP_KT1", "TP_KT", "PCT_UB1"):
        inbox = await office.do(actor, october(13), accepting.inbox)
        assert inbox.count == 0
        opening = lambda d: working.open_item(d, item.id)  # noqa: E731
        assert await office.refusal(actor, october(13), opening) == "no-part"


async def test_whoever_holds_no_post_proposes_nothing(office: Office) -> None:
    await moves(office, "CV_KT1", date(2026, 10, 2))
    assert await office.refusal("CV_KT1", NOW, noting()) == "post"
    assert (await office.do("CV_KT1", NOW, working.mine)).open == ()
