from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import errors, kpi, settings
from tests.core import ward_rules

DEFAULT = ward_rules.book().settings


def line(
    w: str, q: int, f: int, *, err: kpi.Events = 0, late: kpi.Events = 0, id_: str = "1"
) -> kpi.Line:
    return kpi.Line(
        id=id_, name="Báo cáo", w=Decimal(w), q=Decimal(q), f=Decimal(f), err=err, late=late
    )


def abc(
    *lines: kpi.Line, values: settings.Settings = DEFAULT
) -> tuple[Fraction, Fraction, Fraction]:
    found = kpi.ratios(lines, values)
    assert found.a is not None
    assert found.b is not None
    assert found.c is not None
    return found.a, found.b, found.c


def text(*values: Fraction) -> str:
    return " ".join(map(str, values))


@st.composite
def events(draw: st.DrawFn, accepted: int) -> kpi.Events:
    if draw(st.booleans()):
        return draw(st.integers(0, 30))
    return tuple(draw(st.lists(st.integers(0, 6), max_size=accepted)))


@st.composite
def any_line(draw: st.DrawFn) -> kpi.Line:
    accepted = draw(st.integers(0, 8))
    return kpi.Line(
        id="1",
        name="",
        w=draw(st.decimals(min_value="0.01", max_value=20, places=2)),
        q=Decimal(draw(st.integers(1, 8))),
        f=Decimal(accepted),
        err=draw(events(accepted)),
        late=draw(events(accepted)),
    )


LINES = st.lists(any_line(), min_size=1, max_size=6)
FACTORS = st.decimals(min_value="0.01", max_value=50, places=2)
READINGS = st.fixed_dictionaries(
    {},
    optional={
        "b_c_base": st.sampled_from(["assigned", "completed"]),
        "penalty_scope": st.sampled_from(["unit", "line"]),
        "over_cap": st.sampled_from(["per_line", "total"]),
    },
).map(DEFAULT.overlay)


@given(LINES)
def test_quality_and_time_never_exceed_quantity(lines: list[kpi.Line]) -> None:
    a, b, c = abc(*lines)
    assert 0 <= b <= a <= 1
    assert 0 <= c <= a


@given(LINES, READINGS)
def test_ratios_stay_between_0_and_1_under_every_reading(
    lines: list[kpi.Line], values: settings.Settings
) -> None:
    assert all(0 <= one <= 1 for one in abc(*lines, values=values))


@given(LINES, any_line())
def test_an_unfinished_item_never_raises_a_ratio(lines: list[kpi.Line], more: kpi.Line) -> None:
    unfinished = replace(more, f=Decimal(0), err=0, late=0)
    before, after = abc(*lines), abc(*lines, unfinished)
    assert all(new <= old for new, old in zip(after, before, strict=True))


@given(LINES, FACTORS, READINGS)
def test_scaling_all_coefficients_changes_nothing(
    lines: list[kpi.Line], factor: Decimal, values: settings.Settings
) -> None:
    scaled = [replace(one, w=one.w * factor) for one in lines]
    assert abc(*scaled, values=values) == abc(*lines, values=values)


@given(LINES, st.data(), READINGS)
def test_excusing_an_event_never_lowers_a_ratio(
    lines: list[kpi.Line], data: st.DataObject, values: settings.Settings
) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    excused = [
        replace(one, err=_fewer(one.err, data), late=_fewer(one.late, data)) if n == at else one
        for n, one in enumerate(lines)
    ]
    before, after = abc(*lines, values=values), abc(*excused, values=values)
    assert all(new >= old for new, old in zip(after, before, strict=True))


def _fewer(found: kpi.Events, data: st.DataObject) -> kpi.Events:
    if isinstance(found, int):
        return data.draw(st.integers(0, found))
    return tuple(data.draw(st.integers(0, one)) for one in found)


@given(LINES)
def test_the_order_of_lines_changes_nothing(lines: list[kpi.Line]) -> None:
    assert abc(*reversed(lines)) == abc(*lines)


