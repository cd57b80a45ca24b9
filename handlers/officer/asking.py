"""Asking an officer for words in private: a reason, a note, a question for the reporter.

A question lapses after five minutes, and at any command: what is typed later is no answer to it.
"""

from collections.abc import Sequence
from datetime import timedelta

from conversations.answer import Answer, Text
from conversations.buttons.officer import NoWords
from conversations.buttons.words import GiveReason, SendAsReport
from conversations.callback import Topic
from conversations.heard import PROMPT, Prompt
from conversations.screen import Button, Key, Line, Screen
from db import drafts
from db.chats import ChatKey
from db.drafts import StoredDialogue
from db.reports import ReportKey
from db.unit_of_work import UnitOfWork
from handlers.common.turn import Turn
from locales import AskAgain
from reports.usual_reason import UsualReason

FLOW = "words"
NOTE = "note"  # the purpose that takes several answers
LASTS = timedelta(minutes=5)
SEND_AS_REPORT = Button(Key("button.no_reason"), SendAsReport())


async def ask(
    turn: Turn,
    chat: ChatKey,
    purpose: str,
    report: ReportKey | None,
    text: Line,
    extra: str = "",
    usual: Sequence[UsualReason] = (),
    also: Sequence[Button] = (),
) -> None:
    """Ask for words, about a report or not; `usual` reasons can be tapped. See `handlers.common.prompts`.

    `also` are buttons that lead elsewhere.
    """
    await keep(turn, chat, purpose, report, extra)
    reasons = tuple((Button(Key(f"reason.{reason}"), GiveReason(reason)),) for reason in usual)
    cancel = (Button(Key("button.cancel"), NoWords()),)
    others = tuple((each,) for each in also)
    await turn.tell(chat, Screen(text, (*reasons, *others, cancel)), Topic.PING)
    if turn.here.key != chat:
        turn.toast = turn.texts.plain("ask.in_private")


async def keep(uow: UnitOfWork, chat: ChatKey, purpose: str, report: ReportKey | None, extra: str = "") -> None:
    """What comes from this chat next is for this purpose."""
    content = PROMPT.dump(Prompt(purpose=purpose, report=report, extra=extra))
    await drafts.save(uow.tx, uow.vault, chat, StoredDialogue(FLOW, content, 0), uow.now)


async def standing(uow: UnitOfWork, chat: ChatKey) -> Prompt | None:
    """What this chat was asked for and has not said, however long ago."""
    kept = await drafts.of_flow(uow.tx, uow.vault, chat, FLOW)
    return None if kept.content is None else PROMPT.load(kept.content)


def lapsed(uow: UnitOfWork, kept: StoredDialogue) -> bool:
    """Whether words that come now are no answer to this question."""
    return kept.touched is not None and uow.now - kept.touched > LASTS


async def done(uow: UnitOfWork, chat: ChatKey) -> bool:
    """The words came, or are no longer wanted; False when none were asked for."""
    kept = await drafts.of_flow(uow.tx, uow.vault, chat, FLOW)
    if kept.content is None:
        return False
    await drafts.save(uow.tx, uow.vault, chat, StoredDialogue(FLOW, None, 0), uow.now)
    return True


def words_of(answer: Answer) -> str:
    """The words of an answer; else `Refused`."""
    match answer:
        case Text(body) if body.strip():
            return body
        case _:
            raise AskAgain("ask.words")


async def confirm(turn: Turn, key: str, **values: str) -> None:
    """Say what the answer did; when it was typed, with the way out for words that were a report."""
    rows = ((SEND_AS_REPORT,),) if turn.update.message is not None else ()
    await turn.show(Screen(Line(key, values), rows), Topic.WORDS, fresh=True)


async def drop(turn: Turn) -> None:
    """The officer has nothing to say, so nothing is done; after an act, the notes are over."""
    prompt = await standing(turn, turn.here.key)
    noting = prompt is None or prompt.purpose == NOTE
    await done(turn, turn.here.key)
    await turn.show(Screen(Line("ask.dropped" if noting else "ask.cancelled")), Topic.PING)
