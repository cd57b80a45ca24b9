"""The machine's clock, and how far it was set while we ran."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

LEAST = timedelta(seconds=30)  # what is less than this is the clock being kept right, not being set


def read_wall() -> datetime:
    """What the machine's clock says, in UTC."""
    return datetime.now(UTC)


def read_steady() -> float:
    """Seconds of a clock that nobody can set."""
    return time.monotonic()


class WallClock:
    """Call it for now, in UTC. `was_set` tells by how much it was set: what was noted before it says otherwise."""

    def __init__(self, wall: Callable[[], datetime] = read_wall, steady: Callable[[], float] = read_steady) -> None:
        self._wall, self._steady = wall, steady
        self._ahead = self._departure()

    def __call__(self) -> datetime:
        return self._wall()

    def was_set(self) -> timedelta:
        """By how much the clock was set since this was last asked: ahead, or back by less than nothing; else zero."""
        before, self._ahead = self._ahead, self._departure()
        by = self._ahead - before
        return by if abs(by) >= LEAST else timedelta(0)

    def _departure(self) -> timedelta:
        """How far the two clocks are apart."""
        return self._wall() - datetime.fromtimestamp(0, UTC) - timedelta(seconds=self._steady())
