"""Sealed stories: a walk over every screen of a sealed report, as every role, finds no word of the story."""

import pytest

from resort.rights import Post
from resort.roles import Role
from sandbox import Chat, Message, Person
from tests.stage.desk import a_desk, a_head, sees_queue
from tests.stage.officers import PANWASCAM, a_command, calls, hands_on, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, number_on

STORY = "suami saya memukuli saya dengan sapu lidi sejak subuh"
WORDS = ("suami", "sapu", "lidi", "subuh", "memukuli")
DETAIL = "anak kami Kenanga ikut ketakutan"
PLACE = "belakang wihara biru"


def read_by(person: Person, chat: Chat | None = None) -> str:
    """Everything that the bot wrote to somebody, buttons and captions too."""
    messages = (chat or person.chat_with_bot).messages
    return "\n".join(f"{each.text}\n{' '.join(each.labels)}" for each in messages if each.from_bot).casefold()


async def walks_everything(person: Person, number: str) -> None:
    """Tap every button that leads to a screen of the report: the call's, the desk's, the lists'."""
    await person.sends("/antrean")
    await person.sends(number)
    await person.sends(f"/buka {number}")
    await person.sends(f"/status {number}")
    for label in (number, "Lihat bukti", "Tindakan lain", "Gabungkan", "Kembali", "Ubah jenis", "Kembali", "Tugaskan"):
        for message in reversed(person.chat_with_bot.messages):
            if message.from_bot and any(label in each for each in message.labels):
                await person.taps(label, on=message)
                break
    for call in calls(person, number):
        for label in ("Lihat bukti", "Tanya pelapor"):
            if any(label in each for each in call.labels):
                await person.taps(label, on=call)


@pytest.fixture
async def people(town: Town) -> dict[str, Person]:
    """One of every role: what they may read is another question."""
    return {
        "officer": await joins(town, "Petugas"),
        "head": await a_head(town),
        "desk": await a_desk(town),
        "patrol": await joins(town, "Patroli", "samapta"),
        "partner": await joins(town, "Panwascam", PANWASCAM, Role.PARTNER),
        "kabag": await a_command(town, Post.OPERATIONS, "Kabag"),
        "propam": await joins(town, "Propam", "propam"),
    }


