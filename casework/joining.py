"""Alarms that tell of one incident: a later one joins the call of the first, and nobody is called anew for it.

Each reporter has a receipt, news and an end of their own, and may say that theirs is another incident; so may an
officer who reads their words. Such a report then stands alone and calls for itself. The third, the tenth and the
thirtieth reporter make everybody be called again.
"""

from dataclasses import dataclass, replace

from casework import authority, calls, escalation, late_location, notices, questions, recorders, screening, together
from casework.calls import Called
from casework.escalation import Escalated
from casework.incident_match import may_be_separated, place_of
from casework.incident_words import LONGEST_WORDS, WORDS_OF, tell_words
from casework.story import rounded, story
from conversations.buttons.citizen import OtherIncident
from conversations.screen import Button, Key, Line, Value
from db import incidents, officers, pings, reports
from db.chats import ChatKey
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from language.meant_places import tells_of_moving
from language.words import read
from locales import Refused
from reports.escalation import EscalationLevel
from reports.joining import RINGS, WITHIN, same_place
from reports.state import Act, RecordedAct, State, perform
from resort.roles import Role


@dataclass(frozen=True, slots=True)
class Joined:
    """The incident that an alarm joined, and what is so of it: its reporter is told no more than that."""

    incident: Report
    reporters: int  # different people, no more than the last of `RINGS` are counted
    own: bool  # it is their own first alarm that they joined
    called: bool  # somebody was called to it

    @property
    def taken(self) -> bool:
        """Whether an officer has it."""
        return self.incident.case.taken


@dataclass(frozen=True, slots=True)
class Filed(Escalated):
    """A report as it was filed, who was called to it, and the incident that it joined."""

    joined: Joined | None = None


async def join(uow: UnitOfWork, report: Report, reporter: ChatKey, incident: Report) -> Filed:
    """A report that was just stored joins an incident: whoever has it reads its words, and at times all are called."""
    case = perform(report.case, Act.MERGE, Role.CLOCK)
    report = await reports.advance(uow.tx, report, case, uow.now)
    merged = await reports.merged_into(uow.tx, incident.key)
    quiet = uow.now - max(each.created_at for each in (incident, *merged)) > WITHIN
    before = await _reporters(uow, incident)
    report = await reports.amend(uow.tx, replace(report, duplicate_of=incident.key), uow.now)
    await uow.record(RecordedAct.JOINED_INCIDENT, str(Role.CLOCK), report=report.key, text=incident.number)
    await uow.record(RecordedAct.MERGED_INTO_THIS, str(Role.CLOCK), report=incident.key, text=report.number)
    after = before | {reporter}
    count = len(after)
    rings = count in RINGS and count > len(before)
    called = bool(await pings.of_report(uow.tx, incident.key))
    if rings and not incident.case.taken:
        again = await calls.call_everybody(uow, incident, Line("ping.joined_many", {"count": count}))
        called = called or bool(again)
    elif count <= WORDS_OF or rings:
        await calls.refresh(uow, incident)
    if reporter in before:
        said: dict[str, Value] = {"other": report.number, "words": story(rounded(report), LONGEST_WORDS)}
        values: dict[str, Value] = {"number": incident.number, "news": Line("ping.joined_own", said)}
        await questions.tell_officers(uow, incident, Line("ping.news", values), reporter)
    else:
        await _tell_holder(uow, incident, report, count, rings=rings or quiet)  # so late it may be news
    return Filed(report, Called(), Joined(incident, count, own=reporter in before, called=called))


async def join_officer(uow: UnitOfWork, report: Report, leading: Report, officer: Officer) -> Report:
    """A citizen's report joins that of an officer: its reporter hears so, and may say that it is another."""
    report = await reports.advance(uow.tx, report, perform(report.case, Act.MERGE, Role.CLOCK), uow.now)
    report = await reports.amend(uow.tx, replace(report, duplicate_of=leading.key), uow.now)
    await uow.record(RecordedAct.JOINED_INCIDENT, officer, report=report.key, text=leading.number)
    await uow.record(RecordedAct.MERGED_INTO_THIS, officer, report=leading.key, text=report.number)
    if report.urgency.rank < leading.urgency.rank:
        leading = await reports.amend(uow.tx, replace(leading, urgency=report.urgency), uow.now)
    for each in await reports.merged_into(uow.tx, report.key):
        await reports.amend(uow.tx, replace(each, duplicate_of=leading.key), uow.now)
    await calls.refresh(uow, report)
    await calls.refresh(uow, leading)
    there = "joined_there" if leading.state is State.ACTED_ON else "joined_officer"
    rows = ((Button(Key("button.other_incident"), OtherIncident(report.number)),),)
    await notices.ask(uow, report, Line(f"notice.{there}", {"number": report.number}), rows, lane=Lane.PING)
    return report


