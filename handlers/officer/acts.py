"""Acting on a report with a tap: taking it, going there, ending it, asking for help, handing it on."""

from functools import partial

from casework import (
    authority,
    desk,
    help_calls,
    joining,
    likely,
    partner_answers,
    passing_on,
    progress,
    questions,
    second_thoughts,
    telephoning,
    waiting,
)
from conversations.answer import Answer, Media, Point, Text
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
from conversations.screen import Button, Key, Line, Screen, paged
from db import tellings, units
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.tellings import What
from handlers.citizen import addition_store
from handlers.common.turn import Turn
from handlers.officer import (
    asking,
    evidence_files,
    home,
    incident_lines,
    reading,
    reporting,
    threats,
    withholding,
)
from locales import AskAgain, Refused
from locales.times import clock
from reports.result import FOUND, TYPED, Result
from reports.state import Act, State
from reports.usual_reason import WHY_NOT, WHY_PASS
from resort.rights import Right

OTHERS = 6  # reporters on one screen


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


async def ask_result(turn: Turn, officer: Officer, tapped: AskResult) -> None:
    """Ask what was found, or what the partner makes of it."""
    report = await authority.check(turn, officer, ReportKey(tapped.report), Act.FINISH)
    await _ask_result(turn, officer, report)


async def _ask_result(turn: Turn, officer: Officer, report: Report) -> None:
    found = partner_answers.offered(report, officer)
    rows = tuple((Button(Key(f"result.{result}"), Finish(report.key, result)),) for result in found)
    text = Line("act.ask_result", {"number": report.number})
    await turn.tell(officer.chat, Screen(text, rows), Topic.PING, lane=Lane.ANSWER)
    if turn.here.key != officer.chat:
        turn.toast = turn.texts.plain("ask.in_private")


async def finish(turn: Turn, officer: Officer, tapped: Finish) -> None:
    """The report is done, or a partner has answered; a note and photos may follow. Some results go with words."""
    key, result = ReportKey(tapped.report), tapped.result
    report = await authority.check(turn, officer, key, Act.FINISH)
    if result not in partner_answers.offered(report, officer):
        await _ask_result(turn, officer, report)
        return
    if result in TYPED:
        text = Line(f"ask.{result}", {"number": report.number})
        await asking.ask(turn, officer.chat, "result", report.key, text, extra=result)
        return
    if result in FOUND:
        report = await progress.finish(turn, officer, key, result)
    else:
        report = await partner_answers.answer(turn, officer, key, result)
    await asking.keep(turn, officer.chat, "note", report.key)
    await _offer_more_notes(turn, "act.finished" if report.state is State.DONE else "act.answered", report)


