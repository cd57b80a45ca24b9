"""Questions to the reporter, and what the reporter answers or adds; neither side learns who the other is."""

from casework import authority, circles, notices, to_reporter
from conversations.answer import Point
from conversations.buttons.citizen import AnswerQuestion
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Rows, Screen
from db import events, officers, questions, reachable, reports, tellings, waits, writers
from db.chats import Chat, ChatKey
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.tellings import What
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.seal import Seal
from reports.state import Act
from reports.urgency import Urgency
from reports.waits import question_due
from resort.roles import Role
from resort.waits import RULES, Kind

_LAST_FEW = 5  # reports among which one that waits for an answer is looked for


async def check(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """A report whose reporter an officer may ask; else `Refused`, also where an officer made it."""
    report = await authority.check(uow, officer, key, Act.ASK)
    if report.filed_by is not None:
        raise Refused("field.no_reporter")
    if not await notices.is_told(uow, report):
        raise Refused("act.taken_back_by_reporter")
    return report


async def ask(uow: UnitOfWork, officer: Officer, key: ReportKey, words: str) -> bool:
    """Ask the reporter something. False when they cannot be written to.

    `Refused` for words that lead out of the bot or ask who the reporter is: that is opened by two people.
    """
    to_reporter.check(words)
    report = await check(uow, officer, key)
    await uow.record(Act.ASK, officer, report=report.key, text=words)
    await writers.answered(uow.tx, report.key, uow.now)
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
            lost = officer is None or officer.removed or report.keeps_from(officer.unit)
            chat = None if officer is None or lost else officer.chat
            unanswered.setdefault(chat, []).append(report.number)
    for chat, numbers in unanswered.items():
        text = Line("ping.no_answer", {"numbers": ", ".join(dict.fromkeys(numbers))})
        await circles.tell(uow, RULES[Kind.QUESTION].ladder, text, officer=chat, topic=Topic.PING)


async def unanswered(uow: UnitOfWork, report: Report) -> str | None:
    """The last question to the reporter, if nothing came from them since."""
    done = [
        each for each in await events.of_report(uow.tx, report.key) if each.act == Act.ASK or each.role == Role.REPORTER
    ]
    return done[-1].text if done and done[-1].act == Act.ASK else None


async def waiting_for(uow: UnitOfWork, reporter: ChatKey) -> Report | None:
    """The newest open report of a person of which an officer asked something and heard nothing since."""
    for report in await reports.list_of_reporter(uow.tx, reporter, limit=_LAST_FEW):
        if not report.case.closed and not report.erased and await unanswered(uow, report) is not None:
            return report
    return None


async def tell_officers(
    uow: UnitOfWork,
    report: Report,
    text: Line,
    by: ChatKey,
    point: Point | None = None,
    *,
    tells: bool = True,
    to_others: Line | None = None,
    own: Report | None = None,
    rows: Rows = (),
) -> bool:
    """Tell news of a report to the officer who has it, else to everybody called.

    A point is told, and shown on a map, to the officer who has it alone; all others get `to_others`.

    The person of the desk who asked last is told too: the answer was promised to them. `by` did it and knows. News that
    `tells` of a sealed story reach those who read it, with `rows`; the others hear that there are some. A group hears
    no more than that there is news. `own` is the merged report that it is news of: units that it is kept from are not
    told; of a reporter who is threatened, only those who read the story. False when nobody can be written to.
    """

    def kept_from(unit: str) -> bool:
        return report.keeps_from(unit) or (own is not None and own.keeps_from(unit))

    door = await authority.door(uow, report)
    chats: list[tuple[Chat, Officer | None]] = []
    officer = await officers.get(uow.tx, report.officer) if report.officer is not None else None
    if officer is not None and not (officer.removed or kept_from(officer.unit)):
        chat = await uow.chat(officer.chat)
        chats = [] if chat is None else [(chat, officer)]
    if not chats:
        copies = await reachable.copies(uow.tx, uow.vault, report.key)
        chats = [(copy.chat, copy.officer) for copy in copies if not kept_from(copy.unit)]
    if own is not None and own.key != report.key and report.kept_from:
        await _tell_those_kept_out(uow, report, to_others or text, own)
    asker = await _asker(uow, report)
    if asker is not None and not kept_from(asker.unit) and (chat := await uow.chat(asker.chat)) is not None:
        chats.append((chat, asker))
    if report.seal is not None and tells:
        readers = [each for each in await authority.readers(uow, report.seal) if each not in [who for _, who in chats]]
        readers = [each for each in readers if not kept_from(each.unit)]
        chats += [(chat, each) for each in readers if (chat := await uow.chat(each.chat)) is not None]
    told_of = (own or report).key
    told = {each.key: (each, who) for each, who in chats if each.key != by}.values()
    apart = report.seal is Seal.TWO_OF_COMMAND and report.urgency is not Urgency.DARURAT
    for chat, reader in told:
        if apart and not (door.lets(reader) or (reader is not None and reader.key == report.officer)):
            continue  # its call was taken off that phone
        lets = door.lets(reader) or not tells
        sealed = Line("ping.news", {"number": report.number, "news": Line("ping.news_sealed")})
        if chat.kind != "private":
            await uow.write(chat, Screen(Line("ping.news_in_private", {"number": report.number})), Topic.PING)
            continue
        has_it = reader is not None and reader.key == report.officer
        news = text if has_it or to_others is None or point is None else to_others
        screen = Screen(news, rows) if lets else Screen(sealed)
        message = await uow.write(chat, screen, Topic.PING, lane=Lane.PING)
        if lets and tells:
            await tellings.add(uow.tx, told_of, message.id, chat.key, What.WORDS, uow.now)
        if point is not None and lets and has_it:
            message = await uow.show_map(chat, point.latitude, point.longitude)
            await tellings.add(uow.tx, told_of, message.id, chat.key, What.MAP, uow.now)
    return bool(told)


async def _tell_those_kept_out(uow: UnitOfWork, report: Report, text: Line, own: Report) -> None:
    """News of a merged report also reach the units that had it and that only the other reporter objected to."""
    for copy in await reachable.copies(uow.tx, uow.vault, own.key):
        if report.keeps_from(copy.unit) and not own.keeps_from(copy.unit) and copy.officer is not None:
            line = Line(text.key, {**text.values, "number": own.number})
            await uow.write(copy.chat, Screen(line), Topic.PING, lane=Lane.PING)


async def _asker(uow: UnitOfWork, report: Report) -> Officer | None:
    """The officer who asked the reporter last, if the report is still on their desk."""
    asked = [event.officer for event in await events.of_report(uow.tx, report.key) if event.act == Act.ASK]
    asker = await officers.get(uow.tx, OfficerKey(asked[-1])) if asked and asked[-1] is not None else None
    if asker is None or asker.removed or not await authority.oversees(uow, asker, report):
        return None
    return asker
