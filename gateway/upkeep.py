"""Upkeep: wakes what is due every second, and removes what is no longer needed every hour."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from db import chats, drafts, forgery, inbox, outbox, quiet, runs, subscribers
from db.database import Database, Unavailable

log = logging.getLogger(__name__)

KEEP_DONE_UPDATES = timedelta(days=3)  # Telegram repeats an update for a day at most
KEEP_MINUTES = timedelta(minutes=40)  # of what people wrote and were answered: within the hour nobody can line it up
BLUR_MINUTES = 10  # between two looks
_BLURRED_BEFORE = timedelta(hours=3)  # what is older was seen to by an earlier look
KEEP_SENT_MESSAGES = timedelta(days=30)
KEEP_DRAFTS = timedelta(days=30)
KEEP_COPIES = timedelta(days=7)  # of the database as it was before an upgrade: what was erased since is in them
AT_ONCE = 500  # rows removed in one transaction
TICK_SECONDS = 1.0
_SILENT_TICKS = 3  # after so many missed ticks the timer is restarted


class Upkeep:
    """Wakes `tick` every second and the tidying every hour; `run` it as a task. It only wakes: what is due is rows.

    APScheduler goes by the machine's clock: when that is set back an hour, it would sleep for an hour. So its ticks
    are watched by a monotonic clock, and restarted when they stop.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        tick: Callable[[], Awaitable[None]],
        tick_seconds: float = TICK_SECONDS,
    ) -> None:
        self._database, self._now, self._tick, self._tick_seconds = database, now, tick, tick_seconds
        self._clock = AsyncIOScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True})
        self._ticking = False
        self._ticked = 0.0
        self._waits = False  # for the database, which was said
        self._in_hand: set[asyncio.Task[None]] = set()
        self._blurred = False  # whether the rows of before the start lost their minute

    async def run(self) -> None:
        """Wake until cancelled; what has begun by then is finished."""
        loop = asyncio.get_running_loop()
        self._ticked = loop.time()
        tidying = partial(tidy, self._database, self._now)
        self._clock.add_job(self._finish, _every(hours=1), args=[tidying], id="tidy")
        self._clock.add_job(self._finish, _every(minutes=BLUR_MINUTES), args=[self._blur], id="blur")
        self._clock.add_job(self._finish, _every(seconds=self._tick_seconds), args=[self._noted_tick], id="tick")
        self._clock.start()
        try:
            while True:
                await asyncio.sleep(self._tick_seconds)
                if not self._ticking and loop.time() - self._ticked > _SILENT_TICKS * self._tick_seconds:
                    log.warning("the ticks fell silent, as when the machine's clock is set back: they begin anew")
                    self._ticked = loop.time()
                    self._clock.reschedule_job("tick", trigger=_every(seconds=self._tick_seconds))
                    self._clock.reschedule_job("tidy", trigger=_every(hours=1))
                    self._clock.reschedule_job("blur", trigger=_every(minutes=BLUR_MINUTES))
        finally:
            self._clock.pause()
            await asyncio.sleep(0)  # so that what APScheduler has begun this moment is in hand too
            if self._in_hand:
                await asyncio.wait(self._in_hand)
            self._clock.shutdown(wait=False)

    async def _finish(self, job: Callable[[], Awaitable[None]]) -> None:
        """Do a job to its end. APScheduler would cancel it when it is shut down, and log that as an error."""
        task = asyncio.current_task()
        assert task is not None
        self._in_hand.add(task)
        try:
            await job()
        finally:
            self._in_hand.discard(task)

    async def _blur(self) -> None:
        await blur(self._database, self._now, everything=not self._blurred)
        self._blurred = True

    async def _noted_tick(self) -> None:
        self._ticking = True
        try:
            await self._tick()
            self._waits = False
        except Unavailable as error:
            if not self._waits:  # once, and not at each tick: a full disk may stay full for hours
                log.warning("what is due waits for the database: %s", error)
            self._waits = True
        finally:
            self._ticking, self._ticked = False, asyncio.get_running_loop().time()


def _every(**interval: float) -> IntervalTrigger:
    return IntervalTrigger(timezone="UTC", **interval)


async def blur(database: Database, now: Callable[[], datetime], *, everything: bool = False) -> None:
    """Remove answers that were sent a while ago, and the minute of what people wrote; `everything` however old."""
    before = now() - KEEP_MINUTES
    since = before - (KEEP_DRAFTS if everything else _BLURRED_BEFORE)
    await database.write(quiet.keep_numbers)
    while await database.write(partial(outbox.forget_answers, since=since, before=before, most=AT_ONCE)) == AT_ONCE:
        pass
    await database.write(partial(inbox.blur, since=since, before=before))
    if not everything:
        return
    await database.write(subscribers.blur)
    await database.write(drafts.blur)
    padded: int | None = 0
    while padded is not None:
        padded = await database.write(partial(chats.pad, most=AT_ONCE, after=padded))
    last = await database.read(runs.last_delivery)
    for first in range(1, last + 1, 20 * AT_ONCE):
        await database.write(partial(runs.blur, first=first, last=first + 20 * AT_ONCE - 1))


async def tidy(database: Database, now: Callable[[], datetime]) -> None:
    """Remove handled updates, settled messages, drafts that nobody came back to, and traces of what is gone.

    A few at a time, so that other writers come in between.
    """
    moment = now()
    for forget, keep in ((inbox.forget, KEEP_DONE_UPDATES), (outbox.forget, KEEP_SENT_MESSAGES)):
        while await database.write(partial(forget, before=moment - keep, most=AT_ONCE)) == AT_ONCE:
            pass
    left = await database.read(partial(drafts.old, before=moment - KEEP_DRAFTS))
    for at in range(0, len(left), AT_ONCE):
        some = left[at : at + AT_ONCE]
        await database.write(partial(drafts.end_old, found=some, before=moment - KEEP_DRAFTS))
    await database.write(partial(quiet.forget, before=moment - quiet.REMOVABLE))
    await database.write(partial(forgery.look, now=moment))
    await database.clean(moment - KEEP_COPIES)
