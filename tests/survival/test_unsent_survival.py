"""Citizens in danger lay the phone down while the bot is killed again and again: each is heard, and once."""

import asyncio
import random
from base64 import b64encode
from pathlib import Path

import pytest

from sandbox import Sandbox, World
from tests.sandbox.api import soon
from tests.survival.reaper import Reaper
from tests.survival.tale import opening
from tests.survival.test_survival import FULL, KEY, SEED
from tests.validity import attach

CITIZENS, KILLS = (120, 16) if FULL else (24, 4)


@pytest.mark.timeout(900)
async def test_each_cry_is_filed_once_whatever_is_killed(tmp_path: Path) -> None:
    dice = random.Random(f"{SEED} unsent")
    world = World()
    validity = attach(world)
    citizens = [world.person(f"Warga {number}") for number in range(CITIZENS)]
    moments = sorted(dice.sample(range(1, 8 * CITIZENS), KILLS))
    async with await Sandbox.start(world) as sandbox:
        settings = {
            "BOT_TOKEN": sandbox.token,
            "TELEGRAM_API_URL": sandbox.url,
            "DATABASE_URL": "sqlite:///data/siaga.db",
            "DATA_KEY": b64encode(KEY).decode(),
            "MESSAGES_PER_SECOND": "2000",
            "CHAT_MESSAGES_PER_SECOND": "100",
            "MINUTES_UNSENT": "0.02",
        }
        reaper = Reaper(world, tmp_path, settings, moments, random.Random(dice.random()))
        async with asyncio.TaskGroup() as group:
            group.create_task(reaper.runs())
            for number, citizen in enumerate(citizens):
                await citizen.sends(f"TOLONG ada tawuran bawa parang, rumah nomor {number}")
            for citizen in citizens:
                await citizen.hears(opening("unsent.filed"), timeout=120)

            def deaths_are_over() -> bool:
                return reaper.kills == KILLS

            for citizen in citizens:  # each adds something, so that every death comes
                await citizen.sends("di depan pasar kelurahan Jaya Mukti")
                await citizen.hears(opening("mine.added"), timeout=120)
            await soon(deaths_are_over, 120)
            await reaper.settles()
            reaper.leaves()
    validity.check()
    for output in reaper.outputs:
        assert " ERROR " not in output, output
    assert reaper.rows("SELECT count(*), count(DISTINCT chat) FROM reporters") == [(CITIZENS, CITIZENS)]
    assert sorted(str(what) for (what,) in reaper.rows("SELECT what FROM reports")) == sorted(
        f"TOLONG ada tawuran bawa parang, rumah nomor {number}" for number in range(CITIZENS)
    )
    assert reaper.rows("SELECT DISTINCT village FROM reports") == [("14.72.02.1004",)]
    assert reaper.rows("SELECT count(*) FROM drafts WHERE flow = 'report' AND sealed IS NOT NULL") == [(0,)]
