"""Break-glass: who reported is shown to one officer, for a reason, if a second person of the command agrees."""

from dataclasses import dataclass
from datetime import timedelta

from casework import circles, notices, story
from casework.authority import door, require
from conversations.buttons.officer import AskReporter
from conversations.buttons.staff import Grant, RefuseOpening
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import officers, openings, reachable, reports, seats, waits
from db.officers import Officer
from db.openings import Opening, OpeningKey
from db.outbox import Lane
from db.reachable import Reachable
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.opening_kind import OpeningKind, is_long_enough
from reports.state import Act, RecordedAct, allowed
from resort.independence import Person
from resort.quiet_hours import Matter, Standing
from resort.rights import Right, may
from resort.roles import Role
from resort.waits import RULES, Kind, is_last, next_due

LASTS = timedelta(days=1)  # in which a request is decided
LONGEST_STORY = 600  # characters of what a report tells, for the person who decides
MOST_NUMBERS = 20  # of reports in one list


@dataclass(frozen=True, slots=True)
class _Request:
    """A request that can be decided: what was asked, by whom, about which report."""

    opening: Opening
    asker: Officer
    report: Report


def check(officer: Officer, report: Report) -> None:
    """Raise `Refused` unless an officer may ask who made a report."""
    require(officer, Right.ASK_IDENTITY)
    if report.minor:
        raise Refused("opening.minor")
    if report.erased:
        raise Refused("opening.erased")


async def ask(
    uow: UnitOfWork, officer: Officer, key: ReportKey, reason: str, kind: OpeningKind = OpeningKind.OTHER
) -> Report:
    """Ask to see who made a report: everybody of the command who is independent of the asker is asked."""
    require(officer, Right.ASK_IDENTITY)
    if not is_long_enough(reason):
        raise Refused("opening.short")
    report = await reports.get(uow.tx, key)
    if report is None:
        raise Refused("rights.not_yours")
    deciders = await _deciders(uow, officer)
    if not deciders:
        raise Refused("opening.nobody")
    due = next_due(Kind.OPENING, 0, uow.now)
    opening = await openings.ask(uow.tx, report.key, officer.key, reason, due, uow.now, kind)
    await uow.record(RecordedAct.IDENTITY_ASKED, officer, report=report.key, text=reason)
    for each in deciders:
        screen = await _question(uow, opening, report, officer, reason, kind, each.officer)
        await uow.write(each.chat, screen, Topic.OPENING, lane=Lane.PING)
    return report


async def _question(
    uow: UnitOfWork,
    opening: OpeningKey,
    report: Report,
    asker: Officer,
    reason: str,
    kind: OpeningKind,
    decider: Officer,
) -> Screen:
    """What somebody of the command decides on: who asks, why, and what the report tells, as far as they may read it."""
    seen = report.opened if (await door(uow, report)).lets(decider) else report.shut
    about = {
        "category": story.kind(seen, uow.scene),
        "where": story.place(seen, uow.scene),
        "what": story.story(seen, LONGEST_STORY),
    }
    command = await seats.of_command(uow.tx, uow.now)
    leans = command.leans_on_last_pair(Person(decider.chat), (Person(asker.chat),))
    rows = ((Button(Key("opening.grant"), Grant(opening)), Button(Key("opening.refuse"), RefuseOpening(opening))),)
    values: dict[str, Value] = {
        "number": report.number,
        "callsign": asker.callsign,
        "kind": Key(f"opening.kind_{kind}"),
        "reason": reason,
        "about": Line("opening.about", about),
        "pair": Line("approval.last_pair") if leans else "",
    }
    return Screen(Line("opening.request", values), rows)


async def grant(uow: UnitOfWork, officer: Officer, key: OpeningKey) -> Report:
    """Show the identity to the person who asked, in private and this once, and tell the reporter."""
    request = await _undecided(uow, officer, key)
    report, asker, reason = request.report, request.asker, request.opening.reason
    chat = await uow.chat(asker.chat)
    if chat is None or asker.removed or not may(asker.role, Right.ASK_IDENTITY):
        raise Refused("opening.asker_gone")
    await openings.decide(uow.tx, request.opening, officer.key, granted=True)
    await uow.record(RecordedAct.IDENTITY_GRANTED, officer, report=report.key, text=reason)
    identity = await openings.identity(uow.tx, uow.vault, report.key)
    values = {
        "number": report.number,
        "name": identity.name,
        "account": f"@{identity.username}" if identity.username else Key("report.none"),
        "phone": identity.phone or Key("report.none"),
    }
    rows = ((Button(Key("button.write_to_them"), AskReporter(report.key)),),)
    can_ask = Act.ADD in allowed(report.case, Role.REPORTER)
    screen = Screen(Line("opening.identity" if can_ask else "opening.identity_closed", values), rows if can_ask else ())
    await uow.write(chat, screen, Topic.OPENING, lane=Lane.ANSWER, protected=True)
    await uow.record(RecordedAct.IDENTITY_SHOWN, asker, report=report.key)
    values = {"number": report.number, "reason": reason, **({} if can_ask else {"resort": uow.resort.name})}
    await notices.send(uow, report, Line("opening.told" if can_ask else "opening.told_closed", values))
    return report


