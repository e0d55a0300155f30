"""A right lasts as long as the post: open steps follow a change of posts (domain §2.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core import people
from core.usecases import closing, deciding, reviewing
from core.usecases.desk import SYSTEM
from tests.core import ward
from tests.core.office import AGREED, COMMENTED, DECIDED, Office, october
from tests.core.test_usecases import refused

NEW_HEAD = ["TP_MOI", "UBND_TRUONG", "PKT", "civil_servant", ""]
ELSEWHERE = ["TP_KT", "UBND_CC", "PVHXH", "civil_servant", ""]
CHANGES = [
    pytest.param([NEW_HEAD], id="without a post"),
    pytest.param([NEW_HEAD, ELSEWHERE], id="moved elsewhere"),
]


async def leaves(office: Office, person: str, last_day: date, *arrivals: list[str]) -> None:
    """The posts of *person* end with *last_day*; *arrivals* are rows of ``routes.toml``."""
    now = ward.organisation(ward.book(), {"add": list(arrivals)})
    left = ward.organisation(ward.book()).posts_of(person, last_day)
    posts = [replace(post, valid_to=last_day) if post in left else post for post in now.posts]
    staff = people.Organisation(
        units=now.units,
        people=now.people,
        posts=posts,
        charges=now.charges,
        delegations=now.delegations,
    )
    async with office.storage.write() as store:
        await store.staff.replace(staff)
        await store.commit()


@pytest.mark.parametrize("arrivals", CHANGES)
async def test_who_lost_the_post_decides_no_more(
    office: Office, arrivals: list[list[str]]
) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    await leaves(office, "TP_KT", date(2026, 10, 22), *arrivals)
    decide = lambda desk: deciding.decide(desk, one.id, one.version)  # noqa: E731
    look = lambda desk: reviewing.open_form(desk, one.id)  # noqa: E731
    assert await refused(office, "TP_KT", DECIDED, decide) == "lost-post"
    assert await refused(office, "TP_KT", DECIDED, look) == "no-part"
    assert (await office.form(one.id)).decision is None


async def test_who_lost_the_post_comments_no_more(office: Office) -> None:
    one = await office.send("CV_KT1")
    await leaves(office, "PP_KT1", date(2026, 10, 20))
    comment = lambda desk: reviewing.comment(desk, one.id, one.version, AGREED)  # noqa: E731
    assert await refused(office, "PP_KT1", COMMENTED, comment) == "lost-post"


async def test_somebody_removed_from_the_roster_altogether_acts_no_more(office: Office) -> None:
    """The clerk's new file may leave the row out instead of closing it."""
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    await office.reorganise({"without": ["TP_KT"], "add": [NEW_HEAD]})
    decide = lambda desk: deciding.decide(desk, one.id, one.version)  # noqa: E731
    assert await refused(office, "TP_KT", DECIDED, decide) == "lost-post"


async def test_the_post_is_held_to_the_end_of_its_last_day(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    await leaves(office, "TP_KT", date(2026, 10, 26), NEW_HEAD)
    done = await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    assert done.state == "decided"


async def test_the_decision_passes_to_the_new_head_who_is_told_and_it_is_recorded(
    office: Office,
) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    await leaves(office, "TP_KT", date(2026, 10, 22), NEW_HEAD)
    await office.do(SYSTEM, october(25), closing.close_due)
    moved = await office.form(one.id)
    assert (moved.commenter, moved.decider, moved.comment) == ("PP_KT1", "TP_MOI", one.comment)
    assert ("TP_MOI", "form.to-decide") in await office.notices()
    assert await office.audited("reroute") == [
        (
            SYSTEM,
            "reroute",
            {"steps": ["decider"], "commenter": ["PP_KT1"], "decider": ["TP_MOI"]},
        )
    ]
    done = await office.do("TP_MOI", DECIDED, lambda d: deciding.decide(d, one.id, moved.version))
    assert done.decision is not None
    assert done.decision.by == "TP_MOI"


async def test_the_comment_passes_to_whoever_is_in_charge_now(office: Office) -> None:
    one = await office.send("CV_KT1")
    charge = ["PP_MOI", "UBND_PHO", "PKT", "civil_servant", ""]
    await leaves(office, "PP_KT1", date(2026, 10, 22), charge)
    await office.do(SYSTEM, october(25), closing.close_due)
    moved = await office.form(one.id)
    today = await office.do("CV_KT1", october(25), lambda desk: desk.route("CV_KT1"))
    assert moved.route is not None
    assert moved.route.commenter == today.commenter
    assert all(actor.code != "PP_KT1" for actor in moved.route.commenter)
    assert moved.decider == "TP_KT"
    assert [facts["steps"] for _, _, facts in await office.audited("reroute")] == [["commenter"]]


async def test_a_second_look_reroutes_nothing_more(office: Office) -> None:
    await office.commented("CV_KT1", "PP_KT1")
    await leaves(office, "TP_KT", date(2026, 10, 22), NEW_HEAD)
    await office.do(SYSTEM, october(25), closing.close_due)
    assert await office.do(SYSTEM, october(25, 1), closing.close_due) == 0
    assert len(await office.audited("reroute")) == 1


async def test_what_was_decided_stays_with_who_decided_it(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    done = await office.do("TP_KT", COMMENTED, lambda d: deciding.decide(d, one.id, one.version))
    await leaves(office, "TP_KT", date(2026, 10, 22), NEW_HEAD)
    await office.do(SYSTEM, october(25), closing.close_due)
    assert await office.form(one.id) == done
    assert await office.audited("reroute") == []


async def test_a_change_of_other_peoples_posts_moves_no_form(office: Office) -> None:
    one = await office.commented("CV_KT1", "PP_KT1")
    await leaves(office, "TP_VX", date(2026, 10, 22))
    await office.do(SYSTEM, october(25), closing.close_due)
    assert await office.form(one.id) == one
