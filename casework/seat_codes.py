"""Codes of the machine's command line: they stand for the second person that the command lacks.

After a restore one code and one tap of the command confirm the list of its seats. In a deadlock, such as two people of
whom one has lost their telephone, the command line does an act on a seat with two codes made an hour apart. All of
the command is told of each code at once.
"""

from datetime import datetime
from enum import StrEnum

from casework import arrivals, earlier_seats, staff
from casework.arrivals import Joined, name_of
from casework.authority import require
from conversations.buttons.staff import ConfirmList
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import officers, reachable, seats, waits
from db.arrivals import Arrival, ArrivalKey
from db.arrivals import get as arrival_of
from db.database import Tx
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.seats import Code
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from locales import Refused
from reports.state import RecordedAct
from resort.independence import CODE_LASTS, CODES_APART
from resort.rights import Right
from resort.roles import COMMAND_LINE, Role
from resort.waits import Kind, next_due

PREFIX = "kursi-"


class Purpose(StrEnum):
    """What a code allows. The database holds these words: never change one."""

    RESTORED = "pulihkan"  # confirm the list of the command after a restore
    LET_IN = "terima"  # confirm somebody at the door; the subject is the arrival
    CONFIRM = "benarkan"  # confirm a seat, whose voice counts then; the subject is the officer
    REMOVE = "keluarkan"  # remove one of the command; the subject is the officer


def open_at(made_at: datetime) -> datetime:
    """From when the command line makes the second code of a deadlock."""
    return made_at + CODES_APART


def is_fresh(made_at: datetime, now: datetime) -> bool:
    """Whether a code can still be used."""
    return now < made_at + CODE_LASTS


async def list_of_command(uow: UnitOfWork, by: Officer, code: str) -> Screen:
    """The seats of the command as a restored database has them, for one of the command with a fresh code."""
    await _check_restored(uow, by, code)
    lines = [
        Line("seats.line", {"callsign": each.callsign, "name": await name_of(uow, each.chat)})
        for each in await officers.of_role(uow.tx, Role.COMMAND)
    ]
    rows = ((Button(Key("button.confirm_list"), ConfirmList(code)),),)
    return Screen(Line("seats.list", {"lines": tuple(lines)}), rows)


async def confirm_list(uow: UnitOfWork, by: Officer, code: str) -> None:
    """The list is right: the voices of the command count again, and all of the command is told."""
    await _check_restored(uow, by, code)
    await seats.use_code(uow.tx, code, uow.now, done=True)
    await seats.confirm_restored(uow.tx, by.chat, uow.now)
    await uow.record(RecordedAct.SEATS_CONFIRMED, by)
    for each in await officers.of_role(uow.tx, Role.COMMAND):
        if each.key != by.key:
            text = Line("seats.list_confirmed", {"callsign": by.callsign})
            await uow.tell(each.chat, Screen(text), Topic.PEOPLE, lane=Lane.PING)


async def remind_restored(uow: UnitOfWork, wait: WaitKey) -> None:
    """The list waits to be confirmed: the command is told what to do, and that all else goes on."""
    looked = (await waits.get(uow.tx, wait)).rings
    await waits.ring(uow.tx, wait, next_due(Kind.RESTORATION, looked, uow.now))
    for each in await reachable.of_role(uow.tx, uow.vault, Role.COMMAND):
        await uow.write(each.chat, Screen(Line("seats.restored")), Topic.PEOPLE, lane=Lane.PING)


async def some(tx: Tx) -> bool:
    """Whether there is a code of which the command has to be told, or that has to be carried out."""
    return await seats.some_codes_to_do(tx)


async def look(uow: UnitOfWork) -> list[Joined | Officer]:
    """Tell the command of new codes and do what used ones allow; returns who was let in or removed."""
    changed: list[Joined | Officer] = []
    for code in await seats.codes_to_do(uow.tx):
        if not code.told:
            await seats.code_told(uow.tx, code, uow.now)
            await _tell_of(uow, code)
        if code.used:
            await seats.code_done(uow.tx, code.hash, uow.now)
            done = await _act(uow, code)
            changed += [] if done is None else [done]
    return changed


async def _act(uow: UnitOfWork, code: Code) -> Joined | Officer | None:
    assert code.subject is not None
    if code.purpose == Purpose.LET_IN:
        arrival = await _arrival(uow, code)
        if arrival is None:
            return None
        joined = await arrivals.confirm_by_operator(uow, arrival)
        await _tell_all(uow, Line("seats.code_let_in", {"callsign": joined.officer.callsign}))
        return joined
    officer = await officers.get(uow.tx, OfficerKey(code.subject))
    if officer is None or (officer.removed and await seats.suspension(uow.tx, officer.key) is None):
        return None
    if code.purpose == Purpose.REMOVE:
        await staff.remove_by_operator(uow, officer, COMMAND_LINE)
        await _tell_all(uow, Line("seats.code_removed", {"callsign": officer.callsign}))
        return officer
    await earlier_seats.confirm_by_operator(uow, officer, COMMAND_LINE)
    await _tell_all(uow, Line("seats.code_confirmed", {"callsign": officer.callsign}))
    return None


async def _tell_of(uow: UnitOfWork, code: Code) -> None:
    if code.purpose == Purpose.RESTORED:
        await _tell_all(uow, Line("seats.code_made", {}))
        return
    named = ""
    if code.purpose == Purpose.LET_IN:
        arrival = await _arrival(uow, code)
        named = "" if arrival is None else await name_of(uow, arrival.chat)
    else:
        officer = await officers.get(uow.tx, OfficerKey(code.subject or 0))
        named = "" if officer is None else officer.callsign
    if await seats.is_second_code(uow.tx, code, code.made_at - CODES_APART, code.made_at - CODE_LASTS):
        await _tell_all(uow, Line("seats.code_second", {"named": named}))
        return
    values: dict[str, Value] = {"named": named, "from": open_at(code.made_at)}
    await _tell_all(uow, Line(f"seats.code_to_{code.purpose}", values))


async def _tell_all(uow: UnitOfWork, text: Line) -> None:
    for each in await officers.of_role(uow.tx, Role.COMMAND):
        await uow.tell(each.chat, Screen(text), Topic.PEOPLE, lane=Lane.PING)


async def _arrival(uow: UnitOfWork, code: Code) -> Arrival | None:
    arrival = await arrival_of(uow.tx, ArrivalKey(code.subject or 0))
    return arrival if arrival is not None and arrival.is_open else None


async def _check_restored(uow: UnitOfWork, by: Officer, code: str) -> None:
    require(by, Right.APPROVE)
    if not await seats.is_restored(uow.tx):
        raise Refused("seats.not_restored")
    made_at = await seats.code_made_at(uow.tx, code, Purpose.RESTORED)
    if made_at is None or not is_fresh(made_at, uow.now):
        raise Refused("seats.wrong_code")
