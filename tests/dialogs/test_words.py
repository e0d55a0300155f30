"""Every sentence is used, every used one exists, and no value can change what it looks like."""

from __future__ import annotations

import string
import unicodedata
from functools import cache
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import app as composition
from bot.dialogs import faults
from bot.dialogs.screen import Line, Screen, act, line
from bot.dialogs.words import Words
from bot.handlers.telegram import render
from core import errors
from tests.dialogs import source

NUMBERED = {
    "commands.viec",
    "commands.trogiup",
    "commands.them",
    *(f"day.short-{number}" for number in range(7)),
    "commands.nghi",
    *(f"sheet.column-{number}" for number in range(1, 7)),
    "commands.tuan",
    *(f"week.day-{number}" for number in range(1, 8)),
    *(f"week.part-{part}" for part in ("sang", "trua", "chieu", "toi")),
    *(f"week.part-button-{part}" for part in ("sang", "trua", "chieu", "toi", "none")),
    *(f"week.return-ready-{number}" for number in range(1, 4)),
    "notice.arrived-comment",
    "notice.arrived-decide",
    *(f"help.{number}" for number in range(1, 7)),
    "commands.donvi",
    "commands.danhmuc",
    *(f"guide.catalogue-{number}" for number in range(1, 10)),
    *(f"guide.plan-{number}" for number in range(1, 11)),
    *(f"guide.roster-{number}" for number in range(1, 12)),
    *(f"comment.ready-{number}" for number in range(1, 4)),
    *(f"comment.ready-button-{number}" for number in range(1, 4)),
    "comment.ready-4",
    "comment.ready-button-4",
    "decide.now-ready-1",
    "decide.now-ready-2",
    *(f"why.{key}" for key in ("a", "b", "c", "d", "dd", "e")),
    *(f"paper.figure-{key}" for key in ("a", "b", "c", "d")),
}
"""Keys that end in a number or a figure which the source counts."""

NEVER_SHOWN = {
    "instant",
    "instant.naive",
    "points.batch",
    "step",
    "task",
    "unit",
}
"""Codes that no person can cause: faults of our own, and the batch, which has its own words."""

WITH_THEIR_OWN_CALL = {"error.other", "error.batch", "error.batch-part"}

NASTY = st.text(alphabet=st.sampled_from("*_{}<>&;:!{text}nguyễn ẠÂ\"'\\/\n"), max_size=40)


WORDS = composition.read_words()


@cache
def templates() -> dict[str, str]:
    return {key: "".join(text for text, _ in WORDS._spans[key]) for key in WORDS.keys}


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_key_that_is_said_has_a_sentence() -> None:
    known = WORDS.keys

    missing = {
        (one.where, key)
        for one in source.said("bot")
        for key in one.keys
        if key.split(".")[0] in {each.split(".")[0] for each in known} and key not in known
    }

    assert missing == set()


def test_every_sentence_is_said_somewhere() -> None:
    keys = {key for key in WORDS.keys if not key.startswith("error.")}

    unused = keys - source.strings("bot") - NUMBERED

    assert unused == set()


def test_every_place_of_a_sentence_is_filled_by_who_says_it() -> None:
    known = templates()

    empty = {
        (one.where, key, name)
        for one in source.said("bot")
        for key in one.keys
        if key in known and one.facts is not None
        for name in places(known[key]) - one.facts
    }

    assert empty == set()


def test_every_error_a_person_can_meet_has_a_sentence() -> None:
    known = WORDS

    silent = {
        (one.where, code)
        for one in source.raised()
        for code in one.codes
        if code not in NEVER_SHOWN and f"error.{code}" not in known
    }

    assert silent == set()


def test_every_sentence_of_an_error_has_its_error() -> None:
    keys = {key.removeprefix("error.") for key in templates() if key.startswith("error.")}
    codes = source.strings("core", "bot", "storage") | {"other", "batch", "batch-part"}

    assert keys - codes == set()


def test_every_fact_of_an_error_sentence_is_given_where_it_is_raised() -> None:
    known = templates()

    empty = {
        (one.where, code, name)
        for one in source.raised()
        for code in one.codes
        if f"error.{code}" in known and one.facts is not None
        for name in places(known[f"error.{code}"]) - one.facts - {"text", "criterion"}
    }

    assert empty == set()


def test_an_error_without_its_facts_still_makes_a_sentence() -> None:
    for key in templates():
        if key.startswith("error.") and key not in WITH_THEIR_OWN_CALL:
            said = faults.sentences(WORDS, errors.BadInput(key.removeprefix("error.")))
            assert "{" not in said[0].plain


@pytest.mark.parametrize("key", sorted(templates()))
def test_a_sentence_is_composed_and_leaves_no_mark_behind(key: str) -> None:
    template = templates()[key]

    shown = WORDS.text(key, **dict.fromkeys(places(template), "x"))

    assert template == unicodedata.normalize("NFC", template)
    assert not any(mark in shown for mark in ("**", "__", "{", "}"))


@given(value=NASTY)
def test_a_value_is_never_markup(value: str) -> None:
    words = Words('[a]\nb = "**{name}** và __{name}__ {name}"')

    said = words("a.b", name=value)

    assert said.plain == f"{value} và {value} {value}"
    assert render.text(_screen(said)) == (
        f"{_tag('b', value)} và {_tag('i', value)} {escape(value, quote=False)}"
    )


def _tag(name: str, value: str) -> str:
    words = escape(value, quote=False)
    return f"<{name}>{words}</{name}>" if value.strip() else words


def _screen(said: Line) -> Screen:
    return Screen(at=act("home"), lines=(said,))


@given(value=NASTY)
def test_what_a_person_typed_is_quoted_as_it_is(value: str) -> None:
    said = line(value)

    assert said.plain == value
    assert render.text(_screen(said)) == escape(value, quote=False)
