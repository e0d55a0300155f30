from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from core import delegations, errors, people
from tests.core import ward

BOOK = ward.book()
DAY = dt.date(2026, 10, 24)
SINCE = dt.date(2026, 1, 1)


def one_post(valid_from: dt.date, valid_to: dt.date | None) -> people.Organisation:
    return people.Organisation(
        units=[people.Unit(code="U", name="U", block="ubnd", kind="division", list_to="U")],
        people=[people.Person(code="P", name="P")],
        posts=[
            people.Post(
                person="P",
                unit="U",
                position="UBND_CC",
                labour="civil_servant",
                pool="professional",
                valid_from=valid_from,
                valid_to=valid_to,
            )
        ],
    )


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (dt.date(2026, 9, 30), 0),
        (dt.date(2026, 10, 1), 1),
        (dt.date(2026, 10, 31), 1),
        (dt.date(2026, 11, 1), 0),
    ],
)
def test_a_post_holds_from_its_first_to_its_last_day_inclusive(day: dt.date, held: int) -> None:
    organisation = one_post(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert len(organisation.posts_of("P", day)) == held
    assert len(organisation.people_in("U", day)) == held


def test_a_post_without_an_end_holds_for_ever() -> None:
    organisation = one_post(dt.date(2026, 10, 1), None)
    assert organisation.holders("UBND_CC", dt.date(2099, 1, 1)) == ("P",)


def test_the_day_of_an_instant_is_the_day_in_the_ward() -> None:
    late_utc = dt.datetime(2026, 10, 24, 18, 0, tzinfo=dt.UTC)
    assert people.day_of(late_utc) == dt.date(2026, 10, 25)


def test_an_instant_without_an_offset_is_bad_input() -> None:
    naive = dt.datetime(2026, 10, 24, 18, 0)  # noqa: DTZ001 - the fault under test
    with pytest.raises(errors.BadInput):
        people.day_of(naive)


def test_what_nothing_has_as_its_code_is_not_found() -> None:
    organisation = ward.organisation(BOOK)
    assert organisation.get_person("X") is None
    with pytest.raises(errors.NotFound) as person:
        organisation.require_person("X")
    with pytest.raises(errors.NotFound) as unit:
        organisation.require_unit("X")
    assert (person.value.code, unit.value.code) == ("person", "unit")


@pytest.mark.parametrize(
    ("unit", "head", "deputies"),
    [
        ("DU", "BT", ("PBT",)),
        ("VPDU", "CVP_DU", ("PVP_DU",)),
        ("TTCT", "GD_CT", ("PGD_CT",)),
        ("MTTQ", "CT_MT", ("PCT_MT",)),
        ("HPN", "CT_PN", ("PCT_PN",)),
        ("HDND", "BT", ("PCT_HD",)),  # no row names a chair: the Bí thư stands in
        ("BPC", "TB_PC", ("PB_PC",)),
        ("UBND", "CT_UB", ("PCT_UB1", "PCT_UB2")),
        ("PKT", "TP_KT", ("PP_KT1", "PP_KT2")),
        ("TTVH", "GD_VH", ()),
        ("TH1", "HT_TH", ("PHT_TH",)),
    ],
)
def test_each_kind_of_unit_knows_its_head_and_its_deputies(
    unit: str, head: str | None, deputies: tuple[str, ...]
) -> None:
    organisation = ward.organisation(BOOK)
    assert organisation.head(unit, DAY) == head
    assert organisation.deputies(unit, DAY) == deputies


def test_a_council_whose_chair_has_left_has_no_head() -> None:
    organisation = ward.organisation(BOOK, {"add": [["CT_HD", "HDND_CT", "HDND", "official", ""]]})
    left = [
        replace(post, valid_to=post.valid_from) if post.position == "HDND_CT" else post
        for post in organisation.posts
    ]
    vacant = people.Organisation(units=organisation.units, people=organisation.people, posts=left)

    assert organisation.head("HDND", DAY) == "CT_HD"
    assert vacant.head("HDND", DAY) is None


def test_who_was_put_in_charge_heads_the_unit_and_is_no_deputy_meanwhile() -> None:
    acting = [["PP_KT1", "UBND_TRUONG", "PKT", "civil_servant", "", "second"]]
    organisation = ward.organisation(BOOK, {"add": acting})
    assert organisation.head("PKT", DAY) == "PP_KT1"
    assert organisation.deputies("PKT", DAY) == ("PP_KT2",)


def test_a_field_is_led_only_by_who_still_is_a_chairman() -> None:
    assert ward.organisation(BOOK).field_leader("PKT", DAY) == "PCT_UB1"
    assert ward.organisation(BOOK, {"without": ["PCT_UB1"]}).field_leader("PKT", DAY) is None


def test_the_field_of_a_leader_is_the_units_charged() -> None:
    assert ward.organisation(BOOK).field_of("PCT_UB2", DAY) == ("PVHXH", "TH1")


def test_of_two_papers_the_newer_holds() -> None:
    papers = [
        ["TP_KT", "PP_KT1", "decide", dt.date(2026, 10, 1), None],
        ["TP_KT", "PP_KT2", "decide", dt.date(2026, 10, 20), None],
    ]
    organisation = ward.organisation(BOOK, {"delegate": papers})
    links = delegations.links(organisation, "TP_KT", "decide", DAY)
    assert [link.receiver for link in links] == ["PP_KT2"]


def test_a_paper_for_somebody_without_a_post_that_day_is_no_link() -> None:
    change = {"without": ["PP_KT1"], "delegate": [["TP_KT", "PP_KT1", "decide"]]}
    organisation = ward.organisation(BOOK, change)
    assert delegations.links(organisation, "TP_KT", "decide", DAY) == ()


def test_a_chain_of_papers_has_three_links_at_most() -> None:
    chain = ["TP_KT", "PP_KT1", "PP_KT2", "TP_VX", "HT_TH"]
    papers = [[giver, taker, "decide"] for giver, taker in itertools.pairwise(chain)]
    organisation = ward.organisation(BOOK, {"delegate": papers})
    links = delegations.links(organisation, "TP_KT", "decide", DAY)
    assert [link.receiver for link in links] == ["PP_KT1", "PP_KT2", "TP_VX"]
