"""Telegram's sending limits, switchable and adjustable: over all, per private chat, per group, paid broadcasts."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.telegram.refusals import flooded


@dataclass(frozen=True, slots=True)
class Pace:
    """So many messages in so many seconds, with a burst that may go out at once."""

    count: float
    seconds: float
    burst: int


class Limits:
    """Off until switched on. Times are real seconds, whatever the world's clock says."""

    def __init__(
        self,
        *,
        on: bool = False,
        overall: Pace = Pace(30, 1, 30),
        private: Pace = Pace(1, 1, 3),
        group: Pace = Pace(20, 60, 20),
        paid: Pace = Pace(1000, 1, 1000),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.on = on
        self.overall = overall
        self.private = private
        self.group = group
        self.paid = paid
        self.refused = 0  # calls answered with 429
        self._clock = clock
        self._due: dict[int | str, float] = {}  # until when each bucket is in use; by chat, and for all together

    def take(self, chat_id: int, count: int, *, paid: bool) -> None:
        """Count `count` messages to a chat, or refuse with `retry_after`.

        An album may overdraw, never a second call.
        """
        if not self.on:
            return
        now = self._clock()
        together = ("paid", self.paid) if paid else ("all", self.overall)
        buckets = (together, (chat_id, self.private if chat_id > 0 else self.group))
        wait = max(self._wait(key, each, now) for key, each in buckets)
        if wait > 1e-9:
            self.refused += 1
            raise flooded(max(1, math.ceil(wait)))
        for key, each in buckets:
            self._due[key] = max(self._due.get(key, now), now) + count * each.seconds / each.count

    def _wait(self, key: int | str, pace: Pace, now: float) -> float:
        step = pace.seconds / pace.count
        return self._due.get(key, now) - now - (pace.burst - 1) * step
