"""Who keeps whom: every verb of administration, asked by everybody. Default deny."""

from __future__ import annotations

import ast
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from core import amendments, errors
from core.amendments import Amendment
from core.people import Organisation
from core.usecases import absences, administering, amending, clerks, inviting, staffing
from core.usecases.desk import Desk
from tests.core.office import Office, october

T = TypeVar("T")
NOW = october(5)
SOON, LATER = date(2026, 10, 12), date(2026, 10, 30)
CODE = staffing.spell(2**65 - 999)
CHAT, HEADS_CHAT = ("telegram", "111"), ("telegram", "112")

ADMINISTRATOR, CLERK, OTHER_CLERK, OFFICE_CLERK = "CV_XDD", "CV_KT2", "CV_VX", "CV_DU"
HEAD, STAFF, STRANGER = "TP_KT", "CV_KT1", ""
ACTORS = (ADMINISTRATOR, CLERK, OTHER_CLERK, HEAD, STAFF, STRANGER)


@pytest.fixture
async def kept(office: Office) -> Office:
    """With a clerk in three units; CV_KT1 and TP_KT linked on a phone each."""
    for head, unit, clerk in (
        (HEAD, "PKT", CLERK),
        ("TP_VX", "PVHXH", OTHER_CLERK),
        ("CVP_DU", "VPDU", OFFICE_CLERK),
    ):
        await office.do(head, NOW, lambda d, u=unit, c=clerk: clerks.appoint(d, u, c))  # type: ignore[misc]
    async with office.storage.write() as store:
        await store.chats.link(*CHAT, STAFF, NOW)
        await store.chats.link(*HEADS_CHAT, HEAD, NOW)
        await store.commit()
    return office


async def do(office: Office, actor: str, act: Callable[[Desk], Awaitable[T]]) -> T:
    async with office.storage.write() as store:
        desk = Desk(
            store=store,
            rules=office.rules,
            now=NOW,
            actor=actor,
            channel="test",
            administrators=frozenset({ADMINISTRATOR}),
        )
        answer = await act(desk)
        await store.commit()
    return answer


async def answer(office: Office, actor: str, act: Callable[[Desk], Awaitable[object]]) -> str:
    """``yes``, or the code of the refusal."""
    try:
        await do(office, actor, act)
    except errors.WardError as fault:
        return fault.code
    return "yes"


async def organisation(office: Office) -> Organisation:
    async with office.storage.read() as store:
        return await store.staff.organisation()


def amend(kind: str, person: str, **facts: object) -> Callable[[Desk], Awaitable[None]]:
    one = Amendment(kind=kind, person=person, **facts)  # type: ignore[arg-type]
    return lambda desk: amending.amend(desk, one)


def open_(kind: str, person: str, **facts: object) -> Callable[[Desk], Awaitable[None]]:
    return amend(kind, person, first=SOON, is_open=True, **facts)


def delegate(
    giver: str, receiver: str, document: str = "05/UQ"
) -> Callable[[Desk], Awaitable[None]]:
    return amend(
        amendments.DELEGATE,
        giver,
        receiver=receiver,
        act="both",
        first=SOON,
        last=LATER,
        document=document,
    )


async def _searched(desk: Desk) -> None:
    assert "CV_KT1" in await administering.search(desk, "CV_KT1")


async def _absent(desk: Desk) -> None:
    await absences.draft(desk, STAFF, "leave", SOON, SOON)


def spelled() -> Callable[[], str]:
    numbers = count(2**60)
    return lambda: staffing.spell(next(numbers))


