"""Whose form would reach nobody: told once, to those who can mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.calendar import ZONE
from core.usecases import mornings, unrouted
from core.usecases.desk import SYSTEM, Desk
from tests.core.office import Office
from tests.core.test_usecases import refused

FIRST = datetime(2026, 11, 1, 7, 30, tzinfo=ZONE)
"""A Sunday."""
NO_HEADS = {"without": ["TP_KT", "TTCT", "GD_CT"]}


async def greeted(office: Office, now: datetime, administrators: frozenset[str]) -> None:
    async def act(desk: Desk) -> None:
        await mornings.greet(replace(desk, administrators=administrators))

    await office.do(SYSTEM, now, act)


async def test_collectors_and_administrators_hear_of_gaps_on_the_first_even_a_sunday(
    office: Office,
) -> None:
    await office.reorganise(NO_HEADS)
    await greeted(office, FIRST, frozenset({"CV_VX", "LEFT_LONG_AGO"}))
    assert await office.told("gaps") == [
        ("CV_VX", "gaps.month"),
        ("PB_XDD1", "gaps.month"),
        ("PB_XDD2", "gaps.month"),
        ("TB_XDD", "gaps.month"),
        ("TP_VX", "gaps.month"),
    ]


async def test_it_is_said_once_and_on_no_other_morning(office: Office) -> None:
    await office.reorganise(NO_HEADS)
    await greeted(office, FIRST.replace(month=10, day=30), frozenset())
    assert await office.told("gaps") == []
    await greeted(office, FIRST, frozenset())
    known = await office.told("gaps")
    await greeted(office, FIRST.replace(hour=8), frozenset())
    await greeted(office, FIRST.replace(day=2), frozenset())
    assert await office.told("gaps") == known


async def test_a_ward_without_a_gap_hears_nothing(office: Office) -> None:
    await greeted(office, FIRST, frozenset({"CV_VX"}))
    assert await office.told("gaps") == []


async def test_only_the_collector_of_its_units_and_administrators_see_the_list(
    office: Office,
) -> None:
    await office.reorganise(NO_HEADS)
    party = await office.do("TB_XDD", FIRST, unrouted.seen)
    ward = await office.do("TP_VX", FIRST, unrouted.seen)
    assert {gap.unit for gap in party} == {"TTCT"}
    assert {gap.unit for gap in ward} == {"PKT"}
    assert await refused(office, "CV_KT1", FIRST, unrouted.seen) == "gaps.not-yours"
    assert await refused(office, "BT", FIRST, unrouted.seen) == "gaps.not-yours"
    assert set(await office.do(SYSTEM, FIRST, unrouted.seen)) == {*party, *ward}


async def test_the_gaps_of_the_ward_s_leaders_are_the_party_collector_s_to_mend(
    office: Office,
) -> None:
    await office.reorganise({"without": ["BT"]})
    party = await office.do("TB_XDD", FIRST, unrouted.seen)
    assert {"PBT"} <= {gap.person for gap in party}
