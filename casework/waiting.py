"""What waits in an officer's own area: untaken reports to which the rules, or their level, would call them now."""

from dataclasses import dataclass

from casework import authority, calls
from casework.addressees import Addressee, Addressees
from casework.authority import require
from conversations.buttons.staff import Duty
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import call_lists, queue, reports, units
from db.officers import Officer
from db.outbox import Lane
from db.queue import Waiting, Wanted
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.urgency import Urgency
from resort.rights import Right, may

MOST_SHOWN = 5
_MOST_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class WaitingHere:
    """Untaken emergencies, and the first of the other reports; `more` if not all are here."""

    emergencies: tuple[Waiting, ...] = ()
    others: tuple[Waiting, ...] = ()
    more: bool = False


async def of_officer(uow: UnitOfWork, officer: Officer) -> WaitingHere:
    """What waits for an officer, most urgent and oldest first."""
    areas = await units.areas(uow.tx, officer.unit)
    wanted = Wanted(untaken=True, unit=officer.unit if areas else None, reader=officer.unit)
    found: list[Waiting] = []
    looked_at = await queue.page(uow.tx, wanted, None, _MOST_LOOKED_AT)
    for waiting in looked_at:
        report = await reports.get(uow.tx, waiting.key)
        if report is not None and await _would_be_called(uow, officer, report):
            found.append(waiting)
        if len(found) > MOST_SHOWN:
            break
    urgent = tuple(each for each in found[:MOST_SHOWN] if each.urgency is Urgency.DARURAT)
    others = tuple(each for each in found[:MOST_SHOWN] if each.urgency is not Urgency.DARURAT)
    return WaitingHere(urgent, others, len(found) > MOST_SHOWN or len(looked_at) == _MOST_LOOKED_AT)


async def show(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """Send an officer the call of a report that waits for them; else `Refused`."""
    require(officer, Right.ACT)
    report = await reports.get(uow.tx, key)
    if report is None or not (
        await _would_be_called(uow, officer, report) or await authority.concerns(uow, officer, report)
    ):
        raise Refused("rights.not_yours")
    if report.case.taken or report.case.closed:
        raise Refused("act.taken" if report.case.taken else "act.closed")
    await calls.call_officer(uow, report, officer, Line("ping.waits_here"), always=True)
    await call_lists.take_off(uow.tx, report.key, officer.chat)
    return report


async def greet(uow: UnitOfWork, officer: Officer) -> None:
    """Show an officer who has just come on duty what waits in their area, each emergency as its call."""
    waits = await of_officer(uow, officer) if officer.on_duty else WaitingHere()
    count = len(waits.emergencies) + len(waits.others)
    if not count:
        return
    key = "duty.waits_urgent" if waits.emergencies else "duty.waits_more" if waits.more else "duty.waits_here"
    rows = ((Button(Key("button.duty"), Duty()),),)
    await uow.tell(officer.chat, Screen(Line(key, {"count": count}), rows), Topic.PEOPLE, lane=Lane.ANSWER)
    for each in waits.emergencies:
        await show(uow, officer, each.key)


async def show_again(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """Send an officer the call of a report once more that is theirs, or that they reported; else `Refused`."""
    report = await authority.involved(uow, officer, key)
    await calls.call_officer(uow, report, officer, Line("ping.shown_again"), always=True)
    return report


async def _would_be_called(uow: UnitOfWork, officer: Officer, report: Report) -> bool:
    if report.keeps_from(officer.unit):
        return False
    addressees = Addressees(uow, report)
    called: list[Addressee] = [*await addressees.by_rules(), *await addressees.at(report.level)]
    return any(each.chat.key == officer.chat for each in called) or may(officer.role, Right.DESK)
