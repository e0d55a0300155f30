"""Nobody performs two different roles on one form (domain §4): who entered it from paper, for one."""

from __future__ import annotations

from datetime import date

from core.evaluation import Evaluation
from core.people import Delegation, Organisation
from core.usecases import closing, deciding, proxying, reviewing, scoring
from core.usecases.desk import SYSTEM
from tests.core import paper
from tests.core.office import AGREED, COMMENTED, DECIDED, Office, october
from tests.core.paper import CLERK, GUARD
from tests.core.test_standing import head, head_ends


async def stands_in(office: Office, last: date) -> None:
    """The clerk comments for PP_KT2 from the 21st on, by a paper."""
    given = Delegation(
        giver="PP_KT2",
        receiver=CLERK,
        act="comment",
        valid_from=date(2026, 10, 21),
        valid_to=last,
        document="2/UQ",
    )
    async with office.storage.write() as store:
        now = await store.staff.organisation()
        await store.staff.replace(
            Organisation(
                units=now.units,
                people=now.people,
                posts=now.posts,
                charges=now.charges,
                delegations=[given],
            )
        )
        await store.commit()


async def the_clerk_becomes_head(office: Office, first: date) -> None:
    await head_ends(office, first.replace(day=first.day - 1), head(CLERK, first))
    await office.do(SYSTEM, october(first.day, 0, 5), closing.close_due)


async def test_the_leader_above_decides_what_the_new_head_had_entered_as_clerk(
    office: Office,
) -> None:
    await paper.with_clerks(office)
    await office.work("PP_KT2", GUARD, 10)
    one = await paper.sent(office)
    one = await office.do(
        "PP_KT2", october(21), lambda d: reviewing.comment(d, one.id, one.version, AGREED)
    )
    await the_clerk_becomes_head(office, date(2026, 10, 23))
    one = await office.form(one.id)
    assert one.decider == "CT_UB"
    assert one.route is not None
    assert "decider-entered-it" in [why.rule for why in one.route.why if why.what == "decider"]
    decide = lambda d: deciding.decide(d, one.id, one.version)  # noqa: E731
    assert await office.refusal(CLERK, DECIDED, decide) == "entered-it"
    assert (await office.do(CLERK, DECIDED, reviewing.inbox)).to_decide == ()
    assert (await office.do("CT_UB", DECIDED, decide)).state == "decided"


async def resent_by_the_subject(office: Office) -> Evaluation:
    """Entered by the clerk, returned, sent anew by the subject."""
    await paper.with_clerks(office)
    one = await paper.sent(office)
    one = await office.do(
        "PP_KT2",
        october(20, 15),
        lambda d: reviewing.send_back(d, one.id, one.version, "Bổ sung."),
    )
    return await office.do(
        GUARD, october(20, 16), lambda d: scoring.submit(d, one.id, one.version)
    )


async def test_who_once_entered_a_form_comments_on_no_later_sending_of_it(office: Office) -> None:
    one = await resent_by_the_subject(office)
    assert one.entered_by is None
    assert one.entrants == {CLERK}
    await stands_in(office, date(2026, 10, 24))
    comment = lambda d: reviewing.comment(d, one.id, one.version, AGREED)  # noqa: E731
    assert await office.refusal(CLERK, COMMENTED, comment) == "entered-it"
    assert (await office.do(CLERK, COMMENTED, reviewing.inbox)).to_comment == ()
    assert (await office.do("PP_KT2", COMMENTED, comment)).state == "commented"


async def test_who_returned_a_form_as_a_delegate_does_not_enter_its_paper(office: Office) -> None:
    await paper.with_clerks(office)
    one = await office.send(GUARD)
    await stands_in(office, date(2026, 10, 21))
    await office.do(
        CLERK, COMMENTED, lambda d: reviewing.send_back(d, one.id, one.version, "Bổ sung.")
    )
    begin = lambda d: proxying.begin(d, GUARD)  # noqa: E731
    assert await office.refusal(CLERK, october(22), begin) == "paper.has-part"
    waiting = await office.do(CLERK, october(22), proxying.waiting)
    assert GUARD not in [each.person for each in waiting]
