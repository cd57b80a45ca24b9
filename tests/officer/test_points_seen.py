"""Where exactly a phone was sees the officer who took the report, and nobody else: not on a map, not in words."""

from resort.roles import Role
from sandbox import Group, Person
from tests.officer.test_joining import alarms
from tests.stage.desk import a_desk, a_resident, opens
from tests.stage.officers import PANWASCAM, POLSEK, calls, is_called, joins, takes
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, finishes, goes_to, number_on, reports

EXACT = ("1.6667", "101.4333", "101.43333", "1.66670", "maps.google.com", "goo.gl")


def told(person: Person, where: Group | None = None) -> str:
    """All that the bot has written to somebody, or in a group."""
    chat = where or person.chat_with_bot
    return "\n".join(message.text for message in chat.news)


def pins(person: Person, where: Group | None = None) -> int:
    chat = where or person.chat_with_bot
    return sum("location" in message.raw for message in chat.messages if message.from_bot)


async def test_only_who_took_the_report_sees_the_point(town: Town, resident: Person) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    group = town.world.group("Polsek", members=[head], bot="member")
    await head.sends("/ikat", chat=group)
    await head.hears("menerima panggilan", chat=group)
    officer, other = await joins(town, "Petugas"), await joins(town, "Rekan")
    desk, partner = await a_desk(town), await joins(town, "Panwas", PANWASCAM, Role.PARTNER)
    await goes_to(resident, "what", VIOLATION)
    await resident.sends("Amplop dibagikan di rumah warga https://maps.google.com/?q=1.66670,101.43333 supaya memilih")
    number = await finishes(resident, "district", VIOLATION)
    everybody = (head, officer, other, desk, partner)
    await takes(officer, number)
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    await resident.shares_location(1.6667, 101.4333)
    await resident.hears("Sudah ditambahkan")
    await town.rests()
    await opens(desk, number)
    await town.rests()
    assert pins(officer) >= 1
    for person in everybody:
        if person is not officer:
            assert pins(person) == 0, person.name
            assert not [word for word in EXACT if word in told(person)], person.name
    assert pins(head, group) == 0
    assert not [word for word in EXACT if word in told(head, group)]


async def test_in_danger_the_point_goes_to_whoever_takes_it_at_once(town: Town) -> None:
    officer, other, citizen = await joins(town, "Petugas"), await joins(town, "Rekan"), town.citizen()
    await agrees(citizen)
    await citizen.sends("TOLONG ADA YANG BAWA PARANG di Jaya Mukti")
    await citizen.hears("Telepon 110")
    await citizen.shares_location(1.6667, 101.4333)
    await citizen.hears("Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    await takes(officer, number)
    await town.rests()
    assert (pins(officer), pins(other)) == (1, 0)
    assert "Ada titik lokasi" in calls(other, number)[-1].text


async def test_the_words_of_those_who_joined_tell_no_point_either(town: Town) -> None:
    officer, other, desk = await joins(town, "Petugas"), await joins(town, "Rekan"), await a_desk(town)
    brawl = "TOLONG tawuran di TPS 5 Jaya Mukti"
    number = number_on(await alarms(await a_resident(town), brawl))
    await alarms(await a_resident(town), f"{brawl} https://maps.google.com/?q=1.66670,101.43333")
    for person in (other, desk):
        await person.taps("Pelapor lain", on=(await is_called(person, number, "Laporan lain tentang kejadian ini: 1")))
        assert brawl in (await person.hears("pelapor lain")).text
    await takes(officer, number)
    await alarms(await a_resident(town), f"{brawl} 1.66670,101.43333")
    assert brawl in (await officer.hears("pelapor ke-3")).text
    await town.rests()
    assert pins(officer) == 2, "whoever has it sees each on a map"
    for person in (officer, other, desk):
        assert not [word for word in EXACT if word in told(person)], person.name
    assert (pins(other), pins(desk)) == (0, 0)


async def test_a_place_that_is_named_after_its_reporter_tells_nobody_who_it_is(town: Town) -> None:
    """Telegram sends the title of a place on the map: "Rumah ..."; its point goes to whoever took the report."""
    officer, citizen = await joins(town, "Petugas"), town.citizen("Warga Sembilan")
    await agrees(citizen)
    number = await reports(citizen)
    await takes(officer, number)
    for title, told_so in (("Rumah Warga Sembilan", False), ("Masjid Raya", True)):
        await citizen.shares_venue(1.6667, 101.4333, title, "Jalan Sudirman")
        await citizen.hears("Sudah ditambahkan")
        await town.rests()
        assert (title in told(officer)) is told_so
    assert "Sembilan" not in told(officer)
    assert pins(officer) == 2
