"""What commenters and deciders see, and what the notices say."""

from __future__ import annotations

from datetime import timedelta

from bot.notify import Renderer
from tests.dialogs import ways
from tests.dialogs.talk import House, Shown, october


async def commenting(house: House) -> list[Shown]:
    talk = await house.talk("P059")
    await talk.type("/viec")
    found = [Shown("danh sách", await talk.press("Nhận xét"))]
    found.append(Shown("một phiếu", await ways.first(talk)))
    found.append(Shown("toàn bộ phiếu", await talk.press("Toàn bộ phiếu")))
    await talk.press("Quay lại")
    found.append(Shown("vì sao", await talk.press("Vì sao")))
    await talk.press("Quay lại")
    found.append(Shown("đề nghị điểm khác", await talk.press("Đề nghị điểm khác")))
    found.append(Shown("đề nghị một mục", await talk.press("1.1")))
    found.append(Shown("đã đề nghị", await talk.type("1,5")))
    found.append(Shown("đề nghị nhiều mục", await talk.type("1.2=1 1.3=0,5")))
    found.append(Shown("đề nghị quá tối đa", await talk.type("1.2=9")))
    found.append(Shown("về phiếu", await talk.press("Về phiếu")))
    found.append(Shown("viết nhận xét", await talk.press("Viết nhận xét")))
    found.append(Shown("nhận xét quá dài", await talk.type("x" * 3001)))
    found.append(Shown("đã nhận xét, phiếu sau", await talk.type("Đồng chí cần sát việc hơn.")))
    found.append(Shown("trả lại", await talk.press("Trả lại")))
    found.append(Shown("đã trả lại", await talk.type("Đề nghị bổ sung ghi chú mục 2.4.")))
    found.append(Shown("nhất trí, hết việc", await talk.press("👍 Nhất trí")))
    return found


async def commenting_together(house: House) -> list[Shown]:
    for person in ("P061", "P065", "P069"):
        await ways.send_at_maximum(house, person)
    talk = await house.talk("P059")
    await talk.type("/viec")
    found = [Shown("danh sách", await talk.press("Nhận xét"))]
    if any("Nhất trí chung" in button.label for button in talk.screen.buttons):
        found.append(Shown("nhất trí chung", await talk.press("Nhất trí chung")))
        found.append(Shown("đã nhất trí", await talk.press("Nhất trí tất cả")))
    return found


async def deciding(house: House) -> list[Shown]:
    commenter = await house.talk("P059")
    form = await house.form_of("P063")
    await commenter.act("comment.form", form.id)
    await commenter.press("Đề nghị điểm khác")
    await commenter.type("1.1=1,5")
    await commenter.press("Về phiếu")
    await commenter.press("Gửi đề nghị")
    subject = await house.talk("P063")
    found = [Shown("người được đánh giá: đã có nhận xét", await subject.act("mine", form.id))]
    talk = await house.talk("P058")
    await talk.type("/viec")
    found.append(Shown("danh sách", await talk.press("Quyết định")))
    found.append(Shown("một phiếu", await ways.first(talk)))
    found.append(Shown("toàn bộ phiếu", await talk.press("Toàn bộ phiếu")))
    await talk.press("Quay lại")
    found.append(Shown("sửa điểm", await talk.press("Sửa điểm")))
    found.append(Shown("sửa một mục", await talk.press("1.2")))
    found.append(Shown("đã sửa", await talk.press("1")))
    found.append(Shown("về phiếu", await talk.press("Về phiếu")))
    found.append(Shown("điểm trừ", await talk.press("Điểm trừ")))
    found.append(Shown("điểm trừ một mục", await talk.press("1.3")))
    found.append(Shown("thiếu văn bản", await talk.type("0,5; đi làm muộn")))
    said = "0,5; đi làm muộn 3 lần; biên bản số 12/BB ngày 10/10/2026"
    found.append(Shown("đã trừ", await talk.type(said)))
    found.append(Shown("bỏ điểm trừ", await talk.press("Điểm trừ")))
    await talk.press("Quay lại")
    found.append(Shown("xếp loại thấp hơn", await talk.press("Xếp loại thấp hơn")))
    found.append(Shown("ghi lý do", await talk.press("D")))
    found.append(Shown("đã ghi lý do", await talk.type("Vi phạm giờ làm việc nhiều lần.")))
    found.append(Shown("đã quyết định", await talk.press("✅ Quyết định")))
    found.append(Shown("trong 10 phút: người được đánh giá", await subject.act("mine", form.id)))
    found.append(Shown("hoàn tác", await talk.press("Hoàn tác")))
    await talk.press("Sửa điểm")
    await talk.type("1.2=1")
    found.append(Shown("đang sửa", await talk.press("Về phiếu")))
    found.append(Shown("bỏ các sửa đổi", await talk.press("Bỏ các sửa đổi")))
    found.append(Shown("không xếp loại", await talk.press("Không xếp loại")))
    await talk.press("Quay lại")
    await talk.press("✅ Quyết định")
    house.clock.now += timedelta(minutes=10)
    found.append(Shown("sau 10 phút: người được đánh giá", await subject.act("mine", form.id)))
    found.append(Shown("sau 10 phút: hoàn tác", await talk.act("decide.undo", form.id)))
    await talk.type("/viec")
    found.append(Shown("đã quyết định trong tháng", await talk.press("Phiếu đã quyết định")))
    found.append(Shown("quyết định lại", await ways.first(talk)))
    return found


