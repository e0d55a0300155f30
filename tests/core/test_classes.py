from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import classes
from tests.core import ward_rules

CASES = ward_rules.cases("classes")
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case["total"])
TOTALS = st.fractions(min_value=0, max_value=100)
EPSILON = Fraction(1, 10**30)


@EACH
def test_the_band_of_a_total(case: dict[str, str]) -> None:
    assert classes.band(Fraction(case["total"])) == case["band"]


@EACH
def test_a_total_is_shown_with_two_decimals(case: dict[str, str]) -> None:
    assert classes.shown(Fraction(case["total"])) == case["shown"]


@pytest.mark.parametrize(("limit", "above", "below"), [(90, "A", "B"), (70, "B", "C"), (50, "C", "D")])  # fmt: skip
def test_a_hair_below_a_limit_is_the_class_below(limit: int, above: str, below: str) -> None:
    found = (classes.band(Fraction(limit)), classes.band(Fraction(limit) - EPSILON))
    assert found == (above, below)


def test_a_limit_counts_for_totals_only_and_not_for_other_figures() -> None:
    value = Fraction(69999, 1000)
    assert (classes.rounded(value), classes.shown(value)) == ("70.00", "69.99")


@pytest.mark.parametrize(
    ("class_", "band", "above"),
    [("A", "B", True), ("B", "B", False), ("C", "B", False), ("C", "D", True), ("A", "A", False)],
)
def test_a_class_is_above_a_band_when_it_is_better(
    class_: classes.Class, band: classes.Class, above: bool
) -> None:
    assert classes.above(class_, band) is above


@given(TOTALS)
def test_what_is_shown_never_belongs_to_another_band(total: Fraction) -> None:
    assert classes.band(Fraction(classes.shown(total))) == classes.band(total)


@given(TOTALS)
def test_what_is_shown_is_less_than_a_hundredth_away(total: Fraction) -> None:
    assert abs(Fraction(classes.shown(total)) - total) < Fraction(1, 100)
    assert abs(Fraction(classes.rounded(total)) - total) <= Fraction(1, 200)


@given(TOTALS, TOTALS)
def test_more_points_never_give_a_worse_band(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    assert not classes.above(classes.band(low), classes.band(high))
