"""Duty: on, off, handed over, and by the roster."""

from datetime import timedelta

from resort.roles import Role
from sandbox import Person
from tests.stage.officers import POLSEK, a_command, calls, goes_off_duty, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports


async def test_an_officer_goes_off_and_on_duty(town: Town) -> None:
    officer = await joins(town, "Petugas")
    await officer.sends("/siaga")
    await officer.hears("sedang siaga")
    await officer.taps("Lepas siaga")
    await officer.hears("sedang lepas siaga")
    assert await town.rows("SELECT on_duty FROM officers") == [(0,)]
    await officer.taps("Siaga")
    await officer.hears("sedang siaga")
    assert await town.rows("SELECT on_duty FROM officers") == [(1,)]
    acts = [row[0] for row in await town.rows("SELECT act FROM events")]
    assert acts == ["masuk", "lepas_siaga", "siaga"]


async def test_the_shift_is_handed_over_with_what_was_taken(citizen: Person, town: Town) -> None:
    officer, colleague = await joins(town, "Petugas"), await joins(town, "Rekan")
    await joins(town, "Orang lain", "spkt", Role.DESK)
    await goes_off_duty(colleague)
    await agrees(citizen)
    number = await reports(citizen)
    old = await takes(officer, number)
    await officer.sends("/siaga")
    await officer.hears("sedang siaga")
    await officer.taps("Serah terima jaga")
    asked = await officer.hears("kepada siapa")
    assert "SPKT dan piket 1" not in asked.labels
    await officer.taps("Polsek Dumai Timur 2")
    await officer.hears("Menunggu Polsek Dumai Timur 2")
    assert await town.rows("SELECT officer FROM reports") == [(1,)]
    offer = await colleague.hears("ingin menyerahkan jaga kepada Anda")
    await officer.forges("o:0:takeover=1", on=officer.last)
    await officer.sees_toast("pertanyaan sebelumnya")
    await colleague.taps("Saya terima jaga", on=offer)
    call = await is_called(colleague, number, "serah terima jaga")
    await colleague.hears("Laporan yang ikut diserahkan: 1")
    assert await town.rows("SELECT callsign, on_duty FROM officers WHERE unit = ? ORDER BY id", POLSEK) == [
        ("Polsek Dumai Timur 1", 0),
        ("Polsek Dumai Timur 2", 1),
    ]
    await is_called(officer, number, "Polsek Dumai Timur 2")
    await officer.hears("diserahkan kepada Polsek Dumai Timur 2")
    await officer.taps("Menuju lokasi", on=old)
    await officer.sees_toast("ditangani petugas lain")
    await colleague.taps("Menuju lokasi", on=call)
    await citizen.hears("menuju lokasi")


async def test_a_colleague_who_blocked_the_bot_is_handed_nothing(citizen: Person, town: Town) -> None:
    officer, colleague = await joins(town, "Petugas"), await joins(town, "Rekan")
    await agrees(citizen)
    await takes(officer, await reports(citizen))
    await colleague.blocks_bot()
    await town.rests()
    await officer.sends("/siaga")
    await officer.hears("sedang siaga")
    await officer.taps("Serah terima jaga")
    await officer.hears("kepada siapa")
    await officer.taps("Polsek Dumai Timur 2")
    await officer.sees_toast("tidak bisa dihubungi lewat bot")
    assert await town.rows("SELECT officer FROM reports") == [(1,)]
    assert await town.rows("SELECT on_duty FROM officers WHERE id = 1") == [(1,)]


async def test_a_shift_goes_to_a_colleague_of_the_own_unit_only(town: Town) -> None:
    officer, stranger = await joins(town, "Petugas"), await joins(town, "Lain", "polsek-dumai-barat")
    await joins(town, "Rekan")
    await goes_off_duty(stranger)
    await officer.forges("o:0:over=2", on=officer.last)
    await officer.sees_toast("pertanyaan sebelumnya")
    assert await town.rows("SELECT on_duty FROM officers WHERE id = 2") == [(0,)]


async def test_alone_in_a_unit_there_is_nobody_to_hand_over_to(town: Town) -> None:
    officer = await joins(town, "Petugas")
    await officer.sends("/siaga")
    await officer.taps("Serah terima jaga")
    await officer.sees_toast("Belum ada rekan")


