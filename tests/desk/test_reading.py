"""Baca selengkapnya: all of a story, of what was added and of what stands below files, by those who may read it."""

import pytest

from casework.whole_story import LONGEST_PART, pieces
from reports.category import Category
from resort.roles import Role
from sandbox import Message, Person
from sandbox.telegram.shapes import Raw
from tests.citizen.test_forwards import ORIGINS, passes_on
from tests.stage.desk import NOT_YOURS, a_desk, opens
from tests.stage.officers import PANWASCAM, about, is_called, joins
from tests.stage.town import Town
from tests.stage.walks import number_on, reports

LONG = " ".join(f"kata{place}" for place in range(1, 420)) + " ujungcerita"  # 3,758 letters or so


def said(person: Person) -> list[Message]:
    return [each for each in person.chat_with_bot.messages if each.from_bot]


async def test_the_last_word_of_a_long_story_is_read_by_who_may_and_leaves_when_it_is_erased(
    town: Town, resident: Person
) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    elsewhere = await joins(town, "Panwascam", PANWASCAM, Role.PARTNER)
    number = await reports(resident, about(Category.PERUSAKAN, LONG))
    call = await is_called(officer, number)
    assert "ujungcerita" not in call.text
    assert "Baca selengkapnya" in " ".join(call.labels)
    await resident.sends(f"/status {number}")
    await resident.taps("Tambah keterangan", on=await resident.hears(number))
    await resident.hears("Kirim keterangan")
    added = "tambah " * 300 + "ujungtambahan"
    await resident.sends(added)
    assert "ujungtambahan" in (await officer.hears("kabar baru dari pelapor")).text
    await resident.sends_photo(caption="gambar pintu " * 40 + "ujungketerangan")
    await resident.hears("Sudah ditambahkan")
    await opens(desk, number)
    await desk.taps("Baca selengkapnya")
    await desk.hears("ujungketerangan")
    read = "\n".join(each.text for each in said(desk))
    assert all(word in read for word in LONG.split())
    assert "ujungtambahan" in read
    await officer.taps("Baca selengkapnya", on=call)
    await officer.hears("ujungketerangan")
    [(key,)] = await town.rows("SELECT id FROM reports")
    await elsewhere.forges(f"p:0:whole={key}", on=elsewhere.last)
    await elsewhere.sees_toast(NOT_YOURS)
    await desk.taps("Tindakan lain", on=await opens(desk, number))
    await desk.taps("Tolak", on=await desk.hears("pilih tindakan"))
    await desk.hears("mengapa ditolak")
    await desk.sends("Bukan wewenang kami")
    await resident.hears("tidak dapat kami tindak lanjuti")
    await resident.sends("/hapus")
    await resident.taps("Hapus data saya", on=await resident.hears("hapus"))
    await resident.taps("Ya, hapus sekarang", on=await resident.hears("Yakin?"))
    await resident.hears("Data Anda sudah dihapus")
    await town.rests()
    for person in (desk, officer):
        assert not [each for each in said(person) if "ujung" in each.text], person.name


@pytest.mark.parametrize("words", ["satu " * 1500, "x" * 4096, "😀" * 2000, "baris\n" * 700])
def test_nothing_is_left_out_where_a_text_is_cut(words: str) -> None:
    parts = list(pieces(words))
    assert "".join("".join(parts).split()) == "".join(words.split())
    assert all(len(part.encode("utf-16-le")) <= 2 * LONGEST_PART for part in parts)


async def test_where_a_forward_comes_from_what_is_quoted_and_names_of_places_are_kept_and_shown(
    town: Town, resident: Person
) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    channel: Raw = {"id": -1006, "type": "channel", "title": "Kabar Dumai", "username": "kabardumai"}
    passes_on(
        resident,
        {"text": "Ada perusakan pagar sekolah di TPS 3 Jaya Mukti, warga diminta hati-hati"},
        {"type": "channel", "date": 1732590000, "chat": channel, "message_id": 4},
    )
    await resident.taps("Ya, saya melihatnya", on=await resident.hears("Apakah ini terjadi di dekat Anda"))
    await resident.taps("Kirim sekarang", on=await resident.hears("Kirim sekarang"))
    number = number_on(await resident.hears("sudah kami terima"))
    call = await is_called(officer, number)
    assert "📢 Kabar Dumai (@kabardumai)" in call.text
    assert "📢 Kabar Dumai (@kabardumai)" in (await opens(desk, number)).text
    await resident.sends(f"/status {number}")
    await resident.taps("Tambah keterangan", on=await resident.hears("Jenis"))
    await resident.hears("Kirim keterangan")
    await resident.shares_venue(1.67, 101.45, "Masjid Raya", "Jalan Sudirman")
    assert "Tempat: Masjid Raya, Jalan Sudirman" in (await officer.hears("Masjid Raya")).text
    passes_on(resident, {"text": "pelakunya tiga orang bermotor"}, ORIGINS[0])
    news = await officer.hears("tiga orang bermotor")
    assert "↪️ pelakunya" in news.text
    assert "Orang" not in news.text  # nobody is named who did not write to us
    await officer.taps("Terima", on=call)
    await officer.taps("Tanya pelapor", on=await is_called(officer, number, "Sudah ada petugas"))
    await officer.hears("apa yang ingin ditanyakan")
    await officer.sends("Berapa orang yang ada di sana? Naik apa mereka?")
    asked = await resident.hears("Naik apa mereka")
    await resident.sends("sepeda motor", reply_to=asked, quote="Naik apa mereka?")
    assert "“Naik apa mereka?”\nsepeda motor" in (await officer.hears("sepeda motor")).text
    await desk.sends(number)
    await desk.taps("Baca selengkapnya", on=await desk.hears("Riwayat"))
    await desk.hears("“Naik apa mereka?”\nsepeda motor")
    read = "\n".join(each.text for each in said(desk))
    for word in ("Kabar Dumai", "Masjid Raya, Jalan Sudirman", "tiga orang bermotor"):
        assert word in read
