"""From the month plan over the week to the KPI, on the phones of three people."""

from __future__ import annotations

from tests.channels.moves import at, home
from tests.channels.phone import Phone, Ward
from tests.channels.scenarios_work import accept_first, figures, my_work

PERSON, LEADER, HEAD = "P061", "P059", "P058"
PLAN = (
    "P061; Thẩm định hồ sơ sửa chữa, cải tạo nhà ở; 3; 30/10; 3 hồ sơ đạt\n"
    "Hoàng Thu Nga: Tờ trình cấp giấy phép xây dựng nhà ở riêng lẻ, 2 tờ trình, hạn 28/10\n"
    "P062; Báo cáo biến động đất đai tháng 9; 1; 10/11"
)
WEEK_LINE = "thứ 5 biên bản kiểm tra hiện trạng khu đất xin cấp phép, 2 biên bản, hạn thứ 6"


async def _plan(head: Phone) -> None:
    await home(head)
    await head.press("⚙ Đơn vị")
    await head.press("📋 Kế hoạch tháng")
    await head.type(PLAN)
    assert "3 dòng, 2 người" in await head.see()
    await head.press("✅ Duyệt kế hoạch")
    await head.press("✅ Duyệt, giao việc")


async def _week(ward: Ward, person: Phone, leader: Phone) -> None:
    """A week confirmed in three acts from /tuan, one line typed between."""
    await person.type("/tuan")
    acts = person.acts
    await person.type(WEEK_LINE)
    await person.press("📨 Gửi lịch tuần")
    assert person.acts - acts == 2
    assert "duyệt lịch tuần" in await leader.told()
    await home(leader)
    await leader.press("🗓 Duyệt lịch tuần (1)")
    await leader.press("Hoàng Thu Nga")
    await leader.press("✅ Duyệt")
    assert "đã được duyệt" in await person.told()


async def a_month_from_plan_to_kpi(ward: Ward) -> None:
    await ward.move(at(26, 9))
    person, leader, head = [await ward.phone(code) for code in (PERSON, LEADER, HEAD)]
    for phone in (person, leader, head):
        await phone.told()
    await _plan(head)
    told = await person.told()
    assert told.count("Đồng chí có 2 việc trong kế hoạch tháng 11/2026") == 1
    await _week(ward, person, leader)

    await ward.move(at(29, 10))
    await person.told()
    await my_work(person)
    await person.type("1")  # due on the 28th: a day late
    await person.press("✅ Xong (2)")
    await accept_first(leader, "✅ Đạt")
    assert "đã đạt (2/2)" in await person.told()
    await my_work(person)
    await person.type("2")
    await person.press("✅ Xong (2)")
    await accept_first(leader, "☑️ Đạt một phần")
    await leader.press("1")
    await leader.press("☐ Sai sót lớn")
    await leader.type("Thiếu chữ ký chủ đầu tư.")
    assert "đạt một phần (1/2)" in await person.told()

    await figures(person)
    said = await person.see()
    assert "xây dựng nhà ở riêng lẻ: 2/2, hệ số 1, chậm 2 lần" in said
    assert "1/2, hệ số 0,5\n" in said  # the faulty unit was not accepted: it brings nothing yet
    await my_work(person)
    await person.type("2")
    await person.press("✅ Xong (1)")
    await accept_first(leader, "✅ Đạt")
    await person.told()
    await figures(person)
    assert "2/2, hệ số 0,5, chưa đạt 1 lần" in await person.see()
    audit = await ward.audit()
    acts = ("plan-approve", "assign", "hand-in", "review")
    assert {act for _, act in audit} >= set(acts)


SCENARIOS = (a_month_from_plan_to_kpi,)
