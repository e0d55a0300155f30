"""Work through a whole channel: done, accepted, faulted, excused, come up. Nothing of ours."""

from __future__ import annotations

import re
from fractions import Fraction

from tests.channels.moves import at, home
from tests.channels.phone import Phone, Ward

PERSON, LEADER, DECIDER = "P061", "P059", "P058"
TASK = re.compile(
    r"• .+: (\d+)/(\d+), hệ số (\d+(?:,\d+)?)(?:, chậm (\d+) lần)?(?:, chưa đạt (\d+) lần)?"
)
FIGURE = re.compile(r"^([abc]) .+ = [\d,]+%(?: \((\d+/\d+)\))?", re.MULTILINE)


async def my_work(phone: Phone) -> str:
    await home(phone)
    await phone.press("📋 Nhiệm vụ của tôi")
    return await phone.see()


async def accept_first(leader: Phone, answer: str) -> None:
    await leader.told()  # what is still on its way would come between two presses
    await home(leader)
    await leader.press("✔️ Duyệt, nghiệm thu")
    await leader.press("✔️ ")
    await leader.press(answer)


async def figures(phone: Phone) -> dict[str, Fraction]:
    """a, b, c as shown, after they were worked out again from the tasks that stand above them.

    An event takes a quarter of one unit: the coefficient times what was accepted, less that.
    """
    await my_work(phone)
    await phone.press("📊 Dự kiến tháng này")
    said = await phone.see()
    lines = TASK.findall(said)
    assert lines, said
    given = sum((_number(w) * int(q) for _, q, w, _, _ in lines), Fraction(0))
    done = sum((_number(w) * min(int(f), int(q)) for f, q, w, _, _ in lines), Fraction(0))
    late = sum((_number(w) * int(n or 0) for *_, w, n, _ in lines), Fraction(0)) / 4
    wrong = sum((_number(w) * int(n or 0) for *_, w, _, n in lines), Fraction(0)) / 4
    expected = {
        "a": done / given,
        "b": (done - wrong) / given,
        "c": (done - late) / given,
    }
    shown = {key: Fraction(value or 1) for key, value in FIGURE.findall(said)}
    assert shown == expected, said
    return shown


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


async def done_and_accepted(ward: Ward) -> None:
    """One tap by the person, one by the leader; the forecast follows."""
    person, leader = await ward.phone(PERSON), await ward.phone(LEADER)
    before = await figures(person)
    await my_work(person)
    acts = person.acts
    await person.press("✅ Xong việc 3")
    assert person.acts == acts + 1
    assert "Đã báo xong 1" in await person.see()
    assert await figures(person) == before
    await accept_first(leader, "✅ Đạt")
    assert "Đã nghiệm thu" in await leader.see()
    assert "đã đạt (1/1)" in await person.told()
    after = await figures(person)
    assert after["a"] > before["a"]
    assert ("P061", "hand-in") in await ward.audit()
    assert ("P059", "review") in await ward.audit()


async def late_entry_is_not_late_work(ward: Ward) -> None:
    """Finished on Tuesday, entered on Thursday, due on Wednesday: nothing is taken off."""
    person, leader = await ward.phone(PERSON), await ward.phone(LEADER)
    before = await figures(person)
    await my_work(person)
    await person.type("2")
    await person.press("📅 Đã xong hôm trước")
    await person.type("thứ 3")
    await accept_first(leader, "✅ Đạt")
    assert "đã đạt" in await person.told()
    after = await figures(person)
    assert after["c"] - before["c"] == after["a"] - before["a"]


async def a_major_error_is_excused(ward: Ward) -> None:
    """The quarter that it took off comes back; the decider's word, nobody else's."""
    person, leader, decider = [await ward.phone(code) for code in (PERSON, LEADER, DECIDER)]
    await my_work(person)
    await person.press("✅ Xong việc 4")
    await accept_first(leader, "❌ Chưa đạt")
    await leader.press("☐ Sai sót lớn")
    await leader.type("Số liệu mục 2 sai, phải thu hồi.")
    assert "sai sót lớn: trừ 25%" in await person.told()
    await my_work(person)
    await person.press("✅ Xong việc 4")
    await accept_first(leader, "✅ Đạt")
    await person.told()
    before = await figures(person)
    await my_work(person)
    await person.press("📅 Cả tháng")
    await person.press("8. Báo cáo rà soát")
    await person.press("⚖️ Xin xác nhận khách quan")
    await person.type("Số liệu do phòng khác cung cấp sai.")
    assert "xin xác nhận nguyên nhân khách quan" in await decider.told()
    await home(decider)
    await decider.press("✔️ Duyệt, nghiệm thu")
    await decider.press("⚖️")
    await decider.press("✅ Xác nhận, không trừ 25%")
    assert "Đã xác nhận nguyên nhân khách quan" in await person.told()
    after = await figures(person)
    assert after["b"] > before["b"]
    assert after["a"] == before["a"]


async def work_that_came_up(ward: Ward) -> None:
    """Counts only once the leader has approved it."""
    person, leader = await ward.phone(PERSON), await ward.phone(LEADER)
    before = await figures(person)
    await person.type("/them trực cổng hội nghị, hạn 23/10, 2 buổi")
    await person.press("Không có trong danh mục")
    assert "Đã gửi lãnh đạo duyệt" in await person.see()
    assert await figures(person) == before
    assert "duyệt việc phát sinh" in await leader.told()
    await home(leader)
    await leader.press("✔️ Duyệt, nghiệm thu")
    await leader.press("🆕")
    await leader.press("✅ Duyệt")
    assert "đã được duyệt" in await person.told()
    after = await figures(person)
    assert after["a"] < before["a"]


async def nothing_is_handed_in_after_the_closing(ward: Ward) -> None:
    """What is left goes on in the next month; what was handed in may still be accepted."""
    person, leader = await ward.phone(PERSON), await ward.phone(LEADER)
    await my_work(person)
    await person.press("✅ Xong việc 1")
    await ward.move(at(25, 0, 1))
    assert "chuyển sang tháng sau" in await person.told()
    await accept_first(leader, "✅ Đạt")
    assert "Đã nghiệm thu" in await leader.see()


SCENARIOS = (
    done_and_accepted,
    late_entry_is_not_late_work,
    a_major_error_is_excused,
    work_that_came_up,
    nothing_is_handed_in_after_the_closing,
)
