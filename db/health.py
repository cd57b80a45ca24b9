"""The backlog and recent failures, read for the health checks and never changed here."""

from dataclasses import dataclass
from datetime import datetime

from broadcasts.state import Delivery
from db.database import Tx
from db.inbox import UNREADABLE
from db.instant import moment, moment_or_none, stored
from db.outbox import Lane
from db.sql import Row
from reports.state import MAY_ESCALATE
from reports.urgency import Urgency
from resort.agency import Agency

MOST_NAMED = 10  # of what went wrong


@dataclass(frozen=True, slots=True)
class Queue:
    """How many rows wait, and when the oldest was made."""

    waiting: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mishap:
    """A failure and its moment; a person finds it by `name`."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Staff:
    """The people there are: units of the resort, and officers of the police who can be written to, on duty or not."""

    units: int
    reachable: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """What the database tells about the bot's condition. Mishaps are the latest, newest first."""

    inbox: Queue
    outbox: dict[Lane, Queue]  # only lanes in which something waits
    deliveries_waiting: int
    deliveries_sending: int
    runs_open: int
    evidence: Queue
    staff: Staff
    untaken: tuple[Mishap, ...]  # emergencies nobody took, the oldest first, by their numbers; nobody else is called
    refused_calls: Queue  # calls of officers that Telegram refused of late
    unreadable: Queue  # updates of late that could not be read
    failures: tuple[Mishap, ...]  # updates that met a bug, by the reference the person was told
    lost: tuple[Mishap, ...]  # evidence that Telegram no longer has, by the number of its report
    database_bytes: int = 0


async def backlog(tx: Tx, since: datetime, untaken_before: datetime) -> Backlog:
    """What waits now and what failed since `since`; emergencies made before `untaken_before` count as untaken."""
    inbox, wanted = await tx.one("health.inbox"), await tx.one("health.evidence")
    staff = await tx.one("health.staff", agency=Agency.POLRI)
    refused = await tx.one("health.refused_calls", lane=Lane.PING, since=stored(since))
    unreadable = await tx.one("health.unreadable", failure=UNREADABLE, since=stored(since))
    assert inbox is not None
    assert wanted is not None
    assert staff is not None
    assert refused is not None
    assert unreadable is not None
    return Backlog(
        inbox=_queue(inbox),
        outbox={Lane(row["lane"]): _queue(row) for row in await tx.all("health.outbox")},
        deliveries_waiting=int(await tx.value("health.deliveries", state=Delivery.QUEUED)),
        deliveries_sending=int(await tx.value("health.deliveries", state=Delivery.SENDING)),
        runs_open=int(await tx.value("health.runs")),
        evidence=Queue(wanted["wanted"], moment_or_none(wanted["oldest"])),
        staff=Staff(staff["units"], staff["reachable"]),
        untaken=await _untaken(tx, untaken_before),
        refused_calls=_queue(refused),
        unreadable=_queue(unreadable),
        failures=await failures(tx, since),
        lost=await lost(tx, since),
        database_bytes=int(await tx.value("engine.size")),
    )


async def failures(tx: Tx, since: datetime) -> tuple[Mishap, ...]:
    """The latest updates that met a bug."""
    rows = await tx.all("health.failures", unreadable=UNREADABLE, since=stored(since), limit=MOST_NAMED)
    return tuple(Mishap(row["failure"], moment(row["done_at"])) for row in rows)


async def lost(tx: Tx, since: datetime) -> tuple[Mishap, ...]:
    """The latest evidence that can no longer be fetched."""
    rows = await tx.all("health.lost", since=stored(since), limit=MOST_NAMED)
    return tuple(Mishap(row["number"], moment(row["lost_at"])) for row in rows)


async def _untaken(tx: Tx, before: datetime) -> tuple[Mishap, ...]:
    rows = [
        row
        for state in sorted(MAY_ESCALATE)
        for row in await tx.all(
            "health.untaken", state=state, urgency=Urgency.DARURAT, before=stored(before), limit=MOST_NAMED
        )
    ]
    found = sorted((Mishap(row["number"], moment(row["created_at"])) for row in rows), key=lambda each: each.at)
    return tuple(found[:MOST_NAMED])


def _queue(row: Row) -> Queue:
    return Queue(row["waiting"], moment_or_none(row["oldest"]))
