from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from core import errors, scorecard
from tests.core import ward_rules

GOOD: dict[str, Any] = {
    "form": "03",
    "items": [{"w": "1", "q": "10", "f": "9"}],
    "common": "27",
}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    return scorecard.score(request, ward_rules.book())


@pytest.mark.parametrize("case", ward_rules.cases("scores"), ids=lambda case: case["name"])
def test_a_month_scores_as_worked_out_by_hand(case: dict[str, Any]) -> None:
    found = answer(case["request"])
    shown = {key: "-" if found[key] is None else found[key] for key in case["expect"]}
    assert shown == case["expect"]


@pytest.mark.parametrize("case", ward_rules.cases("refused_scores"), ids=lambda case: case["name"])
def test_a_bad_request_is_refused_naming_the_place(case: dict[str, Any]) -> None:
    request = {key: value for key, value in GOOD.items() if key not in case.get("without", ())}
    with pytest.raises(errors.BadInput) as refusal:
        answer(request | case.get("request", {}))
    assert (refusal.value.code, refusal.value.data["place"]) == (case["code"], case["place"])


def test_the_answer_has_the_agreed_keys_in_the_agreed_order() -> None:
    keys = ["a", "b", "c", "K", "result70", "total", "total_exact", "class", "why"]
    assert list(answer(GOOD)) == keys


def test_json_numbers_are_taken_when_read_as_decimals() -> None:
    text = '{"form":"03","items":[{"w":0.5,"q":2,"f":1}],"common":27.5}'
    assert answer(json.loads(text, parse_float=Decimal))["total"] == "62.50"


def test_the_answer_is_json() -> None:
    assert json.loads(json.dumps(answer(GOOD)))["K"] == "9/10"


def test_every_figure_names_its_clause() -> None:
    clauses = {one["figure"]: one["clause"] for one in answer(GOOD)["why"]}
    assert clauses == {
        "q'": "III.2.1",
        "a": "III.2.2 a",
        "b": "III.2.2 b",
        "c": "III.2.2 c",
        "K": "III.4.1",
        "common": "II.2",
        "deductions": "Phụ lục 1 III",
        "result70": "III.5",
        "total": "III.5",
        "class": "II.3.1",
    }


def test_a_leaders_figures_name_their_clauses() -> None:
    request = GOOD | {"form": "02", "d": "1", "đ": "1/2", "e": "1"}
    figures = [
        (one["figure"], one["value"], one["clause"])
        for one in answer(request)["why"]
        if one["figure"] in {"d", "đ", "e", "K"}
    ]
    assert figures == [
        ("d", "1", "III.3.3 a"),
        ("đ", "1/2", "III.3.3 b"),
        ("e", "1", "III.3.3 c"),
        ("K", "13/15", "III.4.2"),
    ]


def test_a_figure_is_explained_by_the_lines_it_adds_up() -> None:
    items = [
        {"id": "CV", "name": "Công văn", "w": "1", "q": "4", "f": "4", "late": [2, 0, 1]},
        {"id": "BC", "w": "2", "q": "1", "f": "1"},
    ]
    why = {one["figure"]: one for one in answer(GOOD | {"items": items})["why"]}
    first, second = why["c"]["items"]
    assert first["late"] == "2 0 1"
    assert (first["k_late"], first["adds"]) == ("13/4", "13/4")
    assert (second["id"], second["k_late"], second["adds"]) == ("BC", "1", "2")
    assert why["c"]["value"] == "7/8"
    assert why["q'"]["value"] == "6"


def test_the_reading_chosen_by_the_ward_is_part_of_the_explanation() -> None:
    request = GOOD | {"settings": {"b_c_base": "completed"}}
    why = {one["figure"]: one for one in answer(request)["why"]}
    assert why["b"]["formula"] == "Σw·k_err/Σw·f'"
    assert why["b"]["settings"] == {"b_c_base": "completed", "penalty_scope": "unit"}


def test_why_there_is_no_result_is_said() -> None:
    why = answer(GOOD | {"items": []})["why"]
    assert [(one["figure"], one.get("reason")) for one in why][-1] == ("K", "nothing-assigned")


@pytest.mark.parametrize("value", ["1E+100000", "1E-100000", "1." + "1" * 1000])
def test_a_number_of_a_thousand_digits_is_refused(value: str) -> None:
    items = [{"w": Decimal(value), "q": "1", "f": "1"}]
    with pytest.raises(errors.BadInput, match="number"):
        answer(GOOD | {"items": items})


def test_hidden_decimals_do_not_pass_as_two() -> None:
    with pytest.raises(errors.BadInput) as refusal:
        answer(GOOD | {"common": "1.000000000001"})
    assert refusal.value.code == "points.decimals"


@pytest.mark.parametrize(("limit", "class_"), [(90, "A"), (70, "B"), (50, "C")])
def test_every_way_to_reach_a_limit_exactly_reaches_its_class(limit: int, class_: str) -> None:
    """Binary floats put some of these just below the limit."""
    reached = set()
    for halves in range(61):
        ratio = (limit - Fraction(halves, 2)) / 70
        if ratio > 1:
            continue
        ratios = dict.fromkeys("abc", str(ratio))
        found = answer({"form": "03", "ratios": ratios, "common": str(halves / 2)})
        reached.add((found["total_exact"], found["total"], found["class"]))
    assert reached == {(str(limit), f"{limit}.00", class_)}
