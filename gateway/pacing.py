"""Telegram's limits as token buckets: how many messages may leave at once, and how fast after that."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """A limit: `burst` messages at once, then one every `1 / per_second` seconds.

    A timer wakes a little late; up to `late` seconds of that are made up for by the next message.
    """

    per_second: float
    burst: int
    late: float = 0.0


def overall_rate(per_second: float) -> Rate:
    """The rate over all chats, with a burst of at least ten.

    Announcements alone leave one by one, and 29.8 a second are never more than 30 in any second: the 31st leaves
    30 / 29.8 - 0.005 = 1.002 seconds after the first.
    """
    return Rate(per_second, max(10, round(per_second / 5)), late=0.005)


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits Telegram names in its FAQ, a little below them.

    Announcements leave `kept` of the overall burst to what somebody waits for: an answer finds room at once.
    """

    overall: Rate
    kept: int = 9
    private: Rate = Rate(1.0, 4)
    group: Rate = Rate(19 / 60, 5)
    paid: Rate | None = None  # announcements at a price: a rate of their own, beside the overall one


class Bucket:
    """Counts against one rate. Times are seconds of a monotonic clock, passed in."""

    __slots__ = ("_free_at", "_rate")

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._free_at = float("-inf")  # when the bucket would be full again

    def ready_at(self, now: float, kept: int = 0) -> float:
        """The earliest moment the next message may leave, with room for `kept` after it; `now` when at once."""
        room = max(0, self._rate.burst - 1 - kept) / self._rate.per_second
        return max(now, self._free_at - room)

    def take(self, now: float) -> None:
        """Count one message that leaves now."""
        self._free_at = max(now - self._rate.late, self._free_at) + 1 / self._rate.per_second

    def give_back(self) -> None:
        """Count one message less: Telegram refused it, so it was none of those that its limit counts."""
        self._free_at -= 1 / self._rate.per_second

    def idle(self, now: float) -> bool:
        """Whether the bucket is full, so that it need not be remembered."""
        return self._free_at <= now
