"""Witnesses of the memory of acts: its signed end goes to the command, to Bawaslu and to the resort's channel.

Each evening, and within minutes after an announcement or the opening of an identity. What several hold nobody can put
back: `bot.py audit verify --anchor` checks the memory against it.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from conversations.callback import Topic
from conversations.screen import Line, Screen, Value
from db import anchors, chats, reachable, units
from db.anchors import Anchor
from db.chats import Chat, Sender
from db.database import Tx
from db.unit_of_work import UnitOfWork
from locales import LANGUAGES
from resort.agency import Agency
from resort.roles import Role

EVENING = time(21)
SOON = timedelta(minutes=5)  # after an announcement or an opening: several within that time share one anchor


async def next_moment(tx: Tx) -> datetime | None:
    """When the next anchor is shown; before anybody has written to the bot there is nothing to show."""
    return await anchors.due(tx) if await anchors.some_acts(tx) else None


async def soon(uow: UnitOfWork) -> None:
    """Something was done that witnesses are to hold: the next anchor is shown within minutes."""
    await anchors.bring_forward(uow.tx, uow.now + SOON)


async def look(uow: UnitOfWork) -> None:
    """Show the end of the memory to everybody who witnesses it, and plan the next time."""
    planned = (await anchors.due(uow.tx)).timestamp() > 0
    await anchors.plan(uow.tx, _next_evening(uow.now))
    anchor = await anchors.make(uow.tx, uow.now) if planned else None
    if anchor is None:
        return
    values: dict[str, Value] = {"resort": uow.resort.name, "at": anchor.at, "words": anchor.words}
    whole = {**values, "number": anchor.event, "reports": anchor.reports, "anchor": anchor.written}
    for chat in await _witnesses(uow):
        await uow.write(chat, Screen(Line("anchor.witness", whole)), Topic.PEOPLE, silent=True)
    channel = await _channel(uow)
    if channel is not None:
        text = Line("anchor.channel", {**values, "hash": anchor.hash.hex()})
        await uow.write(channel, Screen(text), Topic.PEOPLE, silent=True)


async def shown(uow: UnitOfWork) -> Anchor | None:
    """The newest anchor, for anybody who asks.

    Never the end of this moment: whoever asked again and again would see when somebody reports something.
    """
    return await anchors.newest(uow.tx)


async def _witnesses(uow: UnitOfWork) -> list[Chat]:
    """The command, and the people of Bawaslu for the whole resort."""
    found: dict[int, Chat] = {}

    def add(people: Iterable[reachable.Reachable]) -> None:
        found.update({each.chat.key: each.chat for each in people})

    add(await reachable.of_role(uow.tx, uow.vault, Role.COMMAND))
    for unit in await units.every(uow.tx):
        if unit.agency is Agency.BAWASLU and not await units.areas(uow.tx, unit.code):
            add(await reachable.of_unit(uow.tx, uow.vault, unit.code))
    return list(found.values())


async def _channel(uow: UnitOfWork) -> Chat | None:
    number = uow.resort.contacts.witness_channel
    if number is None:
        return None
    key = await chats.find(uow.tx, uow.vault, number)
    if key is None:
        return await chats.meet(uow.tx, uow.vault, Sender(number, "channel", "", None, LANGUAGES[0]), uow.now)
    return await uow.chat(key)


def _next_evening(now: datetime) -> datetime:
    """The next evening in the resort's zone, in which `now` is."""
    evening = now.replace(hour=EVENING.hour, minute=EVENING.minute, second=0, microsecond=0)
    return evening if now < evening else evening + timedelta(days=1)
