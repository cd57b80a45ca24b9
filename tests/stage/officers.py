"""Officers for the tests: the example units, people let in through real one-time links, and their calls."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from app.parts import Siaga
from casework.arrivals import AT_ONCE
from db import arrivals, chats, officers, seats, units
from db.chats import ChatKey
from db.database import Tx
from db.officers import Invite
from locales import texts_for
from reports.category import Category, Kind, family_of, kind_of
from resort.area import Areas
from resort.rights import Post
from resort.roles import Role
from resort.unit import example, parse
from sandbox import Chat, Message, Person
from tests.app.program import carried_out
from tests.stage.town import Town
from tests.stage.walks import DISTURBANCE, Leg

ROOT = Path(__file__).resolve().parents[2]
POLSEK = "polsek-dumai-timur"  # where the reports of tests.walks happen
PANWASCAM = "panwascam-dumai-timur"
# What a button could change of reports: not whether their words are in the index by now, which happens by itself.
AS_THEY_STAND = (
    "SELECT number, category, urgency, state, what, veracity, rung, escalation, closed_at, result, unit, officer,"
    " duplicate_of, version, seal, kept_from FROM reports ORDER BY id"
)


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
    siaga = _siaga(town)
    chat = await siaga.database.read(lambda tx: chats.find(tx, siaga.vault, person.id))
    assert chat is not None
    await siaga.database.write(lambda tx: settles(tx, chat, town.clock.now))
    return person


async def settles(tx: Tx, chat: ChatKey, now: datetime) -> None:
    """Let somebody who waits at the door in, as if all of the command had confirmed them long ago."""
    arrival = await arrivals.of_chat(tx, chat)
    if arrival is None:
        return
    names = {unit.code: unit.name for unit in await units.every(tx)}
    officer = await officers.let_in(tx, chat, arrival.to, names, now)
    await seats.add(tx, officer.key, arrival.invited_by, AT_ONCE, now)
    await arrivals.confirm(tx, arrival, officer.key)


async def a_command(town: Town, post: Post = Post.CHIEF, name: str = "Pimpinan") -> Person:
    """Somebody of the command."""
    return await joins(town, name, "polres", Role.COMMAND, post)


async def goes_off_duty(person: Person) -> None:
    """Say so with `/siaga`."""
    await person.sends("/siaga")
    await person.hears("sedang siaga")
    await person.taps("Lepas siaga")
    await person.hears("lepas siaga")


def calls(person: Person, number: str, chat: Chat | None = None) -> list[Message]:
    """The calls to a report that stand in a chat now, the oldest first."""
    where = chat or person.chat_with_bot
    return [message for message in where.messages if message.from_bot and f"· {number}" in message.text]


async def is_called(person: Person, number: str, saying: str = "", *, chat: Chat | None = None) -> Message:
    """The next call to a report, or change of one, that says something."""
    while True:
        message = await person.hears(f"· {number}", chat=chat)
        if saying in message.text:
            return message


async def takes(person: Person, number: str) -> Message:
    """Be called and tap Terima; the call as it stands then."""
    call = await is_called(person, number)
    await person.taps("Terima", on=call)
    return await is_called(person, number, "Sudah ada petugas")


async def hands_on(person: Person, unit: str) -> None:
    """Hand a report on to a unit or an agency, up to the question why."""
    await person.taps("Serahkan")
    asked = await person.hears("serahkan ke unit atau instansi mana")
    while unit not in asked.labels:
        await person.taps("Lainnya", on=asked)
        asked = await person.hears("serahkan ke unit atau instansi mana")
    await person.taps(unit, on=asked)
    await person.hears("Apa alasannya")


def about(
    category: Category, what: str = "Kejadian di dekat pos ronda, mohon diperiksa petugas", *, tps: int = 12
) -> tuple[Leg, ...]:
    """The walk to a report of a category, at the place of `tests.walks.DISTURBANCE` and told in confidence.

    Emergencies of one kind at one TPS are one incident: `tps` makes another one.
    """
    texts = texts_for("id")
    chosen = {
        "kind": texts(f"kind.{kind_of(category)}"),
        "family": texts.plain(f"family.{family_of(category)}"),
        "category": texts(f"category.{category}"),
    }
    legs = [
        replace(leg, tap=chosen[leg.step])
        if leg.step in chosen
        else replace(leg, say=what)
        if leg.step == "what"
        else replace(leg, say=f"TPS {tps}, dekat masjid")
        if leg.step == "place"
        else leg
        for leg in DISTURBANCE
    ]
    if kind_of(category) is Kind.VIOLATION:
        at = next(index for index, leg in enumerate(legs) if leg.step == "evidence")
        legs.insert(at, Leg("known", "Kapan Anda mengetahuinya", tap="Hari ini"))
    return tuple(legs)


async def ticks(town: Town, **duration: float) -> None:
    """Let time pass, and what is due happen."""
    town.clock.passes(**duration)
    await _siaga(town).ticker.tick()
    await town.rests()


async def commands(town: Town, *arguments: str) -> tuple[int, str, str]:
    """What `python bot.py …` returns and prints, run beside the bot as a process of its own."""
    settings = {
        "BOT_TOKEN": town.sandbox.token,
        "DATABASE_URL": town.settings.database_url,
        "DATA_FOLDER": town.settings.data_folder,
    }
    return await carried_out(town.settings.data, *arguments, settings=settings)


def _siaga(town: Town) -> Siaga:
    assert town.siaga is not None, "the bot does not run"
    return town.siaga
