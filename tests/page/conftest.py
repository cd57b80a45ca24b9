"""The page of phones in Debian's Chromium, in front of a sandbox and the real bot."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from app.settings import Settings
from sandbox import Clock, Sandbox, World
from tests.page.stage import CHROMIUM, Stage, launched, opened
from tests.stage.validity import attach

AFTERNOON = datetime(2024, 11, 26, 8, 0, tzinfo=UTC)  # 15.00 WIB, the day before polling day


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a worker share one loop, as they share its browser."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests of a worker: each opens windows of its own in it."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine: as root, `apt-get install chromium`, or `make chromium`")
    async with launched() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    world = World(clock=Clock(AFTERNOON))
    validity = attach(world)
    async with await Sandbox.start(world) as sandbox:
        yield sandbox
    validity.check()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser, sandbox: Sandbox, settings_for: Callable[..., Settings]) -> AsyncIterator[Stage]:
    """The page, open and connected; nothing may go wrong in the browser's console."""
    async with opened(browser, sandbox, settings_for(sandbox)) as stage:
        yield stage
        assert stage.troubles == []
