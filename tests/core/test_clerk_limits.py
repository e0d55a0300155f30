"""A clerk keeps the roster, not his own judges; a way into an account is never opened unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from core import amendments
from core.amendments import Amendment
from core.people import Organisation, Post
from core.usecases import administering, amending, clerks, inviting, staffing
from core.usecases.desk import Desk
from tests.core.office import Act, Office, T, october
from tests.core.test_administering import delegate, spelled

ADMINISTRATOR, OTHER_ADMINISTRATOR, CLERK, HEAD, STAFF = (
    "CV_XDD",
    "PB_XDD1",
    "CV_KT1",  # in the charge of PP_KT1
    "TP_KT",
    "CV_KT2",
)
NOW = october(5)
CODE, OTHER_CODE = staffing.spell(2**64 + 1), staffing.spell(2**64 + 2)
PHONE = ("telegram", "111")


@pytest.fixture
async def kept(office: Office) -> Office:
    await office.do(HEAD, NOW, lambda desk: clerks.appoint(desk, "PKT", CLERK))
    return office


async def do(office: Office, actor: str, act: Act[T], now: datetime = NOW) -> T:
    async def administered(desk: Desk) -> T:
        return await act(
            replace(desk, administrators=frozenset({ADMINISTRATOR, OTHER_ADMINISTRATOR}))
        )

    return await office.do(actor, now, administered)


async def refusal(office: Office, actor: str, act: Act[object], now: datetime = NOW) -> str:
    async def administered(desk: Desk) -> object:
        return await act(
            replace(desk, administrators=frozenset({ADMINISTRATOR, OTHER_ADMINISTRATOR}))
        )

    return await office.refusal(actor, now, administered)


async def on_a_phone(office: Office, person: str) -> None:
    async with office.storage.write() as store:
        await store.chats.link(*PHONE, person, NOW)
        await store.commit()


async def with_posts(office: Office, *more: Post, phone: str = "") -> None:
    async with office.storage.write() as store:
        known = await store.staff.organisation()
        people = [replace(one, phone=phone if one.code == STAFF else "") for one in known.people]
        await store.staff.replace(
            Organisation(
                units=known.units,
                people=people,
                posts=(*known.posts, *more),
                charges=known.charges,
            )
        )
        await store.commit()


def code_for(person: str, code: str = CODE) -> Act[None]:
    return lambda desk: staffing.issue_code(desk, person, code, staffing.ON_SCREEN)


def unlink(person: str) -> Act[None]:
    return lambda desk: staffing.unlink(desk, person, *PHONE)


def post(person: str, first: date, unit: str = "PKT", position: str = "UBND_CC") -> Act[None]:
    one = Amendment(
        kind=amendments.POST,
        person=person,
        unit=unit,
        position=position,
        first=first,
        is_open=True,
    )
    return lambda desk: amending.amend(desk, one)


def end(person: str, last: date, position: str = "UBND_PHO") -> Act[None]:
    one = Amendment(kind=amendments.END, person=person, unit="PKT", position=position, last=last)
    return lambda desk: amending.amend(desk, one)


# ------------------------------------------------------------------ ways into an account


@pytest.mark.parametrize(
    ("person", "code"),
    [(HEAD, "admin.reviewer"), ("PP_KT1", "admin.reviewer"), ("PP_KT2", "admin.above")],
)
async def test_a_clerk_neither_unlinks_nor_gives_a_code_to_who_leads(
    kept: Office, person: str, code: str
) -> None:
    await on_a_phone(kept, person)
    assert await refusal(kept, CLERK, unlink(person)) == code
    assert await refusal(kept, CLERK, code_for(person)) == code
    await do(kept, ADMINISTRATOR, unlink(person))
    await do(kept, ADMINISTRATOR, code_for(person))


async def test_a_clerk_gives_no_code_to_staff_who_comments_for_a_deputy_by_delegation(
    kept: Office,
) -> None:
    await do(kept, CLERK, code_for(STAFF))
    await do(kept, ADMINISTRATOR, delegate("PP_KT1", STAFF))
    assert await refusal(kept, CLERK, code_for(STAFF), october(15)) == "admin.reviewer"


async def test_a_clerk_gives_no_code_to_an_administrator_of_the_unit(kept: Office) -> None:
    await kept.do("TB_XDD", NOW, lambda desk: clerks.appoint(desk, "BXDD", "PB_XDD2"))
    assert await refusal(kept, "PB_XDD2", code_for(ADMINISTRATOR)) == "admin.above"


async def test_the_card_offers_a_clerk_only_what_is_granted(kept: Office) -> None:
    seen = {
        who: (await do(kept, CLERK, lambda desk, of=who: administering.card(desk, of))).may  # type: ignore[misc]
        for who in (HEAD, "PP_KT2", STAFF)
    }
    assert seen == {
        HEAD: {"absence"},
        "PP_KT2": {"post", "delegation", "absence"},
        STAFF: {"link", "post", "delegation", "absence"},
    }


async def test_a_clerks_sheet_leaves_out_who_leads_and_the_head_is_told_of_it(
    kept: Office,
) -> None:
    made = await do(kept, CLERK, lambda desk: inviting.sheet(desk, "PKT", spelled()))
    on_it = {one.person.code for one in made.invited}
    assert on_it == {CLERK, STAFF, "BV_KT", "HD_KT", "KCT_KT"}
    assert await kept.told("link") == [(HEAD, "link.sheet")]


@pytest.mark.parametrize(
    ("person", "told"),
    [
        (STAFF, [HEAD]),
        ("PP_KT2", [HEAD]),
        (HEAD, [OTHER_ADMINISTRATOR]),
        ("PCT_UB1", [OTHER_ADMINISTRATOR]),
    ],
)
async def test_who_has_no_other_chat_is_not_unlinked_unseen(
    kept: Office, person: str, told: list[str]
) -> None:
    await on_a_phone(kept, person)
    await do(kept, ADMINISTRATOR, unlink(person))
    await do(kept, ADMINISTRATOR, code_for(person))
    others = [one for one in await kept.told("link") if one[0] != person]
    assert others == [
        *[(who, "link.issued-to") for who in told],
        *[(who, "link.removed-from") for who in told],
    ]


async def test_who_has_a_live_chat_hears_of_a_code_alone_and_who_has_a_dead_one_does_not(
    kept: Office,
) -> None:
    await on_a_phone(kept, STAFF)
    await do(kept, CLERK, code_for(STAFF))
    assert await kept.told("link") == [(STAFF, "link.issued")]
    async with kept.storage.write() as store:
        await store.chats.mark(*PHONE, alive=False, at=NOW)
        await store.commit()
    await do(kept, CLERK, code_for(STAFF, OTHER_CODE))
    assert (HEAD, "link.issued-to") in await kept.told("link")


async def test_after_a_lost_phone_the_number_links_nobody_until_a_fresh_code_did(
    kept: Office,
) -> None:
    def share(address: str) -> Act[staffing.Linked]:
        return lambda desk: staffing.link_by_phone(
            desk, "telegram", address, "0912345678", is_own=True
        )

    await with_posts(kept, phone="0912345678")
    await do(kept, "", share(PHONE[1]))
    await do(kept, CLERK, unlink(STAFF))
    assert await refusal(kept, "", share(PHONE[1])) == "link.code-only"
    assert await refusal(kept, "", share("222")) == "link.code-only"

    await do(kept, CLERK, code_for(STAFF))
    await do(kept, "", lambda desk: staffing.link(desk, *PHONE, CODE))
    await do(kept, STAFF, lambda desk: staffing.release(desk, *PHONE))
    assert (await do(kept, "", share("222"))).person.code == STAFF


async def test_a_new_code_ends_the_older_one(kept: Office) -> None:
    await do(kept, CLERK, code_for(STAFF))
    await do(kept, CLERK, code_for(STAFF, OTHER_CODE))
    old = await refusal(kept, "", lambda desk: staffing.link(desk, *PHONE, CODE))
    assert old == "link.wrong"
    linked = await do(kept, "", lambda desk: staffing.link(desk, *PHONE, OTHER_CODE))
    assert linked.person.code == STAFF


# ------------------------------------------------------------------ posts and delegations


async def test_a_clerk_does_not_move_his_own_commenter_and_does_move_the_other_deputy(
    kept: Office,
) -> None:
    assert await refusal(kept, CLERK, end("PP_KT1", NOW.date())) == "admin.reviewer"
    assert await refusal(kept, CLERK, delegate("PP_KT1", "PP_KT2")) == "admin.reviewer"
    await do(kept, CLERK, delegate("PP_KT2", "PP_KT1"))
    await do(kept, CLERK, end("PP_KT2", NOW.date()))


async def test_who_comments_on_the_clerks_form_of_last_month_is_not_the_clerks_to_move_either(
    kept: Office,
) -> None:
    november = date(2026, 11, 1)
    async with kept.storage.write() as store:
        known = await store.staff.organisation()
        [held] = known.all_posts_of(CLERK)
        posts = [one for one in known.posts if one is not held]
        posts.append(replace(held, valid_to=date(2026, 10, 31)))
        posts.append(replace(held, valid_from=november, in_charge="PP_KT2"))
        await store.staff.replace(
            Organisation(units=known.units, people=known.people, posts=posts)
        )
        await store.commit()
    for deputy in ("PP_KT1", "PP_KT2"):
        last = datetime(2026, 11, 2, 9, tzinfo=NOW.tzinfo)
        assert await refusal(kept, CLERK, end(deputy, last.date()), last) == "admin.reviewer"


async def test_a_clerk_pulls_no_form_into_the_unit_by_a_post_of_the_day_before(
    kept: Office,
) -> None:
    move = post("CV_VX", date(2026, 10, 25))
    await do(kept, ADMINISTRATOR, move, october(24))
    back = post("CV_VX", date(2026, 10, 24))
    assert await refusal(kept, CLERK, back, october(25, 12)) == "admin.other-unit"


@pytest.mark.parametrize(
    ("today", "first", "code"),
    [
        (october(24), date(2026, 9, 25), "yes"),
        (october(24), date(2026, 9, 24), "amend.closed"),
        (october(25, 0), date(2026, 10, 25), "yes"),
        (october(25, 0), date(2026, 10, 24), "amend.closed"),
    ],
)
async def test_an_administrator_changes_nobody_before_the_last_self_closing(
    kept: Office, today: datetime, first: date, code: str
) -> None:
    act = post(STAFF, first, "PVHXH")
    if code == "yes":
        await do(kept, ADMINISTRATOR, act, today)
    else:
        assert await refusal(kept, ADMINISTRATOR, act, today) == code


async def test_a_clerk_ends_nobodys_main_post_in_another_unit(kept: Office) -> None:
    async with kept.storage.read() as store:
        [main] = (await store.staff.organisation()).all_posts_of("CV_VX")
    await with_posts(kept, replace(main, unit="PKT", position="UBND_PHO", main=False))
    act = post("CV_VX", date(2026, 10, 6))
    assert await refusal(kept, CLERK, act) == "admin.other-unit"
    await do(kept, ADMINISTRATOR, act)


async def test_a_delegation_to_staff_is_an_administrators_with_its_document(
    kept: Office,
) -> None:
    assert await refusal(kept, CLERK, delegate("PP_KT2", "BV_KT")) == "amend.receiver-staff"
    assert await refusal(kept, HEAD, delegate(HEAD, "BV_KT")) == "amend.receiver-staff"
    bare = delegate(HEAD, "BV_KT", " ")
    assert await refusal(kept, ADMINISTRATOR, bare) == "amend.document"
    await do(kept, ADMINISTRATOR, delegate(HEAD, "BV_KT"))


# ------------------------------------------------------------------ the clerk's own appointment


async def test_a_clerk_who_left_the_unit_and_came_back_is_clerk_only_when_appointed_anew(
    kept: Office,
) -> None:
    def look(desk: Desk) -> object:
        return administering.card(desk, STAFF)

    await do(kept, ADMINISTRATOR, post(CLERK, date(2026, 10, 6), "PVHXH"), october(6))
    await do(kept, ADMINISTRATOR, post(CLERK, date(2026, 10, 9)), october(9))
    assert await refusal(kept, CLERK, look, october(9)) == "admin.not-yours"  # type: ignore[arg-type]

    found = await do(kept, HEAD, lambda desk: clerks.candidates(desk, "PKT"), october(9))
    assert CLERK in found
    await do(kept, HEAD, lambda desk: clerks.appoint(desk, "PKT", CLERK), october(9))
    await do(kept, CLERK, look, october(10))  # type: ignore[arg-type]
    now = await do(kept, HEAD, lambda desk: clerks.of_unit(desk, "PKT"), october(10))
    assert [one.since for one in now] == [october(9)]


async def test_a_clerk_who_got_another_post_of_the_unit_stays_clerk(kept: Office) -> None:
    await do(kept, ADMINISTRATOR, post(CLERK, date(2026, 10, 6), position="UBND_LDHD"))
    shown = await do(kept, CLERK, lambda desk: administering.card(desk, STAFF), october(7))
    named = await do(kept, HEAD, lambda desk: clerks.of_unit(desk, "PKT"), october(7))

    assert shown.person.code == STAFF
    assert CLERK in [one.person for one in named]
