"""A world with a server, a bare client, and aiogram's word on everything that passes."""

from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

from sandbox import Person, Sandbox, World
from tests.sandbox.api import Api, Stopwatch
from tests.stage.validity import Validity, attach


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def server(world: World) -> AsyncIterator[Sandbox]:
    async with await Sandbox.start(world) as sandbox:
        yield sandbox


@pytest.fixture
async def api(server: Sandbox) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(server.url, server.token, session)


@pytest.fixture(autouse=True)
def validity(world: World) -> Iterator[Validity]:
    """Every test of the sandbox also asks whether all it produced is valid."""
    attached = attach(world)
    yield attached
    attached.check()


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def citizen(world: World) -> Person:
    """Somebody who has started the bot."""
    person = world.person("Warga")
    await person.sends("/start")
    world.updates.drop()
    return person
