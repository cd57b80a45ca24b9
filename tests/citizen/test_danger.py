"""Words that mean danger to life: 110 at once and the short way, and nothing of it on a denial or figure of speech."""

import asyncio

import pytest

from resort.roles import Role
from sandbox import Person
from tests.stage.officers import PANWASCAM, calls, is_called, joins
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, goes_to, number_on, reports

CRIES = [
    "TOLOOONG ADA YG BAWA PARANG",
    "ada org dikeroyok dpn tps",
    "kebakaraaan",
    "Tolong cepat pak, suami saya berdarah",
    "ado urang bacakak bawo pisau",
    "ADA TAWURAN",
]


async def sent(citizen: Person) -> str:
    await citizen.taps("Kirim sekarang")
    receipt = await citizen.hears("sudah kami terima")
    assert "110" in receipt.text
    return number_on(receipt)


@pytest.mark.parametrize("cry", CRIES)
async def test_a_cry_is_answered_with_110_and_the_short_way(citizen: Person, town: Town, cry: str) -> None:
    await citizen.sends(cry)
    answer = await citizen.hears()
    assert "110" in answer.text
    assert "Di mana kejadiannya" in answer.text
    await citizen.taps("Kirim lokasi saya")
    summary = await citizen.hears("110")
    assert cry in (summary.text if "Kejadian" in summary.text else (await citizen.hears("Kejadian")).text)
    await sent(citizen)
    assert await town.rows("SELECT urgency, what, latitude, ongoing FROM reports") == [
        ("darurat", cry, citizen.place[0], 1)
    ]
    assert len(await town.consents()) == 1
    assert citizen.chat_with_bot.reply_keyboard is None


async def test_a_place_in_the_cry_leaves_only_sending(citizen: Person, town: Town) -> None:
    await citizen.sends("ADA KEBAKARAN DI TPS 5 JAYA MUKTI")
    assert "Jaya Mukti" in (await citizen.hears("Tekan Kirim sekarang")).text
    await sent(citizen)
    assert await town.rows("SELECT urgency, village, tps FROM reports") == [("darurat", "14.72.02.1004", "005")]


async def test_one_cry_after_another_is_no_place(citizen: Person, town: Town) -> None:
    await citizen.sends("TOLONG ADA YANG BAWA PARANG")
    await citizen.hears("telepon 110 sekarang")
    await citizen.sends("CEPAT PAK TOLONG")
    await citizen.hears("telepon 110 sekarang")
    await citizen.sends("di depan pasar kelurahan jaya mukti")
    await citizen.hears("Tekan Kirim sekarang")
    await sent(citizen)
    assert await town.rows("SELECT what, place, village FROM reports") == [
        ("TOLONG ADA YANG BAWA PARANG\nCEPAT PAK TOLONG", "di depan pasar kelurahan jaya mukti", "14.72.02.1004")
    ]


async def test_who_cannot_say_where_sends_all_the_same(citizen: Person, town: Town) -> None:
    await citizen.sends("TOLONG ADA YANG BAWA PARANG")
    await citizen.hears("telepon 110 sekarang")
    await citizen.sends_sticker()
    assert "kecamatan" not in (await citizen.hears("Kirim lokasi saya di bawah layar")).text
    await citizen.taps("Lewati")
    await citizen.hears("Tekan Kirim sekarang")
    await sent(citizen)
    assert await town.rows("SELECT urgency, latitude, village FROM reports") == [("darurat", None, None)]


async def test_details_and_photos_follow_after(citizen: Person, town: Town) -> None:
    await citizen.sends("ada orang dikeroyok di simpang")
    await citizen.hears("telepon 110 sekarang")
    await citizen.shares_location(1.66, 101.44)
    await citizen.hears("Tekan Kirim sekarang")
    await sent(citizen)
    await citizen.taps("Tambah keterangan")
    await citizen.hears("Kirim keterangan")
    await citizen.sends_photo(b"\xff\xd8\xff")
    await citizen.hears("Sudah ditambahkan")
    await citizen.sends("pelakunya tiga orang")
    await citizen.hears("Sudah ditambahkan")
    assert await town.rows("SELECT act, text FROM events WHERE act IN ('bukti', 'ditambah')") == [
        ("bukti", None),
        ("ditambah", "pelakunya tiga orang"),
    ]


