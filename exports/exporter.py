"""Has the files made that rows ask for, sends them from disk, and removes them a minute after they left.

A row is done in the very transaction that owes its message: a kill at any moment neither loses a file nor sends it
twice. What lies in the folder without a row, left by a kill or erased since, is removed.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from conversations.render import message
from db import exports
from db.database import Database, Tx, Unavailable
from db.exports import Ending, Export
from db.instant import stored
from db.outbox import Lane, Upload
from db.unit_of_work import Resort, UnitOfWork
from db.vault import Vault
from exports.job import Greeting, Job
from exports.kinds import KINDS
from exports.process import LONGEST_SECONDS, MakingProcess, NotMade
from exports.source import Figures
from gateway.after_commit import AfterCommit
from locales import texts_for

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=LONGEST_SECONDS + 60)
MOST_ATTEMPTS = 4
FOLDER = "exports"  # beside the database
KEEP = timedelta(days=1)  # of one that could not be made, or sent
KEEP_SENT = timedelta(minutes=1)
TIDY_SECONDS = 3600.0
SAID_ONCE = timedelta(hours=1)  # in which one sentence tells of all files that could not be made


class Exporter:
    """Makes one file at a time, each time it is asked. `run` it as a task."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        resort: Resort,
        after_commit: AfterCommit,
        folder: Path,
        greeting: Greeting,
        now: Callable[[], datetime],
        changed: asyncio.Event,
    ) -> None:
        self._database, self._vault, self._resort, self._after_commit = database, vault, resort, after_commit
        self._folder, self._now, self._changed = folder, now, changed
        self.process = MakingProcess(greeting)
        self._working = True

    @property
    def busy(self) -> bool:
        """Whether a file is being made, or was asked for just now."""
        return self._working or self._changed.is_set()

    async def run(self) -> None:
        """Make what is asked for until cancelled."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            await self._database.write(exports.release)
            while True:
                self._working = True
                self._changed.clear()
                pause = await self._make_all()
                self._working = False
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._changed.wait()
        finally:
            await self.process.kill()

    async def _make_all(self) -> float:
        """Make everything that is due, and tidy up; returns the seconds until there may be more."""
        try:
            while (export := await self._database.write(self._claim)) is not None:
                await self._make(export)
            await self.process.stop()
            await self._tidy()
            due = await self._database.read(exports.next_due)
            kept = await self._database.read(exports.paths)
        except Unavailable as error:
            log.warning("exports wait for the database: %s", error)
            return 5.0
        tidy = KEEP_SENT.total_seconds() + 1.0 if kept else TIDY_SECONDS
        return tidy if due is None else min(tidy, max(0.1, (due - self._now()).total_seconds()))

    async def _claim(self, tx: Tx) -> Export | None:
        return await exports.claim(tx, self._now(), self._now() + LEASE)

    async def _make(self, export: Export) -> None:
        name = f"{export.id}-{export.attempts}"
        job = Job(export.id, str((self._folder / name).absolute()), stored(self._now()))
        try:
            figures = await self.process.make(job)
        except NotMade as error:
            log.warning("export %d could not be made: %s", export.id, error)
            await self._put_off(export)
        else:
            await self._end(export, Ending.DONE, name, figures)

    async def _put_off(self, export: Export) -> None:
        """Try it again later, or tell the person that it cannot be made."""
        if export.attempts >= MOST_ATTEMPTS:
            await self._end(export, Ending.FAILED, None, {})
            return
        at = self._now() + timedelta(seconds=2**export.attempts)
        await self._database.write(lambda tx: exports.again(tx, export.id, at))

    async def _end(self, export: Export, ending: Ending, name: str | None, figures: Figures) -> None:
        async def end(tx: Tx) -> UnitOfWork:
            now = self._now().astimezone(self._resort.zone)
            uow = UnitOfWork(tx=tx, vault=self._vault, resort=self._resort, now=now)
            if await exports.finish(tx, export.id, ending, name, now):
                await _tell(uow, export, name, figures)
            return uow

        await self._after_commit.follow(await self._database.write(end))

    async def _tidy(self) -> None:
        """Forget what was sent or is a day old, and remove every file that no row names."""
        now = self._now()
        await self._database.write(lambda tx: exports.forget(tx, now - KEEP, now - KEEP_SENT))
        kept = await self._database.read(exports.paths)
        await asyncio.to_thread(_remove_others, self._folder, kept)


async def _tell(uow: UnitOfWork, export: Export, name: str | None, figures: Figures) -> None:
    """Owe the person their file, below what is to be said with it; or say that there is none."""
    chat = await uow.chat(export.chat)
    if chat is None:
        return
    if name is None:
        if await exports.failed_beside(uow.tx, export, uow.now - SAID_ONCE):
            return
        await uow.owe(chat, "sendMessage", message(texts_for(chat.language)("export.failed")), Lane.ANSWER)
        return
    kind = KINDS[export.what]
    if (screen := kind.told(export.parameters, figures)) is not None:
        await uow.owe(chat, "sendMessage", uow.drawn(screen, kind.topic, chat.language), Lane.ANSWER)
    upload = Upload("document", kind.named(export.parameters, figures), f"{FOLDER}/{name}")
    message_of_it = await uow.owe(chat, "sendDocument", {}, Lane.ANSWER, upload=upload)
    await exports.owed(uow.tx, export.id, message_of_it.id)


def _remove_others(folder: Path, kept: set[str]) -> None:
    for file in folder.iterdir():
        if file.name not in kept:
            file.unlink()
