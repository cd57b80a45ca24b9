"""Officers see a working copy of what was sent as a file, soon after it came; nothing they get is the original."""

import pytest

from exports.side_process import NoAnswer, SideProcess
from sandbox import Person
from tests.copies.test_pictures import OWNER, pdf, photo
from tests.stage.officers import joins, takes
from tests.stage.town import Town
from tests.stage.walks import finishes, goes_to


async def reports_with(citizen: Person, *originals: tuple[bytes, str]) -> str:
    """A report with files that were sent as files, each with a caption."""
    await goes_to(citizen, "evidence")
    for content, name in originals:
        await citizen.sends_document(content, name, f"isi {name[-3:]}")
        await citizen.hears("Bukti tersimpan")
    await citizen.taps("Lanjut")
    return await finishes(citizen, "identity")


async def test_an_officer_sees_copies_of_pictures_and_pages(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    original = photo()
    number = await reports_with(resident, (original, f"{OWNER}.jpg"), (pdf(2), f"{OWNER}.pdf"), (b"MZ", "a.exe"))
    await takes(officer, number)
    await town.turns("SELECT 1 FROM evidence GROUP BY report HAVING count(copies) = 3")
    await town.rests()
    seen = len(officer.chat_with_bot.news)
    await officer.taps("Lihat bukti")
    await officer.hears(f"{number}-bukti-3 · berkas asli, di piket")
    await town.rests()
    shown = officer.chat_with_bot.news[seen:]
    assert ["photo" in message.raw for message in shown] == [True, True, True, False, False]
    assert [message.text for message in shown[:3]] == ["isi jpg", "isi pdf", ""]
    for message in shown[:3]:
        assert message.raw["has_protected_content"]
        content = town.world.files.get(message.file_id).data
        assert content.startswith(b"\xff\xd8\xff")
        assert OWNER.encode() not in content
    folder = town.settings.database.with_name("copies")
    assert sorted(file.name for file in folder.iterdir()) == ["1-1.jpg", "2-1.jpg", "2-2.jpg"]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in folder.iterdir())


async def test_while_a_copy_is_made_the_officer_reads_that_it_comes(town: Town, resident: Person) -> None:
    town.world.faults.add("error", times=1, methods=["getFile"])
    officer = await joins(town, "Petugas")
    number = await reports_with(resident, (photo(), "a.jpg"))
    await takes(officer, number)
    await officer.taps("Lihat bukti")
    await officer.hears(f"{number}-bukti-1 · salinannya sedang disiapkan")


async def test_an_original_that_kills_the_process_stays_at_the_desk(
    town: Town, resident: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(process: SideProcess, line: bytes) -> bytes:
        raise NoAnswer("the process ended")

    monkeypatch.setattr(SideProcess, "ask", dies)
    officer = await joins(town, "Petugas")
    number = await reports_with(resident, (photo(), "a.jpg"))
    await town.turns("SELECT 1 FROM evidence WHERE copies = 0")
    await takes(officer, number)
    await officer.taps("Lihat bukti")
    await officer.hears(f"{number}-bukti-1 · berkas asli, di piket")


async def test_erasing_takes_the_copies_too(town: Town, resident: Person) -> None:
    number = await reports_with(resident, (photo(), "a.jpg"))
    await town.turns("SELECT 1 FROM evidence WHERE copies = 1")
    await resident.sends(f"/status {number}")
    await resident.taps("Batalkan")
    await resident.taps("Ya, batalkan")
    await resident.hears("sudah Anda batalkan")
    await resident.sends("/hapus")
    await resident.taps("Hapus data saya")
    await resident.taps("Ya, hapus sekarang")
    await town.turns("SELECT 1 FROM evidence WHERE state = 'erased'")
    assert list(town.settings.database.with_name("copies").iterdir()) == []
    assert list(town.settings.database.with_name("evidence").iterdir()) == []
