"""Whatever is done in whatever order: no line is lost, and a line that counts has one task."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core import errors, schedule, tasks
from core.schedule import Schedule
from core.usecases import agreeing, arranging, noting, scheduling
from storage import engine
from tests.core import week_office as at
from tests.core.office import Office
from tests.core.week_office import LEADER, MONDAY, PERSON, REASON

DAYS = tuple(date(2026, 10, day) for day in range(20, 26))

Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "note",
                "item",
                "item",
                "day",
                "day",
                "count",
                "count",
                "remove",
                "remove",
                "repeat",
                "submit",
                "recall",
                "approve",
                "agree",
                "agree",
                "agree",
                "return",
                "discard",
                "review",
                "begin",
            )
        ),
        st.integers(0, 5),
        st.integers(1, 6),
    ),
    min_size=6,
    max_size=24,
)
OPENING: tuple[Step, ...] = (("item", 1, 1), ("item", 3, 2), ("note", 2, 1), ("agree", 0, 1))


class Walk:
    """One week of one person, and what its lines must be."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.catalogue = 0
        self.expected: frozenset[int] = frozenset()
        self.one = Schedule(id=0, person=PERSON, week=at.WEEK, state=schedule.DRAFT)

    async def begin(self) -> None:
        self.catalogue = (await at.with_catalogue(self.office)).id
        self.one = await at.opened(self.office)

    async def step(self, step: Step) -> None:
        kind, index, amount = step
        before = self.one
        with suppress(errors.WardError):
            await getattr(self, kind.replace("-", "_"))(index, amount)
        self.one = await at.kept(self.office, self.one)
        if self.one.version == before.version:
            assert self.one == before
        await self.check(step)

    def number(self, index: int) -> int:
        lines = schedule.in_order(self.one.lines)
        return lines[index % len(lines)].number if lines else 0

    async def note(self, index: int, amount: int) -> None:
        text = (
            f"{DAYS[index]:%d/%m} họp số hiệu {chr(65 + amount)}{chr(65 + self.one.version % 26)}"
        )
        noted = await at.noted(self.office, self.one, text)
        self.expected |= set(noted.numbers)

    async def item(self, index: int, amount: int) -> None:
        noted = await self.office.do(
            PERSON,
            MONDAY,
            lambda d: arranging.add_item(
                d, self.one.id, self.catalogue, amount % 3, amount, DAYS[index]
            ),
        )
        self.expected |= set(noted.numbers)

    async def day(self, index: int, amount: int, who: str = PERSON) -> None:
        await self.office.do(
            who,
            MONDAY,
            lambda d: arranging.set_day(
                d, self.one.id, self.one.version, self.number(index), DAYS[amount - 1]
            ),
        )

    async def count(self, index: int, amount: int, who: str = PERSON) -> None:
        await self.office.do(
            who,
            MONDAY,
            lambda d: arranging.set_quantity(
                d, self.one.id, self.one.version, self.number(index), amount
            ),
        )

    async def remove(self, index: int, amount: int, who: str = PERSON) -> None:
        number = self.number(index)
        await self.office.do(
            who, MONDAY, lambda d: arranging.remove(d, self.one.id, self.one.version, number)
        )
        self.expected -= {number}

    async def agree(self, index: int, amount: int) -> None:
        self.one = await at.sent(self.office, self.one)
        await at.approved(self.office, self.one)

    async def review(self, index: int, amount: int) -> None:
        """Sent, changed by the leader, and left with the leader."""
        self.one = await at.sent(self.office, self.one)
        change = (self.day, self.count, self.remove)[amount % 3]
        await change(index, amount, LEADER)

    async def repeat(self, index: int, amount: int) -> None:
        await self.office.do(
            PERSON,
            MONDAY,
            lambda d: arranging.toggle_repeat(
                d, self.one.id, self.one.version, self.number(index)
            ),
        )

    async def submit(self, index: int, amount: int) -> None:
        await at.sent(self.office, self.one)

    async def recall(self, index: int, amount: int) -> None:
        back = await self.office.do(
            PERSON, MONDAY, lambda d: scheduling.recall(d, self.one.id, self.one.version)
        )
        self.expected = numbers(back.lines)

    async def discard(self, index: int, amount: int) -> None:
        await self.office.do(
            PERSON, MONDAY, lambda d: scheduling.discard(d, self.one.id, self.one.version)
        )
        self.expected = numbers(self.one.in_force)

    async def approve(self, index: int, amount: int) -> None:
        await at.approved(self.office, self.one)

    def return_(self) -> frozenset[int]:
        return numbers(self.one.sent)

    async def begin_work(self, index: int) -> None:
        work = [item for item in await at.work_of(self.office) if item.state == tasks.ASSIGNED]
        if work:
            item = replace(work[index % len(work)], accepted=1, state=tasks.IN_PROGRESS)
            await self.office.do(LEADER, MONDAY, lambda d: d.store.tasks.save(item))

    async def check(self, step: Step) -> None:
        one = self.one
        assert numbers(one.lines) == self.expected, step
        work = await at.work_of(self.office)
        sources = [item.source for item in work]
        assert len(sources) == len(set(sources)), step
        counted = [line for line in one.in_force if line.item]
        alive = {item.id: item for item in work if item.state != tasks.CANCELLED}
        assert sorted(line.task or 0 for line in counted) == sorted(alive), step
        for line in counted:
            item = alive[line.task or 0]
            assert (item.assigned, item.due, item.item) == (line.quantity, line.due, line.item)


