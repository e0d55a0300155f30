"""Every family of screens, reached by pressing what is seen on the sample ward."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.dialogs.screen import Screen
from bot.notify import Renderer
from core import tasks
from core.evaluation import Evaluation
from core.months import Month
from core.usecases import scoring as own_form
from tests.dialogs.talk import CHANNEL, House, Shown, Talk, october

NOTE = "Đã hoàn thành đúng hạn theo phân công tại Kế hoạch số 12/KH."

Family = Callable[[House], Awaitable[list[Shown]]]


async def linking(house: House) -> list[Shown]:
    found: list[Shown] = []
    new = house.stranger("new")
    found.append(Shown("người lạ: câu đầu tiên", await new.type("xin chào")))
    found.append(Shown("người lạ: mã sai", await new.type("/start ABCD-EFGH-JKMNP")))
    for _ in range(4):
        await new.type("ABCD-EFGH-JKMNP")
    found.append(Shown("người lạ: sai quá năm lần", await new.type("ABCD-EFGH-JKMNP")))
    talk = await house.talk("P061")
    found.append(Shown("máy cũ: không phải tôi", await talk.act("link.keep")))
    found.append(Shown("máy cũ: đồng ý", await talk.act("link.release")))
    return found


async def home(house: House) -> list[Shown]:
    found: list[Shown] = []
    for person in ("P061", "P059", "P058", "P094", "P001", "P127"):
        found.append(Shown(f"{person} ngày 22", await (await house.talk(person)).type("/viec")))
    talk = await house.talk("P061")
    found.append(Shown("hướng dẫn", await talk.type("/trogiup")))
    found.append(Shown("P061 không hiểu", await talk.type("xin chào")))
    for day in (25, 26, 28):
        house.clock.now = october(day)
        await house.ward.close_due()
        for person in ("P061", "P059", "P058", "P094"):
            talk = await house.talk(person)
            found.append(Shown(f"{person} sáng ngày {day}", await talk.type("/viec")))
    return found


async def scoring_mistakes(house: House) -> list[Shown]:
    talk = await house.talk("P061")
    await talk.type("/viec")
    found = [Shown("mở phiếu", await talk.press("Chấm điểm"))]
    typed = ("9", "hai", "1,234", "-1", "1 2", "1.1=9 1.2=x 7.7=1 1.3=1 1.3=1 =2", "x" * 5000)
    found += [Shown(f"gõ {text[:40]}", await talk.type(text)) for text in typed]
    found.append(Shown("gửi ảnh", await talk.handle("other")))
    found.append(Shown("bước không có", await talk.act("no.such.step")))
    found.append(Shown("phiếu của người khác", await talk.act("mine", 148)))
    found.append(Shown("phiếu không có", await talk.act("mine", 999999)))
    found.append(Shown("nhận xét phiếu người khác", await talk.act("comment.form", 148)))
    one = await house.form_of("P061")
    old = await talk.act("score.set", one.id, one.version, "1.1", "1", old_card=True)
    found.append(Shown("thẻ đã cũ", old))
    await talk.type("/viec")
    await talk.press("Chấm")
    await talk.press("📝 Ghi chú")
    found.append(Shown("ghi chú quá dài", await talk.type("x" * 501)))
    talk = await house.talk("P062")
    await talk.type("/viec")
    found.append(Shown("nút rút phiếu của bản cũ", await talk.act("mine.withdraw", 147, 1)))
    return found


async def form_03(house: House) -> list[Shown]:
    talk = await house.talk("P061")
    await talk.type("/viec")
    found = [Shown("mục đầu", await talk.press("Chấm điểm"))]
    found.append(Shown("xem đầy đủ", await talk.press("Xem đầy đủ")))
    found.append(Shown("quay lại", await talk.press("Quay lại")))
    found.append(Shown("ghi chú", await talk.press("📝")))
    found.append(Shown("ghi chú đã lưu", await talk.type(NOTE)))
    found.append(Shown("chấm một mục", await talk.press("1,5")))
    found.append(Shown("gõ một mục", await talk.type("1,25")))
    found.append(Shown("gõ nhiều mục", await talk.type("2.1=2 2.2=1,5")))
    found.append(Shown("tổng hợp còn thiếu", await talk.press("Tổng hợp")))
    found.append(Shown("cả nhóm", await talk.press("Nhóm 1")))
    found.append(Shown("tối đa cả nhóm", await talk.press("tối đa cả nhóm")))
    await _maximum_everywhere(talk)
    found.append(Shown("tổng hợp, chưa chọn loại", talk.screen))
    found.append(Shown("loại khác mức điểm", await talk.press("C")))
    found.append(Shown("đã ghi lý do", await talk.type("Còn việc chuyển sang tháng sau.")))
    found.append(Shown("vì sao", await talk.press("Vì sao")))
    found.append(Shown("có ý kiến", await talk.press("Có ý kiến")))
    found.append(Shown("đã ghi ý kiến", await talk.type("Báo cáo tuần 2 chờ số liệu.")))
    found += await _send(talk)
    found.append(Shown("toàn bộ phiếu", await talk.press("Toàn bộ phiếu")))
    await talk.press("Quay lại")
    found.append(Shown("hỏi rút phiếu", await talk.press("Rút phiếu")))
    found.append(Shown("đã rút phiếu", await talk.press("Rút phiếu")))
    return found


async def prefilled(house: House) -> list[Shown]:
    talk = await house.talk("P127")
    await talk.type("/viec")
    found = [Shown("kết quả tháng trước: không xếp loại", await talk.press("Kết quả"))]
    talk = await house.talk("P061")
    await talk.type("/viec")
    found.append(Shown("kết quả tháng trước", await talk.press("Kết quả")))
    await talk.type("/viec")
    await talk.press("Chấm điểm")
    found.append(Shown("như tháng trước", await talk.press("Như tháng trước")))
    found.append(Shown("một mục đã điền", await talk.press("1.1")))
    await talk.press("Cả nhóm")
    for _ in range(6):
        if not any("Nhóm sau" in button.label for button in talk.screen.buttons):
            break
        found.append(Shown("nhóm sau", await talk.press("Nhóm sau")))
    found.append(Shown("tổng hợp", await talk.press("Tổng hợp")))
    return found


async def _maximum_everywhere(talk: Talk) -> None:
    """Every group at its maximum, one after another, from the summary."""
    for _ in range(12):
        home_of_group = [b for b in talk.screen.buttons if "tối đa cả nhóm" in b.label]
        if not home_of_group:
            break
        await talk.press("tối đa cả nhóm")


async def _send(talk: Talk) -> list[Shown]:
    found = [Shown("xác nhận gửi", await talk.press("Gửi phiếu"))]
    found.append(Shown("biên nhận", await talk.press("Xác nhận gửi")))
    return found


async def _whole_form(house: House, person: str) -> list[Shown]:
    talk = await house.talk(person)
    await talk.type("/viec")
    found = [Shown("mục đầu", await talk.press("Chấm điểm"))]
    one = await house.form_of(person)
    form = house.ward.rules.form(one.form)
    longest = max(form.criteria, key=lambda each: len(each.text) + sum(map(len, each.bullets)))
    found.append(Shown("mục dài nhất", await talk.act("score.full", one.id, longest.id)))
    await talk.act("score.group", one.id, form.groups[0].id)
    for group in form.groups:
        found.append(Shown(f"nhóm {group.id}", talk.screen))
        await talk.press("tối đa cả nhóm")
    for key in ("đ", "e"):
        if not form.leader:
            break
        found.append(Shown(f"{key}: chọn", talk.screen))
        found.append(Shown(f"{key}: căn cứ", await talk.press("100%")))
        await talk.type("Đơn vị hoàn thành 12/12 nhiệm vụ đúng hạn.")
    found.append(Shown("tổng hợp", talk.screen))
    talk_class = "A" if any(b.label == "A" for b in talk.screen.buttons) else "B"
    await talk.press(talk_class)
    if talk.screen.ask is not None:
        await talk.type("Tự nhận theo mức đã đăng ký.")
    found.append(Shown("vì sao", await talk.press("Vì sao")))
    await talk.press("Quay lại")
    found += await _send(talk)
    found.append(Shown("toàn bộ phiếu", await talk.press("Toàn bộ phiếu")))
    return found


async def form_01(house: House) -> list[Shown]:
    return await _whole_form(house, "P042")


async def form_02(house: House) -> list[Shown]:
    return await _whole_form(house, "P059")


async def form_04(house: House) -> list[Shown]:
    return await _whole_form(house, "P009")


async def commenting(house: House) -> list[Shown]:
    talk = await house.talk("P059")
    await talk.type("/viec")
    found = [Shown("danh sách", await talk.press("Nhận xét"))]
    found.append(Shown("một phiếu", await _first(talk)))
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


async def _first(talk: Talk) -> Screen:
    return await talk.handle("press", action=talk.screen.buttons[0].action)


async def commenting_together(house: House) -> list[Shown]:
    for person in ("P061", "P065", "P069"):
        await _send_at_maximum(house, person)
    talk = await house.talk("P059")
    await talk.type("/viec")
    found = [Shown("danh sách", await talk.press("Nhận xét"))]
    if any("Nhất trí chung" in button.label for button in talk.screen.buttons):
        found.append(Shown("nhất trí chung", await talk.press("Nhất trí chung")))
        found.append(Shown("đã nhất trí", await talk.press("Nhất trí tất cả")))
    return found


async def _send_at_maximum(house: House, person: str) -> Talk:
    talk = await house.talk(person)
    await talk.type("/viec")
    await talk.press("Chấm điểm")
    one = await house.form_of(person)
    form = house.ward.rules.form(one.form)
    await talk.act("score.group", one.id, form.groups[0].id)
    await _maximum_everywhere(talk)
    band = (await _forecast(house, person, one)).band or "B"
    await talk.press(band)
    await _send(talk)
    return talk


async def _forecast(house: House, person: str, one: Evaluation) -> own_form.Forecast:
    async with house.ward.desk(person, CHANNEL) as desk:
        return await own_form.forecast(desk, await own_form.own(desk, one.id))


async def returned(house: House) -> list[Shown]:
    house.clock.now = october(25, 20)
    commenter = await house.talk("P059")
    form = await house.form_of("P063")
    await commenter.act("comment.form", form.id)
    await commenter.press("Trả lại")
    await commenter.type("Đề nghị bổ sung ghi chú mục 2.4.")
    house.clock.now = october(25, 22)
    talk = await house.talk("P063")
    found = [Shown("việc của tôi", await talk.type("/viec"))]
    found.append(Shown("chấm tiếp", await talk.press("Chấm tiếp")))
    found.append(Shown("cả nhóm", await talk.press("Nhóm 1")))
    await talk.type("/viec")
    await talk.press("Chấm tiếp")
    found += await _send(talk)
    found.append(Shown("người nhận xét xem lại", await commenter.act("comment.form", form.id)))
    return found


async def late(house: House) -> list[Shown]:
    house.clock.now = october(25, 9)
    await house.ward.close_due()
    talk = await house.talk("P061")
    found = [Shown("việc của tôi", await talk.type("/viec"))]
    found.append(Shown("mục đầu", await talk.press("Chấm điểm")))
    one = await house.form_of("P061")
    await talk.act("score.group", one.id, "1")
    await _maximum_everywhere(talk)
    found.append(Shown("tổng hợp", talk.screen))
    await talk.press("B")
    if talk.screen.ask is not None:
        await talk.type("Còn việc chuyển sang tháng sau.")
    found += await _send(talk)
    commenter = await house.talk("P059")
    found.append(Shown("phiếu muộn trước người nhận xét", await commenter.act("comment.form", one.id)))
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
    found.append(Shown("một phiếu", await _first(talk)))
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
    found.append(Shown("bỏ các sửa đổi", await talk.press("Bỏ các sửa đổi")))
    found.append(Shown("không xếp loại", await talk.press("Không xếp loại")))
    await talk.press("Quay lại")
    await talk.press("✅ Quyết định")
    house.clock.now += timedelta(minutes=10)
    found.append(Shown("sau 10 phút: người được đánh giá", await subject.act("mine", form.id)))
    found.append(Shown("sau 10 phút: hoàn tác", await talk.act("decide.undo", form.id)))
    await talk.type("/viec")
    found.append(Shown("đã quyết định trong tháng", await talk.press("Phiếu đã quyết định")))
    found.append(Shown("quyết định lại", await _first(talk)))
    return found


async def deciding_both(house: House) -> list[Shown]:
    """Commenter and decider in one person."""
    talk = await house.talk("P094")
    await talk.type("/viec")
    found = [Shown("danh sách", await talk.press("Quyết định"))]
    found.append(Shown("một phiếu", await _first(talk)))
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
    await _whole_form(house, "P059")
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
    await house.ward.close_due()
    subject = await house.talk("P061")
    one = await house.form_of("P061")
    found = [Shown("người không gửi phiếu", await subject.type("/viec"))]
    if subject.screen.buttons:
        found.append(Shown("mở phiếu đã hết hạn", await _first(subject)))
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
    await _cancel_tasks(house, "P127")
    talk = await house.talk("P127")
    await talk.type("/viec")
    await talk.press("Chấm điểm")
    one = await house.form_of("P127")
    await talk.act("score.group", one.id, "1")
    await _maximum_everywhere(talk)
    found = [Shown("tổng hợp", talk.screen)]
    found.append(Shown("vì sao", await talk.press("Vì sao")))
    await talk.press("Quay lại")
    found.append(Shown("chọn loại", await talk.press("B")))
    if talk.screen.ask is not None:
        found.append(Shown("lý do", await talk.type("Chờ nhập nhiệm vụ.")))
    found += await _send(talk)
    commenter = await house.talk("P119")
    found.append(Shown("người nhận xét", await commenter.act("comment.form", one.id)))
    await commenter.press("👍 Nhất trí")
    decider = await house.talk("P118")
    found.append(Shown("người quyết định", await decider.act("decide.form", one.id)))
    return found


async def _cancel_tasks(house: House, person: str) -> None:
    window = house.ward.rules.calendar.work_window(Month(2026, 10))
    async with house.ward.desk(person, CHANNEL) as desk:
        for item in await desk.store.tasks.due_between([person], *window):
            await desk.store.tasks.save(replace(item, state=tasks.CANCELLED))


async def notices(house: House) -> list[Shown]:
    """What the outbox says to phones after a return, a comment, a decision and a sending."""
    await _send_at_maximum(house, "P061")
    commenter = await house.talk("P059")
    first, second = await house.form_of("P063"), await house.form_of("P067")
    await commenter.act("comment.form", first.id)
    await commenter.press("👍 Nhất trí")
    await commenter.act("comment.form", second.id)
    await commenter.press("Trả lại")
    await commenter.type("Đề nghị bổ sung ghi chú mục 2.4.")
    renderer = Renderer(
        house.ward.storage, house.ward.rules, house.ward.words, house.ward.clock
    )
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


FAMILIES: Mapping[str, Family] = {
    family.__name__: family
    for family in (
        linking,
        home,
        scoring_mistakes,
        form_01,
        form_02,
        form_03,
        form_04,
        prefilled,
        returned,
        late,
        commenting,
        commenting_together,
        deciding,
        deciding_both,
        deciding_a_leader,
        missing,
        nothing_assigned,
        notices,
    )
}
