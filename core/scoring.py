"""Points of the common criteria, deductions, and the exact total of a month (III.5, III)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core import classes, errors, forms

RESULT = "II"
"""The id under which section II, the 70 points, takes deductions as one criterion."""

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_POINTS = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]+))?")
_UNIT = re.compile(r"\s*(điểm|đ)\.?$")
_KEY = re.compile(r"([^\s;=:,]+)\s*[=:]")
_MINUS = ("-", "−", "–")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongPart:
    """A part of a batch that could not be taken: its text, the fault's code and facts."""

    text: str
    code: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """Points off one criterion, or off ``II``; *reference* is the document that found it."""

    criterion: str
    points: Decimal
    violation: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deducted:
    """What deductions truly take: *common* from the 30 and *result* from the 70.

    *lines* holds the effective points per criterion, after both ceilings of section 11.
    """

    common: Decimal
    result: Fraction
    lines: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """*common* and *result* are before deductions; *total* is exact and *band* is its class."""

    common: Decimal
    deductions_common: Decimal
    result: Fraction
    deductions_result: Fraction
    total: Fraction
    band: classes.Class


def parse_points(text: str) -> Decimal:
    """One number as typed: ``1,5`` ``1.5`` ``2 điểm``; *errors.BadInput* ``points.…`` with it.

    ``empty``, ``word``, ``negative``, ``two`` (numbers at once), ``decimals`` (more than two).
    """
    typed = unicodedata.normalize("NFC", text).strip().casefold()
    bare = _UNIT.sub("", typed)
    if not bare:
        raise errors.BadInput("points.empty" if not typed else "points.word", text=text)
    negative = bare.startswith(_MINUS)
    if negative:
        bare = bare[1:].strip()
    match = _POINTS.fullmatch(bare)
    if match is None:
        two = len(_NUMBER.findall(bare)) > 1
        raise errors.BadInput("points.two" if two else "points.word", text=text)
    if negative:
        raise errors.BadInput("points.negative", text=text)
    whole, decimals = match.groups(default="")
    if len(decimals) > 2:
        raise errors.BadInput("points.decimals", text=text)
    return _plain(Decimal(f"{whole}.{decimals or 0}"))


def check_points(criterion: forms.Criterion, value: Decimal) -> Decimal:
    """The points as they may stand on the form, handed on so that nothing unchecked is kept.

    *errors.BadInput* ``points.negative``, ``points.above-maximum`` or ``points.decimals``.
    """
    check_amount(criterion.id, criterion.max, value)
    return value


def check_amount(id_: str, maximum: Decimal, value: Decimal) -> None:
    """Like :func:`check_points` for anything with a maximum; *id_* goes into the fault."""
    if not value.is_finite() or value < 0:
        raise errors.BadInput("points.negative", criterion=id_, value=value)
    if value > maximum:
        raise errors.BadInput("points.above-maximum", criterion=id_, value=value, max=maximum)
    if (Fraction(value) * 100).denominator != 1:
        raise errors.BadInput("points.decimals", criterion=id_, value=value)


def parse_batch(text: str, form: forms.Form) -> tuple[tuple[str, Decimal], ...]:
    """Many at once: ``1.1=2 1.2=1,5``, ``1.1 = 2; 1.2=1,5``, ``1.1: 2``.

    All or nothing: *errors.BadInput* ``points.batch`` with every wrong part
    (``wrong``: tuple of :class:`WrongPart`). A group of one criterion may be named by itself.
    """
    taken: dict[str, Decimal] = {}
    wrong: list[WrongPart] = []
    for part in _parts(text):
        try:
            id_, value = _pair(part, form, taken)
            taken[id_] = value
        except errors.BadInput as fault:
            wrong.append(WrongPart(text=part, code=fault.code, data=fault.data))
    if not taken and not wrong:
        wrong.append(WrongPart(text=text.strip(), code="points.empty", data={}))
    if wrong:
        raise errors.BadInput("points.batch", wrong=tuple(wrong))
    return tuple(taken.items())


def parse_row(text: str, group: forms.Group) -> tuple[tuple[str, Decimal], ...]:
    """A whole group in the order of the paper: ``2 2 1,5 2``, commas being decimal signs.

    All or nothing: *errors.BadInput* ``points.row`` for another count than the group's, else
    ``points.batch`` as :func:`parse_batch`.
    """
    given = [part for part in (each.strip(",") for each in re.split(r"[\s;]+", text)) if part]
    if len(given) != len(group.criteria):
        raise errors.BadInput(
            "points.row", count=len(given), criteria=len(group.criteria), key=group.id
        )
    wrong: list[WrongPart] = []
    taken: list[tuple[str, Decimal]] = []
    for part, criterion in zip(given, group.criteria, strict=True):
        try:
            taken.append((criterion.id, check_points(criterion, parse_points(part))))
        except errors.BadInput as fault:
            data = {"criterion": criterion.id, **fault.data}
            wrong.append(WrongPart(text=part, code=fault.code, data=data))
    if wrong:
        raise errors.BadInput("points.batch", wrong=tuple(wrong))
    return tuple(taken)


