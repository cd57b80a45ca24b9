"""An emergency that was told and never sent: it goes to the police by itself, once, as its citizen was told before."""

import pytest

from resort.roles import Role
from sandbox import Person
from tests.stage.desk import a_desk, opens
from tests.stage.officers import a_command, calls, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import goes_to, number_on

CRY = "TOLONG ada tawuran bawa parang"
FILED = "walau belum Anda kirim"


async def cries(citizen: Person, words: str = CRY) -> None:
    await citizen.sends(words)
    await citizen.hears("telepon 110 sekarang")


async def is_filed(citizen: Person, town: Town) -> str:
    """Two minutes pass; the number of the report."""
    await ticks(town, minutes=2)
    return number_on(await citizen.hears(FILED))


async def test_who_cries_and_never_sends_is_heard(citizen: Person, town: Town) -> None:
    desk = await a_desk(town)
    await citizen.sends(CRY)
    asked = await citizen.hears("telepon 110 sekarang")
    assert "Jika sampai pukul 07.16 WIB belum terkirim" in asked.text
    assert "kami teruskan sendiri ke petugas piket" in asked.text
    await ticks(town, minutes=2, seconds=-1)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]
    await ticks(town, seconds=1)
    told = await citizen.hears(FILED)
    number = number_on(told)
    assert [label.partition(" ")[2] for label in told.labels] == [
        "Kirim lokasi saya",
        "Tambah keterangan atau bukti",
        "Batalkan jika tidak jadi",
    ]
    call = await is_called(desk, number)
    assert "DARURAT" in call.text
    assert CRY in call.text
    assert "Pelapor belum menekan Kirim" in call.text
    assert "Lokasi belum diketahui" in call.text
    assert "Tempat: lokasi belum diketahui" in call.text
    assert await town.rows("SELECT urgency, what, district, ongoing FROM reports") == [("darurat", CRY, None, 1)]
    assert await town.rows("SELECT confidential, sealed FROM reporters") == [(1, None)]
    assert await town.rows("SELECT role, act FROM events WHERE report IS NOT NULL") == [
        ("pelapor", "dibuat"),
        ("jam", "terkirim_sendiri"),
    ]
    assert "pelapor belum menekan Kirim" in (await opens(desk, number)).text


async def test_no_consent_is_written_down_that_nobody_gave(citizen: Person, town: Town) -> None:
    await cries(citizen)
    await is_filed(citizen, town)
    assert await town.consents() == []


async def test_what_is_known_goes_with_it(citizen: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    await citizen.sends_photo(b"\xff\xd8\xff", "ADA KEBAKARAN DI TPS 5 JAYA MUKTI")
    summary = await citizen.hears("Tekan Kirim sekarang")
    assert "pukul 07.16 WIB" in summary.text
    number = await is_filed(citizen, town)
    call = await is_called(officer, number, "Pelapor belum menekan Kirim")
    assert "Jaya Mukti" in call.text
    assert "Lokasi belum diketahui" not in call.text
    await town.turns("SELECT 1 FROM evidence WHERE state = 'fetched'")


async def test_batal_before_that_files_nothing(citizen: Person, town: Town) -> None:
    for how in ("button", "command"):
        await cries(citizen)
        await (citizen.taps("Batal") if how == "button" else citizen.sends("/batal"))
        await citizen.hears("sudah dibatalkan")
        await ticks(town, minutes=10)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]
    assert await town.rows("SELECT due_at FROM drafts") == [(None,)]


async def test_a_put_off_emergency_says_how_to_let_go_of_it(citizen: Person, town: Town) -> None:
    await cries(citizen)
    await citizen.taps("Kembali")
    told = await citizen.hears("Draf Anda tersimpan")
    assert "07.16 WIB" in told.text
    assert not any("Batal" in label for label in told.labels)
    assert "Ketik /batal" in told.text
    await citizen.sends("/batal")
    await citizen.hears("sudah dibatalkan")
    await ticks(town, minutes=10)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_who_sends_in_time_files_one_report(citizen: Person, town: Town) -> None:
    await cries(citizen)
    await citizen.taps("Kirim lokasi saya")
    await citizen.taps("Kirim sekarang")
    await citizen.hears("sudah kami terima")
    await ticks(town, minutes=10)
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'terkirim_sendiri'") == [(0,)]


