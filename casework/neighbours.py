"""A report from elsewhere is handed over to the neighbouring Polres, if its reporter agrees.

Reporter: [Teruskan ke Polres Bengkalis]
Desk:     telephones there, taps Diterima di sana, and writes who received it
Reporter: diterima Polres Bengkalis oleh … pukul …

Until then nothing changes: the report is called here, escalates here, and an emergency rings here.
"""

from dataclasses import replace

from casework import authority, calls, notices, recorders, to_reporter
from casework.to_reporter import Words
from conversations.buttons.desk import OpenOnDesk, ReceivedThere
from conversations.report_values import elsewhere
from conversations.screen import Button, Key, Line, Value
from db import neighbours, reports
from db.chats import ChatKey
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from locales import AskAgain, Refused
from locales.times import clock
from reports.state import RecordedAct, State
from resort.neighbour import Neighbour
from resort.roles import Role

LONGEST = 80  # characters of who received it


async def of(uow: UnitOfWork, report: Report) -> Neighbour | None:
    """The Polres that answers for where a report says it is; None in this resort, and where nobody knows of one."""
    told = report.opened
    where = elsewhere(told, told.what, uow.scene)
    return await neighbours.of_area(uow.tx, where) if isinstance(where, str) and not isinstance(where, Key) else None


async def agree(uow: UnitOfWork, reporter: ChatKey, number: str) -> tuple[Report, Neighbour, bool]:
    """The reporter lets it be handed over: the desk is told whom to telephone. Whether anybody of it was told.

    Of a report that was written down, its recorder says the yes that they heard.
    """
    report = await authority.own(uow, reporter, number)
    neighbour = await of(uow, report)
    if neighbour is None or report.case.closed or report.seal is not None:
        raise Refused("flow.old_button")
    if not await neighbours.agree(uow.tx, report.key, neighbour.name, uow.now):
        return report, neighbour, True
    said = await recorders.recorder(uow, report) or str(Role.REPORTER)
    await uow.record(RecordedAct.NEIGHBOUR_AGREED, said, report=report.key, text=neighbour.name)
    values: dict[str, Value] = {
        "number": report.number,
        "neighbour": neighbour.name,
        "phone": neighbour.phone,
        "contact": Line("neighbour.contact", {"contact": neighbour.contact}) if neighbour.contact else "",
    }
    rows = (
        (Button(Key("button.received_there"), ReceivedThere(report.key)),),
        (Button(Key("button.open_report"), OpenOnDesk(report.key)),),
    )
    told = await notices.tell_desk(uow, Line("neighbour.hand_over", values), rows)
    return report, neighbour, told


async def receivable(uow: UnitOfWork, officer: Officer, key: ReportKey) -> tuple[Report, str]:
    """A report on this officer's desk that its reporter let us hand over; else `Refused`."""
    report = await authority.on_desk(uow, officer, key)
    name = await neighbours.agreed(uow.tx, key)
    if name is None or report.case.closed:
        raise Refused("neighbour.received_already")
    return report, name


async def received(uow: UnitOfWork, officer: Officer, key: ReportKey, who: str) -> Report:
    """Somebody there has received it: it ends here, and its reporter reads by whom and when."""
    report, name = await receivable(uow, officer, key)
    who = " ".join(who.split())
    if not 2 <= len(who) <= LONGEST:
        raise AskAgain("neighbour.say_who")
    to_reporter.check(who, Words.LABEL)
    await neighbours.receive(uow.tx, key, who, uow.now)
    case = replace(report.case, state=State.REFERRED, closed=True, taken=False, result=None)
    before, report = report, await reports.advance(uow.tx, report, case, uow.now)
    await uow.record(RecordedAct.NEIGHBOUR_RECEIVED, officer, report=key, text=f"{name}: {who}")
    await calls.refresh(uow, report)
    await notices.stop(uow, before, officer, "neighbour.stop", neighbour=name)
    values: dict[str, Value] = {
        "number": report.number,
        "neighbour": name,
        "who": who,
        "clock": clock(uow.now, uow.resort.zone),
    }
    await notices.send(uow, report, Line("notice.neighbour", values))
    return report
