"""What happens by itself when its time has come, each a row with a due time.

Reports escalate and are closed, shifts begin and end, announcements go out, an emergency that nobody sent is filed.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from casework import deadlines, shifts
from db import appeals, drafts, evidence, officers, pings, runs
from db.database import Database, Tx
from db.unit_of_work import Resort, UnitOfWork
from db.vault import Vault
from gateway.after_commit import AfterCommit
from gateway.announcer import Announcer
from handlers.citizen import unsent
from metrics.observer import NOBODY, Observer
from publishing import announcing, programme_changes

log = logging.getLogger(__name__)

_Act = Callable[[UnitOfWork], Awaitable[None]]


class Ticker:
    """Does what is due each time `tick` is called. A restart changes nothing: the rows wait."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        after_commit: AfterCommit,
        announcer: Announcer,
        resort: Resort,
        now: Callable[[], datetime],
        was_set: Callable[[], timedelta],
        observer: Observer = NOBODY,
    ) -> None:
        self._database, self._vault, self._after_commit, self._announcer = database, vault, after_commit, announcer
        self.resort, self._now, self._was_set, self._observer = resort, now, was_set, observer
        self._followed = False  # whether the reminders were held against the programme's file
        self._one_at_a_time = asyncio.Lock()
        self._behind = timedelta(0)  # by how much the clock was set back and the rows do not know it yet

    async def tick(self) -> None:
        """Do everything that is due by now, each thing once; a second tick waits for the first."""
        async with self._one_at_a_time:
            await self._tick()

    async def _tick(self) -> None:
        self._note_setting(self._was_set())
        if self._behind:
            log.warning("the machine's clock was set back by %s: what waits is brought forward", self._behind)
            await self._database.write(self._bring_forward)
            self._behind = timedelta(0)
        failed = [] if self._followed else await self._do_each([programme_changes.follow_file])
        self._followed = not failed
        if not failed and not await self._database.read(self._is_due):
            return
        begun = await self._do_each(await self._database.read(self._due))
        followed = await self._do_each(await self._database.read(self._going))
        self._announcer.wake()
        if wrong := [*failed, *begun, *followed]:
            raise wrong[0]  # all else is done: whoever woke us notes that something is not

    async def _do_each(self, acts: Sequence[_Act]) -> list[BaseException]:
        """Do each by itself, in this order: what one row meets holds no other. Returns what went wrong."""
        outcomes = await asyncio.gather(*(self._do(act) for act in acts), return_exceptions=True)
        return [outcome for outcome in outcomes if outcome is not None]

    async def _do(self, act: _Act) -> None:
        async def done(tx: Tx) -> UnitOfWork:
            uow = self._unit_of_work(tx)
            await act(uow)
            return uow

        await self._after_commit.follow(await self._database.write(done))

    async def _due(self, tx: Tx) -> list[_Act]:
        now = self._now()
        expired = [partial(deadlines.expire, key=key) for key in await pings.due(tx, now)]
        known = await appeals.due(tx, now) if self._followed else []  # what the file says now may forbid it
        begins = [partial(announcing.begin, key=key) for key in known]
        return [shifts.turn_over, *expired, *begins]

    async def _going(self, tx: Tx) -> list[_Act]:
        follows = [partial(announcing.follow, key=run.key) for run in await runs.open_ones(tx)]
        unsent_ones = [partial(unsent.expire, chat=chat, flow=flow) for chat, flow in await drafts.due(tx, self._now())]
        return [*follows, *unsent_ones]

    def _note_setting(self, by: timedelta) -> None:
        """The clock was set. Ahead, what waits comes early, which is a nuisance; back, it would be a silence."""
        if by:
            self._observer.clock_was_set(by)
        self._behind += max(timedelta(0), -by)

    async def _bring_forward(self, tx: Tx) -> None:
        """What waits for so many minutes after something goes on waiting for as long, not until an hour comes again."""
        await pings.bring_forward(tx, self._behind)
        await evidence.bring_forward(tx, self._behind)
        await drafts.bring_forward(tx, self._behind)
        await runs.bring_forward(tx, self._behind)

    async def _is_due(self, tx: Tx) -> bool:
        if await runs.open_ones(tx):
            return True
        moments = (
            await pings.next_due(tx),
            await officers.next_shift(tx),
            await appeals.next_due(tx),
            await drafts.next_due(tx),
        )
        return any(moment is not None and moment <= self._now() for moment in moments)

    def _unit_of_work(self, tx: Tx) -> UnitOfWork:
        return UnitOfWork(tx=tx, vault=self._vault, resort=self.resort, now=self._now().astimezone(self.resort.zone))
