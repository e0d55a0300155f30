from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import authority, authority_table, errors, gaps, people
from tests.core import ward

TABLE = ward.table()
BOOK = ward.book()
AT: dt.datetime = BOOK["at"]
DAY = people.day_of(AT)
CASES: list[ward.Raw] = BOOK["case"]
OFF = {"non_regular_workers": "off"}
ON = {"non_regular_workers": "on"}


def shown(actor: authority.Actor) -> str:
    for_whom = f" for {actor.given_by[0]}" if actor.given_by else ""
    return f"{actor.kind} {actor.code}".strip() + for_whom


def outcome(table: authority_table.AuthorityTable, case: ward.Raw) -> ward.Raw:
    chosen = {"non_regular_workers": case.get("non_regular_workers", "off")}
    organisation = ward.organisation(BOOK, case)
    try:
        found = authority.route(table, organisation, case["person"], AT, chosen)
    except (errors.Refused, errors.NotFound) as fault:
        return {"refused": fault.code}
    gap = [g for g in gaps.find(table, organisation, AT, chosen) if g.person == case["person"]]
    return {
        "position": found.position,
        "unit": found.unit,
        "form": found.form,
        "commenter": [shown(actor) for actor in found.commenter],
        "decider": [shown(actor) for actor in found.decider],
        "list_to": found.list_to,
        "collector": found.collector,
        "notice": found.notice_form,
        "gap": [missing for each in gap for missing in each.missing],
        "clauses": [why.clause for why in found.why],
        "rules": [why.rule for why in found.why],
    }


_CHANGES = {
    "name",
    "clause",
    "person",
    "add",
    "without",
    "assign",
    "uncharge",
    "delegate",
    "ended",
}
_CHANGES |= {"non_regular_workers", "clauses", "rules"}


def wrong(table: authority_table.AuthorityTable, case: ward.Raw) -> ward.Raw:
    """What came out otherwise than the case says; a gap only where the case names it."""
    actual = outcome(table, case)
    expected = {key: value for key, value in case.items() if key not in _CHANGES}
    if "refused" not in expected:
        expected.setdefault("gap", [])
    differing = {
        key: actual.get(key) for key, value in expected.items() if actual.get(key) != value
    }
    for key in ("clauses", "rules"):
        lacking = set(case.get(key, [])) - set(actual.get(key, []))
        if lacking:
            differing[key] = sorted(lacking)
    return differing


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_form_goes_where_the_plan_says(case: ward.Raw) -> None:
    assert wrong(TABLE, case) == {}


def test_each_of_the_thirty_positions_has_a_case() -> None:
    positions = {row[1] for row in BOOK["posts"]} | {"HDND_CT"}
    cased = {case["position"] for case in CASES if "position" in case}
    assert len(positions) == 30
    assert cased == positions


def test_each_case_has_its_own_name() -> None:
    names = [case["name"] for case in CASES]
    assert sorted(set(names)) == sorted(names)


def _other(value: str, *choices: str) -> str:
    return next(choice for choice in choices if choice != value)


def mutations(row: authority_table.Row) -> dict[str, authority_table.Row]:
    commenter = _other(row.commenter[0], "EXT_TT_THANH_UY", "EXT_4_TRUC")
    receiver = _other(row.list_to, "BAN_XAY_DUNG_DANG", "PHONG_VAN_HOA_XA_HOI")
    changed = {
        "form": replace(row, form=_other(row.form, "01", "02")),
        "commenter": replace(row, commenter=(commenter,)),
        "decider": replace(row, decider=_other(row.decider, "EXT_4_TRUC")),
        "list_to": replace(row, list_to=receiver),
        "notice_form": replace(row, notice_form=_other(row.notice_form, "2A", "3A")),
    }
    if row.form_alternative is not None:
        changed["form_alternative"] = replace(row, form_alternative=None)
    return changed


MUTATIONS = [(code, field) for code, row in TABLE.rows.items() for field in mutations(row)]


@pytest.mark.parametrize(("code", "field"), MUTATIONS)
def test_changing_one_field_of_one_route_turns_a_case_red(code: str, field: str) -> None:
    rows = {**TABLE.rows, code: mutations(TABLE.rows[code])[field]}
    changed = replace(TABLE, rows=rows)
    assert any(wrong(changed, case) for case in CASES)


CODES = [row[0] for row in BOOK["posts"]]


@st.composite
def changes(draw: st.DrawFn) -> ward.Raw:
    people_of = st.sampled_from(CODES)
    seconds = st.sampled_from([[row[1], row[2]] for row in BOOK["posts"]])
    pairs = st.tuples(people_of, people_of, st.sampled_from(["comment", "decide"]))
    added = draw(st.lists(st.tuples(people_of, seconds), max_size=3))
    return {
        "without": draw(st.lists(people_of, max_size=6)),
        "add": [[who, *place, "official", "", "second"] for who, place in added],
        "assign": draw(st.lists(st.tuples(people_of, people_of), max_size=4)),
        "uncharge": draw(st.lists(st.sampled_from(["PKT", "TH1", "TTVH"]), max_size=2)),
        "delegate": [list(pair) for pair in draw(st.lists(pairs, max_size=6))],
    }


