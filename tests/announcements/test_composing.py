"""Composing an announcement with /siaran, question by question."""

import re
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from broadcasts.appeal import check_document, restored
from broadcasts.schedule import BeforeElection, Day, Once, Repeating
from locales import Refused
from sandbox import Message, Person
from sandbox.telegram.shapes import Raw
from sandbox.world.content import PICTURE, Item
from tests.stage.announcements import running, subscribes
from tests.stage.composing import WORDS, approves, asks, commands, goes_on, removes, writes
from tests.stage.officers import joins
from tests.stage.town import Town

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


async def test_only_the_command_may_write_one(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    for person in (resident, officer):
        await person.sends("/siaran")
        await person.hears("hanya untuk petugas yang berwenang")
    assert "siaran" in (await commands(town, "Kabag")).commands()
    assert "siaran" not in officer.commands()


async def test_the_preview_is_the_very_message(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await commands(town, "Waka")
    summary = await writes(kabag)
    preview = kabag.chat_with_bot.messages[-2]
    assert preview.text.startswith(WORDS)
    assert re.search(r"Resmi · kode [0-9A-Z]{8} · periksa: /cek [0-9A-Z]{8}", preview.text)
    assert "Warga" in summary.text
    assert "segera setelah disetujui" in summary.text
    assert "belum ada seorang pun" in summary.text


async def test_the_summary_says_how_many_get_it(town: Town, resident: Person) -> None:
    await subscribes(town, resident)
    group = town.world.group("RT 05", bot="member")
    await subscribes(town, group)
    kabag = await commands(town, "Kabag")
    summary = await writes(kabag)
    assert "kira-kira 1" in summary.text
    await kabag.taps("Tujuan")
    await kabag.hears("Untuk siapa")
    await kabag.taps("Grup dan saluran")
    await kabag.hears("Untuk siapa")
    await kabag.taps("Lanjut")
    await kabag.hears("Wilayah mana")
    await kabag.taps("Seluruh wilayah")
    assert "kira-kira 2" in (await kabag.hears("Periksa dulu")).text


async def test_the_summary_warns_of_words_that_take_sides(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    summary = await writes(kabag, "Jangan lupa pilih nomor 9 besok.")
    assert "Terbaca sebagai nomor urut" in summary.text
    assert "tidak bisa dikirim: “pilih nomor 9”" in summary.text
    await kabag.taps("Minta persetujuan", on=summary)
    await kabag.sees_toast("Hapus bagian itu")
    assert await town.rows("SELECT state FROM appeals") == [("draft",)]


async def test_formatting_is_kept(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await kabag.sends("/siaran")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    said: dict[str, object] = {"text": "Tenang & rukun", "entities": [{"type": "bold", "offset": 0, "length": 6}]}
    kabag._say(said, None)  # as a client sends bold words
    await goes_on(kabag)
    [(content,)] = await town.rows("SELECT content FROM appeals")
    assert restored(str(content)).text == "<b>Tenang</b> &amp; rukun"


async def test_an_album_is_one_content(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await kabag.sends("/siaran")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    await kabag.sends_album(
        [Item("photo", _picture(1)), Item("photo", _picture(2)), Item("photo", _picture(3))], "Tiga"
    )
    await goes_on(kabag)
    [(content,)] = await town.rows("SELECT content FROM appeals")
    appeal = restored(str(content))
    assert len(appeal.media) == 3
    assert appeal.text == "Tiga"


async def test_a_document_a_video_and_a_poll_can_be_sent(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    sends: tuple[Callable[[], Awaitable[Message]], ...] = (
        lambda: kabag.sends_document(caption="Jadwal TPS"),
        lambda: kabag.sends_video(caption="Ajakan"),
        lambda: kabag.sends_poll("Sudah siap?", ["Sudah", "Belum"]),
    )
    for number, send in enumerate(sends, 1):
        await kabag.sends("/siaran")
        await kabag.taps("Tulis siaran")
        await kabag.hears("Kirim isi siarannya")
        await send()
        await goes_on(kabag)
        assert await town.rows("SELECT count(*) FROM appeals") == [(number,)]
    previews = [message for message in kabag.chat_with_bot.messages if message.from_bot]
    assert any("poll" in message.raw for message in previews)
    assert any("document" in message.raw for message in previews)
    assert any("video" in message.raw for message in previews)


async def test_a_voice_note_is_refused_and_the_question_stays(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await kabag.sends("/siaran")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    await kabag.sends_voice()
    await kabag.hears("Silakan kirim tulisan")
    await kabag.sends(WORDS)
    await kabag.hears("Tentang apa")


async def test_a_time_in_words(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    summary = await writes(kabag, when="besok 06.00")
    assert "Kamis 28 November 2024 pukul 06.00 WIB" in summary.text
    [(content,)] = await town.rows("SELECT content FROM appeals")
    assert isinstance(restored(str(content)).when, Once)


async def test_a_time_counted_from_the_voting_day(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    summary = await writes(kabag, when="H+1 08.00")
    assert "H+1, Kamis 28 November 2024 pukul 08.00 WIB" in summary.text
    [(content,)] = await town.rows("SELECT content FROM appeals")
    when = restored(str(content)).when
    assert isinstance(when, BeforeElection)
    assert when.days == -1


async def test_a_time_that_has_passed_is_refused(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await kabag.sends("/siaran")
    await kabag.taps("Dari templat")
    await kabag.hears("Pilih templat")
    await kabag.taps("Jaga kondusif")
    await kabag.hears("Tentang apa")
    await kabag.taps("Imbauan")
    await kabag.taps("Warga")
    await kabag.taps("Lanjut")
    await kabag.taps("Seluruh wilayah")
    await kabag.hears("Kapan dikirim")
    await kabag.sends("H-3 08.00")
    await kabag.hears("Waktunya sudah lewat")
    await kabag.sends("kemarin jam 8")
    await kabag.hears("belum terbaca")
    await kabag.sends("29/11 07.00")
    await kabag.hears("Periksa dulu")


async def test_one_that_repeats(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await writes(kabag)
    await kabag.taps("Waktu")
    await kabag.hears("Kapan dikirim")
    await kabag.taps("Berulang")
    await kabag.hears("Setiap hari apa")
    await kabag.taps("Jumat")
    await kabag.hears("Setiap hari apa")
    await kabag.taps("Lanjut")
    await kabag.hears("Pukul berapa")
    await kabag.sends("07.30")
    await kabag.hears("Sampai tanggal berapa")
    await kabag.sends("20/12")
    summary = await kabag.hears("Periksa dulu")
    assert "berulang pukul 07.30 WIB, terakhir 20/12/2024" in summary.text
    assert "Jumat" in summary.text
    await commands(town, "Waka")
    await asks(kabag)
    [(content,)] = await town.rows("SELECT content FROM appeals")
    when = restored(str(content)).when
    assert isinstance(when, Repeating)
    assert when.days == {Day.FRIDAY}


async def test_an_end_before_the_first_day_or_in_the_past_is_told_apart(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await writes(kabag)
    await kabag.taps("Waktu")
    await kabag.hears("Kapan dikirim")
    await kabag.taps("Berulang")
    await kabag.hears("Setiap hari apa")
    today = town.clock.now.astimezone(ZoneInfo("Asia/Jakarta"))
    await kabag.taps(_DAYS[(today.weekday() + 3) % 7])
    await kabag.hears("Setiap hari apa")
    await kabag.taps("Lanjut")
    await kabag.hears("Pukul berapa")
    await kabag.sends("07.30")
    await kabag.hears("Sampai tanggal berapa")
    await kabag.sends("besok")
    await kabag.hears("belum ada hari yang Anda pilih")
    await kabag.sends((today - timedelta(days=6)).strftime("%d/%m"))
    await kabag.hears("atau sudah lewat")


async def test_a_file_where_none_is_asked_for_is_answered_with_the_question(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await writes(kabag)
    await kabag.taps("Waktu")
    await kabag.hears("Kapan dikirim")
    await kabag.sends_photo()
    await kabag.hears("Tuliskan hari dan jamnya")
    await kabag.taps("Sekarang")
    await kabag.hears("Periksa dulu")
    await kabag.taps("Tandai mendesak")
    await kabag.hears("Mengapa mendesak")
    await kabag.sends_photo()
    await kabag.hears("Tulis alasan mengapa")


async def test_going_back_from_one_unit_leaves_who_was_chosen_before(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await writes(kabag, to="Grup dan saluran")
    await kabag.taps("Tujuan")
    await kabag.hears("Untuk siapa")
    await kabag.taps("Satu unit")
    await kabag.hears("Untuk unit mana")
    await kabag.taps("Kembali")
    asked = await kabag.hears("Untuk siapa")
    assert [label for label in asked.labels if label.startswith("✅")] == ["✅ Grup dan saluran"]
    await kabag.taps("Lanjut")
    await kabag.hears("Wilayah mana")
    await kabag.taps("Seluruh wilayah")
    assert "Petugas" not in (await kabag.hears("Periksa dulu")).text


async def test_back_and_cancel_at_every_question(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await writes(kabag)
    for question in ("Kapan dikirim", "Wilayah mana", "Untuk siapa", "Tentang apa", "Kirim isi siarannya"):
        await kabag.taps("Kembali")
        assert question in (await kabag.hears(question)).text
    await kabag.taps("Batal")
    await kabag.hears("siaran dibatalkan")
    await writes(kabag)
    await kabag.sends("/batal")
    await kabag.hears("siaran dibatalkan")
    assert await town.rows("SELECT state FROM appeals") == [("withdrawn",), ("withdrawn",)]
    await kabag.sends("/siaran")
    assert "Jumlah: 0" in (await kabag.hears("Siaran")).text


async def test_who_is_removed_while_writing_is_heard_as_a_citizen_again(town: Town) -> None:
    chief, kabag = await commands(town, "Kapolres"), await commands(town, "Kabag")
    await kabag.sends("/siaran")
    await kabag.hears("Siaran")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    await removes(chief, await commands(town, "Kasat"), "Polres 2")
    await kabag.hears("sudah diakhiri")
    await kabag.sends("TOLONG ADA YANG BAWA PARANG")
    await kabag.hears("telepon 110 sekarang")


async def test_an_old_button_changes_nothing(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await kabag.sends("/siaran")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    await kabag.sends(WORDS)
    topics = await kabag.hears("Tentang apa")
    await kabag.taps("Imbauan")
    await kabag.hears("Untuk siapa")
    await kabag.taps("Klarifikasi hoaks", on=topics)
    await kabag.sees_toast("pertanyaan sebelumnya")


async def test_the_draft_survives_a_restart(quiet_town: Town) -> None:
    town = quiet_town
    async with town.open():
        kabag = await commands(town, "Kabag")
        await kabag.sends("/siaran")
        await kabag.taps("Tulis siaran")
        await kabag.hears("Kirim isi siarannya")
        await kabag.sends(WORDS)
        await kabag.hears("Tentang apa")
    async with town.open():
        await kabag.sends("/siaran")
        await kabag.hears("Siaran")
        await kabag.taps("Lanjutkan draf")
        await goes_on(kabag)
        assert kabag.chat_with_bot.messages[-2].text.startswith(WORDS)


async def test_areas_by_button_and_by_name(town: Town) -> None:
    kabag = await commands(town, "Kabag")
    await writes(kabag)
    await kabag.taps("Tujuan")
    await kabag.hears("Untuk siapa")
    await kabag.taps("Lanjut")
    await kabag.hears("Wilayah mana")
    await kabag.taps("Dumai Timur")
    await kabag.hears("Dipilih: Dumai Timur")
    await kabag.sends("kelurahan Rimba Sekampung")
    await kabag.hears("Rimba Sekampung")
    await kabag.sends("Negeri Antah")
    await kabag.hears("belum kami temukan")
    await kabag.taps("Lanjut")
    summary = await kabag.hears("Periksa dulu")
    assert "Dumai Timur" in summary.text
    assert "Rimba Sekampung" in summary.text


def _picture(number: int) -> bytes:
    return PICTURE + bytes([number])


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"type": "quiz", "correct_option_ids": [0]}, "Kuis"),
        ({"is_anonymous": False}, "anonim"),
        ({"open_period": 600}, "pengaturannya akan hilang"),
        ({"description": "Baca dulu"}, "pengaturannya akan hilang"),
        ({"allows_revoting": False}, "pengaturannya akan hilang"),
    ],
)
async def test_a_poll_that_would_go_out_as_another_is_refused(
    town: Town, kabag: Person, settings: dict[str, Any], sentence: str
) -> None:
    await kabag.sends("/siaran")
    await kabag.hears("Siaran")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    await kabag.sends_poll("Kapan TPS dibuka?", ["07.00", "08.00"], **settings)
    await kabag.hears(sentence)
    assert await town.rows("SELECT count(*) FROM appeals") == [(0,)]


@pytest.mark.parametrize(
    ("name", "mime", "passes"),
    [
        ("Undangan.apk", "application/vnd.android.package-archive", False),
        ("Surat undangan.pdf.APK ", None, False),
        ("foto.jpg", "application/vnd.android.package-archive", False),
        ("surat.pdf", "application/x-msdownload", False),
        ("daftar.docm", None, False),
        ("surat.zip", "application/zip", False),
        ("halaman.html", "text/html", False),
        ("tanpa-akhiran", "application/pdf", False),
        (None, None, False),
        (None, "application/octet-stream", False),
        (None, "image/jpeg", True),
        ("Surat Edaran.PDF", "application/pdf", True),
        ("jadwal.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", True),
        ("peta.png", None, True),
        ("rekaman.wav.mp3", "audio/mpeg", True),
    ],
)
def test_a_document_that_may_be_a_program_is_not_passed_on(name: str | None, mime: str | None, passes: bool) -> None:
    with nullcontext() if passes else pytest.raises(Refused):
        check_document(name, mime)


async def test_an_invitation_to_install_is_refused_alone_and_in_an_album(town: Town, kabag: Person) -> None:
    await kabag.sends("/siaran")
    await kabag.taps("Tulis siaran", on=await kabag.hears("Siaran"))
    await kabag.hears("Kirim isi siarannya")
    await kabag.sends_document(b"PK", "Undangan.apk", "Silakan dipasang")
    await kabag.hears("program dan arsip")
    await kabag.sends_album([Item("document", b"%PDF-1.4", "a.pdf"), Item("document", b"PK", "b.apk")], "Satu", "Dua")
    await kabag.hears("program dan arsip")


async def test_a_poll_of_twelve_answers_arrives_whole(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    await kabag.sends("/siaran")
    await kabag.hears("Siaran")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    answers = [f"Jam {number}" for number in range(12)]
    await kabag.sends_poll("Kapan Anda ke TPS?", answers)
    await goes_on(kabag)
    await asks(kabag)
    await approves(waka)
    await running(town).ticker.tick()
    await town.rests()
    poll = next(each.raw["poll"] for each in reversed(follower.chat_with_bot.messages) if "poll" in each.raw)
    assert [option["text"] for option in cast("list[Raw]", cast(Raw, poll)["options"])] == answers
