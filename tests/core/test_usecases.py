"""Sending, commenting, deciding, undoing: the use-cases over real storage."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from core import errors
from core.evaluation import Evaluation
from core.usecases import closing, reviewing, together
from core.usecases import scoring as own_form
from core.usecases.desk import SYSTEM
from tests.core.office import AGREED, COMMENTED, SENT, Office, later, october

AFTER_CLOSING = october(26, 10)


async def refused(office: Office, actor: str, now: object, act: object) -> str:
    with pytest.raises(errors.WardError) as fault:
        await office.do(actor, now, act)  # type: ignore[arg-type]  # as Office.do has them
    return fault.value.code


def commenting(one: Evaluation, text: str = AGREED) -> object:
    return lambda desk: reviewing.comment(desk, one.id, one.version, text)


# ------------------------------------------------------------------ sending


async def test_sending_keeps_the_route_of_that_instant_but_who_is_in_charge_now_comments(
    office: Office,
) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.send("CV_KT1")
    await office.reorganise({"assign": [["CV_KT1", "PP_KT2"]]})
    kept = await office.form(one.id)
    assert (kept.commenter, kept.decider) == ("PP_KT1", "TP_KT")
    assert await office.told("form") == [("PP_KT1", "form.arrived")]
    assert await refused(office, "PP_KT1", COMMENTED, commenting(kept)) == "lost-post"
    done = await office.do(
        "PP_KT2", COMMENTED, lambda desk: reviewing.comment(desk, one.id, kept.version, AGREED)
    )
    assert done.state == "commented"


async def test_sending_an_old_card_or_twice_is_stale(office: Office) -> None:
    draft = await office.draft("CV_KT1", SENT)
    old = draft.version - 1
    send_old = lambda desk: own_form.submit(desk, draft.id, old)  # noqa: E731
    send = lambda desk: own_form.submit(desk, draft.id, draft.version)  # noqa: E731
    assert await refused(office, "CV_KT1", SENT, send_old) == "card.old"
    await office.do("CV_KT1", SENT, send)
    assert await refused(office, "CV_KT1", SENT, send) == "form.moved-on"
    assert [line[1] for line in await office.audited()] == ["submit"]


async def test_the_delegate_of_the_commenter_is_told(office: Office) -> None:
    await office.reorganise({"delegate": [["PP_KT1", "PP_KT2", "comment"]]})
    one = await office.send("CV_KT1")
    assert await office.notices() == [("PP_KT2", "form.arrived")]
    done = await office.do(
        "PP_KT2", COMMENTED, lambda desk: reviewing.comment(desk, one.id, one.version, AGREED)
    )
    assert done.comment is not None
    assert (done.comment.by, done.comment.given_by) == ("PP_KT2", "PP_KT1")


async def test_withdrawing_drops_the_notice_that_waited(office: Office) -> None:
    one = await office.send("CV_KT1")
    back = await office.do(
        "CV_KT1", later(SENT, minutes=5), lambda d: own_form.withdraw(d, one.id, one.version)
    )
    assert (back.state, back.route, back.own.own_class) == ("draft", None, "A")
    assert await office.notices() == []
    assert await office.notices("dropped") == [("PP_KT1", "form.arrived")]


async def test_withdrawing_after_points_were_proposed_drops_the_notice_too(
    office: Office,
) -> None:
    sent = await office.send("CV_KT1")
    one = await office.do(
        "PP_KT1",
        COMMENTED,
        lambda d: reviewing.propose(d, sent.id, sent.version, {"1.1": Decimal(1)}),
    )
    await office.do("CV_KT1", COMMENTED, lambda d: own_form.withdraw(d, one.id, one.version))
    assert await office.notices() == []


async def test_withdrawing_drops_the_question_to_the_head(office: Office) -> None:
    one = await office.send("CV_KT2")
    assert await office.notices() == [("TP_KT", "form.pick")]
    await office.do("CV_KT2", SENT, lambda d: own_form.withdraw(d, one.id, one.version))
    assert await office.notices() == []


# ------------------------------------------------------------------ commenting


async def test_the_head_picks_the_commenter_among_several_deputies(office: Office) -> None:
    one = await office.send("CV_KT2")
    assert await refused(office, "PP_KT1", COMMENTED, commenting(one)) == "commenter-not-chosen"
    pick = lambda desk: reviewing.pick(desk, one.id, one.version, "PP_KT2")  # noqa: E731
    stranger = lambda desk: reviewing.pick(desk, one.id, one.version, "TP_VX")  # noqa: E731
    assert await refused(office, "PP_KT2", COMMENTED, pick) == "not-head"
    assert await refused(office, "TP_KT", COMMENTED, stranger) == "not-a-candidate"
    picked = await office.do("TP_KT", COMMENTED, pick)
    assert (picked.commenter, picked.decider) == ("PP_KT2", "TP_KT")
    assert ("PP_KT2", "form.arrived") in await office.notices()
    assert await office.audited("pick-commenter") == [
        ("TP_KT", "pick-commenter", {"commenter": "PP_KT2"})
    ]


async def test_a_form_is_returned_once_and_the_subject_told(office: Office) -> None:
    one = await office.send("CV_KT1")
    back = await office.do(
        "PP_KT1",
        COMMENTED,
        lambda desk: reviewing.send_back(desk, one.id, one.version, "Thiếu minh chứng."),
    )
    assert ("CV_KT1", "form.returned") in await office.notices()
    again = await office.do(
        "CV_KT1", later(COMMENTED, hours=1), lambda d: own_form.submit(d, back.id, back.version)
    )
    twice = lambda desk: reviewing.send_back(desk, one.id, again.version, "Nữa.")  # noqa: E731
    assert await refused(office, "PP_KT1", later(COMMENTED, hours=2), twice) == "T4"


async def test_a_form_not_sent_again_goes_on_as_last_sent(office: Office) -> None:
    one = await office.send("CV_KT1")
    await office.do(
        "PP_KT1", COMMENTED, lambda d: reviewing.send_back(d, one.id, one.version, "Thiếu.")
    )
    moved = await office.do(SYSTEM, october(26), closing.close_due)
    form = await office.form(one.id)
    assert (form.state, form.returned and form.returned.resent) == ("submitted", False)
    assert moved >= 1
    assert await office.do(SYSTEM, october(26), closing.close_due) == 0
    assert [line[0] for line in await office.audited("not-resent")] == [SYSTEM]


async def test_proposed_points_stand_beside_the_subjects(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    one = await office.send("CV_KT1")
    values = {"1.1": Decimal("1.5"), "1.2": Decimal(2)}
    one = await office.do(
        "PP_KT1", COMMENTED, lambda d: reviewing.propose(d, one.id, one.version, values)
    )
    one = await office.do(
        "PP_KT1", COMMENTED, lambda d: reviewing.comment(d, one.id, one.version, "Còn chậm.")
    )
    assert one.comment is not None
    assert one.comment.points == {"1.1": Decimal("1.5")}
    assert (one.comment.total, one.own.points["1.1"]) == (Fraction("99.5"), Decimal(2))
    assert await office.told("form") == [
        ("CV_KT1", "form.commented"),
        ("PP_KT1", "form.arrived"),
        ("TP_KT", "form.to-decide"),
    ]


async def test_agreeing_together_is_refused_as_a_whole_when_one_moved_on(office: Office) -> None:
    forms = []
    for person in ("CV_KT1", "CV_KT2"):
        await office.work("TP_KT", person, 10)
        forms.append(await office.send(person))
    one, other = forms
    other = await office.do(
        "TP_KT", SENT, lambda d: reviewing.pick(d, other.id, other.version, "PP_KT1")
    )
    shown = [(one.id, one.version), (other.id, other.version)]
    values = {"1.1": Decimal(1)}
    await office.do(
        "PP_KT1", COMMENTED, lambda d: reviewing.propose(d, other.id, other.version, values)
    )
    agree_all = lambda desk: together.agree(desk, shown, AGREED)  # noqa: E731
    assert await refused(office, "PP_KT1", COMMENTED, agree_all) == "list.changed"
    assert (await office.form(one.id)).state == "submitted"
    done = await office.do("PP_KT1", COMMENTED, lambda d: together.agree(d, shown[:1], AGREED))
    assert [form.state for form in done] == ["commented"]
    assert len(await office.audited("comment")) == 1


async def test_a_draft_is_read_by_its_subject_alone(office: Office) -> None:
    one = await office.draft("CV_KT1", SENT)
    reading = lambda desk: reviewing.open_form(desk, one.id)  # noqa: E731
    assert (await office.do("CV_KT1", SENT, reading)).role == "subject"
    for reader in ("PP_KT1", "TP_KT"):
        assert await refused(office, reader, SENT, reading) == "form.moved-on"
    assert await refused(office, "CV_VX", SENT, reading) == "no-part"


async def test_the_closing_goes_on_when_somebody_with_a_draft_left_the_ward(
    office: Office,
) -> None:
    gone = await office.draft("CV_KT1", SENT)
    stayed = await office.draft("CV_VX", SENT)
    await office.reorganise({"without": ["CV_KT1"]})
    await office.do(SYSTEM, october(25), closing.close_due)
    assert (await office.form(stayed.id)).state == "missing"
    assert (await office.form(gone.id)).state == "missing"


async def test_the_closing_marks_everybody_with_a_form_once(office: Office) -> None:
    sent = await office.send("CV_KT1")
    first = await office.do(SYSTEM, october(25), closing.close_due)
    assert await office.do(SYSTEM, october(25), closing.close_due) == 0
    assert first == len(await office.audited("missing"))
    async with office.storage.read() as store:
        missing = await store.evaluations.in_states(sent.month, ("missing",))
    assert {"CV_KT1", "KCT_KT"} & {one.person for one in missing} == set()
    assert {one.person: one.decider for one in missing}["CV_KT2"] == "TP_KT"


# ------------------------------------------------------------------ a change of post in the month

PROMOTED = {"without": ["CV_KT1"], "add": [["CV_KT1", "UBND_PHO", "PKT", "civil_servant", ""]]}


async def test_a_draft_of_the_former_posts_form_cannot_be_sent(office: Office) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    draft = await office.draft("CV_KT1", october(10))
    await office.reorganise(PROMOTED)
    send = lambda desk: own_form.submit(desk, draft.id, draft.version)  # noqa: E731
    assert await refused(office, "CV_KT1", SENT, send) == "form.changed"
    assert (await office.form(draft.id)) == draft


async def test_after_a_promotion_the_draft_starts_anew_on_the_leaders_form(
    office: Office,
) -> None:
    await office.work("TP_KT", "CV_KT1", 10)
    draft = await office.draft("CV_KT1", october(10))
    await office.reorganise(PROMOTED)
    anew = await office.do("CV_KT1", october(16), own_form.open_draft)
    assert (anew.id, draft.form, anew.form, dict(anew.own.points)) == (draft.id, "03", "02", {})
    assert await office.audited("form-changed") == [
        ("CV_KT1", "form-changed", {"before": "03", "after": "02"})
    ]
    sent = await office.send("CV_KT1")
    assert sent.submission is not None
    figures = sent.submission.result.figures
    assert (sent.form, sorted(figures or ())) == ("02", ["a", "b", "c", "d", "e", "đ"])


async def test_what_was_sent_before_a_promotion_stays_on_its_form(office: Office) -> None:
    sent = await office.send("CV_KT1")
    await office.reorganise(PROMOTED)
    assert await office.do("CV_KT1", later(SENT, hours=1), own_form.open_draft) == sent
