"""Filing a draft: it becomes a report with a number, and the officers are called."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from casework import authority, escalation, formal, incident_match, joining, objections, screening, threats
from casework.calls import Called
from casework.joining import Filed
from conversations.report_draft import ReportDraft, whole_story
from conversations.report_values import area_of_point
from conversations.screen import Line
from db import chats, reporters, reports, writers
from db.chats import ChatKey
from db.instant import moment
from db.recorded import Recorded
from db.reporters import Entry
from db.reports import Report
from db.unit_of_work import UnitOfWork
from language.words import read
from locales import Refused
from locales.times import clock
from reports.accused import Office
from reports.seal import Seal, seal_of
from reports.state import RecordedAct
from reports.urgency import Urgency, assess
from reports.voices import Voice
from resort.roles import Role

HOUR = timedelta(hours=1)
_LEADERSHIP = frozenset({"kapolres", "wakapolres", "kapolresta", "wakapolresta"})


async def file(uow: UnitOfWork, reporter: ChatKey, draft: ReportDraft) -> Filed:
    """File a draft that its reporter has sent; sending it is also the consent to how reports are kept.

    Raises `Refused` when this chat has sent as many reports within the hour as one may; emergencies are never held.
    """
    urgency = urgency_of(uow, draft)
    own = await reporters.own_reports(uow.tx, reporter)
    if urgency is not Urgency.DARURAT:
        _hold_to_limit(uow, own)
    if draft.police and not draft.emergency:
        draft = replace(draft, police=await seal_about_police(uow, draft, draft.police))
    filed = await _store(uow, reporter, draft, urgency, own=own)
    if not draft.minor:
        await chats.set_consented(uow.tx, reporter, uow.now)
    return filed


async def seal_about_police(uow: UnitOfWork, draft: ReportDraft, chosen: Seal) -> Seal:
    """Who reads a report about the police: nobody of the command where its words accuse the chief or the deputy.

    Raises `Refused` where nobody is there to read it.
    """
    plain = {word.plain for word in read(draft.what or "")}
    accused = {office.code for office in said_in(uow, draft)[1]}
    seal = Seal.PROPAM_ALONE if "polres" in accused and plain & _LEADERSHIP else chosen
    if not await authority.readers(uow, seal):
        raise Refused("police.nobody")
    return seal


async def file_all(uow: UnitOfWork, reporter: ChatKey, drafts: Sequence[ReportDraft]) -> list[Filed]:
    """File the matters of one message, which count as one report against the limit. Raises `Refused`."""
    first, *others = drafts
    filed = await file(uow, reporter, first)
    return [filed, *[await _store(uow, reporter, draft, urgency_of(uow, draft)) for draft in others]]


async def file_recorded(
    uow: UnitOfWork,
    recorder: ChatKey,
    draft: ReportDraft,
    urgency: Urgency,
    begin: Callable[[Report], Awaitable[Recorded]],
    hold: Callable[[Report], Awaitable[Called]],
) -> Filed:
    """File what somebody of the resort wrote down for another: see `casework.recording`. No limit holds for it."""
    return await _store(uow, recorder, draft, urgency, written_down=WrittenDown(begin, hold))


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """What is done with a report that was written down for another: once it is stored, and before anybody is called."""

    begin: Callable[[Report], Awaitable[Recorded]]
    hold: Callable[[Report], Awaitable[Called]]  # nobody: it is called as any other


def urgency_of(uow: UnitOfWork, draft: ReportDraft) -> Urgency:
    """How urgent what a draft tells is."""
    if draft.emergency:
        return Urgency.DARURAT
    urgency = assess(draft.category, draft.what or "", draft.ongoing, uow.resort.areas)
    if urgency.rank > Urgency.TINGGI.rank and (draft.minor or Voice.HARMED in said_in(uow, draft)[0]):
        return Urgency.TINGGI
    return urgency


async def file_unsent(uow: UnitOfWork, reporter: ChatKey, draft: ReportDraft) -> Filed:
    """File an emergency that nobody has sent in time, with what is known; the officers are told so."""
    why = [Line("ping.unconfirmed")]
    if not draft.has_place:
        why.append(Line("ping.place_unknown"))
    filed = await _store(uow, reporter, draft, Urgency.DARURAT, why)
    await uow.record(RecordedAct.FILED_BY_ITSELF, str(Role.CLOCK), report=filed.report.key)
    return filed


async def _store(
    uow: UnitOfWork,
    reporter: ChatKey,
    draft: ReportDraft,
    urgency: Urgency,
    why: Sequence[Line] = (),
    own: list[Entry] | None = None,
    written_down: WrittenDown | None = None,
) -> Filed:
    """Store it under its seal and call the officers, unless it joins an incident to which they were called.

    Of what a child told only what and where are kept.
    """
    draft, estimated = placed_by_point(uow, draft)
    if draft.minor:
        draft = replace(draft, confidential=True, phone=None, happened_words=None, known_words=None, evidence=())
    voices, accused = said_in(uow, draft)
    seal = draft.police or seal_of(draft.category, voices)
    alarm = urgency is Urgency.DARURAT and seal is None
    incident = await incident_match.incident_of(uow, None if written_down else reporter, draft) if alarm else None
    report = await reports.create(
        uow.tx,
        uow.vault,
        reporter,
        draft,
        urgency,
        uow.resort.prefix,
        uow.now,
        seal,
        estimated=estimated,
        own=own,
        listed=written_down is None,
    )
    if written_down is not None:
        await written_down.begin(report)
    await uow.keep(report.key, draft.evidence)
    if seal is Seal.TWO_OF_COMMAND:
        await threats.begin(uow, report)
    report = await objections.hold(uow, report, accused)
    await formal.begin(uow, report)
    if draft.writes and urgency is Urgency.DARURAT:
        await writers.begin(uow.tx, report.key, uow.now)
    if incident is not None:
        return await joining.join(uow, report, await joining.person(uow, report), incident)
    if written_down is not None:
        if desk := await written_down.hold(report):
            return Filed(report, desk)
    elif alarm and (desk := await screening.hold(uow, report, reporter)):
        return Filed(report, desk)
    if alarm and (near := await incident_match.beside(uow, report)):
        why = (*why, near)
    begun = await escalation.begin(uow, report, why)
    return Filed(begun.report, begun.called)


def said_in(uow: UnitOfWork, draft: ReportDraft) -> tuple[frozenset[Voice], tuple[Office, ...]]:
    """Whose words the story is, and which offices it accuses; what stands below the files is told too."""
    told = [each for each in (whole_story(draft), *(file.caption for file in draft.evidence)) if each]
    readings = [uow.scene.hear(each).reading for each in told]
    accused = dict.fromkeys(office for reading in readings for office in reading.accused)
    return frozenset[Voice]().union(*(reading.voices for reading in readings)), tuple(accused)


def placed_by_point(uow: UnitOfWork, draft: ReportDraft) -> tuple[ReportDraft, bool]:
    """The draft in the area that its point lies in, where no words named one; and whether it was read so."""
    area = area_of_point(draft, uow.scene)
    if area is None:
        return draft, False
    district = ".".join(area.code.split(".")[:3])
    return replace(draft, district=district, village=area.code if area.is_village else None), True


def _hold_to_limit(uow: UnitOfWork, own: list[Entry]) -> None:
    most = uow.resort.reports_per_hour
    times = [at for entry in own[-most:] if (at := moment(entry.at)) > uow.now - HOUR]
    if len(times) >= most:
        again = times[0] + HOUR + timedelta(minutes=1)
        raise Refused("report.too_many", clock=clock(again, uow.resort.zone))
