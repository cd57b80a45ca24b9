"""Break-glass: requests to open who made a report, and the one place where a reporter's identity is unsealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from db import chats, reports, vouched, waits
from db.database import Tx
from db.instant import moment, stored
from db.officers import OfficerKey
from db.reports import ReportKey
from db.sql import Row
from db.vault import Vault
from db.waits import WaitKey
from reports.opening_kind import OpeningKind
from resort.waits import Kind

OpeningKey = NewType("OpeningKey", int)


@dataclass(frozen=True, slots=True)
class Opening:
    """A request; `decided` once somebody has granted or refused it, `ended` once nobody did in time."""

    key: OpeningKey
    report: ReportKey
    asked_by: OfficerKey
    reason: str
    kind: OpeningKind
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


async def ask(
    tx: Tx, report: ReportKey, by: OfficerKey, reason: str, due: datetime, now: datetime, kind: OpeningKind
) -> OpeningKey:
    """Write a request down; it is looked at again at `due`."""
    wait = await waits.begin(tx, Kind.OPENING, due, now)
    row = await tx.one("openings.add", report=report, asked_by=by, reason=reason, kind=kind, now=stored(now), wait=wait)
    assert row is not None
    await _vouch(tx, row)
    return OpeningKey(row["id"])


async def get(tx: Tx, key: OpeningKey) -> Opening | None:
    """A request by its number; None also for one that no officer made, or that was changed."""
    row = await tx.one("openings.get", id=key)
    return None if row is None or not vouched.is_genuine(tx.vault, "openings", row) else _opening(row)


async def waiting(tx: Tx, wait: WaitKey) -> Opening | None:
    """The undecided request that a wait belongs to. One that no officer made ends here, and is None."""
    row = await tx.one("openings.waiting", wait=wait)
    if row is None or vouched.is_genuine(tx.vault, "openings", row):
        return None if row is None else _opening(row)
    await tx.one("openings.end", id=row["id"], now=row["asked_at"])
    await waits.end(tx, wait)
    return None


async def decide(tx: Tx, opening: Opening, by: OfficerKey, *, granted: bool) -> None:
    """Grant or refuse an undecided request."""
    row = await tx.one("openings.decide", id=opening.key, decided_by=by, granted=int(granted))
    assert row is not None
    await _vouch(tx, row)
    await _end_wait(tx, opening)


async def end(tx: Tx, opening: Opening, now: datetime) -> None:
    """Nobody decided in time."""
    row = await tx.one("openings.end", id=opening.key, now=stored(now))
    assert row is not None
    await _vouch(tx, row)
    await _end_wait(tx, opening)


async def identity(tx: Tx, vault: Vault, report: ReportKey) -> Identity:
    """Who made a report. Call it only for a request that was granted in this same transaction."""
    name, username = await chats.told(tx, vault, await reports.reporter(tx, report))
    _, phone = await reports.contact(tx, report)
    return Identity(name, username, phone)


async def _vouch(tx: Tx, row: Row) -> None:
    await vouched.vouch(tx, "openings", row)


async def _end_wait(tx: Tx, opening: Opening) -> None:
    if opening.wait is not None:
        await waits.end(tx, opening.wait)


def _opening(row: Row) -> Opening:
    return Opening(
        key=OpeningKey(row["id"]),
        report=ReportKey(row["report"]),
        asked_by=row["asked_by"],
        reason=row["reason"],
        kind=OpeningKind(row["kind"] or OpeningKind.OTHER),
        decided=row["decided_by"] is not None,
        ended=row["ended_at"] is not None,
        asked_at=moment(row["asked_at"]),
        wait=None if row["wait"] is None else WaitKey(row["wait"]),
    )
