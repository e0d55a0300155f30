from __future__ import annotations

import asyncio
import dataclasses
from datetime import timedelta

import pytest

from core import errors, evaluation
from core.evaluation import Evaluation
from core.months import Month
from storage.engine import SqlStorage
from tests.storage import values


async def stored(storage: SqlStorage, *new: Evaluation) -> list[Evaluation]:
    async with storage.write() as unit:
        found = [await unit.evaluations.add(one) for one in new]
        await unit.commit()
    return found


async def test_an_added_evaluation_has_an_id_and_version_1(storage: SqlStorage) -> None:
    [added] = await stored(storage, values.draft(version=7))
    assert added.id > 0
    assert added == values.draft(id=added.id, version=1)
    async with storage.read() as unit:
        assert await unit.evaluations.get(added.id) == added
        assert await unit.evaluations.of("P031", values.OCTOBER) == added


async def test_what_nobody_has_is_none(storage: SqlStorage) -> None:
    await stored(storage, values.draft())
    async with storage.read() as unit:
        assert await unit.evaluations.get(404) is None
        assert await unit.evaluations.of("P031", Month(2026, 9)) is None


async def test_a_person_has_one_evaluation_a_month(storage: SqlStorage) -> None:
    await stored(storage, values.draft())
    with pytest.raises(errors.Stale):
        await stored(storage, values.draft())
    await stored(storage, values.draft(month=Month(2026, 11)))


async def test_a_saved_evaluation_has_the_next_version(storage: SqlStorage) -> None:
    [added] = await stored(storage, values.draft())
    async with storage.write() as unit:
        saved = await unit.evaluations.save(dataclasses.replace(added, form="02"))
        await unit.commit()
    assert saved == dataclasses.replace(added, form="02", version=2)
    async with storage.read() as unit:
        assert await unit.evaluations.get(added.id) == saved


async def test_what_is_not_committed_leaves_no_trace(storage: SqlStorage) -> None:
    [added] = await stored(storage, values.draft())
    async with storage.write() as unit:
        await unit.evaluations.save(dataclasses.replace(added, form="02"))
    async with storage.read() as unit:
        assert await unit.evaluations.get(added.id) == added


async def test_of_two_savers_of_one_version_exactly_one_wins(
    storage: SqlStorage, other: SqlStorage
) -> None:
    [added] = await stored(storage, values.draft())

    async def save(by: SqlStorage, form: str) -> str:
        async with by.write() as unit:
            try:
                await unit.evaluations.save(dataclasses.replace(added, form=form))
            except errors.Stale:
                return "stale"
            await unit.commit()
        return form

    outcome = await asyncio.gather(save(storage, "01"), save(other, "02"))
    assert sorted(outcome) in (["01", "stale"], ["02", "stale"])
    async with storage.read() as unit:
        left = await unit.evaluations.get(added.id)
    assert left is not None
    assert (left.version, left.form) == (2, min(outcome))


async def test_lists_of_a_commenter_and_a_decider(storage: SqlStorage) -> None:
    comment_p2 = values.route(commenter=(values.actor("P2"),), decider=(values.actor("P1"),))
    pick = values.route(
        commenter=(values.actor("P2", "pick"), values.actor("P3", "pick")),
        decider=(values.actor("P1"),),
    )
    later = values.NOW + timedelta(hours=1)
    second, first, picking, drafting = await stored(
        storage,
        values.submitted("A", at=later, route=comment_p2),
        values.submitted("B", route=comment_p2),
        values.submitted("C", at=later, route=pick),
        values.draft("D", route=comment_p2),
    )
    async with storage.read() as unit:
        every = unit.evaluations
        assert await every.to_comment(["P2", "P9"]) == (first, second)
        assert await every.to_decide(["P1"]) == (first, second, picking)
        assert await every.to_pick(["P1", "P2"]) == (picking,)
        assert await every.to_pick([]) == ()
        assert await every.of_people(["D", "A"], values.OCTOBER) == (second, drafting)
        assert await every.in_states(values.OCTOBER, [evaluation.DRAFT]) == (drafting,)


async def test_decisions_of_a_decider_newest_first_without_undone_ones(
    storage: SqlStorage,
) -> None:
    def decided(person: str, minutes: int, **changes: object) -> Evaluation:
        at = values.NOW + timedelta(minutes=minutes)
        made = values.decision("P1", at, **changes)
        return values.draft(person, state=evaluation.DECIDED, decisions=(made,))

    old, new, _undone, _before = await stored(
        storage,
        decided("A", 1),
        decided("B", 2),
        decided("C", 3, undone_at=values.NOW + timedelta(minutes=4)),
        decided("D", -1),
    )
    async with storage.read() as unit:
        assert await unit.evaluations.decided_by("P1", values.NOW) == (new, old)
        assert await unit.evaluations.decided_by("P2", values.NOW) == ()
