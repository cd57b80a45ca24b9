"""A reply to one of our messages belongs to the report that the message is about.

Citizen: (replies to "Kabar laporan DMI-…") masih belum beres pak
Bot:     Sudah ditambahkan ke laporan DMI-…
Officer: (replies to the call of a report) sudah kami amankan dua orang
Bot:     Dicatat pada DMI-…
"""

import re
from dataclasses import replace

from casework import authority
from conversations import personal
from conversations.answer import Answer, Media, Text, is_own
from conversations.heard import Heard, Prompt
from conversations.report_danger import alarming
from db import reports
from db.reports import Report
from handlers.citizen import adding, belonging
from handlers.common import hearing
from handlers.common.turn import Turn
from handlers.officer import asking, results
from handlers.telegram.incoming import quoted
from handlers.telegram.update import Message
from reports import number as numbers
from reports.state import Act, allowed
from resort.roles import Role

_NUMBER = re.compile(r"\b[A-Z]{2,5}-[0-9]{4}-[0-9]{4,6}-[0-9]\b")


async def answered(turn: Turn, answer: Answer) -> bool:
    """Whether a message was a reply about a report and was taken to it; a question for words is left to its own."""
    message = turn.update.message
    report = await _about(turn, message) if message is not None and is_own(answer) else None
    if report is None or not isinstance(answer, Text | Media):
        return False
    prompt = await asking.standing(turn, turn.here.key)
    if prompt is not None and prompt.report == report.key:
        return False
    if await reports.of_reporter(turn.tx, turn.here.key, report.number) is not None:
        if Act.ADD not in allowed(report.case, Role.REPORTER) or belonging.is_elsewhere(turn, report, answer):
            return False
        if isinstance(answer, Text):
            answer = replace(answer, quote=_quote(turn, report))
        await adding.add_to(turn, report, answer)
        return True
    officer = await turn.officer()
    if officer is None or not await authority.concerns(turn, officer, report) or report.officer != officer.key:
        return False
    if alarming(answer, turn.scene):
        note = Prompt(purpose=asking.NOTE, report=report.key)
        await hearing.ask(turn, Heard(words=answer, prompt=note))
    else:
        await asking.keep(turn, officer.chat, asking.NOTE, report.key)
        await results.add_note(turn, report, officer, "", answer)
    return True


def _quote(turn: Turn, report: Report) -> str | None:
    """The part of our message that is answered, unless it tells who the reporter is, or names another report."""
    message = turn.update.message
    quote = None if message is None else quoted(message)
    if quote is None or personal.find(quote, turn.name) or set(_NUMBER.findall(quote)) - {report.number}:
        return None
    return quote


async def _about(turn: Turn, message: Message) -> Report | None:
    """The report that the message replied to is about: ours, and with one report's number in it."""
    replied = message.reply_to_message
    if replied is None or replied.sender is None or replied.sender.id != turn.update.me.id:
        return None
    found = set(_NUMBER.findall(replied.text or replied.caption or ""))
    number = numbers.parse(found.pop()) if len(found) == 1 else None
    return None if number is None else await reports.numbered(turn.tx, number)
