"""The addition that a chat has open, in the database: begun, kept, ended."""

from conversations.addition import SHAPE, Addition
from conversations.screen import Line
from db import drafts, reports
from db.chats import ChatKey
from db.drafts import StoredDialogue
from db.reports import Report
from db.unit_of_work import UnitOfWork
from handlers.citizen import report_store
from handlers.common.turn import Turn

FLOW = "addition"


async def of_chat(turn: Turn) -> StoredDialogue:
    """The addition of this chat; its content is None when there is none."""
    return await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)


def state_of(kept: StoredDialogue) -> Addition:
    """What is remembered of an addition that is open."""
    assert kept.content is not None
    return SHAPE.load(kept.content)


async def expect(
    uow: UnitOfWork, chat: ChatKey, report: Report, *, keyboard: bool = False, recent: bool = False
) -> None:
    """Whatever this chat writes next belongs to a report; with `keyboard`, one stands below the chat.

    `recent` is for a report that was sent or asked about just now: nobody asked for more, and it lasts ten minutes.
    """
    await keep(uow, chat, Addition(report.number, keyboard, recent=recent), 0)


async def expect_answer(uow: UnitOfWork, report: Report) -> None:
    """The reporter was asked something: what comes within minutes is the answer, unless something else is open."""
    chat = await reports.reporter(uow.tx, report.key)
    for kept in await drafts.of_chat(uow.tx, uow.vault, chat):
        if kept.content is None:
            continue
        if kept.flow == report_store.FLOW or (kept.flow == FLOW and not state_of(kept).recent):
            return
    await expect(uow, chat, report, recent=True)


async def end(turn: Turn, said: Line | None = None, number: str | None = None) -> None:
    """Stop adding to a report, if one is being added to; with `number`, only if it is this one.

    A keyboard below the chat is taken away with `said`.
    """
    kept = await of_chat(turn)
    if kept.content is None:
        return
    state = state_of(kept)
    if number in (None, state.number):
        await keep(turn, turn.here.key, None, kept.revision + 1)
        if state.keyboard:
            await turn.put_keyboard_away(said or Line("mine.addition_ended"))


async def keep(uow: UnitOfWork, chat: ChatKey, state: Addition | None, revision: int) -> None:
    """Keep what is remembered of an addition; None ends it."""
    content = None if state is None else SHAPE.dump(state)
    await drafts.save(uow.tx, uow.vault, chat, StoredDialogue(FLOW, content, revision), uow.now)
