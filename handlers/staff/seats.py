"""Seats: confirming the person who opened a link, confirming earlier seats, removing the wrong person.

New:     (opens the link)
Bot:     Selamat bergabung … Seorang pimpinan sedang diminta membenarkan bahwa ini Anda.
Other:   Ini siapa? Budi (@budi) membuka undangan …      [Benar orangnya] [Bukan orang itu]
New:     Selamat bergabung, Polres 3. …
"""

from casework import arrivals, earlier_seats, seat_codes, staff, suspending
from casework import waiting as here
from casework.arrivals import Joined
from casework.people import title
from conversations.buttons.recording import Record
from conversations.buttons.staff import (
    CheckSeats,
    ConfirmArrival,
    ConfirmList,
    ConfirmSeat,
    DenyArrival,
    Duty,
    KnowSeat,
    NotThem,
    Removed,
    ShowArrival,
    ShowPerson,
    Suspend,
    Suspended,
)
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Rows, Screen
from db import arrivals as doors
from db import officers
from db import seats as stored
from db.arrivals import ArrivalKey
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from handlers.common.buttons import MENU
from handlers.common.commands import personal_menu
from handlers.common.turn import Turn
from locales import Refused, texts_for
from resort.independence import Person
from resort.rights import Right, may
from resort.roles import Role

MOST_AT_THE_DOOR = 5  # people, on one screen


def welcome(joined: Joined) -> Screen:
    """What somebody reads who is in."""
    officer = joined.officer
    values = {"callsign": officer.callsign, "unit": joined.unit_name, "role": Key(f"role.{officer.role}")}
    if not may(officer.role, Right.DUTY):
        return Screen(Line("join.welcome_liaison", values), ((Button(Key("button.record"), Record()),), (MENU,)))
    return Screen(Line("join.welcome", values), ((Button(Key("button.duty"), Duty()),), (MENU,)))


async def welcome_elsewhere(uow: UnitOfWork, joined: Joined) -> None:
    """Somebody whose seat another has confirmed: their commands, and the welcome."""
    chat = await uow.chat(joined.officer.chat)
    if chat is not None:
        await uow.owe(chat, "setMyCommands", personal_menu(joined.officer, texts_for(chat.language)), Lane.ANSWER)
        await uow.write(chat, welcome(joined), Topic.PEOPLE, lane=Lane.ANSWER)
        await here.greet(uow, joined.officer)


async def waiting(turn: Turn, officer: Officer) -> tuple[Line | str, Rows]:
    """Above the units: whether the reader's own voice counts, who waits at the door, and seats to be confirmed."""
    command, seat = await stored.of_command(turn.tx, turn.now), await stored.get(turn.tx, officer.key)
    note: Line | str = ""
    if await stored.is_restored(turn.tx):
        note = Line("seats.note_restored")
    elif Person(officer.chat) not in command.voters:
        later = seat is not None and seat.votes_at is not None and seat.votes_at > turn.now
        note = (
            Line("seats.note_later", {"at": seat.votes_at}) if seat and seat.votes_at and later else Line("seats.note")
        )
    rows = [
        (Button(Key("button.who_is_it"), ShowArrival(each.key)),)
        for each in (await doors.every_open(turn.tx))[:MOST_AT_THE_DOOR]
    ]
    if await earlier_seats.next_one(turn, officer) is not None:
        rows.append((Button(Key("button.check_seats"), CheckSeats()),))
    return note, tuple(rows)


async def show_arrival(turn: Turn, tapped: ShowArrival) -> None:
    """[Ini siapa?]: the question about somebody at the door once more."""
    await turn.require(Right.APPROVE)
    arrival = await doors.get(turn.tx, ArrivalKey(tapped.arrival))
    if arrival is None or not arrival.is_open:
        raise Refused("join.decided")
    await turn.show(await arrivals.question(turn, arrival), Topic.PEOPLE)


async def confirm(turn: Turn, tapped: ConfirmArrival) -> None:
    """[Benar orangnya]: they are let in."""
    joined = await arrivals.confirm(turn, await turn.require(Right.APPROVE), ArrivalKey(tapped.arrival))
    await welcome_elsewhere(turn, joined)
    values = {"callsign": joined.officer.callsign, "name": await arrivals.name_of(turn, joined.officer.chat)}
    await turn.show(Screen(Line("join.confirmed", values), ((MENU,),)), Topic.PEOPLE)