async def refuse(uow: UnitOfWork, officer: Officer, key: OpeningKey) -> Report:
    """Nobody is shown anything; the person who asked is told."""
    request = await _undecided(uow, officer, key)
    report = request.report
    await openings.decide(uow.tx, request.opening, officer.key, granted=False)
    await uow.record(RecordedAct.IDENTITY_REFUSED, officer, report=report.key, text=request.opening.reason)
    await uow.tell(request.asker.chat, Screen(Line("opening.refused", {"number": report.number})), Topic.OPENING)
    return report


async def _undecided(uow: UnitOfWork, officer: Officer, key: OpeningKey) -> _Request:
    """A request that this person of the command can decide. Nobody decides what they asked for themselves."""
    require(officer, Right.GRANT_IDENTITY)
    opening = await openings.get(uow.tx, key)
    if opening is None:
        raise Refused("flow.old_button")
    asker = await officers.get(uow.tx, opening.asked_by)
    report = await reports.get(uow.tx, opening.report)
    assert asker is not None
    assert report is not None
    if asker.chat == officer.chat:
        raise Refused("opening.own")
    command, me = await seats.of_command(uow.tx, uow.now), Person(officer.chat)
    if me not in command.voters:
        raise Refused("approval.not_yet")
    if not command.may_second(me, (Person(asker.chat),)):
        raise Refused("approval.tied")
    if opening.decided:
        raise Refused("opening.decided")
    if opening.ended:
        raise Refused("opening.over")
    if report.erased:
        raise Refused("opening.erased")
    return _Request(opening, asker, report)


async def remind(uow: UnitOfWork) -> None:
    """Requests that are due: those who can decide are reminded, with one list each; after a day a request ends."""
    left: list[_Request] = []
    for wait in await waits.due(uow.tx, Kind.OPENING, uow.now):
        opening = await openings.waiting(uow.tx, wait)
        if opening is None:
            continue
        asker, report = await officers.get(uow.tx, opening.asked_by), await reports.get(uow.tx, opening.report)
        assert asker is not None
        assert report is not None
        request = _Request(opening, asker, report)
        looked = (await waits.get(uow.tx, wait)).rings
        over = is_last(Kind.OPENING, looked) or uow.now >= opening.asked_at + LASTS
        if over or report.erased or asker.removed or not await _deciders(uow, asker):
            await _end(uow, request)
            continue
        await waits.ring(uow.tx, wait, min(next_due(Kind.OPENING, looked + 1, uow.now), opening.asked_at + LASTS))
        left.append(request)
    command = await seats.of_command(uow.tx, uow.now)
    silent = not uow.resort.nights.may_call(Standing.COMMAND, Matter.OTHER, uow.now)
    for each in await reachable.of_role(uow.tx, uow.vault, Role.COMMAND):
        me = Person(each.officer.chat)
        mine = [request for request in left if command.may_second(me, (Person(request.asker.chat),))]
        if len(mine) == 1:
            opening = mine[0].opening
            screen = await _question(
                uow, opening.key, mine[0].report, mine[0].asker, opening.reason, opening.kind, each.officer
            )
            await uow.write(each.chat, screen, Topic.OPENING, lane=Lane.PING, silent=silent)
        elif mine:
            numbers = ", ".join(request.report.number for request in mine[:MOST_NUMBERS])
            text = Line("opening.waiting_list", {"count": len(mine), "numbers": numbers})
            await uow.write(each.chat, Screen(text), Topic.OPENING, lane=Lane.PING, silent=silent)


async def _deciders(uow: UnitOfWork, asker: Officer) -> list[Reachable]:
    """Everybody of the command whose voice counts beside the asker, as far as they can be written to."""
    command = await seats.of_command(uow.tx, uow.now)
    people = await reachable.of_role(uow.tx, uow.vault, Role.COMMAND)
    return [each for each in people if command.may_second(Person(each.officer.chat), (Person(asker.chat),))]


async def _end(uow: UnitOfWork, request: _Request) -> None:
    """Nobody decided in time, or nobody can any more: nothing is opened, and the person who asked is told."""
    await openings.end(uow.tx, request.opening, uow.now)
    await uow.record(RecordedAct.IDENTITY_UNDECIDED, str(Role.CLOCK), report=request.report.key)
    if request.report.erased or request.asker.removed:
        return
    text = Line("opening.not_decided", {"number": request.report.number})
    await circles.tell(uow, RULES[Kind.OPENING].ladder, text, officer=request.asker.chat, topic=Topic.OPENING)
