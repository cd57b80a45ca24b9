"""Since when something does not work, and when it last did."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Outage:
    """From when to when something did not work; `until` is None while it lasts."""

    since: datetime
    until: datetime | None = None

    def lasted(self, now: datetime) -> timedelta:
        """How long, so far."""
        return (self.until or now) - self.since


class OutageTracker:
    """Remembers the current outage, and the last one that lasted longer than `threshold` until it is forgotten."""

    def __init__(self, now: Callable[[], datetime], threshold: timedelta) -> None:
        self._now, self._threshold = now, threshold
        self._since: datetime | None = None
        self._past: Outage | None = None

    def note(self, *, well: bool) -> None:
        """Note one success or one failure."""
        if well and self._since is not None:
            ended = Outage(self._since, self._now())
            if ended.lasted(ended.since) > self._threshold:
                self._past = ended
            self._since = None
        elif not well and self._since is None:
            self._since = self._now()

    @property
    def outage(self) -> Outage | None:
        """The current outage, else the last long one."""
        return self._past if self._since is None else Outage(self._since)

    def forget(self) -> None:
        """Drop the past outage: it was reported."""
        self._past = None


@dataclass(slots=True)
class LastSeen:
    """When something last happened, by a clock that nobody can set."""

    at: float | None = None

    def note(self) -> None:
        """It happened now."""
        self.at = time.monotonic()

    @property
    def seconds(self) -> float | None:
        """How long ago; None when never."""
        return None if self.at is None else time.monotonic() - self.at
