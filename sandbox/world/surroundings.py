"""What surrounds every chat and person: the bot's account, time and numbers, files, updates, and who looks on."""

import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import cast
from zlib import crc32

from sandbox.telegram.shapes import Raw
from sandbox.world.clock import Clock
from sandbox.world.delivery import Updates
from sandbox.world.faults import Faults
from sandbox.world.files import Files
from sandbox.world.limits import Limits
from sandbox.world.quiet import Quiet

SUPERGROUPS = -1_000_000_000_000  # supergroups and channels have numbers below it


class Surroundings:
    """The part of the world that knows neither chats nor people; they are built on it."""

    def __init__(
        self,
        bot: Raw,
        *,
        clock: Callable[[], datetime] | None,
        limits: Limits | None,
        privacy: bool,
        record: int | None,
        resumed: bool,
    ) -> None:
        self.resumed = resumed
        self.bot = bot
        self.bot_id = cast(int, bot["id"])
        self.privacy = privacy
        self.clock: Callable[[], datetime] = clock or Clock()
        self.limits = limits or Limits()
        self.faults = Faults()
        self.files = Files()
        self.updates = Updates(self.faults, first_id=time.time_ns() // 100_000 - 17_000_000_000_000)
        self.quiet_watch = Quiet(self.updates)
        self.commands: dict[tuple[str, str], list[Raw]] = {}  # (scope, language) → menu
        self.hidden: set[int] = set()  # accounts whose forwarded messages carry only a name
        self.sent_updates: deque[Raw] = deque(maxlen=record)
        self.watched = False
        self._update_observers: list[Callable[[Raw], None]] = []
        self._watchers: list[Callable[[Raw], None]] = []
        self._numbers: set[int] = set()
        self._accounts: dict[str, int] = {}  # how many of one name there are
        # A new world goes on where an older one cannot have been, for a bot that remembers across starts.
        self._message_ids = count(int(time.time()) - 1_700_000_000)
        self._other_ids = count(time.time_ns() // 1000)

    # Numbers and time

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def next_id(self) -> str:
        """A number for a callback, an album or a poll."""
        return str(next(self._other_ids))

    def supergroup_id(self, title: str) -> int:
        return SUPERGROUPS - self.account_number(title)

    def account_number(self, name: str) -> int:
        """The number behind a name: the same in every world, so that a bot's memory fits after a restart."""
        before = self._accounts.get(name, 0)
        self._accounts[name] = before + 1
        number = 1 + crc32(f"{name} {before}".encode())
        while number in self._numbers:
            number += 1
        self._numbers.add(number)
        return number

    def timestamp(self) -> int:
        """The world's time in whole seconds."""
        return int(self.clock().timestamp())

    def now(self) -> datetime:
        return self.clock().astimezone(UTC)

    # Updates

    def push(self, kind: str, payload: Raw, lane: int) -> None:
        """Something for the bot to know; passed over if it has not asked for this kind."""
        update = self.updates.push(kind, payload, lane)
        if update is not None:
            self.sent_updates.append(update)
            for observe in self._update_observers:
                observe(update)

    def injects(self, fields: Raw, *, lane: int = 0) -> int:
        """Send the bot an update of any shape, also one Telegram would never send; its update_id.

        It is recorded but not shown to the observers, who hold updates to be valid. `lane` is its chat.
        """
        update = self.updates.queue(fields, lane)
        self.sent_updates.append(update)
        return cast(int, update["update_id"])

    async def quiet(self, seconds: float = 0.05, *, timeout: float = 10.0) -> None:
        """Wait until no update is undelivered and the bot has called nothing for `seconds`."""
        await self.quiet_watch.wait(seconds, timeout)

    # Who looks on

    def on_update(self, observe: Callable[[Raw], None]) -> None:
        """Called with every update when it is made."""
        self._update_observers.append(observe)

    def watch(self, watcher: Callable[[Raw], None]) -> Callable[[], None]:
        """Called with all that people could see happen, for a page of phones; returns the way to stop."""
        self._watchers.append(watcher)
        self.watched = True

        def stop() -> None:
            self._watchers.remove(watcher)
            self.watched = bool(self._watchers)

        return stop

    def show(self, event: Raw) -> None:
        """Show the watchers what happened; ask `watched` before the event is put together, it costs."""
        for watcher in list(self._watchers):
            watcher(event)
