"""A backup that is put in place: the bot went on after it was taken, and what it did then is not in it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from broadcasts.appeal import UnreadableAnnouncement
from broadcasts.schedule import next_fire
from broadcasts.state import State, move
from db import appeals, arrivals, erasure, events, invites, seats, seconds, vouched
from db.database import Tx
from db.erasure import Mark
from db.instant import stored
from db.vault import Vault
from db.waits import WaitKey
from reports.state import RecordedAct
from resort.roles import COMMAND_LINE

_AT_ONCE = datetime.fromtimestamp(0, UTC)


async def settle(tx: Tx, vault: Vault, now: datetime, zone: ZoneInfo, erased: Iterable[Mark] = ()) -> int:
    """Make sure that nothing is given or announced a second time.

    Numbers go on from the next ten thousand. Announcements that were going out, or whose time has come since, may
    have gone out: they are not sent. Answers that were owed are sent again: one seen twice does no harm. Approvals and
    invitations are void, and no voice of the command counts until the list of its seats is confirmed. What people had
    erased since is erased again; returns how much that was.
    """
    await tx.run("restoring.leave_room")
    await tx.run("restoring.doubt")
    for row in await tx.all("restoring.stop_runs", now=stored(now)):
        await vouched.vouch(tx, "runs", row)
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
    await _void(tx, now)
    await seats.restore(tx, _AT_ONCE, now)
    count = await erasure.again(tx, vault, erased, now)
    await events.record(tx, vault, now, COMMAND_LINE, RecordedAct.RESTORED)
    return count


async def _void(tx: Tx, now: datetime) -> None:
    """What two had agreed to, and who was invited, may have been taken back since the backup: it counts no longer."""
    for row in await tx.all("restoring.approved_appeals"):
        try:
            kept = await appeals.get(tx, row["id"])
        except UnreadableAnnouncement:
            await appeals.shelve(tx, row["id"])
            continue
        assert kept is not None
        kept = replace(await appeals.void(tx, kept), next_fire=None, approved_at=None)
        state = move(kept.state, State.DRAFT) if kept.state is State.APPROVED else kept.state
        await appeals.store(tx, replace(kept, state=state))
    for row in await tx.all("restoring.open_invites"):
        unused = await invites.waiting(tx, WaitKey(row["wait"]))
        if unused is not None:
            await invites.end(tx, unused, now)
    for arrival in await arrivals.every_open(tx):
        await arrivals.end(tx, arrival, now)
    for row in await tx.all("restoring.open_seconds"):
        request = await seconds.get(tx, row["id"])
        assert request is not None
        await seconds.end(tx, request, now)
