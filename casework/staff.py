"""The people of the units: letting them in, moving them, removing them; and the group of a unit."""

from dataclasses import dataclass

from casework import parties, seconding, taking_off, unit_groups
from casework.authority import require
from casework.people import title
from conversations.buttons.citizen import Menu
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import officers, people, seats, units
from db.chats import ChatKey
from db.officers import Invite, Officer, OfficerKey
from db.seconds import Request, SecondedAct
from db.unit_of_work import UnitOfWork
from db.units import PostedUnit
from locales import Refused
from reports.state import RecordedAct
from resort.agency import Agency, Function
from resort.area import Area
from resort.identity import Identity, read
from resort.rights import INVITE_LASTS, INVITED, Right, may
from resort.roles import Role
from resort.waits import Kind, next_due

_TO_MENU = ((Button(Key("button.menu"), Menu()),),)


@dataclass(frozen=True, slots=True)
class Invited:
    """A one-time way in: its code, shown once, and what it leads to."""

    code: str
    unit: PostedUnit


def manages(by: Officer, unit: str) -> Officer:
    """The person who acts, if they manage the people of this unit; else `Refused`."""
    require(by, Right.MANAGE_ALL, Right.MANAGE_UNIT)
    if not may(by.role, Right.MANAGE_ALL) and by.unit != unit:
        raise Refused("rights.not_yours")
    return by


async def managed(uow: UnitOfWork, by: Officer, person: OfficerKey) -> Officer:
    """An officer whom `by` manages, also a suspended one; else `Refused`."""
    officer = await officers.get(uow.tx, person)
    if officer is None or (officer.removed and await seats.suspension(uow.tx, person) is None):
        raise Refused("people.gone")
    manages(by, officer.unit)
    return officer


async def name(uow: UnitOfWork, by: Officer, person: OfficerKey, line: str) -> Officer:
    """Whoever manages an officer writes who they are. `Refused` where the line names nobody."""
    officer = await managed(uow, by, person)
    await people.keep(uow.tx, people.of_officer(officer.key), read(line))
    return officer


def may_invite(by: Officer, role: Role, unit: str) -> None:
    """Raise `Refused` unless a person may let somebody into this unit in this role."""
    require(by, Right.INVITE_ALL, Right.INVITE_UNIT)
    if not may(by.role, Right.INVITE_ALL) and (role is not Role.OFFICER or unit != by.unit):
        raise Refused("rights.not_yours")
    if role not in INVITED:
        raise Refused("flow.old_button")


async def villages(uow: UnitOfWork, unit: str) -> list[Area]:
    """The kelurahan of a unit, each of which can have its Bhabinkamtibmas."""
    return [village for area in await units.areas(uow.tx, unit) for village in uow.resort.areas.villages(area)]


def takes_liaisons(unit: PostedUnit) -> bool:
    """Whether a penghubung can belong to a unit: to a Polsek or the Polres, never to one that reads sealed stories."""
    return unit.agency is Agency.POLRI and unit.function is Function.WHOLE


async def invite(
    uow: UnitOfWork,
    by: Officer,
    role: Role,
    unit: str,
    village: str | None = None,
    *,
    person: Identity | None = None,
) -> Invited:
    """Make a one-time way into a unit; with `village`, for the Bhabinkamtibmas there. `person` is who is meant."""
    may_invite(by, role, unit)
    posted = await units.get(uow.tx, unit)
    if posted is None or (village is not None and village not in {each.code for each in await villages(uow, unit)}):
        raise Refused("flow.old_button")
    if role is Role.LIAISON and not takes_liaisons(posted):
        raise Refused("flow.old_button")
    code = await officers.invite(uow.tx, Invite(unit, role, village=village), by.key, uow.now + INVITE_LASTS)
    if person is not None:
        await people.keep(uow.tx, people.of_code(code), person)
    await uow.record(RecordedAct.INVITED, by, text=f"{role}, {unit}")
    return Invited(code, posted)


async def move(uow: UnitOfWork, by: Officer, person: OfficerKey, unit: str) -> PostedUnit:
    """Put an officer into another unit; only people who manage all units can."""
    require(by, Right.MANAGE_ALL)
    officer = await managed(uow, by, person)
    if officer.removed:
        raise Refused("people.gone")
    to = await units.get(uow.tx, unit)
    if to is None:
        raise Refused("flow.old_button")
    await officers.move(uow.tx, officer, to.code, to.name)
    await uow.record(RecordedAct.MOVED, by, text=f"{officer.callsign} ke {to.code}")
    left = await parties.lost(uow, officer, Line("ping.moved", {"callsign": officer.callsign}))
    await uow.tell(officer.chat, Screen(Line("people.you_moved", {"unit": to.name})), Topic.PEOPLE)
    if left:
        numbers = ", ".join(report.number for report in left)
        await uow.tell(officer.chat, Screen(Line("people.reports_left", {"numbers": numbers})), Topic.PEOPLE)
    return to