def numbers(lines: Sequence[schedule.Line]) -> frozenset[int]:
    return frozenset(line.number for line in lines)


async def walk(template: Path, steps: Sequence[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(template, Path(folder) / "ward.db")
        storage = engine.create_storage(f"sqlite+aiosqlite:///{copy}")
        try:
            one = Walk(Office(storage))
            await one.begin()
            for step in (*OPENING, *steps):
                if step[0] == "begin":
                    await one.begin_work(step[1])
                    await one.check(step)
                elif step[0] == "return":
                    await returned(one)
                    await one.check(step)
                else:
                    await one.step(step)
        finally:
            await storage.dispose()


async def returned(one: Walk) -> None:
    """Sent back it is as it was sent, whatever the leader had changed in it."""
    expected = one.return_()
    with suppress(errors.WardError):
        one.one = await one.office.do(
            LEADER,
            MONDAY,
            lambda d: agreeing.send_back(d, one.one.id, one.one.version, REASON),
        )
        one.expected = expected


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_no_line_is_lost_and_each_that_counts_has_one_task(
    office_template: Path, steps: list[Step]
) -> None:
    asyncio.run(walk(office_template, steps))


TEXT = st.lists(
    st.sampled_from(
        (
            "Thứ Ba 20/10",
            "Sáng:",
            "14h tiếp dân",
            "họp giao ban",
            "23/10 nộp báo cáo tuần",
            "31/2 kiểm tra",
            "họp 3h thứ 6",
            "28/10 trực",
            "Kính gửi các đồng chí",
            "",
            "• rà soát hồ sơ, hạn thứ 6",
        )
    ),
    min_size=2,
    max_size=14,
)


@settings(max_examples=25, deadline=None)
@given(lines=TEXT)
def test_no_pasted_line_is_lost_on_its_way(office_template: Path, lines: list[str]) -> None:
    async def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(office_template, Path(folder) / "ward.db")
            storage = engine.create_storage(f"sqlite+aiosqlite:///{copy}")
            try:
                await pasted(Office(storage), "\n".join(lines))
            finally:
                await storage.dispose()

    asyncio.run(run())


async def pasted(office: Office, text: str) -> None:
    one = await at.opened(office)
    with suppress(errors.BadInput):
        one = await office.do(PERSON, MONDAY, lambda d: noting.paste(d, one.id, text))
    total = len(one.pasted)
    clear = sum(1 for line in one.pasted if noting.is_clear(line))
    if not clear:
        return
    taken = await office.do(PERSON, MONDAY, lambda d: noting.take(d, one.id, one.version))
    there = sum(count for _, count in taken.elsewhere)
    assert len(taken.schedule.lines) + there + len(taken.schedule.pasted) == total
    assert len(taken.schedule.pasted) == total - clear
