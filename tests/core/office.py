"""A small ward at work: the use-cases over real storage, each act a transaction of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

import orjson
from sqlalchemy import select

from core import catalogue, drafting, errors, people, tasks
from core.calendar import ZONE
from core.catalogue import Catalogue, CatalogueItem
from core.evaluation import Evaluation
from core.months import Month
from core.taskflow import Verdict
from core.tasks import Done
from core.usecases import accepting, assigning, reviewing, scoring, working
from core.usecases.desk import Desk
from storage import tables
from storage.engine import SqlStorage
from tests.core import ward, ward_rules

T = TypeVar("T")
Act = Callable[[Desk], Awaitable[T]]
AGREED = "Nhất trí với kết quả tự đánh giá."


def october(day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, second, tzinfo=ZONE)


SEPTEMBER = Month(2026, 9)
SENT = october(20)
COMMENTED = october(21)
DECIDED = october(26)


class Office:
    """The ward of ``cases/routes.toml``: people are named by their posts (CV_KT1, PP_KT1, TP_KT)."""

    def __init__(self, storage: SqlStorage) -> None:
        self.storage = storage
        self.rules = ward_rules.book()

    async def do(self, actor: str, now: datetime, act: Act[T]) -> T:
        """Committed when *act* raises nothing, without a trace otherwise."""
        async with self.storage.write() as store:
            desk = Desk(store=store, rules=self.rules, now=now, actor=actor, channel="test")
            answer = await act(desk)
            await store.commit()
        return answer

    async def reorganise(self, change: ward.Raw) -> people.Organisation:
        staff = ward.organisation(ward.book(), change)
        async with self.storage.write() as store:
            await store.staff.replace(staff)
            await store.commit()
        return staff

    async def assign(
        self,
        leader: str,
        person: str,
        quantity: int = 10,
        due: datetime = SENT,
        now: datetime | None = None,
    ) -> tasks.TaskItem:
        """A product that stands in no catalogue: it counts as the standard unit."""
        order = assigning.Order(
            item="", name="Hồ sơ", quantity=quantity, due=due, origin=tasks.PLAN
        )
        return await self.do(
            leader, now or october(1), lambda desk: assigning.assign(desk, person, order)
        )

    async def catalogue(
        self, coefficients: dict[str, str], unit: str = "PKT", since: Month = SEPTEMBER
    ) -> None:
        """Approved, in force from *since*: code and coefficient; what counts 1 is the standard unit."""
        async with self.storage.write() as store:
            known = await store.catalogues.of_unit(unit)
            await store.catalogues.add(
                Catalogue(
                    id=0,
                    unit=unit,
                    number=len(known) + 1,
                    state=catalogue.APPROVED,
                    valid_from=since,
                    items=tuple(_product(code, each) for code, each in coefficients.items()),
                    by="TP_KT",
                    at=october(1),
                )
            )
            await store.commit()

    async def give(
        self, leader: str, person: str, order: assigning.Order, now: datetime | None = None
    ) -> tasks.TaskItem:
        return await self.do(
            leader, now or october(1), lambda desk: accepting.assign(desk, person, order)
        )

    async def item(self, item_id: int) -> tasks.TaskItem:
        async with self.storage.read() as store:
            found = await store.tasks.get(item_id)
        assert found is not None
        return found

    async def hand_in(
        self, item: tasks.TaskItem, quantity: int, now: datetime, done: Done | None = None
    ) -> tasks.TaskItem:
        """By the person, finished *now* unless *done* says when; any version of *item* will do."""
        seen = (await self.item(item.id)).version
        finished = done or Done(day=people.day_of(now), at=now)
        return await self.do(
            item.person, now, lambda d: working.hand_in(d, item.id, seen, quantity, finished)
        )

    async def review(
        self,
        leader: str,
        item: tasks.TaskItem,
        accepted: int | None,
        now: datetime,
        *,
        major: bool = False,
        done: Done | None = None,
        reason: str = "",
    ) -> tasks.TaskItem:
        """The oldest delivery, *accepted* of it; all of it for ``None``."""
        known = await self.item(item.id)
        delivery = known.waiting[0]
        units = delivery.quantity if accepted is None else accepted
        said = "" if units == delivery.quantity else "Sai căn cứ."
        verdict = Verdict(accepted=units, major=major, done=done, said=said)
        return await self.do(
            leader,
            now,
            lambda d: accepting.review(
                d, item.id, known.version, delivery.number, verdict, reason
            ),
        )

    async def work(self, leader: str, person: str, accepted: int, of: int = 10) -> tasks.TaskItem:
        """Assigned, handed in and accepted in time; nothing handed in where nothing is accepted."""
        item = await self.assign(leader, person, of)
        if not accepted:
            return item
        await self.hand_in(item, accepted, october(18))
        return await self.review(leader, item, None, october(19))

    async def draft(
        self, person: str, now: datetime, lowered: dict[str, str] | None = None
    ) -> Evaluation:
        """Everything given: the maximum, less where *lowered* says so; full terms for leaders."""

        async def act(desk: Desk) -> Evaluation:
            one = await scoring.open_draft(desk)
            form = desk.form(one.form)
            points = {each.id: each.max for each in form.criteria}
            points |= {id_: Decimal(value) for id_, value in (lowered or {}).items()}
            steps: list[scoring.Change] = [lambda d, f: drafting.give_many(d, f, points)]
            for key in ("đ", "e") if form.leader else ():
                steps += [_proposed(key), _grounded(key)]
            steps += [
                lambda d, _: drafting.choose_class(d, "A"),
                lambda d, _: drafting.explain_class(d, "Tự nhận."),
            ]
            for step in steps:
                one = await scoring.change(desk, one.id, step)
            return one

        return await self.do(person, now, act)

    async def send(
        self, person: str, now: datetime = SENT, lowered: dict[str, str] | None = None
    ) -> Evaluation:
        one = await self.draft(person, now, lowered)
        return await self.do(person, now, lambda desk: scoring.submit(desk, one.id, one.version))

    async def commented(
        self, person: str, commenter: str, lowered: dict[str, str] | None = None
    ) -> Evaluation:
        one = await self.send(person, lowered=lowered)
        return await self.do(
            commenter, COMMENTED, lambda desk: reviewing.comment(desk, one.id, one.version, AGREED)
        )

    async def form(self, evaluation_id: int) -> Evaluation:
        async with self.storage.read() as store:
            found = await store.evaluations.get(evaluation_id)
        assert found is not None
        return found

    async def notices(self, *states: str) -> list[tuple[str, str]]:
        """(recipient, kind) of everything queued, sorted; waiting unless *states* says so."""
        async with self.storage.read() as store:
            queued = await store.outbox.listing(states or ("waiting",), 1000)
        return sorted((each.notice.recipient, each.notice.kind) for each in queued)

    async def told(self, family: str) -> list[tuple[str, str]]:
        """Of the notices waiting, those about *family*: form, task."""
        return [one for one in await self.notices() if one[1].startswith(f"{family}.")]

    async def refusal(self, actor: str, now: datetime, act: Act[object]) -> str:
        """The code of the error that *act* ends in."""
        try:
            await self.do(actor, now, act)
        except errors.WardError as fault:
            return fault.code
        raise AssertionError("it was not refused")

    async def audited(self, *acts: str) -> list[tuple[str, str, dict[str, Any]]]:
        """(actor, act, facts) in the order of the chain."""
        async with self.storage.read() as store:
            rows = await store.connection.execute(select(tables.audit).order_by("seq"))
            found = [(row.actor, row.act, orjson.loads(row.facts)) for row in rows]
        return [line for line in found if not acts or line[1] in acts]


def _product(code: str, coefficient: str) -> CatalogueItem:
    return CatalogueItem(
        code=code,
        name=f"Tên {code}",
        output="",
        unit_of_count="văn bản",
        group="",
        coefficient=Decimal(coefficient),
        standard=coefficient == "1",
    )


def _proposed(key: str) -> scoring.Change:
    return lambda draft, form: drafting.propose_term(draft, form, key, Fraction(1))


def _grounded(key: str) -> scoring.Change:
    return lambda draft, _: drafting.ground_term(draft, key, "Đúng tiến độ.")


def later(now: datetime, **span: int) -> datetime:
    return now + timedelta(**span)
