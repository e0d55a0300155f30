"""The four forms of Phụ lục 1: criteria, groups, maxima, checked when they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core import errors, tables

LABEL_LENGTH = 45
_COUNTS = {"01": 32, "02": 32, "03": 13, "04": 10}
_LEADER = {"abc_d_dd_e_6": True, "abc_3": False}
_COMMON, _RESULT, _TOTAL = Decimal(30), Decimal(70), Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One scored line. *text* is verbatim, *label* a short name of ours.

    *printed* is the number on the paper (``-`` or empty for some); *section* is the text of
    the unscored heading above it, such as 3.1 of forms 01 and 02.
    """

    id: str
    group: str
    text: str
    label: str
    max: Decimal
    bullets: tuple[str, ...] = ()
    printed: str = ""
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    id: str
    text: str
    label: str
    max: Decimal
    printed: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A version of one form. *leader*: the result is (a+b+c+d+đ+e)/6, else (a+b+c)/3.

    *title* is printed on the form, *list_title* in the list of Phụ lục 1; 02 and 04 differ.
    """

    code: str
    version: str
    valid_from: dt.date
    source: str
    title: str
    list_title: str
    heading: str
    leader: bool
    common_text: str
    common_max: Decimal
    groups: tuple[Group, ...]
    kpi_text: str
    kpi_rule: str
    kpi_description: tuple[str, ...]
    kpi_max: Decimal
    deduction_text: str
    deduction_rule: str
    total_text: str
    total_max: Decimal

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The scored criteria in the order of the paper."""
        return tuple(one for group in self.groups for one in group.criteria)

    def criterion(self, id_: str) -> Criterion:
        """*errors.NotFound* ``criterion`` for an id this form does not score."""
        for one in self.criteria:
            if one.id == id_:
                return one
        raise errors.NotFound("criterion", form=self.code, id=id_)

    def group(self, id_: str) -> Group:
        """*errors.NotFound* ``group``."""
        for one in self.groups:
            if one.id == id_:
                return one
        raise errors.NotFound("group", form=self.code, id=id_)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """An unscored criterion, whose own items must add up to its maximum."""

    text: str
    max: Decimal
    table: tables.Table


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    criterion: Criterion
    parent: str
    table: tables.Table


def load(file: str, text: str) -> Form:
    """*errors.RulesBroken* naming *file* and place when a key, a sum or a count is not right."""
    top = tables.parse(file, text)
    if top.whole("schema") != 1:
        raise top.broken("rules.schema", "schema")
    code = top.text("form")
    if code not in _COUNTS:
        raise top.broken("form.code", "form", value=code)
    formula = top.text("kpi_formula")
    if _LEADER.get(formula) is not (code in {"01", "02"}):
        raise top.broken("form.formula", "kpi_formula", value=formula)
    valid_from = top.date("valid_from")
    common = _section(top.table("section_common"))
    result = _section(top.table("section_result"), rule=True, description=True)
    deduction = _section(top.table("section_deduction"), rule=True, scored=False)
    total = _section(top.table("total"), numbered=False)
    form = Form(
        code=code,
        version=valid_from.isoformat(),
        valid_from=valid_from,
        source=top.text("source"),
        title=top.text("form_title"),
        list_title=top.text("list_title"),
        heading=top.text("heading"),
        leader=_LEADER[formula],
        common_text=common.text,
        common_max=common.max,
        groups=_groups(top),
        kpi_text=result.text,
        kpi_rule=result.rule,
        kpi_description=result.description,
        kpi_max=result.max,
        deduction_text=deduction.text,
        deduction_rule=deduction.rule,
        total_text=total.text,
        total_max=total.max,
    )
    top.table("provenance")
    top.done()
    _check_sums(form, top)
    return form


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    text: str
    max: Decimal
    rule: str
    description: tuple[str, ...]


def _section(
    table: tables.Table,
    *,
    rule: bool = False,
    description: bool = False,
    scored: bool = True,
    numbered: bool = True,
) -> _Section:
    if numbered:
        table.text("id")
    section = _Section(
        text=table.text("text"),
        max=table.decimal("max") if scored else Decimal(0),
        rule=table.text("rule_text") if rule else "",
        description=table.texts("description") if description else (),
    )
    table.done()
    return section


def _groups(top: tables.Table) -> tuple[Group, ...]:
    scored, headings = _criteria(top.rows("criterion"))
    groups: list[Group] = []
    for row in top.rows("group"):
        id_ = row.text("id")
        group = Group(
            id=id_,
            text=row.text("text"),
            label=_label(row),
            max=row.decimal("max"),
            printed=row.text("printed_tt"),
            criteria=tuple(one.criterion for one in scored if one.criterion.group == id_),
        )
        row.done()
        _check_sum(row, group.criteria, group.max)
        groups.append(group)
    known = {group.id for group in groups}
    if len(known) != len(groups):
        raise top.broken("form.twice", "group")
    for one in scored:
        if one.criterion.group not in known:
            raise one.table.broken("form.no-group", "group", value=one.criterion.group)
    for id_, heading in headings.items():
        below = tuple(one.criterion for one in scored if one.parent == id_)
        _check_sum(heading.table, below, heading.max, id=id_)
    return tuple(groups)


def _criteria(
    rows: tuple[tables.Table, ...],
) -> tuple[list[_Scored], dict[str, _Heading]]:
    scored: list[_Scored] = []
    headings: dict[str, _Heading] = {}
    seen: set[str] = set()
    for row in rows:
        id_, group, parent = row.text("id"), row.text("group"), row.text("parent")
        if id_ in seen:
            raise row.broken("form.twice", "id", value=id_)
        seen.add(id_)
        text, maximum, printed = row.text("text"), row.decimal("max"), row.text("printed_tt")
        if maximum <= 0:
            raise row.broken("form.maximum", "max", value=maximum)
        if parent != group and parent not in headings:
            raise row.broken("form.no-parent", "parent", value=parent)
        if not row.flag("scored"):
            headings[id_] = _Heading(text=text, max=maximum, table=row)
        else:
            one = Criterion(
                id=id_,
                group=group,
                text=text,
                label=_label(row),
                max=maximum,
                bullets=row.texts("bullets") if row.has("bullets") else (),
                printed=printed,
                section=headings[parent].text if parent in headings else None,
            )
            scored.append(_Scored(criterion=one, parent=parent, table=row))
        row.done()
    return scored, headings


def _label(row: tables.Table) -> str:
    label = row.text("label")
    if not 0 < len(label) <= LABEL_LENGTH:
        raise row.broken("form.label", "label", value=label)
    return label


def _check_sum(
    row: tables.Table, criteria: tuple[Criterion, ...], maximum: Decimal, **data: object
) -> None:
    total = sum((one.max for one in criteria), Decimal(0))
    if total != maximum:
        raise row.broken("form.sum", "max", sum=total, max=maximum, **data)


def _check_sums(form: Form, top: tables.Table) -> None:
    found: Mapping[str, tuple[Decimal, Decimal]] = {
        "group": (sum((one.max for one in form.groups), Decimal(0)), _COMMON),
        "section_common.max": (form.common_max, _COMMON),
        "section_result.max": (form.kpi_max, _RESULT),
        "total.max": (form.total_max, _TOTAL),
    }
    for place, (value, wanted) in found.items():
        if value != wanted:
            raise top.broken("form.sum", place, sum=value, max=wanted)
    if len(form.criteria) != _COUNTS[form.code]:
        raise top.broken(
            "form.count", "criterion", count=len(form.criteria), wanted=_COUNTS[form.code]
        )