async def separate_own(uow: UnitOfWork, reporter: ChatKey, number: str) -> Escalated:
    """Its reporter says that it is another incident: officers are called, of a screened person the desk first."""
    return await _separate(uow, await authority.own(uow, reporter, number), str(Role.REPORTER), reporter)


async def separate(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """An officer says that a report that joined theirs is another incident: its reporter hears who was called."""
    report = await reports.get(uow.tx, key)
    if report is None:
        raise Refused("rights.not_yours")
    await authority.involved(uow, officer, (await together.leading(uow, report)).key)
    begun = await _separate(uow, report, officer)
    await notices.tell(uow, begun.report, "separated" if begun.called else "separated_nobody", lane=Lane.PING)
    return begun.report


async def put_right(uow: UnitOfWork, reporter: ChatKey, report: Report, words: str) -> Report:
    """Its reporter puts the place right: what was one incident because of the wrong place is no longer one.

    That something moved on separates nothing: whoever has the incident reads it.
    """
    moves_on = tells_of_moving([each.plain for each in read(words)])
    named = await incidents.of_report(uow.tx, report.key) is not None
    if named or (moves_on and report.state is State.DUPLICATE):
        return report
    placed = await late_location.put_right(uow, report, words)
    if placed is None:
        return report
    if await may_be_separated(uow, placed):
        begun = await _separate(uow, placed, str(Role.REPORTER), reporter)
        await notices.tell(uow, begun.report, "separated" if begun.called else "separated_nobody", lane=Lane.PING)
        return begun.report
    there = place_of(placed)
    left = (
        []
        if moves_on
        else [
            each
            for each in await reports.merged_into(uow.tx, placed.key)
            if await may_be_separated(uow, each) and same_place(place_of(each.opened), there) is not True
        ]
    )
    if left:
        first, *rest = left
        for each in rest:
            await reports.amend(uow.tx, replace(each, duplicate_of=first.key), uow.now)
        begun = await _separate(uow, first, str(Role.REPORTER))
        await notices.tell(uow, begun.report, "separated" if begun.called else "separated_nobody", lane=Lane.PING)
    return placed


async def _separate(uow: UnitOfWork, report: Report, by: Officer | str, reporter: ChatKey | None = None) -> Escalated:
    if not await may_be_separated(uow, report):
        raise Refused("mine.alone_already")
    incident = await together.leading(uow, report)
    report = await reports.advance(uow.tx, report, perform(report.case, Act.REOPEN, Role.REPORTER), uow.now)
    report = await reports.amend(uow.tx, replace(report, level=EscalationLevel.DUTY, duplicate_of=None), uow.now)
    await uow.record(RecordedAct.SEPARATED, by, report=report.key, text=incident.number)
    if not incident.case.closed:
        await calls.refresh(uow, incident)
    if reporter is not None and (desk := await screening.hold(uow, report, reporter)):
        return Escalated(report, desk)
    return await escalation.begin(uow, report, [Line("ping.separated", {"number": incident.number})])


async def _reporters(uow: UnitOfWork, incident: Report) -> set[ChatKey]:
    """The people who reported an incident; they are counted no further than the last of `RINGS`."""
    merged = await reports.merged_into(uow.tx, incident.key)
    return {await person(uow, each) for each in (incident, *merged[: RINGS[-1]])}


async def person(uow: UnitOfWork, report: Report) -> ChatKey:
    """Who is counted as the reporter: of reports that were written down for others, each is another person."""
    if await recorders.is_recorded(uow, report):
        return ChatKey(-report.key)
    return await reports.reporter(uow.tx, report.key)


async def _tell_holder(uow: UnitOfWork, incident: Report, report: Report, count: int, *, rings: bool) -> None:
    """Whoever has the incident reads what the next person writes; it makes a sound when everybody is called again."""
    officer = await officers.get(uow.tx, incident.officer)
    if officer is None or officer.removed or not (count <= WORDS_OF or rings):
        return
    await tell_words(uow, officer, incident, report, count, silent=not rings)
    if rings:
        text = Line("ping.joined_taken", {"number": incident.number, "count": count, "callsign": officer.callsign})
        await notices.tell_desk(uow, text, notices.open_on_desk(incident), but=officer)
