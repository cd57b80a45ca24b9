"""Reports that somebody of the resort wrote down for another person, and the two words by which that person asks.

Of the words only a hash is stored, sealed for its row: the database alone lets nobody try them.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from db import contents, reporters
from db.chats import ChatKey
from db.database import Tx
from db.instant import moment, stored, stored_or_none
from db.officers import OfficerKey
from db.reports import Report, ReportKey
from db.sql import Row
from db.vault import WrongKey
from reports.recorded import Way

_CODE = b"recorded.code"
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is known of a report besides itself, because somebody wrote it down."""

    report: ReportKey
    recorder: OfficerKey
    way: Way | None
    heard_words: str | None
    heard_at: datetime
    accused: bool  # its words accuse the recorder's own office
    undated: bool
    held: bool  # only the desk was called so far


async def add(tx: Tx, record: Recorded, code: str) -> None:
    """Store it, with the code in the one form in which it is compared."""
    await tx.run(
        "recorded.add",
        report=record.report,
        recorder=record.recorder,
        way=record.way,
        heard_words=record.heard_words,
        heard_at=stored(record.heard_at),
        code=tx.vault.seal(_hash(record.report, code), _CODE, record.report),
        accused=int(record.accused),
        undated=int(record.undated),
    )


async def get(tx: Tx, report: ReportKey) -> Recorded | None:
    """What is known of a report because somebody wrote it down; None for one that its reporter sent."""
    row = await tx.one("recorded.get", report=report)
    return None if row is None else _recorded(row)


async def tries(tx: Tx, report: ReportKey, now: datetime) -> int:
    """How many wrong codes were tried within the day."""
    row = await tx.one("recorded.get", report=report)
    if row is None or row["tries_since"] is None or now - moment(row["tries_since"]) >= A_DAY:
        return 0
    return int(row["tries"])


async def try_code(tx: Tx, report: ReportKey, code: str, now: datetime) -> bool:
    """Whether a code is that of a report; a wrong one is counted."""
    row = await tx.one("recorded.get", report=report)
    assert row is not None
    try:
        right = hmac.compare_digest(tx.vault.open(row["code"], _CODE, report), _hash(report, code))
    except WrongKey:
        right = False
    if not right:
        before = await tries(tx, report, now)
        since = now if before == 0 else moment(row["tries_since"])
        await tx.run("recorded.tried", report=report, tries=before + 1, since=stored(since))
    return right


async def hold(tx: Tx, report: ReportKey) -> None:
    """Only the desk is called to it for now."""
    await tx.run("recorded.hold", report=report)


async def release(tx: Tx, report: ReportKey) -> bool:
    """Everybody may be called to it from now on; False when they may already."""
    return await tx.run("recorded.release", report=report) == 1


async def date(tx: Tx, report: Report, words: str | None, at: datetime | None, now: datetime, *, ongoing: bool) -> bool:
    """Store when it happened; False when that was said before."""
    if await tx.run("recorded.dated", report=report.key) != 1:
        return False
    before = await contents.before(tx, report.key, now)
    after = await tx.one(
        "recorded.date_report",
        report=report.key,
        happened_words=words,
        happened_at=stored_or_none(at),
        ongoing=int(ongoing),
    )
    assert after is not None
    await contents.changed(tx, before, after, now)
    return True


async def renew(tx: Tx, chat: ChatKey) -> None:
    """Seal what a person wrote down for others with the current key."""
    for row in await tx.all("recorded.of_chat", chat=chat):
        report = ReportKey(row["report"])
        await reporters.renew_one(tx, report)
        if not tx.vault.is_current(row["code"]):
            try:
                plain = tx.vault.open(row["code"], _CODE, report)
            except WrongKey:
                continue
            await tx.run("recorded.renew", report=report, code=tx.vault.seal(plain, _CODE, report))


def _hash(report: ReportKey, code: str) -> bytes:
    return hashlib.sha256(f"{report}|{code}".encode()).digest()


def _recorded(row: Row) -> Recorded:
    return Recorded(
        report=ReportKey(row["report"]),
        recorder=OfficerKey(row["recorder"]),
        way=None if row["way"] is None else Way(row["way"]),
        heard_words=row["heard_words"],
        heard_at=moment(row["heard_at"]),
        accused=bool(row["accused"]),
        undated=bool(row["undated"]),
        held=bool(row["held"]),
    )
