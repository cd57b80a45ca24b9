"""Knows when the bot has come to rest: nothing undelivered, nothing in hand, no call for a moment."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.world.delivery import Updates


class Quiet:
    """The server puts each call (getUpdates aside) into a `with call():`, from its arrival to its answer."""

    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self.in_hand = 0
        self._begun = 0

    @contextmanager
    def call(self) -> Iterator[None]:
        """While it lasts, all is not quiet."""
        self.in_hand += 1
        self._begun += 1
        try:
            yield
        finally:
            self.in_hand -= 1

    async def wait(self, seconds: float, timeout: float) -> None:
        """Return after `seconds` without a call and without anything undelivered; AssertionError after `timeout`."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while loop.time() < end:
            if self._updates.pending:
                await self._updates.confirmed.wait(end - loop.time())
                continue
            begun = self._begun
            await asyncio.sleep(seconds)
            if begun == self._begun and not self.in_hand and not self._updates.pending:
                return
        raise AssertionError(
            f"not quiet after {timeout} s: {len(self._updates.pending)} updates undelivered, "
            f"{self.in_hand} calls in hand"
        )
