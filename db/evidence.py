"""Evidence: files that lie with Telegram and are fetched, as they were sent, into our own folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.answer import Attachment
from db import contents
from db.database import Tx
from db.instant import moment_or_none, stored
from db.officers import OfficerKey
from db.reports import ReportKey

LARGEST = 20_000_000  # bytes; a bot can fetch no more
_MOST_LOOKS = 2000  # of officers' latest pictures, with which a new one is compared
_SAME_LOOK = 5  # bits of 64 in which one picture differs that was made smaller or compressed anew


class Custody(StrEnum):
    """Where the original of a piece of evidence is."""

    HELD = "held"  # with Telegram; its reporter has sent so much today that somebody of the desk decides to fetch it
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
    size: int | None  # as Telegram said


class Found(StrEnum):
    """What an original tells of whoever made it, none of which its working copy has."""

    GPS = "gps"  # where it was made
    OWNER = "owner"  # the name of a person
    DEVICE = "device"  # the make of the camera or phone
    MORE = "more"  # not of its maker: it has more pages than its working copy has pictures


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a report: where its original is, and its working copy.

    `copies` says how many files the working copy has, `form` as what they are sent: None until it is known.
    """

    id: int
    file: Attachment
    custody: Custody
    copies: int | None
    form: str | None = None
    found: frozenset[Found] = frozenset()
    sha256: str | None = None
    path: str | None = None  # of the original, below the folder of evidence
    officer: OfficerKey | None = None  # whose note it belongs to; None: the reporter's


@dataclass(frozen=True, slots=True)
class Uncopied:
    """An original to make a working copy of; `path` is below the folder of evidence."""

    id: int
    path: str
    kind: str


async def add(
    tx: Tx,
    report: ReportKey,
    files: Sequence[Attachment],
    now: datetime,
    officer: OfficerKey | None = None,
    most_bytes: int | None = None,
) -> None:
    """Add files to a report, its reporter's or an officer's; one that it has already is not added again.

    What goes beyond `most_bytes` is held.
    """
    left = most_bytes
    for file in files:
        state = Custody.TOO_BIG if (file.size or 0) > LARGEST else Custody.WANTED
        if left is not None and state is Custody.WANTED:
            left -= file.size or LARGEST
            state = Custody.WANTED if left >= 0 else Custody.HELD
        await tx.run(
            "evidence.add",
            report=report,
            officer=officer,
            kind=file.kind,
            file_id=file.file_id,
            file_unique_id=file.unique_id,
            size=file.size,
            mime=file.mime,
            caption=file.caption,
            state=state,
            now=stored(now),
        )


async def of_report(tx: Tx, report: ReportKey) -> list[Piece]:
    """The files of a report in the order they came, those of officers' notes too."""
    return [
        Piece(
            row["id"],
            Attachment(row["kind"], row["file_id"], row["file_unique_id"], row["size"], row["mime"], row["caption"]),
            Custody(row["state"]),
            row["copies"],
            row["form"],
            frozenset(Found(each) for each in (row["found"] or "").split(",") if each),
            row["sha256"],
            row["path"],
            row["officer"],
        )
        for row in await tx.all("evidence.of_report", report=report)
    ]


async def of_reporter(tx: Tx, report: ReportKey) -> list[Piece]:
    """The files that its reporter sent, in the order they came."""
    return [piece for piece in await of_report(tx, report) if piece.officer is None]


async def uncopied(tx: Tx, *, quick: bool) -> Uncopied | None:
    """The newest original that was not looked at yet; `quick`: of those said to be pictures or short voices."""
    row = await tx.one("evidence.uncopied_quick" if quick else "evidence.uncopied_others")
    return None if row is None else Uncopied(row["id"], row["path"], row["kind"])


async def copied(tx: Tx, id: int, copies: int, form: str, found: Sequence[str], look: str = "") -> bool:
    """A working copy of an original was made, or none can be; False when it was erased meanwhile.

    What it looks like is kept of officers' files alone.
    """
    known = ",".join(each for each in found if each in set(Found)) or None
    return await tx.run("evidence.copied", id=id, copies=copies, form=form or None, found=known, look=look or None) == 1


async def copy_again(tx: Tx) -> int:
    """Try again where no working copy could be made for want of a tool; returns how many there are."""
    return await tx.run("evidence.copy_again")


async def to_tell(tx: Tx, limit: int) -> list[ReportKey]:
    """Reports whose reporters have not got the prints of their files, and none of whose files is still looked at."""
    return [ReportKey(row["report"]) for row in await tx.all("evidence.to_tell", limit=limit)]


async def told(tx: Tx, report: ReportKey, now: datetime) -> frozenset[int]:
    """Its reporter gets the prints of files now; returns which files those are."""
    untold = frozenset(row["id"] for row in await tx.all("evidence.untold", report=report))
    await tx.run("evidence.told", report=report, now=stored(now))
    return untold


def print_of(piece: Piece) -> str | None:
    """The beginning of an original's SHA-256 as people can read it out; None when we do not have it."""
    return None if piece.sha256 is None else " ".join(piece.sha256[at : at + 4] for at in range(0, 16, 4))


