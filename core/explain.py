"""Why a figure is what it is: figure → lines → formula → clause of the plan.

Formulas and reasons are written in signs and ids; an edge turns them into sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from core import kpi, scoring, settings

QUANTITY, QUALITY, TIME = "III.2.2 a", "III.2.2 b", "III.2.2 c"
UNIT, ORGANISING, UNITY = "III.3.3 a", "III.3.3 b", "III.3.3 c"
STAFF, LEADER, TOTAL = "III.4.1", "III.4.2", "III.5"
COMMON, DEDUCTIONS, CLASS = "II.2", "Phụ lục 1 III", "II.3.1"
GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with its exact *value* (None when there is none, then with a *reason*).

    *parts* are the lines it is made of, each a table of texts; *choices* are the settings,
    open in the plan, that the figure was computed under.
    """

    figure: str
    value: str | None
    formula: str
    clause: str
    parts: tuple[Mapping[str, str], ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None

    def as_table(self) -> dict[str, object]:
        """For JSON: empty parts, choices and reasons are left out."""
        table: dict[str, object] = {
            "figure": self.figure,
            "value": self.value,
            "formula": self.formula,
            "clause": self.clause,
        }
        if self.parts:
            table["items"] = [dict(one) for one in self.parts]
        if self.choices:
            table["settings"] = dict(self.choices)
        if self.reason:
            table["reason"] = self.reason
        return table


def of_ratios(found: kpi.Kpi, values: settings.Settings) -> tuple[Figure, ...]:
    """q′ and a, b, c out of the lines of a month."""
    base = "Σw·f'" if values.b_c_base == "completed" else "q'"
    capped = values.over_cap == "per_line"
    reason = found.reasons[0] if found.reasons else None
    shared = {"no_assignment": values.no_assignment} if reason else {}
    events = {"b_c_base": values.b_c_base, "penalty_scope": values.penalty_scope, **shared}

    def figure(
        name: str, value: Fraction | None, formula: str, clause: str, choices: Mapping[str, str]
    ) -> Figure:
        return Figure(
            figure=name,
            value=_text(value),
            formula=formula,
            clause=clause,
            parts=tuple(_part(name, one) for one in found.lines),
            choices=choices,
            reason=reason,
        )

    return (
        figure("q'", found.assigned, "Σw·q", "III.2.1", {}),
        figure(
            "a",
            found.a,
            "Σw·min(f,q)/q'" if capped else "min(1,Σw·f/q')",
            QUANTITY,
            {"over_cap": values.over_cap, **shared},
        ),
        figure("b", found.b, f"Σw·k_err/{base}", QUALITY, events),
        figure("c", found.c, f"Σw·k_late/{base}", TIME, events),
    )


def of_given(a: Fraction, b: Fraction, c: Fraction) -> tuple[Figure, ...]:
    """Ratios that were brought and not computed from lines."""
    return tuple(
        Figure(figure=name, value=str(value), formula=GIVEN, clause=clause)
        for name, value, clause in (("a", a, QUANTITY), ("b", b, QUALITY), ("c", c, TIME))
    )


def of_combined(ratio: Fraction | None, leadership: kpi.Leadership | None) -> tuple[Figure, ...]:
    """K, and for a leader d, đ and e before it."""
    reason = None if ratio is not None else kpi.NOTHING_ASSIGNED
    if leadership is None:
        return (
            Figure(
                figure="K",
                value=_text(ratio),
                formula="(a+b+c)/3",
                clause=STAFF,
                reason=reason,
            ),
        )
    decided = (
        ("d", leadership.d, UNIT),
        ("đ", leadership.dd, ORGANISING),
        ("e", leadership.e, UNITY),
    )
    return (
        *(
            Figure(figure=name, value=str(value), formula=GIVEN, clause=clause)
            for name, value, clause in decided
        ),
        Figure(
            figure="K",
            value=_text(ratio),
            formula="(a+b+c+d+đ+e)/6",
            clause=LEADER,
            reason=reason,
        ),
    )


def of_score(score: scoring.Score, taken: scoring.Deducted) -> tuple[Figure, ...]:
    """Common part, deductions, the 70, the total and its band."""
    off = Fraction(score.deductions_common) + score.deductions_result
    return (
        Figure(
            figure="common", value=_text(Fraction(score.common)), formula="Σpoints", clause=COMMON
        ),
        Figure(
            figure="deductions",
            value=_text(off),
            formula="min(Σpoints,max)",
            clause=DEDUCTIONS,
            parts=tuple(
                {"criterion": id_, "points": str(points)} for id_, points in taken.lines.items()
            ),
        ),
        Figure(figure="result70", value=_text(score.result), formula="70·K", clause=TOTAL),
        Figure(
            figure="total",
            value=_text(score.total),
            formula="common+70·K-deductions",
            clause=TOTAL,
        ),
        Figure(figure="class", value=score.band, formula="A≥90 B≥70 C≥50", clause=CLASS),
    )


def _part(figure: str, one: kpi.LineFigures) -> dict[str, str]:
    line = one.line
    part = {"id": line.id, "name": line.name, "w": str(line.w), "q": str(line.q)}
    if figure == "q'":
        return {**part, "adds": str(one.assigned)}
    part["f"] = str(line.f)
    if figure == "a":
        return {**part, "f'": str(one.done), "adds": str(one.weighted_done)}
    if figure == "b":
        return {
            **part,
            "err": _events(line.err),
            "k_err": str(one.k_err),
            "adds": str(one.weighted_err),
        }
    return {
        **part,
        "late": _events(line.late),
        "k_late": str(one.k_late),
        "adds": str(one.weighted_late),
    }


def _events(events: kpi.Events) -> str:
    """An int stays ``2``; one number for each unit is ``1 0 0``."""
    return " ".join(map(str, events)) if isinstance(events, tuple) else str(events)


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
