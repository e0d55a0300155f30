"""Every button leads somewhere, fits its wire, and nothing forged gets past the table."""

from __future__ import annotations

import ast
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogs import routes
from bot.dialogs.screen import Action
from bot.handlers.actions import LIMIT, WireCodec
from core import errors
from tests.dialogs import source

CODEC = WireCodec()
LONGEST = {int: "9" * 9, Decimal: "99.75", str: "x" * 20}
LONGEST_BY_NAME = {
    "criterion": "3.10.10",
    "group": "3.10",
    "group_id": "3.10",
    "key": "đ",
    "label": "100",
    "class_": "D",
    "chosen": "D",
    "seen": "f" * 16,
    "number": "99",
    "index": "99",
    "month": "2026-11",
    "kind": "secondment",
    "since": "2026-10-22",
    "until": "2026-10-22",
    "day": "2026-10-22",
    "week": "2026-W43",
    "hour": "1530",
    "part": "chieu",
    "accepted": "9999",
    "major": "1",
    "which": "9",
    "packed": "202610231600",
    "channel": "telegram",
    "position": "HDND_TRUONG_BAN",
}
OPENING = {"score.open", "score.group"}
"""They write that a form was opened or a group shown, which counts for nothing by itself."""
HARMLESS = {"link.keep"}
"""Changes nothing, yet is an answer to a question that was asked once."""
WRITERS = {
    "own_form": {"open_draft", "change", "prefill", "submit", "withdraw"},
    "reviewing": {"comment", "propose", "send_back", "pick"},
    "preparing": {
        "set_points",
        "deduct",
        "drop_deduction",
        "set_term",
        "choose_class",
        "give_reason",
        "start_over",
    },
    "deciding": {"decide", "not_rate", "undo"},
    "together": {"agree", "decide"},
    "proxying": {
        "begin",
        "by_code",
        "change",
        "attach",
        "drop_photos",
        "drop",
        "submit",
    },
    "staffing": {"release", "link", "issue_code", "unlink"},
    "cataloguing": {
        "begin",
        "put_items",
        "drop_item",
        "set_standard",
        "set_month",
        "start_over",
    },
    "catalogue_approving": {"propose", "withdraw", "harmonise", "approve", "send_back"},
    "monthplanning": {
        "write",
        "begin_line",
        "answer",
        "answer_all",
        "change",
        "drop",
        "drop_typed",
        "take_back",
        "restore",
    },
    "planapproving": {"approve", "ask_approval"},
    "importing": {"apply"},
    "absences": {
        "draft",
        "redraft",
        "send",
        "approve",
        "refuse",
        "withdraw",
        "end_early",
        "cancel",
    },
    "amending": {"begin", "say", "make"},
    "inviting": {"sheet"},
    "clerks": {"appoint", "dismiss"},
    "working": {
        "note_line",
        "change_line",
        "keep_asking",
        "drop_line",
        "hand_in",
        "take_back",
        "ask_extension",
        "ask_excuse",
    },
    "evidencing": {"keep_file", "attach"},
    "accepting": {
        "approve",
        "amend",
        "refuse",
        "review",
        "add_fault",
        "move_due",
        "deny_extension",
        "cancel",
        "hand_over",
        "assign",
        "answer_excuse",
    },
    "mornings": {"choose"},
    "moving": {"say"},
    "scheduling": {"submit", "recall", "discard", "refill", "copy_last"},
    "noting": {"note", "paste", "take", "shift_pasted", "drop_pasted"},
    "arranging": {
        "set_day",
        "set_part",
        "set_quantity",
        "set_due",
        "retype",
        "attach",
        "detach",
        "add_item",
        "toggle_repeat",
        "remove",
    },
    "answering": {"say", "set_hour", "accept", "link", "link_all", "set_apart", "only_note"},
    "attaching": {"remember_search"},
    "agreeing": {"approve", "approve_all", "send_back"},
}


