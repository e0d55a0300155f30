from __future__ import annotations

from decimal import Decimal

import pytest

from core import errors, rulebook, settings
from tests.core import ward_rules

# The values to confirm with the ward, with the reading proposed for each.
DEFAULTS: dict[str, object] = {
    "work_window": "cutoff",
    "quota_base": "B",
    "quota_round": "down",
    "quota_pools": "unit_heads_groups",
    "b_c_base": "assigned",
    "penalty_scope": "unit",
    "over_cap": "per_line",
    "no_assignment": "ask",
    "leader_pool": "own_plus_scope",
    "d_population": "direct_management",
    "low_presence_cap": "C",
    "december_steps": (11, 12, 14, 15),
    "december_publish": "december",
    "point_step": Decimal("0.25"),
    "rounding": "exact",
    "appeal_days": (5, 10),
    "publish_fields": "class_only",
    "non_regular_workers": "off",
    "commenter_gaps": "authority_table",
    "coefficient_approval": "head_then_collector",
    "late_submission": "marked",
}


def overlay(key: str, value: object) -> object:
    return getattr(ward_rules.book().settings.overlay({key: value}), key)


def broken(file: str, text: str | None) -> errors.RulesBroken:
    texts = dict(ward_rules.texts())
    if text is None:
        del texts[file]
    else:
        texts[file] = text
    with pytest.raises(errors.RulesBroken) as refusal:
        rulebook.load(texts)
    assert refusal.value.data["file"] == file
    return refusal.value


def test_the_book_holds_the_four_forms() -> None:
    assert list(ward_rules.book().forms) == ["01", "02", "03", "04"]
    assert ward_rules.book().form("04").code == "04"


def test_a_form_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(errors.NotFound):
        ward_rules.book().form("05")


@pytest.mark.parametrize("file", rulebook.FILES)
def test_a_missing_file_is_named(file: str) -> None:
    assert broken(file, None).code == "rules.file-missing"


def test_a_file_nobody_reads_is_refused() -> None:
    assert broken("forms/mau_05.toml", "schema = 1").code == "rules.file-unknown"


def test_a_form_in_the_file_of_another_is_refused() -> None:
    other = ward_rules.texts()["forms/mau_01.toml"]
    assert broken("forms/mau_02.toml", other).code == "form.file"


@pytest.mark.parametrize(("key", "value"), DEFAULTS.items())
def test_every_open_question_has_the_proposed_default(key: str, value: object) -> None:
    assert getattr(ward_rules.book().settings, key) == value


def test_every_setting_is_dated_and_names_its_clause() -> None:
    rules = ward_rules.book().settings.rules
    assert set(rules) == set(DEFAULTS)
    assert {rule.source for rule in rules.values()} == {"proposed"}
    assert [key for key, rule in rules.items() if not rule.clause] == []
    assert {rule.valid_from.isoformat() for rule in rules.values()} == {"2026-03-25"}


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("b_c_base", "completed", "completed"),
        ("over_cap", "per line", "per_line"),
        ("over_cap", "total", "total"),
        ("d_population", "whole tree", "whole_tree"),
        ("quota_base", "A+B", "A+B"),
        ("point_step", "0.5", Decimal("0.5")),
        ("point_step", Decimal("0.5"), Decimal("0.5")),
        ("point_step", "free", None),
        ("appeal_days", "3/7", (3, 7)),
        ("december_steps", "8/9/13/15", (8, 9, 13, 15)),
    ],
)
def test_the_ward_may_read_the_plan_otherwise(key: str, value: object, read: object) -> None:
    assert overlay(key, value) == read


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("b_c_bases", "assigned"),
        ("b_c_base", "both"),
        ("b_c_base", True),
        ("b_c_base", None),
        ("point_step", "0.1"),
        ("rules", "x"),
        ("appeal_days", "5"),
        ("appeal_days", "0/10"),
        ("appeal_days", "5/10/15"),
        ("december_steps", "11/12/14/16"),
        ("december_steps", "12/11/14/15"),
        ("december_steps", "11/12/14"),
    ],
)
def test_an_unknown_setting_or_value_is_refused(key: str, value: object) -> None:
    with pytest.raises(errors.BadInput) as refusal:
        overlay(key, value)
    assert (refusal.value.code, refusal.value.data["key"]) == ("setting", key)


def test_what_is_allowed_is_told() -> None:
    with pytest.raises(errors.BadInput) as refusal:
        overlay("no_assignment", "skip")
    assert refusal.value.data["allowed"] == ("ask", "zero")


def test_an_overlay_leaves_the_book_as_it_was() -> None:
    book = ward_rules.book()
    changed = book.overlay({"work_window": "calendar_month"})
    assert changed.settings.work_window == "calendar_month"
    assert changed.calendar.settings is changed.settings
    assert book.settings.work_window == "cutoff"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('key = "b_c_base"', 'key = "b_c_bases"', "settings.key"),
        ('key = "quota_round"', 'key = "quota_base"', "settings.key"),
        ('default = "assigned"', 'default = "both"', "settings.default"),
        ('default = "5/10"', 'default = "5 days"', "settings.default"),
        ('source = "proposed"', 'source = "proposed"\nnote = "x"', "rules.unknown"),
        ("schema = 1", "schema = 2", "rules.schema"),
    ],
)
def test_broken_settings_are_refused(old: str, new: str, code: str) -> None:
    text = ward_rules.texts()["settings.toml"]
    assert old in text
    assert broken("settings.toml", text.replace(old, new, 1)).code == code


def test_a_setting_left_out_is_named() -> None:
    head, *rows = ward_rules.texts()["settings.toml"].split("[[setting]]")
    with pytest.raises(errors.RulesBroken) as refusal:
        settings.load("settings.toml", "[[setting]]".join([head, *rows[1:]]))
    assert refusal.value.data["keys"] == ("work_window",)
