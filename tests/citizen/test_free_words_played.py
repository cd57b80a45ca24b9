"""The table of free words, played: in one town, each row as somebody types it."""

from sandbox import Person
from tests.stage.officers import calls, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import number_on, reports

STORY = "Ada orang bagi amplop ke warga di gang kami"


async def test_each_row_is_answered_as_what_it_is(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await town.rests()
    await ticks(town, minutes=1)
    await resident.hears("sudah ada petugas")
    added = "SELECT count(*) FROM events WHERE act = 'ditambah'"

    # Minutes after sending: a command, a number and its status are no part of the report.
    for words, answer in (
        ("/bantuan", "110"),
        (number, "Kerumunan massa"),
        ("sudah sampai mana laporan saya", number),
    ):
        await resident.sends(words)
        await resident.hears(answer)
    await town.rests()
    assert await town.rows(added) == [(0,)]

    # What goes on with it is its own.
    await resident.sends("orangnya dua, naik motor merah")
    await resident.hears("ditambahkan")
    assert await town.rows(added) == [(1,)]
    town.clock.passes(hours=5)

    # Later: a report, which goes on, beside which thanks and a code are answered, and which is let go in a word.
    await resident.sends(STORY)
    await resident.hears("Buat laporan dari pesan ini?")
    town.clock.passes(seconds=5)
    await resident.sends("orangnya pakai topi hitam")
    await resident.hears("topi hitam")
    await resident.sends("terima kasih pak")
    await resident.hears("Terima kasih kembali")
    await resident.sends("4F7K 2M9Q")
    await resident.hears("Tidak kami kenal")
    await resident.sends("batal")
    await resident.hears("dibatalkan")
    # A doubt asks, a cry takes the short way whatever is open, and a greeting shows how it stands.
    town.clock.passes(hours=1)
    await resident.sends("semalam ada yang dibacok di simpang")
    await resident.hears("Sedang terjadi sekarang")
    town.clock.passes(seconds=5)
    await resident.sends("tolong, dia di depan rumah saya bawa parang")
    await resident.hears("Di mana")
    await resident.sends("jaya mukti")
    await resident.taps("Kirim sekarang", on=await resident.hears("Kirim sekarang"))
    cry = number_on(await resident.hears("sudah kami terima"))
    assert cry != number
    assert calls(officer, cry)
    town.clock.passes(hours=5)
    await resident.sends("selamat pagi pak")
    await resident.hears("Kami di sini")


FIGURES = "hasil TPS 5: paslon 01 dapat 143, paslon 02 dapat 98"


async def test_figures_of_votes_are_kept_nowhere(town: Town, resident: Person) -> None:
    open_dialogues = "SELECT count(*) FROM drafts WHERE sealed IS NOT NULL"
    await resident.sends(FIGURES)
    await resident.hears("tidak kami catat dan tidak kami teruskan")
    await resident.sends_photo(caption=FIGURES)
    await resident.hears("tidak kami catat dan tidak kami teruskan")
    assert await town.rows(open_dialogues) == [(0,)]
    await reports(resident)
    await resident.sends(FIGURES)
    await resident.hears("tidak kami catat dan tidak kami teruskan")
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'ditambah'") == [(0,)]
    town.clock.passes(hours=1)
    await resident.sends("angka di form C hasil diubah, paslon 01 dari 100 jadi 150")
    await resident.hears("Buat laporan dari pesan ini?")


INVENTED = "PENGUMUMAN POLRES DUMAI: pemungutan suara di TPS 5 ditunda sampai besok pukul 10.00 WIB. Harap disebarkan."


async def test_an_invented_announcement_is_never_the_place_nor_the_time(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    await resident.sends("/lapor")
    await resident.hears("Apa yang ingin Anda laporkan")
    await resident.sends("ada orang bagi bagi sembako tadi pagi")
    await resident.hears("Di mana kejadiannya")
    for words, answer in (
        (INVENTED, "Tidak kami kenal"),
        ("apa laporan saya dirahasiakan?", "tidak melihat nama"),
        ("kenapa harus kasih tau tempatnya?", "Supaya petugas tahu harus ke mana"),
        ("ga tau pak", "tulis yang Anda ingat"),
    ):
        town.clock.passes(seconds=5)
        await resident.sends(words)
        await resident.hears(answer)
        if "Di mana kejadiannya" not in resident.last.text:
            await resident.hears("Di mana kejadiannya")
        assert "Dumai Timur" in resident.last.labels
    town.clock.passes(seconds=5)
    await resident.sends("jaya mukti tps 3")
    card = await resident.hears("Periksa dulu")
    assert f"↪️ {INVENTED}" in card.text
    assert "Jaya Mukti, Dumai Timur\njaya mukti tps 3\n" in card.text
    assert "ga tau" not in card.text
    await resident.taps("Kirim sekarang")
    number = number_on(await resident.hears("sudah kami terima"))

    # Minutes later it is checked too, and goes with the report as somebody else's words.
    await resident.sends(INVENTED.replace("besok", "lusa"))
    await resident.hears("Tidak kami kenal")
    await resident.hears("ditambahkan")
    await takes(officer, number)
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'tanya_kebenaran'") == [(2,)]

    # Out of the blue a report can be made of it.
    town.clock.passes(hours=5)
    await resident.sends(INVENTED)
    await resident.taps("Jadikan laporan", on=await resident.hears("Tidak kami kenal"))
    await resident.hears("Di mana kejadiannya")


async def test_what_comes_long_after_the_ten_minutes_still_finds_its_report(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    await resident.sends("platnya BM 1234 XY")
    assert not any("Tambahkan" in label for label in (await resident.hears("belum jelas")).labels)
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Tanya pelapor")
    await officer.sends("jam berapa biasanya?")
    await resident.hears("Petugas ingin bertanya")

    # A plain answer to what was asked is the answer, however late; what else is said can be added with a tap.
    await ticks(town, minutes=30)
    await resident.sends("jam 10 malam pak")
    assert "Bukan, laporan baru" in (await resident.hears("ditambahkan")).labels
    assert "jam 10 malam pak" in (await officer.hears("kabar baru dari pelapor")).text
    for words, offer in (("platnya BM 1234 XY", "belum jelas"), ("ada orang bagi amplop di gang kami", "Buat laporan")):
        await ticks(town, minutes=30)
        await resident.sends(words)
        await resident.taps("Tambahkan ke laporan saya", on=await resident.hears(offer))
        await resident.hears("ditambahkan")
        assert words in (await officer.hears("kabar baru dari pelapor")).text
    await ticks(town, minutes=30)
    await resident.sends_photo()
    await resident.taps("Tambahkan ke laporan saya", on=await resident.hears("Buat laporan"))
    await resident.hears("ditambahkan")
    await officer.hears("Bukti baru")
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]
    assert await town.rows("SELECT count(*) FROM drafts WHERE flow = 'report' AND sealed IS NOT NULL") == [(0,)]

    # A number says nothing to a stranger.
    stranger = town.citizen("Orang lain")
    await stranger.sends(number)
    assert "Kerumunan" not in (await stranger.hears()).text


async def test_a_place_written_before_the_danger_is_the_dangers(town: Town, resident: Person) -> None:
    await resident.sends("di jaya mukti gang mawar")
    await resident.hears("belum jelas")
    town.clock.passes(seconds=20)
    await resident.sends("tolong ada yang bawa parang ngamuk")
    card = await resident.hears("Telepon 110 jika ada bahaya")
    assert "Jaya Mukti, Dumai Timur\ndi jaya mukti gang mawar" in card.text
    await resident.sends("/batal")
    await resident.hears("dibatalkan")
    await resident.sends("di jaya mukti gang mawar")
    await resident.hears("belum jelas")
    town.clock.passes(minutes=6)  # too long ago to be of this
    await resident.sends("tolong ada yang bawa parang ngamuk")
    await resident.hears("Di mana kejadiannya")
