"""Evidence: files that lie with Telegram and are fetched, as they were sent, into our own folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.answer import Attachment
from db.database import Tx
from db.instant import moment_or_none, stored
from db.reports import ReportKey

LARGEST = 20_000_000  # bytes; a bot can fetch no more


class Custody(StrEnum):
    """Where the original of a piece of evidence is."""

    WANTED = "wanted"  # with Telegram; we still have to fetch it
    FETCHED = "fetched"  # in our folder, with its hash
    TOO_BIG = "too_big"  # Telegram gives bots 20 MB at most: the citizen was told how to hand it over
    LOST = "lost"  # Telegram no longer has it
    ERASING = "erasing"  # its reporter had it erased; the original is still to be removed from our folder
    ERASED = "erased"  # nothing is left but that there was one


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to fetch."""

    id: int
    file_id: str
    kind: str
    mime: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a report, where its original is, and how many pictures its working copy has: None until it is known."""

    id: int
    file: Attachment
    custody: Custody
    copies: int | None


@dataclass(frozen=True, slots=True)
class Uncopied:
    """An original to make a working copy of; `path` is below the folder of evidence."""

    id: int
    path: str
    name: str


async def add(tx: Tx, report: ReportKey, files: Sequence[Attachment], now: datetime) -> None:
    """Add files to a report; one that it has already is not added again."""
    for file in files:
        await tx.run(
            "evidence.add",
            report=report,
            kind=file.kind,
            file_id=file.file_id,
            file_unique_id=file.unique_id,
            size=file.size,
            mime=file.mime,
            caption=file.caption,
            state=Custody.TOO_BIG if (file.size or 0) > LARGEST else Custody.WANTED,
            now=stored(now),
        )


async def of_report(tx: Tx, report: ReportKey) -> list[Piece]:
    """The files of a report, in the order they came."""
    return [
        Piece(
            row["id"],
            Attachment(row["kind"], row["file_id"], row["file_unique_id"], row["size"], row["mime"], row["caption"]),
            Custody(row["state"]),
            row["copies"],
        )
        for row in await tx.all("evidence.of_report", report=report)
    ]


async def uncopied(tx: Tx) -> Uncopied | None:
    """The newest original that may have a working copy and was not looked at yet."""
    row = await tx.one("evidence.uncopied")
    if row is None:
        return None
    return Uncopied(row["id"], row["path"], name_of(row["number"], row["place"]))


async def copied(tx: Tx, id: int, pages: int) -> bool:
    """So many pictures were made of an original; False when it was erased meanwhile."""
    return await tx.run("evidence.copied", id=id, copies=pages) == 1


def name_of(number: str, place: int) -> str:
    """What people call the n-th file of a report, from 1."""
    return f"{number}-bukti-{place}"


async def count(tx: Tx, report: ReportKey) -> int:
    """How many files a report has."""
    return int(await tx.value("evidence.count", report=report))


async def count_with_merged(tx: Tx, report: ReportKey) -> int:
    """How many files officers see with a report: its own, and those of the reports merged into it."""
    return int(await tx.value("evidence.count_with_merged", report=report))


async def due(tx: Tx, now: datetime, limit: int) -> list[Wanted]:
    """Files to fetch now."""
    rows = await tx.all("evidence.due", now=stored(now), limit=limit)
    return [Wanted(row["id"], row["file_id"], row["kind"], row["mime"], row["attempts"]) for row in rows]


async def next_due(tx: Tx) -> datetime | None:
    """When the next file is to be fetched."""
    return moment_or_none(await tx.value("evidence.next_due"))


async def erasing(tx: Tx, limit: int) -> list[int]:
    """The files whose originals are to be removed from our folder; each one's name there begins with its number."""
    return [row["id"] for row in await tx.all("evidence.erasing", limit=limit)]


async def erased(tx: Tx, id: int) -> None:
    """The original is gone."""
    await tx.run("evidence.erased", id=id)


async def fetched(tx: Tx, id: int, sha256: str, path: str, size: int) -> None:
    """The original lies in our folder now; one that was erased meanwhile stays to be removed."""
    await tx.run("evidence.fetched", id=id, sha256=sha256, path=path, size=size)


async def ended(tx: Tx, id: int, custody: Custody, now: datetime) -> None:
    """The original cannot be had."""
    lost_at = stored(now) if custody is Custody.LOST else None
    await tx.run("evidence.refused", id=id, state=custody, lost_at=lost_at)


async def bring_forward(tx: Tx, by: timedelta) -> None:
    """What waits for another try is due so much earlier, for the clock of the machine was set back."""
    await tx.run("evidence.bring_forward", by=by // timedelta(milliseconds=1))


async def again(tx: Tx, id: int, at: datetime) -> None:
    """It did not work this time; try again then."""
    await tx.run("evidence.again", id=id, due_at=stored(at))
