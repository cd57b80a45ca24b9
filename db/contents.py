"""What reports and files say, as fingerprints in the memory of acts: changed behind the bot's back they no longer fit.

A report's fingerprint stands in the event that files it, and each lawful change of what it says is an event with the
next one. A file's SHA-256 stands in the event of the moment at which it was fetched. Fingerprints are dropped with the
words of a report that its reporter has erased, for a short text could else be found again by its hash.
"""

import hashlib
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from pathlib import Path

import orjson

from db import events, vouched
from db.database import Tx
from db.sql import Row
from reports.state import RecordedAct
from resort.roles import Role

# What a fingerprint covers, part by part, so that the audit can say what was changed. The memory holds these words.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "words": ("what", "happened_words", "happened_at", "ongoing", "known_words", "known_at"),
    "place": ("district", "village", "tps", "place", "latitude", "longitude", "estimated"),
    "rank": ("number", "created_at", "kind", "category", "urgency", "seal", "minor", "writes", "kept_from"),
}
_TOLD = {"words": "its words", "place": "its place", "rank": "its kind, its urgency or who may read it"}
_PAGE = 1000
_PIECE = 1 << 20  # bytes of a file that are read at once


def fingerprint(row: Row) -> str:
    """SHA-256 of each part of what a report says, as it is stored."""
    return " ".join(f"{part}:{_hash(part, row)}" for part in _PARTS)


async def changed(tx: Tx, before: Row, now: datetime) -> None:
    """Record a report's new fingerprint if the bot has just changed what it says; `before` is the row until then.

    Nothing that somebody else changed before is vouched for by this: it stays recorded for the audit.
    """
    report = before["id"]
    after = await tx.one("reports.get", id=report)
    assert after is not None
    was, is_now = fingerprint(before), fingerprint(after)
    if was == is_now:
        return
    known = await tx.value("contents.recorded", report=report)
    if known is not None and known != was:
        vouched.refuse(tx.vault, "reports", report)
        text = " ".join(_different(known, was))
        await _record(tx, now, RecordedAct.CONTENT_FORGED, report, text)
    await _record(tx, now, RecordedAct.CONTENT_CHANGED, report, is_now)


async def cover(tx: Tx, row: Row, now: datetime) -> None:
    """A report of an earlier release: what it says from here on is covered."""
    await _record(tx, now, RecordedAct.CONTENT_CHANGED, row["id"], fingerprint(row))


async def erased(tx: Tx, report: int, now: datetime) -> None:
    """The words of a report are gone: from here on what is left of it is covered."""
    row = await tx.one("reports.get", id=report)
    assert row is not None
    await _record(tx, now, RecordedAct.CONTENT_CHANGED, report, fingerprint(row))


async def kept(tx: Tx, file: int, sha256: str, now: datetime) -> None:
    """An original lies in our folder now."""
    report = int(await tx.value("contents.report_of_file", id=file))
    await _record(tx, now, RecordedAct.FILE_KEPT, report, f"{file} {sha256}")


async def find(tx: Tx, originals: Path | None = None) -> AsyncIterator[str]:
    """A sentence for each report and file that is not as the memory has it; `originals` is the folder of evidence."""
    async for problem in _reports(tx):
        yield problem
    for row in await tx.all("contents.forged", act=RecordedAct.CONTENT_FORGED):
        yield f"report {row['report']}: {_told(row['text'])} had been changed before event {row['id']}"
    for row in await tx.all("contents.lost_reports", act=RecordedAct.FILED):
        yield f"report {row['report']}: removed"
    after = 0
    while rows := await tx.all("contents.files", act=RecordedAct.FILE_KEPT, after=after, limit=_PAGE):
        for row in rows:
            number, _, sha256 = row["text"].partition(" ")
            file = await tx.one("contents.file", id=int(number))
            if (wrong := _of_file(row, sha256, file, originals)) is not None:
                yield f"evidence {number}: {wrong}"
        after = rows[-1]["id"]


async def unknown_files(tx: Tx) -> AsyncIterator[str]:
    """A sentence for each file that was never fetched by the bot; once those of earlier releases are covered."""
    after = 0
    while rows := await tx.all("contents.unknown_files", after=after, limit=_PAGE):
        for row in rows:
            yield f"evidence {row['id']}: not fetched by this bot"
        after = rows[-1]["id"]


async def _reports(tx: Tx) -> AsyncIterator[str]:
    after = 0
    while rows := await tx.all("contents.reports", filed=RecordedAct.FILED, after=after, limit=_PAGE):
        for row in rows:
            if row["filed"] is None:
                yield f"report {row['id']}: nobody filed it"
            elif row["recorded"] is not None and (parts := _different(row["recorded"], fingerprint(row))):
                yield f"report {row['id']}: {_told(' '.join(parts))} changed"
        after = rows[-1]["id"]


def _of_file(event: Row, sha256: str, file: Row | None, originals: Path | None) -> str | None:
    if file is None or file["report"] != event["report"] or file["state"] != "fetched":
        return "taken out"
    if file["sha256"] != sha256:
        return "its hash changed"
    if originals is None:
        return None
    path = originals / file["path"]
    try:
        return None if _hash_of_file(path) == sha256 else "its file changed"
    except OSError:
        return "its file missing"


def _hash_of_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _hash(part: str, row: Row) -> str:
    return hashlib.sha256(orjson.dumps([part, *(row[column] for column in _PARTS[part])])).hexdigest()


def _different(one: str, other: str) -> list[str]:
    """The parts in which two fingerprints differ."""
    return [part for part, was, is_now in zip(_PARTS, one.split(), other.split(), strict=True) if was != is_now]


def _told(parts: str) -> str:
    return " and ".join(_TOLD[part] for part in parts.split())


async def _record(tx: Tx, now: datetime, act: RecordedAct, report: int, text: str) -> None:
    await events.record(tx, tx.vault, now, str(Role.CLOCK), act, report=report, text=text)