def test_every_step_that_is_named_exists() -> None:
    unknown = {
        (one.where, step)
        for one in source.asked()
        for step in one.steps
        if step not in routes.STEPS and step != "link"
    }

    assert unknown == set()


def test_every_step_is_given_as_many_ids_as_it_takes() -> None:
    wrong = {
        (one.where, step, one.ids)
        for one in source.asked()
        for step in one.steps
        if one.ids is not None and step != "link"
        if len(routes._STEPS[step].kinds) != one.ids
    }

    assert wrong == set()


def test_every_step_can_be_reached() -> None:
    named = source.strings("bot")

    assert set(routes.STEPS) - named == set()


def test_every_look_is_a_step() -> None:
    assert routes.LOOKS - set(routes.STEPS) == set()


def test_what_is_not_a_look_is_what_changes_something() -> None:
    changing = {
        name
        for name, step in routes.STEPS.items()
        if (step.__module__, step.__name__) in _writing()
    }

    assert changing - OPENING | HARMLESS == set(routes.STEPS) - routes.LOOKS


def _writing() -> set[tuple[str, str]]:
    """Functions of the dialogs that call a changing use-case, themselves or through others."""
    calls: dict[tuple[str, str], set[tuple[str, str]]] = {}
    direct: set[tuple[str, str]] = set()
    for file, tree in source.trees(source.DIALOGS):
        module = file.removesuffix(".py").replace("/", ".")
        for function in tree.body:
            if not isinstance(function, ast.AsyncFunctionDef | ast.FunctionDef):
                continue
            place = (module, function.name)
            calls[place] = set()
            for node in ast.walk(function):
                if not isinstance(node, ast.Call):
                    continue
                if isinstance(node.func, ast.Name):
                    calls[place].add((module, node.func.id))
                elif isinstance(node.func, ast.Attribute) and isinstance(
                    node.func.value, ast.Name
                ):
                    owner, name = node.func.value.id, node.func.attr
                    calls[place].add((f"bot.dialogs.{owner}", name))
                    if name in WRITERS.get(owner, ()):
                        direct.add(place)
    changing = set(direct)
    while more := {one for one, used in calls.items() if used & changing} - changing:
        changing |= more
    return changing


@pytest.mark.parametrize("name", routes.STEPS)
def test_the_longest_button_of_a_step_fits_its_wire(name: str) -> None:
    step = routes._step(routes.STEPS[name])
    ids = [one for one in routes.STEPS[name].__code__.co_varnames if one != "ctx"]
    args = [
        LONGEST_BY_NAME.get(id_, LONGEST[kind]) for id_, kind in zip(ids, step.kinds, strict=False)
    ]

    packed = CODEC.pack(Action(name, tuple(args)))

    assert len(packed.encode()) <= LIMIT
    assert CODEC.unpack(packed) == Action(name, tuple(args))


@st.composite
def _actions(draw: st.DrawFn) -> Action:
    name = draw(st.sampled_from(sorted(routes.STEPS)))
    ids = st.text(alphabet="ABCxyz0189._-đ", max_size=8)
    return Action(name, tuple(draw(ids) for _ in routes._STEPS[name].kinds))


@given(action=_actions())
def test_an_action_comes_back_from_the_wire_as_it_was(action: Action) -> None:
    try:
        packed = CODEC.pack(action)
    except ValueError:
        assert len(":".join((action.name, *action.args)).encode()) > LIMIT
    else:
        assert CODEC.unpack(packed) == action


@given(text=st.text() | st.text(alphabet="score.item:19đ-_ \0é", max_size=80))
def test_a_wire_text_of_any_kind_is_read_or_refused(text: str) -> None:
    with suppress(errors.BadInput):
        action = CODEC.unpack(text)
        assert ":".join((action.name, *action.args)) == text


def test_an_action_without_a_step_is_never_packed() -> None:
    with pytest.raises(ValueError, match="no step"):
        CODEC.pack(Action("no.such.step"))
