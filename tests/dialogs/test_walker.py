"""People who press and type anything at all: nothing breaks and no rule is broken."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from bot import app as composition
from bot import turn
from bot.dialogs import routes
from bot.dialogs.screen import Action, Screen
from bot.handlers.telegram import render
from core import scoring
from core.evaluation import Decision, Evaluation
from core.forms import Form
from core.months import Month
from tests.dialogs.talk import House, Talk, october, opened

WALKERS = ("P061", "P059", "P058", "P042", "P001", "P009", "P127")
INSTANTS = (october(22), october(24, 23, 50), october(25), october(26), october(28))
STEPS = 90
SEEDS = (1, 3)
FORMS = ("score", "mine", "comment", "decide", "pick")
"""Doors to forms, among many to work: this walk is to get far with forms."""
TYPED = (
    "0",
    "1",
    "1,5",
    "2",
    "3.25",
    "9",
    "-1",
    "1,234",
    "100000000000000000000",
    "１",
    "hai",
    "A",
    "a",
    "zz",
    "😀",
    "x" * 5000,
    "<b>&amp;**đậm**__{name}__",
    "1.1=9",
    "1.1=1 1.2=0,5",
    "1.1 = 2; 9.9=1",
    "=",
    ":",
    "/viec",
    "/trogiup",
    "/nghi",
    "/nghi phép 26/10 - 28/10; về quê",
    "/start ABCD-EFGH-JKMNP",
    "/",
    "",
    " \n\t",
    "\x00",
    "Đơn vị hoàn thành 12/12 nhiệm vụ đúng hạn.",
    "0,5; đi làm muộn 3 lần; biên bản số 12/BB",
    "0;;",
)
FORGED = ("", "x", "đ", "-1", "0", "99999999999999999999", "1E999999", "NaN", "1.1", "_")


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_is_pressed_and_typed_nothing_breaks(
    seed: int, sample_template: Path, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    async with opened(sample_template, tmp_path, INSTANTS[0]) as house:
        talks = [await house.talk(person) for person in WALKERS]
        for instant in INSTANTS:
            house.clock.now = instant
            await house.ward.tick()
            for talk in talks:
                await talk.type("/viec")
            for _ in range(STEPS):
                for talk in talks:
                    await _step(chance, talk)
            await _check_forms(house)
        assert _reached(await _forms(house)) >= {"commented", "decided"}
        verified = await composition.verify_audit(house.ward)
    assert verified.ok, f"seed {seed}: {verified}"


async def test_no_forged_press_gets_past_the_table(sample_template: Path, tmp_path: Path) -> None:
    async with opened(sample_template, tmp_path, INSTANTS[0]) as house:
        talk = await house.talk("P061")
        await talk.act("score.open")
        own = (await house.form_of("P061")).id
        foreign = (await house.form_of("P062")).id
        before = await house.form_of("P062")
        for name, step in routes._STEPS.items():
            for ids in _forged(name, len(step.kinds), own, foreign):
                await talk.handle(turn.PRESS, action=Action(name, ids))
            await talk.handle(turn.PRESS, action=Action(name, ("1",) * (len(step.kinds) + 1)))
        after = await house.form_of("P062")
    assert after == before


LIKELY = {"criterion": "1.1", "group": "1", "group_id": "1", "key": "đ", "label": "100"}
"""Ids that are right, beside which one is forged."""


def _forged(name: str, count: int, own: int, foreign: int) -> Iterator[tuple[str, ...]]:
    names = routes.STEPS[name].__code__.co_varnames[1:]
    right = [LIKELY.get(each, "1") for each in names[:count]]
    for place in range(count):
        for bad in FORGED:
            ids = [str(own), *right[1:]]
            ids[place] = bad
            yield tuple(ids[:count])
    yield tuple([str(foreign), *right[1:]][:count])


async def _step(chance: random.Random, talk: Talk) -> None:
    buttons = talk.screen.buttons
    if buttons and chance.random() < 0.75:
        forms = [one for one in buttons if one.action.name.startswith(FORMS)]
        pressed = chance.choice(forms if forms and chance.random() < 0.7 else buttons)
        shown = await talk.handle(
            turn.PRESS, action=pressed.action, old_card=chance.random() < 0.05
        )
        _check(shown, talk, pressed.label)
    else:
        typed = chance.choice(TYPED)
        _check(await talk.type(typed), talk, typed)
    if chance.random() < 0.1:  # at once: a moment later somebody else may have changed it
        await _check_shown_again(talk)


def _check(shown: Screen, talk: Talk, did: str) -> None:
    assert shown.lines, (talk.address, did)
    assert routes.known(shown.at), (talk.address, did)
    assert routes.fits_old_card(shown.at), (talk.address, did, shown.at)
    assert render.text(shown), (talk.address, did)
    if shown.ask is not None:
        assert routes.known(shown.ask), (talk.address, did)


async def _check_shown_again(talk: Talk) -> None:
    before = talk.screen
    again = await talk.handle(turn.SHOW)
    assert (again.at, again.ask, again.lines) == (before.at, before.ask, before.lines)


async def _check_forms(house: House) -> None:
    for one in await _forms(house):
        form = house.ward.rules.form(one.form)
        for points in (one.own.points, *[each.points for each in one.decisions]):
            for id_, value in points.items():
                assert 0 <= value <= form.criterion(id_).max, (one.person, id_, value)
        if one.comment is not None:
            assert one.comment.by != one.person
        for decision in one.decisions:
            assert decision.by != one.person
            if decision.final_class is not None:
                assert decision.total == _recomputed(form, decision)


def _recomputed(form: Form, decision: Decision) -> Fraction:
    """From the decided points, the figures and the deductions, as an accountant would."""
    figures = decision.result.figures
    assert figures is not None
    ratio = sum(figures.values(), Fraction(0)) / len(figures)
    common = sum(
        (
            max(Fraction(0), Fraction(points) - _taken(decision.deductions, id_))
            for id_, points in decision.points.items()
        ),
        Fraction(0),
    )
    result = max(
        Fraction(0), ratio * Fraction(form.kpi_max) - _taken(decision.deductions, scoring.RESULT)
    )
    return common + result


def _taken(deductions: Sequence[scoring.Deduction], id_: str) -> Fraction:
    return sum((Fraction(one.points) for one in deductions if one.criterion == id_), Fraction(0))


def _reached(forms: Sequence[Evaluation]) -> set[str]:
    """So that a walk that never leaves the first card is seen."""
    said = {"submitted" for one in forms if one.submission and one.person in WALKERS}
    said |= {"commented" for one in forms if one.comment and one.comment.by in WALKERS}
    return said | {"decided" for one in forms for made in one.decisions if made.by in WALKERS}


async def _forms(house: House) -> tuple[Evaluation, ...]:
    async with house.ward.storage.read() as store:
        staff = await store.staff.organisation()
        codes = [person.code for person in staff.people]
        return await store.evaluations.of_people(codes, Month(2026, 10))
