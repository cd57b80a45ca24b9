"""What officers see of a report: its call, with the acts that are possible now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from casework import alike, authority, incident_lines, recorders, telephoning, whole_story
from casework.alike import Alike
from casework.authority import Door
from casework.story import kind, place, rounded, story
from conversations.buttons.desk import MergeAlike, OpenOnDesk
from conversations.buttons.officer import (
    Arrive,
    AskReporter,
    AskResult,
    ByRadio,
    CallHelp,
    Come,
    Decline,
    Estimate,
    HeadOut,
    OfReport,
    OtherReporters,
    Pass,
    PoliceReport,
    ReadWhole,
    Safe,
    SharedLine,
    ShowFiles,
    Take,
    TakeBackTap,
    Telephoned,
)
from conversations.report_values import moment
from conversations.scene import Scene
from conversations.screen import Button, Key, Line, Rows, Screen, Value
from db import events, evidence, help_calls, incidents, officers, reports, second_thoughts, units
from db.help_calls import HelpCall
from db.incidents import Incident
from db.officers import Officer, OfficerKey
from db.reports import Report
from db.second_thoughts import SecondThought
from db.unit_of_work import UnitOfWork
from locales.times import clock
from reports.category import Kind
from reports.crime import CRIMES
from reports.seal import Seal
from reports.state import Act, RecordedAct, State
from reports.urgency import Urgency
from resort.rights import Right, may
from resort.roles import Role

LONGEST_STORY = 1500  # characters of the story in a call; the rest is at hand on request


@dataclass(frozen=True, slots=True)
class CallScreens:
    """A report's call, as each of the people called sees it: who can act, who only watches, who reads the story."""

    door: Door
    texts: tuple[Line, Line]  # without the story, and with it
    files: int
    group: Line  # what stands in a unit's group
    others: int = 0  # reports that were merged into this one
    incident: Incident | None = None  # the named incident that it leads
    help: HelpCall | None = None
    undo: OfficerKey | None = None  # the officer whose last tap can still be taken back
    untaken: bool = False  # every level was called, and the command and the desk telephone
    alike: Alike | None = None  # another report that may tell of the same
    keeper: OfficerKey | None = None  # the officer who was on the way when the story was sealed
    claimable: bool = False  # the police have it or had it, and a partner may still take it
    taken_back: bool = False  # by its reporter, and somebody looks all the same

    def of(self, officer: Officer | None) -> Screen:
        """The call for an officer; None is a group. With an open call for help it can be answered, or ended."""
        if officer is None:
            return self._of_group()
        lets, report = self.door.lets(officer), self.door.report
        asks = report.filed_by is None and not self.taken_back
        rows = _buttons(report, self.files if lets else 0, watching=only_watches(report, officer), asks=asks)
        if lets and whole_story.is_cut(self.door.report.opened.what, LONGEST_STORY):
            rows = (*rows, (Button(Key("button.read_whole"), ReadWhole(report.key)),))
        if opens_on_desk(report, officer):
            rows = ((Button(Key("button.open_on_desk"), OpenOnDesk(report.key)),), *rows)
        if self.claimable and officer.role is Role.PARTNER:
            rows = ((Button(Key("button.act_take"), Take(report.key)),), *rows)
        if self.undo == officer.key:
            rows = (*rows, (Button(Key("button.take_back_tap"), TakeBackTap(report.key)),))
        if self.others:
            rows = (*rows, (Button(Key("button.others"), OtherReporters(report.key)),))
        if self.incident is not None:
            told = (Button(Key("button.shared_line"), SharedLine(report.key)),)
            rows = (
                *rows,
                (Button(Key("button.estimate"), Estimate(report.key)),),
                *((told,) if officer.key == self.incident.leader else ()),
            )
        keeps = officer.key == self.keeper and is_driving(report, officer)
        screen = self._naming_alike(Screen(self.texts[lets or keeps], rows), officer)
        if self.untaken and may(officer.role, Right.DESK):
            telephoned = (Button(Key("button.telephoned"), Telephoned(report.key)),)
            screen = replace(screen, rows=(*screen.rows[:1], telephoned, *screen.rows[1:]))
        if self.help is None:
            return screen
        if officer.key != self.help.officer:
            row: tuple[Button, ...] = (Button(Key("button.help_come"), Come(report.key)),)
        else:
            row = (
                Button(Key("button.help_safe"), Safe(report.key)),
                Button(Key("button.help_radio"), ByRadio(report.key)),
            )
        return replace(screen, rows=(row, *screen.rows))

    def _naming_alike(self, screen: Screen, officer: Officer) -> Screen:
        """The call with the report that is most like it, for whoever may merge the two."""
        if self.alike is None or not self.alike.is_for(officer):
            return screen
        other, values = self.alike.report, screen.text.values
        named = Line("ping.alike", {"percent": self.alike.percent, "number": other.number})
        status = values["status"]
        told = Line(screen.text.key, {**values, "status": (*(status if isinstance(status, tuple) else ()), named)})
        merge = Button(Key("button.desk_merge"), MergeAlike(self.door.report.key, other.key))
        return Screen(told, (*screen.rows, (merge,)))

    def _of_group(self) -> Screen:
        """The call in a group: anybody may stand behind a member's phone, so the story is for private chats alone."""
        report = self.door.report
        rows: Rows = ()
        if not (report.case.taken or report.case.closed or report.state in (State.DONE, State.WITHDRAWN)):
            rows = ((Button(Key("button.act_take"), Take(report.key)),),)
        if self.help is not None:
            rows = ((Button(Key("button.help_come"), Come(report.key)),), *rows)
        return Screen(self.group, rows)


