"""After an upgrade, a restore or an outage: what is long overdue is one list a person, not a flood of messages.

Emergencies and calls for help that are under six hours old are left to ring as ever.
"""

from collections import defaultdict
from datetime import datetime

from casework.notices import desk_now
from conversations.buttons.desk import Queue, QueueFilter
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import reachable, waits
from db.chats import ChatKey
from db.database import Tx
from db.outbox import Lane
from db.reports import KIND
from db.unit_of_work import UnitOfWork
from reports.state import RecordedAct
from reports.waits import FRESH, LATE, MANY
from resort.roles import Role
from resort.waits import Kind

_OF_THE_DESK = (KIND, Kind.HELP)
_OF_THE_COMMAND = (Kind.OPENING, Kind.APPROVAL)
TOLD = (KIND, Kind.HELP, Kind.OPENING, Kind.APPROVAL, Kind.QUESTION, Kind.ORDER, Kind.HAND_OVER, Kind.INVITATION)


async def next_moment(tx: Tx) -> datetime | None:
    """When the first wait would be long overdue."""
    earliest = await waits.earliest(tx, TOLD)
    return None if earliest is None else earliest + LATE


async def catch_up(uow: UnitOfWork) -> None:
    """Put off what is long overdue, and tell each person whom it concerns how much it is."""
    before, fresh = uow.now - LATE, uow.now - FRESH
    found = await waits.late(uow.tx, before, fresh)
    count = sum(each.count for each in found)
    if count <= MANY:
        return
    lists: defaultdict[ChatKey, list[tuple[str, int]]] = defaultdict(list)
    desk = [each.chat for each in await desk_now(uow)]
    command = [each.chat.key for each in await reachable.of_role(uow.tx, uow.vault, Role.COMMAND)]
    for each in found:
        people = desk if each.kind in _OF_THE_DESK else command if each.kind in _OF_THE_COMMAND else []
        for chat in people:
            lists[chat].append((each.kind, each.count))
    for each in await waits.late_of_people(uow.tx, before):
        assert each.chat is not None
        lists[ChatKey(each.chat)].append((each.kind, each.count))
    await waits.put_off(uow.tx, before, fresh, uow.now + LATE)
    await uow.record(RecordedAct.CAUGHT_UP, str(Role.CLOCK), text=str(count))
    for chat, lines in lists.items():
        await uow.tell(chat, _screen(lines), Topic.DESK, lane=Lane.PING)


def _screen(found: list[tuple[str, int]]) -> Screen:
    lines = tuple(
        Line(f"late.{kind}", {"count": count}) for kind, count in sorted(found, key=lambda each: TOLD.index(each[0]))
    )
    of_reports = any(kind == KIND for kind, _ in found)
    rows = ((Button(Key("button.show_queue"), Queue(QueueFilter())),),) if of_reports else ()
    return Screen(Line("late.list", {"lines": lines}), rows)
