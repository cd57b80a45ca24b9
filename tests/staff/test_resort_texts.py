"""What the resort states: nothing answers citizens before two of the command have read and approved exactly that."""

import pytest

from resort.rights import Post
from resort.roles import Role
from resort.unit import Seat
from sandbox import Person
from tests.stage.officers import a_command, commands, joins
from tests.stage.texts import approves, reads, writes
from tests.stage.town import Town

QUESTION = "bagaimana cara urus kartu contoh?"


async def test_a_topic_answers_once_two_have_approved_it(town: Town, resident: Person) -> None:
    writes(town, "kartu-contoh", "Kartu dibuat di loket satu.", title="Kartu contoh", words="urus kartu contoh")
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Waka")
    await resident.sends(QUESTION)
    assert "loket satu" not in (await resident.hears("Terima kasih sudah bertanya")).text
    await resident.sends("/layanan")
    await resident.hears("Belum ada info layanan")

    assert "Masih perlu satu pimpinan lain" in (await approves(chief, "Kartu contoh")).text
    await resident.sends(QUESTION)
    await resident.hears("Terima kasih sudah bertanya")
    page = await reads(chief, "Kartu contoh")
    assert "Setujui" not in " ".join(page.labels)  # once is enough
    assert "Sudah menyetujui: " in page.text

    assert "mulai dipakai" in (await approves(deputy, "Kartu contoh")).text
    await resident.sends(QUESTION)
    answer = await resident.hears("loket satu")
    assert "Diperiksa 20 November 2024. Sumber: SPKT" in answer.text
    assert "110" in answer.text
    assert "🚨 Darurat, butuh bantuan sekarang" in answer.labels

    writes(town, "kartu-contoh", "Kartu dibuat di loket dua.", title="Kartu contoh", words="urus kartu contoh")
    await resident.sends("/layanan kartu contoh")
    town.clock.passes(hours=1)
    await resident.hears("loket satu")  # the old one answers until the new one is approved
    await approves(chief, "Kartu contoh")
    await approves(deputy, "Kartu contoh")
    await resident.sends("/layanan")
    await resident.hears("Info layanan")
    await resident.taps("Kartu contoh")
    await resident.hears("loket dua")

    file = writes(town, "kartu-contoh", "Kartu {nomor}.", title="Kartu contoh", words="urus kartu contoh")
    await chief.sends("/teks")
    assert "kartu-contoh: text: expected" in (await chief.hears("Teks layanan")).text
    await resident.sends(QUESTION)
    await resident.hears("loket dua")
    file.unlink()
    await resident.sends(QUESTION)
    await resident.hears("Terima kasih sudah bertanya")
    acts = await town.rows("SELECT act, count(*) FROM events WHERE act LIKE 'teks_%' GROUP BY act ORDER BY act")
    assert acts == [("teks_berlaku", 2), ("teks_disetujui", 4)]


async def test_what_was_not_read_whole_cannot_be_approved_and_many_are_in_one_call(town: Town) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Waka")
    await chief.sends("/teks")
    await chief.hears("Menunggu persetujuan: ")
    await chief.taps("Baca yang menunggu")
    for _ in range(3):
        page = await chief.hears(", halaman 1 dari 2")
        assert not any("Setujui" in label for label in page.labels if "semua" not in label)
        await chief.taps("Lanjut")
        await chief.hears(", halaman 2 dari 2")
        await chief.taps("Baca yang menunggu")
    await chief.hears("halaman 1")
    await chief.sends("/teks")
    await chief.hears("Teks layanan")
    await chief.taps("Setujui semua yang sudah dibaca")
    assert "3 teks" in (await chief.hears("Persetujuan Anda dicatat")).text
    assert "3 teks" in (await deputy.hears("sudah membaca dan menyetujui")).text
    assert await town.rows("SELECT count(*) FROM resort_texts WHERE approved_at IS NOT NULL") == [(0,)]
    await deputy.taps("Teks layanan")
    assert "Disetujui" not in (await deputy.hears("Sudah disetujui: 0")).text


async def test_a_button_read_before_a_change_approves_nothing(town: Town) -> None:
    writes(town, "kartu-contoh", "Loket satu.", title="Kartu contoh", words="kartu contoh")
    chief = await a_command(town)
    await reads(chief, "Kartu contoh")
    writes(town, "kartu-contoh", "Loket dua.", title="Kartu contoh", words="kartu contoh")
    await chief.taps("Setujui")
    await chief.sees_toast("Teksnya sudah berubah")
    assert await town.rows("SELECT count(*) FROM text_approvals") == [(0,)]


