"""A reply to one of our messages belongs to the report that the message is about."""

from sandbox import Person
from tests.stage.officers import calls, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import goes_to, reports


async def test_a_reply_to_a_notice_reaches_who_has_the_report(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await town.rests()
    await ticks(town, minutes=1)
    notice = await resident.hears("sudah ada petugas")
    town.clock.passes(hours=5)
    await goes_to(resident, "where")  # another report is being told
    await resident.sends("masih ramai di sana", reply_to=notice)
    await resident.hears(f"ditambahkan ke laporan {number}")
    assert "masih ramai" in (await officer.hears("kabar baru dari pelapor")).text


async def test_of_two_reports_the_one_replied_to_is_meant(town: Town, resident: Person) -> None:
    first = await reports(resident)
    receipt = await resident.chat_with_bot.bell.until(lambda: resident.last, 1)
    assert receipt is not None
    await reports(resident)
    await resident.sends("ada lagi yang datang", reply_to=receipt)
    await resident.hears(f"ditambahkan ke laporan {first}")


async def test_somebody_elses_number_in_a_reply_is_nobodys(town: Town, resident: Person) -> None:
    number = await reports(resident)
    stranger = town.citizen("Orang lain")
    await stranger.sends(number)
    said = await stranger.hears()
    await stranger.sends("masih ramai di sana", reply_to=said)
    await stranger.hears()
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'ditambah'") == [(0,)]


async def test_an_officers_reply_to_the_call_is_a_note(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await officer.sends("dua orang sudah kami amankan", reply_to=calls(officer, number)[-1])
    await officer.hears(f"Dicatat pada {number}")
    await officer.sends("keadaan aman")
    await officer.hears(f"Dicatat pada {number}")
    assert await town.rows("SELECT text FROM events WHERE act = 'catatan'") == [
        ("dua orang sudah kami amankan",),
        ("keadaan aman",),
    ]


async def test_an_officers_cry_in_a_reply_is_heard_first(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await officer.sends("20 orang bawa parang, butuh bantuan", reply_to=calls(officer, number)[-1])
    asked = await officer.hears("Ini terdengar seperti keadaan bahaya")
    assert "Butuh bantuan" in asked.labels[0]
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'catatan'") == [(0,)]


async def test_a_reason_given_as_a_reply_is_the_reason(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Tolak", on=calls(officer, number)[-1])
    asked = await officer.hears("mengapa tidak bisa")
    await officer.sends("Ban kendaraan bocor", reply_to=asked)
    await officer.hears("belum ada petugas lain")