async def deny(turn: Turn, tapped: DenyArrival) -> None:
    """[Bukan orang itu]: nobody is let in."""
    by = await turn.require(Right.APPROVE, Right.INVITE_UNIT)
    arrival = await arrivals.deny(turn, by, ArrivalKey(tapped.arrival))
    text = Line("join.you_denied", {"name": await arrivals.name_of(turn, arrival.chat)})
    await turn.show(Screen(text, ((MENU,),)), Topic.PEOPLE)


async def know(turn: Turn, tapped: KnowSeat) -> None:
    """[Benar orangnya], of a new seat of the command."""
    officer = await arrivals.know(turn, await turn.require(Right.APPROVE), OfficerKey(tapped.person))
    await turn.show(Screen(Line("join.known", {"callsign": officer.callsign}), ((MENU,),)), Topic.PEOPLE)


async def not_them(turn: Turn, tapped: NotThem) -> None:
    """[Bukan orang itu, keluarkan]: out at once, or for one of the command suspended first."""
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    person = await officers.get(turn.tx, OfficerKey(tapped.person))
    if person is None or person.removed:
        raise Refused("people.gone")
    if person.role is Role.COMMAND:
        await ask_suspend(turn, Suspend(person.key))
        return
    person = await staff.remove(turn, by, person.key)
    await forget_menu(turn, person)
    await turn.show(Screen(Line("people.removed", {"callsign": person.callsign}), ((MENU,),)), Topic.PEOPLE)


async def forget_menu(turn: UnitOfWork, officer: Officer) -> None:
    """A removed or suspended officer sees a citizen's commands again."""
    chat = await turn.chat(officer.chat)
    if chat is not None:
        await turn.owe(chat, "deleteMyCommands", {}, Lane.NOTICE)


async def ask_suspend(turn: Turn, tapped: Suspend) -> None:
    """[Bekukan 24 jam]: sure?"""
    person = await suspending.suspendable(turn, await turn.require(Right.APPROVE), OfficerKey(tapped.person))
    rows = (
        (Button(Key("button.suspend_yes"), Suspended(person.key)),),
        (Button(Key("button.back"), ShowPerson(person.key)),),
    )
    await turn.show(Screen(Line("suspend.ask", {"callsign": await title(turn, person)}), rows), Topic.PEOPLE)


async def suspend(turn: Turn, tapped: Suspended) -> None:
    """Take the rights of one of the command away for a day."""
    person = await suspending.suspend(turn, await turn.require(Right.APPROVE), OfficerKey(tapped.person))
    rows = ((Button(Key("button.remove_person"), Removed(person.key)),), (MENU,))
    await turn.show(Screen(Line("suspend.done", {"callsign": await title(turn, person)}), rows), Topic.PEOPLE)


async def enter_code(turn: Turn, code: str) -> None:
    """A code of the command line came: the list of the command to be confirmed after a restore."""
    await turn.show(await seat_codes.list_of_command(turn, await turn.require(Right.APPROVE), code), Topic.PEOPLE)


async def confirm_list(turn: Turn, tapped: ConfirmList) -> None:
    """[Ya, semua benar]: the voices of the command count again."""
    await seat_codes.confirm_list(turn, await turn.require(Right.APPROVE), tapped.code)
    await turn.show(Screen(Line("seats.list_done"), ((MENU,),)), Topic.PEOPLE)


async def look_at_codes(uow: UnitOfWork) -> None:
    """Codes of the command line that are new or used. Called by the ticker."""
    for changed in await seat_codes.look(uow):
        if isinstance(changed, Joined):
            await welcome_elsewhere(uow, changed)
        else:
            await forget_menu(uow, changed)


async def check(turn: Turn, tapped: CheckSeats) -> None:
    """[Periksa]: the next seat of an earlier release that this person can confirm."""
    found = await earlier_seats.next_one(turn, await turn.require(Right.APPROVE), tapped.after)
    screen = Screen(Line("seats.none"), ((MENU,),)) if found is None else found[1]
    await turn.show(screen, Topic.PEOPLE)


async def confirm_seat(turn: Turn, tapped: ConfirmSeat) -> None:
    """[Benar orangnya], of a seat of an earlier release; the next one follows."""
    by = await turn.require(Right.APPROVE)
    officer = await earlier_seats.confirm(turn, by, OfficerKey(tapped.person))
    following = await earlier_seats.next_one(turn, by)
    if following is None:
        await turn.show(Screen(Line("seats.checked", {"callsign": officer.callsign}), ((MENU,),)), Topic.PEOPLE)
    else:
        await turn.show(following[1], Topic.PEOPLE)
