"""Erasing what is known of a person: the rows that count reports stay, nothing in them says who or what they told.

Each function is part of one transaction; the files of erased evidence are removed after it, as rows say: see
gateway/evidence.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from db import chats, contents, drafts, events, exports, reporters, search
from db.chats import ChatKey
from db.database import Tx
from db.instant import stored, stored_day
from db.reports import ReportKey
from db.vault import Vault, WrongKey

MARK_BYTES = 32
_REPORT, _PERSON = b"reports.number", b"chats.telegram_id"
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Mark:
    """What was erased, as a keyed hash, and when, as moments are stored."""

    mark: bytes
    at: int


async def erase_report(tx: Tx, vault: Vault, report: ReportKey, now: datetime) -> None:
    """Empty a report of its reporter and of everything they told; what officers did and found stays."""
    number = await tx.value("reports.number_of", id=report)
    await tx.run("erasure.mark", mark=vault.erased_mark(_REPORT, number), now=stored(now))
    await tx.run("erasure.empty_report", id=report, now=stored_day(now))
    await tx.run("erasure.empty_evidence", report=report)
    await tx.run("erasure.empty_recorded", report=report)
    await search.forget(tx, report)
    await reporters.detach(tx, report)
    await events.erase(tx, vault, now, report)
    await contents.erased(tx, report, now)


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
    known = await chats.get(tx, vault, chat)
    if known is not None:
        await tx.run("erasure.mark", mark=vault.erased_mark(_PERSON, str(known.telegram_id)), now=stored(now))
    await chats.forget(tx, vault, chat, now)


async def unlisted(tx: Tx) -> list[Mark]:
    """What was erased and does not stand in the list beside the key."""
    return [Mark(row["mark"], row["at"]) for row in await tx.all("erasure.unlisted")]


async def listed(tx: Tx, marks: Iterable[Mark]) -> None:
    """These stand in the list."""
    await tx.many("erasure.listed", [{"mark": each.mark} for each in marks])


async def again(tx: Tx, vault: Vault, marks: Iterable[Mark], now: datetime) -> int:
    """Erase what was erased since a backup that was put in place; returns how many reports and people that were.

    A person who was erased before the backup and came back is somebody we have met since: they stay.
    """
    backed_up_at = int(await tx.value("erasure.backed_up_at") or 0)
    since = {each.mark for each in marks if each.at > backed_up_at}
    reports = await _marked_reports(tx, vault, since)
    people = await _marked_people(tx, vault, since)
    for report in reports:
        await erase_report(tx, vault, ReportKey(report), now)
    for chat in people:
        await end_everything(tx, chat, now)
        await forget(tx, vault, chat, now)
    return len(reports) + len(people)


async def _marked_reports(tx: Tx, vault: Vault, marks: set[bytes]) -> list[int]:
    found: list[int] = []
    after = 0
    while marks and (rows := await tx.all("erasure.reports", after=after, limit=_PAGE)):
        found += [row["id"] for row in rows if vault.erased_mark(_REPORT, row["number"]) in marks]
        after = rows[-1]["id"]
    return found


async def _marked_people(tx: Tx, vault: Vault, marks: set[bytes]) -> list[ChatKey]:
    found: list[ChatKey] = []
    after = 0
    while marks and (rows := await tx.all("erasure.chats", after=after, limit=_PAGE)):
        for row in rows:
            try:
                profile = chats.opened(vault, row["sealed"], row["id"])
            except WrongKey:
                continue
            if vault.erased_mark(_PERSON, str(profile.telegram_id)) in marks:
                found.append(ChatKey(row["id"]))
        after = rows[-1]["id"]
    return found
