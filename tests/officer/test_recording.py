"""What somebody else reports is written down for them: how, when, by whom; and they ask by telephone with two words."""

import re

from db import neighbours
from reports import spoken
from resort import neighbour
from resort.roles import Role
from sandbox import Message, Person
from tests.stage.announcements import running
from tests.stage.desk import opens
from tests.stage.officers import POLSEK, a_command, calls, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import button

VILLAGE = "14.72.02.1004"


async def test_the_desk_writes_down_a_call_and_its_reporter_asks_by_telephone(town: Town) -> None:
    await a_command(town)
    desk, officer = await joins(town, "Piket", "spkt", Role.DESK), await joins(town, "Petugas")
    await desk.sends("/catat")
    await desk.hears("Lewat apa laporan ini sampai")
    await desk.taps("HT")
    await desk.hears("Apa yang diceritakan")
    await desk.sends("Spanduk pos ronda dirusak orang di TPS 7 Jaya Mukti")
    await desk.hears("Kapan terjadinya")
    await desk.taps("Kurang dari sejam lalu")
    await desk.hears("Nomor untuk menelepon balik")
    await desk.sends("bukan nomor")
    await desk.hears("belum terbaca")
    await desk.sends("0812-3456-7890")
    card = await desk.hears("Periksa, bila perlu bacakan")
    assert "HT" in card.text
    assert "dirahasiakan" in card.text
    await desk.taps("Catat dan kirim")
    number, code = told(await desk.hears("Tercatat"))
    call = await is_called(officer, number)
    assert "Dicatat SPKT dan piket 1 lewat HT" in call.text
    assert "3456" not in call.text

    [(way, undated, held)] = await town.rows("SELECT way, undated, held FROM recorded")
    assert (way, undated, held) == ("ht", 0, 0)
    secret = f"{code}".encode()
    assert all(secret not in bytes(str(row).encode()) for row in await town.rows("SELECT code FROM recorded"))
    await desk.sends("/laporanku")  # it is none of their own
    assert number not in (await desk.hears()).text

    wrong = next(word for word in spoken.WORDS if word not in code)
    await asks(desk, f"{number} {code.split()[0]} {wrong}")
    await desk.hears("Sisa percobaan hari ini: 4")
    await asks(desk, f"{number.replace('-', ' ').lower()} {' '.join(reversed(code.upper().split()))}!")
    standing = await desk.hears("sandinya cocok")
    assert "Polsek" not in standing.text
    for left in (3, 2, 1, 0):
        await asks(desk, f"{number} {code.split()[0]} {wrong}")
        await desk.hears(f"Sisa percobaan hari ini: {left}")
    await asks(desk, f"{number} {code}")
    await desk.hears("Terlalu banyak sandi yang keliru")
    town.clock.passes(hours=25)
    await asks(desk, f"{number} {code}")
    await desk.hears("sandinya cocok")
    await desk.sends(f"/catat {number} {code}")  # the same, by habit
    await desk.hears("sandinya cocok")
    await desk.sends("/catat")
    await desk.taps("Telepon")
    await desk.sends("orang mabuk bawa parang tadi malam di TPS 7 Jaya Mukti")  # what the caller tells
    await desk.hears("Nomor untuk menelepon balik")
    await desk.sends("TOLONG ADA YANG BAWA PARANG DI SINI")  # no number: it is their own
    await desk.hears("Ini terdengar seperti keadaan bahaya")
    await desk.sends("/batal")
    await asks(desk, "DMI-2411-0099-1 melati kepiting")
    await desk.hears("Nomor")
    await asks(officer, number)
    acts = [act for (act,) in await town.rows("SELECT act FROM events WHERE report IS NOT NULL ORDER BY id")]
    assert acts.count("sandi_salah") == 5
    assert acts.count("sandi_cocok") == 3


