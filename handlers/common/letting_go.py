"""A stored dialogue that this release cannot read is let go: nobody is locked out by it, and no words are lost.

Citizen: TPS 12, dekat masjid
Bot:     Maaf, draf Anda yang lama tidak bisa kami buka lagi. Kata-kata Anda kami simpan …    [Lanjutkan draf]
Bot:     (what it answers to these words)
"""

import logging
from dataclasses import replace

from conversations.callback import Topic
from conversations.screen import Line, Screen
from conversations.stored import UNUSABLE, Unreadable
from db import drafts
from db.drafts import StoredDialogue
from db.outbox import Lane
from handlers.citizen import report_store
from handlers.common import hearing
from handlers.common.buttons import RESUME
from handlers.common.dialogues import LISTENERS
from handlers.common.driver import nothing
from handlers.common.turn import Turn

log = logging.getLogger(__name__)


async def let_go(turn: Turn) -> bool:
    """Let go of every dialogue of this chat that cannot be read, and say so; False when all can be."""
    found = False
    for kept in await drafts.of_chat(turn.tx, turn.vault, turn.here.key):
        if kept.content is None:
            continue
        try:
            await _check_readable(turn, kept)
        except UNUSABLE as error:
            said = error if isinstance(error, Unreadable) else type(error).__name__
            log.error("a stored dialogue is let go: %s: %s", kept.flow, said)
            await _let_go(turn, kept)
            found = True
    return found


async def _check_readable(turn: Turn, kept: StoredDialogue) -> None:
    if kept.flow == hearing.FLOW:
        await hearing.check_readable(turn, kept)
    else:
        await LISTENERS[kept.flow].check_readable(turn, kept)


def _salvaged(turn: Turn, kept: StoredDialogue) -> StoredDialogue:
    return LISTENERS[kept.flow].salvage(turn, kept) if kept.flow in LISTENERS else nothing(turn, kept)


async def _let_go(turn: Turn, kept: StoredDialogue) -> None:
    saved = replace(_salvaged(turn, kept), revision=kept.revision + 1)
    await drafts.save(turn.tx, turn.vault, turn.here.key, saved, turn.now)
    if saved.content is None:
        key = "stored.report" if kept.flow == report_store.FLOW else "stored.dialogue"
        await turn.put_keyboard_away(Line(key))
    else:
        rows = ((RESUME,),) if kept.flow == report_store.FLOW else ()
        await turn.write(turn.here, Screen(Line("stored.words_kept"), rows), Topic.MENU, lane=Lane.ANSWER)
