"""Administration: people found, codes and lost phones, posts, fields, delegations."""

from __future__ import annotations

from dataclasses import replace

from core.people import Organisation
from core.usecases import clerks
from tests.dialogs.talk import ADMINISTRATOR, CHANNEL, House, Shown, Talk, october

STAFF, DEPUTY, HEAD = "P061", "P059", "P058"
OFFICE_HEAD, OFFICE_CLERK, LEADER = "P045", "P049", "P043"


async def keeping_people(house: House) -> list[Shown]:
    await house.talk(STAFF)
    talk = await house.talk(ADMINISTRATOR)
    await talk.type("/viec")
    found = [Shown("quản trị", await talk.press("Quản trị"))]
    found.append(Shown("không có ai", await talk.type("zzz")))
    found.append(Shown("nhiều người: gõ thêm", await talk.type("mai")))
    found.append(Shown("chữ cái đầu", await talk.type("htn")))
    await same_name(house, STAFF, "P065")
    found.append(Shown("trùng họ tên", await talk.type("thu nga")))
    found.append(Shown("mã cán bộ", await talk.type("p061")))
    found.append(Shown("cấp mã liên kết", await talk.press("Cấp mã liên kết")))
    found += [Shown("tin báo cho người đó", shown) for _, shown in await house.told(STAFF)]
    await talk.press("Quay lại")
    found.append(Shown("gỡ liên kết: hỏi lại", await talk.press("Gỡ liên kết")))
    found.append(Shown("đã gỡ liên kết", await talk.press("Gỡ liên kết")))
    found.append(Shown("gỡ lần nữa", await talk.act("admin.cut-ask", STAFF, CHANNEL, STAFF)))
    found.append(Shown("máy cũ", await house.stranger(STAFF).type("/viec")))
    await talk.type("/quantri P061")
    await talk.press("Ghi nghỉ")
    await talk.type("ốm 26/10 - 27/10")
    found.append(Shown("quản trị ghi nghỉ", await talk.press("Gửi đơn")))
    found.append(Shown("lãnh đạo phường", await talk.type("/quantri P043")))
    found.append(Shown("người không có quyền", await (await house.talk("P062")).type("/quantri")))
    return found


async def clerk_keeping_people(house: House) -> list[Shown]:
    talk = await clerk(house, HEAD, "PKT", "P062")
    found = [Shown("người nhập liệu: quản trị", await talk.type("/quantri"))]
    found.append(Shown("người của đơn vị", await talk.type("hoang thu nga")))
    found.append(Shown("không phải người của đơn vị", await talk.type("P080")))
    found.append(Shown("bấm giả", await talk.act("admin.code", "P080")))
    return found


async def watching_ways_in(house: House) -> list[Shown]:
    """Who leads is an administrator's to link; the head hears of ways in that nobody else sees."""
    await house.talk(DEPUTY)
    keeper = await clerk(house, HEAD, "PKT", "P062")
    await keeper.type("/quantri")
    found = [Shown("người nhập liệu: thẻ cấp trưởng", await keeper.type(HEAD))]
    found.append(Shown("cấp mã cho cấp trưởng", await keeper.act("admin.code", HEAD)))
    other = await keeper.act("admin.cut", DEPUTY, CHANNEL, DEPUTY)
    found.append(Shown("gỡ máy của cấp phó", other))
    await keeper.act("admin.code", STAFF)
    await keeper.act("admin.sheet", "PKT")
    administrator = await house.talk(ADMINISTRATOR)
    await administrator.act("admin.cut", DEPUTY, CHANNEL, DEPUTY)
    await house.talk(HEAD)
    found += [
        Shown(f"tin báo cho cấp trưởng: {notice.kind}", shown)
        for notice, shown in await house.told(HEAD)
        if notice.kind.startswith("link.")
    ]
    found.append(Shown("kiêm nhiệm", await administrator.type("/quantri P001")))
    return found


async def printing_codes(house: House) -> list[Shown]:
    await house.talk(STAFF)
    talk = await clerk(house, HEAD, "PKT", "P062")
    await talk.type("/quantri")
    found = [Shown("phiếu liên kết: đơn vị", await talk.press("Phiếu liên kết cả đơn vị"))]
    found.append(Shown("phiếu để in", await talk.press("Phòng Kinh tế")))
    found.append(Shown("xem lại: không còn tệp", await talk.type("abc")))
    found.append(Shown("không phải đơn vị mình", await talk.act("admin.sheet", "PVHXH")))
    keeper = await house.talk(ADMINISTRATOR)
    await keeper.type("/quantri")
    found.append(Shown("cả phường", await keeper.press("Phiếu liên kết cả đơn vị")))
    found.append(Shown("gõ tên đơn vị", await keeper.type("kinh te")))
    found.append(Shown("không có đơn vị", await keeper.type("kho bạc")))
    return found


