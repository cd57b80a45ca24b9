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
from resort.waits import Kind

HelpKey = NewType("HelpKey", int)


@dataclass(frozen=True, slots=True)
class HelpCall:
    """An open call for help: rung until somebody answers, then asked after until the officer is safe."""

    key: HelpKey
    report: ReportKey
    officer: OfficerKey
    called_at: datetime
    answered_by: OfficerKey | None
    wait: WaitKey


async def begin(tx: Tx, report: ReportKey, officer: OfficerKey, due: datetime, now: datetime) -> None:
    """An officer needs help at a report; it is rung again at `due`."""
    wait = await waits.begin(tx, Kind.HELP, due, now)
    await tx.run("help_calls.begin", report=report, officer=officer, now=stored(now), wait=wait)


async def of_report(tx: Tx, report: ReportKey) -> HelpCall | None:
    """The open call for help at a report."""
    return _help_call(await tx.one("help_calls.of_report", report=report))


async def waiting(tx: Tx, wait: WaitKey) -> HelpCall | None:
    """The open call for help that a wait belongs to."""
    return _help_call(await tx.one("help_calls.waiting", wait=wait))


async def answer(tx: Tx, call: HelpCall, by: OfficerKey, due: datetime, now: datetime) -> None:
    """Somebody comes: it is rung no longer, and the officer is asked at `due` whether it is over."""
    await tx.run("help_calls.answer", id=call.key, officer=by, now=stored(now))
    await waits.renew(tx, call.wait, due, now)


async def lose_answer(tx: Tx, call: HelpCall, due: datetime, now: datetime) -> None:
    """Whoever was to come cannot: it is rung again."""
    await tx.run("help_calls.lose_answer", id=call.key)
    await waits.renew(tx, call.wait, due, now)


async def pass_to(tx: Tx, call: HelpCall, officer: OfficerKey) -> None:
    """It goes on for another officer who called for help at the same report."""
    await tx.run("help_calls.pass_to", id=call.key, officer=officer)


async def end(tx: Tx, call: HelpCall, now: datetime) -> None:
    """It is over."""
    await tx.run("help_calls.end", id=call.key, now=stored(now))
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
        wait=WaitKey(row["wait"]),
    )