async def test_answers_do_not_put_it_off(citizen: Person, town: Town) -> None:
    await cries(citizen)
    await ticks(town, seconds=90)
    await citizen.sends("CEPAT PAK TOLONG")
    again = await citizen.hears("telepon 110 sekarang")
    assert "pukul 07.16 WIB" in again.text
    await ticks(town, seconds=30)
    await citizen.hears(FILED)
    assert await town.rows("SELECT what FROM reports") == [(f"{CRY}\nCEPAT PAK TOLONG",)]


async def test_beginning_anew_or_going_back_does_not_lose_it(resident: Person, town: Town) -> None:
    await cries(resident)
    await resident.taps("Kembali")
    assert "pukul 07.16 WIB" in (await resident.hears("tersimpan dan belum dikirim")).text
    await resident.sends("/lapor")
    await resident.hears("telepon 110 sekarang")
    await resident.opens("14_72_02_1004-012")
    await resident.hears("telepon 110 sekarang")
    await resident.forges("m:0:anew", on=resident.last)
    await resident.hears("telepon 110 sekarang")
    await is_filed(resident, town)


async def test_danger_told_within_a_report_has_its_own_two_minutes(resident: Person, town: Town) -> None:
    await goes_to(resident, "place")
    await ticks(town, minutes=29)
    await resident.sends("tolong ada yang dibacok di depan masjid")
    await resident.hears("Tekan Kirim sekarang")
    await ticks(town, seconds=119)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]
    await ticks(town, seconds=1)
    assert await town.rows("SELECT urgency, district FROM reports") == [("darurat", "14.72.02")]


async def test_a_location_shared_afterwards_reaches_the_officers(citizen: Person, town: Town) -> None:
    desk = await a_desk(town)
    await cries(citizen)
    number = await is_filed(citizen, town)
    await is_called(desk, number)
    await citizen.taps("Kirim lokasi saya")
    await citizen.hears("Sudah ditambahkan")
    await desk.hears("Pelapor mengirim titik lokasi")
    await takes(desk, number)
    await town.rests()
    assert await town.rows("SELECT latitude, longitude FROM reports") == [citizen.place]
    maps = [each.content["location"] for each in desk.chat_with_bot.messages if "location" in each.content]
    assert maps == [{"latitude": citizen.place[0], "longitude": citizen.place[1]}]
    assert "Ada titik lokasi" in calls(desk, number)[-1].text
    await citizen.shares_location(1.5, 101.25)
    await desk.hears("Lokasi: 1.500000, 101.250000")
    assert await town.rows("SELECT latitude, longitude FROM reports") == [citizen.place]


async def test_a_place_written_afterwards_calls_who_is_on_duty_there(citizen: Person, town: Town) -> None:
    desk = await a_desk(town)
    near = await joins(town, "Petugas")
    await cries(citizen)
    number = await is_filed(citizen, town)
    await is_called(desk, number)
    await town.rests()
    assert calls(near, number) == []
    await citizen.sends("di depan pasar kelurahan Jaya Mukti")
    await citizen.hears("Sudah ditambahkan")
    call = await is_called(near, number, "Tempatnya baru diketahui")
    assert "Jaya Mukti" in call.text
    await town.rests()
    assert len(calls(desk, number)) == 1
    assert await town.rows("SELECT village, place FROM reports") == [
        ("14.72.02.1004", "di depan pasar kelurahan Jaya Mukti")
    ]


