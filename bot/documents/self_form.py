"""The self-assessment form on paper: what is printed of each person, as plain JSON data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from bot.dialogs.words import Words, closing, percent, points, shown, total
from bot.documents.typesetting import pdf, qr
from core.evaluation import PROPOSED_TERMS
from core.forms import Criterion, Form, Group
from core.usecases.printing import Blank

TEMPLATE = "phieu"
FIGURES = ("a", "b", "c", "d")
CLASSES = ("A", "B", "C", "D")

Row = dict[str, object]


def as_pdf(words: Words, blanks: Iterable[Blank], until: datetime) -> bytes:
    """All forms in one file, each with its own page numbers; *until* closes the self step."""
    return pdf(TEMPLATE, {"forms": [as_data(words, one, until) for one in blanks]})


def as_data(words: Words, one: Blank, until: datetime) -> Row:
    form = one.form
    return {
        "form": form.code,
        "title": form.title,
        "unit": one.unit.name,
        "name": one.person.name,
        "post": one.post,
        "month": f"{one.month.number:02d}",
        "year": str(one.month.year),
        "code": one.code,
        "qr": qr(one.code),
        "until": closing(until),
        "printed": shown(one.printed),
        "common": {"text": form.common_text, "max": points(form.common_max)},
        "rows": [row for group in form.groups for row in _rows(group)],
        "result": _result(words, one),
        "total": {"text": form.total_text, "max": points(form.total_max)},
        "deduction": {"text": form.deduction_text, "rule": form.deduction_rule},
        "classes": [{"letter": each, "name": words.text(f"class.{each}")} for each in CLASSES],
    }


def _rows(group: Group) -> list[Row]:
    """A group, its unscored headings (3.1 of forms 01 and 02) and its criteria, as printed."""
    rows = [_row("group", group.printed, group.text, points(group.max))]
    section = None
    for criterion in group.criteria:
        if criterion.section != section:
            section = criterion.section
            if section is not None:
                rows.append(_heading(group, criterion))
        rows.append(
            _row(
                "criterion",
                criterion.printed,
                criterion.text,
                points(criterion.max),
                bullets=list(criterion.bullets),
            )
        )
    return rows


def _heading(group: Group, first: Criterion) -> Row:
    below = [one for one in group.criteria if one.section == first.section]
    number = first.id.rpartition(".")[0]
    maximum = points(sum((one.max for one in below), start=group.max * 0))
    return _row("heading", number, first.section or "", maximum)


def _row(kind: str, number: str, text: str, maximum: str, bullets: list[str] | None = None) -> Row:
    return {
        "kind": kind,
        "number": number,
        "text": text,
        "max": maximum,
        "bullets": bullets or [],
    }


def _result(words: Words, one: Blank) -> Row:
    """Part II as of now; a leader ticks đ and e, which only the person can propose."""
    form, figures = one.form, one.result.figures or {}
    return {
        "text": form.kpi_text,
        "rule": form.kpi_rule,
        "description": list(form.kpi_description),
        "max": points(form.kpi_max),
        "points": None if one.share is None else total(one.share * Fraction(form.kpi_max)),
        "figures": [
            {
                "key": key,
                "name": words.text(f"paper.figure-{key}"),
                "value": percent(figures[key]),
            }
            for key in FIGURES
            if key in figures
        ],
        "terms": _terms(words, form),
    }


def _terms(words: Words, form: Form) -> list[Row]:
    if not form.leader:
        return []
    keys = {"đ": "dd", "e": "e"}
    return [
        {"key": key, "name": words.text(f"term.{keys[key]}").partition(" · ")[2]}
        for key in PROPOSED_TERMS
    ]
