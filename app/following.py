"""Follows what an operator imports, and what an upgrade or a new key leaves to do, while the bot runs."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from casework import searching
from db import rechaining, terrain
from db.database import Database, Tx, Unavailable
from db.unit_of_work import Resort, UnitOfWork
from db.vault import Vault
from resort.area import Areas

log = logging.getLogger("bot")

BETWEEN = 0.02  # seconds that others have between two parts
INDEXED_AT_ONCE = 5  # reports in one transaction, some 10 ms: whoever writes meanwhile waits no longer
EVERY = 20.0  # seconds between two looks


async def follow_memory(database: Database, now: Callable[[], datetime]) -> None:
    """Take the memory of an earlier release into the chain of today, a part at a time."""
    left = True
    while left:
        try:
            left = await rechaining.some(database, now())
        except Unavailable:
            await asyncio.sleep(EVERY)  # the next try may succeed
        await asyncio.sleep(BETWEEN)


async def follow_words(database: Database, vault: Vault, resort: Resort, now: Callable[[], datetime]) -> None:
    """Take in the words of reports of an earlier release or key, a few at a time, and leave others most of the time."""
    while True:
        began = time.perf_counter()
        try:
            left = await database.write(partial(_index_some, vault=vault, resort=resort, now=now))
        except Unavailable:
            left = False  # the next look may succeed
        await asyncio.sleep(max(BETWEEN, 4 * (time.perf_counter() - began)) if left else EVERY)


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
