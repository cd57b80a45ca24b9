"""How much a citizen does until a report is sent: every tap and every message counts."""

from dataclasses import dataclass

from sandbox import Person
from tests.stage.officers import joins, takes
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, number_on, reports

SAID = "Tadi malam ada bagi-bagi amplop di TPS 12 Jaya Mukti"
SEVERAL = "1) ada bagi-bagi amplop di TPS 3 Jaya Mukti\n2) motor saya dicuri orang di depan pasar Jaya Mukti"


@dataclass
class Counted:
    """A citizen whose actions are counted."""

    person: Person
    actions: int = 0

    async def opens(self) -> None:
        self.actions += 1
        await self.person.opens()

    async def sends(self, words: str) -> None:
        self.actions += 1
        await self.person.sends(words)

    async def sends_photo(self) -> None:
        self.actions += 1
        await self.person.sends_photo()

    async def taps(self, label: str) -> None:
        self.actions += 1
        await self.person.taps(label)


async def test_vote_buying_with_a_photo_at_the_first_contact_takes_seven_actions(citizen: Person, town: Town) -> None:
    counted = Counted(citizen)
    await counted.opens()
    await citizen.hears("Selamat datang")
    await counted.taps("Saya setuju")
    await citizen.hears("Ada yang bisa kami bantu")
    await counted.taps("📝 Lapor")
    await citizen.hears("Apa yang ingin Anda laporkan")
    await counted.sends("Ada yang membagikan amplop ke rumah-rumah supaya warga memilih")
    await citizen.hears("Di mana kejadiannya")
    town.clock.passes(seconds=5)
    await counted.sends("TPS 12 Jaya Mukti")
    await citizen.hears("Periksa dulu")
    await counted.sends_photo()
    await citizen.hears("Bukti tersimpan")
    await counted.taps("Kirim sekarang")
    await citizen.hears("sudah kami terima")
    assert counted.actions <= 7
    assert await town.rows("SELECT category, village, tps FROM reports") == [("politik_uang", "14.72.02.1004", "012")]
    assert await town.rows("SELECT count(*) FROM evidence") == [(1,)]


async def test_all_said_in_one_sentence_takes_three_actions(citizen: Person, town: Town) -> None:
    counted = Counted(citizen)
    await counted.sends(SAID)
    offer = await citizen.hears("Buat laporan dari pesan ini?")
    assert "Anda setuju" in offer.text
    await counted.taps("Ya, buat laporan")
    card = await citizen.hears("Periksa dulu")
    assert "Tadi malam (" in card.text
    await counted.taps("Kirim sekarang")
    await citizen.hears("sudah kami terima")
    assert counted.actions <= 3
    assert await town.rows("SELECT happened_words, tps FROM reports") == [("Tadi malam", "012")]
    assert len(await town.consents()) == 1


async def test_a_place_told_down_to_the_rt_takes_three_actions_too(citizen: Person, town: Town) -> None:
    counted = Counted(citizen)
    await counted.sends("Tadi malam ada bagi-bagi amplop di RT 03 Jaya Mukti")
    await citizen.hears("Buat laporan dari pesan ini?")
    await counted.taps("Ya, buat laporan")
    await citizen.hears("Periksa dulu")
    await counted.taps("Kirim sekarang")
    await citizen.hears("sudah kami terima")
    assert counted.actions <= 3
    assert await town.rows("SELECT village FROM reports") == [("14.72.02.1004",)]


async def test_what_nobody_can_name_is_the_desks_to_set_and_likely_kinds_stand_on_the_card(
    citizen: Person, town: Town
) -> None:
    await agrees(citizen)
    await citizen.sends("/lapor")
    await citizen.hears("Apa yang ingin Anda laporkan")
    await citizen.sends("Bapak itu kasih sesuatu ke ibu-ibu, katanya jangan bilang siapa-siapa")
    await citizen.hears("Di mana kejadiannya")
    town.clock.passes(seconds=5)
    await citizen.sends("TPS 12 Jaya Mukti")
    card = await citizen.hears("Periksa dulu")
    assert "Lainnya…" in card.labels
    await citizen.taps("Kirim sekarang")
    await citizen.hears("sudah kami terima")
    assert await town.rows("SELECT category FROM reports") == [(None,)]


async def test_matters_without_numbers_become_several_reports(resident: Person, town: Town) -> None:
    await resident.sends("pak lurah kampanye di masjid jaya mukti, trus juga motor saya dicuri di bukit batrem")
    await resident.taps("Pisahkan menjadi 2 laporan", on=await resident.hears("Buat laporan dari pesan ini?"))
    await resident.taps("Kirim sekarang", on=await resident.hears("Periksa dulu"))
    await resident.hears("sudah kami terima")
    await resident.hears("sudah kami terima")
    kept = await town.rows("SELECT category, village FROM reports ORDER BY id")
    assert {category for category, _ in kept} == {"netralitas_aparatur", "pencurian"}
    assert {village for _, village in kept} == {"14.72.02.1004", "14.72.02.1009"}