async def tells(citizen: Person, story: str, place: str) -> Message:
    """Tell it out of the blue, accept, and name a place; the receipt."""
    await citizen.sends(story)
    await citizen.hears("Di mana kejadiannya")
    await citizen.sends(place)
    await citizen.hears("Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    return await citizen.hears("sudah kami terima")


async def test_in_danger_place_and_need_ring_everybody_and_the_story_nobody_but_its_readers(
    town: Town, people: dict[str, Person], citizen: Person
) -> None:
    protector, deputy = await joins(town, "PPA", "ppa"), await a_command(town, Post.DEPUTY, "Waka")
    await agrees(citizen)
    receipt = await tells(citizen, STORY, PLACE)
    number = number_on(receipt)
    assert "unit perlindungan perempuan dan anak" in receipt.text
    call = await is_called(people["patrol"], number)
    assert PLACE in call.text
    assert "perlu dilindungi sekarang" in call.text
    for reader in (protector, deputy):
        assert STORY in (await is_called(reader, number)).text
    await citizen.sends(DETAIL)
    await citizen.hears("Sudah ditambahkan")
    await citizen.sends_photo(b"\xff\xd8\xff bukti")
    await citizen.hears("Sudah ditambahkan")
    await town.rests()
    assert "kenanga" in read_by(protector)
    for name, person in people.items():
        await walks_everything(person, number)
        await town.rests()
        said = read_by(person)
        assert not [word for word in (*WORDS, "kenanga") if word in said], name
    assert await town.rows("SELECT seal FROM reports") == [("ppa",)]
    await protector.taps("Terima", on=calls(protector, number)[-1])
    await town.rests()
    await hands_on(protector, "Polsek Dumai Timur")
    await protector.sends("suaminya sudah lari ke belakang")  # what a reader types may tell of the story
    await protector.hears("sudah diserahkan ke Polsek Dumai Timur")
    handed = await is_called(people["officer"], number, "Diserahkan oleh")
    assert "(tersegel)" in handed.text
    assert "suaminya" not in read_by(people["officer"])


async def test_outside_danger_only_those_are_called_who_read_it(
    town: Town, people: dict[str, Person], citizen: Person
) -> None:
    """Nobody stands in for the seat: at night, off duty, at the top of the ladder too."""
    protector = await joins(town, "PPA", "ppa")
    await a_command(town, Post.DEPUTY, "Waka")  # who reads it, as the one of the command
    await agrees(citizen)
    await citizen.sends("om ku suka ngintip aku mandi waktu kerja kelompok, aku kelas 6 sd")
    await citizen.hears("Buat laporan dari pesan ini")
    await citizen.taps("Ya, buat laporan")
    await citizen.hears("Di mana kejadiannya")
    await citizen.sends("sanggar melati, jaya mukti")
    await citizen.hears("Hanya ini yang kami simpan")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    assert "ngintip" in (await is_called(protector, number)).text
    for _ in range(5):
        await ticks(town, minutes=40)
    for name, person in people.items():
        await walks_everything(person, number)
        await town.rests()
        said = read_by(person)
        assert not [
            word for word in ("ngintip", "mandi", "kelompok", "sanggar", "melati", "mukti") if word in said.split()
        ], name
    assert not calls(people["officer"], number)
    assert "Laporan tersegel" in (await sees_queue(people["desk"])).text + " ".join(
        (await sees_queue(people["desk"])).labels
    )
    await is_called(protector, number, "belum ada yang mengambil")
    await protector.taps("Terima", on=calls(protector, number)[-1])
    await town.rests()
    await hands_on(protector, "Polsek Dumai Timur")
    await protector.sends("omnya tinggal di belakang sanggar")
    await protector.hears("tidak membaca isi yang tersegel")
    desk = people["desk"]
    await desk.sends(number)
    await desk.hears("Riwayat")
    await desk.taps("👮 Tugaskan")
    await desk.hears("untuk siapa")
    await desk.taps("Satuan Reskrim")
    await desk.hears("Apa alasannya")
    await desk.taps("Unit itu lebih dekat")
    await desk.sees_toast("tidak membaca isi yang tersegel")
    await town.rests()
    assert not calls(people["officer"], number)
    assert await town.rows("SELECT seal, minor, urgency FROM reports") == [("ppa", 1, "tinggi")]
    assert await town.rows("SELECT confidential, sealed FROM reporters") == [(1, None)]


async def test_news_to_somebody_who_is_harmed_says_no_more_than_that_there_is_some(town: Town, citizen: Person) -> None:
    protector = await joins(town, "PPA", "ppa")
    await agrees(citizen)
    number = number_on(await tells(citizen, STORY, PLACE))
    call = await is_called(protector, number)
    await protector.taps("Terima", on=call)
    news = await citizen.hears("Ada kabar untuk Anda.")
    assert news.text == "Ada kabar untuk Anda."
    assert news.labels == ["👀 Buka"]
    await protector.taps("Tanya pelapor", on=await is_called(protector, number, "Sudah ada petugas"))
    await protector.hears("apa yang ingin ditanyakan")
    await protector.sends("Apakah Ibu aman sekarang?")
    news = await citizen.hears("Ada kabar untuk Anda.")
    await citizen.taps("Buka", on=news)
    assert "Apakah Ibu aman sekarang?" in (await citizen.hears("Petugas bertanya")).text
    await citizen.taps("Jawab")


async def test_the_explanation_of_somebody_besieged_is_not_for_partners(town: Town, citizen: Person) -> None:
    patrol, desk = await joins(town, "Patroli", "samapta"), await a_desk(town)
    partner = await joins(town, "Ambulans", "medis", Role.PARTNER)
    await agrees(citizen)
    receipt = await tells(
        citizen, "saya dituduh maling warga sudah ramai bawa kayu, saya cuma ambil helm sendiri", PLACE
    )
    number = number_on(receipt)
    assert "Instansi lain tidak membacanya" in receipt.text
    call = await is_called(patrol, number)
    assert "Orang terancam massa" in call.text
    assert "helm" in call.text
    await desk.sends(number)
    await desk.hears("Riwayat")
    await desk.taps("Tindakan lain")
    await desk.taps("Limpahkan")
    await desk.hears("untuk siapa")
    await desk.taps("Ambulans")
    await desk.hears("Apa alasannya")
    await desk.sends("Mohon siapkan ambulans")
    assert "helm" not in (await is_called(partner, number)).text
    assert "helm" not in read_by(partner)


async def test_a_child_is_asked_no_consent_and_nobody_is_shown_who_it_is(town: Town, citizen: Person) -> None:
    kabag, _ = await a_command(town, Post.OPERATIONS, "Kabag"), await a_command(town, Post.DEPUTY, "Waka")
    await citizen.sends("aku umur 11 tahun, om tetangga suka ngintip aku mandi")
    await citizen.hears("Buat laporan dari pesan ini")
    await citizen.taps("Ya, buat laporan")
    await citizen.hears("Di mana kejadiannya")
    await citizen.sends("gang mawar, bukit batrem")
    await citizen.hears("Hanya ini yang kami simpan")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    assert not any("setuju" in label for each in citizen.chat_with_bot.messages for label in each.labels)
    await kabag.sends(f"/buka {number}")
    await kabag.hears("dari anak")
    await citizen.sends_photo(b"\xff\xd8\xff bukti")
    await citizen.hears("tidak kami simpan")
    assert await town.rows("SELECT count(*) FROM evidence") == [(0,)]


async def test_somebody_who_took_money_hears_first_what_that_means(town: Town, citizen: Person) -> None:
    await agrees(citizen)
    await citizen.sends("saya terlanjur terima amplop 100 ribu dari tim sukses kemarin")
    assert "dapat dikenai hukuman" in (await citizen.hears("Buat laporan dari pesan ini")).text
    await citizen.taps("Ya, buat laporan")
    await citizen.hears("Di mana kejadiannya")
    assert sum("dapat dikenai hukuman" in each.text for each in citizen.chat_with_bot.messages) <= 1


async def test_a_report_about_the_police_is_read_by_propam_alone(
    town: Town, people: dict[str, Person], citizen: Person
) -> None:
    await agrees(citizen)
    await citizen.sends("oknum polisi minta uang ke sopir di simpang jaya")
    ways = await citizen.hears("Propam")
    await citizen.taps("Simpan di sini untuk Propam", on=ways)
    assert "hanya Propam" in (await citizen.hears("Ceritakan singkat")).text
    await citizen.sends("Dua petugas berseragam meminta kresek isi rokok kepada sopir truk")
    await citizen.hears("Di mana kejadiannya")
    await citizen.sends("simpang jaya, jaya mukti")
    await citizen.hears("Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    assert "kresek" in (await is_called(people["propam"], number)).text
    for _ in range(4):
        await ticks(town, hours=9)
    for name, person in people.items():
        if name != "propam":
            await walks_everything(person, number)
            await town.rests()
            said = read_by(person)
            assert not [word for word in ("kresek", "rokok", "truk") if word in said], name
            assert not calls(person, number)
    queue = await sees_queue(people["desk"])
    assert "Di luar antrean: 1" in queue.text
    assert number not in " ".join(queue.labels)


async def test_the_chief_never_stands_in_where_the_story_accuses_the_chief(town: Town, citizen: Person) -> None:
    """Whichever button was tapped before the story was told."""
    chief = await a_command(town, Post.CHIEF, "Kapolres")
    await agrees(citizen)
    await citizen.sends("anggota polisi memeras pedagang di pasar")
    await citizen.taps("Simpan di sini untuk Propam", on=await citizen.hears("Propam"))
    await citizen.hears("Ceritakan singkat")
    await citizen.sends("kapolres minta uang kresek ke sopir truk")
    await citizen.hears("Di mana kejadiannya")
    await citizen.sends("simpang jaya, jaya mukti")
    await citizen.taps("Kirim sekarang", on=await citizen.hears("Kirim sekarang"))
    await citizen.sees_toast("tidak ada yang kami simpan")
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]
    propam = await joins(town, "Propam", "propam")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    assert "kresek" in (await is_called(propam, number)).text
    assert await town.rows("SELECT seal FROM reports") == [("propam_alone",)]
    await town.rests()
    assert "kresek" not in read_by(chief)


async def test_without_a_seat_nothing_about_the_police_is_kept(town: Town, citizen: Person) -> None:
    await a_command(town, Post.CHIEF, "Kapolres")
    await agrees(citizen)
    await citizen.sends("kapolres minta uang ke pengusaha, anggota polisi yang memeras")
    ways = await citizen.hears("Propam")
    await citizen.taps("ini tentang pimpinan", on=ways)
    await citizen.hears("tidak ada yang kami simpan")
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]
    await citizen.sends("anggota polisi memeras pedagang di pasar")
    await citizen.taps("Simpan di sini untuk Propam", on=await citizen.hears("Propam"))
    assert "hanya Kapolres" in (await citizen.hears("Ceritakan singkat")).text
