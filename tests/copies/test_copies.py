"""Officers see a working copy of what was sent as a file, soon after it came; nothing they get is the original."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from copies.recordings import tool
from exports.side_process import NoAnswer, SideProcess
from resort.roles import Role
from sandbox import Person
from tests.copies.media import OWNER, POINT, bare_photo, pdf, photo, sound, video
from tests.copies.test_recordings import plays_ffmpeg
from tests.stage.officers import PANWASCAM, a_command, is_called, joins, takes
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, finishes, goes_to


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
    number = await reports_with(resident, (photo(), f"{OWNER}.jpg"), (pdf(12), f"{OWNER}.pdf"), (b"MZ", "a.exe"))
    await takes(officer, number)
    await town.turns("SELECT 1 FROM evidence GROUP BY report HAVING count(copies) = 3")
    await town.rests()
    seen = len(officer.chat_with_bot.news)
    await officer.taps("Lihat bukti")
    await officer.hears(f"{number}-bukti-3 · berkas asli, di piket")
    await town.rests()
    shown = officer.chat_with_bot.news[seen:]
    assert ["photo" in message.raw for message in shown] == [*[True] * 11, False, False, False]
    assert [message.text for message in shown[:3]] == ["isi jpg", "isi pdf", ""]
    assert "10 halaman pertama" in shown[11].text
    for message in shown[:11]:
        assert message.raw["has_protected_content"]
        content = town.world.files.get(message.file_id).data
        assert content.startswith(b"\xff\xd8\xff")
        assert OWNER.encode() not in content
    stored = [file for file in files_in(town, "copies") if file.name == "1-1.jpg"]
    with Image.open(stored[0]) as copy, Image.open(io.BytesIO(town.world.files.get(shown[0].file_id).data)) as stamped:
        assert stamped.height > copy.height  # the number and the unit of this officer stand below it
    assert len(files_in(town, "copies")) == 11
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files_in(town, "copies"))
    assert (town.settings.data / "copies").stat().st_mode & 0o777 == 0o700


def files_in(town: Town, folder: str) -> list[Path]:
    return sorted((town.settings.data / folder).iterdir())


async def test_each_unit_gets_pictures_with_its_own_name(town: Town, resident: Person) -> None:
    officer, partner = await joins(town, "Petugas"), await joins(town, "Panwas", PANWASCAM, Role.PARTNER)
    stamps: list[str] = []
    assert town.siaga is not None
    plain = town.siaga.sender._messages._stamp
    assert plain is not None

    async def stamp(picture: Path, words: str) -> Path:
        stamps.append(words)
        return await plain(picture, words)

    town.siaga.sender._messages._stamp = stamp
    await goes_to(resident, "evidence", VIOLATION)
    await resident.sends_photo(bare_photo())
    await resident.hears("Bukti tersimpan")
    await resident.taps("Lanjut")
    number = await finishes(resident, "identity", VIOLATION)
    await town.turns("SELECT 1 FROM evidence WHERE copies = 1")
    for person in (officer, partner):
        await person.taps("Lihat bukti", on=await is_called(person, number))
        await town.rests()
        assert "photo" in person.last.raw
    assert stamps == [f"{number}-bukti-1 · Polsek Dumai Timur", f"{number}-bukti-1 · Panwascam Dumai Timur"]


async def test_a_photo_is_there_while_a_slow_file_is_being_copied(
    town: Town, resident: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The call waits for neither, and the photo does not wait for the video."""
    plays_ffmpeg(tmp_path, monkeypatch, seconds=60)
    officer = await joins(town, "Petugas")
    await goes_to(resident, "evidence")
    await resident.sends_video(video())
    await resident.hears("Bukti tersimpan")
    await resident.sends_photo(bare_photo())
    await resident.hears("Bukti tersimpan")
    await resident.taps("Lanjut")
    number = await finishes(resident, "identity")
    await is_called(officer, number)
    await town.turns("SELECT 1 FROM evidence WHERE kind = 'photo' AND copies = 1")
    assert await town.rows("SELECT copies FROM evidence WHERE kind = 'video'") == [(None,)]


