"""What follows a commit: whatever began the transaction, its promises are handed on here and nowhere else.

Everything that is handed on is a row as well: if the process ends first, the next start finds it.
"""

import asyncio

from db.database import Database
from db.unit_of_work import UnitOfWork
from gateway.announcer import Announcer
from gateway.evidence import EvidenceFetcher
from gateway.sender import Sender


class AfterCommit:
    """Hands on what committed units of work have promised."""

    def __init__(
        self,
        database: Database,
        sender: Sender,
        announcer: Announcer,
        fetcher: EvidenceFetcher,
        exports_changed: asyncio.Event,
        groups_changed: asyncio.Event | None = None,
        erased: asyncio.Event | None = None,
    ) -> None:
        self._database, self._exports_changed, self._groups_changed = database, exports_changed, groups_changed
        self._erased = erased
        self._sender, self._announcer, self._fetcher = sender, announcer, fetcher

    async def follow(self, uow: UnitOfWork) -> None:
        """Send its messages, halt its runs, fetch, make or remove its files, leave no trace of what it erased."""
        self._sender.add(uow.outgoing)
        for run in uow.halted:
            await self._announcer.stop(run)
        if uow.files_changed:
            self._fetcher.wake()
        if uow.exports_changed:
            self._exports_changed.set()
        if uow.groups_changed and self._groups_changed is not None:
            self._groups_changed.set()
        if uow.erased:
            if self._erased is not None:
                self._erased.set()
            await self._database.empty_log()
