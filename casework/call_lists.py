"""More than five emergencies that wait for one officer are one list, sent again with a sound for each new one.

A change of a message makes no sound, and sixty calls a minute would hold up the one that matters: the list names the
newest first, and each of its buttons shows a call. The list before it is deleted.
"""

from casework.story import kind
from conversations.buttons.desk import Queue, QueueFilter
from conversations.buttons.officer import ShowCall
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value, grid
from db import call_lists
from db.chats import Chat
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report
from db.unit_of_work import UnitOfWork
from locales.times import clock
from resort.rights import Right, may

MOST_WAITING = 5  # calls of their own; the next emergency makes them a list
MOST_SHOWN = 30  # as many as may come while one list is on its way: each is named once at least
MOST_BUTTONS = 10
SERIES = "calls"  # of two lists that wait to be sent only the newer leaves


async def send(uow: UnitOfWork, chat: Chat, officer: Officer | None, report: Report, *, turn: int) -> None:
    """Add a report to the list of a chat and send the list again. `officer` is None for a group."""
    screen = await _screen(uow, chat, officer, report)
    message = await uow.write(chat, screen, Topic.PING, lane=Lane.PING, turn=turn, series=SERIES)
    await call_lists.add(uow.tx, chat.key, message.id, report.key)
    for older in await call_lists.drop_older(uow.tx, chat.key, message.id):
        await uow.owe(chat, "deleteMessage", {}, Lane.NOTICE, edits=older)


async def refresh(uow: UnitOfWork, report: Report) -> None:
    """Bring the lists in the chats to which a report was called up to date: it was taken, closed or changed."""
    for key, message in (await call_lists.of_called(uow.tx, report.key)).items():
        chat = await uow.chat(key)
        if chat is None:
            continue
        screen = await _screen(uow, chat, None, None)
        await uow.rewrite(chat, message, screen, Topic.PING)
        if not screen.rows:
            await call_lists.forget(uow.tx, message)


async def _screen(uow: UnitOfWork, chat: Chat, officer: Officer | None, added: Report | None) -> Screen:
    waiting = await call_lists.of_chat(uow.tx, chat.key, uow.now)
    if added is not None:
        waiting = [added, *(each for each in waiting if each.key != added.key)]
    if not waiting:
        return Screen(Line("ping.list_empty"))
    lines = tuple(_line(uow, each, chat) for each in waiting[:MOST_SHOWN])
    buttons = [Button(each.number, ShowCall(each.key)) for each in waiting[:MOST_BUTTONS]]
    rows = [*grid(buttons)]
    if officer is not None and (may(officer.role, Right.DESK) or may(officer.role, Right.UNIT_DESK)):
        rows.append((Button(Key("button.show_queue"), Queue(QueueFilter(untaken=True))),))
    more: Value = Line("ping.list_more", {"count": len(waiting) - len(lines)}) if len(waiting) > len(lines) else ""
    return Screen(Line("ping.list", {"count": len(waiting), "lines": lines, "more": more}), tuple(rows))


def _line(uow: UnitOfWork, report: Report, chat: Chat) -> Line:
    """One emergency without its story: which, in which area, when it came, and of what where no group reads it."""
    seen = report.shut
    code = seen.village or seen.district
    area = None if code is None else uow.resort.areas.get(code)
    values: dict[str, Value] = {
        "number": seen.number,
        "category": kind(seen, uow.scene) if chat.kind == "private" else Key(f"urgency.{seen.urgency}"),
        "area": area.name if area is not None else Key("report.no_place"),
        "clock": clock(seen.created_at, uow.resort.zone),
    }
    return Line("ping.list_line", values)
