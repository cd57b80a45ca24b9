"""Takes the pictures of the page for the README: `make screenshots` writes them into docs/."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

os.environ.setdefault("PTB_TIMEDELTA", "1")

from playwright.async_api import Browser
from pydantic import SecretStr

from app.settings import Settings
from sandbox import Clock, Sandbox, World
from tests.page.stage import CHROMIUM, Stage, launched, opened

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
AFTERNOON = datetime(2024, 11, 26, 8, 0, tzinfo=UTC)


async def take() -> None:
    """Two pictures: the whole page in the middle of a story, and one phone on a small dark screen."""
    async with launched() as browser:
        async with _window(browser, 1500, 880, "light") as stage:
            await _together(stage)
            await _picture(stage, "page")
        async with _window(browser, 390, 780, "dark") as stage:
            await _alone(stage)
            await _picture(stage, "page-small")


@asynccontextmanager
async def _window(browser: Browser, width: int, height: int, scheme: Literal["light", "dark"]) -> AsyncIterator[Stage]:
    with tempfile.TemporaryDirectory() as folder:
        async with await Sandbox.start(World(clock=Clock(AFTERNOON))) as sandbox:
            settings = Settings(
                _env_file=None,
                bot_token=SecretStr(sandbox.token),
                telegram_api_url=sandbox.url,
                database_url=f"sqlite:///{folder}/siaga.db",
                messages_per_second=10_000,
                chat_messages_per_second=1_000,
            )
            async with opened(browser, sandbox, settings, width=width, height=height, scheme=scheme) as stage:
                yield stage


async def _picture(stage: Stage, name: str) -> None:
    await stage.page.wait_for_timeout(500)
    await stage.page.screenshot(path=DOCS / f"{name}.png")


async def _together(stage: Stage) -> None:
    await stage.loads_the_example()
    await stage.page.get_by_role("button", name="Eskalasi tanpa jawaban").click()
    for name in ("Petugas Polsek Dumai Timur", "Kapolsek Dumai Timur", "Kabag Ops"):
        await stage.sees(name)
    await (await stage.sees("Warga")).shown.get_by_label("Tutup HP").click()
    await stage.page.get_by_role("button", name="H-1 18.00").click()
    await stage.page.get_by_text("Sekarang Selasa").wait_for()  # the jump has played what lies between
    await (await stage.sees("Kapolsek Dumai Timur")).hears("Belum ada yang mengambil")


async def _alone(stage: Stage) -> None:
    citizen = await stage.phone("Warga")
    await citizen.shown.get_by_role("button", name="MULAI").click()
    await citizen.answers("Selamat datang", "Saya setuju")
    await citizen.answers("Ada yang bisa kami bantu", "Lapor")
    await citizen.hears("Apa yang ingin Anda laporkan")


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("There is no Chromium on this machine: as root, apt-get install chromium.")
    asyncio.run(take())
