"""Asking an officer or a reporter for words in private: a reason, a note, a question, an answer."""

import orjson

from conversations.answer import Answer, Text
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import drafts
from db.chats import ChatKey
from db.drafts import Kept
from db.reports import ReportKey
from db.unit_of_work import UnitOfWork
from handlers.common.turn import Turn
from locales import Refused

FLOW = "words"


async def ask(turn: Turn, chat: ChatKey, purpose: str, report: ReportKey | None, text: Line, extra: str = "") -> None:
    """Ask for words, about a report or not; what comes from that chat next goes to its purpose in `message`."""
    await keep(turn, chat, purpose, report, extra)
    rows = ((Button(Key("button.cancel"), "nowords", Topic.PING),),)
    await turn.tell(chat, Screen(text, rows), Topic.PING)
    if turn.here.key != chat:
        turn.toast = turn.texts.plain("ask.in_private")


async def keep(uow: UnitOfWork, chat: ChatKey, purpose: str, report: ReportKey | None, extra: str = "") -> None:
    """What comes from this chat next is for this purpose."""
    content = orjson.dumps({"purpose": purpose, "report": report, "extra": extra})
    await drafts.save(uow.tx, uow.vault, chat, Kept(FLOW, content, 0), uow.now)


async def done(uow: UnitOfWork, chat: ChatKey) -> bool:
    """The words came, or are not wanted any more; False when none were asked for."""
    kept = await drafts.of_flow(uow.tx, uow.vault, chat, FLOW)
    if kept.content is None:
        return False
    await drafts.save(uow.tx, uow.vault, chat, Kept(FLOW, None, 0), uow.now)
    return True


def words_of(answer: Answer) -> str:
    """The words of an answer; else `Refused`."""
    match answer:
        case Text(body) if body.strip():
            return body
        case _:
            raise Refused("ask.words")


async def drop(turn: Turn) -> None:
    """Who was asked has nothing to say, so that nothing is done; or, of notes after an act, nothing more."""
    kept = await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)
    noting = kept.content is None or orjson.loads(kept.content)["purpose"] == "note"
    await done(turn, turn.here.key)
    await turn.show(Screen(Line("ask.dropped" if noting else "ask.cancelled")), Topic.PING)
