"""Acting on a report with a tap: taking it, going there, asking for help; and where every button of a call leads."""

from casework import authority, desk, help_calls, progress, second_thoughts, telephoning, waiting
from conversations.buttons.officer import (
    Arrive,
    AskReporter,
    AskResult,
    ByRadio,
    CallHelp,
    Come,
    Decline,
    EndThreat,
    Estimate,
    FetchHeld,
    Finish,
    HeadOut,
    JoinToMine,
    KeepAway,
    MyWork,
    NoWords,
    OfReport,
    OtherReporters,
    OwnThreat,
    Pass,
    PassTo,
    PoliceReport,
    ReadWhole,
    ReportAsOfficer,
    Safe,
    SendThere,
    Separate,
    SharedLine,
    ShowCall,
    ShowFiles,
    ShowMine,
    Take,
    TakeBackTap,
    Telephoned,
    TelephonedTo,
)
from conversations.callback import Taps, Topic, on, parse
from conversations.screen import Button, Line, Screen
from db.officers import Officer
from db.outbox import Lane
from db.reports import ReportKey
from handlers.common.turn import Turn
from handlers.officer import (
    asking,
    evidence_files,
    handing_on,
    home,
    incident_lines,
    other_reporters,
    questions,
    reading,
    reporting,
    results,
    threats,
    withholding,
)
from resort.rights import Right


async def tapped(turn: Turn) -> None:
    """A button of a call. Rights are checked at every tap, also on old messages and in groups."""
    tapped_nothing = turn.callback is not None and parse(turn.callback, NoWords) is not None
    if tapped_nothing and turn.here.kind == "private":
        await asking.drop(turn)
        return
    await TAPS.carry_out(turn.callback, turn, await turn.require(Right.ACT))


async def take(turn: Turn, officer: Officer, tapped: Take) -> None:
    """Take the report."""
    taken = await progress.take(turn, officer, ReportKey(tapped.report))
    if taken.already:
        turn.toast = turn.texts.plain("act.yours_already")
    else:
        turn.toast = turn.texts.plain("act.taken_by_you", number=taken.report.number)


async def head_out(turn: Turn, officer: Officer, tapped: HeadOut) -> None:
    """On the way."""
    await progress.head_out(turn, officer, ReportKey(tapped.report))
    turn.toast = turn.texts.plain("act.noted")


async def arrive(turn: Turn, officer: Officer, tapped: Arrive) -> None:
    """On the spot."""
    await progress.arrive(turn, officer, ReportKey(tapped.report))
    turn.toast = turn.texts.plain("act.noted")


async def take_back(turn: Turn, officer: Officer, tapped: TakeBackTap) -> None:
    """The last tap was a mistake."""
    report = await second_thoughts.take_back(turn, officer, ReportKey(tapped.report))
    turn.toast = turn.texts.plain("act.taken_back", number=report.number)


async def call_help(turn: Turn, officer: Officer, tapped: CallHelp) -> None:
    """Help is called."""
    units_called = await help_calls.call(turn, officer, ReportKey(tapped.report))
    if units_called:
        turn.toast, turn.alert = turn.texts.plain("act.help_called", units=", ".join(units_called)), True
        return
    nobody = Screen(Line("help.nobody"))
    await turn.tell(officer.chat, nobody, Topic.PING, lane=Lane.ANSWER)
    turn.toast, turn.alert = turn.texts.plain("help.nobody"), True


async def come(turn: Turn, officer: Officer, tapped: Come) -> None:
    """The officer comes to help."""
    report = await help_calls.come(turn, officer, ReportKey(tapped.report))
    turn.toast = turn.texts.plain("help.you_come", number=report.number)


async def end_help(turn: Turn, officer: Officer, tapped: OfReport) -> None:
    """Help is no longer needed."""
    await help_calls.end(turn, officer, ReportKey(tapped.report))
    turn.toast = turn.texts.plain("help.ended")


async def telephoned(turn: Turn, officer: Officer, tapped: Telephoned) -> None:
    """Somebody telephoned: noted at once, and asked whom."""
    report = await desk.telephoned(turn, officer, ReportKey(tapped.report))
    turn.toast = turn.texts.plain("act.telephoned")
    rows = tuple(
        (Button(each.name, TelephonedTo(report.key, each.code)),) for each in await telephoning.numbers(turn, report)
    )
    asked = Screen(Line("act.ask_telephoned", {"number": report.number}), rows)
    await turn.tell(officer.chat, asked, Topic.PING, lane=Lane.ANSWER)


async def telephoned_to(turn: Turn, officer: Officer, tapped: TelephonedTo) -> None:
    """Whom they telephoned."""
    report = await desk.telephoned(turn, officer, ReportKey(tapped.report), tapped.unit)
    await turn.show(Screen(Line("act.telephoned_to", {"number": report.number})), Topic.PING)


async def show_call(turn: Turn, officer: Officer, tapped: ShowCall) -> None:
    """The call of a report that waits in the officer's own area."""
    await waiting.show(turn, officer, ReportKey(tapped.report))


async def files(turn: Turn, officer: Officer, tapped: ShowFiles) -> None:
    """The evidence."""
    await evidence_files.show(turn, officer, await authority.involved(turn, officer, ReportKey(tapped.report)))


async def fetch_held(turn: Turn, officer: Officer, tapped: FetchHeld) -> None:
    """Fetch the files that were held because their reporter sent so many."""
    report = await authority.involved(turn, officer, ReportKey(tapped.report))
    await evidence_files.fetch_held(turn, officer, report)


TAPS = Taps(
    on(Take, take),
    on(HeadOut, head_out),
    on(Arrive, arrive),
    on(AskResult, results.ask_result),
    on(Finish, results.finish),
    on(PoliceReport, results.ask_police_report),
    on(CallHelp, call_help),
    on(Come, come),
    on(Safe, end_help),
    on(ByRadio, end_help),
    on(ShowCall, show_call),
    on(Telephoned, telephoned),
    on(TelephonedTo, telephoned_to),
    on(Pass, handing_on.ask_unit),
    on(PassTo, handing_on.ask_why_pass),
    on(Decline, handing_on.ask_why_not),
    on(AskReporter, questions.ask),
    on(ShowFiles, files),
    on(ReadWhole, reading.read),
    on(OtherReporters, other_reporters.show),
    on(Separate, other_reporters.separate),
    on(OwnThreat, threats.own),
    on(EndThreat, threats.end),
    on(Estimate, incident_lines.tap),
    on(SharedLine, incident_lines.ask_line),
    on(KeepAway, withholding.keep_away),
    on(SendThere, withholding.send_there),
    on(FetchHeld, fetch_held),
    on(ReportAsOfficer, reporting.begin),
    on(JoinToMine, reporting.join),
    on(TakeBackTap, take_back),
    on(MyWork, home.show_mine),
    on(ShowMine, home.show_one),
)
