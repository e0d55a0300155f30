"""Link codes, and who may give work to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core import errors
from core.people import Organisation
from core.usecases import staffing
from core.usecases.desk import SYSTEM
from tests.core.office import Office, later, october

NOW = october(5)
CODE = staffing.spell(2**65 - 12345)
CHAT = ("telegram", "111")


async def issue(
    office: Office, lasts: timedelta, code: str = CODE, person: str = "CV_KT1"
) -> None:
    await office.do(SYSTEM, NOW, lambda desk: staffing.issue_code(desk, person, code, lasts))


async def link(
    office: Office, at: datetime, code: str = CODE, chat: tuple[str, str] = CHAT
) -> staffing.Linked:
    """A wrong try is remembered, as the turn does."""
    try:
        return await office.do("", at, lambda desk: staffing.link(desk, *chat, code))
    except errors.BadInput:
        await office.do("", at, lambda desk: staffing.note_wrong_try(desk, *chat))
        raise


async def refusal(
    office: Office, at: datetime, code: str = CODE, chat: tuple[str, str] = CHAT
) -> str:
    with pytest.raises(errors.WardError) as fault:
        await link(office, at, code, chat)
    return fault.value.code


async def test_a_code_links_one_chat_once(office: Office) -> None:
    await issue(office, staffing.ON_SCREEN)
    linked = await link(office, NOW)
    assert (linked.person.code, linked.waits_for_old_chat) == ("CV_KT1", False)
    assert await refusal(office, NOW, chat=("telegram", "222")) == "link.wrong"
    assert [act for _, act, _ in await office.audited()] == ["link-code", "link"]


@pytest.mark.parametrize("typed", [CODE.lower(), CODE.replace("-", ""), f" {CODE} "])
async def test_case_hyphens_and_spaces_do_not_matter(office: Office, typed: str) -> None:
    await issue(office, staffing.ON_SCREEN)
    assert (await link(office, NOW, typed)).person.code == "CV_KT1"


@pytest.mark.parametrize(
    ("lasts", "seconds"), [(staffing.ON_SCREEN, 15 * 60), (staffing.ON_PAPER, 7 * 86_400)]
)
async def test_a_code_expires(office: Office, lasts: timedelta, seconds: int) -> None:
    await issue(office, lasts)
    assert await refusal(office, later(NOW, seconds=seconds)) == "link.wrong"
    assert (await link(office, later(NOW, seconds=seconds - 1))).person.code == "CV_KT1"


async def test_five_wrong_tries_pause_this_chat_for_an_hour(office: Office) -> None:
    await issue(office, staffing.ON_PAPER)
    for minute in range(5):
        assert await refusal(office, later(NOW, minutes=minute), "SAI") == "link.wrong"
    assert await refusal(office, later(NOW, minutes=5)) == "link.paused"
    assert await refusal(office, later(NOW, minutes=59)) == "link.paused"
    assert (await link(office, later(NOW, minutes=65))).person.code == "CV_KT1"


async def test_a_pause_of_one_chat_is_not_that_of_another(office: Office) -> None:
    await issue(office, staffing.ON_PAPER)
    for _ in range(5):
        await refusal(office, NOW, "SAI")
    assert (await link(office, NOW, chat=("telegram", "222"))).person.code == "CV_KT1"


async def test_a_second_chat_waits_for_the_old_one(office: Office) -> None:
    other = staffing.spell(77)
    await issue(office, staffing.ON_SCREEN)
    await link(office, NOW)
    await issue(office, staffing.ON_SCREEN, other)
    assert (await link(office, NOW, other, ("telegram", "222"))).waits_for_old_chat
    told = [kind for who, kind in await office.notices() if who == "CV_KT1"]
    assert told == ["link.asked", "link.issued"]
    assert not (await link(office, NOW, other, ("zalo", "9"))).waits_for_old_chat
    await office.do("CV_KT1", NOW, lambda desk: staffing.release(desk, *CHAT))
    async with office.storage.read() as store:
        accounts = await store.chats.accounts("CV_KT1")
    assert [(each.channel, each.address) for each in accounts] == [("zalo", "9")]


async def with_phones(office: Office, **numbers: str) -> None:
    async with office.storage.write() as store:
        known = await store.staff.organisation()
        people = [replace(one, phone=numbers.get(one.code, "")) for one in known.people]
        await store.staff.replace(
            Organisation(units=known.units, people=people, posts=known.posts)
        )
        await store.commit()


async def shared(office: Office, number: str, *, is_own: bool = True, chat: str = "111") -> str:
    """Whom it links, or the code of the refusal."""
    try:
        linked = await office.do(
            "",
            NOW,
            lambda desk: staffing.link_by_phone(desk, "telegram", chat, number, is_own=is_own),
        )
    except errors.WardError as fault:
        return fault.code
    return "waits" if linked.waits_for_old_chat else linked.person.code


@pytest.mark.parametrize("number", ["84912345678", "+84 912 345 678", "0912.345.678"])
async def test_an_own_number_on_the_roster_links(office: Office, number: str) -> None:
    await with_phones(office, CV_KT1="0912 345 678", CV_KT2="0987654321")
    assert await shared(office, number) == "CV_KT1"
    assert (await office.audited("link"))[0][2] == {"channel": "telegram", "by": "phone"}


async def test_a_number_of_nobody_of_two_or_of_somebody_else_links_nobody(office: Office) -> None:
    await with_phones(office, CV_KT1="0912345678", CV_KT2="84 912345678", TP_KT="0987654321")
    assert await shared(office, "0912345678") == "link.phone-unknown"
    assert await shared(office, "0900000000") == "link.phone-unknown"
    assert await shared(office, "") == "link.phone-unknown"
    assert await shared(office, "0987654321", is_own=False) == "link.not-own"


async def test_a_chat_is_one_persons_and_a_person_has_one_chat_a_channel(office: Office) -> None:
    await with_phones(office, CV_KT1="0912345678", CV_KT2="0987654321")
    other = staffing.spell(77)
    await issue(office, staffing.ON_SCREEN, other, "CV_KT2")
    assert await shared(office, "0912345678") == "CV_KT1"
    assert await shared(office, "0987654321") == "link.taken"
    assert await refusal(office, NOW, other) == "link.taken"
    assert await shared(office, "0912345678", chat="222") == "waits"
    assert await shared(office, "0912345678", chat="222") == "waits"
    told = [kind for who, kind in await office.told("link") if who == "CV_KT1"]
    assert told == ["link.asked"]


def test_a_code_is_spelled_without_letters_that_look_like_digits() -> None:
    assert staffing.looks_like_code(CODE)
    assert set(CODE) & set("ILOU") == set()
    assert staffing.looks_like_code("P031") is False


# ------------------------------------------------------------------ work

MAY_ASSIGN = [
    ("PP_KT1", "CV_KT1"),
    ("TP_KT", "CV_KT1"),
    ("TP_KT", "PP_KT1"),
    ("PCT_UB1", "TP_KT"),
    ("CT_UB", "TP_KT"),
    ("BT", "CVP_DU"),
    ("BT", "BT"),
    ("PBT", "PBT"),
    ("CT_UB", "CT_UB"),
]
MAY_NOT_ASSIGN = [
    ("PP_KT2", "CV_KT1"),
    ("CV_KT2", "CV_KT1"),
    ("CV_KT1", "CV_KT1"),
    ("TP_KT", "TP_KT"),
    ("TP_VX", "CV_KT1"),
    ("PCT_UB2", "TP_KT"),
    ("PCT_UB1", "CV_KT1"),
    ("CV_KT1", "PP_KT1"),
    ("NOBODY", "CV_KT1"),
]


@pytest.mark.parametrize(("leader", "person"), MAY_ASSIGN)
async def test_the_direct_leader_assigns_and_accepts(
    office: Office, leader: str, person: str
) -> None:
    item = await office.work(leader, person, 3, of=3)
    assert (item.assigned_by, item.accepted, item.state) == (leader, 3, "accepted")


@pytest.mark.parametrize(("leader", "person"), MAY_NOT_ASSIGN)
async def test_nobody_else_assigns_or_accepts(office: Office, leader: str, person: str) -> None:
    with pytest.raises(errors.Refused) as fault:
        await office.assign(leader, person)
    assert fault.value.code == "not-direct-leader"
    entitled = {"CV_KT1": "TP_KT", "PP_KT1": "TP_KT", "TP_KT": "CT_UB"}[person]
    item = await office.assign(entitled, person)
    await office.hand_in(item, 1, NOW)
    with pytest.raises(errors.Refused):
        await office.review(leader, item, 1, NOW)


@pytest.mark.parametrize("quantity", [0, -1])
async def test_nothing_is_not_assigned(office: Office, quantity: int) -> None:
    with pytest.raises(errors.BadInput):
        await office.assign("TP_KT", "CV_KT1", quantity)
