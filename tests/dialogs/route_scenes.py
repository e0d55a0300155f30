"""What is told when the organisation changes under forms that are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from core import people
from core.people import Post
from core.usecases import closing, mornings, rerouting
from core.usecases.desk import SYSTEM
from tests.dialogs import ways
from tests.dialogs.talk import CHANNEL, House, Shown

STAFF, DEPUTY, OTHER_DEPUTY, HEAD, COLLECTOR = "P061", "P059", "P060", "P058", "P073"
ACTING = Post(
    person=OTHER_DEPUTY,
    unit="PKT",
    position="UBND_TRUONG",
    labour="civil_servant",
    pool="head",
    main=False,
    valid_from=date(2026, 10, 22),
)

Change = Callable[[Post], Post]


async def reorganised(
    house: House, change: Change, *added: Post, without_fields: bool = False
) -> None:
    """The posts as *change* leaves them; open steps follow as after an import."""
    async with house.ward.desk(SYSTEM, CHANNEL) as desk:
        known = await desk.organisation()
        after = people.Organisation(
            units=known.units,
            people=known.people,
            posts=[*map(change, known.posts), *added],
            charges=() if without_fields else known.charges,
            delegations=known.delegations,
        )
        await desk.store.staff.replace(after)
        await rerouting.follow_all(desk)


def ended(person: str, last: date) -> Change:
    return lambda post: replace(post, valid_to=last) if post.person == person else post


def in_charge(person: str, leader: str) -> Change:
    return lambda post: replace(post, in_charge=leader) if post.person == person else post


async def heard(house: House, *persons: str) -> list[Shown]:
    for person in persons:
        await house.talk(person)
    return [
        Shown(f"{notice.kind} → {notice.recipient}", shown)
        for notice, shown in await house.told(*persons)
        if notice.kind.startswith(("route.", "form.pick"))
    ]


async def passed_on(house: House) -> list[Shown]:
    """Another deputy is put in charge, then a deputy is given the head's post."""
    everybody = (DEPUTY, OTHER_DEPUTY, HEAD)
    await ways.send_at_maximum(house, STAFF)
    one = await house.form_of(STAFF)
    await reorganised(house, in_charge(STAFF, OTHER_DEPUTY))
    found = await heard(house, *everybody)
    commenter = await house.talk(OTHER_DEPUTY)
    await commenter.act("comment.form", one.id)
    await commenter.press("👍 Nhất trí")
    await heard(house, *everybody)
    await reorganised(house, ended(HEAD, date(2026, 10, 21)), ACTING)
    told = await heard(house, *everybody)
    return found + told


async def nobody_to_send_to(house: House) -> list[Shown]:
    """A head has left and a field is nobody's: told to the collector on the first."""
    await reorganised(house, ended(HEAD, date(2026, 10, 31)), without_fields=True)
    collector = await house.talk(COLLECTOR)
    house.clock.now = house.clock.now.replace(month=11, day=1, hour=7, minute=30)
    async with house.ward.desk(SYSTEM, CHANNEL) as desk:
        await mornings.greet(desk)
    told = [shown for notice, shown in await house.told(COLLECTOR) if notice.kind == "gaps.month"]
    found = [Shown(f"gaps.month → {COLLECTOR}", shown) for shown in told]
    found.append(Shown("từng người", await collector.act("gaps.list", 0)))
    found.append(Shown("trang sau", await collector.press("sau")))
    staff = await house.talk(STAFF)
    found.append(Shown("không phải việc của đồng chí", await staff.act("gaps.list", 0)))
    return found


def newcomer(unit: str, position: str) -> Post:
    return Post(
        person=STAFF,
        unit=unit,
        position=position,
        labour="civil_servant",
        pool="professional",
        valid_from=date(2026, 10, 22),
    )


async def another_unit(house: House) -> list[Shown]:
    """A specialist goes to the collector's unit, to be its deputy."""
    there = newcomer("PVHXH", "UBND_PHO")
    await reorganised(house, ended(STAFF, date(2026, 10, 21)), there)
    former = await house.talk(HEAD)
    await house.talk(COLLECTOR)
    found = [
        Shown(f"{notice.kind} → {notice.recipient}", shown)
        for notice, shown in await house.told(HEAD, COLLECTOR)
        if notice.kind.startswith("move.")
    ]
    found.append(Shown("ghi nhận xét", await former.act("move.say", STAFF, "2026-10")))
    found.append(Shown("đã ghi", await former.type("Hoàn thành tốt, đã bàn giao 2 hồ sơ.")))
    found.append(Shown("sửa", await former.press("Sửa nhận xét")))
    house.clock.now = house.clock.now.replace(day=26)
    async with house.ward.desk(SYSTEM, CHANNEL) as desk:
        await closing.close_due(desk)
    one = await house.form_of(STAFF)
    decider = await house.talk(COLLECTOR)
    found.append(Shown("người quyết định", await decider.act("decide.form", one.id)))
    other = await house.talk(DEPUTY)
    found.append(Shown("người khác", await other.act("move.say", STAFF, "2026-10")))
    return found


async def promoted(house: House) -> list[Shown]:
    """Somebody who has sent becomes a deputy before the closing."""
    await ways.send_at_maximum(house, STAFF)
    await reorganised(house, ended(STAFF, date(2026, 10, 21)), newcomer("PKT", "UBND_PHO"))
    found = [
        Shown(f"{notice.kind} → {notice.recipient}", shown)
        for notice, shown in await house.told(STAFF)
        if notice.kind == "route.form"
    ]
    one = await house.form_of(STAFF)
    head = await house.talk(HEAD)
    found.append(Shown("người quyết định", await head.act("decide.form", one.id)))
    subject = await house.talk(STAFF)
    await subject.act("mine", one.id)
    await subject.press("Rút phiếu")
    await subject.press("Rút phiếu")
    found.append(Shown("đã rút", subject.screen))
    return found
