"""What was told and not sent: an emergency goes to the police by itself, as its screens said; of others we remind.

Citizen: TOLONG ada tawuran bawa parang
Bot:     Di mana kejadiannya? … Jika sampai pukul 07.16 WIB belum terkirim, … kami teruskan sendiri ke petugas piket …
(two minutes of silence)
Bot:     Laporan Anda sudah kami teruskan ke petugas piket …   [Kirim lokasi saya] [Batalkan jika tidak jadi]
Officer: (is called: the place is not known yet, the reporter has not confirmed)
"""

from dataclasses import replace

from casework import filing
from conversations.callback import Topic
from conversations.report_draft import ReportDraft, dump, load
from conversations.screen import CANCEL, Keyboard, Line, Screen
from db import drafts
from db.chats import ChatKey
from db.drafts import Kept
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from handlers.citizen import adding
from handlers.common.buttons import RESUME
from resort.quiet_hours import awake, is_quiet


async def expire(uow: UnitOfWork, chat: ChatKey, flow: str) -> None:
    """Do what is due to an unsent draft. It ends in the transaction that files it: it can be filed only once."""
    kept = await drafts.of_flow(uow.tx, uow.vault, chat, flow)
    if kept.content is None or kept.due is None or kept.due > uow.now:
        return
    draft = load(kept.content)
    if draft.emergency:
        await _file(uow, chat, kept, draft)
    else:
        await _remind(uow, chat, kept, draft)


async def _remind(uow: UnitOfWork, chat: ChatKey, kept: Kept, draft: ReportDraft) -> None:
    """Say once that a report was not sent; at night that waits for the morning."""
    touched = kept.touched
    assert touched is not None
    zone = uow.resort.zone
    if is_quiet(uow.now, zone):
        kept = replace(kept, due=awake(uow.now, zone))
    else:
        kept = replace(kept, content=dump(replace(draft, reminded=True)), due=None)
        rows = (
            (RESUME,),
            (CANCEL,),
        )
        await uow.tell(chat, Screen(Line("unsent.reminder"), rows), Topic.REPORT, revision=kept.revision)
    await drafts.save(uow.tx, uow.vault, chat, kept, touched)  # a reminder is no sign of its citizen


async def _file(uow: UnitOfWork, chat: ChatKey, kept: Kept, draft: ReportDraft) -> None:
    """File an emergency with what is known; whatever its citizen writes next belongs to it."""
    report = await filing.file_unsent(uow, chat, draft)
    await drafts.save(uow.tx, uow.vault, chat, Kept(kept.flow, None, kept.revision + 1), uow.now)
    await adding.expect(uow, chat, report, keyboard=True)
    text = Line("unsent.filed", {"number": report.number})
    screen = Screen(text, ((adding.ADD,), (adding.UNWANTED,)), Keyboard.LOCATION)
    await uow.tell(chat, screen, Topic.MINE, lane=Lane.ANSWER)
