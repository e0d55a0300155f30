from __future__ import annotations

import datetime as dt

import pytest

from core import authority, errors, gaps, people, rights
from tests.core import ward

TABLE = ward.table()
BOOK = ward.book()
AT: dt.datetime = BOOK["at"]
DAY = people.day_of(AT)
OFF = {"non_regular_workers": "off"}


def test_a_gap_names_the_vacant_post_and_what_mends_it() -> None:
    organisation = ward.organisation(BOOK, {"without": ["HT_TH"], "uncharge": ["PKT"]})
    found = gaps.find(TABLE, organisation, AT, OFF)
    assert {(gap.person, gap.reason, gap.fix, gap.vacant) for gap in found} == {
        ("TP_KT", "field-leader-missing", "charge-field-leader", "field-leader"),
        ("PHT_TH", "head-vacant", "appoint-head", "DVSN_TRUONG"),
        ("GV_TH", "head-vacant", "appoint-head", "DVSN_TRUONG"),
        ("BV_TH", "head-vacant", "appoint-head", "DVSN_TRUONG"),
    }


def refusal(change: ward.Raw, form_of: str, actor: str, act: people.Act) -> str:
    organisation = ward.organisation(BOOK, change)
    kept = authority.route(TABLE, ward.organisation(BOOK), form_of, AT, OFF)
    with pytest.raises(errors.Refused) as fault:
        rights.may_act(organisation, kept, actor, act, AT)
    return fault.value.code


def test_only_the_people_of_the_route_may_act() -> None:
    assert refusal({}, "CV_KT1", "PP_KT2", "comment") == "not-commenter"
    assert refusal({}, "CV_KT1", "PP_KT1", "decide") == "not-decider"
    assert refusal({}, "PBT", "CT_UB", "decide") == "not-decider"


def test_nobody_may_act_on_the_own_form_even_as_a_delegate() -> None:
    change = {"delegate": [["PP_KT1", "CV_KT1", "comment"], ["TP_KT", "CV_KT1", "decide"]]}
    assert refusal(change, "CV_KT1", "CV_KT1", "comment") == "own-form"
    assert refusal(change, "CV_KT1", "CV_KT1", "decide") == "own-form"


def test_the_leader_of_the_route_and_the_delegate_of_today_may_act() -> None:
    organisation = ward.organisation(BOOK, {"delegate": [["TP_KT", "PP_KT2", "decide"]]})
    kept = authority.route(TABLE, ward.organisation(BOOK), "CV_KT1", AT, OFF)
    own = rights.may_act(organisation, kept, "TP_KT", "decide", AT)
    delegated = rights.may_act(organisation, kept, "PP_KT2", "decide", AT)
    assert own.given_by is None
    assert delegated.given_by == ("TP_KT", "Tên TP_KT")


def test_a_delegate_whose_paper_has_ended_acts_no_more() -> None:
    change = {"delegate": [["TP_KT", "PP_KT2", "decide", dt.date(2026, 10, 1), DAY]]}
    organisation = ward.organisation(BOOK, change)
    kept = authority.route(TABLE, organisation, "CV_KT1", AT, OFF)
    tomorrow = AT + dt.timedelta(days=1)
    assert rights.may_act(organisation, kept, "PP_KT2", "decide", AT).code == "PP_KT2"
    with pytest.raises(errors.Refused) as fault:
        rights.may_act(organisation, kept, "PP_KT2", "decide", tomorrow)
    assert fault.value.code == "not-decider"
    assert rights.may_act(organisation, kept, "TP_KT", "decide", tomorrow).code == "TP_KT"


def test_among_several_deputies_nobody_comments_before_the_head_has_chosen() -> None:
    organisation = ward.organisation(BOOK)
    kept = authority.route(TABLE, organisation, "CV_KT2", AT, OFF)
    assert refusal({}, "CV_KT2", "PP_KT1", "comment") == "commenter-not-chosen"
    chosen = rights.choose_commenter(kept, "PP_KT1")
    assert rights.may_act(organisation, chosen, "PP_KT1", "comment", AT).code == "PP_KT1"
    with pytest.raises(errors.BadInput):
        rights.choose_commenter(kept, "TP_VX")


def test_who_was_handed_the_right_on_by_the_subject_may_not_use_it_on_that_form() -> None:
    chain = [["TP_KT", "PP_KT1", "decide"], ["PP_KT1", "PP_KT2", "decide"]]
    assert refusal({"delegate": chain}, "PP_KT1", "PP_KT2", "decide") == "not-decider"
    organisation = ward.organisation(BOOK, {"delegate": chain})
    kept = authority.route(TABLE, ward.organisation(BOOK), "CV_KT1", AT, OFF)
    assert rights.may_act(organisation, kept, "PP_KT2", "decide", AT).given_by == (
        "TP_KT",
        "Tên TP_KT",
    )
