"""How far a run has got, and what to report of it afterwards; arithmetic only."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from broadcasts.state import LOST, OPEN, REACHED, UNCERTAIN, Delivery


@dataclass(frozen=True, slots=True)
class Progress:
    """The figures of the live bar. Every delivery is in exactly one of them, `again` apart."""

    sent: int
    waiting: int
    failed: int
    unknown: int
    left_out: int  # stopped first, or a group that had it under its new number
    again: int = 0  # of the failed and the unknown: could be sent again
    marked: int = 0  # too old to be deleted: it says that it was taken back

    @classmethod
    def of(cls, counts: Mapping[Delivery, int]) -> "Progress":
        """From the number of deliveries in each state."""

        def total(states: Iterable[Delivery]) -> int:
            return sum(counts.get(state, 0) for state in states)

        return cls(
            sent=total(REACHED),
            waiting=total(OPEN),
            failed=total(LOST),
            unknown=counts.get(Delivery.UNKNOWN, 0),
            left_out=total((Delivery.SKIPPED, Delivery.MIGRATED)),
            again=total(UNCERTAIN),
            marked=counts.get(Delivery.MARKED, 0),
        )

    @property
    def total(self) -> int:
        """Everybody it was meant for."""
        return self.sent + self.waiting + self.failed + self.unknown + self.left_out + self.marked

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.waiting == 0

    @property
    def percent(self) -> int:
        """How much is settled, 0 to 100; 100 only when all is."""
        return 100 if self.finished else (self.total - self.waiting) * 100 // self.total

    @property
    def everywhere(self) -> bool:
        """Whether it arrived with everybody it was meant for; of a deletion, whether nothing of it is left."""
        return self.sent == self.total

    @property
    def percent_arrived(self) -> int:
        """How much arrived for certain, 0 to 100; 100 only when all did."""
        return (self.sent + self.marked) * 100 // self.total if self.total else 100

    def time_left(self, per_second: float) -> timedelta | None:
        """How long the rest takes at a rate, in whole seconds; None when nothing moves."""
        if self.finished:
            return timedelta(0)
        return timedelta(seconds=math.ceil(self.waiting / per_second)) if per_second > 0 else None


@dataclass(frozen=True, slots=True)
class Delivered:
    """One recipient of a finished run. `unit` is the Polsek whose area it lies in, None for the whole resort."""

    recipient: str  # the title of a group; for a person what may be shown of them
    unit: str | None
    state: Delivery
    reason: str | None = None  # Telegram's words, when it said no


def by_unit(delivered: Iterable[Delivered]) -> dict[str | None, Progress]:
    """The figures of each Polsek in the order of their names, the whole resort last."""
    counts: dict[str | None, Counter[Delivery]] = {}
    for one in delivered:
        counts.setdefault(one.unit, Counter())[one.state] += 1
    units = sorted(counts, key=lambda unit: (unit is None, unit or ""))
    return {unit: Progress.of(counts[unit]) for unit in units}


def by_reason(delivered: Iterable[Delivered]) -> tuple[tuple[Delivery, str | None, int], ...]:
    """What did not arrive for certain, by state and reason, most frequent first."""
    arrived = REACHED | OPEN | {Delivery.MARKED}
    counts = Counter((one.state, one.reason) for one in delivered if one.state not in arrived)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][0], item[0][1] or ""))
    return tuple((state, reason, count) for (state, reason), count in ordered)


def by_fallback(delivered: Iterable[Delivered]) -> tuple[tuple[str, int], ...]:
    """How many arrived otherwise than planned, or are marked as taken back, by the word for it, most frequent first."""
    counts: Counter[str] = Counter()
    for one in delivered:
        if one.state is Delivery.MARKED:
            counts[Delivery.MARKED] += 1
        elif one.state in REACHED and one.reason is not None:
            counts[one.reason] += 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
