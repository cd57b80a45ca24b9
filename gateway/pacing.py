"""Telegram's limits as token buckets: how many messages may leave at once, and how fast after that."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """A limit: `burst` messages at once, then one every `1 / per_second` seconds."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits Telegram names in its FAQ, a little below them."""

    overall: Rate = Rate(29.0, 29)
    private: Rate = Rate(1.0, 4)
    group: Rate = Rate(19 / 60, 5)
    paid: Rate | None = None  # announcements at a price: a rate of their own, beside the overall one


class Bucket:
    """Counts against one rate. Times are seconds of a monotonic clock, passed in."""

    __slots__ = ("_free_at", "_rate")

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._free_at = float("-inf")  # when the bucket would be full again

    def ready_at(self, now: float) -> float:
        """The earliest moment the next message may leave; `now` when it may leave at once."""
        room = (self._rate.burst - 1) / self._rate.per_second
        return max(now, self._free_at - room)

    def take(self, now: float) -> None:
        """Count one message that leaves now."""
        self._free_at = max(now, self._free_at) + 1 / self._rate.per_second

    def idle(self, now: float) -> bool:
        """Whether the bucket is full, so that it need not be remembered."""
        return self._free_at <= now
