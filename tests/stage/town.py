"""A town to play in: a sandbox over real HTTP, the real bot in front of it, and the clock they share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.parts import Siaga, running, tick
from app.settings import Settings
from db import chats
from db.database import Tx
from db.instant import moment
from handlers.operations.alarms import Alarms
from handlers.ticker import Ticker
from metrics.vitals import Vitals
from sandbox import Person, Sandbox, World
from tests.stage.begun import begin_in
from tests.stage.outside import rows

MORNING = datetime(2024, 11, 27, 0, 14, tzinfo=UTC)  # 07.14 WIB on polling day
AFTERWARDS = datetime(2024, 12, 9, 0, 14, tzinfo=UTC)  # the same hour when every reminder of the election has gone out


@dataclass
class PlayedClock:
    """A clock that the test moves."""

    now: datetime = MORNING
    _set_by: timedelta = field(default=timedelta(0))

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    def is_set(self, **by: float) -> None:
        """Somebody sets the machine's clock: no time has passed."""
        self.passes(**by)
        self._set_by += timedelta(**by)

    def was_set(self) -> timedelta:
        """By how much, since this was last asked."""
        by, self._set_by = self._set_by, timedelta(0)
        return by


@dataclass
class Town:
    """A sandbox, the settings of the bot that serves it, and the bot once it runs.

    What is due is done when the test says so (`tests.stage.officers.ticks`): were it done each second, a busy machine
    would decide between which two lines of a test that is. `by_itself` it is done each second, as outside of tests.
    """

    world: World
    sandbox: Sandbox
    settings: Settings
    clock: PlayedClock
    siaga: Siaga | None = None
    by_itself: bool = False
    _citizens: int = field(default=0)

    def citizen(self, name: str = "", *, language_code: str = "id") -> Person:
        """A person the bot has not met."""
        self._citizens += 1
        return self.world.person(name or f"Warga {self._citizens}", language_code=language_code)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Run the bot until the block is left."""
        begin_in(self.settings.address, self.settings.data, key=not self.settings.data_key.get_secret_value())
        each_second = tick if self.by_itself else stands_by
        async with running(self.settings, self.clock, self.clock.was_set, each_second) as self.siaga:
            yield
        self.siaga = None

    async def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the database says, read beside the running bot."""
        return await asyncio.to_thread(rows, self.settings.address, query, *values)

    async def consents(self) -> list[datetime]:
        """When people agreed, of those who did."""
        assert self.siaga is not None
        profiles = [
            chats.opened(self.siaga.vault, bytes(sealed), int(str(key)))  # type: ignore[call-overload]
            for key, sealed in await self.rows("SELECT id, sealed FROM chats ORDER BY id")
        ]
        return [moment(each.consented_at) for each in profiles if each.consented_at is not None]

    async def turns(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query as soon as there are any."""
        while True:
            if found := await self.rows(query, *values):
                return found
            await asyncio.sleep(0.01)

    async def rests(self) -> None:
        """Wait until the bot has nothing left to do: it calls nothing, and nothing is in its hands either.

        That it calls nothing for a moment does not tell: on a busy machine its database takes longer than that.
        """
        while True:
            if self.siaga is not None:
                await self.siaga.database.read(_nothing)  # who waits for what they read goes on before us
            await self.world.quiet(timeout=60)
            if self.siaga is None:
                return
            await self.siaga.database.read(_nothing)  # what was being read when it became quiet may lead to more
            await asyncio.sleep(0)
            if not _at_work(self.siaga) and not self.world.quiet_watch.in_hand:
                return


async def stands_by(_: Ticker, __: Alarms, vitals: Vitals) -> None:
    """Leave what is due to the test; the bot knows itself alive."""
    vitals.ticked.note()


async def _nothing(_: Tx) -> None:
    return


def _at_work(siaga: Siaga) -> bool:
    """Whether an update is being handled, a message is on its way, or something is being written."""
    sender = siaga.sender
    to_send = sender._wake.is_set()  # it was handed something a moment ago, and has not looked yet
    at_work = (siaga.inbox.depth, to_send, sender._sending, siaga.database._committing)
    return any(at_work) or siaga.exporter.busy or siaga.copier.busy