async def call_screens(uow: UnitOfWork, report: Report, why: Sequence[Line] = ()) -> CallScreens:
    """A report's call; nothing says who reported it."""
    door = await authority.door(uow, report)
    files = await evidence.count_with_merged(uow.tx, report.key)
    status: tuple[Line, ...] = (await status_line(uow, report),)
    help_call = await help_calls.of_report(uow.tx, report.key) if report.escalation else None
    if report.result is not None:
        status = (*status, Line("ping.ended", {"result": Key(f"result.{report.result}")}))
    if help_call is not None:
        status = (*status, await _help_line(uow, help_call))
    others = await reports.count_merged(uow.tx, report.key) if report.urgency is Urgency.DARURAT else 0
    if others:
        status = (*status, Line("ping.others", {"count": others}))
    if report.kept_from and report.urgency is not Urgency.DARURAT:
        named = ", ".join([unit.name for code in report.kept_from if (unit := await units.get(uow.tx, code))])
        status = (*status, Line("ping.kept_from", {"units": named}))
    incident = await incidents.of_report(uow.tx, report.key) if report.version else None
    if incident is not None:
        status = (*status, *await incident_lines.lines(uow, incident))
    status = (*status, *await recorders.line(uow, report))
    if taken_back := await _is_taken_back(uow, report):
        status = (*status, Line("ping.taken_back"))
        report = replace(report, writes=False)  # nobody writes to them any more
    if untaken := telephoning.reached(report):
        status = (*status, *await telephoning.lines(uow, report))

    filer = await officers.get(uow.tx, report.filed_by)

    def text(seen: Report) -> Line:
        return Line("ping.text", _values(uow, seen, why, status, filer))

    holder = None if report.officer is None else await officers.get(uow.tx, report.officer)
    in_group = Line("ping.group", _of_group(report, status, uow.scene))
    return CallScreens(
        door,
        (text(rounded(report.shut)), text(rounded(report.opened))),
        files,
        in_group,
        others,
        incident,
        help_call,
        await _may_take_back(uow, report),
        untaken,
        await alike.most_alike(uow, report),
        await _keeper(uow, report),
        authority.may_claim(report, holder),
        taken_back,
    )


