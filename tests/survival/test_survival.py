"""Citizens report at once while the bot is killed again and again: nobody's report is lost, doubled or changed.

By default few citizens and few kills, so that the suite stays short; `make survival` (SURVIVAL=full in the
environment) plays the whole of it: 200 citizens and 24 kills in polling, 60 citizens and 10 kills with a webhook.
SURVIVAL_SEED plays other dice.
"""

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from sandbox import Sandbox, World
from tests.stage.outside import is_whole
from tests.stage.validity import attach
from tests.survival.checks import check_drafts, check_outputs, check_reports
from tests.survival.citizens import crowd
from tests.survival.reaper import SENDS_AT_ONCE, Reaper
from tests.survival.scale import FULL, SEED, database, settings

SEEN_PER_CITIZEN = 40  # calls, results and updates that even the shortest run makes for each citizen


@dataclass(frozen=True, slots=True)
class Scale:
    citizens: int
    kills: int


POLLING = Scale(200, 24) if FULL else Scale(40, 5)
WEBHOOK = Scale(60, 10) if FULL else Scale(12, 3)


@pytest.mark.timeout(900)
async def test_every_report_survives_the_bots_deaths_in_polling(tmp_path: Path) -> None:
    await survives(POLLING, tmp_path, {})


@pytest.mark.timeout(900)
async def test_every_report_survives_the_bots_deaths_with_a_webhook(tmp_path: Path) -> None:
    listen = f"127.0.0.1:{unused_port()}"
    way_in = {
        "WEBHOOK_URL": f"http://{listen}/kabar",
        "WEBHOOK_SECRET": "rahasia-kait-yang-cukup-panjang-01",
        "LISTEN": listen,
    }
    await survives(WEBHOOK, tmp_path, way_in)


async def survives(scale: Scale, folder: Path, way_in: dict[str, str]) -> None:
    dice = random.Random(f"{SEED} {scale}")
    world = World()
    validity = attach(world)
    citizens = crowd(world, scale.citizens, dice)
    moments = sorted(dice.sample(range(1, SEEN_PER_CITIZEN * scale.citizens), scale.kills))
    async with await Sandbox.start(world) as sandbox:
        # who lays the phone down in danger is played in test_unsent_survival.py
        how = settings(sandbox, MINUTES_UNSENT="60", **way_in, **database())
        reaper = Reaper(world, folder, how, moments, random.Random(dice.random()))
        async with asyncio.TaskGroup() as group:
            group.create_task(reaper.runs())
            async with asyncio.TaskGroup() as town:
                for citizen in citizens:
                    town.create_task(citizen.lives())
            await reaper.settles()
            reaper.leaves()
        sent = reaper.sent
        async with asyncio.TaskGroup() as group:  # once more, with nothing left to do
            group.create_task(reaper.runs())
            await reaper.settles()
            reaper.leaves()
    assert reaper.texts[sent:] == []  # a start with nothing left to do sends nothing
    validity.check()

    assert reaper.kills == scale.kills
    doubled = reaper.sent - reaper.written()
    print(  # noqa: T201 - the figures, for who runs it with -s
        f"\n{scale.citizens} citizens, {reaper.kills} kills: {sum(citizen.number is not None for citizen in citizens)}"
        f" reports, {reaper.sent} messages, {doubled} of them twice ({reaper.in_flight} in flight at a kill),"
        f" {sum(citizen.taps_again for citizen in citizens)} buttons tapped again"
    )
    assert 0 <= doubled <= reaper.in_flight <= reaper.kills * SENDS_AT_ONCE
    check_outputs(reaper.outputs, world.token)
    assert is_whole(reaper.where)
    check_reports(reaper.rows, citizens, folder)
    check_drafts(reaper.rows, citizens)
