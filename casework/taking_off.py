"""Taking a report's story off the phones that got it, once it is withdrawn or sealed.

Its call becomes a number; words that came later too; maps and files are deleted. Whoever reads it under its seal keeps
it, and so does the officer who is driving there. Telegram deletes nothing that is older than 48 hours, and a voice that
was heard cannot be taken back: that is listed for the two who read a sealed report.
"""

from datetime import datetime, timedelta

from casework import authority, calls
from casework.call_screen import gone, is_driving
from conversations.callback import Topic
from conversations.screen import Key, Line, Value
from db import call_lists, chats, officers, pings, reachable, tellings, units
from db.chats import ChatKey
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report
from db.tellings import Telling, What
from db.unit_of_work import UnitOfWork

_MOST = 100  # messages of one chat that are changed at once
DELETABLE = timedelta(hours=48)  # Telegram's limit for a bot's own messages


async def take_off(uow: UnitOfWork, report: Report) -> list[Line]:
    """Take it off the phones; returns what stays there, a line each, for those who have to know."""
    await calls.refresh(uow, report)
    door, stays = await authority.door(uow, report), []
    for telling in await tellings.of_report(uow.tx, report.key):
        officer = await officers.of_chat(uow.tx, telling.chat)
        if is_driving(report, officer) or (report.seal is not None and door.lets(officer)):
            continue
        if not await _take(uow, report.number, telling):
            stays.append(await _line(uow, telling.what, telling.at, officer, telling.chat))
    return stays


async def take_off_from(uow: UnitOfWork, report: Report) -> None:
    """Take it off the phones of the units that it is kept from."""
    await calls.refresh(uow, report)
    for telling in await tellings.of_report(uow.tx, report.key):
        officer = await officers.of_chat(uow.tx, telling.chat)
        group = None if officer is not None else await units.of_chat(uow.tx, telling.chat)
        unit = officer.unit if officer is not None else None if group is None else group.code
        if report.keeps_from(unit):
            await _take(uow, report.number, telling)


async def empty(uow: UnitOfWork, key: ChatKey) -> None:
    """Leave nothing to read in a chat: its officer was removed, or it is no unit's group any more."""
    chat = await uow.chat(key)
    if chat is None:
        return
    for message, number in await pings.newest_in(uow.tx, key, _MOST):
        await uow.rewrite(chat, message, gone(number), Topic.PING)
    for message in await call_lists.in_chat(uow.tx, key):
        await call_lists.forget(uow.tx, message)
        await uow.owe(chat, "deleteMessage", {}, Lane.NOTICE, edits=message)
    for number, telling in await tellings.newest_in(uow.tx, key, _MOST):
        await _take(uow, number, telling)


async def _take(uow: UnitOfWork, number: str, telling: Telling) -> bool:
    """Take one message off a phone; False when it stays there, or was heard already."""
    await tellings.gone(uow.tx, telling, uow.now)
    chat = await chats.get(uow.tx, uow.vault, telling.chat)
    if chat is None or chat.off:
        return False
    if telling.what is What.WORDS:
        await uow.rewrite(chat, telling.message, gone(number), Topic.PING)
        return True
    if uow.now - telling.at >= DELETABLE:
        return False
    await uow.owe(chat, "deleteMessage", {}, Lane.NOTICE, edits=telling.message)
    return telling.what is not What.VOICE


async def who_read_it(uow: UnitOfWork, report: Report) -> list[str]:
    """The names of the people and groups that a report's story reached."""
    names = [
        copy.officer.callsign if copy.officer is not None else await _group(uow, copy.chat.key)
        for copy in await reachable.copies(uow.tx, uow.vault, report.key)
    ]
    for telling in await tellings.of_report(uow.tx, report.key):
        officer = await officers.of_chat(uow.tx, telling.chat)
        names.append(officer.callsign if officer is not None else await _group(uow, telling.chat))
    return list(dict.fromkeys(names))


async def _line(uow: UnitOfWork, what: What, at: datetime, officer: Officer | None, chat: ChatKey) -> Line:
    name = officer.callsign if officer is not None else await _group(uow, chat)
    values: dict[str, Value] = {"what": Key(f"threat.stays_{what}"), "callsign": name, "at": at}
    return Line("threat.stays", values)


async def _group(uow: UnitOfWork, chat: ChatKey) -> str:
    unit = await units.of_chat(uow.tx, chat)
    return "-" if unit is None else unit.name