async def test_several_matters_become_several_reports(resident: Person, town: Town) -> None:
    await resident.sends(SEVERAL)
    await resident.hears("Buat laporan dari pesan ini?")
    await resident.taps("Pisahkan menjadi 2 laporan")
    assert "Dikirim sebagai 2 laporan" in (await resident.hears("Periksa dulu")).text
    await resident.sends_photo()
    await resident.hears("Bukti tersimpan")
    await resident.taps("Kirim sekarang")
    numbers = {number_on(await resident.hears("sudah kami terima")) for _ in range(2)}
    assert len(numbers) == 2
    assert await town.rows("SELECT category, tps FROM reports ORDER BY id") == [
        ("politik_uang", "003"),
        ("pencurian", None),
    ]
    assert await town.rows("SELECT count(*) FROM evidence") == [(2,)]


async def test_danger_at_one_of_two_tps_is_never_placed_at_the_other(resident: Person, town: Town) -> None:
    await resident.sends(
        "1. amplop dibagikan di TPS 1 Jaya Mukti\n2. ada orang bawa parang sekarang di depan TPS 2 Bukit Batrem"
    )
    await resident.hears("Di mana kejadiannya")
    await resident.sends("bukit batrem")
    await resident.taps("Kirim sekarang", on=await resident.hears("Tekan Kirim sekarang"))
    await resident.hears("sudah kami terima")
    assert await town.rows("SELECT village, tps FROM reports") == [("14.72.02.1009", None)]


async def test_messages_of_one_thought_are_one_story_on_one_screen(resident: Person, town: Town) -> None:
    await resident.sends("Ada orang bagi amplop ke warga di gang kami")
    first = await resident.hears("Buat laporan dari pesan ini?")
    town.clock.passes(seconds=1)
    await resident.sends("orangnya pakai jaket hitam")
    town.clock.passes(seconds=2)
    await resident.sends("naik motor bebek")
    await town.rests()
    assert "jaket hitam" in resident.last.text
    assert "motor bebek" in resident.last.text
    assert resident.last.id == first.id
    await resident.taps("Ya, buat laporan", on=resident.last)
    await resident.hears("Di mana kejadiannya")


async def test_any_picture_of_an_album_carries_the_danger(resident: Person, town: Town) -> None:
    pictures = [b"\xff\xd8\xff1", b"\xff\xd8\xff2"]
    await resident.sends_album(pictures, "tolong mereka bawa parang di depan rumah", below=1)
    await resident.hears("Kiriman Anda sudah kami simpan")
    await resident.hears("telepon 110 sekarang")
    await resident.taps("Batal")
    await resident.hears("sudah dibatalkan")
    await resident.sends_album(pictures, "Bapak-bapak bagi amplop ke warga di TPS 12 Jaya Mukti", below=1)
    await resident.hears("Kiriman Anda sudah kami simpan")
    assert "bagi amplop" in (await resident.hears("Buat laporan dari pesan ini?")).text
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_an_announcement_pasted_in_a_report_is_checked_and_the_report_goes_on(
    resident: Person, town: Town
) -> None:
    await resident.sends("/lapor")
    await resident.hears("Apa yang ingin Anda laporkan")
    await resident.sends("Ada orang bagi amplop ke warga di gang kami")
    await resident.hears("Di mana kejadiannya")
    await resident.sends("Pengumuman: tawuran besar nanti malam. Resmi, periksa: /cek 4F7K2M9Q")
    await resident.hears("Tidak kami kenal")
    await resident.hears("Di mana kejadiannya")
    await resident.sends("4F7K 2M9Q")
    await resident.hears("Tidak kami kenal")
    await resident.hears("Di mana kejadiannya")
    town.clock.passes(seconds=5)
    await resident.sends("TPS 12 Jaya Mukti")
    assert "↪️ Pengumuman" in (await resident.hears("Periksa dulu")).text
    await resident.taps("Kirim sekarang")
    await resident.hears("sudah kami terima")
    assert await town.rows("SELECT urgency = 'darurat' FROM reports") == [(0,)]


async def test_what_was_wrong_is_put_right_after_sending_and_reaches_who_has_it(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident, VIOLATION)
    await takes(officer, number)
    for button, asks, words, told in (
        ("Tempat", "tempat yang benar", "TPS 9 Buluh Kasap, bukan TPS 7", "Tempat yang benar: TPS 9"),
        ("Waktu", "waktu yang benar", "kemarin sore jam 4", "Waktu yang benar: kemarin"),
        ("Kapan saya mengetahuinya", "kapan Anda mengetahuinya", "pagi ini", "Diketahui pelapor: pagi ini"),
    ):
        await resident.sends(number)
        await resident.taps(button, on=await resident.hears("Politik uang"))
        await resident.hears(asks)
        await resident.sends(words)
        await resident.hears("Sudah ditambahkan")
        assert told in (await officer.hears("kabar baru dari pelapor")).text
    await resident.sends(number)
    await resident.taps("Jenis", on=await resident.hears("Politik uang"))
    kinds = await resident.hears("jenis yang benar")
    await resident.taps(kinds.labels[0], on=kinds)
    await resident.hears("Sudah ditambahkan")
    assert "Jenis yang benar" in (await officer.hears("kabar baru dari pelapor")).text
    assert await town.rows("SELECT category FROM reports") == [("politik_uang",)]


async def test_a_screen_that_was_deleted_is_sent_anew(resident: Person, town: Town) -> None:
    await resident.sends("orang kampung sebelah ribut di simpang tetap")
    await town.rests()
    shown = resident.last
    assert shown.from_bot
    await resident.deletes(shown)
    await resident.sends("sudah dari tadi, tolong dicek")
    again = await resident.hears("tolong dicek")
    assert again.id != shown.id
