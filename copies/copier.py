"""Has working copies made of originals as they come in, the newest first.

A row says how many files there are once they lie in the folder. The call of a report never waits for them. Pictures
and short voices have a process of their own, so that they are not behind a video. Where all of a report's files were
looked at, its reporter gets their prints.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from casework import prints
from copies.job import Job, Outcome, page_of
from copies.process import STAMPED, CopyingProcess
from copies.recordings import tool
from copies.worker import LARGEST
from db import evidence
from db.database import Database, Tx, Unavailable
from db.evidence import Uncopied
from db.unit_of_work import Resort, UnitOfWork
from db.vault import Vault
from gateway.after_commit import AfterCommit
from gateway.disk import Reserve

log = logging.getLogger(__name__)

QUICK_SECONDS = 10.0  # the longest for one original
OTHER_SECONDS = 180.0
BUSY_SECONDS = 5.0  # until the database is tried again
REST_SECONDS = 60.0  # after which a process without work ends
TOLD_AT_ONCE = 50


class Copier:
    """Copies what is there each time `wake` is called. `run` it as a task."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        resort: Resort,
        after_commit: AfterCommit,
        originals: Path,
        folder: Path,
        quick: CopyingProcess,
        now: Callable[[], datetime],
        fetched: asyncio.Event,
        reserve: Reserve | None = None,
    ) -> None:
        self._database, self._vault, self._resort, self._after_commit = database, vault, resort, after_commit
        self._originals, self._folder, self._now, self._fetched = originals, folder, now, fetched
        self._reserve = reserve
        self.quick, self.others = quick, CopyingProcess(OTHER_SECONDS)
        self._wakes = {self.quick: asyncio.Event(), self.others: asyncio.Event()}
        self._working = set(self._wakes)

    @property
    def busy(self) -> bool:
        """Whether copies are being made, or an original came in just now."""
        return bool(self._working) or self._fetched.is_set() or any(wake.is_set() for wake in self._wakes.values())

    async def run(self) -> None:
        """Copy until cancelled."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        await asyncio.to_thread(_remove_stamped, self._folder)
        if tool() is None:
            log.warning("ffmpeg is not installed: officers see no videos and sounds, which stay at the desk")
        else:
            await self._database.write(evidence.copy_again)
        try:
            async with asyncio.TaskGroup() as lanes:
                for process in self._wakes:
                    lanes.create_task(self._run_lane(process))
                while True:
                    await self._fetched.wait()
                    for wake in self._wakes.values():
                        wake.set()
                    self._fetched.clear()
        finally:
            await self.others.kill()

    async def _run_lane(self, process: CopyingProcess) -> None:
        wake = self._wakes[process]
        while True:
            self._working.add(process)
            wake.clear()
            try:
                await self._copy_all(process)
            except Unavailable as error:
                log.warning("working copies wait for the database: %s", error)
                await asyncio.sleep(BUSY_SECONDS)
                continue
            self._working.discard(process)
            while not wake.is_set():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(REST_SECONDS):
                        await wake.wait()
                await process.rest()
                if not self._has_room:
                    wake.set()  # look again: what was not copied for want of room is not told of by anybody

    @property
    def _has_room(self) -> bool:
        return self._reserve is None or self._reserve.room >= LARGEST

    async def _copy_all(self, process: CopyingProcess) -> None:
        while self._has_room:
            original = await self._database.read(lambda tx: evidence.uncopied(tx, quick=process is self.quick))
            if original is None:
                break
            await self._copy(process, original)
        await self._tell()

    async def _copy(self, process: CopyingProcess, original: Uncopied) -> None:
        source, target = self._originals / original.path, self._folder / str(original.id)
        outcome = await process.carry_out(Job(str(source.absolute()), str(target.absolute()), original.kind))
        if outcome.why:
            log.warning("evidence %d has no working copy: %s", original.id, outcome.why)

        async def work(tx: Tx) -> bool:
            return await evidence.copied(tx, original.id, outcome.pages, outcome.form, outcome.found, outcome.look)

        if not await self._database.write(work):
            await asyncio.to_thread(_remove, target, outcome)  # it was erased meanwhile

    async def _tell(self) -> None:
        """Give the reporters of files that were all looked at their prints."""
        for report in await self._database.read(lambda tx: evidence.to_tell(tx, TOLD_AT_ONCE)):

            async def work(tx: Tx) -> UnitOfWork:
                now = self._now().astimezone(self._resort.zone)
                uow = UnitOfWork(tx=tx, vault=self._vault, resort=self._resort, now=now)
                await prints.tell(uow, report)  # noqa: B023 - awaited before the next
                return uow

            try:
                await self._after_commit.follow(await self._database.write(work))
            except Unavailable:
                raise
            except Exception:  # one report holds up no other
                log.exception("the prints of report %d wait", report)


def _remove(target: Path, outcome: Outcome) -> None:
    for page in range(1, outcome.pages + 1):
        Path(page_of(str(target), page, outcome.form)).unlink(missing_ok=True)


def _remove_stamped(folder: Path) -> None:
    """Remove what a kill has left on its way to somebody."""
    for file in folder.iterdir():
        if STAMPED in file.name:
            file.unlink()
