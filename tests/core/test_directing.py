"""Who leads whose work: on paper for everybody of two wards, and while somebody is away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from bot.demo import sample
from core import absence, errors, leading, people
from core.absence import Absence
from core.tasks import ADHOC
from core.usecases import accepting, directing, working
from core.usecases.assigning import Order
from core.usecases.desk import Desk
from tests.core import ward, ward_rules
from tests.core.office import Office, october

TABLE = ward.table()
RAW = ward.book()
NOW = october(12)
TODAY = NOW.date()
CHANGES = ("without", "add", "assign", "delegate", "uncharge")
FORM_01 = {"BI_THU", "PBT_TT", "PBT_CT_UBND", "HDND_CT"}


def wards() -> Iterator[Any]:
    for case in RAW["case"]:
        change = {key: case[key] for key in CHANGES if key in case}
        yield pytest.param(ward.organisation(RAW, change), RAW["at"].date(), id=case["name"])
    yield pytest.param(sample.organisation(), date(2026, 10, 22), id="phường mẫu")


@pytest.mark.parametrize(("staff", "day"), list(wards()))
def test_whoever_leads_somebody_is_among_those_who_may_act(
    staff: people.Organisation, day: date
) -> None:
    leaders = {
        one.code: leading.direct_leader(TABLE, staff, one.code, day) for one in staff.people
    }
    followers = {
        leader: set(leading.followers(TABLE, staff, leader, day))
        for leader in set(leaders.values())
        if leader
    }
    assert {
        person for person, by in leaders.items() if by and person not in followers[by]
    } == set()


@pytest.mark.parametrize(("staff", "day"), list(wards()))
def test_nobody_leads_the_own_work_but_those_of_form_01(
    staff: people.Organisation, day: date
) -> None:
    alone = {
        one.code
        for one in staff.people
        if one.code in leading.followers(TABLE, staff, one.code, day)
    }
    form_01 = {
        one.code
        for one in staff.people
        if any(post.position in FORM_01 for post in staff.posts_of(one.code, day))
    }
    assert alone <= form_01
    assert not any(leading.direct_leader(TABLE, staff, code, day) == code for code in alone)


def test_whoever_leads_nobody_has_no_followers() -> None:
    staff = ward.organisation(RAW)
    assert leading.followers(TABLE, staff, "CV_KT1", TODAY) == ()
    assert leading.followers(TABLE, staff, "NOBODY", TODAY) == ()


# ------------------------------------------------------------------ while somebody is away


def away(person: str, day: date = TODAY, state: str = absence.APPROVED) -> Absence:
    return Absence(
        id=0,
        person=person,
        kind=absence.LEAVE,
        first=day,
        last=day,
        state=state,
        entered_by=person,
        entered_at=NOW,
    )


async def goes(office: Office, *persons: str, state: str = absence.APPROVED) -> None:
    async with office.storage.write() as store:
        for person in persons:
            await store.absences.add(away(person, state=state))
        await store.commit()


async def told(office: Office, person: str, now: datetime = NOW) -> tuple[str, ...]:
    return await office.do("BT", now, lambda desk: directing.whom_to_tell(desk, person))


async def led(office: Office, leader: str, now: datetime = NOW) -> tuple[str, ...]:
    return await office.do(leader, now, directing.followers)


async def test_while_the_nearest_leader_is_away_the_one_above_is_told_and_may_act(
    office: Office,
) -> None:
    """Of everybody in the ward: told is only who can do something about it."""
    staff, book = ward.organisation(RAW), ward_rules.book()
    nobody_above = []
    for one in staff.people:
        nearest = leading.direct_leader(TABLE, staff, one.code, TODAY)
        if nearest is None:
            continue
        above = leading.direct_leader(TABLE, staff, nearest, TODAY)
        async with office.storage.write() as store:  # never committed
            await store.absences.add(away(nearest))
            desk = Desk(store=store, rules=book, now=NOW, actor=above or "", channel="test")
            found = await directing.whom_to_tell(desk, one.code)
            if above is None or above == one.code:
                nobody_above.append(one.code)
                assert found == (nearest,)
            else:
                assert found == (above,)
                assert one.code in await directing.followers(desk)
                assert one.code in await directing.near_followers(desk)
    assert sorted(nobody_above) == ["CT_UB", "PBT", "PCT_HD"]  # whom the Bí thư leads


async def test_two_leaders_away_in_a_row_leave_it_to_the_next(office: Office) -> None:
    await goes(office, "PP_KT1", "TP_KT")
    assert await told(office, "CV_KT1") == ("PCT_UB1",)
    assert {"CV_KT1", "PP_KT1", "TP_KT"} <= set(await led(office, "PCT_UB1"))
    assert "CV_KT1" in await led(office, "CT_UB")  # who leads the head too
    assert "CV_KT1" not in await led(office, "PCT_UB2")


async def test_standing_in_begins_and_ends_with_the_absence(office: Office) -> None:
    assert "PP_KT1" not in await led(office, "PCT_UB1")
    await goes(office, "TP_KT")
    assert "PP_KT1" in await led(office, "PCT_UB1")
    assert "PP_KT1" not in await led(office, "PCT_UB1", october(13))
    assert await told(office, "PP_KT1", october(13)) == ("TP_KT",)


@pytest.mark.parametrize("state", [absence.WAITING, absence.REFUSED, absence.WITHDRAWN])
async def test_an_absence_that_is_not_approved_changes_nothing(office: Office, state: str) -> None:
    await goes(office, "TP_KT", state=state)
    assert await told(office, "PP_KT1") == ("TP_KT",)
    assert "PP_KT1" not in await led(office, "PCT_UB1")


async def test_an_absent_colleague_gives_nobody_rights_over_his_followers(office: Office) -> None:
    await goes(office, "TP_KT", "PP_KT1")
    for other in ("PP_KT2", "CV_KT1", "TP_VX", "PCT_UB2"):
        assert "CV_KT1" not in await led(office, other)


async def test_work_waits_for_the_nearest_leader_and_for_the_head_only_while_that_one_is_away(
    office: Office,
) -> None:
    line = Order(item="", name="Việc gấp", quantity=1, due=october(14), origin=ADHOC)
    await office.do("CV_KT1", NOW, lambda desk: working.note_line(desk, line, ""))

    async def waits_for(leader: str) -> bool:
        return bool((await office.do(leader, NOW, accepting.inbox)).proposed)

    assert [await waits_for(one) for one in ("PP_KT1", "TP_KT", "PCT_UB1")] == [True, False, False]
    await goes(office, "PP_KT1")
    assert [await waits_for(one) for one in ("PP_KT1", "TP_KT", "PCT_UB1")] == [True, True, False]


async def test_the_stand_in_accepts_and_afterwards_does_not(office: Office) -> None:
    item = await office.assign("TP_KT", "PP_KT1", 2)
    await office.hand_in(item, 1, NOW)
    with pytest.raises(errors.Refused):
        await office.review("PCT_UB1", item, 1, NOW)
    await goes(office, "TP_KT")
    assert (await office.review("PCT_UB1", item, 1, NOW)).accepted == 1
    await office.hand_in(item, 1, october(13))
    with pytest.raises(errors.Refused):
        await office.review("PCT_UB1", item, 1, october(13))
