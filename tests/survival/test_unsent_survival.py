"""Citizens in danger lay the phone down while the bot is killed again and again: each is heard, and once."""

import asyncio
import random
from pathlib import Path

import pytest

from sandbox import Sandbox, World
from tests.sandbox.api import soon
from tests.stage.validity import attach
from tests.survival.checks import check_outputs
from tests.survival.reaper import Reaper
from tests.survival.scale import FULL, SEED, database, settings
from tests.survival.tale import opening

CITIZENS, KILLS = (120, 16) if FULL else (24, 4)
PATIENCE = 600.0 if FULL else 120.0  # each death is followed by a start


@pytest.mark.timeout(900)
async def test_each_cry_is_filed_once_whatever_is_killed(tmp_path: Path) -> None:
    dice = random.Random(f"{SEED} unsent")
    world = World()
    validity = attach(world)
    citizens = [world.person(f"Warga {number}") for number in range(CITIZENS)]
    moments = sorted(dice.sample(range(1, 8 * CITIZENS), KILLS))
    async with await Sandbox.start(world) as sandbox:
        how = settings(sandbox, MINUTES_UNSENT="0.02", **database())
        reaper = Reaper(world, tmp_path, how, moments, random.Random(dice.random()))
        async with asyncio.TaskGroup() as group:
            group.create_task(reaper.runs())
            for number, citizen in enumerate(citizens):
                await citizen.sends(f"TOLONG ada tawuran bawa parang, rumah nomor {number}")
            for citizen in citizens:
                await citizen.hears(opening("unsent.filed_nobody"), timeout=PATIENCE)
            for citizen in citizens:  # each adds something, so that every death comes
                await citizen.sends("di depan pasar kelurahan Jaya Mukti")
                await citizen.hears(opening("mine.added"), timeout=PATIENCE)
            await soon(lambda: reaper.kills == KILLS, PATIENCE)
            await reaper.settles()
            reaper.leaves()
    validity.check()
    check_outputs(reaper.outputs, world.token)
    counts = "SELECT (SELECT count(*) FROM reporters), count(*) FROM own_reports"
    assert reaper.rows(counts) == [(CITIZENS, CITIZENS)]
    assert sorted(str(what) for (what,) in reaper.rows("SELECT what FROM reports")) == sorted(
        f"TOLONG ada tawuran bawa parang, rumah nomor {number}" for number in range(CITIZENS)
    )
    assert reaper.rows("SELECT DISTINCT village FROM reports") == [("14.72.02.1004",)]
    assert reaper.rows("SELECT count(*) FROM drafts WHERE flow = 'report' AND sealed IS NOT NULL") == [(0,)]
