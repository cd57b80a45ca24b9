"""Looks at each bound group as Telegram shows it: at the start, every five minutes, and when something in one changes.

The answer to each call that was sent to one says whether it is public: then all are looked at within the second.

A group that is public, has a channel linked to it or too many members is no place for the calls of a unit.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from casework import unit_groups
from casework.unit_groups import Seen
from db import chats, units
from db.chats import Chat
from db.database import Database, Tx, Unavailable
from db.unit_of_work import Resort, UnitOfWork
from db.units import PostedUnit
from db.vault import Vault
from gateway.after_commit import AfterCommit
from gateway.errors import TelegramError
from gateway.transport import Transport

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=5)  # two short calls a group
_ASLEEP_SECONDS = 60.0  # between two looks at the clock


class GroupWatch:
    """Looks at the groups; `run` it as a task. `changed` wakes it before its time."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        transport: Transport,
        after_commit: AfterCommit,
        resort: Resort,
        most: int,
        now: Callable[[], datetime],
        changed: asyncio.Event,
    ) -> None:
        self._database, self._vault, self._transport, self._resort = database, vault, transport, resort
        self._after_commit, self._most, self._now, self._changed = after_commit, most, now, changed

    async def run(self) -> None:
        """Look at all groups now, then every five minutes, until cancelled."""
        looked: datetime | None = None
        while True:
            if looked is None or self._changed.is_set() or abs(self._now() - looked) >= EVERY:
                self._changed.clear()
                looked = self._now()
                await self.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), _ASLEEP_SECONDS)

    async def look(self) -> None:
        """Look at every bound group once. One that Telegram does not show now is looked at another time."""
        try:
            for unit, group in await self._database.read(self._bound):
                try:
                    seen = await self._seen(group)
                except TelegramError as error:
                    log.info("a unit's group could not be looked at: %s", error)
                    continue
                if seen.exposed(self._most):
                    work = partial(self._give_up, unit=unit, group=group, seen=seen)
                    await self._after_commit.follow(await self._database.write(work))
        except Unavailable as error:
            log.warning("the units' groups wait for the database: %s", error)

    async def _bound(self, tx: Tx) -> list[tuple[PostedUnit, Chat]]:
        found: list[tuple[PostedUnit, Chat]] = []
        for unit in await units.every(tx):
            chat = None if unit.chat is None else await chats.get(tx, self._vault, unit.chat)
            if chat is not None and not chat.off:
                found.append((unit, chat))
        return found

    async def _seen(self, group: Chat) -> Seen:
        where = {"chat_id": group.telegram_id}
        shown = await self._transport.call("getChat", where)
        count = await self._transport.call("getChatMemberCount", where)
        public = bool(shown.get("username") or shown.get("active_usernames"))
        return Seen(public=public, linked=bool(shown.get("linked_chat_id")), members=int(count))

    async def _give_up(self, tx: Tx, unit: PostedUnit, group: Chat, seen: Seen) -> UnitOfWork:
        now = self._now().astimezone(self._resort.zone)
        uow = UnitOfWork(tx=tx, vault=self._vault, resort=self._resort, now=now)
        await unit_groups.give_up_exposed(uow, unit, group.key, seen, self._most)
        return uow
