"""The desk: a tap on the queue or on one of its reports, and the acts that need one tap or two."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from casework import authority, desk
from casework.authority import Changed
from conversations.answer import Answer
from conversations.buttons.desk import (
    AskTruth,
    Assign,
    AssignTo,
    AssignUnit,
    CallOut,
    ChooseCategory,
    ChooseFamily,
    ChooseFilter,
    ChooseLeader,
    Close,
    Confirm,
    DeskFiles,
    DeskQuestion,
    EndIncident,
    EndIncidentSure,
    FilterDistrict,
    FilterState,
    FilterUrgency,
    LookAt,
    Looked,
    Merge,
    MergeAlike,
    Merged,
    MergeInto,
    MergeNumber,
    More,
    MoveIncident,
    NameIncident,
    NameProposed,
    OpenIncident,
    OpenOnDesk,
    OpenQueue,
    Queue,
    ReceivedThere,
    Reclassify,
    Refer,
    ReferTo,
    Refute,
    Reject,
    Reopen,
    ScreenReporter,
    ScreenSure,
    Search,
    SendNear,
    SetLeader,
    TurnFound,
    Verify,
)
from conversations.buttons.officer import OfReport
from conversations.callback import Taps, on
from conversations.screen import Button, Key, Line
from db import incidents
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from handlers.common.turn import Turn
from handlers.desk import assigning, desk_report, merging, neighbours, queue, reclassifying, screening, searching
from handlers.desk import incidents as incident_desk
from handlers.officer import asking, evidence_files, questions
from reports.state import WITH_US, Act
from resort.rights import Right
from resort.rights import may as has_right

B = TypeVar("B", bound=OfReport)
OneTapAct = Callable[[UnitOfWork, Officer, ReportKey, int], Coroutine[Any, Any, Report]]


async def tapped(turn: Turn) -> None:
    """A button of the desk."""
    await TAPS.carry_out(turn.callback, turn)


async def show_one(turn: Turn, tapped: OpenOnDesk) -> None:
    """One report of the queue."""
    officer, report = await _on_desk(turn, tapped)
    await desk_report.show(turn, officer, report, tapped.filter)


async def look_at(turn: Turn, tapped: LookAt) -> None:
    """One report of the pinned message, which stays as it is."""
    officer, report = await _on_desk(turn, tapped)
    await desk_report.show(turn, officer, report, apart=True)


async def show_files(turn: Turn, tapped: DeskFiles) -> None:
    """The evidence of a report."""
    officer, report = await _on_desk(turn, tapped)
    await evidence_files.show(turn, officer, report)


async def ask_truth(turn: Turn, officer: Officer, report: Report, tapped: AskTruth) -> None:
    """Whether what was reported is true; apart from the state."""
    rows = (
        (Button(Key("button.desk_true"), Confirm(report.key)),),
        (Button(Key("button.desk_false"), Refute(report.key)),),
    )
    await desk_report.ask(turn, report, Line("desk.ask_truth", {"number": report.number}), *rows)


async def show_more(turn: Turn, officer: Officer, report: Report, tapped: More) -> None:
    """The acts that end a report or send it away."""
    may = desk_report.may_do(officer, report)
    rows = [
        (Button(Key(f"button.desk_{label}"), kind(report.key)),)
        for act, (label, kind) in desk_report.MORE.items()
        if act in may
    ]
    if has_right(officer.role, Right.DESK):
        rows.append((Button(Key("button.screen"), ScreenReporter(report.key)),))
        if await incidents.of_report(turn.tx, report.key) is not None:
            rows.append((Button(Key("button.incident"), OpenIncident(report.key)),))
        elif report.state in WITH_US and report.seal is None:
            rows.append((Button(Key("button.incident_name"), NameIncident(report.key)),))
    await desk_report.ask(turn, report, Line("desk.ask_more", {"number": report.number}), *rows)


async def ask_question(turn: Turn, officer: Officer, report: Report, tapped: DeskQuestion) -> None:
    """A question for the reporter."""
    await questions.ask(turn, officer, tapped)


async def ask_why_reject(turn: Turn, officer: Officer, report: Report, tapped: Reject) -> None:
    """Why it is not ours to act on."""
    authority.after(report, Act.REJECT, officer)
    text = Line("desk.ask_why_reject", {"number": report.number})
    await asking.ask(turn, officer.chat, "desk_reject", report.key, text, extra=str(report.version))


async def reject(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: it is not ours to act on."""
    reason = asking.words_of(answer)
    await asking.done(turn, officer.chat)
    await desk_report.act(turn, officer, report.key, desk.reject(turn, officer, report.key, int(extra), reason))


