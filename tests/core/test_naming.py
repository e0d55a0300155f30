"""Whom a line names: a code, a whole name, its end; marks decide where they were written."""

from __future__ import annotations

import unicodedata

import pytest

from core import naming
from core.people import Person

PEOPLE = [
    Person(code=code, name=name)
    for code, name in (
        ("P061", "Hoàng Thu Nga (mẫu)"),
        ("P062", "Nguyễn Văn An (mẫu)"),
        ("P063", "Lê Thị Nga"),
        ("P064", "Trần Linh Chi"),
        ("P065", "Trần Văn Ân"),
        ("P066", "Phạm Thị Hợp"),
        ("P067", "Bùi Văn Hòa"),
    )
]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("P061", ["P061"]),
        ("p061", ["P061"]),
        ("(P061)", ["P061"]),
        ("P061 - Lê Thị Nga", ["P061"]),
        ("Hoàng Thu Nga", ["P061"]),
        ("hoang thu nga", ["P061"]),
        ("HOÀNG THU NGA:", ["P061"]),
        ("Thu Nga", ["P061"]),
        ("Nga", ["P061", "P063"]),
        ("đ/c Nga", ["P061", "P063"]),
        ("đồng chí Lê Thị Nga", ["P063"]),
        ("Chi", ["P064"]),
        ("chị Chi", ["P064"]),
        ("đồng chí Chi", ["P064"]),
        ("Ân", ["P065"]),
        ("an", ["P062", "P065"]),
        ("Hoà", ["P067"]),
        ("Hoá", []),
        ("họp", []),
        ("hop", ["P066"]),
        ("Hoàng Thu", []),
        ("P099", []),
        ("", []),
        (" . ", []),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_everybody_who_may_be_meant_is_found(said: str, codes: list[str], form: str) -> None:
    found = naming.find(PEOPLE, unicodedata.normalize(form, said))  # type: ignore[arg-type]

    assert list(found) == codes


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("P061+P062", ["P061", "P062"]),
        ("P061 + P062 + P063", ["P061", "P062", "P063"]),
        ("Lan và Hùng", ["Lan", "Hùng"]),
        ("Lan va Hung", ["Lan", "Hung"]),
        ("đ/c Lan, đ/c Hùng", ["đ/c Lan", "đ/c Hùng"]),
        ("Lan; Hùng", ["Lan", "Hùng"]),
        ("Lan\nHùng", ["Lan", "Hùng"]),
        ("Lan &", ["Lan"]),
        ("Vân", ["Vân"]),
        (" + ", []),
    ],
)
def test_several_names_are_told_apart(said: str, names: list[str]) -> None:
    assert list(naming.split(said)) == names


@pytest.mark.parametrize(
    ("line", "count", "codes"),
    [
        ("P061 báo cáo", 1, ["P061"]),
        ("Nguyễn Văn An báo cáo tuần", 3, ["P062"]),
        ("đ/c Nga báo cáo", 2, ["P061", "P063"]),
        ("An toàn giao thông", 0, []),
        ("báo cáo Hoàng Thu Nga", 0, []),
    ],
)
def test_a_line_begins_with_a_name_only_when_it_can_be_nothing_else(
    line: str, count: int, codes: list[str]
) -> None:
    found = naming.begins(PEOPLE, line.split())

    assert (found[0], list(found[1])) == (count, codes)
