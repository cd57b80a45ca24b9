"""A look at the bot's health: what it noted, what waits in the database, and the disk below both."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcasts import programme
from broadcasts.programme import Programme
from broadcasts.state import State
from db import appeals, health
from db.database import Database, Tx, Unavailable
from db.health import Backlog
from health.condition import APPROVED_BEFORE, LATELY, UNTAKEN_AFTER, Facts
from metrics.vitals import Vitals


class Checkup:
    """Measures when asked; keeps nothing but where to look."""

    def __init__(
        self,
        database: Database,
        vitals: Vitals,
        now: Callable[[], datetime],
        version: str,
        election: Programme,
        zone: ZoneInfo,
    ) -> None:
        self._database, self._vitals, self._now, self._version = database, vitals, now, version
        self._election, self._zone = election, zone

    async def look(self) -> Facts:
        """Everything that is measured, also while the database cannot be read."""
        try:
            return await self._database.read(self.within)
        except Unavailable:
            return self._facts(None, ())

    async def within(self, tx: Tx) -> Facts:
        """The same inside a transaction."""
        now = self._now()
        return self._facts(await health.backlog(tx, now - LATELY, now - UNTAKEN_AFTER), await self._unapproved(tx))

    async def _unapproved(self, tx: Tx) -> tuple[datetime, ...]:
        """The moments of reminders that would go out soon, had somebody approved them. Nobody need have looked yet."""
        found: list[datetime] = []
        for slot, at in programme.near(self._election, self._zone, self._now(), APPROVED_BEFORE):
            kept = await appeals.by_slot(tx, programme.key_of(self._election, slot))
            if kept is None or kept.state in (State.DRAFT, State.WAITING):
                found.append(at)
        return tuple(found)

    def _facts(self, backlog: Backlog | None, unapproved: tuple[datetime, ...]) -> Facts:
        vitals, file = self._vitals, self._database.path
        disk = shutil.disk_usage(file.parent)
        return Facts(
            now=self._now(),
            version=self._version,
            running_seconds=vitals.running_seconds,
            backlog=backlog,
            unapproved=unapproved,
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
            database_bytes=_size(file),
            wal_bytes=_size(file.with_name(f"{file.name}-wal")),
            clock=vitals.clock,
        )


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
