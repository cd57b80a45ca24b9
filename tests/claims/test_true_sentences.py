"""Sentences that were said and were not so, each standing for its kind."""

import pytest

from resort.rights import Post
from sandbox import Person
from tests.stage.announcements import approved, subscribes
from tests.stage.composing import agrees_to_delete, opens, orders
from tests.stage.officers import a_command, goes_off_duty, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

ORDER = "Apel pukul 05.30 di halaman Polsek."
WORDS = "Mari jaga suasana tetap tenang dan rukun."


async def orders_everybody(town: Town, kabag: Person, waka: Person) -> None:
    """An order to all officers goes out, and the composer looks who has not acknowledged it."""
    await orders(kabag, ORDER)
    await kabag.taps("Minta persetujuan")
    await waka.hears("Mohon persetujuan arahan")
    await waka.taps("Setujui")
    await waka.hears("Disetujui")
    await ticks(town)
    await ticks(town)


async def test_all_have_acknowledged_only_when_all_got_the_order(town: Town, kabag: Person, waka: Person) -> None:
    ready, blocked, refused = await joins(town, "Siap"), await joins(town, "Blokir"), await joins(town, "Tolak")
    await blocked.blocks_bot()
    await town.rests()
    town.world.faults.add(
        "refusal", methods=["sendMessage"], chats=[refused.id], times=9, description="Bad Request: no"
    )
    await orders_everybody(town, kabag, waka)
    for each in (ready, waka):
        await each.hears(ORDER)
        await each.taps("Siap, dimengerti")
        await each.sees_toast("Terima kasih")
    await kabag.sends("/siaran")
    await kabag.hears("Jumlah")
    await kabag.taps("Apel pukul")
    await kabag.hears("Sudah dikirim")
    await kabag.taps("Siapa yang belum")
    told = await kabag.hears("Tidak menerima arahan: 2")
    assert "Semua sudah" not in told.text
    assert "Yang menerima arahan sudah menyatakan siap: 2 petugas" in told.text
    assert "Polsek Dumai Timur 2" in told.text
    assert "Polsek Dumai Timur 3" in told.text


@pytest.mark.parametrize("refusals", [0, 1, 2])
async def test_a_deletion_says_how_much_of_it_was_deleted(
    town: Town, kabag: Person, waka: Person, refusals: int
) -> None:
    followers = [town.citizen(), town.citizen()]
    for each in followers:
        await agrees(each)
        await subscribes(town, each)
    await approved(town, WORDS, kabag, waka)
    await ticks(town)
    await ticks(town)
    await kabag.hears("Siaran selesai")
    for each in followers[:refusals]:
        town.world.faults.add(
            "refusal",
            methods=["deleteMessage", "editMessageText", "sendMessage"],
            chats=[each.id],
            times=9,
            description="Bad Request: not today",
        )
    await opens(kabag)
    await kabag.taps("Tarik dan hapus")
    await kabag.taps("Ya, tarik dan hapus")
    await kabag.hears("Siaran ditarik")
    await agrees_to_delete(waka)
    await ticks(town, seconds=3)
    await ticks(town, seconds=3)
    ended = await kabag.hears("Dihapus: ")
    while "sedang" in ended.text:
        ended = await kabag.hears("Dihapus: ")
    assert f"Dihapus: {2 - refusals} dari 2" in ended.text
    assert f"{(100, 50, 0)[refusals]}%" in ended.text
    assert ("Siaran sudah dihapus" in ended.text) is (refusals == 0)


async def test_the_bots_own_messages_are_its_own(town: Town, resident: Person) -> None:
    number = await reports(resident)
    await resident.forwards(resident.last)
    assert "memang dari bot ini" in (await resident.hears("bot ini")).text
    await resident.sends(f"/cek {number}")
    assert f"/status {number}" in (await resident.hears("nomor laporan")).text


@pytest.mark.parametrize(
    ("cry", "now"),
    [
        ("TOLONG semalam ada tawuran bawa parang di Jaya Mukti", False),
        ("TOLONG dua jam lalu ada tawuran bawa parang di Jaya Mukti", False),
        ("TOLONG ada tawuran bawa parang sejak semalam di Jaya Mukti", True),
        ("TOLONG ada tawuran bawa parang di Jaya Mukti", True),
    ],
)
async def test_nothing_is_called_ongoing_that_its_words_date_back(
    town: Town, resident: Person, cry: str, now: bool
) -> None:
    officer = await joins(town, "Petugas")
    await resident.sends(cry)
    await resident.hears("110")
    await resident.taps("Kirim sekarang")
    await resident.hears("sudah kami terima")
    call = await officer.hears("DARURAT")
    assert ("Waktu: Sedang terjadi" in call.text) is now


async def test_what_is_closed_says_how_to_go_on(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    receipt = resident.last
    await takes(officer, number)
    await officer.taps("Selesai")
    await officer.hears("bagaimana hasilnya")
    await officer.taps("Tertangani")
    await resident.hears("Apakah sudah beres")
    await resident.taps("Sudah beres")
    await resident.hears("kami tutup")
    await resident.taps("Tambah keterangan", on=receipt)
    await resident.sees_toast("lalu Belum beres")
    await ticks(town, days=8)
    await resident.taps("Tambah keterangan", on=receipt)
    await resident.sees_toast("Ketik /lapor")


async def test_officers_are_called_again_only_where_there_are_any(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    for anybody in (True, False):
        number = await reports(resident)
        await takes(officer, number)
        await officer.taps("Selesai")
        await officer.hears("bagaimana hasilnya")
        await officer.taps("Tertangani")
        await resident.hears("Apakah sudah beres")
        if not anybody:
            await goes_off_duty(officer)
        await resident.taps("Belum beres")
        told = await resident.hears("buka kembali")
        assert ("petugas kami panggil lagi" in told.text) is anybody
        assert ("belum ada petugas yang terjangkau" in told.text) is not anybody
        if anybody:
            await is_called(officer, number, "belum beres")


async def test_the_question_before_erasing_names_what_stays(town: Town, resident: Person) -> None:
    await joins(town, "Petugas")
    await reports(resident)
    await resident.sends("/hapus")
    await resident.hears("Hapus data Anda")
    await resident.taps("Tidak jadi")
    stranger = town.citizen()
    await agrees(stranger)
    await stranger.sends("/hapus")
    assert "Telegram mereka" in (await stranger.hears("Hapus data Anda")).text


async def test_who_reads_of_an_opened_identity_is_told_what_can_be_done(town: Town, resident: Person) -> None:
    officer, chief = await joins(town, "Petugas"), await a_command(town)
    asker = await a_command(town, Post.DEPUTY, "Wakapolres")
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Selesai")
    await officer.hears("bagaimana hasilnya")
    await officer.taps("Tertangani")
    await resident.hears("Apakah sudah beres")
    await resident.taps("Sudah beres")
    await resident.hears("kami tutup")
    await asker.sends(f"/buka {number}")
    await asker.taps("Penyidikan perlu saksi", on=await asker.hears("untuk apa identitas"))
    await asker.hears("mengapa identitas")
    await asker.sends("untuk penyidikan")
    await chief.hears("Permintaan buka identitas")
    await chief.taps("Setujui")
    told = await resident.hears("identitas Anda dibuka")
    assert "Tambah keterangan" not in told.text
    assert "Datang ke kantor" in told.text
