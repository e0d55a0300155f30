"""What the subject sees, from the first message to the result of the month before."""

from __future__ import annotations

from tests.dialogs import ways
from tests.dialogs.talk import House, Shown, october

NOTE = "Đã hoàn thành đúng hạn theo phân công tại Kế hoạch số 12/KH."


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
    found = [
        Shown(f"{person} ngày 22", await (await house.talk(person)).type("/viec"))
        for person in ("P061", "P059", "P058", "P094", "P001", "P127")
    ]
    talk = await house.talk("P061")
    found.append(Shown("hướng dẫn", await talk.type("/trogiup")))
    found.append(Shown("P061 không hiểu", await talk.type("xin chào")))
    for day in (25, 26, 28):
        house.clock.now = october(day)
        await house.ward.tick()
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


async def form_01(house: House) -> list[Shown]:
    return await ways.whole_form(house, "P042")


async def form_02(house: House) -> list[Shown]:
    return await ways.whole_form(house, "P059")


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
    await ways.maximum_everywhere(talk)
    found.append(Shown("tổng hợp, chưa chọn loại", talk.screen))
    found.append(Shown("loại khác mức điểm", await talk.press("C")))
    found.append(Shown("đã ghi lý do", await talk.type("Còn việc chuyển sang tháng sau.")))
    found.append(Shown("tổng hợp, đủ để gửi", await talk.press("Quay lại")))
    found.append(Shown("vì sao", await talk.press("Vì sao")))
    found.append(Shown("có ý kiến", await talk.press("Có ý kiến")))
    found.append(Shown("đã ghi ý kiến", await talk.type("Báo cáo tuần 2 chờ số liệu.")))
    found += await ways.send(talk)
    found.append(Shown("toàn bộ phiếu", await talk.press("Toàn bộ phiếu")))
    await talk.press("Quay lại")
    found.append(Shown("hỏi rút phiếu", await talk.press("Rút phiếu")))
    found.append(Shown("đã rút phiếu", await talk.press("Rút phiếu")))
    return found


async def form_04(house: House) -> list[Shown]:
    return await ways.whole_form(house, "P009")


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
    found.append(Shown("chấm tiếp", await talk.press("Sửa phiếu")))
    found.append(Shown("cả nhóm", await talk.press("Nhóm 1")))
    await talk.type("/viec")
    await talk.press("Sửa phiếu")
    found += await ways.send(talk)
    found.append(Shown("người nhận xét xem lại", await commenter.act("comment.form", form.id)))
    return found


async def late(house: House) -> list[Shown]:
    house.clock.now = october(25, 9)
    await house.ward.tick()
    talk = await house.talk("P061")
    found = [Shown("việc của tôi", await talk.type("/viec"))]
    found.append(Shown("mục đầu", await talk.press("Chấm điểm")))
    one = await house.form_of("P061")
    await talk.act("score.group", one.id, "1")
    await ways.maximum_everywhere(talk)
    found.append(Shown("tổng hợp", talk.screen))
    await talk.press("B")
    if talk.screen.ask is not None:
        await talk.type("Còn việc chuyển sang tháng sau.")
    found += await ways.send(talk)
    commenter = await house.talk("P059")
    found.append(
        Shown("phiếu muộn trước người nhận xét", await commenter.act("comment.form", one.id))
    )
    return found


async def longest(house: House) -> list[Shown]:
    """Form 01 with every item below its maximum and as much said about it as is allowed."""
    talk = await house.talk("P042")
    await talk.type("/viec")
    await talk.press("Chấm điểm")
    one = await house.form_of("P042")
    form = house.ward.rules.form(one.form)
    for criterion in form.criteria:
        await talk.act("score.note", one.id, criterion.id)
        await talk.type("Đã làm. " * 62)
    await talk.act("score.group", one.id, form.groups[0].id)
    found = [Shown("chấm hết", await talk.type(" ".join(f"{c.id}=0" for c in form.criteria)))]
    for _ in ("đ", "e"):
        await talk.press("50%")
        await talk.type("Căn cứ. " * 62)
    await talk.press("A")
    await talk.type("Lý do. " * 70)
    await talk.press("Quay lại")
    await talk.press("Vì sao")
    await talk.press("Có ý kiến")
    found.append(Shown("tổng hợp", await talk.type("Ý kiến. " * 62)))
    found += await ways.send(talk)
    commenter = await house.talk("P001")
    found.append(Shown("người nhận xét", await commenter.act("comment.form", one.id)))
    await commenter.press("Viết nhận xét")
    await commenter.type("Nhận xét. " * 300)
    found.append(Shown("phiếu có nhận xét dài", await talk.act("mine", one.id)))
    for group in form.groups:
        found.append(Shown(f"nhóm {group.id}", await talk.act("mine.full", one.id, group.id)))
    return found
