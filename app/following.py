"""Follows what an operator imports, and what an upgrade or a new key leaves to do, while the bot runs."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from casework import searching
from db import rechaining, terrain
from db.database import Database, Tx, Unavailable
from db.unit_of_work import Resort, UnitOfWork
from db.vault import Vault
from resort.area import Areas

log = logging.getLogger("bot")

BETWEEN = 0.02  # seconds that others have between two parts, at least
OTHERS_HAVE = 4  # times what a part took
INDEXED_AT_ONCE = 5  # reports in one transaction: other writers wait no longer than its 10 ms
EVERY = 20.0  # seconds between two looks


async def follow_memory(database: Database, now: Callable[[], datetime]) -> None:
    """Take the memory of an earlier release into the chain of today, a part at a time."""
    await _in_parts(lambda: rechaining.some(database, now()))


async def follow_words(database: Database, vault: Vault, resort: Resort, now: Callable[[], datetime]) -> None:
    """Take in the words of reports of an earlier release or key, for as long as the bot runs."""
    while True:
        await _in_parts(lambda: database.write(partial(_index_some, vault=vault, resort=resort, now=now)))
        await asyncio.sleep(EVERY)


async def _in_parts(part: Callable[[], Awaitable[bool]]) -> None:
    """Do part after part until nothing is left, and leave the database to others most of the time.

    A person who writes meanwhile waits for one part at most, and mostly for none.
    """
    left = True
    while left:
        began = time.perf_counter()
        try:
            left = await part()
        except Unavailable:
            await asyncio.sleep(EVERY)  # the next try may succeed
            continue
        await asyncio.sleep(max(BETWEEN, OTHERS_HAVE * (time.perf_counter() - began)))


async def _index_some(tx: Tx, vault: Vault, resort: Resort, now: Callable[[], datetime]) -> bool:
    uow = UnitOfWork(tx=tx, vault=vault, resort=resort, now=now())
    return await searching.index_some(uow, INDEXED_AT_ONCE) == INDEXED_AT_ONCE


async def load_terrain(database: Database, areas: Areas) -> int:
    """Take over where the areas lie; returns the number of the import."""
    areas.terrain = await database.read(terrain.load)
    return await database.read(terrain.change)


async def follow_terrain(database: Database, areas: Areas, known: int) -> None:
    """Take over each later import, for as long as the bot runs."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            if await database.read(terrain.change) != known:
                known = await load_terrain(database, areas)
                log.info("where the areas lie was imported anew")
        except Unavailable:
            continue  # the next look may succeed
