"""Who is called to a report: the people on duty whom the rules name, and those at each level of escalation."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from casework import authority
from db import reachable
from db.chats import Chat, ChatKey
from db.officers import Officer
from db.reachable import Reachable, ServingUnit
from db.reports import Report
from db.unit_of_work import UnitOfWork
from reports.escalation import LEVELS, EscalationLevel
from reports.routing import route
from reports.urgency import Urgency
from resort.agency import Agency, Function, Level, Target
from resort.quiet_hours import Matter, Standing
from resort.rights import Post
from resort.roles import Role

SUPERVISORS = Target(Agency.BAWASLU, Level.WILAYAH, Function.WHOLE)
_DESK = Target(Agency.POLRI, Level.POLRES, Function.SPKT)
_PATROL = Target(Agency.POLRI, Level.POLRES, Function.SAMAPTA)
_SECTOR = Target(Agency.POLRI, Level.POLSEK, Function.WHOLE)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A chat to call: an officer's own, or a unit's group."""

    chat: Chat
    name: str
    officer: Officer | None = None  # None: a group
    can_take: bool = False  # an officer of the police on duty: not a group, a partner or the command
    agency: Agency = Agency.POLRI
    unit: str | None = None  # of the officer, or whose group it is

    @classmethod
    def of(cls, person: Reachable, *, can_take: bool = False, agency: Agency = Agency.POLRI) -> "Addressee":
        """An officer."""
        return cls(person.chat, person.officer.callsign, person.officer, can_take, agency, person.officer.unit)


@dataclass(slots=True)
class Addressees:
    """Whom a report can be called to. Reads each unit once: use one for one act and let it go.

    At night people off duty and the command are left out, unless the matter is grave (`resort.quiet_hours`).
    """

    uow: UnitOfWork
    report: Report
    matter: Matter | None = None  # what they are called for, if it is not the report itself
    _served: dict[Target, list[ServingUnit]] = field(default_factory=dict)
    _command: list[Reachable] | None = None

    async def by_rules(self) -> list[Addressee]:
        """Everybody on duty whom the rules name, each once; the report's area decides which units that are.

        The readers of a sealed report are called too; outside danger nobody else is.
        """
        readers = await self._readers()
        if self.report.confined:
            return readers
        called: list[Addressee] = [*readers]
        for target in route(self.uow.resort.rules, self.report.category, self.report.urgency):
            called += await self._of(target)
        return once(called)

    async def of_agency(self, agency: Agency) -> list[Addressee]:
        """Those of one agency whom the rules name."""
        return [each for each in await self.by_rules() if each.agency is agency]

    async def at(self, level: EscalationLevel) -> list[Addressee]:
        """The people to call at a level. A level that nobody holds is answered by all of the command on duty.

        Off duty nobody is called, except at the top: there the report would be heard by nobody.
        """
        if level is EscalationLevel.DUTY or self.report.confined:
            return await self.by_rules()
        if level is EscalationLevel.OPERATOR:
            return await self.at_the_end()
        if level is EscalationLevel.KAPOLSEK:
            people = [person for unit in await self._sectors() for person in unit.on_duty]
            return [Addressee.of(person) for person in people if person.officer.role is Role.HEAD]
        post = Post.OPERATIONS if level is EscalationLevel.KABAG_OPS else Post.DEPUTY
        command = awake(self.uow, await self._whole_command(), self._matter)
        on_duty = [person for person in command if person.officer.on_duty]
        holders = [person for person in on_duty if person.officer.post is post] or on_duty
        if not holders and level is EscalationLevel.WAKAPOLRES:
            holders = [person for person in command if person.officer.post is post] or command
        return [Addressee.of(person) for person in holders]

    async def at_the_end(self) -> list[Addressee]:
        """The command and the desk: on duty, else off duty; at night, when they may not be called, whoever is."""
        command = awake(self.uow, await self._whole_command(), self._matter)
        on_duty = [person for person in command if person.officer.on_duty] or command
        called = once([*(Addressee.of(person) for person in on_duty), *await self.desk()])
        return called or await self.anybody() or await self.by_rules()

    async def of_the_place(self) -> list[Addressee]:
        """The people of the sector, off duty too: once all levels were called to an emergency, they may be near."""
        if self._matter is Matter.OTHER or self.report.seal is not None or placeless(self.report):
            return []
        units = await self._sectors()
        people = [each for unit in units for each in await reachable.of_unit(self.uow.tx, self.uow.vault, unit.code)]
        return [Addressee.of(each) for each in awake(self.uow, people, self._matter)]

    async def staffed(self, *, duty: bool) -> set[EscalationLevel]:
        """The levels with somebody to call; `duty` says whether the lowest one has."""
        if self.report.confined:
            return {EscalationLevel.DUTY}
        staffed = {EscalationLevel.DUTY} if duty else set()
        for level in LEVELS[1:-1]:
            if await self.at(level):
                staffed.add(level)
        return staffed

    async def has_top(self) -> bool:
        """Whether somebody who can be written to holds the top of the chain: the chief or the deputy."""
        return any(person.officer.post in (Post.DEPUTY, Post.CHIEF) for person in await self._whole_command())

    async def command_on_duty(self) -> list[Addressee]:
        """The command on duty."""
        command = awake(self.uow, await self._whole_command(), self._matter)
        return [Addressee.of(person) for person in command if person.officer.on_duty]

    async def desk(self) -> list[Addressee]:
        """The desk on duty; of a report that is not for the desk, those who read it."""
        if self.report.confined:
            return await self._readers()
        return await self._of(_DESK)

    async def desk_people(self) -> list[Addressee]:
        """The people of the desk on duty, without its group."""
        return [each for each in await self.desk() if each.officer is not None]

    async def of_own_unit(self, unit: str) -> list[Addressee]:
        """The people of a unit, on duty or off."""
        return [Addressee.of(person) for person in await reachable.of_unit(self.uow.tx, self.uow.vault, unit)]

    async def anybody(self) -> list[Addressee]:
        """The desk and the command, on duty or off: for when life is in danger and nobody else is there."""
        if self.report.confined:
            return await self._readers()
        people = [
            *await reachable.of_role(self.uow.tx, self.uow.vault, Role.DESK),
            *await self._whole_command(),
        ]
        return [Addressee.of(person) for person in awake(self.uow, people, self._matter)]

    async def helpers(self, unit: str) -> list[Addressee]:
        """On duty: the people of an officer's `unit`, the heads of the sector, the patrol, the desk and the command."""
        own = [each for each in await self.of_own_unit(unit) if each.officer is not None and each.officer.on_duty]
        heads, patrol = await self.at(EscalationLevel.KAPOLSEK), await self._of(_PATROL)
        return once([*own, *heads, *patrol, *await self.desk(), *await self.command_on_duty()])

    async def _readers(self) -> list[Addressee]:
        """The readers of a sealed report: those on duty, or all of them when none is."""
        if self.report.seal is None:
            return []
        nights, now = self.uow.resort.nights, self.uow.now
        readers = [
            each
            for each in await authority.readers(self.uow, self.report.seal)
            if not self.report.keeps_from(each.unit) and nights.may_call(standing(each), self._matter, now)
        ]
        found: list[Addressee] = []
        for officer in [each for each in readers if each.on_duty] or readers:
            chat = await self.uow.chat(officer.chat)
            if chat is not None:
                person = Reachable(officer, chat)
                found.append(Addressee.of(person, can_take=officer.role is not Role.COMMAND))
        return found

    async def _of(self, target: Target) -> list[Addressee]:
        """The people on duty, and the groups, that a target means for the report."""
        tx, vault, village = self.uow.tx, self.uow.vault, self.report.village
        if target.level is Level.KELURAHAN:
            people = await reachable.of_village(tx, vault, village) if village else []
            return [Addressee.of(person, can_take=True) for person in people]
        if target.function is Function.KOMANDO:
            return await self.command_on_duty()
        found: list[Addressee] = []
        for unit in await self._serving(target):
            found += (here := of_unit(unit, village))
            if here and target.level is Level.WILAYAH:
                break  # the partner nearest to the place; its main unit only when there is nobody
        return found

    @property
    def _matter(self) -> Matter:
        return self.matter or matter_of(self.report)

    async def _serving(self, target: Target) -> list[ServingUnit]:
        if target not in self._served:
            report = self.report
            found = await reachable.of_target(self.uow.tx, self.uow.vault, target, report.district, report.village)
            self._served[target] = [each for each in found if not report.keeps_from(each.code)]
        return self._served[target]

    async def _sectors(self) -> list[ServingUnit]:
        """The Polsek of the place; for an emergency of which nobody knows the place, all of them."""
        if not placeless(self.report):
            return await self._serving(_SECTOR)
        return await reachable.of_target(self.uow.tx, self.uow.vault, _SECTOR, None, None, anywhere=True)

    async def _whole_command(self) -> list[Reachable]:
        if self._command is None:
            command = await reachable.of_role(self.uow.tx, self.uow.vault, Role.COMMAND)
            self._command = [each for each in command if not self.report.keeps_from(each.officer.unit)]
        return self._command


