"""The unit's clerk, and who reads an absence."""

from __future__ import annotations

from datetime import date

import pytest

from core import absence, errors
from core.usecases import absence_views, absences, clerks, directing, heading
from tests.core import ward
from tests.core.absent import LAST, NOW, approved, asked, asking, refused, with_clerk
from tests.core.office import Office, october


async def test_the_head_appoints_and_dismisses_a_clerk_of_the_unit(office: Office) -> None:
    await with_clerk(office)
    [clerk] = await office.do("TP_KT", NOW, lambda desk: clerks.of_unit(desk, "PKT"))
    assert (clerk.person, clerk.by) == ("CV_KT2", "TP_KT")
    assert ("CV_KT2", "clerk.appointed") in await office.notices()

    await office.do("TP_KT", NOW, lambda desk: clerks.dismiss(desk, "PKT", "CV_KT2"))

    assert await office.do("TP_KT", NOW, lambda desk: clerks.of_unit(desk, "PKT")) == ()
    assert ("CV_KT2", "clerk.dismissed") in await office.notices()
    assert [line[:2] for line in await office.audited()][-2:] == [
        ("TP_KT", "appoint-clerk"),
        ("TP_KT", "dismiss-clerk"),
    ]


@pytest.mark.parametrize(
    ("actor", "unit", "person", "code"),
    [
        ("PP_KT1", "PKT", "CV_KT1", "unit.not-head"),
        ("CV_KT1", "PKT", "CV_KT1", "unit.not-head"),
        ("TP_VX", "PKT", "CV_KT1", "unit.not-head"),
        ("TP_KT", "PKT", "CV_VX", "clerk.stranger"),
        ("TP_KT", "PKT", "TP_KT", "clerk.stranger"),
        ("TP_KT", "PKT", "CV_KT2", "clerk.already"),
        ("TP_KT", "XXX", "CV_KT1", "unit.not-head"),
    ],
)
async def test_only_the_head_appoints_and_only_of_the_own_people(
    office: Office, actor: str, unit: str, person: str, code: str
) -> None:
    await with_clerk(office)
    fault = await refused(office, actor, lambda desk: clerks.appoint(desk, unit, person))
    assert fault.code == code


async def test_a_clerk_already_dismissed_is_no_longer_there(office: Office) -> None:
    fault = await refused(office, "TP_KT", lambda desk: clerks.dismiss(desk, "PKT", "CV_KT2"))
    assert (type(fault), fault.code) == (errors.Stale, "clerk.gone")
    fault = await refused(office, "CV_KT1", lambda desk: clerks.dismiss(desk, "PKT", "CV_KT2"))
    assert fault.code == "unit.not-head"


async def test_whom_a_head_can_appoint(office: Office) -> None:
    await with_clerk(office)
    found = await office.do("TP_KT", NOW, lambda desk: clerks.candidates(desk, "PKT"))
    assert "CV_KT1" in found
    assert {"TP_KT", "CV_KT2", "CV_VX"}.isdisjoint(found)


async def test_the_clerk_enters_for_the_unit_and_the_head_answers(office: Office) -> None:
    await with_clerk(office)

    one = await office.do("CV_KT2", NOW, asking("CV_KT1", kind=absence.MATERNITY))

    assert (one.state, one.person, one.entered_by) == (absence.WAITING, "CV_KT1", "CV_KT2")
    notices = await office.notices()
    assert ("TP_KT", "absence.asked") in notices
    assert ("CV_KT1", "absence.entered") in notices
    await office.do("TP_KT", NOW, lambda desk: absences.approve(desk, one.id, one.version))
    notices = await office.notices()
    assert {("CV_KT1", "absence.approved"), ("CV_KT2", "absence.approved")} <= set(notices)


async def test_the_clerk_enters_for_the_head_and_the_leader_above_answers(office: Office) -> None:
    await with_clerk(office)
    one = await office.do("CV_KT2", NOW, asking("TP_KT"))
    assert one.state == absence.WAITING
    assert ("PCT_UB1", "absence.asked") in await office.notices()


@pytest.mark.parametrize("actor", ["CV_KT1", "PP_KT1", "CV_VX", "CT_UB"])
async def test_nobody_else_enters_for_somebody(office: Office, actor: str) -> None:
    await with_clerk(office)
    fault = await refused(office, actor, asking("CV_KT2"))
    assert fault.code == "absence.not-yours"


async def test_a_clerk_has_no_part_in_another_unit(office: Office) -> None:
    await with_clerk(office)
    assert (await refused(office, "CV_KT2", asking("CV_VX"))).code == "absence.not-yours"


