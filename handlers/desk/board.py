"""The desk's pinned message: the whole queue at a glance, changed in place, so that no number of calls pushes it away.

It makes no sound; an emergency still comes as a call of its own. It is changed at most every three seconds, and once a
minute for the ages.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from conversations import render
from conversations.buttons.desk import LookAt, OpenQueue
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import desk_boards, officers, queue
from db.chats import Chat
from db.database import Tx
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.queue import Wanted
from db.unit_of_work import UnitOfWork
from handlers.common.turn import Turn
from handlers.desk.queue_line import counts, in_list, numbered, place
from locales import texts_for
from locales.times import clock
from resort.roles import Role

EVERY = timedelta(seconds=3)
AGES = timedelta(minutes=1)
ROWS = 10
_PLACE = b"desk_boards.shown"


async def pin(turn: Turn, officer: Officer) -> None:
    """Pin the queue in the officer's own chat unless it is pinned already; one that they deleted is sent again."""
    if officer.role is not Role.DESK or not officer.on_duty or turn.here.key != officer.chat:
        return
    board = await desk_boards.of_officer(turn.tx, officer.key)
    shown = await _shown(turn, officer, turn.here)
    if board.message is None:
        message = (await turn.write(turn.here, shown.screen, Topic.DESK, lane=Lane.ANSWER, silent=True)).id
        await turn.owe(turn.here, "pinChatMessage", {"disable_notification": True}, Lane.NOTICE, edits=message)
    else:
        message = board.message
        await turn.owe(turn.here, "editMessageText", shown.params, Lane.ANSWER, edits=message)
    await desk_boards.keep(turn.tx, officer.key, message, shown.hash, shown.seen, turn.now)


async def next_moment(tx: Tx) -> datetime | None:
    """A board is looked at with each tick: asking whether it is to be changed costs less than a wait of its own."""
    return datetime.min.replace(tzinfo=UTC) if await desk_boards.some(tx) else None


async def due(tx: Tx, now: datetime) -> list[OfficerKey]:
    """The boards that may have changed."""
    return await desk_boards.due(tx, now - EVERY, now - AGES)


async def follow(uow: UnitOfWork, key: OfficerKey) -> None:
    """Bring a board up to date; that of somebody who went off duty says so, and rests."""
    officer = await officers.get(uow.tx, key)
    board = await desk_boards.of_officer(uow.tx, key)
    chat = None if officer is None else await uow.chat(officer.chat)
    if officer is None or chat is None or board.message is None:
        return
    shown = await _shown(uow, officer, chat)
    if board.shown is None or not uow.vault.vouches(board.shown, _PLACE, shown.said):
        await uow.owe(chat, "editMessageText", shown.params, Lane.NOTICE, edits=board.message)
    await desk_boards.keep(uow.tx, key, board.message, shown.hash, shown.seen, uow.now)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a board shows at a moment."""

    screen: Screen
    params: render.Params
    said: tuple[object, ...]
    hash: bytes
    seen: int


async def _shown(uow: UnitOfWork, officer: Officer, chat: Chat) -> _Shown:
    on_duty = officer.on_duty and officer.role is Role.DESK and not officer.removed
    screen = await _screen(uow, officer, chat) if on_duty else _resting(uow)
    params = uow.drawn(screen, Topic.DESK, chat.language)
    said = (str(params["text"]), ",".join(str(button.label) for button in screen.buttons))
    seen = await desk_boards.newest_event(uow.tx) if on_duty else desk_boards.RESTS
    return _Shown(screen, params, said, uow.vault.vouch(_PLACE, said), seen)


async def _screen(uow: UnitOfWork, officer: Officer, chat: Chat) -> Screen:
    """The most urgent of the queue, and how many there are."""
    wanted, texts = Wanted(reader=officer.unit), texts_for(chat.language)
    here = await queue.page(uow.tx, wanted, None, ROWS)
    extent = await queue.extent(uow.tx, wanted, None, ROWS)
    values: dict[str, Value] = {"counts": await counts(uow, wanted, extent.counts)}
    open_all = (Button(Key("button.show_queue"), OpenQueue()),)
    if not here:
        return Screen(Line("queue.board_empty", values), (open_all,))
    lines = tuple(in_list(uow, texts, number, each) for number, each in enumerate(here, 1))
    values |= {**place(extent, here), "lines": lines}
    rows = numbered([Button(each.number, LookAt(each.key)) for each in here])
    return Screen(Line("queue.board", values), (*rows, open_all))


def _resting(uow: UnitOfWork) -> Screen:
    return Screen(Line("queue.board_rests", {"at": clock(uow.now, uow.resort.zone)}))
