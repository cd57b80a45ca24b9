"""Walking through a report, question by question, until it is sent or let go."""

from dataclasses import replace

from conversations import report as dialogue
from conversations.answer import Answer, Media, Phone, Point, Tap, Text
from conversations.callback import Topic
from conversations.flow import Finished, Moved, current
from conversations.report import REPORT
from conversations.report_draft import ReportDraft
from conversations.report_screens import by_itself
from conversations.report_told import alarming, attach, taken_in
from conversations.screen import Keyboard, Line, Screen
from db import chats
from db.drafts import Kept
from db.evidence import LARGEST
from handlers.citizen import adding, filing, forwards, report_store
from handlers.common import typed
from handlers.common.buttons import MENU, RESUME
from handlers.common.turn import Turn
from locales import Refused


async def resume(turn: Turn) -> None:
    """Show the question the draft stands at."""
    kept = await report_store.of_chat(turn)
    if kept.content is None:
        raise Refused("report.nothing_unfinished")
    await adding.end(turn)
    draft, note = report_store.draft_of(turn, kept), None
    for said in draft.aside:
        draft, note = taken_in(draft, said, turn.scene), Line("report.words_kept")
    await report_store.save(turn, kept, replace(draft, aside=()))
    await turn.show(dialogue.screen(draft, turn.scene), Topic.REPORT, revision=kept.revision, note=note, fresh=True)


async def cancel(turn: Turn, kept: Kept) -> None:
    """*Batal*, or `/batal`: let go of the draft."""
    draft = report_store.draft_of(turn, kept)
    await report_store.end(turn, kept)
    if has_keyboard(turn, draft):
        await turn.put_keyboard_away(Line("report.cancelled"))
    else:
        await turn.show(Screen(Line("report.cancelled"), ((MENU,),)), Topic.MENU)


async def tapped(turn: Turn) -> None:
    """A button of the report; one of an earlier question is told so."""
    callback, kept = turn.callback, await report_store.of_chat(turn)
    assert callback is not None
    if kept.content is None or callback.revision != kept.revision:
        raise Refused("flow.old_button")
    await advance(turn, kept, Tap(callback.choice))


async def answered(turn: Turn, kept: Kept, answer: Answer) -> None:
    """Words, files or a location for the question in hand."""
    await advance(turn, kept, _typed_button(turn, report_store.draft_of(turn, kept), answer))


def belongs(turn: Turn, kept: Kept, answer: Answer) -> bool:
    """Whether an answer is for the draft beyond doubt, after whatever time: one of its buttons, or a cry for help."""
    draft = report_store.draft_of(turn, kept)
    match dialogue.screen(draft, turn.scene).keyboard, answer:
        case (Keyboard.LOCATION, Point()) | (Keyboard.CONTACT, Phone()):
            return True
        case _:
            return alarming(answer, turn.scene) or isinstance(_typed_button(turn, draft, answer), Tap)


async def edited(turn: Turn) -> None:
    """An edited message is not read again: what it said is stored already, and the summary can correct it."""
    incoming = turn.update.effective_message
    if incoming is not None and incoming.location is not None:
        return  # a live location edits itself every few seconds
    await turn.say("report.edited" if await report_store.unfinished(turn) else "report.edited_later")


async def advance(turn: Turn, kept: Kept, answer: Answer) -> None:
    """One answer: the draft moves on, ends, or is finished."""
    draft = report_store.draft_of(turn, kept)
    if answer == Tap("cancel"):
        await cancel(turn, kept)
        return
    if answer == Tap("truth") and draft.forwarded and draft.offered:
        await forwards.tell_how_to_check(turn, kept, draft)
        return
    if answer == Tap("back") and dialogue.at_start(draft):
        await _pause(turn, draft)
        return
    if too_big(answer):
        await turn.say("report.too_big")
    if isinstance(answer, Media) and answer.album is not None:
        if answer.album == draft.album:
            await _keep_in_silence(turn, kept, draft, answer)
            return
        draft = replace(draft, album=answer.album, surplus=False)
    try:
        outcome = dialogue.advance(draft, answer, turn.scene)
    except Refused:
        if isinstance(answer, Media) and answer.album is not None:
            await report_store.save(turn, kept, replace(draft, surplus=True))
        raise
    match outcome:
        case Finished(finished):
            await filing.send(turn, finished)
            await report_store.end(turn, kept)
        case Moved(moved, note):
            await _show_next(turn, kept, draft, moved, note)


def has_keyboard(turn: Turn, draft: ReportDraft) -> bool:
    """Whether the draft's question has put a keyboard below the chat."""
    return dialogue.screen(draft, turn.scene).keyboard is not None


def too_big(answer: Answer) -> bool:
    """Whether Telegram will not give us this file."""
    return isinstance(answer, Media) and (answer.attachment.size or 0) > LARGEST


async def _show_next(turn: Turn, kept: Kept, before: ReportDraft, draft: ReportDraft, note: Line | None) -> None:
    """Keep the draft and ask its next question. The revision counts questions: an older one's buttons are old."""
    step, last = current(REPORT, draft), current(REPORT, before)
    revision = kept.revision + (step is not last)
    await report_store.save(turn, kept, draft, revision)
    if draft.consented and turn.here.consented_at is None:
        await chats.set_consented(turn.tx, turn.here.key, turn.now)
    if step is not last and has_keyboard(turn, before):
        await turn.put_keyboard_away(note or Line("report.kept"))
        note = None
    screen = dialogue.screen(draft, turn.scene)
    await turn.show(screen, Topic.REPORT, revision=revision, note=note, fresh=step.name == "summary")


async def _keep_in_silence(turn: Turn, kept: Kept, draft: ReportDraft, answer: Media) -> None:
    """The other photos of an album that was answered already; that they are too many is said once."""
    try:
        await report_store.save(turn, kept, attach(draft, answer))
    except Refused:
        if not draft.surplus:
            await report_store.save(turn, kept, replace(draft, surplus=True))
            raise


def _typed_button(turn: Turn, draft: ReportDraft, answer: Answer) -> Answer:
    """Words that are a button's label mean the button: so do the keyboards below the chat answer."""
    if not isinstance(answer, Text) or not answer.own:
        return answer
    for button in dialogue.screen(draft, turn.scene).buttons:
        if isinstance(button.choice, str) and typed.means(answer.body, button, turn.texts):
            return Tap(button.choice)
    return answer


async def _pause(turn: Turn, draft: ReportDraft) -> None:
    """*Kembali* at the first question: back to the menu, the draft stays."""
    if has_keyboard(turn, draft):
        await turn.put_keyboard_away(Line("report.kept"))
    rows = ((RESUME,), (MENU,))
    text = Line("report.paused", {"by_itself": by_itself(draft, turn.scene)})
    await turn.show(Screen(text, rows), Topic.MENU)