async def answer_with_words(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The words of a partner's result came: the number of the formal report, or what is missing."""
    result = Result(extra)
    words = partner_answers.checked(result, asking.words_of(answer))
    await partner_answers.answer(turn, officer, report.key, result, words)
    await asking.done(turn, officer.chat)
    await asking.confirm(turn, "act.answered_with", number=report.number, words=words)


async def ask_police_report(turn: Turn, officer: Officer, tapped: PoliceReport) -> None:
    """Ask for the number of the Laporan Polisi."""
    report = await progress.check_police_report(turn, officer, ReportKey(tapped.report))
    await asking.ask(turn, officer.chat, "lp", report.key, Line("ask.lp", {"number": report.number}))


async def note_police_report(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The number of the Laporan Polisi came: its reporter hears it."""
    words = partner_answers.checked(Result.REGISTERED, asking.words_of(answer))
    told = await progress.note_police_report(turn, officer, report.key, words)
    await asking.done(turn, officer.chat)
    said = "act.lp_noted" if told else "act.lp_noted_unheard"
    await asking.confirm(turn, said, number=report.number, words=words)


async def add_note(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The officer's note or photo on what they found."""
    match answer:
        case Text(body):
            await progress.note(turn, officer, report.key, body)
        case Point(latitude=latitude, longitude=longitude):
            await progress.note_point(turn, officer, report.key, latitude, longitude)
        case Media(attachment):
            await progress.note_photo(turn, officer, report.key, attachment)
        case _:
            raise AskAgain("act.note_what")
    await _offer_more_notes(turn, "act.note_kept", report)


async def ask_unit(turn: Turn, officer: Officer, tapped: Pass) -> None:
    """Ask to which unit or agency a report is handed."""
    report = await authority.check(turn, officer, ReportKey(tapped.report), Act.HAND_OVER)
    options = [
        Button(unit.name, PassTo(report.key, unit.code))
        for unit in await likely.first(turn, report)
        if unit.code != report.unit
    ]
    rows = paged(options, tapped.page or 0, others=0, turn_to=partial(Pass, report.key))
    screen = Screen(Line("act.ask_unit", {"number": report.number}), rows)
    if turn.here.key == officer.chat and tapped.page is not None:
        await turn.show(screen, Topic.PING)
    else:
        await turn.tell(officer.chat, screen, Topic.PING, lane=Lane.ANSWER)


async def ask_why_pass(turn: Turn, officer: Officer, tapped: PassTo) -> None:
    """Ask why a report is handed to that unit."""
    report = await authority.check(turn, officer, ReportKey(tapped.report), Act.HAND_OVER)
    unit = await units.get(turn.tx, tapped.unit)
    if unit is None:
        raise Refused("flow.old_button")
    text = Line("ask.why_pass", {"number": report.number, "unit": unit.name})
    await asking.ask(turn, officer.chat, "pass", report.key, text, extra=unit.code, usual=WHY_PASS)


async def pass_with_reason(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: the report goes to the other unit."""
    passed = await passing_on.pass_on(turn, officer, report.key, extra, asking.words_of(answer))
    await asking.done(turn, officer.chat)
    said = "act.passed" if passed.reached else "act.passed_nobody"
    await asking.confirm(turn, said, number=passed.report.number, unit=passed.unit.name)


async def ask_why_not(turn: Turn, officer: Officer, tapped: Decline) -> None:
    """Ask why an officer cannot."""
    report = await passing_on.check_decline(turn, officer, ReportKey(tapped.report))
    text = Line("ask.why_not", {"number": report.number})
    await asking.ask(turn, officer.chat, "decline", report.key, text, usual=WHY_NOT)


async def decline(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: the officer cannot."""
    declined = await passing_on.decline(turn, officer, report.key, asking.words_of(answer))
    await asking.done(turn, officer.chat)
    said = "act.declined" if declined.others else "act.declined_alone"
    await asking.confirm(turn, said, number=declined.report.number)


async def ask_question(turn: Turn, officer: Officer, tapped: OfReport) -> None:
    """Ask what the reporter should be asked."""
    report = await questions.check(turn, officer, ReportKey(tapped.report))
    await asking.ask(turn, officer.chat, "question", report.key, Line("ask.question", {"number": report.number}))


async def question(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The question for the reporter came."""
    sent = await questions.ask(turn, officer, report.key, asking.words_of(answer))
    await addition_store.expect_answer(turn, report)
    await asking.done(turn, officer.chat)
    await asking.confirm(turn, "act.asked" if sent else "act.not_asked", number=report.number)


async def files(turn: Turn, officer: Officer, tapped: ShowFiles) -> None:
    """The evidence."""
    await evidence_files.show(turn, officer, await authority.involved(turn, officer, ReportKey(tapped.report)))


async def show_others(turn: Turn, officer: Officer, tapped: OtherReporters) -> None:
    """What others wrote whose alarms joined the report; in the officer's own chat."""
    report = await authority.involved(turn, officer, ReportKey(tapped.report))
    told = await joining.words(turn, officer, report)
    page = tapped.page % max(1, -(-len(told) // OTHERS))
    shown = told[page * OTHERS : (page + 1) * OTHERS]
    lines = tuple(
        Line("act.other", {"number": each.number, "at": clock(each.created_at, turn.resort.zone), "words": words})
        for each, words in shown
    )
    rows = [
        (Button(each.number, Separate(each.key)),) for each, _ in shown if await joining.may_be_separated(turn, each)
    ]
    if told:
        rows.append((Button(Key("button.read_whole"), ReadWhole(report.key)),))
    if len(told) > OTHERS:
        rows.append((Button(Key("button.more"), OtherReporters(report.key, page + 1)),))
    apart = any(isinstance(button.choice, Separate) for row in rows for button in row)
    text = Line("act.others" if apart else "act.others_merged", {"number": report.number, "lines": lines})
    message = await turn.tell(officer.chat, Screen(text, tuple(rows)), Topic.PING, lane=Lane.ANSWER)
    if message is None:
        return
    for each, _ in shown:
        await tellings.add(turn.tx, each.key, message.id, officer.chat, What.WORDS, turn.now)


async def separate(turn: Turn, officer: Officer, tapped: Separate) -> None:
    """A report that joined another is another incident."""
    report = await joining.separate(turn, officer, ReportKey(tapped.report))
    turn.toast, turn.alert = turn.texts.plain("act.separated", number=report.number), True


async def fetch_held(turn: Turn, officer: Officer, tapped: FetchHeld) -> None:
    """Fetch the files that were held because their reporter sent so many."""
    report = await authority.involved(turn, officer, ReportKey(tapped.report))
    await evidence_files.fetch_held(turn, officer, report)


async def _offer_more_notes(turn: Turn, text: str, report: Report) -> None:
    rows = ((Button(Key("button.done"), NoWords()),),)
    await turn.show(Screen(Line(text, {"number": report.number}), rows), Topic.PING)


TAPS = Taps(
    on(Take, take),
    on(HeadOut, head_out),
    on(Arrive, arrive),
    on(AskResult, ask_result),
    on(Finish, finish),
    on(PoliceReport, ask_police_report),
    on(CallHelp, call_help),
    on(Come, come),
    on(Safe, end_help),
    on(ByRadio, end_help),
    on(ShowCall, show_call),
    on(Telephoned, telephoned),
    on(TelephonedTo, telephoned_to),
    on(Pass, ask_unit),
    on(PassTo, ask_why_pass),
    on(Decline, ask_why_not),
    on(AskReporter, ask_question),
    on(ShowFiles, files),
    on(ReadWhole, reading.read),
    on(OtherReporters, show_others),
    on(Separate, separate),
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
