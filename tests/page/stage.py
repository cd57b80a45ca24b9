"""What people do on the page, through its own controls: phones by name, the strip, the stories."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Dialog, Locator, Page, ViewportSize, async_playwright, expect

from app.drill import tell_stories
from app.parts import running
from app.settings import Settings
from sandbox import Sandbox

CHROMIUM = shutil.which("chromium")
PATIENCE = 60_000  # milliseconds that what is to be seen may take on a busy machine
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone on the page."""

    page: Page
    name: str
    shown: Locator

    async def says(self, text: str) -> None:
        await self.shown.get_by_role("textbox", name="Pesan").fill(text)
        await self.shown.get_by_role("button", name="Kirim", exact=True).click()

    async def hears(self, text: str) -> Locator:
        """The newest message of others that says something."""
        message = self.shown.locator("article:not(.mine)").filter(has_text=text).last
        await expect(message).to_be_visible()
        return message

    async def taps(self, label: str, *, on: Locator | None = None) -> None:
        """A button below a message, or of the reply keyboard, whose label begins with these words."""
        beginning = re.compile(rf"^\W*{re.escape(label)}\b")
        await (on or self.shown).locator(".inline button, .replies button").filter(has_text=beginning).last.click()

    async def answers(self, asked: str, label: str) -> None:
        """Tap a button of the message that asks."""
        await self.taps(label, on=await self.hears(asked))

    async def tells(self, asked: str, words: str) -> None:
        """Write once something was asked."""
        await self.hears(asked)
        await self.says(words)

    async def attaches(self, entry: str) -> None:
        """An entry of the menu of attachments."""
        await self.shown.get_by_role("button", name="Lampirkan").click()
        await self.page.get_by_role("menuitem", name=entry).click()

    async def chooses(self, entry: str) -> None:
        """An entry of the menu of the whole conversation."""
        await self.shown.get_by_role("button", name="Pilihan obrolan").click()
        await self.page.get_by_role("menuitem", name=entry).click()

    async def sends_photo(self, data: bytes, caption: str = "") -> None:
        if caption:
            await self.shown.get_by_role("textbox", name="Pesan").fill(caption)
        async with self.page.expect_file_chooser() as chosen:
            await self.attaches("Foto atau video")
        await (await chosen.value).set_files({"name": "foto.png", "mimeType": "image/png", "buffer": data})


@dataclass
class Stage:
    """The page in a browser, with all that went wrong in it."""

    page: Page
    sandbox: Sandbox
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)

    async def phone(self, name: str) -> Phone:
        """The phone of a person or group; opened from the menu if it is not yet there."""
        tab = self.page.locator("#tabs button").filter(has_text=re.compile(rf"^{re.escape(name)}\d*$"))
        if await tab.count():
            await tab.click()
        else:
            await self.page.get_by_role("button", name="Tambah HP").click()
            await self.page.get_by_role("searchbox").fill(name)
            await self.page.get_by_role("menuitem", name=f"Buka: {name}", exact=True).click()
        return await self.sees(name)

    async def sees(self, name: str) -> Phone:
        """The phone of a person or group that the page opens by itself."""
        shown = self.page.get_by_role("region", name=f"HP {name}", exact=True)
        await expect(shown).to_be_visible()
        return Phone(self.page, name, shown)

    async def joins(self, name: str, role: str, unit: str, post: str = "") -> Phone:
        """Somebody new follows a one-time way into a unit."""
        assert self.sandbox.control.stories is not None
        code = await self.sandbox.control.stories.stage.let_in(role, unit, post, "")
        self.sandbox.world.person(name)
        phone = await self.phone(name)
        await phone.shown.get_by_role("button", name="MULAI").click()
        await phone.says(f"/start masuk-{code}")
        await phone.hears("Selamat bergabung")
        return phone

    async def loads_the_example(self) -> None:
        await self.page.get_by_role("button", name="Muat contoh").click()
        await expect(self.page.get_by_text("Contoh sudah dimuat")).to_be_visible()

    async def has_no_barrier(self) -> None:
        """The rules of axe find nothing on the page as it stands: contrast, names, order of headings."""
        results = await Axe().run(self.page)
        assert results.violations_count == 0, results.generate_report()

    async def has_ticked_all(self, steps: int) -> None:
        """The tour is at its end, and had so many steps."""
        tour = self.page.get_by_role("region", name="Tur", exact=True)
        await expect(tour.locator("li[data-done]")).to_have_count(steps)
        await expect(tour.get_by_role("listitem")).to_have_count(steps)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"{message.type}: {message.text}")

    async def _dialog(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        await dialog.dismiss()


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """Debian's Chromium, as root too: it shows nothing but our own page."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(
    browser: Browser,
    sandbox: Sandbox,
    settings: Settings,
    *,
    width: int = 1600,
    height: int = 1000,
    scheme: Literal["light", "dark"] = "light",
    greeted: bool = True,
) -> AsyncIterator[Stage]:
    """The page in a window of its own, connected to a sandbox with the real bot in front of it.

    Without `greeted` the card that welcomes to it stays.
    """
    async with running(settings, sandbox.world.now) as siaga:
        tell_stories(sandbox, siaga)
        viewport: ViewportSize = {"width": width, "height": height}
        async with await browser.new_context(viewport=viewport, locale="id-ID", color_scheme=scheme) as context:
            page = await context.new_page()
            page.set_default_timeout(PATIENCE)
            stage = Stage(page, sandbox)
            await page.goto(sandbox.url)
            await page.get_by_label("Waktu di kotak pasir").filter(has_text="WIB").wait_for(state="attached")
            await stage.sees("Warga")  # the phone an empty sandbox begins with
            if greeted:
                await page.get_by_role("button", name="Tutup perkenalan").click()
            yield stage
