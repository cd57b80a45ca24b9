"""One script for every world: what people do wherever they find the button, and what the clock does by itself."""

from dataclasses import dataclass, field

from resort.area import Areas
from resort.rights import Post
from resort.roles import Role
from resort.unit import example, parse
from sandbox import Message, Person
from tests.claims.record import Record
from tests.claims.truth import Cast
from tests.stage.announcements import running
from tests.stage.officers import PANWASCAM, POLSEK, joins
from tests.stage.town import Town
from tests.stage.walks import DISTURBANCE, VIOLATION, Leg, agrees

CRY = "TOLONG ada tawuran bawa parang di Jaya Mukti dekat masjid"
UNPLACED = "TOLONG ada tawuran bawa parang"


@dataclass
class Play:
    """A town with its record, its cast, and the people by name."""

    town: Town
    record: Record
    cast: Cast
    reporter: Person
    people: dict[str, Person] = field(default_factory=dict)

    async def joins(self, name: str, unit: str = POLSEK, role: Role = Role.OFFICER, post: Post | None = None) -> Person:
        """Somebody joins a unit."""
        person = await joins(self.town, name, unit, role, post)
        self.cast.joins(person, unit)
        self.people[name] = person
        await self.town.rests()
        return person

    async def passes(self, **duration: float) -> None:
        """Time passes, and what is due happens."""
        self.record.passes()
        self.town.clock.passes(**duration)
        await running(self.town).ticker.tick()
        await self.town.rests()

    async def says(self, person: Person, words: str) -> None:
        """Somebody writes."""
        await person.sends(words)
        await self.town.rests()

    async def taps(self, person: Person | None, *labels: str) -> bool:
        """Tap one button after the other where they are found; False as soon as one is not."""
        for label in labels:
            found = None if person is None else button_of(person, label)
            if person is None or found is None:
                return False
            message, row, column = found
            await person.presses(message, row, column)
            await self.town.rests()
        return True

    async def reports(self, legs: tuple[Leg, ...]) -> None:
        """A whole report, told step by step."""
        await self.says(self.reporter, "/lapor")
        for leg in legs:
            if leg.tap:
                assert await self.taps(self.reporter, leg.tap), (leg.step, self.reporter.last.text)
            else:
                await self.says(self.reporter, leg.say)


async def open_play(town: Town) -> Play:
    """A town with a citizen who has agreed, watched from the beginning."""
    areas = Areas.load(town.settings.resort_code)
    units = parse(example(areas), areas)
    record = Record(town.world)
    reporter = town.citizen("Pelapor")
    await agrees(reporter)
    await town.rests()
    return Play(town, record, Cast(names={unit.code: unit.name for unit in units}), reporter)


async def populates(play: Play, *, partners: bool = True, commanders: int = 2) -> None:
    """Officers, a desk, a head, the command and partners."""
    await play.joins("Petugas")
    await play.joins("Rekan")
    await play.joins("Kapolsek", POLSEK, Role.HEAD)
    await play.joins("Piket", "spkt", Role.DESK)
    posts = (Post.OPERATIONS, Post.DEPUTY)
    for name, post in list(zip(("Kabag", "Wakapolres"), posts, strict=True))[:commanders]:
        await play.joins(name, "polres", Role.COMMAND, post)
    if partners:
        await play.joins("Panwas", PANWASCAM, Role.PARTNER)
        await play.joins("Damkar", "damkar", Role.PARTNER)


async def plays(play: Play) -> None:
    """The script: an emergency, a disturbance, a violation, and what officers do where they are called."""
    officer, desk = play.people.get("Petugas"), play.people.get("Piket")
    await play.says(play.reporter, CRY)
    await play.taps(play.reporter, "Kirim sekarang")
    for minutes in (0, 4, 4, 4, 4):
        await play.passes(minutes=minutes)
    if officer is not None and await play.taps(officer, "Terima"):
        await _handles(play, officer)
    await play.reports(DISTURBANCE)
    await play.passes(seconds=10)
    if officer is not None and await play.taps(officer, "Terima", "Menuju lokasi", "Tolak"):
        await play.says(officer, "Ban kendaraan bocor")
    await play.passes(minutes=70)
    await play.taps(play.people.get("Rekan"), "Terima")
    await play.reports(VIOLATION)
    await play.passes(seconds=10)
    await _refers(play, desk)
    await play.passes(days=1, hours=2)
    await play.passes(days=7)
    await play.says(play.reporter, UNPLACED)
    await play.passes(minutes=3)
    await play.passes(seconds=10)
    if officer is not None:
        await play.says(officer, "/siaga")
        if await play.taps(officer, "Serah terima jaga", "Polsek Dumai Timur 2"):
            await play.taps(play.people.get("Rekan"), "Saya terima jaga")


async def _handles(play: Play, officer: Person) -> None:
    await play.taps(officer, "Menuju lokasi", "Butuh bantuan")
    await play.passes(minutes=1)
    await play.taps(play.people.get("Rekan"), "Saya datang")
    if await play.taps(officer, "Tanya pelapor"):
        await play.says(officer, "Berapa orang yang terlihat?")
    await play.taps(officer, "Di lokasi")
    await play.passes(minutes=1)  # then it cannot be taken back any more, and is told
    await play.taps(officer, "Selesai", "Nihil")
    if await play.taps(play.reporter, "Belum beres"):
        await play.passes(seconds=10)


async def _refers(play: Play, desk: Person | None) -> None:
    if desk is None:
        return
    await play.says(desk, "/antrean")
    latest = [label for message in desk.chat_with_bot.newest() for label in message.labels if "DMI-" in label]
    if not latest or not await play.taps(desk, latest[-1], "Tindakan lain", "Limpahkan"):
        return
    for _ in range(6):
        if await play.taps(desk, "Panwascam Dumai Timur"):
            await play.says(desk, "Termasuk pelanggaran pemilihan")
            return
        await play.taps(desk, "Lainnya")


def button_of(person: Person, label: str) -> tuple[Message, int, int] | None:
    """The newest button with a label in somebody's private chat."""
    for message in person.chat_with_bot.newest():
        for row, buttons in enumerate(message.rows):
            for column, button in enumerate(buttons):
                if label in button.label:
                    return message, row, column
    return None