async def test_a_photo_with_a_cry_below_it_hurries_too(citizen: Person) -> None:
    await citizen.sends_photo(b"\xff\xd8\xff", "rumah terbakar pak tolong")
    await citizen.hears("telepon 110 sekarang")


async def test_danger_is_heard_at_every_question(town: Town) -> None:
    async def play(step: str) -> None:
        citizen = town.citizen()
        await agrees(citizen)
        await goes_to(citizen, step, VIOLATION)
        await citizen.sends("TOLONG ada yang dipukuli pakai kayu")
        await citizen.hears("110")
        await sent_from_anywhere(citizen)

    async def sent_from_anywhere(citizen: Person) -> None:
        if "Di mana" in citizen.last.text:
            await citizen.taps("Lewati", on=citizen.last)
            await citizen.hears("Tekan Kirim sekarang")
        await sent(citizen)

    await asyncio.gather(*(play(leg.step) for leg in VIOLATION))
    rows = await town.rows("SELECT urgency, what FROM reports")
    assert len(rows) == len(VIOLATION)
    for urgency, what in rows:
        assert urgency == "darurat"
        assert "dipukuli" in str(what)


@pytest.mark.parametrize(
    "command", ["/lapor ada yang bawa parang", "/lapor\nTOLONG ADA YANG BAWA PARANG", "/tolong ada parang"]
)
@pytest.mark.parametrize("begun", [False, True], ids=["at once", "in a report"])
async def test_danger_is_heard_behind_a_command(resident: Person, command: str, begun: bool) -> None:
    if begun:
        await goes_to(resident, "family")
    await resident.sends(command)
    await resident.hears("telepon 110 sekarang")
    await resident.shares_location(1.66, 101.44)
    await resident.hears("Tekan Kirim sekarang")


async def test_danger_is_heard_before_consent(citizen: Person, town: Town) -> None:
    await citizen.sends("/lapor")
    await citizen.hears("Sebelum mulai")
    await citizen.sends("tolong ada yang bawa parang")
    await citizen.hears("telepon 110 sekarang")
    await citizen.shares_location(1.66, 101.44)
    await citizen.hears("Dengan mengirim, Anda setuju")
    await sent(citizen)


async def test_danger_is_heard_in_an_addition(resident: Person, town: Town) -> None:
    number = await reports(resident)
    assert await town.rows("SELECT urgency FROM reports") == [("tinggi",)]
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    await resident.sends("sekarang ada yang dibacok pak")
    await resident.hears("telepon 110 sekarang")
    await resident.hears("Sudah ditambahkan")
    assert await town.rows("SELECT number, urgency FROM reports") == [(number, "darurat")]


@pytest.mark.parametrize(
    "calm",
    [
        "tidak ada ricuh di TPS kami, aman semua",
        "bakar semangat kita untuk pemilu damai",
        "tadi malam katanya ada tawuran, hoaks atau benar?",
        "api unggun sudah padam dan warga sudah pulang semua",
    ],
)
async def test_denials_and_figures_of_speech_raise_no_alarm(resident: Person, town: Town, calm: str) -> None:
    await resident.sends(calm)
    answer = await resident.hears()
    assert "telepon 110 sekarang" not in answer.text
    assert resident.chat_with_bot.reply_keyboard is None
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_no_citizen_sees_the_urgency(citizen: Person, town: Town) -> None:
    await citizen.sends("ADA KEBAKARAN DI TPS 5 JAYA MUKTI")
    await citizen.hears("Tekan Kirim sekarang")
    number = await sent(citizen)
    await citizen.sends(f"/status {number}")
    await citizen.hears(number)
    for message in citizen.chat_with_bot.news:
        for word in ("darurat", "Darurat", "DARURAT", "tinggi", "rendah", "sedang:"):
            assert word not in message.text


async def test_the_short_way_can_be_cancelled(citizen: Person, town: Town) -> None:
    await citizen.sends("TOLONG ADA YANG BAWA PARANG")
    await citizen.hears("telepon 110 sekarang")
    await citizen.taps("Batal")
    await citizen.hears("sudah dibatalkan")
    assert citizen.chat_with_bot.reply_keyboard is None
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_the_place_of_the_short_way_can_be_corrected(citizen: Person, town: Town) -> None:
    await citizen.sends("ADA KEBAKARAN DI TPS 5 JAYA MUKTI")
    await citizen.hears("Tekan Kirim sekarang")
    await citizen.taps("✏️ Tempat")
    await citizen.hears("telepon 110 sekarang")
    await citizen.sends("salah, di TPS 6 Jaya Mukti")
    await citizen.hears("Tekan Kirim sekarang")
    await sent(citizen)
    assert await town.rows("SELECT tps, place FROM reports") == [("006", "salah, di TPS 6 Jaya Mukti")]


