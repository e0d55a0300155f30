"""Quantity a, quality b and time c of a person's month, as exact ratios (III.2.2, III.4).

The denominator of all three is what was assigned, so b and c never exceed a, unless the ward
chose otherwise (settings ``b_c_base``, ``penalty_scope``, ``over_cap``, ``no_assignment``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core import errors, settings

NOTHING_ASSIGNED = "nothing-assigned"
LIMIT = 1_000_000
_QUARTER = Fraction(1, 4)
_ONE, _ZERO = Fraction(1), Fraction(0)
_HALF = Fraction(1, 2)

Events = int | tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One task item of the window: coefficient *w*, assigned *q*, accepted *f*.

    *err* and *late* leave excused events out. An int counts events of the line that name no
    unit; a tuple counts them for each accepted unit, and units not told of have none. Units past
    the cap bring nothing, so their events take nothing off either.
    """

    id: str
    name: str
    w: Decimal
    q: Decimal
    f: Decimal
    err: Events = 0
    late: Events = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFigures:
    """What a line brings. *done* is f′, *k_err* and *k_late* are units left after events.

    The weighted figures are those that are added up for q′ and the numerators of a, b and c.
    """

    line: Line
    done: Fraction
    k_err: Fraction
    k_late: Fraction
    assigned: Fraction
    weighted_done: Fraction
    weighted_err: Fraction
    weighted_late: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """a, b, c in 0..1, or None with a reason. *assigned* is q′, *completed* Σ w·f′."""

    a: Fraction | None
    b: Fraction | None
    c: Fraction | None
    assigned: Fraction
    completed: Fraction
    lines: tuple[LineFigures, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leadership:
    """d, đ (here *dd*) and e of a leader, each exactly 1 or 1/2 (III.3.3).

    *errors.BadInput* ``leader.value`` for any other.
    """

    d: Fraction
    dd: Fraction
    e: Fraction

    def __post_init__(self) -> None:
        for figure, value in (("d", self.d), ("đ", self.dd), ("e", self.e)):
            check_leadership(figure, value)


def check_leadership(figure: str, value: Fraction) -> None:
    """*errors.BadInput* ``leader.value`` unless *value* is 1 or 1/2."""
    if value not in (_ONE, _HALF):
        raise errors.BadInput("leader.value", figure=figure, value=value)


def check(line: Line) -> None:
    """*errors.BadInput* ``line.…`` with the line's id, the field and its value.

    w > 0; q whole and > 0; f whole and ≥ 0; events whole and ≥ 0; no more units than accepted.
    """

    def bad(code: str, field: str, value: object) -> errors.BadInput:
        return errors.BadInput(code, line=line.id, field=field, value=value)

    if not line.w.is_finite() or not 0 < line.w <= LIMIT:
        raise bad("line.coefficient", "w", line.w)
    for field, amount in (("q", line.q), ("f", line.f)):
        if not amount.is_finite() or not 0 <= amount <= LIMIT or amount != int(amount):
            raise bad("line.quantity", field, amount)
    if line.q == 0:
        raise bad("line.quantity", "q", line.q)
    for field, events in (("err", line.err), ("late", line.late)):
        counts = events if isinstance(events, tuple) else (events,)
        if any(isinstance(one, bool) or not 0 <= one <= LIMIT for one in counts):
            raise bad("line.events", field, events)
        if isinstance(events, tuple) and len(events) > line.f:
            raise errors.BadInput(
                "line.more-units-than-accepted",
                line=line.id,
                field=field,
                units=len(events),
                accepted=line.f,
            )


def ratios(lines: tuple[Line, ...], values: settings.Settings) -> Kpi:
    """The three ratios with every line's share; *errors.BadInput* as :func:`check`."""
    for line in lines:
        check(line)
    figures = tuple(_figures(line, values) for line in lines)
    assigned = sum((one.assigned for one in figures), _ZERO)
    completed = sum((one.weighted_done for one in figures), _ZERO)
    if not assigned:
        nothing = _ZERO if values.no_assignment == "zero" else None
        return Kpi(
            a=nothing,
            b=nothing,
            c=nothing,
            assigned=assigned,
            completed=completed,
            lines=figures,
            reasons=(NOTHING_ASSIGNED,),
        )
    base = completed if values.b_c_base == "completed" else assigned
    return Kpi(
        a=_ratio(completed, assigned),
        b=_ratio(sum((one.weighted_err for one in figures), _ZERO), base),
        c=_ratio(sum((one.weighted_late for one in figures), _ZERO), base),
        assigned=assigned,
        completed=completed,
        lines=figures,
    )


def combine(
    a: Fraction, b: Fraction, c: Fraction, leadership: Leadership | None = None
) -> Fraction:
    """K: (a+b+c)/3, for leaders (a+b+c+d+đ+e)/6 (III.4.1, III.4.2)."""
    if leadership is None:
        return (a + b + c) / 3
    return (a + b + c + leadership.d + leadership.dd + leadership.e) / 6


def _ratio(part: Fraction, base: Fraction) -> Fraction:
    """Never above 1, and 0 of nothing: with ``b_c_base = completed`` the base may be 0."""
    return min(_ONE, part / base) if base else _ZERO


def _figures(line: Line, values: settings.Settings) -> LineFigures:
    weight, quantity, accepted = Fraction(line.w), Fraction(line.q), Fraction(line.f)
    done = accepted if values.over_cap == "total" else min(accepted, quantity)
    k_err = _left(done, line.err, values.penalty_scope)
    k_late = _left(done, line.late, values.penalty_scope)
    return LineFigures(
        line=line,
        done=done,
        k_err=k_err,
        k_late=k_late,
        assigned=weight * quantity,
        weighted_done=weight * done,
        weighted_err=weight * k_err,
        weighted_late=weight * k_late,
    )


def _left(done: Fraction, events: Events, scope: str) -> Fraction:
    """The units left after each event has taken a quarter of one unit, or of the line."""
    if scope == "line":
        count = sum(events) if isinstance(events, tuple) else events
        return done * max(_ZERO, _ONE - _QUARTER * count)
    if isinstance(events, tuple):
        lost = sum((min(_ONE, _QUARTER * one) for one in events[: int(done)]), _ZERO)
    else:
        lost = _QUARTER * events
    return max(_ZERO, done - lost)