async def test_words_about_another_area_do_not_move_a_report(citizen: Person, town: Town) -> None:
    await citizen.sends("ADA KEBAKARAN DI TPS 5 JAYA MUKTI")
    await citizen.hears("Tekan Kirim sekarang")
    await is_filed(citizen, town)
    await citizen.sends("pelakunya lari ke Dumai Barat")
    await citizen.hears("Sudah ditambahkan")
    assert await town.rows("SELECT village, place FROM reports") == [("14.72.02.1004", None)]


@pytest.mark.parametrize("how", ["Batalkan jika tidak jadi", "batal", "/batal"])
async def test_it_is_withdrawn_afterwards(citizen: Person, town: Town, how: str) -> None:
    desk = await a_desk(town)
    await cries(citizen)
    number = await is_filed(citizen, town)
    await takes(desk, number)
    await (citizen.taps(how) if how.startswith("Batalkan") else citizen.sends(how))
    await citizen.hears("Kabar tentangnya tidak kami kirim lagi")
    await citizen.taps("Sudah selesai")
    await citizen.hears("sudah Anda batalkan")
    await desk.hears("tetap lihat keadaannya")
    assert await town.rows("SELECT closed_at FROM reports") == [(None,)]
    assert citizen.chat_with_bot.reply_keyboard is None
    await citizen.sends("terima kasih")
    await citizen.hears("Terima kasih kembali")


@pytest.mark.parametrize("label", ["⏭ Lewati", "⬅️ Kembali", "Tambah keterangan atau bukti"])
async def test_a_button_of_the_keyboard_is_no_addition(citizen: Person, town: Town, label: str) -> None:
    await cries(citizen)
    number = await is_filed(citizen, town)
    await citizen.sends(label)
    assert number in (await citizen.hears("Kirim keterangan, foto")).text
    await citizen.sends("selesai")
    await citizen.hears("laporan kami teruskan sendiri")
    assert citizen.chat_with_bot.reply_keyboard is None
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'ditambah'") == [(0,)]


async def test_a_tap_on_the_old_summary_says_where_to_go_on(citizen: Person, town: Town) -> None:
    await citizen.sends("ADA KEBAKARAN DI TPS 5 JAYA MUKTI")
    summary = await citizen.hears("Tekan Kirim sekarang")
    await is_filed(citizen, town)
    await citizen.taps("Kirim sekarang", on=summary)
    await citizen.sees_toast("pesan terbaru di bawah")
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]


async def test_it_climbs_like_any_other(citizen: Person, town: Town) -> None:
    await a_desk(town)
    head = await joins(town, "Kapolsek", role=Role.HEAD)
    await citizen.sends("ADA KEBAKARAN DI TPS 5 JAYA MUKTI")
    await citizen.hears("Tekan Kirim sekarang")
    number = await is_filed(citizen, town)
    await ticks(town, minutes=3)
    await is_called(head, number, "Belum ada yang mengambil laporan ini dalam 3 menit")


async def test_who_has_blocked_the_bot_is_heard_all_the_same(citizen: Person, town: Town) -> None:
    desk = await a_desk(town)
    await cries(citizen)
    await citizen.blocks_bot()
    await ticks(town, minutes=2)
    [[number]] = await town.rows("SELECT number FROM reports")
    await is_called(desk, str(number))


async def test_many_at_once_are_each_filed_once(town: Town) -> None:
    command = await a_command(town)
    crowd = [town.citizen() for _ in range(60)]  # more than one tick takes in hand
    for number, citizen in enumerate(crowd):
        await citizen.sends(f"{CRY} di rumah nomor {number}")
    for citizen in crowd:
        await citizen.hears("telepon 110 sekarang")
    for _ in range(3):
        await ticks(town, minutes=2)
    for citizen in crowd:
        await citizen.hears(FILED)
    assert await town.rows("SELECT (SELECT count(*) FROM reporters), count(*) FROM own_reports") == [(60, 60)]
    assert any("60 laporan darurat menunggu" in each.text for each in command.chat_with_bot.messages)


