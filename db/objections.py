"""Units that a report is kept from, since its words accuse their office: what the reporter said, what was decided."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from db import waits
from db.database import Tx
from db.instant import moment_or_none, stored
from db.officers import OfficerKey
from db.reports import ReportKey
from db.sql import Row
from db.waits import WaitKey
from reports.wish import Wish
from resort.waits import Kind

ObjectionKey = NewType("ObjectionKey", int)


class Outcome(StrEnum):
    """What became of the question whether a unit gets a report. Stored: never change one."""

    NOT_THEIRS = "tidak"  # the reporter said that nobody of that office is meant
    KEPT = "tetap"  # it stays away from there
    LIFTED = "akan_dikirim"  # the level above sends it there; the reporter was told and may still object
    SENT = "dikirim"


@dataclass(frozen=True, slots=True)
class Objection:
    """One unit that a report is kept from; without a wait nothing is left to decide."""

    key: ObjectionKey
    report: ReportKey
    unit: str
    asked_at: datetime | None
    answer: Wish | None
    outcome: Outcome | None
    wait: WaitKey | None


async def hold(tx: Tx, report: ReportKey, unit: str, due: datetime, now: datetime) -> None:
    """Begin to ask about a unit; at `due` the level above decides if no answer came."""
    wait = await waits.begin(tx, Kind.OBJECTION, due, now)
    await tx.run("objections.hold", report=report, unit=unit, now=stored(now), wait=wait)


async def get(tx: Tx, key: ObjectionKey) -> Objection | None:
    """One by its number."""
    row = await tx.one("objections.get", id=key)
    return None if row is None else _objection(row)


async def waiting(tx: Tx, wait: WaitKey) -> Objection | None:
    """The one that a wait belongs to."""
    row = await tx.one("objections.waiting", wait=wait)
    return None if row is None else _objection(row)


async def of_report(tx: Tx, report: ReportKey) -> list[Objection]:
    """Every unit that a report was ever kept from, the first one first."""
    return [_objection(row) for row in await tx.all("objections.of_report", report=report)]


async def asked(tx: Tx, key: ObjectionKey, now: datetime) -> None:
    """The reporter was asked."""
    await tx.run("objections.asked", id=key, now=stored(now))


async def answer(tx: Tx, key: ObjectionKey, said: Wish, now: datetime) -> None:
    """What the reporter said."""
    await tx.run("objections.answer", id=key, answer=said, now=stored(now))


async def decide(tx: Tx, key: ObjectionKey, outcome: Outcome, officer: OfficerKey) -> None:
    """What the level above decided."""
    await tx.run("objections.decide", id=key, outcome=outcome, officer=officer)


async def end(tx: Tx, objection: Objection, outcome: Outcome | None, now: datetime) -> None:
    """Nothing is left to decide; None leaves the outcome as it is."""
    await tx.run("objections.end", id=objection.key, outcome=outcome, now=stored(now))
    if objection.wait is not None:
        await waits.end(tx, objection.wait)


async def wished_about(tx: Tx, unit: str) -> int:
    """How many reporters wished that a unit does not read their report."""
    return int(await tx.value("objections.wished_about", unit=unit))


async def wished_of(tx: Tx, report: ReportKey) -> bool:
    """Whether the reporter of a report wished that some unit does not read it."""
    return bool(await tx.value("objections.wished_of", report=report))


def _objection(row: Row) -> Objection:
    return Objection(
        key=ObjectionKey(row["id"]),
        report=ReportKey(row["report"]),
        unit=row["unit"],
        asked_at=moment_or_none(row["asked_at"]),
        answer=None if row["answer"] is None else Wish(row["answer"]),
        outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
        wait=row["wait"],
    )
