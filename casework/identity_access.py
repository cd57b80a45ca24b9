"""Break-glass: who reported is shown to one officer, for a reason, if a second person of the command agrees.

So are the originals of what was sent, which tell of whoever made them. Nobody asks or decides whose own office the
report accuses, not in danger either; and what is sealed to few is opened to nobody else.
"""

from dataclasses import dataclass
from datetime import timedelta

from casework import authority, circles, notices, originals, recorders, story, to_reporter, witnesses
from casework.authority import door, require
from casework.to_reporter import Words
from conversations.buttons.officer import AskReporter
from conversations.buttons.staff import Grant, RefuseOpening
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import evidence, officers, openings, reachable, reports, seats, tellings, waits
from db.chats import Chat
from db.officers import Officer
from db.openings import Opening, OpeningKey
from db.outbox import Lane
from db.reachable import Reachable
from db.reports import Report, ReportKey
from db.tellings import What
from db.unit_of_work import UnitOfWork
from locales import AskAgain, Refused
from reports.opening_kind import OpeningKind, is_long_enough
from reports.seal import APART, Seal
from reports.state import Act, RecordedAct, allowed
from resort.independence import Person
from resort.quiet_hours import Matter, Standing
from resort.rights import Right, may
from resort.roles import Role
from resort.waits import RULES, Kind, is_last, next_due

LASTS = timedelta(days=1)  # in which a request is decided
LONGEST_STORY = 600  # characters of what a report tells, for the person who decides
MOST_NUMBERS = 20  # of reports in one list