async def test_the_right_to_enter_ends_with_the_clerks_place_in_the_unit(office: Office) -> None:
    await with_clerk(office)
    one = await office.do("CV_KT2", NOW, asking("CV_KT1"))
    move: ward.Raw = {
        "without": ["CV_KT2"],
        "add": [["CV_KT2", "UBND_CC", "PVHXH", "civil_servant", ""]],
    }
    await office.reorganise(move)

    assert (await refused(office, "CV_KT2", asking("CV_KT1"))).code == "absence.not-yours"
    assert (
        await refused(office, "CV_KT2", lambda desk: absence_views.open_to(desk, one.id))
    ).code == "absence.not-yours"
    assert await office.do("TP_KT", NOW, lambda desk: clerks.of_unit(desk, "PKT")) == ()
    assert await office.do("CV_KT2", NOW, heading.written) == ()


@pytest.mark.parametrize(
    ("reader", "sees"),
    [
        ("CV_KT1", True),
        ("TP_KT", True),
        ("PP_KT1", True),  # the deputy in charge
        ("PCT_UB1", True),  # the field
        ("CT_UB", True),  # all of the Ủy ban
        ("CV_KT2", True),  # the clerk
        ("PP_KT2", False),  # a deputy of others
        ("KCT_KT", False),
        ("TP_VX", False),
        ("PCT_UB2", False),
        ("CT_MT", False),
    ],
)
async def test_who_reads_an_absence(office: Office, reader: str, sees: bool) -> None:
    await with_clerk(office)
    one = await asked(office)
    if not sees:
        fault = await refused(office, reader, lambda desk: absence_views.open_to(desk, one.id))
        assert fault.code == "absence.not-yours"
        assert await office.do(reader, NOW, lambda d: absence_views.glimpse(d, one.id)) is None
        return
    opened = await office.do(reader, NOW, lambda desk: absence_views.open_to(desk, one.id))
    assert opened.one == one
    assert opened.may_answer == (reader == "TP_KT")
    assert opened.may_withdraw == (reader == "CV_KT1")
    read = [line[0] for line in await office.audited("read")]
    assert read == ([] if reader == "CV_KT1" else [reader])


async def test_an_absence_that_is_none_is_not_found(office: Office) -> None:
    fault = await refused(office, "TP_KT", lambda desk: absence_views.open_to(desk, 404))
    assert (type(fault), fault.code) == (errors.NotFound, "absence")
    assert await office.do("TP_KT", NOW, lambda d: absence_views.glimpse(d, 404)) is None


async def test_head_and_clerk_see_who_of_the_unit_is_away_and_will_be(office: Office) -> None:
    await with_clerk(office)
    one = await approved(office)
    gone = await approved(office, "PP_KT1", first=date(2026, 10, 1), last=date(2026, 10, 2))
    for reader in ("TP_KT", "CV_KT2"):
        shown = await office.do(reader, NOW, lambda desk: absence_views.of_unit(desk, "PKT"))
        assert shown == (one,)
        assert gone not in shown
    for reader in ("CV_KT1", "PP_KT1", "TP_VX"):
        fault = await refused(office, reader, lambda desk: absence_views.of_unit(desk, "PKT"))
        assert fault.code == "unit.not-writer"


async def test_a_person_sees_the_own_newest_first_without_drafts(office: Office) -> None:
    one = await approved(office)
    two = await asked(office, first=date(2026, 11, 2), last=date(2026, 11, 2))
    await office.do(
        "CV_KT1",
        NOW,
        lambda d: absences.draft(d, "CV_KT1", "", date(2026, 12, 1), date(2026, 12, 1)),
    )
    assert await office.do("CV_KT1", NOW, absence_views.mine) == (two, one)


async def test_everybody_away_on_a_day_is_known_at_once(office: Office) -> None:
    await approved(office)
    await asked(office, "CV_KT2")  # not approved yet
    during = await office.do("BT", NOW, lambda desk: absences.away_on(desk, LAST))
    after = await office.do("BT", NOW, lambda desk: absences.away_on(desk, date(2026, 10, 17)))
    assert during == {"CV_KT1"}
    assert after == frozenset()
    assert await office.do("BT", october(12), lambda d: directing.away(d, ["CV_KT1", "BT"])) == {
        "CV_KT1"
    }


async def test_the_open_work_that_falls_due_meanwhile_is_named(office: Office) -> None:
    due = await office.assign("PP_KT1", "CV_KT1", due=october(14))
    await office.assign("PP_KT1", "CV_KT1", due=october(20))
    one = await asked(office)
    found = await office.do("TP_KT", NOW, lambda desk: absence_views.work_meanwhile(desk, one))
    assert [item.id for item in found] == [due.id]
