"""Who acts is asked at the instant of the act: the post is held then (domain §2.3, T6 to T8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from core.amendments import Amendment
from core.calendar import ZONE
from core.evaluation import Evaluation
from core.people import Organisation, Post
from core.usecases import amending, closing, deciding, preparing, reviewing
from core.usecases.desk import SYSTEM, Desk
from tests.core.office import AGREED, DECIDED, Act, Office, later, october

GUARD = "BV_KT"
HEAD_LEAVES = date(2026, 10, 20)


async def head_ends(office: Office, last: date, *posts: Post) -> None:
    """The posts of TP_KT end with *last*; *posts* are new."""
    async with office.storage.write() as store:
        now = await store.staff.organisation()
        kept = [
            replace(post, valid_to=last) if post.person == "TP_KT" else post for post in now.posts
        ]
        await store.staff.replace(
            Organisation(
                units=now.units,
                people=now.people,
                posts=[*kept, *posts],
                charges=now.charges,
                delegations=now.delegations,
            )
        )
        await store.commit()


def head(person: str, first: date, last: date | None = None) -> Post:
    return Post(
        person=person,
        unit="PKT",
        position="UBND_TRUONG",
        labour="civil_servant",
        pool="head",
        valid_from=first,
        valid_to=last,
        main=False,
    )


async def commented_under(office: Office, *heads: Post) -> Evaluation:
    """Sent to TP_KT, who leaves that day; commented on under the head of the 24th."""
    await office.work("PP_KT2", GUARD, 10)
    one = await office.send(GUARD)
    await head_ends(office, HEAD_LEAVES, *heads)
    await office.do(SYSTEM, october(21, 0, 5), closing.close_due)
    one = await office.form(one.id)
    assert one.decider == heads[0].person
    return await office.do(
        "PP_KT2", october(24, 12), lambda d: reviewing.comment(d, one.id, one.version, AGREED)
    )


def acting_until(day: int) -> Post:
    return head("PP_KT1", date(2026, 10, 21), date(2026, 10, day))


def look(one: Evaluation) -> Act[object]:
    return lambda desk: reviewing.open_form(desk, one.id)


def again(one: Evaluation) -> Act[Evaluation]:
    """A criterion lowered, with a reason: another decision than the one in force."""

    async def act(desk: Desk) -> Evaluation:
        known = await desk.evaluation(one.id)
        now = await preparing.set_points(desk, known.id, known.version, {"1.1": Decimal(0)})
        now = await preparing.give_reason(desk, now.id, now.version, "Xem lại sau bàn giao.")
        return await deciding.decide(desk, now.id, now.version)

    return act


async def test_who_led_the_unit_for_some_days_after_the_sending_neither_reads_nor_decides(
    office: Office,
) -> None:
    one = await commented_under(office, acting_until(24))
    await office.do(SYSTEM, october(25, 0, 5), closing.close_due)
    one = await office.form(one.id)
    decide = lambda d: deciding.decide(d, one.id, one.version)  # noqa: E731
    give_up = lambda d: deciding.not_rate(d, one.id, one.version, "Nghỉ.")  # noqa: E731
    assert await office.refusal("PP_KT1", DECIDED, decide) == "lost-post"
    assert await office.refusal("PP_KT1", DECIDED, give_up) == "lost-post"
    assert await office.refusal("PP_KT1", DECIDED, look(one)) == "no-part"
    assert (await office.do("PP_KT1", DECIDED, reviewing.inbox)).to_decide == ()


async def test_where_nobody_is_head_nobody_decides_until_there_is_one(office: Office) -> None:
    one = await commented_under(office, acting_until(24), head("CV_KT2", date(2026, 10, 27)))
    for who in ("TP_KT", "PP_KT1", "CV_KT2", "PP_KT2", "CT_UB"):
        decide = lambda d: deciding.decide(d, one.id, one.version)  # noqa: E731
        assert await office.refusal(who, DECIDED, decide) in {"lost-post", "not-decider"}
    await office.do(SYSTEM, october(27, 0, 5), closing.close_due)
    one = await office.form(one.id)
    done = await office.do(
        "CV_KT2", october(27), lambda d: deciding.decide(d, one.id, one.version)
    )
    assert done.state == "decided"


async def test_the_new_head_acts_from_the_first_instant_of_the_post(office: Office) -> None:
    """Before the step was passed on as well: the scheduler may be late."""
    one = await commented_under(office, acting_until(25), head("CV_KT2", date(2026, 10, 26)))
    decide = lambda d: deciding.decide(d, one.id, one.version)  # noqa: E731
    assert await office.refusal("PP_KT1", october(26, 0, 1), decide) == "lost-post"
    assert (await office.do("CV_KT2", october(26, 0, 1), decide)).state == "decided"


async def test_what_was_decided_in_a_post_that_has_ended_is_the_new_heads_to_decide_anew(
    office: Office,
) -> None:
    one = await commented_under(office, acting_until(26), head("CV_KT2", date(2026, 10, 27)))
    done = await office.do("PP_KT1", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    await office.do(SYSTEM, october(27, 0, 5), closing.close_due)
    at = october(27, 10)
    assert await office.refusal("PP_KT1", at, again(done)) == "lost-post"
    assert await office.refusal("PP_KT1", at, look(done)) == "no-part"
    assert await office.do("PP_KT1", at, deciding.decided_this_month) == ()
    assert [one.id for one in await office.do("CV_KT2", at, deciding.decided_this_month)] == [
        done.id
    ]
    silent = lambda d: deciding.decide(d, done.id, done.version)  # noqa: E731
    assert await office.refusal("CV_KT2", at, silent) == "decision.reason"
    anew = await office.do("CV_KT2", at, again(done))
    assert [each.by for each in anew.decisions] == ["PP_KT1", "CV_KT2"]
    assert anew.decision is not None
    assert anew.decision.reason == "Xem lại sau bàn giao."


async def test_a_post_left_out_of_the_next_file_is_lost_like_one_that_has_ended(
    office: Office,
) -> None:
    one = await commented_under(office, acting_until(31))
    done = await office.do("PP_KT1", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    async with office.storage.write() as store:
        now = await store.staff.organisation()
        given = [post for post in now.posts if post.person == "PP_KT1" and not post.main]
        await store.staff.replace(
            Organisation(
                units=now.units,
                people=now.people,
                posts=[post for post in now.posts if post not in given],
                charges=now.charges,
                delegations=now.delegations,
            )
        )
        await store.commit()
    at = later(DECIDED, hours=1)
    assert await office.refusal("PP_KT1", at, again(done)) == "lost-post"
    assert await office.refusal("PP_KT1", at, look(done)) == "no-part"


async def test_a_decision_stays_with_its_decider_while_the_post_is_held(office: Office) -> None:
    one = await commented_under(office, acting_until(31))
    done = await office.do("PP_KT1", DECIDED, lambda d: deciding.decide(d, one.id, one.version))
    for other in ("TP_KT", "CV_KT2", "PP_KT2"):
        assert await office.refusal(other, later(DECIDED, hours=1), again(done)) != ""
    anew = await office.do("PP_KT1", later(DECIDED, hours=1), again(done))
    assert len(anew.decisions) == 2


async def test_nobody_undoes_a_decision_of_the_head_before_nor_one_of_a_post_that_has_ended(
    office: Office,
) -> None:
    one = await commented_under(office, acting_until(26), head("CV_KT2", date(2026, 10, 27)))
    night = october(26, 23, 55)
    done = await office.do("PP_KT1", night, lambda d: deciding.decide(d, one.id, one.version))
    undo = lambda d: deciding.undo(d, done.id)  # noqa: E731
    at = later(night, minutes=8)
    assert await office.refusal("CV_KT2", at, undo) == "T7u"
    assert await office.refusal("PP_KT1", at, undo) == "lost-post"


@pytest.mark.parametrize("later_on", [datetime(2026, 12, 6, 1, tzinfo=ZONE)])
async def test_a_form_of_months_ago_follows_the_new_head(
    office: Office, later_on: datetime
) -> None:
    """T6 and T7 stay possible until the month is archived."""
    await office.work("PP_KT1", "CV_KT1", 10)
    one = await office.commented("CV_KT1", "PP_KT1")
    await head_ends(office, date(2026, 12, 5), head("CV_KT2", date(2026, 12, 6)))
    await office.do(SYSTEM, later_on, closing.close_due)
    one = await office.form(one.id)
    assert one.decider == "CV_KT2"
    inbox = await office.do("CV_KT2", later(later_on, hours=9), reviewing.inbox)
    assert [each.id for each in inbox.to_decide] == [one.id]
    done = await office.do("CV_KT2", later(later_on, hours=9), again(one))
    assert done.state == "decided"


async def stood_in(office: Office, leader: str, act: str) -> None:
    """PP_KT2 acts for *leader* on the 19th and 20th, by a paper."""
    paper = Amendment(
        kind="delegate",
        person=leader,
        receiver="PP_KT2",
        act=act,
        first=date(2026, 10, 19),
        last=date(2026, 10, 20),
        document="1/UQ",
    )
    await office.do(leader, october(19), lambda d: amending.amend(d, paper))


async def test_a_form_not_sent_again_is_told_to_whoever_comments_that_day(office: Office) -> None:
    await stood_in(office, "PP_KT1", "comment")
    one = await office.send("CV_KT1")
    await office.do(
        "PP_KT2",
        october(20, 15),
        lambda d: reviewing.send_back(d, one.id, one.version, "Bổ sung."),
    )
    await office.do(SYSTEM, october(26, 0, 5), closing.close_due)
    assert (await office.form(one.id)).state == "submitted"
    told = [who for who, kind in await office.told("form") if kind == "form.arrived"]
    assert told == ["PP_KT1", "PP_KT2"]  # PP_KT2 when it was sent


async def test_whoever_acts_at_that_instant_is_told_that_the_decision_waits(
    office: Office,
) -> None:
    """Not the delegate of the day of the sending, whose paper has ended."""
    await stood_in(office, "TP_KT", "decide")
    one = await office.send("CV_KT1")
    assert one.route is not None
    assert [actor.code for actor in one.route.decider] == ["PP_KT2"]
    await office.do(
        "PP_KT1", october(22), lambda d: reviewing.comment(d, one.id, one.version, AGREED)
    )
    told = [who for who, kind in await office.told("form") if kind == "form.to-decide"]
    assert told == ["TP_KT"]
