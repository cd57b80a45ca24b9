"""A bell: whoever waits is woken when something happened, without polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Waits cost nothing while nobody waits; `ring` wakes everybody who does."""

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def ring(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    async def wait(self, seconds: float) -> bool:
        """Whether it rang within `seconds`."""
        if seconds <= 0:
            return False
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            async with asyncio.timeout(seconds):
                await future
        except TimeoutError:
            return False
        finally:
            if future in self._waiting:
                self._waiting.remove(future)
        return True

    async def until(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """What `look` finds, looking again at each ring; None when it found nothing within `seconds`."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while (found := look()) is None and (left := end - loop.time()) > 0:
            await self.wait(left)
        return found
