"""A message without a command: to the dialogue in hand, or a report out of the blue."""

import re
from dataclasses import replace

from casework import late_location
from casework import recording as recorded
from conversations.answer import Answer, Composed, Media, Text
from conversations.buttons.words import (
    AddTo,
    AddToMine,
    GiveReason,
    LeaveUnsaid,
    NotThisReport,
    SendAnyway,
    SendAsReport,
    TakeAsAnswer,
)
from conversations.callback import Taps, Topic, bare, on
from conversations.free_words import may_be_danger
from conversations.heard import Heard
from conversations.report_danger import alarming
from conversations.screen import Line, Screen
from db import drafts
from db.drafts import StoredDialogue
from handlers.citizen import adding, beginning, report, report_store
from handlers.common import hearing, menu, prompts, replies
from handlers.common.buttons import MENU
from handlers.common.dialogues import LISTENERS
from handlers.common.turn import Turn
from handlers.officer import asking, recording
from handlers.telegram.incoming import answer_of
from handlers.telegram.update import PRIVATE, Update
from locales import Refused

_COMMAND = re.compile(r"/(catat|lapor|report)(?:@\w+)?(?!\S)\s*", re.IGNORECASE)  # below a picture
_CANCELS = frozenset({"/batal", "/cancel"})


async def received(turn: Turn) -> None:
    """Words, files, a location, in private."""
    incoming = turn.update.effective_message
    assert incoming is not None
    if incoming.service:
        return
    answer = answer_of(incoming)
    if isinstance(answer, Media) and answer.own and (found := _COMMAND.match(answer.attachment.caption or "")):
        said = (answer.attachment.caption or "")[found.end() :].strip()
        answer = replace(answer, attachment=replace(answer.attachment, caption=said or None))
        if found[1].lower() == "catat" and recorded.may_record(await turn.officer()):
            await recording.start_with(turn, answer)
            return
    if await menu.language_typed(turn, answer):
        return
    await report.heard(turn, answer)
    await beginning.offer_english(turn, answer)
    if await replies.answered(turn, answer):
        return
    for kept in await _in_hand(turn):
        listener = LISTENERS[kept.flow]
        if await listener.ended_by(turn, kept, answer):
            continue
        wanted = listener.read(turn, kept)
        if listener.danger is not None and isinstance(answer, Text | Media) and alarming(answer, turn.scene):
            composed = wanted if isinstance(wanted, Composed) else None
            await listener.danger(turn, kept, Heard(words=answer, composed=composed, flow=kept.flow))
        else:
            await listener.answered(turn, kept, wanted)
        return
    if not await hearing.join(turn, answer):
        await beginning.out_of_the_blue(turn, answer)


async def edited(turn: Turn) -> None:
    """An edit into a cry for help is heard as a new message, and so is one that may be where nothing is being answered.

    Of any other edit, what was said before is stored already.
    """
    incoming = turn.update.effective_message
    if incoming is None:
        return
    if incoming.location is not None:  # a live location edits itself every few seconds
        await late_location.follow(turn, turn.here.key, incoming.location.latitude, incoming.location.longitude)
        return
    answer = answer_of(incoming)
    if alarming(answer, turn.scene) or (_may_be_danger(turn, answer) and not await _in_hand(turn)):
        await received(turn)
    else:
        await turn.say("report.edited" if await report_store.unfinished(turn) else "report.edited_later")


def _may_be_danger(turn: Turn, answer: Answer) -> bool:
    return isinstance(answer, Text) and answer.own and may_be_danger(turn.scene.hear(answer.body))


async def cancel(turn: Turn) -> None:
    """`/batal`: let go of the dialogue in hand."""
    kept = next(iter(await _in_hand(turn)), None)
    if kept is None:
        await turn.show(Screen(Line("report.nothing_to_cancel"), ((MENU,),)), Topic.MENU)
    else:
        await LISTENERS[kept.flow].cancel(turn, kept)


async def end_question(turn: Turn) -> None:
    """A question for words lapses at any command but *Batal*, which answers it."""
    if _command(turn.update) not in ("", *_CANCELS):
        await asking.done(turn, turn.here.key)


async def tapped(turn: Turn) -> None:
    """What the words typed last are, or a usual reason in place of words."""
    await TAPS.carry_out(turn.callback, turn)


async def send_as_report(turn: Turn) -> None:
    """The words are a report: what they did as an answer is taken back where that is possible."""
    heard = await hearing.take(turn)
    if heard.answered:
        await prompts.undo(turn, heard)
    await beginning.begin_from(turn, heard.words)


async def begin_another(turn: Turn) -> None:
    """The words that were added to a report are a new one."""
    await beginning.begin_from(turn, await adding.begin_another(turn))


async def take_as_answer(turn: Turn) -> None:
    """The words are the answer, although they sound like danger."""
    heard = await hearing.take(turn)
    words = heard.composed or heard.words
    if heard.prompt is not None:
        await prompts.carry_out(turn, heard.prompt, words)
        return
    kept = next((kept for kept in await _in_hand(turn) if kept.flow == heard.flow), None)
    if kept is None:
        raise Refused("flow.old_button")
    await LISTENERS[kept.flow].answered(turn, kept, words)


async def give_reason(turn: Turn, tapped: GiveReason) -> None:
    """A usual reason."""
    await prompts.give_reason(turn, tapped.reason)


TAPS: Taps[Turn] = Taps(
    bare(SendAsReport, send_as_report),
    bare(TakeAsAnswer, take_as_answer),
    bare(NotThisReport, begin_another),
    bare(AddToMine, adding.add_offered),
    on(AddTo, adding.add_chosen),
    bare(SendAnyway, adding.send_anyway),
    bare(LeaveUnsaid, adding.leave_unsaid),
    on(GiveReason, give_reason),
)


async def _in_hand(turn: Turn) -> list[StoredDialogue]:
    """Open dialogues of this chat, most recent first. A dialogue whose right was revoked is closed."""
    found: list[StoredDialogue] = []
    for kept in await drafts.of_chat(turn.tx, turn.vault, turn.here.key):
        if kept.content is None or kept.flow not in LISTENERS:
            continue
        right = LISTENERS[kept.flow].right
        try:
            if right is not None:
                await turn.require(right)
        except Refused:
            await report_store.end(turn, kept)
        else:
            found.append(kept)
    return found


def _command(update: Update) -> str:
    """The command of a message in private, such as `/lapor`; empty when it has none, or is a forward."""
    message = update.message
    if message is None or message.chat.type != PRIVATE:
        return ""
    name, _ = message.command
    return f"/{name}" if name else ""
