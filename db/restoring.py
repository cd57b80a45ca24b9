"""A backup that is put in place: the bot went on after it was taken, and what it did then is not in it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from broadcasts.appeal import UnreadableAnnouncement
from broadcasts.schedule import next_fire
from broadcasts.state import State, move
from db import appeals, events
from db.database import Tx
from db.instant import stored
from db.vault import Vault
from reports.state import RecordedAct


async def settle(tx: Tx, vault: Vault, now: datetime, zone: ZoneInfo) -> None:
    """Make sure that nothing is given or announced a second time.

    Numbers go on from the next ten thousand. Announcements that were going out, or whose time has come since, may
    have gone out: they are not sent. Answers that were owed are sent again: one seen twice does no harm.
    """
    await tx.run("restoring.leave_room")
    await tx.run("restoring.doubt")
    await tx.run("restoring.stop_runs", now=stored(now))
    for key in await appeals.due(tx, now):
        try:
            kept = await appeals.get(tx, key)
        except UnreadableAnnouncement:
            await appeals.shelve(tx, key)
            continue
        assert kept is not None
        following = next_fire(kept.appeal.when, now, zone)
        state = kept.state if following else move(kept.state, State.MISSED)
        await appeals.store(tx, replace(kept, state=state, next_fire=following))
    await events.record(tx, vault, now, "pengelola", RecordedAct.RESTORED)
