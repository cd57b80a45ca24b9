"""Where many emergencies wait for one officer they are a list, sent anew with a sound for each that comes."""

from reports.category import Category
from resort.roles import Role
from sandbox import Message, Person
from tests.stage.desk import stands
from tests.stage.officers import about, calls, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports


def lists(person: Person) -> list[Message]:
    """The lists that stand in an officer's chat."""
    return [each for each in person.chat_with_bot.messages if "laporan darurat menunggu" in each.text]


async def test_the_sixth_emergency_comes_on_a_list_and_the_seventh_sends_it_anew(town: Town) -> None:
    officer = await joins(town, "Petugas", "spkt", Role.DESK)
    people = []
    for place in range(8):
        person = town.citizen(f"Warga {place}")
        await agrees(person)
        people.append(person)
    numbers = [await reports(person, about(Category.TAWURAN, tps=place + 1)) for place, person in enumerate(people[:5])]
    for number in numbers:
        await is_called(officer, number)
    assert lists(officer) == []
    sixth = await reports(people[5], about(Category.TAWURAN, tps=6))
    await officer.hears("6 laporan darurat menunggu")
    await town.rests()
    [first] = lists(officer)
    assert not first.silent
    assert first.text.index(sixth) < first.text.index(numbers[4])
    await ticks(town)
    await people[5].hears("Petugas sudah menerima panggilan untuk laporan ini")

    seventh = await reports(people[6], about(Category.TAWURAN, tps=7))
    await officer.hears("7 laporan darurat menunggu")
    await town.rests()
    [second] = lists(officer)
    assert second.id > first.id, "the old one is deleted, the new one makes a sound"
    assert second.labels[0] == seventh
    assert calls(officer, sixth) == calls(officer, seventh) == []

    await officer.taps(seventh, on=second)
    await officer.taps("Terima", on=await is_called(officer, seventh))
    await is_called(officer, seventh, "Sudah ada petugas")
    assert (await stands(town, seventh))[0] == "ditugaskan"
    await town.rests()
    assert "6 laporan darurat menunggu" in lists(officer)[0].text, "what was taken is off the list"

    for number in numbers[:4]:
        await officer.taps("Terima", on=calls(officer, number)[-1])
        await town.rests()
    eighth = await reports(people[7], about(Category.TAWURAN, tps=8))
    await is_called(officer, eighth)
    await town.rests()
    assert len(lists(officer)) <= 1


async def test_a_stranger_to_a_list_sees_no_call(town: Town) -> None:
    officer = await joins(town, "Petugas", "spkt", Role.DESK)
    stranger = await joins(town, "Petugas jauh", "polsek-sungai-sembilan")
    number = ""
    for place in range(6):
        person = town.citizen(f"Warga {place}")
        await agrees(person)
        number = await reports(person, about(Category.TAWURAN, tps=place + 1))
    await officer.hears("6 laporan darurat menunggu")
    await town.rests()
    [(key,)] = await town.rows("SELECT id FROM reports WHERE number = ?", number)
    await stranger.forges(f"p:0:call={key}", on=stranger.last)
    await town.rests()
    assert calls(stranger, number) == []
