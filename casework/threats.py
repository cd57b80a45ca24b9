"""Somebody is threatened because of a report: its story is sealed to two of the command, who act within four hours.

A report about the police stays with those who read it: the command may be meant.

Neither the unit nor the partner that held the report hears of it. Somebody who takes a report back since they cannot go
on may be watched: nothing is asked of them and nothing tells it from any other withdrawal, but the two are told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casework import authority, circles, escalation, notices, taking_off
from casework.addressees import standing
from conversations.buttons.officer import EndThreat, OwnThreat
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Rows, Screen, Value
from db import events, officers, reports, threats, waits
from db.chats import ChatKey
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report
from db.threats import Threat, ThreatKey
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from locales import Refused
from reports.seal import APART, Seal
from reports.state import Act, RecordedAct, State
from reports.threat import Known, Reach
from reports.urgency import Urgency
from resort.quiet_hours import Matter
from resort.roles import Role
from resort.waits import RULES, THREAT_ANSWERED_IN, Kind, next_due

_CLOSEST = APART | {Seal.TWO_OF_COMMAND}  # a story about the police is not opened to the command by a threat
_HELD = frozenset({State.ASSIGNED, State.REFERRED})  # taken, and nobody is on the spot


@dataclass(frozen=True, slots=True)
class Said:
    """The report, what its reporter answered so far, and how many of those who deal with it can be reached."""

    report: Report
    threat: Threat
    reachable: int


async def begin(uow: UnitOfWork, report: Report, *, silent: bool = False) -> Threat:
    """Seal the story and take it off the phones that got it. The two are told once the reporter has answered."""
    due = uow.now if silent else uow.now + THREAT_ANSWERED_IN
    threat = await threats.begin(uow.tx, report.key, due, uow.now, silent=silent)
    readers_before = await taking_off.who_read_it(uow, report)
    held = report.officer
    if report.seal not in _CLOSEST:
        report = await reports.amend(uow.tx, replace(report, seal=Seal.TWO_OF_COMMAND), uow.now)
        await uow.record(RecordedAct.THREATENED, str(Role.REPORTER), report=report.key)
        report = await _taken_away(uow, report)
    stays = await taking_off.take_off(uow, report)
    if report.officer != held:
        report = (await escalation.begin(uow, report, [Line("ping.threat_to_you")])).report
    if readers_before or stays:
        await _list_readers(uow, report, readers_before, stays)
    if silent:
        await _tell_the_two(uow, report, threat)
    return threat


async def seal_withdrawn(uow: UnitOfWork, report: Report) -> None:
    """A report that was taken back looks like one whose reporter cannot go on: nobody sees who was afraid."""
    if report.seal not in _CLOSEST:
        report = await reports.amend(uow.tx, replace(report, seal=Seal.TWO_OF_COMMAND), uow.now)
    if stays := await taking_off.take_off(uow, report):
        await _list_readers(uow, report, (), stays)


async def say(
    uow: UnitOfWork,
    reporter: ChatKey,
    number: str,
    *,
    safe: bool | None = None,
    known: Known | None = None,
    reach: Reach | None = None,
) -> Said:
    """What the reporter answers; the first answer seals the story. The two are told at the last, or if not safe."""
    report = await _own(uow, reporter, number)
    before = await threats.of_report(uow.tx, report.key)
    if before is None or before.wait is None:
        before = await begin(uow, report)
        report = await _own(uow, reporter, number)
    await threats.say(uow.tx, before.key, safe=safe, known=known, reach=reach)
    threat = await threats.get(uow.tx, before.key)
    assert threat is not None
    if reach is not None or safe is False:
        return Said(report, threat, await _tell_the_two(uow, report, threat))
    return Said(report, threat, len(await uow.reachable(await _told(uow, report))))


async def look(uow: UnitOfWork, key: WaitKey) -> None:
    """A threat is due: the two are told, and reminded every four hours until one of them ends it."""
    threat = await threats.waiting(uow.tx, key)
    if threat is None:
        return
    report = await reports.get(uow.tx, threat.report)
    assert report is not None
    wait = await waits.get(uow.tx, key)
    await waits.ring(uow.tx, key, next_due(Kind.THREAT, wait.rings + 1, uow.now))
    await _tell_the_two(uow, report, threat, again=threat.told_at is not None)


async def own(uow: UnitOfWork, officer: Officer, key: ThreatKey) -> Report:
    """One of the two deals with it."""
    threat, report = await _of_the_two(uow, officer, key)
    await threats.own(uow.tx, threat.key, officer.key)
    await uow.record(RecordedAct.THREAT_TAKEN, officer, report=report.key)
    return report


async def end(uow: UnitOfWork, officer: Officer, key: ThreatKey) -> Report:
    """It is dealt with; the story stays sealed. The reporter hears of it if they said that they can be reached here."""
    threat, report = await _of_the_two(uow, officer, key)
    await threats.end(uow.tx, threat, uow.now)
    await uow.record(RecordedAct.THREAT_ENDED, officer, report=report.key)
    if threat.reach is Reach.HERE and not threat.silent:
        await notices.ask(uow, report, Line("mine.threat_ended"))
    return report


async def is_over(uow: UnitOfWork, report: Report) -> bool:
    """Whether a threat that its reporter told of was dealt with; of one that they kept silent about nothing shows."""
    threat = await threats.of_report(uow.tx, report.key)
    return threat is not None and threat.wait is None and not threat.silent


async def _own(uow: UnitOfWork, reporter: ChatKey, number: str) -> Report:
    """The reporter's own report as it is stored."""
    report = await reports.get(uow.tx, (await authority.own(uow, reporter, number)).key)
    assert report is not None
    return report


