"""Erasing what is known of a person: the rows that count reports stay, nothing in them says who or what they told.

Each function is part of one transaction; the files of erased evidence are removed after it, as rows say: see
gateway/evidence.py.
"""

from datetime import datetime

from db import chats, drafts, events, exports, reporters, search
from db.chats import ChatKey
from db.database import Tx
from db.instant import stored_day
from db.reports import ReportKey
from db.vault import Vault


async def erase_report(tx: Tx, vault: Vault, report: ReportKey, now: datetime) -> None:
    """Empty a report of its reporter and of everything they told; what officers did and found stays."""
    await tx.run("erasure.empty_report", id=report, now=stored_day(now))
    await tx.run("erasure.empty_evidence", report=report)
    await search.forget(tx, report)
    await reporters.detach(tx, report)
    await events.erase(tx, vault, now, report)


async def end_everything(tx: Tx, chat: ChatKey, now: datetime) -> None:
    """No draft, subscription, exported file or consent of a person is left."""
    await exports.forget_of_chat(tx, chat)
    await drafts.end_all(tx, chat, now)
    await tx.run("erasure.drop_topics", chat=chat)
    await tx.run("erasure.drop_areas", chat=chat)
    if await tx.run("erasure.drop_subscriber", chat=chat):
        await tx.run("erasure.detach_deliveries", chat=chat, now=stored_day(now))
    await chats.end_consent(tx, chat)


async def forget(tx: Tx, vault: Vault, chat: ChatKey, now: datetime) -> None:
    """Who a chat is: no row leads to them any more, and when they write again we have not met."""
    await chats.forget(tx, vault, chat, now)
