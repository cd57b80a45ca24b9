"""Break-glass: requests to open who made a report, and the one place where a reporter's identity is unsealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from db import chats, reports
from db.database import Tx
from db.instant import stored
from db.officers import OfficerKey
from db.reports import ReportKey
from db.vault import Vault

OpeningKey = NewType("OpeningKey", int)


@dataclass(frozen=True, slots=True)
class Opening:
    """A request; `decided` once somebody has granted or refused it."""

    key: OpeningKey
    report: ReportKey
    asked_by: OfficerKey
    reason: str
    decided: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Who made a report, as Telegram and they themselves told it."""

    name: str
    username: str | None
    phone: str | None


async def ask(tx: Tx, report: ReportKey, by: OfficerKey, reason: str, now: datetime) -> OpeningKey:
    """Write a request down."""
    return OpeningKey(await tx.value("openings.add", report=report, asked_by=by, reason=reason, now=stored(now)))


async def get(tx: Tx, key: OpeningKey) -> Opening | None:
    """A request by its number."""
    row = await tx.one("openings.get", id=key)
    if row is None:
        return None
    return Opening(key, ReportKey(row["report"]), row["asked_by"], row["reason"], row["decided_by"] is not None)


async def decide(tx: Tx, key: OpeningKey, by: OfficerKey, *, granted: bool) -> bool:
    """Grant or refuse a request; False when somebody has already."""
    return await tx.run("openings.decide", id=key, decided_by=by, granted=int(granted)) == 1


async def identity(tx: Tx, vault: Vault, report: ReportKey) -> Identity:
    """Who made a report. Call it only for a request that was granted in this same transaction."""
    row = await tx.one("openings.identity", report=report)
    assert row is not None
    name, username = chats.person(vault, row["person"])
    return Identity(name, username, None if row["phone"] is None else reports.phone(vault, row["phone"]))
