"""Opening an invitation. Seats of command, desk and penghubung work once another of the command confirmed the person.

Whoever invited is told at once, and can say that it is not the person meant. An existing seat is never changed without
a question, one of the command never without another of the command. The first two of the command come in by two
invitations of the command line: there is nobody yet who could confirm them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from casework import circles
from casework.authority import require
from casework.seconding import may_call_command
from conversations.buttons.citizen import Menu
from conversations.buttons.staff import ConfirmArrival, DenyArrival, KnowSeat, NotThem
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import arrivals, chats, officers, people, reachable, reports, seats, units, waits
from db.arrivals import Arrival, ArrivalKey
from db.chats import ChatKey
from db.officers import Invite, Officer, OfficerKey, WayIn
from db.reachable import Reachable
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from locales import Refused
from reports.state import RecordedAct
from resort.independence import VOTES_AFTER, Person, Seats
from resort.rights import Right
from resort.roles import COMMAND_LINE, Role
from resort.waits import RULES, Kind, is_last, next_due

CONFIRMED = (Role.COMMAND, Role.DESK, Role.LIAISON)
AT_ONCE = datetime.fromtimestamp(0, UTC)  # whatever the clock says, also one that is set back
_TO_MENU = ((Button(Key("button.menu"), Menu()),),)


@dataclass(frozen=True, slots=True)
class Joined:
    """The officer that somebody is now."""

    officer: Officer
    unit_name: str


@dataclass(frozen=True, slots=True)
class AskedFirst:
    """Somebody has a seat already and is asked whether they want to leave it for this one."""

    before: Officer
    to: Invite
    unit_name: str


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """Somebody waits until another of the command has confirmed them; `asked` people were asked."""

    to: Invite
    unit_name: str
    asked: int


async def open_link(
    uow: UnitOfWork, chat: ChatKey, code: str, *, sure: bool = False
) -> Joined | AskedFirst | AtTheDoor:
    """Somebody opens an invitation; `sure` once a person who has a seat was asked and wants to leave it."""
    way = await officers.way_in(uow.tx, code, uow.now)
    if way is None:
        raise Refused("join.not_valid")
    if await seats.suspension_of_chat(uow.tx, chat) is not None:
        raise Refused("join.suspended")
    if await arrivals.of_chat(uow.tx, chat) is not None:
        raise Refused("join.waits_already")
    names = await _unit_names(uow)
    before = await officers.of_chat(uow.tx, chat)
    if before is not None and not sure:
        return AskedFirst(before, way.to, names[way.to.unit])
    inviter = await _inviter(uow, way)
    if inviter is not None and inviter.chat == chat:
        raise Refused("join.own_link")
    if not await officers.use_way_in(uow.tx, code, uow.now):
        raise Refused("join.not_valid")
    by = None if inviter is None else inviter.chat
    if _needs_confirmation(way, before, await seats.of_command(uow.tx, uow.now)):
        return await _wait_at_the_door(uow, chat, way.to, by, names, code)
    joined = await _let_in(uow, chat, way.to, by, names, people.of_code(code))
    await _tell_inviter(uow, joined.officer, inviter)
    return joined


async def confirm(uow: UnitOfWork, by: Officer, key: ArrivalKey) -> Joined:
    """Another of the command says that it is the person meant: they have their seat."""
    arrival = await confirmable(uow, by, key)
    names, maker = await _unit_names(uow), arrival.invited_by
    door = people.at_the_door(arrival.key)
    joined = await _let_in(uow, arrival.chat, arrival.to, maker, names, door, confirmed_by=by.chat)
    await arrivals.confirm(uow.tx, arrival, joined.officer.key)
    await uow.record(RecordedAct.SEAT_CONFIRMED, by, text=joined.officer.callsign)
    return joined


async def confirm_by_operator(uow: UnitOfWork, arrival: Arrival) -> Joined:
    """The command line stands in where nobody of the command can confirm: they have their seat."""
    names = await _unit_names(uow)
    door = people.at_the_door(arrival.key)
    joined = await _let_in(uow, arrival.chat, arrival.to, arrival.invited_by, names, door, by_operator=True)
    await arrivals.confirm(uow.tx, arrival, joined.officer.key)
    await uow.record(RecordedAct.SEAT_CONFIRMED, COMMAND_LINE, text=joined.officer.callsign)
    return joined


async def confirmable(uow: UnitOfWork, by: Officer, key: ArrivalKey) -> Arrival:
    """An arrival that this officer can confirm; else `Refused`. Nobody confirms whom they invited, or themselves."""
    require(by, Right.APPROVE)
    arrival = await arrivals.get(uow.tx, key)
    if arrival is None or not arrival.is_open:
        raise Refused("join.decided")
    command, me = await seats.of_command(uow.tx, uow.now), Person(by.chat)
    if me not in command.voters:
        raise Refused("approval.not_yet")
    if not command.may_second(me, _parties(arrival)):
        raise Refused("join.not_your_own")
    if not await _still_valid(uow, arrival):
        raise Refused("join.inviter_gone")
    return arrival


async def deny(uow: UnitOfWork, by: Officer, key: ArrivalKey) -> Arrival:
    """Somebody of the command, or who invited, says that it is not the person meant: nobody is let in."""
    arrival = await arrivals.get(uow.tx, key)
    if arrival is None or not arrival.is_open:
        raise Refused("join.decided")
    if by.chat != arrival.invited_by:
        require(by, Right.APPROVE)
    await _end(uow, arrival)
    await uow.record(RecordedAct.SEAT_DENIED, by, text=f"{arrival.to.role}, {arrival.to.unit}")
    await uow.tell(arrival.chat, Screen(Line("join.denied"), _TO_MENU), Topic.PEOPLE)
    values = {"callsign": by.callsign, "name": await name_of(uow, arrival.chat)}
    for each in await officers.of_role(uow.tx, Role.COMMAND):
        if each.key != by.key and each.chat != arrival.chat:
            await uow.tell(each.chat, Screen(Line("join.told_denied", values)), Topic.PEOPLE)
    return arrival


async def look(uow: UnitOfWork, wait: WaitKey) -> None:
    """An arrival that is due: those who can confirm are reminded; at the last it ends and both sides are told."""
    arrival = await arrivals.waiting(uow.tx, wait)
    if arrival is None:
        return
    looked = (await waits.get(uow.tx, wait)).rings
    valid = await _still_valid(uow, arrival)
    if not valid or is_last(Kind.ARRIVAL, looked):
        await _end(uow, arrival)
        await uow.record(RecordedAct.SEAT_UNDECIDED, str(Role.CLOCK), text=f"{arrival.to.role}, {arrival.to.unit}")
        await uow.tell(arrival.chat, Screen(Line("join.not_decided"), _TO_MENU), Topic.PEOPLE)
        text = Line("join.told_not_decided", {"name": await name_of(uow, arrival.chat)})
        await circles.tell(uow, RULES[Kind.ARRIVAL].ladder, text, officer=arrival.invited_by)
        return
    await waits.ring(uow.tx, wait, next_due(Kind.ARRIVAL, looked + 1, uow.now))
    if not await _ask(uow, arrival, await _unit_names(uow)):
        await circles.tell(uow, RULES[Kind.ARRIVAL].ladder[1:], Line("join.nobody_can_confirm"))


async def _end(uow: UnitOfWork, arrival: Arrival) -> None:
    await arrivals.end(uow.tx, arrival, uow.now)
    await people.drop(uow.tx, people.at_the_door(arrival.key))


async def question(uow: UnitOfWork, arrival: Arrival) -> Screen:
    """The question on which somebody of the command decides."""
    return await _question(uow, arrival, await _unit_names(uow))


async def know(uow: UnitOfWork, by: Officer, person: OfficerKey) -> Officer:
    """One more of the command says that a new seat is held by the right person; of all, its voice counts at once."""
    require(by, Right.APPROVE)
    officer, seat = await officers.get(uow.tx, person), await seats.get(uow.tx, person)
    command, me = await seats.of_command(uow.tx, uow.now), Person(by.chat)
    if officer is None or officer.removed or seat is None:
        raise Refused("people.gone")
    if me not in command.voters:
        raise Refused("approval.not_yet")
    parties = [Person(officer.chat), *([] if seat.invited_by is None else [Person(seat.invited_by)])]
    if not command.may_second(me, parties):
        raise Refused("join.not_your_own")
    await seats.add_voice(uow.tx, person, by.chat, uow.now)
    await uow.record(RecordedAct.SEAT_CONFIRMED, by, text=officer.callsign)
    await _count_at_once(uow, officer)
    return officer


async def name_of(uow: UnitOfWork, chat: ChatKey) -> str:
    """How a person calls themselves on Telegram, with their username if they have one."""
    name, username = await chats.told(uow.tx, uow.vault, chat)
    return f"{name} (@{username})" if username else name


def _needs_confirmation(way: WayIn, before: Officer | None, command: Seats) -> bool:
    if before is not None and before.role is Role.COMMAND:
        return True
    return way.to.role in CONFIRMED and (way.by is not None or len(command.seated) >= 2)


def _parties(arrival: Arrival) -> list[Person]:
    """The person at the door, and whoever invited them: neither can confirm."""
    maker = [] if arrival.invited_by is None else [Person(arrival.invited_by)]
    return [Person(arrival.chat), *maker]


async def _wait_at_the_door(
    uow: UnitOfWork, chat: ChatKey, to: Invite, by: ChatKey | None, names: dict[str, str], code: str
) -> AtTheDoor:
    arrival = await arrivals.add(uow.tx, chat, to, by, next_due(Kind.ARRIVAL, 0, uow.now), uow.now)
    await people.move(uow.tx, people.of_code(code), people.at_the_door(arrival.key))
    await uow.record(RecordedAct.LINK_OPENED, str(Role.REPORTER), text=f"{to.role}, {to.unit}")
    asked = await _ask(uow, arrival, names)
    if not asked:
        await circles.tell(uow, RULES[Kind.ARRIVAL].ladder[1:], Line("join.nobody_can_confirm"))
    if by is not None:
        rows = ((Button(Key("button.not_them"), DenyArrival(arrival.key)),),)
        values = {"name": await name_of(uow, chat), "role": Key(f"role.{to.role}"), "unit": names[to.unit]}
        await uow.tell(by, Screen(Line("join.told_opened", values), rows), Topic.PEOPLE)
    return AtTheDoor(to, names[to.unit], asked)


async def _ask(uow: UnitOfWork, arrival: Arrival, names: dict[str, str]) -> int:
    """Ask everybody of the command who can confirm; returns how many they are."""
    people = await _confirmers(uow, arrival)
    screen = await _question(uow, arrival, names)
    for each in people:
        await uow.write(each.chat, screen, Topic.PEOPLE, silent=not may_call_command(uow))
    return len(people)


async def _question(uow: UnitOfWork, arrival: Arrival, names: dict[str, str]) -> Screen:
    maker = None if arrival.invited_by is None else await officers.of_chat(uow.tx, arrival.invited_by)
    meant = await people.get(uow.tx, people.at_the_door(arrival.key))
    values: dict[str, Value] = {
        "name": await name_of(uow, arrival.chat),
        "meant": Line("join.meant", {"person": meant.titled(names[arrival.to.unit])}) if meant else "",
        "callsign": Key("join.command_line") if maker is None else maker.callsign,
        "role": Key(f"role.{arrival.to.role}"),
        "unit": names[arrival.to.unit],
    }
    rows = (
        (Button(Key("button.confirm_arrival"), ConfirmArrival(arrival.key)),),
        (Button(Key("button.deny_arrival"), DenyArrival(arrival.key)),),
    )
    return Screen(Line("join.who_is_it", values), rows)


async def _confirmers(uow: UnitOfWork, arrival: Arrival) -> list[Reachable]:
    command = await seats.of_command(uow.tx, uow.now)
    people = await reachable.of_role(uow.tx, uow.vault, Role.COMMAND)
    return [each for each in people if command.may_second(Person(each.officer.chat), _parties(arrival))]


async def _still_valid(uow: UnitOfWork, arrival: Arrival) -> bool:
    """Whether whoever invited could still do so."""
    if arrival.invited_by is None:
        return True
    maker = await officers.of_chat(uow.tx, arrival.invited_by)
    return maker is not None and await officers.could_invite(uow.tx, maker.key, arrival.to)


async def _let_in(
    uow: UnitOfWork,
    chat: ChatKey,
    to: Invite,
    by: ChatKey | None,
    names: dict[str, str],
    place: bytes,
    *,
    confirmed_by: ChatKey | None = None,
    by_operator: bool = False,
) -> Joined:
    """Give somebody their seat. What an officer had in another place stays theirs; the command hears of a new seat.

    `place` is where their name is stored.
    """
    before = await officers.of_chat(uow.tx, chat)
    officer = await officers.let_in(uow.tx, chat, to, names, uow.now)
    if before is not None:
        await reports.hand_over(uow.tx, before.key, officer.key, uow.now)
        await people.copy(uow.tx, people.of_officer(before.key), people.of_officer(officer.key))
    await people.move(uow.tx, place, people.of_officer(officer.key))
    waits_for_voice = (confirmed_by is not None or by_operator) and officer.role is Role.COMMAND
    votes_at = uow.now + VOTES_AFTER if waits_for_voice else AT_ONCE
    await seats.add(uow.tx, officer.key, by, votes_at, uow.now)
    if confirmed_by is not None:
        await seats.add_voice(uow.tx, officer.key, confirmed_by, uow.now)
    await uow.record(RecordedAct.JOINED, officer, text=f"{officer.callsign}, {officer.unit}")
    if officer.role is Role.COMMAND:
        at_once = not waits_for_voice or await _count_at_once(uow, officer)
        await _tell_command(uow, officer, confirmed_by, at_once=at_once)
    return Joined(officer, names[officer.unit])


async def _count_at_once(uow: UnitOfWork, officer: Officer) -> bool:
    """Let a new voice count now if everybody else of the command has confirmed the person; whether it does."""
    seat, command = await seats.get(uow.tx, officer.key), await seats.of_command(uow.tx, uow.now)
    if seat is None or (seat.votes_at is not None and seat.votes_at <= uow.now):
        return True
    others = command.seated - {Person(officer.chat)}
    if seat.invited_by is not None:
        others -= {Person(seat.invited_by)}
    if others - await seats.voices(uow.tx, officer.key):
        return False
    await seats.set_votes(uow.tx, officer.key, AT_ONCE)
    await uow.tell(officer.chat, Screen(Line("join.voice_counts")), Topic.PEOPLE)
    return True


async def _tell_command(uow: UnitOfWork, joined: Officer, confirmed_by: ChatKey | None, *, at_once: bool) -> None:
    """A new seat in the command is a new voice in approving, so it is never taken unseen."""
    values = {"callsign": joined.callsign, "name": await name_of(uow, joined.chat)}
    text = Line("join.told_command" if at_once else "join.told_command_later", values)
    known = Button(Key("button.confirm_arrival"), KnowSeat(joined.key))
    rows = (*(() if at_once else ((known,),)), (Button(Key("button.not_them_remove"), NotThem(joined.key)),))
    for each in await officers.of_role(uow.tx, Role.COMMAND):
        if each.key != joined.key and each.chat != confirmed_by:
            await uow.tell(each.chat, Screen(text, rows), Topic.PEOPLE)


async def _tell_inviter(uow: UnitOfWork, joined: Officer, inviter: Officer | None) -> None:
    """Whoever invited sees at once who came in, with the way to put them out again."""
    if inviter is None or joined.role is Role.COMMAND:
        return
    values = {"name": await name_of(uow, joined.chat), "callsign": joined.callsign}
    rows = ((Button(Key("button.not_them_remove"), NotThem(joined.key)),),)
    await uow.tell(inviter.chat, Screen(Line("join.told_inviter", values), rows), Topic.PEOPLE)


async def _inviter(uow: UnitOfWork, way: WayIn) -> Officer | None:
    return await officers.get(uow.tx, way.by)


async def _unit_names(uow: UnitOfWork) -> dict[str, str]:
    return {unit.code: unit.name for unit in await units.every(uow.tx)}
