from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core import errors, forms
from tests.core import ward_rules

FORMS = ward_rules.cases("forms")
EACH = pytest.mark.parametrize("case", FORMS, ids=lambda case: f"form {case['form']}")


def read(code: str) -> forms.Form:
    return ward_rules.book().form(code)


def points(text: str) -> list[tuple[str, Decimal]]:
    """``1.1: 2; 1.2: 0.5`` as pairs."""
    pairs = (part.split(":") for part in text.split(";"))
    return [(id_.strip(), Decimal(value.strip())) for id_, value in pairs]


def refusal(code: str, old: str, new: str) -> errors.RulesBroken:
    """How form *code* is refused once *old* is written as *new* in its file."""
    file = f"forms/mau_{code}.toml"
    text = ward_rules.texts()[file]
    assert old in text
    with pytest.raises(errors.RulesBroken) as found:
        forms.load(file, text.replace(old, new, 1))
    assert found.value.data["file"] == file
    return found.value


@EACH
def test_every_scored_line_has_the_printed_maximum(case: dict[str, Any]) -> None:
    found = [(one.id, one.max) for one in read(case["form"]).criteria]
    assert found == points(case["maxima"])


@EACH
def test_groups_have_the_printed_maximum(case: dict[str, Any]) -> None:
    found = [(one.id, one.max) for one in read(case["form"]).groups]
    assert found == points(case["groups"])


@EACH
def test_texts_are_word_for_word_those_of_the_plan(case: dict[str, Any]) -> None:
    form = read(case["form"])
    assert {id_: form.criterion(id_).text for id_ in case["texts"]} == case["texts"]
    assert {id_: form.group(id_).text for id_ in case["group_texts"]} == case["group_texts"]


@EACH
def test_titles_formula_and_source(case: dict[str, Any]) -> None:
    form = read(case["form"])
    found = (form.title, form.list_title, form.leader, form.source, form.version)
    assert found == (
        case["title"],
        case["list_title"],
        case["leader"],
        f"Phụ lục 1, Mẫu số {case['form']}",
        "2026-03-25",
    )


@EACH
def test_an_item_of_an_unscored_heading_carries_its_text(case: dict[str, Any]) -> None:
    form = read(case["form"])
    found = {id_: form.criterion(id_).section or "" for id_ in case["sections"]}
    assert found == case["sections"]


@EACH
def test_labels_are_short_and_tell_the_criteria_apart(case: dict[str, Any]) -> None:
    labels = [one.label for one in read(case["form"]).criteria]
    assert [label for label in labels if len(label) > 45] == []
    assert len(set(labels)) == len(labels)


def test_the_label_of_the_declaration_of_assets() -> None:
    assert read("03").criterion("1.5").label == "Kê khai, công khai tài sản, thu nhập"


def test_forms_01_and_02_have_the_same_criteria() -> None:
    assert read("01").criteria == read("02").criteria


def test_bullets_explain_and_carry_no_points() -> None:
    bullets = [len(one.bullets) for one in read("03").criteria]
    assert bullets == [0, 0, 0, 0, 0, 0, 0, 0, 4, 2, 3, 3, 0]
    assert read("03").criterion("2.4").bullets[2] == (
        "Có tinh thần chịu trách nhiệm trước kết quả công việc; sẵn sàng nhận trách nhiệm khi có "
        "sai sót và có biện pháp khắc phục rõ ràng, cụ thể"
    )


def test_the_number_printed_on_the_paper_may_be_a_dash_or_nothing() -> None:
    printed = (read("01").criterion("3.1.1").printed, read("03").criterion("3.0").printed)
    assert printed == ("-", "")


def test_section_two_and_the_deductions_are_described() -> None:
    form = read("04")
    assert form.kpi_text == "NHÓM TIÊU CHÍ VỀ KẾT QUẢ THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO"
    assert form.deduction_rule.endswith(
        "Điểm trừ không vượt quá số điểm quy định của từng tiêu chí."
    )
    assert [form.common_max, form.kpi_max, form.total_max] == [30, 70, 100]


def test_a_criterion_or_group_of_another_form_is_not_found() -> None:
    with pytest.raises(errors.NotFound):
        read("03").criterion("3.1.1")
    with pytest.raises(errors.NotFound):
        read("03").criterion("3")
    with pytest.raises(errors.NotFound):
        read("03").group("4")


