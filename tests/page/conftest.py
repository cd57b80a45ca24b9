"""The page of phones in Debian's Chromium, in front of a sandbox and the real bot."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser

from app.settings import Settings
from sandbox import Clock, Sandbox, World
from tests.page.stage import CHROMIUM, Stage, launched, opened
from tests.stage.validity import attach

AFTERNOON = datetime(2024, 11, 26, 8, 0, tzinfo=UTC)  # 15.00 WIB, the day before polling day


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine: as root, `apt-get install chromium`, or `make chromium`")
    async with launched() as browser:
        yield browser


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    world = World(clock=Clock(AFTERNOON))
    validity = attach(world)
    async with await Sandbox.start(world) as sandbox:
        yield sandbox
    validity.check()


@pytest.fixture
async def stage(browser: Browser, sandbox: Sandbox, settings_for: Callable[..., Settings]) -> AsyncIterator[Stage]:
    """The page, open and connected; nothing may go wrong in the browser's console."""
    async with opened(browser, sandbox, settings_for(sandbox)) as stage:
        yield stage
        assert stage.troubles == []
