"""The way in: greeting, consent, privacy, the menu and the command menus."""

import pytest

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import agrees, goes_to


@pytest.mark.usefixtures("way_in")
async def test_start_says_who_this_is_and_asks_for_consent(citizen: Person, town: Town) -> None:
    await citizen.opens()
    welcome = await citizen.hears()
    for word in ("Siaga", town.settings.resort_name, "netral", "Laporan Polisi", "Bawaslu", "110", "/privasi"):
        assert word in welcome.text
    assert "Darurat, butuh bantuan" in welcome.labels[0]
    assert await town.consents() == []
    await citizen.taps("Saya setuju")
    menu = await citizen.hears("Ada yang bisa kami bantu")
    assert [label.split(" ", 1)[1] for label in menu.labels] == [
        "Darurat, butuh bantuan sekarang", "Lapor", "Laporan saya", "Imbauan", "Info layanan", "Bantuan",
        "Darurat 110",
    ]  # fmt: skip
    assert await town.consents() == [town.clock.now]


async def test_consent_is_asked_once(resident: Person) -> None:
    await resident.opens()
    assert "Selamat datang" not in (await resident.hears()).text
    await resident.sends("/lapor")
    await resident.hears("Apa yang ingin Anda laporkan")


async def test_a_report_begun_without_start_asks_for_consent_first(citizen: Person, town: Town) -> None:
    await citizen.sends("/lapor")
    asked = await citizen.hears("Sebelum mulai")
    assert "/privasi" in asked.text
    assert "Darurat, butuh bantuan" in asked.labels[0]
    await citizen.sends("memangnya kenapa harus setuju?")
    await citizen.hears("Silakan tekan Saya setuju")
    assert await town.consents() == []
    await citizen.taps("Saya setuju")
    await citizen.hears("Apa yang ingin Anda laporkan")
    assert len(await town.consents()) == 1


async def test_who_agrees_below_the_privacy_text_is_not_asked_again(citizen: Person) -> None:
    await citizen.sends("/lapor")
    await citizen.hears("Sebelum mulai")
    await citizen.sends("/privasi")
    await citizen.hears("Kerahasiaan Anda")
    await citizen.taps("Saya setuju", on=citizen.last)
    await citizen.hears("Ada yang bisa kami bantu")
    await citizen.taps("Lanjutkan draf")
    await citizen.hears("Apa yang ingin Anda laporkan")


async def test_privacy_is_told_before_and_after_consent(citizen: Person) -> None:
    await citizen.opens()
    await citizen.hears("Selamat datang")
    await citizen.taps("Baca soal kerahasiaan")
    await citizen.hears("Kerahasiaan Anda")
    await citizen.taps("Saya setuju")
    await citizen.hears("Ada yang bisa kami bantu")
    await citizen.sends("/privasi")
    text = (await citizen.hears("Kerahasiaan Anda")).text
    for word in ("terpisah", "NIK", "penghapusan", "server Telegram"):
        assert word in text


MENU = [
    ("📝 Lapor", "Apa yang ingin Anda laporkan"),
    ("Laporan saya", "Belum ada laporan"),
    ("Imbauan", "imbauan"),
    ("Darurat 110", "Telepon 110 sekarang"),
    ("Bantuan", "Cara memakai Siaga"),
]


async def test_the_menu_leads_everywhere(resident: Person) -> None:
    for label, answer in MENU:
        await resident.sends("/start")
        await resident.hears("bisa kami bantu")
        await resident.taps(label, on=resident.last)
        await resident.hears(answer)
        await resident.sends("/batal")
        await resident.hears()


COMMANDS = [
    ("/laporanku", "Belum ada laporan"),
    ("/status", "Belum ada laporan"),
    ("/imbauan", "imbauan"),
    ("/darurat", "Telepon 110 sekarang"),
    ("/bantuan", "Cara memakai Siaga"),
    ("/bahasa", "Pilih bahasa"),
    ("/batal", "Tidak ada yang sedang diisi"),
    ("/LAPOR", "Apa yang ingin Anda laporkan"),
    ("/lapor@siaga_sandbox_bot", "Apa yang ingin Anda laporkan"),
    ("/entahapa", "belum kami kenal"),
]


async def test_commands_are_answered(resident: Person) -> None:
    for command, answer in COMMANDS:
        await resident.sends(command)
        await resident.hears(answer)
        if "ingin Anda laporkan" in answer:
            await resident.sends("/batal")
            await resident.hears("dibatalkan")


async def test_a_command_in_the_middle_of_a_report_does_not_end_it(resident: Person) -> None:
    await goes_to(resident, "what")
    await resident.sends("/bantuan")
    await resident.hears("Cara memakai Siaga")
    await resident.sends("/darurat")
    await resident.hears("Telepon 110 sekarang")
    await resident.sends("Ratusan orang berkumpul di jalan")
    await resident.hears("Di mana kejadiannya")


async def test_the_menu_offers_the_unfinished_draft(resident: Person) -> None:
    await goes_to(resident, "what")
    await resident.opens()
    await resident.hears("Ada yang bisa kami bantu")
    await resident.taps("Lanjutkan draf")
    await resident.hears("Ceritakan singkat")


async def test_commands_are_set_per_scope_and_language(town: Town) -> None:
    await town.rests()
    citizen, visitor = town.citizen(), town.citizen(language_code="en")
    group = town.world.group("Warga RT 3", members=[citizen, visitor], bot="member")
    private = citizen.commands()
    assert {"lapor", "laporanku", "status", "imbauan", "darurat", "batal", "bantuan", "bahasa", "privasi"} <= set(
        private
    )
    assert private["lapor"] == "Buat laporan"
    assert visitor.commands()["lapor"] == "Make a report"
    assert "lapor" in citizen.commands(group)
    assert "laporanku" not in citizen.commands(group)


async def test_two_citizens_do_not_meet(town: Town) -> None:
    one, other = town.citizen(), town.citizen()
    await agrees(one)
    await agrees(other)
    await goes_to(one, "what")
    await goes_to(other, "family")
    await one.sends("Ratusan orang berkumpul di jalan")
    await one.hears("Di mana kejadiannya")
    assert "Tentang apa" in other.last.text
