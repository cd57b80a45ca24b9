"""Writing down what somebody else reports, by telephone, radio, letter or in person.

Recorder: /catat, and in a few taps how it came, what was told, where, when it happened, a number to call back
Bot:      the number of the report as it is read out, and two words by which its reporter asks on the telephone
Caller:   "laporan saya DMI-2411-0042-5, melati kepiting"
Desk:     types both; the bot says how it stands, or that they do not fit

No hourly limit holds for it. It is confidential unless its reporter wants to be called. A penghubung's goes to the desk
first unless somebody is in danger; so does one that nobody dated, until its recorder says when it happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework import authority, calls, erasure, escalation, filing, history, neighbours, notices, objections, recorders
from casework.addressees import Addressees
from casework.calls import Called
from casework.joining import Filed
from conversations.buttons.recording import SayWhen
from conversations.callback import Topic
from conversations.report_draft import ReportDraft
from conversations.report_time import is_dated
from conversations.screen import Button, Key, Line, Screen, grid
from db import events, recorded, reports
from db.officers import Officer
from db.outbox import Lane
from db.recorded import Recorded
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from db.waits import Wait
from language.when import parse_when
from locales import AskAgain, Refused, texts_for
from reports import spoken
from reports.erasure import Withheld
from reports.recorded import FRESH, IN_WORDS, LOOKS, Way, When
from reports.seal import Seal
from reports.state import RecordedAct
from reports.triage import Sort
from reports.urgency import Urgency, assess
from resort.neighbour import Neighbour
from resort.rights import Right, may
from resort.roles import Role

ON_THE_TELEPHONE = timedelta(minutes=30)  # so long after the right words somebody is taken to be on the line still
_VILLAGE_OFFICES = ("desa", "linmas")  # whose people a penghubung may be


@dataclass(frozen=True, slots=True)
class Written:
    """What was heard, and when."""

    draft: ReportDraft
    way: Way | None
    heard_words: str | None
    heard_at: datetime


@dataclass(frozen=True, slots=True)
class Noted:
    """A report that was written down, who was called, the words of its reporter, and whether it has to be dated."""

    filed: Filed
    code: str
    undated: bool
    desk_first: bool
    neighbour: Neighbour | None = None  # the Polres of where it is, which may take it over


def may_record(officer: Officer | None) -> bool:
    """Desk, heads and command, a Bhabinkamtibmas, and a penghubung."""
    if officer is None or officer.removed:
        return False
    return may(officer.role, Right.RECORD) or (officer.role is Role.OFFICER and officer.village is not None)


def require(officer: Officer | None) -> Officer:
    """The officer who acts, if they may write down what others report; else `Refused`."""
    if officer is None or not may_record(officer):
        raise Refused("rights.not_yours")
    return officer


async def record(uow: UnitOfWork, officer: Officer, written: Written, choose: Callable[[Sequence[str]], str]) -> Noted:
    """File what somebody else reported; `choose` picks the words of its reporter by chance.

    Words about the police go to those who alone read them; `Refused` where there is nobody.
    """
    require(officer)
    draft = written.draft
    undated = not is_dated(draft)
    fresh = undated or draft.ongoing or (draft.happened_at is not None and uow.now - draft.happened_at < FRESH)
    draft = replace(draft, emergency=draft.ongoing and (draft.emergency or draft.doubted), consented=True)
    story = uow.scene.hear(draft.what or "").reading
    if story.sort is Sort.POLICE_CONDUCT and not draft.emergency and draft.police is None:
        draft = replace(draft, police=await filing.seal_about_police(uow, draft, Seal.PROPAM))
    urgency = _urgency(uow, draft, fresh=fresh)
    accused = officer.role is Role.LIAISON and any(each.code in _VILLAGE_OFFICES for each in story.accused)
    desk_first = urgency is not Urgency.DARURAT and officer.role is Role.LIAISON
    code = spoken.new_code(choose)

    async def begin(report: Report) -> Recorded:
        made = Recorded(
            report.key,
            officer.key,
            written.way,
            written.heard_words,
            written.heard_at,
            accused=accused,
            undated=undated,
            held=False,
        )
        await recorded.add(uow.tx, made, spoken.written(code))
        await uow.record(RecordedAct.RECORDED, officer, report=report.key, text=written.way)
        return made

    async def hold(report: Report) -> Called:
        return await _hold(uow, report) if undated or desk_first else Called()

    filed = await filing.file_recorded(uow, officer.chat, draft, urgency, begin, hold)
    await objections.ask(uow, filed.report)
    if accused:
        text = Line("recording.accused", {"number": filed.report.number, "callsign": officer.callsign})
        await notices.tell_desk(uow, text, notices.open_on_desk(filed.report))
    asks = undated and filed.joined is None
    held = (await _held(uow, filed.report)) is not None
    away = filed.joined is None and filed.report.seal is None
    return Noted(filed, code, asks, held, await neighbours.of(uow, filed.report) if away else None)


async def say_when(uow: UnitOfWork, officer: Officer, key: ReportKey, when: When) -> tuple[Report, Called]:
    """Its recorder says when it happened: what goes on now is called as that, everything else as it is."""
    require(officer)
    report, made = await reports.get(uow.tx, key), await recorded.get(uow.tx, key)
    if report is None or made is None or made.recorder != officer.key or report.case.closed:
        raise Refused("flow.old_button")
    words = IN_WORDS.get(when)
    ongoing = when is When.NOW
    if not await recorded.date(uow.tx, report, words, _moment(uow, when, words), uow.now, ongoing=ongoing):
        raise Refused("recording.dated_already")
    await uow.record(RecordedAct.DATED, officer, report=key, text=str(when))
    urgency = _reassess(uow, report, when)
    changed = await reports.get(uow.tx, key)
    assert changed is not None
    report = await reports.amend(uow.tx, replace(changed, urgency=urgency), uow.now)
    desk_first = officer.role is Role.LIAISON and urgency is not Urgency.DARURAT
    if not desk_first and await recorded.release(uow.tx, key) and report.case.untaken:
        begun = await escalation.begin(uow, report, [Line("ping.recorded_dated")])
        return begun.report, begun.called
    await calls.refresh(uow, report)
    return report, Called()


async def look(uow: UnitOfWork, report: Report, wait: Wait) -> bool:
    """A report that only the desk was called to is due: the desk and its recorder again, at last everybody.

    False when it is not held, and escalates as any other.
    """
    made = await _held(uow, report)
    if made is None:
        return False
    desk = await Addressees(uow, report).desk_people()
    if made.undated and wait.rings < LOOKS and desk:
        await calls.call(uow, report, desk, [Line("ping.recorded_undated")], always=True)
        if await recorders.hears(uow, report, made) and (officer := await recorders.recorder(uow, report)):
            await uow.tell(officer.chat, ask_when(report), Topic.RECORD, lane=Lane.PING)
        return True
    await recorded.release(uow.tx, report.key)
    await escalation.begin(uow, report, [Line("ping.recorded_unlooked")])
    return True


def ask_when(report: Report) -> Screen:
    """When did it happen?"""
    buttons = [Button(Key(f"recording.when_{when}"), SayWhen(report.key, when)) for when in When]
    return Screen(Line("recording.ask_when", {"number": report.number}), grid(buttons))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a report stands, for somebody who asks on the telephone."""

    report: Report
    right: bool  # the words are its own
    lines: tuple[Line, ...] = ()


