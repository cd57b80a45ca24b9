"""What a reporter adds to a report that was sent: words, a point, files. Danger in it raises the report's urgency."""

from dataclasses import dataclass, replace

from casework import (
    authority,
    calls,
    deadlines,
    endings,
    escalation,
    joining,
    late_location,
    objections,
    questions,
    taking_off,
    together,
)
from casework.whole_story import is_cut
from conversations.answer import Answer, Attachment, Media, Point, Text
from conversations.buttons.officer import ReadWhole
from conversations.report_danger import alarming
from conversations.report_draft import PASSED_ON, SOURCE
from conversations.report_evidence import TELLING
from conversations.report_location import LONGEST_NAME
from conversations.screen import Button, Key, Line, Rows
from db import evidence, reports, search
from db import questions as questions_asked
from db.chats import ChatKey
from db.reports import Report
from db.unit_of_work import UnitOfWork
from locales import Refused, shown
from reports.seal import seal_of
from reports.state import Act, RecordedAct, State, allowed
from reports.unsolved import says_unsolved
from reports.urgency import Urgency
from reports.voices import Voice
from resort.roles import Role

MOST_FILES = 30
_LONGEST = 3000  # UTF-16 units of added words in one message to officers
_LAST_FEW = 5  # reports among which the one is looked for that short words are about


@dataclass(frozen=True, slots=True)
class Added:
    """The report with what was added; `now_urgent` if that made it an emergency."""

    report: Report
    now_urgent: bool
    again: endings.Unsolved | None = None  # it was done, and what was added says that it is not solved
    done: bool = False  # it is done: its reporter is asked whether it is solved
    told: bool = True  # an officer was written to
    gives_away: bool = False  # the first file that can tell who sent a confidential report


async def all_open(uow: UnitOfWork, reporter: ChatKey) -> list[Report]:
    """The reports of this person that are still open, of their last few, the newest first."""
    own = await reports.list_of_reporter(uow.tx, reporter, limit=_LAST_FEW)
    return [each for each in own if await _is_open(uow, each)]


async def latest_open(uow: UnitOfWork, reporter: ChatKey) -> Report | None:
    """The newest report of this person that is still open, of their last few; None without one."""
    for report in await reports.list_of_reporter(uow.tx, reporter, limit=_LAST_FEW):
        if await _is_open(uow, report):
            return report
    return None


async def _is_open(uow: UnitOfWork, report: Report) -> bool:
    return not ((await reports.as_its_reporter_sees(uow.tx, report)).case.closed or report.erased)


async def check(uow: UnitOfWork, reporter: ChatKey, number: str) -> Report:
    """The reporter's own report, if something can be added to it now; else `Refused`."""
    report = await authority.own(uow, reporter, number)
    if not await may_add(uow, report):
        again = Act.REOPEN in allowed(report.case, Role.REPORTER, ended_ago=endings.ended_ago(uow, report))
        raise Refused("mine.closed_may_reopen" if again else "mine.closed")
    return report


async def may_add(uow: UnitOfWork, report: Report) -> bool:
    """Whether something can be added to a report: to a merged one as long as the one it was merged into goes on."""
    return Act.ADD in allowed((await together.leading(uow, report)).case, Role.REPORTER)


async def add_words(uow: UnitOfWork, reporter: ChatKey, number: str, said: Text) -> Added:
    """Add words; the officers read them with what they quote, and a place in them is taken where the report has none.

    Words that are not the reporter's `own` were passed on: they are marked, place nothing and raise no alarm.
    """
    report, words, own = await check(uow, reporter, number), said.body, said.own
    report = await _kept_from_those_meant(uow, report, words)
    told_words = words
    if not own:
        told_words = f"{PASSED_ON} {SOURCE} {said.source}\n{words}" if said.source else f"{PASSED_ON} {words}"
    if said.quote:
        told_words = f"“{said.quote}”\n{told_words}"
    await uow.record(RecordedAct.WORDS_ADDED, str(Role.REPORTER), report=report.key, text=told_words)
    await search.stale(uow.tx, report.key)
    line = Line("ping.news_words", {"words": shown(told_words, _LONGEST)})
    told = await _tell(uow, reporter, report, line, words=told_words)
    if own:
        report = await joining.put_right(uow, reporter, report, words)
    leading = await together.leading(uow, report)
    if not own:
        return Added(report, now_urgent=False, done=leading.state is State.DONE, told=told)
    if leading.state is State.DONE:
        added = await _after_the_end(uow, reporter, report, Text(words))
    else:
        added = await _raise_alarm(uow, report, await late_location.take_words(uow, leading, words), Text(words))
    return replace(added, told=told)


