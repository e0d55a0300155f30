"""The unit's clerk enters the form of somebody without a phone, from the signed paper."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core import drafting, errors, papercode
from core.evaluation import Evaluation
from core.months import Month
from core.people import Organisation
from core.usecases import closing, proxying, reviewing
from core.usecases import scoring as own_form
from core.usecases.desk import SYSTEM, Desk
from tests.core.office import AGREED, COMMENTED, SENT, Office, later, october
from tests.core.paper import (
    CLERK,
    GUARD,
    OTHER_CLERK,
    PHOTO,
    begun,
    filled,
    photograph,
    sent,
    with_clerks,
)

OCTOBER = Month(2026, 10)
LATE = october(25, 9)


async def test_a_paper_is_sent_in_the_persons_name_with_route_receipt_and_photo(
    office: Office,
) -> None:
    await with_clerks(office)
    await office.work("TP_KT", GUARD, 10)

    one = await sent(office)

    said = one.submission
    assert said is not None
    assert (one.person, one.state, one.form) == (GUARD, "submitted", "04")
    assert (one.commenter, one.decider) == ("PP_KT2", "TP_KT")
    assert (said.entered_by, said.at, said.late_hours) == (CLERK, SENT, 0)
    assert said.total == 100
    assert said.code.startswith("10-BV_KT-")
    digest = hashlib.sha256(PHOTO).hexdigest()
    assert [(each.digest, each.at) for each in said.photos] == [(digest, SENT)]
    assert one.paper_draft is None
    assert await office.told("form") == [("PP_KT2", "form.arrived")]
    assert await office.told("paper") == [(GUARD, "paper.entered")]


async def test_the_audit_names_the_clerk_the_person_and_the_photos(office: Office) -> None:
    await with_clerks(office)
    await sent(office)
    [begin, submit] = await office.audited("begin-paper", "submit-from-paper", "submit")
    assert begin[:2] == (CLERK, "begin-paper")
    assert submit[:2] == (CLERK, "submit-from-paper")
    assert submit[2]["on_behalf_of"] == GUARD
    assert submit[2]["photos"] == [hashlib.sha256(PHOTO).hexdigest()]
    assert submit[2]["points"]["1.1"] == "3"


async def test_without_a_photo_nothing_is_sent_and_nothing_lost(office: Office) -> None:
    await with_clerks(office)
    one = await filled(office)
    one = await office.do(CLERK, SENT, lambda desk: proxying.drop_photos(desk, one.id))

    code = await office.refusal(CLERK, SENT, lambda d: proxying.submit(d, one.id, one.version))

    assert code == "paper.no-photo"
    kept = await office.form(one.id)
    assert kept.paper_draft is not None
    assert (kept.state, len(kept.paper_draft.own.points)) == ("draft", 10)


async def test_an_unfinished_paper_is_not_sent(office: Office) -> None:
    await with_clerks(office)

    async def photographed(desk: Desk) -> Evaluation:
        return await photograph(desk, await proxying.begin(desk, GUARD))

    one = await office.do(CLERK, SENT, photographed)
    code = await office.refusal(CLERK, SENT, lambda d: proxying.submit(d, one.id, one.version))
    assert code == "T2"


async def test_points_above_the_maximum_leave_the_paper_as_it_was(office: Office) -> None:
    await with_clerks(office)
    one = await filled(office)
    too_much = {"1.1": Decimal(2), "1.2": Decimal("3.5")}
    give = lambda d: proxying.change(  # noqa: E731
        d, one.id, lambda draft, form: drafting.give_many(draft, form, too_much)
    )
    assert await office.refusal(CLERK, SENT, give) == "points.above-maximum"
    kept = (await office.form(one.id)).paper_draft
    assert kept is not None
    assert kept.own.points["1.1"] == 3


async def test_the_paper_and_the_own_draft_do_not_see_each_other(office: Office) -> None:
    await with_clerks(office)
    own = await office.draft(GUARD, SENT, {"1.1": "1"})

    paper = await begun(office)
    assert (paper.id, paper.own.points, paper.own.own_class) == (own.id, {}, None)
    paper = await filled(office)
    mine = await office.do(GUARD, SENT, lambda desk: own_form.own(desk, own.id))
    assert mine.own.points["1.1"] == 1

    stored = await office.do(CLERK, SENT, lambda d: proxying.submit(d, paper.id, paper.version))
    assert stored.own.points["1.1"] == 3


async def test_who_sends_on_the_phone_first_ends_the_paper(office: Office) -> None:
    await with_clerks(office)
    await filled(office)
    one = await office.send(GUARD)
    assert (one.entered_by, one.paper_draft) == (None, None)
    for act in (
        lambda d: proxying.begin(d, GUARD),
        lambda d: proxying.open_draft(d, one.id),
        lambda d: proxying.submit(d, one.id, one.version),
    ):
        assert await office.refusal(CLERK, SENT, act) == "paper.sent"


async def test_a_paper_may_be_late_until_the_comments_close(office: Office) -> None:
    await with_clerks(office)
    await office.do(SYSTEM, october(25, 0), closing.close_due)

    one = await sent(office, LATE)

    assert one.submission is not None
    assert one.submission.late_hours == 9
    closed = october(26, 0)
    assert await office.refusal(CLERK, closed, lambda d: proxying.begin(d, "HD_KT")) == "T14a"


async def test_a_returned_form_is_entered_anew_and_the_clerk_is_told(office: Office) -> None:
    await with_clerks(office)
    one = await sent(office)
    back = await office.do(
        "PP_KT2", COMMENTED, lambda d: reviewing.send_back(d, one.id, one.version, "Thiếu chữ ký.")
    )
    assert (CLERK, "paper.returned") in await office.notices()

    again = await begun(office, COMMENTED)

    assert (again.own.points, again.submission, again.state) == ({}, None, "returned")
    anew = await sent(office, later(COMMENTED, hours=1))
    assert anew.returned is not None
    assert anew.returned.resent is True
    assert back.id == anew.id


async def test_the_person_may_withdraw_what_was_entered_and_send_the_own_form(
    office: Office,
) -> None:
    await with_clerks(office)
    one = await sent(office)
    back = await office.do(
        GUARD, later(SENT, hours=1), lambda d: own_form.withdraw(d, one.id, one.version)
    )
    assert (back.state, back.entered_by) == ("draft", None)
    assert (CLERK, "paper.withdrawn") in await office.notices()
    done = await office.do(
        GUARD, later(SENT, hours=2), lambda d: own_form.submit(d, back.id, back.version)
    )
    assert done.entered_by is None


async def test_the_code_on_the_paper_opens_the_persons_form(office: Office) -> None:
    await with_clerks(office)
    code = papercode.write(GUARD, OCTOBER)
    one = await office.do(CLERK, SENT, lambda desk: proxying.by_code(desk, code.lower()))
    assert (one.person, one.month) == (GUARD, OCTOBER)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BV_KT", "paper.code"),
        ("2610-BV_KT-00", "paper.check"),
        (papercode.write(GUARD, Month(2026, 9)), "paper.other-month"),
        (papercode.write("CV_VX", OCTOBER), "paper.other-unit"),
        (papercode.write("NOBODY", OCTOBER), "paper.other-unit"),
        (papercode.write(CLERK, OCTOBER), "paper.own"),
        (papercode.write("KCT_KT", OCTOBER), "non-regular-workers"),
    ],
)
async def test_a_code_that_opens_nothing_says_why(office: Office, text: str, code: str) -> None:
    await with_clerks(office)
    refusal = await office.refusal(CLERK, SENT, lambda desk: proxying.by_code(desk, text))
    assert refusal == code


async def test_the_list_names_who_has_not_sent_those_without_a_chat_first(office: Office) -> None:
    await with_clerks(office)
    async with office.storage.write() as store:
        await store.chats.link("telegram", "7", GUARD, october(1))
        await store.commit()
    await office.send("HD_KT")

    found = await office.do(CLERK, SENT, proxying.waiting)

    names = [one.person for one in found]
    assert names[-1] == GUARD
    assert set(names) == {"TP_KT", "PP_KT1", "PP_KT2", "CV_KT2", GUARD}
    assert [one.has_chat for one in found] == [False] * 4 + [True]


async def test_nobody_is_on_the_list_once_nothing_can_be_sent(office: Office) -> None:
    await with_clerks(office)
    await office.do(SYSTEM, LATE, closing.close_due)
    assert len(await office.do(CLERK, LATE, proxying.waiting)) == 6
    assert await office.do(CLERK, october(26, 0), proxying.waiting) == ()


async def test_who_moved_after_the_closing_is_entered_by_the_unit_that_evaluates(
    office: Office,
) -> None:
    await with_clerks(office)
    known = await office.reorganise({})
    guard = next(post for post in known.posts if post.person == GUARD)
    posts = [post for post in known.posts if post is not guard]
    posts += [
        replace(guard, valid_to=date(2026, 10, 24)),
        replace(guard, unit="PVHXH", in_charge=None, valid_from=date(2026, 10, 25)),
    ]
    async with office.storage.write() as store:
        await store.staff.replace(
            Organisation(
                units=known.units, people=known.people, posts=posts, charges=known.charges
            )
        )
        await store.commit()

    one = await office.do(
        CLERK, LATE, lambda d: proxying.by_code(d, papercode.write(GUARD, OCTOBER))
    )

    assert one.person == GUARD
    assert GUARD in [each.person for each in await office.do(CLERK, LATE, proxying.waiting)]
    other = lambda d: proxying.begin(d, GUARD)  # noqa: E731
    assert await office.refusal(OTHER_CLERK, LATE, other) == "paper.other-unit"


async def test_a_page_that_is_no_picture_is_refused(office: Office) -> None:
    await with_clerks(office)
    one = await begun(office)
    give = lambda d: proxying.attach(  # noqa: E731
        d, one.id, "file", "phieu.docx", "application/msword", b"PK"
    )
    assert await office.refusal(CLERK, SENT, give) == "paper.not-photo"
    scan = await office.do(
        CLERK,
        SENT,
        lambda d: proxying.attach(d, one.id, "file", "a.pdf", proxying.PDF, b"%PDF-1.7"),
    )
    again = await office.do(
        CLERK,
        SENT,
        lambda d: proxying.attach(d, one.id, "file", "b.pdf", proxying.PDF, b"%PDF-1.7"),
    )
    assert scan.paper_draft == again.paper_draft


async def test_pages_are_limited(office: Office) -> None:
    await with_clerks(office)
    one = await begun(office)

    async def pages(desk: Desk) -> Evaluation:
        found = one
        for number in range(proxying.MOST_PHOTOS):
            found = await photograph(desk, found, PHOTO + b"%d" % number)
        return found

    await office.do(CLERK, SENT, pages)
    more = lambda d: photograph(d, one, PHOTO + b"one more")  # noqa: E731
    assert await office.refusal(CLERK, SENT, more) == "paper.photos"


async def test_an_abandoned_paper_leaves_the_form_to_its_subject(office: Office) -> None:
    await with_clerks(office)
    one = await filled(office)
    await office.do(CLERK, SENT, lambda desk: proxying.drop(desk, one.id, one.version))
    kept = await office.form(one.id)
    assert (kept.paper_draft, kept.own.points, kept.state) == (None, {}, "draft")
    gone = lambda d: proxying.open_draft(d, one.id)  # noqa: E731
    assert await office.refusal(CLERK, SENT, gone) == "paper.not-begun"


async def test_a_paper_waits_for_its_comment_like_any_other(office: Office) -> None:
    await with_clerks(office)
    one = await sent(office)
    done = await office.do(
        "PP_KT2", COMMENTED, lambda d: reviewing.comment(d, one.id, one.version, AGREED)
    )
    assert (done.state, done.entered_by) == ("commented", CLERK)


async def test_who_may_comment_enters_nothing_and_who_entered_comments_nothing(
    office: Office,
) -> None:
    await with_clerks(office)
    one = await sent(office)
    await office.reorganise(
        {"delegate": [["PP_KT2", CLERK, "comment"], ["TP_KT", CLERK, "decide"]]}
    )
    comment = lambda d: reviewing.comment(d, one.id, one.version, AGREED)  # noqa: E731
    assert await office.refusal(CLERK, COMMENTED, comment) == "entered-it"
    inbox = await office.do(CLERK, COMMENTED, reviewing.inbox)
    assert (inbox.to_comment, inbox.to_decide) == ((), ())
    begin = lambda d: proxying.begin(d, "HD_KT")  # noqa: E731
    assert await office.refusal(CLERK, COMMENTED, begin) == "paper.has-part"


async def test_an_administrator_is_told_why_not(office: Office) -> None:
    await with_clerks(office)
    async with office.storage.write() as store:
        desk = Desk(
            store=store,
            rules=office.rules,
            now=SENT,
            actor=CLERK,
            channel="test",
            administrators=frozenset({CLERK}),
        )
        assert await proxying.enters(desk) == ()
        with pytest.raises(errors.Refused) as refusal:
            await proxying.waiting(desk)
    assert refusal.value.code == "paper.administrator"


async def test_an_unknown_form_is_not_found(office: Office) -> None:
    await with_clerks(office)
    with pytest.raises(errors.NotFound):
        await office.do(CLERK, SENT, lambda desk: proxying.open_draft(desk, 404))
