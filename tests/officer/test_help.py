"""An officer in danger calls for help: told whom it reached, rung until somebody answers, ended by who called."""

from resort.roles import Role
from sandbox import Person
from tests.stage.officers import POLSEK, a_command, calls, goes_off_duty, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import reports


async def test_alone_an_officer_reads_that_nobody_could_be_called(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Butuh bantuan")
    await officer.sees_toast("Belum ada yang bisa kami panggil lewat bot")
    await officer.hears("Minta bantuan lewat HT atau telepon sekarang")
    call = calls(officer, number)[-1]
    await ticks(town, minutes=1)
    await officer.hears("Minta bantuan lewat HT atau telepon sekarang")
    await officer.taps("Saya aman", on=call)
    await officer.sees_toast("Dicatat")
    assert await town.rows("SELECT count(*) FROM waits WHERE kind = 'help_calls'") == [(0,)]


async def test_with_nobody_on_duty_help_is_called_from_people_off_duty(town: Town, resident: Person) -> None:
    officer, chief = await joins(town, "Petugas"), await a_command(town)
    await goes_off_duty(chief)
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Butuh bantuan")
    await officer.sees_toast("Bantuan dipanggil: ")
    await is_called(chief, number, "butuh bantuan")


async def test_help_is_rung_in_wider_circles_until_somebody_comes(town: Town, resident: Person) -> None:
    officer, near = await joins(town, "Petugas"), await joins(town, "Rekan")
    patrol = await joins(town, "Samapta", "samapta")
    number = await reports(resident)
    await takes(officer, number)
    await goes_off_duty(near)
    await officer.taps("Butuh bantuan")
    await is_called(patrol, number, "butuh bantuan")
    await ticks(town, minutes=1)
    call = await is_called(patrol, number, "butuh bantuan")
    await is_called(near, number, "butuh bantuan")
    await officer.hears("Kami panggil lagi: ")
    for _ in range(7):
        await ticks(town, minutes=10)
        await officer.hears("Kami panggil lagi: ")
    await patrol.taps("Saya datang", on=call)
    await patrol.sees_toast("Anda datang ke")
    coming = await officer.hears("datang membantu Anda")
    assert "Samapta" in coming.text
    await is_called(near, number, " datang.")
    await town.rests()
    await ticks(town, minutes=30)
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'bantuan_dipanggil_lagi'") == [(8,)]


async def test_who_called_says_that_it_is_over_and_nobody_else(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    number = await reports(resident)
    mine = await takes(officer, number)
    await officer.taps("Butuh bantuan")
    call = await is_called(head, number, "butuh bantuan")
    await officer.forges("p:0:come=1", on=mine)
    await officer.sees_toast("permintaan bantuan Anda sendiri")
    await head.forges("p:0:safe=1", on=call)
    await head.sees_toast("ditangani petugas lain")
    await head.taps("Saya datang", on=call)
    await head.sees_toast("Anda datang")
    await officer.taps("Ditangani lewat HT", on=await is_called(officer, number, "datang"))
    await head.hears("tidak perlu bantuan lagi")
    await head.forges("p:0:come=1", on=call)
    await head.sees_toast("sudah selesai")
