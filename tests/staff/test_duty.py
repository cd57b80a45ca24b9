"""Duty: on, off, handed over, and by the roster."""

from datetime import timedelta

from reports.category import Category
from resort.roles import Role
from sandbox import Person
from tests.stage.officers import POLSEK, a_command, about, calls, goes_off_duty, is_called, joins, takes, ticks
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
    acts = [row[0] for row in await town.rows("SELECT act FROM events WHERE act <> 'keadaan_dicatat'")]
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
    await town.rests()
    await ticks(town, minutes=1)
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
    await officer.hears("jaga Anda mulai")
    await agrees(citizen)
    number = await reports(citizen)
    await town.rests()
    assert not calls(officer, number)
    await officer.taps("Saya siap")
    assert "Menunggu di wilayah Anda: 1" in (await officer.hears("sedang siaga")).text
    await officer.taps(number)
    await is_called(officer, number, "Menunggu di wilayah Anda")
    await ticks(town, hours=12)
    await officer.hears("sedang lepas siaga")
    assert await town.rows("SELECT on_duty FROM officers WHERE id = 2") == [(0,)]
    [(last,)] = await town.rows(
        "SELECT act FROM events WHERE role = 'jam' AND report IS NULL AND act <> 'keadaan_dicatat'"
    )
    assert last == "lepas_siaga"


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
        assert await town.rows("SELECT step, due_at FROM shifts") == [("over", None)]
        assert "jaga Anda mulai" not in officer.last.text


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


async def has_shifts(town: Town, head: Person, *people: int) -> None:
    """Put these officers on the shift of tonight, and let it begin."""
    evening = town.clock.now.replace(hour=12, minute=0, second=0)  # 19.00 WIB
    for person in people:
        await head.forges(f"o:0:plan={person},{int(evening.timestamp())}", on=head.last)
        await head.hears("Jadwal jaga")
    await ticks(town, seconds=(evening - town.clock.now).total_seconds())


async def test_who_does_not_say_saya_siap_is_missing_and_the_desk_reads_it_once(town: Town) -> None:
    head, desk = await joins(town, "Kapolsek", POLSEK, Role.HEAD), await joins(town, "Piket", "spkt", Role.DESK)
    first, second, third = [await joins(town, name) for name in ("Satu", "Dua", "Tiga")]
    for each in (first, second):
        await goes_off_duty(each)
    await has_shifts(town, head, 3, 4, 5)
    asked = await first.hears("jaga Anda mulai")
    assert asked.labels == ["✅ Saya siap"]
    await second.hears("jaga Anda mulai")
    assert "jaga Anda mulai" not in third.last.text  # on duty by hand: ready at once
    await first.taps("Saya siap")
    await first.hears("sedang siaga")
    await ticks(town, minutes=14)
    await desk.hears_nothing()
    await ticks(town, minutes=1)
    missing = await desk.hears("Belum menekan Saya siap")
    assert "(1): Polsek Dumai Timur 3." in missing.text
    await desk.taps("Lihat daftar jaga", on=missing)
    listed = await desk.hears("Jaga sekarang")
    assert "Siap: 2 dari 3. Belum siap:\n• Polsek Dumai Timur 3" in listed.text
    await head.sends("/jaga")
    roster = await head.hears("belum siap")
    assert "⏳ Polsek Dumai Timur 3, belum siap" in roster.text
    assert "✅ Polsek Dumai Timur 2" in roster.text
    assert await town.rows("SELECT id FROM officers WHERE on_duty = 0") == [(4,)]
    await second.taps("Saya siap")  # late, and welcome
    await second.hears("sedang siaga")
    await desk.sends("/jaga")
    await desk.hears("Siap: 3 dari 3.")
    await ticks(town, hours=12)
    await second.forges("o:0:ready=2", on=second.last)
    await second.sees_toast("Jaga itu sudah selesai")
    await first.forges("o:0:ready=2", on=first.last)
    await first.sees_toast("pertanyaan sebelumnya")


