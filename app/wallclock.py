"""The machine's clock, and by how much it was set while the bot ran."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

LEAST = timedelta(seconds=30)  # smaller corrections are normal timekeeping


def read_wall() -> datetime:
    """The time of the machine's clock, in UTC."""
    return datetime.now(UTC)


def read_steady() -> float:
    """Seconds of the monotonic clock."""
    return time.monotonic()


class WallClock:
    """Call it for the current time in UTC; `was_set` tells by how much the clock was set meanwhile."""

    def __init__(self, wall: Callable[[], datetime] = read_wall, steady: Callable[[], float] = read_steady) -> None:
        self._wall, self._steady = wall, steady
        self._ahead = self._departure()

    def __call__(self) -> datetime:
        return self._wall()

    def was_set(self) -> timedelta:
        """By how much the clock was set since the last call: positive ahead, negative back, zero if it was not."""
        before, self._ahead = self._ahead, self._departure()
        by = self._ahead - before
        return by if abs(by) >= LEAST else timedelta(0)

    def _departure(self) -> timedelta:
        """The difference between the two clocks."""
        return self._wall() - datetime.fromtimestamp(0, UTC) - timedelta(seconds=self._steady())
