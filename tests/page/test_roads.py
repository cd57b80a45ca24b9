"""The first steps: the card that greets, its roads, and finding one's way among many phones."""

import re
from collections.abc import Callable

import pytest
from playwright.async_api import Browser, Locator, expect

from app.settings import Settings
from sandbox import Sandbox
from tests.page.stage import Stage, opened

CAST = ("Warga", "Kapolres", "Kabag Ops", "Piket SPKT", "Kapolsek Dumai Timur", "Panwascam Dumai Timur")


async def test_the_road_of_an_officer_leads_through_a_report_to_its_end(
    browser: Browser, sandbox: Sandbox, settings_for: Callable[..., Settings]
) -> None:
    async with opened(browser, sandbox, settings_for(sandbox), width=1440, greeted=False) as stage:
        welcome = stage.page.get_by_role("region", name="Perkenalan")
        await stage.has_no_barrier()
        await welcome.get_by_role("button", name="Petugas").press("Enter")
        await expect(welcome).to_be_hidden()
        await expect(stage.page.locator("#phones")).to_be_focused()
        officer = await stage.sees("Petugas Polsek Dumai Timur")
        citizen = await stage.sees("Warga 2")
        await expect(_phones(stage)).to_have_count(2)  # the tour's, and no other
        call = await officer.hears("Ada yang membagikan amplop")
        for label in ("Terima", "Menuju lokasi", "Di lokasi"):
            await officer.taps(label, on=call)
            await stage.page.wait_for_timeout(2_000)  # the buttons move: who taps looks first
        await officer.taps("Selesai", on=call)
        await officer.answers("bagaimana hasilnya", "Tertangani")
        await citizen.hears("selesai dengan catatannya")
        await stage.has_ticked_all(4)
        await _has_six_phones_side_by_side(stage)
        for scheme in ("light", "dark"):
            await stage.page.emulate_media(color_scheme=scheme)
            await stage.has_no_barrier()
        assert stage.troubles == []


async def _has_six_phones_side_by_side(stage: Stage) -> None:
    for name in CAST[:4]:
        await stage.phone(name)
    await stage.page.get_by_role("button", name="Ringkas").click()
    await expect(_phones(stage)).to_have_count(6)
    assert stage.page.viewport_size is not None
    for phone in await _phones(stage).all():
        box = await phone.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= stage.page.viewport_size["width"]


def _phones(stage: Stage) -> Locator:
    return stage.page.get_by_role("region", name=re.compile("^HP ")).filter(visible=True)


async def test_the_list_of_phones_is_searched_and_many_kinds_of_messages_are_tried(stage: Stage) -> None:
    world = stage.sandbox.world
    citizen = await stage.phone("Warga")
    person = world.named("Warga")
    assert person is not None
    for number in range(1, 12):
        world.person(f"Tetangga {number}")
    forum = world.group("Forum RT", members=[person], admins=[person], forum=True)
    forum.adds_bot(person)
    await stage.page.get_by_role("button", name="Tambah HP").click()
    menu = stage.page.get_by_role("menuitem")
    await expect(menu).to_have_count(14)
    await stage.page.get_by_role("searchbox", name="Cari orang atau grup").fill("forum rt")
    await expect(menu.filter(visible=True)).to_have_text(["Buka: Forum RT"])
    await stage.has_no_barrier()
    await stage.page.keyboard.press("Enter")
    group = await stage.sees("Forum RT")

    await citizen.shown.get_by_role("button", name="MULAI").click()
    await citizen.hears("Selamat datang")
    await citizen.attaches("Lokasi langsung")
    await stage.page.get_by_role("button", name="Bagikan", exact=True).click()
    own = citizen.shown.locator("article.mine")
    await own.filter(has_text="Lokasi langsung").get_by_role("button", name="Pilihan pesan").click()
    await stage.page.get_by_role("menuitem", name="Pindah tempat").click()
    await stage.page.get_by_label("Lintang, bujur").fill("1.7, 101.5")
    await stage.page.get_by_label("Lintang, bujur").blur()
    await stage.page.get_by_role("button", name="Bagikan", exact=True).click()
    await expect(own.filter(has_text="diubah")).to_contain_text("1.70000, 101.50000")
    await citizen.attaches("Terusan dari luar")
    await stage.page.get_by_label("Namanya").fill("Kabar Kota")
    await stage.page.get_by_label("Isinya").fill("Jalan ditutup sampai sore")
    await stage.has_no_barrier()
    await stage.page.get_by_role("button", name="Teruskan", exact=True).click()
    await expect(own.filter(has_text="Diteruskan dari Kabar Kota")).to_contain_text("Jalan ditutup")
    async with stage.page.expect_file_chooser() as chosen:
        await citizen.attaches("Pesan video")
    await (await chosen.value).set_files({"name": "v.mp4", "mimeType": "video/mp4", "buffer": b"ftyp"})
    await expect(own.locator("video")).to_have_count(1)
    sent = [message.raw for message in person.chat_with_bot.messages]
    for kind in ("video_note", "forward_origin"):
        assert any(kind in message for message in sent), kind

    await group.chooses("Topik baru")
    await stage.page.get_by_label("Namanya").fill("Panggilan")
    await stage.page.get_by_role("button", name="Buat", exact=True).click()
    await group.shown.get_by_label("Topik").select_option("Panggilan")
    await group.says("/langganan")
    await expect(group.shown.locator("article.mine").last).to_contain_text("# Panggilan")
    assert forum.messages[-1].thread == next(iter(forum.topics))


@pytest.mark.parametrize("width", [390])
async def test_on_a_small_screen_a_road_shows_one_phone_of_the_tour(
    browser: Browser, sandbox: Sandbox, settings_for: Callable[..., Settings], width: int
) -> None:
    async with opened(browser, sandbox, settings_for(sandbox), width=width, height=780, greeted=False) as stage:
        await stage.page.get_by_role("region", name="Perkenalan").get_by_role("button", name="Pimpinan").click()
        await stage.sees("Kabag Ops")
        await expect(_phones(stage)).to_have_count(1)
        await stage.has_no_barrier()
        assert stage.troubles == []