async def test_recordings_are_passed_on_without_their_traces_and_only_where_there_is_ffmpeg(
    town: Town, resident: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if tool() is None:
        plays_ffmpeg(tmp_path, monkeypatch)
    officer = await joins(town, "Petugas")
    await sends_recordings(resident)
    number = await finishes(resident, "identity")
    await takes(officer, number)
    await town.turns("SELECT 1 FROM evidence GROUP BY report HAVING count(copies) = 4")
    await town.rests()
    seen = len(officer.chat_with_bot.news)
    await officer.taps("Lihat bukti")
    await officer.sees_toast("chat pribadi")
    await town.rests()
    shown = officer.chat_with_bot.news[seen:]
    kinds = [kind for message in shown for kind in ("video_note", "video", "voice", "audio") if kind in message.raw]
    assert kinds == ["video", "voice", "audio", "video_note"]
    for message in shown:
        assert message.raw["has_protected_content"]
        content = town.world.files.get(message.file_id).data
        assert POINT[:8].encode() not in content
        assert OWNER.encode() not in content
    told = await resident.hears("sidik berkas")
    assert "Video ini memuat titik GPS; petugas menerima salinan tanpa itu" in told.text


async def test_without_ffmpeg_recordings_stay_at_the_desk_until_it_is_installed(
    quiet_town: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    town = quiet_town
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        async with town.open():
            assert "ffmpeg is not installed" in caplog.text
            resident, officer, kabag = town.citizen(), await joins(town, "Petugas"), await a_command(town)
            await agrees(resident)
            await sends_recordings(resident)
            number = await finishes(resident, "identity")
            await takes(officer, number)
            await town.turns("SELECT 1 FROM evidence GROUP BY report HAVING count(copies) = 4")
            await officer.taps("Lihat bukti")
            for place in range(1, 5):
                await officer.hears(f"{number}-bukti-{place} · berkas asli, di piket")
            told = await resident.hears("sidik berkas")
            assert "petugas menerima salinan" not in told.text
            await kabag.sends("/sehat")
            assert "ffmpeg" in (await kabag.hears("Keadaan bot")).text
    if tool() is None:
        plays_ffmpeg(tmp_path, monkeypatch)
    async with town.open():
        await town.turns("SELECT 1 FROM evidence GROUP BY report HAVING sum(copies) = 4")


async def sends_recordings(citizen: Person) -> None:
    """A video, a voice, a sound and a round video."""
    await goes_to(citizen, "evidence")
    for send, content in (
        (citizen.sends_video, video()),
        (citizen.sends_voice, sound()),
        (citizen.sends_audio, sound()),
        (citizen.sends_video_note, video()),
    ):
        await send(content)
        await citizen.hears("Bukti tersimpan")
    await citizen.taps("Lanjut")


async def test_the_reporter_gets_each_files_print_and_hears_what_was_found(town: Town, resident: Person) -> None:
    files = (photo(), bare_photo(), b"MZ", pdf(1))
    number = await reports_with(resident, *[(content, f"{place}.jpg") for place, content in enumerate(files)])
    told = await resident.hears("Sidik berkas adalah")
    for content in files:
        digest = hashlib.sha256(content).hexdigest()
        assert f"sidik berkas {digest[:4]} {digest[4:8]}" in told.text
    first, second, third, fourth = told.text.split(". Berkas")[1:]
    assert "Foto ini memuat titik GPS; petugas menerima salinan tanpa itu" in first
    assert "memuat" not in second
    assert "Tidak diteruskan ke petugas" in third
    assert "nama pembuatnya" in fourth
    await resident.sends(f"/status {number}")
    assert f"sidik berkas {hashlib.sha256(files[1]).hexdigest()[:4]}" in (await resident.hears("Bukti")).text


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
    await resident.taps("Sudah selesai")
    await resident.hears("sudah Anda batalkan")
    await resident.sends("/hapus")
    await resident.taps("Hapus data saya")
    await resident.taps("Ya, hapus sekarang")
    await town.turns("SELECT 1 FROM evidence WHERE state = 'erased'")
    assert list((town.settings.data / "copies").iterdir()) == []
    assert list((town.settings.data / "evidence").iterdir()) == []
