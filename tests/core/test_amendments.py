"""A change that is being prepared: what is asked next, and that it is kept whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import amended, amendments, errors
from core.amendments import KINDS, POST, Amendment
from tests.core import ward

TODAY = date(2026, 10, 22)
CODES = st.text(alphabet="ABCP0123456789_", max_size=8)
DAYS = st.none() | st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))


@given(
    one=st.builds(
        Amendment,
        kind=st.sampled_from(sorted(KINDS)),
        person=CODES.filter(bool),
        unit=CODES,
        position=CODES,
        title=st.text(max_size=20),
        receiver=CODES,
        act=st.sampled_from(["", "both", "comment", "decide"]),
        first=DAYS,
        last=DAYS,
        is_open=st.booleans(),
        document=st.text(max_size=20),
    )
)
def test_a_draft_comes_back_as_it_was_kept(one: Amendment) -> None:
    assert amendments.read(amendments.written(one)) == one


def test_the_questions_come_one_after_another_until_nothing_is_missing() -> None:
    one = Amendment(kind=amendments.DELEGATE, person="P001")
    said = {
        "receiver": "P002",
        "act": "both",
        "first": TODAY,
        "last": TODAY,
        "document": "05/UQ",
    }
    asked = []
    while field := amendments.missing(one):
        asked.append(field)
        one = Amendment(
            kind=one.kind,
            person=one.person,
            **{name: said[name] for name in asked},  # type: ignore[arg-type]
        )
    assert asked == list(said)


@pytest.mark.parametrize(
    ("first", "last", "kind", "code"),
    [
        (date(2026, 11, 2), date(2026, 11, 1), amendments.POST, "amend.days"),
        (date(2026, 10, 1), date(2026, 10, 21), amendments.DELEGATE, "amend.over"),
        (None, date(2026, 10, 20), amendments.REVOKE, "amend.late"),
        (None, date(2024, 10, 20), amendments.END, "amend.far"),
        (date(2226, 10, 20), None, amendments.POST, "amend.far"),
        (TODAY, TODAY, amendments.DELEGATE, "amend.document"),
    ],
)
def test_days_that_cannot_be_are_named(
    first: date | None, last: date | None, kind: str, code: str
) -> None:
    with pytest.raises(errors.BadInput) as fault:
        amendments.check(Amendment(kind=kind, person="P001", first=first, last=last), TODAY)
    assert fault.value.code == code


def test_part_time_work_is_a_kind_of_labour_and_ends_with_the_position() -> None:
    before = ward.organisation(ward.book())
    to_part_time = Amendment(
        kind=POST, person="CV_KT1", unit="PKT", position="KCT", first=date(2026, 11, 1)
    )
    back = replace(to_part_time, position="UBND_CC", first=date(2026, 12, 1))

    then = amended.organisation(before, to_part_time)
    later = amended.organisation(then, back)

    assert [post.labour for post in then.posts_of("CV_KT1", date(2026, 11, 2))] == ["part_time"]
    assert [post.labour for post in later.posts_of("CV_KT1", date(2026, 12, 2))] == [
        "civil_servant"
    ]
