from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import classes, errors, forms, scoring
from tests.core import ward_rules


def form(code: str = "03") -> forms.Form:
    return ward_rules.book().form(code)


def off(criterion: str, points: str) -> scoring.Deduction:
    return scoring.Deduction(criterion=criterion, points=Decimal(points))


def wrong(text: str) -> list[tuple[str, str]]:
    with pytest.raises(errors.BadInput) as refusal:
        scoring.parse_batch(text, form())
    assert refusal.value.code == "points.batch"
    parts: Any = refusal.value.data["wrong"]
    return [(part.text, part.code) for part in parts]


@pytest.mark.parametrize("case", ward_rules.cases("points"), ids=lambda case: case["typed"])
def test_typed_points_are_read_or_refused(case: dict[str, str]) -> None:
    if "points" in case:
        assert str(scoring.parse_points(case["typed"])) == case["points"]
        return
    with pytest.raises(errors.BadInput) as refusal:
        scoring.parse_points(case["typed"])
    assert (refusal.value.code, refusal.value.data["text"]) == (case["code"], case["typed"])


@given(st.decimals(min_value=0, max_value=999, places=2))
def test_points_written_with_a_comma_are_read_back(value: Decimal) -> None:
    assert scoring.parse_points(str(value).replace(".", ",")) == value


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_as_bad_input(text: str) -> None:
    try:
        value = scoring.parse_points(text)
    except errors.BadInput:
        return
    assert 0 <= value < 10**9


@pytest.mark.parametrize(
    ("value", "code"),
    [("2.25", "points.above-maximum"), ("-0.5", "points.negative"), ("1.125", "points.decimals")],
)
def test_points_of_a_criterion_are_checked(value: str, code: str) -> None:
    with pytest.raises(errors.BadInput) as refusal:
        scoring.check_points(form().criterion("1.1"), Decimal(value))
    assert (refusal.value.code, refusal.value.data["criterion"]) == (code, "1.1")


def test_points_above_the_maximum_say_the_maximum() -> None:
    with pytest.raises(errors.BadInput) as refusal:
        scoring.check_points(form().criterion("1.8"), Decimal("1.01"))
    assert refusal.value.data == {"criterion": "1.8", "value": Decimal("1.01"), "max": Decimal(1)}


def test_the_maximum_and_zero_are_allowed() -> None:
    criterion = form().criterion("2.1")
    assert scoring.check_points(criterion, Decimal(3)) == 3
    assert scoring.check_points(criterion, Decimal(0)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "1.1=2 1.2=1,5",
        "1.1 = 2; 1.2=1,5",
        "1.1: 2\n1.2: 1.5",
        "1.1=2,1.2=1.5",
        "1.1=2, 1.2=1,5;",
        "1.1=2 điểm 1.2=1,5 điểm",
    ],
)
def test_many_criteria_are_scored_in_one_message(text: str) -> None:
    found = scoring.parse_batch(text, form())
    assert found == (("1.1", Decimal(2)), ("1.2", Decimal("1.5")))


def test_a_group_of_one_criterion_may_be_named_by_its_number() -> None:
    assert scoring.parse_batch("3=5", form()) == (("3.0", Decimal(5)),)


def test_a_batch_names_every_wrong_part() -> None:
    assert wrong("1.1=2 1.2=hai 1.3=2,5; 9.9=1 1.1=1 xin chào") == [
        ("1.2=hai", "points.word"),
        ("1.3=2,5", "points.above-maximum"),
        ("9.9=1", "points.unknown-criterion"),
        ("1.1=1 xin chào", "points.twice"),
    ]


def test_words_before_the_first_criterion_are_a_wrong_part() -> None:
    assert wrong("em gửi 1.1=2") == [("em gửi", "points.no-criterion")]


def test_a_group_of_several_criteria_is_not_a_criterion() -> None:
    assert wrong("1=2") == [("1=2", "points.unknown-criterion")]


def test_a_criterion_without_a_value_is_wrong() -> None:
    assert wrong("1.1= 1.2=2") == [("1.1=", "points.empty")]


def test_an_empty_batch_is_wrong() -> None:
    assert wrong("  ;") == [(";", "points.empty")]


@pytest.mark.parametrize(
    ("code", "criterion", "step", "offered"),
    [
        ("01", "1.5", "0.25", "0 0.25 0.5"),
        ("03", "1.8", "0.25", "0 0.25 0.5 0.75 1"),
        ("03", "1.1", "0.5", "0 0.5 1 1.5 2"),
        ("04", "2.4", "0.75", "0 0.75 1.5 2"),
    ],
)
def test_offered_points_go_in_steps_to_the_maximum(
    code: str, criterion: str, step: str, offered: str
) -> None:
    found = scoring.choices(form(code).criterion(criterion), Decimal(step))
    assert " ".join(map(str, found)) == offered


def test_free_points_offer_nothing() -> None:
    assert scoring.choices(form().criterion("1.1"), None) == ()


def test_the_common_part_is_the_sum_of_the_points() -> None:
    points = {"1.1": Decimal("1.25"), "2.1": Decimal(3), "3.0": Decimal("4.5")}
    assert scoring.common_total(form(), points) == Decimal("8.75")


