"""Who stands behind d (domain 8.4) and behind a, b, c (8.3) of each leader of the hand-written ward."""

from __future__ import annotations

import datetime as dt

import pytest

from core import reporting
from tests.core import ward

TABLE = ward.table()
BOOK = ward.book()
DAY = dt.date(2026, 10, 24)
OWN_CHAIR = {"add": [["CT_HD", "HDND_CT", "HDND", "official", ""]]}

PARTY_HEADS = "CT_MT CT_PN CVP_DU GD_CT TB_XDD"
UBND_HEADS = "GD_VH HT_TH TP_KT TP_VX"
FRONT_STAFF = "CV_MT CV_PN PCT_MT PCT_PN"
PARTY_BLOCK = (
    "CT_MT CT_PN CVP_DU CV_DU CV_MT CV_PN CV_XDD GD_CT GV_CT HD_DU LX_DU "
    "PB_XDD1 PB_XDD2 PCT_MT PCT_PN PGD_CT PVP_DU TB_XDD"
)
COUNCIL = "CV_PC PB_PC PCT_HD TB_PC"
FINANCE_STAFF = "BV_KT CV_KT1 CV_KT2 HD_KT KCT_KT PP_KT1 PP_KT2"
SCHOOL_STAFF = "BV_TH GV_TH PHT_TH"


def codes(text: str) -> tuple[str, ...]:
    return tuple(sorted(text.split()))


@pytest.mark.parametrize(
    ("leader", "population"),
    [
        ("BT", f"{PARTY_HEADS} PCT_HD TB_PC"),
        ("PBT", PARTY_HEADS),
        ("CT_UB", f"{UBND_HEADS} PCT_UB1 PCT_UB2"),
        ("PCT_UB1", "TP_KT"),
        ("PCT_UB2", "TP_VX HT_TH"),
        ("CT_MT", FRONT_STAFF),
        ("PCT_MT", ""),
        ("CT_PN", "CV_PN PCT_PN"),
        ("PCT_PN", "CV_PN"),
        ("PCT_HD", "TB_PC"),
        ("TB_PC", "CV_PC PB_PC"),
        ("PB_PC", "CV_PC"),
        ("CVP_DU", "CV_DU HD_DU LX_DU PVP_DU"),
        ("PVP_DU", "CV_DU HD_DU LX_DU"),
        ("PB_XDD1", ""),
        ("PB_XDD2", "CV_XDD"),
        ("GD_CT", "GV_CT PGD_CT"),
        ("PGD_CT", "GV_CT"),
        ("TP_KT", FINANCE_STAFF),
        ("PP_KT1", "CV_KT1 KCT_KT"),
        ("PP_KT2", "BV_KT HD_KT"),
        ("TP_VX", "CV_VX"),
        ("GD_VH", ""),
        ("HT_TH", SCHOOL_STAFF),
        ("PHT_TH", "BV_TH GV_TH"),
        ("GV_TH", ""),
    ],
)
def test_d_counts_the_people_under_direct_management(leader: str, population: str) -> None:
    found = reporting.direct_reports(TABLE, ward.organisation(BOOK), leader, DAY)
    assert found == codes(population)


@pytest.mark.parametrize(
    ("leader", "people_in_scope"),
    [
        ("BT", f"{PARTY_BLOCK} {COUNCIL}"),
        ("PBT", PARTY_BLOCK),
        ("CT_UB", f"{UBND_HEADS} PCT_UB1 PCT_UB2 CV_VX {FINANCE_STAFF} {SCHOOL_STAFF}"),
        ("PCT_UB1", f"TP_KT {FINANCE_STAFF}"),
        ("PCT_UB2", f"TP_VX CV_VX HT_TH {SCHOOL_STAFF}"),
        ("PCT_HD", "CV_PC PB_PC TB_PC"),
        ("CT_MT", FRONT_STAFF),
        ("TP_KT", FINANCE_STAFF),
        ("PP_KT1", "CV_KT1 KCT_KT"),
        ("CV_KT1", ""),
    ],
)
def test_a_leader_is_measured_by_the_items_of_the_scope(leader: str, people_in_scope: str) -> None:
    found = reporting.scope(TABLE, ward.organisation(BOOK), leader, DAY)
    assert found == codes(people_in_scope)


def test_with_an_own_chairman_the_council_no_longer_reports_to_the_secretary() -> None:
    organisation = ward.organisation(BOOK, OWN_CHAIR)
    secretary = reporting.direct_reports(TABLE, organisation, "BT", DAY)
    chairman = reporting.direct_reports(TABLE, organisation, "CT_HD", DAY)
    assert secretary == codes(PARTY_HEADS)
    assert chairman == codes("PCT_HD TB_PC")


def test_somebody_with_two_posts_is_counted_where_the_higher_one_is() -> None:
    second = [["CT_PN", "MTTQ_PCT", "MTTQ", "official", "", "second"]]
    organisation = ward.organisation(BOOK, {"add": second})
    front = reporting.direct_reports(TABLE, organisation, "CT_MT", DAY)
    assert front == codes(FRONT_STAFF)


def test_who_heads_a_unit_besides_answers_for_both_posts() -> None:
    second = [["PCT_UB1", "UBND_TRUONG", "PKT", "official", "", "second"]]
    organisation = ward.organisation(BOOK, {"without": ["TP_KT"], "add": second})
    found = reporting.direct_reports(TABLE, organisation, "PCT_UB1", DAY)
    assert found == codes(FINANCE_STAFF)
