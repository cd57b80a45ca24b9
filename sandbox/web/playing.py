"""A jump of the world's clock that plays what lies between: whatever falls due on the way happens at its own time."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.world.clock import Clock
from sandbox.world.world import World

_LONGEST = 30.0  # seconds of ours that a jump may take: what is left of it then is jumped over at once
_APART = timedelta(seconds=1)
_REST = 0.03  # seconds without a call after which the bot may have said what there was to say
_PATIENCE = 5.0  # for it: what keeps it busy must not hold up the clock


@dataclass(frozen=True, slots=True)
class Dues:
    """What the bot's side tells: when something is due next, the way to have it done, whether it has work in hand."""

    after: Callable[[datetime], Awaitable[datetime | None]]
    do: Callable[[], Awaitable[None]]
    at_work: Callable[[], bool]


class Playing:
    """Moves the clock of a world; one jump after another."""

    def __init__(self, world: World, dues: Dues) -> None:
        self._world, self._dues = world, dues
        self._one_at_a_time = asyncio.Lock()

    async def go(self, clock: Clock, to: datetime) -> None:
        async with self._one_at_a_time:
            await self._go(clock, to)

    async def _go(self, clock: Clock, to: datetime) -> None:
        await self._rests()
        loop = asyncio.get_running_loop()
        end = loop.time() + _LONGEST
        while loop.time() < end and (due := await self._dues.after(clock())) is not None and due < to:
            clock.set(max(due, clock()))
            await self._happens()
            clock.set(min(to, max(due + _APART, clock())))
        clock.set(max(to, clock()))
        await self._happens()

    async def _happens(self) -> None:
        await self._dues.do()
        await self._rests()

    async def _rests(self) -> None:
        """Let the bot say what there is to say: later it would be of another time, and seem to have waited."""
        faults, loop = self._world.faults, asyncio.get_running_loop()
        end = loop.time() + _PATIENCE
        if faults.held_for or faults.away_for:
            return
        with suppress(AssertionError):
            await self._world.quiet(_REST, timeout=_PATIENCE)
            while self._dues.at_work() and (left := end - loop.time()) > 0:
                await self._world.quiet(_REST, timeout=left)