async def deciding_both(house: House) -> list[Shown]:
    """Commenter and decider in one person."""
    talk = await house.talk("P094")
    await talk.type("/viec")
    found = [Shown("danh sách", await talk.press("Quyết định"))]
    found.append(Shown("một phiếu", await ways.first(talk)))
    found.append(Shown("viết nhận xét", await talk.press("Viết nhận xét")))
    await talk.press("Quay lại")
    found.append(Shown("không xếp loại", await talk.press("Không xếp loại")))
    found.append(Shown("đã ghi không xếp loại", await talk.type("Nghỉ thai sản cả tháng.")))
    house.clock.now += timedelta(minutes=10)
    subject = await house.talk("P095")
    one = await house.form_of("P095")
    found.append(Shown("người được đánh giá", await subject.act("mine", one.id)))
    return found


async def deciding_a_leader(house: House) -> list[Shown]:
    await ways.whole_form(house, "P059")
    talk = await house.talk("P058")
    one = await house.form_of("P059")
    found = [Shown("phiếu lãnh đạo", await talk.act("decide.form", one.id))]
    found.append(Shown("đ", await talk.press("đ: 100%")))
    found.append(Shown("lý do đ", await talk.press("50%")))
    found.append(Shown("đã ghi đ", await talk.type("Có việc chậm kéo dài.")))
    found.append(Shown("vì sao", await talk.press("Vì sao")))
    return found


async def missing(house: House) -> list[Shown]:
    house.clock.now = october(26)
    await house.ward.tick()
    subject = await house.talk("P061")
    one = await house.form_of("P061")
    found = [Shown("người không gửi phiếu", await subject.type("/viec"))]
    if subject.screen.buttons:
        found.append(Shown("mở phiếu đã hết hạn", await ways.first(subject)))
    talk = await house.talk("P058")
    found.append(Shown("danh sách", await talk.act("decide.inbox")))
    found.append(Shown("phiếu vắng", await talk.act("decide.form", one.id)))
    found.append(Shown("cho điểm", await talk.press("Sửa điểm")))
    for _ in house.ward.rules.form(one.form).groups:
        await talk.press("tối đa cả nhóm")
    found.append(Shown("đủ điểm", await talk.press("Về phiếu")))
    house.clock.now = october(28)
    found.append(Shown("quá hạn quyết định", await talk.act("decide.form", one.id)))
    await talk.press("Ghi lý do")
    await talk.type("Không gửi phiếu, căn cứ kết quả nhiệm vụ.")
    found.append(Shown("đã quyết định", await talk.press("✅ Quyết định")))
    house.clock.now += timedelta(minutes=10)
    found.append(Shown("người không gửi phiếu xem kết quả", await subject.act("mine", one.id)))
    return found


async def nothing_assigned(house: House) -> list[Shown]:
    await ways.cancel_tasks(house, "P127")
    talk = await house.talk("P127")
    await talk.type("/viec")
    await talk.press("Chấm điểm")
    one = await house.form_of("P127")
    await talk.act("score.group", one.id, "1")
    await ways.maximum_everywhere(talk)
    found = [Shown("tổng hợp", talk.screen)]
    found.append(Shown("vì sao", await talk.press("Vì sao")))
    await talk.press("Quay lại")
    found.append(Shown("chọn loại", await talk.press("B")))
    if talk.screen.ask is not None:
        found.append(Shown("lý do", await talk.type("Chờ nhập nhiệm vụ.")))
    found += await ways.send(talk)
    commenter = await house.talk("P119")
    found.append(Shown("người nhận xét", await commenter.act("comment.form", one.id)))
    await commenter.press("👍 Nhất trí")
    decider = await house.talk("P118")
    found.append(Shown("người quyết định", await decider.act("decide.form", one.id)))
    return found


async def notices(house: House) -> list[Shown]:
    """What the outbox says to phones after a return, a comment, a decision and a sending."""
    await ways.send_at_maximum(house, "P061")
    commenter = await house.talk("P059")
    first, second = await house.form_of("P063"), await house.form_of("P067")
    await commenter.act("comment.form", first.id)
    await commenter.press("👍 Nhất trí")
    await commenter.act("comment.form", second.id)
    await commenter.press("Trả lại")
    await commenter.type("Đề nghị bổ sung ghi chú mục 2.4.")
    renderer = house.ward.renderer()
    found = await _queued(house, renderer)
    decider = await house.talk("P058")
    await decider.act("decide.form", first.id)
    await decider.press("✅ Quyết định")
    house.clock.now += timedelta(minutes=10)
    return found + await _queued(house, renderer)


async def _queued(house: House, renderer: Renderer) -> list[Shown]:
    found = []
    async with house.ward.storage.write() as store:
        queued = await store.outbox.claim(house.clock.now, 500)
        for each in queued:
            await store.outbox.settle(each.id, state="sent", at=house.clock.now)
        await store.commit()
    for each in queued:
        await house.talk(each.notice.recipient)
        async with house.ward.storage.read() as store:
            accounts = await store.chats.accounts(each.notice.recipient)
        screen = await renderer.screen(accounts[0], each.notice)
        if screen is not None:
            found.append(Shown(f"{each.notice.kind} → {each.notice.recipient}", screen))
    return found