async def _is_taken_back(uow: UnitOfWork, report: Report) -> bool:
    """Whether its reporter took an emergency back that somebody still has to look at."""
    return _calls_still(report) and report.version > 0 and await reports.taken_back_at(uow.tx, report.key) is not None


async def _keeper(uow: UnitOfWork, report: Report) -> OfficerKey | None:
    """Whoever has a report since before its reporter was threatened; one who takes it later reads no story."""
    if report.seal is not Seal.TWO_OF_COMMAND or report.officer is None:
        return None
    done = await events.of_report(uow.tx, report.key)
    sealed = next((at for at, each in enumerate(done) if each.act in _SEALING), 0)
    return report.officer if any(each.officer == report.officer for each in done[:sealed]) else None


_SEALING = (RecordedAct.THREATENED, RecordedAct.WITHDRAWN)
_COUNTED = {str(act) for act in set(Act) - {Act.ADD}} | {str(RecordedAct.TAKEN_BACK)}


async def _may_take_back(uow: UnitOfWork, report: Report) -> OfficerKey | None:
    thought = await last_tap(uow, report)
    return None if thought is None else thought.officer


async def last_tap(uow: UnitOfWork, report: Report) -> SecondThought | None:
    """The tap on a report that can be taken back now: the last thing that was done to it, less than a minute ago."""
    if not report.case.taken or report.case.closed:
        return None
    kept = [each for each in await second_thoughts.of_report(uow.tx, report.key) if each.due > uow.now]
    if not kept:
        return None
    done = [each for each in await events.of_report(uow.tx, report.key) if each.act in _COUNTED]
    if not done or done[-1].officer != report.officer:
        return None
    return next((each for each in kept if (each.act, each.officer) == (done[-1].act, done[-1].officer)), None)


def gone(number: str) -> Screen:
    """What stands on a phone in place of a call whose story was taken off it."""
    return Screen(Line("ping.taken_off", {"number": number}))


def is_driving(report: Report, officer: Officer | None) -> bool:
    """Whether an officer took the report and may be on the way there: they keep what they were told."""
    return officer is not None and report.officer == officer.key and report.state in _ON_THE_WAY


_ON_THE_WAY = frozenset({State.ASSIGNED, State.ACTED_ON, State.WITHDRAWN})


def is_taken_off(door: Door, officer: Officer | None, unit: str) -> bool:
    """Whether the story is no longer on this officer's, or group's, phone: kept from them, withdrawn, or sealed."""
    report = door.report
    if report.keeps_from(unit):
        return True
    if is_driving(report, officer):
        return False
    if report.state is State.WITHDRAWN:
        return True
    return report.seal is Seal.TWO_OF_COMMAND and not _calls_still(report) and not door.lets(officer)


def _calls_still(report: Report) -> bool:
    """Whether somebody may be dying: then number, place and need stay on every phone that was called."""
    return report.urgency is Urgency.DARURAT and not report.case.closed and report.state is not State.DONE


def _of_group(report: Report, status: tuple[Line, ...], scene: Scene) -> dict[str, Value]:
    """Number, urgency and area; of a sealed report outside danger not even that."""
    code = report.village or report.district
    named = scene.areas.path(code) if code is not None else ()
    area: Value = ", ".join(each.name for each in reversed(named)) or Key("report.no_place")
    if report.sealed is not None and report.confined:
        area = Key("seal.place")
    values: dict[str, Value] = {"number": report.number, "urgency": Key(f"urgency.{report.urgency}"), "where": area}
    return {**values, "status": status[:1]}


def _filed_by(report: Report, filer: Officer) -> Line:
    """That an officer reports it; to Bawaslu a violation is information of the police."""
    if filer.role is Role.PARTNER:
        return Line("ping.filed_by_partner", {"callsign": filer.callsign})
    key = "ping.filed_information" if report.kind is Kind.VIOLATION else "ping.filed_by"
    return Line(key, {"callsign": filer.callsign})


