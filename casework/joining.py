"""Alarms that tell of one incident: a later one joins the call of the first, and nobody is called anew for it.

Each reporter has a receipt, news and an end of their own, and may say that theirs is another incident; so may an
officer who reads their words. Such a report then stands alone and calls for itself. The third, the tenth and the
thirtieth reporter make everybody be called again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework import (
    authority,
    calls,
    escalation,
    late_location,
    notices,
    questions,
    recorders,
    screening,
    together,
)
from casework.calls import Called
from casework.escalation import Escalated
from casework.story import place, rounded, story
from conversations.buttons.citizen import OtherIncident
from conversations.buttons.officer import OtherReporters, Separate
from conversations.callback import Topic
from conversations.report_draft import ReportDraft, whole_story
from conversations.report_values import Placed
from conversations.screen import Button, Key, Line, Screen, Value
from db import events, incidents, officers, pings, reports, screenings, tellings
from db.chats import ChatKey
from db.incidents import Incident
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.tellings import What
from db.unit_of_work import UnitOfWork
from language.meant_places import tells_of_moving
from language.words import read
from locales import Refused
from locales.times import clock
from reports.category import Category, Kind
from reports.danger import hear
from reports.escalation import EscalationLevel
from reports.joining import (
    RINGS,
    WITHIN,
    Alarm,
    Place,
    harm_in,
    is_beside,
    is_beside_place,
    joins,
    joins_named,
    joins_own,
    same_place,
    says_another,
    who_in,
)
from reports.state import WITH_US, Act, RecordedAct, State, Veracity, perform
from reports.urgency import Urgency
from resort.position import Position
from resort.roles import Role

LONGEST_WORDS = 300  # of one reporter, for the officer who has the incident
WORDS_OF = 10  # reporters, whose words are sent on one by one; the words of all can be looked at
_OWN = 3  # of a person's reports, the latest, among which their first alarm is looked for


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


async def incident_of(uow: UnitOfWork, reporter: ChatKey | None, draft: ReportDraft) -> Report | None:
    """The open incident that an alarm tells of, before it is stored; None if it stands alone.

    Without a reporter, for one that was written down for somebody whom we do not know.
    """
    if draft.kind is Kind.VIOLATION:
        return None
    alarm = _alarm_of_draft(uow, draft)
    before = [] if reporter is None else await reports.list_of_reporter(uow.tx, reporter, limit=_OWN)
    for own in before:
        if await reports.taken_back_at(uow.tx, own.key) is not None:
            continue
        leading = await together.leading(uow, own)
        if _may_be_joined(leading) and joins_own(alarm, _alarm(uow, own)):
            return leading
    if _is_taken_over(uow, draft, before):
        return None  # where they were when they reported last: they need not be there any more
    for _, leading in await _named(uow):
        arrived = await _has_arrived(uow, leading)
        urgent = leading.urgency is Urgency.DARURAT
        if urgent and _may_be_joined(leading) and joins_named(alarm, _alarm(uow, leading), arrived=arrived):
            return leading
    if alarm.place.point is None and not (alarm.place.village and alarm.place.tps):
        return None
    for call in await reports.open_alarms(uow.tx, uow.now - WITHIN, alarm.place):
        named = await incidents.of_report(uow.tx, call.key)
        alike = named is None and _may_be_joined(call) and joins(alarm, _alarm(uow, call))
        if alike and not await screenings.held(uow.tx, call.key):
            return call  # a call that the desk holds back has called nobody
    return None


async def beside(uow: UnitOfWork, report: Report) -> Line | None:
    """What an alarm that calls for itself is near: a named incident, for the officers of both, or another call."""
    alarm = _alarm(uow, report)
    for incident, leading in await _named(uow):
        if is_beside(alarm, _alarm(uow, leading)):
            await incidents.put_beside(uow.tx, report.key, incident.key)
            await calls.refresh(uow, leading)
            return Line("ping.beside", {"name": incident.name, "number": leading.number})
    for call in await reports.open_alarms(uow.tx, uow.now - WITHIN, alarm.place):
        if call.key != report.key and same_place(alarm.place, _place_of(call)) is True:
            return Line("ping.beside_call", {"number": call.number})
    return None


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
    there = _place_of(placed)
    left = (
        []
        if moves_on
        else [
            each
            for each in await reports.merged_into(uow.tx, placed.key)
            if await may_be_separated(uow, each) and same_place(_place_of(each.opened), there) is not True
        ]
    )
    if left:
        first, *rest = left
        for each in rest:
            await reports.amend(uow.tx, replace(each, duplicate_of=first.key), uow.now)
        begun = await _separate(uow, first, str(Role.REPORTER))
        await notices.tell(uow, begun.report, "separated" if begun.called else "separated_nobody", lane=Lane.PING)
    return placed


async def may_be_separated(uow: UnitOfWork, report: Report) -> bool:
    """Whether a report is part of an incident because the machine put it there."""
    if report.state is not State.DUPLICATE:
        return False
    acts = [each.act for each in await events.of_report(uow.tx, report.key)]
    return RecordedAct.JOINED_INCIDENT in acts and Act.MERGE not in acts


async def has_joined(uow: UnitOfWork, report: Report) -> bool:
    """Whether a report ever joined an incident."""
    return RecordedAct.JOINED_INCIDENT in [each.act for each in await events.of_report(uow.tx, report.key)]


async def words(uow: UnitOfWork, officer: Officer, incident: Report) -> list[tuple[Report, Value]]:
    """The reports that joined an incident, the newest first, with their words as far as this officer reads them."""
    merged = reversed(await reports.merged_into(uow.tx, incident.key))
    return [(each, story(rounded((await authority.door(uow, each)).of(officer)), LONGEST_WORDS)) for each in merged]


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
    await _tell_words(uow, officer, incident, report, count, silent=not rings)
    if rings:
        text = Line("ping.joined_taken", {"number": incident.number, "count": count, "callsign": officer.callsign})
        await notices.tell_desk(uow, text, notices.open_on_desk(incident), but=officer)


async def brief(uow: UnitOfWork, officer: Officer, incident: Report) -> None:
    """Whoever comes to have an incident reads what each of its other reporters wrote, and where, in their order."""
    merged = await reports.merged_into(uow.tx, incident.key)
    for count, each in enumerate(merged[: WORDS_OF - 1], 2):
        await _tell_words(uow, officer, incident, each, count, silent=True)
    if len(merged) >= WORDS_OF:
        rows = ((Button(Key("button.others"), OtherReporters(incident.key)),),)
        values: dict[str, Value] = {"number": incident.number, "count": len(merged) - WORDS_OF + 1}
        await uow.tell(
            officer.chat, Screen(Line("ping.joined_more", values), rows), Topic.PING, lane=Lane.PING, silent=True
        )


async def _tell_words(
    uow: UnitOfWork, officer: Officer, incident: Report, report: Report, count: int, *, silent: bool
) -> None:
    """Tell an officer who has an incident what one of its reporters wrote and where, as far as the officer reads it."""
    if report.keeps_from(officer.unit):
        return
    seen = (await authority.door(uow, report)).of(officer)
    apart = await may_be_separated(uow, report)
    rows = ((Button(Key("button.separate"), Separate(report.key)),),) if apart else ()
    values: dict[str, Value] = {
        "number": incident.number,
        "count": count,
        "other": report.number,
        "at": clock(report.created_at, uow.resort.zone),
        "where": place(rounded(seen), uow.scene),
        "words": story(rounded(seen), LONGEST_WORDS),
        "apart": Line("ping.joined_apart") if apart else "",
    }
    screen = Screen(Line("ping.joined", values), rows)
    message = await uow.tell(officer.chat, screen, Topic.PING, lane=Lane.PING, silent=silent)
    if message is not None:
        await tellings.add(uow.tx, report.key, message.id, officer.chat, What.WORDS, uow.now)
    await calls.show_point(uow, replace(report, officer=officer.key))


async def _named(uow: UnitOfWork) -> list[tuple[Incident, Report]]:
    """The incidents that the desk has named and not ended, with the reports that lead them."""
    found = [(each, await reports.get(uow.tx, each.report)) for each in await incidents.open_ones(uow.tx)]
    return [(incident, report) for incident, report in found if report is not None]


async def _has_arrived(uow: UnitOfWork, report: Report) -> bool:
    """Whether somebody has been on the spot."""
    return any(each.act == Act.ARRIVE for each in await events.of_report(uow.tx, report.key))


def _may_be_joined(report: Report) -> bool:
    """Whether alarms may still join a report: an open emergency of ours that is not sealed and not judged false."""
    open_alarm = report.urgency is Urgency.DARURAT and report.state in WITH_US and not report.case.closed
    whole = report.seal is None and report.kind is not Kind.VIOLATION
    return open_alarm and whole and report.veracity is not Veracity.FALSE


def _alarm(uow: UnitOfWork, report: Report) -> Alarm:
    told = report.opened
    return _read(uow, report.created_at, report.category, told.what, _place_of(told))


def _alarm_of_draft(uow: UnitOfWork, draft: ReportDraft) -> Alarm:
    told = whole_story(draft) or ""
    return _read(uow, uow.now, draft.category, told, _told_place(uow, draft, told))


def _read(uow: UnitOfWork, at: datetime, category: Category | None, told: str, place: Place) -> Alarm:
    return Alarm(at, category, _dangers(uow, told), place, harm_in(told), who_in(told), says_another(told))


def _place_of(placed: Placed) -> Place:
    point = None
    if placed.latitude is not None and placed.longitude is not None:
        point = Position(placed.latitude, placed.longitude)
    return Place(placed.district, placed.village, placed.tps, point)


def _told_place(uow: UnitOfWork, draft: ReportDraft, told: str) -> Place:
    """Where a draft is, as far as all of its words agree: where they name several places it is none that is known."""
    at = _place_of(draft)
    heard = uow.scene.hear("\n".join(each for each in (told, draft.place) if each))
    if heard.reading.names_tps and heard.reading.tps != draft.tps:
        at = replace(at, tps=None)
    own = None if at.village is None else uow.resort.areas.get(at.village)
    others = [area for area in heard.areas if area.is_village and own is not None and area.name != own.name]
    if others or at.village in heard.denied or is_beside_place(heard.text):
        at = replace(at, tps=None)
    if len(heard.landmarks) > 1:
        at = replace(at, point=None)
    return at


def _is_taken_over(uow: UnitOfWork, draft: ReportDraft, before: Sequence[Report]) -> bool:
    """Whether the place of a draft is that of an earlier report of the same person, and its own words name none."""
    heard = uow.scene.hear(draft.what or "")
    if heard.reading.names_tps or heard.areas or heard.position is not None:
        return False
    place = _place_of(draft)
    return place != Place() and any(_place_of(each.opened) == place for each in before)


def _dangers(uow: UnitOfWork, told: str) -> frozenset[str]:
    return frozenset(hear(read(told), uow.resort.areas.names).kinds) if told else frozenset()
