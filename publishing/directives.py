"""Orders to officers: who has understood, and a reminder to those who have not said so."""

from collections.abc import Sequence
from dataclasses import dataclass

from broadcasts.appeal import visible
from casework.authority import require
from conversations.buttons.announcements import Acknowledge
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import appeals, officers, runs
from db.appeals import StoredAnnouncement
from db.chats import ChatKey
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

    Only people who are officers still count. Those it was meant for and did not reach are named apart.
    """

    stored: StoredAnnouncement
    missing: tuple[Officer, ...]
    total: int
    unreached: tuple[Officer, ...] = ()


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
    got = await runs.recipients(uow.tx, stored.key)
    serving, unreached = await _serving(uow, stored, got), []
    if stored.last_fired is not None:
        meant = await runs.officers_meant(uow.tx, stored.appeal.audience, stored.last_fired)
        unreached = await _serving(uow, stored, [chat for chat in meant if chat not in got])
    missing = tuple(each for each in serving if each.chat not in done)
    return Acknowledgement(stored, missing, len(serving), tuple(unreached))


async def remind(uow: UnitOfWork, officer: Officer, key: int) -> int:
    """Remind the officers who have not acknowledged an order; returns how many could be written to."""
    order = await acknowledgement(uow, officer, key)
    excerpt = shown(visible(order.stored.appeal.text), _EXCERPT)
    rows = ((Button(Key("button.understood"), Acknowledge(order.stored.key)),),)
    screen = Screen(Line("directive.reminder", {"excerpt": excerpt}), rows)
    told = [await uow.tell(each.chat, screen, Topic.APPEAL) for each in order.missing]
    count = sum(each is not None for each in told)
    await uow.record(RecordedAct.DIRECTIVE_REMINDED, officer, text=f"{order.stored.key}: {count}")
    return count


async def _serving(uow: UnitOfWork, stored: StoredAnnouncement, chats: Sequence[ChatKey]) -> list[Officer]:
    people = [await officers.of_chat(uow.tx, chat) for chat in chats]
    return [each for each in people if each is not None and each.chat != stored.composer]
