"""Questions to the reporter, and what the reporter answers or adds; neither side learns who the other is."""

from casework import authority, circles, notices
from conversations.answer import Point
from conversations.buttons.citizen import AnswerQuestion
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import events, officers, questions, reachable, reports, waits
from db.chats import Chat, ChatKey
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from reports.state import Act
from reports.waits import question_due
from resort.waits import RULES, Kind


async def ask(uow: UnitOfWork, officer: Officer, key: ReportKey, words: str) -> bool:
    """Ask the reporter something. False when they cannot be written to."""
    report = await authority.check(uow, officer, key, Act.ASK)
    await uow.record(Act.ASK, officer, report=report.key, text=words)
    rows = ((Button(Key("button.answer"), AnswerQuestion(report.number)),),)
    line = Line("notice.question", {"number": report.number, "words": words})
    if not await notices.ask(uow, report, line, rows):
        return False
    await questions.ask(uow.tx, report.key, officer.key, question_due(report.urgency, uow.now), uow.now)
    return True


async def look(uow: UnitOfWork) -> None:
    """Questions without an answer in time: whoever asked is told once, with one list for several.

    An answer that comes later still arrives.
    """
    unanswered: dict[ChatKey | None, list[str]] = {}
    for wait in await waits.due(uow.tx, Kind.QUESTION, uow.now):
        question = await questions.waiting(uow.tx, wait)
        assert question is not None
        await questions.end(uow.tx, question, uow.now)
        report = await reports.get(uow.tx, question.report)
        officer = await officers.get(uow.tx, question.officer)
        assert report is not None
        if not report.case.closed and not report.erased:
            chat = None if officer is None or officer.removed else officer.chat
            unanswered.setdefault(chat, []).append(report.number)
    for chat, numbers in unanswered.items():
        text = Line("ping.no_answer", {"numbers": ", ".join(dict.fromkeys(numbers))})
        await circles.tell(uow, RULES[Kind.QUESTION].ladder, text, officer=chat, topic=Topic.PING)


async def tell_officers(uow: UnitOfWork, report: Report, text: Line, by: ChatKey, point: Point | None = None) -> None:
    """Tell news of a report to the officer who has it, else to everybody called; a point also on a map.

    The person of the desk who asked last is told too: the answer was promised to them. `by` did it and knows.
    """
    chats: list[Chat] = []
    officer = await officers.get(uow.tx, report.officer) if report.officer is not None else None
    if officer is not None and not officer.removed and (chat := await uow.chat(officer.chat)) is not None:
        chats = [chat]
    if not chats:
        chats = [copy.chat for copy in await reachable.copies(uow.tx, uow.vault, report.key)]
    asker = await _asker(uow, report)
    if asker is not None and (chat := await uow.chat(asker.chat)) is not None:
        chats.append(chat)
    for chat in {each.key: each for each in chats}.values():
        if chat.key == by:
            continue
        await uow.write(chat, Screen(text), Topic.PING, lane=Lane.PING)
        if point is not None:
            await uow.show_map(chat, point.latitude, point.longitude)


async def _asker(uow: UnitOfWork, report: Report) -> Officer | None:
    """The officer who asked the reporter last, if the report is still on their desk."""
    asked = [event.officer for event in await events.of_report(uow.tx, report.key) if event.act == Act.ASK]
    asker = await officers.get(uow.tx, OfficerKey(asked[-1])) if asked and asked[-1] is not None else None
    if asker is None or asker.removed or not await authority.oversees(uow, asker, report):
        return None
    return asker
