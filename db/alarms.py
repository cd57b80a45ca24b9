"""Alarms about the bot's own condition: one row for each trouble until it is over."""

from dataclasses import dataclass
from datetime import datetime

from db.database import Tx
from db.instant import moment, moment_or_none, stored, stored_or_none


@dataclass(frozen=True, slots=True)
class Alarm:
    """A trouble that is not over. `well_at` is since when all looks well again."""

    trouble: str
    since: datetime
    told_at: datetime | None = None
    well_at: datetime | None = None


async def every(tx: Tx) -> list[Alarm]:
    """All alarms."""
    return [
        Alarm(row["trouble"], moment(row["since"]), moment_or_none(row["told_at"]), moment_or_none(row["well_at"]))
        for row in await tx.all("alarms.every")
    ]


async def last_alive(tx: Tx) -> datetime | None:
    """When a bot last said here that it runs."""
    row = await tx.one("alarms.last_alive")
    return None if row is None else moment(row["since"])


async def alive(tx: Tx, at: datetime) -> None:
    """Note that the bot runs: the next start tells from it how long it did not."""
    await tx.run("alarms.alive", at=stored(at))


async def begin(tx: Tx, trouble: str, since: datetime) -> None:
    """Store a new alarm; one that exists stays as it is."""
    await tx.run("alarms.begin", trouble=trouble, since=stored(since))


async def store(tx: Tx, alarm: Alarm) -> None:
    """Store a changed alarm."""
    await tx.run(
        "alarms.store",
        trouble=alarm.trouble,
        told_at=stored_or_none(alarm.told_at),
        well_at=stored_or_none(alarm.well_at),
    )


async def end(tx: Tx, trouble: str) -> None:
    """Remove an alarm that is over."""
    await tx.run("alarms.end", trouble=trouble)
