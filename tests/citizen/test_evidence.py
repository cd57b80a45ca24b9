"""Evidence: every kind of file, albums, what is too big or too much, and the originals on disk."""

import hashlib
from pathlib import Path

import pytest

from sandbox import Item, Person
from tests.stage.town import Town
from tests.stage.walks import agrees, finishes, goes_to

MEGABYTE = 1_000_000
JPEG = b"\xff\xd8\xff"


def folder(town: Town) -> Path:
    return town.settings.data / "evidence"


async def sends_report(citizen: Person) -> None:
    """From the question for evidence to the receipt."""
    await citizen.taps("Lanjut")
    await finishes(citizen, "identity")


async def fetched(town: Town, count: int) -> list[tuple[object, ...]]:
    """The rows of the evidence once so many files lie in the folder."""
    await town.turns("SELECT 1 FROM evidence WHERE state = 'fetched' GROUP BY state HAVING count(*) >= ?", count)
    return await town.rows("SELECT kind, size, sha256, path FROM evidence ORDER BY id")


@pytest.mark.usefixtures("way_in")
async def test_every_kind_of_file_is_fetched_as_it_was_sent(resident: Person, town: Town) -> None:
    await goes_to(resident, "evidence")
    await resident.sends_photo(JPEG + b"foto")
    await resident.hears("Bukti tersimpan")
    await resident.sends_document(b"%PDF-1.4 asli", "foto asli.pdf")
    await resident.hears("Bukti tersimpan")
    await resident.sends_video(b"rekaman video")
    await resident.hears("Bukti tersimpan")
    await resident.sends_voice(b"OggS suara")
    await resident.hears("Bukti tersimpan")
    await resident.sends_audio(b"ID3 rekaman")
    await resident.hears("Bukti tersimpan")
    await resident.sends_video_note(b"bulat")
    await resident.hears("Bukti tersimpan")
    await sends_report(resident)
    rows = await fetched(town, 6)
    sent = [JPEG + b"foto", b"%PDF-1.4 asli", b"rekaman video", b"OggS suara", b"ID3 rekaman", b"bulat"]
    assert [row[0] for row in rows] == ["photo", "document", "video", "voice", "audio", "video_note"]
    for (_, size, sha256, path), original in zip(rows, sent, strict=True):
        kept = folder(town) / str(path)
        assert kept.read_bytes() == original
        assert (size, sha256) == (len(original), hashlib.sha256(original).hexdigest())
        assert kept.stat().st_mode & 0o777 == 0o600
        assert "asli" not in kept.name
    assert folder(town).stat().st_mode & 0o777 == 0o700


async def test_an_album_is_answered_once_and_kept_whole_and_what_its_video_gives_away_is_said(
    resident: Person, town: Town
) -> None:
    await goes_to(resident, "evidence")
    heard = len(resident.chat_with_bot.news)
    await resident.sends_album([JPEG + bytes([n]) for n in range(3)] + [Item("video", b"video")], "di depan kantor")
    await resident.hears("Bukti tersimpan")
    await resident.hears("menunjukkan siapa Anda")
    await town.rests()
    assert len(resident.chat_with_bot.news) == heard + 2
    await sends_report(resident)
    assert "Kiriman" not in resident.last.text
    rows = await fetched(town, 4)
    assert [row[0] for row in rows] == ["photo", "photo", "photo", "video"]
    assert await town.rows("SELECT caption FROM evidence WHERE caption IS NOT NULL") == [("di depan kantor",)]


async def test_the_summary_counts_the_files_of_an_album(resident: Person, town: Town) -> None:
    await goes_to(resident, "evidence")
    await resident.sends_album([JPEG + bytes([n]) for n in range(4)])
    await resident.hears("Bukti tersimpan")
    await town.rests()
    await resident.taps("Lanjut")
    assert "4 berkas" in (await resident.hears("Periksa dulu")).text


async def test_the_eleventh_file_is_refused_kindly(resident: Person, town: Town) -> None:
    await goes_to(resident, "evidence")
    await resident.sends_album([JPEG + bytes([n]) for n in range(10)])
    await resident.hears("Bukti tersimpan")
    await town.rests()
    await resident.sends_photo(JPEG + b"kesebelas")
    await resident.hears("Bukti sudah 10")
    await sends_report(resident)
    assert len(await fetched(town, 10)) == 10