def _values(
    uow: UnitOfWork, report: Report, why: Sequence[Line], status: tuple[Line, ...], filer: Officer | None
) -> dict[str, Value]:
    scene = uow.scene
    filed = () if filer is None else (_filed_by(report, filer),)
    if report.sealed is not None:
        why = [_without_reason(line) for line in why]
    reasons = (*filed, *why, *([Line("ping.only_writes")] if report.writes else []))
    return {
        "why": Line("ping.why", {"reasons": reasons}) if reasons else "",
        "number": report.number,
        "urgency": Key(f"urgency.{report.urgency}"),
        "category": kind(report, scene),
        "where": place(report, scene),
        "when": moment(report.happened_words, report.happened_at, report.ongoing, scene),
        "received": clock(report.created_at, uow.resort.zone),
        "what": story(report, LONGEST_STORY),
        "status": status,
    }


def _without_reason(line: Line) -> Line:
    """Why somebody is called, without what a reader of the story typed: it may tell of it."""
    return Line(line.key, {**line.values, "reason": Key("seal.place")}) if "reason" in line.values else line


def only_watches(report: Report, officer: Officer | None) -> bool:
    """Whether somebody has none of the taker's buttons, since another has taken it; None is a group."""
    return officer is not None and report.case.taken and officer.key != report.officer


def opens_on_desk(report: Report, officer: Officer) -> bool:
    """Whether somebody who oversees opens the report in place of the buttons of whoever has it."""
    oversees = may(officer.role, Right.DESK) or may(officer.role, Right.UNIT_DESK)
    return oversees and only_watches(report, officer) and not (report.apart or report.case.closed)


async def status_line(uow: UnitOfWork, report: Report) -> Line:
    """Where the report stands, in one line for officers."""
    officer = await officers.get(uow.tx, report.officer) if report.officer is not None else None
    if officer is not None:
        return Line("ping.taken", {"state": state_name(report), "callsign": officer.callsign})
    waiting = report.state in (State.RECEIVED, State.VERIFIED, State.ASSIGNED, State.REFERRED)
    key = "ping.open" if waiting and not report.case.closed else "ping.over"
    return Line(key, {"state": state_name(report)})


async def _help_line(uow: UnitOfWork, help_call: HelpCall) -> Line:
    """Who needs help, and who comes."""
    officer = await officers.get(uow.tx, help_call.officer)
    assert officer is not None
    helper = await officers.get(uow.tx, help_call.answered_by)
    if helper is None:
        return Line("ping.help_unanswered", {"callsign": officer.callsign})
    return Line("ping.help_comes", {"callsign": officer.callsign, "helper": helper.callsign})


def state_name(report: Report) -> Key:
    """The name of a report's state; a report that a unit was given is not yet one that somebody took."""
    return Key("state.diambil" if report.state is State.ASSIGNED and report.case.taken else f"state.{report.state}")


def _buttons(report: Report, files: int, *, watching: bool, asks: bool) -> Rows:
    def button(kind: Callable[[int], OfReport], label: str) -> Button:
        return Button(Key(f"button.act_{label}"), kind(report.key))

    finish, call_help = button(AskResult, "done"), button(CallHelp, "help")
    pass_on, decline = button(Pass, "pass"), button(Decline, "no")
    extra = ((button(ShowFiles, "files"),),) if files else ()
    if watching or report.case.closed or report.state in (State.DONE, State.WITHDRAWN):
        return extra
    if not report.case.taken:
        others = (decline,) if report.state is State.REFERRED else (pass_on, decline)
        return ((button(Take, "take"),), others, *extra)
    ask = (button(AskReporter, "ask"),) if asks else ()
    if report.state is State.REFERRED:
        return ((finish, *ask), *extra)
    if report.category in CRIMES:
        extra = ((button(PoliceReport, "lp"),), *extra)
    if report.state is State.ACTED_ON:
        return ((finish,), (call_help, *ask), (pass_on, decline), *extra)
    moves = (button(HeadOut, "go"), button(Arrive, "there"))
    return (moves, (finish, call_help), (pass_on, decline, *ask), *extra)
