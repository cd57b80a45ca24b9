"""How many actions the desk's jobs take, counted from an empty chat: taps, and messages that it has to type."""

from reports.category import Category
from reports.urgency import Urgency
from resort.roles import Role
from sandbox import Person
from tests.stage.desk import a_desk, a_resident, files, stands
from tests.stage.officers import PANWASCAM, is_called, joins
from tests.stage.town import Town


class Counted:
    """A person whose taps and messages are counted."""

    def __init__(self, person: Person) -> None:
        self.person, self.actions = person, 0

    async def does(self, what: str, answer: str) -> None:
        """Type a command, or tap a button of the last message; then hear an answer."""
        self.actions += 1
        await (self.person.sends(what) if what.startswith("/") else self.person.taps(what))
        await self.person.hears(answer)


async def test_the_unit_of_the_place_gets_a_report_in_three_actions(town: Town) -> None:
    desk, officer, citizen = Counted(await a_desk(town)), await joins(town, "Petugas"), await a_resident(town)
    number = await files(town, citizen, Urgency.TINGGI, town.clock.now)
    await desk.does("/antrean", "Antrean laporan")
    await desk.does(number, "Riwayat")
    await desk.does("Tugaskan: Polsek Dumai Timur", "Ditugaskan")
    assert desk.actions <= 3
    assert "Kejadiannya di wilayah unit itu" in (await is_called(officer, number)).text
    assert await town.rows("SELECT unit FROM reports") == [("polsek-dumai-timur",)]


async def test_a_violation_goes_to_its_panwascam_in_three_actions(town: Town) -> None:
    desk, citizen = Counted(await a_desk(town)), await a_resident(town)
    partner = await joins(town, "Panwascam", PANWASCAM, Role.PARTNER)
    number = await files(town, citizen, Urgency.SEDANG, town.clock.now, category=Category.POLITIK_UANG)
    await desk.does("/antrean", "Antrean laporan")
    await desk.does(number, "Riwayat")
    await desk.does("Limpahkan: Panwascam Dumai Timur", "Dilimpahkan")
    assert desk.actions <= 3
    await is_called(partner, number)
    assert (await stands(town, number))[0] == "dilimpahkan"


async def test_lists_begin_with_the_likely_ones_and_offer_reasons(town: Town) -> None:
    person, citizen = await a_desk(town), await a_resident(town)
    await joins(town, "Petugas")
    desk, number = Counted(person), await files(town, citizen, Urgency.TINGGI, town.clock.now)
    await person.sends(number)
    await person.hears("Riwayat")
    await desk.does("👮 Tugaskan", "untuk siapa")
    assert person.last.labels[0] == "Polsek Dumai Timur"
    await desk.does("Polsek Dumai Timur", "Apa alasannya")
    await desk.does("Unit itu lebih dekat", "Ditugaskan")
    assert desk.actions <= 3
    violation = await files(town, citizen, Urgency.SEDANG, town.clock.now, category=Category.POLITIK_UANG)
    await person.sends(violation)
    await person.hears("Riwayat")
    await person.taps("Tindakan lain")
    await desk.does("Limpahkan", "untuk siapa")
    assert person.last.labels[0] == "Panwascam Dumai Timur"
