"""Seats of the command and the desk from before seats were confirmed: each is confirmed once, by another.

They go on working meanwhile, and their voices go on counting. After a week the voice of one of the command that nobody
has confirmed stops, but only where three others are confirmed, and not from masa tenang to the day after the vote.
"""

from datetime import timedelta

from casework.arrivals import AT_ONCE, name_of
from casework.authority import require
from casework.seconding import may_call_command
from conversations.buttons.staff import CheckSeats, ConfirmSeat, Removed, Suspend
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import officers, reachable, seats, units, waits
from db.officers import Officer, OfficerKey
from db.seats import Seat
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.state import RecordedAct
from resort.independence import Person, Seats
from resort.rights import Right
from resort.roles import Role
from resort.waits import Kind, next_due

LOOKS = 7  # one a day, before a voice that nobody has confirmed stops
ENOUGH = 3  # confirmed people of the command that are left then
AFTER_THE_VOTE = timedelta(days=1)


async def look(uow: UnitOfWork) -> None:
    """Seats that are due: those who can confirm are told of all of them at once."""
    pending: list[tuple[Seat, Officer, int]] = []
    of_wait = {seat.wait: seat for seat in await seats.unconfirmed(uow.tx)}
    for wait in await waits.due(uow.tx, Kind.SEAT, uow.now):
        seat = of_wait.get(wait)
        assert seat is not None
        officer = await officers.get(uow.tx, seat.officer)
        if officer is None or (officer.removed and await seats.suspension(uow.tx, seat.officer) is None):
            await seats.end(uow.tx, seat, uow.now)
            continue
        looked = (await waits.get(uow.tx, wait)).rings
        await waits.ring(uow.tx, wait, next_due(Kind.SEAT, looked, uow.now))
        pending.append((seat, officer, looked))
    if not pending:
        return
    await _stop_voices(uow, pending)
    command = await seats.of_command(uow.tx, uow.now)
    for each in await reachable.of_role(uow.tx, uow.vault, Role.COMMAND):
        mine = [1 for seat, officer, _ in pending if _can_confirm(command, each.officer, officer, seat)]
        if mine:
            rows = ((Button(Key("button.check_seats"), CheckSeats()),),)
            screen = Screen(Line("seats.to_check", {"count": len(mine)}), rows)
            await uow.write(each.chat, screen, Topic.PEOPLE, silent=not may_call_command(uow))


async def next_one(uow: UnitOfWork, by: Officer, after: int = 0) -> tuple[Officer, Screen] | None:
    """The next seat that this person of the command can confirm, as a question; None when there is none."""
    require(by, Right.APPROVE)
    command = await seats.of_command(uow.tx, uow.now)
    for seat in await seats.unconfirmed(uow.tx):
        officer = await officers.get(uow.tx, seat.officer)
        if seat.officer > after and officer is not None and _can_confirm(command, by, officer, seat):
            return officer, await _question(uow, officer)
    return None


async def confirm(uow: UnitOfWork, by: Officer, person: OfficerKey) -> Officer:
    """Another of the command says that the right person holds a seat."""
    require(by, Right.APPROVE)
    officer, seat = await officers.get(uow.tx, person), await seats.get(uow.tx, person)
    if officer is None or officer.removed or seat is None:
        raise Refused("people.gone")
    if seat.confirmed:
        raise Refused("join.decided")
    command = await seats.of_command(uow.tx, uow.now)
    if Person(by.chat) not in command.voters:
        raise Refused("approval.not_yet")
    if not _can_confirm(command, by, officer, seat):
        raise Refused("join.not_your_own")
    await seats.confirm(uow.tx, seat, uow.now)
    await seats.add_voice(uow.tx, person, by.chat, uow.now)
    await uow.record(RecordedAct.SEAT_CONFIRMED, by, text=officer.callsign)
    return officer


async def confirm_by_operator(uow: UnitOfWork, officer: Officer, operator: str) -> None:
    """The command line stands in where nobody of the command can confirm: the voice of the seat counts."""
    seat = await seats.get(uow.tx, officer.key)
    if seat is not None:
        await seats.confirm(uow.tx, seat, uow.now)
        await seats.set_votes(uow.tx, officer.key, AT_ONCE)
    await uow.record(RecordedAct.SEAT_CONFIRMED, operator, text=officer.callsign)


def _can_confirm(command: Seats, by: Officer, officer: Officer, seat: Seat) -> bool:
    if seat.doubted:
        return False
    parties = [Person(officer.chat), *([] if seat.invited_by is None else [Person(seat.invited_by)])]
    return command.may_second(Person(by.chat), parties)


async def _question(uow: UnitOfWork, officer: Officer) -> Screen:
    unit = await units.get(uow.tx, officer.unit)
    values = {
        "callsign": officer.callsign,
        "name": await name_of(uow, officer.chat),
        "role": Key(f"role.{officer.role}"),
        "unit": unit.name if unit is not None else officer.unit,
    }
    wrong = Suspend(officer.key) if officer.role is Role.COMMAND else Removed(officer.key)
    key = "button.suspend" if officer.role is Role.COMMAND else "button.not_them_remove"
    rows = (
        (Button(Key("button.confirm_arrival"), ConfirmSeat(officer.key)),),
        (Button(Key(key), wrong), Button(Key("button.skip_seat"), CheckSeats(officer.key))),
    )
    return Screen(Line("seats.who_is_it", values), rows)


async def _stop_voices(uow: UnitOfWork, pending: list[tuple[Seat, Officer, int]]) -> None:
    """Let voices that nobody has confirmed in time count no longer, where that leaves the command able to act."""
    late = [(seat, officer) for seat, officer, looked in pending if looked >= LOOKS and officer.role is Role.COMMAND]
    late = [(seat, officer) for seat, officer in late if seat.votes_at is not None]
    if not late or _around_the_vote(uow):
        return
    unconfirmed = {seat.officer for seat in await seats.unconfirmed(uow.tx)}
    command = await officers.of_role(uow.tx, Role.COMMAND)
    if sum(each.key not in unconfirmed for each in command) < ENOUGH:
        return
    for seat, officer in late:
        await seats.set_votes(uow.tx, seat.officer, None)
        await uow.record(RecordedAct.SEAT_SILENCED, str(Role.CLOCK), text=officer.callsign)
        for each in command:
            text = Line("seats.stopped", {"callsign": officer.callsign})
            await uow.tell(each.chat, Screen(text), Topic.PEOPLE)


def _around_the_vote(uow: UnitOfWork) -> bool:
    begins, ends = uow.resort.nights.none_from, uow.resort.nights.none_until
    return begins is not None and ends is not None and begins <= uow.now < ends + AFTER_THE_VOTE