def choices(criterion: forms.Criterion, step: Decimal | None) -> tuple[Decimal, ...]:
    """0 to the maximum in steps, the maximum always among them; none when points are free."""
    if step is None:
        return ()
    count = int(criterion.max // step)
    offered = [_plain(step * at) for at in range(count + 1)]
    if offered[-1] != criterion.max:
        offered.append(criterion.max)
    return tuple(offered)


def missing(form: forms.Form, points: Mapping[str, Decimal]) -> tuple[str, ...]:
    """The scored criteria that have no points yet; none of them is worth 0 by silence."""
    return tuple(one.id for one in form.criteria if one.id not in points)


def common_total(form: forms.Form, points: Mapping[str, Decimal]) -> Decimal:
    """The sum of the points given so far.

    *errors.NotFound* ``criterion`` for a foreign id, *errors.BadInput* as :func:`check_points`.
    """
    for id_, value in points.items():
        check_points(form.criterion(id_), value)
    return sum(points.values(), _ZERO)


def maximum_of(form: forms.Form, id_: str) -> Decimal:
    """Of a criterion or of ``II``; *errors.NotFound* ``criterion``."""
    return form.kpi_max if id_ == RESULT else form.criterion(id_).max


def check_deduction(form: forms.Form, one: Deduction) -> None:
    """A single deduction that is laid down: 0 < points ≤ maximum of its criterion.

    *errors.BadInput* ``deduction.nothing`` or as :func:`check_points`.
    """
    check_amount(one.criterion, maximum_of(form, one.criterion), one.points)
    if one.points == 0:
        raise errors.BadInput("deduction.nothing", criterion=one.criterion)


def deducted(
    form: forms.Form,
    points: Mapping[str, Decimal],
    deductions: Iterable[Deduction],
    *,
    result: Fraction = Fraction(70),
) -> Deducted:
    """What *deductions* take off *points* and off *result*, the points of section II.

    Per criterion the smaller of their sum and its maximum, and never below 0. A criterion
    without points in *points* counts as full. *errors.BadInput* ``points.negative`` or
    ``points.decimals``; *errors.NotFound* ``criterion``.
    """
    asked: dict[str, Decimal] = {}
    for one in deductions:
        maximum = maximum_of(form, one.criterion)
        check_amount(one.criterion, one.points, one.points)
        asked[one.criterion] = min(asked.get(one.criterion, _ZERO) + one.points, maximum)
    common = {
        id_: min(value, points.get(id_, value)) for id_, value in asked.items() if id_ != RESULT
    }
    from_result = min(Fraction(asked.get(RESULT, _ZERO)), result)
    lines = {id_: Fraction(value) for id_, value in common.items()}
    if RESULT in asked:
        lines[RESULT] = from_result
    return Deducted(common=sum(common.values(), _ZERO), result=from_result, lines=lines)


def total(common: Decimal, ratio: Fraction, taken: Deducted, *, result_max: Decimal) -> Score:
    """common − its deductions + *result_max*·K − its deductions, never below 0 in either part."""
    result = Fraction(result_max) * ratio
    from_common = min(taken.common, common)
    from_result = min(taken.result, result)
    exact = Fraction(common) - Fraction(from_common) + result - from_result
    return Score(
        common=common,
        deductions_common=from_common,
        result=result,
        deductions_result=from_result,
        total=exact,
        band=classes.band(exact),
    )


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros, and 10 rather than 1E+1."""
    return value.normalize() + _ZERO


def _parts(text: str) -> list[str]:
    """Cut before each ``id=``, ``id:``; text that belongs to no id is a part of its own."""
    parts: list[str] = []
    for chunk in re.split(r"[;\n]", unicodedata.normalize("NFC", text)):
        starts = [match.start() for match in _KEY.finditer(chunk)]
        for begin, end in zip([0, *starts], [*starts, len(chunk)], strict=True):
            part = chunk[begin:end].strip(" \t\r,")
            if part:
                parts.append(part)
    return parts


def _pair(part: str, form: forms.Form, taken: Mapping[str, Decimal]) -> tuple[str, Decimal]:
    match = _KEY.match(part)
    if match is None:
        raise errors.BadInput("points.no-criterion", text=part)
    criterion = _criterion(match[1], form)
    if criterion.id in taken:
        raise errors.BadInput("points.twice", criterion=criterion.id)
    value = parse_points(part[match.end() :])
    check_points(criterion, value)
    return criterion.id, value


def _criterion(id_: str, form: forms.Form) -> forms.Criterion:
    for group in form.groups:
        if group.id == id_ and len(group.criteria) == 1:
            return group.criteria[0]
    for one in form.criteria:
        if one.id == id_:
            return one
    raise errors.BadInput("points.unknown-criterion", criterion=id_, form=form.code)
