"""The checkup: measures the vitals, the backlog in the database, and the disk below it."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcasts import programme
from broadcasts.programme import Programme
from broadcasts.state import State
from db import appeals, contents, events, forgery, health
from db.database import Database, Tx, Unavailable
from db.evidence import LARGEST
from db.health import Backlog
from gateway.disk import Reserve
from health.condition import APPROVED_BEFORE, LATELY, UNTAKEN_AFTER, Facts
from metrics.vitals import Vitals
from resort.text_shelf import EMPTY, Shelf


class Checkup:
    """Measures when asked and keeps no result."""

    def __init__(
        self,
        database: Database,
        data: Path,
        vitals: Vitals,
        now: Callable[[], datetime],
        version: str,
        election: Programme,
        zone: ZoneInfo,
        texts: Callable[[], Shelf] = lambda: EMPTY,
        reserve: Reserve | None = None,
        recodes: Callable[[], bool] = lambda: True,
    ) -> None:
        self._database, self._data, self._vitals = database, data, vitals
        self._now, self._version = now, version
        self._reserve, self._recodes = reserve, recodes
        self._election, self._zone, self._texts = election, zone, texts

    async def look(self) -> Facts:
        """Measure everything; without the backlog while the database cannot be read."""
        try:
            return await self._database.read(self._measure)
        except Unavailable:
            return self._facts(None, ())

    async def _measure(self, tx: Tx) -> Facts:
        """On what is committed: also whether it is as the memory of acts has it, and that as the bot has left it."""
        if self._database.vault is not None:
            await events.watch(tx)
            await contents.look(tx)
            await forgery.compare(tx)
        return await self.within(tx)

    async def within(self, tx: Tx) -> Facts:
        """Measure inside an open transaction."""
        now = self._now()
        return self._facts(await health.backlog(tx, now - LATELY, now - UNTAKEN_AFTER), await self._unapproved(tx))

    async def _unapproved(self, tx: Tx) -> tuple[datetime, ...]:
        """When unapproved reminders of the programme are due, also those nobody has opened yet."""
        found: list[datetime] = []
        for slot, at in programme.near(self._election, self._zone, self._now(), APPROVED_BEFORE):
            stored = await appeals.by_slot(tx, programme.key_of(self._election, slot))
            if stored is None or stored.state in (State.DRAFT, State.WAITING):
                found.append(at)
        return tuple(found)

    def _facts(self, backlog: Backlog | None, unapproved: tuple[datetime, ...]) -> Facts:
        vitals, where = self._vitals, self._database.where
        disk = shutil.disk_usage(self._data)
        return Facts(
            now=self._now(),
            version=self._version,
            running_seconds=vitals.running_seconds,
            backlog=backlog,
            unapproved=unapproved,
            wrong_texts=tuple(sorted(self._texts().problems)),
            forged=() if self._database.vault is None else tuple(sorted(self._database.vault.forged)),
            in_hand=vitals.waiting,
            heard_ago=vitals.heard.seconds,
            answered_ago=vitals.answered.seconds,
            ticked_ago=vitals.ticked.seconds,
            telegram=vitals.telegram,
            can_send=vitals.can_send,
            refused=vitals.allowed.outage,
            database=vitals.storing.outage,
            disk_free=disk.free,
            disk_total=disk.total,
            database_bytes=0 if backlog is None else backlog.database_bytes,
            wal_bytes=_size(where.with_name(f"{where.name}-wal")) if isinstance(where, Path) else 0,
            clock=vitals.clock,
            operator=vitals.operator.outage,
            evidence_has_room=self._reserve is None or self._reserve.room >= LARGEST,
            copies_recordings=self._recodes(),
            leaked=vitals.leaked.outage,
            lease=self._database.lease,
        )


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
