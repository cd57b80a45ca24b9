"""Everything that was told of a report, uncut, for its readers: story, additions, captions, merged reports."""

from collections.abc import AsyncIterator, Iterator

from casework import authority, looks
from casework.story import rounded
from conversations.personal import without_points
from conversations.screen import Line
from db import evidence, reports
from db.officers import Officer
from db.reports import Report
from db.unit_of_work import UnitOfWork
from locales import Refused, shown
from locales.times import short
from reports.state import RecordedAct

LONGEST_PART = 3000  # UTF-16 units of somebody's words in one message: with a heading they fit into Telegram's 4,096


async def parts(uow: UnitOfWork, officer: Officer, report: Report) -> list[Line]:
    """Everything in order, each part short enough for one message; `Refused` for an officer who may not read it."""
    if not (await authority.door(uow, report)).lets(officer):
        raise Refused("seal.files")
    await looks.at_report(uow, officer, report)
    found = [line async for line in _of_one(uow, officer, report)]
    for other in await reports.merged_into(uow.tx, report.key):
        if (await authority.door(uow, other)).lets(officer):
            await looks.at_report(uow, officer, other)
            found += [line async for line in _of_one(uow, officer, other)]
    return found


def is_cut(words: str, limit: int) -> bool:
    """Whether a text is longer than so many UTF-16 units, and is shown in part there."""
    return len(words.encode("utf-16-le", "surrogatepass")) > 2 * limit


async def _of_one(uow: UnitOfWork, officer: Officer, report: Report) -> AsyncIterator[Line]:
    told = rounded(report.opened)
    number = report.number
    for words in pieces(told.what):
        yield Line("whole.story", {"number": number, "words": shown(words, 2 * LONGEST_PART)})
    for event in await authority.history(uow, officer, report):
        if event.act == RecordedAct.WORDS_ADDED and event.text:
            at = short(event.at, uow.resort.zone)
            for words in pieces(without_points(event.text)):
                yield Line("whole.added", {"number": number, "at": at, "words": shown(words, 2 * LONGEST_PART)})
    for name, piece in evidence.named(number, await authority.files(uow, officer, report)):
        for words in pieces(without_points(piece.file.caption or "")):
            yield Line("whole.caption", {"name": name, "words": shown(words, 2 * LONGEST_PART)})


def pieces(words: str) -> Iterator[str]:
    """A text in parts of at most `LONGEST_PART` units, cut between words where there are any; nothing is left out."""
    units = words.strip().encode("utf-16-le", "surrogatepass")
    while len(units) > 2 * LONGEST_PART:
        part = units[: 2 * LONGEST_PART].decode("utf-16-le", "ignore")
        space = max(part.rfind(" "), part.rfind("\n"))
        part = part[:space] if space > len(part) // 2 else part
        yield part
        units = units[len(part.encode("utf-16-le", "surrogatepass")) :]
    if rest := units.decode("utf-16-le", "surrogatepass").strip():
        yield rest
