"""Merging reports of one event: the bot suggests which, a person decides, and everything that was sent in stays."""

from dataclasses import dataclass, replace

from casework import authority, calls, deadlines, escalation, notices, questions
from casework.story import rounded, story
from conversations.screen import Line
from db import evidence, incidents, queue, reports
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports import likeness
from reports.likeness import Likeness
from reports.state import Act, RecordedAct, State

LONGEST_STORY = 600  # of the merged report, for the officers of the other


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An open report that may tell of the same event, and why."""

    report: Report
    likeness: Likeness


async def suggestions(uow: UnitOfWork, officer: Officer, report: Report) -> list[Suggestion]:
    """The open reports on the officer's desk that look most like this one."""
    authority.after(report, Act.MERGE, officer)
    if report.category is None or report.seal is not None:
        return []
    alike = likeness.suggest(queue.event(report, report.category), await queue.alike(uow.tx, report))
    found = [(await authority.numbered(uow, officer, number), how) for number, how in alike]
    return [
        Suggestion(other, how)
        for other, how in found
        if other is not None and other.state is not State.DONE and await authority.oversees(uow, officer, other)
    ]


async def candidate(uow: UnitOfWork, officer: Officer, report: Report, other: Report | None) -> Report:
    """The report to merge into: another one on the same desk that is not done; else `Refused`."""
    authority.after(report, Act.MERGE, officer)
    if other is None or other.key == report.key or other.case.closed or other.state is State.DONE:
        raise Refused("desk.cannot_merge")
    if report.seal is not other.seal:
        raise Refused("desk.cannot_merge")
    if not await authority.oversees(uow, officer, other):
        raise Refused("desk.cannot_merge")
    return other


async def merge(uow: UnitOfWork, officer: Officer, key: ReportKey, seen: int, into: ReportKey) -> Report:
    """The report duplicates another one: its deadline goes, its evidence stays, both histories say so."""
    report = await authority.on_desk(uow, officer, key, seen)
    other = await candidate(uow, officer, report, await reports.get(uow.tx, into))
    report = await reports.advance(uow.tx, report, authority.after(report, Act.MERGE, officer), uow.now)
    report = await reports.amend(uow.tx, replace(report, duplicate_of=other.key), uow.now)
    await uow.record(Act.MERGE, officer, report=report.key, text=other.number)
    await uow.record(RecordedAct.MERGED_INTO_THIS, officer, report=other.key, text=report.number)
    await incidents.follow(uow.tx, report.key, other.key)
    await calls.refresh(uow, report)
    await notices.stop(uow, report, officer, "ping.merged")
    await _share_urgency(uow, report, other)
    values = {"number": other.number, "merged": report.number, "what": story(rounded(report.opened), LONGEST_STORY)}
    await questions.tell_officers(uow, other, Line("desk.joined", values), officer.chat, own=report)
    await notices.tell(uow, report, "merged")
    for each in await reports.merged_into(uow.tx, report.key):
        await reports.amend(uow.tx, replace(each, duplicate_of=other.key), uow.now)
    if await evidence.count_with_merged(uow.tx, report.key):
        await calls.refresh(uow, other)
    return report


async def _share_urgency(uow: UnitOfWork, report: Report, other: Report) -> None:
    """One event has the higher urgency of the two; if that raises the other report, it is called as such."""
    if report.urgency.rank >= other.urgency.rank:
        return
    other = await reports.amend(uow.tx, replace(other, urgency=report.urgency), uow.now)
    if not other.case.untaken:
        await deadlines.begin(uow, other)
        await calls.refresh(uow, other)
    else:
        await escalation.begin(uow, other, [Line("desk.why_urgent")])
