"""Emergencies of people who cannot telephone: open until somebody of us has written to them."""

from dataclasses import dataclass
from datetime import datetime

from db import waits
from db.database import Tx
from db.instant import moment, stored
from db.reports import ReportKey
from db.waits import WaitKey
from resort.waits import Kind, next_due


@dataclass(frozen=True, slots=True)
class Writer:
    """An emergency whose reporter still waits for somebody who writes."""

    report: ReportKey
    filed_at: datetime


async def begin(tx: Tx, report: ReportKey, now: datetime) -> None:
    """Somebody who can only write has sent an emergency."""
    wait = await waits.begin(tx, Kind.WRITER, next_due(Kind.WRITER, 0, now), now)
    await tx.run("writers.begin", report=report, now=stored(now), wait=wait)


async def waiting(tx: Tx, wait: WaitKey) -> Writer | None:
    """The emergency that a wait belongs to."""
    row = await tx.one("writers.waiting", wait=wait)
    return None if row is None else Writer(ReportKey(row["report"]), moment(row["filed_at"]))


async def answered(tx: Tx, report: ReportKey, now: datetime) -> None:
    """Somebody has written to the reporter, or nothing is left to do."""
    row = await tx.one("writers.wait_of", report=report)
    if row is not None:
        await tx.run("writers.end", wait=row["wait"], now=stored(now))
        await waits.end(tx, WaitKey(row["wait"]))
