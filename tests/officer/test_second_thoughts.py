"""A tap by mistake is taken back within a minute; who oversees opens a report and does not end it for its taker."""

from reports.category import Category
from resort.roles import Role
from tests.stage.officers import about, calls, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

WAIT = "SELECT waits.due_at, since, rings FROM waits JOIN reports ON wait = waits.id"


async def test_taps_by_mistake_leave_the_report_and_its_deadline_as_they_were(town: Town) -> None:
    officer, citizen = await joins(town, "Petugas"), town.citizen()
    await agrees(citizen)
    number = await reports(citizen)
    await ticks(town, minutes=2)
    before, heard = await town.rows(WAIT), len(citizen.chat_with_bot.messages)
    call = await takes(officer, number)
    town.clock.passes(seconds=40)
    await officer.taps("Salah tekan", on=call)
    await officer.sees_toast("Dibatalkan")
    call = await is_called(officer, number, "Belum ada yang mengambil")
    assert await town.rows(WAIT) == before
    assert await town.rows("SELECT state, officer, unit FROM reports") == [("diterima", None, None)]
    await officer.taps("Terima", on=call)
    await is_called(officer, number, "Sudah ada petugas")
    await ticks(town, minutes=1)
    await citizen.hears("sudah ada petugas yang menangani")
    assert len(citizen.chat_with_bot.messages) == heard + 1
    call = calls(officer, number)[-1]
    assert "Salah tekan" not in str(call.labels)
    taken = await town.rows(WAIT)
    await officer.taps("Di lokasi", on=call)
    call = await is_called(officer, number, "Petugas di lokasi")
    await officer.taps("Salah tekan", on=call)
    call = await is_called(officer, number, "Sudah ada petugas")
    assert await town.rows(WAIT) == taken
    await ticks(town, minutes=2)
    assert len(citizen.chat_with_bot.messages) == heard + 1
    await citizen.sends(f"/status {number}")
    history = await citizen.hears("laporan kami terima")
    assert "di lokasi" not in history.text
    assert history.text.count("petugas menerima laporan") == 1
    await officer.taps("Menuju lokasi", on=call)
    await is_called(officer, number)
    await ticks(town, minutes=1)
    await citizen.hears("menuju lokasi")


async def test_a_taken_emergency_is_told_at_once_and_corrected(town: Town) -> None:
    officer, desk, citizen = await joins(town, "Satu"), await joins(town, "Piket", "spkt", Role.DESK), town.citizen()
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    call = await takes(officer, number)
    await citizen.hears("sudah ada petugas")
    seen = await is_called(desk, number, "Sudah ada petugas")
    assert "Buka laporan" in seen.labels[0]
    assert not any(word in str(seen.labels) for word in ("Menuju", "Di lokasi", "Selesai", "Serahkan"))
    await officer.taps("Salah tekan", on=call)
    assert "Belum ada petugas yang menangani" in (await citizen.hears("tadi keliru")).text
    await is_called(desk, number, "Belum ada yang mengambil")
    await ticks(town, minutes=2)


async def test_it_is_too_late_after_a_minute_or_once_more_was_done(town: Town) -> None:
    officer, citizen = await joins(town, "Petugas"), town.citizen()
    await agrees(citizen)
    number = await reports(citizen)
    call = await takes(officer, number)
    await officer.taps("Menuju lokasi", on=call)
    moving = await is_called(officer, number)
    await officer.taps("Butuh bantuan", on=moving)
    await officer.sees_toast()
    await officer.taps("Salah tekan", on=moving)
    await officer.sees_toast("Sudah lewat satu menit")
