"""Handing a report on: to another unit, to another agency, or back, always with the reason."""

from reports.category import Category
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.stage.officers import (
    PANWASCAM,
    POLSEK,
    a_command,
    about,
    goes_off_duty,
    hands_on,
    is_called,
    joins,
    takes,
    ticks,
)
from tests.stage.town import Town
from tests.stage.walks import reports


async def test_a_report_is_handed_to_another_unit_with_the_reason(town: Town, resident: Person) -> None:
    officer, detective = await joins(town, "Petugas"), await joins(town, "Reserse", "reskrim")
    number = await reports(resident)
    await takes(officer, number)
    await hands_on(officer, "Satuan Reskrim")
    await officer.sends_photo()
    await officer.hears("dengan kata-kata")
    await officer.sends("Perlu penyelidikan")
    await officer.hears("sudah diserahkan ke Satuan Reskrim")
    call = await is_called(detective, number, "Diserahkan oleh Polsek Dumai Timur 1: Perlu penyelidikan")
    assert call.labels[0] == "✅ Terima"
    await resident.hears("diteruskan ke Satuan Reskrim")
    assert await town.rows("SELECT state, unit, officer FROM reports") == [("ditugaskan", "reskrim", None)]
    assert await town.rows("SELECT act, text FROM events WHERE act = 'serahkan'") == [
        ("serahkan", "Satuan Reskrim: Perlu penyelidikan")
    ]
    assert await town.rows("SELECT count(*) FROM waits") == [(1,)]
    await detective.taps("Terima", on=call)
    await detective.hears("Sudah ada petugas: Satuan Reskrim 1")


async def test_a_report_is_referred_to_another_agency(town: Town, resident: Person) -> None:
    officer, panwas = await joins(town, "Petugas"), await joins(town, "Panwas", PANWASCAM, Role.PARTNER)
    number = await reports(resident)
    call = await takes(officer, number)
    await officer.forges(f"p:0:to=1,{PANWASCAM}", on=call)
    await officer.hears("Apa alasannya")
    await officer.sends("Termasuk pelanggaran pemilihan")
    await officer.hears("sudah diserahkan ke Panwascam Dumai Timur")
    await is_called(panwas, number, "Termasuk pelanggaran pemilihan")
    await resident.hears("diteruskan ke Panwascam Dumai Timur, yang berwenang")
    assert await town.rows("SELECT state, unit FROM reports") == [("dilimpahkan", PANWASCAM)]
    assert await town.rows("SELECT count(*) FROM waits") == [(1,)]  # the partner's, not the ladder's
    await panwas.taps("Terima")
    await is_called(panwas, number, "Panwascam Dumai Timur 1")
    await ticks(town, minutes=1)
    await resident.hears("Panwascam Dumai Timur sudah menerimanya")
    assert await town.rows("SELECT count(*) FROM waits") == [(1,)]  # the partner's result is waited for now
    assert await town.rows("SELECT state, officer FROM reports") == [("dilimpahkan", 2)]
    await panwas.taps("Selesai")
    await panwas.hears("bagaimana hasilnya")
    await panwas.taps("Tertangani")
    await panwas.hears("Tambahkan catatan")


async def test_a_unit_with_nobody_on_duty_gets_what_is_handed_to_it_all_the_same(town: Town, resident: Person) -> None:
    officer, detective = await joins(town, "Petugas"), await joins(town, "Reserse", "reskrim")
    await goes_off_duty(detective)
    number = await reports(resident)
    call = await takes(officer, number)
    await officer.forges("p:0:to=1,reskrim", on=call)
    await officer.hears("Apa alasannya")
    await officer.sends("Perlu penyelidikan")
    await is_called(detective, number, "Perlu penyelidikan")


async def test_one_who_cannot_says_why_and_the_others_still_can(town: Town, resident: Person) -> None:
    first, second = await joins(town, "Satu"), await joins(town, "Dua")
    number = await reports(resident)
    await is_called(first, number)
    await first.taps("Tolak")
    await first.hears("mengapa tidak bisa")
    await first.sends("Sedang mengawal kotak suara")
    await first.hears("kembali ke petugas lain")
    assert await town.rows("SELECT rung FROM reports") == [("piket",)]
    assert await town.rows("SELECT act, text FROM events WHERE act = 'kembalikan'") == [
        ("kembalikan", "Sedang mengawal kotak suara")
    ]
    await takes(second, number)


async def test_when_all_have_said_no_it_climbs_at_once(town: Town, resident: Person) -> None:
    people = [await joins(town, "Satu"), await joins(town, "Dua")]
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    await goes_off_duty(head)
    operations = await a_command(town, Post.OPERATIONS)
    number = await reports(resident)
    for person in people:
        await is_called(person, number)
        await person.taps("Tolak")
        await person.hears("mengapa tidak bisa")
        await person.sends("Di luar wilayah")
        await person.hears("kembali ke petugas lain")
    await is_called(operations, number, "Semua yang dipanggil tidak bisa")
    assert await town.rows("SELECT rung, escalation FROM reports") == [("kabag_ops", 1)]


async def test_who_gives_a_report_back_frees_it_for_others(town: Town, resident: Person) -> None:
    first, second = await joins(town, "Satu"), await joins(town, "Dua")
    number = await reports(resident)
    await takes(first, number)
    await first.taps("Tolak")
    await first.hears("mengapa tidak bisa")
    await first.sends("Ban kendaraan bocor")
    await first.hears("kembali ke petugas lain")
    call = await is_called(second, number, "Polsek Dumai Timur 1 tidak bisa melanjutkan: Ban kendaraan bocor")
    assert await town.rows("SELECT state, officer FROM reports") == [("diverifikasi", None)]
    assert await town.rows("SELECT count(*) FROM waits") == [(1,)]
    await second.taps("Terima", on=call)
    await is_called(second, number, "Sudah ada petugas: Polsek Dumai Timur 2")


async def test_what_the_only_one_on_duty_gives_back_goes_up_at_once(town: Town, resident: Person) -> None:
    officer, operations = await joins(town, "Satu"), await a_command(town, Post.OPERATIONS)
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Tolak")
    await officer.hears("mengapa tidak bisa")
    await officer.sends("Ban kendaraan bocor")
    call = await is_called(operations, number, "Ban kendaraan bocor")
    assert "Tidak ada petugas siaga" in call.text
    assert await town.rows("SELECT rung FROM reports") == [("kabag_ops",)]


async def test_a_head_may_pass_on_what_nobody_took(town: Town, resident: Person) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    patrol = await joins(town, "Samapta", "samapta")
    number = await reports(resident, about(Category.PENCURIAN))
    call = await is_called(head, number)
    await head.taps("Serahkan", on=call)
    await head.hears("serahkan ke unit")
    await head.forges("p:0:to=1,samapta", on=head.last)
    await head.hears("Apa alasannya")
    await head.sends("Patroli terdekat")
    await is_called(patrol, number, "Patroli terdekat")
