"""One of the command takes another's rights away for a day: a lost telephone, a doubt. All of the command is told.

Never the second to last, and not the same person again within a week by the same one: removing somebody takes two.
"""

from datetime import timedelta

from casework import parties
from casework.authority import require
from casework.people import title
from conversations.buttons.citizen import Menu
from conversations.buttons.staff import Removed
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import officers, seats
from db.officers import Officer, OfficerKey
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from locales import Refused
from reports.state import RecordedAct
from resort.independence import SUSPENDED_FOR, Person
from resort.rights import Right
from resort.roles import Role

NOT_AGAIN_FOR = timedelta(days=7)
_FEWEST = 2  # people of the command who are not suspended


async def suspendable(uow: UnitOfWork, by: Officer, person: OfficerKey) -> Officer:
    """One of the command whom `by` can suspend; else `Refused`."""
    require(by, Right.APPROVE)
    officer = await officers.get(uow.tx, person)
    if officer is None or officer.removed or officer.role is not Role.COMMAND:
        raise Refused("people.gone")
    if officer.key == by.key:
        raise Refused("people.not_yourself")
    if Person(by.chat) not in (await seats.of_command(uow.tx, uow.now)).voters:
        raise Refused("approval.not_yet")
    if len(await officers.of_role(uow.tx, Role.COMMAND)) - 1 < _FEWEST:
        raise Refused("suspend.too_few")
    if await seats.suspended_lately(uow.tx, officer.chat, by.chat, uow.now - NOT_AGAIN_FOR):
        raise Refused("suspend.again")
    return officer


async def suspend(uow: UnitOfWork, by: Officer, person: OfficerKey) -> Officer:
    """Take the rights of one of the command away for a day; what they had goes back to the others."""
    officer = await suspendable(uow, by, person)
    until = uow.now + SUSPENDED_FOR
    await officers.remove(uow.tx, officer.key, uow.now)
    await seats.suspend(uow.tx, officer.key, by.chat, until, uow.now)
    await parties.lost(uow, officer, Line("ping.left", {"callsign": officer.callsign}))
    await uow.record(RecordedAct.SUSPENDED, by, text=officer.callsign)
    values: dict[str, Value] = {"callsign": await title(uow, officer), "by": await title(uow, by), "until": until}
    rows = ((Button(Key("button.remove_person"), Removed(officer.key)),),)
    for each in await officers.of_role(uow.tx, Role.COMMAND):
        if each.key != by.key:
            await uow.tell(each.chat, Screen(Line("suspend.told", values), rows), Topic.PEOPLE)
    await uow.tell(officer.chat, Screen(Line("suspend.you", {"by": values["by"], "until": until})), Topic.PEOPLE)
    return officer


async def end(uow: UnitOfWork, wait: WaitKey) -> None:
    """A day is over: the person has their rights again, and all of the command is told."""
    found = await seats.suspension_waiting(uow.tx, wait)
    if found is None:
        return
    await seats.end_suspension(uow.tx, found, uow.now)
    officer = await officers.get(uow.tx, found.officer)
    if officer is None or not await officers.reinstate(uow.tx, found.officer):
        return
    await uow.record(RecordedAct.REINSTATED, str(Role.CLOCK), text=officer.callsign)
    text = Line("suspend.over", {"callsign": await title(uow, officer)})
    for each in await officers.of_role(uow.tx, Role.COMMAND):
        rows = ((Button(Key("button.menu"), Menu()),),)
        await uow.tell(each.chat, Screen(text, rows), Topic.PEOPLE)
