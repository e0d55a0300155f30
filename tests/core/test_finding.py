"""Whom the letters that a clerk types mean."""

from __future__ import annotations

import pytest

from core import finding
from core.people import Person

PEOPLE = (
    Person(code="P01", name="Hoàng Thu Nga", phone="0912 345 678"),
    Person(code="P02", name="Nguyễn Văn Hưng", phone="+84 987.654.321"),
    Person(code="P03", name="Lê Thị Ngà"),
    Person(code="P04", name="Trần Nga My (mẫu)"),
    Person(code="P05", name="Nguyễn Văn Hùng"),
    Person(code="P06", name="Đỗ Hoàng Anh"),
    Person(code="P07", name="Hoàng Thu Nga"),
    Person(code="P08", name="Vũ Hợp"),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hoang thu nga", "P01 P07"),
        ("Hoàng Thu Nga", "P01 P07"),
        ("thu nga", "P01 P07"),
        ("nga", "P01 P07 P03 P04"),
        ("Ngà", "P03 P01 P07 P04"),
        ("ngà", "P03 P01 P07 P04"),
        ("htn", "P01 P07"),
        ("H.T.N", "P01 P07"),
        ("nvh", "P02 P05"),
        ("dha", "P06"),
        ("Hưng", "P02 P05"),
        ("đc Hùng", "P05 P02"),
        ("chị Nga", "P01 P07 P03 P04"),
        ("hoang th", "P01 P07"),
        ("ho", "P06 P08 P01 P07"),
        ("p03", "P03"),
        ("0912345678", "P01"),
        ("+84 912 345 678", "P01"),
        ("987654321", "P02"),
        ("0900000000", ""),
        ("zzz", ""),
        ("  ", ""),
        ("()", ""),
        ("đ", "P06"),
        ("nguyen van", "P02 P05"),
        ("Hoà", "P06 P01 P07"),
    ],
)
def test_the_best_comes_first(typed: str, found: str) -> None:
    assert " ".join(finding.find(PEOPLE, typed)) == found
