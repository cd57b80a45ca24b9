"""A clock that can be played: it runs from now on, jumps when told, stands still, or runs ahead of ours."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Call it for the time, aware and in UTC. `jump` and `set` move it, also back; `run` sets its speed."""

    def __init__(self, start: datetime | None = None) -> None:
        self._here = datetime.now(UTC)  # a moment of ours, and which one it was there
        self._there = start or self._here
        self.speed = 1.0

    def __call__(self) -> datetime:
        return self._there + (datetime.now(UTC) - self._here) * self.speed

    def jump(self, by: timedelta) -> None:
        self._there += by

    def set(self, to: datetime) -> None:
        self._here, self._there = datetime.now(UTC), to

    def run(self, speed: float) -> None:
        """Go on at so many of its seconds a second of ours; 0 stands still."""
        self.set(self())
        self.speed = speed