def test_every_form_gives_thirty_when_every_criterion_is_full() -> None:
    totals = [
        scoring.common_total(form(code), {one.id: one.max for one in form(code).criteria})
        for code in ("01", "02", "03", "04")
    ]
    assert totals == [30, 30, 30, 30]


def test_unanswered_criteria_are_named() -> None:
    points = {one.id: one.max for one in form().criteria if one.id not in {"1.3", "3.0"}}
    assert scoring.missing(form(), points) == ("1.3", "3.0")


def test_w20_a_deduction_takes_no_more_than_the_points_given() -> None:
    """W20 on form 01, whose criteria have the maxima 1, 1, 1 and 0.5."""
    points = {
        "1.1": Decimal(1),
        "1.2": Decimal("0.5"),
        "1.3": Decimal(1),
        "1.5": Decimal("0.5"),
    }
    taken = scoring.deducted(
        form("01"), points, [off("1.1", "0.5"), off("1.2", "1"), off("1.5", "0.5")]
    )
    assert taken.lines == {"1.1": Fraction(1, 2), "1.2": Fraction(1, 2), "1.5": Fraction(1, 2)}
    assert scoring.common_total(form("01"), points) - taken.common == Decimal("1.5")


def test_several_deductions_on_one_criterion_stop_at_its_maximum() -> None:
    points = {"1.1": Decimal(2)}
    taken = scoring.deducted(form(), points, [off("1.1", "1.5"), off("1.1", "1.5")])
    assert taken.common == 2


def test_section_two_takes_deductions_as_one_criterion_of_seventy() -> None:
    taken = scoring.deducted(form(), {}, [off("II", "50"), off("II", "50")])
    assert taken.common == 0
    assert taken.result == 70


def test_a_deduction_on_section_two_takes_no_more_than_the_result() -> None:
    taken = scoring.deducted(form(), {}, [off("II", "50")], result=Fraction(35))
    assert taken.result == 35


@pytest.mark.parametrize(
    ("criterion", "points", "code"),
    [
        ("1.8", "1.5", "points.above-maximum"),
        ("II", "70.5", "points.above-maximum"),
        ("1.1", "0", "deduction.nothing"),
        ("1.1", "-1", "points.negative"),
    ],
)
def test_a_deduction_that_cannot_be_laid_down(criterion: str, points: str, code: str) -> None:
    with pytest.raises(errors.BadInput) as refusal:
        scoring.check_deduction(form(), off(criterion, points))
    assert refusal.value.code == code


def test_a_deduction_up_to_the_maximum_may_be_laid_down() -> None:
    scoring.check_deduction(form(), off("II", "70"))
    with pytest.raises(errors.NotFound):
        scoring.check_deduction(form(), off("2", "1"))


def test_the_total_keeps_both_parts_apart() -> None:
    taken = scoring.deducted(form(), {}, [off("1.1", "2"), off("II", "5")])
    score = scoring.total(Decimal(28), Fraction(41, 51), taken, result_max=Decimal(70))
    assert score == scoring.Score(
        common=Decimal(28),
        deductions_common=Decimal(2),
        result=Fraction(2870, 51),
        deductions_result=Fraction(5),
        total=Fraction(2870, 51) + 21,
        band="B",
    )


@given(
    common=st.decimals(min_value=0, max_value=30, places=2),
    ratio=st.fractions(min_value=0, max_value=1),
    points=st.lists(st.decimals(min_value=0, max_value=2, places=2), max_size=5),
    heavy=st.decimals(min_value=0, max_value=70, places=2),
)
def test_a_total_stays_between_0_and_100(
    common: Decimal, ratio: Fraction, points: list[Decimal], heavy: Decimal
) -> None:
    lines = [scoring.Deduction(criterion="1.1", points=one) for one in points]
    lines.append(scoring.Deduction(criterion="II", points=heavy))
    taken = scoring.deducted(form(), {}, lines)
    score = scoring.total(common, ratio, taken, result_max=Decimal(70))
    assert 0 <= score.total <= Fraction(common) + 70 * ratio <= 100
    assert score.band == classes.band(score.total)


def row(text: str) -> dict[str, str]:
    return {id_: str(value) for id_, value in scoring.parse_row(text, form().group("2"))}


@pytest.mark.parametrize("text", ["3 2 1,5 3", "3; 2; 1,5; 3", "3, 2, 1.5, 3", "3\n2\n1,5\n3 "])
def test_a_whole_group_is_read_in_the_order_of_the_paper(text: str) -> None:
    assert row(text) == {"2.1": "3", "2.2": "2", "2.3": "1.5", "2.4": "3"}


@pytest.mark.parametrize("text", ["3 2 1,5", "3 2 2 3 1", "", "3,2,2,3"])
def test_another_count_than_the_groups_is_refused(text: str) -> None:
    with pytest.raises(errors.BadInput) as refusal:
        row(text)
    assert (refusal.value.code, refusal.value.data["criteria"]) == ("points.row", 4)


def test_every_wrong_part_of_a_group_is_named() -> None:
    with pytest.raises(errors.BadInput) as refusal:
        row("3,5 2 hai -1")
    parts: Any = refusal.value.data["wrong"]
    assert [(part.data["criterion"], part.code) for part in parts] == [
        ("2.1", "points.above-maximum"),
        ("2.3", "points.word"),
        ("2.4", "points.negative"),
    ]
