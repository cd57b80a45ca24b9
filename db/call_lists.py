"""Lists of the emergencies that wait for one chat, in place of calls of their own."""

from datetime import datetime, timedelta

from db.chats import ChatKey
from db.database import Tx
from db.instant import stored
from db.outbox import OutboxId, Outcome
from db.reports import Report, ReportKey, stored_report

_LATELY = timedelta(hours=6)  # an older emergency has had all its calls


async def waiting(tx: Tx, now: datetime, most: int) -> dict[ChatKey, int]:
    """The chats to which at least so many untaken emergencies were called, and how many."""
    rows = await tx.all("call_lists.waiting", since=stored(now - _LATELY), most=most)
    return {ChatKey(row["chat"]): row["count"] for row in rows}


async def of_chat(tx: Tx, chat: ChatKey, now: datetime) -> list[Report]:
    """The untaken emergencies that were called to a chat, the newest first."""
    rows = await tx.all("call_lists.of_chat", chat=chat, since=stored(now - _LATELY))
    return [stored_report(row) for row in rows]


async def add(tx: Tx, chat: ChatKey, message: OutboxId, report: ReportKey) -> None:
    """A list names one more report: whatever stood on the lists before it stands on this one."""
    await tx.run("call_lists.add", outbox=message, chat=chat)
    await tx.run("call_lists.list_again", outbox=message, chat=chat)
    await tx.run("call_lists.list_report", outbox=message, chat=chat, report=report)


async def drop_older(tx: Tx, chat: ChatKey, newest: OutboxId) -> list[OutboxId]:
    """Forget the lists of a chat before the newest one; returns those that are to be deleted there.

    One that has not left yet is kept in mind: it may be leaving at this moment.
    """
    rows = await tx.all("call_lists.older", chat=chat, newest=newest)
    for row in rows:
        if row["state"] != "queued":
            await tx.run("call_lists.forget", outbox=row["outbox"])
    return [OutboxId(row["outbox"]) for row in rows if row["state"] == Outcome.SENT]


async def of_called(tx: Tx, report: ReportKey) -> dict[ChatKey, OutboxId]:
    """The lists that stand in the chats to which a report was called."""
    rows = await tx.all("call_lists.of_called", report=report)
    return {ChatKey(row["chat"]): OutboxId(row["outbox"]) for row in rows}


async def in_chat(tx: Tx, chat: ChatKey) -> list[OutboxId]:
    """The lists that stand in a chat."""
    return [OutboxId(row["outbox"]) for row in await tx.all("call_lists.in_chat", chat=chat)]


async def forget(tx: Tx, message: OutboxId) -> None:
    """Nothing on a list waits any more: it is not changed again."""
    await tx.run("call_lists.forget", outbox=message)


async def take_off(tx: Tx, report: ReportKey, chat: ChatKey) -> None:
    """A chat has the report's own call now."""
    await tx.run("call_lists.take_off", report=report, chat=chat)
