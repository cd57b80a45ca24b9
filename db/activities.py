"""What officers report of their own work."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from conversations.activity import ActivityDraft
from db.database import Tx
from db.instant import moment, stored
from db.officers import Officer, OfficerKey
from db.sql import Row
from resort.work import Work

ActivityKey = NewType("ActivityKey", int)


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as it was reported; `callsign` is how the officer who did it is called."""

    key: ActivityKey
    officer: OfficerKey
    callsign: str
    unit: str
    work: Work
    place: str | None
    latitude: float | None
    longitude: float | None
    result: str | None
    photo: str | None  # Telegram's file_id
    at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which activities to see: since a moment, of one unit or all, of one officer or everybody."""

    since: datetime
    unit: str | None = None
    officer: OfficerKey | None = None


async def add(tx: Tx, officer: Officer, draft: ActivityDraft, now: datetime) -> None:
    """Store a finished activity."""
    await tx.run(
        "activities.add",
        officer=officer.key,
        unit=officer.unit,
        kind=draft.work,
        place=draft.place,
        latitude=draft.latitude,
        longitude=draft.longitude,
        result=draft.result,
        file_id=draft.photo,
        now=stored(now),
    )


async def counts(tx: Tx, wanted: Wanted) -> dict[str, dict[Work, int]]:
    """How many there are of each kind, by unit."""
    found: dict[str, dict[Work, int]] = {}
    for row in await tx.all("activities.counts", **_values(wanted)):
        found.setdefault(row["unit"], {})[Work(row["kind"])] = int(row["total"])
    return found


async def page(tx: Tx, wanted: Wanted, work: Work | None, limit: int, offset: int) -> list[Activity]:
    """A page of the activities of a kind, or of any, the newest first."""
    rows = await tx.all("activities.page", **_values(wanted), kind=work or "", limit=limit, offset=offset)
    return [_activity(row) for row in rows]


async def get(tx: Tx, key: ActivityKey) -> Activity | None:
    """An activity by number."""
    row = await tx.one("activities.get", id=key)
    return None if row is None else _activity(row)


def _values(wanted: Wanted) -> dict[str, object]:
    return {"since": stored(wanted.since), "unit": wanted.unit or "", "officer": wanted.officer or 0}


def _activity(row: Row) -> Activity:
    return Activity(
        key=ActivityKey(row["id"]),
        officer=OfficerKey(row["officer"]),
        callsign=row["callsign"],
        unit=row["unit"],
        work=Work(row["kind"]),
        place=row["place"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        result=row["result"],
        photo=row["file_id"],
        at=moment(row["created_at"]),
    )
