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


def take(connection: psycopg.Connection[Any], owner: str) -> Lease | None:
    """Take the resort if nobody holds it, or its holder has fallen silent; None otherwise."""
    row = connection.execute(
        "UPDATE writing SET owner = %s, fence = fence + 1, since = now(),"
        " expires_at = now() + make_interval(secs => %s)"
        " WHERE id = 1 AND (owner IS NULL OR expires_at < now()) RETURNING owner, fence, since",
        (owner, SECONDS),
    ).fetchone()
    return None if row is None else Lease(row["owner"], row["fence"], row["since"])


def holder(connection: psycopg.Connection[Any]) -> Lease | None:
    """Who holds the resort now."""
    row = connection.execute("SELECT owner, fence, since FROM writing WHERE owner IS NOT NULL").fetchone()
    return None if row is None else Lease(row["owner"], row["fence"], row["since"])


def extend(connection: psycopg.Connection[Any], lease: Lease) -> None:
    """Extend a lease that is not extended by what its owner writes, as while it starts."""
    connection.execute(
        "UPDATE writing SET expires_at = now() + make_interval(secs => %s)"
        " WHERE fence = %s AND expires_at < now() + make_interval(secs => %s)",
        (SECONDS, lease.fence, SECONDS - 2),
    )


def release(connection: psycopg.Connection[Any], lease: Lease) -> None:
    """Give the resort up, so that another process need not wait."""
    connection.execute("UPDATE writing SET owner = NULL, expires_at = NULL WHERE fence = %s", (lease.fence,))


def hold(connection: psycopg.Connection[Any], lease: Lease | None) -> None:
    """Lock the resort for this transaction and extend the lease. Raises `LeaseLost`.

    Without a lease (a command beside the running bot) only lock it.
    """
    if lease is None:
        connection.execute("SELECT id FROM writing FOR UPDATE")
        return
    held = connection.execute(
        "UPDATE writing SET expires_at = now() + make_interval(secs => %s) WHERE fence = %s", (SECONDS, lease.fence)
    )
    if held.rowcount == 0:
        raise LeaseLost("another process holds this resort")
