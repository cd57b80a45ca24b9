"""Acts that take two of the command: one asks, another agrees or not; after a day without an answer it ends.

The two are independent (`resort.independence`). What an act does once another has agreed is its own use case.
"""

from collections.abc import Awaitable, Callable

from casework import circles
from casework.authority import require
from casework.people import title
from conversations.buttons.staff import AgreeToSecond, DeclineSecond
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import officers, reachable, seats, seconds, waits
from db.officers import Officer
from db.reachable import Reachable
from db.seconds import Request, SecondedAct, SecondKey
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from locales import Refused
from reports.state import RecordedAct
from resort.independence import Person
from resort.quiet_hours import Matter, Standing
from resort.rights import Right
from resort.roles import Role
from resort.waits import RULES, Kind, is_last, next_due

Naming = Callable[[UnitOfWork, Request], Awaitable[str | None]]  # how the subject is called; None when it is gone


async def ask(uow: UnitOfWork, by: Officer, act: SecondedAct, subject: int, named: str) -> int:
    """Ask the others of the command for an act on a subject; returns how many were asked.

    `named` is how the subject is called. Nobody can agree: `Refused`. Asked before: the others are not asked again.
    """
    people = await seconders(uow, by, but=subject if act is SecondedAct.REMOVE else None)
    if not people:
        raise Refused("second.nobody")
    if await seconds.open_one(uow.tx, act, subject) is not None:
        raise Refused("second.waits")
    request = await seconds.ask(uow.tx, act, subject, by.chat, next_due(Kind.SECOND, 0, uow.now), uow.now)
    await uow.record(RecordedAct.SECOND_ASKED, by, text=f"{act} {subject}")
    await _ask(uow, request, by, named, people)
    return len(people)


async def seconders(uow: UnitOfWork, by: Officer, but: int | None = None) -> list[Reachable]:
    """The people of the command whose yes would count with this officer's; `but` is an officer without a say."""
    command = await seats.of_command(uow.tx, uow.now)
    if Person(by.chat) not in command.voters:
        raise Refused("approval.not_yet")
    people = await reachable.of_role(uow.tx, uow.vault, Role.COMMAND)
    me = Person(by.chat)
    return [each for each in people if each.officer.key != but and command.may_second(Person(each.officer.chat), (me,))]


async def open_request(uow: UnitOfWork, by: Officer, key: SecondKey) -> Request:
    """An open request that this officer can decide; else `Refused`."""
    require(by, Right.APPROVE)
    request = await seconds.get(uow.tx, key)
    if request is None:
        raise Refused("flow.old_button")
    if not request.is_open:
        raise Refused("second.over")
    if request.act is SecondedAct.REMOVE and request.subject == by.key:
        raise Refused("second.yours")
    command, me = await seats.of_command(uow.tx, uow.now), Person(by.chat)
    if by.chat == request.asked_by:
        raise Refused("second.own")
    if me not in command.voters:
        raise Refused("approval.not_yet")
    asker = Person(request.asked_by)
    if not command.may_second(me, (asker,)):
        raise Refused("approval.tied")
    if asker not in command.voters:
        await seconds.end(uow.tx, request, uow.now)
        raise Refused("second.asker_gone")
    return request


async def agree(uow: UnitOfWork, by: Officer, request: Request) -> None:
    """Another agrees: the act is to be done now, by its own use case."""
    await seconds.decide(uow.tx, request, by.chat, granted=True)
    await uow.record(RecordedAct.SECOND_GIVEN, by, text=f"{request.act} {request.subject}")


async def decline(uow: UnitOfWork, by: Officer, key: SecondKey, named: str) -> None:
    """Another does not agree: nothing is done, and the person who asked is told."""
    request = await open_request(uow, by, key)
    await seconds.decide(uow.tx, request, by.chat, granted=False)
    await uow.record(RecordedAct.SECOND_REFUSED, by, text=f"{request.act} {request.subject}")
    text = Line(f"second.declined_{request.act}", {"callsign": await title(uow, by), "named": named})
    await uow.tell(request.asked_by, Screen(text), Topic.PEOPLE)


async def look(uow: UnitOfWork, wait: WaitKey, name: Naming) -> None:
    """A request that is due: those who can agree are reminded; at the last it ends and the asker is told."""
    request = await seconds.waiting(uow.tx, wait)
    if request is None:
        return
    asker = await officers.of_chat(uow.tx, request.asked_by)
    named, looked = await name(uow, request), (await waits.get(uow.tx, wait)).rings
    command = await seats.of_command(uow.tx, uow.now)
    people: list[Reachable] = []
    if asker is not None and Person(asker.chat) in command.voters:
        people = await seconders(uow, asker, but=request.subject if request.act is SecondedAct.REMOVE else None)
    if named is None or asker is None or not people or is_last(Kind.SECOND, looked):
        await seconds.end(uow.tx, request, uow.now)
        await uow.record(RecordedAct.SECOND_UNDECIDED, str(Role.CLOCK), text=f"{request.act} {request.subject}")
        if named is not None:
            text = Line(f"second.ended_{request.act}", {"named": named})
            await circles.tell(uow, RULES[Kind.SECOND].ladder, text, officer=request.asked_by)
        return
    await waits.ring(uow.tx, wait, next_due(Kind.SECOND, looked + 1, uow.now))
    await _ask(uow, request, asker, named, people)


async def _ask(uow: UnitOfWork, request: Request, by: Officer, named: str, people: list[Reachable]) -> None:
    command, silent = await seats.of_command(uow.tx, uow.now), not may_call_command(uow)
    agree, decline = AgreeToSecond(request.key), DeclineSecond(request.key)
    rows = ((Button(Key("button.second_yes"), agree), Button(Key("button.second_no"), decline)),)
    for each in people:
        leans = command.leans_on_last_pair(Person(each.officer.chat), (Person(by.chat),))
        values: dict[str, Value] = {"callsign": await title(uow, by), "named": named}
        values["pair"] = Line("approval.last_pair") if leans else ""
        screen = Screen(Line(f"second.ask_{request.act}", values), rows)
        await uow.write(each.chat, screen, Topic.PEOPLE, silent=silent)


def may_call_command(uow: UnitOfWork) -> bool:
    """Whether a matter of this kind may make a sound for the command now."""
    return uow.resort.nights.may_call(Standing.COMMAND, Matter.OTHER, uow.now)
