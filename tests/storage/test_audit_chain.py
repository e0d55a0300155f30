from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, insert, select, text, update

from core.ports import AuditEntry
from storage import chain, engine
from storage.audit import NO_HASH
from storage.engine import SqlStorage
from storage.tables import audit
from tests.storage import values


async def acted(storage: SqlStorage, *entries: AuditEntry) -> None:
    async with storage.write() as unit:
        await unit.audit.append(entries)
        await unit.commit()


async def tampered(storage: SqlStorage, *statements: Executable) -> chain.Verification:
    async with storage.write() as unit:
        for statement in statements:
            await unit.connection.execute(statement)
        await unit.commit()
    return await chain.verify(storage)


async def five(storage: SqlStorage) -> str:
    for number in range(5):
        await acted(storage, values.entry(f"T{number}", facts={"điểm": number, "a": None}))
    return await chain.head(storage)


async def test_an_empty_chain_is_sound(storage: SqlStorage) -> None:
    assert await chain.verify(storage) == chain.Verification(ok=True, count=0, head=NO_HASH)


async def test_acts_make_a_sound_chain_whose_head_is_the_last_line(storage: SqlStorage) -> None:
    await acted(storage, values.entry("T1"), values.entry("T2"))
    await acted(storage, values.entry("T3"))
    checked = await chain.verify(storage)
    assert (checked.ok, checked.count) == (True, 3)
    assert checked.head == await chain.head(storage)


async def test_acts_of_a_transaction_rolled_back_are_not_in_the_chain(
    storage: SqlStorage,
) -> None:
    async with storage.write() as unit:
        await unit.audit.append([values.entry("T1")])
    assert (await chain.verify(storage)).count == 0


async def test_acts_committed_at_once_are_one_chain(
    storage: SqlStorage, other: SqlStorage
) -> None:
    await asyncio.gather(
        *[acted(by, values.entry(f"T{n}")) for n in range(10) for by in (storage, other)]
    )
    checked = await chain.verify(storage)
    assert (checked.ok, checked.count) == (True, 20)


@pytest.mark.parametrize(
    "column", ["actor", "act", "subject", "channel", "facts", "previous", "hash"]
)
async def test_a_changed_line_breaks_the_chain_there(storage: SqlStorage, column: str) -> None:
    await five(storage)
    checked = await tampered(
        storage, update(audit).where(audit.c.seq == 3).values({column: '{"a": null}'})
    )
    assert (checked.ok, checked.count, checked.broken_at) == (False, 2, 3)


async def test_a_changed_instant_breaks_the_chain_there(storage: SqlStorage) -> None:
    await five(storage)
    moved = values.NOW.replace(microsecond=1)
    checked = await tampered(storage, update(audit).where(audit.c.seq == 3).values(at=moved))
    assert (checked.ok, checked.broken_at) == (False, 3)


async def test_a_deleted_line_breaks_the_chain_there(storage: SqlStorage) -> None:
    await five(storage)
    checked = await tampered(storage, delete(audit).where(audit.c.seq == 3))
    assert (checked.ok, checked.broken_at) == (False, 3)


async def test_a_deleted_line_is_found_even_when_the_rest_is_renumbered(
    storage: SqlStorage,
) -> None:
    await five(storage)
    checked = await tampered(
        storage,
        delete(audit).where(audit.c.seq == 3),
        update(audit).where(audit.c.seq == 4).values(seq=3),
        update(audit).where(audit.c.seq == 5).values(seq=4),
    )
    assert (checked.ok, checked.broken_at) == (False, 3)


async def test_two_swapped_lines_break_the_chain_there(storage: SqlStorage) -> None:
    await five(storage)
    checked = await tampered(storage, *[renumber(a, b) for a, b in ((2, 99), (3, 2), (99, 3))])
    assert (checked.ok, checked.broken_at) == (False, 2)


async def test_a_removed_end_is_found_by_a_printed_head(storage: SqlStorage) -> None:
    printed = await five(storage)
    checked = await tampered(storage, delete(audit).where(audit.c.seq >= 4))
    assert (checked.ok, checked.count) == (True, 3)
    against = await chain.verify(storage, [printed])
    assert (against.ok, against.missing) == (False, (printed,))


async def test_every_head_printed_on_the_way_is_in_the_chain(storage: SqlStorage) -> None:
    printed = await five(storage)
    await acted(storage, values.entry("T9"))
    assert (await chain.verify(storage, [printed])).ok


async def test_a_line_keeps_its_facts(storage: SqlStorage) -> None:
    await acted(storage, values.entry("T1", facts={"trước": {"điểm": "1.5"}, "sau": None}))
    async with storage.read() as unit:
        kept = (await unit.connection.execute(select(audit.c.facts))).scalar_one()
    assert kept == '{"sau":null,"trước":{"điểm":"1.5"}}'


async def test_a_printed_head_cut_off_with_its_line_is_missing_from_the_chain(
    storage: SqlStorage,
) -> None:
    early = await five(storage)
    await acted(storage, values.entry("T9"))
    late = await chain.head(storage)
    await tampered(storage, delete(audit).where(audit.c.seq == 6))
    against = await chain.verify(storage, [early, late])
    assert (against.ok, against.broken_at, against.missing) == (False, None, (late,))


async def test_an_emptied_chain_lacks_what_was_printed(storage: SqlStorage) -> None:
    printed = await five(storage)
    assert (await tampered(storage, delete(audit))).count == 0
    against = await chain.verify(storage, [printed, NO_HASH])
    assert (against.ok, against.missing) == (False, (printed,))


@pytest.mark.parametrize("number", [0, -1, -7])
async def test_a_line_numbered_below_the_first_is_seen(storage: SqlStorage, number: int) -> None:
    await five(storage)
    forged = {
        "seq": number,
        "at": values.NOW,
        "actor": "P031",
        "act": "decide",
        "subject": "evaluation:P061:2026-10",
        "channel": "test",
        "facts": "{}",
        "previous": NO_HASH,
        "hash": "0" * 63 + "1",
    }
    checked = await tampered(storage, insert(audit).values(forged))
    assert (checked.ok, checked.count, checked.broken_at) == (False, 5, 0)


@pytest.mark.parametrize("number", [1, 3, 5])
async def test_an_unreadable_instant_breaks_the_chain_at_its_line(
    sqlite_template: Path, tmp_path: Path, number: int
) -> None:
    """Only SQLite keeps what is no instant in a column of instants."""
    storage = engine.create_storage(
        f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, tmp_path / 'ward.db')}"
    )
    await five(storage)
    checked = await tampered(
        storage, text(f"UPDATE audit SET at = 'hôm qua' WHERE seq = {number}")
    )
    await storage.dispose()
    assert (checked.ok, checked.count, checked.broken_at) == (False, number - 1, number)


def renumber(old: int, new: int) -> Executable:
    return update(audit).where(audit.c.seq == old).values(seq=new)
