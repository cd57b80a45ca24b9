"""Has working copies made of originals as they come in, the newest first.

A row says how many pictures there are once they lie in the folder. The call of a report never waits for them.
"""

import asyncio
import logging
from pathlib import Path

import orjson

from copies.job import Job, Outcome, page_of, written
from db import evidence
from db.database import Database, Unavailable
from db.evidence import Uncopied
from exports.side_process import NoAnswer, SideProcess

log = logging.getLogger(__name__)

LONGEST_SECONDS = 30.0  # for one original
BUSY_SECONDS = 5.0  # until the database is tried again


class Copier:
    """Copies what is there each time `fetched` is set. `run` it as a task."""

    def __init__(self, database: Database, originals: Path, folder: Path, fetched: asyncio.Event) -> None:
        self._database, self._originals, self._folder, self._fetched = database, originals, folder, fetched
        self.process = SideProcess("copies", LONGEST_SECONDS)
        self._working = True

    @property
    def busy(self) -> bool:
        """Whether copies are being made, or an original came in just now."""
        return self._working or self._fetched.is_set()

    async def run(self) -> None:
        """Copy until cancelled."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            while True:
                self._working = True
                self._fetched.clear()
                try:
                    await self._copy_all()
                except Unavailable as error:
                    log.warning("working copies wait for the database: %s", error)
                    await asyncio.sleep(BUSY_SECONDS)
                    continue
                self._working = False
                await self._fetched.wait()
        finally:
            await self.process.kill()

    async def _copy_all(self) -> None:
        while (original := await self._database.read(evidence.uncopied)) is not None:
            await self._copy(original)
        await self.process.stop()

    async def _copy(self, original: Uncopied) -> None:
        target = self._folder / str(original.id)
        source = self._originals / original.path
        job = Job(str(source.absolute()), str(target.absolute()), original.name)
        try:
            outcome = Outcome(**orjson.loads(await self.process.ask(written(job))))
        except NoAnswer as error:
            outcome = Outcome(0, str(error))
        if outcome.why:
            log.warning("evidence %d has no working copy: %s", original.id, outcome.why)
        if not await self._database.write(lambda tx: evidence.copied(tx, original.id, outcome.pages)):
            await asyncio.to_thread(_remove, target, outcome.pages)  # it was erased meanwhile


def _remove(target: Path, pages: int) -> None:
    for page in range(1, pages + 1):
        Path(page_of(str(target), page)).unlink(missing_ok=True)
