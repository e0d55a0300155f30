"""Whose form a unit prints: those that its list will name, on the form of their route."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core import errors, papercode
from core.months import Month
from core.people import Organisation
from core.usecases import printing
from core.usecases.desk import SYSTEM
from tests.core import ward
from tests.core.office import SENT, Office

OCTOBER = Month(2026, 10)


async def blanks(office: Office, unit: str, month: Month = OCTOBER) -> tuple[printing.Blank, ...]:
    return await office.do(SYSTEM, SENT, lambda desk: printing.blanks(desk, unit, month))


async def test_everybody_of_the_unit_gets_the_form_of_the_own_route(office: Office) -> None:
    found = await blanks(office, "PKT")
    assert {one.person.code: one.form.code for one in found} == {
        "TP_KT": "02",
        "PP_KT1": "02",
        "PP_KT2": "02",
        "CV_KT1": "03",
        "CV_KT2": "03",
        "BV_KT": "04",
        "HD_KT": "03",
    }  # KCT_KT has no form by the rules
    assert {one.unit.code for one in found} == {"PKT"}
    assert [one.code for one in found] == [
        papercode.write(one.person.code, OCTOBER) for one in found
    ]
    assert found[0].printed == date(2026, 10, 20)


async def test_a_second_post_prints_no_second_form(office: Office) -> None:
    second: ward.Raw = {"add": [["PP_KT1", "UBND_CC", "PVHXH", "civil_servant", "", "second"]]}
    await office.reorganise(second)
    assert "PP_KT1" in [one.person.code for one in await blanks(office, "PKT")]
    assert "PP_KT1" not in [one.person.code for one in await blanks(office, "PVHXH")]


async def test_part_two_is_what_was_accepted_so_far(office: Office) -> None:
    await office.work("TP_KT", "BV_KT", 5)
    guard = next(one for one in await blanks(office, "PKT") if one.person.code == "BV_KT")
    other = next(one for one in await blanks(office, "PKT") if one.person.code == "HD_KT")
    assert guard.result.figures is not None
    assert str(guard.result.figures["a"]) == "1/2"
    assert (other.result.figures, other.share) == (None, None)


async def test_printing_is_audited_and_belongs_to_the_shell_alone(office: Office) -> None:
    await blanks(office, "PKT")
    [(actor, act, facts)] = await office.audited("export")
    assert (actor, act) == (SYSTEM, "export")
    assert (facts["form"], facts["month"], facts["count"]) == ("phieu", "2026-10", 7)
    for person in ("TP_KT", "CV_KT1", "BT"):
        code = await office.refusal(
            person, SENT, lambda desk: printing.blanks(desk, "PKT", OCTOBER)
        )
        assert code == "paper.not-shell"


@pytest.mark.parametrize(
    ("unit", "person", "code"),
    [
        ("XXX", None, "unit"),
        ("PKT", "CV_VX", "paper.not-in-unit"),
        ("PKT", "KCT_KT", "paper.not-in-unit"),
        ("PKT", "NOBODY", "paper.not-in-unit"),
    ],
)
async def test_who_has_no_form_in_the_unit_is_named(
    office: Office, unit: str, person: str | None, code: str
) -> None:
    with pytest.raises(errors.WardError) as fault:
        await office.do(SYSTEM, SENT, lambda desk: printing.blanks(desk, unit, OCTOBER, person))
    assert fault.value.code == code


async def test_a_month_is_printed_for_those_who_had_a_post_when_it_closed(office: Office) -> None:
    known = await office.reorganise({})
    posts = [
        replace(post, valid_to=date(2026, 10, 5)) if post.person == "BV_KT" else post
        for post in known.posts
    ]
    async with office.storage.write() as store:
        await store.staff.replace(
            Organisation(units=known.units, people=known.people, posts=posts)
        )
        await store.commit()

    september = await blanks(office, "PKT", Month(2026, 9))
    october_ = await blanks(office, "PKT")

    assert "BV_KT" in [one.person.code for one in september]
    assert "BV_KT" not in [one.person.code for one in october_]
