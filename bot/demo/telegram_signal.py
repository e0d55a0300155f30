"""One bell for "something changed", so that nobody has to poll or sleep."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Signal:
    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def touch(self) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def wait(self, seconds: float | None = None) -> bool:
        """Until the next touch, or False after *seconds*."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return True

    async def until(self, is_true: Callable[[], bool], seconds: float | None = None) -> bool:
        """Whether the condition came true within *seconds*."""
        loop = asyncio.get_running_loop()
        end = None if seconds is None else loop.time() + seconds
        while not is_true():
            left = None if end is None else end - loop.time()
            if left is not None and left <= 0:
                return False
            await self.wait(left)
        return True
