"""What a reporter adds to a report that was sent: words, a point, files. Danger in it raises the report's urgency."""

from dataclasses import dataclass, replace

from casework import authority, calls, deadlines, endings, escalation, late_location, questions
from conversations.answer import Answer, Attachment, Media, Point, Text
from conversations.report_draft import PASSED_ON
from conversations.report_told import alarming
from conversations.screen import Line
from db import evidence, reports
from db import questions as questions_asked
from db.chats import ChatKey
from db.reports import Report
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.state import Act, RecordedAct, allowed
from reports.urgency import Urgency
from resort.roles import Role

MOST_FILES = 30


@dataclass(frozen=True, slots=True)
class Added:
    """The report with what was added; `now_urgent` if that made it an emergency."""

    report: Report
    now_urgent: bool


async def check(uow: UnitOfWork, reporter: ChatKey, number: str) -> Report:
    """The reporter's own report, if something can be added to it now; else `Refused`."""
    report = await authority.own(uow, reporter, number)
    if Act.ADD not in allowed(report.case, Role.REPORTER):
        again = Act.REOPEN in allowed(report.case, Role.REPORTER, ended_ago=endings.ended_ago(uow, report))
        raise Refused("mine.closed_may_reopen" if again else "mine.closed")
    return report


async def add_words(uow: UnitOfWork, reporter: ChatKey, number: str, words: str, *, own: bool = True) -> Added:
    """Add words; the officers read them, and a place in them is taken where the report has none.

    Words that are not the reporter's `own` were passed on: they are marked, place nothing and raise no alarm.
    """
    report = await check(uow, reporter, number)
    words = words if own else f"{PASSED_ON} {words}"
    await uow.record(RecordedAct.WORDS_ADDED, str(Role.REPORTER), report=report.key, text=words)
    await _tell(uow, reporter, report, Line("ping.news_words", {"words": words}))
    if not own:
        return Added(report, now_urgent=False)
    return await _raise_alarm(uow, await late_location.take_words(uow, report, words), Text(words))


async def add_point(uow: UnitOfWork, reporter: ChatKey, number: str, latitude: float, longitude: float) -> Added:
    """Add a point on the map."""
    report = await check(uow, reporter, number)
    words = f"{latitude:.6f}, {longitude:.6f}"
    await uow.record(RecordedAct.POINT_ADDED, str(Role.REPORTER), report=report.key, text=words)
    point = Point(latitude, longitude)
    tells = report.urgency is not Urgency.DARURAT  # in danger the place is everybody's
    await _tell(uow, reporter, report, Line("ping.news_point", {"words": words}), point, tells=tells)
    return Added(await late_location.take_point(uow, report, latitude, longitude), now_urgent=False)


async def add_district(uow: UnitOfWork, reporter: ChatKey, number: str, district: str) -> Report:
    """Say in which kecamatan it is; only for a report of which that is not known yet."""
    report = await late_location.take_district(uow, await check(uow, reporter, number), district)
    name = next(area.name for area in uow.resort.areas.path(district))
    await uow.record(RecordedAct.WORDS_ADDED, str(Role.REPORTER), report=report.key, text=name)
    await _tell(uow, reporter, report, Line("ping.news_words", {"words": name}))
    return report


async def add_file(
    uow: UnitOfWork,
    reporter: ChatKey,
    number: str,
    file: Attachment,
    *,
    in_silence: bool = False,
    own: bool = True,
) -> Added:
    """Add a file to the evidence; with `in_silence` the officers are not told, who heard of its album already.

    What is written below a file that is not the reporter's `own` raises no alarm.
    """
    report = await check(uow, reporter, number)
    if report.minor:
        raise Refused("mine.no_files")
    if await evidence.count(uow.tx, report.key) >= MOST_FILES:
        raise Refused("mine.files_full", most=MOST_FILES)
    await uow.keep(report.key, [file])
    await uow.record(RecordedAct.FILE_ADDED, str(Role.REPORTER), report=report.key, text=file.caption)
    if in_silence:
        return Added(report, now_urgent=False)
    await _tell(uow, reporter, report, Line("ping.news_file"))
    return await _raise_alarm(uow, report, Media(file, own=own))


async def _tell(
    uow: UnitOfWork, reporter: ChatKey, report: Report, news: Line, point: Point | None = None, *, tells: bool = True
) -> None:
    await questions_asked.answer(uow.tx, report.key, uow.now)
    text = Line("ping.news", {"number": report.number, "news": news})
    await questions.tell_officers(uow, report, text, reporter, point, tells=tells)


async def _raise_alarm(uow: UnitOfWork, report: Report, said: Answer) -> Added:
    """Make the report an emergency if what was said means danger to life: everybody is called."""
    if not alarming(said, uow.scene) or report.urgency is Urgency.DARURAT:
        return Added(report, now_urgent=False)
    report = await reports.amend(uow.tx, replace(report, urgency=Urgency.DARURAT))
    why = Line("ping.now_urgent")
    if report.case.taken:
        await deadlines.begin(uow, report)
        await calls.refresh(uow, report)
        await calls.call_everybody(uow, report, why)
    else:
        report = (await escalation.begin(uow, report, [why])).report
    return Added(report, now_urgent=True)
