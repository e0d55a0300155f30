"""Numbers as clerks and telephones write them."""

from __future__ import annotations

import pytest

from core import phones
from core.people import Person

ONE = "0912345678"


@pytest.mark.parametrize(
    "said",
    [
        "0912345678",
        " 0912 345 678 ",
        "0912.345.678",
        "091-234-5678",
        "+84912345678",
        "+84 (0)912 345 678",
        "84912345678",
        "0084912345678",
        "912345678",
    ],
)
def test_one_number_is_the_same_however_it_is_written(said: str) -> None:
    assert phones.national(said) == ONE


@pytest.mark.parametrize(
    "said", ["", "không có", "12345", "0912345678/0987654321", "+1 202 555 0100", "٠٩١٢٣٤٥٦٧٨"]
)
def test_what_is_no_number_of_the_country_identifies_nobody(said: str) -> None:
    assert phones.national(said) == ""
    assert phones.owner([Person(code="A", name="A", phone=said)], said) is None


def test_a_number_that_two_people_share_identifies_neither() -> None:
    people = [
        Person(code="A", name="A", phone=ONE),
        Person(code="B", name="B", phone="+84 912 345 678"),
        Person(code="C", name="C", phone="0987654321"),
    ]
    assert phones.owner(people, ONE) is None
    assert phones.shared(people) == {"A", "B"}
    found = phones.owner(people, "84987654321")
    assert found is not None
    assert found.code == "C"