async def add_point(uow: UnitOfWork, reporter: ChatKey, number: str, at: Point) -> Added:
    """Add a point on the map. The name of a place that was shared with it is told to everybody, as words."""
    report = await check(uow, reporter, number)
    latitude, longitude = at.latitude, at.longitude
    if at.name:
        name = at.name[:LONGEST_NAME]
        await uow.record(RecordedAct.WORDS_ADDED, str(Role.REPORTER), report=report.key, text=name)
        await search.stale(uow.tx, report.key)
        await _tell(uow, reporter, report, Line("ping.news_place", {"name": name}))
    words = f"{latitude:.6f}, {longitude:.6f}"
    await uow.record(RecordedAct.POINT_ADDED, str(Role.REPORTER), report=report.key, text=words)
    point = Point(latitude, longitude)
    tells = report.urgency is not Urgency.DARURAT  # in danger the place is everybody's
    area = uow.resort.areas.at(latitude, longitude)
    rounded = Line("ping.news_area", {"area": area.name}) if area is not None else Line("ping.news_some_point")
    exact = Line("ping.news_point", {"words": words})
    await _tell(uow, reporter, report, exact, point, tells=tells, to_others=rounded)
    leading = await late_location.take_point(uow, await together.leading(uow, report), latitude, longitude)
    return Added(report, now_urgent=False, done=leading.state is State.DONE)


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
    gives_away = await _gives_away(uow, report, file)
    if file.caption:
        report = await _kept_from_those_meant(uow, report, file.caption)
    await uow.keep(report.key, [file])
    if file.caption:
        await search.stale(uow.tx, report.key)
    await uow.record(RecordedAct.FILE_ADDED, str(Role.REPORTER), report=report.key, text=file.caption)
    if in_silence and not file.caption:
        return Added(report, now_urgent=False, gives_away=gives_away)
    leading = await together.leading(uow, report)
    if await evidence.count_with_merged(uow.tx, leading.key) == 1:
        await calls.refresh(uow, leading)  # with the button to see it
    await _tell(uow, reporter, report, Line("ping.news_file"))
    if leading.state is State.DONE:
        added = await _after_the_end(uow, reporter, report, Media(file, own=own))
    else:
        added = await _raise_alarm(uow, report, leading, Media(file, own=own))
    return replace(added, gives_away=gives_away and not added.now_urgent)


async def _kept_from_those_meant(uow: UnitOfWork, report: Report, words: str) -> Report:
    """Before anybody reads what is added: it may accuse an office, or tell what is for a few people alone."""
    reading = uow.scene.hear(words).reading
    report = await objections.hold(uow, report, reading.accused)
    seal = None if report.seal is not None else seal_of(None, reading.voices - {Voice.THREATENED})
    if seal is None:
        return report
    report = await reports.amend(uow.tx, replace(report, seal=seal), uow.now)
    await taking_off.take_off(uow, report)
    await calls.call_missing(uow, report, Line("ping.sealed_since"))
    return report


async def _gives_away(uow: UnitOfWork, report: Report, file: Attachment) -> bool:
    """Whether a file is the first that can tell who sent a confidential report, which is said once."""
    if file.kind not in TELLING or report.urgency is Urgency.DARURAT:
        return False
    confidential, _ = await reports.contact(uow.tx, report.key)
    return confidential and all(
        each.file.kind not in TELLING for each in await evidence.of_reporter(uow.tx, report.key)
    )


async def _tell(
    uow: UnitOfWork,
    reporter: ChatKey,
    report: Report,
    news: Line,
    point: Point | None = None,
    *,
    tells: bool = True,
    to_others: Line | None = None,
    words: str = "",
) -> bool:
    await questions_asked.answer(uow.tx, report.key, uow.now)
    leading = await together.leading(uow, report)
    to = leading if leading.seal is report.seal else report  # what is sealed since goes to no reader of the other

    def told(line: Line) -> Line:
        return Line("ping.news", {"number": to.number, "news": line})

    hidden = told(to_others) if to_others is not None else None
    rows: Rows = ()
    if is_cut(words, _LONGEST):
        rows = ((Button(Key("button.read_whole"), ReadWhole(to.key)),),)
    return await questions.tell_officers(
        uow, to, told(news), reporter, point, tells=tells, to_others=hidden, own=report, rows=rows
    )


async def _after_the_end(uow: UnitOfWork, reporter: ChatKey, report: Report, said: Answer) -> Added:
    """Something was added to a report that is done: it begins again if it is not solved, else its reporter is asked."""
    words = said.body if isinstance(said, Text) else ""
    if not (alarming(said, uow.scene) or says_unsolved(words)):
        return Added(report, now_urgent=False, done=True)
    again = await endings.call_unsolved(uow, reporter, report.number)
    alarmed = await _raise_alarm(uow, report, again.report, said)
    return replace(alarmed, again=again)


async def _raise_alarm(uow: UnitOfWork, report: Report, leading: Report, said: Answer) -> Added:
    """Make the report that officers act on an emergency if what was said means danger to life: everybody is called."""
    if not alarming(said, uow.scene) or leading.urgency is Urgency.DARURAT:
        return Added(report, now_urgent=False)
    leading = await reports.amend(uow.tx, replace(leading, urgency=Urgency.DARURAT), uow.now)
    why = Line("ping.now_urgent")
    if leading.case.taken:
        await deadlines.begin(uow, leading)
        await calls.refresh(uow, leading)
        await calls.call_everybody(uow, leading, why)
    else:
        await escalation.begin(uow, leading, [why])
    return Added(report, now_urgent=True)