async def test_a_single_commander_needs_the_command_line_which_is_nobodys_voice_beside_two(
    town: Town, resident: Person
) -> None:
    writes(town, "kartu-contoh", "Loket satu.", title="Kartu contoh", words="urus kartu contoh")
    chief = await a_command(town)
    await approves(chief, "Kartu contoh")
    code, printed, _ = await commands(town, "texts", "approve", "kartu-contoh")
    assert (code, "it answers people from now on" in printed) == (0, True)
    await resident.sends(QUESTION)
    await resident.hears("Loket satu")

    await a_command(town, Post.DEPUTY, "Waka")
    writes(town, "kartu-contoh", "Loket dua.", title="Kartu contoh", words="urus kartu contoh")
    await approves(chief, "Kartu contoh")
    _, printed, _ = await commands(town, "texts", "approve", "kartu-contoh")
    assert "counts only where the command is exactly one person" in printed
    await resident.sends(QUESTION)
    await resident.hears("Loket satu")
    code, printed, _ = await commands(town, "texts", "list")
    assert (code, "kartu-contoh: waiting for approval" in printed) == (0, True)
    assert (await commands(town, "texts", "approve", "tidak-ada"))[0] == 1


async def test_only_the_command_reads_and_approves(town: Town, resident: Person) -> None:
    officer = await joins(town, "Piket", "spkt", Role.DESK)
    for person in (officer, resident):
        await person.sends("/teks")
        await person.hears("hanya untuk petugas yang berwenang")


async def test_an_old_text_says_so_and_two_topics_are_offered(town: Town, resident: Person) -> None:
    writes(town, "kartu-satu", "Loket satu.", title="Kartu satu", words="urus kartu", checked="2024-01-05")
    writes(town, "kartu-dua", "Loket dua.", title="Kartu dua", words="urus kartu")
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Waka")
    for person in (chief, deputy):
        await approves(person, "Kartu satu")
        await approves(person, "Kartu dua")
    await resident.sends("gimana ngurus kartunya?")
    offer = await resident.hears("Yang mana yang Anda maksud")
    assert [label for label in offer.labels if "Kartu" in label] == ["Kartu dua", "Kartu satu"]
    await resident.taps("Kartu satu")
    assert "180 hari" in (await resident.hears("Loket satu")).text
    writes(town, "kartu-tiga", "Loket tiga.", title="Kartu tiga", words="kartu kuning besar")
    for person in (chief, deputy):
        await approves(person, "Kartu tiga")
    await resident.sends("gimana ngurus kartu kuning besar sama kartu biasa?")  # two things at once: both are offered
    assert {"Kartu tiga", "Kartu dua"} <= set((await resident.hears("Yang mana yang Anda maksud")).labels)
    await chief.sends("/teks")
    assert "Lebih dari 180 hari belum diperiksa: 1" in (await chief.hears("Teks layanan")).text


async def test_the_offices_of_the_units_stand_below_their_topic(town: Town, resident: Person) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Waka")
    for person in (chief, deputy):
        await approves(person, "Kantor polisi terdekat")
    await resident.sends("kantor polisi terdekat dimana?")
    assert "Daftar kantornya belum ada di sini" in (await resident.hears("Kantor polisi terdekat")).text
    seat = Seat("Jalan Sudirman 1", "0765 31110", "24 jam", 1.6736, 101.4478)
    assert town.siaga is not None
    await town.siaga.database.write(lambda tx: tx.run("units.save", **_unit(seat)))
    await resident.sends("kantor polisi terdekat dimana?")
    assert "belum ada di sini" not in (await resident.hears("Kantor polisi terdekat")).text
    await resident.taps("Polres")
    office = await resident.hears("Jalan Sudirman 1")
    assert "0765 31110" in office.text
    await town.rests()
    place = resident.chat_with_bot.messages[-1].raw["location"]
    assert isinstance(place, dict)
    assert place["longitude"] == 101.4478


def _unit(seat: Seat) -> dict[str, object]:
    place = {"address": seat.address, "phone": seat.phone, "hours": seat.hours}
    point = {"latitude": seat.latitude, "longitude": seat.longitude}
    named = {"code": "polres", "name": "Polres", "agency": "polri", "level": "polres", "function": "-", "parent": None}
    return {**named, **place, **point}


@pytest.mark.parametrize("words", ["/darurat"])
async def test_other_numbers_are_shown_only_when_approved(town: Town, resident: Person, words: str) -> None:
    await resident.sends(words)
    assert "119" not in (await resident.hears("Telepon 110 sekarang")).text
    for person in (await a_command(town), await a_command(town, Post.DEPUTY, "Waka")):
        await approves(person, "Nomor ambulans")
    await resident.sends(words)
    assert "Ambulans: 119" in (await resident.hears("Telepon 110 sekarang")).text
