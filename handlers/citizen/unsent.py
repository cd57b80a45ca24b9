"""What was told and not sent: an emergency goes to the police by itself, as its screens said; of others we remind.

Citizen: TOLONG ada tawuran bawa parang
Bot:     Di mana kejadiannya? … Jika sampai pukul 07.16 WIB belum terkirim, … kami teruskan sendiri ke petugas piket …
(two minutes of silence)
Bot:     Laporan Anda sudah kami teruskan ke petugas piket …   [Kirim lokasi saya] [Batalkan jika tidak jadi]
Officer: (is called: the place is not known yet, the reporter has not confirmed)
"""

import logging
from dataclasses import replace

from casework import filing, objections
from casework.joining import Filed
from conversations import report
from conversations.buttons.citizen import Add, OtherIncident, Resume
from conversations.callback import Topic
from conversations.report_danger import needs_gentleness
from conversations.report_draft import ReportDraft, dump, load
from conversations.report_parts import split_up
from conversations.salvage import is_emergency, report_of
from conversations.scene import Scene
from conversations.screen import CANCEL, Button, Key, Keyboard, Line, Rows, Screen
from conversations.stored import UNUSABLE
from db import drafts, receipts
from db.chats import ChatKey
from db.drafts import StoredDialogue
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from handlers.citizen import adding, addition_store, report_store, topics
from handlers.citizen.receipts import joined_steps
from handlers.common.buttons import MENU, RESUME
from handlers.officer import reporting
from locales import texts_for
from resort.quiet_hours import awake, is_quiet

log = logging.getLogger(__name__)

# One word, without a sound, that names nothing; nothing leaves to anybody unless they tap and send.
_GENTLE = Screen(Line("unsent.gentle"), ((Button(Key("button.look"), Resume()),),))


async def expire(uow: UnitOfWork, chat: ChatKey, flow: str) -> None:
    """Do what is due to an unsent draft. It ends in the transaction that files it: it can be filed only once."""
    kept = await drafts.of_flow(uow.tx, uow.vault, chat, flow)
    if kept.content is None or kept.due is None or kept.due > uow.now:
        return
    scene = uow.scene
    try:
        draft = load(kept.content)
        report.screen(draft, scene)
    except UNUSABLE as error:
        log.error("an unsent draft is let go: %s", type(error).__name__)
        await _let_go(uow, chat, kept, scene)
        return
    if draft.emergency and not (flow == reporting.FLOW and await reporting.expire(uow, chat, kept)):
        await _file(uow, chat, kept, draft)
    elif not draft.emergency:
        await _remind(uow, chat, kept, draft)


async def _let_go(uow: UnitOfWork, chat: ChatKey, kept: StoredDialogue, scene: Scene) -> None:
    """Do what is due to a draft that cannot be read: file an emergency with what is known, offer other words."""
    assert kept.content is not None
    assert kept.touched is not None
    assert kept.due is not None
    draft = report_of(kept.content, scene, consented=True)
    # An emergency is due within minutes; a reminder never is, even where nothing says what it was.
    if is_emergency(kept.content) or kept.due - kept.touched < report_store.REMIND_AFTER:
        unreadable = texts_for("id").plain("stored.emergency")
        await _file(uow, chat, kept, draft or ReportDraft(emergency=True, what=unreadable))
    elif draft is None:
        await _end(uow, chat, kept)
        await uow.tell(chat, Screen(Line("stored.report"), ((MENU,),)), Topic.MENU)
    else:
        saved = replace(kept, content=dump(replace(draft, reminded=True)), revision=kept.revision + 1, due=None)
        await drafts.save(uow.tx, uow.vault, chat, saved, kept.touched)
        await uow.tell(chat, Screen(Line("stored.words_kept"), ((RESUME,),)), Topic.MENU)


async def _remind(uow: UnitOfWork, chat: ChatKey, kept: StoredDialogue, draft: ReportDraft) -> None:
    """Say once that a report was not sent; at night that waits for the morning. Gently to somebody who is harmed."""
    touched = kept.touched
    assert touched is not None
    zone = uow.resort.zone
    if is_quiet(uow.now, zone):
        kept = replace(kept, due=awake(uow.now, zone))
    else:
        kept = replace(kept, content=dump(replace(draft, reminded=True)), due=None)
        gentle = needs_gentleness(draft, uow.scene)
        screen = _GENTLE if gentle else Screen(Line("unsent.reminder"), ((RESUME,), (CANCEL,)))
        await uow.tell(chat, screen, Topic.REPORT, revision=kept.revision, silent=gentle)
    await drafts.save(uow.tx, uow.vault, chat, kept, touched)  # a reminder is no sign of its citizen


async def _file(uow: UnitOfWork, chat: ChatKey, kept: StoredDialogue, draft: ReportDraft) -> None:
    """File an emergency with what is known; whatever its citizen writes next belongs to it."""
    first, *others = [await filing.file_unsent(uow, chat, part) for part in split_up(draft, uow.scene)]
    await _end(uow, chat, kept)
    await addition_store.expect(uow, chat, first.report, keyboard=first.joined is None, recent=first.joined is not None)
    for filed in (*others, first):
        await _tell(uow, chat, filed, keyboard=filed is first and filed.joined is None)


async def _tell(uow: UnitOfWork, chat: ChatKey, filed: Filed, *, keyboard: bool) -> None:
    """Tell its citizen what became of an emergency that went by itself; the keyboard below the chat is for one."""
    number = filed.report.number
    text = Line("unsent.filed" if filed.called else "unsent.filed_nobody", {"number": number})
    rows: Rows = ((adding.ADD,), (adding.UNWANTED,))
    if filed.joined is not None:
        text = Line("unsent.joined", {"number": number, "next": tuple(joined_steps(filed.joined))})
        rows = ((Button(Key("button.other_incident"), OtherIncident(number)),),)
    if not keyboard:
        rows = (*(rows if filed.joined is not None else ()), (Button(Key("button.add"), Add(number)),))
    here = await uow.chat(chat)
    if here is None:
        return
    if advice := await topics.while_waiting(uow, filed.report.category, here.language):
        text = Line("service.below", {"text": text, "advice": tuple(advice)})
    screen = Screen(text, rows, Keyboard.LOCATION if keyboard else None)
    told = await uow.write(here, screen, Topic.MINE, lane=Lane.ANSWER)
    if filed.called:  # a message with a keyboard below the chat cannot be changed
        await receipts.expect(uow.tx, filed.report.key, told.id, uow.now, in_place=False)
    await objections.ask(uow, filed.report)


async def _end(uow: UnitOfWork, chat: ChatKey, kept: StoredDialogue) -> None:
    ended = StoredDialogue(kept.flow, None, kept.revision + 1)
    await drafts.save(uow.tx, uow.vault, chat, ended, uow.now)