@settings(max_examples=60, deadline=None)
@given(change=changes())
def test_nobody_comments_on_or_decides_the_own_form(change: ward.Raw) -> None:
    organisation = ward.organisation(BOOK, change)
    for person in CODES:
        if not organisation.posts_of(person, DAY):
            continue
        found = authority.route(TABLE, organisation, person, AT, ON)
        assert person not in {actor.code for actor in found.commenter + found.decider}


@settings(max_examples=40, deadline=None)
@given(change=changes())
def test_a_ward_whose_heads_are_all_there_routes_everybody(change: ward.Raw) -> None:
    complete = {key: value for key, value in change.items() if key != "without"}
    organisation = ward.organisation(BOOK, complete)
    for person in CODES:
        found = authority.route(TABLE, organisation, person, AT, ON)
        assert authority.NOBODY not in found.commenter + found.decider


@settings(max_examples=40, deadline=None)
@given(change=changes())
def test_who_has_a_full_route_has_no_gap_and_the_other_way_round(change: ward.Raw) -> None:
    organisation = ward.organisation(BOOK, change)
    listed = {
        gap.person
        for gap in gaps.find(TABLE, organisation, AT, ON)
        if gap.reason != "field-leader-missing"
    }
    lacking = set()
    for person in CODES:
        if organisation.posts_of(person, DAY):
            found = authority.route(TABLE, organisation, person, AT, ON)
            if authority.NOBODY in found.commenter + found.decider:
                lacking.add(person)
    assert listed == lacking


def test_every_reason_carries_words() -> None:
    organisation = ward.organisation(BOOK)
    empty = [
        (person, why)
        for person in CODES
        for why in authority.route(TABLE, organisation, person, AT, ON).why
        if not why.text
    ]
    assert empty == []


def test_the_answer_of_route_json_has_the_agreed_shape() -> None:
    organisation = ward.organisation(BOOK, {"delegate": [["TP_KT", "PP_KT2", "decide"]]})
    found = authority.route(TABLE, organisation, "CV_KT1", AT, OFF)
    answer = authority.to_json(found, {"self": "2026-10-25T00:00:00+07:00"})
    why = answer.pop("why")
    assert answer == {
        "person": "CV_KT1",
        "position": "UBND_CC",
        "form": "03",
        "commenter": [{"kind": "person", "code": "PP_KT1", "name": "Tên PP_KT1"}],
        "decider": [
            {"kind": "person", "code": "PP_KT2", "name": "Tên PP_KT2", "for": "TP_KT"},
        ],
        "list_to": "PVHXH",
        "notice_form": "2A",
        "due": {"self": "2026-10-25T00:00:00+07:00"},
        "rows": ["S10", "S23", "S28", "S37", "S38", "S39"],
    }
    assert isinstance(why, list)
    assert why[2] == {
        "what": "commenter",
        "value": "PP_KT1",
        "clause": "PL3 Bước 3, bảng dòng 5",
        "text": "5 | Công chức, viên chức không giữ chức vụ lãnh đạo quản lý, người hoạt động "
        "không chuyên trách và lao động hợp đồng của các phòng, ban, đơn vị trực thuộc | "
        "Cấp phó của các phòng, ban, đơn vị trực thuộc phụ trách trực tiếp",
    }


def test_a_person_unknown_to_the_ward_is_not_found() -> None:
    with pytest.raises(errors.NotFound) as fault:
        authority.route(TABLE, ward.organisation(BOOK), "X9", AT, OFF)
    assert fault.value.code == "person"


def test_a_ward_of_3200_people_routes_in_well_under_two_seconds() -> None:
    since = BOOK["since"]
    schools = [
        people.Unit(code=f"S{n}", name="", block="ubnd", kind="school", list_to="PVHXH")
        for n in range(64)
    ]
    places = [(school.code, n) for school in schools for n in range(50)]
    positions = {0: "DVSN_TRUONG", 1: "DVSN_PHO", 2: "DVSN_PHO"}
    base = ward.organisation(BOOK)
    organisation = people.Organisation(
        units=[*base.units, *schools],
        people=[
            *base.people,
            *(people.Person(code=f"{unit}-{n}", name="") for unit, n in places),
        ],
        posts=[
            *base.posts,
            *(
                people.Post(
                    person=f"{unit}-{n}",
                    unit=unit,
                    position=positions.get(n, "DVSN_VC"),
                    labour="public_employee",
                    pool="teacher",
                    in_charge=f"{unit}-1" if n > 25 else None,
                    valid_from=since,
                )
                for unit, n in places
            ),
        ],
        charges=base.charges,
    )
    started = time.perf_counter()
    routes = [authority.route(TABLE, organisation, p.code, AT, ON) for p in organisation.people]
    taken = time.perf_counter() - started
    assert len(routes) == len(organisation.people) > 3200
    assert taken < 2
