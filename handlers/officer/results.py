"""Ending a report: its result, the number of a Laporan Polisi, and notes and photos of what was found."""

from casework import authority, partner_answers, progress
from conversations.answer import Answer, Media, Point, Text
from conversations.buttons.officer import AskResult, Finish, NoWords, PoliceReport
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import AskAgain
from reports.result import FOUND, TYPED, Result
from reports.state import Act, State


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


async def _offer_more_notes(turn: Turn, text: str, report: Report) -> None:
    rows = ((Button(Key("button.done"), NoWords()),),)
    await turn.show(Screen(Line(text, {"number": report.number}), rows), Topic.PING)
