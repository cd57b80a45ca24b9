"""Finding a report by its words, in any state: what goes into the index, and what is found for whom."""

from dataclasses import dataclass

from casework.authority import require
from conversations.personal import without_points
from db import events, evidence, queue, reports, search
from db.officers import Officer
from db.queue import Waiting
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from language.stems import terms
from locales import LANGUAGES, texts_for
from reports import number as numbers
from reports.state import RecordedAct, State
from resort.rights import Right, may
from resort.roles import Role

MOST_FOUND = 200
_AT_ONCE = 20  # whose words came just now, and are taken in before a search


@dataclass(frozen=True, slots=True)
class Found:
    """A report that was found, and how far it has come."""

    line: Waiting
    state: State


async def find(uow: UnitOfWork, officer: Officer, words: str) -> list[Found]:
    """The reports on an officer's desk that hold all of these words, the newest first; none that is sealed.

    A number alone is also the running number of a report, and so is one in a number whose check digit is not right.
    """
    require(officer, Right.DESK, Right.UNIT_DESK)
    await index_some(uow, _AT_ONCE)
    unit = None if may(officer.role, Right.DESK) else officer.unit
    wanted = terms(words)
    running = [int(wanted[0])] if len(wanted) == 1 and wanted[0].isdecimal() else numbers.running_numbers(words)
    for each in (*((f"no {number}",) for number in running), wanted):
        rows = await search.find(uow.tx, uow.vault, each, unit, officer.unit, MOST_FOUND)
        if rows:
            shown = await queue.waiting(uow.tx, rows)
            return [Found(each, State(row["state"])) for each, row in zip(shown, rows, strict=True)]
    return []


async def index_some(uow: UnitOfWork, most: int) -> int:
    """Take in the words of the newest reports that wait for it; returns of how many."""
    keys = await search.waiting(uow.tx, most)
    for key in keys:
        await index(uow, ReportKey(key))
    return len(keys)


async def index(uow: UnitOfWork, key: ReportKey) -> None:
    """Take in the words of a report as they stand; of a sealed one there are none."""
    report = await reports.get(uow.tx, key)
    words = [] if report is None or report.seal is not None else [*_of_report(uow, report), *await _told(uow, report)]
    await search.index(uow.tx, uow.vault, key, words)


def _of_report(uow: UnitOfWork, report: Report) -> list[str]:
    """Its number, place and kind, in both languages, and the story."""
    code = report.village or report.district
    areas = uow.resort.areas.path(code) if code is not None else ()
    kinds = [texts_for(each).plain(f"category.{report.category}") for each in LANGUAGES if report.category]
    said = [report.what, report.place or "", *(area.name for area in areas), *kinds]
    words = [word for each in said for word in terms(without_points(each))]
    if report.tps:
        words.append(f"tps {int(report.tps)}")
    running = report.number.split("-")[2:3]
    return [*words, *(f"no {int(each)}" for each in running if each.isdecimal())]


async def _told(uow: UnitOfWork, report: Report) -> list[str]:
    """What its reporter added in words, and what stands below their files."""
    added = [
        each.text
        for each in await events.of_report(uow.tx, report.key)
        if each.text and each.role == Role.REPORTER and each.act == RecordedAct.WORDS_ADDED
    ]
    below = [each.file.caption for each in await evidence.of_reporter(uow.tx, report.key) if each.file.caption]
    return [word for each in (*added, *below) for word in terms(without_points(each))]