async def test_a_batch_without_signal_rings_the_desk_until_it_is_dated(town: Town) -> None:
    chief, desk = await a_command(town), await joins(town, "Piket", "spkt", Role.DESK)
    officer = await joins(town, "Petugas")
    bhabin = await joins(town, "Bhabin", POLSEK, village=VILLAGE)
    numbers, questions = [], []
    for story in ("warung di TPS 7 Jaya Mukti dibakar orang", "ada yang bawa parang di pelabuhan Jaya Mukti"):
        await bhabin.sends(f"/catat {story}")
        number, _ = told(await bhabin.hears("Tercatat"))
        numbers.append(number)
        questions.append(await bhabin.hears(f"{number}: kapan terjadinya"))
        call = await is_called(desk, number)
        assert "Kapan terjadinya belum diketahui" in call.text
        assert "masih berlangsung" not in call.text.lower()
    await town.rests()
    assert not calls(officer, numbers[0])
    assert not calls(officer, numbers[1])
    await bhabin.taps("Sedang terjadi", on=questions[1])
    await bhabin.hears("Petugas sudah dipanggil")
    assert "belum diketahui" not in (await is_called(officer, numbers[1])).text
    await bhabin.taps("Sedang terjadi", on=questions[1])
    await bhabin.sees_toast("sudah dicatat")

    await ticks(town, minutes=4)  # nobody dated the first: the desk once more, and whoever wrote it down
    await bhabin.hears(f"{numbers[0]}: kapan terjadinya")
    assert len(calls(desk, numbers[0])) > 0
    assert not calls(officer, numbers[0])
    for _ in range(3):
        await ticks(town, minutes=15)
    await is_called(officer, numbers[0], "Piket belum menindaklanjuti")
    await bhabin.taps("Tadi malam", on=questions[0])
    await bhabin.hears("Tadi malam")
    assert await town.rows("SELECT urgency, ongoing FROM reports WHERE number = ?", numbers[0]) == [("tinggi", 0)]
    await bhabin.sends("/catat Titipan warga: 1) kemarin pagar pos dirusak di TPS 3 Jaya Mukti 2) semalam motor hilang")
    first, _ = told(await bhabin.hears("Tercatat"))
    second, _ = told(await bhabin.hears("Tercatat"))
    stories = "SELECT what FROM reports WHERE number IN (?, ?) ORDER BY number"
    said = ["Titipan warga: kemarin pagar pos dirusak di TPS 3 Jaya Mukti", "Titipan warga: semalam motor hilang"]
    assert [str(what) for (what,) in await town.rows(stories, first, second)] == said
    await bhabin.sends("/catat kemarin anggota polsek menyuruh warga memilih di TPS 7 Jaya Mukti")
    accusing, _ = told(await bhabin.hears("Tercatat"))
    decides = await chief.hears("pencatat laporannya juga dari sana")
    assert accusing in decides.text
    assert not calls(officer, accusing)
    assert "Apakah yang dilaporkan" not in bhabin.last.text
    # no hourly limit holds
    for count in range(8):
        await bhabin.sends(f"/catat kemarin ada spanduk dirusak di RT {count} Jaya Mukti")
        await bhabin.hears("Tercatat")
    assert chief.last is not None


