"""Notes, terms and the own class of a draft, and what it lacks before it may be sent."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core import drafting, errors
from core.evaluation import Term
from tests.core.test_drafting import FORM, LEADER_FORM, MAXIMA, draft, last_month, two


def test_notes_are_trimmed_replaced_and_taken_back() -> None:
    one = drafting.note(draft(), FORM, "1.1", "  Đã học nghị quyết.  ")
    assert one.own.notes == {"1.1": "Đã học nghị quyết."}
    assert drafting.note(one, FORM, "1.1", " ").own.notes == {}
    with pytest.raises(errors.BadInput) as fault:
        drafting.note(one, FORM, "1.1", "x" * 501)
    assert (fault.value.code, fault.value.data["length"]) == ("text.long", 501)
    with pytest.raises(errors.NotFound):
        drafting.note(one, FORM, "9.9", "Không có.")


def test_an_objection_to_the_tasks_is_a_note() -> None:
    assert drafting.object_to_tasks(draft(), " Thiếu việc. ").own.objection == "Thiếu việc."


def test_a_leader_proposes_two_terms_with_a_sentence_each() -> None:
    leader = draft(form="02")
    one = drafting.propose_term(leader, LEADER_FORM, "đ", Fraction(1))
    one = drafting.ground_term(one, "đ", "Đúng tiến độ.")
    assert one.own.terms == {"đ": Term(value=Fraction(1), sentence="Đúng tiến độ.")}
    same = drafting.propose_term(one, LEADER_FORM, "đ", Fraction(1))
    other = drafting.propose_term(one, LEADER_FORM, "đ", Fraction(1, 2))
    assert (same.own.terms["đ"].sentence, other.own.terms["đ"].sentence) == ("Đúng tiến độ.", "")


@pytest.mark.parametrize(
    ("form", "key", "value"),
    [
        (FORM, "đ", "1"),
        (LEADER_FORM, "d", "1"),
        (LEADER_FORM, "e", "3/4"),
        (LEADER_FORM, "e", "0"),
    ],
)
def test_other_terms_are_not_proposed(form: object, key: str, value: str) -> None:
    with pytest.raises(errors.BadInput) as fault:
        drafting.propose_term(draft(), form, key, Fraction(value))  # type: ignore[arg-type]  # a Form
    assert fault.value.code == "term"


def test_a_term_is_grounded_only_after_it_was_proposed() -> None:
    with pytest.raises(errors.BadInput):
        drafting.ground_term(draft(form="02"), "đ", "Đúng tiến độ.")


def test_another_own_class_asks_for_its_note_anew() -> None:
    one = drafting.explain_class(drafting.choose_class(draft(), "A"), "Có sáng kiến.")
    assert drafting.choose_class(one, "A") is one
    assert drafting.choose_class(one, "B").own.class_note == ""
    with pytest.raises(errors.BadInput):
        drafting.choose_class(one, "E")


def test_what_is_lacking_comes_in_the_order_of_the_way() -> None:
    last = last_month({**MAXIMA}, {**MAXIMA, "2.4": two("2")})
    one = drafting.clear(drafting.prefill(draft(), FORM, last, FORM), FORM, "1.8")
    assert [(lack.code, lack.items) for lack in drafting.lacks(one, FORM, None)] == [
        ("unanswered", ("1.8",)),
        ("group-not-shown", ("1", "2", "3")),
        ("lowered-needs-note", ("2.4",)),
        ("class", ("class",)),
    ]
    leader = drafting.propose_term(draft(form="02"), LEADER_FORM, "e", Fraction(1))
    codes = {lack.code: lack.items for lack in drafting.lacks(leader, LEADER_FORM, None)}
    assert codes["term"] == ("đ", "e")


def test_a_lowered_criterion_is_free_after_a_sentence_or_other_points() -> None:
    last = last_month({**MAXIMA}, {**MAXIMA, "2.4": two("2")})
    filled = drafting.prefill(draft(), FORM, last, FORM)
    noted = drafting.note(filled, FORM, "2.4", "Đã khắc phục.")
    given_anew = drafting.give(filled, FORM, "2.4", two("2.5"), seen=filled.version)
    for one in (noted, given_anew):
        assert "lowered-needs-note" not in {lack.code for lack in drafting.lacks(one, FORM, "B")}


@pytest.mark.parametrize(("band", "note", "lacks"), [("B", "", 1), ("B", "x", 0), ("A", "", 0)])
def test_an_own_class_beside_the_band_needs_a_note(band: str, note: str, lacks: int) -> None:
    one = draft(points=MAXIMA, own_class="A", class_note=note)
    assert len(drafting.lacks(one, FORM, band)) == lacks