def named(number: str, pieces: Sequence[Piece]) -> list[tuple[str, Piece]]:
    """The files of a report with what people call each: evidence and officers' notes are counted apart, from 1."""
    names: list[tuple[str, Piece]] = []
    evidence = notes = 0
    for piece in pieces:
        if piece.officer is None:
            evidence += 1
            names.append((f"{number}-bukti-{evidence}", piece))
        else:
            notes += 1
            names.append((f"{number}-catatan-{notes}", piece))
    return names


async def bytes_since(tx: Tx, reports: Sequence[ReportKey], since: datetime) -> int:
    """How much the reporter of these reports has sent since a moment that we fetch or have fetched."""
    return sum([int(await tx.value("evidence.bytes_since", report=each, since=stored(since))) for each in reports])


async def fetch_held(tx: Tx, report: ReportKey, now: datetime) -> int:
    """Fetch what was held of a report; returns how many files that are."""
    return await tx.run("evidence.fetch_held", report=report, now=stored(now))


async def put_off(tx: Tx, id: int, at: datetime) -> None:
    """There is no room for it now; try then, which is no failed attempt."""
    await tx.run("evidence.put_off", id=id, due_at=stored(at))


async def count(tx: Tx, report: ReportKey) -> int:
    """How many files its reporter has sent."""
    return int(await tx.value("evidence.count", report=report))


async def count_with_merged(tx: Tx, report: ReportKey) -> int:
    """How many files officers see with a report: its own, and those of the reports merged into it."""
    return int(await tx.value("evidence.count_with_merged", report=report))


async def due(tx: Tx, now: datetime, limit: int) -> list[Wanted]:
    """Files to fetch now."""
    rows = await tx.all("evidence.due", now=stored(now), limit=limit)
    return [Wanted(row["id"], row["file_id"], row["kind"], row["mime"], row["attempts"], row["size"]) for row in rows]


async def next_due(tx: Tx) -> datetime | None:
    """When the next file is to be fetched."""
    return moment_or_none(await tx.value("evidence.next_due"))


async def erasing(tx: Tx, limit: int) -> list[int]:
    """The files whose originals are to be removed from our folder; each one's name there begins with its number."""
    return [row["id"] for row in await tx.all("evidence.erasing", limit=limit)]


async def erased(tx: Tx, id: int) -> None:
    """The original is gone."""
    await tx.run("evidence.erased", id=id)


async def fetched(tx: Tx, id: int, sha256: str, path: str, size: int, now: datetime) -> None:
    """The original lies in our folder now; one that was erased meanwhile stays to be removed."""
    if await tx.run("evidence.fetched", id=id, sha256=sha256, path=path, size=size):
        await contents.kept(tx, id, sha256, now)


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


@dataclass(frozen=True, slots=True)
class Proof:
    """A file with which an officer ended a report, or noted something on it."""

    id: int
    report: ReportKey
    officer: OfficerKey
    sha256: str
    unique_id: str
    look: str | None  # see `copies.pictures.look`


async def some_uncompared(tx: Tx) -> bool:
    """Whether an officer's file came that was not held against the others."""
    return await tx.value("evidence.some_uncompared") is not None


async def uncompared(tx: Tx, limit: int) -> list[int]:
    """The officers' files that were not held against the others."""
    return [row["id"] for row in await tx.all("evidence.uncompared", limit=limit)]


async def proof(tx: Tx, id: int) -> Proof | None:
    """An officer's file."""
    row = await tx.one("evidence.proof", id=id)
    if row is None:
        return None
    report, officer = ReportKey(row["report"]), OfficerKey(row["officer"])
    return Proof(row["id"], report, officer, row["sha256"], row["file_unique_id"], row["look"])


async def also_at(tx: Tx, proof: Proof) -> ReportKey | None:
    """Another report at which an officer's file is the same, by its bytes, by Telegram's name of it, or by its look.

    Only what was compared itself is looked at, so that each two are compared once.
    """
    found = await tx.value("evidence.same_by_print", report=proof.report, sha256=proof.sha256)
    if found is None:
        found = await tx.value("evidence.same_by_file", report=proof.report, file_unique_id=proof.unique_id)
    if found is None and proof.look is not None:
        rows = await tx.all("evidence.looks", report=proof.report, limit=_MOST_LOOKS)
        found = next((row["report"] for row in rows if _alike(row["look"], proof.look)), None)
    return None if found is None else ReportKey(found)


def _alike(one: str, other: str) -> bool:
    return (int(one, 16) ^ int(other, 16)).bit_count() <= _SAME_LOOK


async def compared(tx: Tx, id: int, now: datetime) -> None:
    """A file was held against the others."""
    await tx.run("evidence.compared", id=id, now=stored(now))


async def count_proofs(tx: Tx, report: ReportKey) -> int:
    """How many files officers have sent of what they found."""
    return int(await tx.value("evidence.count_proofs", report=report))
