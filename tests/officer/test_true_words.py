"""What the parties of a report read is so: nobody is said to come, to be told or to have looked who has not."""

from resort.roles import Role
from sandbox import Person
from tests.stage.desk import opens
from tests.stage.officers import goes_off_duty, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import reports


async def test_nothing_is_called_safe_by_somebody_who_was_not_there(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    for there in (False, True):
        number = await reports(resident)
        call = await takes(officer, number)
        if there:
            await officer.taps("Di lokasi", on=call)
            call = await is_called(officer, number, "Petugas di lokasi")
        await officer.taps("Selesai", on=call)
        await officer.hears("bagaimana hasilnya")
        await officer.taps("Nihil")
        told = await resident.hears("Apakah sudah beres")
        assert ("keadaan aman" in told.text) is there


async def test_the_reporter_hears_when_the_officer_who_was_coming_gives_up(town: Town, resident: Person) -> None:
    officer, rival = await joins(town, "Petugas"), await joins(town, "Rekan")
    for others in (True, False):
        if not others:
            await goes_off_duty(rival)
        number = await reports(resident)
        call = await takes(officer, number)
        await officer.taps("Menuju lokasi", on=call)
        await town.rests()
        await ticks(town, minutes=1)
        await resident.hears("sedang menuju lokasi")
        await officer.taps("Tolak", on=call)
        await officer.hears("mengapa tidak bisa")
        await officer.sends("ban bocor")
        await resident.hears("kami memanggil petugas lain" if others else "belum ada petugas lain yang terjangkau")


async def test_an_officer_on_the_way_is_rung_when_the_desk_rejects(town: Town, resident: Person) -> None:
    officer, desk = await joins(town, "Petugas"), await joins(town, "Piket", "spkt", Role.DESK)
    number = await reports(resident)
    await takes(officer, number)
    await desk.taps("Tindakan lain", on=await opens(desk, number))
    await desk.taps("Tolak", on=await desk.hears("pilih tindakan"))
    await desk.hears("mengapa ditolak")
    await desk.sends("bukan wewenang kami")
    await officer.hears("Tidak perlu dilanjutkan")


async def test_a_question_that_does_not_get_there_is_not_said_to_be_sent(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await resident.blocks_bot()
    await town.rests()
    await officer.taps("Tanya pelapor")
    await officer.hears("apa yang ingin ditanyakan")
    await officer.sends("Berapa orang?")
    await officer.hears("tidak sampai")
