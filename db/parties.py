"""Losing a party: a chat that Telegram refuses, that silenced us, or whose officer is one no longer.

Every wait that this chat owes the next step of is due now. Whoever looks at the wait finds the party gone, and tells
the people who wait for it. Called in the transaction that learns of the loss.
"""

from datetime import datetime

from db import reporters
from db.chats import ChatKey
from db.database import Tx
from db.instant import stored


async def lost(tx: Tx, chat: ChatKey, now: datetime) -> None:
    """What this chat owes is due now; a group gets no calls of its unit any more."""
    await tx.run("parties.lose_group", chat=chat, now=stored(now))
    await tx.run("parties.owed_is_due", chat=chat, now=stored(now))
    for entry in await reporters.own_reports(tx, chat):
        await tx.run("parties.questions_are_due", report=entry.report, now=stored(now))
