"""Orders: each officer one went to, until they acknowledge it; also an officer whom Telegram did not reach."""

from dataclasses import dataclass
from datetime import datetime

from broadcasts.appeal import Audience
from db import runs, waits
from db.appeals import AppealKey
from db.chats import ChatKey
from db.database import Tx
from db.instant import stored
from db.runs import RunKey
from db.waits import WaitKey
from resort.waits import Kind


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands with one officer."""

    chat: ChatKey
    acknowledged: bool
    delivered: bool  # False when Telegram never took it


async def begin(tx: Tx, run: RunKey, composer: ChatKey, audience: Audience, due: datetime, now: datetime) -> None:
    """The officers of an audience are to acknowledge a run. Its composer knows it."""
    wait = await waits.begin(tx, Kind.ORDER, due, now)
    values = {"run": run, "composer": composer, "now": stored(now), "wait": wait}
    async with runs.areas_chosen(tx, audience):
        await tx.run("orders.ask_officers", unit=audience.unit or "", **values)
    await tx.run("orders.ask_recipients", **values)
    await _end_if_settled(tx, wait)


async def acknowledge(tx: Tx, appeal: AppealKey, chat: ChatKey, now: datetime) -> bool:
    """An officer has read an order; False when they had said so."""
    waiting = [WaitKey(row["wait"]) for row in await tx.all("orders.waits_of_chat", appeal=appeal, chat=chat)]
    noted = await tx.run("orders.acknowledge", appeal=appeal, chat=chat, now=stored(now)) > 0
    for wait in waiting:
        await _end_if_settled(tx, wait)
    return noted


async def of_appeal(tx: Tx, appeal: AppealKey) -> list[Order]:
    """How an order stands with each officer, by its latest run."""
    rows = await tx.all("orders.of_appeal", appeal=appeal)
    return [Order(ChatKey(row["chat"]), row["acknowledged_at"] is not None, bool(row["delivered"])) for row in rows]


async def waiting(tx: Tx, wait: WaitKey) -> AppealKey | None:
    """The order that a wait belongs to."""
    key = await tx.value("orders.waiting", wait=wait)
    return None if key is None else AppealKey(key)


async def end(tx: Tx, wait: WaitKey, now: datetime) -> None:
    """Nobody is asked any more; an acknowledgement that comes later is noted all the same."""
    await tx.run("orders.end", wait=wait, now=stored(now))
    await waits.end(tx, wait)


async def _end_if_settled(tx: Tx, wait: WaitKey) -> None:
    if await tx.value("orders.waiting", wait=wait) is None:
        await waits.end(tx, wait)