async def standing(uow: UnitOfWork, officer: Officer, number: str, code: str | None) -> Standing:
    """How a report stands, if the two words are its own; else `Refused`, with how many tries are left today."""
    authority.require(officer, Right.DESK)
    report = await reports.numbered(uow.tx, number)
    if report is None or not await recorders.is_recorded(uow, report) or report.keeps_from(officer.unit):
        raise AskAgain("recording.no_such_code")
    left = spoken.MOST_TRIES - await recorded.tries(uow.tx, report.key, uow.now)
    if left <= 0:
        raise Refused("recording.locked")
    if code is None:
        raise AskAgain("recording.say_code")
    if not await recorded.try_code(uow.tx, report.key, code, uow.now):
        await uow.record(RecordedAct.CODE_WRONG, officer, report=report.key)
        return Standing(report, right=False)
    await uow.record(RecordedAct.CODE_RIGHT, officer, report=report.key)
    lines = await history.lines(uow.tx, report.key, texts_for("id"), uow.resort.zone)
    return Standing(report, True, tuple(lines[-3:]))


async def erasable(uow: UnitOfWork, officer: Officer, key: ReportKey) -> tuple[Report, Withheld | None]:
    """A report that its reporter, after saying its two words on the telephone, wants erased; and why it must stay.

    `Refused` for everybody who did not hear these words: the desk alone erases nothing.
    """
    authority.require(officer, Right.DESK)
    report = await reports.get(uow.tx, key)
    if report is None or not await recorders.is_recorded(uow, report) or report.keeps_from(officer.unit):
        raise Refused("flow.old_button")
    heard = await events.last_by(uow.tx, key, officer.key, RecordedAct.CODE_RIGHT)
    if heard is None or uow.now - heard > ON_THE_TELEPHONE:
        raise Refused("recording.ask_again")
    if report.erased:
        raise Refused("recording.erased_already")
    return report, await erasure.why_kept(uow, report)


async def erase(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """Erase it for the person on the telephone; `Refused` where it must stay."""
    report, kept = await erasable(uow, officer, key)
    if kept is not None:
        raise Refused("flow.old_button")
    await uow.record(RecordedAct.CALLER_ERASED, officer, report=key)
    await erasure.erase_one(uow, report)
    return report


async def tries_left(uow: UnitOfWork, report: Report) -> int:
    """How many wrong tries are left today."""
    return max(0, spoken.MOST_TRIES - await recorded.tries(uow.tx, report.key, uow.now))


async def _hold(uow: UnitOfWork, report: Report) -> Called:
    """Call the desk first, as far as there is one."""
    within = uow.resort.response_time[report.urgency]
    called = await calls.call_desk(uow, report, Line("ping.recorded_desk_first"), within)
    if called:
        await recorded.hold(uow.tx, report.key)
    return called


async def _held(uow: UnitOfWork, report: Report) -> Recorded | None:
    made = await recorded.get(uow.tx, report.key)
    return made if made is not None and made.held and report.case.untaken else None


def _urgency(uow: UnitOfWork, draft: ReportDraft, *, fresh: bool) -> Urgency:
    """An event that is over is no emergency any more; one without a time may be."""
    if draft.emergency:
        return Urgency.DARURAT
    urgency = assess(draft.category, draft.what or "", draft.ongoing, uow.resort.areas)
    return Urgency.TINGGI if urgency is Urgency.DARURAT and not fresh else urgency


def _reassess(uow: UnitOfWork, report: Report, when: When) -> Urgency:
    told = report.opened
    urgency = assess(told.category, told.what, when is When.NOW, uow.resort.areas)
    over = when not in (When.NOW, When.HOUR)
    return Urgency.TINGGI if urgency is Urgency.DARURAT and over else urgency


def _moment(uow: UnitOfWork, when: When, words: str | None) -> datetime | None:
    if when is When.NOW:
        return uow.now
    read = parse_when(words or "", uow.now, uow.resort.programme.voting)
    return None if read is None else read.at
