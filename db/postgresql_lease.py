"""The lease: which process holds a resort, when several on several machines could.

The row of `writing` says it: an owner, when the lease expires by the server's clock, and a fencing number that grows
with each owner. Every writing transaction of the owner checks the number and extends the lease in one statement, so an
owner that was replaced commits nothing more.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from db.engine import Unavailable

SECONDS = 6  # how long an owner that has fallen silent keeps the resort
SECONDS_ALONE = SECONDS - 1.0  # without an answer of the server: then the lease may be another bot's
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class LeaseLost(Unavailable):
    """Another process holds the resort: nothing was stored, and this one has to stop."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The resort is held by `owner` since a moment."""

    owner: str
    fence: int
    since: datetime

    @property
    def machine(self) -> str:
        """The owner's machine; an owner is named `MACHINE:PROCESS`."""
        return self.owner.rpartition(":")[0]


def now() -> float:
    """Seconds by a clock that goes on while the machine is suspended; the monotonic one stands still then."""
    return time.clock_gettime(_CLOCK)


# Whoever is writing has the row locked: it is not waited for, since a session that was cut off may keep it for long.
_TAKE = (
    "UPDATE writing SET owner = %s, fence = fence + 1, since = now(), expires_at = now() + make_interval(secs => %s)"
    " WHERE id = (SELECT id FROM writing WHERE {} FOR UPDATE SKIP LOCKED) RETURNING owner, fence, since"
)
_TAKE_UNHELD = _TAKE.format("owner IS NULL OR expires_at < now()")
_TAKE_SILENT = _TAKE.format("fence = %s AND expires_at = %s")
# `idle_in_transaction_session_timeout` ends a session that was cut off, but not within a pipeline, where it counts as
# active, and not always after one (seen with 15.18). What is copied in may come slowly.
_END_CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM writing"
    " JOIN pg_locks ON locktype = 'transactionid' AND transactionid = writing.xmax AND granted"
    " JOIN pg_stat_activity USING (pid) WHERE wait_event = 'ClientRead'"
    " AND state_change < clock_timestamp() - make_interval(secs => %s) AND query NOT LIKE 'COPY %%'"
)


def take(connection: psycopg.Connection[Any], owner: str) -> Lease | None:
    """Take the resort if nobody holds it, or its holder has fallen silent; None otherwise.

    A session that keeps it locked and has said nothing for as long as a lease lasts is ended, for the next try.
    """
    lease = _lease(connection.execute(_TAKE_UNHELD, (owner, SECONDS)).fetchone())
    if lease is None:
        connection.execute(_END_CUT_OFF, (SECONDS,))
    return lease


class Watch:
    """How long the holder has not been heard of, by this machine's own clock.

    The lease expires by the server's clock. A standby that was promoted may go ten minutes behind the server that is
    gone: a lease of a dead holder would last so much longer there.
    """

    def __init__(self) -> None:
        self._seen: tuple[int, datetime] | None = None
        self._since = 0.0

    def take_silent(self, connection: psycopg.Connection[Any], owner: str) -> Lease | None:
        """Take the resort if its lease has stood still for longer than one lasts; None otherwise."""
        row = connection.execute("SELECT fence, expires_at FROM writing WHERE owner IS NOT NULL").fetchone()
        if row is None:
            return None
        fence, expires_at = row
        if (fence, expires_at) != self._seen:
            self._seen, self._since = (fence, expires_at), now()
            return None
        if now() - self._since <= SECONDS:
            return None
        return _lease(connection.execute(_TAKE_SILENT, (owner, SECONDS, fence, expires_at)).fetchone())


def holder(connection: psycopg.Connection[Any]) -> Lease | None:
    """Who holds the resort now."""
    return _lease(connection.execute("SELECT owner, fence, since FROM writing WHERE owner IS NOT NULL").fetchone())


def _lease(row: Any) -> Lease | None:
    return None if row is None else Lease(row["owner"], row["fence"], row["since"])


def extend(connection: psycopg.Connection[Any], lease: Lease) -> None:
    """Extend a lease that is not extended by what its owner writes, as while it starts.

    One that seems to last for longer than it may stems from another server's clock.
    """
    connection.execute(
        "UPDATE writing SET expires_at = now() + make_interval(secs => %(lasts)s) WHERE fence = %(fence)s AND NOT"
        " expires_at BETWEEN now() + make_interval(secs => %(soon)s) AND now() + make_interval(secs => %(lasts)s)",
        {"lasts": SECONDS, "fence": lease.fence, "soon": SECONDS - 2},
    )


def release(connection: psycopg.Connection[Any], lease: Lease) -> None:
    """Give the resort up, so that another process need not wait."""
    connection.execute("UPDATE writing SET owner = NULL, expires_at = NULL WHERE fence = %s", (lease.fence,))


def hold(connection: psycopg.Connection[Any], lease: Lease | None) -> psycopg.Cursor[Any]:
    """Lock the resort for this transaction and extend the lease; `check` then tells whether it still was ours.

    Without a lease (a command beside the running bot) only lock it.
    """
    if lease is None:
        return connection.execute("SELECT id FROM writing FOR UPDATE")
    return connection.execute(
        "UPDATE writing SET expires_at = now() + make_interval(secs => %s) WHERE fence = %s", (SECONDS, lease.fence)
    )


def check(held: psycopg.Cursor[Any]) -> None:
    """Nothing may be stored by whoever does not hold the resort any more. Raises `LeaseLost`."""
    if held.rowcount == 0:
        raise LeaseLost("another process holds this resort")
