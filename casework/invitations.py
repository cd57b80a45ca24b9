"""Invitations that nobody used in time: whoever made them is told, with one list for several."""

from datetime import timedelta

from casework import circles
from conversations.screen import Key, Line
from db import invites, officers, units, waits
from db.chats import ChatKey
from db.invites import Unused
from db.unit_of_work import UnitOfWork
from resort.waits import RULES, Kind

OLD_NEWS = timedelta(days=1)  # past it nobody is told any more: the bot was away, or did not know this yet
MOST_LINES = 20


async def expire(uow: UnitOfWork) -> None:
    """End the invitations that are due. One made at the command line, or by somebody removed since, ends silently."""
    unused_by: dict[ChatKey, list[Unused]] = {}
    for wait in await waits.due(uow.tx, Kind.INVITATION, uow.now):
        unused = await invites.waiting(uow.tx, wait)
        assert unused is not None
        await invites.end(uow.tx, unused, uow.now)
        maker = await officers.get(uow.tx, unused.by)
        if maker is not None and not maker.removed and uow.now - unused.expires_at < OLD_NEWS:
            unused_by.setdefault(maker.chat, []).append(unused)
    names = {unit.code: unit.name for unit in await units.every(uow.tx)} if unused_by else {}
    for chat, several in unused_by.items():
        lines = tuple(
            Line("join.unused_line", {"role": Key(f"role.{each.role}"), "unit": names[each.unit]})
            for each in several[:MOST_LINES]
        )
        text = Line("join.unused", {"count": len(several), "lines": lines})
        await circles.tell(uow, RULES[Kind.INVITATION].ladder, text, officer=chat)
