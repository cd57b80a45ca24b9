"""`siaga.erased`: an append-only list beside the key of what people had erased, as keyed hashes.

A backup that is put in place holds what was erased since. With this list `bot.py restore` erases it again.
"""

import asyncio
import logging
import os
from functools import partial
from pathlib import Path

from db import erasure
from db.database import Database, Unavailable
from db.erasure import Mark

log = logging.getLogger("bot")

NAME = "siaga.erased"
RETRY_SECONDS = 5.0


async def follow_erasures(database: Database, folder: Path, erased: asyncio.Event) -> None:
    """Write each new erasure into the list, for as long as the bot runs. Its row goes when it is on disk."""
    while True:
        erased.clear()
        try:
            marks = await database.read(erasure.unlisted)
            if marks:
                await asyncio.to_thread(append, folder, marks)
                await database.write(partial(erasure.listed, marks=marks))
        except (Unavailable, OSError):
            log.warning("the list of what was erased cannot be written now")
            await asyncio.sleep(RETRY_SECONDS)
            continue
        await erased.wait()


def append(folder: Path, marks: list[Mark]) -> None:
    """Write marks at the end of the list, durably."""
    descriptor = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write("".join(f"{mark.at} {mark.mark.hex()}\n" for mark in marks))
        out.flush()
        os.fsync(out.fileno())


def read(folder: Path) -> list[Mark]:
    """Every mark of the list; a line that a full disk has cut short is passed over."""
    file = folder / NAME
    if not file.exists():
        return []
    found: list[Mark] = []
    for line in file.read_text(encoding="ascii", errors="replace").splitlines():
        at, _, mark = line.partition(" ")
        if at.isdecimal() and len(mark) == 2 * erasure.MARK_BYTES:
            try:
                found.append(Mark(bytes.fromhex(mark), int(at)))
            except ValueError:
                continue
    return found
