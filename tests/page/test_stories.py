"""The demonstration resort: it is loaded through the bot's own conversation, once."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.drill import tell_stories
from app.parts import running
from app.settings import Settings
from db import events
from sandbox import Clock, Sandbox, World
from sandbox.web.busy import CLOSED, OPEN
from sandbox.web.stories import CannotLoad
from tests.stage.outside import rows

WIB = ZoneInfo("Asia/Jakarta")


async def test_the_example_is_a_whole_resort_made_in_chat(
    sandbox: Sandbox, settings_for: Callable[..., Settings]
) -> None:
    settings = settings_for(sandbox)
    world = sandbox.world
    async with running(settings, world.now) as siaga:
        tell_stories(sandbox, siaga)
        stories = sandbox.control.stories
        assert stories is not None
        assert (await stories.load())["state"] == "siap"
        with pytest.raises(CannotLoad, match="sudah dimuat"):
            await stories.load()
        await world.quiet()
        assert len(world.groups) == 30
        names = {person.name for person in world.people.values()}
        assert len([name for name in names if name.startswith("Petugas Polsek ")]) == 7
        assert len([name for name in names if name.startswith("Panwascam ")]) == 7
        assert {"Kapolres", "Wakapolres", "Kabag Ops", "Piket SPKT"} <= names
        taken, waiting = await _reports(settings)
        assert taken == ("lalu_lintas", "ditugaskan")
        assert waiting == ("politik_uang", "diterima")
        await _loads_the_busy_day(sandbox, settings)


async def _loads_the_busy_day(sandbox: Sandbox, settings: Settings) -> None:
    """Forty reports wait or are in hand on the morning of the voting day, ten are closed, each Polsek has its group."""
    stories, world = sandbox.control.stories, sandbox.world
    assert stories is not None
    assert (await stories.load_busy_day())["busy"] == "siap"
    with pytest.raises(CannotLoad, match="Hari sibuk sudah dimuat"):
        await stories.load_busy_day()
    await world.quiet()
    states = [state for _, state in await _reports(settings)]
    assert (states.count("selesai"), len(states) - states.count("selesai")) == (CLOSED, OPEN + 2)
    assert world.now().astimezone(WIB).strftime("%d/%m %H") == "27/11 06"
    chief = world.named("Kapolres")
    assert chief is not None
    await chief.sends("/petugas")
    listed = await chief.hears("Pilih untuk melihat petugasnya")
    while not any("Polsek Dumai Timur" in label for label in listed.labels):
        await chief.taps("Lainnya ➡️", on=listed)
        listed = await chief.hears("Pilih untuk melihat petugasnya")
    await chief.taps(next(label for label in listed.labels if "Polsek Dumai Timur" in label), on=listed)
    assert any("Bripka" in label for label in (await chief.hears("Polsek Dumai Timur")).labels)
    bound = world.titled("Grup Polsek Dumai Timur")
    assert bound is not None
    assert len([each for each in world.groups if each.title.startswith("Grup Polsek ")]) == 7
    assert any("DMI-" in message.text for message in bound.messages)


async def _reports(settings: Settings) -> list[tuple[Any, ...]]:
    return await asyncio.to_thread(rows, settings.address, "SELECT category, state FROM reports ORDER BY category")


async def test_after_a_restart_the_same_example_can_be_loaded_again(
    sandbox: Sandbox, settings_for: Callable[..., Settings]
) -> None:
    settings = settings_for(sandbox)
    async with running(settings, sandbox.world.now) as siaga:
        tell_stories(sandbox, siaga)
        assert sandbox.control.stories is not None
        await sandbox.control.stories.load()
    played = sandbox.world.now()  # the bot has finished what it had in hand
    async with await Sandbox.start(World(clock=Clock(played), resumed=True)) as again:
        settings = settings.model_copy(update={"telegram_api_url": again.url})
        async with running(settings, again.world.now) as siaga:
            latest = await siaga.database.read(events.latest)
            assert latest is not None
            assert timedelta() <= played - latest < timedelta(minutes=1)
            tell_stories(again, siaga)
            assert again.control.stories is not None
            assert (await again.control.stories.load())["state"] == "siap"
            assert len(again.world.groups) == 30