@EACH
def test_changing_any_one_maximum_is_refused_at_load(case: dict[str, Any]) -> None:
    code = case["form"]
    file = f"forms/mau_{code}.toml"
    pieces = ward_rules.texts()[file].split('max = "')
    for at in range(1, len(pieces)):
        _, after = pieces[at].split('"', 1)
        changed = [*pieces[:at], f'7.5"{after}', *pieces[at + 1 :]]
        with pytest.raises(errors.RulesBroken):
            forms.load(file, 'max = "'.join(changed))


@EACH
def test_changing_any_label_to_a_long_one_is_refused(case: dict[str, Any]) -> None:
    first = read(case["form"]).criteria[0].label
    fault = refusal(case["form"], f'label = "{first}"', f'label = "{first + "x" * 46}"')
    assert (fault.code, fault.data["place"]) == ("form.label", "criterion[1].label")


def test_a_sum_that_is_not_right_names_the_group() -> None:
    fault = refusal("03", 'max = "15"', 'max = "16"')
    assert (fault.code, fault.data["place"]) == ("form.sum", "group[1].max")


def test_a_heading_that_is_not_the_sum_of_its_items_is_named() -> None:
    fault = refusal(
        "01",
        'text = "Thái độ công tác trong thực hiện nhiệm vụ"\nmax = "3"',
        'text = "Thái độ công tác trong thực hiện nhiệm vụ"\nmax = "4"',
    )
    assert (fault.code, fault.data["id"]) == ("form.sum", "3.4")


def test_two_criteria_that_swap_a_point_keep_the_sum_but_not_the_paper() -> None:
    """Sums cannot see this; the table of maxima above does."""
    file = "forms/mau_04.toml"
    text = ward_rules.texts()[file]
    swapped = text.replace('max = "3"', 'max = "2.5"', 1).replace('max = "3"', 'max = "3.5"', 1)
    found = [(one.id, one.max) for one in forms.load(file, swapped).criteria]
    assert found[:2] != points(FORMS[3]["maxima"])[:2]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('id = "1.1"\n', 'id = "1.2"\n', "form.twice", "criterion[2].id"),
        ('scored = true\n', 'scored = true\nweigth = "2"\n', "rules.unknown", "criterion[1].weigth"),
        ('scored = true\n', 'scored = "yes"\n', "rules.not-flag", "criterion[1].scored"),
        ('max = "2"', 'max = "hai"', "rules.not-number", "criterion[1].max"),
        ('max = "2"', "max = 2", "rules.not-text", "criterion[1].max"),
        ('max = "2"', 'max = "0"', "form.maximum", "criterion[1].max"),
        ('group = "1"', 'group = "9"', "form.no-parent", "criterion[1].parent"),
        ('label = "Bản lĩnh', '# label = "Bản lĩnh', "rules.missing", "criterion[1].label"),
        ("valid_from = 2026-03-25", 'valid_from = "mai"', "rules.not-date", "valid_from"),
        ('kpi_formula = "abc_3"', 'kpi_formula = "abc_d_dd_e_6"', "form.formula", "kpi_formula"),
        ('form = "03"', 'form = "05"', "form.code", "form"),
        ("schema = 1", "schema = 2", "rules.schema", "schema"),
        ("schema = 1", 'schema = 1\nnote = "x"', "rules.unknown", "note"),
        ('max = "70"', 'max = "70"\nnote = "x"', "rules.unknown", "section_result.note"),
        ('max = "15"', 'max = "15"\nnote = "x"', "rules.unknown", "group[1].note"),
        ('max = "70"', 'max = "60"', "form.sum", "section_result.max"),
        ('max = "100"', 'max = "90"', "form.sum", "total.max"),
    ],
)  # fmt: skip
def test_a_broken_form_is_refused_naming_the_place(
    old: str, new: str, code: str, place: str
) -> None:
    fault = refusal("03", old, new)
    assert (fault.code, fault.data["place"]) == (code, place)


def test_a_criterion_left_out_is_refused() -> None:
    file = "forms/mau_03.toml"
    head, *blocks = ward_rules.texts()[file].split("[[criterion]]")
    with pytest.raises(errors.RulesBroken):
        forms.load(file, "[[criterion]]".join([head, *blocks[1:]]))


def test_what_is_no_toml_names_the_file() -> None:
    with pytest.raises(errors.RulesBroken) as found:
        forms.load("forms/mau_03.toml", "schema = = 1")
    assert (found.value.code, found.value.data["file"]) == ("rules.toml", "forms/mau_03.toml")
