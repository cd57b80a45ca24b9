"""People who cannot telephone, or must not be heard: no screen says to call, nothing rings, the desk writes."""

from sandbox import Message, Person
from tests.stage.announcements import subscribes
from tests.stage.desk import a_desk
from tests.stage.officers import a_command, is_called, joins, takes, ticks
from tests.stage.subscribers import goes_out
from tests.stage.town import Town
from tests.stage.walks import agrees, number_on

FIRE = "ada kebakaran besar di rumah tetangga, tolong"


def told_by_bot(person: Person, since: int = 0) -> list[Message]:
    return [each for each in person.chat_with_bot.messages[since:] if each.from_bot]


async def sends_it(citizen: Person, place: str = "jaya mukti") -> str:
    await citizen.sends(place)
    await citizen.hears("Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    return number_on(await citizen.hears("sudah kami terima"))


async def test_somebody_deaf_is_never_told_to_telephone_and_is_written_to(town: Town, citizen: Person) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    await agrees(citizen)
    await citizen.sends("selamat pagi, saya tuli")
    await citizen.hears("Tulis saja di sini")
    since = len(citizen.chat_with_bot.messages)
    await citizen.sends(FIRE)
    await citizen.hears("Di mana kejadiannya")
    number = await sends_it(citizen)
    await citizen.sends("/darurat")
    await citizen.hears("Tulis saja di sini")
    assert not [each.text for each in told_by_bot(citizen, since) if "110" in each.text]
    assert "Hanya tulisan" in (await is_called(officer, number)).text
    call = await is_called(desk, number, "Hanya tulisan")
    await ticks(town, minutes=2, seconds=5)
    await desk.hears("hanya bisa menulis")
    await desk.taps("Tanya pelapor", on=await _taken(desk, call, number))
    await desk.hears("apa yang ingin ditanyakan")
    await desk.sends("Kami di sini. Apakah Bapak sudah di luar rumah?")
    await citizen.hears("sudah di luar rumah")
    heard = sum("hanya bisa menulis" in each.text for each in told_by_bot(desk))
    await ticks(town, minutes=20)
    assert sum("hanya bisa menulis" in each.text for each in told_by_bot(desk)) == heard


async def _taken(person: Person, call: Message, number: str) -> Message:
    await person.taps("Terima", on=call)
    return await is_called(person, number, "Sudah ada petugas")


async def test_at_night_too_and_without_a_desk_the_command(town: Town, citizen: Person) -> None:
    chief = await a_command(town)
    await agrees(citizen)
    await ticks(town, hours=18)
    await citizen.sends(FIRE)
    await citizen.hears("Di mana kejadiannya")
    await citizen.sends("✋ Tidak bisa telepon")
    told = await citizen.hears("cukup tulis di sini")
    assert "110" not in told.text
    assert not told.silent  # who cannot telephone does not hide
    await sends_it(citizen)
    await ticks(town, minutes=2, seconds=5)
    await chief.hears("hanya bisa menulis")


async def test_who_writes_and_who_hides_are_told_to_leave_the_fire(town: Town, citizen: Person) -> None:
    await agrees(citizen)
    await citizen.sends(FIRE)
    await citizen.hears("Di mana kejadiannya")
    await citizen.taps("Tidak bisa telepon")
    asked = await citizen.hears("Di mana kejadiannya")
    assert "menjauh dari api" in asked.text
    await citizen.taps("Diam-diam")
    asked = await citizen.hears("Di mana?")
    assert "menjauh dari api" in asked.text
    assert "bersembunyi" not in asked.text
    assert town.siaga is not None


async def test_nothing_rings_where_somebody_hides(town: Town, citizen: Person) -> None:
    officer = await joins(town, "Petugas")
    await agrees(citizen)
    await town.rests()
    since = len(citizen.chat_with_bot.messages)
    await citizen.sends("saya sembunyi di kamar mandi, ada orang bawa parang di luar")
    await citizen.hears("Di mana?")
    number = await sends_it(citizen)
    await takes(officer, number)
    await officer.taps("Menuju lokasi")
    await citizen.hears("Ada kabar untuk Anda.")
    await ticks(town, hours=3)
    assert told_by_bot(citizen, since)
    assert all(each.silent for each in told_by_bot(citizen, since))


async def test_announcements_ring_only_where_nobody_hides(town: Town, citizen: Person) -> None:
    other = town.citizen()
    for person in (citizen, other):
        await agrees(person)
        await subscribes(town, person)
    await citizen.sends(FIRE)
    await citizen.hears("Di mana kejadiannya")
    await citizen.sends("🤫 Diam-diam")
    await citizen.hears("tidak akan berbunyi")
    await goes_out(town, "Mari jaga ketertiban")
    heard = [await person.hears("Mari jaga ketertiban") for person in (citizen, other)]
    assert [each.silent for each in heard] == [True, False]
    town.clock.passes(hours=25)
    await goes_out(town, "Jalan sudah dibuka")
    assert not (await citizen.hears("Jalan sudah dibuka")).silent


async def latitude_of(town: Town) -> float:
    [(latitude,)] = await town.rows("SELECT latitude FROM reports")
    assert isinstance(latitude, float)
    return latitude


async def test_a_live_location_moves_the_point_of_an_open_emergency(town: Town, citizen: Person) -> None:
    officer = await joins(town, "Patroli", "samapta")
    await agrees(citizen)
    await citizen.sends(FIRE)
    await citizen.hears("Di mana kejadiannya")
    await citizen.shares_location(1.6740, 101.4480)
    await citizen.hears("Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    await takes(officer, number)
    moving = citizen.chat_with_bot.messages
    shared = next(each for each in reversed(moving) if not each.from_bot and "location" in each.raw)
    for metres, expected in ((3, 1.6740), (80, 1.674719), (90, 1.674719)):
        town.clock.passes(seconds=10)
        await citizen.moves(shared, 1.6740 + metres / 111_320, 101.4480)
        await town.rests()
        assert abs(await latitude_of(town) - expected) < 0.00002, metres
    town.clock.passes(seconds=31)
    await citizen.moves(shared, 1.6740 + 100 / 111_320, 101.4480)
    await town.rests()
    assert await latitude_of(town) > 1.67489
    town.clock.passes(seconds=31)
    await citizen.moves(shared, 0.0, 0.0)  # the phone lost itself
    await town.rests()
    assert await latitude_of(town) > 1.67489
    pins = [each for each in told_by_bot(officer) if "location" in each.raw]
    assert [each.silent for each in pins[-2:]] == [True, True]
