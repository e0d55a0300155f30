"""A reason for giving something back says something: its reader has to act on it."""

from __future__ import annotations

import pytest

from core import drafting, errors, taskflow
from core.taskflow import Verdict
from core.usecases import agreeing
from tests.core import week_office as at
from tests.core import work
from tests.core.office import Office
from tests.core.week_office import LEADER, MONDAY

NOTHING_SAID = ("", " ", "x", "ok", "…", "12345", "Sửa.", "1. 2. 3. a b")


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_fewer_than_five_letters_are_no_reason(text: str) -> None:
    with pytest.raises(errors.BadInput, match=r"return\.reason"):
        drafting.check_reason(text, "return.reason")


def test_five_letters_are_a_reason_and_it_is_trimmed() -> None:
    assert drafting.check_reason("  Thiếu. ", "return.reason") == "Thiếu."


async def test_a_week_is_not_given_back_without_words(office: Office) -> None:
    one = await at.opened(office)
    sent = await at.sent(office, (await at.noted(office, one, "thứ 6 họp chi bộ")).schedule)

    with pytest.raises(errors.BadInput, match=r"week\.reason"):
        await office.do(
            LEADER, MONDAY, lambda d: agreeing.send_back(d, sent.id, sent.version, "x")
        )

    assert await at.kept(office, sent) == sent


@pytest.mark.parametrize("accepted", [0, 1])
def test_work_is_not_given_back_without_words(accepted: int) -> None:
    now = work.BEFORE
    handed = taskflow.hand_in(
        work.new_item(quantity=2), 2, work.done_at(now), by="CV", note="", now=now
    )

    with pytest.raises(errors.BadInput, match=r"review\.reason"):
        taskflow.review(handed, 1, Verdict(accepted=accepted, said="k"), by="LD", now=now)

    taskflow.review(handed, 1, Verdict(accepted=2), by="LD", now=now)