async def test_a_penghubung_takes_two_and_reports_to_the_desk_first_unless_in_danger(town: Town) -> None:
    chief, desk = await a_command(town), await joins(town, "Piket", "spkt", Role.DESK)
    second = await a_command(town, name="Wakil")
    await chief.sends("/undang")
    await chief.hears("Undang sebagai apa")
    await chief.taps("Penghubung")
    units = await chief.hears("unit")
    assert not any("PPA" in label or "Propam" in label for label in units.labels)
    liaison = await joins(town, "Penghulu", "polres", Role.LIAISON)
    officer = await joins(town, "Petugas")
    assert await town.rows("SELECT on_duty FROM officers WHERE role = 'penghubung'") == [(0,)]
    for command in ("/giat", "/antrean", "/siaga", "/petugas"):
        await liaison.sends(command)
        await liaison.hears("hanya untuk petugas yang berwenang")

    await liaison.sends("/catat kemarin spanduk pos ronda dirusak di TPS 7 Jaya Mukti")
    number, _ = told(await liaison.hears("Tercatat"))
    await is_called(desk, number, "Catatan untuk piket dahulu")
    await town.rests()
    assert not calls(officer, number)
    await ticks(town, hours=2)
    await is_called(officer, number, "Piket belum menindaklanjuti")
    await officer.taps("Terima")
    await town.rests()
    await ticks(town, minutes=1)  # until then a tap by mistake is taken back
    news = await liaison.hears("Kabar laporan yang Anda catat untuk orang lain")
    assert number in news.text
    await liaison.taps("Lihat laporan", on=news)
    await liaison.taps("Batalkan laporan", on=await liaison.hears(number))
    await liaison.taps("Sudah selesai", on=await liaison.hears("Batalkan laporan"))
    await liaison.sees_toast("milik orang lain")

    await liaison.sends("/catat")
    await liaison.hears("Lewat apa laporan ini sampai")
    await liaison.sends("ada orang mengamuk bawa parang di TPS 7 Jaya Mukti")  # before any button
    await liaison.hears("Kapan terjadinya")
    await liaison.taps("Sedang terjadi")
    await liaison.hears("Nomor untuk menelepon balik")
    await liaison.taps("Lewati")
    await liaison.hears("Periksa")
    await liaison.taps("Catat dan kirim")
    urgent, _ = told(await liaison.hears("Tercatat"))
    await is_called(officer, urgent)

    await liaison.sends("/catat kemarin pak RT bagi bagi amplop ke warga di TPS 9 Jaya Mukti")
    accusing, _ = told(await liaison.hears("Tercatat"))
    await desk.hears("mungkin milik pencatatnya")
    before = len(liaison.chat_with_bot.messages)
    await ticks(town, hours=9)
    assert all(accusing not in message.text for message in liaison.chat_with_bot.messages[before:])
    await liaison.forges(f"l:0:open={accusing}", on=liaison.last)
    await liaison.sees_toast("tidak")
    assert second.last is not None