def _act(use_case: OneTapAct) -> Callable[[Turn, OfReport], Awaitable[None]]:
    """A button that does something at once. It counts only on the state of the report it was shown on."""

    async def carry_out(turn: Turn, tapped: OfReport) -> None:
        officer, key = await turn.require(Right.DESK, Right.UNIT_DESK), ReportKey(tapped.report)
        await desk_report.act(turn, officer, key, use_case(turn, officer, key, _seen(turn)))

    return carry_out


def _question(ask: Callable[[Turn, Officer, Report, B], Awaitable[None]]) -> Callable[[Turn, B], Awaitable[None]]:
    """A button that asks something first, on the state of the report it was shown on."""

    async def carry_out(turn: Turn, tapped: B) -> None:
        officer, report = await _on_desk(turn, tapped)
        try:
            authority.unchanged(report, _seen(turn))
            await ask(turn, officer, report, tapped)
        except Changed:
            await desk_report.show_changed(turn, officer, report)

    return carry_out


def _current(ask: Callable[[Turn, Officer, Report, B], Awaitable[None]]) -> Callable[[Turn, B], Awaitable[None]]:
    """A button that shows or asks something, whatever has become of the report since."""

    async def carry_out(turn: Turn, tapped: B) -> None:
        officer, report = await _on_desk(turn, tapped)
        await ask(turn, officer, report, tapped)

    return carry_out


async def _on_desk(turn: Turn, tapped: OfReport) -> tuple[Officer, Report]:
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    return officer, await authority.on_desk(turn, officer, ReportKey(tapped.report))


def _seen(turn: Turn) -> int:
    """The version of the report that the tapped button was shown with."""
    assert turn.callback is not None
    return turn.callback.revision


TAPS = Taps(
    on(Queue, queue.show_page),
    on(ChooseFilter, queue.show_filter),
    on(FilterUrgency, queue.choose_urgency),
    on(FilterState, queue.choose_state),
    on(FilterDistrict, queue.choose_district),
    on(OpenOnDesk, show_one),
    on(OpenQueue, queue.open_apart),
    on(LookAt, look_at),
    on(Search, searching.ask),
    on(TurnFound, searching.turn_page),
    on(DeskFiles, show_files),
    on(Verify, _act(desk.verify)),
    on(Confirm, _act(desk.confirm)),
    on(Refute, _act(desk.refute)),
    on(Close, _act(desk.close)),
    on(Reopen, _act(desk.reopen)),
    on(AskTruth, _question(ask_truth)),
    on(Reclassify, _question(reclassifying.ask_family)),
    on(ChooseFamily, _question(reclassifying.ask_category)),
    on(ChooseCategory, _question(reclassifying.reclassify)),
    on(Assign, _question(assigning.ask_unit)),
    on(AssignUnit, _current(assigning.ask_officer)),
    on(AssignTo, _question(assigning.ask_why)),
    on(SendNear, _question(assigning.send_near)),
    on(Refer, _question(assigning.ask_agency)),
    on(ReferTo, _question(assigning.ask_why_refer)),
    on(DeskQuestion, _question(ask_question)),
    on(More, _question(show_more)),
    on(Merge, _question(merging.suggest)),
    on(MergeInto, _question(merging.ask_sure)),
    on(MergeAlike, _current(merging.ask_alike)),
    on(Merged, _question(merging.merge)),
    on(MergeNumber, _question(merging.ask_number)),
    on(Reject, _question(ask_why_reject)),
    on(ReceivedThere, neighbours.ask_who),
    on(ScreenReporter, _question(screening.ask)),
    on(ScreenSure, screening.begin),
    on(Looked, screening.look),
    on(CallOut, screening.call_out),
    on(NameIncident, _question(incident_desk.ask_name)),
    on(NameProposed, incident_desk.name_proposed),
    on(OpenIncident, _current(incident_desk.show)),
    on(ChooseLeader, _current(incident_desk.ask_leader)),
    on(SetLeader, incident_desk.set_leader),
    on(MoveIncident, _current(incident_desk.ask_place)),
    on(EndIncident, _current(incident_desk.ask_end)),
    on(EndIncidentSure, incident_desk.end),
)
