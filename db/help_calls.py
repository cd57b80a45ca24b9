"""Calls for help of officers: open until the officer is safe, rung until somebody answers."""

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

HelpKey = NewType("HelpKey", int)
_KIND = "help_calls"


@dataclass(frozen=True, slots=True)
class HelpCall:
    """An open call for help; `wait` is None once somebody has answered."""

    key: HelpKey
    report: ReportKey
    officer: OfficerKey
    called_at: datetime
    answered_by: OfficerKey | None
    wait: WaitKey | None


async def begin(tx: Tx, report: ReportKey, officer: OfficerKey, due: datetime, now: datetime) -> None:
    """An officer needs help at a report; it is rung again at `due`."""
    wait = await waits.begin(tx, _KIND, due, now)
    await tx.run("help_calls.begin", report=report, officer=officer, now=stored(now), wait=wait)


async def of_report(tx: Tx, report: ReportKey) -> HelpCall | None:
    """The open call for help at a report."""
    return _help_call(await tx.one("help_calls.of_report", report=report))


async def get(tx: Tx, key: HelpKey) -> HelpCall | None:
    """A call for help, if it is open."""
    return _help_call(await tx.one("help_calls.get", id=key))


async def answer(tx: Tx, call: HelpCall, by: OfficerKey, now: datetime) -> None:
    """Somebody comes: it is rung no longer."""
    await tx.run("help_calls.answer", id=call.key, officer=by, now=stored(now))
    await _end_wait(tx, call)


async def end(tx: Tx, call: HelpCall, now: datetime) -> None:
    """It is over."""
    await tx.run("help_calls.end", id=call.key, now=stored(now))
    await _end_wait(tx, call)


async def next_due(tx: Tx) -> datetime | None:
    """When the next unanswered call is rung again."""
    return await waits.next_due(tx, _KIND)


async def due(tx: Tx, now: datetime) -> list[HelpKey]:
    """The unanswered calls that are due, the longest overdue first."""
    return [HelpKey(row["id"]) for row in await tx.all("help_calls.due", now=stored(now))]


async def _end_wait(tx: Tx, call: HelpCall) -> None:
    if call.wait is not None:
        await waits.end(tx, call.wait)


def _help_call(row: Row | None) -> HelpCall | None:
    if row is None:
        return None
    return HelpCall(
        key=HelpKey(row["id"]),
        report=ReportKey(row["report"]),
        officer=OfficerKey(row["officer"]),
        called_at=moment(row["called_at"]),
        answered_by=None if row["answered_by"] is None else OfficerKey(row["answered_by"]),
        wait=None if row["wait"] is None else WaitKey(row["wait"]),
    )
