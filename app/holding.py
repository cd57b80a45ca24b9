"""One bot a resort: two on one database would both answer.

A file is locked, and a second bot on it is refused. A schema of PostgreSQL is held by a lease, and a second bot, on
another machine, stands by until the first gives it up or falls silent.
"""

import asyncio
import contextlib
import fcntl
import logging
import os
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from app import systemd
from app.place import check_not_other
from app.protection import CannotStart
from db.address import Address, Schema
from db.database import Database, Tx, Unavailable
from db.postgresql import Candidate
from db.postgresql_faults import Denied
from db.postgresql_lease import SECONDS_ALONE, Lease, now
from db.postgresql_schema import Unsuitable

log = logging.getLogger("bot")

SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_OF_SILENCE = 5.0  # before it is said that the server does not answer


@contextlib.asynccontextmanager
async def held(
    where: Address, *, wait: bool = True, named: str = "DATABASE_URL", begin: bool = True
) -> AsyncIterator[Lease | None]:
    """Hold the resort's database while the block runs. Raises `CannotStart`.

    The bot waits for a schema's lease. A command does not `wait`: it is refused as a file's lock is. `named` is the
    setting or argument that gave the address; a refusal begins with it. Where none may `begin`, no schema is made.
    """
    if not isinstance(where, Schema):
        await check_not_other(where, named)
        with alone(where, named):
            yield None
        return
    candidate = Candidate(where, f"{socket.gethostname()}:{os.getpid()}", begin=begin)
    try:
        lease = await _wait_for(candidate, named, wait=wait)
        extending = asyncio.create_task(_extend(candidate, lease))
        try:
            yield lease
        finally:
            extending.cancel()
            with contextlib.suppress(Unavailable):
                await candidate.release(lease)
    finally:
        await candidate.close()


async def _wait_for(candidate: Candidate, named: str, *, wait: bool) -> Lease:
    said = ""
    while True:
        taking = asyncio.create_task(candidate.take())
        try:
            while not taking.done():
                await asyncio.wait([taking], timeout=SECONDS_OF_SILENCE)
                lease, why = _outcome(taking, named, wait=wait)
                if lease is not None:
                    if wait:
                        log.info("this bot holds the resort's database")
                    return lease
                if not wait:
                    raise CannotStart(f"{named}: {why}")
                if not said:
                    systemd.tell(systemd.RUNNING)
                if why != said:
                    log.warning("standing by: %s", why)
                    said = why
                systemd.tell(systemd.ALIVE)
        finally:
            taking.cancel()
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


def _outcome(taking: asyncio.Task[Lease | None], named: str, *, wait: bool) -> tuple[Lease | None, str]:
    """The lease, or why there is none yet. Raises `CannotStart` where waiting does not help."""
    if not taking.done():
        return None, "the database server does not answer; it commits nothing while its standby is away"
    try:
        lease = taking.result()
    except (Denied, Unsuitable) as error:
        raise CannotStart(f"{named}: {error}") from None
    except Unavailable as error:
        return None, f"the database server cannot be used now: {error}"
    what_to_do = "stop it, or let this one wait until it falls silent"
    if not wait:
        what_to_do = "stop it; if it was killed, try again in ten seconds"
    return lease, f"another bot holds the resort's database; {what_to_do}"


async def _extend(candidate: Candidate, lease: Lease) -> None:
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        with contextlib.suppress(Unavailable):
            await candidate.extend(lease)


async def keep(database: Database) -> None:
    """Extend the lease again and again; returns never, and sets `database.lost` once this bot may not go on.

    That is so when another bot holds the resort, and also when the server did not answer for so long that another one
    might: what this bot cannot know it does not bet on. Much to write is no silence: each commit extends the lease.
    """
    while True:
        with contextlib.suppress(Unavailable, TimeoutError):
            async with asyncio.timeout(SECONDS_BETWEEN_LOOKS):
                await database.write(_nothing)
        if now() - database.held_at >= SECONDS_ALONE:
            database.lost.set()
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


async def _nothing(_: Tx) -> None:
    return


@contextlib.contextmanager
def alone(database: Path, named: str = "DATABASE_URL") -> Iterator[None]:
    """Lock a database file; a second bot on it is refused. Raises `CannotStart`."""
    with contextlib.ExitStack() as locked:
        try:
            database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = database.with_name(f"{database.name}.lock")
            file.touch(mode=0o600)
            lock = locked.enter_context(file.open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(f"{named}: another Siaga is running on {database}") from None
        except OSError as error:
            raise CannotStart(f"{named}: cannot use the folder of {database}: {error.strerror}") from None
        yield
