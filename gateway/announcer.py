"""Sends announcements: hands the deliveries of open runs to the sender a few at a time, below all else."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from broadcasts.appeal import UnreadableAnnouncement
from broadcasts.approval import fingerprint
from broadcasts.state import RunAct
from conversations.appeal_message import call, otherwise
from conversations.render import Params
from db import appeals, runs, vouched
from db.chats import ChatKey
from db.database import Database, Tx, Unavailable
from db.outbox import Lane, OutboxId, Outgoing
from db.runs import Claimed, DeliveryId, Run, RunKey
from db.vault import Vault
from gateway.sender import Sender
from gateway.window import Window

log = logging.getLogger(__name__)

_SENDING = (RunAct.SEND, RunAct.RING)
LOOK_AGAIN = 1.0  # seconds, when nothing wakes us


@dataclass(frozen=True, slots=True)
class _Content:
    """The call of a run without its chat, and the lane it leaves in; `anew` where there is nothing to change."""

    lane: Lane
    method: str
    params: Params
    anew: tuple[str, Params]
    otherwise: tuple[tuple[str, Params], ...] = ()


class _OtherWords(Exception):
    """An announcement says something else than what was approved when its run began."""


class Announcer:
    """Hands the sender at most a window of deliveries, so that a hundred thousand need no more memory than that.

    A delivery whose chat has to wait does not count, and goes back to the ledger when that is for long.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        sender: Sender,
        now: Callable[[], datetime],
        window: Window,
        *,
        paid: bool = False,
    ) -> None:
        self._database, self._vault, self._sender, self._now = database, vault, sender, now
        self._window, self._paid = window, paid
        self._contents: dict[RunKey, _Content] = {}

    def wake(self) -> None:
        """A run has begun."""
        self._window.news.set()

    async def run(self) -> None:
        """Send until cancelled. What was on its way when an earlier run of the bot was killed goes first."""
        if recovered := await self._database.write(runs.recover):
            log.warning("%d deliveries were on their way at the last stop and are sent again", recovered)
        while True:
            self._window.news.clear()
            claimed = 0
            with contextlib.suppress(Unavailable):
                claimed = await self._hand_over()
            if not claimed:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_AGAIN):  # wait_for can lose a cancellation before Python 3.12
                        await self._window.news.wait()

    async def stop(self, run: RunKey) -> None:
        """Halt a run: what has not left goes back to its ledger, as left out."""
        dropped = self._sender.drop_run(run)

        async def work(tx: Tx) -> None:
            for number in dropped:
                await runs.release(tx, DeliveryId(number))
            await runs.stop(tx, run, self._now())

        while True:
            try:
                return await self._database.write(work)
            except Unavailable as error:
                log.warning("a stopped run waits for the database: %s", error)
                await asyncio.sleep(LOOK_AGAIN)

    async def _hand_over(self) -> int:
        room = self._window.room()
        if not room or not await self._database.read(runs.open_ones):
            return 0
        batch = await self._database.write(lambda tx: self._claim(tx, room))
        self._sender.add(batch)
        return len(batch)

    async def _claim(self, tx: Tx, room: dict[Lane, int]) -> list[Outgoing]:
        await runs.free_held(tx, self._now())
        batch: list[Outgoing] = []
        left = dict(room)
        for run in await runs.open_ones(tx):
            if run.stopped:
                continue
            try:
                content = await self._content(tx, run)
            except UnreadableAnnouncement:
                continue  # the ticker lets go of it
            except _OtherWords:
                vouched.refuse(self._vault, "runs", run.key)
                continue
            if left.get(content.lane, 0) <= 0:
                continue
            claimed = await runs.claim(tx, self._vault, run.key, left[content.lane], self._now())
            left[content.lane] -= len(claimed)
            batch.extend(_outgoing(run, each, content) for each in claimed)
        return batch

    async def _content(self, tx: Tx, run: Run) -> _Content:
        """The call of a run without its chat, made once."""
        if (known := self._contents.get(run.key)) is not None:
            return known
        try:
            kept = await appeals.get(tx, run.appeal)
        except UnreadableAnnouncement:
            if run.act is not RunAct.DELETE:
                raise
            return _Content(Lane.ANNOUNCEMENT, "deleteMessage", {}, ("deleteMessage", {}))  # needs no words
        assert kept is not None
        if run.act is not RunAct.DELETE and fingerprint(kept.appeal) != run.fingerprint:
            raise _OtherWords
        directive = kept.key if kept.directive else None
        method, params = call(kept.appeal, kept.code, run.act, directive=directive)
        anew = call(kept.appeal, kept.code, RunAct.SEND)
        if self._paid and run.act in _SENDING:
            params["allow_paid_broadcast"] = True
        if len(self._contents) > 20:
            self._contents.clear()
        lane = Lane.ANNOUNCEMENT if kept.appeal.emergency is None else Lane.WARNING
        self._contents[run.key] = content = _Content(
            lane, method, params, anew, otherwise(kept.appeal, kept.code, run.act, directive=directive)
        )
        return content


def _outgoing(run: Run, claimed: Claimed, content: _Content) -> Outgoing:
    own: Params = {}
    if claimed.message_id is not None and run.act is RunAct.RING:
        own["reply_parameters"] = {"message_id": claimed.message_id, "allow_sending_without_reply": True}
    elif claimed.message_id is not None:
        own["message_id"] = claimed.message_id
    if claimed.thread is not None and run.act in _SENDING:
        own["message_thread_id"] = claimed.thread
    method, params = content.method, content.params
    if run.act is RunAct.EDIT and claimed.message_id is None:
        method, params = content.anew
    otherwise = content.otherwise
    if claimed.silent:  # somebody hides there: nothing may ring
        (method, params), *others = (_unheard(*each) for each in ((method, params), *otherwise))
        otherwise = tuple(others)
    return Outgoing(
        id=OutboxId(claimed.id),
        chat=ChatKey(claimed.chat),
        telegram_id=claimed.telegram_id,
        lane=content.lane,
        method=method,
        params={**params, **own} if own else params,
        also=claimed.others if run.act is RunAct.DELETE else (),
        otherwise=otherwise,
        run=run.key,
    )


def _unheard(method: str, params: Params) -> tuple[str, Params]:
    return method, {**params, "disable_notification": True} if method.startswith("send") else params
