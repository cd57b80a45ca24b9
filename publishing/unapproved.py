"""An announcement that waits for its approval: the approvers are reminded before its time; past it the wait ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from broadcasts import schedule
from broadcasts.appeal import UnreadableAnnouncement, visible
from broadcasts.schedule import AtOnce
from broadcasts.state import State, move
from casework import circles
from conversations.buttons.announcements import Announcements, OpenAppeal
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import appeals, reachable, waits
from db.appeals import AppealKey, StoredAnnouncement
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from locales import shown
from publishing import announcement, unreadable
from reports.state import RecordedAct
from resort.quiet_hours import Matter, Standing
from resort.roles import Role
from resort.waits import AT_ONCE_WAITS, RULES, Kind, approval_due

MOST_LINES = 20
_EXCERPT = 60


@dataclass(slots=True)
class _Found:
    """What became of the announcements that were due."""

    reminded: list[StoredAnnouncement]
    ended: list[StoredAnnouncement]


async def hand_in(uow: UnitOfWork, stored: StoredAnnouncement) -> StoredAnnouncement:
    """It waits for its approval from now on; to be stored next, as waiting."""
    ends = _ends(uow, stored, uow.now) or uow.now
    return await appeals.wait_for_approval(uow.tx, stored, _due(uow, stored, uow.now, ends), uow.now)


async def look(uow: UnitOfWork) -> None:
    """Announcements that are due: their approvers are reminded, with one list each; those past their time end."""
    found = _Found([], [])
    for key in await waits.due(uow.tx, Kind.APPROVAL, uow.now):
        stored = await _readable(uow, key)
        if stored is None:
            continue
        wait = await waits.get(uow.tx, key)
        ends = _ends(uow, stored, wait.since)
        if ends is None or ends <= uow.now:
            found.ended.append(await _end(uow, stored))
        else:
            await waits.ring(uow.tx, key, _due(uow, stored, wait.since, ends))
            found.reminded += [] if stored.slot is not None else [stored]
    await _remind(uow, found.reminded)
    await _tell_ended(uow, found.ended)


def _ends(uow: UnitOfWork, stored: StoredAnnouncement, handed_in: datetime) -> datetime | None:
    """Until when it can be approved: the next time it would go out; None when none is left."""
    if isinstance(stored.appeal.when, AtOnce):
        return handed_in + AT_ONCE_WAITS
    return schedule.next_fire(stored.appeal.when, uow.now, uow.resort.zone)


def _due(uow: UnitOfWork, stored: StoredAnnouncement, handed_in: datetime, ends: datetime) -> datetime:
    """Of the programme nobody is reminded here: the command is alarmed of all its reminders at once."""
    if stored.slot is not None:
        return ends
    return approval_due(handed_in, ends, uow.now, urgent=stored.appeal.emergency is not None)


async def _readable(uow: UnitOfWork, key: WaitKey) -> StoredAnnouncement | None:
    """The announcement of a wait; one that this release cannot read is let go."""
    try:
        stored = await appeals.waiting(uow.tx, key)
    except UnreadableAnnouncement as error:
        await unreadable.let_go(uow, AppealKey(error.announcement))
        return None
    assert stored is not None
    return stored


async def _end(uow: UnitOfWork, stored: StoredAnnouncement) -> StoredAnnouncement:
    stored = replace(await appeals.void(uow.tx, stored), state=move(stored.state, State.MISSED), next_fire=None)
    await appeals.store(uow.tx, stored)
    await uow.record(RecordedAct.ANNOUNCEMENT_UNAPPROVED, "bot", text=str(stored.key))
    return stored


async def _remind(uow: UnitOfWork, reminded: Sequence[StoredAnnouncement]) -> None:
    if not reminded:
        return
    able = {stored.key: await announcement.approvers(uow, stored) for stored in reminded}
    silent = not uow.resort.nights.may_call(Standing.COMMAND, Matter.OTHER, uow.now)
    for each in await reachable.of_role(uow.tx, uow.vault, Role.COMMAND):
        mine = [stored for stored in reminded if each in able[stored.key]]
        if mine:
            await uow.write(each.chat, _screen("approval.reminder", mine), Topic.APPEAL, lane=Lane.PING, silent=silent)
    for stored in reminded:
        if not await announcement.can_be_approved(uow, stored):
            await circles.tell(
                uow,
                RULES[Kind.APPROVAL].ladder,
                Line("approval.nobody_left", {"excerpt": shown(visible(stored.appeal.text), _EXCERPT)}),
                ((Button(Key("button.open_appeal"), OpenAppeal(stored.key)),),),
                officer=stored.composer,
                topic=Topic.APPEAL,
            )


async def _tell_ended(uow: UnitOfWork, ended: Sequence[StoredAnnouncement]) -> None:
    """Tell the authors, and the command that was asked, that announcements were not approved in time."""
    if not ended:
        return
    composers = {stored.composer for stored in ended}
    for composer in composers:
        mine = [stored for stored in ended if stored.composer == composer]
        screen = _screen("approval.over", mine)
        await circles.tell(
            uow, RULES[Kind.APPROVAL].ladder, screen.text, screen.rows, officer=composer, topic=Topic.APPEAL
        )
    for each in await reachable.of_role(uow.tx, uow.vault, Role.COMMAND):
        others = [stored for stored in ended if stored.composer != each.officer.chat]
        if others:
            await uow.write(each.chat, _screen("approval.over", others), Topic.APPEAL)


def _screen(key: str, several: Sequence[StoredAnnouncement]) -> Screen:
    """One announcement with its button, or a list of several with the way to all."""
    lines = tuple(
        Line("approval.line", {"excerpt": shown(visible(each.appeal.text), _EXCERPT)}) for each in several[:MOST_LINES]
    )
    if len(several) == 1:
        button = Button(Key("button.open_appeal"), OpenAppeal(several[0].key))
    else:
        button = Button(Key("button.appeals_list"), Announcements())
    return Screen(Line(key, {"count": len(several), "lines": lines}), ((button,),))
