"""A catalogue's own rules: what makes one, what a version changes, and how an item is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import catalogue
from core.calendar import ZONE
from core.catalogue import Catalogue, CatalogueItem
from core.months import Month


def item(
    code: str, name: str = "", coefficient: str = "2", *, standard: bool = False
) -> CatalogueItem:
    return CatalogueItem(
        code=code,
        name=name or f"Việc {code}",
        output="",
        unit_of_count="việc",
        group="",
        coefficient=Decimal(coefficient),
        standard=standard,
    )


STANDARD = item("CHUAN", coefficient="1", standard=True)
NAMED = (
    item("A", "Báo cáo tuần"),
    item("B", "Báo cáo tháng"),
    item("C", "Bảo trì máy"),
    item("D", "Kiểm tra báo cáo quý"),
    item("E", "Báo cáo"),
)


@pytest.mark.parametrize(
    ("wrong", "codes"),
    [
        ([], []),
        ([item("")], ["catalogue.code"]),
        ([item("x" * 21)], ["catalogue.code"]),
        ([item("A B")], ["catalogue.code-signs"]),
        ([item("-A")], ["catalogue.code-signs"]),
        ([item("Đ-01/a_b.c")], []),
        ([replace(item("A"), name="")], ["catalogue.text"]),
        ([replace(item("A"), unit_of_count="")], ["catalogue.text"]),
        ([replace(item("A"), output="x" * 301)], ["catalogue.text-long"]),
        ([item("A", coefficient="0")], ["catalogue.coefficient"]),
        ([item("A", coefficient="-1")], ["catalogue.coefficient"]),
        ([item("A", coefficient="100.001")], ["catalogue.coefficient"]),
        ([item("A", coefficient="NaN")], ["catalogue.coefficient"]),
        ([item("A", coefficient="1.2345")], ["catalogue.places"]),
        ([item("A", coefficient="1.2340")], []),
        ([item("A"), item("a")], ["catalogue.twice"]),
        ([item("A", coefficient="1", standard=True)], ["catalogue.two-standards"]),
    ],
)
def test_what_keeps_items_from_being_a_catalogue(
    wrong: list[CatalogueItem], codes: list[str]
) -> None:
    found = catalogue.faults([STANDARD, *wrong])

    assert [one.code for one in found] == codes


def test_the_only_item_of_coefficient_1_is_the_standard_unit_without_being_marked() -> None:
    bare = [replace(STANDARD, standard=False), item("A")]

    assert catalogue.with_standard(bare)[0].standard
    assert not any(one.standard for one in catalogue.with_standard([*bare, item("B", "", "1")]))


def version(number: int, since: Month, state: str = catalogue.APPROVED) -> Catalogue:
    return Catalogue(
        id=number,
        unit="PKT",
        number=number,
        state=state,
        valid_from=since,
        items=(STANDARD,),
        by="P058",
        at=datetime(2026, 10, 1, tzinfo=ZONE),
    )


@given(
    st.lists(st.tuples(st.integers(1, 12), st.sampled_from(["approved", "draft", "proposed"]))),
    st.integers(1, 12),
)
def test_in_force_is_the_last_approved_version_that_has_begun(
    known: list[tuple[int, str]], month: int
) -> None:
    versions = [
        version(number, Month(2026, since), state) for number, (since, state) in enumerate(known)
    ]

    found = catalogue.in_force(versions, Month(2026, month))

    begun = [
        (one.valid_from, one.number)
        for one in versions
        if one.state == catalogue.APPROVED and one.valid_from.number <= month
    ]
    assert ((found.valid_from, found.number) if found else None) == max(begun, default=None)


def test_a_later_version_changes_nothing_before_its_month() -> None:
    first, second = version(1, Month(2026, 9)), version(2, Month(2026, 11))

    found = [
        catalogue.in_force([second, first], Month(2026, month)) for month in (8, 9, 10, 11, 12)
    ]

    assert found == [None, first, first, second, second]


def test_differences_are_by_code_whatever_its_letters() -> None:
    before = [item("A"), item("B"), item("C")]
    after = [item("a"), item("B", coefficient="3"), item("D")]

    found = catalogue.differences(before, after)

    assert [(one.before and one.before.code, one.after and one.after.code) for one in found] == [
        ("A", "a"),
        ("B", "B"),
        (None, "D"),
        ("C", None),
    ]


@pytest.mark.parametrize(
    ("wanted", "recent", "codes"),
    [
        ("bao cao", (), "EABD"),
        ("báo cáo", (), "EABD"),
        ("bao", (), "ABCDE"),
        ("bảo", (), "CABDE"),
        ("báo", (), "ABDEC"),
        ("bao cao", ("D", "B"), "EDBA"),
        ("tuan bao", (), "A"),
        ("", ("C",), "CABDE"),
        ("không có", (), ""),
    ],
)
def test_search_needs_no_marks_and_likes_exact_and_recent_ones(
    wanted: str, recent: tuple[str, ...], codes: str
) -> None:
    found = catalogue.search(NAMED, wanted, recent)

    assert "".join(one.code for one in found) == codes
