"""Fetches the originals of evidence in the background, keeps their SHA-256, and removes those that were erased.

Both are rows, done until they are done; one after the other, so that nothing is fetched again behind its erasure.
"""

import asyncio
import hashlib
import logging
import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from db import evidence
from db.database import Database, Tx, Unavailable
from db.evidence import LARGEST, Custody, Wanted
from gateway.disk import Reserve
from gateway.errors import Meaning, Rejected, SlowDown, TelegramError, Unsure
from gateway.transport import Transport

log = logging.getLogger(__name__)

AT_ONCE = 4
NO_ROOM_PAUSE = timedelta(minutes=1)
_LOOK_AT_DISK = 1_000_000  # bytes of a download between two looks at the disk
REMOVED_AT_ONCE = 100
LONGEST_PAUSE = timedelta(minutes=10)
PARTIAL = ".part"
_ENDINGS = {"photo": ".jpg", "voice": ".ogg", "video": ".mp4", "video_note": ".mp4", "audio": ".mp3"}


class _TooLarge(Exception):
    """More comes than a bot can fetch."""


class _NoRoom(Exception):
    """The disk has too little room for this now."""


class EvidenceFetcher:
    """Fetches and removes what is due each time it is woken. `run` it as a task."""

    def __init__(
        self,
        database: Database,
        transport: Transport,
        folder: Path,
        copies: Path,
        now: Callable[[], datetime],
        fetched: asyncio.Event,
        reserve: Reserve | None = None,
    ) -> None:
        self._database, self._transport, self._folder, self._now = database, transport, folder, now
        self._copies, self._fetched, self._reserve = copies, fetched, reserve
        self._coming = 0  # bytes that downloads may still bring
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """There may be something to fetch or to remove."""
        self._wake.set()

    async def run(self) -> None:
        """Fetch and remove until cancelled."""
        for folder in (self._folder, self._copies):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        await asyncio.to_thread(_remove_partial, self._folder)
        while True:
            self._wake.clear()
            try:
                if gone := await self._database.read(lambda tx: evidence.erasing(tx, REMOVED_AT_ONCE)):
                    await self._remove(gone)
                    continue
                files = await self._database.read(lambda tx: evidence.due(tx, self._now(), AT_ONCE))
                if files:
                    ends = await asyncio.gather(*(self._fetch(file) for file in files), return_exceptions=True)
                    if failed := next((end for end in ends if end is not None), None):
                        raise failed
                    continue
                next_due = await self._database.read(evidence.next_due)
            except Unavailable as error:
                log.warning("evidence waits for the database: %s", error)
                next_due = self._now() + timedelta(seconds=5)
            pause = None if next_due is None else max(0.1, (next_due - self._now()).total_seconds())
            try:
                async with asyncio.timeout(pause):  # wait_for can lose a cancellation before Python 3.12
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _remove(self, numbers: list[int]) -> None:
        """Take originals and their copies off the disk, durably, also one that a kill left half fetched."""
        for folder in (self._copies, self._folder):
            await asyncio.to_thread(_remove, folder, frozenset(map(str, numbers)))

        async def work(tx: Tx) -> None:
            for number in numbers:
                await evidence.erased(tx, number)

        await self._database.write(work)

    async def _fetch(self, file: Wanted) -> None:
        try:
            path, sha256, size = await self._fetch_with_room(file)
        except (Rejected, _TooLarge) as error:
            too_big = isinstance(error, _TooLarge) or error.meaning is Meaning.FILE_TOO_BIG
            custody = Custody.TOO_BIG if too_big else Custody.LOST
            log.warning("evidence %d cannot be fetched: %s", file.id, error)
            await self._database.write(lambda tx: evidence.ended(tx, file.id, custody, self._now()))
            self._fetched.set()
        except _NoRoom:
            log.warning("evidence %d waits for room on the disk", file.id)
            await self._database.write(lambda tx: evidence.put_off(tx, file.id, self._now() + NO_ROOM_PAUSE))
        except (TelegramError, OSError) as error:
            seconds = error.seconds if isinstance(error, SlowDown) else 2.0 ** min(file.attempts, 10)
            log.warning("evidence %d is tried again: %s", file.id, type(error).__name__)
            at = self._now() + min(timedelta(seconds=seconds), LONGEST_PAUSE)
            await self._database.write(lambda tx: evidence.again(tx, file.id, at))
        else:
            await self._database.write(lambda tx: evidence.fetched(tx, file.id, sha256, path, size, self._now()))
            self._fetched.set()

    async def _fetch_with_room(self, file: Wanted) -> tuple[str, str, int]:
        """Fetch a file for which there is room; the room is taken for all of it before it begins to come."""
        said = min(file.size or LARGEST, LARGEST)
        self._take_room(said)
        try:
            described = await self._transport.call("getFile", {"file_id": file.file_id})
            if (file_path := described.get("file_path")) is None:
                raise Unsure("a file without a path")
            return await self._download(file, file_path, said)
        finally:
            self._coming -= said

    def _take_room(self, size: int) -> None:
        if self._reserve is not None and self._reserve.room - self._coming < size:
            raise _NoRoom
        self._coming += size

    async def _download(self, file: Wanted, file_path: str, said: int) -> tuple[str, str, int]:
        """Write the bytes to disk, durably, under a name that tells nothing but the row; or leave nothing there."""
        name = f"{file.id}{_ENDINGS.get(file.kind) or Path(file_path).suffix[:8]}"
        target = self._folder / name
        partial = target.with_name(name + PARTIAL)
        try:
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                sha256, size = await self._receive(file_path, out, said)
                out.flush()
                await asyncio.to_thread(os.fsync, out.fileno())
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        await asyncio.to_thread(_sync_folder, self._folder)
        return name, sha256, size

    async def _receive(self, file_path: str, out: BinaryIO, said: int) -> tuple[str, int]:
        """Write what comes, and count it: no more than a bot can fetch, nor than there is room for."""
        digest, size, looked = hashlib.sha256(), 0, 0
        async with self._transport.download(file_path) as pieces:
            async for piece in pieces:
                size += len(piece)
                if size > LARGEST:
                    raise _TooLarge(f"more than {LARGEST} bytes")
                if self._reserve is not None and (size > said or size - looked > _LOOK_AT_DISK):
                    looked = size
                    if self._reserve.room < len(piece):
                        raise _NoRoom
                digest.update(piece)
                out.write(piece)
        return digest.hexdigest(), size


def _remove_partial(folder: Path) -> None:
    """Remove what a kill has left half fetched."""
    for file in folder.iterdir():
        if file.name.endswith(PARTIAL):
            file.unlink()


def _remove(folder: Path, numbers: frozenset[str]) -> None:
    for file in folder.iterdir():
        if re.split(r"[.-]", file.name)[0] in numbers:
            file.unlink()
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
