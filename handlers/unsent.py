"""What was told and never sent: an emergency goes to the police by itself, as its screens said it would.

Citizen: TOLONG ada tawuran bawa parang
Bot:     Di mana kejadiannya? … Jika belum terkirim pukul 07.16 WIB, kami teruskan sendiri ke polisi. …
(two minutes of silence)
Bot:     Laporan Anda sudah kami teruskan ke petugas piket …   [Kirim lokasi saya] [Batalkan jika tidak jadi]
Officer: (is called: the place is not known yet, the reporter has not confirmed)
"""

import logging

from conversations.report_draft import ReportDraft, load
from conversations.screen import Keyboard, Line, Screen
from db import drafts
from db.chats import ChatKey
from db.drafts import Kept
from db.outbox import Lane
from handlers import adding, filing
from handlers.callback import Topic
from handlers.office import Office
from reports.state import Role
from reports.urgency import Urgency

log = logging.getLogger(__name__)


async def ring(office: Office) -> None:
    """Do what is due to unsent drafts. The draft ends in the transaction that files it: it can be filed only once."""
    for chat, kept in await drafts.due(office.tx, office.vault, office.now):
        assert kept.content is not None
        await _file(office, chat, kept, load(kept.content))


async def _file(office: Office, chat: ChatKey, kept: Kept, draft: ReportDraft) -> None:
    """File an emergency with what is known; whatever its citizen writes next belongs to it."""
    why = [Line("ping.unconfirmed")]
    if not draft.has_place:
        why.append(Line("ping.place_unknown"))
    report = await filing.store(office, chat, draft, Urgency.DARURAT, why)
    await office.record("terkirim_sendiri", str(Role.CLOCK), report=report.key)
    await drafts.save(office.tx, office.vault, chat, Kept(kept.flow, None, kept.revision + 1), office.now)
    await adding.expect(office, chat, report, keyboard=True)
    text = Line("unsent.filed", {"number": report.number})
    told = Screen(text, ((adding.ADD,), (adding.UNWANTED,)), Keyboard.LOCATION)
    await office.tell(chat, told, Topic.MINE, lane=Lane.ANSWER)
