from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from datetime import timedelta
from pathlib import Path

import pytest

from storage import chain
from storage.engine import SqlStorage
from tests.storage import values

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("commits", [1, 12, 29])
async def test_kill_9_in_the_middle_leaves_whole_transactions_only(
    storage: SqlStorage, url: str, commits: int
) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.storage.pair_writer", url, cwd=ROOT, stdout=PIPE
    )
    assert child.stdout is not None
    for _ in range(commits):
        assert await child.stdout.readline()
    child.kill()
    announced = commits + len((await child.stdout.read()).split())
    await child.wait()

    async with storage.read() as unit:
        found = await unit.tasks.due_between(
            ["P031"], values.NOW - timedelta(minutes=1), values.NOW
        )
    pairs = len(found) // 2
    assert sorted(one.name for one in found) == sorted(
        f"{side} {number}" for number in range(pairs) for side in ("left", "right")
    )
    assert pairs >= announced  # what was announced was committed, and is there
    checked = await chain.verify(storage)
    assert (checked.ok, checked.count) == (True, pairs)
