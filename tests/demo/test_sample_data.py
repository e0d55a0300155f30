"""The files of the sample ward agree with each other and with the calendar of the plan."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, Any]

HEADS = {"BI_THU", "DANG_TRUONG", "TTCT_GD", "MTTQ_CT", "CTXH_TRUONG", "HDND_CT"} | {
    "HDND_TRUONG_BAN",
    "PBT_CT_UBND",
    "UBND_TRUONG",
    "DVSN_TRUONG",
}
DEPUTIES = {"DANG_PHO", "CTXH_PHO", "HDND_PHO_BAN", "UBND_PHO", "DVSN_PHO"}
UPPERMOST = {"BI_THU", "PBT_TT", "PBT_CT_UBND"}
ABOVE_HEADS = {"HDND_PCT", "UBND_PCT", "MTTQ_CT"}
LEADERS = DEPUTIES | UPPERMOST | ABOVE_HEADS | HEADS
LABOUR = {"official", "civil_servant", "public_employee", "part_time"} | {
    "contract_professional",
    "contract_support",
}
OUTSIDE = "BAN_TO_CHUC_THANH_UY"
NEVER_DECIDED_IN_THE_WARD = {"P001", "P002", "P042"}
NOT_RATED = {"P127"}

LAST, THIS = "2026-09", "2026-10"
WINDOW = {LAST: ("2026-08-25", "2026-09-24"), THIS: ("2026-09-25", "2026-10-24")}
OPENS = {LAST: "2026-09-01T00:00:00+07:00", THIS: "2026-10-01T00:00:00+07:00"}
SELF_CLOSES = "2026-09-25T00:00:00+07:00"
COMMENT_CLOSES = "2026-09-26T00:00:00+07:00"
DECIDE_CLOSES = "2026-09-28T00:00:00+07:00"
CLOCK_STARTS = "2026-10-22T08:30:00+07:00"


def load(path: str) -> Row:
    with (ROOT / path).open("rb") as file:
        return tomllib.load(file)


WARD = load("bot/demo/ward.toml")
MONTH = load("bot/demo/month.toml")
MAXIMA = {
    form: {
        row["id"]: Decimal(row["max"])
        for row in load(f"core/rules/forms/mau_{form}.toml")["criterion"]
        if row["scored"]
    }
    for form in ("01", "02", "03", "04")
}
UNITS = {row["code"]: row for row in WARD["unit"]}
PEOPLE = {row["code"]: row for row in WARD["person"]}


def posts_on(day: str) -> list[Row]:
    return [
        row
        for row in WARD["post"]
        if row["valid_from"] <= day and day <= row.get("valid_to", "9999-12-31")
    ]


MAIN = {
    month: {row["person"]: row for row in posts_on(day) if row["main"]}
    for month, (_, day) in WINDOW.items()
}
SCORES = {
    month: {row["person"]: row for row in MONTH["score"] if row["month"] == month}
    for month in WINDOW
}
DECIDED = {person: row for person, row in SCORES[LAST].items() if "decided" in row}
RATED = {person: row for person, row in DECIDED.items() if "submitted" in row}


def form_of(row: Row) -> str:
    position = MAIN[row["month"]][row["person"]]["position"]
    if position in UPPERMOST:
        return "01"
    if position in LEADERS:
        return "02"
    return "04" if MAIN[row["month"]][row["person"]]["labour"] == "contract_support" else "03"


def at(row: Row, act: str) -> datetime:
    return datetime.fromisoformat(row[act])


def points_of(row: Row) -> Iterator[tuple[str, Decimal]]:
    decision = row.get("decision", {})
    for points in (row.get("points", {}), row.get("proposed", {}), decision.get("points", {})):
        yield from ((criterion, Decimal(value)) for criterion, value in points.items())
    for line in decision.get("deductions", []):
        yield line["criterion"], Decimal(line["points"])


def rank(person: str) -> int:
    position = MAIN[LAST][person]["position"]
    if position in ABOVE_HEADS:
        return 3
    if position in DEPUTIES:
        return 1
    return 2 if position in LEADERS else 0


def test_every_person_is_written_once_and_named_as_a_sample() -> None:
    names = [row["name"] for row in WARD["person"]]
    assert len(WARD["person"]) == len(PEOPLE) == len(set(names)) == 145
    assert [name for name in names if not name.endswith(" (mẫu)")] == []
    assert {row["labour"] for row in WARD["post"]} - LABOUR == set()


def test_every_unit_is_written_once_and_names_existing_units() -> None:
    assert len(WARD["unit"]) == len(UNITS) == 23
    assert {row["parent"] for row in WARD["unit"]} - {"", *UNITS} == set()
    assert {row["list_to"] for row in WARD["unit"]} == {"BXDD", "PVHXH", OUTSIDE}
    assert [code for code, row in UNITS.items() if row["list_to"] == OUTSIDE] == ["DU"]


def test_posts_charges_and_accounts_name_existing_codes() -> None:
    assert {row["person"] for row in WARD["post"]} == set(PEOPLE)
    assert {row["unit"] for row in WARD["post"]} == set(UNITS)
    assert {row["leader"] for row in WARD["charge"]} == {"P042", "P043", "P044"}
    fields = [code for code, row in UNITS.items() if row["parent"] == "UBND"]
    assert sorted(row["unit"] for row in WARD["charge"]) == sorted(fields)
    assert {row["person"] for row in WARD["account"]} == set(PEOPLE)
    ids = [row["telegram"] for row in WARD["account"]]
    assert len(set(ids)) == 145
    assert [each for each in ids if len(str(each)) != 9] == []


def test_everybody_has_one_main_post_in_each_month() -> None:
    for _, day in WINDOW.values():
        count = Counter(row["person"] for row in posts_on(day) if row["main"])
        assert count == dict.fromkeys(PEOPLE, 1)
    moved = {p: (MAIN[LAST][p]["unit"], MAIN[THIS][p]["unit"]) for p in PEOPLE}
    assert {p: units for p, units in moved.items() if units[0] != units[1]} == {
        "P092": ("PKT", "TTHCC")
    }


def test_a_deputy_in_charge_is_a_deputy_of_the_same_unit() -> None:
    for _, day in WINDOW.values():
        deputies = {
            (row["person"], row["unit"]) for row in posts_on(day) if row["position"] in DEPUTIES
        }
        charged = {(row["in_charge"], row["unit"]) for row in posts_on(day) if "in_charge" in row}
        assert charged - deputies == set()


def test_every_unit_has_exactly_one_head() -> None:
    for _, day in WINDOW.values():
        heads = Counter(row["unit"] for row in posts_on(day) if row["position"] in HEADS)
        assert heads == dict.fromkeys(UNITS, 1)


def test_everybody_present_has_work_in_both_months() -> None:
    for month, absent in ((LAST, NOT_RATED), (THIS, set())):
        people = Counter(row["person"] for row in MONTH["work"] if row["month"] == month)
        assert people == dict.fromkeys(set(PEOPLE) - absent, 1)


def test_work_is_due_inside_the_window_of_its_month() -> None:
    for block in MONTH["work"]:
        first, last = WINDOW[block["month"]]
        assert 2 <= len(block["items"]) <= 8
        for item in block["items"]:
            assert first <= date.fromisoformat(item["due"]).isoformat() <= last


def test_quantities_and_coefficients_of_work_are_plausible() -> None:
    for block in MONTH["work"]:
        for item in block["items"]:
            accepted = item.get("f", 0)
            assert 0 <= accepted <= item["q"] <= 12
            assert Decimal("0.5") <= Decimal(item["w"]) <= 3
            for kind in ("late", "err"):
                assert 0 <= item.get(kind, 0) <= 4 * accepted
                assert f"{kind}_text" not in item or item[kind] > 0


def test_work_to_come_is_neither_finished_nor_late_when_the_clock_starts() -> None:
    for block in MONTH["work"]:
        for item in block["items"]:
            finished = item.get("f", 0) == item["q"]
            assert not ((finished or "late" in item) and item["due"] >= CLOCK_STARTS[:10])


def test_every_form_of_last_month_is_written_once() -> None:
    assert len(MONTH["score"]) == sum(len(rows) for rows in SCORES.values())
    assert set(SCORES[LAST]) == set(PEOPLE)
    assert set(DECIDED) == set(PEOPLE) - NEVER_DECIDED_IN_THE_WARD


def test_points_name_criteria_of_the_right_form_and_stay_within_their_maxima() -> None:
    for row in MONTH["score"]:
        maxima = MAXIMA[form_of(row)]
        for criterion, points in points_of(row):
            assert 0 <= points <= maxima[criterion], (row["person"], criterion)
        for criterion, points in row.get("points", {}).items():
            assert Decimal(points) < maxima[criterion], (row["person"], criterion)
        assert set(row.get("notes", {})) - set(row.get("points", {})) == set()


def test_leaders_propose_two_terms_and_are_decided_on_three() -> None:
    for row in MONTH["score"]:
        leads = form_of(row) in {"01", "02"}
        own, decided = row.get("terms", {}), row.get("decision", {}).get("terms", {})
        assert set(own) == ({"đ", "e"} if leads else set())
        assert set(decided) == ({"d", "đ", "e"} if leads and "decided" in row else set())
        for ratio, sentence in (*own.values(), *decided.values()):
            assert ratio in {"1", "1/2"}
            assert sentence.endswith(".")


def test_classes_are_classes_and_a_changed_one_has_its_reason() -> None:
    for row in MONTH["score"]:
        decision = row.get("decision", {})
        assert row.get("own", "A") in {"A", "B", "C", "D"}
        assert decision.get("class", "B") in {"B", "C", "D"}
        assert "class" not in decision or decision["reason"]


def test_the_person_absent_all_month_is_not_rated_and_sent_nothing() -> None:
    assert {p for p, row in DECIDED.items() if "not_rated" in row["decision"]} == NOT_RATED
    assert {p for p, row in DECIDED.items() if "submitted" not in row} == NOT_RATED


def test_forms_of_last_month_were_sent_before_the_closing_but_one() -> None:
    closing = datetime.fromisoformat(SELF_CLOSES)
    late = [
        p for p, row in SCORES[LAST].items() if "own" in row and at(row, "submitted") >= closing
    ]
    assert late == ["P122"]
    for row in MONTH["score"]:
        assert "own" not in row or row["submitted"] > OPENS[row["month"]]


def test_nobody_sent_the_form_before_the_last_accepted_work_was_due() -> None:
    for block in MONTH["work"]:
        row = SCORES[block["month"]].get(block["person"], {})
        sent = row.get("submitted", "9999")[:10]
        assert max(item["due"] for item in block["items"] if "f" in item) <= sent
        assert max((item["due"] for item in block["items"] if "late" in item), default="") < sent


def test_comments_follow_the_form_and_precede_the_closing_unless_the_decider_comments() -> None:
    closing = datetime.fromisoformat(COMMENT_CLOSES)
    for person, row in SCORES[LAST].items():
        if "commented" not in row:
            assert person in {"P001", *NOT_RATED}
            continue
        assert row["comment"]
        assert at(row, "submitted") < at(row, "commented")
        assert at(row, "commented") < closing or row["commented"] == row["decided"]


def test_decisions_fall_on_the_two_days_of_the_decider() -> None:
    opening, closing = map(datetime.fromisoformat, (COMMENT_CLOSES, DECIDE_CLOSES))
    for row in DECIDED.values():
        assert opening <= at(row, "decided") < closing
    for row in RATED.values():
        assert at(row, "commented") <= at(row, "decided")


def test_people_are_decided_before_the_leaders_of_their_unit() -> None:
    for person, row in RATED.items():
        unit = MAIN[LAST][person]["unit"]
        for other, earlier in DECIDED.items():
            if MAIN[LAST][other]["unit"] == unit and rank(other) < rank(person):
                assert at(earlier, "decided") < at(row, "decided"), (other, person)


def test_heads_are_decided_before_the_leader_of_their_field() -> None:
    for leader, unit in ((row["leader"], row["unit"]) for row in WARD["charge"]):
        for person, row in RATED.items():
            if leader in RATED and rank(person) == 2 and MAIN[LAST][person]["unit"] == unit:
                assert at(row, "decided") < at(RATED[leader], "decided"), person


def test_forms_of_this_month_are_only_sent_and_before_the_clock_starts() -> None:
    start = datetime.fromisoformat(CLOCK_STARTS)
    for row in SCORES[THIS].values():
        assert at(row, "submitted") < start
        assert {"commented", "decided", "decision"} & set(row) == set()


def test_the_phones_of_the_demo_begin_with_forms_to_comment_and_one_not_begun() -> None:
    waiting = [p for p in SCORES[THIS] if MAIN[THIS][p].get("in_charge") == "P059"]
    assert waiting == ["P063", "P067", "P071"]
    assert SCORES[THIS]["P071"]["notes"]
    assert {"P058", "P059", "P061"} & set(SCORES[THIS]) == set()