@given(st.integers(1, 8), st.integers(0, 40))
def test_events_without_a_unit_are_worth_as_many_on_separate_units(f: int, count: int) -> None:
    """Spread so that no unit has more than four: 6 events of 4 units are 4, 2, 0, 0."""
    units = tuple(min(4, max(0, count - 4 * at)) for at in range(f))
    assert abc(line("1", 8, f, late=count)) == abc(line("1", 8, f, late=units))


@given(st.tuples(*[st.sampled_from([Fraction(1), Fraction(1, 2)])] * 3), LINES)
def test_a_leaders_result_is_between_a_quarter_and_one(
    values: tuple[Fraction, Fraction, Fraction], lines: list[kpi.Line]
) -> None:
    d, dd, e = values
    ratio = kpi.combine(*abc(*lines), kpi.Leadership(d=d, dd=dd, e=e))
    assert Fraction(1, 4) <= ratio <= 1


def test_the_breakdown_tells_what_each_line_adds() -> None:
    found = kpi.ratios(
        (line("2", 4, 3, err=(1, 0, 5), late=2), line("1.5", 2, 3, id_="2")), DEFAULT
    )
    first, second = found.lines
    assert text(found.assigned, found.completed) == "11 9"
    assert text(first.done, first.k_err, first.k_late) == "3 7/4 5/2"
    assert text(first.assigned, first.weighted_done) == "8 6"
    assert text(first.weighted_err, first.weighted_late) == "7/2 5"
    assert text(second.done, second.weighted_late) == "2 3"


def test_nothing_assigned_is_neither_0_nor_1() -> None:
    found = kpi.ratios((), DEFAULT)
    assert (found.a, found.b, found.c, found.reasons) == (None, None, None, ("nothing-assigned",))


def test_nothing_assigned_may_be_read_as_zero() -> None:
    assert text(*abc(values=DEFAULT.overlay({"no_assignment": "zero"}))) == "0 0 0"


def test_nothing_completed_has_no_quality_when_that_is_what_quality_is_of() -> None:
    values = DEFAULT.overlay({"b_c_base": "completed"})
    assert text(*abc(line("1", 3, 0), values=values)) == "0 0 0"


def test_staff_are_divided_by_three_and_leaders_by_six() -> None:
    a, b, c = Fraction(1), Fraction(1, 2), Fraction(3, 4)
    leadership = kpi.Leadership(d=Fraction(1), dd=Fraction(1, 2), e=Fraction(1))
    assert kpi.combine(a, b, c) == Fraction(3, 4)
    assert kpi.combine(a, b, c, leadership) == Fraction(19, 24)


@pytest.mark.parametrize("value", ["0", "3/4", "99/100", "2"])
def test_a_leaders_figure_is_one_or_a_half(value: str) -> None:
    with pytest.raises(errors.BadInput) as refusal:
        kpi.Leadership(d=Fraction(1), dd=Fraction(value), e=Fraction(1))
    assert (refusal.value.code, refusal.value.data["figure"]) == ("leader.value", "đ")


@pytest.mark.parametrize(
    ("broken", "code", "field"),
    [
        ({"w": Decimal(0)}, "line.coefficient", "w"),
        ({"w": Decimal(-1)}, "line.coefficient", "w"),
        ({"w": Decimal("NaN")}, "line.coefficient", "w"),
        ({"q": Decimal(0)}, "line.quantity", "q"),
        ({"q": Decimal("1.5")}, "line.quantity", "q"),
        ({"f": Decimal(-1)}, "line.quantity", "f"),
        ({"f": Decimal("Infinity")}, "line.quantity", "f"),
        ({"err": -1}, "line.events", "err"),
        ({"late": (1, -1)}, "line.events", "late"),
        ({"late": True}, "line.events", "late"),
        ({"late": (0, 0, 0, 0)}, "line.more-units-than-accepted", "late"),
    ],
)
def test_a_line_that_cannot_be_is_refused(
    broken: dict[str, object], code: str, field: str
) -> None:
    wrong: kpi.Line = replace(line("1", 3, 3, id_="CV-7"), **broken)  # type: ignore[arg-type]
    with pytest.raises(errors.BadInput) as refusal:
        kpi.ratios((wrong,), DEFAULT)
    found = refusal.value
    assert (found.code, found.data["field"], found.data["line"]) == (code, field, "CV-7")
