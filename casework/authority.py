"""Who may do what to which report: every use case begins here, so that rights are checked at every act.

The right itself comes from the table in `resort/rights.py`; whether a report is somebody's business is decided below.
What each act needs of the report's state is in `reports/state.py`.

One rule more, at the end: who reads the story of a sealed report. A sealed report comes from the database without it,
so a screen that does not ask here shows nothing of it.
"""

from dataclasses import dataclass, replace

from casework import recorders
from db import events, evidence, officers, pings, reports, units
from db.chats import ChatKey
from db.events import Event
from db.evidence import Piece
from db.officers import Officer, OfficerKey
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from db.units import PostedUnit
from locales import Refused
from reports.category import Kind
from reports.result import FINISHING, Result
from reports.seal import Seal
from reports.state import WITH_US, Act, Case, RecordedAct, State, perform
from reports.urgency import Urgency
from resort.agency import Function
from resort.rights import Post, Right, may
from resort.roles import Role

OF_A_THREAT = frozenset({RecordedAct.THREATENED, RecordedAct.THREAT_TAKEN, RecordedAct.THREAT_ENDED})
_COMMAND = (Post.DEPUTY, Post.CHIEF, Post.OPERATIONS, None)  # who of the command reads a sealed story, the first first


class Changed(Refused):
    """The report is no longer as the person saw it: show it again, nothing was done to it."""

    def __init__(self) -> None:
        super().__init__("desk.changed")


def require(officer: Officer | None, *rights: Right) -> Officer:
    """The officer who acts, if they have one of these rights; else `Refused`, also for citizens and removed people."""
    if officer is None or officer.removed or not any(may(officer.role, right) for right in rights):
        raise Refused("rights.not_yours")
    return officer


