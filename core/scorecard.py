"""One month of one person scored from a plain request, as ``danhgia score`` reads and prints it.

Numbers in the request are texts (or whole numbers, or Decimals); numbers in the answer are texts.
Everything wrong is *errors.BadInput* whose ``place`` names where, such as ``items[0].late``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core import amounts, classes, errors, explain, forms, kpi, rulebook, scoring, settings

_KEYS = frozenset({"form", "items", "ratios", "common", "deductions", "d", "đ", "e", "settings"})
_ITEM_KEYS = frozenset({"id", "name", "w", "q", "f", "err", "late"})
_DEDUCTION_KEYS = frozenset({"criterion", "points", "violation", "reference"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Results:
    """a, b, c (None when nothing was assigned) and why."""

    a: Fraction | None
    b: Fraction | None
    c: Fraction | None
    why: tuple[explain.Figure, ...]


def score(request: Mapping[str, object], rules: rulebook.Rulebook) -> dict[str, object]:
    """Keys a, b, c, K, result70, total, total_exact, class, why; ``reason`` when K is None.

    result70 and total are rounded for display, the others exact; result70 is 70·K before
    deductions, class the band of the exact total.
    """
    _known(request, _KEYS, "")
    form = _form(request, rules)
    values = _settings(request, rules)
    leadership = _leadership(request, form)
    common, points = _common(request, form)
    results = _results(request, values)
    ratio = (
        None
        if results.a is None or results.b is None or results.c is None
        else kpi.combine(results.a, results.b, results.c, leadership)
    )
    taken = _deducted(request, form, points)
    why = [*results.why, *explain.of_combined(ratio, leadership)]
    answer: dict[str, object] = {
        "a": _text(results.a),
        "b": _text(results.b),
        "c": _text(results.c),
        "K": _text(ratio),
        "result70": None,
        "total": None,
        "total_exact": None,
        "class": None,
    }
    if ratio is None:
        answer["reason"] = kpi.NOTHING_ASSIGNED
    else:
        found = scoring.total(common, ratio, taken, result_max=form.kpi_max)
        why += explain.of_score(found, taken)
        answer |= {
            "result70": classes.rounded(found.result),
            "total": classes.shown(found.total),
            "total_exact": str(found.total),
            "class": found.band,
        }
    answer["why"] = [one.as_table() for one in why]
    return answer


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _form(request: Mapping[str, object], rules: rulebook.Rulebook) -> forms.Form:
    code = _required(request, "form", "")
    if not isinstance(code, str) or code not in rules.forms:
        raise errors.BadInput("form", place="form", value=code, known=tuple(rules.forms))
    return rules.forms[code]


def _settings(request: Mapping[str, object], rules: rulebook.Rulebook) -> settings.Settings:
    deviations = _mapping(request.get("settings", {}), "settings")
    for key in deviations:
        with _at(f"settings.{key}"):
            rules.settings.overlay({key: deviations[key]})
    return rules.settings.overlay(deviations)


def _leadership(request: Mapping[str, object], form: forms.Form) -> kpi.Leadership | None:
    if not form.leader:
        for figure in ("d", "đ", "e"):
            if figure in request:
                raise errors.BadInput("leader.not-a-leader", place=figure, form=form.code)
        return None
    d, dd, e = (_half_or_one(request, figure) for figure in ("d", "đ", "e"))
    return kpi.Leadership(d=d, dd=dd, e=e)


def _half_or_one(request: Mapping[str, object], figure: str) -> Fraction:
    if figure not in request:
        raise errors.BadInput("leader.missing", place=figure)
    value = amounts.ratio(request[figure], figure)
    with _at(figure):
        kpi.check_leadership(figure, value)
    return value


def _common(
    request: Mapping[str, object], form: forms.Form
) -> tuple[Decimal, Mapping[str, Decimal]]:
    """The common points as a sum, and per criterion when they came so."""
    given = _required(request, "common", "")
    if not isinstance(given, Mapping):
        return _bounded(given, "common", form.common_max), {}
    points: dict[str, Decimal] = {}
    for id_, value in given.items():
        place = f"common.{id_}"
        with _at(place):
            scoring.check_points(form.criterion(id_), amounts.number(value, place))
        points[id_] = amounts.number(value, place)
    if lacking := scoring.missing(form, points):
        raise errors.BadInput("common.missing", place="common", criteria=lacking)
    return scoring.common_total(form, points), points


def _deducted(
    request: Mapping[str, object], form: forms.Form, points: Mapping[str, Decimal]
) -> scoring.Deducted:
    given = request.get("deductions", "0")
    if not isinstance(given, (list, tuple)):
        off = _bounded(given, "deductions", form.common_max)
        lines = {"I": Fraction(off)} if off else {}
        return scoring.Deducted(common=off, result=Fraction(0), lines=lines)
    asked = []
    for at, row in enumerate(given):
        place = f"deductions[{at}]"
        table = _mapping(row, place)
        _known(table, _DEDUCTION_KEYS, place)
        one = scoring.Deduction(
            criterion=_word(table, "criterion", place),
            points=amounts.number(_required(table, "points", place), f"{place}.points"),
        )
        with _at(f"{place}.criterion"):
            scoring.maximum_of(form, one.criterion)
        with _at(f"{place}.points"):
            scoring.deducted(form, points, [one])
        asked.append(one)
    return scoring.deducted(form, points, asked)


def _results(request: Mapping[str, object], values: settings.Settings) -> _Results:
    if ("items" in request) == ("ratios" in request):
        code = "request.both" if "items" in request else "request.neither"
        raise errors.BadInput(code, place="items", other="ratios")
    if "ratios" in request:
        given = _mapping(request["ratios"], "ratios")
        _known(given, frozenset({"a", "b", "c"}), "ratios")
        a, b, c = (
            amounts.ratio(_required(given, one, "ratios"), f"ratios.{one}") for one in "abc"
        )
        return _Results(a=a, b=b, c=c, why=explain.of_given(a, b, c))
    rows = request["items"]
    if not isinstance(rows, (list, tuple)):
        raise errors.BadInput("request.not-a-list", place="items", value=rows)
    found = kpi.ratios(tuple(_line(row, at) for at, row in enumerate(rows)), values)
    return _Results(a=found.a, b=found.b, c=found.c, why=explain.of_ratios(found, values))


def _line(row: object, at: int) -> kpi.Line:
    place = f"items[{at}]"
    table = _mapping(row, place)
    _known(table, _ITEM_KEYS, place)
    w, q, f = (
        amounts.number(_required(table, key, place), f"{place}.{key}") for key in ("w", "q", "f")
    )
    line = kpi.Line(
        id=_word(table, "id", place, str(at + 1)),
        name=_word(table, "name", place, ""),
        w=w,
        q=q,
        f=f,
        err=_events(table, "err", place),
        late=_events(table, "late", place),
    )
    try:
        kpi.check(line)
    except errors.BadInput as fault:
        where = f"{place}.{fault.data['field']}"
        raise errors.BadInput(fault.code, **{**fault.data, "place": where}) from fault
    return line


def _events(table: Mapping[str, object], key: str, place: str) -> kpi.Events:
    value = table.get(key, 0)
    if isinstance(value, (list, tuple)):
        return tuple(amounts.whole(one, f"{place}.{key}[{at}]") for at, one in enumerate(value))
    return amounts.whole(value, f"{place}.{key}")


def _bounded(value: object, place: str, maximum: Decimal) -> Decimal:
    found = amounts.number(value, place)
    with _at(place):
        scoring.check_amount(place, maximum, found)
    return found


def _required(table: Mapping[str, object], key: str, place: str) -> object:
    if key not in table:
        raise errors.BadInput("request.missing", place=f"{place}.{key}".lstrip("."))
    return table[key]


def _word(table: Mapping[str, object], key: str, place: str, default: str | None = None) -> str:
    value = _required(table, key, place) if default is None else table.get(key, default)
    if not isinstance(value, str):
        raise errors.BadInput("request.not-a-text", place=f"{place}.{key}", value=value)
    return value


def _known(table: Mapping[str, object], keys: frozenset[str], place: str) -> None:
    for key in table:
        if key not in keys:
            where = f"{place}.{key}".lstrip(".")
            raise errors.BadInput("request.unknown", place=where, known=tuple(sorted(keys)))


def _mapping(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise errors.BadInput("request.not-a-table", place=place, value=value)
    return value


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Name the place in a fault that came from a rule which cannot know it."""
    try:
        yield
    except (errors.BadInput, errors.NotFound) as fault:
        raise errors.BadInput(fault.code, **{"place": place, **fault.data}) from fault
