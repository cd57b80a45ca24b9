"""Follows what an operator imports while the bot runs."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from db import rechaining, terrain
from db.database import Database, Unavailable
from resort.area import Areas

log = logging.getLogger("bot")

BETWEEN = 0.02  # seconds that others have between two parts
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
