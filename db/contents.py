"""What reports and files say, as fingerprints in the memory of acts: changed behind the bot's back they no longer fit.

A report's fingerprint stands in the event that files it, and each lawful change of what it says is an event with the
next one. Where it stands (its state, unit, holder, ...) is in the event of each act on it: see `db.standing`. A file's
SHA-256 stands in the event of the moment at which it was fetched. Fingerprints are dropped with the words of a report
that its reporter has erased, for a short text could else be found again by its hash.
"""

import hashlib
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from pathlib import Path

import orjson

from db import events, standing, vouched
from db.database import Tx
from db.sql import Row
from reports.state import RecordedAct
from resort.roles import Role

# What a fingerprint covers, part by part, so that the audit can say what was changed. The memory holds these words.
PARTS: Mapping[str, tuple[str, ...]] = {
    "words": ("what", "happened_words", "happened_at", "ongoing", "known_words", "known_at"),
    "place": ("district", "village", "tps", "place", "latitude", "longitude", "estimated"),
    "rank": ("number", "created_at", "kind", "category", "urgency", "seal", "minor", "writes", "kept_from"),
}
_DEGREES = frozenset({"latitude", "longitude"})
_STANDS = "standing"  # in the same list: what `db.standing` covers
_TOLD = {
    "words": "its words",
    "place": "its place",
    "rank": "its kind, its urgency or who may read it",
    _STANDS: "its state, its unit, its holder or what it waits for",
}
_NEWEST, _IN_TURN = 100, 200  # reports that the running bot looks at each time
_PAGE = 1000
_PIECE = 1 << 20  # bytes of a file that are read at once


def fingerprint(row: Row) -> str:
    """SHA-256 of each part of what a report says, as it is stored."""
    return " ".join(f"{part}:{_hash(part, row)}" for part in PARTS)


def filed(tx: Tx, row: Row) -> str:
    """A new report: its fingerprint, for the event that files it, which also holds where it stands."""
    tx.standing.reports[row["id"]] = standing.of_report(row)
    return fingerprint(row)


async def before(tx: Tx, report: int, now: datetime) -> Row:
    """A report that the bot is about to change; `changed` comes after it.

    What somebody else changed before is not vouched for by this: it stays recorded for the audit.
    """
    row = await tx.one("contents.report", id=report)
    assert row is not None
    wrong = _wrong(row, tx.standing.reports.get(report, row["stands"]))
    if wrong:
        vouched.refuse(tx.vault, "reports", report)
    if _STANDS in wrong:
        await _record(tx, now, RecordedAct.CONTENT_FORGED, report, _STANDS)
    return row


async def changed(tx: Tx, before: Row, after: Row, now: datetime) -> None:
    """The bot has changed a report: the next event of it holds where it stands, its fingerprint has one of its own."""
    report, was, is_now = after["id"], fingerprint(before), fingerprint(after)
    tx.standing.reports.pop(report, None)
    if was != is_now and before["recorded"] not in (None, was):
        await _record(tx, now, RecordedAct.CONTENT_FORGED, report, " ".join(_different(before["recorded"], was)))
    tx.standing.reports[report] = standing.of_report(after)
    if was != is_now:
        await _record(tx, now, RecordedAct.CONTENT_CHANGED, report, is_now)


async def cover(tx: Tx, row: Row, now: datetime) -> None:
    """A report of an earlier release: what it says, and where it stands, is covered from here on."""
    tx.standing.reports[row["id"]] = standing.of_report(row)
    await _record(tx, now, RecordedAct.CONTENT_CHANGED, row["id"], fingerprint(row))


async def cover_standing(tx: Tx, row: Row, now: datetime) -> None:
    """A report of the release that covered what it says alone."""
    tx.standing.reports[row["id"]] = standing.of_report(row)
    await _record(tx, now, RecordedAct.STANDS, row["id"], None)


async def erased(tx: Tx, report: int, now: datetime) -> None:
    """The words of a report are gone: from here on what is left of it is covered."""
    row = await tx.one("reports.get", id=report)
    assert row is not None
    tx.standing.reports[report] = standing.of_report(row)
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
    async for problem in files(tx, originals):
        yield problem


async def files(tx: Tx, originals: Path | None = None) -> AsyncIterator[str]:
    """A sentence for each file of evidence that is not as the memory has it."""
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


async def look(tx: Tx) -> None:
    """Refuse the reports that are not as the memory has them, some at a time: the newest, and others in turn."""
    vault = tx.vault
    rows = await tx.all("contents.newest_reports", limit=_NEWEST)
    in_turn = await tx.all("contents.reports", filed=RecordedAct.FILED, after=vault.reports_seen, limit=_IN_TURN)
    vault.reports_seen = in_turn[-1]["id"] if in_turn else 0
    for row in (*rows, *in_turn):
        if row["filed"] is None or not row["waits"] or _wrong(row, row["stands"]):
            vouched.refuse(vault, "reports", row["id"])


async def _reports(tx: Tx) -> AsyncIterator[str]:
    after = 0
    while rows := await tx.all("contents.reports", filed=RecordedAct.FILED, after=after, limit=_PAGE):
        for row in rows:
            if row["filed"] is None:
                yield f"report {row['id']}: nobody filed it"
            elif parts := _wrong(row, row["stands"]):
                yield f"report {row['id']}: {_told(' '.join(parts))} changed"
            elif not row["waits"]:
                yield f"report {row['id']}: it is open, and what looks at it again was taken out"
        after = rows[-1]["id"]


def _wrong(row: Row, stands: str | None) -> list[str]:
    """The parts of a report that are not as the memory has them; `stands` is where it stood last."""
    wrong = [] if row["recorded"] is None else _different(row["recorded"], fingerprint(row))
    return wrong if stands in (None, standing.of_report(row)) else [*wrong, _STANDS]


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
    return hashlib.sha256(orjson.dumps([part, *(_value(column, row) for column in PARTS[part])])).hexdigest()


def _value(column: str, row: Row) -> object:
    """A value as it is read later: a whole degree that is just being stored comes back from SQLite as it was given."""
    value = row[column]
    return float(value) + 0.0 if column in _DEGREES and value is not None else value


def _different(one: str, other: str) -> list[str]:
    """The parts in which two fingerprints differ."""
    return [part for part, was, is_now in zip(PARTS, one.split(), other.split(), strict=True) if was != is_now]


def _told(parts: str) -> str:
    return " and ".join(_TOLD[part] for part in parts.split())


async def _record(tx: Tx, now: datetime, act: RecordedAct, report: int, text: str | None) -> None:
    await events.record(tx, tx.vault, now, str(Role.CLOCK), act, report=report, text=text)
