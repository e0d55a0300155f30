"""Who sees the door to papers, and a clerk who presses and types anything at all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot import app as composition
from bot import turn
from bot.dialogs import routes
from bot.handlers.telegram import render
from core import papercode
from core.evaluation import Evaluation
from core.months import Month
from tests.dialogs import paper_scenes
from tests.dialogs.paper_scenes import CLEANER, CLERK, DEPUTY, HEAD, UNIT
from tests.dialogs.talk import House, Talk, october, opened, plain

OCTOBER = Month(2026, 10)
BUTTON = "Nhập phiếu giấy"
STEPS = 350
TYPED = (
    "3 3 2,5 3 3",
    "3 3 2 2",
    "5",
    "1 1 1 1 0,5 0,5",
    "9 9 9 9 9",
    "3 3",
    "1.2=2,5",
    "1.2: ghi chú",
    "II: ý kiến",
    "100; đúng hạn",
    "50",
    "A",
    "",
    "x" * 4000,
    "#panic() *đậm* {text}",
    "2610-P010-YC",
    "2610-P061-YC",
    "/phieugiay 2610-P010-YC",
    "/phieugiay",
    "/viec",
    "٣ ٣ ٣",
    "1e9",
)


def labels(talk: Talk) -> str:
    return " ".join(button.label for button in talk.screen.buttons)


async def test_only_a_clerk_in_force_is_offered_papers(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        clerk = await paper_scenes.with_clerk(house)
        head, other = await house.talk(HEAD), await house.talk("P061")
        for talk in (head, other):
            await talk.type("/viec")
            assert BUTTON not in labels(talk)
            refused = plain((await talk.type("/phieugiay")).above)
            assert "việc này của người nhập liệu" in refused
        await clerk.type("/viec")
        assert BUTTON in labels(clerk)
        await head.act("clerk.dismiss", UNIT, CLERK)
        await clerk.type("/viec")
        assert BUTTON not in labels(clerk)
        await clerk.type(f"/phieugiay {papercode.write(CLEANER, OCTOBER)}")
        assert "việc này của người nhập liệu" in plain(clerk.screen.above)


async def test_a_button_of_a_paper_gives_nobody_else_a_right(
    sample_template: Path, tmp_path: Path
) -> None:
    async with opened(sample_template, tmp_path, october(22)) as house:
        clerk = await paper_scenes.with_clerk(house)
        await paper_scenes.typed_in(clerk)
        one = await house.form_of(CLEANER)
        for person in (HEAD, DEPUTY, "P006", "P061", CLEANER):
            talk = await house.talk(person)
            for name in ("paper.sum", "paper.note", "paper.class-note", "paper.drop-photos"):
                shown = await talk.act(name, one.id)
                assert not shown.at.name.startswith("paper"), (person, name)
            for name in ("paper.submit", "paper.drop", "paper.confirm"):
                shown = await talk.act(name, one.id, one.version)
                assert not shown.at.name.startswith("paper"), (person, name)
            await talk.act("paper.max", one.id, "1")
        assert await house.form_of(CLEANER) == one


@pytest.mark.parametrize("seed", [2, 5])
async def test_whatever_a_clerk_presses_and_types_only_papers_are_sent(
    seed: int, sample_template: Path, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    async with opened(sample_template, tmp_path, october(22)) as house:
        clerk = await paper_scenes.with_clerk(house)
        before = {one.person: one for one in await _forms(house)}
        await clerk.type("/phieugiay 2610-P010-YC")
        for _ in range(STEPS):
            await _step(chance, clerk)
        after = await _forms(house)
        verified = await composition.verify_audit(house.ward)
    entered = [one for one in after if one.entered_by is not None]
    assert entered, seed
    for one in entered:
        sent = one.submission
        assert sent is not None
        assert (sent.entered_by, bool(sent.photos)) == (CLERK, True)
        assert one.route is not None
        assert one.route.unit == UNIT
        assert sent.band is None or sent.own_class == sent.band or sent.own.class_note
    for one in after:
        known = before.get(one.person)
        if one.entered_by is None and known is not None and one.person != CLERK:
            assert (one.own, one.state) == (known.own, known.state), one.person
    assert verified.ok


async def _step(chance: random.Random, clerk: Talk) -> None:
    chosen = chance.random()
    papers = [one for one in clerk.screen.buttons if one.action.name.startswith("paper")]
    if chosen < 0.5 and papers:
        shown = await clerk.handle(turn.PRESS, action=chance.choice(papers).action)
    elif chosen < 0.65:
        shown = await clerk.give(paper_scenes.page(chance.randrange(12)))
    else:
        shown = await clerk.type(chance.choice(TYPED))
    assert shown.lines
    assert routes.fits_old_card(shown.at), shown.at
    assert render.text(shown)
    assert "Chương trình có lỗi" not in plain(shown.above)
    assert "Chưa thực hiện được (" not in plain(shown.above)


async def _forms(house: House) -> tuple[Evaluation, ...]:
    async with house.ward.storage.read() as store:
        staff = await store.staff.organisation()
        return await store.evaluations.of_people([one.code for one in staff.people], OCTOBER)