async def test_a_restart_files_what_became_due_meanwhile_once(quiet_town: Town) -> None:
    town = quiet_town
    citizen = town.citizen()
    async with town.open():
        await cries(citizen)
    town.clock.passes(hours=5)
    for _ in range(3):
        async with town.open():
            await ticks(town, minutes=3)
    await citizen.hears(FILED)
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]
    assert len([each for each in citizen.chat_with_bot.news if FILED in each.text]) == 1
    async with town.open():
        await citizen.sends("di depan pasar kelurahan Jaya Mukti")
        await citizen.hears("Sudah ditambahkan")


async def test_nobody_has_to_ask_for_it(quiet_town: Town) -> None:
    """Each second the bot does what is due, and looks at itself."""
    quiet_town.by_itself = True
    async with quiet_town.open():
        citizen = quiet_town.citizen()
        await cries(citizen)
        quiet_town.clock.passes(minutes=2)
        await citizen.hears(FILED)
        await quiet_town.turns("SELECT 1 FROM alarms WHERE trouble = 'alive'")


async def test_a_clock_that_is_set_back_does_not_hold_it(town: Town) -> None:
    citizen = town.citizen()
    await cries(citizen)
    town.clock.is_set(hours=-1)
    await ticks(town)
    await citizen.sends("CEPAT PAK TOLONG")
    await citizen.hears("telepon 110 sekarang")
    await ticks(town, minutes=2)
    await citizen.hears(FILED)
    town.clock.passes(hours=1)
    await ticks(town)
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]


async def test_in_english_too(town: Town) -> None:
    citizen = town.citizen(language_code="en")
    await agrees_in_english(citizen)
    await citizen.sends(CRY)
    assert "If it is not sent by 07.16 WIB" in (await citizen.hears("call 110 now")).text
    await ticks(town, minutes=2)
    told = await citizen.hears("though you had not sent it")
    assert "Withdraw if not needed" in told.labels[-1]


async def agrees_in_english(citizen: Person) -> None:
    await citizen.opens()
    await citizen.hears("Welcome")
    await citizen.taps("I agree")
    await citizen.hears("How can we help")


async def test_a_second_cry_after_the_first_is_done_is_a_new_report(citizen: Person, town: Town) -> None:
    desk = await a_desk(town)
    await cries(citizen)
    number = await is_filed(citizen, town)
    call = await takes(desk, number)
    await desk.taps("Selesai", on=call)
    await desk.hears("bagaimana hasilnya")
    await desk.taps("Tertangani")
    await desk.hears("Tambahkan catatan")

    await citizen.sends("TOLONG mereka datang lagi bawa parang")
    await citizen.hears("telepon 110 sekarang")
    again = await is_filed(citizen, town)
    assert again != number
    assert "mereka datang lagi" in (await is_called(desk, again)).text
    assert await town.rows("SELECT count(*) FROM reports") == [(2,)]


async def test_a_second_cry_while_the_first_is_in_hand_belongs_to_it(citizen: Person, town: Town) -> None:
    desk = await a_desk(town)
    await cries(citizen)
    number = await is_filed(citizen, town)
    await takes(desk, number)
    await citizen.sends("TOLONG mereka datang lagi bawa parang")
    await desk.hears("mereka datang lagi")
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]


async def test_a_cry_after_hours_of_silence_is_a_new_report(citizen: Person, town: Town) -> None:
    desk = await a_desk(town)
    await cries(citizen)
    number = await is_filed(citizen, town)
    await takes(desk, number)
    town.clock.passes(minutes=61)
    await citizen.sends("TOLONG ada tawuran bawa parang, rumah nomor 2887")
    await citizen.hears("telepon 110 sekarang")
    again = await is_filed(citizen, town)
    assert again != number
    assert "rumah nomor 2887" in (await is_called(desk, again)).text
    assert await town.rows("SELECT count(*) FROM reports") == [(2,)]