async def test_the_roster_puts_people_on_and_off_duty(citizen: Person, town: Town) -> None:
    head, officer = await joins(town, "Kapolsek", POLSEK, Role.HEAD), await joins(town, "Petugas")
    await joins(town, "Piket", "spkt", Role.DESK)
    await goes_off_duty(officer)
    await head.sends("/petugas")
    await head.hears("Petugas: 2")
    await head.taps("Polsek Dumai Timur 2")
    await head.taps("Jadwalkan jaga")
    asked = await head.hears("Jaga kapan")
    assert [label for label in asked.labels if "Kembali" not in label] == [
        "27/11 pagi, 07.00-19.00 WIB",
        "27/11 malam, 19.00-07.00 WIB",
        "28/11 pagi, 07.00-19.00 WIB",
        "28/11 malam, 19.00-07.00 WIB",
    ]
    await head.taps("27/11 malam")
    shown = await head.hears("Jadwal jaga")
    assert "Polsek Dumai Timur 2: Rabu 27 November 2024 pukul 19.00 WIB" in shown.text
    await officer.hears("Anda dijadwalkan jaga")
    await ticks(town, hours=11, minutes=45)
    await officer.hears_nothing()
    await ticks(town, minutes=2)
    await officer.hears("sedang siaga")
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(officer, number)
    await ticks(town, hours=12)
    await officer.hears("sedang lepas siaga")
    assert await town.rows("SELECT on_duty FROM officers WHERE id = 2") == [(0,)]
    assert calls(officer, number)
    acts = [row[0] for row in await town.rows("SELECT act FROM events WHERE role = 'jam' AND report IS NULL")]
    assert acts == ["siaga", "lepas_siaga"]


async def test_two_shifts_in_a_row_are_one_stretch_of_duty(town: Town) -> None:
    head, officer = await joins(town, "Kapolsek", POLSEK, Role.HEAD), await joins(town, "Petugas")
    now = town.clock.now
    day = now.replace(hour=0, minute=0)  # 07.00 WIB
    for begin in (day, day + timedelta(hours=12)):
        await head.forges(f"o:0:plan=2,{int(begin.timestamp())}", on=head.last)
        await head.hears("Jadwal jaga")
    await ticks(town, minutes=1)
    await ticks(town, hours=12)
    assert await town.rows("SELECT on_duty FROM officers WHERE id = 2") == [(1,)]
    await ticks(town, hours=12)
    assert await town.rows("SELECT on_duty FROM officers WHERE id = 2") == [(0,)]
    assert officer.last.text.count("lepas siaga")


async def test_a_shift_that_passed_while_the_bot_was_down_leaves_nobody_on_duty(quiet_town: Town) -> None:
    town = quiet_town
    async with town.open():
        head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
        officer = await joins(town, "Petugas")
        await goes_off_duty(officer)
        evening = town.clock.now.replace(hour=12, minute=0)  # 19.00 WIB
        await head.forges(f"o:0:plan=2,{int(evening.timestamp())}", on=head.last)
        await officer.hears("Anda dijadwalkan")
        await town.rests()
    town.clock.passes(days=2)
    async with town.open():
        await ticks(town)
        assert await town.rows("SELECT on_duty FROM officers WHERE id = 2") == [(0,)]
        assert await town.rows("SELECT begun, ended FROM shifts") == [(1, 1)]


async def test_the_same_shift_is_planned_once(town: Town) -> None:
    chief = await a_command(town)
    await joins(town, "Petugas")
    evening = int(town.clock.now.replace(hour=12, minute=0).timestamp())
    for _ in range(2):
        await chief.forges(f"o:0:plan=2,{evening}", on=chief.last)
        await town.rests()
    assert await town.rows("SELECT count(*) FROM shifts") == [(1,)]
    await chief.forges(f"o:0:plan=2,{evening + 60}", on=chief.last)
    await chief.sees_toast("pertanyaan sebelumnya")


async def test_a_head_shows_the_roster_with_jaga(town: Town) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    await head.sends("/jaga")
    await head.hears("Belum ada jadwal jaga")
