"""Work from the person's and the leader's side: propose, hand in, prove, hand over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from core import tasks
from core.months import Month
from core.taskflow import Verdict
from core.tasks import Done, Evidence, TaskItem
from core.usecases import accepting, assigning, evidencing, monthviews, working
from core.usecases.assigning import Order
from storage import tables
from tests.core.office import SENT, Act, Office, october

NOW = october(12)
WHY = "Theo yêu cầu."
LINE = Order(item="", name="Trực tiếp dân", quantity=2, due=SENT, origin=tasks.ADHOC)


def noting(order: Order = LINE, question: str = "") -> Act[TaskItem]:
    return lambda d: working.note_line(d, order, question)


def link(number: int, by: str = "CV_KT1") -> Evidence:
    return Evidence(kind=tasks.LINK, name="a", at=NOW, by=by, link=f"https://a.vn/{number}")


async def counted(office: Office, person: str = "CV_KT1") -> list[tuple[int, int]]:
    view = await office.do(person, NOW, lambda d: monthviews.of(d, person))
    return [(int(line.q), int(line.f)) for line in view.result.lines]


# ------------------------------------------------------------------ ad-hoc work


async def test_ad_hoc_work_counts_from_its_approval_on(office: Office) -> None:
    item = await office.do("CV_KT1", NOW, noting())
    assert await counted(office) == []
    done = await office.do("PP_KT1", NOW, lambda d: accepting.approve(d, item.id, item.version))
    assert (done.state, done.assigned_by) == (tasks.ASSIGNED, "PP_KT1")
    assert await counted(office) == [(2, 0)]
    assert await office.told("task") == [
        ("CV_KT1", "task.answered"),
        ("PP_KT1", "task.proposed"),
    ]


async def test_a_draft_is_its_authors_own(office: Office) -> None:
    item = await office.do("CV_KT1", NOW, noting(question="item"))
    assert await office.told("task") == []
    opening = lambda d: working.open_item(d, item.id)  # noqa: E731
    assert await office.refusal("PP_KT1", NOW, opening) == "no-part"
    assert await counted(office) == []


async def test_what_was_proved_stays_when_the_line_is_corrected(office: Office) -> None:
    item = await office.do("CV_KT1", NOW, noting())
    item = await office.do("CV_KT1", NOW, lambda d: evidencing.attach(d, item.id, link(1)))
    more = replace(LINE, quantity=3)
    item = await office.do(
        "CV_KT1", NOW, lambda d: working.change_line(d, item.id, item.version, more)
    )
    item = await office.do(
        "PP_KT1", NOW, lambda d: accepting.amend(d, item.id, item.version, LINE)
    )
    assert (item.assigned, item.evidence) == (2, (link(1),))


async def test_what_was_refused_is_corrected_and_proposed_anew(office: Office) -> None:
    item = await office.do("CV_KT1", NOW, noting())
    no = await office.do("PP_KT1", NOW, lambda d: accepting.refuse(d, item.id, item.version, WHY))
    assert (no.state, no.reason) == (tasks.REFUSED, WHY)
    again = await office.do(
        "CV_KT1", NOW, lambda d: working.change_line(d, item.id, no.version, LINE)
    )
    assert again.state == tasks.PROPOSED
    inbox = await office.do("PP_KT1", NOW, accepting.inbox)
    assert inbox.proposed == (again,)


async def test_whom_nobody_in_the_ward_leads_approves_the_own(office: Office) -> None:
    item = await office.do("BT", NOW, noting())
    assert (await office.item(item.id)).state == tasks.ASSIGNED
    assert [act for _, act, _ in await office.audited()] == ["propose", "approve"]


async def test_whom_the_secretary_leads_is_approved_there(office: Office) -> None:
    item = await office.do("PBT", NOW, noting())
    assert (await office.item(item.id)).state == tasks.PROPOSED
    done = await office.do("BT", NOW, lambda d: accepting.approve(d, item.id, item.version))
    assert done.state == tasks.ASSIGNED


async def test_late_entry_of_finished_work_is_never_punished(office: Office) -> None:
    """Done on the 8th for the 9th, written down on the 12th."""
    past = replace(LINE, due=october(9, 17), quantity=1)
    item = await office.do("CV_KT1", NOW, noting(past))
    await office.do("PP_KT1", NOW, lambda d: accepting.approve(d, item.id, item.version))
    await office.hand_in(item, 1, NOW, Done(day=date(2026, 10, 8)))
    done = await office.review("PP_KT1", item, 1, NOW)
    assert (done.accepted, done.events) == (1, ())


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (replace(LINE, quantity=0), "quantity"),
        (replace(LINE, quantity=10_000), "quantity"),
        (replace(LINE, name="  "), "task.name"),
        (replace(LINE, name="x" * 501), "text.long"),
        (replace(LINE, share=Decimal(0)), "task.shares"),
        (replace(LINE, share=Decimal("1.01")), "task.shares"),
        (replace(LINE, share=Decimal("NaN")), "task.shares"),
        (replace(LINE, due=october(25, 0) - timedelta(days=31)), "month.frozen"),
        (replace(LINE, item="CV"), "catalogue.none"),
    ],
)
async def test_a_line_that_cannot_be_is_refused(office: Office, order: Order, code: str) -> None:
    assert await office.refusal("CV_KT1", NOW, noting(order)) == code
    assert await office.audited() == []


async def test_an_item_of_another_unit_or_an_old_version_is_not_found(office: Office) -> None:
    await office.catalogue({"CV": "1"}, unit="PVHXH")
    assert (
        await office.refusal("CV_KT1", NOW, noting(replace(LINE, item="CV"))) == "catalogue.none"
    )
    await office.catalogue({"CU": "1"})
    await office.catalogue({"MOI": "1"}, since=Month(2026, 10))
    assert (
        await office.refusal("CV_KT1", NOW, noting(replace(LINE, item="CU"))) == "catalogue.item"
    )
    assert (await office.do("CV_KT1", NOW, noting(replace(LINE, item="MOI")))).catalogue == 2


# ------------------------------------------------------------------ handing in


async def test_the_leader_is_told_once_and_a_second_tap_is_stale(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    twice: Act[TaskItem] = lambda d: working.hand_in(  # noqa: E731
        d, item.id, item.version, 1, Done(day=NOW.date())
    )
    await office.do("CV_KT1", NOW, twice)
    assert await office.refusal("CV_KT1", NOW, twice) == "task.old"
    assert await office.told("task") == [("PP_KT1", "task.handed-in")]
    assert (await office.item(item.id)).handed_in == 1


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 7, 26), "done.early"),
        (date(2016, 10, 10), "done.early"),
        (date(2026, 10, 13), "done.future"),
        (date(2026, 7, 27), None),
    ],
)
async def test_a_done_date_long_before_the_window_is_a_slip(
    office: Office, day: date, code: str | None
) -> None:
    """The window of October begins on 25/9; 60 days before that is 27/7."""
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    act: Act[TaskItem] = lambda d: working.hand_in(d, item.id, item.version, 1, Done(day=day))  # noqa: E731
    if code is not None:
        assert await office.refusal("CV_KT1", NOW, act) == code
        return
    handed = await office.do("CV_KT1", NOW, act)
    verdict = Verdict(accepted=1, done=Done(day=date(2020, 1, 1)))
    review = lambda d: accepting.review(d, item.id, handed.version, 1, verdict)  # noqa: E731
    assert await office.refusal("PP_KT1", NOW, review) == "done.early"


async def test_of_two_leaders_who_look_at_once_one_is_late(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    seen = await office.hand_in(item, 4, NOW)

    def judging(accepted: int) -> Act[TaskItem]:
        verdict = Verdict(accepted=accepted, major=accepted < 4, said=WHY)
        return lambda d: accepting.review(d, item.id, seen.version, 1, verdict)

    await office.do("PP_KT1", NOW, judging(4))
    assert await office.refusal("TP_KT", NOW, judging(0)) == "task.old"
    kept = await office.item(item.id)
    assert (kept.accepted, kept.deliveries[0].reviewed_by, kept.events) == (4, "PP_KT1", ())


# ------------------------------------------------------------------ a refusal leaves no trace


async def state_of(office: Office) -> tuple[Any, ...]:
    counts = []
    async with office.storage.read() as store:
        for table in (tables.task_item, tables.audit, tables.outbox, tables.stored_file):
            found = await store.connection.execute(select(func.count()).select_from(table))
            counts.append(found.scalar_one())
        known = await store.tasks.in_states(["CV_KT1"], {*tasks.OPEN, tasks.SUBMITTED})
    return (*counts, known)


async def test_an_act_on_an_old_version_is_refused_and_leaves_no_trace(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    await office.hand_in(item, 1, NOW)
    one = await office.review("PP_KT1", item, 1, NOW)
    before, old = await state_of(office), (item.id, one.version - 1)
    mine: list[Act[object]] = [
        lambda d: working.hand_in(d, *old, 1, Done(day=NOW.date())),
        lambda d: working.take_back(d, *old),
        lambda d: working.ask_extension(d, *old, october(22), WHY),
        lambda d: working.ask_excuse(d, *old, 0, WHY),
        lambda d: working.change_line(d, *old, LINE),
        lambda d: working.drop_line(d, *old),
    ]
    theirs: list[Act[object]] = [
        lambda d: accepting.approve(d, *old),
        lambda d: accepting.amend(d, *old, LINE),
        lambda d: accepting.refuse(d, *old, WHY),
        lambda d: accepting.review(d, *old, 1, Verdict(accepted=1)),
        lambda d: accepting.add_fault(d, *old, None, WHY),
        lambda d: accepting.move_due(d, *old, october(22), WHY),
        lambda d: accepting.deny_extension(d, *old, WHY),
        lambda d: accepting.cancel(d, *old, WHY),
        lambda d: accepting.hand_over(d, *old, "KCT_KT", october(22), WHY),
        lambda d: accepting.answer_excuse(d, *old, 0, confirmed=True, said=""),
    ]
    said = [await office.refusal("CV_KT1", NOW, act) for act in mine]
    said += [await office.refusal("TP_KT", NOW, act) for act in theirs]
    assert set(said) == {"task.old"}
    assert await state_of(office) == before


async def test_a_refused_act_leaves_no_trace(office: Office) -> None:
    item = await office.assign("PP_KT1", "CV_KT1", 4)
    before = await state_of(office)
    seen = (item.id, item.version)
    for actor, act in (
        ("CV_KT2", lambda d: working.hand_in(d, *seen, 1, Done(day=NOW.date()))),
        ("CV_KT2", lambda d: evidencing.attach(d, item.id, link(1))),
        ("CV_KT1", lambda d: evidencing.keep_file(d, tasks.FILE, "a", "a/b", b"")),
        ("TP_KT", lambda d: accepting.hand_over(d, *seen, "CV_VX", october(22), WHY)),
        ("TP_KT", lambda d: accepting.move_due(d, *seen, october(2), WHY)),
        ("TP_KT", lambda d: accepting.assign(d, "CV_KT1", replace(LINE, due=october(2)))),
        ("TP_KT", lambda d: assigning.reorder(d, item.id, quantity=0, due=SENT, reason=WHY)),
    ):
        await office.refusal(actor, NOW, act)
        assert await state_of(office) == before