async def involved(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """A report that an officer may act on; else `Refused`, also when there is no such report."""
    require(officer, Right.ACT)
    report = await reports.get(uow.tx, key)
    if report is None or not (await concerns(uow, officer, report) or await oversees(uow, officer, report)):
        withdrawn = report is not None and report.state is State.WITHDRAWN and await _was_called(uow, officer, report)
        raise Refused("act.closed" if withdrawn else "rights.not_yours")
    return report


async def on_desk(uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int | None = None) -> Report:
    """A report on this officer's desk; else `Refused`.

    `seen` is the version of the report that the officer decided upon: raises `Changed` if it has another one by now.
    """
    require(officer, Right.DESK, Right.UNIT_DESK)
    report = await reports.get(uow.tx, key)
    if report is None or not await oversees(uow, officer, report):
        raise Refused("rights.not_yours")
    if seen is not None:
        unchanged(report, seen)
    return report


async def check(uow: UnitOfWork, officer: Officer, key: ReportKey, act: Act) -> Report:
    """A report to which an officer may do an act now; else `Refused`. For a front that asks for a reason first."""
    report = await involved(uow, officer, key)
    after(report, act, officer, Result.HANDLED if act is Act.FINISH else None)
    return report


async def own(uow: UnitOfWork, reporter: ChatKey, number: str) -> Report:
    """The report of that number as its reporter sees it; `Refused`, as if it did not exist, if this chat made none."""
    report = await reports.of_reporter(uow.tx, reporter, number)
    if report is None or await recorders.is_kept_from_recorder(uow, report):
        raise Refused("mine.not_found")
    return await reports.as_its_reporter_sees(uow.tx, report)


async def concerns(uow: UnitOfWork, officer: Officer, report: Report) -> bool:
    """Whether a report is an officer's business: they or their unit were called, have it, or see every report."""
    if report.keeps_from(officer.unit):
        return False
    if report.apart or (report.seal is Seal.TWO_OF_COMMAND and report.confined):
        return (await door(uow, report)).lets(officer)
    if may(officer.role, Right.DESK) or report.unit == officer.unit or report.officer == officer.key:
        return True
    return await _was_called(uow, officer, report)


async def _was_called(uow: UnitOfWork, officer: Officer, report: Report) -> bool:
    if report.keeps_from(officer.unit):
        return False
    unit = await units.get(uow.tx, officer.unit)
    theirs = {officer.chat, unit.chat if unit is not None else None}
    return any(ping.chat in theirs for ping in await pings.of_report(uow.tx, report.key))


async def oversees(uow: UnitOfWork, officer: Officer, report: Report) -> bool:
    """Whether a report is on an officer's desk: every report for desk and command, the unit's own for its head."""
    if report.apart or report.keeps_from(officer.unit):
        return False
    if may(officer.role, Right.DESK):
        return True
    if not may(officer.role, Right.UNIT_DESK):
        return False
    own_areas = await units.areas(uow.tx, officer.unit)
    return report.unit == officer.unit or report.district in own_areas or report.village in own_areas


async def check_sendable(uow: UnitOfWork, report: Report, unit: PostedUnit, to: Officer | None = None) -> None:
    """Raise `Refused` for a unit that the report is kept from: the level above decides that.

    Outside danger a story that is sealed to few goes to nobody else: neither to a unit none of whose people reads it,
    nor to one officer of it who does not.
    """
    if report.keeps_from(unit.code):
        raise Refused("objection.not_there", unit=unit.name)
    if report.confined:
        reading = [each for each in await readers(uow, report.seal) if each.unit == unit.code]
        if not reading or (to is not None and to.key not in {each.key for each in reading}):
            raise Refused("seal.not_there", unit=unit.name)


def unchanged(report: Report, seen: int) -> None:
    """Raise `Changed` unless a report still has the version that was seen."""
    if report.version != seen:
        raise Changed


def after(report: Report, act: Act, officer: Officer, result: Result | None = None) -> Case:
    """The case after an officer's act, or `Refused` with the reason."""
    return perform(report.case, act, officer.role, holds=report.officer == officer.key, result=result)


def declined(report: Report, officer: Officer) -> Case:
    """The case after an officer has declined: whoever has the report gives it back, for others nothing changes."""
    if report.officer == officer.key:
        return after(report, Act.DECLINE, officer)
    after(report, Act.TAKE, officer)
    return report.case


def may_claim(report: Report, holder: Officer | None) -> bool:
    """Whether a partner may still take a violation that the police took or ended: the partner decides, not they.

    Not while somebody is in danger: then it stays with whoever of the police has it. `holder` has or had it.
    """
    if report.kind is not Kind.VIOLATION or report.case.closed or (holder is not None and holder.role is Role.PARTNER):
        return False
    if report.state is State.DONE:
        return report.result in FINISHING
    return report.state in WITH_US and report.case.taken and report.urgency is not Urgency.DARURAT


def claimed(report: Report) -> Case:
    """The case after a partner took what the police have or had: referred to it, and taken on."""
    return perform(perform(report.case, Act.REFER, Role.PARTNER, holds=True), Act.TAKE, Role.PARTNER)


@dataclass(frozen=True, slots=True)
class Door:
    """A report as those see it who may read its story, and as everybody else does."""

    report: Report
    readers: frozenset[OfficerKey]

    def lets(self, officer: Officer | None) -> bool:
        """Whether an officer reads the story; None is a group, which reads no sealed one."""
        if officer is not None and self.report.keeps_from(officer.unit):
            return False
        if self.report.seal is None:
            return True
        if officer is None or officer.removed:
            return False
        return (
            officer.role not in (Role.PARTNER, Role.LIAISON)
            if self.report.seal is Seal.POLICE
            else officer.key in self.readers
        )

    def of(self, officer: Officer | None) -> Report:
        """The report as this officer may see it."""
        return self.report.opened if self.lets(officer) else self.report.shut


async def door(uow: UnitOfWork, report: Report) -> Door:
    """Who reads the story of a report, its files and what was added to it."""
    return Door(report, frozenset(each.key for each in await readers(uow, report.seal)))


async def readers(uow: UnitOfWork, seal: Seal | None) -> list[Officer]:
    """The people who read the stories under a seal, the seat before the command; nobody else stands in for them."""
    match seal:
        case Seal.PPA:
            return [*await officers.of_function(uow.tx, Function.PPA), *(await _command(uow))[:1]]
        case Seal.PROPAM:
            seat = await officers.of_function(uow.tx, Function.PROPAM)
            return seat or [each for each in await _command(uow) if each.post is Post.CHIEF]
        case Seal.PROPAM_ALONE:
            return await officers.of_function(uow.tx, Function.PROPAM)
        case Seal.TWO_OF_COMMAND:
            return (await _command(uow))[:2]
        case _:
            return []


async def files(uow: UnitOfWork, officer: Officer, report: Report) -> list[Piece]:
    """The files of a report, for an officer who reads its story; else `Refused`."""
    if not (await door(uow, report)).lets(officer):
        raise Refused("seal.files")
    return await evidence.of_report(uow.tx, report.key)


async def history(uow: UnitOfWork, officer: Officer, report: Report) -> list[Event]:
    """What was done on a report; what was said with it only for an officer who reads its story.

    A point that was added is said only to the officer who has the report.
    """
    lets, has_it = (await door(uow, report)).lets(officer), report.officer == officer.key
    return [
        each if lets and (has_it or each.act != RecordedAct.POINT_ADDED) else replace(each, text=None)
        for each in await events.of_report(uow.tx, report.key)
        if lets or each.act not in OF_A_THREAT
    ]


async def numbered(uow: UnitOfWork, officer: Officer | None, number: str) -> Report | None:
    """The report of a number, as if those outside the queue did not exist for people who may not read them."""
    report = await reports.numbered(uow.tx, number)
    if report is None or (officer is not None and report.keeps_from(officer.unit)):
        return None
    if report.apart and not (await door(uow, report)).lets(officer):
        return None
    return report


async def _command(uow: UnitOfWork) -> list[Officer]:
    """The command, in the order in which its people read sealed stories."""
    people = await officers.of_role(uow.tx, Role.COMMAND)
    return sorted(people, key=lambda each: (_COMMAND.index(each.post), each.key))
