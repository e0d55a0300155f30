"""Who may do what with a form entered from paper, in every state of the form: default deny."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from decimal import Decimal

import pytest

from core import drafting, errors
from core.evaluation import Evaluation
from core.months import Month
from core.usecases import clerks, closing, deciding, proxying, reviewing
from core.usecases.desk import SYSTEM, Desk
from tests.core import paper
from tests.core.office import AGREED, COMMENTED, DECIDED, SENT, Office, later, october
from tests.core.paper import CLERK, GUARD, OTHER_CLERK

DISMISSED, HEAD, COLLEAGUE, DEPUTY = "CV_KT2", "TP_KT", "HD_KT", "PP_KT2"
ADMINISTRATOR = "administrator"
"""The clerk of the unit, who keeps roster and links besides."""
STRANGER = "NOBODY"
ACTORS = (
    CLERK,
    OTHER_CLERK,
    DISMISSED,
    HEAD,
    COLLEAGUE,
    DEPUTY,
    GUARD,
    ADMINISTRATOR,
    STRANGER,
    SYSTEM,
)
OCTOBER = Month(2026, 10)
LATE = october(25, 10)
Verb = Callable[[Desk, Evaluation], Awaitable[object]]


def _give(desk: Desk, one: Evaluation) -> Awaitable[object]:
    return proxying.change(
        desk, one.id, lambda d, f: drafting.give_many(d, f, {"1.1": Decimal(1)})
    )


VERBS: Mapping[str, Verb] = {
    "list": lambda desk, _: proxying.waiting(desk),
    "begin": lambda desk, one: proxying.begin(desk, GUARD),
    "look": lambda desk, one: proxying.open_draft(desk, one.id),
    "give": _give,
    "attach": lambda desk, one: paper.photograph(desk, one, paper.PHOTO + b"2"),
    "drop photos": lambda desk, one: proxying.drop_photos(desk, one.id),
    "drop": lambda desk, one: proxying.drop(desk, one.id, one.version),
    "send": lambda desk, one: proxying.submit(desk, one.id, one.version),
    "photo": lambda desk, one: proxying.photos(desk, one.id),
    "comment": lambda desk, one: reviewing.comment(desk, one.id, one.version, AGREED),
    "decide": lambda desk, one: deciding.decide(desk, one.id, one.version),
}
ENTER = frozenset({"begin", "look", "give", "attach", "drop photos", "drop", "send"})
BEGIN = frozenset({"begin"})
PHOTO = frozenset({"photo"})
READERS = {GUARD: PHOTO, DEPUTY: PHOTO, HEAD: PHOTO}


async def _nothing(office: Office) -> datetime:
    del office
    return SENT


async def _draft(office: Office) -> datetime:
    await office.draft(GUARD, SENT)
    return SENT


async def _paper(office: Office) -> datetime:
    await paper.filled(office)
    return SENT


async def _sent(office: Office) -> datetime:
    await paper.sent(office)
    return SENT


async def _sent_by_phone(office: Office) -> datetime:
    await office.send(GUARD)
    return SENT


async def _returned(office: Office) -> datetime:
    one = await paper.sent(office)
    await office.do(
        DEPUTY, COMMENTED, lambda d: reviewing.send_back(d, one.id, one.version, "Thiếu chữ ký.")
    )
    return COMMENTED


async def _returned_and_begun(office: Office) -> datetime:
    now = await _returned(office)
    await paper.filled(office, later(now, hours=1))
    return later(now, hours=1)


async def _commented(office: Office) -> datetime:
    one = await paper.sent(office)
    await office.do(DEPUTY, COMMENTED, lambda d: reviewing.comment(d, one.id, one.version, AGREED))
    return DECIDED


async def _decided(office: Office) -> datetime:
    now = await _commented(office)
    one = await _form(office)
    await office.do(HEAD, now, lambda d: deciding.decide(d, one.id, one.version))
    return later(now, minutes=5)


async def _missing(office: Office) -> datetime:
    await paper.filled(office)
    await office.do(SYSTEM, LATE, closing.close_due)
    return LATE


async def _closed(office: Office) -> datetime:
    await _missing(office)
    return DECIDED


STATES: Mapping[
    str, tuple[Callable[[Office], Awaitable[datetime]], Mapping[str, frozenset[str]]]
] = {
    "nothing": (_nothing, {CLERK: BEGIN}),
    "own draft": (_draft, {CLERK: BEGIN}),
    "paper begun": (_paper, {CLERK: ENTER}),
    "sent from paper": (
        _sent,
        READERS | {DEPUTY: PHOTO | {"comment"}},
    ),
    "sent by phone": (_sent_by_phone, {DEPUTY: frozenset({"comment"})}),
    "returned": (_returned, READERS | {CLERK: BEGIN}),
    "returned, paper begun": (_returned_and_begun, READERS | {CLERK: ENTER}),
    "commented": (_commented, READERS | {HEAD: PHOTO | {"decide"}}),
    "decided": (_decided, READERS | {HEAD: PHOTO | {"decide"}}),
    "missing": (_missing, {CLERK: ENTER, HEAD: frozenset({"decide"})}),
    "missing, closed": (_closed, {HEAD: frozenset({"decide"})}),
}


async def _form(office: Office) -> Evaluation:
    async with office.storage.read() as store:
        found = await store.evaluations.of(GUARD, OCTOBER)
    assert found is not None
    return found


async def _attempt(office: Office, actor: str, now: datetime, verb: Verb, one: Evaluation) -> bool:
    """Whether it is allowed, if something was still to be said for it; nothing of it is kept."""
    admins = frozenset({CLERK}) if actor == ADMINISTRATOR else frozenset[str]()
    async with office.storage.write() as store:
        desk = Desk(
            store=store,
            rules=office.rules,
            now=now,
            actor=CLERK if actor == ADMINISTRATOR else actor,
            channel="test",
            administrators=admins,
        )
        try:
            await verb(desk, one)
        except errors.BadInput:
            return True
        except (errors.Refused, errors.Stale, errors.NotFound):
            return False
    return True


def test_every_public_act_on_a_paper_stands_in_the_matrix() -> None:
    acts = {
        name
        for name, value in vars(proxying).items()
        if inspect.iscoroutinefunction(value)
        and value.__module__ == proxying.__name__
        and not name.startswith("_")
    }
    named = {
        "waiting",
        "begin",
        "by_code",  # begins after the code is read, with the cases in test_proxying
        "open_draft",
        "change",
        "attach",
        "drop_photos",
        "drop",
        "submit",
        "photos",
    }
    facts = {"enters", "is_entered_for"}  # a yes or no about the actor alone
    assert acts == named | facts


@pytest.mark.parametrize("state", STATES)
async def test_nobody_does_more_with_a_paper_than_the_table_says(
    office: Office, state: str
) -> None:
    await paper.with_clerks(office)
    await office.do(HEAD, october(5), lambda d: clerks.appoint(d, "PKT", DISMISSED))
    await office.do(HEAD, october(6), lambda d: clerks.dismiss(d, "PKT", DISMISSED))
    await office.work(HEAD, GUARD, 10)
    bring, expected = STATES[state]
    now = await bring(office)
    one = (
        await _form(office)
        if state != "nothing"
        else Evaluation(
            id=404, person=GUARD, month=OCTOBER, form="04", form_version="", state="", version=1
        )
    )

    allowed = {
        (actor, name)
        for actor in ACTORS
        for name, verb in VERBS.items()
        if await _attempt(office, actor, now, verb, one)
    }

    lists = {(CLERK, "list"), (OTHER_CLERK, "list")}
    assert allowed - lists == {
        (actor, name) for actor, names in expected.items() for name in names
    }
    assert lists <= allowed