NO, WHOLE, HEADS, OWN = "admin.not-yours", "admin.whole-ward", "admin.head", "admin.own"
MINE = "admin.reviewer"
VERBS: dict[str, tuple[Callable[[Desk], Awaitable[object]], str]] = {
    # verb: act, then what administrator, clerk, clerk of another unit, head, staff, stranger hear
    "find": (_searched, f"yes yes {AssertionError.__name__} {NO} {NO} {NO}"),
    "look": (lambda d: administering.card(d, STAFF), f"yes yes {NO} {NO} {NO} {NO}"),
    "give a code": (
        lambda d: staffing.issue_code(d, STAFF, CODE, staffing.ON_SCREEN),
        f"yes yes {NO} {NO} {NO} {NO}",
    ),
    "unlink a phone": (
        lambda d: staffing.unlink(d, STAFF, *CHAT),
        f"yes yes {NO} {NO} {NO} {NO}",
    ),
    "enter an absence": (_absent, "yes yes absence.not-yours yes yes absence.not-yours"),
    "make a deputy": (
        open_(amendments.POST, STAFF, unit="PKT", position="UBND_PHO"),
        f"yes yes {NO} {NO} {NO} {NO}",
    ),
    "transfer": (
        open_(amendments.POST, STAFF, unit="PVHXH", position="UBND_CC"),
        f"yes {NO} {NO} {NO} {NO} {NO}",
    ),
    "put in charge as head": (
        open_(amendments.ACTING, "PP_KT1", unit="PKT"),
        f"yes {MINE} {NO} {NO} {NO} {NO}",
    ),
    "make a head": (
        open_(amendments.POST, STAFF, unit="PKT", position="UBND_TRUONG"),
        f"roster.two-heads {HEADS} {NO} {NO} {NO} {NO}",
    ),
    "end the head's post": (
        amend(amendments.END, HEAD, unit="PKT", position="UBND_TRUONG", last=SOON),
        f"yes {MINE} {NO} {NO} {NO} {NO}",
    ),
    "move the head elsewhere": (
        open_(amendments.POST, HEAD, unit="PKT", position="UBND_CC"),
        f"yes {MINE} {NO} {NO} {NO} {NO}",
    ),
    "end a post": (
        amend(amendments.END, STAFF, unit="PKT", position="UBND_CC", last=SOON),
        f"yes yes {NO} {NO} {NO} {NO}",
    ),
    "end the post of a deputy who may comment on the clerk's form": (
        amend(amendments.END, "PP_KT2", unit="PKT", position="UBND_PHO", last=SOON),
        f"yes {MINE} {NO} {NO} {NO} {NO}",
    ),
    "give the head a code": (
        lambda d: staffing.issue_code(d, HEAD, CODE, staffing.ON_SCREEN),
        f"yes {MINE} {NO} {NO} {NO} {NO}",
    ),
    "give a code to the head of a unit without deputies": (
        lambda d: staffing.issue_code(d, "TP_VX", CODE, staffing.ON_SCREEN),
        f"yes {NO} {MINE} {NO} {NO} {NO}",
    ),
    "unlink the head's phone": (
        lambda d: staffing.unlink(d, HEAD, *HEADS_CHAT),
        f"yes {MINE} {NO} {NO} {NO} {NO}",
    ),
    "record a post from yesterday": (
        amend(
            amendments.POST,
            STAFF,
            unit="PKT",
            position="UBND_LDHD",
            first=date(2026, 10, 4),
            is_open=True,
        ),
        f"yes amend.past {NO} {NO} {NO} {NO}",
    ),
    "record an end before yesterday": (
        amend(amendments.END, STAFF, unit="PKT", position="UBND_CC", last=date(2026, 10, 3)),
        f"yes amend.past {NO} {NO} {NO} {NO}",
    ),
    "record a post from a month whose self step is closed": (
        amend(
            amendments.POST,
            STAFF,
            unit="PKT",
            position="UBND_LDHD",
            first=date(2026, 9, 24),
            is_open=True,
        ),
        f"amend.closed amend.past {NO} {NO} {NO} {NO}",
    ),
    "give a field": (
        open_(amendments.CHARGE, "PCT_UB2", unit="PKT"),
        f"yes {WHOLE} {WHOLE} {NO} {NO} {NO}",
    ),
    "end a field": (
        amend(amendments.UNCHARGE, "PCT_UB1", unit="PKT", last=SOON),
        f"yes {WHOLE} {WHOLE} {NO} {NO} {NO}",
    ),
    "print a unit's codes": (
        lambda d: inviting.sheet(d, "PKT", spelled()),
        f"yes yes {NO} {NO} {NO} {NO}",
    ),
    "print the ward's codes": (
        lambda d: inviting.sheet(d, None, spelled()),
        f"yes {WHOLE} {WHOLE} {NO} {NO} {NO}",
    ),
    "delegate for the head": (delegate(HEAD, "PP_KT1"), f"yes {MINE} {NO} yes {NO} {NO}"),
    "delegate to staff": (
        delegate(HEAD, "BV_KT"),
        f"yes {MINE} {NO} amend.receiver-staff {NO} {NO}",
    ),
    "delegate for a ward leader": (
        delegate("PCT_UB1", "PCT_UB2"),
        f"yes {NO} {NO} {NO} {NO} {NO}",
    ),
    "delegate into another unit": (delegate(HEAD, "TP_VX"), f"yes {MINE} {NO} yes {NO} {NO}"),
}


@pytest.mark.parametrize("verb", VERBS)
async def test_the_matrix_of_rights(kept: Office, verb: str) -> None:
    act, expected = VERBS[verb]

    async def heard(actor: str) -> str:
        async with kept.storage.write() as store:  # rolled back: each asks of the same ward
            desk = Desk(
                store=store,
                rules=kept.rules,
                now=NOW,
                actor=actor,
                channel="test",
                administrators=frozenset({ADMINISTRATOR}),
            )
            try:
                await act(desk)
            except errors.WardError as fault:
                return fault.code
            except AssertionError:
                return AssertionError.__name__
        return "yes"

    assert " ".join([await heard(actor) for actor in ACTORS]) == expected


