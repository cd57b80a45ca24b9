"""The report in the chat: what the driver of dialogues does around its table, until it is sent or let go."""

from dataclasses import replace
from datetime import timedelta

from casework import additions
from conversations import report as table
from conversations.answer import Answer, Media, Phone, Point, Tap, Text
from conversations.callback import Topic
from conversations.report import REPORT
from conversations.report_danger import alarming, voiced
from conversations.report_draft import Capacity, ReportDraft, dump
from conversations.report_messages import advance, continues
from conversations.report_told import taken_in
from conversations.report_values import by_itself
from conversations.scene import Scene
from conversations.screen import Button, Key, Keyboard, Line, Screen
from db import chats, reachable
from db.drafts import StoredDialogue
from db.evidence import LARGEST
from db.outbox import OutboxId
from handlers.citizen import addition_store, filing, forwards, report_store, talk
from handlers.common import typed
from handlers.common.buttons import MENU, RESUME
from handlers.common.driver import Dialogue, button_typed
from handlers.common.turn import Turn
from handlers.officer import reporting
from locales import Refused

_CANNOT_CALL = Button(Key("button.cannot_call"), "writes")
SILENCE = timedelta(days=1)  # since somebody hid; a new message that says so begins it again


async def resume(turn: Turn, note: Line | None = None) -> None:
    """Show the question the draft stands at, with what came after a long silence taken in."""
    kept = await report_store.of_chat(turn)
    if kept.content is None:
        raise Refused("report.nothing_unfinished")
    await addition_store.end(turn)
    draft = report_store.draft_of(turn, kept)
    for said in draft.aside:
        draft, note = taken_in(draft, said, turn.scene), Line("report.words_kept")
    await DIALOGUE.show(turn, kept, replace(draft, aside=()), note, fresh=True)


async def answered(turn: Turn, kept: StoredDialogue, answer: Answer) -> None:
    """Words, files or a location for the question in hand."""
    if too_big(answer):
        await turn.say("report.too_big")
    draft = report_store.draft_of(turn, kept)
    if continues(draft, answer, turn.scene) and draft.shown is not None and not has_keyboard(turn, draft):
        turn.replaces = OutboxId(draft.shown)
    await DIALOGUE.answered(turn, kept, answer)


def belongs(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """Whether an answer is for the draft beyond doubt, after whatever time: one of its buttons, or a cry for help."""
    screen = table.screen(report_store.draft_of(turn, kept), turn.scene)
    match screen.keyboard, answer:
        case (Keyboard.LOCATION, Point()) | (Keyboard.CONTACT, Phone()):
            return True
        case _:
            return alarming(answer, turn.scene) or isinstance(button_typed(turn, screen, answer), Tap)


def has_keyboard(turn: Turn, draft: ReportDraft) -> bool:
    """Whether the draft's question has put a keyboard below the chat."""
    return table.screen(draft, turn.scene).keyboard is not None


def too_big(answer: Answer) -> bool:
    """Whether Telegram will not give us this file."""
    return isinstance(answer, Media) and (answer.attachment.size or 0) > LARGEST


async def _scene(turn: Turn, draft: ReportDraft) -> Scene:
    """What a step may know; before the consent that includes the partners who read reports too."""
    scene = turn.scene
    if draft.offered and not draft.forwarded and draft.police is None:
        scene = replace(scene, standing=await additions.latest_open(turn, turn.here.key) is not None)
    return scene if draft.consented else replace(scene, partners=await reachable.partners(turn.tx))


async def _save(turn: Turn, kept: StoredDialogue, draft: ReportDraft) -> None:
    """Keep the draft; the consent given in it holds at once."""
    await report_store.save(turn, kept, replace(draft, shown=turn.shown or draft.shown))
    if draft.consented and turn.here.consented_at is None:
        await chats.set_consented(turn.tx, turn.here.key, turn.now)


async def heard(turn: Turn, answer: Answer) -> None:
    """Note what words say of their writer, wherever they are typed: cannot telephone, has to hide."""
    if isinstance(answer, Text) and answer.own:
        if typed.means(answer.body, _CANNOT_CALL, turn.texts) and await report_store.unfinished(turn):
            return  # the button below the chat: it says that somebody cannot telephone, and no more
        await listen(turn, voiced(ReportDraft(what=answer.body), turn.scene))


async def listen(turn: Turn, draft: ReportDraft) -> None:
    """What the citizen cannot do, or must not be heard doing, holds for every message from now on."""
    here = turn.here
    if draft.writes and not here.writes:
        await chats.set_writes(turn.tx, here)
        turn.here = replace(turn.here, writes=True)
    if draft.silent and (here.silent_until is None or here.silent_until <= turn.now):
        until = turn.now + SILENCE
        await chats.set_silent(turn.tx, here, until)
        turn.here = replace(turn.here, silent_until=until)


async def _prepare(turn: Turn, draft: ReportDraft) -> ReportDraft:
    await listen(turn, draft)
    return replace(draft, silent=True, reminded=True) if turn.is_silent(turn.here) else draft


async def _finish(turn: Turn, draft: ReportDraft) -> None:
    """The citizen has sent it; of a forward they only wanted to know whether it is true, and a doubt was none."""
    if draft.capacity is Capacity.OFFICER:
        await reporting.begin_from(turn, draft)
    elif draft.offered and draft.doubted and not draft.forwarded:
        await talk.answer(turn, draft.what or "")
    elif draft.offered:
        await forwards.tell_how_to_check(turn, draft)
    else:
        await filing.send(turn, draft)


async def _cancelled(turn: Turn, draft: ReportDraft) -> Screen:
    return Screen(Line("report.cancelled"), ((MENU,),))


async def _left(turn: Turn, draft: ReportDraft) -> Screen:
    """*Kembali* at the first question: back to the menu, the draft stays."""
    return Screen(Line("report.paused", {"by_itself": by_itself(draft, turn.scene)}), ((RESUME,), (MENU,)))


DIALOGUE: Dialogue[ReportDraft, Scene] = Dialogue(
    flow=report_store.FLOW,
    topic=Topic.REPORT,
    steps=REPORT,
    load=report_store.draft_of,
    dump=dump,
    scene=_scene,
    prepare=_prepare,
    finish=_finish,
    cancelled=_cancelled,
    left=_left,
    advance=advance,
    save=_save,
    salvage=report_store.salvage,
)
