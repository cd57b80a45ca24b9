"""Incidents that live for hours. The desk names and ends them, never the machine; what goes on in them is one report's.

Desk:    taps Jadikan kejadian below a report, and names it; whoever has the report leads it, else the desk itself
Officer: taps Keadaan, then four times: how many, the mood, weapons, hurt
Leader:  taps Kabar bersama and writes one line: everybody who reported it gets it
Desk:    moves it, hands the lead to another, ends it: everybody who reported it is told
"""

from broadcasts.lint import in_words
from casework import authority, calls, circles, late_location, notices, objections, progress, to_reporter
from casework.story import place
from casework.to_reporter import Words
from conversations.buttons.desk import OpenIncident
from conversations.callback import Topic
from conversations.report_values import area_of_point, category_name
from conversations.screen import Button, Key, Line, Screen, Value
from db import incidents, officers, reachable, reports, waits
from db.incidents import Incident
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from locales import AskAgain, Refused
from reports.estimate import STEPS, Estimate
from reports.gathering import is_gathering
from reports.result import Result
from reports.state import WITH_US, RecordedAct, State
from resort.rights import Right, may
from resort.roles import Role
from resort.waits import RULES, Kind, next_due

LONGEST_NAME, LONGEST_LINE = 60, 300


async def check_nameable(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """A report that an officer of the desk may make an incident of; else `Refused`."""
    authority.require(officer, Right.DESK)
    report = await authority.on_desk(uow, officer, key)
    if report.state not in WITH_US or report.case.closed or report.seal is not None:
        raise Refused("incident.not_possible")
    if await incidents.of_report(uow.tx, key) is not None:
        raise Refused("incident.named_already")
    return report


def proposed(uow: UnitOfWork, report: Report) -> tuple[Value, Value]:
    """What an incident would be called: what it is, and in which area. A lawful gathering is called what it is."""
    gathering = is_gathering(report.opened.what)
    what = Key("incident.gathering") if gathering else category_name(report.category)
    read = area_of_point(report, uow.scene)
    code = report.village or report.district
    area = uow.resort.areas.get(code) if code else read
    return what, area.name if area is not None else Key("report.no_place")


async def name(uow: UnitOfWork, officer: Officer, key: ReportKey, words: str) -> Report:
    """The desk makes an incident of a report. Whoever has it leads the incident, else the one who named it."""
    report = await check_nameable(uow, officer, key)
    called = " ".join(words.split())
    if not called or len(called) > LONGEST_NAME:
        raise AskAgain("ask.shorter", most=LONGEST_NAME)
    _check_words(uow, called, Words.LABEL)
    leader = officer.key if report.officer is None else report.officer
    await incidents.begin(uow.tx, report.key, called, leader, uow.now)
    await uow.record(RecordedAct.INCIDENT_NAMED, officer, report=report.key, text=called)
    await calls.refresh(uow, report)
    if leader != officer.key:
        await _tell_leader(uow, report, called, leader)
    return report


async def lead(uow: UnitOfWork, officer: Officer, key: ReportKey, leader: OfficerKey) -> Report:
    """The desk gives the lead to another officer of the police."""
    authority.require(officer, Right.DESK)
    report, incident = await _of_desk(uow, officer, key)
    chosen = await officers.get(uow.tx, leader)
    if chosen is None or chosen.key not in [each.key for each in await candidates(uow, report)]:
        raise Refused("flow.old_button")
    await incidents.lead(uow.tx, incident, chosen.key)
    await uow.record(RecordedAct.INCIDENT_LED, officer, report=report.key, text=chosen.callsign)
    await calls.refresh(uow, report)
    if chosen.key != officer.key:
        await _tell_leader(uow, report, incident.name, chosen.key)
    return report


async def candidates(uow: UnitOfWork, report: Report) -> list[Officer]:
    """The officers who may lead: whoever has the report, then heads, desk and command on duty."""
    roles = (Role.HEAD, Role.DESK, Role.COMMAND)
    found = [each for role in roles for each in await reachable.of_role(uow.tx, uow.vault, role)]
    holder = await officers.get(uow.tx, report.officer)
    on_duty = [each.officer for each in found if each.officer.on_duty]
    return [*([holder] if holder is not None else []), *(each for each in on_duty if each.key != report.officer)]


async def check_line(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """A report whose incident this officer writes the shared line of; else `Refused`."""
    report = await authority.involved(uow, officer, key)
    incident = await _open(uow, key)
    if incident.leader != officer.key and not may(officer.role, Right.DESK):
        raise Refused("incident.leader_writes")
    return report


async def tell(uow: UnitOfWork, officer: Officer, key: ReportKey, words: str) -> bool:
    """Everybody who reported the incident gets its leader's line. False when none of them can be written to."""
    report = await check_line(uow, officer, key)
    incident = await _open(uow, key)
    line = words.strip()
    if len(line) > LONGEST_LINE:
        raise AskAgain("ask.shorter", most=LONGEST_LINE)
    if line == incident.line:
        raise AskAgain("incident.same_line")
    _check_words(uow, line, Words.SENTENCE)
    await incidents.tell(uow.tx, incident, line, uow.now)
    await uow.record(RecordedAct.INCIDENT_TOLD, officer, report=report.key, text=line)
    await calls.refresh(uow, report)
    return await notices.send(
        uow, report, Line("notice.incident", {"number": report.number, "name": incident.name, "words": line})
    )


async def check_estimate(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """A report whose incident this officer may say something of; else `Refused`."""
    report = await authority.involved(uow, officer, key)
    await _open(uow, key)
    return report


async def estimate(uow: UnitOfWork, officer: Officer, key: ReportKey, said: Estimate) -> Report:
    """An officer says how it stands there; every copy of the call shows it, and who estimated."""
    report = await authority.involved(uow, officer, key)
    incident = await _open(uow, key)
    await incidents.estimate(uow.tx, incident, officer.key, said, uow.now)
    steps = ", ".join(str(getattr(said, step)) for step in STEPS)
    await uow.record(RecordedAct.INCIDENT_ESTIMATED, officer, report=report.key, text=steps)
    await calls.refresh(uow, report)
    return report


async def move(uow: UnitOfWork, officer: Officer, key: ReportKey, words: str) -> Report:
    """It has moved: the desk or its leader says where it is now, and the people of that place are called too."""
    report = await check_line(uow, officer, key)
    to_reporter.check(words, Words.ABOUT_THEM, of_incident=True)
    moved = await late_location.move(uow, report, words)
    await uow.record(RecordedAct.INCIDENT_MOVED, officer, report=report.key, text=words)
    await objections.ask(uow, moved)
    await calls.refresh(uow, moved)
    await calls.call_missing(uow, moved, Line("ping.incident_moved"))
    await _tell_of_move(uow, officer, moved)
    return moved


async def _tell_of_move(uow: UnitOfWork, by: Officer, report: Report) -> None:
    """Whoever has an incident, and whoever leads it, hears where it is now: they may be on the way to where it was."""
    incident = await _open(uow, report.key)
    values: dict[str, Value] = {"number": report.number, "name": incident.name, "where": place(report, uow.scene)}
    for key in dict.fromkeys((report.officer, incident.leader)):
        officer = await officers.get(uow.tx, key)
        if officer is not None and officer.key != by.key and not officer.removed:
            await uow.tell(officer.chat, Screen(Line("incident.moved", values)), Topic.PING, lane=Lane.PING)


async def end(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """The desk ends an incident: its report is done, and each of its reporters is asked whether it is solved."""
    authority.require(officer, Right.DESK)
    report, incident = await _of_desk(uow, officer, key)
    await incidents.end(uow.tx, incident, uow.now)
    await uow.record(RecordedAct.INCIDENT_ENDED, officer, report=report.key, text=incident.name)
    if report.state in WITH_US and not report.case.closed:
        return await progress.finish(uow, officer, key, Result.HANDLED)
    await calls.refresh(uow, report)
    return report


async def look(uow: UnitOfWork, key: WaitKey) -> None:
    """An incident of which nobody has said anything for hours: its leader is asked, else the desk and who is above."""
    incident = await incidents.waiting(uow.tx, key)
    if incident is None:
        return
    wait = await waits.get(uow.tx, key)
    await waits.ring(uow.tx, key, next_due(Kind.INCIDENT, wait.rings + 1, uow.now))
    report = await reports.get(uow.tx, incident.report)
    leader = await officers.get(uow.tx, incident.leader)
    assert report is not None
    over = report.case.closed or report.state is State.DONE
    text = Line("incident.still_open", {"number": report.number, "name": incident.name})
    ladder = (RULES[Kind.INCIDENT].owed, *RULES[Kind.INCIDENT].ladder)
    lost = leader is None or leader.removed
    rows = ((Button(Key("button.incident"), OpenIncident(report.key)),),)
    chat = None if leader is None or lost or over else leader.chat
    await circles.tell(uow, ladder if chat is not None else ladder[1:], text, rows, officer=chat, topic=Topic.DESK)


def _check_words(uow: UnitOfWork, said: str, words: Words) -> None:
    """Raise `Refused` for what is not neutral, or must reach no reporter: many citizens read it, unapproved."""
    if concerns := in_words(said, uow.resort.guarded_names):
        raise AskAgain("incident.not_neutral", words=concerns[0].excerpt)
    to_reporter.check(said, words, of_incident=True)


async def _of_desk(uow: UnitOfWork, officer: Officer, key: ReportKey) -> tuple[Report, Incident]:
    report = await authority.on_desk(uow, officer, key)
    return report, await _open(uow, key)


async def _open(uow: UnitOfWork, key: ReportKey) -> Incident:
    incident = await incidents.of_report(uow.tx, key)
    if incident is None:
        raise Refused("incident.over")
    return incident


async def _tell_leader(uow: UnitOfWork, report: Report, called: str, leader: OfficerKey) -> None:
    officer = await officers.get(uow.tx, leader)
    if officer is not None and not officer.removed:
        text = Line("incident.you_lead", {"number": report.number, "name": called})
        await uow.tell(officer.chat, Screen(text), Topic.PING, lane=Lane.PING)
