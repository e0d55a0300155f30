"""The code on a printed form is typed by hand: every slip of one sign is noticed."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core import errors, papercode
from core.months import Month

OCTOBER = Month(2026, 10)
PEOPLE = st.text(alphabet=string.ascii_uppercase + string.digits, min_size=1, max_size=8)


def fault(text: str) -> str:
    with pytest.raises(errors.BadInput) as refusal:
        papercode.read(text)
    assert refusal.value.data["text"] == text
    return refusal.value.code


def test_a_code_names_month_and_person_in_short_groups() -> None:
    code = papercode.write("P061", OCTOBER)

    assert code[:10] == "2610-P061-"
    assert len(code) == 12
    assert papercode.read(code) == papercode.PaperCode(person="P061", month=OCTOBER)


@given(person=PEOPLE, year=st.integers(2020, 2099), number=st.integers(1, 12))
def test_every_code_is_read_back(person: str, year: int, number: int) -> None:
    month = Month(year, number)
    found = papercode.read(papercode.write(person, month))
    assert (found.person, found.month) == (person, month)


def test_a_code_is_read_as_people_type_it() -> None:
    code = papercode.write("BV_KT", OCTOBER)
    known = papercode.read(code)
    assert known.person == papercode.bare("BV_KT") == "BVKT"
    for typed in (code.lower(), code.replace("-", " "), code.replace("-", ""), f" {code}\n"):
        assert papercode.read(typed) == known
    assert papercode.read(code.replace("-", " – ")) == known


@given(person=PEOPLE, place=st.integers(0, 20), sign=st.sampled_from(papercode._SIGNS))
def test_one_wrong_sign_is_always_refused(person: str, place: int, sign: str) -> None:
    code = papercode.bare(papercode.write(person, OCTOBER))
    assume(place < len(code) and code[place] != sign)
    assert fault(code[:place] + sign + code[place + 1 :]) in {"paper.check", "paper.code"}


@given(person=PEOPLE, place=st.integers(0, 20))
def test_two_signs_that_changed_places_are_always_refused(person: str, place: int) -> None:
    code = papercode.bare(papercode.write(person, OCTOBER))
    assume(place + 1 < len(code) and code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert fault(swapped) in {"paper.check", "paper.code"}


@pytest.mark.parametrize(
    "text",
    ["", "P061", "2610", "2613-P061-K7", "phiếu của Lan", "1,5", "٢٦١٠-P061-K7", "x" * 5000],
)
def test_what_is_no_code_is_called_so(text: str) -> None:
    assert fault(text) in {"paper.code", "paper.check"}


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = papercode.read(text)
    except errors.BadInput:
        return
    assert papercode.bare(papercode.write(found.person, found.month)) == papercode.bare(text)
