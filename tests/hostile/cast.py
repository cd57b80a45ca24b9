"""The people of the hostile town: known to the bot in every role, each with marks by which a leak is recognised."""

import random
import re
from dataclasses import dataclass, field, replace

from db.officers import Invite
from resort.rights import Post
from resort.roles import Role
from sandbox import Chat, Group, Person
from tests.hostile import nasty
from tests.stage.composing import asks, writes
from tests.stage.desk import a_desk, a_head
from tests.stage.officers import PANWASCAM, a_command, invites, is_called, joins
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, reports

IDENTITY = re.compile(r"qz(\d+)zq")  # in a name, a username or a caption of who they are: never shown to anybody
STORY = re.compile(r"kx(\d+)xk")  # in what they write: shown to themselves, and to officers of their report
CITIZENS = 16


@dataclass(slots=True)
class Cast:
    """Everybody; `part` says what a person is to the bot."""

    people: list[Person] = field(default_factory=list)
    part: dict[int, str] = field(default_factory=dict)  # by Telegram id
    groups: list[Group] = field(default_factory=list)
    unit_group: Group | None = None
    honest: Person | None = None
    used_codes: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def add(self, person: Person, part: str) -> Person:
        self.people.append(person)
        self.part[person.id] = part
        return person

    def played(self, part: str) -> list[Person]:
        return [person for person in self.people if self.part[person.id] == part]

    def mark(self, person: Person) -> str:
        """What this person puts into everything they write."""
        return f"kx{self.people.index(person)}xk"

    def chats(self) -> list[Chat]:
        return [*(person.chat_with_bot for person in self.people), *self.groups]


async def gather(town: Town, dice: random.Random) -> Cast:
    """Let everybody in by the doors there are, with reports under way and an announcement that waits for approval."""
    cast = Cast()
    for number in range(CITIZENS):
        name = f"{dice.choice(nasty.NAMES)[:200]} qz{number}zq"
        person = town.world.person(
            name,
            username=f"qz{number}zq_user",
            phone=f"+6289900{number:06}",
            last_name=f"{dice.choice(nasty.NAMES)[:60]} qz{number}zq",
            language_code=dice.choice(("id", "en", "xx", "zh-hans", "")),
        )
        cast.add(person, "citizen")
    await _let_in(town, cast)
    for person in cast.played("citizen")[:12]:
        await agrees(person) if person.user.get("language_code") != "en" else await _starts(person)
    await _reports(town, cast)
    await _announces(cast)
    await _removes(town, cast)
    await _meets(town, cast)
    blocked = cast.played("citizen")[11]
    cast.part[blocked.id] = "blocked"
    await blocked.blocks_bot()
    cast.honest = town.citizen("Warga jujur")
    await agrees(cast.honest)
    return cast


async def _starts(person: Person) -> None:
    await person.opens()
    await person.hears("Welcome")
    await person.taps("I agree")
    await person.hears()


async def _let_in(town: Town, cast: Cast) -> None:
    for name, post in (("Kapolres", Post.CHIEF), ("Wakapolres", Post.DEPUTY), ("Kabag Ops", Post.OPERATIONS)):
        cast.add(await a_command(town, post, name), "command")
    cast.add(await joins(town, "Bekas pimpinan", "polres", Role.COMMAND), "removed command")
    for number in (1, 2):
        cast.add(await joins(town, f"Petugas {number}"), "officer")
    cast.add(await joins(town, "Petugas jauh", "polsek-sungai-sembilan"), "far officer")
    cast.add(await joins(town, "Bekas petugas"), "removed officer")
    cast.add(await a_head(town), "head")
    cast.add(await a_desk(town), "desk")
    cast.add(await joins(town, "Panwas", PANWASCAM, Role.PARTNER), "partner")
    demoted = cast.add(await a_head(town, "polsek-dumai-barat", "Bekas kepala"), "demoted officer")
    code = await invites(town, Invite("polsek-dumai-barat", Role.OFFICER))
    await demoted.opens(f"masuk-{code}")
    await demoted.taps("Ya, pindah", on=await demoted.hears("Pindah ke sana"))
    await demoted.hears("Selamat bergabung")
    cast.used_codes.append(code)


async def _reports(town: Town, cast: Cast) -> None:
    """Two reports, one of them taken."""
    for person, phone in zip(cast.played("citizen")[:2], (False, True), strict=True):
        if person.user.get("language_code") == "en":
            await person.sends("/bahasa")
            await person.hears()
            await person.forges("m:0:language=id", on=person.last)
            await person.hears()
        legs = tuple(
            replace(leg, say=f"Amplop dibagikan ke warga, kata {cast.mark(person)}") if leg.step == "what" else leg
            for leg in VIOLATION
        )
        if not phone:
            legs = tuple(
                replace(leg, tap="Rahasiakan identitas") if leg.step == "identity" else leg
                for leg in legs
                if leg.step != "phone"
            )
        cast.numbers.append(await reports(person, legs))
    panwas = cast.played("partner")[0]
    await is_called(panwas, cast.numbers[0])
    await panwas.taps("Terima", on=await is_called(panwas, cast.numbers[1]))


async def _announces(cast: Cast) -> None:
    """An announcement, and the election's reminders, wait for a second person."""
    composer = cast.played("command")[0]
    await writes(composer)
    await asks(composer)
    await composer.sends("/program")
    await composer.hears()
    await composer.forges("g:0:ask", on=composer.last)
    await composer.hears()


async def _removes(town: Town, cast: Cast) -> None:
    """Who is removed keeps every button they were ever shown."""
    await town.rests()
    chief = cast.played("command")[0]
    for part in ("removed command", "removed officer"):
        person = cast.played(part)[0]
        assert town.siaga is not None
        lookup = town.siaga.vault.lookup(person.id)
        [(key,)] = await town.rows(
            "SELECT officers.id FROM officers JOIN chats ON chats.id = officers.chat WHERE lookup = ?", lookup
        )
        await chief.forges(f"o:0:removed={key}", on=chief.last)
        if part == "removed command":  # which takes two
            second = cast.played("command")[1]
            await second.taps("Setujui", on=await second.hears("dikeluarkan dari pimpinan"))
        await person.hears("sudah diakhiri")
    await town.rests()


async def _meets(town: Town, cast: Cast) -> None:
    """Groups of citizens, a unit's group, a forum and a channel."""
    citizens, officers = cast.played("citizen"), cast.played("officer")
    everybody = [*citizens, *officers]
    forum = town.world.group("Forum warga", members=everybody, forum=True, bot="member")
    forum.topics[7] = "Keamanan"
    cast.groups = [
        town.world.group("Warga RT 3", members=everybody, bot="member"),
        town.world.group("<b>{x}</b> \u202e", members=everybody, supergroup=True, bot="administrator"),
        forum,
        town.world.channel("Kabar", admins=everybody, bot="administrator"),
    ]
    head = cast.played("head")[0]
    cast.unit_group = town.world.group("Grup Polsek", members=[head, *officers], bot="member")
    await head.sends("/ikat", chat=cast.unit_group)
    await head.hears("Polsek", chat=cast.unit_group)