@pytest.mark.parametrize(
    ("actor", "act", "code"),
    [
        (
            ADMINISTRATOR,
            open_(amendments.POST, ADMINISTRATOR, unit="BXDD", position="DANG_PHO"),
            OWN,
        ),
        (ADMINISTRATOR, delegate("TP_KT", ADMINISTRATOR), OWN),
        (CLERK, open_(amendments.POST, CLERK, unit="PKT", position="UBND_PHO"), OWN),
        (CLERK, delegate("TP_KT", CLERK), MINE),
        (OFFICE_CLERK, delegate("BT", OFFICE_CLERK), "amend.receiver-staff"),
        (OFFICE_CLERK, delegate("BT", "LX_DU"), "amend.receiver-staff"),
        (OFFICE_CLERK, delegate("BT", "PBT"), "yes"),
        (OFFICE_CLERK, lambda d: absences.draft(d, "PBT", "leave", SOON, SOON), "yes"),
        (
            OFFICE_CLERK,
            lambda d: absences.draft(d, "TP_KT", "leave", SOON, SOON),
            "absence.not-yours",
        ),
        (OFFICE_CLERK, delegate("BT", "TB_XDD"), NO),
        (OFFICE_CLERK, delegate("CT_UB", "PCT_UB1"), NO),
        (OFFICE_CLERK, open_(amendments.POST, "PBT", unit="DU", position="BI_THU"), NO),
        (OFFICE_CLERK, lambda d: staffing.issue_code(d, "BT", CODE, staffing.ON_SCREEN), NO),
        (STAFF, delegate(STAFF, "CV_KT2"), "amend.no-rights"),
        (HEAD, delegate(HEAD, HEAD), "roster.delegation-self"),
        (HEAD, delegate(HEAD, "PP_KT1", " - "), "amend.document"),
        (HEAD, delegate(HEAD, "NOBODY"), "person"),
    ],
)
async def test_nobody_serves_himself_and_the_office_serves_its_leaders(
    kept: Office, actor: str, act: Callable[[Desk], Awaitable[object]], code: str
) -> None:
    assert await answer(kept, actor, act) == code


async def test_a_new_code_is_told_to_whoever_has_a_chat_already(kept: Office) -> None:
    for person in ("PP_KT1", STAFF):
        await do(
            kept,
            ADMINISTRATOR,
            lambda d, who=person: staffing.issue_code(
                d, who, spelled_for(who), staffing.ON_SCREEN
            ),  # type: ignore[misc]
        )
    assert await kept.told("link") == [(STAFF, "link.issued"), (HEAD, "link.issued-to")]


def spelled_for(person: str) -> str:
    return staffing.spell(int.from_bytes(person.encode()) + 2**60)


async def test_a_new_post_ends_the_former_one_the_day_before(kept: Office) -> None:
    await do(kept, ADMINISTRATOR, open_(amendments.POST, "BV_KT", unit="TH1", position="DVSN_VC"))
    old, new = (await organisation(kept)).all_posts_of("BV_KT")
    assert (old.unit, old.valid_to) == ("PKT", date(2026, 10, 11))
    assert (new.unit, new.position, new.labour, new.pool, new.valid_from) == (
        "TH1",
        "DVSN_VC",
        "public_employee",
        "professional",
        SOON,
    )
    told = [who for who, _ in await kept.told("amend")]
    assert told == ["BV_KT", "HT_TH", "TP_KT"]


async def test_a_post_said_again_for_the_same_day_takes_the_place_of_the_wrong_one(
    kept: Office,
) -> None:
    for position in ("UBND_PHO", "UBND_LDHD"):
        await do(kept, CLERK, open_(amendments.POST, STAFF, unit="PKT", position=position))
    posts = (await organisation(kept)).all_posts_of(STAFF)
    assert [post.position for post in posts] == ["UBND_CC", "UBND_LDHD"]


async def test_a_field_goes_from_one_leader_to_the_other_without_a_gap(kept: Office) -> None:
    await do(kept, ADMINISTRATOR, open_(amendments.CHARGE, "PCT_UB2", unit="PKT"))
    known = await organisation(kept)
    led = [known.field_leader("PKT", day) for day in (date(2026, 10, 11), SOON)]
    assert led == ["PCT_UB1", "PCT_UB2"]


