"""Saring pelapor ini: the desk sees a person's alarms first, nobody is silenced, and nobody learns who it is."""

from sandbox import Person
from tests.officer.test_joining import alarms
from tests.stage.desk import a_desk, a_head, a_resident, opens, stands
from tests.stage.officers import calls, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import button, number_on

ALARM = "TOLONG ada tawuran di TPS {} Jaya Mukti"


async def screens(desk: Person, number: str) -> None:
    await opens(desk, number)
    for label in ("Tindakan lain", "Saring pelapor ini"):
        await desk.taps(label)
    await desk.hears("selama 24 jam")
    await desk.taps("Ya, saring satu hari")


async def test_an_alarm_that_nobody_looks_at_goes_out_after_a_minute(town: Town) -> None:
    officer, desk, citizen = await joins(town, "Petugas"), await a_desk(town), await a_resident(town)
    first = number_on(await alarms(citizen, ALARM.format(1)))
    await is_called(officer, first)
    await screens(desk, first)
    await desk.hears("disaring sampai")
    second = number_on(await alarms(citizen, ALARM.format(2)))
    await is_called(desk, second, "Pelapornya disaring")
    held = await desk.hears("sedang disaring")
    assert citizen.name not in held.text
    assert calls(officer, second) == []
    await ticks(town, seconds=59)
    assert calls(officer, second) == []
    await ticks(town, seconds=2)
    await is_called(officer, second, "ditahan piket sebentar")


async def test_the_desk_looks_and_lets_it_go_or_runs_out_of_time(town: Town) -> None:
    officer, desk, citizen = await joins(town, "Petugas"), await a_desk(town), await a_resident(town)
    await screens(desk, number_on(await alarms(citizen, ALARM.format(1))))
    second = number_on(await alarms(citizen, ALARM.format(2)))
    held = await desk.hears("sedang disaring")
    looks = button(held, "Saya periksa")
    await ticks(town, seconds=50)
    await desk.taps("Saya periksa", on=held)
    await desk.hears("waktu sampai 07.19 WIB")  # five minutes from the tap
    await ticks(town, minutes=4.8)
    assert calls(officer, second) == []
    await desk.forges(looks, on=held)
    await town.rests()
    await ticks(town, minutes=0.3)  # looking again holds it no longer
    await is_called(officer, second)
    third = number_on(await alarms(citizen, ALARM.format(3)))
    held = await desk.hears(f"{third}: pelapor")
    await desk.taps("Panggil semua", on=held)
    await is_called(officer, third)
    await desk.taps("Saya periksa", on=held)
    await desk.sees_toast("tidak ditahan lagi")


async def test_what_others_tell_is_not_held_back_with_it(town: Town) -> None:
    officer, desk, liar = await joins(town, "Petugas"), await a_desk(town), await a_resident(town)
    await screens(desk, number_on(await alarms(liar, ALARM.format(1))))
    held = number_on(await alarms(liar, ALARM.format(2)))
    honest = number_on(await alarms(await a_resident(town), ALARM.format(2)))
    await is_called(officer, honest)
    assert calls(officer, held) == []
    assert (await stands(town, honest))[0] == "diterima"


async def test_without_a_desk_on_duty_it_calls_as_ever(town: Town) -> None:
    officer, desk, citizen = await joins(town, "Petugas"), await a_desk(town), await a_resident(town)
    await screens(desk, number_on(await alarms(citizen, ALARM.format(1))))
    await desk.sends("/siaga")
    await desk.hears("sedang siaga")
    await desk.taps("Lepas siaga")
    await town.rests()
    await is_called(officer, number_on(await alarms(citizen, ALARM.format(2))))


async def test_it_lasts_a_day_and_a_second_one_takes_two(town: Town) -> None:
    officer, desk, other = await joins(town, "Petugas"), await a_desk(town), await a_desk(town, "Piket dua")
    head, citizen = await a_head(town), await a_resident(town)
    first = number_on(await alarms(citizen, ALARM.format(1)))
    await screens(desk, first)
    await other.hears("menyaring pelapor")
    [(key,)] = await town.rows("SELECT id FROM reports WHERE number = ?", first)
    await head.forges(f"d:0:screened={key}", on=head.last)
    town.clock.passes(hours=23)
    for _ in range(2):
        await screens(desk, first)
        await desk.hears("Hari kedua perlu orang kedua")
    asked = await other.hears("disaring satu hari lagi")
    town.clock.passes(hours=2)
    await is_called(officer, number_on(await alarms(citizen, ALARM.format(2))))  # the first day is over
    await other.taps("Ya, saring satu hari", on=asked)
    await other.hears("disaring sampai")
    third = number_on(await alarms(citizen, ALARM.format(3)))
    await is_called(desk, third, "Pelapornya disaring")
    assert calls(officer, third) == []
    town.clock.passes(days=1)
    await is_called(officer, number_on(await alarms(citizen, ALARM.format(4))))
    for table in ("screenings", "held_alarms"):
        for row in await town.rows(f"SELECT * FROM {table}"):
            assert str(citizen.id) not in str(row)


async def test_what_is_taken_out_of_an_incident_goes_to_the_desk_first_too(town: Town) -> None:
    officer, desk, citizen = await joins(town, "Petugas"), await a_desk(town), await a_resident(town)
    await screens(desk, number_on(await alarms(citizen, ALARM.format(1))))
    await is_called(officer, number_on(await alarms(await a_resident(town), ALARM.format(2))))
    receipt = await alarms(citizen, ALARM.format(2))
    own = number_on(receipt)
    await citizen.taps("Bukan, kejadian lain", on=receipt)
    await is_called(desk, own, "Pelapornya disaring")
    await citizen.hears("berdiri sendiri")
    assert calls(officer, own) == []
    await ticks(town, seconds=61)
    await is_called(officer, own, "ditahan piket sebentar")


async def test_what_a_screened_person_adds_calls_nobody_before_its_time(town: Town) -> None:
    officer, desk, citizen = await joins(town, "Petugas"), await a_desk(town), await a_resident(town)
    await screens(desk, number_on(await alarms(citizen, ALARM.format(1))))
    second = number_on(await alarms(citizen, ALARM.format(2)))
    await citizen.sends("maaf pak, bukan di TPS 2, tapi di TPS 3")
    await desk.hears("TPS 3")
    await town.rests()
    assert calls(officer, second) == []
    await ticks(town, seconds=61)
    assert "tapi di TPS 3" in (await is_called(officer, second)).text