async def _told(uow: UnitOfWork, report: Report) -> list[Officer]:
    """Who deals with it: the two of the command; of a report about the police whoever reads that, and nobody else."""
    return await authority.readers(uow, report.seal if report.seal in APART else Seal.TWO_OF_COMMAND)


def told(report: Report, reached: int = 2) -> Key:
    """Who deals with it, as its reporter reads it; of the command, the number that was `reached`."""
    if report.seal in APART:
        return Key("threat.who_propam")
    return Key("threat.who_one" if reached == 1 else "threat.who_two")


async def is_known(uow: UnitOfWork, report: Report) -> bool:
    """Whether its reporter has said before that they are threatened because of it."""
    return await threats.of_report(uow.tx, report.key) is not None


async def _taken_away(uow: UnitOfWork, report: Report) -> Report:
    """Whoever has the report without being one of the two has it no longer, and is told nothing.

    An officer who is on the way keeps it, and so does one who took an emergency: somebody may be in danger there.
    """
    if report.case.closed or not report.case.taken or report.urgency is Urgency.DARURAT or report.state not in _HELD:
        return report
    holder = await officers.get(uow.tx, report.officer)
    acts = [each.act for each in await events.of_report(uow.tx, report.key) if each.officer == report.officer]
    if (await authority.door(uow, report)).lets(holder) or Act.HEAD_OUT in acts[-2:]:
        return report
    case = replace(report.case, state=State.VERIFIED, taken=False, result=None)
    return await reports.advance(uow.tx, report, case, uow.now)


async def _of_the_two(uow: UnitOfWork, officer: Officer, key: ThreatKey) -> tuple[Threat, Report]:
    threat = await threats.get(uow.tx, key)
    report = None if threat is None else await reports.get(uow.tx, threat.report)
    readers = [] if report is None else await _told(uow, report)
    if threat is None or report is None or officer.key not in {each.key for each in readers}:
        raise Refused("rights.not_yours")
    if threat.wait is None:
        raise Refused("threat.over")
    return threat, report


async def _list_readers(uow: UnitOfWork, report: Report, names: Sequence[str], stays: Sequence[Line]) -> None:
    """Tell the two who had the story, and what stands on phones still."""
    readers = await _told(uow, report)
    others = [name for name in names if name not in {each.callsign for each in readers}]
    values: dict[str, Value] = {
        "number": report.number,
        "names": ", ".join(others) or Key("report.none"),
        "stays": Line("threat.stay", {"lines": tuple(stays)}) if stays else "",
    }
    text = "threat.readers_in_danger" if report.urgency is Urgency.DARURAT else "threat.readers"
    for reader in readers:
        await uow.tell(reader.chat, Screen(Line(text, values)), Topic.PING, lane=Lane.NOTICE, silent=True)


async def _tell_the_two(uow: UnitOfWork, report: Report, threat: Threat, *, again: bool = False) -> int:
    """Tell the two who read it, or the next of the ladder without a word of the story. Returns how many of them."""
    await threats.told(uow.tx, threat.key, uow.now)
    if threat.wait is not None and not again:
        await waits.renew(uow.tx, threat.wait, next_due(Kind.THREAT, 0, uow.now), uow.now)
    owner = await officers.get(uow.tx, threat.owner)
    values: dict[str, Value] = {
        "number": report.number,
        "safe": Key("threat.safe_" + ("unknown" if threat.safe is None else "yes" if threat.safe else "no")),
        "known": Key(f"threat.known_{threat.known or Known.UNSURE}"),
        "reach": Key(f"threat.reach_{threat.reach or 'unsaid'}"),
        "owner": Key("desk.nobody") if owner is None else owner.callsign,
    }
    text = Line("threat.task_silent" if threat.silent else "threat.task", values)
    readers = await uow.reachable(await _told(uow, report))
    for reader in readers:
        silent = not uow.resort.nights.may_call(standing(reader), Matter.THREATENED, uow.now)
        await uow.tell(reader.chat, Screen(text, _rows(threat)), Topic.PING, lane=Lane.PING, silent=silent)
    if not readers:
        nobody = Line("threat.nobody", {"number": report.number})
        await circles.tell(uow, RULES[Kind.THREAT].ladder, nobody, matter=Matter.THREATENED)
    return len(readers)


def _rows(threat: Threat) -> Rows:
    own = () if threat.owner is not None else ((Button(Key("button.own_threat"), OwnThreat(threat.key)),),)
    return (*own, (Button(Key("button.end_threat"), EndThreat(threat.key)),))
