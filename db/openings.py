"""Break-glass: requests to open who made a report, and the one place where a reporter's identity is unsealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from db import chats, reports, waits
from db.database import Tx
from db.instant import moment, stored
from db.officers import OfficerKey
from db.reports import ReportKey
from db.sql import Row
from db.vault import Vault
from db.waits import WaitKey
from resort.waits import Kind

OpeningKey = NewType("OpeningKey", int)


@dataclass(frozen=True, slots=True)
class Opening:
    """A request; `decided` once somebody has granted or refused it, `ended` once nobody did in time."""

    key: OpeningKey
    report: ReportKey
    asked_by: OfficerKey
    reason: str
    decided: bool
    ended: bool
    asked_at: datetime
    wait: WaitKey | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who made a report, as Telegram and they themselves told it."""

    name: str
    username: str | None
    phone: str | None


async def ask(tx: Tx, report: ReportKey, by: OfficerKey, reason: str, due: datetime, now: datetime) -> OpeningKey:
    """Write a request down; it is looked at again at `due`."""
    wait = await waits.begin(tx, Kind.OPENING, due, now)
    added = await tx.value("openings.add", report=report, asked_by=by, reason=reason, now=stored(now), wait=wait)
    return OpeningKey(added)


async def get(tx: Tx, key: OpeningKey) -> Opening | None:
    """A request by its number."""
    row = await tx.one("openings.get", id=key)
    return None if row is None else _opening(row)


async def waiting(tx: Tx, wait: WaitKey) -> Opening | None:
    """The undecided request that a wait belongs to."""
    row = await tx.one("openings.waiting", wait=wait)
    return None if row is None else _opening(row)


async def decide(tx: Tx, opening: Opening, by: OfficerKey, *, granted: bool) -> None:
    """Grant or refuse an undecided request."""
    await tx.run("openings.decide", id=opening.key, decided_by=by, granted=int(granted))
    await _end_wait(tx, opening)


async def end(tx: Tx, opening: Opening, now: datetime) -> None:
    """Nobody decided in time."""
    await tx.run("openings.end", id=opening.key, now=stored(now))
    await _end_wait(tx, opening)


async def identity(tx: Tx, vault: Vault, report: ReportKey) -> Identity:
    """Who made a report. Call it only for a request that was granted in this same transaction."""
    row = await tx.one("openings.identity", report=report)
    assert row is not None
    name, username = chats.person(vault, row["person"])
    return Identity(name, username, None if row["phone"] is None else reports.phone(vault, row["phone"]))


async def _end_wait(tx: Tx, opening: Opening) -> None:
    if opening.wait is not None:
        await waits.end(tx, opening.wait)


def _opening(row: Row) -> Opening:
    return Opening(
        key=OpeningKey(row["id"]),
        report=ReportKey(row["report"]),
        asked_by=row["asked_by"],
        reason=row["reason"],
        decided=row["decided_by"] is not None,
        ended=row["ended_at"] is not None,
        asked_at=moment(row["asked_at"]),
        wait=None if row["wait"] is None else WaitKey(row["wait"]),
    )