async def test_an_album_that_does_not_fit_is_refused_once(resident: Person, town: Town) -> None:
    await goes_to(resident, "evidence")
    await resident.sends_album([JPEG + bytes([n]) for n in range(7)])
    await resident.hears("Bukti tersimpan")
    await town.rests()
    heard = len(resident.chat_with_bot.news)
    await resident.sends_album([JPEG + bytes([n]) for n in range(100, 109)])
    await resident.hears("Bukti sudah 10")
    await town.rests()
    told = [message.text for message in resident.chat_with_bot.news[heard:]]
    assert [text[:10] for text in told] == ["Bukti ters", "Bukti suda"]
    await resident.sends_album([JPEG + bytes([n]) for n in range(200, 205)])
    await resident.hears("Bukti sudah 10")
    await town.rests()
    assert len(resident.chat_with_bot.news) == heard + 3
    await sends_report(resident)
    assert await town.rows("SELECT count(*) FROM evidence") == [(10,)]


async def test_a_file_over_20_mb_is_noted_and_the_way_to_hand_it_over_told(resident: Person, town: Town) -> None:
    await goes_to(resident, "evidence")
    await resident.sends_video(size=25 * MEGABYTE)
    told = await resident.hears("lebih dari 20 MB")
    assert "kantor polisi" in told.text
    await resident.hears("Bukti tersimpan")
    await sends_report(resident)
    await town.rests()
    assert await town.rows("SELECT kind, size, state, path FROM evidence") == [
        ("video", 25 * MEGABYTE, "too_big", None)
    ]
    assert list(folder(town).iterdir()) == []


async def test_words_after_a_file_are_its_caption(resident: Person, town: Town) -> None:
    await goes_to(resident, "evidence")
    await resident.sends_photo(JPEG, "pelat nomor")
    await resident.hears("Bukti tersimpan")
    await resident.sends("warna putih")
    await resident.hears("Keterangan bukti sudah dicatat")
    await sends_report(resident)
    assert await town.rows("SELECT caption FROM evidence") == [("pelat nomor\nwarna putih",)]


async def test_the_same_file_twice_is_kept_once(resident: Person, town: Town) -> None:
    await goes_to(resident, "evidence")
    for _ in range(2):
        await resident.sends_photo(JPEG + b"sama")
        await resident.hears("Bukti tersimpan")
    await sends_report(resident)
    assert await town.rows("SELECT count(*) FROM evidence") == [(1,)]


async def test_a_story_told_by_voice_is_enough(resident: Person, town: Town) -> None:
    await goes_to(resident, "what")
    await resident.sends_voice(b"OggS cerita")
    await resident.hears("Di mana kejadiannya")
    await resident.sends("TPS 3 Buluh Kasap")
    await resident.hears("Periksa dulu")
    await resident.taps("Bukti")
    await resident.hears("Ada bukti lagi")
    await resident.taps("Hapus semua bukti")
    await resident.hears("Bukti sudah dihapus")
    await sends_report(resident)
    assert await town.rows("SELECT what FROM reports") == [("",)]
    [(kind, _, sha256, _)] = await fetched(town, 1)
    assert (kind, sha256) == ("voice", hashlib.sha256(b"OggS cerita").hexdigest())


async def test_a_photo_with_a_story_answers_what_happened(resident: Person, town: Town) -> None:
    await goes_to(resident, "what")
    await resident.sends_photo(JPEG, "Jalan ditutup warga sejak pagi")
    await resident.hears("Di mana kejadiannya")
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


@pytest.mark.parametrize("step", ["family", "where", "place", "when", "identity"])
async def test_a_photo_sent_early_or_late_is_kept_as_evidence(resident: Person, step: str) -> None:
    question = await goes_to(resident, step)
    await resident.sends_photo(JPEG)
    again = await resident.hears("Bukti tersimpan")
    assert again.text.endswith(question.text)


async def test_evidence_that_telegram_cannot_give_now_is_fetched_later(resident: Person, town: Town) -> None:
    town.world.faults.add("error", times=1, methods=["getFile"])
    await goes_to(resident, "evidence")
    await resident.sends_photo(JPEG + b"nanti")
    await resident.hears("Bukti tersimpan")
    await sends_report(resident)
    await town.turns("SELECT 1 FROM evidence WHERE attempts = 1")
    town.clock.passes(minutes=10)
    await resident.sends("/laporanku")
    assert len(await fetched(town, 1)) == 1


async def test_evidence_left_unfetched_by_a_stop_is_fetched_after_the_next_start(quiet_town: Town) -> None:
    citizen = quiet_town.citizen()
    async with quiet_town.open():
        await agrees(citizen)
        await goes_to(citizen, "evidence")
        await citizen.sends_photo(JPEG + b"sisa")
        await citizen.hears("Bukti tersimpan")
        quiet_town.world.faults.add("error", times=1000, methods=["getFile"])
        await sends_report(citizen)
    quiet_town.world.faults.clear()
    quiet_town.clock.passes(minutes=10)
    async with quiet_town.open():
        [(_, _, sha256, _)] = await fetched(quiet_town, 1)
    assert sha256 == hashlib.sha256(JPEG + b"sisa").hexdigest()
