"""The way in: an update is on disk before Telegram may forget it; one chat in order, chats side by side."""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import orjson

from db import inbox
from db.database import Database, Unavailable
from db.inbox import Received
from db.vault import Vault
from metrics.observer import NOBODY, Observer

log = logging.getLogger(__name__)

Update = dict[str, Any]
MOST_WAITING = 5_000
MOST_OF_CHAT = (
    100  # updates of one chat held in memory; of those behind them only the number, so that no flood fills it
)
MOST_AT_ONCE = 256
LONGEST_PAUSE = 10.0


class Inbox:
    """Stores updates and has each handled once: `handle` finishes the update's row in its own transaction."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        handle: Callable[[Update], Awaitable[None]],
        now: Callable[[], datetime],
        observer: Observer = NOBODY,
    ) -> None:
        self._database, self._vault, self._handle, self._now = database, vault, handle, now
        self._observer = observer
        self._lines: dict[int, deque[Update | int]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(MOST_AT_ONCE)
        self._waiting = 0
        self._room = asyncio.Event()
        self._room.set()
        self._stop = asyncio.Event()
        self._depth = 0

    async def receive(self, updates: Sequence[Update]) -> None:
        """Store a batch and hand it over. When this returns, Telegram may forget it. Raises `db.Unavailable`."""
        received = [Received(update["update_id"], _written(update)) for update in updates]
        stored = await self._database.write(lambda tx: inbox.store(tx, self._vault, received, self._now()))
        self._observer.received(len(updates))
        by_id = {update["update_id"]: update for update in updates}
        self._hand_over([by_id[new.update_id] for new in stored])
        await self._room.wait()

    async def resume(self) -> None:
        """Handle what an earlier run had stored but not finished."""
        left = await self._database.read(lambda tx: inbox.waiting(tx, self._vault))
        if left:
            log.info("%d updates from before the start are handled now", len(left))
        self._hand_over([orjson.loads(received.payload) for received in left])

    async def stop(self) -> None:
        """Finish the updates in hand; the others stay on disk for the next start."""
        self._stop.set()
        if self._workers:
            await asyncio.wait(self._workers)

    @property
    def depth(self) -> int:
        """How many updates wait."""
        return self._depth

    def _hand_over(self, updates: Sequence[Update]) -> None:
        for update in updates:
            chat = chat_of(update)
            line = self._lines.get(chat)
            if line is None:
                self._waiting += 1
                self._lines[chat] = deque([update])
                worker = asyncio.create_task(self._work(chat))
                self._workers.add(worker)
                worker.add_done_callback(self._workers.discard)
            elif len(line) < MOST_OF_CHAT:
                self._waiting += 1
                line.append(update)
            else:
                line.append(int(update["update_id"]))
        if self._waiting >= MOST_WAITING:
            self._room.clear()
        self._count(len(updates))

    def _count(self, more: int) -> None:
        self._depth += more
        self._observer.in_hand(self._depth)

    async def _work(self, chat: int) -> None:
        line = self._lines[chat]
        while line and not self._stop.is_set():
            async with self._slots:
                if not self._stop.is_set():
                    began = time.perf_counter()
                    await self._handle_until_done(line[0])
                    self._observer.handled(time.perf_counter() - began)
            if not isinstance(line.popleft(), int):
                self._waiting -= 1
            self._count(-1)
            if self._waiting < MOST_WAITING:
                self._room.set()
        del self._lines[chat]

    async def _handle_until_done(self, update: Update | int) -> None:
        """Handle one update; while the database cannot take it, wait, so that the chat's order stays."""
        number = update if isinstance(update, int) else int(update["update_id"])
        pause = 0.1
        while True:
            try:
                whole = await self._read(update) if isinstance(update, int) else update
                return None if whole is None else await self._handle(whole)
            except Unavailable as error:
                log.warning("update %d waits for the database: %s", number, error)
            except Exception:  # a bug of ours must not hold what the chat sends after it
                log.exception("update %d is left for the next start", number)
                return None
            if self._stop.is_set():
                return None
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _read(self, number: int) -> Update | None:
        """An update that lies on disk only; None when it is done."""
        payload = await self._database.read(lambda tx: inbox.payload(tx, self._vault, number))
        return None if payload is None else orjson.loads(payload)


def _written(update: Update) -> bytes:
    """An update as it is stored; nested deeper than can be written, which no Telegram does, only that it came."""
    try:
        return orjson.dumps(update)
    except orjson.JSONEncodeError:
        log.warning("update %d cannot be stored and is refused", update["update_id"])
        return orjson.dumps({"update_id": update["update_id"]})


def chat_of(update: Update) -> int:
    """The Telegram chat whose order an update belongs to; 0 for what belongs to none."""
    for kind, content in update.items():
        if kind == "update_id" or not isinstance(content, dict):
            continue
        message = content.get("message")
        inner = message.get("chat") if isinstance(message, dict) else None
        for chat in (content.get("chat"), inner, content.get("from")):
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return 0
