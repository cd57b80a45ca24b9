"""Upkeep: what is no longer needed is removed, so that little can ever leak and the file stays small."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from db import drafts, inbox, outbox
from db.database import Database, Tx

KEEP_DONE_UPDATES = timedelta(days=3)  # Telegram repeats an update for a day at most
KEEP_SENT_MESSAGES = timedelta(days=30)
KEEP_DRAFTS = timedelta(days=30)


def scheduler(database: Database, now: Callable[[], datetime], tick: Callable[[], Awaitable[None]]) -> AsyncIOScheduler:
    """A scheduler that wakes `tick` every second and the upkeep every hour. It only wakes: what is due is rows."""
    clock = AsyncIOScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True})
    clock.add_job(tidy, IntervalTrigger(hours=1, timezone="UTC"), args=[database, now], id="tidy")
    clock.add_job(tick, IntervalTrigger(seconds=1, timezone="UTC"), id="tick")
    return clock


async def tidy(database: Database, now: Callable[[], datetime]) -> None:
    """Remove handled updates, settled messages and drafts that nobody came back to."""

    async def work(tx: Tx) -> None:
        await inbox.forget(tx, now() - KEEP_DONE_UPDATES)
        await outbox.forget(tx, now() - KEEP_SENT_MESSAGES)
        await drafts.end_old(tx, now() - KEEP_DRAFTS)

    await database.write(work)
