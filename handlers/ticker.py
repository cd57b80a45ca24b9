"""The ticker: does what is due by itself, entry by entry of the table in `due.py`."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from db.database import Database, Tx, Unavailable
from db.unit_of_work import Resort, UnitOfWork
from db.vault import Vault
from gateway.after_commit import AfterCommit
from gateway.announcer import Announcer
from handlers.operations.due import BROUGHT_FORWARD, DUE, Act, Due
from metrics.observer import NOBODY, Observer
from publishing import programme_changes

log = logging.getLogger(__name__)

PROGRAMME = "programme"


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
        table: Sequence[Due] = DUE,
    ) -> None:
        self._database, self._vault, self._after_commit, self._announcer = database, vault, after_commit, announcer
        self.resort, self._now, self._was_set, self._observer = resort, now, was_set, observer
        self._table = table
        self._followed = False  # whether the reminders were held against the programme's file
        self._one_at_a_time = asyncio.Lock()
        self._behind = timedelta(0)  # by how much the clock was set back and the rows do not know it yet

    async def tick(self) -> None:
        """Do everything that is due by now, each thing once; a second tick waits for the first."""
        async with self._one_at_a_time:
            await self._tick()

    async def next_due(self, after: datetime) -> datetime | None:
        """When something is due next, later than a moment."""

        async def look(tx: Tx) -> list[datetime]:
            moments = [await due.next_moment(tx) for due in self._table]
            return [moment for moment in moments if moment is not None and moment > after]

        return min(await self._database.read(look), default=None)

    async def _tick(self) -> None:
        self._note_setting(self._was_set())
        if self._behind:
            log.warning("the machine's clock was set back by %s: what waits is brought forward", self._behind)
            await self._database.write(self._bring_forward)
            self._behind = timedelta(0)
        errors = [] if self._followed else await self._do_each(PROGRAMME, [programme_changes.follow_file])
        self._followed = not errors
        place, began = 0, False
        while (found := await self._database.read(partial(self._due_from, place))) is not None:
            # In the order of the table: an announcement that begins is followed in the same tick.
            place, acts = found
            errors += await self._do_each(self._table[place].name, acts)
            place, began = place + 1, True
        if began:
            self._announcer.wake()
        if errors:
            raise errors[0]  # the others were done; raise so that the tick counts as failed

    async def _do_each(self, name: str, acts: Sequence[Act]) -> list[BaseException]:
        """Do each act in its own transaction; one failure does not stop the others. Returns the exceptions."""
        outcomes = await asyncio.gather(*(self._do(name, act) for act in acts), return_exceptions=True)
        errors = [outcome for outcome in outcomes if outcome is not None]
        for error in errors:
            if not isinstance(error, Unavailable):  # of a database that is away one line says enough: see the upkeep's
                log.warning("due: one of %s failed: %s", name, type(error).__name__)
        return errors

    async def _do(self, name: str, act: Act) -> None:
        async def done(tx: Tx) -> UnitOfWork:
            uow = UnitOfWork(tx=tx, vault=self._vault, resort=self.resort, now=self._local_now())
            await act(uow)
            return uow

        began, well = time.perf_counter(), False
        try:
            await self._after_commit.follow(await self._database.write(done))
            well = True
        finally:
            self._observer.did_due(name, time.perf_counter() - began, well)

    async def _due_from(self, first: int, tx: Tx) -> tuple[int, Sequence[Act]] | None:
        """The first entry that is due, of those from a place of the table on, and its acts."""
        for place, due in enumerate(self._table[first:], first):
            moment = await due.next_moment(tx) if self._followed or not due.needs_programme else None
            if moment is not None and moment <= self._now():
                return place, await due.acts(tx, self._now())
        return None

    def _note_setting(self, by: timedelta) -> None:
        """The clock was set. Ahead, what waits comes early, which is a nuisance; back, it would be a silence."""
        if by:
            self._observer.clock_was_set(by)
        self._behind += max(timedelta(0), -by)

    async def _bring_forward(self, tx: Tx) -> None:
        """Let everything that waits so long after something wait no longer than that."""
        for bring_forward in BROUGHT_FORWARD:
            await bring_forward(tx, self._behind)

    def _local_now(self) -> datetime:
        return self._now().astimezone(self.resort.zone)