async def test_going_on_duty_calls_the_emergency_that_waits(citizen: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    stranger = await joins(town, "Lain", "polsek-dumai-barat")
    for each in (officer, stranger):
        await goes_off_duty(each)
    await agrees(citizen)
    calm, urgent = [await reports(citizen, about(each)) for each in (Category.PENCURIAN, Category.TAWURAN)]
    await officer.sends("/siaga")
    await officer.hears("lepas siaga")
    await officer.taps("Siaga")
    call = await is_called(officer, urgent, "Menunggu di wilayah Anda")  # before anything else
    await town.rests()
    shown = next(each for each in officer.chat_with_bot.newest() if "Menunggu di wilayah Anda: 2" in each.text)
    assert next(label for label in shown.labels if "DMI" in label).startswith("🔴")
    assert not calls(officer, calm)
    await officer.taps("Terima", on=call)
    await is_called(officer, urgent, "Sudah ada petugas")
    await stranger.sends("/siaga")
    await stranger.taps("Siaga")
    await stranger.hears("Tidak ada laporan yang menunggu")
    await stranger.forges("p:0:call=1", on=stranger.last)
    await stranger.sees_toast("hanya untuk petugas yang berwenang")


async def test_a_shift_that_ends_offers_its_reports_and_they_are_due_after_it(citizen: Person, town: Town) -> None:
    head, desk = await joins(town, "Kapolsek", POLSEK, Role.HEAD), await joins(town, "Piket", "spkt", Role.DESK)
    officer, colleague = await joins(town, "Petugas"), await joins(town, "Rekan")
    await goes_off_duty(colleague)
    await has_shifts(town, head, 3)
    morning = town.clock.now.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    await head.forges(f"o:0:plan=4,{int(morning.timestamp())}", on=head.last)
    await colleague.hears("Anda dijadwalkan")
    await ticks(town, hours=11)
    await agrees(citizen)
    taken = await reports(citizen, about(Category.PENCURIAN))
    await takes(officer, taken)
    await ticks(town, minutes=44)
    await colleague.hears_nothing()
    await ticks(town, minutes=1)
    offer = await colleague.hears("selesai jaga")
    assert taken in offer.text
    warned = await officer.hears("sudah ditawarkan kepada Polsek Dumai Timur 3")
    assert [label.partition(" ")[2] for label in warned.labels] == [
        "Serahkan kepada rekan", "Tetap saya pegang", "Kembalikan ke piket",
    ]  # fmt: skip
    await ticks(town, minutes=15)
    await officer.hears("Masih di tangan Anda")
    assert await town.rows("SELECT on_duty FROM officers WHERE id = 3") == [(0,)]
    await ticks(town, minutes=14)
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'petugas_diam'") == [(0,)]
    await ticks(town, minutes=1)
    await desk.hears("belum memberi kabar lagi")
    await colleague.taps("Saya terima jaga", on=offer)
    await is_called(colleague, taken, "serah terima jaga")
    assert await town.rows("SELECT officer FROM reports") == [(4,)]


async def test_going_off_duty_with_reports_in_hand_asks(citizen: Person, town: Town) -> None:
    officer, other = await joins(town, "Petugas"), await joins(town, "Rekan")
    await agrees(citizen)
    number = await reports(citizen)
    await takes(officer, number)
    await officer.sends("/siaga")
    await officer.taps("Lepas siaga")
    assert number in (await officer.hears("mau diapakan")).text
    assert await town.rows("SELECT on_duty FROM officers WHERE id = 1") == [(1,)]
    await officer.taps("Tetap saya pegang")
    assert number in (await officer.hears("tetap Anda pegang")).text
    assert await town.rows("SELECT officer, on_duty FROM reports, officers WHERE officers.id = 1") == [(1, 0)]
    await officer.sends("/siaga")
    await officer.hears("sedang lepas siaga")
    await officer.taps("Siaga")
    await officer.hears("sedang siaga")
    await officer.taps("Lepas siaga")
    await officer.hears("mau diapakan")
    await officer.taps("Kembalikan ke piket")
    await officer.hears("tidak lagi pada Anda")
    await is_called(other, number, "selesai jaga, laporan perlu diambil kembali")
    await citizen.hears("kami memanggil petugas lain")
    assert await town.rows("SELECT officer FROM reports") == [(None,)]
