"""Erasing what is stored of a reporter, when they ask for it.

Reports that are open or form evidence stay, with who made them, until they no longer must; everything else goes. With
nothing to stay, nobody knows any more who this was: the next message from that account meets a new person.
"""

from dataclasses import dataclass

from casework import taking_off
from conversations.callback import Topic
from conversations.screen import Line, Screen
from db import erasure, officers, reports
from db.chats import ChatKey
from db.reports import Report
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.erasure import Withheld, withheld


@dataclass(frozen=True, slots=True)
class Erasable:
    """A person's reports: those that can be erased, and those that must stay, with why."""

    reports: tuple[Report, ...]
    withheld: tuple[tuple[Report, Withheld], ...]


async def erasable(uow: UnitOfWork, reporter: ChatKey) -> Erasable:
    """What can be erased of a person now. Raises `Refused` for an officer."""
    if await officers.of_chat(uow.tx, reporter) is not None:
        raise Refused("erase.officer")
    free: list[Report] = []
    kept: list[tuple[Report, Withheld]] = []
    for report in await reports.list_of_reporter(uow.tx, reporter):
        why = await why_kept(uow, report)
        if why is None:
            free.append(report)
        else:
            kept.append((report, why))
    return Erasable(tuple(free), tuple(kept))


async def erase(uow: UnitOfWork, reporter: ChatKey) -> Erasable:
    """Erase what may be erased; the files follow after the commit. With nothing withheld the person is forgotten."""
    found = await erasable(uow, reporter)
    for report in found.reports:
        await erase_one(uow, report)
    uow.exports_changed = True
    await erasure.end_everything(uow.tx, reporter, uow.now)
    if not found.withheld:
        await erasure.forget(uow.tx, uow.vault, reporter, uow.now)
    return found


async def why_kept(uow: UnitOfWork, report: Report) -> Withheld | None:
    """Why a report must stay for now, itself or the one it was merged into; None when it may be erased."""
    original = None if report.duplicate_of is None else await reports.get(uow.tx, report.duplicate_of)
    if not report.case.closed and await reports.taken_back_at(uow.tx, report.key) is not None:
        return Withheld.TAKEN_BACK
    return withheld(report.case) or (withheld(original.case) if original is not None else None)


async def erase_one(uow: UnitOfWork, report: Report) -> None:
    """Erase a report that may be erased: what was told of it vanishes from phones too, its files after the commit."""
    await erasure.erase_report(uow.tx, uow.vault, report.key, uow.now)
    uow.files_changed = uow.erased = True
    await _tell_officers(uow, report)


async def _tell_officers(uow: UnitOfWork, report: Report) -> None:
    """The words vanish from the calls and from whatever else told them; the officer who had the report is told."""
    emptied = await reports.get(uow.tx, report.key)
    assert emptied is not None
    await taking_off.take_off(uow, emptied)
    officer = await officers.get(uow.tx, report.officer)
    if officer is not None and not officer.removed:
        await uow.tell(officer.chat, Screen(Line("ping.erased", {"number": report.number})), Topic.PING)
