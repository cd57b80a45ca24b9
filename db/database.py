"""The database: whole transactions in, whole transactions out, and several small ones share one fsync.

A unit of work is a coroutine function that takes a `Tx`. It runs from its first statement to its last on the
database's own thread and may wait for nothing but the database: a call to Telegram inside it raises at once.
Units that arrive together are committed together, each in its own savepoint: one that fails undoes only itself.
"""

import asyncio
import time
from datetime import datetime
from typing import Any, TypeVar

from db import events
from db.address import Address, Schema
from db.engine import Damaged, Engine, Tx, Unavailable, Work
from db.postgresql import Postgresql
from db.postgresql_lease import SECONDS_ALONE, Lease, LeaseLost, now
from db.sqlite import Sqlite
from db.vault import Vault
from metrics.observer import NOBODY, Observer

__all__ = ["Damaged", "Database", "Tx", "Unavailable", "Work"]

T = TypeVar("T")

MOST_TOGETHER = 128


class Database:
    """One writing connection and one reading connection to a database. Open it with `Database.open`."""

    def __init__(self, where: Address, engine: Engine, observer: Observer = NOBODY, lease: Lease | None = None) -> None:
        self.where = where
        self.lease = lease  # who holds the resort, where several machines could
        self._engine = engine
        self._waiting: list[tuple[Work[Any], asyncio.Future[Any]]] = []
        self._committing: asyncio.Task[None] | None = None
        self.damaged = asyncio.Event()  # set once the database is found broken: the program should end and say so
        self.lost = asyncio.Event()  # set once another process holds the resort: this one should end at once
        self.replaced = False  # whether it is known that another process holds it
        self._observer = observer
        self.vault: Vault | None = None  # set once the key is known to fit: see db.keys

    @classmethod
    async def open(cls, where: Address, observer: Observer = NOBODY, lease: Lease | None = None) -> "Database":
        """Open (and make, and migrate) the database. Raises what `Sqlite.open` or `Postgresql.open` raises."""
        engine = await (Postgresql.open(where, lease) if isinstance(where, Schema) else Sqlite.open(where))
        return cls(where, engine, observer, lease)

    @property
    def held_at(self) -> float:
        """When nobody else could write, by the lease's clock; see `app.holding.keep`."""
        return self._engine.held_at

    @property
    def may_be_anothers(self) -> bool:
        """Whether another bot may hold the resort by now, as when this process was frozen: then nothing is sent."""
        return self.lease is not None and now() - self.held_at >= SECONDS_ALONE

    async def close(self) -> None:
        """Finish what is being committed and close."""
        while self._committing is not None:
            await self._committing
        await self._engine.close()

    async def clean(self, before: datetime) -> None:
        """Empty the write-ahead log, and remove the copies kept before upgrades that are older than a moment."""
        await self.empty_log()
        await self._engine.clean(before)

    async def empty_log(self) -> None:
        """Empty the write-ahead log: what was erased stays in it otherwise until it is written over."""
        await self._engine.empty_log()

    async def write(self, work: Work[T]) -> T:
        """Do `work` in one transaction; returns its result once that is on disk.

        Whatever `work` raises comes out here, after its own changes were undone; `Unavailable` is for now only.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((self._unlocked(work), future))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit_waiting())
        return await future

    async def read(self, work: Work[T]) -> T:
        """Do `work` on a snapshot of what is committed; it may change nothing. Raises `Unavailable` like `write`."""
        try:
            return await self._engine.read(self._unlocked(work))
        except Damaged:
            self.damaged.set()
            raise

    def _unlocked(self, work: Work[T]) -> Work[T]:
        async def whole(tx: Tx) -> T:
            held = tx.holding(self.vault)
            result = await work(held)
            await events.remember_rest(held)
            return result

        return whole

    async def _commit_waiting(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                began = time.perf_counter()
                try:
                    outcomes = await self._engine.commit_together([work for work, _ in batch])
                except BaseException as error:  # noqa: BLE001 - it goes to everyone who waits
                    outcomes = [error] * len(batch)
                well = not any(isinstance(outcome, Unavailable) for outcome in outcomes)
                self._observer.committed(len(outcomes), time.perf_counter() - began, well)
                if any(isinstance(outcome, Damaged) for outcome in outcomes):
                    self.damaged.set()
                if any(isinstance(outcome, LeaseLost) for outcome in outcomes):
                    self.replaced = True
                    self.lost.set()
                self._waiting[:0] = batch[len(outcomes) :]
                for (_, future), outcome in zip(batch, outcomes, strict=False):
                    if future.done():
                        continue
                    if isinstance(outcome, BaseException):
                        future.set_exception(outcome)
                    else:
                        future.set_result(outcome)
        finally:
            self._committing = None