_FOR_ITS_READERS = APART | {Seal.TWO_OF_COMMAND}  # seals under which nobody else may ask, however urgent it is


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is opened: what is said of it, and what is recorded."""

    request: str
    refused: str
    not_decided: str
    asked: RecordedAct
    granted: RecordedAct
    denied: RecordedAct
    undecided: RecordedAct


_IDENTITY = _Matter(
    "opening.request",
    "opening.refused",
    "opening.not_decided",
    RecordedAct.IDENTITY_ASKED,
    RecordedAct.IDENTITY_GRANTED,
    RecordedAct.IDENTITY_REFUSED,
    RecordedAct.IDENTITY_UNDECIDED,
)
_ORIGINALS = _Matter(
    "original.request",
    "original.refused",
    "original.not_decided",
    RecordedAct.ORIGINALS_ASKED,
    RecordedAct.ORIGINALS_GRANTED,
    RecordedAct.ORIGINALS_REFUSED,
    RecordedAct.ORIGINALS_UNDECIDED,
)


@dataclass(frozen=True, slots=True)
class _Request:
    """A request that can be decided: what was asked, by whom, about which report."""

    opening: Opening
    asker: Officer
    report: Report

    @property
    def matter(self) -> _Matter:
        return _matter(self.opening.kind)


async def check(uow: UnitOfWork, officer: Officer, report: Report, kind: OpeningKind = OpeningKind.OTHER) -> None:
    """Raise `Refused` unless an officer may ask who made a report, or for the originals of its files."""
    require(officer, Right.ASK_IDENTITY)
    if report.keeps_from(officer.unit):
        raise Refused("rights.not_yours")
    if officer.unit in report.kept_from:
        raise Refused("opening.not_from_here")
    if report.seal in _FOR_ITS_READERS and not (await door(uow, report)).lets(officer):
        raise Refused("rights.not_yours")
    if report.erased:
        raise Refused("opening.erased")
    if kind is OpeningKind.ORIGINALS:
        if not originals.leaving(await authority.files(uow, officer, report)):
            raise Refused("original.none")
    elif report.minor:
        raise Refused("opening.minor")
    elif report.filed_by is not None:
        raise Refused("opening.by_officer")


async def may_ask(uow: UnitOfWork, officer: Officer, report: Report, kind: OpeningKind) -> bool:
    """Whether an officer may ask for it, for a front that offers it."""
    try:
        await check(uow, officer, report, kind)
    except Refused:
        return False
    return True


async def ask(
    uow: UnitOfWork, officer: Officer, key: ReportKey, reason: str, kind: OpeningKind = OpeningKind.OTHER
) -> Report:
    """Ask to see who made a report, or its originals: everybody of the command who is independent is asked."""
    require(officer, Right.ASK_IDENTITY)
    if not is_long_enough(reason):
        raise AskAgain("opening.short")
    to_reporter.check(reason, Words.ABOUT_THEM)
    report = await reports.get(uow.tx, key)
    if report is None:
        raise Refused("rights.not_yours")
    await check(uow, officer, report, kind)
    deciders = await _deciders(uow, officer, report)
    if not deciders:
        raise Refused("opening.nobody")
    due = next_due(Kind.OPENING, 0, uow.now)
    opening = await openings.ask(uow.tx, report.key, officer.key, reason, due, uow.now, kind)
    await uow.record(_matter(kind).asked, officer, report=report.key, text=reason)
    for each in deciders:
        screen = await _question(uow, opening, report, officer, reason, kind, each.officer)
        await _put(uow, each, report, screen)
    return report


async def _put(uow: UnitOfWork, decider: Reachable, report: Report, screen: Screen, *, silent: bool = False) -> None:
    """Put a request before somebody who decides on it; it tells of the report, as far as they read that."""
    message = await uow.write(decider.chat, screen, Topic.OPENING, lane=Lane.PING, silent=silent)
    await tellings.add(uow.tx, report.key, message.id, decider.chat.key, What.WORDS, uow.now)


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
    seen = story.rounded(report.opened if (await door(uow, report)).lets(decider) else report.shut)
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
        "reason": reason,
        "about": Line("opening.about", about),
        "pair": Line("approval.last_pair") if leans else "",
    }
    if kind is OpeningKind.ORIGINALS:
        going = originals.leaving(await evidence.of_report(uow.tx, report.key))
        values = {**values, "count": len(going), "tells": originals.tell_of(going)}
    else:
        values["kind"] = Key(f"opening.kind_{kind}")
    return Screen(Line(_matter(kind).request, values), rows)


@dataclass(frozen=True, slots=True)
class Decided:
    """The report, and what of it was asked for."""

    report: Report
    kind: OpeningKind


async def grant(uow: UnitOfWork, officer: Officer, key: OpeningKey) -> Decided:
    """Show what was asked for to the person who asked, in private and this once, and tell the reporter."""
    request = await _undecided(uow, officer, key)
    report, asker, opening = request.report, request.asker, request.opening
    chat = await uow.chat(asker.chat)
    if chat is None or asker.removed or not may(asker.role, Right.ASK_IDENTITY):
        raise Refused("opening.asker_gone")
    await check(uow, asker, report, opening.kind)
    await openings.decide(uow.tx, opening, officer.key, granted=True)
    await uow.record(request.matter.granted, officer, report=report.key, text=opening.reason)
    can_ask = Act.ADD in allowed(report.case, Role.REPORTER)
    if opening.kind is OpeningKind.ORIGINALS:
        await originals.send(uow, report, await authority.files(uow, asker, report), chat)
        await uow.record(RecordedAct.ORIGINALS_SENT, asker, report=report.key)
        told = "original.told" if can_ask else "original.told_closed"
    else:
        await _show_identity(uow, report, chat, can_ask=can_ask)
        await uow.record(RecordedAct.IDENTITY_SHOWN, asker, report=report.key)
        told = "opening.told" if can_ask else "opening.told_closed"
    values: dict[str, Value] = {"number": report.number, "reason": opening.reason}
    text = Line(told, values if can_ask else {**values, "resort": uow.resort.name})
    await notices.ask(uow, report, text, always=True)
    await witnesses.soon(uow)
    return Decided(report, opening.kind)


async def _show_identity(uow: UnitOfWork, report: Report, chat: Chat, *, can_ask: bool) -> None:
    """Who made it, to the person who asked."""
    identity = await openings.identity(uow.tx, uow.vault, report.key)
    recorder = await recorders.recorder(uow, report)
    values: dict[str, Value] = {
        "number": report.number,
        "name": identity.name if recorder is None else Line("recording.identity", {"callsign": recorder.callsign}),
        "account": f"@{identity.username}" if identity.username and recorder is None else Key("report.none"),
        "phone": identity.phone or Key("report.none"),
    }
    rows = ((Button(Key("button.write_to_them"), AskReporter(report.key)),),)
    screen = Screen(Line("opening.identity" if can_ask else "opening.identity_closed", values), rows if can_ask else ())
    await uow.write(chat, screen, Topic.OPENING, lane=Lane.ANSWER, protected=True)


async def refuse(uow: UnitOfWork, officer: Officer, key: OpeningKey) -> Decided:
    """Nobody is shown anything; the person who asked is told."""
    request = await _undecided(uow, officer, key)
    report = request.report
    await openings.decide(uow.tx, request.opening, officer.key, granted=False)
    await uow.record(request.matter.denied, officer, report=report.key, text=request.opening.reason)
    await uow.tell(request.asker.chat, Screen(Line(request.matter.refused, {"number": report.number})), Topic.OPENING)
    return Decided(report, request.opening.kind)


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
    if opening.ended or uow.now >= opening.asked_at + LASTS:  # also where nobody has looked at it since
        raise Refused("opening.over")
    if report.erased:
        raise Refused("opening.erased")
    if officer.unit in report.kept_from:
        raise Refused("opening.not_from_here")
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
        if over or report.erased or asker.removed or not await _deciders(uow, asker, report):
            await _end(uow, request)
            continue
        await waits.ring(uow.tx, wait, min(next_due(Kind.OPENING, looked + 1, uow.now), opening.asked_at + LASTS))
        left.append(request)
    command = await seats.of_command(uow.tx, uow.now)
    silent = not uow.resort.nights.may_call(Standing.COMMAND, Matter.OTHER, uow.now)
    for each in await reachable.of_role(uow.tx, uow.vault, Role.COMMAND):
        me = Person(each.officer.chat)
        mine = [
            request
            for request in left
            if command.may_second(me, (Person(request.asker.chat),))
            and each.officer.unit not in request.report.kept_from
        ]
        if len(mine) == 1:
            opening = mine[0].opening
            screen = await _question(
                uow, opening.key, mine[0].report, mine[0].asker, opening.reason, opening.kind, each.officer
            )
            await _put(uow, each, mine[0].report, screen, silent=silent)
        elif mine:
            numbers = ", ".join(request.report.number for request in mine[:MOST_NUMBERS])
            text = Line("opening.waiting_list", {"count": len(mine), "numbers": numbers})
            await uow.write(each.chat, Screen(text), Topic.OPENING, lane=Lane.PING, silent=silent)


async def _deciders(uow: UnitOfWork, asker: Officer, report: Report) -> list[Reachable]:
    """Everybody of the command whose voice counts beside the asker, as far as they can be written to.

    Where the leadership itself is meant nobody of it decides.
    """
    if report.seal is Seal.PROPAM_ALONE:
        return []
    command = await seats.of_command(uow.tx, uow.now)
    people = [
        each
        for each in await reachable.of_role(uow.tx, uow.vault, Role.COMMAND)
        if each.officer.unit not in report.kept_from
    ]
    return [each for each in people if command.may_second(Person(each.officer.chat), (Person(asker.chat),))]


def _matter(kind: OpeningKind) -> _Matter:
    return _ORIGINALS if kind is OpeningKind.ORIGINALS else _IDENTITY


async def _end(uow: UnitOfWork, request: _Request) -> None:
    """Nobody decided in time, or nobody can any more: nothing is opened, and the person who asked is told."""
    await openings.end(uow.tx, request.opening, uow.now)
    await uow.record(request.matter.undecided, str(Role.CLOCK), report=request.report.key)
    if request.report.erased or request.asker.removed:
        return
    text = Line(request.matter.not_decided, {"number": request.report.number})
    await circles.tell(uow, RULES[Kind.OPENING].ladder, text, officer=request.asker.chat, topic=Topic.OPENING)
