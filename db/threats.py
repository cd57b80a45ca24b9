"""Reporters who are threatened because of a report, and what tells of a report on other people's phones."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from db import waits
from db.database import Tx
from db.instant import moment, moment_or_none, stored
from db.officers import OfficerKey
from db.reports import ReportKey
from db.sql import Row
from db.waits import WaitKey
from reports.threat import Known, Reach
from resort.waits import Kind

ThreatKey = NewType("ThreatKey", int)


@dataclass(frozen=True, slots=True)
class Threat:
    """One reporter who is threatened; `silent` when they must not be asked, `told_at` when the two have it."""

    key: ThreatKey
    report: ReportKey
    began_at: datetime
    silent: bool
    safe: bool | None
    known: Known | None
    reach: Reach | None
    told_at: datetime | None
    owner: OfficerKey | None
    wait: WaitKey | None


async def begin(tx: Tx, report: ReportKey, due: datetime, now: datetime, *, silent: bool) -> Threat:
    """Somebody is threatened because of a report, or may be; one that was ended begins again."""
    before = await of_report(tx, report)
    if before is None:
        wait = await waits.begin(tx, Kind.THREAT, due, now)
        await tx.run("threats.begin", report=report, silent=int(silent), now=stored(now), wait=wait)
    elif before.wait is None:
        await tx.run("threats.again", id=before.key, wait=await waits.begin(tx, Kind.THREAT, due, now))
    threat = await of_report(tx, report)
    assert threat is not None
    return threat


async def get(tx: Tx, key: ThreatKey) -> Threat | None:
    """One by its number."""
    row = await tx.one("threats.get", id=key)
    return None if row is None else _threat(row)


async def of_report(tx: Tx, report: ReportKey) -> Threat | None:
    """The one of a report."""
    row = await tx.one("threats.of_report", report=report)
    return None if row is None else _threat(row)


async def waiting(tx: Tx, wait: WaitKey) -> Threat | None:
    """The one that a wait belongs to."""
    row = await tx.one("threats.waiting", wait=wait)
    return None if row is None else _threat(row)


async def say(
    tx: Tx, key: ThreatKey, *, safe: bool | None = None, known: Known | None = None, reach: Reach | None = None
) -> None:
    """What the reporter answered; None leaves an answer as it is."""
    word = None if safe is None else "ya" if safe else "tidak"
    await tx.run("threats.say", id=key, safe=word, known=known, reach=reach)


async def told(tx: Tx, key: ThreatKey, now: datetime) -> None:
    """The two have it."""
    await tx.run("threats.told", id=key, now=stored(now))


async def own(tx: Tx, key: ThreatKey, owner: OfficerKey) -> None:
    """One of the two deals with it."""
    await tx.run("threats.own", id=key, owner=owner)


async def end(tx: Tx, threat: Threat, now: datetime) -> None:
    """It is dealt with."""
    await tx.run("threats.end", id=threat.key, now=stored(now))
    if threat.wait is not None:
        await waits.end(tx, threat.wait)


def _threat(row: Row) -> Threat:
    return Threat(
        key=ThreatKey(row["id"]),
        report=ReportKey(row["report"]),
        began_at=moment(row["began_at"]),
        silent=bool(row["silent"]),
        safe=None if row["safe"] is None else row["safe"] == "ya",
        known=None if row["known"] is None else Known(row["known"]),
        reach=None if row["reach"] is None else Reach(row["reach"]),
        told_at=moment_or_none(row["told_at"]),
        owner=row["owner"],
        wait=row["wait"],
    )
