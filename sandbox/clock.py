"""A clock that can be played: it runs from now on, and jumps when told."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Call it for the time, aware and in UTC. `jump` and `set` move it, also back."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = timedelta()
        if start is not None:
            self.set(start)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def jump(self, by: timedelta) -> None:
        self._ahead += by

    def set(self, to: datetime) -> None:
        self._ahead = to - datetime.now(UTC)
