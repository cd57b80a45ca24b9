"""Officers for the tests: the example units, people let in through real one-time links, and their calls."""

from datetime import timedelta

from bot import Siaga
from db import officers, units
from db.database import Tx
from db.officers import Invite
from reports.area import Areas
from reports.authority import Post
from reports.state import Role
from reports.unit import example, parse
from sandbox import Message, Person
from tests.conftest import Town

POLSEK = "polsek-dumai-timur"  # where the reports of tests.walks happen
PANWASCAM = "panwascam-dumai-timur"


async def organises(town: Town) -> None:
    """Put the example units of the resort in place, as `bot.py units import` does; again changes nothing."""
    areas = Areas.load(town.settings.resort_code)
    found = parse(example(areas), areas)

    async def work(tx: Tx) -> None:
        await units.save(tx, found)

    await _siaga(town).database.write(work)


async def invites(town: Town, to: Invite, *, days: float = 3) -> str:
    """A one-time code, as `bot.py invite` prints it."""
    until = town.clock.now + timedelta(days=days)
    return await _siaga(town).database.write(lambda tx: officers.invite(tx, to, None, until))


async def joins(
    town: Town,
    name: str,
    unit: str = POLSEK,
    role: Role = Role.OFFICER,
    post: Post | None = None,
    village: str | None = None,
) -> Person:
    """Somebody new who followed a one-time link into a unit; on duty, as everybody is who has just joined."""
    await organises(town)
    code = await invites(town, Invite(unit, role, post, village))
    person = town.citizen(name)
    await person.opens(f"masuk-{code}")
    await person.hears("Selamat bergabung")
    return person


async def goes_off_duty(person: Person) -> None:
    """Say so with `/siaga`."""
    await person.sends("/siaga")
    await person.hears("sedang siaga")
    await person.taps("Lepas siaga")
    await person.hears("lepas siaga")


async def is_called(person: Person, number: str, saying: str = "") -> Message:
    """The next call to a report that a person gets."""
    while True:
        message = await person.hears(number)
        if saying in message.text and message.labels:
            return message


def _siaga(town: Town) -> Siaga:
    assert town.siaga is not None, "the bot does not run"
    return town.siaga
