"""A question to the reporter of a report: neither side learns who the other is."""

from casework import questions
from conversations.answer import Answer
from conversations.buttons.officer import OfReport
from conversations.screen import Line
from db.officers import Officer
from db.reports import Report, ReportKey
from handlers.citizen import addition_store
from handlers.common.turn import Turn
from handlers.officer import asking


async def ask(turn: Turn, officer: Officer, tapped: OfReport) -> None:
    """Ask what the reporter should be asked."""
    report = await questions.check(turn, officer, ReportKey(tapped.report))
    await asking.ask(turn, officer.chat, "question", report.key, Line("ask.question", {"number": report.number}))


async def send(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The question for the reporter came."""
    sent = await questions.ask(turn, officer, report.key, asking.words_of(answer))
    await addition_store.expect_answer(turn, report)
    await asking.done(turn, officer.chat)
    await asking.confirm(turn, "act.asked" if sent else "act.not_asked", number=report.number)
