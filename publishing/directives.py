"""Orders to officers: who has understood, and a reminder to those who have not said so."""

from collections.abc import Sequence
from dataclasses import dataclass

from broadcasts.appeal import UnreadableAnnouncement, visible
from broadcasts.state import State
from casework import circles
from casework.authority import require
from conversations.buttons.announcements import Acknowledge, ShowMissing
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import appeals, officers, orders, runs, waits
from db.appeals import AppealKey, StoredAnnouncement
from db.chats import ChatKey
from db.officers import Officer
from db.runs import RunKey
from db.unit_of_work import UnitOfWork
from locales import Refused, shown
from publishing import announcement
from reports.state import RecordedAct
from resort.quiet_hours import awake
from resort.rights import Right
from resort.waits import RULES, Kind, is_last, next_due

_EXCERPT = 300
_SHORT = 60
MOST_ORDERS = 8  # in one list


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The officers of an order who have not acknowledged it, out of how many; the composer knows it and is in neither.

    Only people who are officers still count. Those it was meant for and did not reach are named apart.
    """

    stored: StoredAnnouncement
    missing: tuple[Officer, ...]
    total: int
    unreached: tuple[Officer, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every officer it was meant for has acknowledged it."""
        return not (self.missing or self.unreached)


async def acknowledge(uow: UnitOfWork, officer: Officer | None, key: int) -> bool:
    """Note that an officer who got an order has understood it; False when that was noted before."""
    stored = await announcement.find(uow, key)
    if officer is None or not stored.directive or officer.chat not in await runs.recipients(uow.tx, stored.key):
        raise Refused("directive.not_yours")
    first = await orders.acknowledge(uow.tx, stored.key, officer.chat, uow.now)
    if first:
        await uow.record(RecordedAct.DIRECTIVE_UNDERSTOOD, officer, text=str(stored.key))
    return first


async def acknowledgement(uow: UnitOfWork, officer: Officer, key: int) -> Acknowledgement:
    """The officers who have not acknowledged an order."""
    require(officer, Right.COMPOSE)
    stored = await announcement.find(uow, key)
    if not stored.directive:
        raise Refused("flow.old_button")
    return await _standing(uow, stored)


async def ask(uow: UnitOfWork, stored: StoredAnnouncement, run: RunKey) -> None:
    """An order goes out: everybody it is meant for is to acknowledge it, also who cannot be reached."""
    due = awake(next_due(Kind.ORDER, 0, uow.now), uow.resort.zone)
    await orders.begin(uow.tx, run, stored.composer, stored.appeal.audience, due, uow.now)


async def look(uow: UnitOfWork) -> None:
    """Orders that are due: remind those who have not acknowledged; at the last the composer is told who they are."""
    asked: dict[ChatKey, list[StoredAnnouncement]] = {}
    for wait in await waits.due(uow.tx, Kind.ORDER, uow.now):
        key = await orders.waiting(uow.tx, wait)
        assert key is not None
        stored = await _readable(uow, key)
        looked = (await waits.get(uow.tx, wait)).rings
        if stored is None or stored.state is State.WITHDRAWN or is_last(Kind.ORDER, looked):
            await orders.end(uow.tx, wait, uow.now)
            if stored is not None and stored.state is not State.WITHDRAWN:
                await _tell_missing(uow, await _standing(uow, stored))
            continue
        due = awake(next_due(Kind.ORDER, looked + 1, uow.now), uow.resort.zone)
        await waits.ring(uow.tx, wait, due)
        for each in (await _standing(uow, stored)).missing:
            asked.setdefault(each.chat, []).append(stored)
    for chat, several in asked.items():
        await uow.tell(chat, _reminder(several), Topic.APPEAL)


async def _readable(uow: UnitOfWork, key: AppealKey) -> StoredAnnouncement | None:
    """The order, if this release can read it."""
    try:
        return await appeals.get(uow.tx, key)
    except UnreadableAnnouncement:
        return None


def _reminder(several: Sequence[StoredAnnouncement]) -> Screen:
    """One order with its words, or a list of several."""
    if len(several) == 1:
        button = Button(Key("button.understood"), Acknowledge(several[0].key))
        excerpt = shown(visible(several[0].appeal.text), _EXCERPT)
        return Screen(Line("directive.reminder", {"excerpt": excerpt}), ((button,),))
    excerpts = [(each, shown(visible(each.appeal.text), _SHORT)) for each in several[:MOST_ORDERS]]
    lines = tuple(Line("directive.reminder_line", {"excerpt": excerpt}) for _, excerpt in excerpts)
    rows = tuple((Button(f"✅ {excerpt}", Acknowledge(each.key)),) for each, excerpt in excerpts)
    return Screen(Line("directive.reminder_list", {"count": len(several), "lines": lines}), rows)


async def _tell_missing(uow: UnitOfWork, order: Acknowledgement) -> None:
    """The time to acknowledge is over: its composer reads who has not, and who never received it."""
    if order.complete:
        return
    excerpt = shown(visible(order.stored.appeal.text), _SHORT)
    values: dict[str, Value] = {
        "excerpt": excerpt,
        "count": len(order.missing) + len(order.unreached),
        "total": order.total + len(order.unreached),
    }
    rows = ((Button(Key("button.who_not"), ShowMissing(order.stored.key)),),)
    text = Line("directive.not_complete", values)
    await circles.tell(uow, RULES[Kind.ORDER].ladder, text, rows, officer=order.stored.composer, topic=Topic.APPEAL)


async def _standing(uow: UnitOfWork, stored: StoredAnnouncement) -> Acknowledgement:
    found = await orders.of_appeal(uow.tx, stored.key)
    serving = [(order, officer) for order in found if (officer := await officers.of_chat(uow.tx, order.chat))]
    missing = [(order, officer) for order, officer in serving if not order.acknowledged]
    return Acknowledgement(
        stored,
        tuple(officer for order, officer in missing if order.delivered),
        sum(order.delivered or order.acknowledged for order, _ in serving),
        tuple(officer for order, officer in missing if not order.delivered),
    )


async def remind(uow: UnitOfWork, officer: Officer, key: int) -> int:
    """Remind the officers who have not acknowledged an order; returns how many of them can be reached."""
    order = await acknowledgement(uow, officer, key)
    screen = _reminder([order.stored])
    told = [await uow.tell(each.chat, screen, Topic.APPEAL) for each in order.missing]
    count = sum(1 for message in told if message is not None)
    await uow.record(RecordedAct.DIRECTIVE_REMINDED, officer, text=f"{order.stored.key}: {count}")
    return count
