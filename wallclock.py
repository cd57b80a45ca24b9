"""The machine's clock, and how far it was set back while we ran."""

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
    """Call it for now, in UTC. `set_back` tells what the times that were noted before have to be moved by.

    A clock set ahead is not told of: what waits then comes early, which is a nuisance; late would be a silence.
    """

    def __init__(self, wall: Callable[[], datetime] = read_wall, steady: Callable[[], float] = read_steady) -> None:
        self._wall, self._steady = wall, steady
        self._ahead = self._departure()

    def __call__(self) -> datetime:
        return self._wall()

    def set_back(self) -> timedelta:
        """By how much the clock was set back since this was last asked; zero when it was not."""
        before, self._ahead = self._ahead, self._departure()
        back = before - self._ahead
        return back if back >= LEAST else timedelta(0)

    def _departure(self) -> timedelta:
        """How far the two clocks are apart."""
        return self._wall() - datetime.fromtimestamp(0, UTC) - timedelta(seconds=self._steady())
