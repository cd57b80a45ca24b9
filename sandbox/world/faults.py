"""What goes wrong between the bot and Telegram, on demand and bounded: by a number of times, by seconds or both."""

import random
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    ERROR = "error"  # an answer of 5xx, nothing done
    DROP_BEFORE = "drop_before"  # the connection breaks, nothing done
    DROP_AFTER = "drop_after"  # the connection breaks, all done
    FLOOD = "flood"  # 429 with retry_after, nothing done
    REFUSAL = "refusal"  # 400 in the fault's own words, nothing done
    TWICE = "twice"  # an update is delivered a second time


@dataclass(slots=True)
class Fault:
    """One fault in force. `share` is the part of the calls it takes, `methods` and `chats` the only ones (or all)."""

    kind: Kind
    times: int
    until: float
    methods: frozenset[str] | None = None
    chats: frozenset[int] | None = None
    share: float = 1.0
    status: int = 502
    retry_after: int = 1
    description: str = ""


class Faults:
    """The faults in force; each call takes at most one."""

    def __init__(self, seed: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self.latency = 0.0  # seconds a call takes on its way, there and back together
        self.taken: dict[Kind, int] = dict.fromkeys(Kind, 0)
        self._active: list[Fault] = []
        self._away_until = 0.0
        self._held_until = 0.0
        self._random = random.Random(seed)
        self._clock = clock
        self.changed: Callable[[], None] = lambda: None  # the server's ear

    def add(
        self,
        kind: Kind | str,
        *,
        times: int = 1,
        seconds: float = 3600.0,
        methods: Collection[str] | None = None,
        chats: Collection[int] | None = None,
        share: float = 1.0,
        status: int = 502,
        retry_after: int = 1,
        description: str = "Bad Request",
    ) -> None:
        """Put a fault in force for so many times, at most so many seconds."""
        until = self._clock() + seconds
        chosen = None if methods is None else frozenset(methods)
        whom = None if chats is None else frozenset(chats)
        self._active.append(Fault(Kind(kind), times, until, chosen, whom, share, status, retry_after, description))

    def goes_away(self, seconds: float) -> None:
        """Telegram is gone: connections are refused, open ones break."""
        self._away_until = self._clock() + seconds
        self.changed()

    def holds_updates(self, seconds: float) -> None:
        """Updates reach the bot late, in order."""
        self._held_until = self._clock() + seconds
        self.changed()

    def clear(self) -> None:
        """All is well again."""
        self.latency = self._away_until = self._held_until = 0.0
        self._active.clear()
        self.changed()

    @property
    def away_for(self) -> float:
        return max(0.0, self._away_until - self._clock()) if self._away_until else 0.0

    @property
    def held_for(self) -> float:
        return max(0.0, self._held_until - self._clock()) if self._held_until else 0.0

    def for_call(self, method: str, chat: object = None) -> Fault | None:
        """The fault that this call meets, if any; `chat` is its `chat_id`."""
        return self._take(method, chat, delivery=False) if self._active else None

    def doubles_update(self) -> bool:
        """Whether the next update is to be delivered twice."""
        return bool(self._active) and self._take("", None, delivery=True) is not None

    def _take(self, method: str, chat: object, *, delivery: bool) -> Fault | None:
        now = self._clock()
        self._active = [fault for fault in self._active if fault.times > 0 and fault.until > now]
        for fault in self._active:
            if (fault.kind is Kind.TWICE) is not delivery:
                continue
            if fault.methods is not None and method not in fault.methods:
                continue
            if fault.chats is not None and chat not in fault.chats:
                continue
            if fault.share < 1.0 and self._random.random() >= fault.share:
                continue
            fault.times -= 1
            self.taken[fault.kind] += 1
            return fault
        return None
