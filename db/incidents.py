"""Named incidents: the report that leads each, its leader, what officers estimated, and what happens beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from db import waits
from db.database import Tx
from db.instant import moment, stored
from db.officers import OfficerKey
from db.reports import ReportKey
from db.sql import Row
from db.waits import WaitKey
from reports.estimate import Estimate
from resort.waits import Kind, next_due

IncidentKey = NewType("IncidentKey", int)
MOST_SHOWN = 3  # estimates, and numbers beside it


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident that the desk has named and not ended."""

    key: IncidentKey
    report: ReportKey  # that officers act on; the other reports were merged into it
    name: str
    leader: OfficerKey
    began_at: datetime
    line: str | None  # what its leader told all reporters last
    wait: WaitKey


@dataclass(frozen=True, slots=True)
class Estimated:
    """What an officer estimated, and when."""

    callsign: str
    at: datetime
    estimate: Estimate


async def begin(tx: Tx, report: ReportKey, name: str, leader: OfficerKey, now: datetime) -> None:
    """The desk has named an incident."""
    wait = await waits.begin(tx, Kind.INCIDENT, next_due(Kind.INCIDENT, 0, now), now)
    await tx.one("incidents.begin", report=report, name=name, leader=leader, now=stored(now), wait=wait)


async def open_ones(tx: Tx) -> list[Incident]:
    """Every incident that goes on, the oldest first."""
    return [_incident(row) for row in await tx.all("incidents.open_ones")]


async def of_report(tx: Tx, report: ReportKey) -> Incident | None:
    """The incident that a report leads."""
    row = await tx.one("incidents.of_report", report=report)
    return None if row is None else _incident(row)


async def waiting(tx: Tx, wait: WaitKey) -> Incident | None:
    """The incident that a wait belongs to."""
    row = await tx.one("incidents.waiting", wait=wait)
    return None if row is None else _incident(row)


async def lead(tx: Tx, incident: Incident, leader: OfficerKey) -> None:
    """Another officer leads it."""
    await tx.run("incidents.lead", id=incident.key, leader=leader)


async def tell(tx: Tx, incident: Incident, line: str, now: datetime) -> None:
    """Its leader has written what all reporters get."""
    await tx.run("incidents.tell", id=incident.key, line=line, now=stored(now))
    await waits.renew(tx, incident.wait, next_due(Kind.INCIDENT, 0, now), now)


async def follow(tx: Tx, report: ReportKey, to: ReportKey) -> None:
    """Another report leads the incident from now on: it was merged, or the first was withdrawn."""
    await tx.run("incidents.follow", report=report, to=to)


async def end(tx: Tx, incident: Incident, now: datetime) -> None:
    """The desk has ended it."""
    await tx.run("incidents.end", id=incident.key, now=stored(now))
    await waits.end(tx, incident.wait)


async def estimate(tx: Tx, incident: Incident, officer: OfficerKey, said: Estimate, now: datetime) -> None:
    """An officer has estimated what goes on."""
    await tx.run(
        "incidents.estimate",
        incident=incident.key,
        officer=officer,
        now=stored(now),
        people=said.people,
        mood=said.mood,
        weapons=said.weapons,
        hurt=said.hurt,
    )
    await waits.renew(tx, incident.wait, next_due(Kind.INCIDENT, 0, now), now)


async def estimates(tx: Tx, incident: Incident) -> list[Estimated]:
    """The latest estimates, the newest first."""
    return [
        Estimated(row["callsign"], moment(row["at"]), Estimate(row["people"], row["mood"], row["weapons"], row["hurt"]))
        for row in await tx.all("incidents.estimates", incident=incident.key, limit=MOST_SHOWN)
    ]


async def put_beside(tx: Tx, report: ReportKey, incident: IncidentKey) -> None:
    """An alarm near an incident calls for itself."""
    await tx.run("incidents.put_beside", report=report, incident=incident)


async def beside(tx: Tx, incident: Incident) -> list[str]:
    """The numbers of open alarms near an incident that call for themselves, the newest first."""
    rows = await tx.all("incidents.beside", incident=incident.key, limit=MOST_SHOWN)
    return [row["number"] for row in rows]


def _incident(row: Row) -> Incident:
    return Incident(
        IncidentKey(row["id"]),
        ReportKey(row["report"]),
        row["name"],
        OfficerKey(row["leader"]),
        moment(row["began_at"]),
        row["line"],
        WaitKey(row["wait"]),
    )
