"""The page of phones in Debian's Chromium, in front of a sandbox and the real bot."""

import re
import shutil
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, async_playwright

from bot import running, tell_stories
from sandbox import Clock, Sandbox, World
from settings import Settings
from tests.page.stage import Stage
from tests.validity import attach

AFTERNOON = datetime(2024, 11, 26, 8, 0, tzinfo=UTC)  # 15.00 WIB, the day before polling day
CHROMIUM = shutil.which("chromium")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine: as root, `apt-get install chromium`, or `make chromium`")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


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
    settings = settings_for(sandbox)
    async with running(settings, sandbox.world.now) as siaga:
        tell_stories(sandbox, settings, siaga)
        context = await browser.new_context(viewport={"width": 1600, "height": 1000}, locale="id-ID")
        page = await context.new_page()
        page.set_default_timeout(15_000)
        stage = Stage(page, sandbox)
        await page.goto(sandbox.url)
        await page.get_by_label("Waktu di kotak pasir").filter(has_text=re.compile("WIB")).wait_for()
        yield stage
        await context.close()
        assert stage.troubles == []