async def test_a_cry_behind_a_command_is_heard(town: Town) -> None:
    """Whoever types the wrong command in danger has cried all the same; what is pasted to be checked perhaps not."""
    for command in ("batal", "darurat", "status", "hapus", "masuk", "bantuan", "langganan"):
        citizen = town.citizen(f"Warga {command}")
        await agrees(citizen)
        await citizen.sends(f"/{command} tolong saya dikejar orang bawa parang")
        await citizen.hears("Di mana kejadiannya")
    citizen = town.citizen("Warga yang memeriksa")
    await agrees(citizen)
    await citizen.sends("/cek tolong ada tawuran bawa parang di TPS 5")
    assert "Darurat" in " ".join((await citizen.hears("Tidak kami kenal")).labels)


async def test_danger_after_another_matter_is_what_the_report_is_of_and_it_happens_now(
    town: Town, resident: Person
) -> None:
    officer, bawaslu = await joins(town, "Petugas"), await joins(town, "Panwascam", PANWASCAM, Role.PARTNER)
    await resident.sends("saya lihat timses bagi beras di bukit batrem tadi malam")
    await resident.taps("Ya, buat laporan", on=await resident.hears("Buat laporan dari pesan ini?"))
    await resident.hears("Periksa dulu")
    town.clock.passes(minutes=3)
    await resident.sends("rumah saya di jaya mukti tps 2 dilempari batu, mereka teriak mau bakar")
    await resident.hears("Telepon 110 jika ada bahaya")
    await resident.taps("Kirim sekarang")
    number = number_on(await resident.hears("sudah kami terima"))
    call = await is_called(officer, number)
    assert "Sedang terjadi" in call.text
    assert "Tempat: Jaya Mukti" in call.text
    assert "Politik uang" not in call.text
    await town.rests()
    assert not calls(bawaslu, number)


async def test_what_and_where_in_one_sentence_after_the_button_are_both_heard(resident: Person, town: Town) -> None:
    await resident.taps("Darurat, butuh bantuan")
    await resident.hears("Apa yang terjadi, dan di mana?")
    await resident.sends("bapak saya jatuh ga sadar di jalan sudirman teluk binjai")
    assert "(belum ada keterangan)" not in (await resident.hears("Kejadian")).text
    await sent(resident)
    assert await town.rows("SELECT category FROM reports") == [("medis",)]


async def test_a_cry_minutes_after_a_report_comes_from_its_place(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    await reports(resident, VIOLATION)
    town.clock.passes(minutes=5)
    await resident.sends("pak sekarang mereka saling serang, ada yang bawa parang")
    card = await resident.hears("dari laporan Anda tadi")
    assert "Bukit Batrem" in card.text
    await is_called(officer, await sent(resident))
    first, cry = await town.rows("SELECT village, tps, place, latitude FROM reports ORDER BY id")
    assert first == cry


async def test_a_tps_told_after_the_kelurahan_is_the_place(citizen: Person, town: Town) -> None:
    await citizen.sends("kebakaran di jaya mukti")
    await citizen.hears("Kejadian")
    town.clock.passes(seconds=10)
    await citizen.sends("jaya mukti tps 1")
    await citizen.hears("TPS 001")
    await sent(citizen)
    assert await town.rows("SELECT tps FROM reports") == [("001",)]


async def test_start_in_an_emergency_leads_back_to_it(citizen: Person) -> None:
    await citizen.sends("tolong ada orang bawa parang")
    await citizen.hears("Di mana kejadiannya")
    await citizen.opens()
    assert "kami teruskan sendiri" in (await citizen.hears("Di mana kejadiannya")).text


async def test_somebody_who_needs_nobody_any_more_can_take_it_back_at_once(town: Town, resident: Person) -> None:
    await joins(town, "Petugas")
    await resident.sends("ada tawuran di tps 5 jaya mukti")
    await resident.hears("Kejadian")
    number = await sent(resident)
    await resident.sends("udah ga usah pak, udah bubar")
    assert "🗑 Batalkan laporan ini" in (await resident.hears("Syukurlah")).labels
    await resident.taps("Batalkan laporan ini")
    await resident.hears(f"Batalkan laporan {number}")
