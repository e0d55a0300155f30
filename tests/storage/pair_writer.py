"""A child process that writes pairs of tasks until it is killed, naming each committed one."""

from __future__ import annotations

import asyncio
import itertools
import sys

from storage import engine
from tests.storage import values


async def write_pairs(url: str) -> None:
    storage = engine.create_storage(url)
    for number in itertools.count():
        async with storage.write() as unit:
            await unit.tasks.add(values.task(name=f"left {number}"))
            await unit.tasks.add(values.task(name=f"right {number}"))
            await unit.audit.append([values.entry(f"pair {number}")])
            await unit.commit()
        print(number, flush=True)


if __name__ == "__main__":
    asyncio.run(write_pairs(sys.argv[1]))
