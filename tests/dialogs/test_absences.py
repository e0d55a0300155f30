"""Days off by few taps, by typing alone, and not for those without a part in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core import absence
from core.absence import Absence
from tests.dialogs import absence_scenes, talk
from tests.dialogs.talk import CHANNEL, House, Talk

MOST_TAPS = 5


async def stored(house: House, absence_id: int) -> Absence:
    async with house.ward.desk("P001", CHANNEL) as desk:
        found = await desk.store.absences.get(absence_id)
    assert found is not None
    return found


async def test_asking_takes_few_taps(sample_template: Path, tmp_path: Path) -> None:
    async with talk.opened(sample_template, tmp_path, talk.october(22)) as house:
        staff = await house.talk("P061")
        await staff.type("/nghi")
        taps = ("Ốm, điều trị", "T5 22/10", "T6 23/10", "Gửi đơn")
        for label in taps:
            await staff.press(label)
        one = await stored(house, int(staff.screen.at.args[0]))
    assert len(taps) <= MOST_TAPS
    assert (one.state, one.kind, one.first, one.last) == (
        absence.WAITING,
        absence.ILLNESS,
        date(2026, 10, 22),
        date(2026, 10, 23),
    )


async def test_asking_and_answering_by_typing_alone(sample_template: Path, tmp_path: Path) -> None:
    async with talk.opened(sample_template, tmp_path, talk.october(22)) as house:
        staff, head = await house.talk("P061"), await house.talk("P058")
        for typed in ("/nghi", "a", "26/10", "28/10", "về quê; 12/ĐN", "a"):
            await staff.type(typed)
        one = await stored(house, int(staff.screen.at.args[0]))
        await head.type("/viec")
        await head.type(number_of(head, "Đơn nghỉ chờ duyệt"))
        await head.type(number_of(head, "✅ Duyệt"))
        answered = await stored(house, one.id)
    assert (one.state, one.reason, one.document) == (absence.WAITING, "về quê", "12/ĐN")
    assert (answered.state, answered.decided_by) == (absence.APPROVED, "P058")


def number_of(talk_: Talk, label: str) -> str:
    labels = [button.label for button in talk_.screen.buttons]
    return str(next(at for at, each in enumerate(labels, 1) if label in each))


async def test_one_line_asks_at_once(sample_template: Path, tmp_path: Path) -> None:
    async with talk.opened(sample_template, tmp_path, talk.october(22)) as house:
        staff = await house.talk("P061")
        await staff.type("/nghi học nghị quyết 2/11 - 4/11; giấy triệu tập 15")
        await staff.press("Gửi đơn")
        one = await stored(house, int(staff.screen.at.args[0]))
    assert (one.kind, one.first, one.last, one.reason, one.document) == (
        absence.TRAINING,
        date(2026, 11, 2),
        date(2026, 11, 4),
        "nghị quyết",
        "giấy triệu tập 15",
    )


async def test_a_press_on_what_was_withdrawn_meanwhile_changes_nothing(
    sample_template: Path, tmp_path: Path
) -> None:
    async with talk.opened(sample_template, tmp_path, talk.october(22)) as house:
        one = await absence_scenes.asked(house, "P061", date(2026, 10, 26), date(2026, 10, 26))
        head, staff = await house.talk("P058"), await house.talk("P061")
        await head.act("absence.card", one.id)
        await staff.act("absence.withdraw", one.id, one.version)
        shown = await head.press("✅ Duyệt")
        after = await stored(house, one.id)
    assert after.state == absence.WITHDRAWN
    assert "vừa thay đổi" in shown.above[0].plain
    assert shown.lines[0].plain == "Đơn nghỉ đã rút."


@pytest.mark.parametrize("forger", ["P062", "P060", "P094"])
async def test_no_forged_press_shows_or_answers_anothers_absence(
    sample_template: Path, tmp_path: Path, forger: str
) -> None:
    looks = ("card", "draft")
    acts: tuple[tuple[str, tuple[str | int, ...]], ...] = (
        ("approve", ()),
        ("withdraw", ()),
        ("send", ()),
        ("refuse", ()),
        ("cancel", ()),
        ("end", ()),
        ("end-on", ("2026-10-26",)),
        ("kind", ("illness",)),
    )
    async with talk.opened(sample_template, tmp_path, talk.october(22)) as house:
        one = await absence_scenes.asked(house, "P061", date(2026, 10, 26), date(2026, 10, 30))
        chat = await house.talk(forger)
        seen = [(await chat.act(f"absence.{look}", one.id)).at.name for look in looks]
        seen += [
            (await chat.act(f"absence.{name}", one.id, one.version, *more)).at.name
            for name, more in acts
        ]
        await chat.act("absence.on", "P061", "leave", "2026-11-02", "2026-11-02")
        seen.append((await chat.act("absence.of", "P061")).at.name)
        seen.append((await chat.act("clerk.appoint", "PKT", forger)).at.name)
        after = await stored(house, one.id)
        async with house.ward.desk(forger, CHANNEL) as desk:
            drafts = await desk.store.absences.in_states(["P061"], [absence.DRAFT])
            clerks = await desk.store.notebook.clerks("PKT")
    assert set(seen) == {"home"}
    assert after == one
    assert (drafts, clerks) == ((), ())