async def test_a_delegation_is_told_to_both_with_its_document_and_ends_when_it_is_taken_back(
    kept: Office,
) -> None:
    await do(kept, ADMINISTRATOR, delegate(HEAD, "PP_KT1"))
    assert await kept.told("amend") == [("PP_KT1", "amend.delegate"), (HEAD, "amend.delegate")]
    [(_, _, facts)] = await kept.audited("delegate")
    assert (facts["document"], facts["receiver"], facts["delegated"]) == (
        "05/UQ",
        "PP_KT1",
        "both",
    )
    known = await organisation(kept)
    assert [one.receiver for one in known.delegations_of(HEAD, "decide", LATER)] == ["PP_KT1"]

    await do(
        kept, HEAD, amend(amendments.REVOKE, HEAD, receiver="PP_KT1", last=date(2026, 10, 20))
    )

    known = await organisation(kept)
    ends = {one.valid_to for one in known.delegations}
    assert ends == {date(2026, 10, 20)}


async def test_a_chain_of_three_at_most_and_no_way_back(kept: Office) -> None:
    for giver, receiver in (("TP_KT", "PP_KT1"), ("PP_KT1", "PP_KT2")):
        await do(kept, ADMINISTRATOR, delegate(giver, receiver))
    assert (
        await answer(kept, ADMINISTRATOR, delegate("PP_KT2", "TP_KT")) == "roster.delegation-cycle"
    )
    await do(kept, ADMINISTRATOR, delegate("PP_KT2", "TP_VX"))
    assert (
        await answer(kept, ADMINISTRATOR, delegate("TP_VX", "GD_VH")) == "roster.delegation-long"
    )


async def test_the_preview_names_whose_route_changes_and_binds_what_is_made(kept: Office) -> None:
    async def prepare(desk: Desk) -> amending.Preview:
        await amending.begin(desk, amendments.CHARGE, "PCT_UB2")
        await amending.say(desk, unit="PKT")
        await amending.say(desk, first=SOON, is_open=True)
        return await amending.preview(desk)

    seen = await do(kept, ADMINISTRATOR, prepare)
    assert (seen.changed, seen.lost, seen.day) == (("TP_KT",), (), SOON)
    await do(kept, ADMINISTRATOR, lambda desk: amending.say(desk, last=LATER, is_open=False))
    assert await answer(kept, ADMINISTRATOR, lambda d: amending.make(d, seen.seen)) == "amend.none"
    again = await do(kept, ADMINISTRATOR, amending.preview)
    assert await answer(kept, ADMINISTRATOR, lambda d: amending.make(d, again.seen)) == "yes"
    assert (
        await answer(kept, ADMINISTRATOR, lambda d: amending.make(d, again.seen)) == "amend.none"
    )


async def test_a_sheet_has_a_code_for_everybody_without_a_chat_and_tells_it_to_nobody_else(
    kept: Office,
) -> None:
    await do(
        kept,
        ADMINISTRATOR,
        lambda d: staffing.issue_code(d, "PP_KT1", CODE, staffing.ON_PAPER),
    )
    made = await do(kept, ADMINISTRATOR, lambda d: inviting.sheet(d, "PKT", spelled()))
    people = [one.person.code for one in made.invited]
    assert "CV_KT1" not in people
    assert people[:3] == ["PP_KT1", "PP_KT2", "CV_KT2"]
    assert made.until == NOW + timedelta(days=7)
    new = {one.person.code: one.code for one in made.invited}
    old = await answer(kept, "", lambda d: staffing.link(d, "telegram", "222", CODE))
    assert old == "link.wrong"
    linked = await do(kept, "", lambda d: staffing.link(d, "telegram", "222", new["PP_KT1"]))
    assert linked.person.code == "PP_KT1"
    said = str(await kept.audited()) + str(await kept.notices("waiting", "sent", "failed"))
    assert not [code for code in new.values() if code in said or code.replace("-", "") in said]


ROOT = Path(administering.__file__).parents[1]
KEEPS = tuple(
    f"usecases/{name}.py" for name in ("administering", "amending", "staffing", "inviting")
)
SCORES = {"evaluations", "Evaluation", "evaluation", "scoring", "reviewing", "deciding", "results"}


@pytest.mark.parametrize("file", KEEPS)
def test_administration_never_opens_a_form(file: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    named |= {
        each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }
    assert named & SCORES == set()


def test_being_an_administrator_opens_no_form_anywhere() -> None:
    """The desk only says who is one; entering from paper asks it to refuse an administrator."""
    asking = {
        path.stem
        for path in ROOT.rglob("*.py")
        if "is_administrator" in path.read_text(encoding="utf-8") and path.stem != "desk"
    }
    reading = {
        name
        for name in asking
        if ".evaluations." in (ROOT / f"usecases/{name}.py").read_text(encoding="utf-8")
    }
    assert {"administering", "rosters", "proxying"} <= asking
    assert reading == {"proxying"}
