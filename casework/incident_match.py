"""Which open incident an alarm tells of, what it is near, and whether a report has joined one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from casework import calls, together
from conversations.report_draft import ReportDraft, whole_story
from conversations.report_values import Placed
from conversations.screen import Line
from db import events, incidents, reports, screenings
from db.chats import ChatKey
from db.incidents import Incident
from db.reports import Report
from db.unit_of_work import UnitOfWork
from language.words import read
from reports.category import Category, Kind
from reports.danger import hear
from reports.joining import (
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
from reports.state import WITH_US, Act, RecordedAct, State, Veracity
from reports.urgency import Urgency
from resort.position import Position

_OWN = 3  # of a person's reports, the latest, among which their first alarm is looked for


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
        if call.key != report.key and same_place(alarm.place, place_of(call)) is True:
            return Line("ping.beside_call", {"number": call.number})
    return None


async def may_be_separated(uow: UnitOfWork, report: Report) -> bool:
    """Whether a report is part of an incident because the machine put it there."""
    if report.state is not State.DUPLICATE:
        return False
    acts = [each.act for each in await events.of_report(uow.tx, report.key)]
    return RecordedAct.JOINED_INCIDENT in acts and Act.MERGE not in acts


async def has_joined(uow: UnitOfWork, report: Report) -> bool:
    """Whether a report ever joined an incident."""
    return RecordedAct.JOINED_INCIDENT in [each.act for each in await events.of_report(uow.tx, report.key)]


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
    return _read(uow, report.created_at, report.category, told.what, place_of(told))


def _alarm_of_draft(uow: UnitOfWork, draft: ReportDraft) -> Alarm:
    told = whole_story(draft) or ""
    return _read(uow, uow.now, draft.category, told, _told_place(uow, draft, told))


def _read(uow: UnitOfWork, at: datetime, category: Category | None, told: str, place: Place) -> Alarm:
    return Alarm(at, category, _dangers(uow, told), place, harm_in(told), who_in(told), says_another(told))


def place_of(placed: Placed) -> Place:
    point = None
    if placed.latitude is not None and placed.longitude is not None:
        point = Position(placed.latitude, placed.longitude)
    return Place(placed.district, placed.village, placed.tps, point)


def _told_place(uow: UnitOfWork, draft: ReportDraft, told: str) -> Place:
    """Where a draft is, as far as all of its words agree: where they name several places it is none that is known."""
    at = place_of(draft)
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
    place = place_of(draft)
    return place != Place() and any(place_of(each.opened) == place for each in before)


def _dangers(uow: UnitOfWork, told: str) -> frozenset[str]:
    return frozenset(hear(read(told), uow.resort.areas.names).kinds) if told else frozenset()