async def test_what_is_of_elsewhere_is_handed_over_and_a_caller_has_it_erased(town: Town) -> None:
    desk, officer = await joins(town, "Piket", "spkt", Role.DESK), await joins(town, "Petugas")
    there = neighbour.parse("code,name,phone,contact\n14.03,Polres Bengkalis,0766 123456,\n", "14.72")
    await running(town).database.write(lambda tx: neighbours.save(tx, there))
    bhabin = await joins(town, "Bhabin", POLSEK, village=VILLAGE)
    await bhabin.opens()
    await bhabin.taps("Catat laporan orang lain")
    await bhabin.taps("HT", on=await bhabin.hears("Lewat apa laporan ini sampai"))
    await bhabin.hears("Apa yang diceritakan")
    await bhabin.sends("kemarin spanduk pos ronda dirusak di kabupaten Bengkalis")
    for question in ("Di mana", "Nomor untuk menelepon balik"):
        await bhabin.taps("Lewati", on=await bhabin.hears(question))
    await bhabin.taps("Catat dan kirim", on=await bhabin.hears("Periksa, bila perlu bacakan"))
    noted = await bhabin.hears("di luar wilayah kita")
    away, code = told(noted)
    await bhabin.taps("Polres Bengkalis", on=noted)
    await bhabin.hears("tetap kami pegang")
    await desk.taps("Diterima di sana", on=await desk.hears("pelapor setuju"))
    await desk.hears("siapa di Polres Bengkalis")
    await desk.sends("Ipda, Kanit SPKT")
    await bhabin.hears("diterima Polres Bengkalis oleh Ipda, Kanit SPKT")
    await desk.sends(f"/catat {away} {code}")
    await desk.taps("Penelepon minta dihapus", on=await desk.hears("sandinya cocok"))
    await desk.hears("dapat menjadi bukti perkara")

    await bhabin.sends("/catat hasil TPS 3 Jaya Mukti: paslon 1 120 suara, paslon 2 80 suara")
    await bhabin.hears("Perolehan suara")
    await officer.sends("hasil TPS 3 Jaya Mukti: paslon 1 120 suara, paslon 2 80 suara")
    await officer.hears("Perolehan suara")
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]

    await bhabin.sends("/catat kemarin spanduk pos ronda dirusak di TPS 7 Jaya Mukti")
    number, code = told(await bhabin.hears("Tercatat"))
    await is_called(officer, number, "spanduk pos ronda")
    await desk.sends(f"/catat {number} {code}")
    heard = await desk.hears("sandinya cocok")
    await desk.taps("Penelepon minta dihapus", on=heard)
    await desk.hears("masih ditangani")
    await opens(desk, number)
    await desk.taps("Tindakan lain")
    await desk.taps("Tolak")
    await desk.hears("mengapa ditolak")
    await desk.sends("penelepon membatalkan")
    await desk.hears("Ditolak")
    town.clock.passes(minutes=31)  # whoever telephoned has long hung up
    await desk.taps("Penelepon minta dihapus", on=heard)
    await desk.sees_toast("sekali lagi")
    await desk.sends(f"/catat {number} {code}")
    await desk.taps("Penelepon minta dihapus", on=await desk.hears("sandinya cocok"))
    sure = await desk.hears("tidak bisa dikembalikan")
    await desk.taps("Ya, hapus sekarang", on=sure)
    await desk.hears("sudah dihapus. Sampaikan")
    await is_called(officer, number, "isi dihapus")
    await desk.forges(button(sure, "Ya, hapus"), on=sure)
    await desk.sees_toast("sudah dihapus")
    stored = "SELECT what, place, happened_words, indexed FROM reports WHERE number = ?"
    assert await town.rows(stored, number) == [("", None, None, 0)]
    await officer.forges(button(sure, "Ya, hapus"), on=officer.last)
    await officer.sees_toast("hanya untuk petugas yang berwenang")


def told(noted: Message) -> tuple[str, str]:
    """The number and the two words that a recorder reads out."""
    number = re.search(r"Tercatat: (\S+?)[,\s]", noted.text)
    code = re.search(r"Dua kata sandi: (\w+ \w+)", noted.text)
    assert number is not None
    assert code is not None
    return number[1], code[1]


async def asks(desk: Person, words: str) -> None:
    """Somebody telephones: the desk types what they say."""
    await desk.forges("c:0:status", on=desk.last)
    if desk.name != "Piket":
        await desk.sees_toast("hanya untuk petugas yang berwenang")
        return
    await desk.hears("Penelepon menanyakan kabar")
    await desk.sends(words)


async def test_a_picture_below_which_the_command_stands_is_written_down(town: Town) -> None:
    desk, officer = await joins(town, "Piket", "spkt", Role.DESK), await joins(town, "Petugas")
    await desk.sends_photo(caption="/catat spanduk pos ronda dirusak di TPS 7 Jaya Mukti tadi pagi")
    await desk.taps("SMS/WA", on=await desk.hears("Lewat apa laporan ini sampai"))
    await desk.taps("Lewati", on=await desk.hears("Nomor untuk menelepon balik"))
    card = await desk.hears("Periksa, bila perlu bacakan")
    assert "/catat" not in card.text
    await desk.taps("Catat dan kirim")
    number, _ = told(await desk.hears("Tercatat"))
    assert "Lihat bukti" in " ".join((await is_called(officer, number)).labels)
    await officer.sends_photo(caption="/catat spanduk dirusak di Jaya Mukti")  # who may not write down reports
    assert "/catat" not in (await officer.hears("Kirim sebagai apa?")).text