async def removable(uow: UnitOfWork, by: Officer, person: OfficerKey) -> Officer:
    """An officer whom `by` can remove; else `Refused`."""
    officer = await managed(uow, by, person)
    if officer.key == by.key:
        raise Refused("people.not_yourself")
    if officer.role is Role.COMMAND:
        require(by, Right.MANAGE_ALL)
    return officer


async def remove(uow: UnitOfWork, by: Officer, person: OfficerKey) -> Officer:
    """Take an officer's rights away from now on, on old messages too; what they had goes back to the others."""
    officer = await removable(uow, by, person)
    if officer.role is Role.COMMAND:
        raise Refused("second.needed")
    return await _remove(uow, by, officer)


async def ask_removal(uow: UnitOfWork, by: Officer, person: OfficerKey) -> Officer:
    """Ask the others of the command to agree that one of the command is removed."""
    officer = await removable(uow, by, person)
    await seconding.ask(uow, by, SecondedAct.REMOVE, officer.key, await title(uow, officer))
    return officer


async def remove_seconded(uow: UnitOfWork, by: Officer, request: Request) -> Officer:
    """Another of the command agrees: the officer is removed."""
    officer = await managed(uow, by, OfficerKey(request.subject))
    await seconding.agree(uow, by, request)
    return await _remove(uow, by, officer)


async def remove_by_operator(uow: UnitOfWork, officer: Officer, operator: str) -> Officer:
    """The command line stands in for the second person of the command: the officer is removed."""
    return await _remove(uow, operator, officer)


async def named(uow: UnitOfWork, request: Request) -> str | None:
    """How the officer who is to be removed is called; None when they are removed already."""
    officer = await officers.get(uow.tx, OfficerKey(request.subject))
    gone = officer is None or (officer.removed and await seats.suspension(uow.tx, officer.key) is None)
    return None if gone or officer is None else await title(uow, officer)


async def _remove(uow: UnitOfWork, by: Officer | str, officer: Officer) -> Officer:
    suspended = await seats.suspension(uow.tx, officer.key)
    if suspended is not None:
        await seats.end_suspension(uow.tx, suspended, uow.now)
    await officers.remove(uow.tx, officer.key, uow.now)
    await parties.lost(uow, officer, Line("ping.left", {"callsign": officer.callsign}))
    await taking_off.empty(uow, officer.chat)
    await uow.record(RecordedAct.REMOVED, by, text=officer.callsign)
    await uow.tell(officer.chat, Screen(Line("people.you_left"), _TO_MENU), Topic.PEOPLE)
    return officer


async def bind_group(
    uow: UnitOfWork, by: Officer, group: ChatKey, code: str, *, public: bool, thread: int | None
) -> PostedUnit:
    """Make a group, or a topic of it, the one that gets a unit's calls; not a public one, where anybody could read."""
    await _check_group(uow, by, group)
    if code != by.unit:
        require(by, Right.MANAGE_ALL)
    unit = await units.get(uow.tx, code)
    if unit is None:
        raise Refused("group.no_unit")
    if public:
        raise Refused("group.public")
    if unit.chat is not None and unit.chat != group:
        await unit_groups.leave(uow, unit.chat, Line("group.ended_moved", {"unit": unit.name}))
    await units.bind(uow.tx, unit.code, group, next_due(Kind.GROUP, 0, uow.now), uow.now, thread=thread)
    await uow.record(RecordedAct.GROUP_BOUND, by, text=unit.code)
    await unit_groups.ask_head(uow, unit)
    uow.groups_changed = True
    return unit


async def release_group(uow: UnitOfWork, by: Officer, group: ChatKey) -> bool:
    """A group gets no unit's calls any more; False when it got none."""
    bound = await _check_group(uow, by, group)
    if bound is None:
        return False
    await unit_groups.leave(uow, group, Line("group.released"))
    await units.unbind(uow.tx, group)
    await uow.record(RecordedAct.GROUP_RELEASED, by, text=bound.code)
    return True


async def _check_group(uow: UnitOfWork, by: Officer, group: ChatKey) -> PostedUnit | None:
    """The unit that a group is bound to; `Refused` when it is another unit's."""
    require(by, Right.BIND_GROUP)
    bound = await units.of_chat(uow.tx, group)
    if bound is not None and bound.code != by.unit:
        require(by, Right.MANAGE_ALL)
    return bound
