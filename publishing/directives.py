"""Orders to officers: who has understood, and a reminder to those who have not said so."""

from dataclasses import dataclass

from broadcasts.appeal import visible
from casework.authority import require
from conversations.buttons.announcements import Acknowledge
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import appeals, officers, runs
from db.appeals import StoredAnnouncement
from db.officers import Officer
from db.unit_of_work import UnitOfWork
from locales import Refused, shown
from publishing import announcement
from reports.state import RecordedAct
from resort.rights import Right

_EXCERPT = 300


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The officers of an order who have not acknowledged it, out of how many; the composer knows it and is in neither.

    Only people who are officers still count.
    """

    stored: StoredAnnouncement
    missing: tuple[Officer, ...]
    total: int


async def acknowledge(uow: UnitOfWork, officer: Officer | None, key: int) -> bool:
    """Note that an officer who got an order has understood it; False when that was noted before."""
    stored = await announcement.find(uow, key)
    if officer is None or not stored.directive or officer.chat not in await runs.recipients(uow.tx, stored.key):
        raise Refused("directive.not_yours")
    first = await appeals.acknowledge(uow.tx, stored.key, officer.chat, uow.now)
    if first:
        await uow.record(RecordedAct.DIRECTIVE_UNDERSTOOD, officer, text=str(stored.key))
    return first


async def acknowledgement(uow: UnitOfWork, officer: Officer, key: int) -> Acknowledgement:
    """Who has not acknowledged an order."""
    require(officer, Right.COMPOSE)
    stored = await announcement.find(uow, key)
    if not stored.directive:
        raise Refused("flow.old_button")
    done = await appeals.acknowledged(uow.tx, stored.key)
    reached = [await officers.of_chat(uow.tx, chat) for chat in await runs.recipients(uow.tx, stored.key)]
    serving = [each for each in reached if each is not None and each.chat != stored.composer]
    return Acknowledgement(stored, tuple(each for each in serving if each.chat not in done), len(serving))


async def remind(uow: UnitOfWork, officer: Officer, key: int) -> int:
    """Remind the officers who have not acknowledged an order; returns how many they are."""
    order = await acknowledgement(uow, officer, key)
    excerpt = shown(visible(order.stored.appeal.text), _EXCERPT)
    rows = ((Button(Key("button.understood"), Acknowledge(order.stored.key)),),)
    for each in order.missing:
        await uow.tell(each.chat, Screen(Line("directive.reminder", {"excerpt": excerpt}), rows), Topic.APPEAL)
    await uow.record(RecordedAct.DIRECTIVE_REMINDED, officer, text=f"{order.stored.key}: {len(order.missing)}")
    return len(order.missing)
