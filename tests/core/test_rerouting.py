"""A right lasts as long as the post: open steps follow a change of posts (domain §2.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from core import people
from core.months import Month
from core.usecases import closing, deciding, rerouting, reviewing
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


def moved_to(unit: str, person: str) -> list[str]:
    """A post from the ward's first day on: beside the one that ends it is the newer place."""
    return [person, "UBND_CC", unit, "civil_servant", ""]


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
    assert await office.told("route") == [
        ("TP_KT", "route.passed-on"),
        ("TP_MOI", "route.passed"),
    ]
    assert await office.audited("reroute") == [
        (
            SYSTEM,
            "reroute",
            {
                "steps": ["decider"],
                "before": [["PP_KT1"], ["TP_KT"]],
                "commenter": ["PP_KT1"],
                "decider": ["TP_MOI"],
                "unit": "PKT",
            },
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


TODAY = october(22)


async def followed(office: Office, now: datetime = TODAY) -> int:
    return await office.do(SYSTEM, now, rerouting.follow_all)


async def test_another_deputy_put_in_charge_comments_and_both_are_told_once(
    office: Office,
) -> None:
    one = await office.send("CV_KT1")
    await office.reorganise({"assign": [["CV_KT1", "PP_KT2"]]})
    assert await followed(office) == 1
    assert await followed(office, october(22, 10)) == 0
    moved = await office.form(one.id)
    assert (moved.commenter, moved.decider) == ("PP_KT2", "TP_KT")
    assert await office.told("route") == [
        ("PP_KT1", "route.passed-on"),
        ("PP_KT2", "route.passed"),
    ]
    assert moved.route is not None
    cited = {why.what: why.value for why in moved.route.why}
    assert (cited["commenter"], cited["decider"]) == ("PP_KT2", "TP_KT")


async def test_of_many_forms_everybody_hears_in_one_message(office: Office) -> None:
    for person in ("CV_KT1", "CV_KT2", "BV_KT"):
        await office.send(person)
    await office.reorganise({"without": ["TP_KT"], "add": [NEW_HEAD]})
    assert await followed(office) == 3
    assert await office.told("route") == [
        ("TP_KT", "route.passed-on"),
        ("TP_MOI", "route.passed"),
    ]


async def test_a_commenter_whom_the_head_chose_stays_while_a_candidate(office: Office) -> None:
    one = await office.send("CV_KT2")
    await office.do(
        "TP_KT", october(20, 10), lambda d: reviewing.pick(d, one.id, one.version, "PP_KT2")
    )
    third = ["PP_KT3", "UBND_PHO", "PKT", "civil_servant", ""]
    await office.reorganise({"add": [third]})
    assert await followed(office) == 0
    await office.reorganise({"add": [third], "without": ["PP_KT2"]})
    assert await followed(office) == 1
    moved = await office.form(one.id)
    assert moved.route is not None
    assert [(each.kind, each.code) for each in moved.route.commenter] == [
        ("pick", "PP_KT1"),
        ("pick", "PP_KT3"),
    ]
    assert ("TP_KT", "route.passed") in await office.told("route")


async def test_a_paper_of_delegation_moves_no_form_the_delegate_acts_by_it(
    office: Office,
) -> None:
    one = await office.send("CV_KT1")
    await office.reorganise({"delegate": [["PP_KT1", "PP_KT2", "comment"]]})
    assert await followed(office) == 0
    done = await office.do(
        "PP_KT2", COMMENTED, lambda d: reviewing.comment(d, one.id, one.version, AGREED)
    )
    assert done.comment is not None
    assert (done.comment.by, done.comment.given_by) == ("PP_KT2", "PP_KT1")


async def test_a_vacant_post_leaves_what_was_there_for_the_list_of_gaps(office: Office) -> None:
    one = await office.send("CV_KT1")
    await leaves(office, "TP_KT", date(2026, 10, 21))
    assert await followed(office) == 0
    assert (await office.form(one.id)).decider == "TP_KT"


async def test_a_head_who_only_gives_up_a_second_post_goes_on_deciding(office: Office) -> None:
    second = ["TP_KT", "UBND_CC", "PVHXH", "civil_servant", "", "second"]
    await office.reorganise({"add": [second]})
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    await office.reorganise({})
    assert await followed(office) == 0
    done = await office.do("TP_KT", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    assert done.state == "decided"


async def test_who_moves_before_the_closing_is_evaluated_where_he_or_she_went(
    office: Office,
) -> None:
    one = await office.send("CV_KT1")
    await leaves(office, "CV_KT1", date(2026, 10, 22), moved_to("PVHXH", "CV_KT1"))
    assert await followed(office, october(23)) == 1
    moved = await office.form(one.id)
    assert moved.route is not None
    assert (moved.route.unit, moved.commenter, moved.decider) == ("PVHXH", "TP_VX", "TP_VX")


async def test_who_moves_after_the_closing_is_evaluated_where_he_or_she_was(
    office: Office,
) -> None:
    one = await office.commented("CV_KT1", "PP_KT1")
    await leaves(office, "CV_KT1", date(2026, 10, 25), moved_to("PVHXH", "CV_KT1"))
    assert await followed(office, october(26)) == 0
    assert (await office.form(one.id)).decider == "TP_KT"


async def test_who_sent_nothing_and_moved_after_the_closing_is_missing_in_the_old_unit(
    office: Office,
) -> None:
    await leaves(office, "CV_KT1", date(2026, 10, 24), moved_to("PVHXH", "CV_KT1"))
    await office.send("CV_KT2")  # the ward is at it this month
    await office.do(SYSTEM, october(26), closing.close_due)
    async with office.storage.read() as store:
        one = await store.evaluations.of("CV_KT1", Month(2026, 10))
    assert one is not None
    assert (one.state, one.decider) == ("missing", "TP_KT")


async def test_posts_that_end_by_themselves_are_followed_once_a_day(office: Office) -> None:
    one = await office.send("CV_KT1")
    await leaves(office, "TP_KT", date(2026, 10, 22), NEW_HEAD)
    await office.do(SYSTEM, october(22), closing.close_due)
    assert (await office.form(one.id)).decider == "TP_KT"
    await office.do(SYSTEM, october(23), closing.close_due)
    assert (await office.form(one.id)).decider == "TP_MOI"


async def test_the_one_whose_form_it_is_never_chooses_who_comments(office: Office) -> None:
    """Of a Trưởng ban HĐND the Chủ tịch HĐND does."""
    second = ["PCT_HD2", "HDND_PCT", "HDND", "official", ""]
    await office.reorganise({"add": [second]})
    one = await office.send("TB_PC")
    choose = lambda d: reviewing.pick(d, one.id, one.version, "PCT_HD2")  # noqa: E731
    assert await refused(office, "TB_PC", october(20, 10), choose) == "not-head"
    assert (await office.do("BT", october(20, 10), choose)).commenter == "PCT_HD2"


async def test_who_lost_the_post_decides_no_missing_form_either(office: Office) -> None:
    await office.send("CV_KT2")
    await office.do(SYSTEM, october(25), closing.close_due)
    async with office.storage.read() as store:
        one = await store.evaluations.of("CV_KT1", Month(2026, 10))
    assert one is not None
    assert (one.state, one.decider) == ("missing", "TP_KT")
    await leaves(office, "TP_KT", date(2026, 10, 25), NEW_HEAD)
    give_up = lambda d: deciding.not_rate(d, one.id, one.version, "Nghỉ thai sản.")  # noqa: E731
    assert await refused(office, "TP_KT", october(26, 10), give_up) == "lost-post"
    assert await followed(office, october(26, 11)) >= 1
    async with office.storage.read() as store:
        moved = await store.evaluations.of("CV_KT1", Month(2026, 10))
    assert moved is not None
    assert moved.decider == "TP_MOI"
