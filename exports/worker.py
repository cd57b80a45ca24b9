"""Makes files in a process of its own, one after the other: below the bot in priority, with read access alone."""

import os
import resource
import traceback
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

import orjson

from conversations.scene import Scene
from db import chats, exports, keyring, snapshot
from db.address import address_of
from db.database import Tx
from db.exports import ExportId
from db.instant import moment
from db.keys import key_for
from db.vault import Vault
from exports.job import Greeting, Job, Outcome, written
from exports.kinds import KINDS
from exports.source import Figures, Source
from locales import texts_for
from resort.area import Areas

LARGEST = 50_000_000  # bytes; Telegram takes no larger file from a bot
_NICE = 10  # a citizen's answer goes first where processors are few


class Forgotten(Exception):
    """Nobody wants this file any more."""


def work(jobs: BinaryIO, outcomes: BinaryIO) -> None:
    """Make what each line asks for, until the lines end."""
    with suppress(PermissionError):  # a service that may not: its file is made all the same
        os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    workshop = Workshop(Greeting(**orjson.loads(jobs.readline())))
    for line in iter(jobs.readline, b""):
        outcomes.write(written(workshop.carry_out(Job(**orjson.loads(line)))))
        outcomes.flush()


class Workshop:
    """What one process needs for every file."""

    def __init__(self, greeting: Greeting) -> None:
        self._database = address_of(greeting.database)
        self._folder, self._setting = Path(greeting.data_folder), greeting.data_key
        self._areas, self._zone = Areas.load(greeting.resort_code), ZoneInfo(greeting.timezone)
        self._unsent_after = timedelta(seconds=greeting.unsent_seconds)

    def carry_out(self, job: Job) -> Outcome:
        """Make one file. It is whole and on disk, or it is not there."""
        vault = Vault(key_for(self._folder, True, self._setting)[0])  # it may have been changed since
        path = Path(job.path)
        partial = path.with_name(f"{path.name}.part")
        try:
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                figures = snapshot.read(self._database, lambda tx: self._make(tx, job, out), vault)
                out.flush()
                os.fsync(out.fileno())
            partial.replace(path)
        except Exception as error:  # noqa: BLE001 - one file that cannot be made holds up no other
            with suppress(OSError):
                partial.unlink()
            place = traceback.extract_tb(error.__traceback__)[-1]
            return Outcome(job.export, {}, f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}")
        return Outcome(job.export, dict(figures))

    async def _make(self, tx: Tx, job: Job, out: BinaryIO) -> Figures:
        await keyring.load(tx, tx.vault)
        export = await exports.get(tx, ExportId(job.export))
        chat = None if export is None else await chats.get(tx, tx.vault, export.chat)
        if export is None or chat is None:
            raise Forgotten
        now = moment(job.now).astimezone(self._zone)
        scene = Scene(now, self._areas, self._unsent_after)
        source = Source(tx, tx.vault, chat, texts_for(chat.language), scene, self._zone)
        return await KINDS[export.what].make(source, export.parameters, out)