def matter_of(report: Report) -> Matter:
    """The reason for which people are called to a report: it decides whether the night is kept."""
    return Matter.EMERGENCY if report.urgency is Urgency.DARURAT else Matter.OTHER


def awake(uow: UnitOfWork, people: Iterable[Reachable], matter: Matter) -> list[Reachable]:
    """Those of these people who may be called now."""
    nights = uow.resort.nights
    return [each for each in people if nights.may_call(standing(each.officer), matter, uow.now)]


def standing(officer: Officer) -> Standing:
    """How an officer stands to the shift that runs."""
    if officer.role is Role.COMMAND:
        return Standing.COMMAND
    return Standing.ON_DUTY if officer.on_duty else Standing.OFF_DUTY


def placeless(report: Report) -> bool:
    """Whether it is an emergency of which nobody knows in which kecamatan it is."""
    return report.urgency is Urgency.DARURAT and report.district is None


def of_unit(unit: ServingUnit, village: str | None) -> list[Addressee]:
    """A unit's people on duty and its group; a Bhabinkamtibmas only for their own kelurahan."""
    police = unit.agency is Agency.POLRI
    people = [each for each in unit.on_duty if each.officer.village in (None, village)]
    called = [Addressee.of(each, can_take=police, agency=unit.agency) for each in people]
    group = [] if unit.group is None else [Addressee(unit.group, unit.name, agency=unit.agency, unit=unit.code)]
    return [*called, *group]


def once(called: Iterable[Addressee], without: Iterable[ChatKey] = ()) -> list[Addressee]:
    """Each chat once, and none of `without`."""
    left_out = set(without)
    return [each for each in {each.chat.key: each for each in called}.values() if each.chat.key not in left_out]
