"""Adding to a report that was sent: words, files and a location, until *Selesai*.

After a report went by itself (see unsent.py) this begins by itself too, with a keyboard below the chat.
"""

from dataclasses import replace
from datetime import timedelta

from casework import additions, authority
from casework.additions import Added
from conversations.addition import SHAPE, Addition
from conversations.answer import Answer, Media, Point, Text
from conversations.buttons.citizen import DoneAdding
from conversations.callback import Topic
from conversations.report_told import alarming
from conversations.screen import BACK, CANCEL, SKIP, Button, Key, Line, Screen
from db import drafts
from db.chats import ChatKey
from db.drafts import StoredDialogue
from db.evidence import LARGEST
from db.reports import Report
from db.unit_of_work import UnitOfWork
from handlers.citizen import mine_report, report_store
from handlers.common import typed
from handlers.common.turn import Turn
from locales import Refused
from reports.state import WITH_US

FLOW = "addition"
DONE = Button(Key("button.done"), "done")  # these three: labels of a keyboard below the chat
ADD = Button(Key("button.add"), "add")
UNWANTED = Button(Key("button.withdraw_unsent"), "withdraw")
ANOTHER_AFTER = timedelta(hours=1)  # a cry for help after so long a silence is about something else


async def begin(turn: Turn, number: str) -> None:
    """What comes next is for this report."""
    report = await additions.check(turn, turn.here.key, number)
    await end(turn, Line("report.kept"))
    await expect(turn, turn.here.key, report)
    await turn.show(_asked(report), Topic.MINE, fresh=True)


async def expect(uow: UnitOfWork, chat: ChatKey, report: Report, *, keyboard: bool = False) -> None:
    """Whatever this chat writes next belongs to a report; with `keyboard`, one stands below the chat."""
    await _keep(uow, chat, SHAPE.dump(Addition(report.number, keyboard)), 0)


async def end_by(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """End adding when a message is for no report that is still added to; whether it was ended."""
    if not report_store.asleep(turn, kept) and not await is_another(turn, kept, answer):
        return False
    await end(turn)
    return True


async def is_another(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """Whether a cry for help is no addition: nobody of us acts on that report any more, or it came hours ago."""
    assert kept.content is not None
    if not alarming(answer, turn.scene):
        return False
    report = await authority.own(turn, turn.here.key, SHAPE.load(kept.content).number)
    silent = turn.now - kept.touched if kept.touched is not None else timedelta(0)
    return report.case.closed or report.state not in WITH_US or silent > ANOTHER_AFTER


async def add(turn: Turn, kept: StoredDialogue, answer: Answer) -> None:
    """Words, files or a location for the report that is being added to."""
    assert kept.content is not None
    state = SHAPE.load(kept.content)
    report = await additions.check(turn, turn.here.key, state.number)
    match answer:
        case Text(body, own):
            if own and await _meant_a_button(turn, state, report, body):
                return
            added: Added | None = await additions.add_words(turn, turn.here.key, report.number, body, own=own)
        case Point(latitude, longitude):
            added = await additions.add_point(turn, turn.here.key, report.number, latitude, longitude)
        case Media():
            added = await _add_file(turn, kept, state, report, answer)
        case _:
            raise Refused("mine.add_what")
    if added is None:
        return
    if added.now_urgent:
        await turn.say("mine.danger")
    rows = ((Button(Key("button.done"), DoneAdding(report.number)),),)
    await turn.show(Screen(Line("mine.added", {"number": report.number}), rows), Topic.MINE)


async def check_readable(turn: Turn, kept: StoredDialogue) -> None:
    """Raise what keeps this from being read."""
    assert kept.content is not None
    await authority.own(turn, turn.here.key, SHAPE.load(kept.content).number)


async def finish(turn: Turn, number: str) -> None:
    """*Selesai*: show the report as it is now."""
    await end(turn, Line("report.kept"), number)
    await mine_report.show(turn, number)


async def cancel(turn: Turn, kept: StoredDialogue) -> None:
    """`/batal`: what was sent stays; of a report that went by itself it may mean the report."""
    assert kept.content is not None
    state = SHAPE.load(kept.content)
    if state.keyboard:
        await mine_report.ask_withdraw(turn, state.number)
        return
    await end(turn)
    await turn.say("mine.addition_ended")


async def end(turn: Turn, said: Line | None = None, number: str | None = None) -> None:
    """Stop adding to a report, if one is being added to; with `number`, only if it is this one.

    A keyboard below the chat is taken away with `said`.
    """
    kept = await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)
    if kept.content is None:
        return
    state = SHAPE.load(kept.content)
    if number in (None, state.number):
        await _keep(turn, turn.here.key, None, kept.revision + 1)
        if state.keyboard:
            await turn.put_keyboard_away(said or Line("mine.addition_ended"))


async def _meant_a_button(turn: Turn, state: Addition, report: Report, body: str) -> bool:
    """Whether words are a button's, also one of the keyboard that stood there before the report went by itself."""

    def means(*buttons: Button) -> bool:
        return any(typed.means(body, button, turn.texts) for button in buttons)

    if means(DONE):
        await finish(turn, report.number)
    elif state.keyboard and means(UNWANTED, CANCEL):
        await mine_report.ask_withdraw(turn, report.number)
    elif state.keyboard and means(ADD, SKIP, BACK):
        await turn.show(_asked(report), Topic.MINE)
    else:
        return False
    return True


async def _add_file(turn: Turn, kept: StoredDialogue, state: Addition, report: Report, media: Media) -> Added | None:
    """Add a file; None when its album was answered already, so that the rest of it comes in in silence."""
    file, album = media.attachment, media.album
    answered = album is not None and album == state.album
    if not answered:
        state = replace(state, album=album, surplus=False)
    try:
        added = await additions.add_file(turn, turn.here.key, report.number, file, in_silence=answered, own=media.own)
    except Refused:
        await _keep(turn, turn.here.key, SHAPE.dump(replace(state, surplus=True)), kept.revision)
        if state.surplus:
            return None
        raise
    await _keep(turn, turn.here.key, SHAPE.dump(state), kept.revision)
    if (file.size or 0) > LARGEST:
        await turn.say("report.too_big")
    return None if answered else added


async def _keep(uow: UnitOfWork, chat: ChatKey, content: bytes | None, revision: int) -> None:
    await drafts.save(uow.tx, uow.vault, chat, StoredDialogue(FLOW, content, revision), uow.now)


def _asked(report: Report) -> Screen:
    rows = ((Button(Key("button.done"), DoneAdding(report.number)),),)
    return Screen(Line("mine.ask_add", {"number": report.number}), rows)
