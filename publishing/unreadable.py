"""An announcement that this release cannot read: nothing more of it is sent, its people are told once, others go on."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from broadcasts.appeal import UnreadableAnnouncement
from broadcasts.state import RunAct
from conversations.callback import Topic
from conversations.screen import Line, Screen
from db import appeals, officers, runs
from db.appeals import AppealKey
from db.unit_of_work import UnitOfWork
from reports.state import RecordedAct
from resort.roles import Role

log = logging.getLogger(__name__)

K = TypeVar("K")


def letting_go(act: Callable[[UnitOfWork, K], Awaitable[None]]) -> Callable[[UnitOfWork, K], Awaitable[None]]:
    """The act; when the announcement it reads first cannot be read, that one is let go instead."""

    async def acts(uow: UnitOfWork, key: K) -> None:
        try:
            await act(uow, key)
        except UnreadableAnnouncement as error:
            log.error("announcement %d is let go: %s", error.announcement, error.__cause__)
            await let_go(uow, AppealKey(error.announcement))

    return acts


async def let_go(uow: UnitOfWork, key: AppealKey) -> None:
    """Stop what goes out of it and what would, and tell the people of it; taking back goes on."""
    news = await appeals.shelve(uow.tx, key)
    for run in await runs.of_appeal(uow.tx, key):
        if run.ended_at is not None:
            continue
        if run.act is not RunAct.DELETE and await runs.stop(uow.tx, run.key, uow.now):
            uow.halted.append(run.key)
            news = True
        if not await runs.unfinished(uow.tx, run.key):
            await runs.end(uow.tx, run, uow.now)
    if news:
        await uow.record(RecordedAct.ANNOUNCEMENT_UNREADABLE, "bot", text=str(key))
        await _tell(uow, key)


async def _tell(uow: UnitOfWork, key: AppealKey) -> None:
    """Tell its composer and approvers; all of the command when none of them can be reached."""
    command = await uow.reachable(await officers.of_role(uow.tx, Role.COMMAND))
    involved = await appeals.people(uow.tx, key)
    for officer in [each for each in command if each.chat in involved] or command:
        await uow.tell(officer.chat, Screen(Line("appeal.let_go", {"number": key})), Topic.APPEAL)