async def changing_posts(house: House) -> list[Shown]:
    await house.talk(STAFF)
    talk = await house.talk(ADMINISTRATOR)
    await talk.type("/quantri P061")
    found = [Shown("chức danh mới: đơn vị", await talk.press("Chức danh mới"))]
    found.append(Shown("gõ đơn vị", await talk.type("van hoa")))
    found.append(Shown("gõ rõ hơn", await talk.type("PVHXH")))
    found.append(Shown("chức danh", await talk.type("không rõ")))
    found.append(Shown("từ ngày", await talk.press("Cấp phó")))
    found.append(Shown("ngày không rõ", await talk.type("sớm")))
    found.append(Shown("đến ngày", await talk.press("CN 1/11")))
    found.append(Shown("kiểm tra", await talk.press("Không thời hạn")))
    found.append(Shown("có tên chức danh, văn bản", await talk.type("Phó Trưởng phòng; 12/QĐ")))
    found.append(Shown("đã ghi", await talk.press("Ghi")))
    found += [
        Shown("tin báo cho người đó", shown)
        for notice, shown in await house.told(STAFF)
        if notice.kind.startswith("amend.")
    ]
    found.append(Shown("bấm lại", await talk.act("amend.make", "0" * 16)))
    await talk.type("/quantri P059")
    await talk.press("Giao quyền")
    await talk.press("Phòng Kinh tế")
    await talk.press("T5 22/10")
    found.append(Shown("giao quyền: kiểm tra", await talk.type("31/12")))
    await talk.press("Ghi")
    found.append(Shown("thôi giữ: chọn", await talk.press("Thôi giữ")))
    await talk.press("Phó Trưởng phòng")
    found.append(Shown("thôi giữ: còn ai", await talk.press("T5 22/10")))
    await talk.type(f"/quantri {ADMINISTRATOR}")
    found.append(Shown("không tự ghi cho mình", await talk.press("Chức danh mới")))
    await talk.type("/quantri P074")
    await talk.press("Chức danh mới")
    await talk.press("Phòng Văn hóa")
    await talk.press("Cấp trưởng")
    await talk.press("T5 22/10")
    found.append(Shown("hai cấp trưởng", await talk.press("Không thời hạn")))
    return found


async def changing_fields(house: House) -> list[Shown]:
    talk = await house.talk(ADMINISTRATOR)
    await talk.type(f"/quantri {LEADER}")
    found = [Shown("lĩnh vực: đơn vị", await talk.press("🗂 Phụ trách"))]
    await talk.type("PVHXH")
    await talk.press("T6 23/10")
    found.append(Shown("lĩnh vực: kiểm tra", await talk.press("Không thời hạn")))
    found.append(Shown("lĩnh vực: đã ghi", await talk.press("Ghi")))
    found.append(Shown("thôi phụ trách", await talk.press("Thôi phụ trách")))
    return found


async def delegating(house: House) -> list[Shown]:
    talk = await clerk(house, OFFICE_HEAD, "VPUB", OFFICE_CLERK)
    found = [Shown("văn thư: phạm vi", await talk.type("/quantri"))]
    found.append(Shown("văn thư: thẻ lãnh đạo", await talk.type("P043")))
    await talk.press("Ghi nghỉ")
    found.append(Shown("văn thư: nghỉ của lãnh đạo", await talk.type("phép 26/10 - 30/10; 7/ĐN")))
    found.append(Shown("văn thư: đã gửi đơn nghỉ", await talk.press("Gửi đơn")))
    await talk.type("/quantri P043")
    found.append(Shown("ủy quyền cho ai", await talk.press("Ủy quyền")))
    found.append(Shown("việc gì", await talk.press("Trịnh Đức Uyên")))
    found.append(Shown("từ ngày", await talk.press("Nhận xét và quyết định")))
    found.append(Shown("cả thời hạn, số văn bản", await talk.type("26/10 - 6/11")))
    found.append(Shown("thiếu số văn bản", await talk.type("...")))
    found.append(Shown("kiểm tra", await talk.type("05/UQ-UBND ngày 20/10/2026")))
    found.append(Shown("đã ghi", await talk.press("Ghi")))
    for person in (LEADER, "P044"):
        await house.talk(person)
        found += [
            Shown(f"tin báo cho {person}", shown)
            for notice, shown in await house.told(person)
            if notice.kind.startswith("amend.")
        ]
    await talk.press("Ủy quyền")
    await talk.press("Mai Ngọc Dung")
    await talk.press("Quyết định")
    await talk.type("28/10 - 30/10")
    found.append(Shown("đã ủy quyền cho người khác", await talk.type("06/UQ-UBND")))
    leader = await house.talk(LEADER)
    found.append(Shown("lãnh đạo: xin nghỉ", await leader.type("/nghi")))
    found.append(Shown("ủy quyền của tôi", await leader.press("Ủy quyền khi vắng")))
    house.clock.now = october(28)
    await leader.type("/uyquyen")
    await leader.press("Thôi ủy quyền")
    await leader.press("Trịnh Đức Uyên")
    found.append(Shown("thôi ngay: kiểm tra", await leader.press("T3 27/10")))
    found.append(Shown("lãnh đạo: đã ghi", await leader.press("Ghi")))
    other = await leader.act("amend.begin", "delegate", "P042")
    found.append(Shown("ủy quyền hộ người khác", other))
    staff = await house.talk(STAFF)
    found.append(Shown("không phải lãnh đạo", await staff.type("/uyquyen")))
    return found


async def same_name(house: House, one: str, other: str) -> None:
    """Two people of the unit bear the same name."""
    async with house.ward.storage.write() as store:
        known = await store.staff.organisation()
        name = known.require_person(one).name
        named = [replace(each, name=name) if each.code == other else each for each in known.people]
        await store.staff.replace(
            Organisation(units=known.units, people=named, posts=known.posts, charges=known.charges)
        )
        await store.commit()


async def clerk(house: House, head: str, unit: str, person: str) -> Talk:
    async with house.ward.desk(head, CHANNEL) as desk:
        await clerks.appoint(desk, unit, person)
    return await house.talk(person)
