"""Low presence caps the decided class at C (domain §8.7 rules 2 to 4), end to end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from core import absence, errors, lifecycle, people
from core.evaluation import Evaluation
from core.months import Month
from core.presence import Presence
from core.usecases import deciding, preparing, presences, results, together
from core.usecases.desk import Desk
from tests.core import ward, ward_rules
from tests.core.absent import asking
from tests.core.office import DECIDED, Office, october

OCTOBER = Month(2026, 10)
HALF = (date(2026, 10, 9), date(2026, 10, 30))  # there on 10 of 21 working days
WEEK = (date(2026, 10, 5), date(2026, 10, 9))


async def away(office: Office, first: date, last: date, person: str = "CV_KT1") -> None:
    """Entered by the head, so approved at once."""
    await office.do("TP_KT", october(5), asking(person, first, last, absence.ILLNESS))


async def waiting(office: Office, accepted: int = 10) -> Evaluation:
    await office.work("TP_KT", "CV_KT1", accepted)
    return await office.commented("CV_KT1", "PP_KT1")


async def decided(office: Office, one: Evaluation) -> Evaluation:
    return await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))


async def looked_at(office: Office, one: Evaluation) -> preparing.Outlook:
    return await office.do("TP_KT", DECIDED, lambda desk: preparing.outlook(desk, one))


async def choose(office: Office, one: Evaluation, class_: str) -> Evaluation:
    return await office.do(
        "TP_KT", DECIDED, lambda d: preparing.choose_class(d, one.id, one.version, class_)
    )


async def test_with_half_of_the_days_or_less_the_class_is_c_at_best(office: Office) -> None:
    await away(office, *HALF)
    one = await waiting(office)

    planned = await looked_at(office, one)
    done = await decided(office, one)

    assert (planned.band, planned.best, planned.final_class) == ("A", "C", "C")
    assert planned.presence == Presence(working=21, worked=10)
    assert done.decision is not None
    assert (done.decision.total, done.decision.band) == (Fraction(100), "A")
    assert done.decision.final_class == "C"
    assert done.decision.flags == (lifecycle.LOW_PRESENCE,)  # no reason of its own is asked for
    assert done.decision.presence == planned.presence
    assert (await office.form(done.id)).decision == done.decision


async def test_above_half_of_the_days_nothing_changes(office: Office) -> None:
    await away(office, *WEEK)
    done = await decided(office, await waiting(office))
    assert done.decision is not None
    assert (done.decision.final_class, done.decision.flags) == ("A", ())
    assert done.decision.presence == Presence(working=21, worked=16)


async def test_a_band_below_the_cap_stays(office: Office) -> None:
    await away(office, *HALF)
    done = await decided(office, await waiting(office, accepted=0))
    assert done.decision is not None
    assert (done.decision.band, done.decision.final_class) == ("D", "D")
    assert done.decision.flags == (lifecycle.LOW_PRESENCE,)


async def test_a_class_above_the_cap_is_refused_and_below_it_needs_a_reason(
    office: Office,
) -> None:
    await away(office, *HALF)
    one = await waiting(office)
    for class_ in ("A", "B"):
        with pytest.raises(errors.Refused) as refusal:
            await choose(office, one, class_)
        assert refusal.value.code == "class-above-cap"

    one = await choose(office, one, "D")
    with pytest.raises(errors.BadInput) as fault:
        await decided(office, one)
    assert fault.value.code == "decision.reason"
    one = await office.do(
        "TP_KT", DECIDED, lambda d: preparing.give_reason(d, one.id, one.version, "Vi phạm.")
    )
    done = await decided(office, one)
    assert done.decision is not None
    assert set(done.decision.flags) == {lifecycle.LOW_PRESENCE, lifecycle.AGAINST_BAND}


async def test_an_absence_approved_after_sending_counts_at_the_decision(office: Office) -> None:
    one = await waiting(office)
    assert (await looked_at(office, one)).final_class == "A"
    await office.do("TP_KT", october(22), asking("CV_KT1", *HALF))
    assert (await looked_at(office, one)).final_class == "C"


async def test_decided_anew_the_cap_is_reckoned_anew(office: Office) -> None:
    """What the cap took away comes back with the days; what a decider lowered by hand does not."""
    await away(office, *HALF)
    done = await decided(office, await waiting(office))
    [known] = await office.do(
        "TP_KT", DECIDED, lambda d: d.store.absences.of_people(["CV_KT1"], *HALF)
    )
    async with office.storage.write() as store:  # the comment step has closed for the use-case
        await store.absences.save(_cancelled(known))
        await store.commit()

    planned = await looked_at(office, done)

    assert (planned.final_class, planned.capped) == ("A", False)


def _cancelled(one: absence.Absence) -> absence.Absence:
    return replace(one, state=absence.CANCELLED)


async def test_the_ward_may_do_without_the_cap(office: Office) -> None:
    await away(office, *HALF)
    one = await waiting(office)
    book = ward_rules.book().overlay({"low_presence_cap": "none"})

    async def act(desk: Desk) -> preparing.Outlook:
        return await preparing.outlook(replace(desk, rules=book), one)

    planned = await office.do("TP_KT", DECIDED, act)
    assert (planned.final_class, planned.flags) == ("A", ())
    assert planned.presence.worked == 10


async def test_deciding_several_as_one_leaves_capped_people_out(office: Office) -> None:
    await waiting(office)
    await office.work("TP_KT", "BV_KT", 10)
    await office.commented("BV_KT", "PP_KT2")

    before = await office.do("TP_KT", DECIDED, together.to_decide)
    await office.do("TP_KT", october(22), asking("CV_KT1", *HALF))
    after = await office.do("TP_KT", DECIDED, together.to_decide)

    assert {one.person for one in before} == {"CV_KT1", "BV_KT"}
    assert [one.person for one in after] == ["BV_KT"]


async def test_a_new_joiner_is_reckoned_from_the_first_day(office: Office) -> None:
    staff = ward.organisation(ward.book())
    joined = people.Organisation(
        units=staff.units,
        people=staff.people,
        posts=[
            replace(post, valid_from=date(2026, 10, 12)) if post.person == "CV_KT1" else post
            for post in staff.posts
        ],
    )
    async with office.storage.write() as store:
        await store.staff.replace(joined)
        await store.commit()

    found = await office.do("TP_KT", DECIDED, lambda d: presences.of(d, "CV_KT1", OCTOBER))

    assert found == Presence(working=21, worked=10)


async def test_who_was_never_there_may_be_left_unrated_and_is_then_outside_d(
    office: Office,
) -> None:
    await away(office, date(2026, 9, 25), date(2026, 12, 31))
    one = await waiting(office)
    planned = await looked_at(office, one)
    assert planned.presence.nobody
    before = await office.do("TP_KT", DECIDED, lambda d: results.reports(d, "PP_KT1", OCTOBER))

    done = await office.do(
        "TP_KT",
        DECIDED,
        lambda d: deciding.not_rate(d, one.id, one.version, "Nghỉ thai sản cả kỳ."),
    )

    after = await office.do("TP_KT", DECIDED, lambda d: results.reports(d, "PP_KT1", OCTOBER))
    assert done.decision is not None
    assert (done.decision.final_class, done.decision.presence) == (None, planned.presence)
    assert "CV_KT1" in before.population
    assert "CV_KT1" not in after.population


async def test_the_presence_of_many_is_asked_at_once(office: Office) -> None:
    await away(office, *WEEK)
    found = await office.do(
        "TP_KT", DECIDED, lambda d: presences.of_people(d, ["CV_KT1", "CV_KT2"], OCTOBER)
    )
    assert {code: one.worked for code, one in found.items()} == {"CV_KT1": 16, "CV_KT2": 21}
